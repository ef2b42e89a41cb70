"""Tables of typed cells as one XLSX workbook: numbers stay numbers, and no text becomes a formula.

A spreadsheet keeps numbers in binary, to 15 significant digits. Amounts in pence are well within
that; an exact figure that is longer is cut off there by the spreadsheet.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any, Literal, NamedTuple

from fairpay.errors import FairpayError
from fairpay.tables.writing import defused

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cell = str | Decimal | int | date | None

# How each kind of cell is shown. Pounds as Excel writes them in the United Kingdom.
_FORMATS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
    "text": {"text_wrap": True, "valign": "top"},
    "money": {"num_format": "[$£-809]#,##0.00", "valign": "top"},
    "number": {"num_format": "General", "valign": "top"},
    "date": {"num_format": "d mmmm yyyy", "valign": "top", "align": "left"},
}
_NARROWEST, _WIDEST, _MARGIN = 8, 60, 2  # of a column, in characters
_LONGEST_DATE = "30 September 2026"
_A4 = 9
LAST_ROW = 1_048_576  # of a sheet
MOST_CHARACTERS = 32_767  # of a cell
_WHOLE_SHEET = "A1:XFD1048576"
_CREATED_BY = "fairpay"


class Column(NamedTuple):
    """The heading of a column, and what its `Decimal`s are: pounds, or plain numbers.

    `choices` is the place of a list to choose from, like =Choices!$A$2:$A$5. Another entry is asked about, not refused.
    """

    title: str
    numbers: Literal["money", "number"] = "number"
    choices: str = ""


class Sheet(NamedTuple):
    """One sheet. `title` stands on its tab: at most 31 characters, without brackets, colons, slashes, * or ?.

    A cell is text, a `Decimal` (as its column says), a whole number, a date, or None for nothing. A row without cells
    is empty.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


PutRow = Callable[[Sequence[Cell]], None]


class Writer:
    """A workbook that is being written, one sheet after the other, each from its top row to its last."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._formats = {name: book.add_format(look) for name, look in _FORMATS.items()}

    @contextmanager
    def sheet(self, title: str, columns: Sequence[Column]) -> Iterator[PutRow]:
        """Begin a sheet, as a context that gives the function by which its rows are added.

        Raises:
            ValueError: it is larger than a spreadsheet can be, or a text longer than a cell.
        """
        page = self._book.add_worksheet(title)
        widths = [_NARROWEST] * len(columns)
        number = 0
        for position, column in enumerate(columns):
            _put(page, number, position, column.title, self._formats["head"])
            widths[position] = max(widths[position], *map(len, column.title.split()), 0)

        def add(cells: Sequence[Cell]) -> None:
            nonlocal number
            number += 1
            for position, (cell, column) in enumerate(zip(cells, columns, strict=bool(cells))):
                if cell is not None:
                    _put(page, number, position, cell, self._formats[_kind(cell, column)])
                    if widths[position] < _WIDEST:
                        widths[position] = max(widths[position], len(_shown(cell)))

        yield add
        _finish(page, columns, widths)


@contextmanager
def open_workbook(file: IO[bytes], title: str, *, in_memory: bool = True) -> Iterator[Writer]:
    """Write a workbook to a file, with `title` in its properties, as a context.

    In memory, nothing else is put on the disk. Else the memory that it takes does not grow with its rows: they wait in
    files that are gone afterwards.

    Raises:
        FairpayError: `needs-xlsx`, the package that writes workbooks is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise FairpayError("needs-xlsx") from None
    with Workbook(file, {"in_memory": in_memory, "constant_memory": not in_memory}) as book:
        book.set_properties({"title": title, "author": _CREATED_BY})
        yield Writer(book)


def write_workbook(file: IO[bytes], sheets: Iterable[Sheet], title: str) -> None:
    """Write sheets to a file, with `title` in its properties. Nothing else is put on the disk.

    Raises:
        ValueError: a sheet is larger than a spreadsheet can be, or a text longer than a cell.
    """
    with open_workbook(file, title) as book:
        for sheet in sheets:
            with book.sheet(sheet.title, sheet.columns) as put_row:
                for cells in sheet.rows:
                    put_row(cells)


def _finish(page: "Worksheet", columns: Sequence[Column], widths: Sequence[int]) -> None:
    for position, (column, width) in enumerate(zip(columns, widths, strict=True)):
        page.set_column(position, position, min(width, _WIDEST) + _MARGIN)
        if column.choices:
            rule = {"validate": "list", "source": column.choices, "error_type": "warning"}
            page.data_validation(1, position, LAST_ROW - 1, position, rule)
    page.freeze_panes(1, 0)
    page.ignore_errors({"number_stored_as_text": _WHOLE_SHEET})  # a code such as 007 is meant as text
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _kind(cell: Cell, column: Column) -> str:
    if isinstance(cell, str):
        return "text"
    if isinstance(cell, date):
        return "date"
    return column.numbers if isinstance(cell, Decimal) else "number"


def _shown(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:,.2f}"
    if isinstance(cell, date):
        return _LONGEST_DATE
    return max(cell.splitlines(), key=len, default="") if isinstance(cell, str) else str(cell)


def _put(page: "Worksheet", row: int, position: int, cell: Cell, look: Any) -> None:
    """Write one cell by its own kind: nothing is taken for a formula, a link or a number."""
    if isinstance(cell, str):
        text = defused(cell)
        if text.startswith("<r>") and text.endswith("</r>"):
            text += " "  # else xlsxwriter would take it for XML of its own, and write it as it is
        failed = page.write_string(row, position, text, look)
    elif isinstance(cell, date):
        failed = page.write_datetime(row, position, cell, look)
    else:
        failed = page.write_number(row, position, cell, look)
    if failed:
        raise ValueError("too large for a spreadsheet")
