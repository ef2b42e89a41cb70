"""The working: every figure follows, step by step, from what was given and what was read."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest

import fairpay
from fairpay import Hours, Offer, Task
from fairpay.changes import multiple
from fairpay.comparators.rung import Amounts, Rung
from fairpay.present import wording
from fairpay.present.words import words_in
from fairpay.working import OPERATIONS, Sheet, Step, Working

LONG = Hours(attendance="7.7", preparation="2.3", follow_up="0.9", travel="3.1", recovery="1.7")
COUNTED = Hours(attendance="4", preparation="1", travel="3", recovery="2", count_travel=True, count_recovery=True)
SHORT = Hours(attendance="0.75", preparation="0.5")

# What is asked, and by whom: enough to use every step of every comparator.
LADDERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "england": ({"nation": "england", "hours": LONG, "people": 7, "sessions": 3}, {"amount": "150", "per": "day"}),
    "england-inner": ({"nation": "england", "zone": "inner", "hours": COUNTED}, {"amount": "80", "per": "half-day"}),
    "england-outer": ({"nation": "england", "zone": "outer", "hours": SHORT}, {"amount": "15.35", "per": "hour"}),
    "england-fringe": ({"nation": "england", "zone": "fringe", "hours": COUNTED}, {"amount": "75", "per": "session"}),
    "england-task": (
        {"nation": "england", "hours": SHORT, "people": 2, "sessions": 3, "activity": "review-documents"},
        {"amount": "100", "per": "task"},
    ),
    "england-card": (
        {"nation": "england", "hours": COUNTED, "people": 11, "sessions": 13},
        {"card": "nhs-england:level-4"},
    ),
    "scotland": ({"nation": "scotland", "hours": LONG}, {"card": "scottish-government:substantial-day"}),
    "scotland-2025": (
        {"on": "2025-10-01", "nation": "scotland", "hours": SHORT, "people": 3},
        {"amount": "35", "per": "session"},
    ),
    "wales": ({"nation": "wales", "hours": LONG, "sessions": 6}, {"amount": "0", "per": "day"}),
    "northern-ireland": ({"nation": "northern_ireland", "hours": LONG}, {"amount": "150", "per": "day"}),
    "england-2023": (
        {"on": "2023-06-01", "nation": "england", "hours": SHORT, "age": 22},
        {"card": "nihr-2022:task"},
    ),
}


def ladder(name: str) -> fairpay.Result:
    task, offer = LADDERS[name]
    return fairpay.compare(Task(**{"on": "2026-05-14"} | task), Offer(**offer), last_known_scale=True)


EVERY_LADDER = pytest.mark.parametrize("name", LADDERS)


@EVERY_LADDER
def test_every_step_follows_from_the_ones_before(name: str) -> None:
    for rung in ladder(name).rungs:
        rung.working.check()


# The same sums again in fractions, which never round

FRACTIONS: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "add": lambda values: sum(values, Fraction(0)),
    "subtract": lambda values: values[0] - values[1],
    "multiply": lambda values: _product(values),
    "divide": lambda values: values[0] / values[1],
    "minimum": lambda values: min(values),
    "maximum": lambda values: max(values),
    "round_up": lambda values: Fraction(ceil(values[0])),
    "same": lambda values: values[0],
}


def _product(values: Sequence[Fraction]) -> Fraction:
    product = Fraction(1)
    for value in values:
        product *= value
    return product


def in_fractions(working: Working) -> dict[str, Fraction]:
    """Work every step out again from what was given and read, in fractions."""
    found: dict[str, Fraction] = {}
    for step in working:
        leaf = step.op in ("given", "rate")
        found[step.code] = Fraction(step.value) if leaf else FRACTIONS[step.op]([found[name] for name in step.inputs])
    return found


def half_up(amount: Fraction) -> Fraction:
    """Round to pence, half up."""
    return Fraction(floor(amount * 100 + Fraction(1, 2)), 100)


def shown(amounts: Amounts, prefix: str) -> Iterator[tuple[str, Fraction]]:
    for part in ("hourly", "daily", "session", "total"):
        yield f"{prefix}.{part}", Fraction(getattr(amounts, part))


def figures(rung: Rung, exact: dict[str, Fraction]) -> Iterator[tuple[str, Fraction]]:
    """Yield what a rung shows, by the code of its step."""
    yield from shown(rung.pay, "pay")
    yield from shown(rung.cost, "cost" if "cost.hourly" in exact else "pay")
    if rung.alternative is not None:
        yield from shown(rung.alternative, "other")


@EVERY_LADDER
def test_every_shown_figure_is_the_exact_one_rounded_half_up(name: str) -> None:
    for rung in ladder(name).rungs:
        exact = in_fractions(rung.working)
        for code, amount in figures(rung, exact):
            assert amount == half_up(exact[code]), f"{rung.id} {code}"
        assert Fraction(rung.day_hours) == exact["day.hours"]
        if rung.vat is not None:
            assert abs(Fraction(rung.vat) - exact["vat.session"]) < Fraction(1, 10**30)


# Agenda for Change once more, from the formula of design.md and not from the steps

WEEKS = Fraction("52.143")
TERMS = {  # hours a week, days of leave and public holidays, employer's pension with any levy on it
    "england": (Fraction("37.5"), 27 + 8, Fraction("0.2378")),
    "england-inner": (Fraction("37.5"), 27 + 8, Fraction("0.2378")),
    "scotland": (Fraction(36), 27 + 8, Fraction("0.225")),
    "scotland-2025": (Fraction(37), 27 + 8, Fraction("0.225")),
    "wales": (Fraction("37.5"), 27 + 8, Fraction("0.2378")),
    "northern-ireland": (Fraction("37.5"), 27 + 10, Fraction("0.232")),
}
INNER_LONDON = (Fraction("0.2"), 5794, 8746)


@pytest.mark.parametrize("name", TERMS)
def test_pay_and_cost_of_every_point_by_the_formula(name: str) -> None:
    week, leave, pension = TERMS[name]
    points = [rung for rung in ladder(name).rungs if rung.kind == "afc"]
    assert len(points) > 20
    for rung in points:
        salary = Fraction(rung.working.figure("salary.point"))
        if name == "england-inner":
            share, least, most = INNER_LONDON
            salary += min(max(salary * share, Fraction(least)), Fraction(most))
        insurance = max(salary - 5000, Fraction(0)) * Fraction("0.15")
        annual = salary + insurance + salary * pension + salary * Fraction("0.005")
        worked = (WEEKS * 5 - leave) * week / 5
        assert Fraction(rung.pay.hourly) == half_up(salary / (WEEKS * week)), rung.id
        assert Fraction(rung.cost.hourly) == half_up(annual / worked), rung.id
        assert Fraction(rung.pay.daily) == half_up(salary / (WEEKS * 5)), rung.id
        assert Fraction(rung.cost.daily) == half_up(annual / (WEEKS * 5 - leave)), rung.id


# Words for every step


@pytest.mark.parametrize("language", ["en", "cy"])
@EVERY_LADDER
def test_every_step_has_words(name: str, language: str) -> None:
    words = words_in(language)
    for rung in ladder(name).rungs:
        for step in rung.working:
            assert words.step_name(step)
            assert words.unit(step)
            assert words.step_value(step)
            assert bool(words.step_sum(step, rung.working)) is (step.op not in ("given", "rate"))


def common(code: str) -> str:
    """Return the code by which a step is worded: a card's steps are worded once for both amounts."""
    for prefix in ("pay.card.", "other.card."):
        if code.startswith(prefix):
            return f"card.{code.removeprefix(prefix)}"
    return code


