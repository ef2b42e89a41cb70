"""`fairpay evaluate`: levels from files and options, a profile to match, three formats, the exit status."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import fairpay
from fairpay import cli
from fairpay.cli.question import DONE, FAILED, REFUSED

FACTORS = [factor.id for factor in fairpay.rates().plan.factors]
HIGHEST = {factor.id: len(factor.levels) for factor in fairpay.rates().plan.factors}
TWOS = dict.fromkeys(FACTORS, 2)  # 203 points: Band 2, 161 to 215

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs `fairpay evaluate` and returns its status, output and complaints."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = cli.main(["evaluate", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a JSON file."""

    def write(content: Any, name: str = "levels.json") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    return write


def options(levels: dict[str, Any]) -> list[str]:
    return [part for factor, level in levels.items() for part in ("--level", f"{factor}={level}")]


# Text


def test_text_starts_with_the_sentence_then_the_edges_and_what_would_move_the_band(run: Run, file: Any) -> None:
    status, said, complaints = run(file(TWOS))
    assert (status, complaints) == (DONE, "")
    # 216 is 13 more than 203; knowledge at level 3 is worth 24 more. Below Band 2 no band is open.
    assert said.split("\n\n")[:2] == [
        (
            "The factor levels add up to 203 points, which indicates Band 2. "
            "Only a job evaluation panel can band a job.\n"
            "Band 2 runs from 161 to 215 points.\n"
            "Points up to Band 3: 13."
        ),
        (
            "One level of one factor that would move the band\n"
            "  - Knowledge, training and experience, level 3 instead of 2: 227 points, Band 3"
        ),
    ]


def test_text_has_every_factor_with_level_score_and_paraphrase(run: Run, file: Any) -> None:
    _, said, _ = run(file(TWOS | {"planning": "2-3"}))
    listed = said.split("The 16 factors\n")[1].split("\n\n")[0].splitlines()
    factors = fairpay.rates().plan.factors
    assert [line for line in listed if not line.startswith("      ")] == [
        f"  {factor.name}: level 2 to 3, 15 to 27 points"
        if factor.id == "planning"
        else f"  {factor.name}: level 2, {factor.levels[1].score} points"
        for factor in factors
    ]
    assert [line.strip() for line in listed if line.startswith("      ")] == [
        factor.levels[1].paraphrase for factor in factors if factor.id != "planning"
    ]
    assert said.endswith(
        "The levels are described in fairpay's own words, not in those of the scheme.\n"
        f"Rates: edition {fairpay.rates().edition}. All figures are indicative.\n"
    )


def test_partial_knowledge_asks_what_narrows_it_most_first(run: Run, file: Any) -> None:
    # Knowledge 36 or 60; research 5 to 60; the other fourteen 155 (see test_evaluation.py).
    _, said, _ = run(file(TWOS), "--level", "knowledge=2-3", "--level", "research=unknown")
    first, asked, _ = said.split("\n\n", 2)
    assert first == (
        "The factor levels add up to between 196 and 275 points, which indicates Band 2, Band 3 or Band 4. "
        "Only a job evaluation panel can band a job."
    )
    research, knowledge = (
        next(factor for factor in fairpay.rates().plan.factors if factor.id == name)
        for name in ("research", "knowledge")
    )
    assert asked.splitlines() == [
        "What to find out: what narrows the range most stands first",
        f"  1. {research.name} (points between lowest and highest: 55)",
        *(f"       {item.level} ({item.score}): {item.paraphrase}" for item in research.levels),
        f"  2. {knowledge.name} (points between lowest and highest: 24)",
        *(f"       {item.level} ({item.score}): {item.paraphrase}" for item in knowledge.levels[1:3]),
    ]


def test_above_the_bands_and_in_the_closed_one(run: Run, file: Any) -> None:
    _, said, _ = run(file(HIGHEST))
    assert said.startswith(
        "The factor levels add up to 1000 points, which is above the highest band of the scheme. "
        "Only a job evaluation panel can band a job.\n"
    )
    assert "\n  - A total of 1000 points is above the highest band of the scheme, 765. It has no band.\n" in said
    assert "Points" not in said
    _, said, _ = run(file(HIGHEST | {"policy": "5-6"}))
    assert said.startswith(
        "The factor levels add up to between 985 and 1000 points, all above the highest band of the scheme. "
    )
    _, said, _ = run(file(dict.fromkeys(FACTORS, 1)))
    assert said.startswith("The factor levels add up to 86 points, which indicates Band 2. ")
    assert "\n  - Band 1 is closed: new work starts at Band 2.\n" in said


