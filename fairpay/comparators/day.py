"""How many hours a day holds: a fifth of the nation's whole-time week on the date."""

from decimal import Decimal
from functools import lru_cache

from fairpay.comparators.rung import Scope
from fairpay.ratebook import RateBook
from fairpay.working import Sheet, Step

DAYS_IN_WEEK = Decimal(5)
OTHER_DAY_HOURS = Decimal(8)  # consultancy, where the source is silent (design.md, section 2)


@lru_cache(maxsize=64)
def nations_day(book: RateBook, scope: Scope) -> tuple[Step, ...]:
    """Return the steps from the week of the nation to its day: 37.5 to 7.5 hours, Scotland 36 to 7.2.

    Raises:
        RateNotFound: the week of the nation is not known for the date.
    """
    sheet = Sheet()
    sheet.rate("week.hours", book.rate(f"weekly_hours.{scope.nation}", scope.on, scope.known_on))
    sheet.given("week.days", DAYS_IN_WEEK, "days")
    sheet.work("day.hours", "divide", ("week.hours", "week.days"), "hours")
    return tuple(sheet.steps)