def test_every_code_and_unit_has_wording_and_every_wording_a_step() -> None:
    steps = [step for name in LADDERS for rung in ladder(name).rungs for step in rung.working]
    of_amounts = multiple("minimum_wage.adult", Decimal(100), date(2026, 5, 14))
    assert {common(step.code) for step in (*steps, *of_amounts)} == set(wording.STEPS)
    assert {step.unit for step in steps} <= set(wording.UNITS)
    assert {step.op for step in steps} == {"given", "rate", *OPERATIONS}
    assert set(wording.OPERATION_SIGNS) | set(wording.OPERATION_WORDS) == set(OPERATIONS)


def test_a_step_in_words() -> None:
    words, working = words_in("en"), ladder("england")["afc.7.entry"].working
    steps = {step.code: step for step in working}
    hours = steps["year.hours"]
    assert (words.step_name(hours), words.step_sum(hours, working)) == ("Paid hours in a year", "52.143 × 37.5")
    assert (words.step_value(hours), words.step_shown(hours), words.unit(hours)) == ("1,955.3625", "", "hours")
    hourly = steps["pay.hourly"]
    assert words.step_sum(hourly, working) == "£49,387.00 ÷ 1,955.3625"
    assert (words.step_value(hourly), words.step_shown(hourly)) == ("£25.2572", "£25.26")
    earnings = steps["insurance.earnings"]
    assert words.step_sum(earnings, working) == "the larger of £44,387.00 and £0.00"
    assert words.step_shown(earnings) == ""


