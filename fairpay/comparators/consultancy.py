"""Consultancy: a day rate excluding VAT over the hours that its source says a day holds."""

from collections.abc import Iterator

from fairpay.caveat import Caveat
from fairpay.comparators.day import OTHER_DAY_HOURS
from fairpay.comparators.rung import Label, Scope, Yardstick, yardstick
from fairpay.errors import RateNotFound
from fairpay.ratebook import RateBook
from fairpay.working import Sheet

PREFIX = "consultancy."


def day_rates(book: RateBook, scope: Scope) -> Iterator[Yardstick]:
    """Yield every consultancy rate of the nation, or of the UK, in force on the date.

    Pay and cost are both the invoice price; what VAT would add is kept apart. Where the source
    does not say how long a day is, it is read as 8 hours, with a caveat. A rate that is not in
    force is left out: these are observations of single days and firms, not a scale that should
    have a figure for every date.
    """
    for series in book.under(PREFIX):
        try:
            rate = book.rate(series, scope.on, scope.known_on)
        except RateNotFound:
            continue
        if rate.nation not in (scope.nation, "uk"):
            continue
        row = book.consultancy_row(rate)
        sheet, caveats = Sheet(), []
        if row.day_hours is None:
            caveats.append(Caveat("day-length-assumed", {"hours": OTHER_DAY_HOURS}))
        sheet.rate("day.rate", rate)
        sheet.given("day.hours", row.day_hours or OTHER_DAY_HOURS, "hours")
        sheet.rate("vat.rate", book.rate("vat.standard", scope.on, scope.known_on))
        sheet.work("pay.hourly", "divide", ("day.rate", "day.hours"), "GBP/hour")
        label = Label("", {"en": rate.label, "cy": row.label_cy}, own=bool(rate.origin))
        on_ladder = row.ladder == "yes"
        yield yardstick(series, "consultancy", label, sheet, scope.on, caveats=caveats, on_ladder=on_ladder)
