"""What a budget comes to: totals, where the money goes, parity, targets, hours given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fairpay import money
from fairpay.budget.finding import NOTES, Finding, rates_in
from fairpay.budget.options import Options
from fairpay.budget.prices import joined, sources_of
from fairpay.budget.stated import StatedTotal, about_totals, held_against
from fairpay.budget.sums import Group, Sums
from fairpay.budget.where import DESTINATIONS
from fairpay.caveat import Caveat
from fairpay.errors import Fault
from fairpay.ratebook import RateBook

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

    A gap is the sum of the gaps of the lines that fall short: a line above its benchmark makes up for no other.

    `places` is how many are paid: one person at one session is one. The same person may be paid in many lines, so
    nobody can tell from a plan how many people it pays, and a gap of the whole is divided by places: `each_…` is the
    mean for one person at one session, of all lines with a benchmark, rounded once (None without such a line). The gap
    of a line is divided by its own people: see `pricing.Each`.
    """

    lines: int
    places: int
    fees: Decimal
    entry_pay: Decimal
    top_pay: Decimal
    entry_cost: Decimal
    top_cost: Decimal
    gap_entry_pay: Decimal
    gap_top_pay: Decimal
    gap_entry_cost: Decimal
    gap_top_cost: Decimal
    each_entry_pay: Decimal | None
    each_top_pay: Decimal | None
    each_entry_cost: Decimal | None
    each_top_cost: Decimal | None


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


class Source(NamedTuple):
    """Where figures of a budget were read; `evidence` is the weakest grade of those figures that were used."""

    id: str
    title: str
    url: str | None
    accessed: date
    evidence: str


@dataclass(frozen=True, slots=True)
class Budget:
    """A checked budget.

    `rows` is how many rows were read, `not_read` how many have a fault and are in no sum; `faults` are the
    first of these faults with their rows. `counts` is how often each code was found in a line, or in a person's
    week; `first_rows` are the first rows of each. `findings` are those about the file as a whole, with the first
    thousand weeks. `totals` is by grouping (None where there are too many groups to list) and name of group; what has
    no name is under "". `edition` is that of the rates, `sources` are those of the figures that were used.
    """

    options: Options
    edition: str
    notes: tuple[Caveat, ...]
    rows: int
    not_read: int
    faults: tuple[tuple[int, Fault], ...]
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
    sources: tuple[Source, ...]

    @property
    def failed(self) -> bool:
        """Whether any check failed, or a row could not be read."""
        codes = {*self.counts, *(finding.code for finding in self.findings)}
        return bool(self.not_read or codes - NOTES)


def budget_of(
    sums: Sums, options: Options, book: RateBook, notes: tuple[Caveat, ...], rows: int, weeks: tuple[Finding, ...]
) -> Budget:
    """Work a budget out from the sums of its lines."""
    counts = dict(sums.counts)
    not_read = counts.pop("not-read", 0)
    whole = Amounts(*(sums.of(name) for name in Amounts._fields))
    at_least = {name: name in sums.at_least for name in Amounts._fields}
    stated = tuple(held_against(whole._asdict(), at_least, sums.stated))
    where = _where(sums, whole, stated)
    ringfence = tuple(_ringfence(name, target, where) for name, target in options.ringfence)
    findings = [*weeks]
    if sums.lived_experience and not sums.supported:
        findings.append(Finding("no-support", {}))
    findings += about_totals(stated, sums.stated, not_read)
    for target in ringfence:
        if not target.met:
            params = {
                "destination": target.name,
                "target": target.target,
                "share": target.share,
                "missing": target.missing,
                "not_read": not_read,
            }
            findings.append(Finding("ringfence-missed", params))
    first_rows = {code: tuple(numbers) for code, numbers in sums.rows.items()}
    for finding in weeks:
        first_rows.setdefault(finding.code, finding.rows)
    return Budget(
        options,
        book.edition,
        notes,
        rows,
        not_read,
        tuple(sums.faults),
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
        tuple(_sources(joined(sums.sources, sources_of(rates_in(weeks))), book)),
    )


def _sources(used: Mapping[str, str], book: RateBook) -> Iterator[Source]:
    for name, evidence in sorted(used.items()):
        source = book.sources[name]
        yield Source(name, source.title, source.url, source.accessed, evidence)


def _totals(sums: Sums) -> Mapping[str, Mapping[str, Amounts] | None]:
    """Return the sums by grouping; the years are those of the quarters, "2026/27" of "2026/27 Q1"."""
    totals = {name: _groups(groups) for name, groups in sums.groups.items()}
    quarters, years = totals["quarter"], dict[str, Amounts]()
    for quarter, amounts in (quarters or {}).items():
        year = quarter.partition(" ")[0]
        before = years.get(year, Amounts(_ZERO, _ZERO, _ZERO))
        years[year] = Amounts(*(money.add(one, other) for one, other in zip(before, amounts, strict=True)))
    return totals | {"year": None if quarters is None else years}


def _groups(groups: Mapping[str, Group] | None) -> Mapping[str, Amounts] | None:
    if groups is None:
        return None
    return {group.name: Amounts(*group.amounts) for group in sorted(groups.values(), key=lambda group: group.name)}


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
    places = sums.of("places")
    ends = [sums.of(f"{end}_{basis}") for basis in ("pay", "cost") for end in ("entry", "top")]
    gaps = [sums.of(f"gap_{end}_{basis}") for basis in ("pay", "cost") for end in ("entry", "top")]
    each = [money.pence(money.divide(gap, places)) if places else None for gap in gaps]
    return Parity(sums.at_benchmark, int(places), sums.of("parity_fees"), *ends, *gaps, *each)


def _given(sums: Sums, options: Options) -> Given:
    if options.unpaid_at is None:
        return Given(sums.of("given_hours"), None, None, _ZERO)
    return Given(sums.of("given_hours"), options.unpaid_at, sums.of("given_value"), sums.of("unvalued_hours"))
