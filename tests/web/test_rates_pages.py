"""The pages of the rate book: the figures of the library, kept filters, downloads, bad input; and every new page in a
browser."""

import csv
import io
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

import fairpay
from fairpay import browse, money
from fairpay.changes import changes
from fairpay.present import rate_tables, wording
from fairpay.present.language import date_text
from fairpay.present.words import words_in
from webapp import figures

# Scotland has fewer schemes than England, and axe takes its time for each.
TASK = "attendance=6&preparation=2&follow_up=1&nation=scotland&on=2026-05-14&activity=committee-member"
ADDRESSES = {
    "cards": "/cards?",
    "cards, answered": f"/cards?{TASK}&fee=150&per=day&",
    "cards, faulty": "/cards?attendance=x&travel=y&on_day=31&on_month=2&on_year=2026&known_on=z&",
    "rates": "/rates?kind=mileage&",
    "rates, faulty": "/rates?kind=x&nation=x&on=1.1.2026&known_on=soon&",
    "figure": "/rates/afc.scotland.2025-26.7.entry?",
    "figure of a card": "/rates/card.nice-old.lay-member.half?",
    "no such figure": "/rates/none?",
    "sources": "/rates/sources?page=6&",
    "changes": "/rates/changes?since=2026-05-20&until=2026-07-01&",
    "changes, faulty": "/rates/changes?since=2026-05-01&until=2026-04-01&",
    "verify": "/rates/verify?page=16&",
    "check": "/rates/check?on=2023-01-01&",
    "check, faulty": "/rates/check?on=x&",
    "receipt": "/receipt?",
}
BOTH = [
    pytest.param(f"{path}lang={code}", id=f"{name}, {code}")
    for name, path in ADDRESSES.items()
    for code in ("en", "cy")
]
BOOK = fairpay.rates()
WORDS = words_in("en")


@pytest.fixture
def opened(client, read):
    """Return a function that opens a page in English."""

    def get(path, status=200, **fields):
        response = client.get(path, query_string={**fields, "lang": "en"})
        assert response.status_code == status
        return read(response.text)

    return get


def rows(page, name):
    """Return the rows of a table as lists of their texts."""
    table = page.one("table", id=name).one("tbody")
    return [[cell.text for cell in row.all() if cell.tag in ("th", "td")] for row in table.all("tr")]


def told(page):
    return {row.one("dt").text: row.one("dd").text for row in page.all(class_="govuk-summary-list__row")}


# ---- looking through -----------------------------------------------------------------------------


def test_every_kind_has_a_name():
    assert set(browse.kinds(BOOK)) == set(figures.KINDS)


def test_kinds_with_their_counts(opened):
    choices = {option["value"]: option.text for option in opened("/rates").one("select", name="kind").all("option")}
    counts = browse.kinds(BOOK)
    assert choices.pop("") == f"All kinds ({sum(counts.values()):,})"
    assert choices == {kind: f"{figures.KINDS[kind]} ({count})" for kind, count in counts.items()}


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "mileage"},
        {"kind": "benefit", "nation": "uk", "on": "2026-05-14"},
        {"nation": "scotland", "on": "2025-06-01", "known_on": "2025-06-01"},
        {"text": "Wedding"},
        {"text": "interpreter", "kind": "access"},
    ],
)
def test_the_figures_are_those_of_the_library(opened, asked):
    given = {
        name: date.fromisoformat(text) if name.endswith("on") and "-" in text else text for name, text in asked.items()
    }
    found = browse.find(**given, book=BOOK)
    page = opened("/rates", **asked)
    if not found:
        assert page.all("table") == []
        return
    shown = rows(page, "figures")
    assert len(shown) == min(len(found), 50)
    for row, rate in zip(shown, found, strict=False):
        assert row[0] == rate.label
        assert row[1] == figures.value_text(rate, WORDS)
        assert all(date_text(day, "en") in row[2] for day in rate.period if day)
        assert row[3] == rate.evidence
    links = [cell.one("a")["href"] for cell in page.one("table", id="figures").all("th", scope="row")]
    assert links == [f"/rates/{rate.id}?lang=en" for rate in found[:50]]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mileage.car.2026", "£0.55 a mile"),
        ("weekly_hours.england.2022", "37.5 hours a week"),
        ("vat.standard.20", "0.2 (20%)"),
        ("overtime.multiplier", "1.5 as a ratio"),
        ("afc.scotland.2025-26.7.entry", "£50,935.00 a year"),
    ],
)
def test_a_value_has_its_unit_in_words(opened, name, text):
    assert opened(f"/rates/{name}").one(class_="app-figure").text == text


def test_pages_keep_the_filters(opened):
    found = browse.find(kind="afc", nation="england", book=BOOK)
    page, seen = opened("/rates", kind="afc", nation="england"), []
    for _ in range(20):
        seen += [row[0] for row in rows(page, "figures")]
        onward = page.all("a", rel="next")
        if not onward:
            break
        fields = {name: value[0] for name, value in parse_qs(urlsplit(onward[0]["href"]).query).items()}
        assert (fields["kind"], fields["nation"], fields["lang"]) == ("afc", "england", "en")
        page = opened("/rates", **fields)
        assert page.one("option", value="afc").get("selected") is not None
    assert seen == [rate.label for rate in found]
    assert page.all("a", rel="prev")


