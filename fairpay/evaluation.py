"""Job evaluation: sixteen levels → scores → total → indicative band.

The arithmetic is that of the NHS Job Evaluation Scheme as `rates/job_evaluation.toml` holds it. Where
a level is not exactly known, the answer is the range of totals and the bands that they can fall in.
The outcome is indicative: only a job evaluation panel bands a job.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from fairpay.caveat import Caveat
from fairpay.errors import Fault, InputError
from fairpay.ratebook import RateBook, rates
from fairpay.ratebook.schema import PlanFile

UNKNOWN = "unknown"
_WHOLE = re.compile(r"[1-9][0-9]?")


class Span(NamedTuple):
    """From the lowest to the highest level that a factor may have: the same one where it is known."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether the level is known."""
        return self.low == self.high


class Outcome(NamedTuple):
    """A total, and the indicative band it falls in (None above the scheme's bands)."""

    total: int
    band: str | None


class Edges(NamedTuple):
    """The totals of a band, both included, and how many points lead out of it.

    `down` points fewer, or `up` points more, are in the next band; None where there is no open
    band on that side.
    """

    minimum: int
    maximum: int
    down: int | None
    up: int | None


class Mover(NamedTuple):
    """A change of one factor to `level`, one up or down, that moves the band, and where it moves to."""

    factor: str
    level: int
    total: int
    band: str | None


class Question(NamedTuple):
    """A factor whose level is not known: the `levels` to choose between, and the `points` between their scores."""

    factor: str
    levels: tuple[int, ...]
    points: int


class Evaluation(NamedTuple):
    """What sixteen factor levels come to.

    `total` is the sum of the scores; None where some level is not known. `band` is the one band
    that every possible total falls in; None where there are several, or where the total is above
    the scheme's bands. `low` and `high` are the least and the greatest possible outcome. `bands`
    are all that some combination of the possible levels really reaches, lowest first; a None at
    the end is a total above the highest band. `levels` are the levels as they were read, `scores`
    the scores of the factors whose level is known.

    `edges` and `movers` are there for an exact total in a band, or for any exact total: how far
    the band's edges are, and which change of a single factor by one level would move the band.
    `questions` are there for a range: what to find out, the one that narrows it most first.
    """

    total: int | None
    band: str | None
    low: Outcome
    high: Outcome
    bands: tuple[str | None, ...]
    levels: Mapping[str, Span]
    scores: Mapping[str, int]
    edges: Edges | None
    movers: tuple[Mover, ...]
    questions: tuple[Question, ...]
    caveats: tuple[Caveat, ...]

    @property
    def exact(self) -> bool:
        """Whether every level is known, so that there is one total."""
        return self.total is not None


def evaluate(levels: Mapping[str, Any], *, book: RateBook | None = None) -> Evaluation:
    """Work out the total and the indicative band of sixteen factor levels.

    A level is a whole number (3 or "3"), a range ([3, 4], (3, 4) or "3-4"), or "unknown" (or None).
    A total above the highest band has no band: it is not Band 9. A total in the range of the
    closed Band 1 is given as Band 2, where new work starts, and a caveat says so.

    Raises:
        InputError: a factor is missing, unknown, or has no such level; every fault is named.
    """
    plan = (book or rates()).plan
    spans, faults = read_levels(levels, plan)
    if faults:
        raise InputError(faults)
    possible = {
        factor.id: [item.score for item in factor.levels[spans[factor.id].low - 1 : spans[factor.id].high]]
        for factor in plan.factors
    }
    totals = _totals(possible.values())
    low, high = (Outcome(total, band_of(total, plan)) for total in (min(totals), max(totals)))
    total = low.total if low == high else None
    edges = None if total is None else _edges(total, plan)
    bands = tuple(dict.fromkeys(band_of(reached, plan) for reached in sorted(totals)))
    return Evaluation(
        total=total,
        band=bands[0] if len(bands) == 1 else None,
        low=low,
        high=high,
        bands=bands,
        levels=spans,
        scores={factor: scores[0] for factor, scores in possible.items() if len(scores) == 1},
        edges=edges,
        movers=() if total is None else tuple(_movers(total, edges, spans, plan)),
        questions=tuple(_questions(spans, possible)),
        caveats=tuple(_caveats(low, high, plan)),
    )


def _totals(possible: Iterable[Iterable[int]]) -> set[int]:
    """Return every total that some combination of the scores reaches."""
    totals = {0}
    for scores in possible:
        totals = {total + score for score in scores for total in totals}
    return totals


