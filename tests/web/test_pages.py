"""The pages in a browser: axe, a phone, paper, the keyboard, and no JavaScript."""

import re
from io import BytesIO
from urllib.parse import urlencode

import pytest
from pypdf import PdfReader

import fairpay
from fairpay.present.words import words_in

CLEAN = {"violations": [], "incomplete": []}
QUESTION = (
    "fee=150&per=day&attendance=6&preparation=2&follow_up=1&nation=england&on=2026-05-14"
    "&activity=lead-organisational-change&people=3&travel=2"
)
FAULTY = "fee=1,50&per=week&attendance=25&preparation=x&on_day=31&on_month=2&on_year=2026&people=0&card=x&band=1&age=1"
PAGES = {
    "form": "/price?",
    "form, filled in": f"/price?{QUESTION}&",
    "result": f"/result?{QUESTION}&",
    "result without a benchmark": "/result?fee=9&per=hour&attendance=2&nation=northern_ireland&on=2026-11-20&",
    "unpaid": "/result?per=unpaid&attendance=2&nation=scotland&on=2026-05-14&activity=share-views&",
    "nothing filled in": "/result?",
    "all wrong": f"/result?{FAULTY}&",
    "working": f"/working?{QUESTION}&rung=afc.8b.entry&",
    "working with a warning": f"/working?{QUESTION}&rung=consultancy.director-level&",
    "no such rung": f"/working?{QUESTION}&rung=x&",
    "spreadsheet of a faulty question": f"/result.csv?{FAULTY}&",
}
BOTH = [
    pytest.param(f"{path}lang={code}", id=f"{name}, {code}") for name, path in PAGES.items() for code in ("en", "cy")
]
# axe takes seconds for a ladder of sixty rungs, so it looks at each kind of page once in a language.
LOOKED_AT = [one for one in BOTH if not str(one.id).startswith(("unpaid", "result without", "form, ", "spreadsheet"))]
PHONE = {"width": 320, "height": 640}


@pytest.mark.parametrize("path", LOOKED_AT)
def test_axe_finds_nothing(page, axe, path):
    page.goto(path)
    assert axe(page) == CLEAN


@pytest.mark.parametrize("name", ["result", "all wrong"])
def test_axe_finds_nothing_on_a_phone(new_page, axe, name):
    page = new_page(viewport=PHONE)
    page.goto(f"{PAGES[name]}lang={'en' if name == 'result' else 'cy'}")
    assert axe(page) == CLEAN


@pytest.mark.parametrize("lang", ["en", "cy"])
def test_no_sideways_scroll_on_a_phone(new_page, lang):
    """Not with what is folded away opened, either (400 % zoom is a phone of this width)."""
    page = new_page(viewport=PHONE)
    for name, path in PAGES.items():
        page.goto(f"{path}lang={lang}")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, name
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, name


def test_from_the_form_to_the_answer_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/price")
    page.get_by_label("What would be paid?").fill("150")
    page.get_by_label("Attendance").fill("6")
    page.get_by_label("Preparation").fill("2")
    page.get_by_label("Follow-up").fill("1")
    page.get_by_label("What kind of work is it?").select_option("co-facilitate-workshop")
    page.get_by_role("radio", name="England").check()
    assert page.get_by_role("radio", name="A day", exact=True).is_checked()
    page.get_by_role("button", name="Show what it comes to").click()
    assert page.get_by_role("heading", level=1).inner_text() == "What this offer comes to"
    assert "that is £16.67 an hour" in page.locator(".app-lead").inner_text()
    table = page.get_by_role("table", name="Agenda for Change (NHS staff pay)")
    row = table.get_by_role("row").filter(has=page.get_by_role("link", name="Band 7, entry point", exact=True))
    assert [cell.inner_text() for cell in row.get_by_role("cell").all()] == [
        "£25.26",
        "£227.31",
        "£361.71",
        "0.66",
        "£77.31",
    ]
    page.get_by_role("link", name="Change the hours of preparation").click()
    assert page.url.endswith("#preparation")
    assert page.get_by_label("Preparation").input_value() == "2"
    page.get_by_label("Preparation").fill("3")
    page.get_by_role("button", name="Show what it comes to").click()
    assert "that is £15.00 an hour" in page.locator(".app-lead").inner_text()
    page.get_by_role("link", name="Cymraeg").click()
    assert page.locator("html").get_attribute("lang") == "cy"
    assert "£15.00" in page.locator(".app-lead").inner_text()


