"""Round the table on the pages: one question at a time, nothing lost, the figures those of the library."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

import fairpay
from fairpay.meetings.seats import GROUP_OF, KINDS
from fairpay.present import meeting_report, meeting_words
from fairpay.present.language import money_text
from fairpay.present.words import words_in
from webapp import limits, meeting_forms, meeting_seats

BOOK = fairpay.rates()
MEETING = {"meeting": "2026-05-14~england~none~6"}
# The board of forty of tests/test_meeting.py.
SEATS = {
    "s1": "fee~14~150~day~~3~1~~lived-experience",
    "s2": "fee~6~100~meeting~~2~~~lived-experience",
    "s3": "unpaid~5~~~~2~~~lived-experience",
    "s4": "salary~8~8a~entry~~1~~~staff",
    "s5": "salary~5~9~entry~~1~~~staff",
    "s6": "director~1~director.executive-mean~~~1~~~staff",
    "s7": "non-executive~1~director.trust-non-executive~~~2~~~other",
}
BOARD = MEETING | SEATS
FEE = {"kind": "fee", "count": "14", "amount": "150", "per": "day", "preparation": "3", "follow_up": "1"}
CLEAN = {"violations": [], "incomplete": []}


def board():
    path = "tests/data/meetings/board-of-forty.csv"
    return fairpay.meeting(path, on="2026-05-14", nation="england", hours="6", parity_at="5")


@pytest.fixture
def opened(client, read):
    """Return a function that opens a page."""

    def get(status=200, path="/meeting", **fields):
        response = client.get(path, query_string={"lang": "en", **fields})
        assert response.status_code == status
        return read(response.text)

    return get


@pytest.fixture
def sent_on(client):
    """Return a function that opens a page that leads to another, and returns the fields of that one."""

    def get(**fields):
        response = client.get("/meeting", query_string={"lang": "en", **fields})
        assert response.status_code == 303
        address = urlsplit(response.headers["Location"])
        assert (address.netloc, address.path) == ("", "/meeting")
        return fields_of(address.geturl())

    return get


def fields_of(address):
    return {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}


def hidden(page):
    return {field["name"]: field["value"] for field in page.all("input", type="hidden")}


def rows(page, name):
    table = page.one("table", id=name).one("tbody")
    return [[cell.text for cell in row.all() if cell.tag in ("th", "td")] for row in table.all("tr")]


# ---- the meeting ---------------------------------------------------------------------------------------


def test_first_the_meeting_is_asked_for_with_today_filled_in(opened):
    page = opened()
    assert [page.one("input", name=f"on_{part}")["value"] for part in ("day", "month", "year")] == ["14", "5", "2026"]
    assert page.all("meta", name="robots") != []  # a query of the language alone
    assert hidden(page) == {"lang": "en"}
    assert page.all("input", name="kind") == []


def test_the_meeting_becomes_one_field(sent_on):
    asked = {"on_day": "4", "on_month": "5", "on_year": "2026", "nation": "scotland", "hours": "2.5", "zone": "none"}
    assert sent_on(**asked) == {"lang": "en", "meeting": "2026-05-04~scotland~none~2.5"}
    carried = sent_on(**asked, last_known_scale="true", s1="unpaid~3", parity_at="7")
    assert carried == {"lang": "en", "meeting": "2026-05-04~scotland~none~2.5~7~yes", "s1": "unpaid~3"}


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"on_day": "31", "on_month": "2"}, "on", "Enter the date of the meeting as a real date, with the day"),
        ({"on_day": "", "on_month": "", "on_year": ""}, "on", "Enter the date of the meeting as a real date"),
        ({"on_year": "1999"}, "on", "is before the first rates in the rate book"),
        ({"hours": ""}, "hours", "Enter the length of the meeting."),
        ({"hours": "all day"}, "hours", "Enter the length of the meeting as a number"),
        ({"hours": "25"}, "hours", "Enter the length of the meeting between 0 and 24."),
        ({"hours": "<script>"}, "hours", "Enter the length of the meeting as a number"),
        ({"nation": ""}, "nation", "Choose the nation."),
        ({"nation": "mars"}, "nation", "Choose the nation from: england, scotland, wales, northern_ireland."),
        ({"nation": "wales", "zone": "inner"}, "zone", "High cost area zones exist only in England."),
    ],
)
def test_faults_of_the_meeting(opened, change, field, words):
    asked = {"on_day": "4", "on_month": "5", "on_year": "2026", "nation": "england", "hours": "2", "zone": "none"}
    page = opened(422, **asked | change, s1="unpaid~3")
    assert page.one("title").text.startswith("Error: ")
    (link,) = page.one(class_="govuk-error-summary").all("a")
    assert link["href"] == f"#{field}"
    assert words in link.text
    assert page.one(id=f"{field}-error").text == f"Error: {link.text}"
    for name, text in (asked | change).items():
        if name not in ("nation", "zone"):
            assert page.one("input", name=name)["value"] == text
    assert hidden(page)["s1"] == "unpaid~3"


def test_the_meeting_can_be_changed_and_keeps_its_seats(opened, sent_on):
    page = opened(**BOARD)
    change = next(link["href"] for link in page.all("a") if link.text == "Change the meeting")
    page = opened(**fields_of(change))
    assert [page.one("input", name=f"on_{part}")["value"] for part in ("day", "month", "year")] == ["14", "5", "2026"]
    assert page.one("input", name="hours")["value"] == "6"
    assert page.one("input", name="nation", value="england").get("checked") is not None
    assert hidden(page) == SEATS | {"lang": "en"}
    asked = {"on_day": "14", "on_month": "5", "on_year": "2026", "nation": "england", "hours": "3", "zone": "inner"}
    assert sent_on(**hidden(page), **asked) == SEATS | {"lang": "en", "meeting": "2026-05-14~england~inner~3"}


@pytest.mark.parametrize("meeting", ["x", "2026-05-14", "2026-05-14~mars~none~6", "2026-05-14~england~none~", "~~~~~~"])
def test_a_meeting_altered_by_hand_is_asked_for_again(client, meeting):
    for path in ("/meeting", "/meeting/result"):
        response = client.get(path, query_string={"lang": "en", "meeting": meeting, "s1": "unpaid~3"})
        assert response.status_code == (200 if meeting.startswith("~") and path == "/meeting" else 422)
        assert 'name="hours"' in response.text


# ---- the seats -----------------------------------------------------------------------------------------


def test_then_the_kind_of_seat_and_nothing_else(opened):
    page = opened(**MEETING)
    assert [field["value"] for field in page.all("input", type="radio")] == list(meeting_forms.KIND_NAMES)
    assert set(meeting_forms.KIND_NAMES) == set(KINDS)
    assert page.all("input", type="text") == []
    assert "14 May 2026, England, 6 hours long" in page.one("main").text


def test_the_kind_has_to_be_chosen(opened):
    for more in ({"add": "yes"}, {"add": "yes", "kind": "volunteer"}, {"kind": "volunteer", "count": "1"}):
        page = opened(422, **MEETING, **more)
        (link,) = page.one(class_="govuk-error-summary").all("a")
        assert (link["href"], link.text) == ("#kind", "Choose the kind of seat.")


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("fee", {"amount", "per"}),
        ("unpaid", set()),
        ("salary", {"band", "point"}),
        ("director", {"comparator"}),
        ("non-executive", {"comparator"}),
        ("consultant", {"comparator", "amount"}),
    ],
)
def test_then_only_what_that_kind_needs(opened, kind, asked):
    page = opened(**BOARD, kind=kind)
    fields = {field["name"] for tag in ("input", "select") for field in page.all(tag)} - set(BOARD) - {"lang", "kind"}
    assert fields == {"count", "attendance", "preparation", "follow_up", "travel", "group"} | asked
    assert page.one("h1").text.startswith("Seat 8: ")
    assert page.one("input", name="group", value=GROUP_OF[kind]).get("checked") is not None
    assert hidden(page) == BOARD | {"lang": "en", "kind": kind}


def test_a_seat_is_added_after_the_others(sent_on):
    assert sent_on(**MEETING, **FEE, group="lived-experience") == MEETING | {"lang": "en", "s1": SEATS["s1"]}
    added = {
        "kind": "consultant",
        "count": "1",
        "comparator": "",
        "amount": "£1,000.00",
        "travel": "2",
        "group": "other",
    }
    assert sent_on(**BOARD, **added) == BOARD | {"lang": "en", "s8": "consultant~1~1000~~~~~2~other"}


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"count": ""}, "count", "Enter the number of people."),
        ({"count": "many"}, "count", "Enter the number of people as a whole number"),
        ({"amount": ""}, "amount", "Enter the fee."),
        ({"amount": "1,50"}, "amount", "Enter the fee in pounds and pence"),
        ({"amount": "<b>~"}, "amount", "Enter the fee in pounds and pence"),
        ({"per": "task"}, "per", "Choose what the fee is paid for from"),
        ({"attendance": "25"}, "attendance", "between 0 and 24"),
        ({"attendance": "0"}, "attendance", "paid for attendance, and there is none"),
        ({"preparation": "1e3"}, "preparation", "as a number in figures"),
        ({"travel": "x"}, "travel", "as a number in figures"),
        ({"group": "friends"}, "group", "Choose the group of the seat from"),
    ],
)
def test_faults_of_a_seat(opened, read, switch, change, field, words):
    page = opened(422, **BOARD, **FEE | change)
    assert page.one("title").text.startswith("Error: Seat 8: ")
    (link,) = page.one(class_="govuk-error-summary").all("a")
    assert link["href"] == f"#{field}"
    assert words in link.text
    assert page.one(id=f"{field}-error").text == f"Error: {link.text}"
    for name, text in (FEE | change).items():
        if name not in ("kind", "per", "group"):
            assert page.one("input", name=name)["value"] == text
    assert hidden(page) == BOARD | {"lang": "en", "kind": "fee"}
    if not change.keys() & {"per", "group"}:  # radios: nobody can choose there what is wrong
        welsh = read(switch(page).text)
        assert welsh.one("form").sends() == page.one("form").sends() | {"lang": "cy"}
        assert welsh.one("title").text.startswith("Gwall: ")


@pytest.mark.parametrize(
    ("seat", "field", "words"),
    [
        ({"kind": "salary", "band": ""}, "band", "Enter the band."),
        ({"kind": "salary", "band": "2", "point": "intermediate"}, "point", "no figure for Band 2, intermediate point"),
        ({"kind": "director", "comparator": ""}, "comparator", "Enter the comparator."),
        ({"kind": "consultant", "comparator": "", "amount": ""}, "comparator", "one of the two"),
        (
            {"kind": "consultant", "comparator": "consultancy.ukhsa-average", "amount": "5"},
            "comparator",
            "one of the two",
        ),
    ],
)
def test_faults_of_other_kinds(opened, seat, field, words):
    page = opened(422, **MEETING, count="1", **seat)
    (link,) = page.one(class_="govuk-error-summary").all("a")
    assert link["href"] == f"#{field}"
    assert words in link.text


def test_a_seat_is_changed_in_its_place(opened, sent_on, client):
    page = opened(**BOARD)
    change = next(link["href"] for link in page.all("a") if link.text == "Change seat 2")
    page = opened(**fields_of(change))
    shown = {name: page.one("input", name=name)["value"] for name in ("count", "amount", "preparation", "attendance")}
    assert shown == {"count": "6", "amount": "100", "preparation": "2", "attendance": ""}
    assert page.one("input", name="per", value="meeting").get("checked") is not None
    kept = hidden(page)
    assert "s2" not in kept
    assert fields_of(page.one("a", class_="govuk-back-link")["href"]) == BOARD | {"lang": "en"}
    asked = {"count": "6", "amount": "120", "per": "day", "preparation": "2", "group": "lived-experience"}
    changed = sent_on(**kept, **asked)
    assert changed == BOARD | {"lang": "en", "s2": "fee~6~120~day~~2~~~lived-experience"}
    wrong = opened(422, **kept, **asked | {"amount": "x"})
    assert wrong.one("h1").text.startswith("Seat 2: ")
    assert hidden(wrong) == kept
    assert wrong.all("a", class_="govuk-back-link") == []  # it would lead to the meeting without this seat
    assert client.get("/meeting", query_string=BOARD | {"change": "8"}).status_code == 404
    assert client.get("/meeting", query_string=BOARD | {"change": "0"}).status_code == 404


def test_a_seat_is_removed_and_the_others_move_up(opened):
    page = opened(**BOARD)
    remove = next(link["href"] for link in page.all("a") if link.text == "Remove seat 2")
    left = fields_of(remove)
    assert list(left.values())[1:-1] == [text for name, text in SEATS.items() if name != "s2"]
    assert set(left) == set(BOARD) - {"s7"} | {"lang"}


def test_the_page_of_seats_says_what_each_is_paid(opened):
    page = opened(**BOARD)
    said = {f"Seat {number}": seat for number, seat in enumerate(board().seats, start=1)}
    for row in page.one("dl", id="seats").all("div"):
        seat = said.pop(row.one("dt").text)
        text = row.all("dd")[0].text
        assert meeting_words.paid_as(seat, words_in("en")) in text
        assert f"{money_text(seat.rung.pay.hourly)} an hour" in text
        assert f": {seat.people} p" in text
    assert said == {}
    result = page.one("a", class_="govuk-button")["href"]
    assert urlsplit(result).path == "/meeting/result"
    assert fields_of(result) == BOARD | {"lang": "en"}


@pytest.mark.parametrize(
    "seat", ["x", "fee", "fee~0~1~day", "fee~1~1~day~~~~~staff~more", "consultant~1", "~1", "fee~1~<b>~day"]
)
def test_a_seat_altered_by_hand_is_told_and_can_be_removed(client, read, seat):
    for path in ("/meeting", "/meeting/result"):
        response = client.get(path, query_string=MEETING | {"s1": "unpaid~1", "s2": seat, "lang": "en"})
        assert response.status_code == 422
        assert "<b>" not in response.text
        page = read(response.text)
        links = page.one(class_="govuk-error-summary").all("a")
        assert {link["href"] for link in links} == {"#seat-2"}
        assert all(link.text.startswith("Seat 2: ") for link in links)
        remove = next(link["href"] for link in page.all("a") if link.text == "Remove seat 2")
        assert fields_of(remove) == MEETING | {"s1": "unpaid~1", "lang": "en"}


def test_a_full_meeting_with_every_field_filled_in_stays_within_the_limits(client, read):
    hours = "23.999999999~199.123456789~199.123456789~47.123456789"
    seat = f"consultant~10000~consultancy.independent-researcher-highest~~{hours}~lived-experience"
    full = MEETING | {f"s{place}": seat for place in range(1, meeting_seats.MOST + 1)} | {"lang": "en"}
    for path, more in (("/meeting", {}), ("/meeting/result", {"parity_at": "5"}), ("/meeting", {"change": "20"})):
        response = client.get(path, query_string=full | more)
        assert response.status_code == 200
    kept = hidden(read(response.text))
    filled = dict.fromkeys(("attendance", "preparation", "follow_up", "travel"), "1")
    form = kept | filled | {"comparator": "", "amount": "1000", "count": "x", "group": "staff"}
    assert len(form) == 30 <= limits.QUERY_FIELDS
    assert len(urlencode(form)) < limits.QUERY_BYTES
    assert client.get("/meeting", query_string=form).status_code == 422
    assert client.get("/meeting", query_string=form | {"count": "2"}).status_code == 303
    page = read(client.get("/meeting", query_string=full).text)
    assert page.all("input", name="kind") == []
    assert "at most 20 kinds of seats" in page.one("main").text
    meeting = {"on_day": "1", "on_month": "6", "on_year": "2026", "nation": "england", "zone": "none", "hours": "2"}
    whole = {name: text for name, text in full.items() if name != "meeting"} | meeting | {"last_known_scale": "true"}
    assert client.get("/meeting", query_string=whole | {"parity_at": "5"}).status_code == 303


def test_an_address_of_the_pages_is_packed_and_read_the_same():
    asked = meeting_seats.read(BOARD)
    assert dict(asked.fields()) == BOARD
    assert asked.answer(BOOK).pay == board().pay


# ---- the answer ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "cy"])
def test_the_figures_are_those_of_the_library(opened, lang):
    found, words = meeting_seats.read(BOARD).answer(BOOK), words_in(lang)
    page = opened(path="/meeting/result", lang=lang, **BOARD)
    assert [line.text for line in page.one(class_="app-lead").all("p")] == meeting_words.answer_sentences(found, words)
    *seats, whole = rows(page, "seats")
    assert whole[-2:] == [money_text(found.pay), money_text(found.cost)] == ["£7,370.93", "£9,889.65"]
    for row, seat in zip(seats, found.seats, strict=True):
        pay = seat.rung.pay
        assert row[1] == str(seat.people)
        assert row[3:] == [money_text(amount) for amount in (pay.hourly, pay.session, seat.pay, seat.cost)]
    lived, *_ = rows(page, "groups")
    assert lived[1:] == ["25", "62.5%", "36.6%", "27.3%", "£11.40"]


def test_bars_are_to_scale_from_the_highest_and_lived_experience_is_dark(opened):
    page = opened(path="/meeting/result", **BOARD)
    bars, shares = page.all("ul", class_="app-bars")
    labels = [item.text for item in bars.all(class_="app-bars__label")]
    assert labels[0].startswith("Seat 6, NHS executive director")
    assert labels[0].endswith("(Staff, people: 1): £77.49")
    assert labels[-1] == "Seat 3, Unpaid (Lived experience, people: 5): £0.00"
    widths = [item["width"] for item in bars.all("rect")]
    # 57.7778, 57.6783, 29.4206, 15, 12.50 and 0 of 77.4869
    assert widths == ["100.00", "74.56", "74.44", "37.97", "19.36", "16.13", "0.00"]
    dark = [bool(item.all("rect", class_="app-bar--this")) for item in bars.all("li")]
    assert dark == [False] * 4 + [True] * 3
    assert [item["width"] for item in shares.all("rect")] == ["62.50", "36.63", "27.30"]


def test_parity_with_staff_and_with_a_benchmark(opened):
    page = opened(path="/meeting/result", **BOARD, parity_at="5")
    assert [row[1:] for row in rows(page, "parity-staff")][-1] == ["£4,007.90", "£7,990.47"]
    assert rows(page, "parity-benchmark")[-1][1] == "£1,039.79"
    assert page.one("select", name="parity_at").one("option", value="5").get("selected") is not None
    seats = page.one("a", class_="govuk-back-link")["href"]
    assert fields_of(seats)["meeting"] == "2026-05-14~england~none~6~5"
    assert len(opened(path="/meeting/result", **fields_of(seats)).all("table", id="parity-benchmark")) == 1
    other = opened(path="/meeting/result", **BOARD, parity_at="consultancy.director-level")
    chosen = [
        option for option in other.one("select", name="parity_at").all("option") if "selected" in option.attributes
    ]
    assert [option["value"] for option in chosen] == ["consultancy.director-level"]


def test_a_benchmark_that_is_none_is_told_beside_the_answer(opened):
    page = opened(422, path="/meeting/result", **BOARD, parity_at="13")
    (link,) = page.one(class_="govuk-error-summary").all("a")
    assert link["href"] == "#parity_at"
    assert link.text.startswith("There is no band, comparator or activity called “13” here.")
    assert page.all("table", id="parity-benchmark") == []
    assert rows(page, "seats") == rows(opened(path="/meeting/result", **BOARD), "seats")
    altered = BOARD | {"meeting": "2026-05-14~england~none~6~13"}
    assert len(opened(**altered).one("dl", id="seats").all("dt")) == len(SEATS)
    opened(422, path="/meeting/result", **altered)
    opened(422, path="/meeting/result", **altered | {"s1": "fee~0"})


def test_the_working_is_in_sight_with_its_sources(opened):
    text = opened(path="/meeting/result", **BOARD).one("main").text
    assert "Pay for an hour: £57,528.00 ÷ 1,955.3625 = £29.4206 (£29.42)" in text
    assert "Lived experience: Mean pay for an hour, each person counting once: £285.00 ÷ 25 = £11.40" in text
    assert "Seat 1, £150.00 a day: More pay in all: £144.2063 × 14 = £2,018.8884 (£2,018.89)" in text
    assert text.count("Days of annual leave on appointment: 27") == 1  # said once for all seats of staff
    assert text.count("Employer's National Insurance for a year") == 3


def test_names_of_data_are_escaped_in_the_working(monkeypatch, make_app):
    monkeypatch.setattr(meeting_words, "seat_name", lambda seat, words: "<script>alert(1)</script>")
    text = make_app().test_client().get("/meeting/result", query_string=BOARD).text
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_json_and_csv_are_those_of_the_library(client):
    found = meeting_seats.read(BOARD).answer(BOOK)
    response = client.get("/meeting/result.json", query_string=BOARD | {"lang": "cy"})
    assert response.mimetype == "application/json"
    assert response.json == meeting_report.meeting_data(found, fairpay.__version__, BOOK, "cy")
    response = client.get("/meeting/result.csv", query_string=BOARD)
    assert response.headers["Content-Disposition"] == "attachment; filename=fairpay-meeting.csv"
    assert response.get_data(as_text=True) == "\ufeff" + meeting_report.table(found)


def test_faulty_data_is_refused_as_data(client):
    for query in (MEETING, MEETING | {"s1": "fee"}, {}):
        response = client.get("/meeting/result.json", query_string=query)
        assert (response.status_code, response.mimetype) == (422, "application/problem+json")
        assert response.json["faults"]
        assert client.get("/meeting/result.csv", query_string=query).status_code == 422


def test_without_seats_there_is_nothing_to_show(opened):
    page = opened(422, path="/meeting/result", **MEETING)
    assert page.one(class_="govuk-error-summary").one("a")["href"] == "#kind"


def test_nothing_of_an_answer_is_found_by_a_search_engine(opened):
    for path in ("/meeting", "/meeting/result"):
        assert opened(path=path, **BOARD).one("meta", name="robots")["content"] == "noindex"


def test_the_switch_keeps_every_field(opened, read, switch):
    for path, more in (("/meeting", {}), ("/meeting/result", {"parity_at": "5"})):
        page = opened(path=path, **BOARD, **more)
        welsh = read(switch(page).text)
        assert welsh.one("html")["lang"] == "cy"
        assert welsh.one("form").sends() == page.one("form").sends() | {"lang": "cy"}


def test_seats_take_no_words_of_anybody(opened):
    """An address can be sent on and logged by others: it holds figures and codes only."""
    for kind in KINDS:
        page = opened(**MEETING, kind=kind)
        assert page.all("textarea") == []
        assert {field["name"] for field in page.all("input", type="text")} <= {
            *("count", "amount", "attendance", "preparation", "follow_up", "travel")
        }


def test_northern_ireland_needs_the_last_known_scale(opened, sent_on):
    meeting = {"meeting": "2026-05-14~northern_ireland~none~3"}
    seat = {"kind": "salary", "count": "2", "band": "7", "point": "entry", "group": "staff"}
    page = opened(422, **meeting, **seat)
    assert "There is no Agenda for Change scale for Northern Ireland" in page.one(class_="govuk-error-summary").text
    carried = {"meeting": "2026-05-14~northern_ireland~none~3~~yes"}
    assert sent_on(**carried, **seat)["s1"] == "salary~2~7~entry~~~~~staff"


# ---- in a browser --------------------------------------------------------------------------------------

STATES = {
    "meeting": "/meeting",
    "meeting, wrong": "/meeting?on_day=x&hours=&nation=",
    "no seats": f"/meeting?{urlencode(MEETING)}",
    "seats": f"/meeting?{urlencode(BOARD)}",
    "no kind": f"/meeting?{urlencode(BOARD | {'add': 'yes'})}",
    "fee": f"/meeting?{urlencode(BOARD | {'kind': 'fee'})}",
    "consultant": f"/meeting?{urlencode(BOARD | {'kind': 'consultant'})}",
    "fee, wrong": f"/meeting?{urlencode(BOARD | FEE | {'count': 'x', 'amount': 'x'})}",
    "wrong seat": f"/meeting?{urlencode(MEETING | {'s1': 'fee~0'})}",
    "result": f"/meeting/result?{urlencode(BOARD | {'parity_at': '5'})}",
}


@pytest.mark.parametrize(("lang", "width"), [("en", 1000), ("cy", 320)])
@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(new_page, axe, name, lang, width):
    page = new_page(viewport={"width": width, "height": 640})
    page.goto(STATES[name] + ("&" if "?" in STATES[name] else "?") + f"lang={lang}")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert axe(page) == CLEAN


def test_two_seats_by_keyboard_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/?lang=en")
    page.get_by_role("link", name="See who is paid what round the table").press("Enter")

    def typed(label, text):
        page.get_by_label(label, exact=True).focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(text)

    def reached(heading):
        page.get_by_role("heading", level=1, name=heading, exact=True).wait_for()

    reached("Who is paid what round the table?")
    typed("Day", "14")
    typed("Month", "5")
    typed("Year", "2026")
    typed("How long is the meeting?", "6")
    page.get_by_role("radio", name="England").press("Space")
    page.keyboard.press("Enter")
    reached("The seats at the meeting")
    page.get_by_role("radio", name="A fee").press("Space")
    page.get_by_role("button", name="Continue").press("Enter")
    reached("Seat 1: A fee")
    typed("How many people?", "14")
    typed("What is each of them paid?", "150")
    typed("Preparation", "3")
    typed("Follow-up", "1")
    page.keyboard.press("Enter")

    reached("The seats at the meeting")
    page.get_by_role("radio", name="A salary").press("Space")
    page.get_by_role("button", name="Continue").press("Enter")
    reached("Seat 2: A salary")
    typed("How many people?", "8")
    page.get_by_label("Which band?").focus()
    page.keyboard.type("Band 8a")
    typed("Preparation", "1")
    page.keyboard.press("Enter")

    reached("The seats at the meeting")
    page.get_by_role("button", name="Show what the meeting comes to").press("Enter")
    reached("Round the table")
    lead = page.locator(".app-lead").inner_text()
    # £29.4206 ÷ £15 = 1.9614
    assert "(Band 8a, entry point) is paid £29.42 an hour." in lead
    assert "(£150.00 a day) is paid £15.00. The highest is 1.96 times the lowest." in lead
    page.get_by_role("link", name="Change the seats").click()
    page.get_by_role("link", name="Change seat 1").click()
    assert page.get_by_label("What is each of them paid?").input_value() == "150"


def test_the_working_is_on_paper(browser, live_server, tmp_path):
    from pypdf import PdfReader

    page = browser.new_page()
    page.goto(f"{live_server}{STATES['result']}&lang=en")
    path = tmp_path / "meeting.pdf"
    page.pdf(path=path)
    page.close()
    text = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(path).pages).split())
    assert "£285.00 ÷ 25 = £11.40" in text
    assert "Show this benchmark" not in text