def test_downloads_hold_the_same_figures(client, opened):
    found = browse.find(kind="card", on=date(2026, 5, 14), book=BOOK)
    page = opened("/rates", kind="card", on="2026-05-14")
    links = {link.text[-5:]: link["href"] for link in page.all("a") if "fairpay" not in link.text}
    spreadsheet, data = client.get(links["(CSV)"]), client.get(links["JSON)"])
    assert spreadsheet.data.startswith(b"\xef\xbb\xbf")
    assert spreadsheet.headers["Content-Disposition"] == "attachment; filename=fairpay-rates.csv"
    assert data.headers["Content-Disposition"] == "attachment; filename=fairpay-rates.json"
    assert data.json == [rate_tables.rate_data(rate, BOOK) for rate in found]
    lines = list(csv.DictReader(io.StringIO(spreadsheet.data.decode("utf-8-sig"))))
    assert [line["id"] for line in lines] == [rate.id for rate in found]


def test_the_switch_keeps_what_was_asked(opened, read, switch):
    asked = {"kind": "afc", "nation": "wales", "on": "2026-05-14", "known_on": "2026-05-14", "text": "band"}
    page = opened("/rates", **asked)
    welsh = read(switch(page).text)
    assert welsh.one("form").sends() == page.one("form").sends() | asked | {"lang": "cy"}
    assert len(rows(welsh, "figures")) == len(rows(page, "figures"))


def test_the_switch_keeps_the_page_of_a_long_list(opened, read, switch, client):
    page = opened("/rates", kind="afc", page="2")
    welsh = read(switch(page).text)
    assert "51 to 100 of " in page.one("main").text
    assert "51 i 100 allan o " in welsh.one("main").text
    # What is looked for was changed to what has one page only, and not sent yet: that page.
    sent = page.one("form").sends() | {"kind": "apprenticeship_levy", "page_in": "cy"}
    assert "51" not in read(client.get("/rates", query_string=sent).text).one("main").text


def test_no_page_of_rates_is_kept_from_search_engines(opened):
    assert opened("/rates", kind="afc").all("meta", name="robots") == []


# ---- one figure ----------------------------------------------------------------------------------


def test_a_figure_in_full(opened):
    rate = next(rate for rate in BOOK.series["afc.scotland.7.entry"] if rate.id == "afc.scotland.2025-26.7.entry")
    page = opened(f"/rates/{rate.id}")
    about = told(page)
    assert page.one("h1").text == rate.label
    assert about["Evidence"] == wording.GRADES[rate.evidence]
    assert about["Place in the source"] == rate.place
    assert about["Note"] == rate.note
    assert about["Last checked"] == date_text(rate.last_checked, "en")
    assert about["Could be known from"] == date_text(rate.known_from, "en")
    for source in rate.sources:
        assert page.one("a", href=BOOK.sources[source].url).text == BOOK.sources[source].title
    series = rows(page, "series")
    assert [row[1] for row in series] == [figures.value_text(one, WORDS) for one in BOOK.series[rate.series]]
    assert "This figure Replaces for the same days what was known before: £50,861.00 a year" in series[3][0]
    bars = [float(bar["width"]) for bar in page.all("rect", height="10") if "app-bar" in bar["class"]]
    top = max(one.value for one in BOOK.series[rate.series])
    assert bars == [round(float(one.value / top * 100), 2) for one in BOOK.series[rate.series]]


def test_every_figure_has_a_page(client):
    found = browse.find(book=BOOK)
    for rate in (*found[::40], *(one for one in found if one.id.startswith("card."))):
        response = client.get(f"/rates/{rate.id}?lang=cy")
        assert response.status_code == 200, rate.id


def test_an_amount_of_a_card_has_its_terms(opened):
    card = BOOK.cards["nice-old"]
    about = told(opened("/rates/card.nice-old.lay-member.half"))
    assert about["Scheme"] == f"{card.organisation}: {card.title}"
    assert about["Expenses"] == card.terms.expenses
    assert about["Cancellation"] == "Not known"
    assert about["Superseded"] == "Replaced by a later one of the same organisation"
    assert about["Amounts"] == "£75.00 for the session, less than 4 hours£150.00 for the session, 4 hours or more"


@pytest.mark.parametrize("name", ["no-such-figure", "<script>", "%00", "..%2f..%2fetc", "afc.7.entry", "a" * 5000])
def test_what_is_not_there_is_not_repeated(client, name):
    response = client.get(f"/rates/{name}")
    assert response.status_code == 404
    assert name not in response.text


# ---- the lists -----------------------------------------------------------------------------------


def test_sources(opened):
    found = sorted(BOOK.sources.values(), key=lambda source: source.id)
    shown = rows(opened("/rates/sources", page="2"), "sources")
    assert [row[3] for row in shown] == [source.id for source in found[50:100]]


