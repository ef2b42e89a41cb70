"""Open an XLSX file: what may be inside, its sheets, its texts and which numbers are dates.

An XLSX file is a zip of XML parts. fairpay reads the few parts that it needs with Python's own zip and expat,
row by row: exact numbers, hidden rows and formulas without a value are then in reach, which ready-made readers
hide, and a page can read the largest file it allows in under a second. Nothing is unpacked before the list of
parts has been looked at, and no part may have a DOCTYPE, without which there are no entities to expand.
"""

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

from fairpay.errors import InputError
from fairpay.tables.cells import Value
from fairpay.tables.table import Limits, refused

_BLOCK = 65_536
MOST_CHARACTERS = 32_767  # that a cell of Excel can hold; of a longer text only so much is kept
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of Excel
_ESCAPED = re.compile("_x(?!0000|[dD][89A-Fa-f])([0-9A-Fa-f]{4})_")  # but NUL, and halves of a sign
_ELEMENTS = 4  # of XML, to a cell at most
_MOST_BLOCKS = 16  # that one tag goes on for
_ENCRYPTED = 0x1
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

# Whatever a damaged or hostile file makes zip, zlib, expat and the code below raise.
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError, OSError),
    *(ArithmeticError, LookupError, NotImplementedError, RuntimeError, TypeError, ValueError),
)

Attributes = dict[str, str]
Started = Callable[[str, Attributes], None]
Ended = Callable[[str], None]


class Parts(NamedTuple):
    """The zip, and how many elements a part of it may have."""

    zip: zipfile.ZipFile
    most_elements: int


class Sheet(NamedTuple):
    """A sheet of a workbook, in the order of its tabs."""

    name: str
    hidden: bool
    part: str


class Format(NamedTuple):
    """What the number format of a cell makes of its number."""

    percent: bool
    moment: bool  # a date or a time of day
    dated: bool  # with a day, a month by name, or a year


class Workbook(NamedTuple):
    """What the rows of a sheet need to know."""

    parts: Parts
    sheets: tuple[Sheet, ...]
    from_1904: bool
    texts: list[Value]
    formats: list[Format]


@contextmanager
def readable() -> Iterator[None]:
    """Turn whatever goes wrong with a file that cannot be read into one error: `file-unreadable`."""
    try:
        yield
    except _UNREADABLE as error:
        if isinstance(error, InputError):  # which is a ValueError too
            raise
        raise refused("file-unreadable") from None


def open_workbook(stream: BinaryIO, limits: Limits) -> Workbook:
    """Open a workbook.

    Raises:
        InputError: `not-a-spreadsheet`, `macros`, `password`, `file-unreadable`, or it unpacks to too much.
    """
    file = zipfile.ZipFile(stream)
    _check(file.infolist(), limits)
    parts = Parts(file, _ELEMENTS * (limits.rows or LAST_ROW) * limits.columns)
    main = _related(parts, "").others.get("officeDocument", "")
    if not main.endswith(".xml"):
        raise refused("not-a-spreadsheet")  # .xlsb
    book, related = _Book(), _related(parts, main)
    _read(parts, main, book.start)
    sheets = [Sheet(name, hidden, related.sheets[link]) for name, hidden, link in book.sheets if link in related.sheets]
    styles, texts, there = _Styles(), _Texts(), set(file.namelist())
    if (part := related.others.get("styles", "")) in there:
        _read(parts, part, styles.start)
    if (part := related.others.get("sharedStrings", "")) in there:
        _read(parts, part, texts.start, texts.end, texts.text)
    return Workbook(parts, tuple(sheets), book.from_1904, texts.texts, styles.formats())


