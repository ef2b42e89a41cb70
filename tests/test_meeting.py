"""Round the table: the board of forty by hand, what holds for any meeting, and what is refused."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import Workbook

import fairpay
from fairpay import Hours, InputError, Meeting, Offer, Task, money
from fairpay.meetings import Seat
from fairpay.meetings.seats import GROUP_OF, GROUPS, KINDS
from fairpay.meetings.sums import adding_up
from fairpay.present import meeting_report, meeting_words
from fairpay.present.words import words_in

BOARD = Path(__file__).parent / "data/meetings/board-of-forty.csv"
ENGLAND: dict[str, Any] = {"on": "2026-05-14", "nation": "england"}
BOOK = fairpay.rates()


def board(**more: Any) -> Meeting:
    return fairpay.meeting(BOARD, **ENGLAND | {"hours": "6"} | more)


def of(*seats: Mapping[str, Any], **more: Any) -> Meeting:
    return fairpay.meeting(seats, **ENGLAND | more)


def pounds(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


# ---- the board of forty, by hand ----------------------------------------------------------------------
#
# A meeting of 6 hours on 14 May 2026 in England. A year has 52.143 × 37.5 = 1,955.3625 paid hours, and
# (52.143 × 5 − 35) × 7.5 = 1,692.8625 hours really worked. Employer's National Insurance is 15% of what is
# above £5,000, pension 23.78%, levy 0.5%: a salary S costs S × 1.3928 − 750 and so many hours.
#
#                           hours         pay an hour                           pay in all
#   14 service users        6 + 3 + 1     £150 ÷ 10           = £15.00          14 × £150            = £2,100.00
#    6 carers               6 + 2         £100 ÷ 8            = £12.50           6 × £100            =   £600.00
#    5 carers, unpaid       6 + 2         £0                                                                £0.00
#    8 at Band 8a           6 + 1         £57,528 ÷ 1,955.3625  = £29.4206       8 × 7 × £29.4206    = £1,647.5554
#    5 at Band 9            6 + 1         £112,782 ÷ 1,955.3625 = £57.6783       5 × 7 × £57.6783    = £2,018.7408
#    1 chief executive      6 + 1         £151,515 ÷ 1,955.3625 = £77.4869           7 × £77.4869    =   £542.4084
#    1 chair                6 + 2         £13,000 ÷ 30 ÷ 7.5    = £57.7778           8 × £57.7778    =   £462.2222
#   40                                                                                                £7,370.9267
#
# Cost: Band 8a (57,528 × 1.3928 − 750) ÷ 1,692.8625 = £46.8880, Band 9 £92.3482, chief executive £124.2157
# an hour: 56 × 46.8880 = £2,625.7300, 35 × 92.3482 = £3,232.1863, 7 × 124.2157 = £869.5099; the others as pay.
# In all 2,700 + 6,727.4262 + 462.2222 = £9,889.6484.

SEATS = {
    # hours, pay an hour, pay each, pay in all, cost in all
    "Service users": ("10", "15.00", "150.00", "2100.00", "2100.00"),
    "Carers": ("8", "12.50", "100.00", "600.00", "600.00"),
    "Carers who are not paid": ("8", "0.00", "0.00", "0.00", "0.00"),
    "Senior managers": ("7", "29.42", "205.94", "1647.56", "2625.73"),
    "Associate directors": ("7", "57.68", "403.75", "2018.74", "3232.19"),
    "Chief executive": ("7", "77.49", "542.41", "542.41", "869.51"),
    "Chair": ("8", "57.78", "462.22", "462.22", "462.22"),
}


def test_what_each_seat_of_the_board_is_paid() -> None:
    found = board()
    assert (found.people, found.pay, found.cost) == (40, pounds("7,370.93"), pounds("9,889.65"))
    shown = {
        seat.label: tuple(
            map(str, (seat.hours.counted, seat.rung.pay.hourly, seat.rung.pay.session, seat.pay, seat.cost))
        )
        for seat in found.seats
    }
    assert shown == SEATS


def test_whom_the_money_of_the_board_reaches() -> None:
    lived, staff, other = board().parts.values()
    assert [part.group for part in (lived, staff, other)] == list(GROUPS)
    assert [part.people for part in (lived, staff, other)] == [25, 14, 1]
    # Alone, staff come to £4,208.7045 = £4,208.70. With £2,700.00 and £462.22 that is a penny short of the
    # whole, £7,370.93, so staff, who were rounded down furthest, have it.
    assert [str(part.pay) for part in (lived, staff, other)] == ["2700.00", "4208.71", "462.22"]
    assert [str(part.cost) for part in (lived, staff, other)] == ["2700.00", "6727.43", "462.22"]
    # 25 ÷ 40; 2,700 ÷ 7,370.9267; 2,700 ÷ 9,889.6484
    shares = [
        meeting_words.percent(share) for share in (lived.share_of_people, lived.share_of_pay, lived.share_of_cost)
    ]
    assert shares == ["62.5%", "36.6%", "27.3%"]


def test_the_ratios_of_the_board() -> None:
    found = board()
    assert (found.highest.label, found.lowest.label) == ("Chief executive", "Carers who are not paid")
    assert found.ratio is None  # somebody is paid nothing
    assert found.ratio_of_paid == pounds("6.20")  # 77.4869 ÷ 12.50 = 6.1990
    # Staff: (8 × 29.4206 + 5 × 57.6783 + 77.4869) ÷ 14 = 601.2435 ÷ 14 = £42.9460 an hour.
    # Lived experience: (14 × 15 + 6 × 12.50 + 5 × 0) ÷ 25 = 285 ÷ 25 = £11.40. 42.9460 ÷ 11.40 = 3.7672.
    lived, staff, _ = found.parts.values()
    assert staff.mean_hourly is not None
    assert (money.pence(staff.mean_hourly), lived.mean_hourly) == (pounds("42.95"), pounds("11.4"))
    assert found.staff_ratio == pounds("3.77")


def test_what_parity_at_the_lowest_staff_seat_would_cost_the_board() -> None:
    (parity,) = board().parity
    assert (parity.at, parity.seat and parity.seat.label, parity.people) == ("staff", "Senior managers", 25)
    # Service users: 10 × 29.4206 − 150 = 144.2063, × 14 = £2,018.8884. Carers: 8 × 29.4206 − 100 = 135.3651, × 6
    # = £812.1903. Unpaid: 8 × 29.4206 = 235.3651, × 5 = £1,176.8253. In all £4,007.9040 = £4,007.90: a penny
    # less than the three rounded alone, taken from the one that was rounded up furthest, £1,176.83.
    assert [str(item.pay) for item in parity.raised] == ["2018.89", "812.19", "1176.82"]
    assert parity.pay == pounds("4,007.90")
    # At £46.8880: 318.8804 × 14 = £4,464.3251; 275.1043 × 6 = £1,650.6257; 375.1043 × 5 = £1,875.5215;
    # in all £7,990.4723. The penny too much is taken from £4,464.33.
    assert [str(item.cost) for item in parity.raised] == ["4464.32", "1650.63", "1875.52"]
    assert parity.cost == pounds("7,990.47")


@pytest.mark.parametrize("name", ["5", "afc.5.entry"])
def test_what_parity_at_a_band_would_cost_the_board(name: str) -> None:
    _, parity = board(parity_at=name).parity
    # Band 5: 32,073 ÷ 1,955.3625 = £16.4026. Service users: 164.0259 − 150 = 14.0259, × 14 = £196.3618; carers:
    # 131.2207 − 100 = 31.2207, × 6 = £187.3241; unpaid: 131.2207 × 5 = £656.1034. In all £1,039.7894 = £1,039.79,
    # a penny more than the three rounded alone: the carers', rounded down furthest, have it.
    assert (parity.at, parity.people, parity.pay) == ("afc.5.entry", 25, pounds("1,039.79"))
    assert [str(item.pay) for item in parity.raised] == ["196.36", "187.33", "656.10"]


def test_the_floors_of_the_board() -> None:
    below = {seat.label: [caveat.code for caveat in seat.caveats] for seat in board().seats}
    assert below["Service users"] == []
    assert below["Carers"] == ["below-minimum-wage", "below-real-living-wage"]  # £12.50 against £12.71 and £13.45
    assert below["Carers who are not paid"] == ["below-minimum-wage", "below-real-living-wage"]
    assert [seat.label for seat in board().below_legal_minimum] == ["Carers", "Carers who are not paid"]


def test_the_board_in_sentences() -> None:
    assert meeting_words.sentences(board(), words_in("en")) == [
        (
            "The highest paid seat at this meeting (Chief executive) is paid £77.49 an hour. "
            "The lowest (Carers who are not paid) is paid nothing, so there is no ratio between the two."
        ),
        "Of those who are paid, the highest gets 6.20 times the lowest.",
        (
            "People with lived experience are 62.5% of the people at the table. "
            "What reaches them is 36.6% of the pay and 27.3% of the cost of the meeting."
        ),
        (
            "Counting each person once, staff are paid £42.95 an hour on average and people with lived experience "
            "£11.40. That is 3.77 times as much."
        ),
        (
            "Raising every seat of lived experience to the staff seat that is paid least (Senior managers, £29.42 an "
            "hour) would take £4,007.90 more in pay for this meeting. How many people it would reach: 25."
        ),
    ]


# ---- the same figures as the price ladder -------------------------------------------------------------

WHOLE_DAY = {"attendance": "6", "preparation": "2", "follow_up": "1"}


@pytest.mark.parametrize("per", ["hour", "half-day", "day", "session"])
@pytest.mark.parametrize("nation", ["england", "scotland"])
def test_a_fee_is_priced_as_the_offer_of_the_ladder(per: str, nation: str) -> None:
    task = Task(on="2026-05-14", nation=nation, hours=Hours(**WHOLE_DAY), people=3)
    paid = fairpay.compare(task, Offer(amount="150", per=per)).paid
    found = fairpay.meeting(
        [{"kind": "fee", "count": 3, "amount": "150", "per": per, **WHOLE_DAY}], on="2026-05-14", nation=nation
    )
    assert found.seats[0].rung == paid
    assert (found.pay, found.cost) == (paid.pay.total, paid.cost.total)


OTHERS = [
    ("afc.8a.entry", {"kind": "salary", "band": "8a"}),
    ("afc.7.top", {"kind": "salary", "band": "7", "point": "top"}),
    ("consultancy.director-level", {"kind": "consultant", "comparator": "consultancy.director-level"}),
    ("director.executive-mean", {"kind": "director", "comparator": "director.executive-mean"}),
    ("director.chair.group-1.median", {"kind": "non-executive", "comparator": "director.chair.group-1.median"}),
]


@pytest.mark.parametrize(("name", "seat"), OTHERS)
@pytest.mark.parametrize("zone", ["none", "inner"])
def test_any_other_seat_is_priced_as_its_rung(name: str, seat: dict[str, str], zone: str) -> None:
    hours = Hours(**WHOLE_DAY, travel="2", count_travel=True)
    task = Task(**ENGLAND, zone=zone, hours=hours, people=3, benchmark=name)
    rung = fairpay.compare(task, Offer(amount="1", per="session"))[name]
    counting = {"travel": "2", "count_travel": "yes"}
    found = fairpay.meeting([{"count": "3", **seat, **WHOLE_DAY, **counting}], **ENGLAND, zone=zone)
    assert found.seats[0].rung == rung
    assert (found.pay, found.cost) == (rung.pay.total, rung.cost.total)


def test_a_consultants_own_day_rate_is_over_eight_hours_as_other_consultants_are() -> None:
    (seat,) = of({"kind": "consultant", "count": 2, "amount": "800", "attendance": 6}).seats
    assert (seat.rung.pay.hourly, seat.rung.cost.hourly, seat.pay) == (100, 100, 1200)  # 800 ÷ 8, × 6 × 2
    assert [caveat.code for caveat in seat.caveats] == ["day-length-assumed"]


# ---- what holds for any meeting -----------------------------------------------------------------------

HALVES = some.integers(1, 24).map(lambda halves: str(Decimal(halves) / 2))
NONE_OR_HALVES = some.one_of(some.none(), HALVES)
PENCE = some.integers(0, 100_000).map(lambda pence: str(Decimal(pence) / 100))
PRICES = some.one_of(
    some.builds(
        lambda amount, per: {"kind": "fee", "amount": amount, "per": per},
        PENCE,
        some.sampled_from(["hour", "half-day", "day", "session", "meeting"]),
    ),
    some.builds(lambda band: {"kind": "salary", "band": band}, some.sampled_from(["3", "5", "7", "8a", "9"])),
    some.just({"kind": "unpaid"}),
    some.just({"kind": "director", "comparator": "director.executive-mean"}),
    some.just({"kind": "non-executive", "comparator": "director.trust-non-executive"}),
    some.builds(lambda amount: {"kind": "consultant", "amount": amount}, PENCE),
)
COUNTS = some.integers(1, 40)
ANY_SEAT = some.builds(
    lambda price, count, group, attendance, preparation: {
        **price,
        "count": count,
        "group": group,
        "attendance": attendance,
        "preparation": preparation,
    },
    PRICES,
    COUNTS,
    some.one_of(some.none(), some.sampled_from(GROUPS)),
    NONE_OR_HALVES,
    NONE_OR_HALVES,
)
ANY_SEATS = some.lists(ANY_SEAT, min_size=1, max_size=7)


def total(amounts: Any) -> Decimal:
    return sum(amounts, Decimal(0))


@given(seats=ANY_SEATS)
@settings(max_examples=60)
def test_the_parts_add_up_to_the_whole(seats: list[dict[str, Any]]) -> None:
    found = of(*seats, hours="3", parity_at="6")
    assert found.people == sum(seat.people for seat in found.seats)
    assert found.pay == total(seat.pay for seat in found.seats) == total(part.pay for part in found.parts.values())
    assert found.cost == total(seat.cost for seat in found.seats) == total(part.cost for part in found.parts.values())
    for part in found.parts.values():
        members = [seat for seat in found.seats if seat.group == part.group]
        assert part.people == sum(seat.people for seat in members)
        assert (part.pay, part.cost) == (total(seat.pay for seat in members), total(seat.cost for seat in members))
    for parity in found.parity:
        assert parity.pay == total(item.pay for item in parity.raised)
        assert parity.cost == total(item.cost for item in parity.raised)
    for seat in found.seats:  # a line is never more than a penny from its own rounding
        assert abs(seat.pay - seat.rung.pay.total) <= Decimal("0.01")
        assert abs(seat.cost - seat.rung.cost.total) <= Decimal("0.01")


@given(seats=ANY_SEATS)
@settings(max_examples=40)
def test_the_whole_is_the_exact_sum_rounded_once(seats: list[dict[str, Any]]) -> None:
    found = of(*seats, hours="3")
    for shown, basis in ((found.pay, "pay"), (found.cost, "cost")):
        exact = sum(Fraction(seat.rung.amounts(basis).exact_total) for seat in found.seats)
        assert abs(Fraction(shown) - exact) <= Fraction(1, 200) + Fraction(1, 10**25)
    shares = [part.share_of_pay for part in found.parts.values()]
    if found.pay:
        assert abs(total(shares) - 1) < Decimal("1e-25")


def figures(found: Meeting) -> Any:
    parity = [(item.at, item.pay, item.cost, item.people) for item in found.parity]
    shown = [tuple(round_off(value) for value in part) for part in found.parts.values()]
    ratios = (found.ratio, found.ratio_of_paid, found.staff_ratio)
    return found.people, found.pay, found.cost, ratios, shown, parity


def round_off(value: Any) -> Any:
    """Leave out what the order of a sum can change: the fortieth decimal of a quotient."""
    return money.plain(value, 20) if isinstance(value, Decimal) else value


@given(seats=ANY_SEATS, data=some.data())
@settings(max_examples=40)
def test_the_order_of_seats_changes_nothing(seats: list[dict[str, Any]], data: Any) -> None:
    mixed = data.draw(some.permutations(seats))
    first, second = of(*seats, hours="3", parity_at="6"), of(*mixed, hours="3", parity_at="6")
    assert figures(first) == figures(second)

    def lines(found: Meeting) -> list[Any]:
        return sorted((seat.kind, seat.rung.id, seat.people, seat.pay, seat.cost) for seat in found.seats)

    assert lines(first) == lines(second)
    assert first.highest.rung.pay == second.highest.rung.pay


@given(seats=ANY_SEATS, data=some.data())
@settings(max_examples=40)
def test_splitting_a_seat_changes_no_total(seats: list[dict[str, Any]], data: Any) -> None:
    place = data.draw(some.integers(0, len(seats) - 1))
    whole = seats[place]
    part = data.draw(some.integers(1, max(whole["count"] - 1, 1)))
    if whole["count"] == 1:
        return
    halves = [whole | {"count": part}, whole | {"count": whole["count"] - part}]
    split = [*seats[:place], *halves, *seats[place + 1 :]]
    assert figures(of(*seats, hours="3", parity_at="6")) == figures(of(*split, hours="3", parity_at="6"))


@given(seats=ANY_SEATS)
@settings(max_examples=30)
def test_every_working_follows_and_every_step_has_a_name(seats: list[dict[str, Any]]) -> None:
    found, words = of(*seats, hours="3", parity_at="6"), words_in("en")
    workings = [found.working, *(parity.working for parity in found.parity), *(s.rung.working for s in found.seats)]
    for working in workings:
        working.check()
        assert all(meeting_words.step_name(step, found, words) for step in working)


def test_every_name_of_a_step_is_used() -> None:
    found = of(
        {"kind": "fee", "count": 2, "amount": 9, "per": "hour"},
        {"kind": "unpaid", "count": 2},
        {"kind": "salary", "count": 3, "band": "7"},
        hours="3",
    )
    paid = of(
        {"kind": "fee", "count": 2, "amount": 9, "per": "hour"}, {"kind": "salary", "count": 3, "band": "7"}, hours="3"
    )
    codes = [step.code for it in (found, paid) for step in (*it.working, *(s for p in it.parity for s in p.working))]
    names = {code.split(".", 2 if code.startswith("seat.") else 1)[-1] for code in codes if "." in code}
    assert set(meeting_words.STEPS) <= names


def test_amounts_add_up_even_where_all_round_the_same_way() -> None:
    third = Decimal(10) / 3
    assert adding_up([third, third, third], Decimal(10), "abc") == [Decimal("3.34"), Decimal("3.33"), Decimal("3.33")]
    up = Decimal("0.006")
    assert adding_up([up, up, up], Decimal("0.02"), "abc") == [Decimal("0.00"), Decimal("0.01"), Decimal("0.01")]
    assert adding_up([Decimal("1.00")], Decimal("1.00"), "a") == [Decimal("1.00")]
    assert adding_up([], Decimal("0.00"), "") == []


# ---- groups, ratios and parity that are not there -------------------------------------------------------


def test_the_group_follows_from_the_kind_and_can_be_given() -> None:
    seats = {
        "fee": {"amount": "20", "per": "hour"},
        "unpaid": {},
        "salary": {"band": "6"},
        "director": {"comparator": "director.executive-mean"},
        "consultant": {"amount": "500"},
        "non-executive": {"comparator": "director.trust-non-executive"},
    }
    assert set(seats) == set(KINDS) == set(GROUP_OF)
    assumed = of(*({"kind": kind, "count": 1, **more} for kind, more in seats.items()), hours="3")
    assert [seat.group for seat in assumed.seats] == ["lived-experience"] * 2 + ["staff"] * 2 + ["other"] * 2
    assert [(caveat.code, caveat.params["seats"]) for caveat in assumed.caveats] == [("groups-assumed", 6)]
    told = of(
        *({"kind": kind, "count": 1, "group": "Lived experience", **more} for kind, more in seats.items()), hours="3"
    )
    assert {seat.group for seat in told.seats} == {"lived-experience"}
    assert told.caveats == ()
    assert told.parity == ()  # there is no staff to be held against
    assert told.staff_ratio is None


def test_a_meeting_that_nobody_is_paid_for() -> None:
    found = of({"kind": "unpaid", "count": 3}, {"kind": "unpaid", "count": 1, "group": "staff"}, hours="2")
    assert (found.pay, found.cost, found.ratio, found.ratio_of_paid, found.staff_ratio) == (0, 0, None, None, None)
    assert {part.share_of_pay for part in found.parts.values()} == {None}
    assert found.parity[0].pay == 0
    said = meeting_words.sentences(found, words_in("en"))
    assert said[0] == "Nobody is paid for this meeting."
    assert "People with lived experience are 75% of the people at the table." in said
    assert "Every seat of lived experience is paid at least £0.00 an hour, as at: Unpaid." in said


def test_a_meeting_where_all_are_paid_the_same() -> None:
    found = of({"kind": "fee", "count": 3, "amount": "20", "per": "hour"}, hours="2")
    assert found.ratio == found.ratio_of_paid == 1
    assert meeting_words.sentences(found, words_in("en")) == [
        "Every seat at this meeting is paid £20.00 an hour.",
        (
            "People with lived experience are 100% of the people at the table. "
            "What reaches them is 100% of the pay and 100% of the cost of the meeting."
        ),
    ]


def test_seats_that_are_paid_more_are_not_raised() -> None:
    # Band 5 is £16.4026 an hour: £20 is not below it, but costs less than an hour really worked, £25.9450.
    found = of({"kind": "fee", "count": 3, "amount": "20", "per": "hour"}, hours="2", parity_at="5")
    (parity,) = found.parity
    assert (parity.people, parity.pay, parity.cost) == (0, 0, pounds("35.67"))  # (25.9450 − 20) × 2 × 3 = 35.6699
    assert [(item.pay, item.cost) for item in parity.raised] == [(0, pounds("35.67"))]
    assert meeting_words.parity_sentence(parity, words_in("en")) == (
        "Every seat of lived experience is paid at least £16.40 an hour, as at: Band 5, entry point."
    )


@pytest.mark.parametrize(("amount", "people", "pay"), [("227.31", 0, "0"), ("227.30", 40, "0.60")])
def test_parity_holds_a_session_in_pence(amount: str, people: int, pay: str) -> None:
    """Band 7 comes to £227.3148… for 9 hours, shown as £227.31; £227.30 is short of it by 1.488…p, × 40."""
    found = of({"kind": "fee", "count": 40, "amount": amount, "per": "session"}, hours="9", parity_at="7")
    (parity,) = found.parity
    assert (parity.people, parity.pay) == (people, Decimal(pay))


def test_parity_at_an_activity_is_at_the_band_of_its_factor_levels() -> None:
    levels = {name: item.level for name, item in BOOK.activities["chair-group"].levels.items()}
    band = fairpay.evaluate(levels).band
    found = of({"kind": "unpaid", "count": 1}, hours="2", parity_at="chair-group")
    assert [parity.at for parity in found.parity] == [f"afc.{band}.entry"]


def test_travel_counts_when_told_and_says_so_when_not() -> None:
    seat = {"kind": "fee", "count": 1, "amount": "60", "per": "session", "attendance": 3, "travel": 2}
    counted, left_out = of(seat | {"count_travel": True}).seats[0], of(seat).seats[0]
    assert (counted.rung.pay.hourly, left_out.rung.pay.hourly) == (12, 20)
    assert [caveat.code for caveat in left_out.caveats] == ["travel-not-counted"]
    assert [caveat.code for caveat in counted.caveats] == ["below-minimum-wage", "below-real-living-wage"]  # £12
    for said in ("yes", "TRUE", True):
        assert of(seat | {"count_travel": said}).seats[0].hours.counted == 5
    for said in ("no", "False", False):
        assert of(seat | {"count_travel": said}).seats[0].hours.counted == 3


def test_the_last_known_scale_is_used_only_when_asked() -> None:
    here = {"on": "2026-05-14", "nation": "northern_ireland", "hours": "3"}
    seat = {"kind": "salary", "count": 1, "band": "7"}
    with pytest.raises(InputError) as refused:
        fairpay.meeting([seat], **here)
    assert [(fault.field, fault.code) for fault in refused.value.faults] == [("seat.1.band", "scale-not-found")]
    (priced,) = fairpay.meeting([seat], **here, last_known_scale=True).seats
    assert "last-known-scale" in [caveat.code for caveat in priced.caveats]


# ---- sources ------------------------------------------------------------------------------------------

TOML = """
on = 2026-05-14
nation = "england"
hours = 6
parity_at = 5

[[seats]]
kind = "fee"
count = 14
amount = 150
per = "day"
preparation = 3
follow_up = 1

[[seats]]
kind = "salary"
count = 8
band = "8a"
preparation = 1
"""


def in_files(folder: Path) -> list[Path]:
    toml, csv, xlsx = folder / "board.toml", folder / "board.csv", folder / "board.xlsx"
    toml.write_text(TOML, encoding="utf-8")
    rows = [
        ["Unit", "FEE", "Kind of seat", "How many", "follow-up hours", "Preparation", "Band"],
        ["day", "£150.00", "Fee", "14", "1", "3", ""],
        ["", "", "salary", "8", "", "1", "8A"],
    ]
    csv.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    book = Workbook()
    for row in rows:
        book.worksheets[0].append([int(cell) if cell.isdigit() else cell for cell in row])
    book.save(xlsx)
    return [toml, csv, xlsx]


def test_the_same_seats_from_every_kind_of_source(tmp_path: Path) -> None:
    rows = [
        {"kind": "fee", "count": 14, "amount": Decimal(150), "per": "day", "preparation": 3, "follow_up": 1},
        {"kind": "salary", "count": 8, "band": "8a", "preparation": 1},
    ]
    whole = {**ENGLAND, "hours": "6", "parity_at": "5"}
    expected = fairpay.meeting(iter(rows), **whole)
    assert expected.pay == pounds("3,747.56")  # £2,100.00 and £1,647.56, as on the board of forty
    toml, csv, xlsx = in_files(tmp_path)
    for found in (
        fairpay.meeting(str(toml)),
        fairpay.meeting(csv, **whole),
        fairpay.meeting(xlsx, **whole),
        fairpay.meeting({**whole, "seats": rows}),
    ):
        places = [replace(seat, where="") for seat in found.seats]
        assert places == [replace(seat, where="") for seat in expected.seats]
        assert figures(found) == figures(expected)
        assert (found.on, found.nation, found.zone, found.hours) == (expected.on, "england", "none", 6)
    with csv.open("rb") as stream:
        assert figures(fairpay.meeting(stream, **whole)) == figures(expected)


def faults(source: Any, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as refused:
        fairpay.meeting(source, **more)
    assert all(str(fault) for fault in refused.value.faults)
    return [(fault.field, fault.code) for fault in refused.value.faults]


GOOD = {"kind": "fee", "count": 2, "amount": "20", "per": "hour", "attendance": "3"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"kind": None}, ("kind", "missing")),
        ({"kind": "volunteer"}, ("kind", "not-a-choice")),
        ({"count": None}, ("count", "missing")),
        ({"count": "0"}, ("count", "out-of-range")),
        ({"count": "1.5"}, ("count", "not-whole")),
        ({"count": True}, ("count", "not-whole")),
        ({"amount": None}, ("amount", "missing")),
        ({"amount": "1,50"}, ("amount", "not-money")),
        ({"amount": 20.0}, ("amount", "not-money")),
        ({"amount": "20.005"}, ("amount", "too-many-decimals")),
        ({"amount": "5000.01"}, ("amount", "out-of-range")),
        ({"per": None}, ("per", "missing")),
        ({"per": "task"}, ("per", "not-a-choice")),
        ({"attendance": None}, ("attendance", "missing")),
        ({"attendance": "25"}, ("attendance", "out-of-range")),
        ({"attendance": "NaN"}, ("attendance", "not-a-number")),
        ({"attendance": "0"}, ("attendance", "no-hours")),
        ({"preparation": "-1"}, ("preparation", "out-of-range")),
        ({"travel": "1e3"}, ("travel", "not-a-number")),
        ({"count_travel": "maybe"}, ("count_travel", "not-true-or-false")),
        ({"count_travel": 1}, ("count_travel", "not-true-or-false")),
        ({"group": "friends"}, ("group", "not-a-choice")),
        ({"band": "5"}, ("band", "seat-without-field")),
        ({"comparator": "afc.5.entry"}, ("comparator", "seat-without-field")),
        ({"label": 7}, ("label", "not-text")),
        ({"label": "a\x1b[31mb"}, ("label", "not-text")),
        ({"name": "somebody"}, ("name", "unknown-field")),
        ({"per": "day", "attendance": "0", "preparation": "2"}, ("attendance", "day-fee-without-attendance")),
    ],
)
def test_a_fault_of_a_seat_is_named_by_its_place(change: dict[str, Any], expected: tuple[str, str]) -> None:
    field, code = expected
    assert faults([GOOD, GOOD | change], **ENGLAND) == [(f"seat.2.{field}", code)]


@pytest.mark.parametrize(
    ("seat", "expected"),
    [
        ({"kind": "unpaid", "amount": "5"}, ("amount", "seat-without-field")),
        ({"kind": "salary"}, ("band", "missing")),
        ({"kind": "salary", "band": "1"}, ("band", "band-closed")),
        ({"kind": "salary", "band": "8e"}, ("band", "not-a-choice")),
        ({"kind": "salary", "band": "7", "point": "middle"}, ("point", "not-a-choice")),
        ({"kind": "salary", "band": "2", "point": "intermediate"}, ("point", "no-such-point")),
        ({"kind": "consultant"}, ("comparator", "comparator-or-day-rate")),
        (
            {"kind": "consultant", "amount": "5", "comparator": "consultancy.ukhsa-average"},
            ("comparator", "comparator-or-day-rate"),
        ),
        ({"kind": "consultant", "amount": "5", "per": "hour"}, ("per", "not-a-choice")),
        ({"kind": "consultant", "comparator": "director.executive-mean"}, ("comparator", "no-such-comparator")),
        ({"kind": "director"}, ("comparator", "missing")),
        ({"kind": "director", "comparator": "director.trust-non-executive"}, ("comparator", "no-such-comparator")),
        ({"kind": "non-executive", "comparator": "director.executive-mean"}, ("comparator", "no-such-comparator")),
    ],
)
def test_what_a_kind_of_seat_is_priced_by(seat: dict[str, Any], expected: tuple[str, str]) -> None:
    field, code = expected
    assert faults([{"count": 1, "attendance": 3, **seat}], **ENGLAND) == [(f"seat.1.{field}", code)]


def test_there_is_no_executive_figure_in_wales() -> None:
    seat = {"kind": "director", "count": 1, "comparator": "director.executive-mean", "attendance": 3}
    found = faults([seat], on="2026-05-14", nation="wales")
    assert found == [("seat.1.comparator", "no-comparator-here")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"on": None}, [("on", "missing")]),
        ({"on": "14 May"}, [("on", "not-a-date")]),
        ({"on": "1990-01-01"}, [("on", "before-first-rate")]),
        ({"nation": None}, [("nation", "missing")]),
        ({"nation": "mars"}, [("nation", "not-a-choice")]),
        ({"nation": "wales", "zone": "inner"}, [("zone", "zone-outside-england")]),
        ({"hours": "many"}, [("hours", "not-a-number")]),
        ({"hours": "0"}, [("hours", "no-hours")]),
        ({"known_on": "soon"}, [("known_on", "not-a-date")]),
        ({"parity_at": "13"}, [("parity_at", "unknown-parity")]),
        ({"parity_at": "afc.2.intermediate"}, [("parity_at", "unknown-parity")]),
    ],
)
def test_a_fault_of_the_meeting_itself(change: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert faults([GOOD], **ENGLAND | change) == expected


def test_all_faults_are_told_together() -> None:
    found = faults([GOOD | {"count": "x"}, {"kind": "salary", "band": "0", "count": 1}], nation="mars", hours="3")
    assert found == [
        ("on", "missing"),
        ("nation", "not-a-choice"),
        ("seat.1.count", "not-whole"),
        ("seat.2.band", "not-a-choice"),
    ]


def test_sources_that_are_no_seats(tmp_path: Path) -> None:
    assert faults([], **ENGLAND) == [("seats", "no-seats")]
    assert faults({"nation": "england"}, on="2026-05-14") == [("seats", "seats-not-a-list")]
    assert faults(["fee"], **ENGLAND) == [("seat.1", "not-a-table")]
    assert faults({"on": "2026-05-14", "seats": [GOOD], "chair": "x"}, nation="england") == [("chair", "unknown-field")]
    assert faults({**ENGLAND, "seats": [GOOD]}, on="2026-05-14") == [("on", "given-twice")]
    assert faults(tmp_path / "none.csv", **ENGLAND) == [("", "file-not-read")]
    path = tmp_path / "seats.csv"
    path.write_text("kind,count,Name\nfee,x,A\n\nunpaid,2,B\n", encoding="utf-8")
    assert faults(path, **ENGLAND, hours="3") == [
        ("", "unknown-field"),
        ("row.2.count", "not-whole"),
        ("row.2.amount", "missing"),
        ("row.2.per", "missing"),
    ]
    path.write_text("kind,people\nfee,3,4\nunpaid,x\n", encoding="utf-8")
    assert ("row.2", "extra-cells") in faults(path, **ENGLAND, hours="3")
    assert ("row.3.count", "not-whole") in faults(path, **ENGLAND, hours="3")
    path.write_text("kind,,people\nunpaid,5,3\nunpaid,,2\n", encoding="utf-8")
    assert faults(path, **ENGLAND, hours="3") == [("row.2", "extra-cells")]
    path.write_text("people,group\n3,staff\n", encoding="utf-8")
    assert faults(path, **ENGLAND) == [("", "missing-column")]


def test_a_seat_counts_for_as_many_hours_as_the_meeting_unless_it_says_otherwise() -> None:
    seats = [{"kind": "unpaid", "count": 1}, {"kind": "unpaid", "count": 1, "attendance": "2.5"}]
    assert [seat.hours.attendance for seat in of(*seats, hours="4").seats] == [4, Decimal("2.5")]


# ---- as data ------------------------------------------------------------------------------------------


def test_data_and_table_say_the_same_figures() -> None:
    found = board(parity_at="5")
    data = meeting_report.meeting_data(found, "0", BOOK)
    assert (data["people"], data["pay"], data["cost"]) == (40, "7370.93", "9889.65")
    assert {seat["label"]: (*seat["pay"].values(), seat["cost"]["total"]) for seat in data["seats"]} == {
        label: figures[1:] for label, figures in SEATS.items()
    }
    assert [group["share_of_pay"] for group in data["groups"]] == ["0.366304", "0.570987", "0.062709"]
    assert (data["highest"], data["lowest"], data["ratio"], data["staff_ratio"]) == (6, 3, None, "3.77")
    assert [(item["at"], item["seat"], item["pay"]) for item in data["parity"]] == [
        ("staff", 4, "4007.90"),
        ("afc.5.entry", None, "1039.79"),
    ]
    lines = meeting_report.table(found).splitlines()
    assert lines[1].startswith("1,Service users,fee,lived-experience,£150.00 a day,14,10,15.00,150.00,2100.00,15.00,")
    assert lines[7].split(",")[1:4] == ["Chair", "non-executive", "other"]


def test_a_label_that_looks_like_a_formula_is_defused() -> None:
    found = of(GOOD | {"label": "=1+1"})
    assert "'=1+1" in meeting_report.table(found)
    assert meeting_report.meeting_data(found, "0", BOOK)["seats"][0]["label"] == "=1+1"


def test_a_seat_says_what_it_is_paid() -> None:
    words = words_in("en")
    seats: tuple[Seat, ...] = of(
        GOOD, {"kind": "consultant", "count": 1, "amount": "800"}, {"kind": "unpaid", "count": 1}, hours="3"
    ).seats
    assert [meeting_words.paid_as(seat, words) for seat in seats] == [
        "£20.00 an hour",
        "Consultant, £800.00 a day",
        "Unpaid",
    ]