def test_text_names_the_bands_on_either_side(run: Run, file: Any) -> None:
    _, said, _ = run(file(TWOS | {"knowledge": 3}))  # 227: 12 points above 215, 44 below 271
    assert "Band 3 runs from 216 to 270 points.\nPoints down to Band 2: 12.\nPoints up to Band 4: 44.\n" in said


def test_a_band_beside_none_is_said_so(run: Run, file: Any) -> None:
    # 1,000 − 55 (communication 60 to 5) − 15 (policy 60 to 45) − 180 (knowledge 240 to 60) = 750, or 28 more (88).
    levels = HIGHEST | {"communication": 1, "knowledge": "3-4", "policy": 5}
    _, said, _ = run(file(levels))
    assert said.startswith(
        "The factor levels add up to between 750 and 778 points, which indicates Band 9 or no band. "
    )


# JSON and CSV


def test_json_has_all_of_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "levels.toml"
    path.write_text("\n".join(f"{factor} = {level}" for factor, level in TWOS.items()), encoding="utf-8")
    status, said, _ = run(path, "--format", "json")
    made = json.loads(said)
    assert status == DONE
    assert (made["total"], made["band"], made["exact"], made["bands"]) == (203, "2", True, ["2"])
    assert made["low"] == made["high"] == {"total": 203, "band": "2"}
    assert made["edges"] == {"minimum": 161, "maximum": 215, "down": None, "up": 13}
    (mover,) = made["movers"]
    assert {name: mover[name] for name in ("factor", "level", "total", "band")} == {
        "factor": "knowledge",
        "level": 3,
        "total": 227,
        "band": "3",
    }
    assert (list(made["scores"]), sum(made["scores"].values())) == (FACTORS, 203)
    assert [factor["id"] for factor in made["factors"]] == FACTORS
    assert made["factors"][1]["low"] == made["factors"][1]["high"]
    assert (made["factors"][1]["low"]["level"], made["factors"][1]["low"]["score"]) == (2, 36)
    assert [caveat["code"] for caveat in made["caveats"]] == ["indicative"]
    assert made["caveats"][0]["total"] == 203
    assert made["caveats"][0]["message"].startswith("The factor levels add up to 203 points.")
    assert made["evidence"] == {"scores": "corroborated", "bands": "official"}
    assert made["sources"]["nhs-terms-section-1-table-1"]["title"].startswith("NHS terms and conditions of service")
    assert "match" not in made


def test_json_of_a_range(run: Run, file: Any) -> None:
    made = json.loads(run(file(TWOS | {"knowledge": [2, 3], "research": None}), "--format", "json")[1])
    assert (made["total"], made["band"], made["exact"], made["bands"]) == (None, None, False, ["2", "3", "4"])
    assert (made["low"], made["high"]) == ({"total": 196, "band": "2"}, {"total": 275, "band": "4"})
    assert [(item["factor"], item["points"]) for item in made["questions"]] == [("research", 55), ("knowledge", 24)]
    assert [item["level"] for item in made["questions"][1]["levels"]] == [2, 3]
    assert "research" not in made["scores"]
    assert (made["edges"], made["movers"]) == (None, [])


def test_csv_has_a_line_a_factor_and_one_of_totals(run: Run, file: Any) -> None:
    _, said, _ = run(file(TWOS | {"knowledge": "2-3"}), "--format", "csv")
    assert said.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(said.removeprefix("\ufeff"))))
    assert [row["factor"] for row in rows] == [*FACTORS, "total"]
    knowledge, totals = rows[1], rows[-1]
    assert [knowledge[name] for name in ("low_level", "high_level", "low_score", "high_score", "paraphrase")] == [
        *("2", "3", "36", "60"),
        "",
    ]
    assert rows[0]["paraphrase"] == fairpay.rates().plan.factors[0].levels[1].paraphrase
    assert (totals["low_score"], totals["high_score"], totals["band"]) == ("203", "227", "2 3")


# Where the levels come from


