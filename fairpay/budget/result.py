"""What a budget comes to: totals, where the money goes, parity, targets, hours given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from fairpay import money
from fairpay.budget.finding import NOTES, Finding
from fairpay.budget.options import Options
from fairpay.budget.sums import Stands, Sums
from fairpay.budget.where import ACCESS, DESTINATIONS, SUPPORT
from fairpay.caveat import Caveat

_ZERO = money.ZERO
UNEXPLAINED = "unexplained"  # what a stated total has beyond its lines


class Amounts(NamedTuple):
    """The sums of some lines, in pounds and pence: what they come to, what was budgeted, what was spent."""

    computed: Decimal
    budgeted: Decimal
    actual: Decimal


class Share(NamedTuple):
    """A part of the whole. `share` is exact; `at_least` says that amounts given as "at least" are in it."""

    amount: Decimal
    share: Decimal | None
    at_least: bool


class RingFence(NamedTuple):
    """A target as a share of the whole, and what is missing to meet it (in pence, never below nothing)."""

    name: str
    target: Decimal
    amount: Decimal
    share: Decimal | None
    met: bool
    missing: Decimal


class Parity(NamedTuple):
    """The lines with a benchmark: what they have in fees, and what they would cost at it, from entry to top.

    A gap is the sum of the gaps of the lines that fall short: a line above its benchmark makes up
    for no other.
    """

    lines: int
    fees: Decimal
    entry_pay: Decimal
    top_pay: Decimal
    entry_cost: Decimal
    top_cost: Decimal
    gap_entry_pay: Decimal
    gap_top_pay: Decimal
    gap_entry_cost: Decimal
    gap_top_cost: Decimal


class PlanAgainstActual(NamedTuple):
    """budgeted + unplanned = actual + declined + unclaimed + unspent + no_actual, to the penny.

    `declined` was offered and turned down; `unclaimed` was accepted and not claimed; `unspent` is
    the rest of lines that state an actual (below nothing where they went over); `no_actual` the rest
    of lines that state none; `unplanned` belongs to lines without a budgeted amount.
    """

    budgeted: Decimal
    actual: Decimal
    declined: Decimal
    unclaimed: Decimal
    unspent: Decimal
    no_actual: Decimal
    unplanned: Decimal


class Given(NamedTuple):
    """Hours given without pay, and their value at a comparator; `unvalued` are hours it has no figure for."""

    hours: Decimal
    at: str | None
    value: Decimal | None
    unvalued: Decimal


class StatedTotal(NamedTuple):
    """A row that states a total, or money that pays for the plan (`kind` "funding").

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


@dataclass(frozen=True, slots=True)
class Budget:
    """A checked budget.

    `rows` is how many rows were read, `not_read` how many have a fault and are in no sum. `counts` is
    how often each code was found in a line, or in a person's week; `first_rows` are the first rows of
    each. `findings` are those about the file as a whole, with the first thousand weeks. `totals` is by
    grouping (None where there are too many groups to list) and name of group; what has no name is
    under "". `edition` is that of the rates.
    """

    options: Options
    edition: str
    notes: tuple[Caveat, ...]
    rows: int
    not_read: int
    counts: Mapping[str, int]
    first_rows: Mapping[str, tuple[int, ...]]
    findings: tuple[Finding, ...]
    whole: Amounts
    fees: Decimal
    costs: Decimal
    at_least: Mapping[str, bool]
    totals: Mapping[str, Mapping[str, Amounts] | None]
    where: Mapping[str, Share]
    ringfence: tuple[RingFence, ...]
    parity: Parity
    plan: PlanAgainstActual
    given: Given
    stated: tuple[StatedTotal, ...]

    @property
    def failed(self) -> bool:
        """Whether any check failed, or a row could not be read."""
        codes = {*self.counts, *(finding.code for finding in self.findings)}
        return bool(self.not_read or codes - NOTES)


def budget_of(
    sums: Sums, options: Options, edition: str, notes: tuple[Caveat, ...], rows: int, weeks: tuple[Finding, ...]
) -> Budget:
    """Work a budget out from the sums of its lines."""
    counts = dict(sums.counts)
    not_read = counts.pop("not-read", 0)
    whole = Amounts(*(sums.of(name) for name in Amounts._fields))
    at_least = {name: name in sums.at_least for name in Amounts._fields}
    stated = tuple(_stated(sums.stands, whole, at_least))
    where = _where(sums, whole, stated)
    ringfence = tuple(_ringfence(name, target, where) for name, target in options.ringfence)
    findings = [*weeks]
    if sums.lived_experience and not any(name in (SUPPORT, ACCESS) for name, _ in sums.reaches):
        findings.append(Finding("no-support", {}))
    findings += _about_totals(stated)
    for target in ringfence:
        if not target.met:
            params = {
                "destination": target.name,
                "target": target.target,
                "share": target.share,
                "missing": target.missing,
            }
            findings.append(Finding("ringfence-missed", params))
    first_rows = {code: tuple(numbers) for code, numbers in sums.rows.items()}
    for finding in weeks:
        first_rows.setdefault(finding.code, finding.rows)
    return Budget(
        options,
        edition,
        notes,
        rows,
        not_read,
        dict(sorted(counts.items())),
        dict(sorted(first_rows.items())),
        tuple(findings),
        whole,
        sums.of("fees"),
        sums.of("costs"),
        at_least,
        _totals(sums),
        where,
        ringfence,
        _parity(sums),
        PlanAgainstActual(*(sums.of(name) for name in PlanAgainstActual._fields)),
        _given(sums, options),
        stated,
    )