def band_of(total: int, plan: PlanFile) -> str | None:
    """Return the band that a total falls in: the first open one for a closed band, None above them all."""
    band = _printed_band(total, plan)
    if band in plan.closed_bands:
        return next(item.band for item in plan.bands if item.band not in plan.closed_bands)
    return band


def _printed_band(total: int, plan: PlanFile) -> str | None:
    return next((item.band for item in plan.bands if item.minimum <= total <= item.maximum), None)


def _edges(total: int, plan: PlanFile) -> Edges | None:
    band = band_of(total, plan)
    if band is None:
        return None
    open_bands = [item for item in plan.bands if item.band not in plan.closed_bands]
    item = next(item for item in open_bands if item.band == band)
    return Edges(
        item.minimum,
        item.maximum,
        down=None if item is open_bands[0] else total - item.minimum + 1,
        up=None if item is open_bands[-1] else item.maximum - total + 1,
    )


def _movers(total: int, edges: Edges | None, spans: Mapping[str, Span], plan: PlanFile) -> Iterator[Mover]:
    """Yield the changes of one factor by one level that move the band, in the order of the factors."""
    band = band_of(total, plan)
    for factor in plan.factors:
        now = spans[factor.id].low
        for level in (now - 1, now + 1):
            if 1 <= level <= len(factor.levels):
                moved = total + factor.levels[level - 1].score - factor.levels[now - 1].score
                if edges and edges.minimum <= moved <= edges.maximum:
                    continue  # as most do: no need to look the band up
                to = band_of(moved, plan)
                if to != band:
                    yield Mover(factor.id, level, moved, to)


def _questions(spans: Mapping[str, Span], possible: Mapping[str, list[int]]) -> list[Question]:
    """Return the factors whose level is not known, the widest in points first, else in their order."""
    asked = [
        Question(factor, tuple(range(span.low, span.high + 1)), possible[factor][-1] - possible[factor][0])
        for factor, span in spans.items()
        if not span.exact
    ]
    return sorted(asked, key=lambda question: -question.points)


def _caveats(low: Outcome, high: Outcome, plan: PlanFile) -> Iterator[Caveat]:
    if low == high:
        yield Caveat("indicative", {"total": low.total})
    else:
        yield Caveat("indicative-range", {"low": low.total, "high": high.total})
    if _printed_band(low.total, plan) in plan.closed_bands:
        yield Caveat("band-closed", {"band": _printed_band(low.total, plan)})
    if high.band is None:
        yield Caveat("no-band", {"total": high.total, "highest": plan.bands[-1].maximum})


def level_faults(levels: Any, plan: PlanFile) -> list[Fault]:
    """Return what is wrong with some factor levels."""
    return read_levels(levels, plan)[1]


def read_levels(levels: Any, plan: PlanFile) -> tuple[dict[str, Span], list[Fault]]:
    """Return the levels that could be read, in the order of the scheme's factors, and what is wrong with the others."""
    if not isinstance(levels, Mapping):
        return {}, [Fault("levels", "not-a-table", {"name": "levels"})]
    highest = {factor.id: len(factor.levels) for factor in plan.factors}
    faults = [
        Fault(f"levels.{name}", "unknown-factor", {"value": name, "choices": ", ".join(highest)})
        for name in levels
        if name not in highest
    ]
    spans = {}
    for factor, most in highest.items():
        span = _span(levels[factor], most) if factor in levels else "missing-factor"
        if isinstance(span, Span):
            spans[factor] = span
        else:
            faults.append(Fault(f"levels.{factor}", span, {"value": factor, "high": most}))
    return spans, faults


def _span(value: Any, highest: int) -> Span | str:
    """Read a level, a range or "unknown"; for anything else return the code of its fault."""
    if value is None or value == UNKNOWN:
        return Span(1, highest)
    if isinstance(value, str):
        first, dash, last = value.partition("-")
        value = (first, last if dash else first)
    ends = value if isinstance(value, list | tuple) else (value, value)
    low, high = (_whole(end) for end in ends) if len(ends) == 2 else (0, 0)
    if not (1 <= low <= highest and 1 <= high <= highest):
        return "factor-level"
    return Span(low, high) if low <= high else "factor-range"


def _whole(value: Any) -> int:
    """Return a whole number, or 0 for anything else; True is no level."""
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    return value if type(value) is int else 0
