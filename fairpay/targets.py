"""What would change this: the smallest fee, in the offer's own unit, that is not below a comparator.

Each amount is in whole pence: paying it is enough and a penny less is not, by `money.is_below`.
It is a least amount ("at least"), never a most.
"""

from decimal import Decimal
from typing import NamedTuple

from fairpay import money
from fairpay.comparators import afc, floor
from fairpay.comparison import Result
from fairpay.task import BANDS, Per


class Target(NamedTuple):
    """The least to pay so as not to be below the rung called `rung`.

    `amount` is in whole pence for what `per` says. `more` is what that is above the offer; nothing
    where the offer is not below (`met`).
    """

    rung: str
    per: Per
    amount: Decimal
    more: Decimal
    met: bool


def targets(result: Result) -> tuple[Target, ...]:
    """Return what would meet the benchmark, its top, the floors, and the entry of each band, in this order.

    The amounts are in the unit of the fee; for a step of a rate card, whose amounts are not the
    payer's to choose, they are for one session. They are in the basis of the result. A comparator
    that the ladder does not have is left out.
    """
    names = [result.benchmark, result.benchmark_top, floor.LEGAL, floor.REAL_LIVING_WAGE]
    names += [afc.rung_id(band) for band in BANDS]
    return tuple(target(result, name) for name in dict.fromkeys(names) if name is not None and name in result)


def target(result: Result, name: str) -> Target:
    """Return the least to pay so as not to be below one rung.

    Raises:
        FairpayError: there is no such rung on this ladder.
    """
    wanted, paid = result[name].amounts(result.basis).exact_session, result.paid.pay
    per, offered = result.offer.per or "session", result.offer.amount
    amount = money.pence_up(_fee(result, per, money.shown_from(wanted)))
    met = not money.is_below(paid.exact_session, wanted)
    more = money.ZERO if met else money.subtract(amount, paid.session if offered is None else offered)
    return Target(name, per, amount, more, met)


def _fee(result: Result, per: Per, session: Decimal) -> Decimal:
    """Return the exact fee that comes to an amount for one session: what `comparators.fee` does, backwards."""
    working = result.paid.working
    if per in ("day", "half-day"):  # paid once for each that is started
        return money.divide(session, working.figure("fee.times"))
    if per == "hour":
        return money.divide(session, working.figure("hours.counted"))
    if per == "task":
        return money.multiply(session, working.figure("task.sessions"))
    return session
