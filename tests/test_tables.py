"""CSV and rows as people bring them (cases C1 to C9 of the bad inputs), and text that is safe to write out."""

import csv
import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairpay.errors import InputError
from fairpay.present import rate_tables
from fairpay.tables.columns import Column, match
from fairpay.tables.reading import FILE, PAGE, Limits, Row, open_table
from fairpay.tables.writing import csv_text, defused, for_excel, restored

COLUMNS = (
    Column("on", "Date of the work", ("day",), required=True),
    Column("fee", "Fee", ("rate", "amount each"), required=True),
    Column("people", "People", ("number",)),
    Column("places", "Places", ("number",)),
)


def read(content: bytes, limits: Limits = FILE) -> list[Row]:
    with open_table(io.BytesIO(content), COLUMNS, limits=limits) as table:
        return list(table.rows)


def cells(content: bytes, limits: Limits = FILE) -> list[tuple[str, ...]]:
    return [row.cells for row in read(content, limits)]


def why(content: bytes, limits: Limits = FILE) -> list[tuple[str, dict[str, Any]]]:
    """Return the codes and parameters with which a file is refused, wherever that happens."""
    with pytest.raises(InputError) as raised:
        read(content, limits)
    assert "%(" not in str(raised.value)
    return [(fault.code, dict(fault.params)) for fault in raised.value.faults]


def flaws(row: Row) -> list[tuple[str, str]]:
    assert "%(" not in "".join(map(str, row.faults))
    return [(fault.field, fault.code) for fault in row.faults]


PLAIN = [("2026-05-14", "150")]


# Headings


def test_headings_in_any_order_case_and_spacing_and_their_synonyms() -> None:
    header = match(["  FEE (£) ", "cost code", "Day"], COLUMNS)
    assert header.texts == ("  FEE (£) ", "cost code", "Day")
    assert header.names == ("fee", None, "on")
    assert header.positions == {"fee": 0, "on": 2}


def test_a_column_is_known_by_its_name_and_by_its_title() -> None:
    assert match(["date-of-the-work", "fee"], COLUMNS).names == ("on", "fee")


def test_each_missing_column_is_named() -> None:
    assert why(b"people\n3\n") == [
        ("missing-column", {"title": "Date of the work"}),
        ("missing-column", {"title": "Fee"}),
    ]


def test_two_columns_of_one_meaning_are_named() -> None:
    assert why(b"on,fee,Rate\n1,2,3\n") == [("duplicate-header", {"heading": "Rate", "other": "fee"})]


def test_two_unknown_columns_of_one_name_are_named() -> None:
    assert why(b"on,fee,Notes,notes\n1,2,3,4\n") == [("duplicate-header", {"heading": "notes", "other": "Notes"})]


def test_columns_without_a_heading_are_kept() -> None:
    assert cells(b"on,,fee,\n2026-05-14,a,150,\n") == [("2026-05-14", "a", "150")]


def test_a_heading_that_can_mean_two_columns_is_refused() -> None:
    params = {"heading": "Number", "title": "People", "other_title": "Places"}
    assert why(b"on,fee,Number\n1,2,3\n") == [("unclear-header", params)]


def test_faults_of_the_whole_file_are_filed_under_its_name() -> None:
    for content, said in (
        (b"on\n1\n", "The selected file must use the template. It has no column “Fee”."),
        (b'on,fee\n1,2\n1,"2\n', "A quotation mark in line 3 "),
    ):
        with pytest.raises(InputError) as raised, open_table(io.BytesIO(content), COLUMNS, name="plan.csv") as table:
            list(table.rows)
        assert str(raised.value).startswith(f"plan.csv: {said}")


@pytest.mark.parametrize("above", [1, 4, 9])
@pytest.mark.parametrize("separator", [",", ";"])
def test_headings_below_a_title_are_named_by_their_row(above: int, separator: str) -> None:
    title = "Our ledger, 2026/27\n" + "\n" * (above - 1)
    content = title + f"on{separator}fee\n2026-05-14{separator}150\n"
    assert why(content.encode()) == [("headings-below", {"row": above + 1})]


