"""The two clocks: changes that became known, backwards in time, and the top-up that is due."""

from datetime import date
from decimal import Decimal

import pytest

import fairpay
from fairpay import money
from fairpay.changes import changes, multiple, multiple_top_up, top_up
from fairpay.dates import Period

HOURS = {"attendance": "6", "preparation": "2", "follow_up": "1"}


def test_scotlands_restated_scale_is_a_change_backwards():
    """PCS(AFC)2026/1 of 23 January 2026 restated 2025/26 from 1 April 2025: Band 5 entry was 33,247."""
    found = {change.rate.id: change for change in changes(date(2026, 1, 1), until=date(2026, 1, 31))}
    change = found["afc.scotland.2025-26.5.entry"]
    assert change.replaces is not None
    assert str(change.replaces.value) == "33247"
    assert change.backdated == Period(date(2025, 4, 1), date(2026, 1, 22))


def test_changes_are_in_order_and_within_the_days():
    found = changes(date(2026, 1, 1), until=date(2026, 2, 28))
    days = [change.rate.known_from for change in found]
    assert days == sorted(days)
    assert min(days) >= date(2026, 1, 1)
    assert max(days) <= date(2026, 2, 28)
    assert "afc.england.2026-27.7.entry" in {change.rate.id for change in found}  # announced 12 February 2026


def test_a_rate_known_in_time_changes_nothing_backwards():
    found = {change.rate.id: change for change in changes(date(2026, 2, 12), until=date(2026, 2, 12))}
    change = found["afc.england.2026-27.7.entry"]
    assert (change.replaces, change.backdated) == (None, None)


def test_rate_cards_are_there_too():
    """CNWL announced its fees of 1 January 2022 on 19 November 2021."""
    found = changes(date(2021, 11, 19), until=date(2021, 11, 19))
    assert {change.rate.id for change in found if change.rate.id.startswith("card.cnwl")}


def test_top_up_after_scotlands_restatement():
    """Band 5 entry 2025/26: 33,247 before 23 January 2026, 33,295 restated, over 52.143 x 37 = 1,929.291 hours.

    33,247 / 1,929.291 x 9 = 155.0947, 33,295 / 1,929.291 x 9 = 155.3187; the difference is 0.2239, for
    three people on two sessions 1.3435.
    """
    restated = fairpay.rates().rate("afc.scotland.5.entry", date(2025, 10, 1)).value
    assert restated == 33295
    task = fairpay.Task(on="2025-10-01", nation="scotland", hours=HOURS, people=3, sessions=2)
    due = top_up(task, "afc.5.entry", priced_on=date(2025, 12, 1))
    assert (str(due.then.pay.session), str(due.now.pay.session)) == ("155.09", "155.32")
    assert (str(due.session()), str(due.total())) == ("0.22", "1.34")
    for rung in due:
        rung.working.check()


def test_top_up_after_an_award_announced_late():
    """Northern Ireland's 3.6 % from 1 April 2025 was announced on 3 December 2025.

    Band 5 entry 29,970 (2024/25, carried on) and 31,049 (2025/26): 31,049 / 1,955.3625 x 9 = 142.9101,
    29,970 / 1,955.3625 x 9 = 137.9437; the difference is 4.9664.
    """
    task = fairpay.Task(on="2025-09-01", nation="northern_ireland", hours=HOURS)
    due = top_up(task, "afc.5.entry", priced_on=date(2025, 10, 1), last_known_scale=True)
    assert str(due.session()) == "4.97"
    with pytest.raises(fairpay.FairpayError) as refusal:
        top_up(task, "afc.5.entry", priced_on=date(2025, 10, 1))
    assert refusal.value.code == "scale-not-found"  # it names last_known_scale as the way out


def test_nothing_is_due_where_nothing_changed_or_pay_fell():
    task = fairpay.Task(on="2026-05-14", nation="england", hours=HOURS)
    due = top_up(task, "afc.7.entry", priced_on=date(2026, 5, 14))
    assert (str(due.session()), str(due.total("cost"))) == ("0.00", "0.00")
    swapped = type(due)(then=fairpay.compare(task, fairpay.Offer(amount="9", per="hour"))["afc.8a.entry"], now=due.now)
    assert str(swapped.session()) == "0.00"


def test_a_hundred_miles_before_and_after_the_backdated_change():
    """45p a mile until 21 May 2026, when 55p became known with effect from 6 April: 45.00, 55.00, 10.00 due."""
    day = date(2026, 5, 1)
    then = multiple("mileage.car", Decimal(100), day, known_on=date(2026, 5, 10))
    now = multiple("mileage.car", Decimal(100), day, known_on=date(2026, 5, 22))
    assert str(money.pence(then.figure("amount.due"))) == "45.00"
    assert str(money.pence(now.figure("amount.due"))) == "55.00"
    assert str(multiple_top_up(then, now)) == "10.00"
    assert str(multiple_top_up(now, then)) == "0.00"
    for working in (then, now):
        working.check()


def test_the_mileage_change_is_listed_as_backdated():
    found = {change.rate.id: change for change in changes(date(2026, 5, 21), until=date(2026, 5, 21))}
    change = found["mileage.car.2026"]
    assert change.replaces is not None
    assert str(change.replaces.value) == "0.45"
    assert change.backdated == Period(date(2026, 4, 6), date(2026, 5, 20))
