"""Matching: how sixteen levels compare with a job profile that the user supplies.

The rules are those of `[matching]` in `rates/job_evaluation.toml`, each with its grade. The outcome
is indicative: only a matching panel decides.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from pydantic_core import PydanticCustomError

from fairpay.caveat import Caveat
from fairpay.errors import Fault, InputError
from fairpay.evaluation import UNKNOWN, Evaluation, Span, band_of, evaluate, level_faults, read_levels
from fairpay.inputs import whole
from fairpay.rate import is_weak
from fairpay.ratebook import RateBook, rates
from fairpay.ratebook.schema import BandRange, PlanFile

Finding = Literal["profile-match", "band-match", "no-match"]

_FIELDS = ("levels", "score", "band")


class Profile(NamedTuple):
    """A job profile: its level or range of levels for every factor, its band, and its score range if it prints one."""

    levels: Mapping[str, Span]
    band: str
    score: Span | None


class Reason(NamedTuple):
    """Why this is no profile match: the rule, the factor it is about (None: all of them), and its figures.

    `fails` says that it rules out a band match as well.
    """

    code: str
    factor: str | None
    params: Mapping[str, Any]
    fails: bool


class Match(NamedTuple):
    """Whether levels match a profile: in every factor, in its band, or not, and every reason against it."""

    outcome: Finding
    profile: Profile
    evaluation: Evaluation
    reasons: tuple[Reason, ...]
    caveats: tuple[Caveat, ...]


def match(levels: Mapping[str, Any], profile: Mapping[str, Any], *, book: RateBook | None = None) -> Match:
    """Hold sixteen whole levels against a profile.

    A profile is a table of `levels` (a level or a range for every factor), a `band`, and, where it
    prints one, a `score` with `minimum` and `maximum`.

    A profile match has every level within the profile's, and the total within its score range and
    band. A band match may vary as far as the rules allow, as long as the total stays in the band.

    Raises:
        InputError: a level is missing or not exact, or the profile is faulty; every fault is named.
    """
    book = book or rates()
    plan = book.plan
    faults = _level_faults(levels, plan, "exact-level", _is_exact) + _profile_faults(profile, plan)
    if faults:
        raise InputError(faults)
    evaluation = evaluate(levels, book=book)
    held = Profile(read_levels(profile["levels"], plan)[0], _band(profile["band"]), _score(profile.get("score")))
    reasons = (*_varying(evaluation, held, plan), *_totals(evaluation, held, plan))
    outcome: Finding = "profile-match"
    if reasons:
        outcome = "no-match" if any(reason.fails for reason in reasons) else "band-match"
    return Match(outcome, held, evaluation, reasons, tuple(_caveats(held, plan)))


def _varying(evaluation: Evaluation, profile: Profile, plan: PlanFile) -> Iterator[Reason]:
    """Yield what the factors outside the profile come to by the rules, factor by factor and together."""
    rules, count = plan.matching, 0
    for factor, allowed in profile.levels.items():
        level = evaluation.levels[factor].low
        outside = max(allowed.low - level, level - allowed.high)
        if outside <= 0:
            continue
        count += 1
        params = {"level": level, "low": allowed.low, "high": allowed.high}
        if outside > rules.levels_outside:
            yield Reason("level-too-far", factor, params | {"limit": rules.levels_outside}, fails=True)
        if factor in rules.never_varying:
            yield Reason("never-varies", factor, params, fails=True)
        elif outside <= rules.levels_outside:
            yield Reason("level-outside", factor, params, fails=False)
    if count > rules.factors_varying:
        yield Reason("too-many-vary", None, {"count": count, "limit": rules.factors_varying}, fails=True)


def _totals(evaluation: Evaluation, profile: Profile, plan: PlanFile) -> Iterator[Reason]:
    """Yield what the total comes to beside the profile's band and score range."""
    total, band = evaluation.low.total, _range(profile.band, plan)
    params = {"total": total, "band": band.band, "minimum": band.minimum, "maximum": band.maximum}
    if evaluation.band != profile.band:
        yield Reason("outside-band", None, params, fails=True)
        within = all(span.low <= evaluation.levels[factor].low <= span.high for factor, span in profile.levels.items())
        if within and total < band.minimum:
            yield Reason("low-in-profile", None, params, fails=True)
    if profile.score and not profile.score.low <= total <= profile.score.high:
        score = {"total": total, "minimum": profile.score.low, "maximum": profile.score.high}
        yield Reason("outside-score", None, score, fails=False)


