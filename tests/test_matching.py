"""Matching against a profile: a test for every rule, on either side of its boundary.

THREES is level 3 in every factor. Its scores, in the order of the scheme, are 21 + 60 + 27 + 27 + 27 + 15 + 21 + 21 +
21 + 16 + 21 + 21 + 12 + 12 + 18 + 12 = 352: in Band 5, which runs from 326 to 395.
"""

import copy
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fairpay
from fairpay import InputError, Match, RateBook
from fairpay.evaluation import Span
from fairpay.matching import Finding
from fairpay.present.match_report import FINDINGS, REASONS, match_data, reason_text
from fairpay.present.words import words_in

FACTORS = [factor.id for factor in fairpay.rates().plan.factors]
HIGHEST = {factor.id: len(factor.levels) for factor in fairpay.rates().plan.factors}
THREES = dict.fromkeys(FACTORS, 3)
PROFILE: dict[str, Any] = {"levels": THREES, "band": "5"}


def found(changes: dict[str, int], profile: dict[str, Any] | None = None, book: RateBook | None = None) -> Match:
    """Match level 3 in every factor, with some changes, against a profile (level 3 in every factor, Band 5)."""
    return fairpay.match(THREES | changes, PROFILE | (profile or {}), book=book)


def reasons(match: Match) -> list[tuple[str, str | None]]:
    return [(reason.code, reason.factor) for reason in match.reasons]


def failing(match: Match) -> list[tuple[str, str | None]]:
    return [(reason.code, reason.factor) for reason in match.reasons if reason.fails]


# Profile match


def test_the_levels_of_the_profile_are_a_profile_match() -> None:
    match = found({})
    assert (match.outcome, match.reasons) == ("profile-match", ())
    assert (match.evaluation.total, match.evaluation.band) == (352, "5")
    assert (match.profile.band, match.profile.score) == ("5", None)
    assert match.profile.levels == dict.fromkeys(FACTORS, Span(3, 3))


@pytest.mark.parametrize("level", [2, 3, 4])
@pytest.mark.parametrize("printed", [[2, 4], "2-4", (2, 4)])
def test_a_level_anywhere_in_the_range_is_within_the_profile(level: int, printed: Any) -> None:
    match = found({"policy": level}, {"levels": THREES | {"policy": printed}})
    assert (match.outcome, match.reasons) == ("profile-match", ())


# At most one level outside


@pytest.mark.parametrize(
    ("level", "printed", "outcome"),
    [
        (4, 3, "band-match"),
        (2, 3, "band-match"),
        (5, 3, "no-match"),
        (1, 3, "no-match"),
        (4, "2-3", "band-match"),
        (5, "2-3", "no-match"),
        (2, "3-4", "band-match"),
        (1, "3-4", "no-match"),
    ],
)
def test_one_level_outside_is_allowed_and_two_are_not(level: int, printed: Any, outcome: str) -> None:
    match = found({"physical_effort": level}, {"levels": THREES | {"physical_effort": printed}})
    assert match.outcome == outcome
    code = "level-outside" if outcome == "band-match" else "level-too-far"
    assert reasons(match) == [(code, "physical_effort")]
    low, high = (3, 3) if printed == 3 else (int(printed[0]), int(printed[2]))
    assert {"level": level, "low": low, "high": high}.items() <= match.reasons[0].params.items()
    assert match.reasons[0].fails is (outcome == "no-match")


# Two factors that may not vary


@pytest.mark.parametrize("factor", ["knowledge", "freedom_to_act"])
@pytest.mark.parametrize("level", [2, 4])
def test_two_factors_may_not_vary_at_all(factor: str, level: int) -> None:
    # Knowledge 36 or 88 for 60: 328 or 380. Freedom to act 12 or 32 for 21: 343 or 363. All in Band 5.
    match = found({factor: level})
    assert (match.outcome, reasons(match)) == ("no-match", [("never-varies", factor)])
    assert match.evaluation.band == "5"


def test_every_rule_that_a_factor_fails_is_named() -> None:
    match = found({"freedom_to_act": 1})
    assert failing(match) == [("level-too-far", "freedom_to_act"), ("never-varies", "freedom_to_act")]


def test_a_range_of_such_a_factor_holds_its_levels() -> None:
    profile = {"levels": THREES | {"knowledge": "2-3", "freedom_to_act": "3-4"}}
    assert found({"knowledge": 2, "freedom_to_act": 4}, profile).outcome == "profile-match"


# At most five factors vary

# One level up is worth 6 + 6 + 7 + 6 + 7 = 32 points here: 384.
FIVE = dict.fromkeys(["physical_effort", "mental_effort", "emotional_effort", "working_conditions", "patient_care"], 4)