def test_headings_further_down_are_not_looked_for() -> None:
    title = b"Our ledger" + b"\n" * 10
    assert [code for code, _ in why(title + b"on,fee\n1,2\n")] == ["missing-column"] * 2
    assert [code for code, _ in why(b"on,fee,Rate\n1,2,3\non,fee,note\n")] == ["duplicate-header"]


# C1, C2: nothing in it, too much in it


@pytest.mark.parametrize("content", [b"", b"\n\r\n  \n", b",,,\n", b"\xef\xbb\xbf", b"sep=;\n"])
def test_empty_files(content: bytes) -> None:
    assert why(content) == [("file-empty", {})]


@pytest.mark.parametrize("content", [b"on,fee", b"on,fee\n\n , \n,,\n"])
def test_headings_alone(content: bytes) -> None:
    assert why(content) == [("no-rows", {})]


def test_as_many_rows_as_a_page_takes_and_one_more() -> None:
    content = b"on,fee\n" + b"2026-05-14,150\n" * 5000
    assert len(read(content, PAGE)) == 5000
    assert why(content + b"2026-05-14,150\n", PAGE) == [("too-many-rows", {"limit": "5,000"})]
    assert len(read(content + b"2026-05-14,150\n")) == 5001
    assert len(read(content + b"\n\n,\n", PAGE)) == 5000  # empty ones at the end are none


def test_as_many_columns_as_a_page_takes_and_one_more() -> None:
    names = ["on", "fee", *(f"x{number}" for number in range(48))]
    content = (",".join(names) + "\n" + ",".join(names)).encode()
    assert len(cells(content, PAGE)[0]) == 50
    assert why(content.replace(b"\n", b",more\n"), PAGE) == [("too-many-columns", {"limit": "50"})]


def test_as_many_bytes_as_a_page_takes_and_one_more() -> None:
    row = b"2026-05-14,150," + b"x" * 984 + b"\n"  # 1,000 bytes
    content = b"on,fee,n\n" + row * 2096
    content += b"\n" * (2 * 1024 * 1024 - len(content))
    assert len(read(content, PAGE)) == 2096
    assert why(content + b"\n", PAGE) == [("file-too-big", {"limit": "2MB"})]


# Encodings: case C3


def notes_on(content: bytes) -> list[str]:
    with open_table(io.BytesIO(content), COLUMNS) as table:
        return [note.code for note in table.notes]


TEXT = "on,fee,note\n2026-05-14,£150,Zoë’s café\n"


@pytest.mark.parametrize(("encoding", "notes"), [("utf-8", []), ("utf-8-sig", []), ("cp1252", ["windows-1252"])])
def test_encodings_that_are_read(encoding: str, notes: list[str]) -> None:
    content = TEXT.encode(encoding)
    assert cells(content) == [("2026-05-14", "£150", "Zoë’s café")]
    assert notes_on(content) == notes


