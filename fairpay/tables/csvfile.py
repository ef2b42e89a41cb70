"""Read a CSV file row by row, in memory that does not grow with the file."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO

from fairpay.caveat import Caveat
from fairpay.errors import Fault, InputError
from fairpay.tables.columns import Column, Header
from fairpay.tables.table import Limits, Row, Table, find_header, limited, refused, row_of, too_big

_BLOCK = 65_536
_LONGEST_LINE = 2 * 1024 * 1024  # bytes; a file that goes on longer without a line end is no table
_SEPARATORS = (",", ";", "\t")
_SEP_LINE = re.compile(r'"?sep=([^"\r\n])"?[\r\n]*', re.IGNORECASE)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_UNCLOSED = "unexpected end"  # what csv says at the end of a file that is still within a cell
_LINE_END = re.compile(rb"\r\n|\r|\n")


class _Checked(io.RawIOBase):
    """A stream of bytes that stops at what no CSV file holds."""

    def __init__(self, stream: BinaryIO, head: bytes, limits: Limits) -> None:
        self._stream, self._head, self._most = stream, head, limits.bytes
        self._read = self._line = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        block = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(buffer) :]
        self._read += len(block)
        if self._most is not None and self._read > self._most:
            raise too_big(self._most)
        self._line = 0 if b"\n" in block or b"\r" in block else self._line + len(block)
        if b"\0" in block or self._line > _LONGEST_LINE:
            raise refused("not-a-spreadsheet")
        buffer[: len(block)] = block
        return len(block)


def read_csv(stream: BinaryIO, head: bytes, columns: Sequence[Column], limits: Limits) -> Table:
    """Read CSV: UTF-8 or Windows-1252; comma, semicolon or tab, whichever makes the headings match.

    `head` is what has been read of a stream that cannot go back.

    Raises:
        InputError: the file or its header cannot be used; from the rows, too, where the fault lies further down.
    """
    encoding = _encoding(head or _until_not_ascii(stream))
    notes = (Caveat("windows-1252", {}),) if encoding == "cp1252" else ()
    text = io.TextIOWrapper(io.BufferedReader(_Checked(stream, head, limits), _BLOCK), encoding, newline="")
    lines: list[str] = []
    separators: Sequence[str] = _SEPARATORS
    skipped = 0
    try:
        if marked := _SEP_LINE.fullmatch(next(_again(lines, text), "")):  # Excel's own way; it shows no such row
            separators, skipped = (marked[1],), 1
            lines.clear()
        separator, number, header = _header(lines, text, separators, columns, limits)
    except UnicodeDecodeError as error:
        raise _mixed(error, len(lines) + skipped) from None
    found = _rows(chain(lines, text), separator, number, skipped, header, limits)
    return Table(header, notes, limited(found, number, limits))


def _until_not_ascii(stream: BinaryIO) -> bytes:
    """Return the first block with a sign that is not ASCII, leaving the stream where it was."""
    start, block = stream.tell(), b""
    while (more := stream.read(_BLOCK)) and (block := more).isascii():
        pass
    block += stream.read(3)  # in case the sign is cut in two
    stream.seek(start)
    return block


def _encoding(block: bytes) -> str:
    """Tell UTF-8 from Windows-1252 by the first sign that is not ASCII (in a pipe: of the first megabyte).

    The two are never mixed: a byte further down that does not fit refuses the file. Trying to read the whole
    file in one and then in the other would turn one damaged byte into wrong letters everywhere.

    Raises:
        InputError: the file is UTF-16.
    """
    if block.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused("utf-16")
    found = _NOT_ASCII.search(block)
    if found is None:
        return "utf-8-sig"
    for size in (2, 3, 4):
        try:
            block[found.start() : found.start() + size].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return "utf-8-sig"
    return "cp1252"


def _mixed(error: UnicodeDecodeError, line: int) -> InputError:
    """Name the line of a byte that does not fit: so many after the last whole `line`."""
    return refused("mixed-encoding", line=line + 1 + len(_LINE_END.findall(error.object[: error.start])))


def _again(lines: list[str], text: Iterable[str]) -> Iterator[str]:
    """Go through the lines that were read before, then on through the text, keeping what is read."""
    yield from lines
    for line in text:
        lines.append(line)
        yield line


def _header(
    lines: list[str], text: Iterable[str], separators: Sequence[str], columns: Sequence[Column], limits: Limits
) -> tuple[str, int, Header]:
    """Find the separator with which the first row that is not empty holds the headings, and the row's number."""
    problems: dict[str, InputError] = {}
    for separator in separators:
        try:
            number, header = find_header(_numbered(_again(lines, text), separator), columns, limits)
        except InputError as error:
            problems[separator] = error
        else:
            return separator, number, header
    read = "".join(lines)
    raise problems[max(problems, key=read.count)]  # of the separator that makes most columns


def _numbered(lines: Iterable[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    reader, line = csv.reader(lines, delimiter=separator, strict=True), 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
            line = reader.line_num
    except csv.Error:
        raise refused("unclosed-quote", line=line + 1) from None


def _rows(
    lines: Iterable[str], separator: str, number: int, skipped: int, header: Header, limits: Limits
) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    for _ in range(number):  # up to and with the headings
        next(reader)
    width, most, line = len(header.texts), limits.cell_characters, reader.line_num
    while True:
        try:
            for cells in reader:
                number += 1
                joined = "".join(cells)
                if len(cells) == width and joined and len(joined) <= most and "'" not in joined:
                    # Nothing is too long, missing, over or marked: this is nearly every row, and it has to be quick.
                    if not joined.isspace():
                        yield tuple.__new__(Row, (number, tuple(cells), ()))
                elif joined and not joined.isspace():
                    yield row_of(number, cells, header, limits)
                line = reader.line_num
            return
        except UnicodeDecodeError as error:
            raise _mixed(error, line + skipped) from None
        except csv.Error as error:
            number += 1
            if reader.line_num > line + 1 or _UNCLOSED in str(error):
                raise refused("unclosed-quote", line=line + 1 + skipped) from None
            # One line that cannot be cut into cells: the next one starts afresh.
            long = "field larger" in str(error)
            fault = Fault("", "row-too-long", {"limit": f"{most:,}"}) if long else Fault("", "row-quotes", {})
            yield Row(number, ("",) * width, (fault,))
            line = reader.line_num
