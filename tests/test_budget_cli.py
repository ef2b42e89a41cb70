"""`fairpay budget check` and `fairpay budget template`."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from fairpay.cli import main
from fairpay.present.budget_words import ADDED, DESTINATIONS, GROUPINGS, PLAN
from fairpay.present.language import LANGUAGES

FILES = Path(__file__).parent / "data" / "budgets"
ENGLAND = ["--nation", "england"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["budget", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_check_says_what_it_found_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "check", str(FILES / "WX07.csv"), *ENGLAND)
    assert (status, err) == (1, "")
    assert "15 rows were read. The lines come to £4,509.44." in out
    assert "The funding of £4,508.44 does not cover the plan of £4,509.44: £1.00 is missing." in out


def test_check_passes_a_budget_that_adds_up(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "check", str(FILES / "WX01.csv"), *ENGLAND)
    assert status == 0
    assert "People with lived experience" in out
    assert "37.3%" in out


def test_at_least_is_said_of_bounds(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "check", str(FILES / "WX02.csv"))
    assert "The lines come to at least £410,000.00." in out
    assert "£20,000.00 is not explained." in out


def test_ringfence_hours_and_period_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--ringfence", "lived_experience=50%", "staff=0", "--hours-at", "afc.5.entry", "--format", "json"]
    period = ["--period", "2026-04-01:2027-03-31", "--promised-days", "30"]
    status, out, _ = run(capsys, "check", str(FILES / "checks.csv"), *ENGLAND, *options, *period)
    data = json.loads(out)
    assert status == 1
    assert data["failed"] is True
    assert [fence["name"] for fence in data["ringfence"]] == ["lived_experience", "staff"]
    assert data["hours_given"]["at"] == "afc.5.entry"
    counts = {check["code"]: check["count"] for check in data["checks"]}
    assert (counts["outside-period"], counts["paid-late"], counts["personal-data"]) == (1, 1, 3)
    assert "07700 900123" not in out
    assert "example.org" not in out


def test_rows_come_back_with_columns_added(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out_file = tmp_path / "checked.csv"
    status, out, _ = run(capsys, "check", str(FILES / "WX15.csv"), *ENGLAND, "--out", str(out_file))
    assert status == 1
    assert "rows were read" in out
    raw = out_file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 4
    rows = list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline="")))
    own = list(csv.reader(StringIO((FILES / "WX15.csv").read_text(encoding="utf-8"), newline="")))
    assert [row[: len(own[0])] for row in rows] == own
    assert rows[0][len(own[0]) :] == [f"fairpay: {title}" for title in ADDED.values()]
    found = dict(zip(ADDED, rows[1][len(own[0]) :], strict=True))
    assert (found["fees"], found["true_hourly"], found["computed"]) == ("2500.00", "25.00", "2500.00")
    assert found["checks"] == "expenses-inside-fee"
    assert found["held"] == "floor.national_living_wage floor.real_living_wage"


def test_csv_on_standard_output_is_the_same_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out_file = tmp_path / "checked.csv"
    run(capsys, "check", str(FILES / "WX15.csv"), *ENGLAND, "--out", str(out_file))
    _, out, _ = run(capsys, "check", str(FILES / "WX15.csv"), *ENGLAND, "--format", "csv")
    assert out.encode().replace(b"\r\n", b"\n") == out_file.read_bytes().replace(b"\r\n", b"\n")


def test_two_processes_write_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for number in ("1", "2"):
        out_file = str(tmp_path / f"{number}.csv")
        run(capsys, "check", str(FILES / "checks.csv"), *ENGLAND, "--out", out_file, "--processes", number)
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.csv"], "could not be read"),
        ([str(FILES / "WX15.csv"), "--ringfence", "staff=half"], "ringfence"),
        ([str(FILES / "WX15.csv"), "--ringfence", "staff=1%", "staff=2%"], "given twice"),
        ([str(FILES / "WX15.csv"), "--period", "2026"], "period"),
        ([str(FILES / "WX15.csv"), "--out", str(FILES / "WX15.csv")], "it is the file that is being read"),
    ],
)
def test_what_cannot_be_done_is_refused(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    status, out, err = run(capsys, "check", *arguments)
    assert (status, out) == (2, "")
    assert said in err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_can_be_checked_as_it_is(capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str) -> None:
    template = tmp_path / "template.csv"
    assert run(capsys, "template", "--out", str(template), "--lang", lang)[0] == 0
    status, out, _ = run(capsys, "check", str(template), "--format", "json")
    data = json.loads(out)
    assert (data["rows"], data["not_read"], data["whole"]["computed"]) == (1, 0, "675.00")  # 3 × 150 + 45 + 120 + 60
    assert data["checks"] == data["findings"] == []
    assert status == 0


def test_every_word_can_be_said_in_every_language(capsys: pytest.CaptureFixture[str]) -> None:
    for lang in LANGUAGES:
        _, out, _ = run(capsys, "check", str(FILES / "checks.csv"), *ENGLAND, "--lang", lang, "--format", "csv")
        assert "%(" not in out
        _, out, _ = run(capsys, "check", str(FILES / "checks.csv"), *ENGLAND, "--lang", lang)
        assert "%(" not in out


def test_every_part_has_a_name() -> None:
    from fairpay.budget.result import UNEXPLAINED, PlanAgainstActual
    from fairpay.budget.sums import GROUPINGS as KINDS
    from fairpay.budget.where import DESTINATIONS as PLACES

    assert set(DESTINATIONS) == {*PLACES, UNEXPLAINED}
    assert set(KINDS) <= set(GROUPINGS)
    assert tuple(PLAN) == PlanAgainstActual._fields