def test_the_first_sign_that_is_not_ascii_may_be_far_down_or_cut_in_two() -> None:
    for filler in range(65_500, 65_540):
        head = b"on,fee\n" + b"1,2\n" * (filler // 4) + b"\n" * (filler % 4)
        assert cells(head + "£1,€2\n".encode())[-1] == ("£1", "€2")
        assert cells(head + "£1,€2\n".encode("cp1252"))[-1] == ("£1", "€2")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_with_advice(encoding: str) -> None:
    content = TEXT.encode(encoding)
    expected = "utf-16" if encoding == "utf-16" else "not-a-spreadsheet"  # without its mark it is full of NULs
    assert why(content)[0][0] == expected


def test_two_encodings_in_one_file_are_never_mixed() -> None:
    content = "on,fee\n1,£2\n3,4\n5,".encode() + b"\xa36\n"
    assert why(content) == [("mixed-encoding", {"line": 4})]
    assert why(b"on,fee\n1,\xa32\n3,\x81\n") == [("mixed-encoding", {"line": 3})]
    assert why(b"on,fee\xc2\xa3\xff\n1,2\n") == [("mixed-encoding", {"line": 1})]
    far = b"on,fee\n" + "1,£2\n".encode() * 30_000 + b"1,\xa32\n"
    assert why(far) == [("mixed-encoding", {"line": 30_002})]


# C4, C5: line ends and separators


@pytest.mark.parametrize(
    "content",
    [
        b"on,fee\r2026-05-14,150\r",
        b"on,fee\r\n2026-05-14,150\n\r\n\r",
        b"on,fee\n2026-05-14,150",
        b"on,fee\n2026-05-14,150\n\n\n,\n \n",
        b"on;fee\n2026-05-14;150\n",
        b"on\tfee\n2026-05-14\t150\n",
        b"sep=;\r\non;fee\r\n2026-05-14;150\r\n",
        b'"sep=|"\non|fee\n2026-05-14|150\n',
        b"\xef\xbb\xbfSEP=,\non,fee\n2026-05-14,150\n",
        b'"on","fee\n"\n"2026-05-14","150"\n',
    ],
)
def test_line_ends_and_separators(content: bytes) -> None:
    assert cells(content) == PLAIN


def test_a_separator_is_taken_only_if_the_headings_then_match() -> None:
    assert cells(b"on,fee,a;b\n1,2,3;4\n") == [("1", "2", "3;4")]
    assert [code for code, _ in why(b"on;x\n1;2\n")] == ["missing-column"]
    assert [params["title"] for _, params in why(b"on;x\n1;2\n")] == ["Fee"]  # and Date was found


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    content = b'\non,fee\n\n1,"2\n3"\n , \n4,5\n'
    assert [(row.number, row.cells) for row in read(content)] == [(4, ("1", "2\n3")), (6, ("4", "5"))]
    assert [row.number for row in read(b"sep=,\non,fee\n1,2\n")] == [2]


def test_short_rows_are_filled_up_and_longer_ones_are_a_fault() -> None:
    short, empty, longer = read(b"on,fee,people\n1\n1,2,3,, \n1,2,3,4,,5\n")
    assert short == Row(2, ("1", "", ""))
    assert empty == Row(3, ("1", "2", "3"))
    assert longer.cells == ("1", "2", "3")
    assert flaws(longer) == [("", "extra-cells")]
    assert longer.faults[0].params == {"count": 2}


# C7, C8: what is no table


def test_an_unclosed_quote_is_refused_with_its_line() -> None:
    assert why(b'on,fee\n1,2\n"3,4\n5,6\n7,8\n') == [("unclosed-quote", {"line": 3})]
    assert why(b'sep=,\non,fee\n1,2\n"3,4\n5,6\n') == [("unclosed-quote", {"line": 4})]
    assert why(b'on,fee\n1,2\n"3,4\n' + b"5,6\n" * 60_000) == [("unclosed-quote", {"line": 3})]
    assert why(b'on,"fee\n1,2\n') == [("unclosed-quote", {"line": 1})]


def test_a_quote_that_closes_where_another_opens_is_refused_with_its_line() -> None:
    assert why(b'on,fee\n1,2\n"3,4\n5,"6"\n7,8\n') == [("unclosed-quote", {"line": 3})]


def test_one_line_with_quotes_that_do_not_match_spoils_no_other() -> None:
    first, bad, last = read(b'on,fee\n1,2\n"3"x,4\n5,6\n')
    assert (first.cells, last.cells) == (("1", "2"), ("5", "6"))
    assert (bad.number, bad.cells, flaws(bad)) == (3, ("", ""), [("", "row-quotes")])


@pytest.fixture
def python_limit() -> Iterator[None]:
    """Python's own limit for a cell, which other packages in the same process may have raised."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("python_limit")
def test_long_cells_are_faults_of_their_row() -> None:
    content = "on,fee,My note\n1," + "9" * 1000 + ",é\n1,2," + "x" * 1001 + "\n1,2," + "y" * 200_000 + "\n1,2,3\n"
    fits, long, longest, last = read(content.encode(), PAGE)
    assert fits.faults == last.faults == ()
    assert flaws(long) == [("My note", "cell-too-long")]
    assert long.faults[0].params == {"heading": "My note", "limit": "1,000"}
    assert (longest.number, flaws(longest)) == (4, [("", "row-too-long")])
    assert last.number == 5


def test_a_line_without_an_end_is_no_table() -> None:
    assert why(b"on,fee\n1," + b"x" * 3_000_000) == [("not-a-spreadsheet", {})]


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000


@pytest.mark.parametrize("content", [PNG, b"on,fee\n1,\x002\n", b"on,fee\n" + b"1,2\n" * 50_000 + b"\0", OLE])
def test_what_is_no_csv(content: bytes) -> None:
    assert why(content) == [("not-a-spreadsheet", {})]


# Where a table can come from


class Pipe(io.BytesIO):
    """A stream that cannot go back."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: Any) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_pipe(encoding: str) -> None:
    content = (TEXT + "2026-05-15,£1,x\n" * 20_000).encode(encoding)
    with open_table(Pipe(content), COLUMNS) as table:
        rows = list(table.rows)
    assert len(rows) == 20_001
    assert rows[0].cells == ("2026-05-14", "£150", "Zoë’s café")
    assert rows[-1] == Row(20_002, ("2026-05-15", "£1", "x"))


def test_a_path_and_the_stream_of_the_caller_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "a file.xlsx"  # its content counts, not its name
    path.write_bytes(b"on,fee\n2026-05-14,150\n")
    for source in (path, str(path)):
        with open_table(source, COLUMNS) as table:
            assert [row.cells for row in table.rows] == PLAIN
    with path.open("rb") as stream:
        with open_table(stream, COLUMNS) as table:
            assert [row.cells for row in table.rows] == PLAIN
        assert not stream.closed


def test_a_path_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised, open_table(tmp_path / "none.csv", COLUMNS):
        pass
    assert raised.value.code == "file-not-read"


def test_an_error_of_the_caller_is_not_touched() -> None:
    with pytest.raises(OSError, match="theirs"), open_table(io.BytesIO(b"on,fee\n1,2\n"), COLUMNS):
        raise OSError("theirs")


def test_rows_of_mappings() -> None:
    rows: list[dict[str, object]] = [
        {"Fee": Decimal("150.50"), "Day": date(2026, 5, 14), "People": 3, "x": None},
        {"Fee": 0.1 + 0.2, "Day": datetime(2026, 5, 14)},  # noqa: DTZ001
        {"Fee": "1", "Day": "d", "People": True, "x": True, "y": "more"},
    ]
    with open_table(rows, COLUMNS) as table:
        assert table.header.names == ("fee", "on", "people", None)
        first, second, third = table.rows
    assert first == Row(2, ("150.50", "2026-05-14", "3", ""))
    assert second == Row(3, ("0.3", "2026-05-14", "", ""))
    assert third.cells == ("1", "d", "TRUE", "TRUE")
    assert flaws(third) == [("people", "cell-true-or-false"), ("", "extra-cells")]


def test_rows_of_cells() -> None:
    with open_table(iter([["fee", "on"], [Decimal(7), "a"], [], ["", ""], [float("nan"), 1 / 3]]), COLUMNS) as table:
        first, last = table.rows
    assert first == Row(2, ("7", "a"))
    assert last.number == 5
    assert last.cells == ("nan", "0.333333333333333")
    assert flaws(last) == [("on", "cell-not-exact")]


def test_what_is_no_source_is_said_to_the_programmer() -> None:
    with pytest.raises(TypeError, match="bytes"), open_table(io.StringIO("on,fee\n1,2\n"), COLUMNS):  # type: ignore[arg-type]
        pass
    with pytest.raises(TypeError, match="cannot hold list"), open_table([["on", "fee"], [[], 1]], COLUMNS):
        pass


def test_no_rows_at_all() -> None:
    for rows, code in (([], "file-empty"), ([["on", "fee"]], "no-rows"), ([{"on": "", "fee": None}], "no-rows")):
        with pytest.raises(InputError) as raised, open_table(rows, COLUMNS):
            pass
        assert raised.value.code == code


# Not getrusage: its peak begins with that of the process that started this one.
MEASURED = """
import re, sys
from pathlib import Path
from fairpay.tables.columns import Column
from fairpay.tables.reading import open_table
columns = (Column("on", "Date", required=True), Column("fee", "Fee", required=True))
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1))
with open_table(sys.argv[1], columns) as table:
    next(table.rows)
    before = peak()
    print(1 + sum(1 for row in table.rows), peak() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read where Linux keeps it")
def test_a_long_file_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(b"on,fee,note\n" + b"2026-05-14,150,some more text to make it long\n" * 200_000)  # 9 MB
    ran = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, check=True, encoding="utf-8")
    rows, kilobytes = map(int, ran.stdout.split())
    assert rows == 200_000
    assert kilobytes < 2_000


# C9: text that looks like a formula

STARTS = [*"=+-@\t\r\n\0＝＋－＠"]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("spaces", ["", "  "])
def test_text_that_looks_like_a_formula_is_defused(start: str, spaces: str) -> None:
    text = f"{spaces}{start}cmd|' /C calc'!A0"
    assert defused(text) == f"'{text}"
    assert restored(defused(text)) == text


@pytest.mark.parametrize("text", ["", " ", "x=1", "'", "O'Brien", "£-5", "-150", "-1,234.50", "<script>", "'quoted'"])
def test_other_text_is_left_alone(text: str) -> None:
    assert defused(text) == restored(text) == text


@pytest.mark.parametrize("text", ["-150x", "-1+cmd|' /C calc'!A0", "--150", "-", "+150", "-1.", "-150\n"])
def test_only_a_plain_negative_number_may_start_with_a_minus(text: str) -> None:
    assert defused(text) == f"'{text}"


SIGNS = st.text(st.sampled_from([*STARTS, "'", " ", "a", "1", ".", ",", ";", '"']))


@given(SIGNS | st.text())
def test_defusing_can_always_be_undone_and_leaves_nothing_unsafe(text: str) -> None:
    safe = defused(text)
    assert restored(safe) == text
    assert safe.lstrip(" ")[:1] not in STARTS or safe == text  # a plain negative number
    assert defused(safe) != safe or safe == text


def test_csv_out() -> None:
    assert csv_text([["=1+1", -150, Decimal("-1.50"), "a,b", None], ["£", 'say "x"', "", "", ""]]) == (
        '\'=1+1,-150,-1.50,"a,b",\r\n£,"say ""x""",,,\r\n'
    )


