"""The rows of a budget that state a figure for the whole plan: totals, and what pays for it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from fairpay import money
from fairpay.budget.columns import FUNDING
from fairpay.budget.finding import Finding
from fairpay.budget.line import Line

MOST_STATED = 100  # totals that are listed, beside the lowest and the highest of all
_BUDGETED, _ACTUAL = 1, 2  # places in a `Total`


class Total(NamedTuple):
    """A row that states a total. `at_least` says that one of its amounts is given so."""

    row: int
    budgeted: Decimal | None
    actual: Decimal | None
    at_least: bool


class StatedRows:
    """Totals and funding, in memory that does not grow with their number: the same in whatever parts they come."""

    def __init__(self) -> None:
        self.rows = 0  # that state a total
        self._totals: list[Total] = []
        self.funding = money.ZERO
        self.funding_at_least = False
        self.funding_row = 0  # the first; 0 without any

    def add(self, row: int, line: Line) -> None:
        """Add a row. Funding counts as it is budgeted, or else as what was received (its actual amount)."""
        budgeted, actual = line.budgeted, line.actual
        if line.setting.kind == FUNDING:
            stated = budgeted or actual
            assert stated is not None
            self.funding = money.add(self.funding, stated.amount)
            self.funding_at_least |= stated.at_least
            self.funding_row = self.funding_row or row
            return
        at_least = any(stated is not None and stated.at_least for stated in (budgeted, actual))
        self._keep([Total(row, budgeted and budgeted.amount, actual and actual.amount, at_least)], 1)

    def join(self, later: "StatedRows") -> None:
        """Add the rows that follow."""
        self._keep(later._totals, later.rows)
        self.funding = money.add(self.funding, later.funding)
        self.funding_at_least |= later.funding_at_least
        self.funding_row = self.funding_row or later.funding_row

    def move(self, rows: int) -> None:
        """Count rows on from so many that stand before them."""
        self._totals = [item._replace(row=item.row + rows) for item in self._totals]
        self.funding_row += rows if self.funding_row else 0

    @property
    def totals(self) -> list[Total]:
        """The first totals, and of those that follow the lowest and the highest of each measure.

        If these are as the lines are, so are all: no total that differs from the lines goes unseen.
        """
        return _few(self._totals)

    def _keep(self, totals: list[Total], rows: int) -> None:
        self._totals += totals
        self.rows += rows
        if len(self._totals) > 2 * MOST_STATED:
            self._totals = _few(self._totals)


def _few(totals: list[Total]) -> list[Total]:
    first, rest = totals[:MOST_STATED], totals[MOST_STATED:]
    outermost: set[Total] = set()
    for amount in (_BUDGETED, _ACTUAL):
        for at_least in (False, True):
            some = [item for item in rest if item[amount] is not None and item.at_least is at_least]
            if some:
                outermost |= {min(some, key=itemgetter(amount)), max(some, key=itemgetter(amount))}
    return [*first, *sorted(outermost)]


class StatedTotal(NamedTuple):
    """A row that states a total, or the money that pays for the plan (`kind` "funding"; `row` is its first row).

    `residual` is what the row says beyond its lines: stated less summed. The lines of a total are
    summed in the measure it states, "budgeted" or "actual"; funding as a whole is held against what
    the lines come to.
    """

    row: int
    kind: str
    measure: str
    stated: Decimal
    lines: Decimal
    residual: Decimal
    at_least: bool


def held_against(lines: Mapping[str, Decimal], at_least: Mapping[str, bool], rows: StatedRows) -> Iterator[StatedTotal]:
    """Hold the rows that state a total against the sums of the lines by measure, and all funding against the plan."""
    for item in rows.totals:
        for measure, amount in (("budgeted", item.budgeted), ("actual", item.actual)):
            if amount is not None:
                residual = money.subtract(amount, lines[measure])
                least = item.at_least or at_least[measure]
                yield StatedTotal(item.row, "total", measure, amount, lines[measure], residual, least)
    if rows.funding_row:
        plan = lines["computed"]
        residual = money.subtract(rows.funding, plan)
        least = at_least["computed"] or rows.funding_at_least
        yield StatedTotal(rows.funding_row, "funding", "computed", rows.funding, plan, residual, least)


def about_totals(stated: tuple[StatedTotal, ...], rows: StatedRows, not_read: int) -> Iterator[Finding]:
    """Say where totals and lines differ; with rows that were not read that may be all there is to it."""
    for item in stated:
        params = {"stated": item.stated, "lines": item.lines, "residual": abs(item.residual), "not_read": not_read}
        if item.kind == FUNDING:
            if item.residual < 0:
                yield Finding("unfunded", params)
        elif item.residual:
            code = "total-unexplained" if item.at_least and item.residual > 0 else "total-differs"
            yield Finding(code, params, (item.row,))
    if more := rows.rows - len(rows.totals):
        yield Finding("more-totals", {"count": more})
