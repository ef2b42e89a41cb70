"""Two offers side by side: each as it is by itself, the difference by hand, and nothing typed is lost."""

from urllib.parse import parse_qsl, urlsplit

import pytest

import fairpay
from fairpay.present.language import money_text
from webapp import limits, question
from webapp.side_by_side import NAMES, SIDE_FIELDS, SIDES

CLEAN = {"violations": [], "incomplete": []}
WORKSHOP = {"a_fee": "150", "a_per": "day", "a_attendance": "6", "a_preparation": "2", "a_follow_up": "1"}
TRAINING = {"b_fee": "35", "b_per": "hour", "b_attendance": "4", "b_preparation": "3"}
SHARED = {"nation": "england", "on": "2026-05-14"}
BOTH = {**WORKSHOP, **TRAINING, **SHARED}
ACTIVITIES = {"a_activity": "lead-organisational-change", "b_activity": "share-views"}
FAULTY = {
    "a_fee": "1,50",
    "a_attendance": "x",
    "b_per": "week",
    "b_attendance": "25",
    "on_day": "31",
    "on_month": "2",
    "on_year": "2026",
    "people": "0",
    "known_on": "soon",
}


@pytest.fixture
def get(client, read):
    """Return a function that opens the page."""

    def get(query, lang="en", status=200):
        response = client.get("/side-by-side", query_string={**query, "lang": lang})
        assert response.status_code == status
        return read(response.text)

    return get


def table(page):
    body = page.one("table", id="both").one("tbody")
    return {row.one("th").text: [cell.text for cell in row.all("td")] for row in body.all("tr")}


def fields(address):
    return dict(parse_qsl(urlsplit(address).query))


def sent(page):
    """Return what a browser would send."""
    found = {}
    for field in page.one("form").all("input"):
        if field["type"] not in ("radio", "checkbox") or "checked" in field.attributes:
            found[field["name"]] = field["value"]
    for field in page.one("form").all("select"):
        chosen = [option for option in field.all("option") if "selected" in option.attributes]
        found[field["name"]] = (chosen or field.all("option"))[0]["value"]
    return found


def filled(page):
    return {name: value for name, value in sent(page).items() if value}


# ---- the answer ----------------------------------------------------------------------------------


def test_by_hand(get):
    """150 ÷ 9 = 16.6666… an hour; 35 × 7 = 245 for a session; 35 − 16.6666… = 18.3333…"""
    page = get(BOTH)
    assert page.one(class_="app-lead").text == (
        "For every hour that counts, the first offer pays £16.67 and the second £35.00. "
        "The second pays £18.33 an hour more. For one session the first pays £150.00 and the second £245.00."
    )
    none = "There is no benchmark here to hold this against. Choose an activity or a band to have one."
    assert table(page) == {
        "What would be paid": ["£150.00 a day", "£35.00 an hour", ""],
        "Kind of work": ["None of these", "None of these", "The same"],
        "Hours that count": ["9", "7", "2 less"],
        "Pay for the session": ["£150.00", "£245.00", "£95.00 more"],
        "Pay for every hour that counts": ["£16.67", "£35.00", "£18.33 more"],
        "What it comes to": [none, none, "The same"],
    }


def test_totals_and_benchmarks(get):
    """Band 8b entry, £66,582 ÷ 1,955.3625 × 9 = £306.4588…"""
    page = get(BOTH | ACTIVITIES | {"people": "3", "sessions": "2"})
    found = table(page)
    assert found["Pay in all"] == ["£900.00", "£1,470.00", "£570.00 more"]
    assert found["Benchmark"][0] == "Band 8b, entry point"
    assert found["The benchmark for the session"][0] == "£306.46"
    assert found["Short of the benchmark"][:2] == ["£156.46", "£0.00"]
    assert found["Short of the benchmark"][2] == "£156.46 less"
    assert found["What it comes to"][0] == "This is below the benchmark for this work."
    labels = [label.text for label in page.all(class_="app-bars__label")]
    assert labels[:2] == ["First offer: £150.00", "Second offer: £245.00"]
    assert "First offer: Band 8b, entry point (Benchmark): £306.46" in labels
    widths = [float(bar["width"]) for bar in page.all("rect", class_="app-bar")]
    assert max(widths) == 100
    assert widths[2:] == sorted(widths[2:])


