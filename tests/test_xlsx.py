"""XLSX files as people bring them, hostile ones included: cases X1 to X9 of the bad inputs."""

import io
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from fairpay.errors import InputError
from fairpay.tables import cells
from fairpay.tables.columns import Column
from fairpay.tables.reading import FILE, PAGE, Limits, Row, Table, open_table
from fairpay.tables.writing import restored

COLUMNS = (Column("on", "Date", required=True), Column("fee", "Fee", required=True))
HEADINGS = ["Date", "Fee", "x"]

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WHOLE = {
    "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": f'{HEAD}<Relationships><Relationship Id="rId1" Type="{RELATED}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">'
    '<sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f"{HEAD}<Relationships>"
    f'<Relationship Id="rId1" Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{RELATED}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{RELATED}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>',
}


def saved(rows: Iterable[Sequence[Any]], change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    """Return a workbook with these rows below the headings, as openpyxl saves it."""
    book = openpyxl.Workbook()
    for row in (HEADINGS, *rows):
        book.worksheets[0].append(list(row))
    if change is not None:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(parts: dict[str, str], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a file of these parts, beside those that every workbook has."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, content in (WHOLE | parts).items():
            file.writestr(name, content)
    return out.getvalue()


def texts(*row: str) -> str:
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) + "</row>"


def xml(rows: str, *, start: str = HEAD, strings: str = "", styles: str = "") -> bytes:
    """Return a workbook of bare XML with these rows below the headings."""
    parts = {
        "xl/worksheets/sheet1.xml": f"{start}<worksheet><sheetData>{texts(*HEADINGS)}{rows}</sheetData></worksheet>"
    }
    if strings:
        parts["xl/sharedStrings.xml"] = strings
    if styles:
        parts["xl/styles.xml"] = styles
    return packed(parts)


def opened(content: bytes, limits: Limits = PAGE) -> tuple[Table, list[Row]]:
    with open_table(io.BytesIO(content), COLUMNS, limits=limits) as table:
        return table, list(table.rows)


def rows_in(content: bytes, limits: Limits = PAGE) -> list[Row]:
    return opened(content, limits)[1]


def why(content: bytes, limits: Limits = PAGE) -> str:
    with pytest.raises(InputError) as raised:
        opened(content, limits)
    assert "%(" not in str(raised.value)
    return raised.value.code


def fee(value: Any, shown: str = "General") -> tuple[str, list[str]]:
    """Return what is read from a cell that holds a value in the fee column, and its faults."""

    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["B2"].number_format = shown

    (row,) = rows_in(saved([["2026-05-14", value, "x"]], change))
    assert all(fault.field == "fee" and "“Fee”" in str(fault) for fault in row.faults)
    return row.cells[1], [fault.code for fault in row.faults]


# Plain files


def test_a_plain_file() -> None:
    table, rows = opened(saved([[date(2026, 5, 14), 150, "£ & <b>"], [], ["a", 7.5, None], ["b", None, "c"]]))
    assert table.header.names == ("on", "fee", None)
    assert table.notes == ()
    assert rows == [
        Row(2, ("2026-05-14", "150", "£ & <b>")),
        Row(4, ("a", "7.5", "")),
        Row(5, ("b", "", "c")),
    ]


def test_a_file_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"  # its content counts, not its name
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Plan")
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_datetime(1, 0, datetime(2026, 5, 14), book.add_format({"num_format": "d mmm yyyy"}))  # noqa: DTZ001
        sheet.write_number(1, 1, 0.455)
        sheet.write_string(1, 2, "=1+1")
    with open_table(path, COLUMNS) as table:
        assert list(table.rows) == [Row(2, ("2026-05-14", "0.455", "=1+1"))]


def test_a_file_through_a_pipe() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with open_table(Pipe(saved([["a", 1, ""]])), COLUMNS) as table:
        assert [row.cells for row in table.rows] == [("a", "1", "")]


def test_prefixed_names_and_rows_and_cells_without_a_place() -> None:
    prefixed = xml("<row><c><v>1</v></c><c><v>2</v></c></row>")
    assert [row.cells for row in rows_in(prefixed)] == [("1", "2", "")]
    body = f"{HEAD}<x:worksheet><x:sheetData>" + (texts(*HEADINGS) + '<row r="9"><c r="B9"><v>2</v></c></row>').replace(
        "</", "</x:"
    ).replace("<row", "<x:row").replace("<c", "<x:c").replace("<is>", "<x:is>").replace("<t>", "<x:t>").replace(
        "<v>", "<x:v>"
    )
    file = packed({"xl/worksheets/sheet1.xml": body + "</x:sheetData></x:worksheet>"})
    assert rows_in(file) == [Row(9, ("", "2", ""))]


def test_a_workbook_part_of_another_name() -> None:
    parts = WHOLE | {"xl/worksheets/sheet1.xml": f"<worksheet>{texts(*HEADINGS)}{texts('1')}</worksheet>"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("workbook.", "workbook2."), content.replace("workbook.xml", "workbook2.xml"))
    assert rows_in(out.getvalue()) == [Row(2, ("1", "", ""))]


def test_the_empty_last_row_that_libreoffice_writes_is_no_row() -> None:
    last = '<row r="1048576" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0"/>'
    assert opened(xml(texts("a", "1") + last))[1] == [Row(2, ("a", "1", ""))]
    assert opened(xml(texts("a", "1") + last))[0].notes == ()


def test_rich_text_and_reading_aids() -> None:
    strings = f"{HEAD}<sst><si><r><t>one </t></r><r><t>two</t></r><rPh><t>aid</t></rPh></si><si/></sst>"
    rows = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>a</t><rPh><t>b</t></rPh></is></c></row>'
    )
    assert [row.cells for row in rows_in(xml(rows, strings=strings))] == [("one two", "", "a")]


