"""The sums of a budget: exact, of amounts in pence, so that every way of parting them adds up to the same whole."""

from collections.abc import Iterable
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
_MOST_KEYS = 5_000  # different sets of groups that are added up together before they are parted

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
        self._together: dict[tuple[str, ...], list[Decimal]] = {}
        self._groups: dict[str, dict[str, list[Decimal]] | None] = {name: {} for name in GROUPINGS}
        self.reaches: dict[tuple[str, bool], Decimal] = {}  # whether it is "at least" beside the destination
        self.at_benchmark = 0  # lines
        self.at_least: set[str] = set()  # measures with a least amount in them
        self.lived_experience = False  # whether any line pays people for theirs
        self.counts: dict[str, int] = {}
        self.rows: dict[str, list[int]] = {}
        self.stands: list[Stands] = []

    def add(self, line: Line, figures: Figures, keys: tuple[str, ...], codes: tuple[str, ...], times: int) -> None:
        """Add a line with its groups, one a grouping, and what was found in it, as often as it stands in the file."""
        budgeted, actual, at = line.budgeted, line.actual, figures.benchmark
        stated = (budgeted.amount if budgeted else _ZERO, actual.amount if actual else _ZERO)
        self._more_of_group(keys, _times((figures.computed, *stated, figures.fees, figures.costs), times))
        if budgeted or actual:
            self._more(_PLAN, _times(_plan(line), times))
        if at is not None:
            self._more(_AT_BENCHMARK, _times((figures.fees, *at[1:]), times))
            self.at_benchmark += times
        if figures.given_hours:
            self._more(_GIVEN, _times(_given(figures), times))
        if line.setting.work and line.setting.reached == LIVED_EXPERIENCE:
            self.lived_experience = True
        least = self._least(line)
        for name, amount in figures.reaches:
            key = (name, least)
            more = amount if times == 1 else _multiply(amount, Decimal(times))
            self.reaches[key] = _add(self.reaches.get(key, _ZERO), more)
        for code in codes:
            self.counts[code] = self.counts.get(code, 0) + times

    def _more(self, place: int, amounts: Iterable[Decimal]) -> None:
        sums = self._amounts[place]
        sums[:] = map(_add, sums, amounts)

    def _more_of_group(self, keys: tuple[str, ...], whole: tuple[Decimal, ...]) -> None:
        together = self._together.get(keys)
        if together is not None:
            together[:] = map(_add, together, whole)
            return
        self._together[keys] = list(whole)
        if len(self._together) > _MOST_KEYS:
            self._part()

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
        later._part()
        for place, amounts in enumerate(later._amounts):
            self._more(place, amounts)
        self.at_benchmark += later.at_benchmark
        self.at_least |= later.at_least
        self.lived_experience |= later.lived_experience
        for grouping, groups in later.groups().items():
            self._join_groups(grouping, groups)
        for key, amount in later.reaches.items():
            self.reaches[key] = _add(self.reaches.get(key, _ZERO), amount)
        for code, count in later.counts.items():
            self.counts[code] = self.counts.get(code, 0) + count
        for code, rows in later.rows.items():
            self.rows[code] = (self.rows.get(code, []) + rows)[:MOST_ROWS]
        self.stands = (self.stands + later.stands)[:MOST_STATED]

    def move(self, rows: int) -> None:
        """Count rows on from so many that stand before them."""
        self.rows = {code: [row + rows for row in numbers] for code, numbers in self.rows.items()}
        self.stands = [item._replace(row=item.row + rows) for item in self.stands]

    def _part(self) -> None:
        """Part what was added up together into the whole and the groups of each grouping."""
        for whole in self._together.values():
            self._more(_WHOLE, whole)
        for place, grouping in enumerate(GROUPINGS):
            groups: dict[str, list[Decimal]] = {}
            for keys, whole in self._together.items():
                _add_three(groups, keys[place], whole[:_MEASURES])
            self._join_groups(grouping, groups)
        self._together = {}

    def _join_groups(self, grouping: str, later: dict[str, list[Decimal]] | None) -> None:
        groups = self._groups[grouping]
        if groups is None or later is None:
            self._groups[grouping] = None
            return
        for key, three in later.items():
            _add_three(groups, key, three)
        if len(groups) > MOST_GROUPS:
            self._groups[grouping] = None

    def groups(self) -> dict[str, dict[str, list[Decimal]] | None]:
        """Return the sums by grouping and group; None for a grouping with too many groups to list."""
        self._part()
        return self._groups

    def of(self, name: str) -> Decimal:
        """Return a sum by its name."""
        self._part()
        ((place, names),) = [(place, names) for place, names in enumerate(_NAMES) if name in names]
        return self._amounts[place][names.index(name)]


def _times(amounts: tuple[Decimal, ...], times: int) -> tuple[Decimal, ...]:
    return amounts if times == 1 else tuple(map(_multiply, amounts, repeat(Decimal(times))))


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


def _add_three(groups: dict[str, list[Decimal]], key: str, three: list[Decimal]) -> None:
    known = groups.get(key)
    groups[key] = list(three) if known is None else [_add(one, other) for one, other in zip(known, three, strict=True)]
