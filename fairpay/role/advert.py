"""The arithmetic of an advert: which usual reading of its hours gives the pay it states."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Literal, NamedTuple, Self

from pydantic import model_validator

from fairpay import money
from fairpay.caveat import Caveat, about_rates
from fairpay.comparators.day import nations_day
from fairpay.comparators.rung import Scope, sources_of
from fairpay.comparison import scope_faults
from fairpay.errors import InputError
from fairpay.inputs import Input, day_of, invalid
from fairpay.rate import weakest
from fairpay.ratebook import RateBook, rates
from fairpay.role.question import FullTimeShare, InNation, On, Salary, Stated, WeekDays, WeekHours
from fairpay.working import Sheet, Working

# Weeks and days that employers use. But for the nation's own week on the date they are arithmetic only.
OTHER_WEEKS = tuple(map(Decimal, ("35", "36", "37", "37.5", "40")))
OTHER_DAYS = tuple(map(Decimal, ("7", "7.5", "8")))
_PENNY = Decimal("0.01")
_POUND = Decimal(1)
_HALF = Decimal("0.5")
_NOISE = 20  # decimals: beyond them stands what comes of dividing

AdvertVerdict = Literal["advert-holds", "advert-holds-by-arithmetic-only", "advert-does-not-hold"]


class Advert(Input):
    """What an advert says: a full-time salary for a year, part-time hours, and the pay stated for them.

    The hours are hours or days a week, or a share of full time (`fte`): one of the three.

    `on` is the closing date; it decides how long the nation's full-time week is.
    """

    on: On
    nation: InNation
    salary: Salary
    stated: Stated
    hours: WeekHours | None = None
    days: WeekDays | None = None
    fte: FullTimeShare | None = None

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        if sum(given is not None for given in (self.hours, self.days, self.fte)) != 1:
            raise invalid("hours-or-days", field="days")
        return self


class Reading(NamedTuple):
    """One usual way to work out the pay: the `share` of full time, and the exact `amount` that it gives.

    `code` says which; its figures are in the working. `gives` is whether that is the stated pay, to the precision
    stated. A reading that is not `sourced` uses a week or a day of another length than the one known
    for the nation and date.
    """

    code: str
    share: Decimal
    amount: Decimal
    gives: bool
    sourced: bool
    working: Working


class WouldGive(NamedTuple):
    """What the stated pay would follow from, exact: a share, days of five, hours of the nation's week, a salary."""

    share: Decimal
    days: Decimal
    hours: Decimal
    salary: Decimal
    working: Working


@dataclass(frozen=True, slots=True)
class AdvertCheck:
    """An advert's readings, the first the plainest, and what the stated pay would follow from."""

    advert: Advert
    known_on: date | None
    edition: str
    full_week: Decimal
    readings: tuple[Reading, ...]
    would_give: WouldGive
    verdict: AdvertVerdict
    evidence: str
    sources: tuple[str, ...]
    caveats: tuple[Caveat, ...]

    @property
    def holds(self) -> bool:
        """Whether some usual reading gives the stated pay."""
        return self.verdict != "advert-does-not-hold"


def check_advert(advert: Advert, *, known_on: date | str | None = None, book: RateBook | None = None) -> AdvertCheck:
    """Work out an advert's pay under each usual reading of its hours, and say which gives what it states.

    A stated amount without pence is met by an amount that comes to it in whole pounds, rounded half
    up or cut off; one with pence to the penny likewise.

    Raises:
        InputError: the date is before the rates; every fault is named.
    """
    book = book or rates()
    scope = Scope(advert.on, advert.nation, "none", day_of(known_on, "known_on"), False, None)
    faults = scope_faults(scope, book)
    if faults:
        raise InputError(faults)
    readings = tuple(_readings(advert, book, scope))
    would_give = _would_give(advert, readings[0])
    used = list(dict.fromkeys(rate for reading in readings for rate in reading.working.rates()))
    giving = [reading for reading in readings if reading.gives]
    verdict: AdvertVerdict = "advert-does-not-hold"
    if giving:
        sourced = any(reading.sourced for reading in giving)
        verdict = "advert-holds" if sourced else "advert-holds-by-arithmetic-only"
    return AdvertCheck(
        advert,
        scope.known_on,
        book.edition,
        nations_day(book, scope)[0].value,
        readings,
        would_give,
        verdict,
        evidence=weakest(rate.evidence for rate in used),
        sources=sources_of(used),
        caveats=about_rates(used, scope.on),
    )


