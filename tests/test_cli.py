"""The command line: what goes in as options or files, what comes out, and the exit status."""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import fairpay
from fairpay import Hours, Offer, Task, cli
from fairpay.present.document import document

WORK = ["--on", "2026-05-14", "--nation", "england", "--attendance", "6", "--preparation", "2", "--follow-up", "1"]
FEE = ["--fee", "150", "--per", "day"]
LEVELS = {factor: item.level for factor, item in fairpay.rates().activities["chair-group"].levels.items()}

Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command which succeeds, and returns what it wrote."""

    def done(*arguments: str | Path) -> str:
        assert cli.main([str(argument) for argument in arguments]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return out

    return done


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """Return a function that runs a command which is refused, and returns its lines of faults."""

    def lines(*arguments: str | Path) -> list[str]:
        assert cli.main([str(argument) for argument in arguments]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.endswith("\n")
        return err.splitlines()

    return lines


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


# The three formats


def test_text_starts_with_the_answer(run: Run) -> None:
    lines = run("compare", *WORK, *FEE, "--band", "7").splitlines()
    assert lines[:4] == [
        "£150.00 a day comes to £150.00 for one session. Over the 9 hours that count, that is £16.67 an hour.",
        "The same 9 hours at Band 7, entry point come to £227.31, so the offer is £77.31 short.",
        "This is below the benchmark for this work.",
        "",
    ]
    heads = ["The offer", "Floors", "Published involvement schemes", "Agenda for Change (NHS staff pay)", "Consultancy"]
    assert [line for line in lines if line in (*heads, "Directors")] == [*heads, "Directors"]
    (benchmark,) = [line for line in lines if line.startswith("→ ")]
    assert " ".join(benchmark.split()) == "→ Band 7, entry point £25.26 £227.31 £361.71 0.66 £77.31"


def test_text_has_caveats_working_and_sources(run: Run) -> None:
    out = run("compare", *WORK, *FEE, "--benchmark", "consultancy.organisational-change", "--travel", "2")
    assert "\nWhat to know about these figures\n" in out
    assert "  - Travel is not counted in these figures (hours: 2).\n" in out
    assert "  - The source does not say how many hours its day holds. Here a day is 8 hours.\n" in out
    assert "\nWorking\n" in out
    assert "(consultancy.organisational-change)\n" in out
    assert "Pay for an hour: £1,000.00 ÷ 8 = £125.00\n" in out
    book = fairpay.rates()
    assert f"[{book.sources['people-who-asked'].title}; statement: 'about £1,000 a day, maybe more']\n" in out
    assert f"<{book.sources['sa-nmw'].url}>" in out
    assert out.endswith(f"Rates: edition {book.edition}. All figures are indicative.\n")


def test_text_says_when_the_offer_is_not_short_or_nothing_is_paid(run: Run) -> None:
    assert "so the offer is not short of it.\nThis meets the benchmark" in run(
        "compare", *WORK, "--fee", "300", "--per", "day", "--band", "7"
    )
    assert run("compare", *WORK, "--fee", "0", "--per", "day").startswith(
        "Nothing would be paid for the 9 hours that count in one session.\nBy arithmetic, this is below the legal"
    )
    assert run("compare", *WORK, "--card", "tewv:block").startswith(
        "Tees, Esk and Wear Valleys NHS Foundation Trust: Each block of up to 3 hours, or part of one "
        "comes to £40.00 for one session."
    )


def test_json_is_the_document_of_the_library(run: Run) -> None:
    task = Task(
        on="2026-05-14", nation="england", hours=Hours(attendance="6", preparation="2", follow_up="1"), band="7"
    )
    result = fairpay.compare(task, Offer(amount="150", per="day"))
    expected = document(result, fairpay.__version__, fairpay.rates())
    out = run("compare", *WORK, *FEE, "--band", "7", "--format", "json")
    assert json.loads(out) == json.loads(json.dumps(expected))
    assert json.loads(out)["fairpay"] == fairpay.__version__
    assert json.loads(out)["hours"] == {
        "attendance": "6",
        "preparation": "2",
        "follow_up": "1",
        "travel": "0",
        "recovery": "0",
        "worked": "9",
        "counted": "9",
    }


def test_caveats_in_json_have_code_and_figures(run: Run) -> None:
    made = json.loads(run("compare", *WORK, "--fee", "90", "--per", "day", "--format", "json"))
    assert {
        "code": "below-real-living-wage",
        "paid": "10.00",
        "floor": "13.45",
        "message": "£10.00 an hour is below the real living wage of £13.45 an hour.",
    } in made["caveats"]
    # On a rung the code and the figures are enough; the words stand with the caveats of the result.
    assert rung(made, "consultancy.director-level")["caveats"][0] == {"code": "day-length-assumed", "hours": "8"}


def test_what_is_missing_in_json_has_kind_code_and_words(run: Run) -> None:
    work = ["--on", "2026-05-14", "--nation", "northern_ireland", "--attendance", "6"]
    made = json.loads(run("compare", *work, *FEE, "--format", "json"))
    (scale,) = [item for item in made["missing"] if item["kind"] == "afc"]
    assert scale["code"] == "scale-not-found"
    assert scale["message"].startswith("There is no Agenda for Change scale for Northern Ireland on 14 May 2026.")
    assert "2025/26 (1 April 2025 – 31 March 2026)" in scale["message"]


def test_money_in_json_is_text_with_two_decimals(run: Run) -> None:
    made = json.loads(run("compare", *WORK, *FEE, "--format", "json"))
    amounts = [
        amount
        for rung in made["rungs"]
        for side in ("pay", "cost")
        for amount in (*rung[side].values(), rung["shortfall"])
    ]
    assert len(amounts) > 500
    assert all(re.fullmatch(r"[0-9]+\.[0-9]{2}", amount) for amount in amounts)
    assert all(re.fullmatch(r"[0-9]+\.[0-9]{2}", rung["offer_ratio"]) for rung in made["rungs"])


def test_both_figures_of_a_boundary_that_is_not_clear(run: Run) -> None:
    """NHS England pays 75 for half a day and 150 for more than that: 4 hours could be either."""
    asked = ("compare", "--on", "2026-05-14", "--nation", "england", "--attendance", "4", *FEE)
    text = run(*asked)
    assert "NHS England does not say which amount applies at this length: it is £75.00 or £150.00 a session." in text
    marked = [line for line in text.splitlines() if line.startswith("  NHS England: Level 4 role")]
    assert [" * " in line for line in marked] == [True]
    assert "What is marked * has a warning of its own" in text
    assert " * " not in next(line for line in text.splitlines() if "Band 5, entry point " in line)
    rows = list(csv.DictReader(StringIO(run(*asked, "--format", "csv").removeprefix("\ufeff"), newline="")))
    assert {row["pay_session"]: row["other_session"] for row in rows if row["other_session"]} == {"75.00": "150.00"}


def test_csv_is_one_line_a_rung(run: Run) -> None:
    out = run("compare", *WORK, *FEE, "--format", "csv")
    assert out.count("\n") == out.count("\r\n")  # as Excel writes it
    assert out.startswith("\ufeff")  # so that Excel reads it as UTF-8
    rows = list(csv.DictReader(StringIO(out.removeprefix("\ufeff"), newline="")))
    assert list(rows[0]) == [
        *("id", "kind", "label", "day_hours"),
        *("pay_hourly", "pay_daily", "pay_session", "pay_total"),
        *("cost_hourly", "cost_daily", "cost_session", "cost_total"),
        *("offer_ratio", "shortfall", "evidence", "caveats", "sources", "other_session"),
    ]
    by_id = {row["id"]: row for row in rows}
    assert list(by_id) == [rung["id"] for rung in json.loads(run("compare", *WORK, *FEE, "--format", "json"))["rungs"]]
    band_7 = by_id["afc.7.entry"]
    assert (band_7["label"], band_7["day_hours"]) == ("Band 7, entry point", "7.5")
    assert (band_7["pay_hourly"], band_7["pay_daily"], band_7["pay_session"]) == ("25.26", "189.43", "227.31")
    assert (band_7["cost_hourly"], band_7["cost_daily"], band_7["cost_session"]) == ("40.19", "301.43", "361.71")
    assert (band_7["offer_ratio"], band_7["shortfall"], band_7["evidence"]) == ("0.66", "77.31", "corroborated")
    assert by_id["afc.1.entry"]["caveats"].split()[0] == "band-closed"
    assert by_id["consultancy.organisational-change"]["sources"].split()[0] == "people-who-asked"


# Every option


def rung(made: dict[str, Any], name: str) -> dict[str, Any]:
    return next(item for item in made["rungs"] if item["id"] == name)


# An option with its values, beside WORK and FEE (or in place of them), and what it must do.
OPTIONS: dict[str, tuple[list[str], Callable[[dict[str, Any]], bool]]] = {
    "--on": (["2026-03-31"], lambda made: rung(made, "afc.7.entry")["pay"]["hourly"] == "24.45"),
    "--nation": (["wales"], lambda made: rung(made, "afc.7.entry")["pay"]["hourly"] == "25.64"),
    "--zone": (["inner"], lambda made: rung(made, "afc.7.entry")["pay"]["hourly"] == "29.73"),
    "--activity": (["chair-group"], lambda made: made["indicative"] == {"total": 481, "band": "7"}),
    "--band": (["7"], lambda made: (made["benchmark"], made["shortfall"]) == ("afc.7.entry", "77.31")),
    "--benchmark": (["consultancy.director-level"], lambda made: made["shortfall"] == "2100.00"),
    "--attendance": (["5"], lambda made: made["headline_hourly"] == "30.00"),  # 150 ÷ 5
    "--preparation": (["4"], lambda made: made["true_hourly"] == "13.64"),  # 150 ÷ 11
    "--follow-up": (["0"], lambda made: made["true_hourly"] == "18.75"),  # 150 ÷ 8
    "--travel": (["3"], lambda made: (made["hours"]["travel"], made["true_hourly"]) == ("3", "16.67")),
    "--recovery": (["2"], lambda made: (made["hours"]["recovery"], made["hours"]["counted"]) == ("2", "9")),
    "--count-travel": (["--travel", "3"], lambda made: made["true_hourly"] == "12.50"),  # 150 ÷ 12
    "--count-recovery": (["--recovery", "1"], lambda made: made["true_hourly"] == "15.00"),  # 150 ÷ 10
    "--people": (["3"], lambda made: rung(made, "offer")["pay"]["total"] == "450.00"),
    "--sessions": (["4"], lambda made: rung(made, "offer")["pay"]["total"] == "600.00"),
    "--age": (["17"], lambda made: rung(made, "floor.national_living_wage")["pay"]["hourly"] == "8.00"),
    "--fee": (["90"], lambda made: made["true_hourly"] == "10.00"),
    "--per": (["hour"], lambda made: rung(made, "offer")["pay"]["session"] == "1350.00"),  # 150 × 9
    "--known-on": (["2026-05-13"], lambda made: made["known_on"] == "2026-05-13"),
    "--basis": (["cost", "--band", "7"], lambda made: made["shortfall"] == "211.71"),  # 361.71 − 150
    "--last-known-scale": (
        ["--on", "2026-05-14", "--nation", "northern_ireland"],
        lambda made: rung(made, "afc.5.entry")["pay"]["hourly"] == "15.88",
    ),
    "--working": (
        ["offer", "afc.2.top"],
        lambda made: [item["id"] for item in made["rungs"] if item["working"]] == ["offer", "afc.2.top"],
    ),
    "--lang": (["cy"], lambda made: rung(made, "afc.7.entry")["label"] == "Band 7, pwynt mynediad"),
}
# Looked at by tests of their own, here and in test_cli_rates.py.
ELSEWHERE = {"--card", "--levels", "--format", "--help", "--priced-on", "--rates"}


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_does_something(run: Run, option: str) -> None:
    values, holds = OPTIONS[option]
    base = json.loads(run("compare", *WORK, *FEE, "--format", "json"))
    assert not _holds(holds, base)
    assert _holds(holds, json.loads(run("compare", *WORK, *FEE, option, *values, "--format", "json")))


def _holds(holds: Callable[[dict[str, Any]], bool], made: dict[str, Any]) -> bool:
    try:
        return holds(made)
    except StopIteration:  # there is no such rung
        return False


def test_no_option_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["compare", "--help"])
    assert left.value.code == 0
    assert set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out)) == {*OPTIONS, *ELSEWHERE}


def test_a_card_in_place_of_a_fee(run: Run) -> None:
    made = json.loads(run("compare", *WORK, "--card", "tewv:block", "--format", "json"))
    assert made["offer"] == {"card": "tewv:block"}
    assert rung(made, "offer")["pay"]["session"] == "40.00"  # two blocks of 20


@pytest.mark.parametrize("suffix", ["json", "toml"])
def test_levels_from_a_file(run: Run, tmp_path: Path, suffix: str) -> None:
    content = (
        json.dumps(LEVELS) if suffix == "json" else "\n".join(f"{name} = {level}" for name, level in LEVELS.items())
    )
    made = json.loads(
        run("compare", *WORK, *FEE, "--levels", written(tmp_path, f"levels.{suffix}", content), "--format", "json")
    )
    assert made["indicative"] == {"total": 481, "band": "7"}
    assert made["benchmark"] == "afc.7.entry"


def test_all_workings_or_those_the_answer_rests_on(run: Run) -> None:
    made = json.loads(run("compare", *WORK, *FEE, "--band", "7", "--format", "json"))
    assert [item["id"] for item in made["rungs"] if item["working"]] == [
        "offer",
        "floor.national_living_wage",
        "floor.real_living_wage",
        "afc.7.entry",
        "afc.7.top",
    ]
    everything = json.loads(run("compare", *WORK, *FEE, "--working", "all", "--format", "json"))
    assert all(item["working"] for item in everything["rungs"])
    step = rung(everything, "afc.7.entry")["working"][-1]
    assert (step["code"], step["op"], step["inputs"]) == (
        "cost.total",
        "multiply",
        ["cost.session", "task.people", "task.sessions"],
    )


def test_the_working_names_what_was_read_and_where(run: Run) -> None:
    made = json.loads(run("compare", *WORK, *FEE, "--band", "7", "--format", "json"))
    salary = next(step for step in rung(made, "afc.7.entry")["working"] if step["code"] == "salary.point")
    row = fairpay.rates().rows["afc.england.2026-27.7.entry"]
    assert salary == {
        "code": "salary.point",
        "op": "rate",
        "inputs": [],
        "value": "49387",
        "unit": "GBP/year",
        "rate": row.id,
        "sources": list(row.sources),
        "place": row.place,
        "evidence": row.evidence,
    }
    assert set(row.sources) <= set(made["sources"])


# Task files

TASK_JSON = """{
  "task": {
    "on": "2026-05-14", "nation": "england", "band": "7", "people": 3,
    "hours": {"attendance": 6, "preparation": 2.0, "follow_up": "1"}
  },
  "offer": {"amount": 150.00, "per": "day"}
}"""
TASK_TOML = """
[task]
on = 2026-05-14
nation = "england"
band = "7"
people = 3
[task.hours]
attendance = 6
preparation = 2.0
follow_up = "1"
[offer]
amount = 150.00
per = "day"
"""
FLAT_JSON = """{
  "on": "2026-05-14", "nation": "england", "band": "7", "people": 3,
  "hours": {"attendance": 6, "preparation": 2.0, "follow_up": "1"},
  "offer": {"amount": 150.00, "per": "day"}
}"""


@pytest.mark.parametrize(("name", "content"), [("a.json", TASK_JSON), ("a.toml", TASK_TOML), ("b.json", FLAT_JSON)])
def test_a_task_file_is_the_same_as_options(run: Run, tmp_path: Path, name: str, content: str) -> None:
    by_file = run("compare", written(tmp_path, name, content), "--format", "json")
    by_options = run("compare", *WORK, *FEE, "--band", "7", "--people", "3", "--format", "json")
    assert json.loads(by_file) == json.loads(by_options)


def test_how_to_answer_may_stand_beside_a_file(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", TASK_JSON)
    made = json.loads(run("compare", path, "--basis", "cost", "--known-on", "2026-05-13", "--format", "json"))
    assert (made["basis"], made["known_on"], made["shortfall"]) == ("cost", "2026-05-13", "211.71")


def test_options_beside_a_file_are_refused(refused: Callable[..., list[str]], tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", TASK_JSON)
    lines = refused("compare", path, "--people", "4", "--fee", "90", "--count-travel", "--levels", "levels.json")
    assert [line.split(": ")[1] for line in lines] == ["people", "levels", "fee", "count_travel"]
    assert all("was given as an option beside a file" in line for line in lines)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"task": {}, "offer": {}}', ["on", "nation", "hours", "amount"]),
        ('{"task": 1, "offer": [2]}', ["task", "offer"]),
        ('{"task": {}, "offer": {}, "ofer": {}, "note": 1}', ["ofer", "note"]),
        ("{}", ["on", "nation", "hours", "amount"]),
        ("[]", []),
        ("{", []),
    ],
)
def test_faults_of_a_file(refused: Callable[..., list[str]], tmp_path: Path, content: str, expected: list[str]) -> None:
    path = written(tmp_path, "task.json", content)
    lines = refused("compare", path)
    if expected:
        assert [line.split(": ")[1] for line in lines] == expected
    else:
        (line,) = lines
        assert line.startswith(f"fairpay: The file {path} ")


# Refused


def test_one_line_a_fault_and_nothing_on_standard_output(refused: Callable[..., list[str]]) -> None:
    options = ["--on", "14/5/26", "--nation", "uk", "--attendance", "1,5", "--fee", "150p", "--per", "day"]
    lines = refused("compare", *options, "--format", "json")
    assert lines[:2] == [
        "fairpay: on: Enter the date of the work as a real date, like 2026-05-14.",
        "fairpay: nation: Choose the nation from: england, scotland, wales, northern_ireland.",
    ]
    assert lines[2].startswith("fairpay: hours.attendance: Enter the hours of attendance as a number in figures")
    assert lines[3].startswith("fairpay: amount: Enter the fee in pounds and pence, like 150 or 1,234.50.")
    assert len(lines) == 4


@pytest.mark.parametrize(
    "offer",
    [
        [],
        ["--fee", "150"],
        ["--per", "day"],
        ["--fee", "150", "--per", "day", "--card", "tewv:block"],
        ["--per", "day", "--card", "tewv:block"],
    ],
)
def test_an_offer_that_is_not_whole_names_the_options(refused: Callable[..., list[str]], offer: list[str]) -> None:
    assert refused("compare", *WORK, *offer) == [
        "fairpay: amount: Give either --fee with --per hour|half-day|day|session|task, or --card CARD:STEP."
    ]


@pytest.mark.parametrize(
    ("options", "field"),
    [
        (["--known-on", "yesterday"], "known_on"),
        (["--known-on", "2022-03-31"], "known_on"),
        (["--on", "2022-03-31"], "on"),
        (["--activity", "juggling"], "activity"),
        (["--benchmark", "afc.10.entry"], "benchmark"),
        (["--band", "1"], "band"),
        (["--fee", "-150"], "amount"),
        (["--card", "tewv:block"], "amount"),
        (["--zone", "inner", "--nation", "wales"], "zone"),
    ],
)
def test_a_refusal_names_its_field(refused: Callable[..., list[str]], options: list[str], field: str) -> None:
    (line,) = refused("compare", *WORK, *FEE, *options)
    assert line.startswith(f"fairpay: {field}: ")


def test_a_rung_that_is_not_there_has_no_working(refused: Callable[..., list[str]]) -> None:
    assert refused("compare", *WORK, *FEE, "--working", "afc.7") == [
        "fairpay: There is no “afc.7” on this ladder. Look at the ids of its rungs."
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["price"],
        ["compare", "--format", "xml"],
        ["compare", "--lang", "zz"],
        ["compare", "--basis", "both"],
        ["compare", "--wage", "1"],
        ["evaluate", "levels.json", "--format", "receipt"],
        ["serve", "--port", "http"],
    ],
)
def test_what_is_no_command_ends_with_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    assert left.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "usage: fairpay " in err


# In Welsh


def test_answers_in_welsh(run: Run) -> None:
    english, welsh = (run("compare", *WORK, *FEE, "--band", "7", "--lang", lang) for lang in ("en", "cy"))
    assert "Ymgynghorydd newid sefydliadol, fel y nodwyd gan bobl â phrofiad bywyd" in welsh  # rates/consultancy.csv
    assert "Organisational change consultant" in english
    assert not set(english.splitlines()[:3]) & set(welsh.splitlines()[:3])
    for figure in ("£150.00", "£16.67", "£227.31", "£77.31"):
        assert figure in "".join(welsh.splitlines()[:3])
    assert "Organisational change consultant" not in welsh
    table = run("compare", *WORK, *FEE, "--lang", "cy", "--format", "csv")
    assert "Ymgynghorydd newid sefydliadol" in table


def test_refusals_in_welsh(refused: Callable[..., list[str]]) -> None:
    english = refused("compare", *WORK, "--fee", "x", "--per", "day")
    welsh = refused("compare", *WORK, "--fee", "x", "--per", "day", "--lang", "cy")
    assert welsh[0].startswith("fairpay: amount: ")
    assert welsh != english


# As a process


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    # A buffered pipe, as in a terminal: what is short is only written when the command ends.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(
        [sys.executable, "-m", "fairpay", *arguments],
        encoding="utf-8",
        env=surroundings | {"PYTHONIOENCODING": "utf-8"},
        check=False,
        **options,
    )


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out == f"fairpay {fairpay.__version__}\n"


def test_the_module_is_the_command() -> None:
    ran = process("compare", *WORK, *FEE, capture_output=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("£150.00 a day comes to £150.00 for one session.")
    ran = process("compare", *WORK, "--fee", "x", "--per", "day", capture_output=True)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("fairpay: amount: ")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_what_is_written_is_utf_8_everywhere(encoding: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "fairpay", "compare", *WORK, *FEE, "--band", "7", "--lang", "cy"],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding},
        check=True,
    )
    assert "→ Band 7, pwynt mynediad" in ran.stdout.decode("utf-8")
    refused = subprocess.run(
        [sys.executable, "-m", "fairpay", "compare", *WORK, *FEE, "--activity", "ŵ"],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding},
        check=False,
    )
    assert refused.returncode == 2
    assert "“ŵ”" in refused.stderr.decode("utf-8")


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("command", ["compare", "evaluate"])
def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path, command: str, form: str) -> None:
    levels = written(tmp_path, "levels.json", json.dumps(LEVELS))
    options = [*WORK, *FEE] if command == "compare" else [str(levels)]
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ran = process(command, *options, "--format", form, stdout=writer, stderr=subprocess.PIPE)
    finally:
        os.close(writer)
    assert (ran.returncode, ran.stderr) == (0, "")


# Serve


@pytest.mark.parametrize("status", [0, 1, 2])
def test_serve_hands_its_options_on_and_ends_with_the_status_of_the_server(
    monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    called: list[dict[str, Any]] = []
    server = ModuleType("webapp.server")
    server.serve = lambda **options: called.append(options) or status  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "webapp", ModuleType("webapp"))
    monkeypatch.setitem(sys.modules, "webapp.server", server)
    assert cli.main(["serve"]) == status
    assert cli.main(["serve", "--host", "0.0.0.0", "--port", "8080", "--allow-remote"]) == status
    books = [call.pop("settings")["RATE_BOOK"]() for call in called]
    assert books == [fairpay.rates(), fairpay.rates()]
    assert called == [
        {"host": "127.0.0.1", "port": None, "allow_remote": False},
        {"host": "0.0.0.0", "port": 8080, "allow_remote": True},
    ]
