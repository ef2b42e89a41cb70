"""Job evaluation: sixteen whole levels → scores → total → indicative band.

The arithmetic is that of the NHS Job Evaluation Scheme as `rates/job_evaluation.toml` holds it.
The outcome is indicative: only a job evaluation panel bands a job.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from fairpay.caveat import Caveat
from fairpay.errors import Fault, InputError
from fairpay.ratebook import RateBook, rates
from fairpay.ratebook.schema import PlanFile


class Evaluation(NamedTuple):
    """`total` of the factor `scores`, and the `band` it falls in (None above the scheme's bands)."""

    total: int
    band: str | None
    scores: Mapping[str, int]
    caveats: tuple[Caveat, ...]


def evaluate(levels: Mapping[str, Any], *, book: RateBook | None = None) -> Evaluation:
    """Work out the total and the indicative band of sixteen factor levels.

    A total above the highest band has no band: it is not Band 9. A total in the range of the
    closed Band 1 is given as Band 2, where new work starts, and a caveat says so.

    Raises:
        InputError: a factor is missing, unknown, or has no such level.
    """
    plan = (book or rates()).plan
    faults = level_faults(levels, plan)
    if faults:
        raise InputError(faults)
    scores = {factor.id: factor.levels[levels[factor.id] - 1].score for factor in plan.factors}
    total = sum(scores.values())
    band = next((item.band for item in plan.bands if item.minimum <= total <= item.maximum), None)
    caveats = [Caveat("indicative", {"total": total})]
    if band is None:
        caveats.append(Caveat("no-band", {"total": total, "highest": plan.bands[-1].maximum}))
    elif band in plan.closed_bands:
        caveats.append(Caveat("band-closed", {"band": band}))
        band = next(item.band for item in plan.bands if item.band not in plan.closed_bands)
    return Evaluation(total, str(band) if band else None, scores, tuple(caveats))


def level_faults(levels: Mapping[str, Any], plan: PlanFile) -> list[Fault]:
    """Return what is wrong with some factor levels."""
    highest = {factor.id: len(factor.levels) for factor in plan.factors}
    choices = ", ".join(highest)
    faults = [
        Fault(f"levels.{name}", "unknown-factor", {"value": name, "choices": choices})
        for name in levels
        if name not in highest
    ]
    for factor, most in highest.items():
        if factor not in levels:
            faults.append(Fault(f"levels.{factor}", "missing-factor", {"value": factor}))
        elif type(levels[factor]) is not int or not 1 <= levels[factor] <= most:
            faults.append(Fault(f"levels.{factor}", "factor-level", {"value": factor, "high": most}))
    return faults
