"""The offer: a fee by the hour, half-day, day, session or task."""

from decimal import Decimal

from fairpay import money
from fairpay.caveat import Caveat
from fairpay.comparators.rung import Label, Load, Rung, Scope, by_session
from fairpay.errors import Fault, InputError
from fairpay.task import Offer
from fairpay.working import Sheet

RUNG = "offer"
# Caveats which say that a fee by the day or half-day is paid more than once for a session.
MORE_THAN_ONCE = ("day-fee-more-than-once", "half-day-fee-more-than-once")
_HALVES = Decimal(2)


def offered(scope: Scope, load: Load, offer: Offer) -> Rung:
    """Work out what a fee comes to for one session.

    A fee per day is paid once for each started day of attendance (a day holds the nation's
    hours), a fee per half-day likewise, per session once, per task once whatever the sessions,
    per hour for the hours that count. A fee that is so paid more than once has a caveat that says so.

    Raises:
        InputError: a day or half-day fee without attendance.
    """
    assert offer.amount is not None
    assert offer.per is not None
    sheet = Sheet((*load.steps, *load.day))
    sheet.given("fee.amount", offer.amount, f"GBP/{offer.per}")
    caveats = []
    if offer.per in ("day", "half-day"):
        if not sheet.values["hours.attendance"]:
            raise InputError([Fault("hours.attendance", "day-fee-without-attendance", {})])
        started_days(sheet, half=offer.per == "half-day")
        if sheet.values["fee.times"] > 1:
            caveats.append(_more_than_once(sheet, offer.per))
        sheet.work("pay.session", "multiply", ("fee.amount", "fee.times"), "GBP")
    elif offer.per == "hour":
        sheet.work("pay.session", "multiply", ("fee.amount", "hours.counted"), "GBP")
    elif offer.per == "session":
        sheet.work("pay.session", "same", ("fee.amount",), "GBP")
    else:
        sheet.work("pay.session", "divide", ("fee.amount", "task.sessions"), "GBP")
        sheet.work("pay.total", "multiply", ("fee.amount", "task.people"), "GBP")
    rung = by_session(RUNG, "offer", Label("offer", {"per": offer.per}), sheet, scope.on, caveats=caveats)
    return rung._replace(evidence=None)  # a rate may say how many days are paid, but never what for one


def _more_than_once(sheet: Sheet, per: str) -> Caveat:
    values = sheet.values
    params = {
        "hours": values["hours.attendance"],
        "times": money.plain(values["fee.times"]),
        "length": money.plain(values["day.hours" if per == "day" else "half.hours"]),
    }
    return Caveat(f"{per}-fee-more-than-once", params)


def started_days(sheet: Sheet, *, half: bool, times: str = "fee.times") -> None:
    """Write down how many days or half-days of attendance are started."""
    length = "half.hours" if half else "day.hours"
    if length not in sheet.values:  # two half-day amounts of one card share it
        sheet.given("day.halves", _HALVES, "half-days")
        sheet.work(length, "divide", ("day.hours", "day.halves"), "hours")
    sheet.work(f"{times}.exact", "divide", ("hours.attendance", length), "days")
    sheet.work(times, "round_up", (f"{times}.exact",), "days")
