"""The prices that budget lines are held against, worked out once for the days between two changes of any rate."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from fairpay import money
from fairpay.budget.finding import Finding
from fairpay.budget.options import Options
from fairpay.checks import LIMITS
from fairpay.comparators import afc, floor, rate_card
from fairpay.comparators.day import nations_day
from fairpay.comparators.rung import Rung, Scope, Yardstick, load_of
from fairpay.comparison import yardsticks
from fairpay.errors import FairpayError, Fault, RateNotFound
from fairpay.evaluation import evaluate
from fairpay.rate import Rate, weakest
from fairpay.ratebook import RateBook
from fairpay.task import Hours, Nation, Task, Zone
from fairpay.working import Step

_DAY = timedelta(days=1)
_QUARTER_STARTS = (1, 4, 7, 10)
_HALVES = Decimal(2)
_MOST_STEPS = 6  # named where a row asks for one that is not there
_LEGAL_SERIES = "minimum_wage.adult"
_LIVING_SERIES = ("real_living_wage.uk", "real_living_wage.london")


@lru_cache(maxsize=64)
def boundaries(book: RateBook, *more: date | None) -> tuple[date, ...]:
    """Return every first day of something: of a rate, after a rate or its review day; and `more`."""
    days = {day for day in more if day is not None}
    for rate in (*(rate for rates in book.series.values() for rate in rates), *book.card_rates()):
        starts = (rate.period.start, _next(rate.period.end), _next(rate.review_by))
        days.update(day for day in starts if day is not None)
    return tuple(sorted(days))


@lru_cache(maxsize=256)
def weekly_limits(book: RateBook, on: date, known_on: date | None) -> Mapping[str, Rate]:
    """Return the most that can be earned in a week beside each benefit, where it is known, by the code of a finding."""
    found = {}
    for code, series in LIMITS.items():
        with suppress(RateNotFound):
            found[code] = book.rate(series, on, known_on)
    return found


def _next(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + _DAY


class Span(NamedTuple):
    """Days that are the same for every question: no rate changes between them, and they lie in one quarter."""

    first: date
    quarter: str  # of the financial year from 1 April: "2026/27 Q1"


class Calendar:
    """Finds the span of a day."""

    def __init__(self, book: RateBook, options: Options) -> None:
        period = options.period
        edges = (period.start, _next(period.end)) if period else ()
        self._starts = boundaries(book, *edges)

    def span(self, day: date) -> Span:
        """Return the span of a day: it begins with a quarter or where something changes, whichever is later."""
        quarter = date(day.year, _QUARTER_STARTS[(day.month - 1) // 3], 1)
        place = bisect_right(self._starts, day)
        first = max(quarter, self._starts[place - 1]) if place else quarter
        year = day.year if day.month >= 4 else day.year - 1
        number = (day.month - 4) % 12 // 3 + 1
        return Span(first, f"{year}/{(year + 1) % 100:02} Q{number}")


class Benchmark(NamedTuple):
    """The entry and the top of the band that a line is held against, or why there is none."""

    entry: Yardstick | None
    top: Yardstick | None
    note: Finding | None


# The ids of some rungs, and the sources of their figures: id and grade.
LookedUp = tuple[tuple[str, ...], Mapping[str, str]]


class Prices:
    """All that lines of one place are held against on the days of one span.

    `day_hours` is None where the hours of the nation's day are not known for the date. `weekly_limit` is the
    lowest of those on earnings beside a benefit, on the first day of the span.
    """

    def __init__(self, book: RateBook, options: Options, on: date, nation: str, zone: str) -> None:
        self._book, self._options = book, options
        known: tuple[Nation, Zone] = (nation, zone)  # type: ignore[assignment]
        self._scope = Scope(on, *known, options.known_on, options.last_known_scale, None)
        self.sticks: dict[str, Yardstick] = {}
        self.missing: dict[str, FairpayError] = {}
        self._stale: dict[str, tuple[Finding, ...]] = {}
        self._looked_up: dict[tuple[str, ...], LookedUp] = {}
        limits = weekly_limits(book, on, options.known_on).values()
        self.weekly_limit = min(limits, key=lambda rate: rate.value, default=None)
        try:
            self._day = nations_day(book, self._scope)
            self.day_hours: Decimal | None = self._day[-1].value
            for kind, found in yardsticks(book, self._scope):
                if isinstance(found, FairpayError):
                    self.missing.setdefault(kind, found)
                else:
                    self.sticks[found.id] = found
        except RateNotFound as error:
            self._day, self.day_hours = (), None
            self.missing["day"] = error
        self.legal = self.sticks.get(floor.LEGAL)
        self.living = self.sticks.get(floor.REAL_LIVING_WAGE)
        self.half_hours = None if self.day_hours is None else money.divide(self.day_hours, _HALVES)
        self.benchmark = lru_cache(maxsize=64)(self._benchmark)
        self.card_rung = lru_cache(maxsize=1024)(self._card_rung)
        self.older = lru_cache(maxsize=64)(self._older)

    def stale(self, stick: Yardstick) -> tuple[Finding, ...]:
        """Return the notes on figures of a comparator that were due to be checked again."""
        found = self._stale.get(stick.id)
        if found is None:
            stale = (caveat for caveat in stick.caveats if caveat.code == "stale-rate")
            found = self._stale[stick.id] = tuple(Finding("stale-rate", caveat.params) for caveat in stale)
        return found

    def looked_up(self, rungs: tuple[Yardstick | Rung, ...]) -> LookedUp:
        """Return the ids of the rungs that a line is held against, and the sources of their figures."""
        key = tuple([rung.id for rung in rungs])
        found = self._looked_up.get(key)
        if found is None:
            rates = [step.rate for rung in rungs for step in _steps(rung) if step.rate is not None]
            found = self._looked_up[key] = (tuple(dict.fromkeys(key)), sources_of(rates))
        return found

    def unknown(self, kind: str) -> Finding | None:
        """Return the note that a kind of comparator has no figure for the date, where that is so."""
        error = self.missing.get(kind) or self.missing.get("day")
        return None if error is None else unknown_rate(error)

    def _benchmark(self, band: str | None, activity: str) -> Benchmark | None:
        """Return the benchmark by band, else by activity; None without either."""
        if band is None and activity:
            band, note = self._band_of(activity)
            if band is None:
                return Benchmark(None, None, note)
        if band is None:
            return None
        entry = self.sticks.get(afc.rung_id(band))
        if entry is None:
            return Benchmark(None, None, self.unknown("afc"))
        return Benchmark(entry, self.sticks.get(afc.rung_id(band, "top"), entry), None)

    def _band_of(self, activity: str) -> tuple[str | None, Finding | None]:
        word = activity.casefold()
        for item in self._book.activities.values():
            if word in (item.id, item.title.casefold(), item.title_cy.casefold()):
                band = evaluate({name: level.level for name, level in item.levels.items()}, book=self._book).band
                return band, None
        return None, Finding("unknown-activity", {})

    def _card_rung(
        self, card: str, attendance: Decimal, preparation: Decimal, follow_up: Decimal
    ) -> tuple[Rung | None, Finding | None]:
        """Work out the step of a rate card for these hours: its rung, and what to know about it."""
        found = self._book.card_step(card)
        if found is None:
            return None, Finding("unknown-card", {"choices": ", ".join(self._steps_like(card)[:_MOST_STEPS])})
        if not self._day:
            return None, None
        scope = self._scope
        hours = Hours(attendance=attendance, preparation=preparation, follow_up=follow_up)
        load = load_of(Task(on=scope.on, nation=scope.nation, hours=hours), self._day)
        try:
            rung = rate_card.card_rung(self._book, scope, load, *found, rate_card.rung_id(*found))
        except FairpayError as error:
            return None, unknown_rate(error)
        note = None
        if not rate_card.in_force(found[0], scope):
            note = Finding("card-not-in-force", {"card": found[0].organisation, "period": found[0].period})
        elif rung.index_rule is not None:
            note = Finding(*rung.index_rule)
        return rung, note

    def _steps_like(self, card: str) -> list[str]:
        """Return the steps of the card that was named, else those of all cards."""
        name, steps = card.partition(":")[0], self._book.card_steps()
        return [step for step in steps if step.startswith(f"{name}:")] or list(steps)

    def _older(self, band: str | None, card: str | None, per: str) -> dict[Decimal, Rate]:
        """Return the amounts that were right once, for the same floor, pay point or card, and are not now."""
        pairs = list(self._by_the_hour(band)) if per == "hour" else []
        pairs += self._of_card(card, f"GBP/{per}")
        now = {amount for amount, rate in pairs if not self._is_over(rate)}
        return {amount: rate for amount, rate in pairs if self._is_over(rate) and amount not in now}

    def _is_over(self, rate: Rate) -> bool:
        if rate.period.end is None and rate.series.startswith("card."):  # a card without dates that was replaced
            return self._book.cards[rate.series.split(".")[1]].superseded_by is not None
        return rate.period.end is not None and rate.period.end < self._scope.on

    def _by_the_hour(self, band: str | None) -> Iterator[tuple[Decimal, Rate]]:
        for name in (_LEGAL_SERIES, *_LIVING_SERIES):
            yield from ((rate.value, rate) for rate in self._begun(name))
        if band is None:
            return
        for point in afc.POINTS:
            for rate in self._begun(f"afc.{self._scope.nation}.{band}.{point}"):
                on = rate.period.end if self._is_over(rate) and rate.period.end else self._scope.on
                for _, stick in yardsticks(self._book, self._scope._replace(on=on)):
                    if isinstance(stick, Yardstick) and stick.id == afc.rung_id(band, point):
                        yield money.pence(stick.pay_hourly), rate

    def _begun(self, series: str) -> Iterator[Rate]:
        known_on, on = self._scope.known_on, self._scope.on
        for rate in self._book.series.get(series, ()):
            known = known_on is None or rate.known_from is None or rate.known_from <= known_on
            if known and rate.period.start is not None and rate.period.start <= on:
                yield rate

    def _of_card(self, card: str | None, unit: str) -> Iterator[tuple[Decimal, Rate]]:
        """Yield the amounts of a card and of those that it replaced."""
        named = self._book.cards.get(card.partition(":")[0]) if card else None
        if named is None:
            return
        ids = [named.id]
        for name in ids:
            ids += [older.id for older in self._book.cards.values() if older.superseded_by == name]
        for rate in self._book.card_rates():
            if rate.unit == unit and rate.series.split(".")[1] in ids:
                yield rate.value, rate


def sources_of(rates: Iterable[Rate]) -> dict[str, str]:
    """Return the ids of the sources of some figures, in order of use, each with the weakest grade of its figures."""
    found: dict[str, str] = {}
    for rate in rates:
        for name in rate.sources:
            found[name] = weakest((rate.evidence, found.get(name, rate.evidence)))
    return found


def joined(some: Mapping[str, str], others: Mapping[str, str]) -> Mapping[str, str]:
    """Return the sources of both, each with the weaker of its grades."""
    if others.items() <= some.items():
        return some
    return {**some, **{name: weakest((grade, some.get(name, grade))) for name, grade in others.items()}}


def _steps(rung: Yardstick | Rung) -> Iterable[Step]:
    return rung.steps if isinstance(rung, Yardstick) else rung.working


def unknown_rate(error: FairpayError) -> Finding:
    """Return the note that a figure is not known, with the words of the error.

    The rows of all days in the span share it, so it does not name the day that was looked up.
    """
    code, params = error.code, dict(error.params)
    if "on" in params:
        params["on"] = Fault("", "this-day", {})
    return Finding("unknown-rate", {"fault": Fault("", code, params)})