def test_in_cost_the_benchmark_is_said_to_be_a_cost(get):
    """£306.4588… of pay is for 9 hours of Band 8b; the same hours cost £489.18 (tests/test_golden.py)."""
    found = table(get(BOTH | ACTIVITIES | {"basis": "cost"}))
    assert "The benchmark for the session" not in found
    assert found["The benchmark's cost for the session"][0] == money_text(
        fairpay.compare(
            fairpay.Task(on="2026-05-14", nation="england", band="8b", hours=fairpay.Hours(attendance="9")),
            fairpay.Offer(amount="150", per="session"),
        )["afc.8b.entry"].cost.session
    )


def test_a_benchmark_that_is_missing_is_named(get):
    page = get(BOTH | {"nation": "northern_ireland", "on": "2026-11-22", "band": "7"})
    assert table(page)["What it comes to"] == [
        *["The benchmark would be Band 7. Band 7 has no pay scale for Northern Ireland on this date."] * 2,
        "The same",
    ]


@pytest.mark.parametrize(
    "changes", [{}, ACTIVITIES, {"basis": "cost", **ACTIVITIES}, {"b_card": "tewv:block", "b_fee": ""}]
)
def test_each_side_is_what_it_is_by_itself(client, get, changes):
    query = {name: value for name, value in {**BOTH, **changes}.items() if value}
    page = get(query)
    links = [link["href"] for link in page.one("main").all("a") if urlsplit(link["href"]).path == "/result"]
    for column, (side, address) in enumerate(zip(SIDES, links, strict=True)):
        own = {name: query[f"{side}_{name}"] for name in SIDE_FIELDS if f"{side}_{name}" in query}
        shared = {name: value for name, value in query.items() if name[:2] not in ("a_", "b_")}
        assert fields(address) == own | shared | {"lang": "en"}
        result = question.ask(own | shared, fairpay.rates()).result
        found = table(page)
        assert found["Pay for the session"][column] == money_text(result.paid.pay.session)
        assert found["Pay for every hour that counts"][column] == money_text(result.true_hourly)
        assert client.get(address).status_code == 200


def test_the_same_twice_and_unpaid(get):
    twice = {f"b_{name[2:]}": value for name, value in WORKSHOP.items()}
    page = get(WORKSHOP | twice | SHARED)
    assert "For every hour that counts, both offers pay £16.67." in page.one(class_="app-lead").text
    assert {cells[2] for cells in table(page).values()} == {"The same"}
    assert len(page.all("rect", class_="app-bar")) == 3  # two offers, and the legal minimum once
    page = get(BOTH | {"b_per": "unpaid", "b_fee": ""})
    assert "The second pays £16.67 an hour less." in page.text
    assert table(page)["What would be paid"][1] == "It is unpaid"


def test_what_both_share_is_said_once(get):
    page = get(BOTH | ACTIVITIES | {"a_travel": "2", "b_travel": "2", "a_recovery": "1"})
    items = [item.text for item in page.one("ul", class_="govuk-list--bullet").all("li")]
    assert items[0].startswith("No figure here is a maximum.")
    assert items.count("Travel is not counted in these figures (hours: 2).") == 1
    assert "First offer: Recovery is not counted in these figures (hours: 1)." in items


# ---- the form ------------------------------------------------------------------------------------


def test_an_empty_form(get):
    page = get({})
    assert page.one("h1").text == "Two offers side by side"
    assert filled(page) == {
        "a_per": "day",
        "b_per": "day",
        "on_day": "14",
        "on_month": "5",
        "on_year": "2026",
        "zone": "none",
        "basis": "pay",
        "lang": "en",
    }
    assert page.all(class_="govuk-error-summary") == []
    assert page.all("meta", name="robots") == []


def test_it_sends_no_more_fields_than_an_address_may_have(get):
    ticked = {"count_travel": "true", "count_recovery": "true", "last_known_scale": "true"}
    assert len(sent(get(BOTH | ticked))) <= limits.QUERY_FIELDS


def test_from_a_result_the_offer_is_the_first(client, get, read, switch):
    own = {name[2:]: value for name, value in WORKSHOP.items()} | {"activity": "deliver-training", "travel": "2"}
    asked = own | SHARED | {"people": "3", "zone": "outer", "count_travel": "true", "known_on": "2026-05-14"}
    result = read(client.get("/result", query_string=asked | {"lang": "en"}).text)
    (link,) = [link for link in result.all("a") if link.text == "Compare with another offer"]
    page = read(client.get(link["href"]).text)
    assert page.all(class_="govuk-error-summary") == []
    found = filled(page)
    for name, value in own.items():
        assert found[f"a_{name}"] == value
        assert found.get(f"b_{name}") == (value if name not in ("fee", "per") else {"per": "day"}.get(name))
    assert [found[name] for name in ("people", "zone", "count_travel", "known_on")] == [
        "3",
        "outer",
        "true",
        "2026-05-14",
    ]
    assert page.one("details", id="more").get("open") is not None
    assert sent(read(switch(page).text)) == sent(page) | {"lang": "cy"}
    # and with a fee for the second it is an answer
    assert "The two offers" in get({**found, "b_fee": "200"}).text


