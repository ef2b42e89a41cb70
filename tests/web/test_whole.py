"""The site as one whole: every page that a visitor can reach, and the journeys from the start page.

Pages are found by following links from the start page, so a new page is looked at without being named here.
"""

import re
from collections import deque
from pathlib import Path
from urllib.parse import urlsplit

import pytest

CLEAN = {"violations": [], "incomplete": []}
MOST_OF_A_KIND = 3  # addresses of one page with other questions
QUESTION = "fee=150&per=day&attendance=6&preparation=2&follow_up=1&nation=england&on=2026-05-14&band=7"
SEEDS = (
    "/",
    f"/result?{QUESTION}",
    "/role/result?work=peer-support-session:60,deliver-training:35&nation=england&on=2026-05-14&band=3",
    "/meeting/result?meeting=2026-05-14~england~none~6&s1=fee~14~150~day&s2=salary~8~8a~entry",
)
PHONE = {"width": 320, "height": 640}
WIDTHS = (320, 641, 768)  # a phone; where tables begin to stand as tables; a tablet held upright
DATA = Path(__file__).parent.parent / "data"


def kind_of(href):
    """Name the page of an address: pages of single figures and workings count as one each."""
    path = urlsplit(href).path
    return re.sub(r"^(/rates|/api/v1/rates)/[^/]*\..*", r"\1/…", path)


def reachable(client, read, language):
    """Yield every page that links lead to, with its address."""
    waiting, met, counts = deque(SEEDS), set(), {}
    while waiting:
        href = waiting.popleft()
        href = href.partition("#")[0]
        href += ("&" if "?" in href else "?") + f"lang={language}" if "lang=" not in href else ""
        kind = kind_of(href)
        if href in met or counts.get(kind, 0) >= MOST_OF_A_KIND:
            continue
        met.add(href)
        counts[kind] = counts.get(kind, 0) + 1
        response = client.get(href)
        assert response.status_code == 200, href
        if response.mimetype != "text/html":
            continue
        page = read(response.text)
        yield href, page
        waiting += [link["href"] for link in page.all("a") if (link.get("href") or "").startswith("/")]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_page_that_can_be_reached_is_in_order(client, read, language):
    seen = set()
    for href, page in reachable(client, read, language):
        seen.add(kind_of(href))
        (heading,) = page.all("h1")
        title = page.one("title").text
        assert title == f"{heading.text} - fairpay", href
        ids = [element["id"] for element in page.all() if element.get("id")]
        assert len(set(ids)) == len(ids), href
        assert {link["href"][1:] for link in page.all("a") if (link.get("href") or "").startswith("#")} <= set(ids), (
            href
        )
        named = {label["for"] for label in page.all("label")}
        fields = (*page.all("input"), *page.all("select"), *page.all("textarea"))
        typed = {item["id"] for item in fields if item.get("type") not in ("hidden", "submit") and item.get("id")}
        assert typed <= named, href
        assert page.one("html")["lang"] == language
        assert page.all("nav"), href
        assert len(page.all("a", class_="govuk-back-link")) == (kind_of(href) != "/"), href
    assert {"/", "/price", "/guided", "/role", "/description", "/budget", "/meeting", "/cards", "/side-by-side"} <= seen
    assert {"/rates", "/rates/…", "/receipt", "/method", "/limits", "/privacy", "/accessibility", "/api"} <= seen
    assert {"/result/lead", "/result/finance", "/result/offer-sheet", "/result/easier-to-read", "/working"} <= seen


def too_wide(page):
    """Return the widths of a window in which a page has to be scrolled sideways."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size(PHONE | {"width": width})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(width)
    return found


@pytest.mark.parametrize("language", ["en", "cy"])
def test_nothing_that_can_be_reached_scrolls_sideways(client, read, new_page, language):
    page = new_page(viewport=PHONE)
    found = {}
    for href, _ in reachable(client, read, language):
        page.goto(href)
        found[href] = too_wide(page)
    assert len(found) > 50
    assert {href: widths for href, widths in found.items() if widths} == {}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_answer_to_a_file_and_to_a_text_do_not_scroll_sideways(new_page, language):
    page = new_page(viewport=PHONE)
    page.goto(f"/budget?lang={language}")
    page.locator("#file").set_input_files(DATA / "budgets" / "checks.csv")
    page.locator("main button").click()
    assert page.locator("table").count() > 3
    assert too_wide(page) == []
    page.goto(f"/description?work=peer-support-session:100&lang={language}")
    page.locator("#text").fill((DATA / "descriptions" / "played_down.txt").read_text(encoding="utf-8"))
    page.locator("main button").click()
    assert page.locator("table").count() > 3
    assert too_wide(page) == []


ABOUT = [
    "/",
    "/guided",
    "/guided?done=work",
    "/guided?done=preparation&preparation=x",
    "/method",
    "/privacy",
    "/accessibility",
    "/source",
]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(new_page, axe, language):
    page = new_page(viewport=PHONE)
    for path in ABOUT:
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        assert axe(page) == CLEAN, path
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path


def test_on_paper_what_is_looked_up_is_small(page):
    """Tables and workings of 14 pt, as the components have them, made 16 pages of a role."""
    page.goto(SEEDS[2])
    page.emulate_media(media="print")
    sizes = {
        name: page.locator(name).first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
        for name in (".app-table--words td", ".app-working > li", ".govuk-summary-list__value", ".app-lead")
    }
    # 10 pt and 13 pt, at 96 pixels and 72 points to the inch
    assert {name: round(pixels * 72 / 96, 1) for name, pixels in sizes.items()} == dict.fromkeys(sizes, 10) | {
        ".app-lead": 13
    }


# ---- journeys by keyboard, without a mouse and without JavaScript ---------------------------------------


# Whether a ring can be seen round what has the focus: an outline or a shadow, with a colour and a width.
# Round and square boxes to tick are drawn by their label.
RING = """() => {
    const field = document.activeElement;
    const ticked = ["radio", "checkbox"].includes(field.type);
    const style = ticked ? getComputedStyle(field.labels[0], "::before") : getComputedStyle(field);
    const seen = colour => !/^rgba\\(.*, 0\\)$|^transparent$/.test(colour);
    const outline = style.outlineStyle != "none" && parseFloat(style.outlineWidth) >= 2 && seen(style.outlineColor);
    const shadows = style.boxShadow.split(/,(?![^(]*\\))/).map(text => text.trim());
    const colour = text => text.match(/^rgba?\\([^)]*\\)/)?.[0] ?? "transparent";
    return outline || shadows.some(text => seen(colour(text)) && /([2-9]|[1-9][0-9]+)px/.test(text));
}"""


def tab_until(page, reached, name):
    """Press Tab until something has the focus, and hold that it can be seen that it has."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if reached():
            assert page.evaluate(RING), f"that {name} has the focus cannot be seen"
            return
    raise AssertionError(f"Tab does not reach {name}")


