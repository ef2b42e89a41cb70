"""Exact money: one decimal context, one rounding.

Every sum in fairpay is made with the context below, whatever the caller's own decimal context
says, so that the same question has the same answer everywhere. Nothing is rounded on the way;
`pence` rounds half up, once, where a figure is shown.
"""

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal, localcontext

_CONTEXT = Context(prec=50, rounding=ROUND_HALF_UP)
_UP = Context(prec=50, rounding=ROUND_CEILING)
_GUARD = Decimal("1E-30")
_PENNY = Decimal("0.01")
_HALF_PENNY = Decimal("0.005")
_ONE = Decimal(1)

ZERO = Decimal(0)

add = _CONTEXT.add
subtract = _CONTEXT.subtract
multiply = _CONTEXT.multiply
divide = _CONTEXT.divide
_round, _round_up = _CONTEXT.quantize, _UP.quantize  # in a third of the time of Decimal.quantize


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Add up many amounts: in a third of the time that `add` takes for each."""
    with localcontext(_CONTEXT):
        return sum(amounts, ZERO)


def pence(amount: Decimal) -> Decimal:
    """Round `amount` half up to two decimals.

    A quotient such as a third of a pound carries 50 digits. The digits beyond the thirtieth are
    dropped first, so that an amount of exactly half a penny which was reached through a
    recurring decimal still rounds up.
    """
    return _round(_round(amount, _GUARD), _PENNY)


def pence_up(amount: Decimal) -> Decimal:
    """Round `amount` up to two decimals: the smallest amount in pence that is not below it."""
    return _round_up(_round(amount, _GUARD), _PENNY)


def is_below(amount: Decimal, other: Decimal) -> bool:
    """Whether `amount` is less than `other`, pence against pence, as both are shown.

    Nobody can be paid a part of a penny: £227.31 is not below staff pay that comes to £227.3149. All that
    holds pay against other pay goes by this one rule: verdicts, floors, shortfalls, targets, checks, findings.
    """
    return pence(amount) < pence(other)


def shown_from(amount: Decimal) -> Decimal:
    """Return the smallest exact amount that `pence` writes as it writes `amount`, and none below nothing."""
    return max(subtract(pence(amount), _HALF_PENNY), ZERO)


def whole_up(number: Decimal) -> Decimal:
    """Round `number` up to a whole number: started days, started blocks."""
    return _round_up(_round(number, _GUARD), _ONE)


def plain(number: Decimal, places: int = 10) -> str:
    """Write a number without exponent or trailing noughts, to at most `places` decimals."""
    text = str(number)
    if "E" in text:
        text = f"{number:f}"
    whole, point, decimals = text.partition(".")
    if not point:
        return text
    if len(decimals) > places:
        text = f"{_round(number, Decimal(1).scaleb(-places)):f}"
        whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole
