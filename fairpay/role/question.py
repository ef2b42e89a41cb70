"""What may be asked about a role: where and when, what is advertised, the work, the hours."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, model_validator

from fairpay import money
from fairpay.errors import Fault, InputError
from fairpay.inputs import Input, Within, amount, choice, day, number, whole
from fairpay.task import Band, Nation, Zone

# The least and the largest figures taken. They catch slips of the keyboard; none is a judgement of what is fair.
LEAST_SALARY, MOST_SALARY = 1_000, 500_000
MOST_HOURS, MOST_DAYS, MOST_YEARS = 60, 5, 10
_LEAST = Decimal("0.01")

WEEK = Decimal(100)  # per cent


On = Annotated[date, BeforeValidator(day)]
InNation = Annotated[Nation, BeforeValidator(choice)]
Salary = Annotated[Decimal, Within(amount, LEAST_SALARY, MOST_SALARY)]
Stated = Annotated[Decimal, Within(amount, 1, MOST_SALARY)]
WeekHours = Annotated[Decimal, Within(number, _LEAST, MOST_HOURS)]
WeekDays = Annotated[Decimal, Within(number, _LEAST, MOST_DAYS)]
Percent = Annotated[Decimal, Within(number, _LEAST, 100)]
FullTimeShare = Annotated[Decimal, Within(number, _LEAST, 1)]


class Role(Input):
    """A role as it is advertised, and its work.

    Advertised is a band, or a full-time salary for a year without high cost area supplement, or
    both: then the pay is that of the band, and the salary is held against its pay points. The work
    is factor levels by id (a level, a range or "unknown", as `evaluate` takes them), or activities
    by id with their share of the role's own week in per cent, or both: levels that are given go
    before those of the activities. The hours are a share of full time (`fte`), or hours or days a
    week; without them the role is full time. `years` is how far to count.
    """

    on: On
    nation: InNation
    zone: Annotated[Zone, BeforeValidator(choice)] = "none"
    band: Annotated[Band | None, BeforeValidator(choice)] = None
    salary: Salary | None = None
    levels: Mapping[str, Any] | None = None
    activities: Mapping[str, Percent] | None = None
    fte: FullTimeShare | None = None
    hours: WeekHours | None = None
    days: WeekDays | None = None
    years: Annotated[int, Within(whole, 1, MOST_YEARS)] = 5

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        faults = []
        if self.zone != "none" and self.nation != "england":
            faults.append(Fault("zone", "zone-outside-england", {}))
        if self.band is None and self.salary is None:
            faults.append(Fault("band", "band-or-salary", {}))
        if sum(given is not None for given in (self.fte, self.hours, self.days)) > 1:
            faults.append(Fault("fte", "hours-more-than-once", {}))
        if not self.levels and not self.activities:
            faults.append(Fault("activities", "role-without-work", {}))
        if self.described > WEEK:
            faults.append(Fault("activities", "shares-above-week", {"total": money.plain(self.described)}))
        if faults:
            raise InputError(faults)
        return self

    @property
    def described(self) -> Decimal:
        """How much of the week the activities take, in per cent."""
        total = money.ZERO
        for share in (self.activities or {}).values():
            total = money.add(total, share)
        return total
