"""`fairpay meeting`: seats in a file, the answer in three formats, and the exit status."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

import fairpay
from fairpay import cli
from fairpay.meetings.seats import FIELDS, KINDS
from fairpay.present import meeting_report
from fairpay.ratebook import rates_folder

BOARD = Path(__file__).parent / "data/meetings/board-of-forty.csv"
ASKED = ["--on", "2026-05-14", "--nation", "england", "--hours", "6"]
FAIR = "kind,count,amount,per\nfee,3,20,hour\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command: its status, what it wrote, and its faults."""

    def done(*arguments: str | Path) -> tuple[int, str, str]:
        status = cli.main(["meeting", *map(str, arguments)])
        return status, *capsys.readouterr()

    return done


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_text_starts_with_the_answer(run: Run) -> None:
    status, out, err = run(BOARD, *ASKED, "--parity-at", "afc.5.entry")
    assert (status, err) == (1, "")  # the carers are below the legal minimum, by arithmetic
    lines = out.splitlines()
    assert lines[0] == (
        "The highest paid seat at this meeting (Chief executive) is paid £77.49 an hour. "
        "The lowest (Carers who are not paid) is paid nothing, so there is no ratio between the two."
    )
    assert "(Band 5, entry point, £16.40 an hour) would take £1,039.79 more in pay" in lines[5]
    (carers,) = [line.split() for line in lines if line.startswith("Carers  ") and "£12.50" in line]
    assert carers == ["Carers", "6", "8", "£12.50", "£100.00", "£600.00", "£600.00", "████"]
    (whole,) = [line.split() for line in lines if line.startswith("The whole meeting  ") and "40" in line]
    assert whole == ["The", "whole", "meeting", "40", "£7,370.93", "£9,889.65"]
    (lived,) = [line.split() for line in lines if line.startswith("Lived experience  ")]
    assert lived == ["Lived", "experience", "25", "62.5%", "36.6%", "27.3%", "£11.40"]


def test_bars_are_as_long_as_the_pay_for_an_hour(run: Run) -> None:
    _, out, _ = run(BOARD, *ASKED)
    bars = {line[: line.index("  ")]: line.count("█") for line in out.splitlines() if "£" in line and "█" in line}
    # 24 signs for £77.4869, each started: 15 ÷ 77.4869 × 24 = 4.6; 12.50: 3.9; 29.4206: 9.1; 57.6783: 17.9
    assert bars == {
        "Service users": 5,
        "Carers": 4,
        "Senior managers": 10,
        "Associate directors": 18,
        "Chief executive": 24,
        "Chair": 18,
    }


def test_text_has_caveats_by_seat_and_the_working_with_sources(run: Run) -> None:
    _, out, _ = run(BOARD, *ASKED)
    assert "  - Carers: By arithmetic, £12.50 an hour is below the legal minimum of £12.71 an hour." in out
    assert "\nSeat 4, Senior managers: Band 8a, entry point (afc.8a.entry)\n" in out
    assert "Pay for an hour: £57,528.00 ÷ 1,955.3625 = £29.4206 (£29.42)\n" in out
    assert "Lived experience: Mean pay for an hour, each person counting once: £285.00 ÷ 25 = £11.40\n" in out
    assert "Seat 1, Service users: More pay for one person: £294.2063 − £150.00 = £144.2063 (£144.21)\n" in out
    assert "      [casomoltd/nhs-pay" in out
    assert out.endswith("All figures are indicative.\n")


def test_status_0_when_no_seat_is_below_the_legal_minimum(run: Run, tmp_path: Path) -> None:
    status, out, _ = run(written(tmp_path, "seats.csv", FAIR), *ASKED)
    assert status == 0
    assert out.startswith("Every seat at this meeting is paid £20.00 an hour.\n")


def test_json_is_the_data_of_the_library(run: Run) -> None:
    status, out, _ = run(BOARD, *ASKED, "--parity-at", "5", "--format", "json")
    found = fairpay.meeting(BOARD, on="2026-05-14", nation="england", hours="6", parity_at="5")
    expected = meeting_report.meeting_data(found, fairpay.__version__, fairpay.rates())
    assert status == 1
    assert json.loads(out) == json.loads(json.dumps(expected))