def test_five_factors_may_vary() -> None:
    match = found(FIVE)
    assert (match.outcome, match.evaluation.total) == ("band-match", 384)
    assert reasons(match) == [("level-outside", factor) for factor in FACTORS if factor in FIVE]
    assert failing(match) == []


def test_six_may_not() -> None:
    match = found(FIVE | {"information_resources": 4})  # 8 more: 392, still in Band 5
    assert (match.outcome, match.evaluation.total, match.evaluation.band) == ("no-match", 392, "5")
    assert failing(match) == [("too-many-vary", None)]
    assert match.reasons[-1].params == {"count": 6, "limit": 5}
    assert len(match.reasons) == 7


# The total stays in the band


@pytest.mark.parametrize(
    ("changes", "total", "outcome"),
    [
        # 15 + 15 + 7 + 6 up
        ({"analytical": 4, "planning": 4, "patient_care": 4, "physical_effort": 4}, 395, "band-match"),
        # 15 + 15 + 8 + 6 up
        ({"analytical": 4, "planning": 4, "information_resources": 4, "physical_effort": 4}, 396, "no-match"),
        # 9 + 12 + 5 down
        ({"communication": 2, "analytical": 2, "physical_effort": 2}, 326, "band-match"),
        # 9 + 9 + 9 down
        ({"communication": 2, "policy": 2, "research": 2}, 325, "no-match"),
    ],
)
def test_one_point_over_the_edge_of_the_band_is_no_match(changes: dict[str, int], total: int, outcome: str) -> None:
    match = found(changes)
    assert (match.evaluation.total, match.outcome) == (total, outcome)
    assert failing(match) == ([] if outcome == "band-match" else [("outside-band", None)])
    if outcome == "no-match":
        assert match.reasons[-1].params == {"total": total, "band": "5", "minimum": 326, "maximum": 395}


def test_a_total_above_all_bands_is_in_none() -> None:
    match = fairpay.match(HIGHEST, {"levels": HIGHEST, "band": "9"})
    assert (match.outcome, failing(match)) == ("no-match", [("outside-band", None)])
    assert match.evaluation.band is None


def test_below_band_2_is_band_2() -> None:
    """Band 1 is closed: level 1 in every factor, 86 points, is where Band 2 starts now."""
    ones = dict.fromkeys(FACTORS, 1)
    match = fairpay.match(ones, {"levels": ones, "band": "2"})
    assert (match.outcome, match.evaluation.band) == ("profile-match", "2")
    assert [caveat.code for caveat in match.caveats] == ["match-indicative", "weak-matching-rules"]


# The score range that a profile prints


@pytest.mark.parametrize(
    ("score", "outcome"),
    [
        ((352, 352), "profile-match"),
        ((326, 351), "band-match"),
        ((353, 395), "band-match"),
        ((0, 1000), "profile-match"),
    ],
)
def test_a_total_outside_the_score_range_is_no_profile_match(score: tuple[int, int], outcome: str) -> None:
    """What rules out a band match is the band alone."""
    match = found({}, {"score": {"minimum": score[0], "maximum": score[1]}})
    assert match.outcome == outcome
    assert match.profile.score == Span(*score)
    assert reasons(match) == ([] if outcome == "profile-match" else [("outside-score", None)])


@pytest.mark.parametrize(
    "score", [{"minimum": "326", "maximum": "395"}, {"minimum": 326, "maximum": Decimal(395)}, None]
)
def test_a_score_range_may_be_text_or_left_out(score: Any) -> None:
    assert found({}, {"score": score}).outcome == "profile-match"


# A generic profile may start below its band


def test_a_profile_that_starts_below_its_band_says_so() -> None:
    generic = {"levels": dict.fromkeys(FACTORS, "2-3")}
    match = found({}, generic)
    assert match.outcome == "profile-match"
    assert match.caveats[-1].code == "profile-below-band"
    assert match.caveats[-1].params == {"total": 203, "band": "5", "minimum": 326}  # level 2 in every factor
    low = fairpay.match(dict.fromkeys(FACTORS, 2), PROFILE | generic)
    assert low.outcome == "no-match"
    assert failing(low) == [("outside-band", None), ("low-in-profile", None)]


@pytest.mark.parametrize(
    ("knowledge", "caveats"),
    [
        ("2-3", 2),  # 352 − 24 = 328: in Band 5
        ("1-3", 3),  # 352 − 44 = 308: in Band 4
    ],
)
def test_a_profile_that_starts_in_its_band_does_not(knowledge: str, caveats: int) -> None:
    assert len(found({}, {"levels": THREES | {"knowledge": knowledge}}).caveats) == caveats


