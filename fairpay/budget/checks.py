"""The checks of one line: each finding is a code with its figures.

*Unpaid preparation* is a reading of ours, so that it can be held against: a fee for a day or half-day
pays for the days of attendance that are started (7.5 hours a day, or the nation's own). Preparation and
follow-up are unpaid as far as the hours worked go beyond them; so they are where a budgeted amount is
people × sessions × fee for attendance alone, and where the fee is nothing. A fee for a session or a
task is for all its hours.
"""

from collections.abc import Iterator
from decimal import Decimal

from fairpay import money
from fairpay.budget.finding import Finding
from fairpay.budget.kind import Held
from fairpay.budget.line import Line
from fairpay.budget.options import Options
from fairpay.budget.prices import Prices
from fairpay.budget.pricing import Figures, Work


def line_checks(
    line: Line, work: Work | None, figures: Figures, held: Held | None, options: Options
) -> Iterator[Finding]:
    """Yield what there is to say about a line as far as its own cells tell."""
    if line.budgeted or line.actual:
        yield from _amounts(line, figures)
    if work is not None and held is not None:
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


def _amounts(line: Line, figures: Figures) -> Iterator[Finding]:
    stated, actual, short = line.budgeted, line.actual, figures.difference
    if stated and short and not (stated.at_least and short < 0):
        params = {"stated": stated.amount, "computed": figures.computed, "difference": short}
        yield Finding("arithmetic", params)
    if stated and actual and not stated.at_least and actual.amount > stated.amount:
        over = money.subtract(actual.amount, stated.amount)
        yield Finding("over-budget", {"actual": actual.amount, "budgeted": stated.amount, "over": over})
    if (stated and stated.at_least) or (actual and actual.at_least):
        yield Finding("stated-at-least", {})


def _against(
    line: Line, work: Work, hours: Decimal, figures: Figures, held: Held, options: Options
) -> Iterator[Finding]:
    """Hold what is paid for a session against the floors, the row's own rate card and its benchmark."""
    session = work.session
    for code, floor in held.floors:
        if money.is_below(session, money.multiply(floor.pay_hourly, hours)):
            yield Finding(code, {"paid": figures.true_hourly, "floor": money.pence(floor.pay_hourly)})
    if work.card_note and work.card_note not in held.notes:
        yield work.card_note
    if work.card and money.is_below(session, work.card.pay.exact_session):
        yield Finding("below-own-card", {"paid": figures.session, "card": work.card.pay.session})
    at, entry = figures.benchmark, held.entry
    if at is None or entry is None:
        return
    cost = options.basis == "cost"
    if money.is_below(session, money.multiply(entry.cost_hourly if cost else entry.pay_hourly, hours)):
        gap = at.gap_entry_cost if cost else at.gap_entry_pay
        person = money.pence(money.divide(gap, Decimal(line.people)))
        yield Finding("below-benchmark", {"benchmark": entry.id, "gap": gap, "person": person})


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
