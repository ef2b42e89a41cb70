"""The golden figures, to the penny: in the library, in the JSON document and on the command line.

They were worked out by hand from the published pay scales, before the code was written. The work
is always six hours of attendance, two of preparation and one of follow-up: nine hours.
"""

import json
import os
import subprocess
import sys
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

import fairpay
from fairpay import Hours, Offer, Task, cli
from fairpay.present.document import document

NINE_HOURS = Hours(attendance="6", preparation="2", follow_up="1")


class Golden(NamedTuple):
    """What a rung comes to: an hour, a day and nine hours, in both bases."""

    nation: str
    on: str
    zone: str
    rung: str
    pay: tuple[str, str, str]
    cost: tuple[str, str, str]


GOLDEN = [
    Golden(
        "england", "2026-05-14", "none", "afc.7.entry", ("25.26", "189.43", "227.31"), ("40.19", "301.43", "361.71")
    ),
    Golden(
        "england", "2026-05-14", "inner", "afc.7.entry", ("29.73", "222.98", "267.57"), ("47.39", "355.39", "426.47")
    ),
    Golden(
        "england", "2026-05-14", "fringe", "afc.3.entry", ("13.86", "103.97", "124.76"), ("21.86", "163.94", "196.73")
    ),
    Golden(
        "england", "2026-03-31", "none", "afc.7.entry", ("24.45", "183.38", "220.06"), ("38.89", "291.69", "350.03")
    ),
    Golden(
        "scotland", "2026-05-14", "none", "afc.7.entry", ("28.15", "202.69", "253.37"), ("44.41", "319.77", "399.71")
    ),
    Golden("scotland", "2025-10-01", "none", "afc.6.top", ("26.32", "194.75", "236.86"), ("41.50", "307.11", "373.51")),
    Golden("wales", "2026-05-14", "none", "afc.7.entry", ("25.64", "192.28", "230.73"), ("40.80", "306.00", "367.20")),
    Golden(
        "northern_ireland",
        "2025-09-01",
        "none",
        "afc.5.entry",
        ("15.88", "119.09", "142.91"),
        ("25.22", "189.15", "226.98"),
    ),
]
BY_NAME = pytest.mark.parametrize(
    "golden", GOLDEN, ids=[f"{row.nation}-{row.on}-{row.zone}-{row.rung}" for row in GOLDEN]
)


def compared(golden: Golden) -> fairpay.Result:
    task = Task(on=golden.on, nation=golden.nation, zone=golden.zone, hours=NINE_HOURS)
    return fairpay.compare(task, Offer(amount="150", per="day"))


def options(golden: Golden) -> list[str]:
    """Return the command line that asks for the same."""
    place = ["--on", golden.on, "--nation", golden.nation, "--zone", golden.zone]
    hours = ["--attendance", "6", "--preparation", "2", "--follow-up", "1"]
    return ["compare", *place, *hours, "--fee", "150", "--per", "day", "--format", "json"]


def figures(rungs: list[dict[str, Any]], name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the hour, the day and the session of a rung of a JSON document, in both bases."""
    rung = next(rung for rung in rungs if rung["id"] == name)
    parts = ("hourly", "daily", "session")
    return tuple(rung["pay"][part] for part in parts), tuple(rung["cost"][part] for part in parts)


@BY_NAME
def test_library(golden: Golden) -> None:
    rung = compared(golden)[golden.rung]
    assert (rung.pay.hourly, rung.pay.daily, rung.pay.session) == tuple(map(Decimal, golden.pay))
    assert (rung.cost.hourly, rung.cost.daily, rung.cost.session) == tuple(map(Decimal, golden.cost))


@BY_NAME
def test_document(golden: Golden) -> None:
    made = document(compared(golden), fairpay.__version__, fairpay.rates())
    assert figures(made["rungs"], golden.rung) == (golden.pay, golden.cost)


@BY_NAME
def test_command_line(golden: Golden, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(options(golden)) == 0
    assert figures(json.loads(capsys.readouterr().out)["rungs"], golden.rung) == (golden.pay, golden.cost)


def test_module_in_a_process_of_its_own() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "fairpay", *options(GOLDEN[0])],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    assert figures(json.loads(ran.stdout)["rungs"], "afc.7.entry") == (GOLDEN[0].pay, GOLDEN[0].cost)
    assert ran.stderr == ""


def against(comparator: str) -> fairpay.Result:
    """Hold £150 a day in England against a comparator."""
    task = Task(on="2026-05-14", nation="england", hours=NINE_HOURS, benchmark=comparator)
    return fairpay.compare(task, Offer(amount="150", per="day"))


def test_150_a_day_comes_to_25_an_hour_of_meeting_and_to_less_an_hour_of_work() -> None:
    result = against("afc.7.entry")
    assert result.headline_hourly == Decimal("25.00")  # 150 ÷ 6
    assert result.true_hourly == Decimal("16.67")  # 150 ÷ 9
    made = document(result, fairpay.__version__, fairpay.rates())
    assert (made["headline_hourly"], made["true_hourly"]) == ("25.00", "16.67")


@pytest.mark.parametrize(
    ("comparator", "session", "ratio", "shortfall"),
    [
        ("afc.7.entry", "227.31", "0.66", "77.31"),
        ("consultancy.organisational-change", "1125.00", "0.13", "975.00"),  # 1,000 ÷ 8 × 9; 1,125 − 150
        ("consultancy.director-level", "2250.00", "0.07", "2100.00"),  # 2,000 ÷ 8 × 9; 2,250 − 150
    ],
)
def test_150_a_day_against(comparator: str, session: str, ratio: str, shortfall: str) -> None:
    result = against(comparator)
    assert result.benchmark == comparator
    assert result[comparator].pay.session == Decimal(session)
    assert result.ratio_of(comparator) == Decimal(ratio)
    assert result.shortfall == Decimal(shortfall)
    assert result.verdict == "below-benchmark"
    made = document(result, fairpay.__version__, fairpay.rates())
    rung = next(rung for rung in made["rungs"] if rung["id"] == comparator)
    assert (rung["pay"]["session"], rung["offer_ratio"], rung["shortfall"]) == (session, ratio, shortfall)
    assert (made["benchmark"], made["shortfall"], made["verdict"]) == (comparator, shortfall, "below-benchmark")


def test_150_a_day_is_above_the_floor() -> None:
    result = against("afc.7.entry")
    assert result["floor.national_living_wage"].pay.session == Decimal("114.39")  # 12.71 × 9
    assert "below-minimum-wage" not in [caveat.code for caveat in result.caveats]


def paid_by_card(card: str, attendance: str) -> fairpay.Result:
    task = Task(on="2026-05-14", nation="england", hours=Hours(attendance=attendance))
    return fairpay.compare(task, Offer(card=card))


@pytest.mark.parametrize(
    ("card", "attendance", "pays"),
    [
        ("tewv:block", "1", "20.00"),  # 20 for each started block of 3 hours
        ("tewv:block", "3", "20.00"),
        ("tewv:block", "3.5", "40.00"),
        ("tewv:block", "7.5", "60.00"),
        ("nice-old:lay-member", "3.983333", "75.00"),  # 3 hours 59 minutes
        ("nice-old:lay-member", "4", "150.00"),
        ("nhs-england:level-4", "3.99", "75.00"),
        ("nhs-england:level-4", "4.01", "150.00"),
    ],
)
def test_rate_cards_pay_the_same_as_an_offer_and_as_a_rung(card: str, attendance: str, pays: str) -> None:
    result = paid_by_card(card, attendance)
    for rung in (result.paid, result[f"card.{card.replace(':', '.')}"]):
        assert rung.pay.session == rung.cost.session == Decimal(pays)
        assert rung.alternative is None
        assert "boundary-unclear" not in [caveat.code for caveat in rung.caveats]


def test_at_exactly_four_hours_nhs_england_pays_one_or_the_other() -> None:
    result = paid_by_card("nhs-england:level-4", "4")
    for rung in (result.paid, result["card.nhs-england.level-4"]):
        assert rung.pay.session == Decimal("75.00")
        assert rung.alternative is not None
        assert rung.alternative.session == Decimal("150.00")
        unclear = next(caveat for caveat in rung.caveats if caveat.code == "boundary-unclear")
        assert (unclear.params["low"], unclear.params["high"]) == (Decimal("75.00"), Decimal("150.00"))
    made = document(result, fairpay.__version__, fairpay.rates())
    offer = made["rungs"][0]
    assert (offer["pay"]["session"], offer["alternative"]["session"]) == ("75.00", "150.00")


def test_a_block_of_three_hours_is_below_the_legal_minimum() -> None:
    assert paid_by_card("tewv:block", "3").verdict == "below-minimum-wage"  # 20 ÷ 3 = 6.67, below 12.71


BELFAST = Task(on="2026-05-14", nation="northern_ireland", hours=NINE_HOURS)


def test_northern_ireland_2026_has_no_scale_yet() -> None:
    result = fairpay.compare(BELFAST, Offer(amount="150", per="day"))
    kinds = {rung.kind for rung in result.rungs}
    assert kinds >= {"offer", "floor", "card", "consultancy"}
    assert "afc" not in kinds
    (missing,) = [item for item in result.missing if item.kind == "afc"]
    assert missing.error.code == "scale-not-found"
    assert "2025/26" in str(missing.error)


def test_northern_ireland_2026_on_the_last_known_scale_when_asked() -> None:
    result = fairpay.compare(BELFAST, Offer(amount="150", per="day"), last_known_scale=True)
    assert result["afc.5.entry"].pay.hourly == Decimal("15.88")
    points = [rung for rung in result.rungs if rung.kind == "afc"]
    assert all("last-known-scale" in [caveat.code for caveat in rung.caveats] for rung in points)
    assert "afc" not in [item.kind for item in result.missing]