def test_a_profile_above_its_band_does_not_start_below_it() -> None:
    match = fairpay.match(THREES, PROFILE | {"band": "4"})  # 352 is above Band 4, which ends at 325
    assert failing(match) == [("outside-band", None)]
    assert "profile-below-band" not in [caveat.code for caveat in match.caveats]


def test_levels_outside_a_low_profile_are_not_told_to_look_below() -> None:
    match = fairpay.match(
        dict.fromkeys(FACTORS, 2) | {"policy": 1}, PROFILE | {"levels": dict.fromkeys(FACTORS, "2-3")}
    )
    assert failing(match) == [("outside-band", None)]


# The limits are data, with their grade


def with_rules(**changes: Any) -> RateBook:
    book = copy.copy(fairpay.rates())
    book.plan = book.plan.model_copy(update={"matching": book.plan.matching.model_copy(update=changes)})
    return book


def test_the_limits_are_those_of_the_rate_book() -> None:
    rules = fairpay.rates().plan.matching
    assert (rules.levels_outside, rules.factors_varying) == (1, 5)
    assert rules.never_varying == ("knowledge", "freedom_to_act")
    six = FIVE | {"information_resources": 4}
    assert found(six, book=with_rules(factors_varying=6)).outcome == "band-match"
    assert found(FIVE, book=with_rules(factors_varying=4)).outcome == "no-match"
    assert found({"physical_effort": 1}, book=with_rules(levels_outside=2)).outcome == "band-match"
    assert found({"knowledge": 4}, book=with_rules(never_varying=())).outcome == "band-match"
    assert found({"policy": 4}, book=with_rules(never_varying=("policy",))).outcome == "no-match"


def test_the_answer_names_the_grade_of_the_rules_and_who_decides() -> None:
    indicative, weak = found({}).caveats
    assert (indicative.code, indicative.params) == ("match-indicative", {})
    assert (weak.code, weak.params) == ("weak-matching-rules", {"levels": 1, "factors": 5, "evidence": "unverified"})
    words = words_in("en")
    assert "only a matching panel decides" in words.caveat(indicative)
    assert "(levels: 1, factors: 5) is unverified: not read anywhere" in words.caveat(weak)


@pytest.mark.parametrize(("grade", "caveats"), [("single", 2), ("corroborated", 1), ("official", 1)])
def test_rules_that_were_seen_well_need_no_caveat(grade: str, caveats: int) -> None:
    assert len(found({}, book=with_rules(evidence=grade)).caveats) == caveats


# What must hold always


def any_levels() -> st.SearchStrategy[dict[str, int]]:
    return st.fixed_dictionaries({factor: st.integers(1, most) for factor, most in HIGHEST.items()})


MANY = settings(max_examples=150, derandomize=True)


@MANY
@given(any_levels())
def test_a_job_matches_itself(levels: dict[str, int]) -> None:
    band = fairpay.evaluate(levels).band
    match = fairpay.match(levels, {"levels": levels, "band": band or "9"})
    assert match.outcome == ("profile-match" if band else "no-match")


@MANY
@given(any_levels(), any_levels(), st.sampled_from(FACTORS), st.sampled_from(["2", "3", "5", "6", "7", "8b", "9"]))
def test_a_wider_profile_never_has_more_against_it(
    levels: dict[str, int], printed: dict[str, int], factor: str, band: str
) -> None:
    narrow = fairpay.match(levels, {"levels": printed, "band": band})
    wide = fairpay.match(levels, {"levels": printed | {factor: [1, HIGHEST[factor]]}, "band": band})
    assert set(failing(wide)) - {("low-in-profile", None)} <= set(failing(narrow))
    order = get_args(Finding)
    assert order.index(wide.outcome) <= order.index(narrow.outcome)
    assert (narrow.outcome == "no-match") is bool(failing(narrow))


@MANY
@given(any_levels(), any_levels(), st.sampled_from(["2", "4", "6", "8a", "9"]))
def test_every_answer_can_be_said(levels: dict[str, int], printed: dict[str, int], band: str) -> None:
    match = fairpay.match(levels, {"levels": printed, "band": band, "score": {"minimum": 300, "maximum": 400}})
    for lang in ("en", "cy"):
        told = match_data(match, words_in(lang), fairpay.rates())
        messages = [told["sentence"], *(reason["message"] for reason in told["reasons"])]
        assert all("%(" not in message and message.endswith(".") for message in messages)
    assert [reason["fails"] for reason in told["reasons"]] == [reason.fails for reason in match.reasons]


# What is refused


