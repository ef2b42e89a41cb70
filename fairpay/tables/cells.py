"""What a typed cell holds, as the text that would be typed for it: the same parsers then read every kind of file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from fairpay import money
from fairpay.errors import Fault
from fairpay.tables.columns import Header
from fairpay.tables.table import Limits, Row, field_at, row_of

_WHOLE = re.compile(r"-?[0-9]{1,300}")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_DIGITS = Context(prec=15)  # as many as a spreadsheet shows: what comes after is noise of its binary arithmetic
_CLOSE = Decimal("0.000001")
_DECIMALS = 9  # the most that any number of fairpay has
_FIRST = {False: datetime.fromisoformat("1899-12-31"), True: datetime.fromisoformat("1904-01-01")}
_NO_SUCH_DAY = 60  # 29 February 1900, which spreadsheets keep for the sake of Lotus 1-2-3
_SECONDS = Decimal(86_400)
_SHOWN = 40  # characters of a cell that cannot be used
_HALF, _HUNDRED = Decimal("0.5"), Decimal(100)


class Value(NamedTuple):
    """The text of a cell, and the code of what is wrong with it, if anything."""

    text: str
    fault: str = ""


Cells = Mapping[int, Value]  # by their place from the left, the first one 0; empty ones may be left out

_FAULTS = {
    "no-value": "cell-formula",
    "error": "cell-error",
    "true-or-false": "cell-true-or-false",
    "percent": "cell-percent",
    "bad-date": "cell-date",
    "not-exact": "cell-not-exact",
}


def rows_of(rows: Iterable[tuple[int, Cells]], header: Header, limits: Limits) -> Iterator[Row]:
    """Make checked rows of typed cells. Rows with nothing in them are left out.

    What a cell is matters in a column that the caller knows. In others it is the text that it shows; a formula
    that no program has worked out yet shows none.
    """
    width = len(header.texts)
    for at, cells in rows:
        faults = [
            _cell_fault(header, place, value)
            for place, value in cells.items()
            if value.fault and place < width and header.names[place]
        ]
        texts = spread(cells, width)
        if faults or any(text.strip() for text in texts):
            yield row_of(at, texts, header, limits, faults)


def spread(cells: Cells, width: int) -> list[str]:
    """Return the texts of cells in their places up to `width`, then those beyond."""
    texts = [cells[place].text if place in cells else "" for place in range(width)]
    return texts + [value.text for place, value in cells.items() if place >= width]


def _cell_fault(header: Header, place: int, value: Value) -> Fault:
    params = {"heading": header.texts[place], "value": value.text[:_SHOWN]}
    code = _FAULTS[value.fault]
    return Fault(field_at(header, place), code, params)


@lru_cache(maxsize=4096)
def number(raw: str) -> Value:
    """Write a number of a spreadsheet in figures: 150, 7.5, 0.3 for 0.30000000000000004.

    It becomes the nearest number with two decimals if that is less than a millionth away. Any other number
    stays as it is, to the fifteen digits that spreadsheets keep; with more than nine decimals, such as a
    third, it is `not-exact`.

    Raises:
        ValueError: this is no number.
    """
    if _WHOLE.fullmatch(raw):
        return Value(raw)  # a reference of twenty figures keeps them all
    value = _DIGITS.create_decimal(_checked(raw))
    near = money.pence(value) if value.adjusted() < _DIGITS.prec else value
    if abs(money.subtract(value, near)) <= _CLOSE:
        return Value(money.plain(near) if near else "0")
    text = money.plain(value, 400)
    return Value(text, "not-exact" if len(text.partition(".")[2]) > _DECIMALS else "")


def _checked(raw: str) -> str:
    if not _NUMBER.fullmatch(raw):
        raise ValueError("not a number")
    return raw


def percent(raw: str) -> Value:
    """Write a number that is shown as a share of a hundred: "17.5%". It is a fault wherever a number is asked for."""
    share = Decimal(_checked(raw))
    return Value(f"{number(f'{money.multiply(share, _HUNDRED):f}').text}%", "percent")


def moment(raw: str, *, from_1904: bool, dated: bool) -> Value:
    """Write a day as 2026-05-14, with its time unless that is midnight; only hours and minutes where not `dated`."""
    serial = Decimal(_checked(raw))
    if not dated:
        minutes = _seconds(serial) // 60
        return Value(f"{minutes // 60:02}:{minutes % 60:02}") if 0 <= serial < 10_000 else Value(raw, "bad-date")
    days = int(serial)
    if serial < 0 or days > 2_958_465 or (not from_1904 and days in (0, _NO_SUCH_DAY)):
        return Value(money.plain(serial, 400), "bad-date")
    if not from_1904 and days > _NO_SUCH_DAY:
        days -= 1
    start = _FIRST[from_1904]
    seconds = _seconds(money.subtract(serial, Decimal(int(serial))))
    return typed(start + timedelta(days=days, seconds=seconds))


def _seconds(days: Decimal) -> int:
    return int(money.add(money.multiply(days, _SECONDS), _HALF))


def typed(value: object) -> Value:
    """Write what a program hands over: text, numbers, dates; nothing for None.

    A float is written as a spreadsheet's number is.
    """
    match value:
        case None:
            return Value("")
        case str():
            return Value(value)
        case bool():
            return Value(str(value).upper(), "true-or-false")
        case datetime():
            return Value(value.date().isoformat() if value.time() == time() else value.isoformat(" "))
        case date():
            return Value(value.isoformat())
        case Decimal():
            return Value(f"{value:f}" if value.is_finite() and abs(value.adjusted()) < 300 else str(value))
        case int():
            return Value(str(value) if abs(value) < 10**300 else "over 300 figures")
        case float():
            return number(repr(value)) if value - value == 0 else Value(repr(value))
        case _:
            raise TypeError(f"a cell cannot hold {type(value).__name__}")
