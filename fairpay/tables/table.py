"""What a table is once it has been read: a header, notes on how it was read, rows with their faults."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from fairpay.caveat import Caveat
from fairpay.errors import Fault, InputError
from fairpay.tables.columns import Column, Header, match
from fairpay.tables.writing import restored

_NOTHING = " \t,;"  # a row of these alone has no headings
_LOOKED_AT = 10  # rows, for headings that do not stand in the first


class Row(NamedTuple):
    """One row, with as many cells as the header has."""

    number: int  # as a spreadsheet counts: a header at the top is row 1
    cells: tuple[str, ...]  # text; an empty cell is empty text
    faults: tuple[Fault, ...] = ()  # `field` is the name of the column, or its heading, or nothing for the whole row


class Table(NamedTuple):
    """A table that is being read. Its rows come one at a time and can be gone through once."""

    header: Header
    notes: tuple[Caveat, ...]  # what to know about how the file was read
    rows: Iterator[Row]


class Limits(NamedTuple):
    """The most that is read; None is no limit."""

    bytes: int | None  # of the file
    rows: int | None  # below the header, empty ones between them counted
    columns: int
    cell_characters: int
    unpacked: int  # bytes of an XLSX file once unpacked
    parts: int  # files inside an XLSX file


# For a file that comes to a page, and for one on somebody's own computer. An XLSX file is small beside what it
# unpacks to: 1 GB is a sheet with all the rows that Excel can hold.
PAGE = Limits(2 * 1024 * 1024, 5_000, 50, 1_000, 20_000_000, 200)
FILE = Limits(None, None, 500, 1_000, 1_000_000_000, 2_000)


def refused(code: str, **params: object) -> InputError:
    """Return the error that refuses a whole file."""
    return InputError([Fault("", code, params)])


def too_big(limit: int) -> InputError:
    """Return the error that refuses a file of more than `limit` bytes."""
    return refused("file-too-big", limit=f"{limit // (1024 * 1024)}MB")


def headings(cells: Iterable[str], limits: Limits) -> tuple[str, ...]:
    """Return a row of headings without the empty ones at its end.

    Raises:
        InputError: there are more than the limit.
    """
    texts = list(cells)
    while texts and not texts[-1].strip():
        texts.pop()
    if len(texts) > limits.columns:
        raise refused("too-many-columns", limit=f"{limits.columns:,}")
    return tuple(texts)


def find_header(
    rows: Iterator[tuple[int, Sequence[str]]], columns: Sequence[Column], limits: Limits
) -> tuple[int, Header]:
    """Return the number of the first row that is not empty, which holds the headings, and what they are.

    Raises:
        InputError: there is none, or its headings cannot be used; where those of one of the next rows can, such as
            below a title, that row is named.
    """
    for number, cells in rows:
        if "".join(cells).strip(_NOTHING):
            try:
                return number, match(headings(cells, limits), columns)
            except InputError as error:
                lacks = any(fault.code == "missing-column" for fault in error.faults)
                below = _further_down(rows, columns, limits) if lacks else None
                raise refused("headings-below", row=below) if below else error from None
    raise refused("file-empty")


def _further_down(rows: Iterator[tuple[int, Sequence[str]]], columns: Sequence[Column], limits: Limits) -> int | None:
    for number, cells in rows:
        if number > _LOOKED_AT:
            break
        with suppress(InputError):
            match(headings(cells, limits), columns)
            return number
    return None


def row_of(number: int, cells: Sequence[str], header: Header, limits: Limits, faults: Iterable[Fault] = ()) -> Row:
    """Return a row with as many cells as the header, and what is wrong with it.

    Cells that are missing at the end are empty. Cells beyond the last heading are a fault unless they are
    empty, and so is a cell that is too long. The ' that fairpay puts before text that looks like a formula is
    taken off again.
    """
    width, found = len(header.texts), list(faults)
    if len(cells) > width and (more := sum(1 for text in cells[width:] if text.strip())):
        found.append(Fault("", "extra-cells", {"count": more}))
    texts = [*cells[:width], *[""] * (width - len(cells))]
    joined = "".join(texts)
    if "'" in joined:
        texts = [restored(text) for text in texts]
    if len(joined) > limits.cell_characters:
        found += _too_long(texts, header, limits.cell_characters)
    return Row(number, tuple(texts), tuple(found))


def _too_long(texts: Sequence[str], header: Header, limit: int) -> Iterator[Fault]:
    for position, text in enumerate(texts):
        if len(text) > limit:
            params = {"heading": header.texts[position], "limit": f"{limit:,}"}
            yield Fault(field_at(header, position), "cell-too-long", params)


def field_at(header: Header, position: int) -> str:
    """Return what the faults of a cell are filed under: the name of its column, or its heading."""
    return header.names[position] or header.texts[position]


def limited(rows: Iterator[Row], header: int, limits: Limits) -> Iterator[Row]:
    """Stop at more rows than the limit; `header` is the number of the row with the headings."""
    return rows if limits.rows is None else _at_most(rows, header + limits.rows, limits.rows)


def _at_most(rows: Iterator[Row], last: int, limit: int) -> Iterator[Row]:
    for row in rows:
        if row.number > last:
            raise refused("too-many-rows", limit=f"{limit:,}")
        yield row
