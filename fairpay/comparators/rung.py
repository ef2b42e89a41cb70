"""A rung of the price ladder: one comparator worked out for one task.

Comparators that have a price an hour (floors, Agenda for Change, consultancy, directors) give a
`Yardstick`, which does not depend on the task's hours and is worked out once for a date and
place; `by_hours` makes a rung of it. Comparators that pay for a session (an offer, a rate card)
write the session's pay on a sheet and end with `by_session`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from fairpay import money
from fairpay.caveat import Caveat, about_rates
from fairpay.rate import Rate, weakest
from fairpay.task import Nation, Task, Zone
from fairpay.working import Sheet, Step, Working


class Label(NamedTuple):
    """What a comparator is called: a code that has wording, or words in each language.

    `own` says that it is one of the rates that an organisation brought along, `rises` that its amount
    may be more by now: a rule of its rate card raises it, and the rule is not applied.
    """

    code: str
    params: Mapping[str, Any]
    own: bool = False
    rises: bool = False


class Scope(NamedTuple):
    """The day and place of a question: all that a yardstick depends on beside the rate book."""

    on: date
    nation: Nation
    zone: Zone
    known_on: date | None
    last_known_scale: bool
    age: int | None


class Amounts(NamedTuple):
    """Exact amounts in pounds; the properties are the same amounts in pence, rounded once."""

    exact_hourly: Decimal
    exact_daily: Decimal
    exact_session: Decimal
    exact_total: Decimal

    @property
    def hourly(self) -> Decimal:
        return money.pence(self.exact_hourly)

    @property
    def daily(self) -> Decimal:
        return money.pence(self.exact_daily)

    @property
    def session(self) -> Decimal:
        """One person for one session."""
        return money.pence(self.exact_session)

    @property
    def total(self) -> Decimal:
        """All people and sessions."""
        return money.pence(self.exact_total)


class Yardstick(NamedTuple):
    """A comparator with a price an hour.

    `steps` ends in pay.hourly and pay.daily, and in cost.hourly and cost.daily where the cost
    to the organisation is another figure than the pay (`cost_differs`). A comparator that is
    not `on_ladder` is worked out only for a task that names it. `evidence` is as in a `Rung`.
    """

    id: str
    kind: str
    label: Label
    day_hours: Decimal
    steps: tuple[Step, ...]
    pay_hourly: Decimal
    pay_daily: Decimal
    cost_hourly: Decimal
    cost_daily: Decimal
    evidence: str | None
    sources: tuple[str, ...]
    caveats: tuple[Caveat, ...]
    cost_differs: bool
    vat_rate: Decimal | None
    on_ladder: bool


class Rung(NamedTuple):
    """One comparator worked out for one task, in both bases.

    `alternative` is the pay on the other side of a boundary that the source leaves unclear.
    `vat` is what VAT would add to one session, exact, and never part of the other figures.
    `evidence` is the weakest grade of the rates that a session's pay and cost were made from; None
    where there are none, or where they are not what is paid: the fee of an offer is its payer's own.
    """

    id: str
    kind: str
    label: Label
    day_hours: Decimal
    pay: Amounts
    cost: Amounts
    working: Working
    evidence: str | None
    sources: tuple[str, ...]
    caveats: tuple[Caveat, ...]
    alternative: Amounts | None = None
    vat: Decimal | None = None

    def amounts(self, basis: str) -> Amounts:
        """Return the amounts in the basis "pay" or "cost"."""
        return self.cost if basis == "cost" else self.pay

    @property
    def index_rule(self) -> Caveat | None:
        """The caveat that its card has a rule by which what is paid may be more by now; None without one."""
        return next((caveat for caveat in self.caveats if caveat.code == "index-rule-not-applied"), None)


class Load(NamedTuple):
    """The hours, people and sessions of a task, written down once for all rungs.

    `day` are the steps that say how many hours a day of the nation holds.
    """

    steps: tuple[Step, ...]
    day: tuple[Step, ...]
    counted: Decimal
    people: Decimal
    sessions: Decimal


def load_of(task: Task, day: tuple[Step, ...]) -> Load:
    """Write down the hours of a task: worked, and those that count."""
    hours, sheet = task.hours, Sheet()
    for kind in ("attendance", "preparation", "follow_up"):
        sheet.given(f"hours.{kind}", getattr(hours, kind), "hours")
    sheet.work("hours.worked", "add", ("hours.attendance", "hours.preparation", "hours.follow_up"), "hours")
    counted = ["hours.worked"]
    for kind, counts in (("travel", hours.count_travel), ("recovery", hours.count_recovery)):
        if counts:
            sheet.given(f"hours.{kind}", getattr(hours, kind), "hours")
            counted.append(f"hours.{kind}")
    sheet.work("hours.counted", "add", tuple(counted), "hours")
    people = sheet.given("task.people", Decimal(task.people), "people")
    sessions = sheet.given("task.sessions", Decimal(task.sessions), "sessions")
    return Load(tuple(sheet.steps), day, sheet.values["hours.counted"], people, sessions)


def yardstick(
    name: str,
    kind: str,
    label: Label,
    sheet: Sheet,
    on: date,
    *,
    caveats: Iterable[Caveat] = (),
    on_ladder: bool = True,
) -> Yardstick:
    """Close a sheet that holds day.hours and pay.hourly (and cost.hourly where it differs)."""
    sheet.work("pay.daily", "multiply", ("pay.hourly", "day.hours"), "GBP/day")
    differs = "cost.hourly" in sheet.values
    if differs:
        sheet.work("cost.daily", "multiply", ("cost.hourly", "day.hours"), "GBP/day")
    values, rates = sheet.values, [step.rate for step in sheet.steps if step.rate is not None]
    return Yardstick(
        id=name,
        kind=kind,
        label=label,
        day_hours=values["day.hours"],
        steps=tuple(sheet.steps),
        pay_hourly=values["pay.hourly"],
        pay_daily=values["pay.daily"],
        cost_hourly=values["cost.hourly" if differs else "pay.hourly"],
        cost_daily=values["cost.daily" if differs else "pay.daily"],
        evidence=_grade(sheet.steps, "pay.hourly", "cost.hourly"),
        sources=sources_of(rates),
        caveats=(*caveats, *about_rates(rates, on)),
        cost_differs=differs,
        vat_rate=values.get("vat.rate"),
        on_ladder=on_ladder,
    )


def by_hours(stick: Yardstick, load: Load) -> Rung:
    """Work a yardstick out for a task's counted hours, people and sessions."""
    pay, steps = _for_hours("pay", stick.pay_hourly, stick.pay_daily, load)
    cost, vat = pay, None
    if stick.cost_differs:
        cost, cost_steps = _for_hours("cost", stick.cost_hourly, stick.cost_daily, load)
        steps += cost_steps
    if stick.vat_rate is not None:
        vat = money.multiply(pay.exact_session, stick.vat_rate)
        steps += (Step("vat.session", "multiply", ("pay.session", "vat.rate"), vat, "GBP"),)
    return Rung(
        stick.id,
        stick.kind,
        stick.label,
        stick.day_hours,
        pay,
        cost,
        Working(stick.steps + load.steps + steps),
        stick.evidence,
        stick.sources,
        stick.caveats,
        vat=vat,
    )


