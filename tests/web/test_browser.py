"""What a browser makes of the pages: axe, narrow windows, paper, no JavaScript."""

import pytest

PAGES = ["/nothing", "/gallery", "/gallery-faults", "/status/400", "/status/500"]
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
    page.goto("/gallery")
    table = page.get_by_role("table", name="The same as a table")
    assert table.get_by_role("rowheader").count() == 3
    assert table.get_by_role("columnheader").count() == 5
    assert table.get_by_role("cell").count() == 12


def test_the_style_sheet_is_applied(page):
    page.goto("/nothing")
    assert page.evaluate("getComputedStyle(document.querySelector('.app-header')).borderTopWidth") == "6px"


def test_first_tab_stop_is_the_skip_link_and_it_lands(page):
    page.goto("/gallery")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_error_summary_links_land_on_fields(page):
    page.goto("/gallery-faults")
    assert page.title().startswith("Error: Every part of the look")
    links = page.locator(".govuk-error-summary a")
    assert links.count() == 2
    for number in range(2):
        target = links.nth(number).get_attribute("href")
        assert page.locator(target).count() == 1


def test_language_switch_works_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/gallery?fee=175&unknown=1")
    page.get_by_role("link", name="Cymraeg").click()
    assert page.url.endswith("/gallery?fee=175&lang=cy")
    assert page.locator("#fee").input_value() == "175"


def test_paper_holds_what_is_folded_away(page):
    page.goto("/gallery")
    page.emulate_media(media="print")
    assert page.get_by_text("Folded away on the screen, printed on paper.").is_visible()
    assert page.get_by_text("6 + 2 + 1 = 9").is_visible()
    assert not page.locator(".app-lang").is_visible()
    assert not page.locator(".govuk-skip-link").is_visible()


def test_bars_are_seen_in_forced_colours(new_page):
    page = new_page(forced_colors="active")
    page.goto("/gallery")
    fills = page.evaluate("[...document.querySelectorAll('.app-bar')].map(bar => getComputedStyle(bar).fill)")
    assert fills[0] != fills[1]
