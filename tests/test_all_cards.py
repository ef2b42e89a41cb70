"""One task under every rate card: each step says what it gives, by which rule, or why nothing."""

import json
from datetime import date
from decimal import Decimal

import pytest

import fairpay
from fairpay.all_cards import all_cards, other_terms
from fairpay.present.card_tables import card_data, card_lines, covered, other_lines, other_term, rule, term
from fairpay.present.words import words_in

WORDS = words_in("en")


def answers(**changes) -> dict:
    task = {"on": "2026-05-14", "nation": "england", "hours": {"attendance": "4", "preparation": "1"}} | changes
    return {f"{answer.card.id}:{answer.step.id}": answer for answer in all_cards(fairpay.Task(**task))}


def test_every_step_of_every_card_in_force_is_there_once():
    book = fairpay.rates()
    expected = {
        f"{card.id}:{step.id}"
        for card in book.cards.values()
        if card.nation in ("england", "uk")
        and card.period.holds(fairpay.Task(on="2026-05-14", nation="england", hours={"attendance": "1"}).on)
        for step in card.steps
    }
    found = answers()
    assert set(found) == expected
    assert all((answer.rung is None) != (answer.error is None) for answer in found.values())


def test_cards_off_the_ladder_are_here():
    book = fairpay.rates()
    off = {card.id for card in book.cards.values() if not card.ladder}
    assert off & {name.partition(":")[0] for name in answers()}
    task = fairpay.Task(on="2026-05-14", nation="england", hours={"attendance": "4"})
    ladder = fairpay.compare(task, fairpay.Offer(amount="9", per="hour"))
    assert not off & {rung.id.split(".")[1] for rung in ladder.rungs if rung.kind == "card"}


@pytest.mark.parametrize(
    ("name", "session", "said"),
    [
        ("tewv:block", "40.00", "£20.00 for each started block of 3 hours"),  # 4 hours are two blocks
        ("nice-current:contributor", "75.00", "£75.00 for the session, up to 4 hours"),
        ("nice-old:lay-member", "150.00", "£150.00 for the session, 4 hours or more"),
        ("national-voices:standard", "100.00", "£100.00 for each started day"),  # over half of 7.5 hours
        ("cnwl:standard", "46.00", "£11.50 an hour"),  # four hours of attendance; preparation is not said to be paid
    ],
)
def test_the_rule_that_picked_the_amount(name, session, said):
    answer = answers()[name]
    assert answer.rung is not None
    assert f"{answer.rung.pay.session:f}" == session
    assert [rule(band, WORDS) for band in answer.bands] == [said]
    assert answer.true_hourly == (Decimal(session) / 5).quantize(Decimal("0.01"))


def test_both_amounts_at_an_unclear_boundary():
    answer = answers()["nhs-england:level-4"]
    assert [rule(band, WORDS) for band in answer.bands] == [
        "£75.00 for the session, up to 4 hours (the source does not say which side the boundary is on)",
        "£150.00 for the session, 4 hours or more (the source does not say which side the boundary is on)",
    ]


def test_what_gives_nothing_says_why():
    found = answers()
    assert found["nice-current:review"].error.code == "step-for-other-work"
    assert found["nihr-2025-12:highest"].error.code == "step-by-hand"
    assert found["nihr-2025-12:task"].error.code == "no-step-for-length"
    assert found["nihr-2025-12:task"].true_hourly is None
    assert answers(activity="review-documents")["nice-current:review"].rung is not None


def test_an_all_day_meeting_is_paid_once():
    meeting = answers(hours={"attendance": "9"})["nihr-2025-12:chair"]
    assert f"{meeting.rung.pay.session:f}" == "330.00"
    assert [rule(band, WORDS) for band in meeting.bands] == ["£330.00 for a session of more than half a day"]
    half = answers(hours={"attendance": "3"})
    assert [rule(band, WORDS) for band in half["nihr-2025-12:meeting"].bands] == [
        "£82.50 for a session of up to half a day"
    ]
    assert half["nihr-2025-12:chair"].error.code == "whole-day-only"


def test_a_card_is_superseded_from_the_day_of_the_later_one():
    old = answers()["nice-old:lay-member"]
    assert (old.superseded, card_data(old, WORDS)["superseded"]) == (True, True)
    then = answers(on="2024-12-01")["nihr-2022:meeting"]  # replaced in December 2025
    assert (then.superseded, card_data(then, WORDS)["superseded"]) == (False, False)


def test_an_amount_that_its_card_raises_says_so_in_the_lines_too():
    lines = list(card_lines([answers()["cnwl:standard"]], WORDS))
    assert lines[0].endswith("Standard involvement (may be more by now)")
    assert any("never below the London Living Wage" in line for line in lines)


def test_unknown_is_shown_as_unknown():
    tewv, england = answers()["tewv:block"], answers()["nhs-england:level-4"]
    assert covered(tewv, "preparation", WORDS) == "Not known"
    assert covered(england, "preparation", WORDS) == "Yes"
    assert term(tewv, "cancellation", WORDS) == "Not known"
    assert "45p" in term(tewv, "expenses", WORDS)
    assert card_data(tewv, WORDS)["preparation"] is None


def test_nation_date_and_what_was_known():
    assert "scottish-government:one-hour" not in answers()
    scottish = answers(nation="scotland", hours={"attendance": "1"})
    assert f"{scottish['scottish-government:one-hour'].rung.pay.session:f}" == "35.00"
    assert "co-production-collective:activity" in answers(on="2025-03-31")
    assert "co-production-collective:activity" not in answers(on="2025-04-01")
    task = fairpay.Task(on="2026-01-10", nation="england", hours={"attendance": "4"})
    known = {
        answer.card.id
        for answer in all_cards(
            task, known_on=fairpay.Task(on="2025-12-20", nation="england", hours={"attendance": "1"}).on
        )
    }
    assert "nihr-2025-12" not in known


def test_the_data_is_ready_for_json():
    assert json.dumps([card_data(answer, words_in("cy")) for answer in answers().values()])


def test_others_usual_terms_stand_beside_the_cards():
    """The framework for consultants runs to 18 August 2028; a price list without a date holds on any day."""
    task = fairpay.Task(on="2026-05-14", nation="england", hours={"attendance": "4"})
    rows = {row.id: row for row in other_terms(task)}
    assert set(rows) == {"bsl-interpreter", "framework-consultant", "g-cloud-consultant", "trainer"}
    interpreter = rows["bsl-interpreter"]
    assert other_term(interpreter, "cancellation", WORDS).startswith("The whole fee up to 7 days before")
    assert other_term(interpreter, "preparation", WORDS) == "Not known"
    later = fairpay.Task(on="2028-08-19", nation="england", hours={"attendance": "4"})
    assert "framework-consultant" not in {row.id for row in other_terms(later)}
    assert "g-cloud-consultant" not in {row.id for row in other_terms(task, known_on=date(2020, 7, 16))}
    said = list(other_lines(rows.values(), WORDS))
    assert said[0] == "For comparison: others' usual terms"
    assert "  Preparation paid: Inside the day rate." in said