def test_options_alone_are_enough(run: Run) -> None:
    status, said, _ = run(*options(TWOS))
    assert status == DONE
    assert said.startswith("The factor levels add up to 203 points, ")


def test_an_option_goes_before_the_file(run: Run, file: Any) -> None:
    _, said, _ = run(file(TWOS), "--level", "knowledge=3")
    assert said.startswith("The factor levels add up to 227 points, which indicates Band 3.")


def test_faults_of_levels_are_one_line_each(run: Run, file: Any) -> None:
    levels = {factor: 2 for factor in FACTORS if factor != "research"} | {"policy": 9, "charm": 1}
    status, said, complaints = run(file(levels), "--level", "planning=3-2")
    assert (status, said) == (REFUSED, "")
    assert [line.split(": ")[1] for line in complaints.splitlines()] == [
        *("levels.charm", "levels.planning", "levels.policy", "levels.research"),
    ]
    assert complaints.splitlines()[-1] == (
        "fairpay: levels.research: The level of “research” is missing. "
        "Give a level, or “unknown” if you do not know it."
    )


def test_faults_of_options_are_one_line_each(run: Run) -> None:
    assert run("--level", "planning", "--level", "policy=1", "--level", "policy=2") == (
        REFUSED,
        "",
        (
            "fairpay: levels: Give a level as FACTOR=LEVEL, like planning=2: “planning” is not.\n"
            "fairpay: levels.policy: The field “policy” was given twice. Give it once.\n"
        ),
    )
    assert run() == (REFUSED, "", "fairpay: levels: Enter the factor levels.\n")


def test_a_file_that_is_not_there(run: Run, file: Any, tmp_path: Path) -> None:
    for arguments in ([tmp_path / "none.json"], [file(TWOS), "--profile", tmp_path / "none.json"]):
        status, said, complaints = run(*arguments)
        assert (status, said) == (REFUSED, "")
        assert complaints.startswith("fairpay: The file ")


# Against a profile

PROFILE = {"levels": TWOS, "band": "2", "score": {"minimum": 161, "maximum": 215}}


def test_a_profile_match(run: Run, file: Any) -> None:
    status, said, _ = run(file(TWOS), "--profile", file(PROFILE, "profile.json"))
    assert status == DONE
    head, rest = said.split("\n\n", 1)
    assert head == ("Profile match: every level is within the profile, and the total of 203 points is in its Band 2.")
    assert rest.startswith("The factor levels add up to 203 points, which indicates Band 2.")
    assert "  - This compares levels with a profile by arithmetic. It is indicative: only a matching panel" in rest
    assert "is unverified: not read anywhere." in rest


def test_a_band_match_names_what_differs(run: Run, file: Any) -> None:
    status, said, _ = run(file(TWOS), "--level", "planning=1", "--profile", file(PROFILE, "profile.json"))
    assert status == DONE
    assert said.split("\n\n")[0].splitlines() == [
        (
            "Band match: the levels differ from the profile no further than the rules allow, "
            "and the total of 194 points is in its Band 2."
        ),  # 203 − 15 + 6
        "What differs from the profile",
        "  - Planning and organisational skills: level 1, where the profile has 2.",
    ]


def test_no_match_names_every_rule_that_fails_and_is_a_check_that_failed(run: Run, file: Any) -> None:
    changes = ("--level", "knowledge=3", "--level", "planning=1")
    status, said, complaints = run(file(TWOS), *changes, "--profile", file(PROFILE, "profile.json"))
    assert (status, complaints) == (FAILED, "")
    assert said.split("\n\n")[0].splitlines() == [
        "No match with this profile of Band 2. Try other profiles; if none fits, the job is evaluated locally.",
        "What rules out a match",
        (
            "  - Knowledge, training and experience: level 3, where the profile has 2. "
            "This factor has to be within the profile."
        ),
        "  - The total of 218 points is not in Band 2, which runs from 161 to 215.",  # 203 + 24 − 9
        "What differs from the profile",
        "  - Planning and organisational skills: level 1, where the profile has 2.",
        "  - The total of 218 points is not in the score range of the profile, 161 to 215.",
    ]


