"""Offers: what a fee comes to for one session, and for an hour really worked."""

from decimal import Decimal
from typing import Any

import pytest

import fairpay
from fairpay import Hours, InputError, Offer, Task
from fairpay.present.words import words_in


def paid(amount: str, per: str, *, task: dict[str, Any] | None = None, **hours: Any) -> fairpay.Result:
    """Compare a fee for work in England on 14 May 2026 (or what `task` says) with these hours."""
    asked = Task(**{"on": "2026-05-14", "nation": "england", "hours": Hours(**hours)} | (task or {}))
    return fairpay.compare(asked, Offer(amount=amount, per=per))


def codes(result: fairpay.Result) -> list[str]:
    return [caveat.code for caveat in result.caveats]


@pytest.mark.parametrize(
    ("on", "nation", "attendance", "days"),
    [
        ("2026-05-14", "england", "0.1", 1),
        ("2026-05-14", "england", "7.5", 1),  # 37.5 hours over 5 days
        ("2026-05-14", "england", "7.6", 2),
        ("2026-05-14", "england", "15", 2),
        ("2026-05-14", "england", "15.000000001", 3),
        ("2026-03-31", "scotland", "7.4", 1),  # 37 hours over 5 days
        ("2026-03-31", "scotland", "7.41", 2),
        ("2026-04-01", "scotland", "7.2", 1),  # 36 hours over 5 days from 1 April 2026
        ("2026-04-01", "scotland", "7.21", 2),
        ("2026-05-14", "wales", "7.5", 1),
        ("2026-05-14", "northern_ireland", "7.6", 2),
    ],
)
def test_a_day_fee_is_paid_once_for_each_started_day(on: str, nation: str, attendance: str, days: int) -> None:
    result = paid("150", "day", task={"on": on, "nation": nation}, attendance=attendance)
    assert result.paid.pay.session == 150 * days
    assert ("day-fee-more-than-once" in codes(result)) == (days > 1)


@pytest.mark.parametrize(
    ("on", "nation", "attendance", "halves"),
    [
        ("2026-05-14", "england", "3.75", 1),  # half of 7.5
        ("2026-05-14", "england", "3.76", 2),
        ("2026-05-14", "england", "7.5", 2),
        ("2026-05-14", "england", "7.51", 3),
        ("2026-03-31", "scotland", "3.7", 1),  # half of 7.4
        ("2026-03-31", "scotland", "3.71", 2),
        ("2026-04-01", "scotland", "3.6", 1),  # half of 7.2
        ("2026-04-01", "scotland", "3.61", 2),
    ],
)
def test_a_half_day_fee_is_paid_once_for_each_started_half_day(
    on: str, nation: str, attendance: str, halves: int
) -> None:
    result = paid("80", "half-day", task={"on": on, "nation": nation}, attendance=attendance)
    assert result.paid.pay.session == 80 * halves
    assert ("half-day-fee-more-than-once" in codes(result)) == (halves > 1)


def test_a_day_that_holds_its_lunch_is_two_days_and_says_so() -> None:
    """From 9 to 5 are 8 hours, and a day holds 37.5 / 5 = 7.5: two days are started, 300 for one session."""
    result = paid("150", "day", attendance="8")
    (said,) = [caveat for caveat in result.caveats if caveat.code == "day-fee-more-than-once"]
    assert said.params == {"hours": Decimal(8), "times": "2", "length": "7.5"}
    assert words_in("en").caveat(said) == (
        "A fee for a day is counted once for each day that is started: 8 hours of attendance are 2 days of 7.5 hours. "
        "If the fee is for the whole session, choose “a session”."
    )
    assert words_in("en").sentence(result)[:2] == [
        "£150.00 a day comes to £300.00 for one session. Over the 8 hours that count, that is £37.50 an hour.",
        words_in("en").caveat(said),
    ]


def test_preparation_starts_no_further_day() -> None:
    assert paid("150", "day", attendance="7", preparation="20", follow_up="5").paid.pay.session == 150


def test_a_session_fee_is_paid_once_however_long_the_session() -> None:
    result = paid("90", "session", task={"people": 2, "sessions": 5}, attendance="12", preparation="3")
    assert result.paid.pay.session == 90
    assert result.paid.pay.total == 900  # 90 × 2 × 5


def test_a_session_fee_needs_no_attendance() -> None:
    result = paid("90", "session", attendance="0", preparation="3")
    assert result.paid.pay.hourly == 30  # 90 ÷ 3
    assert result.headline_hourly is None


def test_a_task_fee_is_paid_once_whatever_the_sessions() -> None:
    result = paid("100", "task", task={"people": 2, "sessions": 3}, attendance="2")
    assert result.paid.pay.total == 200  # 100 × 2 people
    assert result.paid.pay.session == Decimal("33.33")  # 100 ÷ 3 sessions
    assert result.paid.pay.hourly == Decimal("16.67")  # 33.333… ÷ 2
    assert result.paid.pay.daily == 125  # 16.666… × 7.5