def tab_to(page, name):
    """Press Tab up to an element with this accessible name."""

    def reached():
        focused = page.locator(":focus")
        return focused.count() and name in (focused.inner_text() or focused.get_attribute("value") or "").strip()

    tab_until(page, reached, name)


def tab_to_field(page, identifier):
    tab_until(page, lambda: page.evaluate("document.activeElement.id") == identifier, identifier)


def enter(page):
    """Press Enter, and wait until the page that it leads to is there."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_skip_link_comes_first_and_lands(page):
    page.goto("/?lang=en")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_from_the_start_page_to_an_offer_sheet_by_keyboard(page):
    page.goto("/?lang=en")
    tab_to(page, "Check an offer made to me")
    enter(page)
    tab_to_field(page, "activity")
    page.keyboard.press("Space")
    for _ in range(4):  # the fifth kind of work: run a peer support session
        page.keyboard.press("ArrowDown")
    answers = [None, ("nation", " "), None, ("attendance", "3"), ("preparation", "1"), ("follow_up", "0.5"), None, None]
    for number, answer in enumerate(answers, start=1):
        assert f"Question {number} of 9" in page.locator("main").inner_text()
        if answer:
            tab_to_field(page, answer[0])
            page.keyboard.type(answer[1])
        tab_to(page, "Continue")
        enter(page)
    tab_to_field(page, "fee")
    page.keyboard.type("60")
    enter(page)
    assert "/result/offer-sheet" in page.url
    text = page.locator("main").inner_text()
    # £60 a day over 3 + 1 + 0.5 hours: 60 ÷ 4.5 = £13.33
    assert "£60.00" in text
    assert "£13.33" in text


def test_a_budget_with_a_fault_by_keyboard(new_page, tmp_path):
    page = new_page(java_script_enabled=False)
    file = tmp_path / "plan.csv"
    file.write_text(
        "Date,Category,People,Sessions,Attendance hours,Fee,Per\n"
        "2026-05-14,fee,1,1,6,150,day\n2026-05-14,fee,1,1,6,x,day\n",
        encoding="utf-8",
    )
    page.goto("/budget?lang=en")
    tab_to_field(page, "file")
    with page.expect_file_chooser() as waiting:
        page.keyboard.press("Space")
    waiting.value.set_files(file)
    tab_to_field(page, "nation")
    page.keyboard.press("ArrowDown")  # the second choice: England
    tab_to_field(page, "answer")
    tab_to(page, "Check the budget")
    enter(page)
    assert page.title().startswith("Error: ")
    assert page.locator("[name=nation]:checked").get_attribute("value") == "england"
    tab_to(page, "Row 3")
    page.keyboard.press("Enter")
    page.wait_for_url("**#row-3")
    assert page.locator("#row-3").count() == 1


# ---- nothing typed is lost -------------------------------------------------------------------------------


def test_what_was_typed_is_there_when_going_back_in_the_browser(page):
    page.goto("/price?lang=en")
    page.get_by_label("What would be paid?").fill("85")
    page.get_by_label("Attendance").fill("2.5")
    page.get_by_role("radio", name="Wales").check()
    page.get_by_role("button", name="Show what it comes to").click()
    page.go_back()
    from playwright.sync_api import expect  # waits: the browser fills a form in again a moment after it is there

    expect(page.get_by_label("What would be paid?")).to_have_value("85")
    expect(page.get_by_label("Attendance")).to_have_value("2.5")
    expect(page.get_by_role("radio", name="Wales")).to_be_checked()