def test_changes_are_those_of_the_library(opened):
    found = changes(date(2026, 5, 1), until=date(2026, 8, 1), book=BOOK)
    page = opened("/rates/changes", since="2026-05-01", until="2026-08-01")
    shown = rows(page, "changes")
    assert [row[0] for row in shown] == [change.rate.label for change in found[:50]]
    mileage = next(row for row in shown if "own car or van, first 10,000 miles" in row[0])
    assert mileage[1:] == ["21 May 2026", "£0.55 a mile", "£0.45 a mile", "6 April 2026 – 20 May 2026"]


def test_changes_start_a_year_before_the_newest(opened):
    newest = max(rate.known_from for rate in browse.find(book=BOOK) if rate.known_from)
    page = opened("/rates/changes")
    assert page.one("input", id="since")["value"] == newest.replace(year=newest.year - 1).isoformat()


def test_what_to_confirm(client, opened):
    found = browse.to_verify(BOOK)
    shown = rows(opened("/rates/verify"), "verify")
    assert [row[2] for row in shown] == [item.rate.evidence for item in found[:50]]
    response = client.get("/rates/verify.csv")
    assert response.headers["Content-Disposition"] == "attachment; filename=fairpay-to-confirm.csv"
    lines = list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert [line["id"] for line in lines] == [item.rate.id for item in found]


def test_how_the_book_stands(opened):
    day = date(2027, 1, 1)
    report = browse.check(BOOK, day)
    page = opened("/rates/check", on=day.isoformat())
    assert [row[1] for row in rows(page, "grades")] == [f"{count:,}" for count in report.grades.values()]
    assert [row[0] for row in rows(page, "past")] == [rate.label for rate in report.stale[:50]]
    unasked = opened("/rates/check")
    assert unasked.all("table", id="past") == []
    assert unasked.one("input", id="on")["value"] == "2026-05-14"  # the clock of the tests


# ---- bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "field", "typed"),
    [
        ("/rates", "on", "31.12.2026"),
        ("/rates", "known_on", "<script>alert(1)</script>"),
        ("/rates", "on", "2026-02-30"),
        ("/rates", "on", "\u0662\u0660\u0662\u0666-05-14"),
        ("/rates/changes", "since", "soon"),
        ("/rates/changes", "until", "0000-00-00"),
        ("/rates/check", "on", "2026-5-1"),
    ],
)
def test_a_bad_date_is_a_fault_of_the_form(opened, path, field, typed):
    page = opened(path, status=422, **{field: typed})
    assert page.one("title").text.startswith("Error: ")
    (link,) = page.one(class_="govuk-error-summary").all("a")
    assert link["href"] == f"#{field}"
    assert page.one(id=f"{field}-error").text == f"Error: {link.text}"
    assert page.one("input", id=field)["value"] == typed


@pytest.mark.parametrize("path", ["/rates.csv", "/rates.json"])
def test_a_bad_date_makes_no_file(client, path):
    assert client.get(f"{path}?on=x").status_code == 422


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kind=nothing", 422),
        ("nation=mars", 422),
        ("page=0", 404),
        ("page=x", 404),
        ("page=99999", 404),
        ("page=%C2%B2", 404),
        ("text=%00", 400),
        ("text=" + "x" * 20_000, 400),
        ("text=%ff", 400),
        ("on=2026-05-14&on=2026-05-15", 400),
        ("text=%3Cscript%3Ealert(1)%3C/script%3E", 200),
        ("unknown=1", 200),
    ],
)
def test_odd_addresses(client, query, status):
    for path in ("/rates", "/rates.csv"):
        response = client.get(f"{path}?{query}")
        assert response.status_code == (200 if path == "/rates.csv" and status == 404 else status)
        assert "<script" not in response.text or path == "/rates.csv"


# ---- every new page in a browser -----------------------------------------------------------------


@pytest.mark.parametrize("path", BOTH)
def test_axe_finds_nothing(page, axe, path):
    page.goto(path)
    assert axe(page) == {"violations": [], "incomplete": []}


@pytest.mark.parametrize("lang", ["en", "cy"])
def test_no_sideways_scroll_on_a_phone(new_page, lang):
    page = new_page(viewport={"width": 320, "height": 640})
    for name, path in ADDRESSES.items():
        page.goto(f"{path}lang={lang}")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, name


def test_look_up_a_figure_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/?lang=en")
    page.get_by_role("link", name="Look up a rate", exact=True).click()
    page.get_by_label("Kind of figure").select_option("Mileage (18)")
    page.get_by_label("In force on").fill("2026-05-14")
    page.get_by_role("button", name="Show the figures").click()
    page.get_by_role("link", name="Approved mileage, own car or van, first 10,000 miles in the tax year").click()
    assert page.locator(".app-lead").inner_text() == "£0.55 a mile"
    page.get_by_role("link", name="All figures of this kind: Mileage").click()
    assert page.get_by_label("Kind of figure").input_value() == "mileage"


def test_value_of_money_that_is_no_whole_penny(opened):
    rate = next(rate for rate in browse.find(kind="mileage", book=BOOK) if money.pence(rate.value) != rate.value)
    assert opened(f"/rates/{rate.id}").one(class_="app-figure").text == f"£{rate.value} a mile"
