"""What a panel could dispute about the levels of an activity: each file's note says it, with the right figures."""

import re

import pytest

import fairpay

ACTIVITIES = fairpay.rates().activities
SCORES = {factor.id: [item.score for item in factor.levels] for factor in fairpay.rates().plan.factors}
# Activity, factor, the level that could be argued, the total it gives by hand (the activity's own, and the
# difference of the two scores), and the band that this total is in.
DISPUTES = [
    ("share-views", "freedom_to_act", 1, 161, "2"),  # 168 - 12 + 5
    ("review-documents", "analytical", 2, 180, "2"),  # 192 - 27 + 15
    ("tell-your-story", "analytical", 2, 212, "2"),  # 224 - 27 + 15
    ("tell-your-story", "communication", 4, 211, "2"),  # 224 - 45 + 32
    ("recruitment-panel", "communication", 3, 211, "2"),  # 222 - 32 + 21
    ("recruitment-panel", "human_resources", 2, 229, "3"),  # 222 - 5 + 12
    ("peer-support-session", "knowledge", 3, 242, "3"),  # 270 - 88 + 60
    ("co-facilitate-workshop", "communication", 4, 315, "4"),  # 328 - 45 + 32
    ("co-facilitate-workshop", "patient_care", 1, 323, "4"),  # 328 - 9 + 4
    ("co-facilitate-workshop", "information_resources", 1, 323, "4"),  # 328 - 9 + 4
    ("deliver-training", "communication", 4, 321, "4"),  # 334 - 45 + 32
    ("deliver-training", "human_resources", 2, 325, "4"),  # 334 - 21 + 12
    ("committee-member", "freedom_to_act", 3, 315, "4"),  # 326 - 32 + 21
    ("committee-member", "mental_effort", 3, 320, "4"),  # 326 - 18 + 12
    ("committee-member", "planning", 2, 335, "5"),  # 326 - 6 + 15
    ("peer-research", "knowledge", 4, 320, "4"),  # 352 - 120 + 88
    ("co-produce-service", "freedom_to_act", 3, 367, "5"),  # 378 - 32 + 21
    ("co-produce-service", "communication", 4, 365, "5"),  # 378 - 45 + 32
    ("advise-project", "knowledge", 5, 367, "5"),  # 403 - 156 + 120
    ("chair-group", "knowledge", 6, 441, "6"),  # 481 - 196 + 156
    ("chair-group", "freedom_to_act", 4, 468, "7"),  # 481 - 45 + 32
    ("lead-organisational-change", "communication", 5, 575, "8a"),  # 590 - 60 + 45
    ("lead-organisational-change", "policy", 6, 605, "8b"),  # 590 - 45 + 60
    ("director-level-advice", "policy", 5, 619, "8b"),  # 634 - 60 + 45
    ("director-level-advice", "research", 1, 627, "8b"),  # 634 - 12 + 5
]


def levels(name: str) -> dict[str, int]:
    return {factor: item.level for factor, item in ACTIVITIES[name].levels.items()}


@pytest.mark.parametrize(("name", "factor", "level", "total", "band"), DISPUTES)
def test_a_dispute_comes_to_what_the_note_says(name, factor, level, total, band):
    assert abs(levels(name)[factor] - level) == 1, "a panel argues about the next level"
    other = fairpay.evaluate(levels(name) | {factor: level})
    assert (other.total, other.band) == (total, band)
    note = ACTIVITIES[name].note
    assert f"at level {level}" in note
    assert re.search(rf"\b{total} points", note)
    assert f"Band {band}" in note


def test_every_activity_says_what_could_be_disputed_and_every_total_is_expected_here():
    assert {row[0] for row in DISPUTES} == ACTIVITIES.keys()
    for name, activity in ACTIVITIES.items():
        said = {int(total) for total in re.findall(r"\b(\d{3}) points", activity.note)}
        assert said == {row[3] for row in DISPUTES if row[0] == name}, name


def test_totals_that_stand_at_the_edge_of_a_band_say_so():
    plan = fairpay.rates().plan
    at_edge = {
        name
        for name in ACTIVITIES
        for band in plan.bands
        if fairpay.evaluate(levels(name)).total in (band.minimum, band.maximum)
    }
    assert at_edge == {"peer-support-session", "committee-member"}
    assert ACTIVITIES["peer-support-session"].note.startswith("One point below Band 4")
    assert ACTIVITIES["committee-member"].note.startswith("Stands on the lowest total of Band 5")


def test_a_reason_names_levels_that_are_there():
    for activity in ACTIVITIES.values():
        for factor, item in activity.levels.items():
            named = {int(level) for level in re.findall(r"level (\d)", item.reason)}
            assert named <= set(range(1, len(SCORES[factor]) + 1)), (activity.id, factor)


def test_the_whole_factor_plan_is_in_welsh_too():
    """A draft, as the head of the file says: each text is there, is another one, and ends like the English."""
    plan = fairpay.rates().plan
    pairs = [(factor.definition, factor.definition_cy) for factor in plan.factors]
    pairs += [(level.paraphrase, level.paraphrase_cy) for factor in plan.factors for level in factor.levels]
    pairs += [(level.example, level.example_cy) for factor in plan.factors for level in factor.levels]
    assert len(pairs) == 16 + 2 * 93
    for english, welsh in pairs:
        assert welsh
        assert welsh != english
        assert welsh[-1] == english[-1] == "."
        assert re.findall(r"\d", welsh) == re.findall(r"\d", english), english
