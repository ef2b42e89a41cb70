"""Workbooks: numbers stay numbers, text stays text, and a result comes out to the penny."""

import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import fairpay
from fairpay import Hours, Offer, Task
from fairpay.present.report import shown_working
from fairpay.present.result_sheets import TITLE, result_sheets
from fairpay.present.words import words_in
from fairpay.present.workbook import Cell, Column, Sheet, write_workbook

COLUMNS = (Column("Name"), Column("Pounds", "money"), Column("Number"), Column("Day"))


def written(*rows: Sequence[Cell], columns: Sequence[Column] = COLUMNS) -> BytesIO:
    file = BytesIO()
    write_workbook(file, [Sheet("One", columns, rows)], "A title")
    return file


def opened(file: BytesIO) -> Worksheet:
    sheet = openpyxl.load_workbook(file).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def values(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def test_every_kind_of_cell() -> None:
    sheet = opened(written(["Fee", Decimal("1234.5"), Decimal("7.25"), date(2026, 5, 14)], ["No", None, 3, None]))
    assert values(sheet) == [["Fee", 1234.5, 7.25, datetime(2026, 5, 14)], ["No", None, 3, None]]  # noqa: DTZ001
    assert [cell.value for cell in sheet[1]] == ["Name", "Pounds", "Number", "Day"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "d"]
    assert sheet["B2"].number_format == "[$£-809]#,##0.00"
    assert sheet["C2"].number_format == "General"


def test_how_it_looks() -> None:
    sheet = opened(written(["A long name of something", Decimal(1), 2, None]))
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is None
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["C"].width
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")


def test_the_properties_hold_the_title_and_no_name() -> None:
    properties = openpyxl.load_workbook(written(["a", None, None, None])).properties
    assert (properties.title, properties.creator, properties.lastModifiedBy) == ("A title", "fairpay", "fairpay")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+44 29", "'+44 29"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("\t=1", "'\t=1"),
        ("{=1}", "{=1}"),
        ("https://example.org", "https://example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("007", "007"),
        ("£150 – “fair”", "£150 – “fair”"),
    ],
)
def test_text_is_no_formula_no_link_and_no_number(text: str, kept: str) -> None:
    file = written([text, None, None, None])
    cell = opened(file)["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (kept, "s", None)
    with zipfile.ZipFile(file) as parts:
        assert "<f>" not in parts.read("xl/worksheets/sheet1.xml").decode()
        assert not any("vba" in name or "externalLink" in name for name in parts.namelist())


def test_pence_come_out_as_they_went_in() -> None:
    amounts = [Decimal(number) / 100 for number in (1, 7, 10, 22731, 99_999_999, 100_000_007, 12_345_678_901)]
    file = written(*[[None, amount, None, None] for amount in amounts])
    with zipfile.ZipFile(file) as parts:
        shown = re.findall(r"<v>([^<]+)</v></c></row>", parts.read("xl/worksheets/sheet1.xml").decode())
    assert [Decimal(text) for text in shown[1:]] == amounts  # the first is that of the headings


def test_what_is_too_long_is_refused_and_not_cut() -> None:
    with pytest.raises(ValueError, match="too large"):
        written(["x" * 32_768, None, None, None])


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        written(["x", None])


# ---- a result ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def result() -> fairpay.Result:
    hours = Hours(attendance="6", preparation="2", follow_up="1", travel="2")
    activity = "lead-organisational-change"
    task = Task(on="2026-05-14", nation="england", activity=activity, hours=hours, people=3, sessions=2)
    return fairpay.compare(task, Offer(amount="150", per="day"))


@pytest.fixture(scope="module", params=["en", "cy"])
def book(request: pytest.FixtureRequest, result: fairpay.Result) -> openpyxl.Workbook:
    file, words = BytesIO(), words_in(request.param)
    write_workbook(file, result_sheets(result, "0.0.0", fairpay.rates(), words), words.say(TITLE))
    return openpyxl.load_workbook(file)


def rows(book: openpyxl.Workbook, number: int) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row) for row in book.worksheets[number].iter_rows(min_row=2)]


def pence(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def test_the_sheets(book: openpyxl.Workbook) -> None:
    assert len(book.sheetnames) == 4
    assert book.properties.title
    for sheet in book.worksheets:
        heads = [cell.value for cell in sheet[1]]
        assert len(set(heads)) == len(heads)


def test_the_ladder_is_the_librarys_to_the_penny(book: openpyxl.Workbook, result: fairpay.Result) -> None:
    for row, rung in zip(rows(book, 1), result.rungs, strict=True):
        assert row[0] == rung.id
        amounts = [pence(value) for value in row[4:12]]
        sides = (rung.pay, rung.cost)
        assert amounts == [amount for side in sides for amount in (side.hourly, side.daily, side.session, side.total)]
        assert (pence(row[12]) is None) == (rung.vat is None)
        assert pence(row[13]) == result.ratio_of(rung.id)
        assert pence(row[14]) == result.shortfall_of(rung.id)
        assert row[17].split() == list(rung.sources)
    vat = {row[0]: pence(row[12]) for row in rows(book, 1)}
    assert vat["consultancy.organisational-change"] == 225  # a fifth of £1,125


def test_the_working_is_that_of_the_answer(book: openpyxl.Workbook, result: fairpay.Result) -> None:
    found = rows(book, 2)
    assert list(dict.fromkeys(row[0] for row in found)) == list(shown_working(result))
    assert [(row[0], row[1]) for row in found] == [
        (name, number) for name in shown_working(result) for number, _ in enumerate(result.working(name), start=1)
    ]
    by_hand = {row[6]: row[4] for row in found if row[6]}
    assert by_hand["afc.england.2026-27.8b.entry"] == 66_582


def test_every_source_has_its_line(book: openpyxl.Workbook, result: fairpay.Result) -> None:
    used = {source for rung in result.rungs for source in rung.sources}
    found = {row[0]: row for row in rows(book, 3)}
    assert set(found) == used
    for name, (_, title, url, read) in found.items():
        source = fairpay.rates().sources[name]
        assert (title, url, read.date()) == (source.title, source.url, source.accessed)


def test_in_cost_the_answer_says_so_and_a_fee_has_no_grade() -> None:
    task = Task(on="2026-05-14", nation="england", band="7", hours=Hours(attendance="9"))
    result = fairpay.compare(task, Offer(amount="150", per="session"), basis="cost")
    answer, ladder, *_ = result_sheets(result, "0.0.0", fairpay.rates(), words_in("en"))
    assert ("Figures compared", "Cost to the organisation", None, None) in answer.rows
    grades = {row[0]: row[15] for row in ladder.rows}
    assert grades["offer"] == ""
    assert grades["floor.national_living_wage"] == "official"


def test_the_answer_holds_the_question(book: openpyxl.Workbook, result: fairpay.Result) -> None:
    words = {row[1] for row in rows(book, 0)}
    assert datetime(2026, 5, 14) in words  # noqa: DTZ001
    assert any(isinstance(text, str) and "fingerprint" in text for text in words)
    numbers = [row[2] for row in rows(book, 0) if row[2] is not None]
    assert numbers == [6, 2, 1, 2, 0, 9, 3, 2]  # hours of five kinds and those that count, people, sessions
    amounts = [pence(row[3]) for row in rows(book, 0) if row[3] is not None]
    assert amounts == [
        Decimal(150),
        result.true_hourly,
        result.headline_hourly,
        result["afc.8b.entry"].pay.session,
        result.shortfall,
    ]
