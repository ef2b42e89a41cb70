"""What is asked: a task, its hours, and what would be paid for it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, model_validator

from fairpay import money
from fairpay.inputs import Input, Text, Within, amount, choice, day, invalid, number, whole

Nation = Literal["england", "scotland", "wales", "northern_ireland"]
Zone = Literal["none", "inner", "outer", "fringe"]
Band = Literal["2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9"]
Per = Literal["hour", "half-day", "day", "session", "task"]

NATIONS: tuple[Nation, ...] = get_args(Nation)
ZONES: tuple[Zone, ...] = get_args(Zone)
BANDS: tuple[Band, ...] = get_args(Band)
UNITS: tuple[Per, ...] = get_args(Per)
# An activity that could be any of them: the benchmark is then a range.
ANY_ACTIVITY = "unknown"

# The largest figures fairpay takes. They catch slips of the keyboard; none is a judgement of what is fair.
MOST_FEE = {"hour": Decimal(5000), "half-day": Decimal(5000), "day": Decimal(5000)} | {
    "session": Decimal(5000),
    "task": Decimal(100_000),
}
MOST_HOURS = {"attendance": 24, "preparation": 200, "follow_up": 200, "travel": 48, "recovery": 200}
MOST_PEOPLE = 10_000
MOST_SESSIONS = 1_000


class Hours(Input):
    """The hours of one person for one session, in kinds.

    *Worked* is attendance, preparation and follow-up. Travel and recovery are always shown and
    count only when `count_travel` or `count_recovery` says so.
    """

    attendance: Annotated[Decimal, Within(number, 0, MOST_HOURS["attendance"])]
    preparation: Annotated[Decimal, Within(number, 0, MOST_HOURS["preparation"])] = money.ZERO
    follow_up: Annotated[Decimal, Within(number, 0, MOST_HOURS["follow_up"])] = money.ZERO
    travel: Annotated[Decimal, Within(number, 0, MOST_HOURS["travel"])] = money.ZERO
    recovery: Annotated[Decimal, Within(number, 0, MOST_HOURS["recovery"])] = money.ZERO
    count_travel: bool = False
    count_recovery: bool = False

    @model_validator(mode="after")
    def _some_work(self) -> Self:
        if not self.worked:
            raise invalid("no-hours", field="attendance")
        return self

    @property
    def worked(self) -> Decimal:
        return money.add(money.add(self.attendance, self.preparation), self.follow_up)

    @property
    def counted(self) -> Decimal:
        """The hours a fee is divided by: worked, and travel and recovery when they count."""
        total = self.worked
        if self.count_travel:
            total = money.add(total, self.travel)
        if self.count_recovery:
            total = money.add(total, self.recovery)
        return total


class Task(Input):
    """One piece of work for one person: when, where, which hours, what kind of work.

    `people` and `sessions` say how many people do it and how often. `activity`, `band`,
    `levels` (factor levels) and `benchmark` (a comparator's id) choose what the work is held
    against: a benchmark goes before a band, a band before levels, levels before an activity.
    The activity "unknown" could be any: the benchmark is then a range.
    `age` is the person's age in years, for the legal floor; without it the adult rate is used.
    """

    on: Annotated[date, BeforeValidator(day)]
    nation: Annotated[Nation, BeforeValidator(choice)]
    hours: Hours
    zone: Annotated[Zone, BeforeValidator(choice)] = "none"
    activity: Text = None
    band: Annotated[Band | None, BeforeValidator(choice)] = None
    levels: Mapping[str, Any] | None = None
    benchmark: Text = None
    people: Annotated[int, Within(whole, 1, MOST_PEOPLE)] = 1
    sessions: Annotated[int, Within(whole, 1, MOST_SESSIONS)] = 1
    age: Annotated[int, Within(whole, 16, 120)] | None = None

    @model_validator(mode="after")
    def _zone_in_england(self) -> Self:
        if self.zone != "none" and self.nation != "england":
            raise invalid("zone-outside-england", field="zone")
        return self


class Offer(Input):
    """What would be paid: an amount with its unit, or a step of a rate card ("card:step")."""

    amount: Annotated[Decimal | None, BeforeValidator(lambda value: None if value is None else amount(value))] = None
    per: Annotated[Per | None, BeforeValidator(choice)] = None
    card: Text = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.card is None) == (self.amount is None) or (self.amount is None) != (self.per is None):
            raise invalid("amount-or-card", field="amount")
        if self.amount is not None and self.per is not None and not 0 <= self.amount <= MOST_FEE[self.per]:
            raise invalid("out-of-range", field="amount", low="0", high=f"{MOST_FEE[self.per]:,}")
        return self
