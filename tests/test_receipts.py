"""A receipt verifies, and any single changed character in its figures is found."""

import copy
import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fairpay
from fairpay.present.receipts import QUESTION_ALTERED, verification_data, verification_lines
from fairpay.present.words import words_in
from fairpay.receipt import line, receipt, verify

HOURS = {"attendance": "6", "preparation": "2", "follow_up": "1"}


def saved(**changes) -> dict:
    """Return a receipt as it comes back from a file."""
    task = fairpay.Task(**{"on": "2026-05-14", "nation": "england", "band": "7", "hours": HOURS} | changes)
    result = fairpay.compare(task, fairpay.Offer(amount="150", per="day"))
    return json.loads(json.dumps(receipt(result, fairpay.__version__)), parse_float=Decimal)


RECEIPT = saved()
FIGURES = sorted(RECEIPT["figures"])


def test_it_holds_the_question_the_figures_and_the_rates():
    assert RECEIPT["question"]["task"] == {
        "on": "2026-05-14",
        "nation": "england",
        "hours": {
            "attendance": "6",
            "preparation": "2",
            "follow_up": "1",
            "travel": "0",
            "recovery": "0",
            "count_travel": False,
            "count_recovery": False,
        },
        "zone": "none",
        "band": "7",
        "people": 1,
        "sessions": 1,
    }
    assert RECEIPT["question"]["offer"] == {"amount": "150", "per": "day"}
    assert RECEIPT["figures"]["true_hourly"] == "16.67"
    assert RECEIPT["figures"]["afc.7.entry pay session"] == "227.31"
    assert RECEIPT["rates"]["afc.england.2026-27.7.entry"] == "49387"


@pytest.mark.parametrize(
    "changes", [{}, {"zone": "inner"}, {"nation": "wales"}, {"activity": "chair-group", "people": 3}]
)
def test_it_verifies(changes):
    verification = verify(saved(**changes))
    assert verification.holds
    assert not verification.altered


@settings(max_examples=60, derandomize=True)
@given(st.data())
def test_any_changed_character_is_found(data):
    body = copy.deepcopy(RECEIPT)
    name = data.draw(st.sampled_from(FIGURES))
    text = body["figures"][name]
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda character: character != text[place]))
    body["figures"][name] = text[:place] + other + text[place + 1 :]
    verification = verify(body)
    assert verification.altered
    assert [difference.what for difference in verification.figures] == [name]
    assert not verification.holds


def test_a_new_fingerprint_does_not_hide_a_changed_figure():
    body = copy.deepcopy(RECEIPT)
    body["figures"]["true_hourly"] = "25.00"
    body |= {"fingerprint": fairpay.receipt.fingerprint(body)}
    verification = verify(body)
    assert not verification.altered
    assert verification.figures == (("true_hourly", "25.00", "16.67"),)


def test_a_changed_question_is_found():
    body = copy.deepcopy(RECEIPT)
    body["question"]["task"]["people"] = 2
    assert verify(body).altered


def test_a_question_that_was_changed_is_said_first_and_no_rate_is_said_to_have_changed():
    """The same receipt asked of Wales: other rate cards, other pay points, and the same rates as ever."""
    body = copy.deepcopy(RECEIPT)
    body["question"]["task"]["nation"] = "wales"
    verification = verify(body)
    assert verification.altered
    assert verification.question_altered
    assert verification.rates == ()
    said = verification_lines(verification, words_in("en"))
    assert said[:2] == ["The receipt was altered after fairpay wrote it.", QUESTION_ALTERED]
    assert said[2] == f"Figures that differ: {len(verification.figures)}"
    assert len(verification.figures) > 100
    assert len(said) == 14  # those, ten figures, and that there are more
    assert said[-1] == "  The first 10 are listed; --format json lists all."
    assert verification_data(verification)["question_altered"] is True


def test_a_figure_that_was_changed_is_no_other_question():
    body = copy.deepcopy(RECEIPT)
    body["figures"]["true_hourly"] = "25.00"
    body["rates"]["afc.england.2026-27.7.entry"] = "49388"
    verification = verify(body)
    assert not verification.question_altered
    assert verification_lines(verification, words_in("en")) == [
        "The receipt was altered after fairpay wrote it.",
        "Figures that differ: 1",
        "  true_hourly: then 25.00, now 16.67",
        "Rates that changed since: 1",
        "  afc.england.2026-27.7.entry: then 49388, now 49387",
    ]


def test_it_says_which_rate_changed(monkeypatch):
    """A rate book in which Band 7 starts £100 a year higher: 49,487 / 1,955.3625 x 9 = 227.78."""
    book = fairpay.rates()
    row = book.rows["afc.england.2026-27.7.entry"]
    rows = [
        *(item for item in book.rows.values() if item.id != row.id),
        row.model_copy(update={"value": Decimal(49487)}),
    ]
    changed = fairpay.RateBook(
        edition="test",
        figures=rows,
        cards=book.cards.values(),
        activities=book.activities.values(),
        plan=book.plan,
        sources=book.sources.values(),
    )
    verification = verify(RECEIPT, book=changed)
    assert not verification.altered
    assert verification.rates == (("afc.england.2026-27.7.entry", "49387", "49487"),)
    assert ("afc.7.entry pay session", "227.31", "227.78") in verification.figures


def test_the_line_to_paste():
    assert line(RECEIPT) == (
        f"fairpay {fairpay.__version__}; rates {fairpay.rates().edition}; 2026-05-14 england; true hourly 16.67; "
        f"benchmark afc.7.entry; shortfall 77.31; verdict below-benchmark; fingerprint {RECEIPT['fingerprint'][:16]}"
    )


@pytest.mark.parametrize(
    "body",
    [{}, {"kind": "fairpay receipt"}, RECEIPT | {"kind": "other"}, RECEIPT | {"more": 1}, RECEIPT | {"rates": []}],
)
def test_anything_else_is_refused(body):
    with pytest.raises(fairpay.InputError) as refusal:
        verify(body)
    assert [fault.code for fault in refusal.value.faults] == ["not-a-receipt"]


def test_a_receipt_that_asks_nonsense_is_refused():
    body = copy.deepcopy(RECEIPT)
    body["question"]["task"]["nation"] = "atlantis"
    with pytest.raises(fairpay.InputError):
        verify(body)
