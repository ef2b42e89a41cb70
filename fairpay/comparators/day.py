"""How many hours a day holds: a fifth of the nation's whole-time week on the date."""

from decimal import Decimal

from fairpay.comparators.rung import Scope
from fairpay.ratebook import RateBook
from fairpay.working import Sheet

DAYS_IN_WEEK = Decimal(5)
OTHER_DAY_HOURS = Decimal(8)  # consultancy, where the source is silent (design.md, section 2)


def nations_day(sheet: Sheet, book: RateBook, scope: Scope) -> Decimal:
    """Write down the week and the day of the nation: 37.5 and 7.5 hours, Scotland 36 and 7.2.

    Raises:
        RateNotFound: the week of the nation is not known for the date.
    """
    sheet.rate("week.hours", book.rate(f"weekly_hours.{scope.nation}", scope.on, scope.known_on))
    sheet.given("week.days", DAYS_IN_WEEK, "days")
    return sheet.work("day.hours", "divide", ("week.hours", "week.days"), "hours")