def test_csv_opens_in_excel(run: Run) -> None:
    status, out, _ = run(BOARD, *ASKED, "--format", "csv")
    assert status == 1
    assert out.startswith("\ufeffseat,label,")
    rows = list(csv.DictReader(StringIO(out.removeprefix("\ufeff"))))
    assert [row["pay_total"] for row in rows] == [
        "2100.00",
        "600.00",
        "0.00",
        "1647.56",
        "2018.74",
        "542.41",
        "462.22",
    ]
    assert rows[2]["caveats"] == "below-minimum-wage below-real-living-wage"


def test_a_toml_file_says_all_of_the_question(run: Run, tmp_path: Path) -> None:
    content = 'on = 2026-05-14\nnation = "wales"\nhours = 2\n[[seats]]\nkind = "unpaid"\ncount = 2\n'
    status, out, _ = run(written(tmp_path, "seats.toml", content))
    assert (status, out.splitlines()[0]) == (1, "Nobody is paid for this meeting.")


@pytest.mark.parametrize("lang", ["en", "cy"])
def test_the_template_can_be_filled_in_and_read(run: Run, tmp_path: Path, lang: str) -> None:
    status, out, _ = run("template", "--lang", lang)
    assert status == 0
    rows = list(csv.reader(StringIO(out.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == FIELDS
    assert sorted(row[1] for row in rows[1:]) == sorted(KINDS)
    status, answer, err = run(written(tmp_path, "seats.csv", out), *ASKED)
    assert (status, err) == (1, "")  # one of the examples is unpaid
    assert rows[1][0] in answer


def test_in_welsh(run: Run) -> None:
    status, out, _ = run(BOARD, *ASKED, "--lang", "cy", "--format", "json")
    assert status == 1
    assert json.loads(out)["seats"][3]["paid_as"] == "Band 8a, pwynt mynediad"


def test_faults_one_line_each_with_the_row_of_the_spreadsheet(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, "seats.csv", "kind,count,amount,per\nfee,3,20,hour\nfee,x,1;50,week\n")
    status, out, err = run(path, "--on", "2026-05-14", "--nation", "mars")
    assert (status, out) == (2, "")
    assert err.splitlines() == [
        "fairpay: nation: Choose the nation from: england, scotland, wales, northern_ireland.",
        "fairpay: row.3.count: Enter the number of people as a whole number, like 3.",
        "fairpay: row.3.per: Choose what the fee is paid for from: hour, half-day, day, session, meeting.",
    ]


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    status, _, err = run(tmp_path / "none.csv", *ASKED)
    assert status == 2
    assert "could not be read" in err


def test_the_help_says_that_a_label_is_no_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["meeting", "--help"])
    out = " ".join(capsys.readouterr().out.split())
    assert "Do not put a person's name there." in out
    assert "fairpay meeting template" in out


OUR_FACILITATOR = {
    "id": "consultancy.our-facilitator",
    "series": "consultancy.our-facilitator",
    "label": "Our facilitator",
    "value": "480",
    "unit": "GBP/day",
    "nation": "uk",
    "effective_from": "2026-01-01",
    "known_from": "2026-01-01",
    "sources": "own-organisation",
    "place": "invoice of January 2026",
    "evidence": "single",
    "last_checked": "2026-04-01",
    "review_by": "2027-04-01",
    "label_cy": "Ein hwylusydd",
    "day_hours": "7.5",
    "ladder": "yes",
}


def test_rates_of_your_own(run: Run, tmp_path: Path) -> None:
    header = (rates_folder() / "consultancy.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    row = ",".join(OUR_FACILITATOR.get(name, "") for name in header)
    ours = written(tmp_path, "our-rates.csv", f"{','.join(header)}\n{row}\n")
    seats = written(tmp_path, "seats.csv", "kind,count,comparator\nconsultant,1,consultancy.our-facilitator\n")
    status, out, _ = run(seats, *ASKED, "--rates", ours)
    assert status == 0
    assert out.startswith("Every seat at this meeting is paid £64.00 an hour.\n")  # 480 ÷ 7.5
    assert "Our facilitator comes from rates of your own: our-rates.csv." in out
