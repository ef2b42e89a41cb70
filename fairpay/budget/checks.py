"""The checks of one line: each finding is a code with its figures.

*Started days* are a reading of ours, the same as in `fairpay.compare`: a fee for a day or half-day is paid once for
each that the attendance starts, so eight hours are two days of 7.5. Where the plan has fewer of them, or says
nothing, a note tells that fairpay counts more than one.

*Unpaid preparation* is a reading of ours, so that it can be held against: a fee for a day or half-day
pays for the days of attendance that are started (7.5 hours a day, or the nation's own). Preparation and
follow-up are unpaid as far as the hours worked go beyond them; so they are where a budgeted amount is
people × sessions × fee for attendance alone, and where the fee is nothing. A fee for a session or a
task is for all its hours.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from fairpay import money
from fairpay.budget.finding import Finding
from fairpay.budget.kind import Held
from fairpay.budget.line import Line
from fairpay.budget.options import Options
from fairpay.budget.prices import Prices
from fairpay.budget.pricing import Figures, Work
from fairpay.budget.where import CONTRACTORS, STAFF


def line_checks(
    line: Line, work: Work | None, figures: Figures, held: Held | None, options: Options, *, payee: bool
) -> Iterator[Finding]:
    """Yield what there is to say about a line as far as its own cells tell; `payee` is whether it names one."""
    if line.budgeted or line.actual:
        yield from _amounts(line, work, figures)
    if work is not None and held is not None:
        if work.started is not None and work.started > 1:
            yield from _more_than_one(line, work, figures, work.started)
        if payee and line.sessions > 1:
            yield from _in_one_week(line, work, held.prices)
        if work.hours:
            yield from _against(line, work, work.hours, figures, held, options)
            yield from held.notes
        elif work.hours is None:
            yield Finding("no-hours-given", {})
        if line.preparation or line.follow_up:
            unpaid = _unpaid_preparation(line, work, figures)
            if unpaid:
                yield Finding("unpaid-preparation", {"hours": unpaid})
        if line.travel_hours and work.hours is not None and (not options.count_travel or not work.session):
            yield Finding("unpaid-travel", {"hours": line.travel_hours})
        if line.fee and line.fee in held.older:
            older = held.older[line.fee]
            yield Finding("older-rate", {"rate": older, "period": older.period})
    elif held is not None:
        yield from _not_priced(line, held.prices)
    if line.inside:
        yield Finding("expenses-inside-fee", {})


def _amounts(line: Line, work: Work | None, figures: Figures) -> Iterator[Finding]:
    stated, actual, short = line.budgeted, line.actual, figures.difference
    if stated and short and not (stated.at_least and short < 0):
        params = {"stated": stated.amount, "computed": figures.computed, "difference": short}
        yield Finding("arithmetic", params | _sum(line, work, figures))
    if stated and actual and not stated.at_least and actual.amount > stated.amount:
        over = money.subtract(actual.amount, stated.amount)
        yield Finding("over-budget", {"actual": actual.amount, "budgeted": stated.amount, "over": over})
    if (stated and stated.at_least) or (actual and actual.at_least):
        yield Finding("stated-at-least", {})


def _sum(line: Line, work: Work | None, figures: Figures) -> dict[str, Any]:
    """Return what a line multiplies and adds up. A line without work has its costs only."""
    if work is None:
        return {"costs": figures.costs}
    fee, per = (figures.session, "session") if line.fee is None else (line.fee, line.setting.per)
    found = {"people": line.people, "sessions": line.sessions, "per": per, "fee": fee, "costs": figures.costs}
    if work.started is not None:
        return found | {"started": int(work.started), "length": work.length}
    return found | {"hours": work.hours} if per == "hour" else found


def _more_than_one(line: Line, work: Work, figures: Figures, started: Decimal) -> Iterator[Finding]:
    """Say that the attendance starts more days or half-days than the plan has, or that the plan does not say."""
    stated = figures.actual if figures.budgeted is None else figures.budgeted
    one = money.divide(work.total, started)
    fewer = [money.add(money.pence(money.multiply(one, times)), figures.costs) for times in (1, started - 1)]
    if stated is None or stated in fewer:
        params = {"hours": line.attendance, "length": work.length, "started": int(started)}
        yield Finding(f"longer-than-{line.setting.per}", params)


def _in_one_week(line: Line, work: Work, prices: Prices) -> Iterator[Finding]:
    """Say that sessions with one date are above a weekly limit beside a benefit, if they fall in one week."""
    limit = prices.weekly_limit
    if limit is None or line.setting.reached in (STAFF, CONTRACTORS):
        return
    paid = money.pence(money.multiply(work.session, Decimal(line.sessions)))
    if paid > limit.value:
        params = {"paid": paid, "sessions": line.sessions, "limit": limit.value, "rate": limit}
        yield Finding("sessions-in-one-week", params)


def _against(
    line: Line, work: Work, hours: Decimal, figures: Figures, held: Held, options: Options
) -> Iterator[Finding]:
    """Hold what is paid for a session against the floors, the row's own rate card and its benchmark.

    An amount of a rate card that may have risen by a rule of its own is held against no floor.
    """
    paid = figures.session  # in pence, as all that it is held against: the rule of `money.is_below`
    assert paid is not None
    for code, floor in () if line.fee is None and work.card and work.card.index_rule else held.floors:
        if paid < money.pence(money.multiply(floor.pay_hourly, hours)):
            yield Finding(code, {"paid": figures.true_hourly, "floor": money.pence(floor.pay_hourly)})
    if work.card_note and work.card_note not in held.notes:
        yield work.card_note
    if work.card and paid < work.card.pay.session:
        yield Finding("below-own-card", {"paid": paid, "card": work.card.pay.session})
    at, each, entry = figures.benchmark, figures.each, held.entry
    if at is None or each is None or entry is None:
        return
    cost = options.basis == "cost"
    if paid < money.pence(money.multiply(entry.cost_hourly if cost else entry.pay_hourly, hours)):
        params = {
            "benchmark": entry.id,
            "pay": (at.gap_entry_pay, at.gap_top_pay),
            "each_pay": (each.entry_pay, each.top_pay),
            "cost": (at.gap_entry_cost, at.gap_top_cost),
            "each_cost": (each.entry_cost, each.top_cost),
        }
        yield Finding("below-benchmark", params)


def _unpaid_preparation(line: Line, work: Work, figures: Figures) -> Decimal:
    """Return the hours of preparation and follow-up that the fee leaves without pay."""
    if work.hours is None:
        return money.ZERO
    extra = money.add(line.preparation, line.follow_up)
    if not work.session:
        return extra
    if line.setting.per in ("day", "half-day") and work.paid_hours is not None:
        return min(extra, max(money.subtract(work.hours, work.paid_hours), money.ZERO))
    if line.setting.per == "hour" and line.fee and line.attendance is not None and figures.budgeted is not None:
        attended = money.multiply(money.multiply(line.fee, line.attendance), work.times)
        if figures.budgeted == money.add(money.pence(attended), figures.costs):
            return extra
    return money.ZERO


def _not_priced(line: Line, prices: Prices) -> Iterator[Finding]:
    """Say why a line of work has no figure: nothing stands in its place."""
    note = prices.unknown("day")
    if note:
        yield note
    elif line.setting.card is not None and line.attendance is not None:
        _, card_note = prices.card_rung(line.setting.card, line.attendance, line.preparation, line.follow_up)
        if card_note:
            yield card_note
