"""The site as one whole: every page that a visitor can reach, and the journeys from the start page.

Pages are found by following links from the start page, so a new page is looked at without being named here.
"""

import re
from collections import deque
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
    assert {"/", "/price", "/guided", "/role", "/description", "/budget", "/meeting", "/cards", "/side-by-side"} <= seen
    assert {"/rates", "/rates/…", "/receipt", "/method", "/limits", "/privacy", "/accessibility", "/api"} <= seen
    assert {"/result/lead", "/result/finance", "/result/offer-sheet", "/result/easier-to-read", "/working"} <= seen


ABOUT = ["/", "/guided", "/guided?done=preparation&preparation=x", "/method", "/privacy", "/accessibility", "/source"]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(new_page, axe, language):
    page = new_page(viewport=PHONE)
    for path in ABOUT:
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        assert axe(page) == CLEAN, path
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path


# ---- journeys by keyboard, without a mouse and without JavaScript ---------------------------------------


def tab_to(page, name):
    """Press Tab until an element with this accessible name has the focus, and it can be seen that it has."""
    for _ in range(150):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and name in (focused.inner_text() or focused.get_attribute("value") or "").strip():
            shown = focused.evaluate("e => getComputedStyle(e).outlineStyle + getComputedStyle(e).boxShadow")
            assert shown != "nonenone"
            return
    raise AssertionError(f"Tab does not reach {name}")


def tab_to_field(page, identifier):
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == identifier:
            return
    raise AssertionError(f"Tab does not reach {identifier}")


def test_the_skip_link_comes_first_and_lands(page):
    page.goto("/?lang=en")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_from_the_start_page_to_an_offer_sheet_by_keyboard(page):
    page.goto("/?lang=en")
    tab_to(page, "Check an offer made to me")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guided**")
    tab_to_field(page, "activity")
    for _ in range(5):  # the fifth kind of work: run a peer support session
        page.keyboard.press("ArrowDown")
    answers = [None, ("nation", " "), None, ("attendance", "3"), ("preparation", "1"), ("follow_up", "0.5"), None, None]
    for number, answer in enumerate(answers, start=1):
        assert f"Question {number} of 9" in page.locator("main").inner_text()
        if answer:
            tab_to_field(page, answer[0])
            page.keyboard.type(answer[1])
        tab_to(page, "Continue")
        page.keyboard.press("Enter")
        page.get_by_text(f"Question {number + 1} of 9").wait_for()
    tab_to_field(page, "fee")
    page.keyboard.type("60")
    page.keyboard.press("Enter")
    page.wait_for_url("**/result/offer-sheet**")
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
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("radio", name="England").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector(".govuk-error-summary")
    assert page.title().startswith("Error: ")
    page.locator("#main-content").focus()
    tab_to(page, "Row 3")
    page.keyboard.press("Enter")
    target = urlsplit(page.url).fragment
    assert page.locator(f"[id='{target}']").count() == 1


# ---- nothing typed is lost -------------------------------------------------------------------------------


def test_what_was_typed_is_there_when_going_back_in_the_browser(page):
    page.goto("/price?lang=en")
    page.get_by_label("What would be paid?").fill("85")
    page.get_by_label("Attendance").fill("2.5")
    page.get_by_role("radio", name="Wales").check()
    page.get_by_role("button", name="Show what it comes to").click()
    page.wait_for_load_state()
    page.go_back()
    from playwright.sync_api import expect  # waits: the browser fills a form in again a moment after it is there

    expect(page.get_by_label("What would be paid?")).to_have_value("85")
    expect(page.get_by_label("Attendance")).to_have_value("2.5")
    expect(page.get_by_role("radio", name="Wales")).to_be_checked()