def _check(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = {part.filename for part in parts}
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked:
        raise refused("unpacks-too-big", limit=f"{limits.unpacked // 1_000_000:,}MB", parts=f"{limits.parts:,}")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise refused("password")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise refused("not-a-spreadsheet")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise refused("macros")
    if len(names) != len(parts) or any(part.compress_type not in _COMPRESSIONS for part in parts):
        raise refused("file-unreadable")


def feed(
    parts: Parts, name: str, start: Started, end: Ended | None = None, text: Ended | None = None
) -> Iterator[None]:
    """Read a part, pausing after each block of its XML.

    Raises:
        InputError: the part has a DOCTYPE, or more elements than the largest table within the limits.
        expat.ExpatError: it is not correct XML.
    """
    left = parts.most_elements

    def counted(tag: str, given: Attributes) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise refused("too-many-cells")
        start(tag, given)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = counted, end, text
    at, waited = -1, 0
    with parts.zip.open(name) as part:
        while block := part.read(_BLOCK):
            parser.Parse(block, False)
            # A tag without an end is read again from its start with every block.
            waited = waited + 1 if parser.CurrentByteIndex == at else 0
            if waited > _MOST_BLOCKS:
                raise refused("file-unreadable")
            at = parser.CurrentByteIndex
            yield
    parser.Parse(b"", True)
    yield


def _refuse_doctype(*_: object) -> None:
    raise refused("file-unreadable")


def _read(parts: Parts, name: str, start: Started, end: Ended | None = None, text: Ended | None = None) -> None:
    for _ in feed(parts, name, start, end, text):
        pass


def local(name: str) -> str:
    """Return a name without its prefix: some programs write x:row for row."""
    return name.rpartition(":")[2] if ":" in name else name


def unescaped(text: str) -> str:
    """Return a text with the signs that XML cannot hold, which a workbook writes as _x000D_ (ECMA-376, 22.9.2.19)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _Book:
    """The workbook itself: the tabs, and the day from which days are counted."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.from_1904 = False

    def start(self, name: str, given: Attributes) -> None:
        match local(name):
            case "sheet":
                link = next(value for key, value in given.items() if key.endswith(":id"))
                self.sheets.append((given["name"], given.get("state", "visible") != "visible", link))
            case "workbookPr":
                self.from_1904 = given.get("date1904") in ("1", "true")


class _Relations:
    """The .rels beside a part: in which parts the things are that it speaks of."""

    def __init__(self, part: str) -> None:
        self._folder = "/" + posixpath.dirname(part)
        self.sheets: dict[str, str] = {}  # worksheets by their id
        self.others: dict[str, str] = {}  # the rest by their kind

    def start(self, name: str, given: Attributes) -> None:
        if local(name) == "Relationship" and given.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(self._folder, given["Target"])).lstrip("/")
            kind = given["Type"].rpartition("/")[2]
            if kind == "worksheet":
                self.sheets[given["Id"]] = target
            else:
                self.others[kind] = target


def _related(parts: Parts, part: str) -> _Relations:
    related = _Relations(part)
    folder, name = posixpath.split(part)
    _read(parts, posixpath.join(folder, "_rels", f"{name}.rels"), related.start)
    return related


class _Texts:
    """xl/sharedStrings.xml: the texts of the workbook, without their formatting and reading aids."""

    def __init__(self) -> None:
        self.texts: list[Value] = []
        self._found: list[str] = []
        self._length = 0
        self._wanted = self._aid = False

    def start(self, name: str, _given: Attributes) -> None:
        match local(name):
            case "si":
                self._found, self._length = [], 0
            case "rPh":
                self._aid = True
            case "t":
                self._wanted = not self._aid

    def text(self, text: str) -> None:
        if self._wanted and self._length < MOST_CHARACTERS:
            self._found.append(text[:MOST_CHARACTERS])
            self._length += len(text)

    def end(self, name: str) -> None:
        match local(name):
            case "si":
                self.texts.append(Value(unescaped("".join(self._found))))
            case "rPh":
                self._aid = False
            case "t":
                self._wanted = False


# The formats that have a number and no code in the file (ECMA-376, 18.8.30).
_PERCENTS = {9, 10}
_DATES = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)}
_TIMES = {*range(18, 22), *range(32, 36), 45, 46, 47}
_NOT_A_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


class _Styles:
    """xl/styles.xml: which cells are shown as dates or shares of a hundred."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self._cells: list[int] = []
        self._within = False

    def start(self, name: str, given: Attributes) -> None:
        match local(name):
            case "numFmt":
                self._codes[int(given["numFmtId"])] = given["formatCode"]
            case "xf" if self._within:
                self._cells.append(int(given.get("numFmtId", 0)))
            case other:
                self._within = other == "cellXfs" or (self._within and other in ("alignment", "protection", "extLst"))

    def formats(self) -> list[Format]:
        """Return the format of each style that a cell can name."""
        return [self._format(number) for number in self._cells]

    def _format(self, number: int) -> Format:
        if number not in self._codes:
            return Format(number in _PERCENTS, number in _DATES | _TIMES, number in _DATES)
        code = _NOT_A_CODE.sub("", self._codes[number]).partition(";")[0].lower()
        moment = "general" not in code and any(sign in code for sign in "dmyhs")
        dated = "d" in code or "y" in code or (moment and "h" not in code and "s" not in code)
        return Format("%" in code, moment, moment and dated)
