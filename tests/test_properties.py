"""What must hold whatever is asked."""

import decimal
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fairpay
from fairpay import Hours, InputError, Offer, RateBook, Task
from fairpay.comparison import Result
from fairpay.present import report
from fairpay.present.document import document
from fairpay.present.words import words_in
from fairpay.task import BANDS, NATIONS, UNITS, ZONES

FEW = settings(max_examples=40, derandomize=True)
MANY = settings(max_examples=200, derandomize=True)

BOOK = fairpay.rates()
ACTIVITIES = tuple(BOOK.activities)
CARD_STEPS = BOOK.card_steps()
FIRST, LAST = date(2022, 4, 1), date(2030, 12, 31)
ALMOST_NOTHING = Fraction(1, 10**30)


def decimals(low: str, high: str, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(Decimal(low), Decimal(high), places=places, allow_nan=False, allow_infinity=False)


HOURS = st.builds(
    Hours,
    attendance=decimals("0.01", "24", 2),
    preparation=decimals("0", "100", 4),
    follow_up=decimals("0", "200", 2),
    travel=decimals("0", "48", 2),
    recovery=decimals("0", "200", 2),
    count_travel=st.booleans(),
    count_recovery=st.booleans(),
)
PLACES = st.sampled_from(ZONES).map(lambda zone: ("england", zone)) | st.sampled_from(NATIONS).map(
    lambda nation: (nation, "none")
)
FEES = st.builds(Offer, amount=decimals("0", "5000", 2), per=st.sampled_from(UNITS))
CARDS = st.builds(Offer, card=st.sampled_from(CARD_STEPS))
EVERY_NATION = st.just(date(2025, 10, 1))  # every nation has a scale on this day
DATES = st.integers(0, (LAST - FIRST).days).map(lambda days: FIRST + timedelta(days=days))


@st.composite
def tasks(draw: st.DrawFn, on: st.SearchStrategy[date] = EVERY_NATION) -> Task:
    nation, zone = draw(PLACES)
    return Task(
        on=draw(on),
        nation=nation,
        zone=zone,
        hours=draw(HOURS),
        people=draw(st.integers(1, 500)),
        sessions=draw(st.integers(1, 500)),
        age=draw(st.none() | st.integers(16, 120)),
        band=draw(st.none() | st.sampled_from(BANDS)),
        activity=draw(st.none() | st.sampled_from(ACTIVITIES)),
    )


def with_hours(task: Task, **hours: Any) -> Task:
    fields = task.model_dump()
    return Task(**fields | {"hours": fields["hours"] | hours})


def half_up(amount: Fraction) -> Fraction:
    """Round to pence; an exact figure is cut off at 50 digits, so what lies beyond the thirtieth is not looked at."""
    kept = Fraction(round(amount * 10**30), 10**30)
    return Fraction(floor(kept * 100 + Fraction(1, 2)), 100)


# More work, more people


@FEW
@given(tasks(), FEES, decimals("0", "100", 2))
def test_more_hours_are_never_worth_less(task: Task, offer: Offer, more: Decimal) -> None:
    before = fairpay.compare(task, offer)
    after = fairpay.compare(with_hours(task, preparation=task.hours.preparation + more), offer)
    assert {rung.id for rung in before.rungs} == {rung.id for rung in after.rungs}
    for rung in before.rungs:
        assert after[rung.id].pay.exact_session >= rung.pay.exact_session
        assert after[rung.id].cost.exact_session >= rung.cost.exact_session
    # A fee that does not follow the hours is worth less an hour, the more of them there are.
    assert after.true_hourly <= before.true_hourly
    assert after.headline_hourly is not None


@FEW
@given(tasks(), FEES)
def test_total_is_session_times_people_times_sessions(task: Task, offer: Offer) -> None:
    heads = task.people * task.sessions
    for rung in fairpay.compare(task, offer).rungs:
        for amounts in (rung.pay, rung.cost, *([rung.alternative] if rung.alternative else [])):
            exact = Fraction(amounts.exact_session) * heads
            assert abs(Fraction(amounts.exact_total) - exact) < ALMOST_NOTHING
        rung.working.check()


@FEW
@given(tasks(), decimals("0.01", "12", 2), decimals("0.01", "12", 2))
def test_the_parts_of_a_session_add_up_to_the_whole(task: Task, one: Decimal, other: Decimal) -> None:
    offer = Offer(amount=Decimal("19.99"), per="hour")
    alone = {"preparation": 0, "follow_up": 0, "travel": 0, "recovery": 0}
    whole, first, second = (
        fairpay.compare(with_hours(task, attendance=hours, **alone), offer) for hours in (one + other, one, other)
    )
    hourly = [rung.id for rung in whole.rungs if rung.kind != "card"]
    assert len(hourly) > 20
    for name in hourly:
        for basis in ("pay", "cost"):
            parts = [Fraction(result[name].amounts(basis).exact_session) for result in (first, second)]
            assert abs(Fraction(whole[name].amounts(basis).exact_session) - sum(parts)) < ALMOST_NOTHING


@FEW
@given(tasks(), FEES | CARDS, st.sampled_from(["pay", "cost"]))
def test_ratio_and_shortfall_say_the_same(task: Task, offer: Offer, basis: Any) -> None:
    try:
        result = fairpay.compare(task, offer, basis=basis)
    except InputError:  # a card that has no amount for this length
        return
    paid = Fraction(result.paid.pay.exact_session)
    for rung in result.rungs:
        price = Fraction(rung.amounts(basis).exact_session)
        assert Fraction(result.shortfall_of(rung.id)) == max(half_up(price) - half_up(paid), 0)
        ratio = result.ratio_of(rung.id)
        assert (ratio is None) if not price else (Fraction(ratio) == half_up(paid / price))
    if result.verdict in ("meets-benchmark", "below-benchmark"):
        assert (result.verdict == "below-benchmark") == (result.shortfall != 0)
    legal = result["floor.national_living_wage"].pay.exact_session
    if result.paid.index_rule:  # what such a card pays today may be more
        assert result.verdict != "below-minimum-wage"
    else:
        assert (result.verdict == "below-minimum-wage") == (half_up(paid) < half_up(Fraction(legal)))
    if result.benchmark is None:
        assert result.shortfall is None
        assert result.verdict in ("no-benchmark", "below-minimum-wage")


# The caller's decimal context


def fresh_book() -> RateBook:
    """Return a rate book for which nothing has been worked out yet."""
    return RateBook(
        edition=BOOK.edition,
        figures=BOOK.rows.values(),
        cards=BOOK.cards.values(),
        activities=BOOK.activities.values(),
        plan=BOOK.plan,
        sources=BOOK.sources.values(),
    )


@settings(FEW, max_examples=15)
@given(
    nation=st.sampled_from(NATIONS),
    attendance=decimals("0.000000001", "24", 9),
    preparation=decimals("0", "100", 9),
    travel=decimals("0", "48", 9),
    amount=decimals("0", "5000", 2),
    per=st.sampled_from(UNITS),
)
def test_figures_do_not_depend_on_the_callers_decimal_context(
    nation: str, attendance: Decimal, preparation: Decimal, travel: Decimal, amount: Decimal, per: str
) -> None:
    hours = {"attendance": f"{attendance:f}", "preparation": f"{preparation:f}", "travel": f"{travel:f}"}

    def said() -> tuple[Any, ...]:
        book = fresh_book()
        task = Task(
            on="2025-10-01", nation=nation, hours=Hours(**hours, count_travel=True, count_recovery=True), people=7
        )
        result = fairpay.compare(task, Offer(amount=str(amount), per=per), book=book)
        return document(result, "0", book), report.text(result, book), report.table(result)

    expected = said()
    with decimal.localcontext(prec=6, rounding=decimal.ROUND_DOWN) as context:
        context.traps[decimal.Inexact] = True  # a sum that used this context would stop here
        assert said() == expected


# Whatever is put in: an answer, or faults by name, in words

ANYTHING = st.one_of(
    st.text(),
    st.text(alphabet="0123456789.,-+eE_£ \u00a0\u0660\uff11"),
    st.sampled_from(["150", "6", "day", "england", "inner", "2026-05-14", "7", "tewv:block", "afc.7.entry", "nan"]),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.binary(),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(), st.integers() | st.text(), max_size=2),
)
GOOD_TASK: dict[str, Any] = {"on": "2026-05-14", "nation": "england", "hours": {"attendance": "6"}}
GOOD_OFFER: dict[str, Any] = {"amount": "150", "per": "day"}


