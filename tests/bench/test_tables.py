"""Budgets of reading a table, as multiples of the reference loop: see conftest.py.

100,000 budget lines a second leave 10 µs a line, about 4.5 times the reference, for reading, checking and
writing. Reading is measured at 0.75 times the reference and held at 1.2. An XLSX file of the most rows that
a page takes has 0.6 s, which is 270,000 times the reference.
"""

import csv
import io

import xlsxwriter

from fairpay.tables.columns import Column
from fairpay.tables.reading import PAGE, open_table

COLUMNS = (Column("date", "Date", required=True), Column("fee", "Fee", required=True))
HEADINGS = ["Date", "Category", "People", "Sessions", "Hours", "Fee", "Per", "Notes", "Code"]
LINE = ["2026-05-14", "engagement", 3, 2, "6.5", "150.00", "day", "a note", "CC100"]
LINES = 5_000


def rows_in(content: bytes) -> int:
    with open_table(io.BytesIO(content), COLUMNS, limits=PAGE) as table:
        return sum(not row.faults for row in table.rows)


def test_a_line_of_csv(hold):
    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEADINGS, *([LINE] * LINES)])
    content = out.getvalue().encode()
    assert hold(lambda: rows_in(content), 1.2 * LINES) == LINES


def test_the_largest_sheet_of_a_page(hold):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADINGS, *([LINE] * LINES)]):
            sheet.write_row(number, 0, row)
    assert hold(lambda: rows_in(out.getvalue()), 270_000) == LINES
