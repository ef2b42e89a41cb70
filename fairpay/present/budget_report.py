"""A checked budget as CSV beside its own cells, and as plain data for JSON.

Nothing of the file is in the data but its headings, the numbers of its rows, the names of its groups and of its other
sheets, and what is wrong with a cell; what looks like personal data is in none of them.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from fairpay import money
from fairpay.budget import Budget, CheckedLine
from fairpay.budget.checked import Answer, Lines
from fairpay.budget.finding import NOTES, Finding
from fairpay.budget.pricing import Figures
from fairpay.budget.result import Amounts
from fairpay.caveat import Caveat
from fairpay.dates import Period
from fairpay.errors import N_, Fault
from fairpay.present.budget_words import (
    ADDED,
    HOURS,
    BudgetWords,
    budget_words,
    percent,
)
from fairpay.rate import Rate
from fairpay.tables.writing import csv_text

Cell = Decimal | str | None

_FIGURES = list(ADDED).index("checks")  # the columns before it
_NO_BENCHMARK = (None,) * 13
_SAID, _HOURS = list(ADDED).index("explained"), [list(ADDED).index(name) for name in ("hours", "given_hours")]
_TO_LOOK_AT = ('"', "\r", "\n", ",=", ",+", ",-", ",@", ",\t", ", ", ",'")


def added_cells(line: CheckedLine, words: BudgetWords) -> tuple[Cell, ...]:
    """Return what fairpay adds to a row, one a heading: money and hours as Decimal, codes and sentences as text."""
    return (*_figure_cells(line.figures), *_said(line.findings, line.faults, words), *_looked_up(line.figures))


def _figure_cells(figures: Figures | None) -> tuple[Cell, ...]:
    if figures is None:
        return (None,) * _FIGURES
    at, each = figures.benchmark, figures.each
    return (
        figures.hours,
        figures.true_hourly,
        figures.fees,
        figures.costs,
        figures.computed,
        figures.difference,
        *((*at, *each) if at and each else _NO_BENCHMARK),
        figures.given_hours or None,
        figures.given_value,
    )


def _said(findings: Sequence[Finding], faults: Sequence[Fault], words: BudgetWords) -> tuple[str, str]:
    codes = dict.fromkeys([fault.code for fault in faults] + [finding.code for finding in findings])
    said = [words.line_fault(fault) for fault in faults] + [words.finding(finding) for finding in findings]
    return " ".join(codes), " ".join(said)


def _looked_up(figures: Figures | None) -> tuple[str, str]:
    return (" ".join(figures.held), " ".join(figures.sources)) if figures else ("", "")


def plain_cell(cell: Cell, name: str) -> str:
    """Write a cell for CSV: money with two decimals, hours as they are."""
    if isinstance(cell, Decimal):
        return money.plain(cell) if name in ("hours", "given_hours") else str(cell)
    return cell or ""


class CsvRows:
    """Turns lines into rows of CSV: their own cells, and what fairpay adds. It can be sent to other processes."""

    def __init__(self, lang: str = "en") -> None:
        self.lang = lang

    def header(self, texts: Sequence[str]) -> str:
        """Return the row of headings; `texts` are those of the file, without our own."""
        return csv_text([[*texts, *budget_words(self.lang).added_header()]])

    def __call__(self, lines: Lines) -> str:
        """Return the rows of some lines, the empty ones between them too.

        Lines that share an answer share what is written of it.
        """
        words, after = budget_words(self.lang), lines.after
        written = []
        for line in lines:
            number, cells, _, answer, alone, faults = line
            if number - after > 1:
                written.append("\r\n" * (number - after - 1))
            after = number
            added = _written(line, words) if alone or faults else answer.written or _kept(answer, line, words)
            own = ",".join(cells)
            plain = own.isascii() and own.count(",") == len(cells) - 1 and own[:1] not in "=+-@\t '"
            if not plain or any(map(own.__contains__, _TO_LOOK_AT)):
                own = csv_text([cells])[:-2]
            written.append(f"{own},{added}")
        return "".join(written)


def _kept(answer: Answer, line: CheckedLine, words: BudgetWords) -> str:
    answer.written = _written(line, words)
    return str(answer.written)


def _written(line: CheckedLine, words: BudgetWords) -> str:
    """Write what fairpay adds to a row: figures, codes and ids as they are, the sentences in quotation marks."""
    added = added_cells(line, words)
    cells = ["" if cell is None else str(cell) for cell in added]
    for place in _HOURS:
        hours = added[place]
        if isinstance(hours, Decimal):
            cells[place] = money.plain(hours)
    said = cells[_SAID]
    if said:
        cells[_SAID] = '"' + said.replace('"', '""') + '"'
    return ",".join(cells) + "\r\n"


# JSON


def budget_data(budget: Budget, version: str, lang: str = "en") -> dict[str, Any]:
    """Return a checked budget as plain data ready for JSON: money as text with two decimals."""
    words = budget_words(lang)
    options = budget.options
    return {
        "fairpay": version,
        "rates": budget.edition,
        "options": {
            "nation": options.nation,
            "zone": options.zone,
            "period": options.period and [_plain(day) for day in options.period],
            "basis": options.basis,
            "known_on": _plain(options.known_on),
            "last_known_scale": options.last_known_scale,
            "promised_days": options.promised_days,
            "count_travel": options.count_travel,
        },
        "notes": [_note_data(note, words) for note in budget.notes],
        "rows": budget.rows,
        "not_read": budget.not_read,
        "failed": budget.failed,
        "checks": [
            {"code": code, "count": count, "fails": code not in NOTES, "first_rows": list(budget.first_rows[code])}
            for code, count in budget.counts.items()
        ],
        "faulty_rows": list(budget.first_rows.get("not-read", ())),
        "faults": [{"row": row} | _fault_data(fault, words) for row, fault in budget.faults],
        "findings": [_finding_data(finding, words) for finding in budget.findings],
        "whole": _amounts_data(budget.whole) | {"fees": _plain(budget.fees), "costs": _plain(budget.costs)},
        "at_least": dict(budget.at_least),
        "totals": {
            name: None if groups is None else {key: _amounts_data(item) for key, item in groups.items()}
            for name, groups in budget.totals.items()
        },
        "plan_against_actual": _data(budget.plan),
        "where_the_money_goes": {
            name: {"amount": _plain(item.amount), "percent": percent(item.share), "at_least": item.at_least}
            for name, item in budget.where.items()
        },
        "ringfence": [
            {
                "name": item.name,
                "target": percent(item.target),
                "share": percent(item.share),
                "amount": _plain(item.amount),
                "met": item.met,
                "missing": _plain(item.missing),
            }
            for item in budget.ringfence
        ],
        "parity": _data(budget.parity),
        "hours_given": _data(budget.given) | {"hours": money.plain(budget.given.hours)},
        "stated": [_data(item) for item in budget.stated],
        "sources": {
            source.id: {"title": source.title, "url": source.url, "evidence": source.evidence}
            for source in budget.sources
        },
    }


def _finding_data(finding: Finding, words: BudgetWords) -> dict[str, Any]:
    params = {
        name: money.plain(value) if name in HOURS and isinstance(value, Decimal) else _plain(value)
        for name, value in finding.params.items()
    }
    head = {"code": finding.code, "fails": finding.code not in NOTES, "rows": list(finding.rows)}
    return head | {"message": words.finding(finding)} | params


def line_data(line: CheckedLine, lang: str = "en") -> dict[str, Any]:
    """Return one line as plain data, without its cells: figures, findings with their sentences, faults."""
    words = budget_words(lang)
    figures = line.figures
    return {
        "row": line.number,
        "figures": {
            name: plain_cell(cell, name) or None
            for name, cell in zip(ADDED, _figure_cells(figures), strict=False)  # the figures come first
        },
        "held": list(figures.held) if figures else [],
        "sources": list(figures.sources) if figures else [],
        "findings": [_finding_data(finding, words) for finding in line.findings],
        "faults": [_fault_data(fault, words) for fault in line.faults],
    }


def _fault_data(fault: Fault, words: BudgetWords) -> dict[str, str]:
    return {"column": words.safe(fault.field), "code": fault.code, "message": words.line_fault(fault)}


def _note_data(note: Caveat, words: BudgetWords) -> dict[str, str]:
    return {"code": note.code, "message": words.safe(words.caveat(note))}


def _amounts_data(amounts: Amounts) -> dict[str, Any]:
    return _data(amounts)


def _data(figures: Any) -> dict[str, Any]:
    return {name: _plain(value) for name, value in figures._asdict().items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{money.pence(value):f}"
    if isinstance(value, Rate):
        return value.id
    if isinstance(value, Fault):
        return value.code
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


CHECK_NAMES = {
    "arithmetic": N_("The sum does not match what is stated"),
    "longer-than-day": N_("Attendance longer than one day"),
    "longer-than-half-day": N_("Attendance longer than one half-day"),
    "below-minimum-wage": N_("Below the legal minimum wage, by arithmetic"),
    "below-real-living-wage": N_("Below the real living wage"),
    "below-own-card": N_("Below its own rate card"),
    "below-benchmark": N_("Below the benchmark"),
    "unpaid-preparation": N_("Preparation or follow-up is not paid"),
    "unpaid-travel": N_("Travel time is not paid"),
    "expenses-inside-fee": N_("Expenses inside the fee"),
    "older-rate": N_("A rate of an earlier year"),
    "stale-rate": N_("A rate was due to be checked again"),
    "unknown-rate": N_("A rate is not known for the date"),
    "unknown-activity": N_("The activity is not known"),
    "unknown-card": N_("The rate card is not known"),
    "card-not-in-force": N_("The rate card is not in force"),
    "index-rule-not-applied": N_("The rate card may pay more by now"),
    "no-hours-given": N_("No hours are given"),
    "stated-at-least": N_("An amount is a least amount"),
    "duplicate-line": N_("The same line twice"),
    "outside-period": N_("Outside the period"),
    "over-budget": N_("Over budget"),
    "missing-code": N_("A code is missing"),
    "missing-approver": N_("The approver is missing"),
    "approver-is-authoriser": N_("One person approves and authorises"),
    "paid-late": N_("Paid later than promised"),
    "paid-not-read": N_("The day of the payment cannot be read"),
    "offered-not-read": N_("The amount offered cannot be read"),
    "subtotal": N_("Subtotals, which are in no sum"),
    "personal-data": N_("What looks like personal data"),
    "sessions-in-one-week": N_("Several sessions with one date"),
    "esa-weekly-limit": N_("Weeks above the permitted work limit of Employment and Support Allowance"),
    "carers-allowance-limit": N_("Weeks above the earnings limit of Carer's Allowance"),
}
