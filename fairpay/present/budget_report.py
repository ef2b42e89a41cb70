"""A checked budget as CSV beside its own cells, as plain data for JSON, and as text.

Nothing of the file is in the data or the text but its headings' letters, the numbers of its rows and
the names of its groups; what looks like personal data is never the name of a group.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from fairpay import money
from fairpay.budget import Budget, CheckedLine
from fairpay.budget.checker import Answer
from fairpay.budget.finding import NOTES, Finding
from fairpay.budget.pricing import Figures
from fairpay.budget.result import Amounts
from fairpay.dates import Period
from fairpay.errors import N_, Fault
from fairpay.present import budget_sentences as sentences
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
from fairpay.present.language import money_text
from fairpay.rate import Rate
from fairpay.tables.writing import csv_text

Cell = Decimal | str | None

_WEEKLY = ("-weekly-limit", "-allowance-limit")
_MOST_WEEKS = 10  # in the text; the data has more
_NO_BENCHMARK = (None,) * 7
_SAID, _HOURS = list(ADDED).index("explained"), [list(ADDED).index(name) for name in ("hours", "given_hours")]
_TO_LOOK_AT = ('"', "\r", "\n", ",=", ",+", ",-", ",@", ",\t", ", ", ",'")


def added_cells(line: CheckedLine, words: BudgetWords) -> tuple[Cell, ...]:
    """Return what fairpay adds to a row, one a heading: money and hours as Decimal, codes and sentences as text."""
    return (*_figure_cells(line.figures), *_said(line.findings, line.faults, words), *_looked_up(line.figures))


def _figure_cells(figures: Figures | None) -> tuple[Cell, ...]:
    if figures is None:
        return (None,) * 15
    at = figures.benchmark
    return (
        figures.hours,
        figures.true_hourly,
        figures.fees,
        figures.costs,
        figures.computed,
        figures.difference,
        *((*at[:5], at.gap_entry_pay, at.gap_entry_cost) if at else _NO_BENCHMARK),
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

    def __call__(self, lines: Sequence[CheckedLine]) -> str:
        """Return the rows of some lines. Lines that share an answer share what is written of it."""
        words = budget_words(self.lang)
        written = []
        for line in lines:
            _, cells, _, answer, alone, faults = line
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
        "rows": budget.rows,
        "not_read": budget.not_read,
        "failed": budget.failed,
        "checks": [
            {"code": code, "count": count, "fails": code not in NOTES, "first_rows": list(budget.first_rows[code])}
            for code, count in budget.counts.items()
        ],
        "faulty_rows": list(budget.first_rows.get("not-read", ())),
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
    }


def _finding_data(finding: Finding, words: BudgetWords) -> dict[str, Any]:
    params = {name: _plain(value) for name, value in finding.params.items()}
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
            for name, cell in zip(ADDED, (*_figure_cells(figures), "", "", "", ""), strict=True)
            if name not in ("checks", "explained", "held", "sources")
        },
        "held": list(figures.held) if figures else [],
        "sources": list(figures.sources) if figures else [],
        "findings": [_finding_data(finding, words) for finding in line.findings],
        "faults": [
            {"column": fault.field, "code": fault.code, "message": words.line_fault(fault)} for fault in line.faults
        ],
    }


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


# Text


def text(budget: Budget, lang: str = "en") -> str:
    """Return a checked budget as lines of text."""
    return "\n".join(_lines(budget, budget_words(lang))) + "\n"


def _lines(budget: Budget, words: BudgetWords) -> Iterator[str]:
    yield from sentences.answer(budget, words)
    yield from _checks(budget, words)
    for grouping, groups in sentences.groupings(budget):
        yield from ["", words.say(GROUPINGS[grouping]), *_table(groups, words)]
    yield from _plan(budget, words)
    yield from _where(budget, words)
    if parity := list(sentences.parity(budget, words)):
        yield from ["", parity[0], *(f"  {sentence}" for sentence in parity[1:])]
    if budget.given.hours:
        yield from ["", sentences.given(budget, words)]
    yield ""
    yield words.say(N_("Rates: edition %(edition)s. All figures are indicative."), {"edition": budget.edition})


def _checks(budget: Budget, words: BudgetWords) -> Iterator[str]:
    if not budget.counts and not budget.findings:
        return
    yield from ["", words.say(N_("What the checks found"))]
    for code, count in budget.counts.items():
        yield f"  {count:>9,}  {words.say(CHECK_NAMES[code])} ({code}): {rows_text(budget.first_rows[code])}"
    yield from (f"  - {words.finding(finding)}" for finding in budget.findings if not finding.code.endswith(_WEEKLY))
    weeks = [finding for finding in budget.findings if finding.code.endswith(_WEEKLY)]
    yield from (f"  - {words.finding(finding)}" for finding in weeks[:_MOST_WEEKS])


def _table(groups: dict[str, Amounts], words: BudgetWords) -> Iterator[str]:
    yield " " * 40 + "".join(f"{words.say(name):>18}" for name in MEASURES.values())
    for name, amounts in groups.items():
        label = name or words.say(N_("none"))
        yield f"  {label:<38}" + "".join(f"{money_text(amount):>18}" for amount in amounts)


def _plan(budget: Budget, words: BudgetWords) -> Iterator[str]:
    if not budget.plan.actual:
        return
    yield from ["", words.say(N_("Plan against actual"))]
    for name, title in PLAN.items():
        yield f"  {words.say(title):<38}{money_text(getattr(budget.plan, name)):>18}"


def _where(budget: Budget, words: BudgetWords) -> Iterator[str]:
    yield from ["", words.say(N_("Where the money goes"))]
    for name, share in budget.where.items():
        amount = sentences.bound(share.amount, share.at_least and bool(share.amount), words)
        yield f"  {words.say(DESTINATIONS[name]):<38}{amount:>18}{percent(share.share):>9}"
    yield from (f"  {sentences.target(target, words)}" for target in budget.ringfence)


CHECK_NAMES = {
    "arithmetic": N_("The sum does not match what is stated"),
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
    "no-hours-given": N_("No hours are given"),
    "stated-at-least": N_("An amount is a least amount"),
    "duplicate-line": N_("The same line twice"),
    "outside-period": N_("Outside the period"),
    "over-budget": N_("Over budget"),
    "missing-code": N_("A code is missing"),
    "missing-approver": N_("The approver is missing"),
    "approver-is-authoriser": N_("One person approves and authorises"),
    "paid-late": N_("Paid later than promised"),
    "personal-data": N_("What looks like personal data"),
    "esa-weekly-limit": N_("Weeks above the permitted work limit of Employment and Support Allowance"),
    "carers-allowance-limit": N_("Weeks above the earnings limit of Carer's Allowance"),
}