def test_headings_alone_and_an_empty_sheet() -> None:
    assert why(saved([])) == "no-rows"
    assert why(packed({"xl/worksheets/sheet1.xml": f"{HEAD}<worksheet/>"})) == "file-empty"


def test_headings_that_are_not_those_of_the_template() -> None:
    assert why(packed({"xl/worksheets/sheet1.xml": f"{HEAD}<worksheet>{texts('Date')}{texts('1')}</worksheet>"})) == (
        "missing-column"
    )


def test_headings_below_a_title_are_named_by_their_row() -> None:
    rows = f"{texts('Our budget')}<row/>{texts('', 'note')}{texts(*HEADINGS)}{texts('2026-05-14', '1')}"
    file = packed({"xl/worksheets/sheet1.xml": f"{HEAD}<worksheet><sheetData>{rows}</sheetData></worksheet>"})
    with pytest.raises(InputError) as raised:
        opened(file)
    assert [(fault.code, fault.params) for fault in raised.value.faults] == [("headings-below", {"row": 4})]


# Bombs (X1 to X3)


@pytest.fixture(scope="module")
def bombs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bombs")
    spaces = f"{HEAD}<worksheet><sheetData>" + " " * 200_000_000 + "</sheetData></worksheet>"
    (folder / "spaces").write_bytes(packed({"xl/worksheets/sheet1.xml": spaces}))
    string = f"{HEAD}<sst><si><t>" + "x" * 150_000_000 + "</t></si></sst>"
    (folder / "string").write_bytes(xml('<row><c t="s"><v>0</v></c></row>', strings=string))
    small = f"{HEAD}<sst><si><t>" + "x" * 19_000_000 + "</t></si></sst>"  # within what a page unpacks
    (folder / "within").write_bytes(xml('<row><c t="s"><v>0</v></c></row>', strings=small))
    (folder / "corner").write_bytes(xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    (folder / "laughs").write_bytes(
        xml("<row><c t='str'><v>&l9;</v></c></row>", start=f'{HEAD}<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]>')
    )
    quadratic = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'
    (folder / "quadratic").write_bytes(
        xml(f"<row><c t='str'><v>{'&a;' * 10_000}</v></c></row>", start=HEAD + quadratic)
    )
    (folder / "cells").write_bytes(xml(("<row>" + "<c/>" * 16_000 + "</row>") * 310))
    (folder / "tag").write_bytes(xml(f'<row a="{"x" * 19_000_000}"/>'))
    (folder / "corners").write_bytes(
        xml("".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, 5002)))
    )
    many = {f"xl/part{number}.xml": "" for number in range(20_000)}
    (folder / "parts").write_bytes(packed(many, compression=zipfile.ZIP_STORED))
    return folder


