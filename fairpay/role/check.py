"""The check of a role: the indicative band of its work, and that band's pay beside what is advertised."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from fairpay import money
from fairpay.caveat import Caveat, about_rates
from fairpay.comparators import afc
from fairpay.comparators.day import nations_day
from fairpay.comparators.rung import Scope, sources_of
from fairpay.comparison import scope_faults
from fairpay.errors import Fault, InputError, RateNotFound
from fairpay.evaluation import Evaluation, evaluate, level_faults
from fairpay.inputs import day_of
from fairpay.rate import Rate, weakest
from fairpay.ratebook import RateBook, rates
from fairpay.role.on_scale import about_salary, about_salary_of_band
from fairpay.role.pay import (
    ADVERTISED,
    INDICATIVE,
    Comparison,
    Terms,
    band_points,
    by_band,
    by_salary,
    compared,
    terms_of,
)
from fairpay.role.question import WEEK, Role
from fairpay.role.work import OFTEN, Required, Without, left_out_in_turn, levels_of, partly_described, required
from fairpay.task import BANDS

Verdict = Literal[
    "advertised-below-indicative", "advertised-within-indicative", "advertised-meets-indicative", "no-band"
]


@dataclass(frozen=True, slots=True)
class RoleCheck:
    """What the work of a role comes to, beside what is advertised for it.

    `required` is the level of each factor and what sets it, `evaluation` what they add up to,
    `without` the same without each activity in turn, the largest difference first. Where the work
    is `partly_described`, the rest of the week could raise the total. `comparisons` are with the
    indicative band, or with the lowest and the highest where the levels leave several; none where
    the work has no band. `share` is the role's part of full time, `hours` its week, `full_week` the nation's, all
    exact. `evidence` is the weakest grade that the answer rests on, `sources` where it was read.
    """

    role: Role
    known_on: date | None
    last_known_scale: bool
    edition: str
    required: tuple[Required, ...]
    evaluation: Evaluation
    partly_described: bool
    without: tuple[Without, ...]
    share: Decimal
    hours: Decimal
    full_week: Decimal
    comparisons: tuple[Comparison, ...]
    verdict: Verdict
    evidence: str
    sources: tuple[str, ...]
    caveats: tuple[Caveat, ...]


def check_role(
    role: Role,
    *,
    known_on: date | str | None = None,
    last_known_scale: bool = False,
    book: RateBook | None = None,
) -> RoleCheck:
    """Evaluate the work of a role, and put its indicative band beside the advertised band or salary.

    `fairpay.role.work` says how several activities combine. A year counts the pay point that is
    reached after the years before it, on the scale in force on the date: no later award is
    guessed. A salary without a band stays the same. `known_on` leaves out what became known after
    that day; `last_known_scale` carries a scale on where the date has none, with a caveat.

    Raises:
        InputError: the role cannot be checked; every fault is named.
    """
    book = book or rates()
    scope = Scope(role.on, role.nation, role.zone, day_of(known_on, "known_on"), last_known_scale, None)
    faults = _faults(role, scope, book)
    if faults:
        raise InputError(faults)
    often = book.rate(OFTEN, scope.on)
    evaluation = evaluate(levels_of(role, often.value, book), book=book)
    needed = required(role, evaluation, book)
    partly = partly_described(role, needed)
    try:
        terms = terms_of(role, book, scope)
        scale = afc.scale(book, scope)
        comparisons = tuple(_comparisons(role, evaluation, terms, scale))
        verdict = _verdict(role, evaluation, terms, scale, partly=partly)
    except RateNotFound as error:
        raise InputError([Fault("on", error.code, error.params)]) from error
    figures = {step.code: step.value for step in terms.steps}
    used = list(_rates_used(role, comparisons, often))
    grades = [book.plan.evidence, *(book.activities[name].evidence for name in role.activities or ())]
    return RoleCheck(
        role,
        scope.known_on,
        last_known_scale,
        book.edition,
        required=needed,
        evaluation=evaluation,
        partly_described=partly,
        without=left_out_in_turn(role, evaluation, often.value, book),
        share=figures["role.share"],
        hours=figures["role.hours"],
        full_week=figures["week.hours"],
        comparisons=comparisons,
        verdict=verdict,
        evidence=weakest([*grades, *(rate.evidence for rate in used)]),
        sources=tuple(dict.fromkeys((*book.plan.sources, *sources_of(used)))),
        caveats=(
            *evaluation.caveats,
            *_about_work(role, needed, book, partly=partly),
            *_about_pay(role, figures["role.share"], scale, terms),
            *about_rates(used, scope.on),
        ),
    )


def _faults(role: Role, scope: Scope, book: RateBook) -> list[Fault]:
    """Return what is wrong with a role that only the rate book can tell."""
    faults = scope_faults(scope, book)
    params: dict[str, Any]
    if not faults and role.hours is not None:
        week = nations_day(book, scope)[0].value
        if role.hours > week:
            faults.append(Fault("hours", "above-full-time", {"hours": week}))
    unknown = [name for name in role.activities or () if name not in book.activities]
    for name in unknown:
        params = {"value": name, "choices": ", ".join(book.activities)}
        faults.append(Fault(f"activities.{name}", "unknown-activity", params))
    if not unknown:
        faults += level_faults(levels_of(role, money.ZERO, book), book.plan)
    return faults


def _comparisons(role: Role, evaluation: Evaluation, terms: Terms, scale: afc.Scale) -> Iterator[Comparison]:
    """Compare with the one indicative band, or with the lowest and the highest."""
    bands = [band for band in evaluation.bands if band is not None]
    if role.band is not None:
        advertised = by_band(terms, ADVERTISED, scale, role.band, role.years)
    else:
        assert role.salary is not None  # one of the two is there
        advertised = by_salary(terms, role.salary, role.years)
    for band in dict.fromkeys([*bands[:1], *bands[-1:]]):
        yield compared(terms, band, advertised, by_band(terms, INDICATIVE, scale, band, role.years))


def _verdict(role: Role, evaluation: Evaluation, terms: Terms, scale: afc.Scale, *, partly: bool) -> Verdict:
    """Hold the advertised band, or else salary, against the lowest and the highest band of the work.

    How high work may come that is described in part only is not known: it may be above all bands.
    """

    def below(band: str | None) -> bool:
        if band is None:  # a total above the highest band
            return True
        if role.band is not None:
            return BANDS.index(role.band) < BANDS.index(band)
        assert role.salary is not None  # one of the two is there
        return role.salary < band_points(terms, scale, band)["entry"].value

    lowest, highest = evaluation.bands[0], None if partly else evaluation.bands[-1]
    if lowest is None:
        return "no-band"
    if below(lowest):
        return "advertised-below-indicative"
    return "advertised-within-indicative" if below(highest) else "advertised-meets-indicative"


def _rates_used(role: Role, comparisons: Iterable[Comparison], often: Rate) -> Iterator[Rate]:
    if role.activities and (len(role.activities) > 1 or role.described < WEEK):
        yield often
    for comparison in comparisons:
        yield from comparison.working.rates()


def _about_work(role: Role, needed: Iterable[Required], book: RateBook, *, partly: bool) -> Iterator[Caveat]:
    """Yield what to know about the indicative band."""
    if not role.activities:
        return
    grades = [book.activities[name].evidence for name in role.activities]
    yield Caveat("activity-levels", {"evidence": weakest(grades)})
    if len(role.activities) > 1:
        yield Caveat("highest-level-counts", {})
    if any(item.set_by and not item.level.exact for item in needed):
        yield Caveat("effort-by-frequency", {})
    if partly:
        yield Caveat("week-not-described", {"percent": money.plain(money.subtract(WEEK, role.described))})


def _about_pay(role: Role, share: Decimal, scale: afc.Scale, terms: Terms) -> Iterator[Caveat]:
    """Yield what to know about the pay."""
    yield Caveat("no-later-awards", {})
    if role.salary is not None and role.band is not None:
        points = band_points(terms, scale, role.band).values()
        yield from about_salary_of_band(role.salary, role.band, points, terms.book, terms.scope)
    elif role.salary is not None:
        yield Caveat("salary-stays", {})
        if role.zone != "none":
            yield Caveat("supplement-added", {})
        yield from about_salary(role.salary, scale, terms.book, terms.scope)
    if share < 1:
        yield Caveat("threshold-in-full", {})
    if scale.carried:
        yield afc.carried_on(next(iter(scale.points.values())), terms.scope)
