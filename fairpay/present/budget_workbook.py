"""A checked budget as a workbook: its own rows with what was found, then summary, checks and sources.

Money and hours that fairpay reads are numbers, dates are dates, and all else is text as it was. What
comes back is read as the same: a number that a spreadsheet cannot hold to its last figure stays text.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import IO

from fairpay.budget import Budget, Options, cells, check_table
from fairpay.budget.checked import Lines
from fairpay.budget.checker import Columns
from fairpay.budget.columns import COSTS
from fairpay.budget.finding import NOTES
from fairpay.errors import N_
from fairpay.present import budget_sentences as sentences
from fairpay.present.budget_report import CHECK_NAMES, added_cells
from fairpay.present.budget_words import (
    ADDED,
    DESTINATIONS,
    GROUPINGS,
    MEASURES,
    PLAN,
    BudgetWords,
    budget_words,
    percent,
    rows_text,
)
from fairpay.present.workbook import LAST_ROW, MOST_CHARACTERS, Cell, Column, Sheet, Writer, open_workbook
from fairpay.ratebook import RateBook
from fairpay.tables.cells import number
from fairpay.tables.table import Table, refused

TITLE = N_("A checked budget")
_ROWS, _SUMMARY, _CHECKS, _SOURCES = N_("Budget"), N_("Summary"), N_("Checks"), N_("Sources")
MONEY = frozenset({"fee", *COSTS, "budgeted", "actual", "offered", "accepted", "declined", "claimed"})
_COUNTS = frozenset({"people", "sessions", "attendance", "preparation", "follow_up", "travel_hours"})
_DATES = frozenset({"date", "paid"})
_HOURS = frozenset({"hours", "given_hours"})  # of the columns that are added: the other numbers are money
_FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets do not agree on days
_CODE, _WHAT, _AMOUNT, _SAID = N_("Code"), N_("What"), N_("Amount"), N_("In words")


class SheetRows:
    """Turns lines into rows of a sheet: their own cells, and what fairpay adds. It can be sent to other processes.

    Empty rows between lines come back as rows without cells.
    """

    def __init__(self, names: Sequence[str | None], lang: str) -> None:
        self._names, self._lang = tuple(names), lang

    def __call__(self, lines: Lines) -> list[tuple[Cell, ...]]:
        words, after = budget_words(self._lang), lines.after
        rows: list[tuple[Cell, ...]] = []
        for line in lines:
            own = [own_cell(name, text) for name, text in zip(self._names, line.cells, strict=True)]
            added = tuple(cell or None if isinstance(cell, str) else cell for cell in added_cells(line, words))
            rows += [()] * (line.number - after - 1)
            rows.append((*own, *added))
            after = line.number
        return rows


@lru_cache(maxsize=8192)
def own_cell(name: str | None, text: str) -> Cell:
    """Return a cell of a file as what fairpay reads in it: a number, a date, else the text as it was.

    A text that is longer than a cell can be (its row has a fault) is cut to fit, with … at its end.
    """
    if not text:
        return None
    if name in _DATES:
        on = cells.day(text)
        if isinstance(on, date) and on >= _FIRST_DAY:
            return on
    elif name in MONEY or name in _COUNTS:
        value = cells.READERS[name](text)
        if isinstance(value, cells.Stated) and not value.at_least:
            value = value.amount
        if isinstance(value, int | Decimal) and _comes_back(value):
            return Decimal(value)
    return text if len(text) < MOST_CHARACTERS else text[: MOST_CHARACTERS - 2] + "…"


def _comes_back(value: int | Decimal) -> bool:
    """Whether a number is the same once a spreadsheet has held it."""
    text, fault = number(f"{value:f}")
    return not fault and Decimal(text) == value


def write_budget(
    file: IO[bytes],
    table: Table,
    options: Options,
    version: str,
    *,
    lang: str = "en",
    book: RateBook | None = None,
    processes: int = 1,
    in_memory: bool = True,
) -> Budget:
    """Check a table that is open while writing it to a workbook; in memory, nothing else is put on the disk.

    Raises:
        InputError: the table cannot be used, or has more rows than a spreadsheet.
    """
    words, columns = budget_words(lang), Columns(table.header)
    with open_workbook(file, words.say(TITLE), in_memory=in_memory) as out:
        with out.sheet(words.say(_ROWS), [*_own_columns(columns), *_added_columns(words)]) as put_row:
            left = LAST_ROW - 1

            def emit(shaped: list[tuple[Cell, ...]]) -> None:
                nonlocal left
                left -= len(shaped)
                if left < 0:
                    raise refused("too-many-rows", limit=f"{LAST_ROW - 1:,}")
                for row in shaped:
                    put_row(row)

            rows = SheetRows(columns.names, lang)
            budget = check_table(table, options, shape=rows, emit=emit, processes=processes, book=book)
        _write_findings(out, budget, version, words)
    return budget


def _own_columns(columns: Columns) -> Iterator[Column]:
    for text, name in zip(columns.texts, columns.names, strict=True):
        yield Column(text[:MOST_CHARACTERS], "money" if name in MONEY else "number")


def _added_columns(words: BudgetWords) -> Iterator[Column]:
    for name, title in zip(ADDED, words.added_header(), strict=True):
        yield Column(title, "number" if name in _HOURS else "money")


def _write_findings(out: Writer, budget: Budget, version: str, words: BudgetWords) -> None:
    say = words.say
    summary = [Column(say(_WHAT)), Column(say(N_("Name")))]
    summary += [Column(say(title), "money") for title in MEASURES.values()]
    summary += [Column(say(_AMOUNT), "money"), Column(say(N_("Hours"))), Column(say(N_("Share"))), Column(say(_SAID))]
    checks = [N_("Kind"), _CODE, _WHAT, N_("Times"), N_("First rows"), _SAID]
    listed = [_CODE, N_("Title"), N_("Address"), N_("Read on"), N_("Evidence for its figures")]
    for sheet in (
        Sheet(say(_SUMMARY), summary, _summary(budget, version, words)),
        Sheet(say(_CHECKS), [Column(say(title)) for title in checks], _checks(budget, words)),
        Sheet(say(_SOURCES), [Column(say(title)) for title in listed], _sources(budget, words)),
    ):
        with out.sheet(sheet.title, sheet.columns) as put_row:
            for row in sheet.rows:
                put_row(row)


# The summary: part, name, comes to, budgeted, actual, amount, hours, share, in words.


def _summary(budget: Budget, version: str, words: BudgetWords) -> Iterator[tuple[Cell, ...]]:
    say = words.say

    def row(
        part: str,
        name: str = "",
        amounts: Sequence[Decimal] = (),
        amount: Decimal | None = None,
        hours: Decimal | None = None,
        share: str | None = None,
        text: str | None = None,
    ) -> tuple[Cell, ...]:
        return (say(part), name or None, *(amounts or (None, None, None)), amount, hours, share, text)

    for text in sentences.answer(budget, words):
        yield row(N_("The answer"), text=text)
    yield row(N_("The whole"), amounts=budget.whole)
    yield row(N_("The whole"), say(N_("Fees")), amount=budget.fees)
    yield row(N_("The whole"), say(N_("Costs")), amount=budget.costs)
    for grouping, groups in sentences.groupings(budget):
        for name, amounts in groups.items():
            yield row(GROUPINGS[grouping], name or say(N_("none")), amounts)
    for item in budget.stated:
        named = words.say(N_("Row %(row)s"), {"row": item.row})
        yield row(N_("Stated"), named, amount=item.stated)
        yield row(N_("Stated beyond the lines"), named, amount=item.residual)
    for name, part in budget.where.items():
        least = say(N_("at least")) if part.at_least and part.amount else None
        yield row(
            N_("Where the money goes"), say(DESTINATIONS[name]), (), part.amount, None, percent(part.share), least
        )
    for target in budget.ringfence:
        share, said = percent(target.share), sentences.target(target, budget, words)
        yield row(N_("Ring-fence"), say(DESTINATIONS[target.name]), (), target.amount, None, share, said)
    for name, title in PARITY.items():
        yield row(N_("Parity"), say(title), amount=getattr(budget.parity, name))
    given = budget.given
    named = sentences.comparator(given.at, words) if given.at else ""
    yield row(N_("Hours given without pay"), named, (), given.value, given.hours)
    for name, title in PLAN.items():
        yield row(N_("Plan against actual"), say(title), amount=getattr(budget.plan, name))
    for note in budget.notes:
        yield row(N_("What to know"), text=words.caveat(note))
    yield row(N_("Rates, edition"), text=budget.edition)
    yield row("fairpay", text=version)


PARITY = {
    "fees": N_("Fees of the lines with a benchmark"),
    "entry_pay": N_("Pay at the benchmark, entry point"),
    "top_pay": N_("Pay at the benchmark, top point"),
    "entry_cost": N_("Cost at the benchmark, entry point"),
    "top_cost": N_("Cost at the benchmark, top point"),
    "gap_entry_pay": N_("Gap in pay to the entry point"),
    "gap_top_pay": N_("Gap in pay to the top point"),
    "gap_entry_cost": N_("Gap in cost to the entry point"),
    "gap_top_cost": N_("Gap in cost to the top point"),
    "each_entry_pay": N_("Gap in pay to the entry point, mean for one person at one session"),
    "each_top_pay": N_("Gap in pay to the top point, mean for one person at one session"),
    "each_entry_cost": N_("Gap in cost to the entry point, mean for one person at one session"),
    "each_top_cost": N_("Gap in cost to the top point, mean for one person at one session"),
}


def _checks(budget: Budget, words: BudgetWords) -> Iterator[tuple[Cell, ...]]:
    say = words.say
    fails, know = say(N_("Fails")), say(N_("To know"))
    if budget.not_read:
        rows = rows_text(budget.first_rows["not-read"])
        yield fails, "not-read", say(N_("Rows with a fault, in no sum")), budget.not_read, rows, None
    for code, count in budget.counts.items():
        kind = know if code in NOTES else fails
        yield kind, code, say(CHECK_NAMES[code]), count, rows_text(budget.first_rows.get(code, ())) or None, None
    for finding in budget.findings:
        kind = know if finding.code in NOTES else fails
        yield kind, finding.code, None, 1, rows_text(finding.rows) or None, words.finding(finding)


def _sources(budget: Budget, words: BudgetWords) -> Iterator[tuple[Cell, ...]]:
    for source in budget.sources:
        yield *source[:4], words.grade(source.evidence)
