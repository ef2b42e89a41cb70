"""The faults that only show when entries of the rate files are held against each other."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath

from fairpay.errors import FileFault
from fairpay.ratebook.lookup import CORE_SERIES
from fairpay.ratebook.schema import (
    ActivityFile,
    CardFile,
    CheckRow,
    DirectorRow,
    DocumentRow,
    FigureRow,
    OtherTermsRow,
    PlanFile,
    SchemeRow,
    SourceRow,
)

FLOORS_FILE = "floors.csv"
PLAN_FILE = "job_evaluation.toml"
_FACTORS = 16


def faults_between(
    figures: Sequence[tuple[str, FigureRow]],
    cards: Sequence[tuple[str, CardFile]],
    activities: Sequence[tuple[str, ActivityFile]],
    said: Sequence[tuple[str, CheckRow | OtherTermsRow]],
    plan: PlanFile | None,
    sources: Sequence[tuple[str, SourceRow]],
    schemes: Sequence[tuple[str, SchemeRow]],
    documents: Sequence[tuple[str, DocumentRow]],
    unread: set[str],
) -> Iterator[FileFault]:
    """Yield the faults between entries, each of which comes with the name of its file.

    `unread` are the names in entries that could not be read: they count as being there.
    """
    series = {row.series for _, row in figures} | unread
    known = {source.id for _, source in sources} | unread
    yield from _twice((file, source.id) for file, source in sources)
    yield from _twice((file, row.id) for file, row in figures)
    yield from _twice((file, scheme.id) for file, scheme in schemes)
    yield from _twice((file, document.id) for file, document in documents)
    yield from _twice((file, card.id) for file, card in cards)
    yield from _twice((file, row.id) for file, row in said)
    entries: list[tuple[str, FigureRow | CardFile | ActivityFile | CheckRow | OtherTermsRow]]
    entries = [*figures, *cards, *activities, *said]
    for file, entry in entries:
        yield from _unknown_sources(file, entry.id, "sources", entry.sources, known)
    yield from _series_faults(figures, unread)
    yield from _card_faults(cards, {activity.id for _, activity in activities} | unread, unread)
    if plan is not None:
        yield from _plan_faults(plan, known)
    highest = {factor.id: len(factor.levels) for factor in plan.factors} if plan is not None else {}
    yield from _activity_faults(activities, highest, series)
    yield from _pairing_faults(figures, series)
    yield from _document_faults(documents, cards, series, unread)
    if CORE_SERIES not in series:
        yield FileFault(FLOORS_FILE, "-", "series", f"has no {CORE_SERIES}")


def _twice(ids: Iterable[tuple[str, str]]) -> Iterator[FileFault]:
    seen: set[str] = set()
    for file, name in ids:
        if name in seen:
            yield FileFault(file, name, "id", "is there twice")
        seen.add(name)


def _unknown_sources(file: str, entry: str, field: str, sources: Iterable[str], known: set[str]) -> Iterator[FileFault]:
    for source in sources:
        if source not in known:
            yield FileFault(file, entry, field, f"there is no source called {source}")


def _series_faults(figures: Iterable[tuple[str, FigureRow]], unread: set[str]) -> Iterator[FileFault]:
    series: dict[str, list[tuple[str, FigureRow]]] = {}
    for file, row in figures:
        series.setdefault(row.series, []).append((file, row))
    for name, rows in series.items():
        rows.sort(key=_start)
        for (elsewhere, earlier), (file, later) in pairwise(rows):
            if file != elsewhere:
                yield FileFault(file, later.id, "series", f"is in {elsewhere} too")
            for field in ("unit", "nation"):
                if getattr(earlier, field) != getattr(later, field):
                    yield FileFault(file, later.id, field, f"differs from {earlier.id} in the same series")
            if earlier.period.overlaps(later.period):
                restated = earlier.period == later.period and earlier.known_from != later.known_from
                if not restated:
                    yield FileFault(file, later.id, "effective_from", f"overlaps {earlier.id}")
            elif not earlier.period.meets(later.period) and later.gap_before is None and name not in unread:
                yield FileFault(file, later.id, "gap_before", f"the gap after {earlier.id} is not declared")


def _start(placed: tuple[str, FigureRow]) -> tuple[bool, date | None, date]:
    row = placed[1]
    return row.period.start is not None, row.period.start, row.known_from or row.last_checked


def _card_faults(cards: Sequence[tuple[str, CardFile]], activities: set[str], unread: set[str]) -> Iterator[FileFault]:
    ids = {card.id for _, card in cards} | unread
    for file, card in cards:
        yield from _misnamed(file, card.id)
        yield from _twice((file, step.id) for step in card.steps)
        if card.superseded_by is not None and card.superseded_by not in ids:
            yield FileFault(file, card.id, "superseded_by", f"there is no card called {card.superseded_by}")
        for step in card.steps:
            yield from _twice((file, band.id) for band in step.bands)
            for activity in step.activities or ():
                if activity not in activities:
                    field = f"steps.{step.id}.activities"
                    yield FileFault(file, card.id, field, f"there is no activity called {activity}")


def _misnamed(file: str, name: str) -> Iterator[FileFault]:
    if PurePosixPath(file).stem != name:
        yield FileFault(file, name, "id", "is not the name of its file")


def _plan_faults(plan: PlanFile, sources: set[str]) -> Iterator[FileFault]:
    factors = {factor.id for factor in plan.factors}
    if len(plan.factors) != _FACTORS or len(factors) != _FACTORS:
        yield FileFault(PLAN_FILE, "-", "factors", f"there must be {_FACTORS} factors, each once")
    else:
        for name in sorted({*plan.matching.never_varying} - factors):
            yield FileFault(PLAN_FILE, "matching", "never_varying", f"there is no factor called {name}")
    yield from _unknown_sources(PLAN_FILE, "-", "sources", plan.sources, sources)
    yield from _unknown_sources(PLAN_FILE, "-", "bands_source", [plan.bands_source], sources)
    yield from _unknown_sources(PLAN_FILE, "matching", "sources", plan.matching.sources, sources)
    for factor in plan.factors:
        if [item.level for item in factor.levels] != list(range(1, len(factor.levels) + 1)):
            yield FileFault(PLAN_FILE, factor.id, "levels", "must count up from 1")
        if any(low.score >= high.score for low, high in pairwise(factor.levels)):
            yield FileFault(PLAN_FILE, factor.id, "levels", "scores must rise with the level")
        yield from _unknown_sources(PLAN_FILE, factor.id, "sources", factor.sources, sources)
    for low, high in pairwise(plan.bands):
        if low.maximum + 1 != high.minimum:
            yield FileFault(PLAN_FILE, high.band, "minimum", f"does not follow the top of band {low.band}")


def _activity_faults(
    activities: Iterable[tuple[str, ActivityFile]], highest: Mapping[str, int], series: set[str]
) -> Iterator[FileFault]:
    for file, activity in activities:
        yield from _misnamed(file, activity.id)
        if len(highest) == _FACTORS:  # else the fault is the plan's
            yield from _level_faults(file, activity, highest)
        for comparator in activity.comparators:
            if comparator not in series:
                yield FileFault(file, activity.id, "comparators", f"there is no series called {comparator}")


def _level_faults(file: str, activity: ActivityFile, highest: Mapping[str, int]) -> Iterator[FileFault]:
    for factor in sorted(highest.keys() ^ activity.levels.keys()):
        yield FileFault(file, activity.id, f"levels.{factor}", "is missing, or is no factor")
    for factor, item in activity.levels.items():
        if not 1 <= item.level <= highest.get(factor, item.level):
            yield FileFault(file, activity.id, f"levels.{factor}", "is not a level of this factor")


def _pairing_faults(figures: Iterable[tuple[str, FigureRow]], series: set[str]) -> Iterator[FileFault]:
    """A yearly fee of a non-executive means nothing without the days that it is for."""
    for file, row in figures:
        yearly_fee = isinstance(row, DirectorRow) and row.role != "executive" and row.unit == "GBP/year"
        if yearly_fee and f"{row.series}.days" not in series:
            yield FileFault(file, row.id, "series", f"has no {row.series}.days")


def _document_faults(
    documents: Iterable[tuple[str, DocumentRow]],
    cards: Iterable[tuple[str, CardFile]],
    series: set[str],
    unread: set[str],
) -> Iterator[FileFault]:
    names = sorted(series | {f"card.{card.id}.{step.id}" for _, card in cards for step in card.steps})
    unread_cards = tuple(f"card.{name}." for name in unread)
    for file, document in documents:
        prefix = document.series
        first = bisect_left(names, prefix)  # names that start with it are next to one another, from here
        if not (names[first : first + 1] and names[first].startswith(prefix)) and not prefix.startswith(unread_cards):
            yield FileFault(file, document.id, "series", f"there is no series that starts with {prefix}")
