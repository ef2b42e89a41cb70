"""What rows of a kind share: the same words, figures in the same columns, days between the same changes of rates.

A budget has many rows of few kinds. All that does not turn on their figures is worked out here, once for each kind.

*Expenses inside a fee* is a reading of ours, so that it can be held against: a cost cell says
"included", or the category, route, activity or notes of the row say that a fee includes expenses or
travel, or that expenses share a cap with it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from fairpay.budget.cells import Bad
from fairpay.budget.columns import CODES, LINE
from fairpay.budget.finding import Finding
from fairpay.budget.line import Setting, cell_fault, missing, read_setting
from fairpay.budget.options import Options
from fairpay.budget.personal import READ_STRICTLY, is_personal
from fairpay.budget.prices import LookedUp, Prices, Span
from fairpay.comparators.rung import Yardstick
from fairpay.errors import Fault
from fairpay.rate import Rate

_EXPENSES = r"(?:(?:all|any|their|your|reasonable|out[- ]of[- ]pocket|travel)\s+)*(?:expenses|travel)\b"
_INSIDE = re.compile(
    rf"\b(?:inclusive\s+of|including|includes?|incl\.?|covers|covering)\s+{_EXPENSES}"
    r"|\b(?:expenses|travel)\s+(?:is\s+|are\s+)?(?:included|inside|covered\s+by\s+the\s+fee)\b"
    r"|\ball[- ]inclusive\b"
    r"|\bcap(?:ped|s)?\b[^.;]{0,80}\bexpenses\b|\bexpenses\b[^.;]{0,80}\bcap(?:ped|s)?\b",
    re.IGNORECASE,
)
_SEPARATE = re.compile(r"\b(?:not|never|no|without|excluding|apart\s+from|outside|on\s+top\s+of)\b", re.IGNORECASE)


def expenses_inside(text: str) -> bool:
    """Whether words say that expenses are part of a fee, or share a cap with it."""
    lower = text.lower()
    if not ("expenses" in lower or "travel" in lower or "inclusive" in lower):
        return False  # as nearly always
    found = _INSIDE.search(text)
    return found is not None and not _SEPARATE.search(text[max(0, found.start() - 20) : found.end()])


class When:
    """What the date of a row changes in its answer. Days of the same are the same object."""

    __slots__ = ("bad", "outside", "span")

    def __init__(self, span: Span | None, bad: Bad | None, *, outside: bool) -> None:
        self.span, self.bad, self.outside = span, bad, outside


class Held(NamedTuple):
    """What the work of a kind is held against. `notes` are what to know about it where a row gives hours."""

    prices: Prices
    floors: tuple[tuple[str, Yardstick], ...]  # by the code of the finding below each
    entry: Yardstick | None  # of the benchmark band, as `top`
    top: Yardstick | None
    sticks: tuple[Yardstick, ...]  # all of these
    looked_up: LookedUp  # their ids, and their sources
    older: Mapping[Decimal, Rate]  # fees that were right once
    notes: tuple[Finding, ...]


class Kind(NamedTuple):
    """What rows of a kind share. With `faults` there is nothing else to know.

    `held` is there for rows of work. `personal` is whether words look like personal data, `inside` whether they say
    that expenses are part of the fee. `keys` are the groups of the rows, one a grouping; `findings` what their
    words lack.
    """

    setting: Setting
    faults: tuple[Fault, ...]
    personal: bool
    held: Held | None = None
    inside: bool = False
    keys: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def kind_of(
    texts: Mapping[str, str],
    given: tuple[str, ...],
    named: str,
    when: When,
    columns: frozenset[str],
    options: Options,
    prices_for: Callable[[Span, str, str], Prices],
) -> Kind:
    """Return the kind of a row: the words in its cells, the columns with figures; `columns` are those of the file.

    `named` is what kind of row its line column says it is, where it has no category.
    """
    setting, faults = read_setting(texts, given, named, options.nation, options.zone)
    if when.bad is not None:
        faults.append(cell_fault("date", when.bad))
    elif when.span is None and setting.kind == LINE:
        faults.append(missing("date"))
    personal = any(is_personal(text) for name, text in texts.items() if name not in READ_STRICTLY)
    if faults or when.span is None or setting.kind != LINE:
        return Kind(setting, tuple(faults), personal)
    held = None
    if setting.work:
        assert setting.nation is not None
        held = _held(setting, prices_for(when.span, setting.nation, setting.zone))
    findings = list(_lacking(texts, columns))
    if when.outside:
        findings.append(Finding("outside-period", {"period": options.period}))
    return Kind(
        setting,
        (),
        personal,
        held,
        any(expenses_inside(texts.get(name, "")) for name in ("category", "route", "activity")),
        _keys(setting, texts, when.span),
        tuple(findings),
    )


def _held(setting: Setting, prices: Prices) -> Held:
    entry, top, note = prices.benchmark(setting.band, setting.activity) or (None, None, None)
    floors = (("below-minimum-wage", prices.legal), ("below-real-living-wage", prices.living))
    known = tuple((code, stick) for code, stick in floors if stick is not None)
    sticks = tuple(stick for stick in (prices.legal, prices.living, entry, top) if stick is not None)
    notes = [*(finding for _, stick in known for finding in prices.stale(stick)), prices.unknown("floor"), note]
    if entry is not None:
        notes += prices.stale(entry)
    older: Mapping[Decimal, Rate] = {}
    if setting.per is not None:
        older = prices.older(entry.id.split(".")[1] if entry else setting.band, setting.card, setting.per)
    return Held(prices, known, entry, top, sticks, prices.looked_up(sticks), older, tuple(_once(notes)))


def _once(notes: Iterable[Finding | None]) -> list[Finding]:
    """Return each note once: floors and benchmark can rest on the same old figure."""
    found: list[Finding] = []
    for note in notes:
        if note is not None and note not in found:
            found.append(note)
    return found


def _lacking(texts: Mapping[str, str], columns: frozenset[str]) -> Iterator[Finding]:
    """Yield what the codes and names of a row lack."""
    empty = [name for name in CODES if name in columns and name not in texts]
    if empty:
        yield Finding("missing-code", {"columns": tuple(empty)})
    if "approver" in columns and "approver" not in texts:
        yield Finding("missing-approver", {})
    approver = " ".join(texts.get("approver", "").casefold().split())
    if approver and approver == " ".join(texts.get("authoriser", "").casefold().split()):
        yield Finding("approver-is-authoriser", {})


def _keys(setting: Setting, texts: Mapping[str, str], span: Span) -> tuple[str, ...]:
    """Return the group of a row in each grouping; what looks like personal data is no name of a group."""
    named = (setting.category, *(texts.get(name, "") for name in (*CODES, "funder")))
    return (*("" if is_personal(name) else name.strip() for name in named), span.quarter)