def test_tables_of_rates_are_defused_too() -> None:
    row = {"label": "=HYPERLINK(1)", "sources": ["@a", "b"], "value": "-5", "own": None}  # an organisation's own words
    assert rate_tables.table([row]) == "label,sources,value,own\r\n'=HYPERLINK(1),'@a b,-5,\r\n"


def test_a_file_that_was_written_reads_back_the_same() -> None:
    rows = [
        ["on", "fee", "note"],
        ["2026-05-14", "-150", "=cmd|' /C calc'!A0"],
        ["1", "2", "'=typed so"],
        ["", "3", "@a"],
    ]
    assert cells(for_excel(csv_text(rows)).encode()) == [tuple(row) for row in rows[1:]]


# Whatever is written is read

CELL = st.text(st.characters(codec="cp1252", exclude_characters="\0"), max_size=30)
ROWS = st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=20)


@given(ROWS, st.sampled_from(",;\t"), st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]))
def test_any_rows_read_back_the_same(rows: list[list[str]], separator: str, encoding: str) -> None:
    # The pound sign in the headings is the first sign that is not ASCII, and tells the encoding.
    written = [["on", "fee (£)", "note"], *([defused(text) for text in row] for row in rows)]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(written)
    expected = [
        (number, tuple(row)) for number, row in enumerate(rows, start=2) if "".join(written[number - 1]).strip()
    ]
    content = out.getvalue().encode(encoding)
    if expected:
        assert [(row.number, row.cells) for row in read(content)] == expected
    else:
        assert why(content) == [("no-rows", {})]


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"on,fee\n", b"PK\x03\x04", b"\xef\xbb\xbfon;fee\n", b"on,fee\n1,\xa32\n"]),
)
def test_no_bytes_raise_anything_but_an_input_error(content: bytes, head: bytes) -> None:
    with suppress(InputError):
        assert all(len(row.cells) >= 2 for row in read(head + content, PAGE))
