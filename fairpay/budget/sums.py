"""The sums of a budget: exact, of amounts in pence, so that every way of parting them adds up to the same whole."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from typing import NamedTuple

from fairpay import money
from fairpay.budget.line import Line
from fairpay.budget.pricing import Figures
from fairpay.budget.where import LIVED_EXPERIENCE

# How the lines of a budget are put together. A quarter is one of the financial year from 1 April.
GROUPINGS = ("category", "cost_centre", "expense_code", "project_code", "funder", "quarter")
# Beyond so many groups of a kind they are not listed: their sum is still the whole.
MOST_GROUPS = 10_000
MOST_ROWS = 20  # named with each code of finding
MOST_STATED = 100  # totals and sources of funding
_MOST_WAITING = 5_000  # lines that are added up in one go

# The sums by name, in sets that a line adds to as a whole or not at all.
_NAMES = (
    ("computed", "budgeted", "actual", "fees", "costs"),
    ("declined", "unclaimed", "unspent", "no_actual", "unplanned"),
    (
        *("parity_fees", "entry_pay", "top_pay", "entry_cost", "top_cost"),
        *("gap_entry_pay", "gap_top_pay", "gap_entry_cost", "gap_top_cost"),
    ),
    ("given_hours", "given_value", "unvalued_hours"),
)
_WHOLE, _PLAN, _AT_BENCHMARK, _GIVEN = range(len(_NAMES))
_MEASURES = 3  # the first of the whole: what each group is added up in

_ZERO = money.ZERO
_add, _multiply, _subtract = money.add, money.multiply, money.subtract


class Stands(NamedTuple):
    """A row that states a total, or what pays for the plan."""

    row: int
    kind: str
    budgeted: Decimal | None
    actual: Decimal | None
    at_least: bool


class Sums:
    """Sums of lines. Adding is exact, and so the same in every order and for every way of parting a file."""

    def __init__(self) -> None:
        self._amounts = [[_ZERO] * len(names) for names in _NAMES]
        self._groups: dict[str, dict[str, list[Decimal]] | None] = {name: {} for name in GROUPINGS}
        self._reaches: dict[tuple[str, bool], Decimal] = {}  # whether it is "at least" beside the destination
        self.at_benchmark = 0  # lines
        self.at_least: set[str] = set()  # measures with a least amount in them
        self.lived_experience = False  # whether any line pays people for theirs
        self.counts: dict[str, int] = {}
        self.rows: dict[str, list[int]] = {}
        self.stands: list[Stands] = []
        self._wait()

    def _wait(self) -> None:
        """Begin with no amounts that wait to be added up."""
        self._waiting = 0  # lines
        self._more: list[list[tuple[Decimal, ...]]] = [[] for _ in _NAMES]
        self._more_of: dict[tuple[str, ...], list[tuple[Decimal, ...]]] = {}  # by the groups of a line
        self._more_reaches: dict[tuple[str, bool], list[Decimal]] = {}

    def add(self, line: Line, figures: Figures, keys: tuple[str, ...], codes: tuple[str, ...], times: int) -> None:
        """Add a line with its groups, one a grouping, and what was found in it, as often as it stands in the file."""
        budgeted, actual, at, more = line.budgeted, line.actual, figures.benchmark, self._more
        stated = (budgeted.amount if budgeted else _ZERO, actual.amount if actual else _ZERO)
        whole = _times((figures.computed, *stated, figures.fees, figures.costs), times)
        self._more_of.setdefault(keys, []).append(whole)
        if budgeted or actual:
            more[_PLAN].append(_times(_plan(line), times))
        if at is not None:
            more[_AT_BENCHMARK].append(_times((figures.fees, *at[1:]), times))
            self.at_benchmark += times
        if figures.given_hours:
            more[_GIVEN].append(_times(_given(figures), times))
        if line.setting.work and line.setting.reached == LIVED_EXPERIENCE:
            self.lived_experience = True
        least = self._least(line)
        for name, amount in figures.reaches:
            self._more_reaches.setdefault((name, least), []).extend(_times((amount,), times))
        for code in codes:
            self.counts[code] = self.counts.get(code, 0) + times
        self._waiting += 1
        if self._waiting >= _MOST_WAITING:
            self.add_up()

    def add_up(self) -> None:
        """Add up what waits: to the whole, and to the groups of each grouping."""
        groups: list[dict[str, list[Decimal]]] = [{} for _ in GROUPINGS]
        for keys, lines in self._more_of.items():
            whole = _columns(lines)
            self._more[_WHOLE].append(whole)
            for place, key in enumerate(keys):
                _add_three(groups[place], key, whole[:_MEASURES])
        for grouping, later in zip(GROUPINGS, groups, strict=True):
            self._join_groups(grouping, later)
        for place, amounts in enumerate(self._amounts):
            self._amounts[place] = list(_columns([amounts, *self._more[place]]))
        for reached, more in self._more_reaches.items():
            self._reaches[reached] = money.total([self._reaches.get(reached, _ZERO), *more])
        self._wait()

    def _least(self, line: Line) -> bool:
        """Note which measures of a line are least amounts, and return whether what it comes to is one."""
        budgeted, actual = line.budgeted, line.actual
        if not ((budgeted and budgeted.at_least) or (actual and actual.at_least)):
            return False
        if budgeted and budgeted.at_least:
            self.at_least.add("budgeted")
        if actual and actual.at_least:
            self.at_least.add("actual")
        stated = budgeted or actual
        least = stated is not None and stated.at_least and not (line.setting.work or line.costs)
        if least:
            self.at_least.add("computed")
        return least

    def found(self, code: str, row: int, *, count: bool = False) -> None:
        """Remember a row of a finding, and count it where it is not counted with its line."""
        rows = self.rows.setdefault(code, [])
        if len(rows) < MOST_ROWS:
            rows.append(row)
        if count:
            self.counts[code] = self.counts.get(code, 0) + 1

    def full(self) -> frozenset[str]:
        """Return the codes of which no more rows are remembered."""
        return frozenset(code for code, rows in self.rows.items() if len(rows) == MOST_ROWS)

    def join(self, later: "Sums") -> None:
        """Add the sums of the rows that follow."""
        later.add_up()
        for more, amounts in zip(self._more, later._amounts, strict=True):
            more.append(tuple(amounts))
        for key, amount in later._reaches.items():
            self._more_reaches.setdefault(key, []).append(amount)
        for grouping, groups in later._groups.items():
            self._join_groups(grouping, groups)
        self.at_benchmark += later.at_benchmark
        self.at_least |= later.at_least
        self.lived_experience |= later.lived_experience
        for code, count in later.counts.items():
            self.counts[code] = self.counts.get(code, 0) + count
        for code, rows in later.rows.items():
            self.rows[code] = (self.rows.get(code, []) + rows)[:MOST_ROWS]
        self.stands = (self.stands + later.stands)[:MOST_STATED]

    def move(self, rows: int) -> None:
        """Count rows on from so many that stand before them."""
        self.rows = {code: [row + rows for row in numbers] for code, numbers in self.rows.items()}
        self.stands = [item._replace(row=item.row + rows) for item in self.stands]

    def _join_groups(self, grouping: str, later: dict[str, list[Decimal]] | None) -> None:
        groups = self._groups[grouping]
        if groups is None or later is None:
            self._groups[grouping] = None
            return
        for key, three in later.items():
            _add_three(groups, key, three)
        if len(groups) > MOST_GROUPS:
            self._groups[grouping] = None

    @property
    def groups(self) -> Mapping[str, Mapping[str, list[Decimal]] | None]:
        """The sums by grouping and group; None for a grouping with too many groups to list."""
        self.add_up()
        return self._groups

    @property
    def reaches(self) -> Mapping[tuple[str, bool], Decimal]:
        """What reaches each destination, and whether that is of amounts given as "at least"."""
        self.add_up()
        return self._reaches

    def of(self, name: str) -> Decimal:
        """Return a sum by its name."""
        self.add_up()
        ((place, names),) = [(place, names) for place, names in enumerate(_NAMES) if name in names]
        return self._amounts[place][names.index(name)]


def _times(amounts: tuple[Decimal, ...], times: int) -> tuple[Decimal, ...]:
    return amounts if times == 1 else tuple(map(_multiply, amounts, repeat(Decimal(times))))


def _columns(rows: Sequence[Sequence[Decimal]]) -> tuple[Decimal, ...]:
    """Add up rows of amounts, column by column."""
    return tuple(map(money.total, zip(*rows, strict=True)))


def _plan(line: Line) -> tuple[Decimal, ...]:
    """Part the budgeted amount: declined, not claimed, not spent, without an actual yet. The last is in no plan."""
    declined, unclaimed, nothing = line.declined or _ZERO, _ZERO, _ZERO
    if line.accepted is not None and line.claimed is not None and line.accepted > line.claimed:
        unclaimed = _subtract(line.accepted, line.claimed)
    apart = line.actual.amount if line.actual else _ZERO
    if declined or unclaimed:
        apart = _add(_add(apart, declined), unclaimed)
    if line.budgeted is None:
        return declined, unclaimed, nothing, nothing, apart
    rest = _subtract(line.budgeted.amount, apart)
    return (declined, unclaimed, *((rest, nothing) if line.actual else (nothing, rest)), nothing)


def _given(figures: Figures) -> tuple[Decimal, ...]:
    """Return hours given, their value, and those without one."""
    hours, value = figures.given_hours, figures.given_value
    return (hours, _ZERO, hours) if value is None else (hours, value, _ZERO)


def _add_three(groups: dict[str, list[Decimal]], key: str, three: Sequence[Decimal]) -> None:
    known = groups.get(key)
    groups[key] = list(three if known is None else map(_add, known, three))
