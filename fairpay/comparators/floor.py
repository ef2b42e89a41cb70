"""Floors: the legal minimum wage by age, and the real living wage of the place."""

from fairpay.comparators.day import nations_day
from fairpay.comparators.rung import Label, Scope, Yardstick, yardstick
from fairpay.errors import RateNotFound, RuleNotApplicable
from fairpay.ratebook import RateBook
from fairpay.ratebook.lookup import CORE_SERIES
from fairpay.working import Sheet

LEGAL = "floor.national_living_wage"
REAL_LIVING_WAGE = "floor.real_living_wage"

_LEGAL_SERIES = "minimum_wage."
_LONDON = ("inner", "outer")


def legal(book: RateBook, scope: Scope) -> Yardstick:
    """Return the National Living Wage, or the minimum wage of the age that was given.

    Raises:
        RateNotFound: none is known for the date.
    """
    return _floor(book, scope, LEGAL, _series_by_age(book, scope))


def real_living_wage(book: RateBook, scope: Scope) -> Yardstick:
    """Return the real living wage: London's in the inner and outer zones, else the UK's.

    Raises:
        RateNotFound: none is known for the date.
        RuleNotApplicable: it is for people older than the age that was given.
    """
    series = f"real_living_wage.{'london' if scope.zone in _LONDON else 'uk'}"
    if scope.age is not None:
        youngest = book.floor_row(book.rate(series, scope.on, scope.known_on)).age_from
        if youngest is not None and scope.age < youngest:
            raise RuleNotApplicable("real-living-wage-age", youngest=youngest)
    return _floor(book, scope, REAL_LIVING_WAGE, series)


def _series_by_age(book: RateBook, scope: Scope) -> str:
    """Return the series whose ages, on the date, hold the age that was given (adults without one)."""
    if scope.age is None:
        return CORE_SERIES
    for row in book.floor_rows():
        if not row.series.startswith(_LEGAL_SERIES) or row.age_from is None or not row.period.holds(scope.on):
            continue
        if row.age_from <= scope.age and (row.age_to is None or scope.age <= row.age_to):
            return row.series
    raise RateNotFound("minimum_wage", scope.on, None, None)


def _floor(book: RateBook, scope: Scope, name: str, series: str) -> Yardstick:
    sheet = Sheet(nations_day(book, scope))
    rate = book.rate(series, scope.on, scope.known_on)
    sheet.rate("floor.rate", rate)
    sheet.work("pay.hourly", "same", ("floor.rate",), "GBP/hour")
    return yardstick(name, "floor", Label(series, {}), sheet, scope.on)