# What happens in a Python of its own: the code, the milliseconds, how many kB of memory more.
# Not getrusage: its peak begins with that of the process that started this one.
MEASURED = """
import io, re, sys, time
from pathlib import Path
from fairpay.errors import InputError
from fairpay.tables.columns import Column
from fairpay.tables.reading import PAGE, open_table
columns = (Column("on", "Date", required=True), Column("fee", "Fee", required=True))
content = open(sys.argv[1], "rb").read()
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1))
before, started = peak(), time.process_time()
code = "read"
try:
    with open_table(io.BytesIO(content), columns, limits=PAGE) as table:
        for row in table.rows:
            code = " ".join(fault.code for fault in row.faults)
except InputError as error:
    code = error.code
spent = (time.process_time() - started) * 1000
print(code, int(spent), peak() - before, sep=",")
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read where Linux keeps it")
@pytest.mark.parametrize(
    ("name", "code", "most_milliseconds"),
    [
        ("spaces", "unpacks-too-big", 50),
        ("string", "unpacks-too-big", 50),
        ("within", "cell-too-long", 1000),  # nine parts in ten of it are never kept
        ("corner", "too-many-rows", 50),
        ("cells", "too-many-cells", 2000),
        ("tag", "file-unreadable", 200),
        ("corners", "extra-cells", 500),
        ("laughs", "file-unreadable", 50),
        ("quadratic", "file-unreadable", 50),
        ("parts", "file-too-big", 50),
    ],
)
def test_bombs_are_refused_in_little_time_and_memory(bombs: Path, name: str, code: str, most_milliseconds: int) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, str(bombs / name)], capture_output=True, check=True, encoding="utf-8"
    )
    said, milliseconds, kilobytes = ran.stdout.strip().split(",")
    assert said == code
    assert int(milliseconds) < 2 * most_milliseconds  # twice the limit: other tests run beside this one
    assert int(kilobytes) < 10_000


def test_too_many_parts() -> None:
    assert why(packed({f"xl/part{number}.xml": "" for number in range(198)})) == "unpacks-too-big"


def test_a_file_on_the_computer_is_never_read_through_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    entity = f'{HEAD}<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        parts = {
            "xl/worksheets/sheet1.xml": f"<worksheet>{texts(*HEADINGS)}{texts('1')}</worksheet>",
            "xl/sharedStrings.xml": "<sst/>",
        }
        body = (WHOLE | parts)[part].removeprefix(HEAD)
        assert why(packed(parts | {part: entity + body})) == "file-unreadable"


def test_a_doctype_in_utf_16_is_refused_too() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in WHOLE.items():
            file.writestr(name, content)
        bad = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'
        file.writestr("xl/worksheets/sheet1.xml", bad.encode("utf-16"))
    assert why(out.getvalue()) == "file-unreadable"


# Other files, and damaged ones (X4, X5)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_a_password() -> None:
    assert why(OLE + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500) == "password"
    file = bytearray(saved([["a", 1, ""]]))
    at = file.rindex(b"PK\x01\x02")  # one entry of the directory says that it is encrypted
    file[at + 8] |= 1
    assert why(bytes(file)) == "password"


def test_other_kinds_of_file() -> None:
    assert why(OLE + b"\0" * 2000) == "not-a-spreadsheet"  # an old .xls
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("content.xml", "<office/>")
    assert why(out.getvalue()) == "not-a-spreadsheet"  # such as .ods or .docx
    assert why(packed({"xl/vbaProject.bin": "x"})) == "macros"
    binary = WHOLE["_rels/.rels"].replace("workbook.xml", "workbook.bin")
    assert why(packed({"_rels/.rels": binary, "xl/workbook.bin": "x"})) == "not-a-spreadsheet"  # .xlsb
    bzip = packed({"xl/worksheets/sheet1.xml": "<worksheet/>"}, compression=zipfile.ZIP_BZIP2)
    assert why(bzip) == "file-unreadable"  # no spreadsheet packs like this


def test_damaged_files() -> None:
    whole = saved([["a", number, "text"] for number in range(500)])
    assert why(whole[: len(whole) // 2]) == "file-unreadable"
    name = whole.index(b"xl/worksheets/sheet1.xml")
    spoiled = bytearray(whole)
    spoiled[name + 400] ^= 0xFF
    assert why(bytes(spoiled)) == "file-unreadable"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of what is meant here
        out = io.BytesIO(xml(texts("a", "1")))
        with zipfile.ZipFile(out, "a") as file:
            file.writestr("xl/workbook.xml", WHOLE["xl/workbook.xml"])
    assert why(out.getvalue()) == "file-unreadable"


def test_a_size_that_lies() -> None:
    content = xml(texts("a", "1") * 40_000)
    lying = bytearray(content)
    at = lying.index(b"xl/worksheets/sheet1.xml", lying.index(b"PK\x01\x02")) - 46
    assert lying[at : at + 4] == b"PK\x01\x02"
    lying[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert why(bytes(lying)) == "file-unreadable"


@pytest.mark.parametrize(
    "rows",
    [
        "<row",
        '<row r="3"/><row r="2"/>',
        '<row r="0"/>',
        '<row r="1048577"/>',
        '<row r="x"/>',
        '<row><c r="1"><v>1</v></c></row>',
        "<row>" + "<c/>" * 16_385 + "</row>",
        '<row><c r="XFE2"><v>1</v></c></row>',
        '<row><c r="AAAAAAAA2"><v>1</v></c></row>',
        '<row><c r="é2"><v>1</v></c></row>',
        '<row><c t="s"><v>0</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c s="1"><v>1</v></c></row>',
        '<row><c t="z"><v>1</v></c></row>',
        "<row><c><v>NaN</v></c></row>",
        "<row><c><v>1_0</v></c></row>",
        "<row><c><v>1e9999</v></c></row>",
    ],
)
def test_sheets_that_make_no_sense(rows: str) -> None:
    assert why(xml(rows)) == "file-unreadable"


@pytest.mark.parametrize("part", [*WHOLE, "xl/worksheets/sheet1.xml"])
def test_parts_that_are_missing(part: str) -> None:
    parts = WHOLE | {"xl/worksheets/sheet1.xml": f"<worksheet>{texts(*HEADINGS)}{texts('1')}</worksheet>"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            if name != part:
                file.writestr(name, content)
    assert why(out.getvalue()) in ("file-unreadable", "not-a-spreadsheet")


VALID = saved([["2026-05-14", 150, "a"], [date(2026, 5, 14), 1.5, True]])


@given(st.integers(0, len(VALID) - 1), st.binary(min_size=1, max_size=20))
@settings(max_examples=300)
def test_no_damage_raises_anything_but_an_input_error(at: int, bytes_: bytes) -> None:
    with suppress(InputError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows_in(VALID[:at] + bytes_ + VALID[at + len(bytes_) :])


@given(st.text(st.sampled_from([*'<>/"= rcvtsfi123ABe.-&;'])), st.sampled_from(["rows", "strings", "styles"]))
def test_no_xml_raises_anything_but_an_input_error(text: str, where: str) -> None:
    parts = {
        "rows": "<row><c t='s' s='0'><v>0</v></c></row>",
        "strings": "<sst><si><t>a</t></si></sst>",
        "styles": "<s/>",
    }
    parts[where] = text
    with suppress(InputError):
        rows_in(xml(parts["rows"], strings=parts["strings"], styles=parts["styles"]))


# Limits


def test_the_limits_of_a_page() -> None:
    body = texts("a", "1")
    assert len(rows_in(xml(body * 5000))) == 5000
    assert why(xml(body * 5001)) == "too-many-rows"
    wide = texts(*HEADINGS, *(f"h{number}" for number in range(48)))
    assert why(packed({"xl/worksheets/sheet1.xml": f"<worksheet>{wide}{body}</worksheet>"})) == "too-many-columns"
    assert why(saved([["a", 1, ""]]) + b"\0" * (2 * 1024 * 1024)) == "file-too-big"
    (row,) = rows_in(xml(texts("a", "1", "x" * 1001)))
    assert [(fault.field, fault.code) for fault in row.faults] == [("x", "cell-too-long")]
    (row,) = rows_in(xml('<row r="2"><c r="XFD2"><v>1</v></c></row>'))
    assert [fault.code for fault in row.faults] == ["extra-cells"]


def test_rows_far_down_are_read_where_there_is_no_limit() -> None:
    assert [row.number for row in rows_in(xml('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), FILE)] == [
        1_048_576
    ]


# What is hidden, case X6


def hide_all(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    sheet.title = "Plan"
    for number in (3, 4, 6):
        sheet.row_dimensions[number].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["F"].hidden = True  # beyond the headings: no matter
    sheet.merge_cells("A7:B7")
    book.create_sheet("Secret", 0).sheet_state = "hidden"
    book.create_sheet("Very", 0).sheet_state = "veryHidden"
    book.create_sheet("Notes")


def test_the_first_sheet_that_is_not_hidden_is_read_and_all_that_is_hidden_is_named() -> None:
    table, rows = opened(saved([["a", number, ""] for number in range(6)], hide_all))
    assert [row.number for row in rows] == [2, 3, 4, 5, 6, 7]  # hidden rows too
    assert [(note.code, dict(note.params)) for note in table.notes] == [
        ("hidden-sheets", {"sheets": "“Very”, “Secret”"}),
        ("other-sheets", {"sheet": "Plan", "sheets": "“Notes”"}),
        ("hidden-rows", {"rows": "3–4, 6"}),
        ("hidden-columns", {"columns": "B"}),
        ("merged-cells", {"cells": "A7–B7"}),
    ]
    assert rows[5].cells == ("a", "", "")  # the second cell of two that are merged


def test_a_long_list_of_hidden_rows_is_cut() -> None:
    def change(book: openpyxl.Workbook) -> None:
        for number in range(2, 400, 2):
            book.worksheets[0].row_dimensions[number].hidden = True

    table, _ = opened(saved([["a", number, ""] for number in range(400)], change))
    (note,) = table.notes
    assert note.params["rows"].split(", ") == [*(str(number) for number in range(2, 42, 2)), "…"]


# What a cell can hold that is neither text nor number (X7)


def test_formulas() -> None:
    (row,) = rows_in(saved([["=1+1", "=2+2", "=3+3"]]))  # openpyxl saves no values
    assert [(fault.field, fault.code) for fault in row.faults] == [
        ("on", "cell-formula"),
        ("fee", "cell-formula"),  # and none in x, a column that is not known
    ]
    cached = '<row><c t="str"><f>A1</f><v>text</v></c><c><f>1+1</f><v>2</v></c><c t="str"><f>A9</f><v></v></c></row>'
    assert rows_in(xml(cached)) == [Row(2, ("text", "2", ""))]


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A"])
def test_errors(error: str) -> None:
    (row,) = rows_in(
        xml(f'<row><c t="e"><v>{error}</v></c><c t="e"><f>A9</f><v>{error}</v></c><c t="e"><v>{error}</v></c></row>')
    )
    assert row.cells == (error, error, error)
    assert [(fault.field, fault.code) for fault in row.faults] == [("on", "cell-error"), ("fee", "cell-error")]
    assert f"holds the error {error}." in str(row.faults[0])


def test_true_and_percentages() -> None:
    assert fee(True) == ("TRUE", ["cell-true-or-false"])
    assert fee(0.175, "0.0%") == ("17.5%", ["cell-percent"])
    assert fee(0.5, "0%") == ("50%", ["cell-percent"])
    assert fee(0.5, '0"%"') == ("0.5", [])  # the sign is only text there
    (row,) = rows_in(saved([["a", 1, True]]))  # in a column that nobody asks for
    assert row == Row(2, ("a", "1", "TRUE"))


def test_a_date_in_the_column_of_the_fee_comes_as_a_date_which_is_no_number() -> None:
    assert fee(date(2026, 5, 14), "dd/mm/yyyy") == ("2026-05-14", [])


# Numbers, case X8


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (150, "150"),
        (-150.5, "-150.5"),
        (0.1 + 0.2, "0.3"),
        (1e-9, "0"),
        (-1e-12, "0"),
        (16.670000000000002, "16.67"),
        (1.005, "1.005"),  # half a penny is no millionth: which penny is meant stays open, and money refuses it
        (1.0000009, "1"),
        (7.125, "7.125"),
        (0.455, "0.455"),
        (1234567.89, "1234567.89"),
        (1e20, "100000000000000000000"),
        ("150 ", "150 "),
        ("£1,234.50", "£1,234.50"),
    ],
)
def test_numbers(value: float | str, text: str) -> None:
    assert fee(value) == (text, [])


def test_numbers_that_are_not_exact() -> None:
    assert fee(22 / 3) == ("7.33333333333333", ["cell-not-exact"])
    assert fee(1e-5 / 3) == ("0.00000333333333333333", ["cell-not-exact"])


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("0.45500000000000002", "0.455"),  # seventeen figures, as Excel writes them
        ("0.29999999999999999", "0.3"),
        ("1.5E2", "150"),
        ("1E-3", "0.001"),
        ("12345678901234567890", "12345678901234567890"),  # a reference, not an amount
        (".5", "0.5"),
        ("-0.0", "0"),
        ("9.99999999999999999999E+299", "1" + "0" * 300),
    ],
)
def test_numbers_as_files_write_them(raw: str, text: str) -> None:
    assert rows_in(xml(f"<row><c><v>1</v></c><c><v>{raw}</v></c></row>"), FILE)[0] == Row(2, ("1", text, ""))


@given(st.decimals(-(10**9), 10**9, places=2))
def test_any_amount_of_money_comes_out_of_a_float_as_it_was(amount: Decimal) -> None:
    read = cells.number(repr(float(amount)))
    assert read.fault == ""
    assert Decimal(read.text) == amount


# Days, case X9


@pytest.mark.parametrize("from_1904", [False, True])
@pytest.mark.parametrize("day", ["1904-01-02", "1999-12-31", "2000-02-29", "2026-05-14", "2099-12-31"])
def test_days_in_both_date_systems(day: str, from_1904: bool) -> None:
    def change(book: openpyxl.Workbook) -> None:
        if from_1904:
            book.epoch = CALENDAR_MAC_1904

    assert rows_in(saved([[date.fromisoformat(day), 1, ""]], change))[0].cells[0] == day


STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-809]dd mmmm yyyy;@"/>'
    '<numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="[Red]0.00&quot; days&quot;"/>'
    '<numFmt numFmtId="167" formatCode="mmm"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    '<cellXfs><xf/><xf numFmtId="14"><alignment/></xf><xf numFmtId="20"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    '<xf numFmtId="166"/><xf numFmtId="22"/><xf numFmtId="167"/></cellXfs>'
    '<cellStyles><xf numFmtId="9"/></cellStyles></styleSheet>'
)


@pytest.mark.parametrize(
    ("style", "raw", "text", "faults"),
    [
        (1, "1", "1900-01-01", []),
        (1, "59", "1900-02-28", []),
        (1, "60", "60", ["cell-date"]),  # 29 February 1900 never was
        (1, "61", "1900-03-01", []),
        (1, "46156", "2026-05-14", []),
        (3, "46156.5", "2026-05-14 12:00:00", []),
        (6, "46156.999999999", "2026-05-15", []),
        (1, "0", "0", ["cell-date"]),
        (1, "-1", "-1", ["cell-date"]),
        (1, "2958465", "9999-12-31", []),
        (1, "2958466", "2958466", ["cell-date"]),
        (2, "0.3125", "07:30", []),
        (4, "1.3125", "31:30", []),
        (4, "-1", "-1", ["cell-date"]),
        (5, "7.5", "7.5", []),
        (7, "46156", "2026-05-14", []),
    ],
)
def test_days_and_times(style: int, raw: str, text: str, faults: list[str]) -> None:
    file = xml(f'<row><c s="{style}"><v>{raw}</v></c><c><v>1</v></c></row>', styles=STYLES)
    (row,) = rows_in(file)
    assert (row.cells[0], [fault.code for fault in row.faults]) == (text, faults)


def test_a_day_that_is_no_number() -> None:
    assert why(xml('<row><c s="1"><v>today</v></c></row>', styles=STYLES)) == "file-unreadable"
    percentage = '<styleSheet><cellXfs><xf numFmtId="9"/><xf numFmtId="10"/></cellXfs></styleSheet>'
    assert why(xml('<row><c s="1"><v>1E9999</v></c></row>', styles=percentage)) == "file-unreadable"


def test_days_in_words_of_the_file() -> None:
    row = '<row><c t="d"><v>2026-05-14T00:00:00</v></c><c t="d"><v>2026-05-14</v></c></row>'
    assert rows_in(xml(row))[0].cells == ("2026-05-14", "2026-05-14", "")
    assert rows_in(saved([["31/12/1899", time(7, 30), ""]]))[0].cells == ("31/12/1899", "07:30", "")


# Any file

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
VALUES = (
    st.none()
    | TEXT.filter(lambda text: text[:1] not in "=#")  # of which openpyxl makes formulas and errors
    | st.integers(-(10**9), 10**9)
    | st.decimals(-(10**6), 10**6, places=2).map(float)
    | st.dates(date(1901, 1, 1), date(2200, 1, 1))
)


@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=8))
def test_any_sheet_reads_as_openpyxl_reads_it(rows: list[list[Any]]) -> None:
    content = saved([["first", 1, ""], *rows])
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    expected = [
        (number, tuple(restored(cells.typed(cell).text) for cell in row))
        for number, row in enumerate(sheet.iter_rows(min_row=2, values_only=True, max_col=3), start=2)
    ]
    assert [row[:2] for row in rows_in(content)] == [row for row in expected if "".join(row[1]).strip()]
