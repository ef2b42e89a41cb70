"""What must hold for the rate book whatever is asked, and in whatever order its figures came."""

import csv
import json
import shutil
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

import fairpay
from fairpay import Hours, InputError, Offer, RateBook, RateNotFound, Task
from fairpay.all_cards import all_cards
from fairpay.changes import changes
from fairpay.comparison import Result
from fairpay.present.document import document
from fairpay.rate import Rate
from fairpay.ratebook import load, rates_folder
from fairpay.receipt import receipt, verify
from fairpay.task import BANDS, NATIONS, UNITS, ZONES

FEW = settings(max_examples=40, derandomize=True)
MANY = settings(max_examples=400, derandomize=True)

BOOK = fairpay.rates()
A_DAY = timedelta(days=1)

# Any day at all, and often one on which something begins, ends or becomes known, or the day beside it.
EDGES = sorted(
    {
        edge + shift * A_DAY
        for found in BOOK.series.values()
        for rate in found
        for edge in (*rate.period, rate.known_from)
        if edge is not None
        for shift in (-1, 0, 1)
    }
)
DAYS = st.sampled_from(EDGES) | st.dates()
KNOWN = st.none() | DAYS
RESTATED = [name for name, found in BOOK.series.items() if len({rate.period for rate in found}) < len(found)]
SERIES = st.sampled_from(tuple(BOOK.series)) | st.sampled_from([*RESTATED, "mileage.car"])


def looked_up(series: str, on: date, known_on: date | None, book: RateBook = BOOK) -> Rate | tuple[Any, ...]:
    """Return the figure, or all that the refusal says."""
    try:
        return book.rate(series, on, known_on)
    except RateNotFound as error:
        return error.code, error.series, error.on, error.before, error.after, str(error)


# One figure, or a named error


@MANY
@given(SERIES, DAYS, KNOWN)
def test_there_is_one_figure_or_an_error_that_names_the_nearest(series: str, on: date, known_on: date | None) -> None:
    known = [
        rate
        for rate in BOOK.series[series]
        if known_on is None or rate.known_from is None or rate.known_from <= known_on
    ]
    in_force = [rate for rate in known if rate.period.holds(on)]
    answer = looked_up(series, on, known_on)
    if isinstance(answer, Rate):
        assert answer in in_force
        # Of several only the last one to become known counts, and no two became known on one day.
        days = [rate.known_from or date.min for rate in in_force]
        assert len(set(days)) == len(days)
        assert (answer.known_from or date.min) == max(days)
        return
    code, named, day, before, after, said = answer
    assert not in_force
    assert (code, named, day) == ("rate-not-found", series, on)
    ends = [rate.period.end for rate in known if rate.period.end is not None and rate.period.end < on]
    starts = [rate.period.start for rate in known if rate.period.start is not None and rate.period.start > on]
    assert (before.period.end if before else None) == max(ends, default=None)
    assert (after.period.start if after else None) == min(starts, default=None)
    for rate in (before, after):
        assert rate is None or rate in known
        assert str(rate.period if rate else "none") in said


@MANY
@given(SERIES, DAYS, DAYS)
def test_a_figure_was_known_by_the_day_that_is_asked_for(series: str, on: date, known_on: date) -> None:
    answer = looked_up(series, on, known_on)
    named = [answer] if isinstance(answer, Rate) else [rate for rate in answer if isinstance(rate, Rate)]
    assert all(rate.known_from is None or rate.known_from <= known_on for rate in named)
    # What becomes known later can replace an answer, never take it away.
    if isinstance(answer, Rate):
        later = looked_up(series, on, None)
        assert isinstance(later, Rate)
        assert (later.known_from or date.min) >= (answer.known_from or date.min)


@FEW
@given(st.text() | st.sampled_from(["afc", "afc.england", "afc.england.7", "mileage.car ", "MILEAGE.CAR"]), DAYS, KNOWN)
def test_no_series_is_an_error_that_names_nothing(series: str, on: date, known_on: date | None) -> None:
    if series in BOOK.series:
        reject()
    answer = looked_up(series, on, known_on)
    assert not isinstance(answer, Rate)
    assert answer[:5] == ("rate-not-found", series, on, None, None)


# No order of loading changes a result


def shuffled(seed: int) -> RateBook:
    """Return the shipped book made from the same entries in another order."""
    random = Random(seed)

    def mixed(entries: Any) -> list[Any]:
        items = list(entries)
        random.shuffle(items)
        return items

    return RateBook(
        edition=BOOK.edition,
        figures=mixed(BOOK.rows.values()),
        cards=mixed(BOOK.cards.values()),
        activities=mixed(BOOK.activities.values()),
        plan=BOOK.plan,
        sources=mixed(BOOK.sources.values()),
        schemes=mixed(BOOK.schemes),
        documents=mixed(BOOK.documents),
        checks=mixed(BOOK.checks.values()),
    )


SHUFFLED = [shuffled(seed) for seed in range(4)]