# What is written down


def test_rates_are_all_that_was_read() -> None:
    working = ladder("england")["floor.national_living_wage"].working
    assert [rate.id for rate in working.rates()] == ["weekly_hours.england.2022", "minimum_wage.adult.2026"]


def test_a_figure_is_found_by_its_code() -> None:
    working = ladder("england")["afc.7.entry"].working
    assert working.figure("salary.point") == 49387
    with pytest.raises(KeyError, match=r"salary\.in_zone"):
        working.figure("salary.in_zone")


# A working that was tampered with does not hold


@pytest.fixture
def honest() -> Working:
    working = ladder("england")["afc.7.entry"].working
    working.check()
    return working


def tampered(working: Working, code: str, **update: Any) -> Working:
    assert code in [step.code for step in working]
    return Working(step._replace(**update) if step.code == code else step for step in working)


@pytest.mark.parametrize(
    ("code", "update"),
    [
        ("pay.hourly", {"value": Decimal("25.26")}),  # the rounded figure in place of the exact one
        ("hours.worked", {"value": Decimal(9)}),  # a figure that was worked out
        ("salary.point", {"value": Decimal(49388)}),  # a figure that was read
        ("salary.point", {"rate": None}),
        ("hours.attendance", {"inputs": ("hours.preparation",)}),  # what is given follows from nothing
        ("pay.hourly", {"op": "multiply"}),
        ("pay.hourly", {"inputs": ("year.hours", "salary.point")}),
        ("pay.hourly", {"inputs": ("salary.point", "year.minutes")}),
    ],
)
def test_a_changed_step_does_not_hold(honest: Working, code: str, update: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"^(pay\.hourly|hours\.worked|salary\.point|hours\.attendance) "):
        tampered(honest, code, **update).check()


def test_a_given_figure_that_was_changed_shows_in_what_follows_from_it(honest: Working) -> None:
    with pytest.raises(ValueError, match=r"^hours\.worked does not follow from its inputs$"):
        tampered(honest, "hours.attendance", value=Decimal(8)).check()


def test_steps_out_of_order_do_not_hold(honest: Working) -> None:
    with pytest.raises(ValueError, match=r"^cost\.total comes before one of its inputs$"):
        Working(reversed(honest)).check()


def test_a_step_written_down_twice_does_not_hold(honest: Working) -> None:
    with pytest.raises(ValueError, match=r"^week\.hours is written down twice$"):
        Working((*honest, honest[0])).check()


def test_a_sheet_goes_on_from_earlier_steps() -> None:
    first = Sheet()
    first.given("a", Decimal("0.1"), "hours")
    second = Sheet(first.steps)
    second.given("b", Decimal("0.2"), "hours")
    assert second.work("c", "add", ("a", "b"), "hours") == Decimal("0.3")
    assert second.work("d", "round_up", ("c",), "hours") == 1
    assert [step.code for step in first.steps] == ["a"]
    assert second.steps[2] == Step("c", "add", ("a", "b"), Decimal("0.3"), "hours")
    Working(second.steps).check()