@pytest.mark.parametrize("lang", ["en", "cy"])
def test_faults_are_named_by_side_and_nothing_typed_is_lost(get, read, switch, lang):
    page = get(FAULTY, lang, 422)
    summary = page.one(class_="govuk-error-summary")
    targets = [link["href"][1:] for link in summary.all("a")]
    assert list(dict.fromkeys(targets)) == [
        *("a_fee", "a_attendance", "b_fee", "b_per", "b_attendance", "on", "nation", "people", "known_on")
    ]
    assert page.one("title").text.startswith(("Error: ", "Gwall: "))
    ids = {element["id"] for element in page.all() if "id" in element.attributes}
    assert set(targets) <= ids
    found = filled(page)
    assert {name: found.get(name) for name in FAULTY if name != "b_per"} == {
        name: value for name, value in FAULTY.items() if name != "b_per"
    }
    other = read(switch(page, "cy" if lang == "en" else "en").text)
    assert (sent(page) | {"lang": other.one("html")["lang"]}).items() <= sent(other).items()
    told = [link["href"][1:] for link in other.one(class_="govuk-error-summary").all("a")]
    assert told == [target for target in targets if target != "b_per"]  # radios: nobody can choose what is wrong there
    if lang == "en":
        texts = [link.text for link in summary.all("a")]
        assert texts[0].startswith("First offer: Enter the day fee in pounds")
        assert any(text.startswith("Second offer: Enter the hours of attendance between 0 and 24") for text in texts)
        assert [text for text in texts if text.startswith("Choose the nation")] == ["Choose the nation."]


def test_one_side_alone_is_asked_for_the_other(get):
    page = get({"a_fee": "150", "a_attendance": "6", **SHARED}, status=422)
    assert [link["href"] for link in page.one(class_="govuk-error-summary").all("a")] == ["#b_fee", "#b_attendance"]


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "=1+1", "٣", "1e9", "NaN", "-1", " ", "9" * 200])
@pytest.mark.parametrize("name", [*NAMES, "other"])
def test_odd_input_is_refused_and_never_a_fault_of_ours(client, name, value):
    response = client.get("/side-by-side", query_string=BOTH | {name: value})
    assert response.status_code in (200, 422)
    assert "<script>alert" not in response.text


# ---- in a browser --------------------------------------------------------------------------------


def address(query, lang="en"):
    return "/side-by-side?" + "&".join(f"{name}={value}" for name, value in query.items()) + f"&lang={lang}"


PAGES = {"empty": {}, "answered": BOTH | ACTIVITIES, "faulty": FAULTY}


@pytest.mark.parametrize("lang", ["en", "cy"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_and_a_phone(new_page, axe, name, lang):
    page = new_page(viewport={"width": 1000, "height": 800})
    page.goto(address(PAGES[name], lang))
    assert axe(page) == CLEAN
    for width in (320, 700):
        page = new_page(viewport={"width": width, "height": 640})
        page.goto(address(PAGES[name], lang))
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_journey_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/result?fee=150&per=day&attendance=6&preparation=2&follow_up=1&nation=england&on=2026-05-14&lang=en")
    page.get_by_role("link", name="Compare with another offer").click()
    page.locator("#b_fee").fill("200")
    page.get_by_role("button", name="Put them side by side").click()
    assert "The second pays £5.55 an hour more." in page.locator(".app-lead").inner_text()  # 22.22 − 16.67
    page.get_by_role("button", name="Cymraeg").click()
    assert "£5.55" in page.locator(".app-lead").inner_text()
    assert page.locator("#b_fee").input_value() == "200"


def test_links_of_the_error_summary_move_the_focus(page):
    page.goto(address(FAULTY))
    links = page.locator(".govuk-error-summary a")
    for number in range(links.count()):
        links.nth(number).click()
        assert page.evaluate("'#' + document.activeElement.id") == links.nth(number).get_attribute("href")
