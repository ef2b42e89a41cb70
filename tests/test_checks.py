"""Things to check before paying: the weekly limits by hand, and the rules in words with their sources."""

import pytest

import fairpay
from fairpay.checks import checks
from fairpay.present.document import document
from fairpay.present.words import words_in

WORDS = words_in("en")


def found(fee: str = "150", per: str = "session", known_on=None, **changes) -> dict:
    task = {"on": "2026-05-14", "nation": "england", "hours": {"attendance": "6"}} | changes
    result = fairpay.compare(fairpay.Task(**task), fairpay.Offer(amount=fee, per=per), known_on=known_on)
    return {check.code: check for check in checks(result)}


def test_a_session_above_the_weekly_limits():
    """From 1 April 2026: 203.50 for permitted work; from 6 April: 204 for Carer's Allowance."""
    above = found("204.01")
    assert WORDS.check(above["esa-weekly-limit"]) == (
        "One session pays £204.01. People who get Employment and Support Allowance can earn at most £203.50 "
        "in any week of permitted work."
    )
    assert "£204.00 in a week" in WORDS.check(above["carers-allowance-limit"])
    between = found("203.51")
    assert "esa-weekly-limit" in between
    assert "carers-allowance-limit" not in between
    at = found("203.50")
    assert "esa-weekly-limit" not in at


def test_how_many_sessions_in_a_week_are_too_many():
    """Three sessions of 75 make 225: 203.50 / 75 is 2.7, so more than 2 in a week are too many."""
    sessions = found("75", sessions=3)["esa-weekly-limit-sessions"]
    assert WORDS.check(sessions).startswith("More than 2 of these sessions in one week pay over £203.50")
    assert "esa-weekly-limit-sessions" not in found("75", sessions=2)


def test_the_limits_are_held_in_pence():
    """£610.51 for 3 sessions is £203.50333… for each, shown as £203.50; a penny more is shown as £203.51.

    Three of 12 sessions for £814.01 are £203.5025 together, shown as £203.50; four are more.
    """
    assert "esa-weekly-limit" not in found("610.51", "task", sessions=3)
    assert "esa-weekly-limit" in found("610.52", "task", sessions=3)  # £203.50666…, shown as £203.51
    assert found("814.01", "task", sessions=12)["esa-weekly-limit-sessions"].params["sessions"] == 3


def test_a_recurring_decimal_takes_no_session_away():
    """£407 for 12 sessions is £33.91666… for each, and 6 of them are £203.50 exactly: the limit, and not above it."""
    assert found("407", "task", sessions=12)["esa-weekly-limit-sessions"].params["sessions"] == 6
    assert "esa-weekly-limit-sessions" not in found("203.50", "task", sessions=6)


def test_the_limit_is_that_of_the_day():
    """Until 31 March 2026 it was 195.50."""
    assert (
        found("200", on="2026-03-31")["esa-weekly-limit"].basis.value
        == fairpay.rates()
        .rate(
            "benefit.esa_permitted_work.higher",
            fairpay.Task(on="2026-03-31", nation="wales", hours={"attendance": "1"}).on,
        )
        .value
    )
    assert "esa-weekly-limit" not in found("200", on="2026-04-01")


def test_the_rules_in_words():
    codes = list(found())
    assert codes == ["expenses-apart", "declining", "own-determination"]
    assert next(iter(found("50"))) == "worker-status"  # 50 for 6 hours is 8.33, below 12.71
    assert found("0") == {}


@pytest.mark.parametrize(
    ("code", "grade"),
    [("expenses-apart", "corroborated"), ("declining", "corroborated"), ("worker-status", "official")],
)
def test_each_has_its_source_and_grade(code, grade):
    basis = found("50")[code].basis
    assert basis.evidence == grade
    assert basis.period.start is not None
    assert all(fairpay.rates().sources[name].url for name in basis.sources)


def test_they_are_in_the_json():
    task = fairpay.Task(on="2026-05-14", nation="england", hours={"attendance": "6"})
    result = fairpay.compare(task, fairpay.Offer(amount="300", per="day"))
    made = document(result, fairpay.__version__, fairpay.rates())
    first = made["checks"][0]
    assert (first["code"], first["limit"], first["session"]) == ("esa-weekly-limit", "203.50", "300.00")
    assert first["sources"][0] in made["sources"]


def test_they_speak_welsh():
    for check in found("50").values():
        assert words_in("cy").check(check) != WORDS.check(check)