def faults(levels: Any, profile: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        fairpay.match(levels, profile)
    assert "%(" not in str(caught.value)
    return [(fault.field, fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize("level", ["unknown", None, [2, 3], "2-3", [3, 3], 0, 7, 3.0, True, "x"])
def test_matching_needs_exact_levels(level: Any) -> None:
    assert faults(THREES | {"policy": level}, PROFILE) == [("levels.policy", "exact-level")]


@pytest.mark.parametrize("level", ["unknown", None, 0, 7, "x", [3], {}])
def test_a_profile_has_a_level_or_a_range_for_every_factor(level: Any) -> None:
    assert faults(THREES, PROFILE | {"levels": THREES | {"policy": level}}) == [
        ("profile.levels.policy", "profile-level")
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"band": "1"}, ("profile.band", "band-closed")),
        ({"band": None}, ("profile.band", "not-a-choice")),
        ({"band": "10"}, ("profile.band", "not-a-choice")),
        ({"band": 5.0}, ("profile.band", "not-a-choice")),
        ({"band": True}, ("profile.band", "not-a-choice")),
        ({"levels": None}, ("profile.levels", "not-a-table")),
        ({"levels": THREES | {"policy": "4-3"}}, ("profile.levels.policy", "factor-range")),
        ({"levels": THREES | {"charm": 3}}, ("profile.levels.charm", "unknown-factor")),
        ({"levels": THREES | {"charm": None}}, ("profile.levels.charm", "unknown-factor")),
        ({"score": [326, 395]}, ("profile.score", "profile-score")),
        ({"score": {"minimum": 326}}, ("profile.score", "profile-score")),
        ({"score": {"minimum": 326, "maximum": 395, "middle": 360}}, ("profile.score", "profile-score")),
        ({"score": {"minimum": 395, "maximum": 326}}, ("profile.score", "profile-score")),
        ({"score": {"minimum": -1, "maximum": 395}}, ("profile.score", "profile-score")),
        ({"score": {"minimum": "326.5", "maximum": 395}}, ("profile.score", "profile-score")),
        ({"score": {"minimum": None, "maximum": None}}, ("profile.score", "profile-score")),
        ({"title": "Peer support worker"}, ("profile.title", "unknown-field")),
    ],
)
def test_a_faulty_profile(change: dict[str, Any], fault: tuple[str, str]) -> None:
    assert faults(THREES, PROFILE | change) == [fault]


@pytest.mark.parametrize("profile", [None, [], "profile", 5])
def test_a_profile_is_a_table(profile: Any) -> None:
    assert faults(THREES, profile) == [("profile", "not-a-table")]


@pytest.mark.parametrize("band", ["8a", "8A", 5, "5"])
def test_a_band_may_be_a_number_or_in_capitals(band: Any) -> None:
    assert found({}, {"band": band}).profile.band == str(band).lower()


def test_all_faults_are_named_together() -> None:
    levels = {factor: 3 for factor in FACTORS if factor != "research"} | {"charm": None}
    printed = THREES | {"policy": "unknown"}
    assert faults(levels, {"levels": printed, "band": "1", "score": 400, "title": ""}) == [
        ("levels.charm", "unknown-factor"),
        ("levels.research", "exact-level"),
        ("profile.title", "unknown-field"),
        ("profile.levels.policy", "profile-level"),
        ("profile.band", "band-closed"),
        ("profile.score", "profile-score"),
    ]


# Words


def every_reason() -> dict[str, str]:
    """What every rule says when it fails, in English."""
    matches = [
        found(FIVE | {"information_resources": 4}),
        found({"physical_effort": 1}, {"score": {"minimum": 353, "maximum": 395}}),
        found({"knowledge": 4}, {"levels": THREES | {"knowledge": "2-3"}}),
        fairpay.match(dict.fromkeys(FACTORS, 2), {"levels": dict.fromkeys(FACTORS, "2-3"), "band": "5"}),
    ]
    return {
        reason.code: reason_text(reason, words_in("en"), fairpay.rates())
        for match in matches
        for reason in match.reasons
    }


def test_every_reason_and_finding_has_words_and_no_words_are_idle() -> None:
    said = every_reason()
    assert set(said) == set(REASONS)
    assert set(FINDINGS) == set(get_args(Finding))
    assert said["never-varies"] == (
        "Knowledge, training and experience: level 4, where the profile has 2 to 3. "
        "This factor has to be within the profile."
    )
    assert said["level-too-far"] == (
        "Physical effort: level 1, where the profile has 3. The most that a level may lie outside the profile is 1."
    )
    assert said["too-many-vary"] == "Factors outside the profile: 6. The most that may be is 5."
    assert said["outside-band"] == "The total of 203 points is not in Band 5, which runs from 326 to 395."
    assert said["outside-score"] == "The total of 343 points is not in the score range of the profile, 353 to 395."
