"""A budget as a workbook: what comes back is the same, in fairpay and in LibreOffice, and the template."""

import csv
import io
import shutil
import subprocess
import time
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import fairpay
from fairpay.budget import Budget, options_of
from fairpay.budget.columns import COLUMNS
from fairpay.cli import main
from fairpay.present.budget_report import budget_data
from fairpay.present.budget_template import template_rows, write_template
from fairpay.present.budget_words import ADDED
from fairpay.present.budget_workbook import own_cell, write_budget
from fairpay.present.language import LANGUAGES
from fairpay.tables.reading import open_table
from fairpay.tables.writing import restored

FILES = sorted((Path(__file__).parent / "data" / "budgets").glob("*.csv"))
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def written(source: Any, lang: str = "en", *, in_memory: bool = True, processes: int = 1) -> tuple[bytes, Budget]:
    """Return a checked budget as a workbook, and what it came to."""
    out = io.BytesIO()
    options = options_of(fairpay.rates(), nation="england", promised_days=30)
    with open_table(source, COLUMNS) as table:
        budget = write_budget(
            out, table, options, fairpay.__version__, lang=lang, in_memory=in_memory, processes=processes
        )
    return out.getvalue(), budget


def answer(budget: Budget) -> dict[str, Any]:
    """Return all but what is said about the file itself: one that comes back has other sheets."""
    data = budget_data(budget, fairpay.__version__)
    assert {note["code"] for note in data.pop("notes")} <= {"other-sheets"}
    return data


def cells_of(source: Any) -> list[tuple[str, ...]]:
    with open_table(source, COLUMNS) as table:
        wide = [place for place, text in enumerate(table.header.texts) if not text.startswith("fairpay:")]
        return [tuple(row.cells[place] for place in wide) for row in table.rows]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_returned_workbook_gives_the_same_answer(path: Path) -> None:
    content, budget = written(path)
    again = fairpay.check_budget(io.BytesIO(content), nation="england", promised_days=30)
    assert answer(again) == answer(budget)
    third, _ = written(io.BytesIO(content))
    assert cells_of(io.BytesIO(third)) == cells_of(io.BytesIO(content))


