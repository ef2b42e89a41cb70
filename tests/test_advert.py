"""The arithmetic of an advert: each usual reading, how precisely the stated pay is met, and what would give it.

Expected amounts are worked out by hand from the figures of the advert, as the comments show.
"""

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import fairpay
from fairpay import Advert, AdvertCheck, InputError, check_advert, money
from fairpay.present.advert_report import (
    READINGS,
    VERDICTS,
    advert_data,
    advert_sentences,
    advert_text,
    next_steps,
    reading_name,
    reading_sum,
)
from fairpay.present.words import words_in

BOOK = fairpay.rates()
WORDS = words_in("en")
REAL: dict[str, Any] = {"on": "2026-05-14", "nation": "england", "salary": "32966", "days": "2.5", "stated": "19285"}


def checked(**changes: Any) -> AdvertCheck:
    """Check the real advert with some changes; None takes a field out."""
    asked = {name: value for name, value in (REAL | changes).items() if value is not None}
    return check_advert(Advert(**asked))


def giving(check: AdvertCheck) -> list[str]:
    return [reading_name(reading, check, WORDS) for reading in check.readings if reading.gives]


# ---- the real advert -----------------------------------------------------------------------------


def test_the_real_advert_holds_under_no_usual_reading() -> None:
    check = checked()
    assert [(reading_name(item, check, WORDS), f"{money.pence(item.amount)}") for item in check.readings] == [
        ("2.5 days out of 5 a week", "16483.00"),  # half
        ("the same share of the week, for 52 of the 52.143 weeks of a year", "16437.80"),  # 16,483 x 52 / 52.143
        ("2.5 days of 7.5 hours, out of 35 hours a week", "17660.36"),  # x 18.75 / 35
        ("2.5 days of 8 hours, out of 35 hours a week", "18837.71"),  # x 20 / 35
        ("2.5 days of 7 hours, out of 36 hours a week", "16025.14"),  # x 17.5 / 36
        ("2.5 days of 7.5 hours, out of 36 hours a week", "17169.79"),  # x 18.75 / 36
        ("2.5 days of 8 hours, out of 36 hours a week", "18314.44"),  # x 20 / 36
        ("2.5 days of 7 hours, out of 37 hours a week", "15592.03"),  # x 17.5 / 37
        ("2.5 days of 7.5 hours, out of 37 hours a week", "16705.74"),  # x 18.75 / 37
        ("2.5 days of 8 hours, out of 37 hours a week", "17819.46"),  # x 20 / 37
        ("2.5 days of 7 hours, out of 37.5 hours a week", "15384.13"),  # x 17.5 / 37.5
        ("2.5 days of 8 hours, out of 37.5 hours a week", "17581.87"),  # x 20 / 37.5
        ("2.5 days of 7 hours, out of 40 hours a week", "14422.63"),  # x 17.5 / 40 = 14,422.625
        ("2.5 days of 7.5 hours, out of 40 hours a week", "15452.81"),  # x 18.75 / 40
    ]
    assert giving(check) == []
    assert check.verdict == "advert-does-not-hold"
    assert not check.holds


def test_what_would_give_the_pay_of_the_real_advert() -> None:
    would = checked().would_give
    assert money.plain(would.share, 3) == "0.585"  # 19,285 / 32,966 = 0.584996...
    assert money.plain(would.days, 2) == "2.92"  # x 5 = 2.92498...
    assert money.plain(would.hours, 2) == "21.94"  # x 37.5 = 21.93736...
    assert would.salary == 38570  # 19,285 / 0.5


def test_the_real_advert_in_words() -> None:
    assert advert_sentences(checked(), WORDS) == [
        (
            "No usual reading gives the stated pay of £19,285. £32,966.00 for a full-time year comes to £16,483.00: "
            "2.5 days out of 5 a week."
        ),
        (
            "The stated pay is 0.584997 of the full-time salary. That would be 2.925 days out of 5, "
            "or 21.937 hours out of 37.5."
        ),
        "Or it would follow from a full-time salary of £38,570.00: 2.5 days out of 5 a week.",
    ]


def test_the_real_advert_with_half_its_pay_would_hold() -> None:
    check = checked(stated="16483")
    assert giving(check) == ["2.5 days out of 5 a week"]
    assert check.verdict == "advert-holds"
    assert next_steps(check, WORDS) == []
    assert advert_sentences(check, WORDS) == [
        "The stated pay holds. £32,966.00 for a full-time year comes to £16,483: 2.5 days out of 5 a week."
    ]


