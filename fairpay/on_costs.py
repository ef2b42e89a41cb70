"""From pay to cost: what an employer spends on top of the pay for the same hours, part by part."""

from decimal import Decimal
from typing import NamedTuple

from fairpay import money
from fairpay.comparators.rung import Rung

_EMPLOYER = ("cost.insurance", "cost.pension", "cost.levy")  # as comparators.employed writes them down


class Part(NamedTuple):
    """One part of a cost: exact amounts for a full-time year, one session, and all people and sessions.

    `code` is `pay`, `leave` or that of the step it comes from. The pay of a year is the whole
    salary, paid leave included, so leave has no figure of its own for a year.
    """

    code: str
    annual: Decimal | None
    session: Decimal
    total: Decimal


def on_costs(rung: Rung) -> tuple[Part, ...]:
    """Return the parts that add up to the cost of an employed comparator; none for any other.

    Every part of a year's cost is spread over the hours really worked. What the salary then comes
    to beyond the pay for the same hours is paid leave.
    """
    steps = {step.code: step for step in rung.working}
    if "cost.annual" not in steps:
        return ()
    salary = steps[steps["cost.annual"].inputs[0]].value

    def for_session(annual: Decimal) -> Decimal:
        hours = money.multiply(annual, steps["hours.counted"].value)
        return money.divide(hours, steps["year.hours_worked"].value)

    pay = rung.pay.exact_session
    parts: list[tuple[str, Decimal | None, Decimal]] = [
        ("pay", salary, pay),
        ("leave", None, money.subtract(for_session(salary), pay)),
        *((code, steps[code].value, for_session(steps[code].value)) for code in _EMPLOYER),
    ]
    times = money.multiply(steps["task.people"].value, steps["task.sessions"].value)
    return tuple(Part(code, annual, session, money.multiply(session, times)) for code, annual, session in parts)
