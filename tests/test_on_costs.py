"""From pay to cost: every part by hand, and together the cost to the last digit that counts."""

from decimal import Decimal
from typing import Any

import pytest

import fairpay
from fairpay import Hours, Offer, Task, money
from fairpay.on_costs import on_costs


def compared(**task: Any) -> fairpay.Result:
    hours = Hours(attendance="6", preparation="2", follow_up="1")
    return fairpay.compare(
        Task(**{"on": "2026-05-14", "nation": "england", "hours": hours} | task), Offer(amount="150", per="day")
    )


def test_the_parts_by_hand() -> None:
    """Band 7, entry point, England 2026/27, 9 hours.

    Salary £49,387. Hours really worked: (52.143 × 5 − 35) × 7.5 = 1,692.8625. National Insurance: 15% of
    49,387 − 5,000 = 6,658.05. Pension: 23.7% and 0.08% = 11,744.2286. Levy: 0.5% = 246.935. Each × 9 ÷ 1,692.8625.
    Salary × 9 ÷ 1,692.8625 = 262.56297, which is 35.24808 above the pay of 227.31488: paid leave.
    """
    found = {
        part.code: (part.annual, money.pence(part.session)) for part in on_costs(compared(people=3)["afc.7.entry"])
    }
    assert found == {
        "pay": (Decimal(49387), Decimal("227.31")),
        "leave": (None, Decimal("35.25")),
        "cost.insurance": (Decimal("6658.05"), Decimal("35.40")),
        "cost.pension": (Decimal("11744.2286"), Decimal("62.44")),
        "cost.levy": (Decimal("246.935"), Decimal("1.31")),
    }


@pytest.mark.parametrize(("people", "sessions"), [(1, 1), (3, 1), (40, 12)])
@pytest.mark.parametrize(
    ("rung", "task"),
    [
        ("afc.2.entry", {}),
        ("afc.7.entry", {"zone": "inner"}),
        ("afc.9.top", {"nation": "scotland"}),
        ("director.executive-mean", {}),
    ],
)
def test_the_parts_are_the_cost(rung: str, task: dict[str, Any], people: int, sessions: int) -> None:
    found = compared(**task, people=people, sessions=sessions)[rung]
    parts = on_costs(found)
    assert money.pence(sum((part.session for part in parts), money.ZERO)) == found.cost.session
    assert money.pence(sum((part.total for part in parts), money.ZERO)) == found.cost.total
    assert all(part.session > 0 for part in parts)


@pytest.mark.parametrize("rung", ["offer", "floor.national_living_wage", "consultancy.director-level"])
def test_what_is_not_employed_has_no_parts(rung: str) -> None:
    assert on_costs(compared()[rung]) == ()
