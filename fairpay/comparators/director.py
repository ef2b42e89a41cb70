"""Directors: an executive's salary, and a non-executive's or chair's fee. Never merged.

The third kind, director-level consultancy, is priced as consultancy.
"""

from collections.abc import Iterator
from decimal import Decimal

from fairpay.caveat import Caveat
from fairpay.comparators.day import nations_day
from fairpay.comparators.employed import employment_terms, pay_and_cost
from fairpay.comparators.rung import Label, Scope, Yardstick, yardstick
from fairpay.errors import RateNotFound
from fairpay.rate import Rate
from fairpay.ratebook import RateBook
from fairpay.working import Sheet

PREFIX = "director."
_DAYS = ".days"
_MONTHS_IN_YEAR = Decimal(12)


def directors(book: RateBook, scope: Scope) -> Iterator[Yardstick | RateNotFound]:
    """Yield every director comparator in force on the date.

    An executive is worked out as employed. A yearly fee is divided by the days a year that it is
    for; a fee for a day is one already. Fees are both pay and cost: no on-costs are added to
    them. A rate of another nation is left out, as is one that is not in force. Where something
    else that a comparator needs is not known for the date, one error says so for all that need it.
    """
    missing: dict[str, RateNotFound] = {}
    for series in book.under(PREFIX):
        if series.endswith(_DAYS):
            continue
        try:
            rate = book.rate(series, scope.on, scope.known_on)
        except RateNotFound:
            continue
        if rate.nation not in (scope.nation, "uk"):
            continue
        try:
            yield _director(book, scope, series, rate)
        except RateNotFound as error:
            missing[error.series] = error
    yield from missing.values()


def _director(book: RateBook, scope: Scope, series: str, rate: Rate) -> Yardstick:
    row = book.director_row(rate)
    label = Label("", {"en": rate.label, "cy": row.label_cy}, own=bool(rate.origin))
    on_ladder = row.ladder == "yes"
    if row.role == "executive":
        sheet = Sheet(employment_terms(book, scope))
        sheet.rate("salary.point", rate)
        pay_and_cost(sheet, "salary.point")
        return yardstick(series, "director", label, sheet, scope.on, on_ladder=on_ladder)
    sheet = Sheet(nations_day(book, scope))
    if rate.unit == "GBP/day":
        sheet.rate("day.rate", rate)
    else:
        sheet.rate("fee.annual", rate)
        _days_a_year(sheet, book, scope, book.rate(series + _DAYS, scope.on, scope.known_on))
        sheet.work("day.rate", "divide", ("fee.annual", "fee.days"), "GBP/day")
    sheet.work("pay.hourly", "divide", ("day.rate", "day.hours"), "GBP/hour")
    caveat = Caveat("day-length-assumed", {"hours": sheet.values["day.hours"]})
    return yardstick(series, "director", label, sheet, scope.on, caveats=[caveat], on_ladder=on_ladder)


def _days_a_year(sheet: Sheet, book: RateBook, scope: Scope, days: Rate) -> None:
    """Write down the days a year that a fee is for, from days a week, a month or a year."""
    sheet.rate("fee.days_stated", days)
    if days.unit == "days/week":
        sheet.rate("year.weeks", book.rate("weeks_in_year", scope.on, scope.known_on))
        sheet.work("fee.days", "multiply", ("fee.days_stated", "year.weeks"), "days")
    elif days.unit == "days/month":
        sheet.given("year.months", _MONTHS_IN_YEAR, "months")
        sheet.work("fee.days", "multiply", ("fee.days_stated", "year.months"), "days")
    else:
        sheet.work("fee.days", "same", ("fee.days_stated",), "days")