def _readings(advert: Advert, book: RateBook, scope: Scope) -> Iterator[Reading]:
    """Yield the usual readings, those whose figures all have a source first."""
    plain = "advert.fte" if advert.fte is not None else "advert.days" if advert.days is not None else "advert.hours"
    yield _read(advert, plain, _share(advert, "advert.share", _said(advert, book, scope)))
    of_week = _share(advert, "advert.week_share", _said(advert, book, scope))
    yield _read(advert, "advert.weeks", _paid_weeks(of_week, book, scope))
    full_week, days_in_week, _ = nations_day(book, scope)
    if advert.hours is not None:
        for hours in OTHER_WEEKS:
            if hours != full_week.value:
                sheet = _said(advert, book, scope)
                sheet.given("week.other", hours, "hours")
                sheet.work("advert.share", "divide", ("advert.hours", "week.other"), "fraction")
                yield _read(advert, "advert.hours", sheet, sourced=False)
    if advert.days is not None:
        for hours, day in product(sorted({full_week.value, *OTHER_WEEKS}), OTHER_DAYS):
            if money.multiply(day, days_in_week.value) != hours:  # else it is a share of five days again
                sheet = _said(advert, book, scope)
                sheet.given("day.other", day, "hours")
                sheet.given("week.other", hours, "hours")
                sheet.work("advert.hours", "multiply", ("advert.days", "day.other"), "hours")
                sheet.work("advert.share", "divide", ("advert.hours", "week.other"), "fraction")
                yield _read(advert, "advert.days_as_hours", sheet, sourced=False)


def _said(advert: Advert, book: RateBook, scope: Scope) -> Sheet:
    """Write down what the advert says, after the week of its nation."""
    sheet = Sheet(nations_day(book, scope))
    sheet.given("advert.salary", advert.salary, "GBP/year")
    if advert.days is not None:
        sheet.given("advert.days", advert.days, "days")
    if advert.hours is not None:
        sheet.given("advert.hours", advert.hours, "hours")
    return sheet


def _share(advert: Advert, code: str, sheet: Sheet) -> Sheet:
    """Write down the part of full time as `code`, with the nation's own week."""
    if advert.fte is not None:
        sheet.given(code, advert.fte, "fraction")
    elif advert.days is not None:
        sheet.work(code, "divide", ("advert.days", "week.days"), "fraction")
    else:
        sheet.work(code, "divide", ("advert.hours", "week.hours"), "fraction")
    return sheet


def _paid_weeks(sheet: Sheet, book: RateBook, scope: Scope) -> Sheet:
    """Write down the share where only the whole weeks of a year are paid: 52 of its 52.143."""
    sheet.rate("year.weeks", book.rate("weeks_in_year", scope.on, scope.known_on))
    sheet.rate("year.paid_days", book.rate("divisor.paid-days", scope.on, scope.known_on))
    sheet.work("year.whole_weeks", "divide", ("year.paid_days", "week.days"), "weeks/year")
    sheet.work("year.share", "divide", ("year.whole_weeks", "year.weeks"), "fraction")
    sheet.work("advert.share", "multiply", ("advert.week_share", "year.share"), "fraction")
    return sheet


def _read(advert: Advert, code: str, sheet: Sheet, *, sourced: bool = True) -> Reading:
    """Finish a sheet that holds advert.share."""
    amount = sheet.work("advert.pay", "multiply", ("advert.salary", "advert.share"), "GBP/year")
    share = sheet.values["advert.share"]
    return Reading(code, share, amount, _gives(amount, advert.stated), sourced, Working(sheet.steps))


def _gives(amount: Decimal, stated: Decimal) -> bool:
    """Whether an amount comes to the stated one, rounded half up or cut off where that one ends."""
    unit = _POUND if stated.as_tuple().exponent == 0 else _PENNY
    least = money.subtract(stated, money.multiply(unit, _HALF))
    return least <= Decimal(money.plain(amount, _NOISE)) < money.add(stated, unit)


def _would_give(advert: Advert, plain: Reading) -> WouldGive:
    """Work out from what the stated pay would follow; the salary is for the hours as they plainly read."""
    sheet = Sheet(plain.working)
    sheet.given("advert.stated", advert.stated, "GBP/year")
    return WouldGive(
        sheet.work("would.share", "divide", ("advert.stated", "advert.salary"), "fraction"),
        sheet.work("would.days", "multiply", ("would.share", "week.days"), "days"),
        sheet.work("would.hours", "multiply", ("would.share", "week.hours"), "hours"),
        sheet.work("would.salary", "divide", ("advert.stated", "advert.share"), "GBP/year"),
        Working(sheet.steps),
    )
