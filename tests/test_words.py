"""Numbers with what they count, and grades, in words."""

from decimal import Decimal

import pytest

import fairpay
from fairpay.present.card_tables import rule
from fairpay.present.words import words_in
from fairpay.rate import GRADES
from webapp.figures import value_text

ENGLISH = words_in("en")


@pytest.mark.parametrize(
    ("number", "said"),
    [("0", "0 hours"), ("0.5", "0.5 hours"), ("1", "1 hour"), ("1.00", "1 hour"), ("1.5", "1.5 hours")],
)
def test_one_hour_and_any_other_number_of_hours(number: str, said: str) -> None:
    assert ENGLISH.hours(Decimal(number)) == ENGLISH.quantity(Decimal(number), "hours") == said


def test_other_units_stay_as_they_are() -> None:
    assert ENGLISH.quantity(Decimal("37.5"), "hours/week") == "37.5 hours a week"


def test_no_figure_of_the_book_and_no_step_of_a_card_has_1_hours() -> None:
    book = fairpay.rates()
    figures = [value_text(rate, ENGLISH) for found in book.series.values() for rate in found]
    rules = [rule(band, ENGLISH) for card in book.cards.values() for step in card.steps for band in step.bands]
    assert "1 hour" in figures  # of an interpreter alone
    assert any("about 1 hour" in text for text in rules)
    assert [text for text in (*figures, *rules) if " 1 hours" in f" {text}"] == []


def test_a_grade_has_a_name_and_a_fee_has_none() -> None:
    assert [ENGLISH.grade(grade) for grade in GRADES] == list(GRADES)
    assert ENGLISH.grade(None) == ""
