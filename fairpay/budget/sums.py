"""The sums of a budget: exact, of amounts in pence, so that every way of parting them adds up to the same whole."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from fairpay import money
from fairpay.budget.line import Line
from fairpay.budget.prices import joined, sources_of
from fairpay.budget.pricing import Figures
from fairpay.budget.stated import StatedRows
from fairpay.budget.where import LIVED_EXPERIENCE, SUPPORT_COLUMNS, names_support
from fairpay.errors import Fault
from fairpay.rate import Rate

# How the lines of a budget are put together. A quarter is one of the financial year from 1 April.
GROUPINGS = ("category", "cost_centre", "expense_code", "project_code", "funder", "quarter")
# Beyond so many groups of a kind they are not listed: their sum is still the whole.
MOST_GROUPS = 10_000
MOST_ROWS = 20  # named with each code of finding
MOST_FAULTS = 20  # told one by one
_MOST_WAITING = 5_000  # lines that are added up in one go

# The sums by name, in sets that a line adds to as a whole or not at all.
_NAMES = (
    ("computed", "budgeted", "actual", "fees", "costs"),
    ("declined", "unclaimed", "unspent", "no_actual", "unplanned"),
    (
        *("parity_fees", "places", "entry_pay", "top_pay", "entry_cost", "top_cost"),
        *("gap_entry_pay", "gap_top_pay", "gap_entry_cost", "gap_top_cost"),
    ),
    ("given_hours", "given_value", "unvalued_hours"),
)
_WHOLE, _PLAN, _AT_BENCHMARK, _GIVEN = range(len(_NAMES))
_MEASURES = 3  # the first of the whole: what each group is added up in

_NO_ROW = 2**32  # beyond any
_ZERO = money.ZERO
_add, _multiply, _subtract = money.add, money.multiply, money.subtract


class Group(NamedTuple):
    """The sums of the lines of a group. Its name is as its first row has it: case and blanks make no other group."""

    row: int
    name: str
    amounts: tuple[Decimal, ...]


class Sums:
    """Sums of lines. Adding is exact, and so the same in every order and for every way of parting a file."""

    def __init__(self) -> None:
        self._amounts = [[_ZERO] * len(names) for names in _NAMES]
        self._groups: dict[str, dict[str, Group] | None] = {name: {} for name in GROUPINGS}
        self._reaches: dict[tuple[str, bool], Decimal] = {}  # whether it is "at least" beside the destination
        self.at_benchmark = 0  # lines
        self.at_least: set[str] = set()  # measures with a least amount in them
        self.lived_experience = False  # whether any line pays people for theirs
        self.supported = False  # whether any line is for supervision, mentoring, training or access
        self._sources: Mapping[str, str] = {}
        self._used: set[str] = set()  # figures of findings
        self.counts: dict[str, int] = {}
        self.rows: dict[str, list[int]] = {}
        self.faults: list[tuple[int, Fault]] = []  # the first, with their rows
        self.stated = StatedRows()
        self._wait()

    def use(self, rates: Iterable[Rate]) -> None:
        """Note the sources of figures that findings of a line rest on."""
        for rate in rates:
            if rate.id not in self._used:
                self._used.add(rate.id)
                self._sources = joined(self._sources, sources_of([rate]))

    def _wait(self) -> None:
        """Begin with no amounts that wait to be added up."""
        self._waiting = 0  # lines
        self._more: list[list[tuple[Decimal, ...]]] = [[] for _ in _NAMES]
        self._more_of: dict[tuple[str, ...], list[tuple[Decimal, ...]]] = {}  # by the groups of a line
        self._first_of: dict[tuple[str, ...], int] = {}  # rows
        self._more_reaches: dict[tuple[str, bool], list[Decimal]] = {}
        self._more_sources: dict[int, Mapping[str, str]] = {}

    def add(
        self, line: Line, figures: Figures, keys: tuple[str, ...], codes: tuple[str, ...], first: int, times: int
    ) -> None:
        """Add a line with its groups, one a grouping, and what was found in it, as often as it stands in the file.

        `first` is the first row of it.
        """
        budgeted, actual, at, more = line.budgeted, line.actual, figures.benchmark, self._more
        stated = (budgeted.amount if budgeted else _ZERO, actual.amount if actual else _ZERO)
        whole = _times((figures.computed, *stated, figures.fees, figures.costs), times)
        self._more_of.setdefault(keys, []).append(whole)
        if first < self._first_of.get(keys, _NO_ROW):
            self._first_of[keys] = first
        if budgeted or actual:
            more[_PLAN].append(_times(_plan(line), times))
        if at is not None:
            more[_AT_BENCHMARK].append(_times((figures.fees, Decimal(line.people * line.sessions), *at[1:]), times))
            self.at_benchmark += times
        if figures.given_hours:
            more[_GIVEN].append(_times(_given(figures), times))
        if line.setting.work and line.setting.reached == LIVED_EXPERIENCE:
            self.lived_experience = True
        if not self.supported:
            self.supported = _supports(line, figures)
        self._more_sources[id(figures.sources)] = figures.sources  # many lines share one
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
        groups: list[dict[str, Group]] = [{} for _ in GROUPINGS]
        for keys, lines in self._more_of.items():
            whole = _columns(lines)
            self._more[_WHOLE].append(whole)
            for place, key in enumerate(keys):
                _add_group(groups[place], Group(self._first_of[keys], key, whole[:_MEASURES]))
        for grouping, later in zip(GROUPINGS, groups, strict=True):
            self._join_groups(grouping, later)
        for place, amounts in enumerate(self._amounts):
            self._amounts[place] = list(_columns([amounts, *self._more[place]]))
        for reached, more in self._more_reaches.items():
            self._reaches[reached] = money.total([self._reaches.get(reached, _ZERO), *more])
        for sources in self._more_sources.values():
            self._sources = joined(self._sources, sources)
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

    def not_read(self, row: int, faults: Iterable[Fault]) -> None:
        """Remember a row with faults, which is in no sum."""
        self.found("not-read", row, count=True)
        if len(self.faults) < MOST_FAULTS:
            self.faults = [*self.faults, *((row, fault) for fault in faults)][:MOST_FAULTS]

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
        self.supported |= later.supported
        self._sources = joined(self._sources, later._sources)
        for code, count in later.counts.items():
            self.counts[code] = self.counts.get(code, 0) + count
        for code, rows in later.rows.items():
            self.rows[code] = (self.rows.get(code, []) + rows)[:MOST_ROWS]
        self.faults = (self.faults + later.faults)[:MOST_FAULTS]
        self.stated.join(later.stated)

    def move(self, rows: int) -> None:
        """Count rows on from so many that stand before them."""
        self.rows = {code: [row + rows for row in numbers] for code, numbers in self.rows.items()}
        self.faults = [(row + rows, fault) for row, fault in self.faults]
        self.stated.move(rows)
        for grouping, groups in self.groups.items():
            if groups is not None:
                moved = {key: group._replace(row=group.row + rows) for key, group in groups.items()}
                self._groups[grouping] = moved

    def _join_groups(self, grouping: str, later: dict[str, Group] | None) -> None:
        groups = self._groups[grouping]
        if groups is None or later is None:
            self._groups[grouping] = None
            return
        for group in later.values():
            _add_group(groups, group)
        if len(groups) > MOST_GROUPS:
            self._groups[grouping] = None

    @property
    def groups(self) -> Mapping[str, Mapping[str, Group] | None]:
        """The groups of each grouping; None for a grouping with too many groups to list."""
        self.add_up()
        return self._groups

    @property
    def reaches(self) -> Mapping[tuple[str, bool], Decimal]:
        """What reaches each destination, and whether that is of amounts given as "at least"."""
        self.add_up()
        return self._reaches

    @property
    def sources(self) -> Mapping[str, str]:
        """The sources of the figures, with the weakest grade of each."""
        self.add_up()
        return self._sources

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


def _supports(line: Line, figures: Figures) -> bool:
    """Whether a line pays for supervision, mentoring, training or access."""
    if line.costs and any(name in SUPPORT_COLUMNS for name, _ in line.costs):
        return True
    setting = line.setting
    lived_experience = setting.work and setting.reached == LIVED_EXPERIENCE
    named = names_support(setting.category, setting.activity, lived_experience=lived_experience)
    return named and bool(figures.computed)


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


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _add_group(groups: dict[str, Group], more: Group) -> None:
    key = _plain(more.name)
    known = groups.get(key)
    if known is None:
        groups[key] = more
    else:
        row, name, _ = min(known, more)
        groups[key] = Group(row, name, tuple(map(_add, known.amounts, more.amounts)))