def asked(task: dict[str, Any], offer: dict[str, Any], **options: Any) -> Result | InputError:
    """Ask for a ladder; anything but a result or an InputError gets through to the test."""
    try:
        return fairpay.compare(Task(**task), Offer(**offer), **options)
    except InputError as error:
        return error


def read_out(answer: Result | InputError) -> None:
    """Say all that an answer says, in every language."""
    for language in ("en", "cy"):
        words = words_in(language)
        if isinstance(answer, InputError):
            assert answer.faults
            assert len(str(answer).splitlines()) >= len(answer.faults)
            assert all(words.fault(fault) for fault in answer.faults)
            continue
        assert all(words.error(item.error) for item in answer.missing)
        for caveat in (*answer.caveats, *(caveat for rung in answer.rungs for caveat in rung.caveats)):
            assert "%(" not in words.caveat(caveat)
        assert all(words.label(rung.label) for rung in answer.rungs)
        assert all(words.sentence(answer))


@MANY
@given(st.sampled_from([*Task.model_fields, "wages", "self"]), ANYTHING)
def test_anything_in_a_field_of_the_task(field: str, value: Any) -> None:
    read_out(asked(GOOD_TASK | {field: value}, GOOD_OFFER))


@MANY
@given(st.sampled_from([*Hours.model_fields, "lunch"]), ANYTHING)
def test_anything_in_a_field_of_the_hours(field: str, value: Any) -> None:
    read_out(asked(GOOD_TASK | {"hours": GOOD_TASK["hours"] | {field: value}}, GOOD_OFFER))


@MANY
@given(st.sampled_from([*Offer.model_fields, "tip"]), ANYTHING)
def test_anything_in_a_field_of_the_offer(field: str, value: Any) -> None:
    read_out(asked(GOOD_TASK, GOOD_OFFER | {field: value}))


@FEW
@given(st.dictionaries(st.text(), ANYTHING, max_size=3), st.dictionaries(st.text(), ANYTHING, max_size=3))
def test_anything_at_all(task: dict[str, Any], offer: dict[str, Any]) -> None:
    answer = asked(GOOD_TASK | task, offer)
    assert isinstance(answer, InputError)
    read_out(answer)


@FEW
@given(st.dictionaries(st.text() | st.sampled_from(["communication", "knowledge"]), ANYTHING, max_size=4))
def test_anything_as_factor_levels(levels: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        fairpay.evaluate(levels)
    read_out(caught.value)


@MANY
@given(tasks(on=DATES), FEES | CARDS, st.none() | DATES, st.booleans())
def test_any_day_has_a_result_or_faults(task: Task, offer: Offer, known_on: date | None, carried: bool) -> None:
    read_out(asked(dict(task), dict(offer), known_on=known_on, last_known_scale=carried))
