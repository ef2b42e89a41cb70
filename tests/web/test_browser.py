"""What a browser makes of the pages: axe, narrow windows, paper, no JavaScript."""

import pytest

PAGES = ["/nothing", "/gallery", "/gallery-faults", "/status/400", "/status/500", "/api", "/limits"]
BOTH = [f"{path}?lang={code}" for path in PAGES for code in ("en", "cy")]
CLEAN = {"violations": [], "incomplete": []}


@pytest.mark.parametrize("path", BOTH)
def test_axe_finds_nothing(page, axe, path):
    page.goto(path)
    assert axe(page) == CLEAN


def test_axe_finds_nothing_on_a_phone(new_page, axe):
    page = new_page(viewport={"width": 320, "height": 640})
    for path in PAGES:
        page.goto(path)
        assert axe(page) == CLEAN, path


@pytest.mark.parametrize("path", BOTH)
def test_no_sideways_scroll_at_320_pixels(new_page, path):
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_stacked_table_is_still_a_table(new_page):
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto("/rates?kind=apprenticeship_levy&lang=en")  # two figures: the rate and the allowance
    table = page.get_by_role("table").first
    assert table.get_by_role("rowheader").count() == 2
    assert table.get_by_role("columnheader").count() == 4
    assert table.get_by_role("cell").count() == 6


def test_the_style_sheet_is_applied(page):
    page.goto("/nothing")
    assert page.evaluate("getComputedStyle(document.querySelector('.app-header')).borderTopWidth") == "6px"


def test_first_tab_stop_is_the_skip_link_and_it_lands(page):
    page.goto("/gallery")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
