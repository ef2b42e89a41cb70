"""What comes of checking a row: the answer, which lines share, and what is its own."""

from datetime import date
from typing import Any, NamedTuple

from fairpay.budget.finding import Finding
from fairpay.budget.kind import Kind
from fairpay.budget.line import Line
from fairpay.budget.pricing import Figures
from fairpay.errors import Fault


class Answer:
    """What lines that ask the same question share. `written` is for whoever writes them out.

    A row with faults has no `line` and no `figures`, one that states a total no `figures`. `kind` is that of the row,
    as in `Setting`. `codes` are those of the findings, `keys` the groups of the line; `pence` is what each person gets
    for one session, where that may be earned beside a benefit; `personal` is whether words of the row look like
    personal data. `row` is the first row with it, `count` how many rows are not added up yet.
    """

    __slots__ = (
        *("codes", "count", "faults", "figures", "findings", "keys", "kind", "line", "pence", "personal", "row"),
        "written",
    )

    def __init__(
        self,
        line: Line | None,
        figures: Figures | None,
        findings: tuple[Finding, ...],
        faults: tuple[Fault, ...],
        kind: Kind,
        pence: int,
    ) -> None:
        self.line, self.figures, self.findings, self.faults = line, figures, findings, faults
        self.kind, self.keys, self.personal, self.pence = kind.setting.kind, kind.keys, kind.personal, pence
        self.codes = tuple(dict.fromkeys([finding.code for finding in findings]))
        self.row = self.count = 0
        self.written: Any = None


class CheckedLine(NamedTuple):
    """A row, checked. `cells` are its own, without the columns that fairpay added to an earlier copy of the file.

    `alone` are the findings that no other line shares: a line that comes twice, personal data, a late payment.
    """

    number: int
    cells: tuple[str, ...]
    on: date | None
    answer: Answer
    alone: tuple[Finding, ...]
    cell_faults: tuple[Fault, ...]

    @property
    def line(self) -> Line | None:
        """The row as values; None for a row with faults."""
        return self.answer.line

    @property
    def figures(self) -> Figures | None:
        """The figures of the row; None for a row with faults, and for one that states a total."""
        return self.answer.figures if not self.cell_faults else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.alone if self.cell_faults else self.answer.findings + self.alone

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the row: of each cell the first fault, which is the cause of others."""
        if not self.cell_faults:
            return self.answer.faults
        if not any(self.cells):  # the row could not be cut into cells
            return self.cell_faults
        known = {fault.field for fault in self.cell_faults} - {""}
        return self.cell_faults + tuple(fault for fault in self.answer.faults if fault.field not in known)


class Lines(list[CheckedLine]):
    """Lines that follow each other. Whoever writes them out keeps the empty rows between them, so that numbers hold."""

    after = 1  # the number of the last row above them that is not empty, or of the headings