def _caveats(profile: Profile, plan: PlanFile) -> Iterator[Caveat]:
    yield Caveat("match-indicative", {})
    if is_weak(plan.matching.evidence):
        rules = {"levels": plan.matching.levels_outside, "factors": plan.matching.factors_varying}
        yield Caveat("weak-matching-rules", rules | {"evidence": plan.matching.evidence})
    band = _range(profile.band, plan)
    least = sum(factor.levels[profile.levels[factor.id].low - 1].score for factor in plan.factors)
    if least < band.minimum and band_of(least, plan) != profile.band:
        yield Caveat("profile-below-band", {"total": least, "band": band.band, "minimum": band.minimum})


def _range(band: str, plan: PlanFile) -> BandRange:
    return next(item for item in plan.bands if item.band == band)


# What was put in


def _level_faults(levels: Any, plan: PlanFile, code: str, usable: Callable[[Any], bool]) -> list[Fault]:
    """Return what is wrong with levels, with `code` for a factor that has none that matching can use."""
    if isinstance(levels, Mapping):
        factors = {factor.id for factor in plan.factors}
        levels = {name: value for name, value in levels.items() if name not in factors or usable(value)}
    ours = {"missing-factor": code, "factor-level": code}
    return [fault._replace(code=ours.get(fault.code, fault.code)) for fault in level_faults(levels, plan)]


def _is_exact(value: Any) -> bool:
    return isinstance(value, int | str) and value != UNKNOWN and "-" not in str(value)


def _profile_faults(profile: Any, plan: PlanFile) -> list[Fault]:
    if not isinstance(profile, Mapping):
        return [Fault("profile", "not-a-table", {"name": "profile"})]
    faults = [Fault(f"profile.{name}", "unknown-field", {"name": name}) for name in profile if name not in _FIELDS]
    known = _level_faults(
        profile.get("levels"), plan, "profile-level", lambda value: value is not None and value != UNKNOWN
    )
    faults += [fault._replace(field=f"profile.{fault.field}") for fault in known]
    band, choices = _band(profile.get("band")), [item.band for item in plan.bands if item.band not in plan.closed_bands]
    if band in plan.closed_bands:
        faults.append(Fault("profile.band", "band-closed", {}))
    elif band not in choices:
        faults.append(Fault("profile.band", "not-a-choice", {"name": "band", "choices": ", ".join(choices)}))
    try:
        _score(profile.get("score"))
    except ValueError:
        faults.append(Fault("profile.score", "profile-score", {}))
    return faults


def _band(value: Any) -> str:
    """Read a band: 5, "5" or "8A"."""
    return str(value).lower() if type(value) is int or isinstance(value, str) else ""


def _score(value: Any) -> Span | None:
    """Read a score range.

    Raises:
        ValueError: it is no table of `minimum` and `maximum`, whole numbers, the lower one first.
    """
    if value is None:
        return None
    if not isinstance(value, Mapping) or value.keys() != {"minimum", "maximum"}:
        raise ValueError("not minimum and maximum")
    try:
        score = Span(whole(value["minimum"]), whole(value["maximum"]))
    except PydanticCustomError as error:
        raise ValueError("not whole numbers") from error
    if not 0 <= score.low <= score.high:
        raise ValueError("not the lower one first")
    return score
