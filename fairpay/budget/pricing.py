"""What a line comes to, and what it would come to at its floors and its benchmark.

The exact figures are those of the price ladder (`fairpay.compare` gives the same for the same
question). Every amount of a line is rounded to pence once; all totals are sums of these, so that
the parts of a budget always add up to the whole.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from fairpay import money
from fairpay.budget.cells import NOTHING
from fairpay.budget.finding import Finding
from fairpay.budget.kind import Held
from fairpay.budget.line import Line
from fairpay.budget.options import Options
from fairpay.budget.prices import LookedUp, Prices, joined
from fairpay.budget.where import of_cost
from fairpay.comparators.rung import Rung, Yardstick

ZERO = money.ZERO
_add, _divide, _multiply, _pence, _subtract = money.add, money.divide, money.multiply, money.pence, money.subtract
_NOT_HELD: LookedUp = ((), {})


class AtBenchmark(NamedTuple):
    """What a line would cost at its benchmark, all people and sessions, in pence; gaps are never below nothing."""

    id: str
    entry_pay: Decimal
    top_pay: Decimal
    entry_cost: Decimal
    top_cost: Decimal
    gap_entry_pay: Decimal
    gap_top_pay: Decimal
    gap_entry_cost: Decimal
    gap_top_cost: Decimal


class Each(NamedTuple):
    """The gaps of a line for each of its people, over all sessions: rounded once, for themselves."""

    entry_pay: Decimal
    top_pay: Decimal
    entry_cost: Decimal
    top_cost: Decimal


class Figures(NamedTuple):
    """The figures of one line, money in pence.

    `hours` are those that count, of one person for one session (None where the line gives none);
    `session` is what one person gets for one session; `computed` is what the line comes to: fees
    and costs, or the stated amount where it has neither. `given_hours` are the hours without pay
    of all people and sessions, `given_value` their value at the comparator asked for. `reaches` says
    where the computed amount goes. `held` are the ids of the rungs it was held against, `sources`
    where the figures behind all this come from: the id of each source, with the weakest grade of its figures.
    """

    hours: Decimal | None
    session: Decimal | None
    true_hourly: Decimal | None
    fees: Decimal
    costs: Decimal
    computed: Decimal
    budgeted: Decimal | None
    actual: Decimal | None
    difference: Decimal | None
    benchmark: AtBenchmark | None
    each: Each | None
    given_hours: Decimal
    given_value: Decimal | None
    reaches: tuple[tuple[str, Decimal], ...]
    held: tuple[str, ...]
    sources: Mapping[str, str]


class Work(NamedTuple):
    """The exact figures of a line of work, before rounding. `card` is its own rate card's step.

    `started` is how many days or half-days of the nation its attendance starts, `length` the hours of one; both are
    None for another kind of fee.
    """

    hours: Decimal | None
    times: Decimal  # people × sessions
    session: Decimal
    total: Decimal
    paid_hours: Decimal | None  # that the fee pays for; None where a fee is for a session or task whatever its hours
    unpaid: Decimal  # hours of one person for one session
    card: Rung | None
    card_note: Finding | None
    started: Decimal | None = None
    length: Decimal | None = None


def work_of(line: Line, prices: Prices, options: Options) -> Work | None:
    """Work out what a line of work pays, exactly; None where a rate that this needs is not known for the date."""
    fee, per, attendance = line.fee, line.setting.per, line.attendance
    hours = None
    if attendance is not None:
        hours = _add(_add(attendance, line.preparation), line.follow_up)
        if options.count_travel:
            hours = _add(hours, line.travel_hours)
    times = Decimal(line.people * line.sessions)
    card, card_note = None, None
    if line.setting.card is not None and attendance is not None:
        card, card_note = prices.card_rung(line.setting.card, attendance, line.preparation, line.follow_up)
    paid_hours, started, length = None, None, None
    if fee is None:
        if card is None:
            return None
        session = card.pay.exact_session
        total = _multiply(session, times)
    elif per == "hour":
        assert hours is not None
        session, paid_hours = _multiply(fee, hours), hours
        total = _multiply(session, times)
    elif per in ("day", "half-day"):
        length = prices.day_hours if per == "day" else prices.half_hours
        if length is None:
            return None
        assert attendance is not None
        started = money.whole_up(_divide(attendance, length))
        session, paid_hours = _multiply(fee, started), _multiply(length, started)
        total = _multiply(session, times)
    elif per == "session":
        session, total = fee, _multiply(fee, times)
    else:
        session, total = _divide(fee, Decimal(line.sessions)), _multiply(fee, Decimal(line.people))
    unpaid = ZERO if hours is None else _unpaid(line, hours, paid_hours, options)
    return Work(hours, times, session, total, paid_hours, unpaid, card, card_note, started, length)


def _unpaid(line: Line, hours: Decimal, paid: Decimal | None, options: Options) -> Decimal:
    """Return the hours that the fee leaves without pay: all, or those beyond its days, and travel."""
    travel = ZERO if options.count_travel else line.travel_hours
    if line.fee is not None and not line.fee:
        return _add(hours, travel)
    if paid is None or hours <= paid:
        return travel
    return _add(_subtract(hours, paid), travel)


def figures_of(line: Line, work: Work | None, held: Held | None, options: Options) -> Figures:
    """Return the figures of a line; `work` and `held` are None for one that only states amounts."""
    costs = NOTHING
    for _, amount in line.costs:
        costs = _add(costs, amount)
    budgeted = line.budgeted.amount if line.budgeted else None
    actual = line.actual.amount if line.actual else None
    fees, computed, difference = NOTHING, costs, None
    hours, session, hourly, benchmark, each = None, None, None, None, None
    names, sources = _NOT_HELD
    given_hours, given_value = ZERO, None
    if work is not None and held is not None:
        fees, session, hours = _pence(work.total), _pence(work.session), work.hours
        computed = _add(fees, costs)
        if hours:
            hourly = _pence(_divide(work.session, hours))
            names, sources = _looked_up(held, work.card)
            if held.entry and held.top:
                benchmark = _at_benchmark(held.entry, held.top, _multiply(hours, work.times), fees)
                each = _each(benchmark, line.people)
        if work.unpaid:
            given_hours = _multiply(work.unpaid, work.times)
            if options.unpaid_at:
                stick = held.prices.sticks.get(options.unpaid_at)
                given_value = _given(stick, given_hours, options)
                if stick is not None:
                    sources = joined(sources, held.prices.looked_up((stick,))[1])
    elif not (line.costs or line.setting.work):
        computed = budgeted if budgeted is not None else actual if actual is not None else NOTHING
    if budgeted is not None and (work is not None or line.costs):
        difference = _subtract(budgeted, computed)
    apart = fees if line.costs else computed
    reaches = [(line.setting.reached, apart)] if apart else []
    for name, amount in line.costs:
        reaches.append((of_cost(name, line.setting.reached), amount))
    return Figures(
        hours,
        session,
        hourly,
        fees,
        costs,
        computed,
        budgeted,
        actual,
        difference,
        benchmark,
        each,
        given_hours,
        given_value,
        tuple(reaches),
        names,
        sources,
    )


def _looked_up(held: Held, card: Rung | None) -> LookedUp:
    """Return the ids of what a line is held against, and the sources of their figures."""
    return held.looked_up if card is None else held.prices.looked_up((*held.sticks, card))


def _at_benchmark(entry: Yardstick, top: Yardstick, hours: Decimal, fees: Decimal) -> AtBenchmark:
    amounts = [
        _pence(_multiply(hourly, hours))
        for hourly in (entry.pay_hourly, top.pay_hourly, entry.cost_hourly, top.cost_hourly)
    ]
    gaps = [_subtract(amount, fees) if amount > fees else NOTHING for amount in amounts]
    return AtBenchmark(entry.id, *amounts, *gaps)


def _each(at: AtBenchmark, people: int) -> Each:
    gaps = at.gap_entry_pay, at.gap_top_pay, at.gap_entry_cost, at.gap_top_cost
    if people == 1:
        return Each(*gaps)
    return Each(*[_pence(_divide(gap, Decimal(people))) if gap else NOTHING for gap in gaps])


def _given(stick: Yardstick | None, hours: Decimal, options: Options) -> Decimal | None:
    if stick is None:
        return None
    return _pence(_multiply(stick.cost_hourly if options.basis == "cost" else stick.pay_hourly, hours))