def test_what_the_lead_says_can_be_worked_out_from_what_the_working_prints() -> None:
    # 0.584997 x 5 = 2.924985 and x 37.5 = 21.9373875, to four decimals as each step shows them.
    check = checked()
    steps = {step.code: step for step in check.would_give.working}
    shown = {code: WORDS.step_value(step) for code, step in steps.items() if code.startswith("would.")}
    assert shown == {
        "would.share": "0.584997", "would.days": "2.925", "would.hours": "21.9374", "would.salary": "£38,570.00"
    }  # fmt: skip


def test_every_reading_has_its_sum_in_the_figures_of_the_advert() -> None:
    check = checked()
    sums = [reading_sum(reading, check) for reading in check.readings]
    assert sums[:3] == [
        "£32,966.00 × 2.5 ÷ 5",
        "£32,966.00 × 2.5 ÷ 5 × 52 ÷ 52.143",
        "£32,966.00 × 2.5 × 7.5 ÷ 35",
    ]
    for changes in ({}, {"days": None, "hours": "17.3"}, {"days": None, "fte": "0.6"}, {"nation": "scotland"}):
        check = checked(**changes)
        for reading in check.readings:
            first, *rest = re.findall(r"([×÷])? ?£?([0-9.,]+)", reading_sum(reading, check))
            total = Decimal(first[1].replace(",", ""))
            for sign, figure in rest:
                total = total * Decimal(figure) if sign == "×" else total / Decimal(figure)
            assert money.pence(total) == money.pence(reading.amount)


def test_what_to_ask_where_no_reading_gives_the_stated_pay() -> None:
    ask = "Ask which hours and which full-time week the stated pay is for."
    assert next_steps(checked(), WORDS) == [ask]
    assert ask in advert_text(checked(), WORDS, BOOK)
    assert advert_data(checked(), WORDS, BOOK)["ask"] == [ask]


# ---- readings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "verdict", "reading"),
    [
        # £30,000: 3 days of 5 are 18,000; 22.5 hours of 37.5 the same
        ({"days": "3", "stated": "18000"}, "advert-holds", "3 days out of 5 a week"),
        ({"hours": "22.5", "stated": "18000"}, "advert-holds", "22.5 hours out of 37.5 a week"),
        # 18,000 x 52 / 52.143 = 17,950.6357
        ({"days": "3", "stated": "17950.64"}, "advert-holds", "the same share of the week, for 52 of the 52.143 weeks"),
        ({"hours": "21", "stated": "18000"}, "advert-holds-by-arithmetic-only", "21 hours out of 35 a week"),
        ({"hours": "18.5", "stated": "15000"}, "advert-holds-by-arithmetic-only", "18.5 hours out of 37 a week"),
        # £33,000 x 2.5 x 7.5 / 37 = 16,722.9730, and 18.5 of 37 hours are half
        (
            {"nation": "scotland", "salary": "33000", "days": "2.5", "stated": "16722.97"},
            "advert-holds-by-arithmetic-only",
            "2.5 days of 7.5 hours, out of 37 hours a week",
        ),
        (
            {"nation": "scotland", "salary": "33000", "hours": "18.5", "stated": "16500"},
            "advert-holds-by-arithmetic-only",
            "18.5 hours out of 37 a week",
        ),
        ({"fte": "0.6", "stated": "18000"}, "advert-holds", "0.6 of full time"),
        # 18,000 x 52 / 52.143 again
        ({"fte": "0.6", "stated": "17950.64"}, "advert-holds", "the same share of the week, for 52 of the 52.143"),
        # 3 days of 8 hours are 24 of 37.5 hours: 19,200
        ({"days": "3", "stated": "19200"}, "advert-holds-by-arithmetic-only", "3 days of 8 hours, out of 37.5 hours"),
    ],
)
def test_a_reading_that_gives_the_stated_pay_is_named(changes: dict[str, Any], verdict: str, reading: str) -> None:
    check = checked(**{"salary": "30000", "days": None} | changes)
    assert check.verdict == verdict
    assert [name[: len(reading)] for name in giving(check)] == [reading]
    assert reading in advert_sentences(check, WORDS)[0]


