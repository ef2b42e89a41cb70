"""One dated, sourced, graded figure."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fairpay.dates import Period

# Strongest first; rates/README.md says what each grade means.
GRADES = ("official", "corroborated", "single", "derived", "unverified")
_STRENGTH = {grade: position for position, grade in enumerate(GRADES)}


class Rate(NamedTuple):
    """A figure as it stands in the rate book.

    `series` is what it is a figure of and is looked up by date; `id` is this one figure.
    `period` is when it applies; `known_from` the day from which it could be known. Both are
    open when the source gives no date (`undated` then says why). `label_cy` is the Welsh label
    where the data has one of its own; `origin` names the file of an organisation's own rates it
    comes from, and is empty for fairpay's data. `index_rule` says by which rule of its own the amount
    of a rate card rises; `value` is the amount that was read, and the rule is never applied to it.
    """

    id: str
    series: str
    label: str
    label_cy: str
    value: Decimal
    unit: str
    nation: str
    period: Period
    known_from: date | None
    undated: str
    sources: tuple[str, ...]
    place: str
    evidence: str
    last_checked: date
    review_by: date | None
    note: str
    origin: str = ""
    index_rule: str = ""
    index_rule_cy: str = ""


def weakest(grades: Iterable[str]) -> str:
    """Return the weakest of some evidence grades (`official` where there are none)."""
    return max(grades, key=_STRENGTH.__getitem__, default=GRADES[0])


def is_weak(grade: str) -> bool:
    """Whether a grade is below `corroborated`, and so needs a caveat that names the figure."""
    return _STRENGTH[grade] > _STRENGTH["corroborated"]
