"""`fairpay role`: options in, text, JSON or CSV out, and the exit status."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import fairpay
from fairpay import Advert, Role, check_advert, check_role, cli
from fairpay.present.advert_report import advert_data, advert_text
from fairpay.present.role_report import role_data, role_text
from fairpay.present.words import words_in

PLACE = ["--on", "2026-05-14", "--nation", "england"]
WORK = ["--activity", "peer-support-session=60", "--activity", "deliver-training=35"]
ROLE: dict[str, Any] = {
    "on": "2026-05-14",
    "nation": "england",
    "activities": {"peer-support-session": "60", "deliver-training": "35"},
}
ADVERT = ["--salary", "32966", "--days", "2.5", "--stated", "19285"]
REAL_ADVERT: dict[str, Any] = {
    "on": "2026-05-14",
    "nation": "england",
    "salary": "32966",
    "days": "2.5",
    "stated": "19285",
}
BOOK = fairpay.rates()
WORDS = words_in("en")

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command that is not refused, and returns its status and what it wrote."""

    def done(*arguments: str | Path) -> tuple[int, str]:
        status = cli.main(["role", *map(str, arguments)])
        out, err = capsys.readouterr()
        assert err == ""
        return status, out

    return done


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """Return a function that runs a command that is refused, and returns its lines of faults."""

    def lines(*arguments: str | Path) -> list[str]:
        assert cli.main(["role", *map(str, arguments)]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        return err.splitlines()

    return lines


def test_the_real_advert_is_one_command(run: Run) -> None:
    status, out = run(*PLACE, *ADVERT)
    assert status == 1
    assert out == advert_text(check_advert(Advert(**REAL_ADVERT)), WORDS, BOOK)
    assert out.startswith("No usual reading gives the stated pay of £19,285.")


def test_an_advert_that_holds_is_done(run: Run) -> None:
    status, _ = run(*PLACE, "--salary", "32966", "--days", "2.5", "--stated", "16483")
    assert status == 0


def test_a_role_advertised_below_its_indicative_band_fails(run: Run) -> None:
    status, out = run(*PLACE, "--band", "3", "--fte", "0.5", *WORK)
    assert status == 1
    assert out == role_text(check_role(Role(**ROLE, band="3", fte="0.5")), WORDS, BOOK)


def test_a_role_that_meets_its_band_or_may_do_so_is_done(run: Run) -> None:
    assert run(*PLACE, "--band", "5", *WORK)[0] == 0
    assert run(*PLACE, "--band", "3", *WORK, "--level", "knowledge=unknown")[0] == 0


def test_both_checks_at_once_and_either_can_fail(run: Run) -> None:
    status, out = run(*PLACE, *ADVERT, *WORK)  # above Band 5 entry, but the arithmetic does not hold
    assert status == 1
    advert = advert_text(check_advert(Advert(**REAL_ADVERT)), WORDS, BOOK)
    role = role_text(check_role(Role(**ROLE, salary="32966", days="2.5")), WORDS, BOOK)
    assert out == f"{advert}\n{role}"


def test_json_is_what_the_library_gives(run: Run) -> None:
    _, out = run(*PLACE, *ADVERT, *WORK, "--format", "json")
    assert json.loads(out) == {
        "fairpay": fairpay.__version__,
        "role_check": role_data(check_role(Role(**ROLE, salary="32966", days="2.5")), WORDS, BOOK),
        "advert_check": advert_data(check_advert(Advert(**REAL_ADVERT)), WORDS, BOOK),
    }


def test_csv_holds_what_is_advertised_against_each_figure(run: Run) -> None:
    _, out = run(*PLACE, *ADVERT, *WORK, "--years", "1", "--format", "csv")
    rows = list(csv.DictReader(StringIO(out.removeprefix("\ufeff"))))
    of_role = [row for row in rows if row["part"] == "role"]
    assert [row["figure"] for row in of_role] == ["annual", "hourly", "cost"]
    assert of_role[0] == {
        "part": "role", "against": "Band 5", "year": "1", "figure": "annual",
        "advertised": "16483.00", "compared": "16036.50", "difference": "-446.50",  # 32,966 / 2 and 32,073 / 2
    }  # fmt: skip
    of_advert = [row for row in rows if row["part"] == "advert"]
    assert of_advert[0] == {
        "part": "advert", "against": "2.5 days out of 5 a week", "year": "", "figure": "annual",
        "advertised": "19285.00", "compared": "16483.00", "difference": "-2802.00",
    }  # fmt: skip
    assert len(of_advert) == 14  # two of the nation's own week, and 5 weeks x 3 days without the 3 that are five days
    assert "\r\n" in out


def test_levels_come_from_a_file_and_options_go_before_it(run: Run, tmp_path: Path) -> None:
    levels = {factor.id: 1 for factor in BOOK.plan.factors}
    file = tmp_path / "levels.json"
    file.write_text(json.dumps(levels), encoding="utf-8")
    _, out = run(*PLACE, "--band", "2", "--levels", file, "--level", "knowledge=8", "--format", "json")
    found = json.loads(out)["role_check"]["evaluation"]
    assert (found["total"], found["band"]) == (310, "4")  # 86 - 16 + 240


def test_known_on_and_the_last_known_scale_go_through(run: Run) -> None:
    asked = [*PLACE, "--band", "3", *WORK, "--known-on", "2026-02-11", "--last-known-scale", "--format", "json"]
    found = json.loads(run(*asked)[1])["role_check"]
    assert (found["known_on"], found["last_known_scale"]) == ("2026-02-11", True)
    assert found["comparisons"][0]["years"][0]["advertised"]["salary"] == "24937.00"  # Band 3 in 2025/26


def test_nothing_at_all_asks_for_what_is_needed(refused: Callable[..., list[str]]) -> None:
    assert refused() == ["fairpay: on: Enter the date of the work.", "fairpay: nation: Enter the nation."]


def test_without_work_a_role_is_refused_unless_only_its_advert_is_asked(refused: Callable[..., list[str]]) -> None:
    without_work = (
        "fairpay: activities: Give the activities of the work, or its 16 factor levels: "
        "without them there is no indicative band. "
        "To check only the sum in an advert, leave out the band, the zone and the years."
    )
    assert refused(*PLACE, "--band", "3") == [without_work]
    assert refused(*PLACE, *ADVERT, "--years", "3") == [without_work]  # years are of the role: not silently dropped


def test_an_activity_that_cannot_be_read_is_the_only_thing_said_of_the_work(refused: Callable[..., list[str]]) -> None:
    for option, value in (("--activity", "peer-support-session"), ("--level", "knowledge")):
        (line,) = refused(*PLACE, "--band", "3", option, value)
        assert f"“{value}” is not." in line


def test_an_advert_that_names_its_band_and_its_salary(run: Run) -> None:
    status, out = run(*PLACE, *ADVERT, "--band", "5", *WORK, "--format", "json")
    assert status == 1  # the sum does not hold
    found = json.loads(out)
    assert found["advert_check"] == advert_data(check_advert(Advert(**REAL_ADVERT)), WORDS, BOOK)
    role = Role(**ROLE, band="5", salary="32966", days="2.5")
    assert found["role_check"] == role_data(check_role(role), WORDS, BOOK)
    codes = [caveat["code"] for caveat in found["role_check"]["caveats"]]
    assert "salary-in-band" in codes  # £32,073 to £39,043


def test_a_share_of_full_time_is_of_the_advert_too(run: Run) -> None:
    status, out = run(*PLACE, "--salary", "32966", "--fte", "0.6", "--stated", "19779.60")  # 32,966 x 0.6
    assert status == 0
    assert out.startswith("The stated pay holds.")


def test_a_fault_of_role_and_advert_is_said_once(refused: Callable[..., list[str]]) -> None:
    assert refused("--nation", "england", *ADVERT, *WORK) == ["fairpay: on: Enter the date of the work."]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--activity", "share-views"], "activities: Give an activity as ACTIVITY=PERCENT, like peer-support"),
        (["--level", "knowledge"], "levels: Give a level as FACTOR=LEVEL, like planning=2: “knowledge” is not."),
        (
            ["--activity", "deliver-training=1"],
            "activities.deliver-training: The field “deliver-training” was given tw",
        ),
        (["--level", "policy=1", "--level", "policy=2"], "levels.policy: The field “policy” was given twice."),
        (["--activity", "chair-group="], "activities.chair-group: Enter chair-group as a number"),
        (["--activity", "juggling=5"], "activities.juggling: There is no activity called “juggling”."),
        (["--hours", "40"], "hours: A full-time week here on this date is 37.5 hours."),
        (["--known-on", "soon"], "known_on: Enter the date by which rates were known as a real date"),
    ],
)
def test_faults_are_said_one_a_line(refused: Callable[..., list[str]], options: list[str], line: str) -> None:
    (said,) = refused(*PLACE, "--band", "3", *WORK, *options)
    assert said.startswith(f"fairpay: {line}")


def test_a_level_file_that_is_not_there_is_refused(refused: Callable[..., list[str]], tmp_path: Path) -> None:
    (said,) = refused(*PLACE, "--band", "3", "--levels", tmp_path / "none.json")
    assert "could not be read" in said


def test_it_speaks_welsh_where_the_data_does(run: Run) -> None:
    _, out = run(*PLACE, "--band", "3", *WORK, "--lang", "cy")
    assert BOOK.activities["deliver-training"].title_cy in out
    assert BOOK.plan.factors[0].name_cy in out