def _totals(sums: Sums) -> Mapping[str, Mapping[str, Amounts] | None]:
    """Return the sums by grouping; the years are those of the quarters, "2026/27" of "2026/27 Q1"."""
    totals = {name: _groups(groups) for name, groups in sums.groups.items()}
    quarters, years = totals["quarter"], dict[str, Amounts]()
    for quarter, amounts in (quarters or {}).items():
        year = quarter.partition(" ")[0]
        before = years.get(year, Amounts(_ZERO, _ZERO, _ZERO))
        years[year] = Amounts(*(money.add(one, other) for one, other in zip(before, amounts, strict=True)))
    return totals | {"year": None if quarters is None else years}


def _groups(groups: Mapping[str, list[Decimal]] | None) -> Mapping[str, Amounts] | None:
    return None if groups is None else {name: Amounts(*groups[name]) for name in sorted(groups)}


def _stated(stands: list[Stands], whole: Amounts, at_least: Mapping[str, bool]) -> Iterator[StatedTotal]:
    """Hold the rows that state a total against the lines, and all funding together against the plan."""
    funding = _ZERO
    for item in stands:
        for measure, amount in (("budgeted", item.budgeted), ("actual", item.actual)):
            if amount is None:
                continue
            if item.kind == "funding":
                funding = money.add(funding, amount)
                continue
            lines = getattr(whole, measure)
            least = item.at_least or at_least[measure]
            yield StatedTotal(item.row, "total", measure, amount, lines, money.subtract(amount, lines), least)
    rows = [item.row for item in stands if item.kind == "funding"]
    if rows:
        least = at_least["computed"] or any(item.at_least for item in stands if item.kind == "funding")
        residual = money.subtract(funding, whole.computed)
        yield StatedTotal(rows[0], "funding", "computed", funding, whole.computed, residual, least)


def _about_totals(stated: tuple[StatedTotal, ...]) -> Iterator[Finding]:
    for item in stated:
        params = {"stated": item.stated, "lines": item.lines, "residual": abs(item.residual)}
        if item.kind == "funding":
            if item.residual < 0:
                yield Finding("unfunded", params)
        elif item.residual:
            code = "total-unexplained" if item.at_least and item.residual > 0 else "total-differs"
            yield Finding(code, params, (item.row,))


def _where(sums: Sums, whole: Amounts, stated: tuple[StatedTotal, ...]) -> Mapping[str, Share]:
    """Part the whole by where it goes; what a stated total has beyond its lines is a part of its own."""
    beyond = max((item.residual for item in stated if item.kind == "total"), default=_ZERO)
    least = any(at_least for _, at_least in sums.reaches)
    parts = {
        name: money.add(sums.reaches.get((name, False), _ZERO), sums.reaches.get((name, True), _ZERO))
        for name in DESTINATIONS
    }
    if beyond > 0:
        parts[UNEXPLAINED] = beyond
        least = least or any(item.at_least for item in stated)
    everything = money.add(whole.computed, max(beyond, _ZERO))
    return {
        name: Share(amount, money.divide(amount, everything) if everything else None, least)
        for name, amount in parts.items()
    }


def _ringfence(name: str, target: Decimal, where: Mapping[str, Share]) -> RingFence:
    found = where[name]
    everything = _ZERO
    for share in where.values():
        everything = money.add(everything, share.amount)
    wanted = money.multiply(target, everything)
    missing = max(money.subtract(wanted, found.amount), _ZERO)
    return RingFence(name, target, found.amount, found.share, not missing, money.pence(missing))


def _parity(sums: Sums) -> Parity:
    amounts = (sums.of(name) for name in Parity._fields[2:])
    return Parity(sums.at_benchmark, sums.of("parity_fees"), *amounts)


def _given(sums: Sums, options: Options) -> Given:
    if options.unpaid_at is None:
        return Given(sums.of("given_hours"), None, None, _ZERO)
    return Given(sums.of("given_hours"), options.unpaid_at, sums.of("given_value"), sums.of("unvalued_hours"))