def _for_hours(basis: str, hourly: Decimal, daily: Decimal, load: Load) -> tuple[Amounts, tuple[Step, ...]]:
    """Work out a session and everything in all from a price an hour, with the steps of both."""
    session = money.multiply(hourly, load.counted)
    total = money.multiply(money.multiply(session, load.people), load.sessions)  # in the order of its step
    name = f"{basis}.session"
    steps = (
        Step(name, "multiply", (f"{basis}.hourly", "hours.counted"), session, "GBP"),
        Step(f"{basis}.total", "multiply", (name, "task.people", "task.sessions"), total, "GBP"),
    )
    return Amounts(hourly, daily, session, total), steps


def close_session(sheet: Sheet, prefix: str = "pay") -> Amounts:
    """Finish a sheet that holds `prefix`.session: the pay an hour, a day and in all."""
    names = {part: f"{prefix}.{part}" for part in ("hourly", "daily", "session", "total")}
    hourly = sheet.work(names["hourly"], "divide", (names["session"], "hours.counted"), "GBP/hour")
    daily = sheet.work(names["daily"], "multiply", (names["hourly"], "day.hours"), "GBP/day")
    if names["total"] not in sheet.values:
        sheet.work(names["total"], "multiply", (names["session"], "task.people", "task.sessions"), "GBP")
    return Amounts(hourly, daily, sheet.values[names["session"]], sheet.values[names["total"]])


def by_session(
    name: str,
    kind: str,
    label: Label,
    sheet: Sheet,
    on: date,
    *,
    alternative: bool = False,
    caveats: Iterable[Caveat] = (),
) -> Rung:
    """Make a rung of a sheet that holds pay.session (and other.session where there are two)."""
    pay = close_session(sheet)
    other = close_session(sheet, "other") if alternative else None
    rates = [step.rate for step in sheet.steps if step.rate is not None]
    return Rung(
        id=name,
        kind=kind,
        label=label,
        day_hours=sheet.values["day.hours"],
        pay=pay,
        cost=pay,
        working=Working(sheet.steps),
        evidence=_grade(sheet.steps, "pay.session", "other.session"),
        sources=sources_of(rates),
        caveats=(*caveats, *about_rates(rates, on)),
        alternative=other,
    )


def _grade(steps: Sequence[Step], *figures: str) -> str | None:
    """Return the weakest grade of the rates that some figures were made from; None where there are none."""
    wanted, grades = set(figures), []
    for step in reversed(steps):  # every step comes after its inputs
        if step.code in wanted:
            wanted.update(step.inputs)
            if step.rate is not None:
                grades.append(step.rate.evidence)
    return weakest(grades) if grades else None


def sources_of(rates: Iterable[Rate]) -> tuple[str, ...]:
    """Return the ids of the sources of some rates, each once, in order of use."""
    return tuple(dict.fromkeys(source for rate in rates for source in rate.sources))
