"""Read a table from a path, a stream or rows. What kind of file it is, its first bytes tell, never its name."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from fairpay.errors import InputError
from fairpay.tables.cells import rows_of, typed
from fairpay.tables.columns import Column, match
from fairpay.tables.csvfile import read_csv
from fairpay.tables.table import FILE, PAGE, Limits, Row, Table, headings, limited, refused

__all__ = ["FILE", "PAGE", "Limits", "Row", "Table", "open_table"]

Source = Path | str | BinaryIO | Iterable[Mapping[str, object] | Sequence[object]]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old .xls, or the envelope round an XLSX with a password
_ENVELOPE = "EncryptedPackage".encode("utf-16-le")
_BLOCK = 1024 * 1024
_MOST_OLE = 64 * _BLOCK  # that is looked through for the envelope


@contextmanager
def open_table(source: Source, columns: Sequence[Column], *, limits: Limits = FILE, name: str = "") -> Iterator[Table]:
    """Read the table in `source`: a path, a stream of bytes, or rows (the first one headings, or each a mapping).

    CSV is read in memory that does not grow with the file. `name` is what faults of the whole file are filed
    under, such as its path or the field of a form.

    Raises:
        InputError: the file or its header cannot be used, or it has no rows. What is found further down the
            file is raised where the rows are gone through. What is wrong with one row is in its `faults`.
    """
    with _path_or_stream(source, name) as opened:
        with _filed_under(name):
            table = _read(opened, columns, limits)
            first = next(table.rows, None)
            if first is None:
                raise refused("no-rows")
        yield table._replace(rows=chain([first], _told(table.rows, name)))


@contextmanager
def _path_or_stream(source: Any, name: str) -> Iterator[Any]:
    if not isinstance(source, str | Path):
        yield source
        return
    try:
        stream = Path(source).open("rb")  # noqa: SIM115 - closed below, and an error of the caller's is no fault of it
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refused("file-not-read", file=str(source), reason=reason) from None
    with stream:
        yield stream


@contextmanager
def _filed_under(name: str) -> Iterator[None]:
    """Put the name of the file where faults of the whole file have no field."""
    try:
        yield
    except InputError as error:
        raise InputError([fault._replace(field=fault.field or name) for fault in error.faults]) from None


def _told(rows: Iterator[Row], name: str) -> Iterator[Row]:
    with _filed_under(name):
        yield from rows


def _read(source: Any, columns: Sequence[Column], limits: Limits) -> Table:
    if not hasattr(source, "read"):
        return read_rows(source, columns, limits)
    stream: BinaryIO = source
    start, head = stream.read(_BLOCK), b""
    if not isinstance(start, bytes):
        raise TypeError("a stream has to be of bytes: open the file with “rb”")
    if stream.seekable():
        stream.seek(-len(start), io.SEEK_CUR)
    elif start.startswith(_ZIP):
        stream = io.BytesIO(start + stream.read(-1 if limits.bytes is None else limits.bytes + 1))
    else:
        head = start
    if start.startswith(_ZIP):
        from fairpay.tables.sheet import read_xlsx  # zip and XML are a good part of the time to import fairpay

        return read_xlsx(stream, columns, limits)
    if start.startswith(_OLE):
        raise refused("password" if _ENVELOPE in start + stream.read(_MOST_OLE) else "not-a-spreadsheet")
    return read_csv(stream, head, columns, limits)


def read_rows(
    rows: Iterable[Mapping[str, object] | Sequence[object]], columns: Sequence[Column], limits: Limits
) -> Table:
    """Read rows as `open_table` does. There may be none below the headings.

    Raises:
        InputError: the headings cannot be used.
    """
    following = iter(rows)
    first = next(following, ())
    if isinstance(first, Mapping):
        following = chain([first], following)
    texts = headings((typed(cell).text for cell in first), limits)
    if not texts:
        raise refused("file-empty")
    header = match(texts, columns)
    numbered = ((at, dict(enumerate(map(typed, _in_order(row, texts))))) for at, row in enumerate(following, start=2))
    return Table(header, (), limited(rows_of(numbered, header, limits), 1, limits))


def _in_order(row: Mapping[str, object] | Sequence[object], texts: Sequence[str]) -> Sequence[object]:
    """Return the cells of a row: those of a mapping in the order of the headings, then any others."""
    if not isinstance(row, Mapping):
        return row
    return [*(row.get(text) for text in texts), *(cell for text, cell in row.items() if text not in texts)]
