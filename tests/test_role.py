"""The check of a role: levels, indicative band, pay beside what is advertised, and what is refused.

Expected amounts are worked out by hand from the published pay points, which stand beside them.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fairpay
from fairpay import InputError, Role, RoleCheck, check_role, money
from fairpay.present.role_report import role_data, role_text
from fairpay.present.role_words import ROLE_STEPS, VERDICTS, role_sentences, step_names
from fairpay.present.wording import STEPS
from fairpay.present.words import words_in
from fairpay.role.advert import Advert, check_advert
from fairpay.task import BANDS

BOOK = fairpay.rates()
FACTORS = [factor.id for factor in BOOK.plan.factors]
EFFORT = ["physical_effort", "mental_effort", "emotional_effort", "working_conditions"]
LOWEST = dict.fromkeys(FACTORS, 1)
WORDS = words_in("en")

# The worked role. England 2026/27, printed pay points: Band 3 £25,760, after 2 years £27,476;
# Band 5 £32,073, after 2 years £34,592, after 4 years £39,043.
PEER_WORK = {"peer-support-session": 60, "co-facilitate-workshop": 25, "deliver-training": 15}
PEER_ROLE: dict[str, Any] = {"on": "2026-05-14", "nation": "england", "band": "3", "activities": PEER_WORK}


def checked(**changes: Any) -> RoleCheck:
    """Check the worked role with some changes; None takes a field out."""
    asked = {name: value for name, value in (PEER_ROLE | changes).items() if value is not None}
    return check_role(Role(**asked))


def with_levels(**levels: Any) -> dict[str, Any]:
    return {"activities": None, "levels": LOWEST | levels}


def pence(amount: Decimal) -> str:
    return f"{money.pence(amount):f}"


def codes(check: RoleCheck) -> list[str]:
    return [caveat.code for caveat in check.caveats]


# ---- the worked role -----------------------------------------------------------------------------


def test_a_peer_role_requires_the_highest_level_of_each_skill_and_responsibility() -> None:
    by_factor = {item.factor: (item.level.low, item.level.high, item.set_by) for item in checked().required}
    both = ("co-facilitate-workshop", "deliver-training")
    assert by_factor["communication"] == (5, 5, both)  # peer support by itself needs 4
    assert by_factor["knowledge"] == (5, 5, both)
    assert by_factor["patient_care"] == (4, 4, ("peer-support-session",))
    assert by_factor["human_resources"] == (3, 3, ("deliver-training",))  # at 15 per cent of the week
    assert by_factor["freedom_to_act"] == (3, 3, both)


def test_the_effort_of_a_peer_role_counts_by_how_much_of_the_week_it_fills() -> None:
    by_factor = {item.factor: (item.level.low, item.level.high, item.set_by) for item in checked().required}
    both = ("co-facilitate-workshop", "deliver-training")
    assert by_factor["mental_effort"] == (2, 3, both)  # 3 in 40 per cent of the week, 2 in all of it
    assert by_factor["physical_effort"] == (1, 2, both)
    assert by_factor["emotional_effort"] == (3, 3, (*both, "peer-support-session"))
    assert by_factor["working_conditions"] == (2, 2, ("peer-support-session",))  # 60 per cent, so in full


def test_the_band_of_a_peer_role_is_the_one_its_points_fall_in() -> None:
    # 45 + 120 + 27 + 15 + 15 + 22 + 12 + 5 + 21 + 9 + 5 + 21 = 317 for skills and responsibilities;
    # effort and conditions 3 + 7 + 18 + 7 = 35 at least, 7 + 12 + 18 + 7 = 44 at most. Band 5 is 326 to 395.
    check = checked()
    assert (check.evaluation.low.total, check.evaluation.high.total) == (317 + 35, 317 + 44)
    assert check.evaluation.band == "5"
    assert check.verdict == "advertised-below-indicative"


def test_what_a_peer_role_at_band_3_is_short_of_its_indicative_band() -> None:
    (comparison,) = checked().comparisons
    assert comparison.band == "5"
    assert [pence(year.annual) for year in comparison.years] == [
        "6313.00",  # 32,073 - 25,760
        "6313.00",
        "7116.00",  # 34,592 - 27,476
        "7116.00",
        "11567.00",  # 39,043 - 27,476
    ]
    assert pence(comparison.pay) == "38425.00"
    assert pence(comparison.years[0].hourly) == "3.23"  # 6,313 / (52.143 x 37.5)
    # Above the threshold a pound of pay costs 1 + 0.15 + 0.237 + 0.0008 + 0.005 = 1.3928 pounds.
    assert pence(comparison.years[0].cost) == "8792.75"  # 6,313 x 1.3928 = 8,792.7464
    assert pence(comparison.cost) == "53518.34"  # 38,425 x 1.3928


def test_a_reader_sees_which_activity_the_band_hangs_on() -> None:
    without = {item.activity: item for item in checked().without}
    # Without the workshops: information resources 1 (4 points for 9), and effort: physical 1 to 2, mental 2 to 3.
    workshop = without["co-facilitate-workshop"].evaluation
    assert (workshop.low.total, workshop.high.total) == (347, 356)  # still Band 5: 326 to 395
    # Without training: human resources 1 (5 points for 21): 352 - 16 and 361 - 16.
    training = without["deliver-training"].evaluation
    assert (training.low.total, training.high.total) == (336, 345)
    # Without peer support: patient care 2 (9 points for 22), and effort in 40 per cent of the week: physical 1 to 2
    # (3 to 7), mental 1 to 3 (3 to 12), emotional 1 to 3 (5 to 18), conditions 1 (3). 317 - 13 + 14 and 317 - 13 + 40.
    support = without["peer-support-session"]
    assert (support.evaluation.low.total, support.evaluation.high.total) == (318, 344)
    assert support.evaluation.bands[0] == "4"
    assert [item.lowers_band for item in checked().without] == [True, False, False]
    assert list(without) == ["peer-support-session", "deliver-training", "co-facilitate-workshop"]  # largest first


def test_one_activity_alone_has_nothing_to_be_left_out() -> None:
    check = checked(activities={"peer-support-session": 100})
    assert check.without == ()
    assert (check.evaluation.total, check.evaluation.band) == (270, "3")  # the last point of Band 3
    assert check.verdict == "advertised-meets-indicative"
    assert "highest-level-counts" not in codes(check)
    assert "week-not-described" not in codes(check)


# ---- how activities combine ----------------------------------------------------------------------


def test_levels_that_are_given_go_before_those_of_activities() -> None:
    check = checked(levels={"knowledge": 4, "communication": "4-5"})
    by_factor = {item.factor: item for item in check.required}
    assert tuple(by_factor["knowledge"].level) == (4, 4)
    assert tuple(by_factor["communication"].level) == (4, 5)
    assert by_factor["knowledge"].set_by == ()
    assert by_factor["human_resources"].set_by == ("deliver-training",)


@pytest.mark.parametrize(
    ("workshop", "low"),
    [("49.99", 2), ("50", 3), ("50.01", 3)],  # mental effort 3 is frequent from half of the week
)
def test_a_level_met_in_half_of_the_week_counts_in_full(workshop: str, low: int) -> None:
    rest = money.subtract(Decimal(100), Decimal(workshop))
    check = checked(activities={"co-facilitate-workshop": workshop, "peer-support-session": rest})
    (mental,) = [item for item in check.required if item.factor == "mental_effort"]
    assert tuple(mental.level) == (low, 3)


def test_shares_of_several_activities_at_a_level_count_together() -> None:
    check = checked(
        activities={"co-facilitate-workshop": 30, "deliver-training": 20, "peer-support-session": 50}
    )  # mental effort: 3, 3 and 2
    (mental,) = [item for item in check.required if item.factor == "mental_effort"]
    assert tuple(mental.level) == (3, 3)


def test_what_is_not_described_of_the_week_counts_as_the_lowest_level() -> None:
    check = checked(activities={"peer-support-session": 40})
    assert [tuple(item.level) for item in check.required if item.factor in EFFORT] == [(1, 1), (1, 2), (1, 3), (1, 2)]
    (caveat,) = [caveat for caveat in check.caveats if caveat.code == "week-not-described"]
    assert caveat.params == {"percent": "60"}
    assert check.partly_described
    assert check.evidence == "unverified"  # how often is frequent was read nowhere


SHARED = st.lists(
    st.tuples(st.sampled_from(sorted(BOOK.activities)), st.integers(1, 25)),
    min_size=1,
    max_size=4,
    unique_by=lambda item: item[0],
)


@given(SHARED, st.randoms(use_true_random=False))
def test_the_order_of_activities_changes_nothing(work: list[tuple[str, int]], random: Any) -> None:
    shuffled = list(work)
    random.shuffle(shuffled)
    one, other = checked(activities=dict(work)), checked(activities=dict(shuffled))
    assert one.evaluation == other.evaluation
    assert one.required == other.required
    assert one.without == other.without
    assert one.comparisons == other.comparisons
    assert one.caveats == other.caveats


@given(SHARED)
def test_more_work_in_the_rest_of_the_week_never_lowers_the_points(work: list[tuple[str, int]]) -> None:
    check = checked(activities=dict(work))
    for rest in check.without:
        assert rest.evaluation.low.total <= check.evaluation.low.total
        assert rest.evaluation.high.total <= check.evaluation.high.total


@given(SHARED)
def test_no_factor_is_below_or_above_what_some_activity_has(work: list[tuple[str, int]]) -> None:
    for item in checked(activities=dict(work)).required:
        of_activities = [BOOK.activities[name].levels[item.factor].level for name, _ in work]
        assert item.level.high == max(of_activities)
        assert item.level.low == item.level.high or item.factor in EFFORT
        assert item.set_by


# ---- verdict -------------------------------------------------------------------------------------

# Raising knowledge from 1 to 8 takes the lowest total, 86, to 86 - 16 + 240 = 310: Band 4 (271 to 325).
BAND_4 = with_levels(knowledge=8)
UP_TO_BAND_4 = with_levels(knowledge="unknown")  # 86 to 310: Bands 2 (Band 1 is closed) to 4


@pytest.mark.parametrize(
    ("work", "band", "verdict"),
    [
        (BAND_4, "2", "advertised-below-indicative"),
        (BAND_4, "3", "advertised-below-indicative"),
        (BAND_4, "4", "advertised-meets-indicative"),
        (BAND_4, "9", "advertised-meets-indicative"),
        (UP_TO_BAND_4, "2", "advertised-within-indicative"),
        (UP_TO_BAND_4, "3", "advertised-within-indicative"),
        (UP_TO_BAND_4, "4", "advertised-meets-indicative"),
        (with_levels(knowledge="6-8"), "2", "advertised-below-indicative"),  # 226 to 310: Bands 3 to 4
    ],
)
def test_a_band_is_held_against_the_bands_that_the_work_may_come_to(
    work: dict[str, Any], band: str, verdict: str
) -> None:
    assert checked(band=band, **work).verdict == verdict


@pytest.mark.parametrize(
    ("salary", "verdict"),
    [
        ("25271.99", "advertised-below-indicative"),  # Band 2 starts at £25,272
        ("25272", "advertised-within-indicative"),
        ("28391.99", "advertised-within-indicative"),
        ("28392", "advertised-meets-indicative"),  # Band 4 starts at £28,392
    ],
)
def test_a_salary_is_held_against_the_entry_points(salary: str, verdict: str) -> None:
    assert checked(band=None, salary=salary, **UP_TO_BAND_4).verdict == verdict


def test_a_range_of_bands_is_compared_at_its_lowest_and_its_highest() -> None:
    lowest, highest = checked(**UP_TO_BAND_4).comparisons
    assert (lowest.band, highest.band) == ("2", "4")
    assert pence(lowest.years[0].annual) == "-488.00"  # 25,272 - 25,760
    assert pence(highest.years[0].annual) == "2632.00"  # 28,392 - 25,760


def test_work_above_the_highest_band_has_no_band_to_compare_with() -> None:
    highest = {factor.id: len(factor.levels) for factor in BOOK.plan.factors}
    check = checked(activities=None, levels=highest, band="9")
    assert check.verdict == "no-band"
    assert check.comparisons == ()
    assert "no-band" in codes(check)


def test_work_that_may_be_above_the_highest_band_is_compared_at_the_lowest_only() -> None:
    # All factors at their highest level are 1,000 points. Communication and freedom to act at 1 are 55 fewer each,
    # and knowledge from 8 down to 1 is up to 224 fewer: 666 to 890.
    levels: dict[str, Any] = {factor.id: len(factor.levels) for factor in BOOK.plan.factors}
    levels |= {"knowledge": "1-8", "communication": 1, "freedom_to_act": 1}
    check = checked(activities=None, levels=levels, band="9")
    assert check.evaluation.bands[0] == "8c"  # 630 to 674
    assert check.evaluation.bands[-1] is None
    assert [comparison.band for comparison in check.comparisons] == ["8c", "9"]  # with knowledge 4: 738 points
    assert check.verdict == "advertised-within-indicative"


# ---- an activity that the band rests on ----------------------------------------------------------


def test_the_band_may_rest_on_one_hundredth_of_the_week() -> None:
    # All of director-level advice is 634 points; its mental effort 4 (18 points) and emotional effort 3 (18) are met
    # in 1 per cent of the week only, so they may count as 1 (3) and as 2 (11), which sharing views has in all of it.
    check = checked(activities={"share-views": 99, "director-level-advice": 1})
    assert (check.evaluation.low.total, check.evaluation.high.total) == (634 - 15 - 7, 634)
    assert role_sentences(check, WORDS, BOOK)[2] == (
        "The band rests on “Give director-level advice”, 1 per cent of the week (0.375 hours): without it, the rest of "
        "the work comes to 168 points, Band 2. A panel asks whether the job requires it."
    )  # 37.5 / 100


def test_the_largest_effect_comes_first_and_only_what_lowers_the_band_is_said() -> None:
    check = checked(activities={"share-views": 10, "deliver-training": 30, "chair-group": 60})
    assert check.without[0].activity == "chair-group"
    assert [item.lowers_band for item in check.without] == [True, False, False]
    found = [text for text in role_sentences(check, WORDS, BOOK) if "rests on" in text]
    assert len(found) == 1
    assert "“Chair a group”, 60 per cent of the week (22.5 hours)" in found[0]
    assert "Share your views" not in found[0]


@given(SHARED)
def test_what_is_left_out_never_raises_the_band(work: list[tuple[str, int]]) -> None:
    def place(band: str | None) -> int:
        return len(BANDS) if band is None else BANDS.index(band)

    check = checked(activities=dict(work))
    for rest in check.without:
        pairs = ((rest.evaluation.low, check.evaluation.low), (rest.evaluation.high, check.evaluation.high))
        assert all(place(one.band) <= place(whole.band) for one, whole in pairs)
        assert rest.lowers_band == any(one.band != whole.band for one, whole in pairs)
    totals = [rest.evaluation.low.total + rest.evaluation.high.total for rest in check.without]
    assert totals == sorted(totals)


# ---- work that is described in part --------------------------------------------------------------

A_FIFTH = {"activities": {"peer-support-session": 20}}  # 270 points, less 4 + 13 + 4 for effort: 249 at least


def test_the_rest_of_the_week_could_raise_the_band_so_nothing_is_met_for_certain() -> None:
    for band in ("3", "9"):
        check = checked(band=band, **A_FIFTH)
        assert check.verdict == "advertised-within-indicative"
    assert role_sentences(checked(**A_FIFTH), WORDS, BOOK)[:2] == [
        (
            "The factor levels add up to at least 249 points, which indicates at least Band 3, from the 20 per cent of "
            "the week that is described. Only a job evaluation panel can band a job."
        ),
        (
            "Advertised: Band 3. That is not below the least that this work comes to. Whether it meets the band of the "
            "whole work depends on the rest of the week."
        ),
    ]
    data = role_data(checked(**A_FIFTH), WORDS, BOOK)
    assert (data["described"], data["verdict"]) == ("20", "advertised-within-indicative")


def test_what_is_below_stays_below_whatever_the_rest_is() -> None:
    check = checked(band="2", **A_FIFTH)
    assert check.verdict == "advertised-below-indicative"
    assert role_sentences(check, WORDS, BOOK)[1] == (
        "Advertised: Band 2. That is below the indicative band of this work."
    )


def test_levels_that_are_all_given_leave_nothing_open() -> None:
    check = checked(levels=LOWEST | {"knowledge": 8}, band="4", **A_FIFTH)  # 310 points
    assert not check.partly_described
    assert check.verdict == "advertised-meets-indicative"
    assert "week-not-described" not in codes(check)


def test_a_whole_week_leaves_nothing_open() -> None:
    assert not checked().partly_described
    assert checked(activities={"peer-support-session": "99.99"}).partly_described


# ---- little that is known ------------------------------------------------------------------------

ONE_LEVEL = with_levels(**dict.fromkeys(FACTORS, "unknown") | {"communication": 4})


def test_where_little_is_known_the_lead_says_so_and_holds_no_pounds() -> None:
    # All lowest levels are 86 points, all highest 1,000; communication at 4 has 32, where 1 has 5 and 6 has 60.
    said = role_sentences(checked(**ONE_LEVEL), WORDS, BOOK)
    assert said == [
        (
            "Levels known exactly: 1 of 16. The total may be anything between 113 and 972 points, from Band 2 to above "
            "all bands: too wide a range to say more. Find out more levels first. "
            "Only a job evaluation panel can band a job."
        ),
        ("Advertised: Band 3. That is neither below the lowest nor up to the highest band that this work may come to."),
    ]
    assert "£" not in role_data(checked(**ONE_LEVEL), WORDS, BOOK)["sentence"]


def test_the_questions_come_before_the_pay_in_text() -> None:
    text = role_text(checked(**ONE_LEVEL), WORDS, BOOK)
    first = text.index("1. Knowledge, training and experience")
    assert first < text.index("What the work requires") < text.index("Pay for a year")
    assert "What to find out" not in role_text(checked(), WORDS, BOOK)  # 352 to 361 are all in Band 5


def test_three_bands_are_still_named() -> None:
    said = role_sentences(checked(**UP_TO_BAND_4), WORDS, BOOK)  # 86 to 310 points
    assert said[0].startswith("The factor levels add up to between 86 and 310 points, which indicates Band 2, Band 3")
    assert "£" in said[2]


# ---- a band and a salary -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("salary", "code"),
    [
        ("25759.99", "salary-below-band"),  # Band 3 runs from £25,760 to £27,476
        ("25760", "salary-in-band"),
        ("26000", "salary-in-band"),
        ("27476", "salary-in-band"),
        ("27476.01", "salary-above-band"),
    ],
)
def test_a_salary_beside_a_band_is_held_against_its_pay_points(salary: str, code: str) -> None:
    check = checked(salary=salary)
    assert check.comparisons == checked().comparisons  # the band says what is paid
    (found,) = [caveat for caveat in check.caveats if caveat.code.startswith("salary-")]
    assert found.code == code
    figures = {"salary": Decimal(salary), "band": "3", "low": Decimal(25760), "high": Decimal(27476)}
    assert found.params == figures
    outside = WORDS.caveat(found) in role_sentences(check, WORDS, BOOK)
    assert outside == (code != "salary-in-band")  # what is odd stands in the lead


def test_a_salary_of_last_years_scale_is_recognised_beside_its_band() -> None:
    found = [caveat.code for caveat in checked(band="5", salary="31049").caveats if caveat.code.startswith("salary-")]
    assert found == ["salary-below-band", "salary-on-other-scale"]


def test_what_the_lead_says_is_not_said_again_below() -> None:
    text = role_text(checked(salary="20000"), WORDS, BOOK)
    assert text.count("The advertised salary of £20,000.00 is below Band 3") == 1
    assert "Advertised: Band 3." in text


# ---- pay -----------------------------------------------------------------------------------------


def test_part_time_in_the_36_hour_week_of_scotland() -> None:
    # Scotland 2026/27: Band 3 £29,103, Band 5 £34,544; a full week is 36 hours from 1 April 2026.
    check = checked(nation="scotland", hours="24", activities={"co-facilitate-workshop": 100}, years=1)
    assert check.evaluation.band == "5"
    assert check.full_week == 36
    ((year,),) = [comparison.years for comparison in check.comparisons]
    assert pence(year.advertised.annual) == "19402.00"  # 29,103 x 24 / 36
    assert pence(year.indicative.annual) == "23029.33"  # 34,544 x 24 / 36
    assert pence(year.annual) == "3627.33"  # 5,441 x 2 / 3
    assert pence(year.hourly) == "2.90"  # 5,441 / (52.143 x 36) = 2.8985
    assert pence(year.cost) == "5005.72"  # 3,627.3333 x (1 + 0.15 + 0.225 + 0.005)


@pytest.mark.parametrize(
    ("on", "hours", "share"),
    [
        ("2024-03-31", "18.75", "0.5"),  # 37.5 hours
        ("2024-04-01", "18.5", "0.5"),  # 37 hours
        ("2026-03-31", "18.5", "0.5"),
        ("2026-04-01", "18", "0.5"),  # 36 hours
    ],
)
def test_the_hours_are_a_share_of_the_nations_week_on_the_date(on: str, hours: str, share: str) -> None:
    # The advert check has the same week; it needs no on-costs, which for Scotland are not known before 2024.
    found = check_advert(Advert(on=on, nation="scotland", salary=30000, stated=15000, hours=hours))
    assert found.readings[0].share == Decimal(share)
    assert found.readings[0].gives


@pytest.mark.parametrize(
    ("hours", "share", "week"),
    [
        ({"fte": "0.6"}, "0.6", "22.5"),
        ({"days": 3}, "0.6", "22.5"),
        ({"hours": "22.5"}, "0.6", "22.5"),
        ({}, "1", "37.5"),
        ({"hours": "37.5"}, "1", "37.5"),
    ],
)
def test_hours_may_be_a_share_days_or_hours(hours: dict[str, Any], share: str, week: str) -> None:
    check = checked(**hours)
    assert (check.share, check.hours) == (Decimal(share), Decimal(week))
    assert ("threshold-in-full" in codes(check)) == (share != "1")


@pytest.mark.parametrize(
    ("band", "pay"),
    [
        ("3", "15777.00"),  # 20% of 25,760 is below the least, 5,794: (25,760 + 5,794) / 2
        ("5", "19243.80"),  # 20% of 32,073 is 6,414.60: (32,073 + 6,414.60) / 2
        ("7", "29066.50"),  # 20% of 49,387 is above the most, 8,746: (49,387 + 8,746) / 2
    ],
)
def test_part_time_pay_has_its_share_of_the_full_time_supplement(band: str, pay: str) -> None:
    (comparison,) = checked(band=band, zone="inner", fte="0.5").comparisons
    assert pence(comparison.years[0].advertised.annual) == pay


def test_the_threshold_of_national_insurance_is_not_divided() -> None:
    (comparison,) = checked(band="2", fte="0.15", years=1).comparisons
    # 25,272 x 0.15 = 3,790.80 is under £5,000, so only pension and levy: x (1 + 0.2378 + 0.005) = 4,711.20624
    assert pence(comparison.years[0].advertised.cost) == "4711.21"
    # 32,073 x 0.15 = 4,810.95 likewise: x 1.2428 = 5,979.04866
    assert pence(comparison.years[0].indicative.cost) == "5979.05"


def test_a_salary_without_a_band_stays_while_the_band_has_pay_steps() -> None:
    (comparison,) = checked(band=None, salary="32966").comparisons
    assert [pence(year.annual) for year in comparison.years] == [
        "-893.00",  # 32,073 - 32,966
        "-893.00",
        "1626.00",  # 34,592 - 32,966
        "1626.00",
        "6077.00",  # 39,043 - 32,966
    ]
    assert pence(comparison.pay) == "7543.00"
    assert comparison.years[0].advertised.band is None


def test_a_band_stays_at_its_top_when_it_is_reached() -> None:
    (comparison,) = checked(years=10).comparisons
    points = [(year.advertised.point, year.indicative.point) for year in comparison.years]
    assert points == [("entry", "entry")] * 2 + [("top", "intermediate")] * 2 + [("top", "top")] * 6


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"zone": "outer", "fte": "0.333"},
        {"nation": "scotland", "days": "2.5", "years": 10},
        {"nation": "wales", "hours": "11", "band": None, "salary": "31234.56"},
        UP_TO_BAND_4,
    ],
    ids=["england", "part time with supplement", "scotland", "salary", "range"],
)
def test_every_figure_can_be_worked_out_again(changes: dict[str, Any]) -> None:
    check = checked(**changes)
    assert check.comparisons
    for comparison in check.comparisons:
        comparison.working.check()
        figure = comparison.working.figure
        assert figure("difference.all/pay.annual") == comparison.pay
        assert figure("difference.all/cost.annual") == comparison.cost
        for year in comparison.years:
            assert figure(f"difference.{year.number}/pay.annual") == year.annual
            assert figure(f"difference.{year.number}/pay.hourly") == year.hourly
            assert figure(f"difference.{year.number}/cost.annual") == year.cost
            for side in (year.advertised, year.indicative):
                assert figure(f"{side.place}/pay.annual") == side.annual
                assert figure(f"{side.place}/cost.annual") == side.cost
        assert set(check.sources) >= {source for rate in comparison.working.rates() for source in rate.sources}


@given(st.integers(1, 100), st.sampled_from(BANDS), st.integers(1, 10))
def test_pay_and_its_difference_go_with_the_share_of_full_time(hundredths: int, band: str, years: int) -> None:
    fte = Decimal(hundredths) / 100
    (part,), (full,) = (checked(band=band, fte=share, years=years).comparisons for share in (fte, 1))
    assert part.pay == full.pay * fte
    for one, other in zip(part.years, full.years, strict=True):
        assert one.annual == other.annual * fte
        assert one.hourly == other.hourly


@given(st.sampled_from(BANDS), st.sampled_from(["england", "scotland", "wales"]), st.integers(1, 9))
def test_more_years_never_add_up_to_less_where_no_year_pays_less(band: str, nation: str, years: int) -> None:
    (fewer,), (more,) = (checked(band=band, nation=nation, years=number).comparisons for number in (years, years + 1))
    assert fewer.years == more.years[:-1]
    assert more.pay == fewer.pay + more.years[-1].annual
    if more.years[-1].annual >= 0:
        assert more.pay >= fewer.pay


# ---- an advertised salary and the pay scale ------------------------------------------------------


def about_salary(salary: str, **changes: Any) -> list[tuple[str, dict[str, Any]]]:
    check = checked(band=None, salary=salary, **changes)
    found = [(caveat.code, dict(caveat.params)) for caveat in check.caveats if caveat.code.startswith("salary-")]
    return [item for item in found if item[0] != "salary-stays"]


def test_a_salary_between_two_points_names_both() -> None:
    assert about_salary("32966") == [
        (
            "salary-between-points",
            {
                "salary": Decimal(32966),
                "point": "afc.5.entry",
                "below": Decimal(32073),
                "next_point": "afc.5.intermediate",
                "above": Decimal(34592),
            },
        )
    ]


def test_a_salary_of_last_years_scale_is_recognised() -> None:
    between, other = about_salary("31049")  # Band 5 in 2025/26
    assert between[0] == "salary-between-points"
    assert (other[0], other[1]["point"]) == ("salary-on-other-scale", "afc.5.entry")
    assert str(other[1]["period"]) == "2025-04-01 – 2026-03-31"


def test_a_later_scale_counts_only_where_it_was_known() -> None:
    on_other = "salary-on-other-scale"
    asked = Role(**PEER_ROLE | {"on": "2026-03-01", "salary": "32073"} | {"band": None})  # Band 5 from April 2026
    known, not_yet = (check_role(asked, known_on=day) for day in ("2026-03-01", "2026-02-01"))
    assert on_other in codes(known)  # announced on 12 February 2026
    assert on_other not in codes(not_yet)


@pytest.mark.parametrize(
    ("salary", "code", "point"),
    [
        ("25760", "salary-on-scale", "afc.3.entry"),
        ("25271.99", "salary-below-scale", "afc.2.entry"),
        ("129783.01", "salary-above-scale", "afc.9.top"),
    ],
)
def test_where_else_a_salary_can_stand(salary: str, code: str, point: str) -> None:
    ((found, params),) = about_salary(salary)
    assert (found, params["point"]) == (code, point)


def test_a_supplement_on_an_advertised_salary_is_said() -> None:
    assert "supplement-added" in codes(checked(band=None, salary="32966", zone="fringe"))
    assert "supplement-added" not in codes(checked(zone="fringe"))


# ---- two clocks, and scales that are not there ---------------------------------------------------


def test_before_the_award_was_known_there_was_no_scale_unless_the_last_one_is_carried_on() -> None:
    role = Role(**PEER_ROLE)
    with pytest.raises(InputError) as caught:
        check_role(role, known_on="2026-02-11")
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [("on", "scale-not-found")]
    check = check_role(role, known_on="2026-02-11", last_known_scale=True)
    assert pence(check.comparisons[0].years[0].annual) == "6112.00"  # 2025/26: 31,049 - 24,937
    assert "last-known-scale" in codes(check)


# ---- what is refused -----------------------------------------------------------------------------


def faults_of(asked: dict[str, Any], **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        check_role(Role(**asked), **options)
    for fault in caught.value.faults:
        assert "%(" not in WORDS.fault(fault)
    return [(fault.field, fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"on": None}, [("on", "missing")]),
        ({"on": "14 May 2026"}, [("on", "not-a-date")]),
        ({"on": "2010-01-01"}, [("on", "before-first-rate")]),
        ({"on": "2027-05-01"}, [("on", "rate-not-found")]),  # no pension rate after March 2027
        ({"nation": "cornwall"}, [("nation", "not-a-choice")]),
        ({"nation": "wales", "zone": "inner"}, [("zone", "zone-outside-england")]),
        ({"band": None}, [("band", "band-or-salary")]),
        ({"band": "1"}, [("band", "band-closed")]),
        ({"band": "10"}, [("band", "not-a-choice")]),
        ({"band": None, "salary": "999.99"}, [("salary", "out-of-range")]),
        ({"band": None, "salary": "500000.01"}, [("salary", "out-of-range")]),
        ({"band": None, "salary": "30k"}, [("salary", "not-money")]),
        ({"band": None, "salary": 30000.0}, [("salary", "not-money")]),
        ({"fte": "0"}, [("fte", "out-of-range")]),
        ({"fte": "1.01"}, [("fte", "out-of-range")]),
        ({"fte": "half"}, [("fte", "not-a-number")]),
        ({"hours": "0"}, [("hours", "out-of-range")]),
        ({"hours": "37.51"}, [("hours", "above-full-time")]),
        ({"nation": "scotland", "hours": "36.01"}, [("hours", "above-full-time")]),
        ({"days": "5.01"}, [("days", "out-of-range")]),
        ({"fte": "0.5", "days": "2.5"}, [("fte", "hours-more-than-once")]),
        ({"hours": "18", "days": "2.5"}, [("fte", "hours-more-than-once")]),
        ({"years": "0"}, [("years", "out-of-range")]),
        ({"years": "11"}, [("years", "out-of-range")]),
        ({"years": "2.5"}, [("years", "not-whole")]),
        ({"activities": None}, [("activities", "role-without-work")]),
        ({"activities": {}}, [("activities", "role-without-work")]),
        ({"activities": "all"}, [("activities", "not-a-table")]),
        ({"activities": {"juggle": 50}}, [("activities.juggle", "unknown-activity")]),
        ({"activities": {"share-views": "0"}}, [("activities.share-views", "out-of-range")]),
        ({"activities": {"share-views": "101"}}, [("activities.share-views", "out-of-range")]),
        ({"activities": {"share-views": "a lot"}}, [("activities.share-views", "not-a-number")]),
        ({"activities": {"share-views": 60, "chair-group": "40.01"}}, [("activities", "shares-above-week")]),
        ({"levels": {"knowledge": 9}}, [("levels.knowledge", "factor-level")]),
        ({"levels": {"knowledge": "4-3"}}, [("levels.knowledge", "factor-range")]),
        ({"levels": {"charm": 3}}, [("levels.charm", "unknown-factor")]),
        ({"levels": 4}, [("levels", "not-a-table")]),
        (
            {"activities": None, "levels": {"knowledge": 4}},
            [(f"levels.{factor}", "missing-factor") for factor in FACTORS if factor != "knowledge"],
        ),
        ({"person": "A"}, [("person", "unknown-field")]),
    ],
)  # fmt: skip
def test_a_role_that_cannot_be_checked_says_why(changes: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    asked = {name: value for name, value in (PEER_ROLE | changes).items() if value is not None}
    assert faults_of(asked) == faults


def test_several_faults_are_named_together() -> None:
    asked = PEER_ROLE | {"band": None, "fte": "0.5", "days": 2, "nation": "wales", "zone": "outer"}
    assert faults_of(asked | {"activities": {"share-views": 80, "chair-group": 30}}) == [
        ("zone", "zone-outside-england"),
        ("band", "band-or-salary"),
        ("fte", "hours-more-than-once"),
        ("activities", "shares-above-week"),
    ]


def test_a_day_by_which_rates_were_known_is_a_day() -> None:
    assert faults_of(PEER_ROLE, known_on="soon") == [("known_on", "not-a-date")]
    assert faults_of(PEER_ROLE, known_on="2001-01-01") == [("known_on", "known-before-first-rate")]


# ---- words and data ------------------------------------------------------------------------------


def test_the_sentences_say_band_verdict_person_and_organisation() -> None:
    assert role_sentences(checked(days="2.5"), WORDS, BOOK) == [
        (
            "The factor levels add up to between 352 and 361 points, which indicates Band 5. "
            "Only a job evaluation panel can band a job."
        ),
        "Advertised: Band 3. That is below the indicative band of this work.",
        (
            "The band rests on “Run a peer support session”, 60 per cent of the week (11.25 hours): without it, "
            "the rest of the work comes to 318 to 344 points, Band 4 to Band 5. "
            "A panel asks whether the job requires it."
        ),  # 18.75 x 0.6 = 11.25
        (
            "Beside what is advertised, Band 5 pays the person £3,156.50 more in the first year for 18.75 hours a week "
            "(for an hour: £3.23 more), and £19,212.50 more over 5 years with pay steps."
        ),
        (
            "Beside what is advertised, Band 5 costs the organisation £4,396.37 more in the first year with on-costs, "
            "and £26,759.17 more over 5 years."
        ),
    ]


def test_a_difference_can_be_less() -> None:
    less = role_sentences(checked(years=1, band="6"), WORDS, BOOK)
    assert "Band 5 pays the person £7,886.00 less in a year" in less[-2]  # 32,073 - 39,959
    assert "Band 5 costs the organisation £10,983.62 less in a year" in less[-1]  # 7,886 x 1.3928 = 10,983.6208


def test_pay_that_is_the_same_is_said_once() -> None:
    for years in (1, 5):
        same = role_sentences(checked(years=years, band="5"), WORDS, BOOK)
        assert same[1] == "Advertised: Band 5. That is not below the indicative band of this work."
        assert same[3:] == ["Band 5 pays what is advertised."]


def test_a_salary_at_the_entry_point_is_the_same_until_the_pay_steps() -> None:
    # Band 5: £32,073 twice, £34,592 twice, £39,043. 2 x 2,519 + 6,970 = 12,008; x 1.3928 = 16,724.7424.
    same = role_sentences(checked(band=None, salary="32073"), WORDS, BOOK)
    assert same[3:] == [
        (
            "Beside what is advertised, Band 5 pays the person the same in the first year, "
            "and £12,008.00 more over 5 years with pay steps."
        ),
        (
            "Beside what is advertised, Band 5 costs the organisation the same in the first year, "
            "and £16,724.74 more over 5 years."
        ),
    ]


def every_step(check: RoleCheck) -> Iterator[tuple[Any, Any]]:
    for comparison in check.comparisons:
        for step in comparison.working:
            yield comparison, step


def test_every_step_has_a_name_and_every_name_a_step() -> None:
    used = set()
    for changes in ({}, {"days": "1"}, {"hours": "10"}, {"zone": "inner"}, {"band": None, "salary": "30000"}):
        for comparison, step in every_step(checked(**changes)):
            assert step_names(comparison, WORDS)(step)
            used.add(step.code.rpartition("/")[2])
    for hours in ({"days": "2.5"}, {"hours": "10"}):
        advert = check_advert(Advert(on="2026-05-14", nation="england", salary=30000, stated=15000, **hours))
        for working in (*(reading.working for reading in advert.readings), advert.would_give.working):
            used |= {step.code for step in working}
    assert used - set(STEPS) == set(ROLE_STEPS)


def test_every_verdict_has_words() -> None:
    assert set(VERDICTS) == {
        "advertised-below-indicative",
        "advertised-within-indicative",
        "advertised-meets-indicative",
        "no-band",
    }


def test_the_data_is_plain_and_holds_every_figure_that_is_shown() -> None:
    data = role_data(checked(days="2.5", years=2), WORDS, BOOK)
    assert json.loads(json.dumps(data)) == data
    assert data["hours"] == {"week": "18.75", "share": "0.5", "full_week": "37.5"}
    assert data["verdict"] == "advertised-below-indicative"
    assert data["evaluation"]["low"] == {"total": 352, "band": "5"}
    (comparison,) = data["comparisons"]
    assert comparison["years"][0] == {
        "year": 1,
        "advertised": {
            "band": "3", "point": "entry", "salary": "25760.00", "annual": "12880.00", "hourly": "13.17",
            "cost": "17189.26",  # 12,880 + 0.15 x 7,880 + 0.2378 x 12,880 + 0.005 x 12,880 = 17,189.264
        },
        "indicative": {
            "band": "5", "point": "entry", "salary": "32073.00", "annual": "16036.50", "hourly": "16.40",
            "cost": "21585.64",  # 16,036.50 + 0.15 x 11,036.50 + 0.2428 x 16,036.50 = 21,585.6372
        },
        "difference": {"annual": "3156.50", "hourly": "3.23", "cost": "4396.37"},
    }  # fmt: skip
    assert comparison["all_years"] == {"annual": "6313.00", "cost": "8792.75"}
    human = next(item for item in data["required"] if item["factor"] == "human_resources")
    assert human["set_by"] == [{"activity": "deliver-training", "title": "Deliver training"}]
    assert data["activities"][0] == {
        "activity": "peer-support-session", "title": "Run a peer support session", "share": "60", "hours": "11.25",
        "note": BOOK.activities["peer-support-session"].note,
    }  # fmt: skip
    assert {item["activity"]: item["lowers_band"] for item in data["without"]} == {
        "peer-support-session": True, "deliver-training": False, "co-facilitate-workshop": False
    }  # fmt: skip
    assert data["described"] is None
    assert {source for item in comparison["working"] for source in item.get("sources", ())} <= set(data["sources"])
    assert len(data["ask"]) == 3


def test_the_text_says_the_sentence_first_and_names_each_source() -> None:
    check = checked()
    text = role_text(check, WORDS, BOOK)
    assert text.startswith(role_sentences(check, WORDS, BOOK)[0] + "\n")
    assert "Responsibilities for human resources: 3 (Deliver training)" in text
    assert "  Deliver training: 336 to 345 points, Band 5" in text
    for activity in PEER_WORK:
        assert f"  {BOOK.activities[activity].title}: {BOOK.activities[activity].note}" in text
    assert "Difference over all years" in text
    for rate in check.comparisons[0].working.rates():
        assert BOOK.sources[rate.sources[0]].title in text