def test_an_hourly_fee_is_paid_for_the_hours_that_count() -> None:
    hours = {"attendance": "6", "preparation": "2", "follow_up": "1", "travel": "3", "recovery": "4"}
    assert paid("15", "hour", **hours).paid.pay.session == 135  # 15 × (6 + 2 + 1)
    assert paid("15", "hour", **hours, count_travel=True).paid.pay.session == 180  # 15 × (9 + 3)
    assert paid("15", "hour", **hours, count_recovery=True).paid.pay.session == 195  # 15 × (9 + 4)
    assert paid("15", "hour", **hours, count_travel=True, count_recovery=True).paid.pay.session == 240  # 15 × 16


@pytest.mark.parametrize(
    ("hours", "headline", "true"),
    [
        ({"attendance": "6", "preparation": "2", "follow_up": "1"}, "25.00", "16.67"),  # 150 ÷ 6, ÷ 9
        ({"attendance": "6"}, "25.00", "25.00"),
        ({"attendance": "4", "preparation": "8"}, "37.50", "12.50"),  # 150 ÷ 4, ÷ 12
        ({"attendance": "6", "travel": "4"}, "25.00", "25.00"),  # shown, and not counted
        ({"attendance": "6", "travel": "4", "count_travel": True}, "25.00", "15.00"),  # 150 ÷ 10
        ({"attendance": "6", "recovery": "6", "count_recovery": True}, "25.00", "12.50"),  # 150 ÷ 12
        ({"attendance": "10"}, "30.00", "30.00"),  # two started days: 300 ÷ 10
    ],
)
def test_headline_and_true_rate_of_150_a_day(hours: dict[str, Any], headline: str, true: str) -> None:
    result = paid("150", "day", **hours)
    assert (result.headline_hourly, result.true_hourly) == (Decimal(headline), Decimal(true))


@pytest.mark.parametrize("kind", ["travel", "recovery"])
def test_hours_that_do_not_count_are_named(kind: str) -> None:
    left_out = paid("150", "day", attendance="6", **{kind: "2.5"})
    caveat = next(caveat for caveat in left_out.caveats if caveat.code == f"{kind}-not-counted")
    assert caveat.params == {"hours": Decimal("2.5")}
    assert left_out.task.hours.counted == 6
    counted = paid("150", "day", attendance="6", **{kind: "2.5", f"count_{kind}": True})
    assert f"{kind}-not-counted" not in codes(counted)
    assert counted.task.hours.counted == Decimal("8.5")
    assert counted.task.hours.worked == 6


def test_without_travel_or_recovery_there_is_nothing_to_name() -> None:
    assert not {"travel-not-counted", "recovery-not-counted"} & set(codes(paid("150", "day", attendance="6")))


@pytest.mark.parametrize("per", ["day", "half-day"])
def test_a_fee_by_the_day_needs_attendance(per: str) -> None:
    with pytest.raises(InputError) as caught:
        paid("150", per, attendance="0", preparation="2")
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [
        ("hours.attendance", "day-fee-without-attendance")
    ]


@pytest.mark.parametrize("per", ["hour", "half-day", "day", "session", "task"])
def test_a_fee_of_nothing_gives_the_value_of_unpaid_time(per: str) -> None:
    result = paid("0", per, task={"band": "7"}, attendance="6", preparation="2", follow_up="1")
    assert "unpaid" in codes(result)
    assert result.ratio_of("afc.7.entry") == Decimal("0.00")
    assert str(result.ratio_of("afc.7.entry")) == "0.00"
    assert result.shortfall == result["afc.7.entry"].pay.session == Decimal("227.31")  # the golden figure, whole
    assert result.true_hourly == result.headline_hourly == 0
    assert result.verdict == "below-minimum-wage"


def test_a_fee_of_a_penny_is_not_unpaid() -> None:
    assert "unpaid" not in codes(paid("0.01", "session", attendance="6"))


def test_minus_nothing_is_nothing() -> None:
    assert str(paid("-0", "day", attendance="6", preparation="-0").paid.pay.session) == "0.00"


@pytest.mark.parametrize(("people", "sessions"), [(1, 1), (3, 1), (1, 4), (3, 4), (10_000, 1_000)])
def test_total_is_for_all_people_and_sessions(people: int, sessions: int) -> None:
    result = paid("150", "day", task={"people": people, "sessions": sessions}, attendance="6")
    assert result.paid.pay.session == 150
    assert result.paid.pay.total == 150 * people * sessions
    floor = result["floor.national_living_wage"].pay
    assert floor.session == Decimal("76.26")  # 12.71 × 6
    assert floor.total == Decimal("76.26") * people * sessions


def test_total_multiplies_the_exact_session_and_not_the_rounded_one() -> None:
    result = paid("150", "day", task={"people": 3}, attendance="6", preparation="2", follow_up="1")
    assert result["afc.7.entry"].pay.total == Decimal("681.94")  # 49,387 ÷ 1,955.3625 × 9 × 3; 227.31 × 3 is 681.93


def test_pay_and_cost_of_an_offer_are_the_same() -> None:
    offer = paid("150", "day", attendance="6").paid
    assert offer.pay == offer.cost
    assert offer.amounts("pay") == offer.amounts("cost")


def test_the_longest_hours_and_the_largest_fees_are_taken() -> None:
    result = paid("100000", "task", attendance="24", preparation="200", follow_up="200", travel="48", recovery="200")
    assert result.paid.pay.session == 100_000
    assert paid("5000", "hour", attendance="24").paid.pay.session == 120_000
