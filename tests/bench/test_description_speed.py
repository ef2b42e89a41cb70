"""The budget of the wording check, as a multiple of the reference loop timed in the same run.

A ten-page description was to take 100 ms where the reference loop takes 2.2 µs: 45,000 times that.
"""

import random
import string
from pathlib import Path

import pytest

import fairpay

TEXTS = Path(__file__).parent.parent / "data" / "descriptions"


def test_ten_pages(hold):
    """Two texts of 163 and 103 words with 27 and 25 phrases, 19 times: 5,054 words, 988 phrases."""
    pages = "\n\n".join((TEXTS / f"{name}.txt").read_text(encoding="utf-8") for name in ("plain", "played_down"))
    text = "\n\n".join([pages] * 19)
    fairpay.check_description(text)  # the lexicon is made ready once for a rate book
    found = hold(lambda: fairpay.check_description(text, activities=["peer-support-session"]), 45_000)
    assert (found.words, found.found) == (5054, 988)


def test_noise(hold):
    noise = "".join(random.Random(5).choices(string.ascii_lowercase + " \n.,", k=200_000))

    def declined() -> str:
        with pytest.raises(fairpay.InputError) as caught:
            fairpay.check_description(noise)
        return caught.value.code

    assert hold(declined, 450_000) == "not-english"
