"""A third language on trial: one line and one catalogue, and a page that reads from right to left holds.

The catalogue of the trial is that of English, so what is looked at is layout, bars and numbers.
"""

from collections.abc import Iterator
from gettext import NullTranslations

import pytest
from babel import Locale

from fairpay.present import language
from webapp import languages

URDU = "ur"
QUESTION = "fee=150&per=day&attendance=6&preparation=2&follow_up=1&nation=england&on=2026-05-14&band=7"
PAGES = ["/?", f"/price?{QUESTION}&", f"/result?{QUESTION}&", "/rates?kind=mileage&", "/method?", "/price?fee=x&"]


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    english = language.translator

    def translator(code: str) -> NullTranslations:
        return NullTranslations() if code == URDU else english(code)

    monkeypatch.setitem(language.LANGUAGES, URDU, "ur")
    monkeypatch.setitem(languages.NAMES, URDU, Locale(URDU).get_language_name(URDU))
    monkeypatch.setattr(languages, "translations", translator)
    monkeypatch.setattr(language, "translator", translator)
    yield
    language.date_text.cache_clear()


def test_a_language_is_one_line_and_one_catalogue() -> None:
    assert languages.NAMES == {"en": "English", "cy": "Cymraeg"}
    assert set(languages.NAMES) == set(language.LANGUAGES)


def test_the_page_says_its_direction_and_that_it_is_a_draft(client, read, trial) -> None:
    page = read(client.get(f"/result?{QUESTION}&lang=ur").text)
    assert (page.one("html")["lang"], page.one("html")["dir"]) == ("ur", "rtl")
    assert "14 مئی 2026" in page.text  # the month as Unicode's data has it
    assert any(link.text == "اردو" or link.get("hreflang") == "cy" for link in page.all("a"))


@pytest.mark.parametrize("path", PAGES)
def test_nothing_pushes_a_phone_sideways(new_page, trial, path: str) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{path}lang=ur")
    assert page.evaluate("getComputedStyle(document.documentElement).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_bars_grow_from_the_right_and_figures_keep_their_order(page, trial) -> None:
    page.goto(f"/result?{QUESTION}&lang=ur")
    mirrored = page.evaluate("getComputedStyle(document.querySelector('.app-bars__svg')).transform")
    assert mirrored == "matrix(-1, 0, 0, 1, 0, 0)"
    # An amount stands in its own direction: the pound sign is left of the pence, whatever is around it.
    figure = page.locator(".app-bars__row bdi").first
    assert figure.inner_text() == "£150.00"
    left_to_right = """element => {
      const text = element.firstChild, range = document.createRange()
      const x = at => { range.setStart(text, at); range.setEnd(text, at + 1); return range.getBoundingClientRect().x }
      return x(0) < x(text.length - 1)
    }"""
    assert figure.evaluate(left_to_right)


def test_pence_stand_below_each_other_at_the_end_of_a_column(page, trial) -> None:
    page.goto(f"/result?{QUESTION}&lang=ur")
    cell = page.locator(".app-ladder tbody td").first
    assert cell.evaluate("cell => getComputedStyle(cell).textAlign") in ("right", "end")
