"""Exact money: one decimal context, one rounding.

Every sum in fairpay is made with the context below, whatever the caller's own decimal context
says, so that the same question has the same answer everywhere. Nothing is rounded on the way;
`pence` rounds half up, once, where a figure is shown.
"""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal

_CONTEXT = Context(prec=50, rounding=ROUND_HALF_UP)
_GUARD = Decimal("1E-30")
_PENNY = Decimal("0.01")
_ONE = Decimal(1)

ZERO = Decimal(0)

add = _CONTEXT.add
subtract = _CONTEXT.subtract
multiply = _CONTEXT.multiply
divide = _CONTEXT.divide


def pence(amount: Decimal) -> Decimal:
    """Round `amount` half up to two decimals.

    A quotient such as a third of a pound carries 50 digits. The digits beyond the thirtieth are
    dropped first, so that an amount of exactly half a penny which was reached through a
    recurring decimal still rounds up.
    """
    return amount.quantize(_GUARD, context=_CONTEXT).quantize(_PENNY, context=_CONTEXT)


def whole_up(number: Decimal) -> Decimal:
    """Round `number` up to a whole number: started days, started blocks."""
    exact = number.quantize(_GUARD, context=_CONTEXT)
    return exact.quantize(_ONE, rounding=ROUND_CEILING, context=_CONTEXT)


def plain(number: Decimal, places: int = 10) -> str:
    """Write a number without exponent or trailing noughts, to at most `places` decimals."""
    text = f"{number:f}"
    whole, point, decimals = text.partition(".")
    if not point:
        return text
    if len(decimals) > places:
        text = f"{number.quantize(Decimal(1).scaleb(-places), context=_CONTEXT):f}"
        whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole
