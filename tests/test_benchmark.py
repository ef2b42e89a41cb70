"""The benchmark: what a piece of work is held against, the verdict, and what bears on it."""

from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import fairpay
from fairpay import FairpayError, Hours, InputError, Offer, Task

NINE_HOURS = Hours(attendance="6", preparation="2", follow_up="1")
FACTORS = (
    "communication",
    "knowledge",
    "analytical",
    "planning",
    "physical_skills",
    "patient_care",
    "policy",
    "financial_resources",
    "human_resources",
    "information_resources",
    "research",
    "freedom_to_act",
    "physical_effort",
    "mental_effort",
    "emotional_effort",
    "working_conditions",
)


def levels(digits: str) -> dict[str, int]:
    """Return factor levels from their sixteen digits."""
    return dict(zip(FACTORS, map(int, digits), strict=True))


def ladder(
    fee: str = "150", per: str = "session", *, basis: Any = "pay", last_known_scale: bool = False, **task: Any
) -> fairpay.Result:
    asked = Task(**{"on": "2026-05-14", "nation": "england", "hours": NINE_HOURS} | task)
    offer = Offer(amount=fee, per=per)
    return fairpay.compare(asked, offer, basis=basis, last_known_scale=last_known_scale)


def codes(result: fairpay.Result) -> list[str]:
    return [caveat.code for caveat in result.caveats]


# What the work is held against

# Band and what stands beside; the totals are the sums of the scores of each activity's levels.
ACTIVITIES = [
    ("share-views", 168, "2", ()),
    ("review-documents", 192, "2", ()),
    ("tell-your-story", 224, "3", ()),
    ("recruitment-panel", 222, "3", ()),
    ("peer-support-session", 270, "3", ()),
    ("co-facilitate-workshop", 328, "5", ()),
    ("deliver-training", 334, "5", ()),
    ("committee-member", 326, "5", ()),
    ("peer-research", 352, "5", ()),
    ("co-produce-service", 378, "5", ()),
    ("advise-project", 403, "6", ()),
    # 45 + 196 + 42 + 27 + 15 + 4 + 32 + 12 + 12 + 4 + 5 + 45 + 3 + 18 + 18 + 3
    ("chair-group", 481, "7", ()),
    ("lead-organisational-change", 590, "8b", ("consultancy.organisational-change",)),
    ("director-level-advice", 634, "8c", ("consultancy.director-level", "director.executive-mean")),
]


@pytest.mark.parametrize(("activity", "total", "band", "beside"), ACTIVITIES)
def test_by_activity(activity: str, total: int, band: str, beside: tuple[str, ...]) -> None:
    result = ladder(activity=activity)
    assert result.evaluation is not None
    assert (result.evaluation.total, result.evaluation.band) == (total, band)
    assert result.benchmark == f"afc.{band}.entry"
    assert result.benchmark_top == f"afc.{band}.top"
    assert result.beside == beside
    assert {result.benchmark, result.benchmark_top, *beside} <= {rung.id for rung in result.rungs}
    assert "indicative" in codes(result)


def test_every_activity_is_expected_here() -> None:
    assert [row[0] for row in ACTIVITIES] == list(fairpay.rates().activities)


def test_by_band_is_its_entry_point_with_the_range_to_its_top() -> None:
    result = ladder(band="7")
    assert (result.benchmark, result.benchmark_top) == ("afc.7.entry", "afc.7.top")
    assert result.evaluation is None
    assert result.shortfall == Decimal("77.31")
    assert result.shortfall_of("afc.7.top") == Decimal("110.12")  # 56,515 ÷ 1,955.3625 × 9 = 260.12; − 150


def test_a_band_with_one_point_has_no_range() -> None:
    result = ladder(on="2025-09-01", nation="northern_ireland", band="2")
    assert (result.benchmark, result.benchmark_top) == ("afc.2.entry", None)


def test_by_levels() -> None:
    result = ladder(levels=levels("5744213234241412"))
    assert result.evaluation is not None
    # 45 + 196 + 42 + 42 + 15 + 4 + 21 + 12 + 21 + 24 + 12 + 32 + 3 + 18 + 5 + 7: in Band 7, 466 to 539
    assert result.evaluation.total == 499
    assert (result.benchmark, result.benchmark_top, result.beside) == ("afc.7.entry", "afc.7.top", ())


def test_by_comparator() -> None:
    result = ladder(benchmark="card.tewv.block")
    assert (result.benchmark, result.benchmark_top, result.evaluation) == ("card.tewv.block", None, None)
    assert result.verdict == "meets-benchmark"  # two blocks of 20 for 6 hours; 150 is more
    assert ladder(benchmark="afc.7.intermediate").benchmark == "afc.7.intermediate"
    assert ladder(benchmark="floor.real_living_wage").benchmark == "floor.real_living_wage"


@pytest.mark.parametrize(
    "name", ["offer", "afc.7", "afc.2.intermediate", "consultancy", "director.chair.days", "", "AFC.7.entry"]
)
def test_what_is_no_comparator_here_is_refused(name: str) -> None:
    with pytest.raises(InputError) as caught:
        ladder(benchmark=name)
    assert [(fault.field, fault.code) for fault in caught.value.faults] == [("benchmark", "unknown-comparator")]


def test_a_comparator_whose_scale_is_missing_is_refused_with_that_reason() -> None:
    with pytest.raises(InputError) as caught:
        ladder(nation="northern_ireland", benchmark="afc.7.entry")
    (fault,) = caught.value.faults
    assert (fault.field, fault.code, fault.params["year"]) == ("benchmark", "scale-not-found", "2025/26")


def test_a_comparator_goes_before_a_band_a_band_before_levels_levels_before_an_activity() -> None:
    given = {
        "activity": "director-level-advice",
        "levels": levels("3221311112122212"),  # 176 points: Band 2, 161 to 215
        "band": "6",
        "benchmark": "card.tewv.block",
    }
    found = []
    for name in ("benchmark", "band", "levels", "activity"):
        result = ladder(**given)
        found.append(result.benchmark)
        # What an activity names stays beside, whatever the work is held against.
        assert result.beside == ("consultancy.director-level", "director.executive-mean")
        assert (result.evaluation is None) is (name in ("benchmark", "band"))
        del given[name]
    assert found == ["card.tewv.block", "afc.6.entry", "afc.2.entry", "afc.8c.entry"]
    assert ladder(**given).benchmark is None


def test_beside_is_only_what_the_nation_has() -> None:
    result = ladder(activity="director-level-advice", nation="wales")
    assert result.beside == ("consultancy.director-level",)  # the mean executive is an English figure


# Verdicts


@pytest.mark.parametrize(
    ("fee", "task", "verdict"),
    [
        ("114.38", {"band": "7"}, "below-minimum-wage"),  # 12.71 × 9 = 114.39
        ("114.38", {}, "below-minimum-wage"),
        ("114.39", {"band": "7"}, "below-benchmark"),
        ("114.39", {}, "no-benchmark"),
        ("227.30", {"band": "7"}, "below-benchmark"),
        ("227.31", {"band": "7"}, "meets-benchmark"),  # 227.3148… exactly, and nobody can be paid 0.48p
        ("1124.99", {"benchmark": "consultancy.organisational-change"}, "below-benchmark"),
        ("1125", {"benchmark": "consultancy.organisational-change"}, "meets-benchmark"),
        ("97.65", {"age": 19}, "no-benchmark"),  # 10.85 × 9
        ("97.64", {"age": 19}, "below-minimum-wage"),
    ],
)
def test_verdict(fee: str, task: dict[str, Any], verdict: str) -> None:
    result = ladder(fee, **task)
    assert result.verdict == verdict
    assert ("below-minimum-wage" in codes(result)) is (verdict == "below-minimum-wage")


def test_a_fee_below_a_floor_is_put_beside_it() -> None:
    by_code = {caveat.code: caveat.params for caveat in ladder("90").caveats}
    assert by_code["below-minimum-wage"] == {"paid": Decimal("10.00"), "floor": Decimal("12.71")}
    assert by_code["below-real-living-wage"] == {"paid": Decimal("10.00"), "floor": Decimal("13.45")}
    assert "below-real-living-wage" in codes(ladder("121.04"))  # 13.45 × 9 = 121.05
    assert "below-real-living-wage" not in codes(ladder("121.05"))


def test_the_basis_says_what_ratio_and_shortfall_count() -> None:
    pay, cost = ladder("300", band="7"), ladder("300", band="7", basis="cost")
    assert (pay.verdict, pay.shortfall) == ("meets-benchmark", Decimal("0.00"))
    assert pay.ratio_of("afc.7.entry") == Decimal("1.32")  # 300 ÷ 227.31
    assert (cost.verdict, cost.shortfall) == ("below-benchmark", Decimal("61.71"))  # 361.71 − 300
    assert cost.ratio_of("afc.7.entry") == Decimal("0.83")  # 300 ÷ 361.71


def test_the_legal_floor_is_a_matter_of_pay_in_either_basis() -> None:
    assert ladder("114.38", basis="cost").verdict == "below-minimum-wage"
    assert ladder("114.39", basis="cost").verdict == "no-benchmark"


# Without a benchmark


def test_no_benchmark_was_asked_for() -> None:
    result = ladder()
    assert (result.benchmark, result.benchmark_top, result.beside, result.evaluation) == (None, None, (), None)
    assert (result.shortfall, result.verdict) == (None, "no-benchmark")
    assert result.benchmark_missing is None


def test_levels_above_the_bands_have_no_benchmark() -> None:
    result = ladder(levels=levels("6855586667665545"))
    assert (result.benchmark, result.verdict) == (None, "no-benchmark")
    assert {"indicative", "no-band"} <= set(codes(result))
    assert "benchmark-missing" not in codes(result)


def test_a_benchmark_without_a_figure_is_missing() -> None:
    result = ladder(nation="northern_ireland", activity="chair-group")
    assert (result.benchmark, result.benchmark_top, result.shortfall) == (None, None, None)
    assert result.verdict == "no-benchmark"
    (missing,) = [caveat for caveat in result.caveats if caveat.code == "benchmark-missing"]
    assert missing.params == {"benchmark": "afc.7.entry", "band": "7", "nation": "northern_ireland"}
    assert result.benchmark_missing == missing
    assert result.evaluation is not None
    assert result.evaluation.band == "7"


def test_the_last_known_scale_stands_in_with_a_caveat() -> None:
    result = ladder(nation="northern_ireland", activity="chair-group", last_known_scale=True)
    assert (result.benchmark, result.benchmark_top) == ("afc.7.entry", "afc.7.top")
    assert result.verdict == "below-benchmark"
    (carried,) = [caveat for caveat in result.caveats if caveat.code == "last-known-scale"]
    assert str(carried.params["period"]) == "2025-04-01 – 2026-03-31"
    assert "benchmark-missing" not in codes(result)


# Evidence, and caveats that bear on the verdict


@pytest.mark.parametrize(
    ("task", "evidence"),
    [
        ({}, "corroborated"),  # the whole-time week behind a day's hours
        ({"band": "7"}, "corroborated"),
        ({"benchmark": "consultancy.organisational-change"}, "single"),
        ({"benchmark": "card.nihr-2025-12.chair"}, "unverified"),
    ],
)
def test_evidence_is_the_weakest_that_the_verdict_rests_on(task: dict[str, Any], evidence: str) -> None:
    result = ladder(**task)
    assert result.evidence == evidence
    weak = [caveat for caveat in result.caveats if caveat.code == "weak-evidence"]
    assert [caveat.params["evidence"] for caveat in weak] == ([evidence] if evidence != "corroborated" else [])


