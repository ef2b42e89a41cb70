"""What a checked budget comes to, as plain words and figures for the template."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from flask import request

import fairpay
from fairpay.budget import Budget, CheckedLine
from fairpay.budget.checker import Columns
from fairpay.budget.finding import NOTES, Finding
from fairpay.budget.personal import column_letters, is_personal
from fairpay.budget.result import Amounts
from fairpay.errors import N_, Fault
from fairpay.present import budget_sentences as sentences
from fairpay.present import wording
from fairpay.present.budget_report import CHECK_NAMES
from fairpay.present.budget_words import DESTINATIONS, GROUPINGS, PLAN, BudgetWords, percent, rows_text
from fairpay.present.language import money_text, period_text
from fairpay.tables.writing import csv_text
from webapp import budget_form
from webapp.cells import Cell
from webapp.figures import bar

_MOST_LINKS = 10  # in the error summary
_MOST_ERRORS = 200  # in the table of errors
_MOST_SENTENCES = 10  # for one check
_MOST_GROUPS = 50  # in one table of totals
_SHOWN = 40  # characters of a cell
_AT_ROW = N_("Row %(row)s: %(fault)s")
_AT_CELL = N_("Row %(row)s, column %(column)s: %(heading)s")
_HIDDEN = N_("(not shown: it looks like personal data)")


class Error(NamedTuple):
    """One thing to correct: the row and the cell as a spreadsheet names them, what stands there, what to do."""

    row: int
    place: str
    heading: str
    holds: str
    code: str
    text: str


class InRows:
    """Gathers what was found in the rows. What looks like personal data is named by its place, never shown."""

    def __init__(self, columns: Columns, words: BudgetWords) -> None:
        self._columns, self._words = columns, words
        self.faults: list[Error] = []
        self.rows_with_faults: set[int] = set()
        self.said: dict[str, dict[str, list[int]]] = {}  # code, sentence, rows

    def add(self, lines: Sequence[CheckedLine]) -> None:
        for line in lines:
            if line.faults:
                self.rows_with_faults.add(line.number)
                self.faults += [self._error(line, fault) for fault in line.faults]
            if line.answer.written is None:  # lines that share an answer share its sentences
                line.answer.written = self._say(line.answer.findings)
            for code, text in [*line.answer.written, *self._say(line.alone)]:
                self.said.setdefault(code, {}).setdefault(text, []).append(line.number)

    def _say(self, findings: Iterable[Finding]) -> list[tuple[str, str]]:
        return [(finding.code, self._words.finding(finding)) for finding in findings]

    def _error(self, line: CheckedLine, fault: Fault) -> Error:
        columns, place = self._columns, self._place(fault.field)
        letters = heading = holds = ""
        if place is not None:
            letters = f"{column_letters(columns.kept[place])}{line.number}"
            heading, holds = columns.texts[place].strip(), line.cells[place].strip()
        shown, holds = self._shown(heading), self._shown(holds)
        return Error(line.number, letters, shown, holds, fault.code, self._safe(self._words.fault(fault)))

    def _place(self, field: str) -> int | None:
        found = self._columns.places.get(field)
        if found is None and field in self._columns.texts:
            return self._columns.texts.index(field)
        return found

    def _shown(self, text: str) -> str:
        safe = self._safe(text)
        return safe if len(safe) <= _SHOWN else safe[: _SHOWN - 1] + "…"

    def _safe(self, text: str) -> str:
        return self._words.say(_HIDDEN) if is_personal(text) else text

    def errors(self) -> list[dict[str, str]]:
        """Return the error summary: how many, then links to the first."""
        if not self.faults:
            return []
        template = N_("Rows to correct: %(rows)s. They are in no sum.")
        head = self._words.say(template, {"rows": f"{len(self.rows_with_faults):,}"})
        links = [{"text": self._link(error), "href": f"#row-{error.row}"} for error in self.faults[:_MOST_LINKS]]
        return [{"text": head, "href": "#errors"}, *links]

    def _link(self, error: Error) -> str:
        """Name a cell in a few words; its row in the table says the rest. What is not about one cell is said here."""
        if not error.place:
            return self._words.say(_AT_ROW, {"row": error.row, "fault": error.text})
        column = error.place.removesuffix(str(error.row))
        return self._words.say(_AT_CELL, {"row": error.row, "column": column, "heading": error.heading})

    def errors_csv(self) -> str:
        """Return every error as CSV."""
        say = self._words.say
        heads = [N_("Row"), N_("Cell"), N_("Column"), N_("In the file"), N_("Code"), N_("What to do")]
        return csv_text([[*map(say, heads)], *([str(part) for part in error] for error in self.faults)])


class Page(NamedTuple):
    """Makes the parts of the page of a budget."""

    budget: Budget
    found: InRows
    words: BudgetWords

    def parts(self) -> dict[str, Any]:
        """Return all that the template needs, beside the form."""
        budget, words = self.budget, self.words
        return {
            "lead": list(sentences.answer(budget, words)),
            "asked": list(self._asked()),
            "notes": [words.caveat(note) for note in budget.notes],
            "faulty": self.found.faults[:_MOST_ERRORS],
            "all_faulty": len(self.found.faults),
            "fails": list(self._checks(fails=True)),
            "know": list(self._checks(fails=False)),
            "bar_rows": self._bars(),
            "targets_said": [sentences.target(target, budget, words) for target in budget.ringfence if target.met],
            "not_read": words.not_read(budget.not_read) if budget.not_read else "",
            "parity": list(sentences.parity(budget, words)),
            "given": sentences.given(budget, words) if budget.given.hours else "",
            "plan": self._plan(),
            "totals": list(self._totals()),
            "sources": list(self._sources()),
            "rates": budget.edition,
            "version": fairpay.__version__,
        }

    def _asked(self) -> Iterator[str]:
        """Yield what was asked: the file by its name, and how it was checked."""
        options, say = self.budget.options, self.words.say
        name = budget_form.file_name(request.files.get("file"))
        yield say(N_("File: %(file)s"), {"file": say(_HIDDEN) if is_personal(name) else name})
        if options.nation:
            nation = say(wording.NATIONS[options.nation])
            yield say(N_("Nation of rows that name none: %(place)s"), {"place": nation})
        if options.zone != "none":
            yield say(
                N_("High cost area of rows that name none: %(place)s"), {"place": say(wording.ZONES[options.zone])}
            )
        if options.period is not None:
            yield say(N_("Period: %(period)s"), {"period": period_text(options.period, self.words.lang)})
        if options.promised_days is not None:
            yield say(N_("Payment promised within %(days)s days"), {"days": f"{options.promised_days:,}"})
        if options.last_known_scale:
            yield say(N_("Last known pay scale"))

    # ---- the checks ----------------------------------------------------------------------------

    def _checks(self, *, fails: bool) -> Iterator[dict[str, Any]]:
        """Yield what failed, or what there is to know: by code, each sentence with its rows."""
        counts, findings = self.budget.counts, self.budget.findings
        for code, count in counts.items():
            if (code not in NOTES) is fails:
                said = [self._said(text, rows) for text, rows in self.found.said.get(code, {}).items()]
                said += [self.words.finding(finding) for finding in findings if finding.code == code]
                yield self._check(code, self.words.say(CHECK_NAMES[code]), count, said)
        others = [item for item in findings if item.code not in counts and (item.code not in NOTES) is fails]
        if others:
            name = self.words.say(N_("About the file as a whole"))
            yield self._check(
                "whole-fails" if fails else "whole-know",
                name,
                len(others),
                [self.words.finding(item) for item in others],
            )

    def _check(self, code: str, name: str, count: int, said: list[str]) -> dict[str, Any]:
        more = len(said) - _MOST_SENTENCES
        return {
            "code": code,
            "name": name,
            "count": f"{count:,}",
            "said": said[:_MOST_SENTENCES],
            "more": f"{more:,}" if more > 0 else "",
        }

    def _said(self, text: str, rows: list[int]) -> str:
        if len(rows) == 1:
            return self.words.say(_AT_ROW, {"row": rows[0], "fault": text})
        return self.words.say(N_("Rows %(rows)s: %(text)s"), {"rows": rows_text(tuple(rows)), "text": text})

    # ---- the sums ------------------------------------------------------------------------------

    def _bars(self) -> list[dict[str, Any]]:
        """Return a bar for each place that the money goes to, on a scale to the whole."""
        bars = []
        for name, part in self.budget.where.items():
            if part.amount:
                amount = sentences.bound(part.amount, part.at_least, self.words)
                figure = f"{amount} ({percent(part.share)})"
                share = max(part.share or Decimal(0), Decimal(0))
                lived = name == "lived_experience"
                bars.append(bar(self.words.say(DESTINATIONS[name]), figure, share, Decimal(1), this=lived))
        return bars

    def _plan(self) -> list[tuple[str, Cell]]:
        if not self.budget.plan.actual:
            return []
        return [
            (self.words.say(title), Cell(money_text(getattr(self.budget.plan, name)))) for name, title in PLAN.items()
        ]

    def _totals(self) -> Iterator[dict[str, Any]]:
        """Yield a table for each grouping that parts the budget, the largest groups first where not all are shown."""
        for grouping, groups in sentences.groupings(self.budget):
            shown = list(groups.items())
            if len(shown) > _MOST_GROUPS:
                shown = sorted(shown, key=lambda group: group[1].computed, reverse=True)[:_MOST_GROUPS]
            yield {
                "id": f"by-{grouping}",
                "caption": self.words.say(GROUPINGS[grouping]),
                "rows": [self._group(name, amounts) for name, amounts in shown],
                "all": f"{len(groups):,}" if len(groups) > _MOST_GROUPS else "",
            }

    def _sources(self) -> Iterator[Cell]:
        """Yield where the figures were read, each with its address and how good the evidence is."""
        for source in self.budget.sources:
            evidence = Cell(sentences.evidence(source, self.words))
            yield Cell(source.title, source.url or "", english=True, notes=(evidence,))

    def _group(self, name: str, amounts: Amounts) -> list[Cell]:
        named = name if len(name) <= _SHOWN * 2 else name[: _SHOWN * 2 - 1] + "…"
        return [
            Cell(named or self.words.say(N_("none")), english=bool(name)),
            *(Cell(money_text(amount)) for amount in amounts),
        ]