def test_a_mistake_is_mended_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"/price?{QUESTION}&lang=en")
    page.get_by_label("What would be paid?").fill("1,50")
    page.get_by_label("Travel", exact=True).fill("a lot")
    page.get_by_role("button", name="Show what it comes to").click()
    assert page.title().startswith("Error: Price a piece of work")
    links = page.locator(".govuk-error-summary a")
    assert links.count() == 2
    assert page.locator("details#more").get_attribute("open") is not None
    links.nth(1).click()
    assert page.url.endswith("#travel")
    assert page.locator("#travel").is_visible()
    assert page.locator("#fee").input_value() == "1,50"
    page.locator("#fee").fill("150")
    page.locator("#travel").fill("2")
    page.get_by_role("button", name="Show what it comes to").click()
    assert page.get_by_role("heading", level=1).inner_text() == "What this offer comes to"


@pytest.mark.parametrize("path", [f"{PAGES['all wrong']}lang=en", f"{PAGES['nothing filled in']}lang=cy"])
def test_every_link_of_the_error_summary_moves_the_focus(page, path):
    page.goto(path)
    links = page.locator(".govuk-error-summary a")
    assert links.count() >= 4
    for number in range(links.count()):
        links.nth(number).click()
        target = links.nth(number).get_attribute("href").removeprefix("#")
        assert page.evaluate("document.activeElement.id") == target


def test_change_links_move_the_focus(page):
    page.goto(f"/result?{QUESTION}&lang=en")
    links = page.locator(".govuk-summary-list__actions a").all()
    for address in [link.get_attribute("href") for link in links]:
        page.goto(address)
        assert page.evaluate("document.activeElement.id") == address.partition("#")[2]


def test_the_keyboard_alone(page):
    page.goto("/price?lang=en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert reached[:8] == ["fee", "per-day", "attendance", "preparation", "follow_up", "activity", "on", "on_month"]
    assert reached[8:11] == ["on_year", "nation", "SUMMARY"]


def test_a_stacked_ladder_is_still_a_table(new_page):
    page = new_page(viewport=PHONE)
    page.goto(f"/result?{QUESTION}&lang=en")
    table = page.get_by_role("table", name="Floors")
    assert table.get_by_role("columnheader").count() == 6
    assert table.get_by_role("rowheader").count() == 2
    assert table.get_by_role("cell").count() == 10
    label = "getComputedStyle(document.querySelector('#table-floor td'), '::before').content"
    assert page.evaluate(label) == '"Pay an hour"'


def test_everything_but_the_factors_is_seen_without_a_click(page):
    page.goto(f"/result?{QUESTION}&lang=en")
    assert page.locator("details").count() == 1
    for text in ("Salary for a full-time year", "Hours really worked in a year", "VAT would add", "is a maximum"):
        assert page.get_by_text(text).first.is_visible()
    assert not page.locator(".app-factors").is_visible()


def _reasons():
    return [item.reason for item in fairpay.rates().activities["lead-organisational-change"].levels.values()]


def test_paper_shows_the_working_and_the_factors(page):
    page.goto(f"/result?{QUESTION}&lang=en")
    page.emulate_media(media="print")
    for reason in _reasons():
        assert page.get_by_text(reason).first.is_visible()
    assert page.locator(".app-working").first.is_visible()
    for name in (".app-lang", ".govuk-skip-link", ".govuk-back-link", ".govuk-summary-list__actions"):
        assert not page.locator(name).first.is_visible()


def test_the_pdf_holds_the_working_and_the_reasons(page):
    page.goto(f"/result?{QUESTION}&lang=en")
    paper = PdfReader(BytesIO(page.pdf(format="A4", print_background=False)))
    text = "".join(sheet.extract_text() for sheet in paper.pages)
    printed = re.sub(r"\s+", "", text)
    salary = fairpay.rates().series["afc.england.8b.entry"][-1]
    since = words_in("en").date(salary.period.start)
    for wanted in (*_reasons(), salary.place, since, "Hours really worked in a year", "£16.6667 (£16.67)"):
        assert re.sub(r"\s+", "", wanted) in printed
    assert "Change" not in text.split("Side by side")[0]


def test_bars_in_forced_colours(new_page):
    page = new_page(forced_colors="active")
    page.goto(f"/result?{QUESTION}&lang=en")
    fills = page.evaluate("[...document.querySelectorAll('.app-bar')].map(bar => getComputedStyle(bar).fill)")
    assert len(set(fills[1:])) == 1
    assert fills[0] != fills[1]


def test_the_spreadsheet_is_a_download(page):
    page.goto(f"/result?{QUESTION}&lang=en")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="All figures for a spreadsheet (CSV)").click()
    assert waiting.value.suggested_filename == "fairpay-result.csv"


def test_the_address_is_the_whole_question(new_page):
    """A fresh browser that opens the address of a result sees the same page."""
    first, second = new_page(), new_page()
    first.goto(f"/result?{QUESTION}&lang=en&{urlencode({'zone': '', 'age': ''})}")
    first.get_by_role("link", name="The address of this result").click()
    second.goto(first.url.partition("/result")[1] + first.url.partition("/result")[2])
    assert first.locator("main").inner_text() == second.locator("main").inner_text()