def test_weak_evidence_names_the_figure() -> None:
    result = ladder(benchmark="consultancy.organisational-change")
    (weak,) = [caveat for caveat in result.caveats if caveat.code == "weak-evidence"]
    assert weak.params["rate"] == weak.params["series"] == "consultancy.organisational-change"
    assert weak.params["label"] == "Organisational change consultant, as stated by people with lived experience"


def test_the_evidence_of_the_offers_own_card_counts() -> None:
    task = Task(on="2026-05-14", nation="england", hours=NINE_HOURS)
    assert fairpay.compare(task, Offer(card="nihr-2025-12:chair")).evidence == "unverified"


@pytest.mark.parametrize(("on", "stale"), [("2026-01-16", False), ("2026-01-17", True)])
def test_a_rate_is_stale_from_the_day_after_its_review_day(on: str, stale: bool) -> None:
    # The fee of NHS England's non-executives, and the days it is for, were to be looked at again by 16 January 2026.
    result = ladder(on=on, benchmark="director.nhs-england-non-executive")
    found = [caveat.params for caveat in result.caveats if caveat.code == "stale-rate"]
    assert [params["rate"] for params in found] == (
        ["director.nhs-england-non-executive", "director.nhs-england-non-executive.days"] if stale else []
    )
    assert all(params["review_by"] == date(2026, 1, 16) for params in found)


def test_a_figure_without_a_date_says_so() -> None:
    result = ladder(benchmark="consultancy.organisational-change")
    (undated,) = [caveat for caveat in result.caveats if caveat.code == "undated-rate"]
    assert undated.params["rate"] == "consultancy.organisational-change"
    # The weeks in a year and the days of leave have no date either, but they are no amounts of money.
    assert "undated-rate" not in codes(ladder(band="7"))


def test_a_caveat_is_given_once() -> None:
    # On 2 April 2027 the whole-time week is stale, and offer, floor and benchmark all rest on it.
    result = ladder(on="2027-04-02", benchmark="director.chair.group-2.median")
    stale = [caveat.params["rate"] for caveat in result.caveats if caveat.code == "stale-rate"]
    assert stale.count("weekly_hours.england.2022") == 1
    assert len(stale) == len(set(stale))


# Looking rungs up


def test_a_result_cannot_be_changed() -> None:
    result = ladder(band="7")
    with pytest.raises(FrozenInstanceError):
        result.verdict = "meets-benchmark"  # type: ignore[misc]


def test_rungs_by_id() -> None:
    result = ladder(band="7")
    assert "afc.7.entry" in result
    assert result["afc.7.entry"].id == "afc.7.entry"
    assert result.working("afc.7.entry") == result["afc.7.entry"].working
    assert "afc.7" not in result
    with pytest.raises(FairpayError) as caught:
        result["afc.7"]
    assert caught.value.code == "no-rung"
    assert "“afc.7”" in str(caught.value)


def test_order_of_the_ladder() -> None:
    rungs = ladder().rungs
    kinds = list(dict.fromkeys(rung.kind for rung in rungs))
    assert kinds == ["offer", "floor", "card", "afc", "consultancy", "director"]
    assert [rung.id for rung in rungs[:3]] == ["offer", "floor.national_living_wage", "floor.real_living_wage"]
    for kind in ("card", "consultancy", "director"):
        prices = [rung.pay.exact_session for rung in rungs if rung.kind == kind]
        assert prices == sorted(prices)


def test_a_real_living_wage_that_is_due_to_be_checked_is_said() -> None:
    """The rate of October 2025 was to be checked by 31 October 2026, when the next one is announced."""
    assert [rate for rate in stale("2026-10-31") if rate.startswith("real_living_wage")] == []
    assert [rate for rate in stale("2026-11-01") if rate.startswith("real_living_wage")] == ["real_living_wage.uk.2025"]


def stale(on: str) -> list[str]:
    return [caveat.params["rate"] for caveat in ladder(on=on).caveats if caveat.code == "stale-rate"]