def assert_same(book: RateBook) -> None:
    assert list(book.series.items()) == list(BOOK.series.items())
    assert book.card_rates() == BOOK.card_rates()
    assert list(book.cards.items()) == list(BOOK.cards.items())
    assert list(book.activities.items()) == list(BOOK.activities.items())
    assert book.card_steps() == BOOK.card_steps()
    assert (book.first_day(), book.first_known()) == (BOOK.first_day(), BOOK.first_known())
    for name in ("rows", "sources", "checks"):
        assert getattr(book, name) == getattr(BOOK, name)
    assert changes(date.min, book=book) == changes(date.min, book=BOOK)


@pytest.mark.parametrize("number", range(len(SHUFFLED)))
def test_a_shuffled_book_is_the_same_book(number: int) -> None:
    assert list(SHUFFLED[number].rows) != list(BOOK.rows)
    assert_same(SHUFFLED[number])


@MANY
@given(st.sampled_from(SHUFFLED), SERIES, DAYS, KNOWN)
def test_no_order_changes_a_look_up(book: RateBook, series: str, on: date, known_on: date | None) -> None:
    assert looked_up(series, on, known_on, book) == looked_up(series, on, known_on)


@pytest.mark.parametrize("seed", [1, 2])
def test_no_order_of_the_lines_of_the_files_changes_the_book(seed: int, tmp_path: Path) -> None:
    folder, random = tmp_path / "rates", Random(seed)
    shutil.copytree(rates_folder(), folder)
    for path in sorted(folder.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            header, *lines = csv.reader(file)
        random.shuffle(lines)
        columns = random.sample(range(len(header)), len(header))
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([line[column] for column in columns] for line in (header, *lines))
    assert_same(load(folder))


# Random sound tasks in all nations


def decimals(low: str, high: str) -> st.SearchStrategy[Decimal]:
    return st.decimals(Decimal(low), Decimal(high), places=2, allow_nan=False, allow_infinity=False)


HOURS = st.builds(
    Hours,
    attendance=decimals("0.25", "24"),
    preparation=decimals("0", "40"),
    follow_up=decimals("0", "40"),
    travel=decimals("0", "12"),
    recovery=decimals("0", "48"),
    count_travel=st.booleans(),
    count_recovery=st.booleans(),
)
OFFERS = st.builds(Offer, amount=decimals("0", "2000"), per=st.sampled_from(UNITS)) | st.builds(
    Offer, card=st.sampled_from(BOOK.card_steps())
)
FACTORS = {factor.id: len(factor.levels) for factor in BOOK.plan.factors}
LEVELS = st.fixed_dictionaries({name: st.integers(1, highest) for name, highest in FACTORS.items()})
FIRST, LAST = BOOK.first_day(), date(2027, 12, 31)
ON = st.integers(0, (LAST - FIRST).days).map(lambda days: FIRST + days * A_DAY)


@st.composite
def asked(draw: st.DrawFn, nation: str) -> tuple[Task, Offer, dict[str, Any]]:
    on = draw(ON)
    if nation == "scotland":  # its week is not in the book before
        on = max(on, date(2023, 4, 1))
    known_on = on + draw(st.integers(-300, 300)) * A_DAY
    task = Task(
        on=on,
        nation=nation,
        zone=draw(st.sampled_from(ZONES)) if nation == "england" else "none",
        hours=draw(HOURS),
        people=draw(st.integers(1, 500)),
        sessions=draw(st.integers(1, 500)),
        age=draw(st.none() | st.integers(16, 120)),
        band=draw(st.none() | st.sampled_from(BANDS)),
        activity=draw(st.none() | st.sampled_from(tuple(BOOK.activities))),
        levels=draw(st.none() | LEVELS),
    )
    options = {
        "known_on": draw(st.none() | st.just(max(known_on, FIRST))),
        "basis": draw(st.sampled_from(["pay", "cost"])),
        "last_known_scale": draw(st.booleans()),
    }
    return task, draw(OFFERS), options


def priced(task: Task, offer: Offer, options: dict[str, Any]) -> Result:
    """Return the ladder; a card without an amount for the length, or a week not yet known, is not this test's."""
    try:
        return fairpay.compare(task, offer, **options)
    except InputError:
        return reject()


@pytest.mark.parametrize("nation", NATIONS)
@settings(FEW, max_examples=25)
@given(st.data())
def test_a_receipt_verifies(nation: str, data: st.DataObject) -> None:
    result = priced(*data.draw(asked(nation)))
    saved = json.loads(json.dumps(receipt(result, fairpay.__version__)), parse_float=Decimal)
    verification = verify(saved)
    assert verification == (False, (), ())
    assert verification.holds
    assert verify(saved, book=SHUFFLED[0]) == verification


@pytest.mark.parametrize("nation", NATIONS)
@settings(FEW, max_examples=10)
@given(st.data())
def test_no_order_changes_a_ladder(nation: str, data: st.DataObject) -> None:
    task, offer, options = data.draw(asked(nation))
    result, book = priced(task, offer, options), data.draw(st.sampled_from(SHUFFLED))
    other = fairpay.compare(task, offer, book=book, **options)
    assert document(other, "0", book) == document(result, "0", BOOK)
    known_on = options["known_on"]
    assert [str(item) for item in all_cards(task, known_on=known_on, book=book)] == [
        str(item) for item in all_cards(task, known_on=known_on, book=BOOK)
    ]