def test_a_match_as_json(run: Run, file: Any) -> None:
    arguments = (file(TWOS), "--level", "knowledge=3", "--profile", file(PROFILE, "profile.json"), "--format", "json")
    status, said, _ = run(*arguments)
    made = json.loads(said)
    match = made["match"]
    assert (status, made["total"], match["outcome"]) == (FAILED, 227, "no-match")
    assert [(item["code"], item["factor"], item["fails"]) for item in match["reasons"]] == [
        ("never-varies", "knowledge", True),
        ("outside-band", None, True),
        ("outside-score", None, False),
    ]
    assert match["reasons"][0]["level"] == 3
    assert match["profile"]["levels"]["knowledge"] == [2, 2]
    assert match["profile"]["score"] == {"minimum": 161, "maximum": 215}
    assert (match["rules"]["factors_varying"], match["rules"]["evidence"]) == (5, "unverified")
    assert [caveat["code"] for caveat in match["caveats"]] == ["match-indicative", "weak-matching-rules"]


def test_a_match_as_csv(run: Run, file: Any) -> None:
    profile = PROFILE | {"levels": TWOS | {"knowledge": "2-3"}}
    _, said, _ = run(file(TWOS), "--profile", file(profile, "profile.json"), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.removeprefix("\ufeff"))))
    assert (rows[1]["profile_low"], rows[1]["profile_high"]) == ("2", "3")
    assert [rows[-1][name] for name in ("factor", "profile_low", "profile_high", "match")] == [
        *("total", "161", "215"),
        "profile-match",
    ]


def test_no_match_as_csv_names_every_rule_that_fails(run: Run, file: Any) -> None:
    changes = ("--level", "knowledge=3", "--level", "planning=1")
    status, said, _ = run(file(TWOS), *changes, "--profile", file(PROFILE, "profile.json"), "--format", "csv")
    assert status == FAILED
    rows = {row["factor"]: row for row in csv.DictReader(io.StringIO(said.removeprefix("\ufeff")))}
    assert rows["knowledge"]["rules_out"] == (
        "Knowledge, training and experience: level 3, where the profile has 2. "
        "This factor has to be within the profile."
    )
    assert rows["planning"]["differs"] == "Planning and organisational skills: level 1, where the profile has 2."
    assert rows["total"]["match"] == "no-match"
    assert rows["total"]["rules_out"] == (
        "The total of 218 points is not in Band 2, which runs from 161 to 215."  # 203 + 24 - 9
    )
    assert rows["total"]["differs"] == ("The total of 218 points is not in the score range of the profile, 161 to 215.")
    others = rows.keys() - {"knowledge", "planning", "total"}
    assert {rows[name]["rules_out"] + rows[name]["differs"] for name in others} == {""}


def test_a_range_of_more_than_three_bands_says_how_little_is_known(run: Run, file: Any) -> None:
    # 203 points with knowledge at 2 (36); it has 16 at level 1 and 240 at level 8: 183 to 407, Bands 2 to 6.
    _, said, _ = run(file(TWOS | {"knowledge": "unknown"}))
    assert said.splitlines()[0] == (
        "Levels known exactly: 15 of 16. The total may be anything between 183 and 407 points, from Band 2 to Band 6: "
        "too wide a range to say more. Find out more levels first. Only a job evaluation panel can band a job."
    )
    _, said, _ = run(file(TWOS | {"knowledge": "1-5"}))  # 183 to 287: three bands are named
    assert "which indicates Band 2, Band 3 or Band 4." in said.splitlines()[0]


def test_in_welsh_the_sentence_has_no_english_end(run: Run, file: Any) -> None:
    _, said, _ = run(file(TWOS), "--lang", "cy")
    assert "Only a job evaluation panel" not in said


def test_faults_of_levels_and_profile_come_together(run: Run, file: Any) -> None:
    path = file(PROFILE | {"band": "1"}, "profile.json")
    status, _, complaints = run(file(TWOS), "--level", "policy=2-3", "--profile", path)
    assert status == REFUSED
    assert complaints.splitlines() == [
        "fairpay: levels.policy: To match a profile, give one whole level of “policy”, from 1 to 6.",
        "fairpay: profile.band: Band 1 is closed: new work starts at Band 2. Choose Band 2 or higher.",
    ]


def test_in_welsh_the_factors_have_their_welsh_names(run: Run, file: Any) -> None:
    _, said, _ = run(file(TWOS), "--lang", "cy")
    for factor in fairpay.rates().plan.factors:
        assert f"  {factor.name_cy}: " in said
