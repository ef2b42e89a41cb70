"""Read the rows of one sheet of an XLSX file, and what is hidden in it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import BinaryIO

from fairpay.tables.cells import Cells, Value, moment, number, percent, rows_of, spread
from fairpay.tables.columns import Column
from fairpay.tables.hidden import hidden
from fairpay.tables.table import Limits, Row, Table, find_header, limited, too_big
from fairpay.tables.xlsx import (
    LAST_COLUMN,
    LAST_ROW,
    MOST_CHARACTERS,
    Attributes,
    Sheet,
    Workbook,
    feed,
    local,
    open_workbook,
    readable,
    unescaped,
)


def read_xlsx(stream: BinaryIO, columns: Sequence[Column], limits: Limits) -> Table:
    """Read the first sheet of a workbook that is not hidden. Hidden rows and columns are read too, and named.

    Raises:
        InputError: the file or its header cannot be used; from the rows, too, where the fault lies further down.
    """
    if limits.bytes is not None and stream.seek(0, 2) > limits.bytes:
        raise too_big(limits.bytes)
    with readable():
        book = open_workbook(stream, limits)
        sheet = next(sheet for sheet in book.sheets if not sheet.hidden)
        rows = _sheet_rows(book, sheet)
        at, header = find_header(((at, spread(cells, _width(cells))) for at, cells in rows), columns, limits)
        found = _readable(rows_of(rows, header, limits))
        return Table(header, tuple(hidden(book, sheet, len(header.texts))), limited(found, at, limits))


def _width(cells: Cells) -> int:
    return max(cells, default=-1) + 1


def _readable(rows: Iterator[Row]) -> Iterator[Row]:
    with readable():
        yield from rows


def _sheet_rows(book: Workbook, sheet: Sheet) -> Iterator[tuple[int, Cells]]:
    """Yield the number of each row that is written in the sheet, and its cells by their place from the left."""
    reader = _Cells(book)
    for _ in feed(book.parts, sheet.part, reader.start, reader.end, reader.text):
        yield from reader.rows
        reader.rows.clear()


class _Cells:
    """Makes rows of the XML of a sheet."""

    def __init__(self, book: Workbook) -> None:
        self.rows: list[tuple[int, Cells]] = []
        self._book = book
        self._at, self._place = 0, -1
        self._row: dict[int, Value] = {}
        self._cell: Attributes = {}
        self._text = ""
        self._formula = self._wanted = self._aid = False

    def start(self, name: str, given: Attributes) -> None:
        name = local(name)
        if name == "c":
            self._cell, self._formula = given, False
            self._place = _place(given["r"]) if "r" in given else self._place + 1
            if self._place >= LAST_COLUMN:
                raise ValueError("too many cells in a row")
        elif name in ("v", "t"):
            self._wanted = not self._aid
        elif name == "f":
            self._formula = True
        elif name == "row":
            at = int(given.get("r", self._at + 1))
            if not self._at < at <= LAST_ROW:
                raise ValueError("rows out of order")
            self._at, self._place, self._row = at, -1, {}
        elif name == "rPh":
            self._aid = True

    def text(self, text: str) -> None:
        if self._wanted and len(self._text) < MOST_CHARACTERS:
            self._text += text[:MOST_CHARACTERS]

    def end(self, name: str) -> None:
        name = local(name)
        if name in ("v", "t"):
            self._wanted = False
        elif name == "c":
            if self._text or self._formula:
                self._row[self._place] = self._value(self._text)
                self._text = ""
        elif name == "row":
            self.rows.append((self._at, self._row))
        elif name == "rPh":
            self._aid = False

    def _value(self, raw: str) -> Value:
        kind = self._cell.get("t", "n")
        if not raw and kind != "str":
            return Value("", "no-value")  # a formula that no program has worked out yet
        match kind:
            case "s":
                return self._book.texts[int(raw)]
            case "str" | "inlineStr":
                return Value(unescaped(raw))
            case "b":
                return Value("TRUE" if raw == "1" else "FALSE", "true-or-false")
            case "e":
                return Value(raw, "error")
            case "d":
                return Value(raw.removesuffix("Z").removesuffix("T00:00:00"))
            case "n":
                return self._number(raw)
            case _:
                raise ValueError("no such type of cell")

    def _number(self, raw: str) -> Value:
        style = int(self._cell.get("s", 0))
        if style and (shown := self._book.formats[style]):
            if shown.moment:
                return moment(raw, from_1904=self._book.from_1904, dated=shown.dated)
            if shown.percent:
                return percent(raw)
        return number(raw)


def _place(reference: str) -> int:
    """Return how far from the left a cell is: 0 for A3, 26 for AA3."""
    return _place_of(reference.rstrip("0123456789"))


@lru_cache(maxsize=LAST_COLUMN)
def _place_of(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
        if column > LAST_COLUMN:
            break
    if not column:
        raise ValueError("no such column")
    return column - 1
