"""What a piece of work is held against: the comparator, band, factor levels or activity that its task names."""

from collections.abc import Iterator
from typing import NamedTuple

from fairpay.caveat import Caveat
from fairpay.comparators import afc
from fairpay.evaluation import Evaluation, evaluate
from fairpay.ratebook import RateBook
from fairpay.task import ANY_ACTIVITY, Task

# Caveats which say that the work could be in more than one band, and is held against the lowest of them.
BAND_OPEN = ("band-range", "any-band")


class Benchmark(NamedTuple):
    """What the work is to be held against, before looking whether the ladder has it."""

    rung: str | None
    top: str | None = None
    evaluation: Evaluation | None = None
    beside: tuple[str, ...] = ()
    caveats: tuple[Caveat, ...] = ()


def benchmark_of(task: Task, book: RateBook) -> Benchmark:
    """Choose the benchmark: by comparator, by band, by factor levels, or by activity."""
    activity = book.activities.get(task.activity or "")
    beside = activity.comparators if activity else ()
    if task.benchmark is not None:
        return Benchmark(task.benchmark, beside=beside)
    if task.band is not None:
        return Benchmark(afc.rung_id(task.band), afc.rung_id(task.band, "top"), beside=beside)
    levels = task.levels
    if levels is None and activity is not None:
        levels = {factor: item.level for factor, item in activity.levels.items()}
    elif levels is None and task.activity == ANY_ACTIVITY:
        levels = dict(_levels_of_any(book))
    if levels is None:
        return Benchmark(None)
    evaluation = evaluate(levels, book=book)
    bands = [band for band in evaluation.bands if band]
    if not bands:
        return Benchmark(None, None, evaluation, beside, evaluation.caveats)
    low, high = bands[0], bands[-1]  # levels that are not known may leave several: only the lowest is certain
    caveats = evaluation.caveats
    if task.levels is None and activity is None:  # no level was given, so nothing is said of levels
        caveats = (Caveat("any-band", {"low": low, "high": high}),)
    elif low != high:
        caveats += (Caveat("band-range", {"low": low, "high": high}),)
    return Benchmark(afc.rung_id(low), afc.rung_id(high, "top"), evaluation, beside, caveats)


def _levels_of_any(book: RateBook) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield for each factor the lowest and the highest level that any activity has."""
    for factor in book.plan.factors:
        levels = [activity.levels[factor.id].level for activity in book.activities.values()]
        yield factor.id, (min(levels), max(levels))
