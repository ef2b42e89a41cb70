"""Pounds and pence that add up."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from fairpay import money

_PENNY = Decimal("0.01")
_NOISE = 20  # decimals: what comes of dividing differs beyond them with the order of a sum


def adding_up(exact: Sequence[Decimal], whole: Decimal, keys: Sequence[Any]) -> list[Decimal]:
    """Round amounts to pence so that they add up to `whole`, which is their sum in pence.

    Each is rounded half up. Where that misses the whole by a few pennies, the amounts that were rounded
    furthest the other way are a penny more or less; `keys` say which goes first of two that are alike.
    """
    shown = [money.pence(amount) for amount in exact]
    short = whole
    for amount in shown:
        short = money.subtract(short, amount)
    penny = _PENNY.copy_sign(short)

    def gained(place: int) -> tuple[Decimal, Any]:
        moved = money.multiply(money.subtract(shown[place], exact[place]), penny)
        return Decimal(money.plain(moved, _NOISE)), keys[place]

    furthest = sorted(range(len(exact)), key=gained)
    for turn in range(int(money.divide(short, penny))):
        place = furthest[turn % len(furthest)]
        shown[place] = money.add(shown[place], penny)
    return shown