def test_only_the_nations_own_week_and_the_weeks_of_a_year_have_a_source() -> None:
    for hours in ({}, {"days": None, "hours": "20"}, {"days": None, "fte": "0.6"}):
        check = checked(**hours)
        assert [item.sourced for item in check.readings] == [True, True, *[False] * (len(check.readings) - 2)]


@pytest.mark.parametrize(
    ("on", "nation", "week", "others"),
    [
        ("2026-05-14", "england", "37.5", ["35", "36", "37", "40"]),
        ("2026-05-14", "scotland", "36", ["35", "37", "37.5", "40"]),
        ("2025-05-14", "scotland", "37", ["35", "36", "37.5", "40"]),
        ("2023-05-14", "scotland", "37.5", ["35", "36", "37", "40"]),
    ],
)
def test_the_closing_date_decides_the_nations_week(on: str, nation: str, week: str, others: list[str]) -> None:
    check = checked(on=on, nation=nation, days=None, hours="20")
    plain, _, *rest = [reading_name(reading, check, WORDS) for reading in check.readings]
    assert plain == f"20 hours out of {week} a week"
    assert rest == [f"20 hours out of {other} a week" for other in others]
    assert check.full_week == Decimal(week)


def test_days_as_hours_leave_out_what_is_a_share_of_five_days_again() -> None:
    check = checked(nation="scotland")  # 36 hours, which no day of 7, 7.5 or 8 hours fills in five
    hours = [
        (str(item.working.figure("day.other")), str(item.working.figure("week.other")))
        for item in check.readings
        if item.code == "advert.days_as_hours"
    ]
    assert len(hours) == 12
    assert not {("7", "35"), ("7.5", "37.5"), ("8", "40")} & set(hours)


def test_every_reading_can_be_worked_out_again() -> None:
    for hours in ({}, {"days": None, "hours": "17.3"}, {"days": None, "fte": "0.6"}, {"nation": "scotland"}):
        check = checked(**hours)
        for reading in check.readings:
            reading.working.check()
            assert reading.working.figure("advert.pay") == reading.amount
            assert reading.working.figure("advert.share") == reading.share
        check.would_give.working.check()
        assert check.would_give.working.figure("would.salary") == check.would_give.salary


# ---- to the precision stated ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "holds"),
    [
        # half of £25,001 is 12,500.50
        ("12499", False),
        ("12500", True),  # pence cut off
        ("12501", True),  # rounded half up
        ("12502", False),
        ("12500.50", True),
        ("12500.5", True),
        ("12500.49", False),
        ("12500.51", False),
        ("12500.00", False),  # pence were stated, and they are others
        ("£12,500.50", True),
    ],
)
def test_the_stated_pay_is_met_to_the_precision_stated(stated: str, holds: bool) -> None:
    assert checked(salary="25001", stated=stated).readings[0].gives is holds


@pytest.mark.parametrize(("stated", "holds"), [("21999", False), ("22000", True), ("22000.00", True), ("22001", False)])
def test_a_recurring_share_still_comes_to_whole_pounds(stated: str, holds: bool) -> None:
    check = checked(nation="scotland", salary="33000", days=None, hours="24", stated=stated)  # x 24 / 36, two thirds
    assert check.readings[0].gives is holds


@pytest.mark.parametrize(
    ("stated", "holds"),
    [("10000.33", True), ("10000.34", False), ("10000.32", False), ("10000", True), ("10001", False)],
)
def test_a_third_is_rounded_once(stated: str, holds: bool) -> None:
    check = checked(nation="scotland", salary="30001", days=None, hours="12", stated=stated)  # 30,001 / 3 = 10,000.333
    assert check.readings[0].gives is holds


AMOUNTS = st.integers(100_000, 50_000_000).map(lambda pennies: Decimal(pennies) / 100)
DAYS = st.integers(1, 50).map(lambda tenths: Decimal(tenths) / 10)


@given(AMOUNTS, DAYS)
def test_what_the_plain_reading_gives_in_pence_holds(salary: Decimal, days: Decimal) -> None:
    amount = money.pence(salary * days / 5)
    assume(amount >= 1)
    check = checked(salary=salary, days=days, stated=amount)
    assert check.readings[0].gives
    assert check.holds


@given(AMOUNTS, DAYS, st.integers(2, 100_000))
def test_what_is_off_by_more_than_a_penny_does_not_hold(salary: Decimal, days: Decimal, off: int) -> None:
    stated = money.pence(salary * days / 5) + Decimal(off) / 100
    assume(stated <= 500_000)
    assert not checked(salary=salary, days=days, stated=stated).readings[0].gives


@given(AMOUNTS, DAYS, AMOUNTS)
def test_the_salary_that_would_give_the_stated_pay_gives_it(salary: Decimal, days: Decimal, stated: Decimal) -> None:
    would = checked(salary=salary, days=days, stated=stated).would_give
    assert money.pence(money.multiply(would.salary, days / 5)) == stated
    assert money.pence(money.multiply(would.share, salary)) == stated


# ---- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"on": None}, [("on", "missing")]),
        ({"on": "2010-01-01"}, [("on", "before-first-rate")]),
        ({"nation": None}, [("nation", "missing")]),
        ({"nation": "scotland", "on": "2022-10-01"}, [("on", "rate-not-found")]),  # its week is known from 2023
        ({"salary": None}, [("salary", "missing")]),
        ({"salary": "999"}, [("salary", "out-of-range")]),
        ({"stated": None}, [("stated", "missing")]),
        ({"stated": "0"}, [("stated", "out-of-range")]),
        ({"stated": "19,28"}, [("stated", "not-money")]),
        ({"stated": "19285.001"}, [("stated", "too-many-decimals")]),
        ({"days": None}, [("days", "hours-or-days")]),
        ({"hours": "18.75"}, [("days", "hours-or-days")]),
        ({"fte": "0.5"}, [("days", "hours-or-days")]),
        ({"days": None, "fte": "1.01"}, [("fte", "out-of-range")]),
        ({"days": "6"}, [("days", "out-of-range")]),
        ({"days": None, "hours": "60.01"}, [("hours", "out-of-range")]),
        ({"days": None, "hours": "x"}, [("hours", "not-a-number")]),
        ({"band": "3"}, [("band", "unknown-field")]),
    ],
)
def test_an_advert_that_cannot_be_checked_says_why(changes: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    with pytest.raises(InputError) as caught:
        checked(**changes)
    assert [(fault.field, fault.code) for fault in caught.value.faults] == faults
    for fault in caught.value.faults:
        assert "%(" not in WORDS.fault(fault)


def test_a_day_by_which_rates_were_known_counts() -> None:
    with pytest.raises(InputError) as caught:
        check_advert(Advert(**REAL), known_on="yesterday")
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [("known_on", "not-a-date")]
    # The week of 36 hours was known from 1 April 2026: before that, 37 hours had been known until March 2026.
    with pytest.raises(InputError) as caught:
        check_advert(Advert(**REAL | {"nation": "scotland"}), known_on="2026-03-31")
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [("on", "rate-not-found")]


# ---- words and data ------------------------------------------------------------------------------


def test_every_reading_and_verdict_has_words() -> None:
    part_times: tuple[dict[str, Any], ...] = ({}, {"days": None, "hours": "9"}, {"days": None, "fte": "0.5"})
    used = {reading.code for hours in part_times for reading in checked(**hours).readings}
    assert used == set(READINGS)
    assert set(VERDICTS) == {"advert-holds", "advert-holds-by-arithmetic-only", "advert-does-not-hold"}


def test_the_data_is_plain_and_keeps_the_precision_stated() -> None:
    data = advert_data(checked(stated="19285.00"), WORDS, BOOK)
    assert json.loads(json.dumps(data)) == data
    assert data["advert"] == {
        "on": "2026-05-14", "nation": "england", "salary": "32966", "stated": "19285.00", "days": "2.5"
    }  # fmt: skip
    assert data["holds"] is False
    assert data["readings"][0]["amount"] == "16483.00"
    assert data["would_give"]["salary"] == "38570.00"
    assert set(data["sources"]) == {
        source for reading in data["readings"] for step in reading["working"] for source in step.get("sources", ())
    }


def test_the_text_marks_the_reading_that_gives_the_stated_pay() -> None:
    text = advert_text(checked(stated="16483"), WORDS, BOOK)
    assert text.startswith("The stated pay holds.")
    assert [line for line in text.splitlines() if line.startswith("→")] == [
        "→   £16,483.00  2.5 days out of 5 a week: £32,966.00 × 2.5 ÷ 5"
    ]
    assert "By arithmetic only: the week or the day is not of the length known for this nation and date" in text
    assert "By arithmetic only" not in advert_text(checked(days=None, fte="0.5"), WORDS, BOOK)