@pytest.mark.parametrize("how", [{"in_memory": False}, {"processes": 2}, {"lang": "cy"}])
def test_the_rows_are_the_same_however_they_are_written(how: dict[str, Any]) -> None:
    path = next(path for path in FILES if path.stem == "checks")
    one, other = (openpyxl.load_workbook(io.BytesIO(written(path, **asked)[0])) for asked in ({}, how))
    assert len(one.worksheets) == len(other.worksheets) == 4
    same = len(one.worksheets[0][1]) - len(ADDED)
    for ours, theirs in zip(*(book.worksheets[0].values for book in (one, other)), strict=True):
        assert ours[:same] == theirs[:same]
        if "lang" not in how:
            assert ours == theirs


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_a_file_that_libreoffice_saves_reads_back_the_same(tmp_path: Path) -> None:
    path = next(path for path in FILES if path.stem == "checks")
    content, budget = written(path)
    (tmp_path / "ours.xlsx").write_bytes(content)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    saved = tmp_path / "saved"
    command = [str(SOFFICE), home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    command += ["--outdir", str(saved), str(tmp_path / "ours.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert cells_of(saved / "ours.xlsx") == cells_of(io.BytesIO(content))
    again = fairpay.check_budget(saved / "ours.xlsx", nation="england", promised_days=30)
    assert answer(again) == answer(budget)


@pytest.mark.parametrize("how", [{}, {"in_memory": False}, {"processes": 2}])
def test_empty_rows_come_back_and_keep_the_numbers_of_the_others(how: dict[str, Any]) -> None:
    heads = ["Date", "Category", "People", "Sessions", "Attendance hours", "Fee", "Per", "Budgeted"]
    line = ["2026-05-14", "Venue", "", "", "", "", "", "100"]
    content, budget = written([heads, [], line, [], [], line, [" "], [*line[:7], "x"]], **how)
    assert {code: budget.first_rows[code] for code in ("duplicate-line", "not-read")} == {
        "duplicate-line": (6,),
        "not-read": (8,),
    }
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value] == [1, 3, 6, 8]
    assert "as row 3." in str([cell.value for cell in sheet[6]])
    again = fairpay.check_budget(io.BytesIO(content), nation="england", promised_days=30)
    assert answer(again) == answer(budget)


def far_apart(last: int) -> bytes:
    """Return a workbook with a line in row 2, and the same line in a row far down."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Date", "Category", "People", "Sessions", "Hours", "Fee", "Per", "Budget"])
        for row in (1, last - 1):
            sheet.write_row(row, 0, ["2026-05-14", "Venue", "", "", "", "", "", 100])
    return out.getvalue()


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_the_last_row_of_a_sheet_can_stand_far_below_the_others(tmp_path: Path, name: str) -> None:
    """A CSV has a line end for each empty row, 2 MB in all; a sheet has nothing for them."""
    source, out = tmp_path / "plan.xlsx", tmp_path / name
    source.write_bytes(far_apart(1_048_576))
    started = time.process_time()
    assert main(["budget", "check", str(source), "--out", str(out)]) == 1  # the same line twice
    assert time.process_time() - started < 10
    assert out.stat().st_size < 2_200_000
    budget = fairpay.check_budget(out)
    assert (budget.rows, budget.first_rows["duplicate-line"]) == (2, (1_048_576,))


def test_what_kind_each_cell_is() -> None:
    found = {
        ("fee", "£1,234.50"): Decimal("1234.50"),
        ("people", "3"): Decimal(3),
        ("attendance", "7.5"): Decimal("7.5"),
        ("budgeted", "720"): Decimal(720),
        ("budgeted", "at least 720"): "at least 720",
        ("budgeted", "(£40.00)"): Decimal("-40.00"),
        ("travel", "-£40.00"): Decimal("-40.00"),
        ("actual", "£-"): "£-",
        ("fee", "(40)"): "(40)",
        ("travel", "included"): "included",
        ("date", "2026-05-14"): date(2026, 5, 14),
        ("date", "1900-02-28"): "1900-02-28",  # on which spreadsheets do not agree
        ("date", "next week"): "next week",
        ("fee", "a lot"): "a lot",
        ("fee", ""): None,
        ("band", "7"): "7",
        ("cost_centre", "007"): "007",
        (None, "12.50"): "12.50",
        (None, "2026-05-14"): "2026-05-14",
    }
    assert {asked: own_cell(*asked) for asked in found} == found


@settings(max_examples=50)
@given(st.decimals(-(10**9), 10**9, places=2) | st.decimals(0, 10**6, places=6))
def test_a_number_comes_back_as_it_was_or_stays_text(value: Decimal) -> None:
    for name in ("budgeted", "attendance"):
        cell = own_cell(name, f"{value:f}")
        out = io.BytesIO()
        row = {
            "date": "2026-05-14",
            "category": "x",
            "people": 1,
            "sessions": 1,
            "attendance": "",
            "fee": "",
            "per": "",
        }
        write = [[*row, "budgeted"], [*(row | {name: f"{value:f}"}).values(), ""]]
        if name == "budgeted":
            write[1][-1] = f"{value:f}"
        with open_table(write, COLUMNS) as table:
            write_budget(out, table, options_of(fairpay.rates()), "1")
        (cells,) = cells_of(io.BytesIO(out.getvalue()))
        text = cells[-1] if name == "budgeted" else cells[4]
        assert Decimal(text) == value
        assert isinstance(cell, Decimal | str)


TEXTS = st.text(st.sampled_from([*"=+-@\t ＝'<>&ar_x0D/\r\n\x01é"]), min_size=1, max_size=30) | st.sampled_from(
    ["<r><t>x</t></r>", "<r></si><si></r>", "_x000D_", "{=1}", "https://example.org", "mailto:a"]
)


@settings(max_examples=50)
@given(st.lists(TEXTS, min_size=1, max_size=5), st.booleans())
def test_any_text_comes_back_as_text(texts: list[str], in_memory: bool) -> None:
    heads = ["Date", "Category", "People", "Sessions", "Attendance hours", "Fee", "Per", "Budgeted", "Anything"]
    rows = [["2026-05-14", "x", "", "", "", "", "", 1, text] for text in texts]
    content, _ = written([heads, *rows], in_memory=in_memory)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name) for name in parts.namelist())
    (*_, anything) = zip(*cells_of(io.BytesIO(content)), strict=True)
    # Ends of lines are those of XML; and a text that looks like the writer's own XML gets a space at its end.
    expected = [restored(text).rstrip() for text in texts]
    assert [text.rstrip() for text in anything] == expected


def test_a_text_longer_than_a_cell_is_cut_and_its_row_says_so() -> None:
    rows = [[column.title for column in COLUMNS], [None] * len(COLUMNS)]
    rows[1] = ["2026-05-14", "x" * 40_000, *rows[1][2:]]  # type: ignore[list-item]
    content, budget = written(rows)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(str(book.worksheets[0]["B2"].value)) == 32_766
    assert budget.not_read == 1
    again = fairpay.check_budget(io.BytesIO(content), nation="england")
    assert (again.not_read, again.rows) == (1, 1)


def test_the_sheets(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    source = next(path for path in FILES if path.stem == "WX02")
    asked = ["--nation", "england", "--ringfence", "staff=50%", "--out", str(out)]
    assert main(["budget", "check", str(source), *asked]) == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Budget", "Summary", "Checks", "Sources"]
    with source.open(encoding="utf-8", newline="") as file:
        (heads, *_) = csv.reader(file)
    first = book.worksheets[0]
    assert [cell.value for cell in first[1]][: len(heads)] == heads
    at = heads.index(next(head for head in heads if head.lower() == "date"))
    assert isinstance(first.cell(2, at + 1).value, datetime)
    summary = {(row[0], row[1]): row[2:] for row in book["Summary"].iter_rows(min_row=2, values_only=True)}
    assert summary["The whole", None][0] == 410_000
    assert summary["Where the money goes", "Staff"][3:] == (265_000, None, "61.6%", "at least")
    assert summary["Ring-fence", "Staff"][6] == "Staff: 61.6% of the whole meets the target of 50%."
    assert summary["Stated beyond the lines", "Row 5"][3] == 20_000
    checks = list(book["Checks"].iter_rows(min_row=2, values_only=True))
    assert ("To know", "stated-at-least", "An amount is a least amount", 3, "2, 3, 4", None) in checks
    assert any("£20,000.00 is not explained." in (row[5] or "") for row in checks)


def test_the_sources_are_those_of_the_figures() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(next(path for path in FILES if path.stem == "checks"))[0]))
    used = [row[0] for row in book["Sources"].iter_rows(min_row=2, values_only=True)]
    heads, *rows = book["Budget"].values
    named = {name for row in rows for name in (row[heads.index("fairpay: sources")] or "").split()}
    assert named <= set(used) <= set(fairpay.rates().sources)


def test_more_rows_than_a_sheet_has_are_refused_and_leave_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("fairpay.present.budget_workbook.LAST_ROW", 3)
    out = tmp_path / "out.xlsx"
    source = next(path for path in FILES if path.stem == "checks")
    assert main(["budget", "check", str(source), "--nation", "england", "--out", str(out)]) == 2
    assert "The file has more than 2 rows." in capsys.readouterr().err
    assert not out.exists()


# The template


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_has_choices_and_notes_and_an_example(tmp_path: Path, lang: str) -> None:
    out = tmp_path / "template.xlsx"
    assert main(["budget", "template", "--out", str(out), "--lang", lang]) == 0
    book = openpyxl.load_workbook(out)
    budget, notes, choices = book.worksheets
    assert [cell.value for cell in budget[1]] == [column.title for column in COLUMNS]
    assert [row[0] for row in notes.iter_rows(min_row=2, values_only=True)] == [column.title for column in COLUMNS]
    assert all(all(row) for row in notes.iter_rows(values_only=True))
    rules = {str(rule.sqref): rule.formula1 for rule in budget.data_validations.dataValidation}
    assert len(rules) == choices.max_column == 7
    for place, rule in rules.items():
        letter, last = rule.rpartition("!")[2].replace("$", "").partition(":")[0][0], int(rule.rpartition("$")[2])
        listed = [choices[f"{letter}{row}"].value for row in range(1, last + 1)]
        assert all(listed)
        assert choices[f"{letter}{last + 1}"].value is None
        heading = budget[f"{place.partition(':')[0].rstrip('0123456789')}1"].value
        assert listed[0] == heading
    found = fairpay.check_budget(out)
    assert (found.rows, found.not_read, str(found.whole.computed)) == (1, 0, "675.00")  # 3 × 150 + 225


def test_every_choice_of_the_template_is_one_that_fairpay_reads() -> None:
    out = io.BytesIO()
    write_template(out, fairpay.rates())
    choices = openpyxl.load_workbook(out).worksheets[2]
    heads, example = template_rows()
    for heading, *values in choices.iter_cols(values_only=True):
        at = heads.index(str(heading))
        for value in filter(None, values):
            nation = ["wales"] if value == "none" else ["england"]
            row = dict(zip(heads, example, strict=True)) | {"Nation": nation[0], heads[at]: str(value)}
            checked: list[fairpay.budget.CheckedLine] = []
            budget = fairpay.check_budget([row], each=checked.append)
            assert budget.not_read == 0, (heading, value, checked[0].faults)
            assert not {"unknown-activity", "unknown-card"} & set(budget.counts), (heading, value)
