"""What the work of a role requires: several activities make one job, and job evaluation takes no average.

The level of a factor is the one that the job requires. For the factors of skill and responsibility
that is the highest level that any of the activities requires, whatever its share of the week: who
trains others on Fridays needs the skill to train.

For the factors of effort and environment the scheme counts how often something is met. The levels
of an activity are those of a post that consists of it alone, so one that takes a small part of the
week may count for less. A level that is met in at least half of the week (`OFTEN` in the rate
book) counts in full. Above it the level is a range, up to the highest one of any activity. What is
not described of the week counts as the lowest level.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from fairpay import money
from fairpay.evaluation import Evaluation, Span, evaluate
from fairpay.ratebook import RateBook
from fairpay.role.question import WEEK, Role

OFTEN = "job_evaluation.often"
_COUNTED_BY_FREQUENCY = "effort_environment"  # a group of factors of the plan


class Required(NamedTuple):
    """The `level` of a factor that the work requires, and the activities that set its upper end.

    `set_by` is empty where the level was given.
    """

    factor: str
    level: Span
    set_by: tuple[str, ...]


class Without(NamedTuple):
    """What the rest of the work would come to without one activity, and whether that lowers the band."""

    activity: str
    evaluation: Evaluation
    lowers_band: bool


def levels_of(role: Role, often: Decimal, book: RateBook, *, without: str = "") -> dict[str, Any]:
    """Return the level of each factor: as given, else as the activities require, but for the one left out."""
    shares = {activity: share for activity, share in (role.activities or {}).items() if activity != without}
    return _combined(shares, often, book) | dict(role.levels or {})


def _combined(shares: Mapping[str, Decimal], often: Decimal, book: RateBook) -> dict[str, Any]:
    if not shares:
        return {}
    enough = money.multiply(often, WEEK)
    combined = {}
    for factor in book.plan.factors:
        needed = _needed(factor.id, shares, book)
        low = high = max(needed.values())
        if factor.group == _COUNTED_BY_FREQUENCY:
            while low > 1 and _met(low, needed, shares) < enough:
                low -= 1
        combined[factor.id] = Span(low, high)
    return combined


def _needed(factor: str, activities: Mapping[str, Decimal], book: RateBook) -> dict[str, int]:
    return {activity: book.activities[activity].levels[factor].level for activity in activities}


def _met(level: int, needed: Mapping[str, int], shares: Mapping[str, Decimal]) -> Decimal:
    """Return in how much of the week a level is met, in per cent."""
    total = money.ZERO
    for activity, share in shares.items():
        if needed[activity] >= level:
            total = money.add(total, share)
    return total


def required(role: Role, evaluation: Evaluation, book: RateBook) -> tuple[Required, ...]:
    """Say for each factor which level the work requires and what sets it."""
    found = []
    for factor, level in evaluation.levels.items():
        set_by: tuple[str, ...] = ()
        if role.activities and factor not in (role.levels or {}):
            needed = _needed(factor, role.activities, book)
            set_by = tuple(activity for activity in sorted(needed) if needed[activity] == level.high)
        found.append(Required(factor, level, set_by))
    return tuple(found)


def partly_described(role: Role, needed: Iterable[Required]) -> bool:
    """Whether some of the week is not described, so that it could raise a level that the activities set."""
    return role.described < WEEK and any(item.set_by for item in needed)


def left_out_in_turn(role: Role, whole: Evaluation, often: Decimal, book: RateBook) -> tuple[Without, ...]:
    """Evaluate the work without each of its activities, so that a reader sees which one the band rests on.

    The one whose absence takes away most points comes first.
    """
    activities = sorted(role.activities or {})
    if len(activities) < 2:
        return ()
    found = []
    for activity in activities:
        rest = evaluate(levels_of(role, often, book, without=activity), book=book)
        lower = (rest.low.band, rest.high.band) != (whole.low.band, whole.high.band)  # it is never higher
        found.append(Without(activity, rest, lower))
    return tuple(sorted(found, key=lambda item: item.evaluation.low.total + item.evaluation.high.total))
