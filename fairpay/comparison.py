"""The price ladder: one offer for one task beside every comparator, on one basis."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

from fairpay import money
from fairpay.benchmark import Benchmark, benchmark_of
from fairpay.caveat import Caveat
from fairpay.comparators import afc, consultancy, director, fee, floor, rate_card
from fairpay.comparators.day import nations_day
from fairpay.comparators.rung import Load, Rung, Scope, Yardstick, by_hours, load_of
from fairpay.errors import FairpayError, Fault, InputError, RateNotFound, RuleNotApplicable
from fairpay.evaluation import Evaluation, level_faults
from fairpay.inputs import day_of
from fairpay.rate import weakest
from fairpay.ratebook import RateBook, rates
from fairpay.task import ANY_ACTIVITY, Offer, Task
from fairpay.working import Working

Basis = Literal["pay", "cost"]
Verdict = Literal["below-minimum-wage", "below-benchmark", "meets-benchmark", "no-benchmark"]

_NOT_SHORT = Decimal("0.00")
_KINDS = ("offer", "floor", "card", "afc", "consultancy", "director")


class Missing(NamedTuple):
    """A comparator that has no answer here, and why. That is not zero."""

    kind: str
    error: FairpayError


@dataclass(frozen=True, slots=True)
class Result:
    """A price ladder.

    `rungs` are in order: the offer, floors, rate cards, Agenda for Change, consultancy,
    directors, and within most kinds by price. `benchmark` is the id of the rung this work should
    be held against (None without one), `benchmark_top` the top of its band, `beside` further
    comparators that the activity names. `missing` are comparators without an answer. `evidence`
    is the weakest grade of all figures in the rungs that the verdict rests on.
    """

    task: Task
    offer: Offer
    basis: Basis
    known_on: date | None
    last_known_scale: bool
    edition: str
    rungs: tuple[Rung, ...]
    missing: tuple[Missing, ...]
    evaluation: Evaluation | None
    benchmark: str | None
    benchmark_top: str | None
    beside: tuple[str, ...]
    verdict: Verdict
    evidence: str
    caveats: tuple[Caveat, ...]
    _by_id: dict[str, Rung] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {rung.id: rung for rung in self.rungs})

    def __getitem__(self, name: str) -> Rung:
        """Return the rung called `name`.

        Raises:
            FairpayError: there is no such rung on this ladder.
        """
        if name not in self._by_id:
            raise _reason(name, self.missing, "no-rung")
        return self._by_id[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_id

    @property
    def paid(self) -> Rung:
        """The rung of the offer itself."""
        return self.rungs[0]

    @property
    def true_hourly(self) -> Decimal:
        """The offer for a session over the hours that count, in pence."""
        return self.paid.pay.hourly

    @property
    def headline_hourly(self) -> Decimal | None:
        """The offer for a session over attendance alone, in pence; None without attendance."""
        attendance = self.task.hours.attendance
        return money.pence(money.divide(self.paid.pay.exact_session, attendance)) if attendance else None

    @property
    def paid_each(self) -> Decimal:
        """What one person would be paid for all sessions, in pence."""
        return money.pence(money.divide(self.paid.pay.exact_total, Decimal(self.task.people)))

    @property
    def benchmark_missing(self) -> Caveat | None:
        """The caveat that names the benchmark which was asked for and has no figure here; None without one."""
        return next((caveat for caveat in self.caveats if caveat.code == "benchmark-missing"), None)

    @property
    def shortfall(self) -> Decimal | None:
        """What the offer is short of the benchmark for one session; None without a benchmark."""
        return self.shortfall_of(self.benchmark) if self.benchmark else None

    def has_own_warning(self, rung: Rung) -> bool:
        """Whether a rung has caveats that are not among those of the result."""
        return any(caveat not in self.caveats for caveat in rung.caveats)

    def shortfall_of(self, name: str) -> Decimal:
        """What the offer is short of a rung for one session, in the basis asked for, never below nothing.

        It is pence less pence, as `money.is_below` compares them: the two figures that are shown differ by it.
        """
        return max(money.subtract(self[name].amounts(self.basis).session, self.paid.pay.session), _NOT_SHORT)

    def ratio_of(self, name: str) -> Decimal | None:
        """The offer as a multiple of a rung, to two decimals; None where the rung pays nothing."""
        session = self[name].amounts(self.basis).exact_session
        return money.pence(money.divide(self.paid.pay.exact_session, session)) if session else None

    def working(self, name: str) -> Working:
        """Return the steps by which a rung was reached."""
        return self[name].working


def compare(
    task: Task,
    offer: Offer,
    *,
    known_on: date | str | None = None,
    basis: Basis = "pay",
    last_known_scale: bool = False,
    book: RateBook | None = None,
) -> Result:
    """Put an offer for a task beside every comparator of the nation on the date.

    `known_on` leaves out what became known after that day (None: all the rate book knows); it is
    a date, or text like 2026-05-14.
    `basis` says in which basis ratios and shortfalls are given. `last_known_scale` carries an
    Agenda for Change scale on where the date has none, with a caveat.

    Raises:
        InputError: the task or offer cannot be priced; every fault is named.
    """
    book = book or rates()
    known = day_of(known_on, "known_on")
    scope = Scope(task.on, task.nation, task.zone, known, last_known_scale, task.age)
    _refuse_faults(task, offer, basis, scope, book)
    load = load_of(task, nations_day(book, scope))
    rungs: list[Rung] = [_offered(book, scope, load, offer)]
    missing: list[Missing] = []
    wanted = benchmark_of(task, book)
    named = {wanted.rung, *wanted.beside}
    for kind, found in _comparators(book, scope, task, load):
        if isinstance(found, FairpayError):
            missing.append(Missing(kind, found))
        elif isinstance(found, Rung):
            rungs.append(found)
        elif found.on_ladder or found.id in named:
            rungs.append(by_hours(found, load))
    rungs.sort(key=_place)
    question = (task, offer, basis, known, last_known_scale, book.edition)
    return _judged(question, wanted, tuple(rungs), tuple(missing))


def _place(rung: Rung) -> tuple[int, Decimal]:
    """Order a ladder by kind, and within a kind by price; floors and pay points keep their own order."""
    own_order = rung.kind in ("floor", "afc")
    return _KINDS.index(rung.kind), money.ZERO if own_order else rung.pay.exact_session


def _comparators(
    book: RateBook, scope: Scope, task: Task, load: Load
) -> Iterator[tuple[str, Yardstick | Rung | FairpayError]]:
    sticks = yardsticks(book, scope)
    yield from ((kind, found) for kind, found in sticks if kind == "floor")
    yield from (("card", found) for found in rate_card.card_rungs(book, scope, task, load))
    yield from ((kind, found) for kind, found in sticks if kind != "floor")


@lru_cache(maxsize=64)
def yardsticks(book: RateBook, scope: Scope) -> tuple[tuple[str, Yardstick | FairpayError], ...]:
    """Return all comparators with a price an hour, worked out once for a day and place."""
    found: list[tuple[str, Yardstick | FairpayError]] = []
    for of_scope in (floor.legal, floor.real_living_wage):
        try:
            found.append(("floor", of_scope(book, scope)))
        except (RateNotFound, RuleNotApplicable) as error:
            found.append(("floor", error))
    for kind, all_of in (("afc", afc.points), ("consultancy", consultancy.day_rates), ("director", director.directors)):
        try:
            found += [(kind, stick) for stick in all_of(book, scope)]
        except RateNotFound as error:
            found.append((kind, error))
    return tuple(found)


def _offered(book: RateBook, scope: Scope, load: Load, offer: Offer) -> Rung:
    if offer.card is None:
        return fee.offered(scope, load, offer)
    found = book.card_step(offer.card)
    assert found is not None  # _refuse_faults has looked
    card, step = found
    try:
        rung = rate_card.card_rung(book, scope, load, card, step, fee.RUNG)
    except FairpayError as error:
        raise InputError([Fault("card", error.code, error.params)]) from error
    if rate_card.in_force(card, scope):
        return rung
    outside = Caveat("card-not-in-force", {"card": card.organisation, "period": card.period})
    return rung._replace(caveats=(outside, *rung.caveats))


def _refuse_faults(task: Task, offer: Offer, basis: str, scope: Scope, book: RateBook) -> None:
    faults = task_faults(task, scope, book)
    if basis not in get_args(Basis):
        faults.append(Fault("basis", "not-a-choice", {"name": "basis", "choices": ", ".join(get_args(Basis))}))
    if offer.card is not None and book.card_step(offer.card) is None:
        params = {"value": offer.card, "choices": ", ".join(book.card_steps())}
        faults.append(Fault("card", "unknown-card-step", params))
    if faults:
        raise InputError(faults)


def task_faults(task: Task, scope: Scope, book: RateBook) -> list[Fault]:
    """Return what is wrong with a task that only the rate book can tell."""
    faults = scope_faults(scope, book)
    params: dict[str, Any]
    if task.activity is not None and task.activity not in (*book.activities, ANY_ACTIVITY):
        params = {"value": task.activity, "choices": ", ".join(book.activities)}
        faults.append(Fault("activity", "unknown-activity", params))
    if task.levels is not None:
        faults += level_faults(task.levels, book.plan)
    return faults


def scope_faults(scope: Scope, book: RateBook) -> list[Fault]:
    """Return what is wrong with a day and place that only the rate book can tell."""
    faults: list[Fault] = []
    params: dict[str, Any]
    if scope.on < book.first_day():
        faults.append(Fault("on", "before-first-rate", {"on": scope.on, "first": book.first_day()}))
    if scope.known_on is not None and scope.known_on < book.first_known():
        params = {"known_on": scope.known_on, "first": book.first_known()}
        faults.append(Fault("known_on", "known-before-first-rate", params))
    if not faults:
        try:
            nations_day(book, scope)
        except RateNotFound as error:  # without the hours of its day a nation has no ladder
            faults.append(Fault("on", error.code, error.params))
    return faults


_Question = tuple[Task, Offer, Basis, date | None, bool, str]  # the first six fields of a Result


def _judged(
    question: _Question,
    wanted: Benchmark,
    rungs: tuple[Rung, ...],
    missing: tuple[Missing, ...],
) -> Result:
    """Give the verdict, and collect the caveats that bear on it."""
    task, _, basis, *_ = question
    by_id = {rung.id: rung for rung in rungs[1:]}  # an offer is no benchmark of itself
    caveats = list(wanted.caveats)
    benchmark = None if wanted.rung is None else by_id.get(wanted.rung)
    if wanted.rung is not None and benchmark is None:
        if task.benchmark is not None:
            reason = _reason(task.benchmark, missing, "unknown-comparator")
            raise InputError([Fault("benchmark", reason.code, reason.params)])
        _, band, _ = wanted.rung.split(".")  # of a pay point: any other benchmark is named, and refused above
        caveats.append(Caveat("benchmark-missing", {"benchmark": wanted.rung, "band": band, "nation": task.nation}))
    paid = rungs[0]
    verdict = _verdict(paid, by_id, benchmark, basis)
    caveats += _about_the_offer(task, paid, by_id, verdict)
    legal = by_id.get(floor.LEGAL)
    resting_on = [rung for rung in (paid, legal, benchmark) if rung is not None]
    living = by_id.get(floor.REAL_LIVING_WAGE)  # the offer is held against it in a caveat
    for rung in (*resting_on, *([living] if living else [])):
        caveats += (caveat for caveat in rung.caveats if caveat not in caveats)
    return Result(
        *question,
        rungs=rungs,
        missing=missing,
        evaluation=wanted.evaluation,
        benchmark=benchmark.id if benchmark else None,
        benchmark_top=wanted.top if benchmark and wanted.top in by_id else None,
        beside=tuple(name for name in wanted.beside if name in by_id),
        verdict=verdict,
        evidence=weakest(rate.evidence for rung in resting_on for rate in rung.working.rates()),
        caveats=tuple(caveats),
    )


def _reason(name: str, missing: tuple[Missing, ...], else_code: str) -> FairpayError:
    """Say why a comparator is not on the ladder: its kind has no figure for the date, or else `else_code`."""
    of_kind = (item.error for item in missing if name.startswith(f"{item.kind}."))
    return next(of_kind, FairpayError(else_code, value=name))


def _verdict(paid: Rung, by_id: dict[str, Rung], benchmark: Rung | None, basis: Basis) -> Verdict:
    legal = by_id.get(floor.LEGAL)
    if legal is not None and _is_below(paid, legal):
        return "below-minimum-wage"
    if benchmark is None:
        return "no-benchmark"
    short = money.is_below(paid.pay.exact_session, benchmark.amounts(basis).exact_session)
    return "below-benchmark" if short else "meets-benchmark"


def _is_below(paid: Rung, least: Rung) -> bool:
    """Whether an offer is below a floor. Nobody can say it of an amount that its card may have raised since."""
    return paid.index_rule is None and money.is_below(paid.pay.exact_session, least.pay.exact_session)


def _about_the_offer(task: Task, paid: Rung, by_id: dict[str, Rung], verdict: Verdict) -> Iterator[Caveat]:
    """Yield the caveats on the offer: unpaid, below a floor, hours left out."""
    if not paid.pay.exact_session:
        yield Caveat("unpaid", {})
    if verdict == "below-minimum-wage":
        legal = by_id[floor.LEGAL].pay
        yield Caveat("below-minimum-wage", {"paid": paid.pay.hourly, "floor": legal.hourly})
    real = by_id.get(floor.REAL_LIVING_WAGE)
    if real is not None and _is_below(paid, real):
        yield Caveat("below-real-living-wage", {"paid": paid.pay.hourly, "floor": real.pay.hourly})
    hours = task.hours
    for kind, value, counts in (
        ("travel", hours.travel, hours.count_travel),
        ("recovery", hours.recovery, hours.count_recovery),
    ):
        if value and not counts:
            yield Caveat(f"{kind}-not-counted", {"hours": value})
