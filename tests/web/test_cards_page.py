"""One task under every scheme: the figures are those of the library, and every answer stays with its question."""

from urllib.parse import parse_qs, urlsplit

import pytest

import fairpay
from fairpay import browse
from fairpay.all_cards import all_cards
from fairpay.present import card_tables
from fairpay.present.language import money_text
from fairpay.present.words import words_in
from webapp import question

BOOK = fairpay.rates()
TASK = {"attendance": "6", "preparation": "2", "follow_up": "1", "nation": "england", "on": "2026-05-14"}


@pytest.fixture
def opened(client, read):
    """Return a function that opens the page."""

    def get(status=200, path="/cards", **fields):
        response = client.get(path, query_string={"lang": "en", **fields})
        assert response.status_code == status
        return read(response.text)

    return get


def rows(page, name):
    table = page.one("table", id=name).one("tbody")
    return [[cell.text for cell in row.all() if cell.tag in ("th", "td")] for row in table.all("tr")]


def fields_of(address):
    return {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}


def answers(activity=None, nation="england", on="2026-05-14", **hours):
    task = fairpay.Task(on=on, nation=nation, activity=activity, hours=hours)
    return all_cards(task, book=BOOK)


@pytest.mark.parametrize(
    ("nation", "on", "activity", "hours"),
    [
        ("england", "2026-05-14", "committee-member", {"attendance": "6", "preparation": "2"}),
        ("england", "2026-05-14", None, {"attendance": "4"}),
        ("wales", "2024-05-14", "tell-your-story", {"attendance": "1.5"}),
        ("scotland", "2026-05-14", "share-views", {"attendance": "3", "travel": "2", "count_travel": True}),
        ("northern_ireland", "2025-09-01", None, {"attendance": "24"}),
    ],
)
@pytest.mark.parametrize("lang", ["en", "cy"])
def test_the_figures_are_those_of_the_library(opened, nation, on, activity, hours, lang):
    words, found = words_in(lang), answers(activity, nation, on, **hours)
    asked = {name: "true" if value is True else value for name, value in hours.items()}
    page = opened(nation=nation, on=on, activity=activity or "", lang=lang, **asked)
    paying = [answer for answer in found if answer.rung]
    if not paying:
        assert page.all("table", id="paying") == []
    else:
        shown = rows(page, "paying")
        assert len(shown) == len(paying)
        for row, answer in zip(shown, paying, strict=True):
            assert row[0].startswith(words.label(answer.rung.label))
            assert row[1].startswith(money_text(answer.rung.pay.session))
            assert row[2] == money_text(answer.true_hourly)
            assert row[3].startswith("; ".join(card_tables.rule(band, words) for band in answer.bands))
    refused = [words.error(answer.error) for answer in found if answer.error]
    listed = page.one("main").all("ul", class_="govuk-list--bullet")
    assert [item.text for item in listed[0].all("li")] == refused if refused else not listed


def test_terms_side_by_side_and_unknown_as_unknown(opened):
    words, found = words_in("en"), answers(attendance="6")
    page = opened(**TASK)
    cards = {f"{answer.card.organisation} {answer.card.title}": answer for answer in found}
    time = {row[0].partition(" Replaced by")[0]: row[1:] for row in rows(page, "time")}
    people = {row[0].partition(" Replaced by")[0]: row[1:] for row in rows(page, "people")}
    for names, shown in (
        (("preparation", "travel_time", "minimum_booking", "cancellation", "payment_time"), time),
        (("eligibility", "expenses", "payment_route"), people),
    ):
        others = {name: said for name, said in shown.items() if "For comparison: no involvement scheme" in name}
        for card, said in shown.items():
            if card in others:
                continue
            for name, text in zip(names, said, strict=True):
                tell = card_tables.covered if name in card_tables.COVERS else card_tables.term
                assert text == tell(cards[card], name, words)
            assert set(said) != {"Not known"}
        for row in fairpay.rates().other_terms:  # interpreters, consultants and trainers, in the same tables
            known = [card_tables.other_term(row, name, words) for name in names]
            found_row = [said for name, said in others.items() if name.startswith(row.label)]
            assert found_row == ([known] if set(known) != {"Not known"} else [])
        silent = [answer.card.organisation for card, answer in cards.items() if card not in shown]
        told = page.one("main").text
        assert all(name in told for name in silent)
    assert "All of this is not known for:" in page.one("main").text


def test_superseded_cards_are_marked(opened):
    marked = [row[0] for row in rows(opened(**TASK), "paying") if "Replaced by a later one" in row[0]]
    superseded = [answer for answer in answers(attendance="6") if answer.rung and answer.card.superseded_by]
    assert len(marked) == len(superseded) > 0


def test_an_amount_that_its_card_raises_says_so(opened):
    (row,) = [row for row in rows(opened(**TASK), "paying") if "Standard involvement" in row[0]]
    assert "(may be more by now)" in row[0]
    assert any("never below the London Living Wage" in cell for cell in row)


def test_links_to_the_rates_do_not_carry_the_answers(opened):
    links = [link["href"] for link in opened(**TASK).all("a") if link["href"].startswith("/rates/")]
    assert len(links) > 30
    assert all(link.endswith("?lang=en") for link in links)


def test_terms_in_english_say_so_on_a_welsh_page(opened):
    page = opened(lang="cy", **TASK)
    (cell,) = [item for item in page.all("span", lang="en") if item.text == "Aims for 2 weeks."]
    assert cell.tag == "span"
    assert any("Anhysbys" in row for row in rows(page, "people"))


def test_interpreters_terms_with_their_sources(opened):
    found = browse.find(kind="access", book=BOOK)
    for fields in ({}, TASK):
        page = opened(**fields)
        shown = rows(page, "interpreters")
        assert [row[0] for row in shown] == [rate.label for rate in found]
        for rate in found:
            assert page.all("a", href=BOOK.sources[rate.sources[0]].url)


def test_the_page_without_a_question_is_a_form(opened):
    page = opened()
    assert page.all("table", id="paying") == []
    assert [page.one("input", name=f"on_{part}")["value"] for part in ("day", "month", "year")] == ["14", "5", "2026"]
    assert page.all("meta", name="robots") == []
    assert opened(**TASK).one("meta", name="robots")["content"] == "noindex"


def test_from_the_result_and_back_with_the_same_question(opened, query):
    asked = query(people="3", zone="inner", travel="2", known_on="2026-05-20", activity="committee-member")
    result = opened(path="/result", **asked)
    link = next(link["href"] for link in result.all("a") if link["href"].startswith("/cards?fee"))
    page = opened(**fields_of(link))
    back = page.one("a", class_="govuk-back-link")["href"]
    assert back.startswith("/result?")
    assert fields_of(back) == fields_of(link) == asked | {"lang": "en"}
    hidden = {field["name"]: field["value"] for field in page.all("input", type="hidden")}
    shown = {name: field["value"] for name in ("attendance", "travel", "known_on") for field in page.all(id=name)}
    shown |= {name: page.one("form", id="ask").sends()[name] for name in ("band", "zone")}
    assert hidden == {name: asked[name] for name in ("fee", "per", "people")} | {"lang": "en"}
    assert shown == {name: asked[name] for name in shown}


def test_the_switch_keeps_every_field(opened, query, switch, read):
    page = opened(**query(people="3", zone="inner", travel="2"))
    welsh = read(switch(page).text)
    assert welsh.one("html")["lang"] == "cy"
    assert welsh.one("form").sends() == page.one("form").sends() | {"lang": "cy"}
    assert len(welsh.all("table")) == len(page.all("table"))


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("attendance", "a lot", "Enter the hours of attendance as a number"),
        ("attendance", "25", "between 0 and 24"),
        ("on", "31.12.2026", "Enter the date of the work as a real date"),
        ("on", "1999-01-01", "before the first rates"),
        ("known_on", "soon", "as a real date"),
        ("travel", "<script>alert(1)</script>", "as a number"),
        ("activity", "none-such", "There is no activity called"),
        ("nation", "mars", "Choose the nation from"),
        ("zone", "x", "Choose the high cost area zone from"),
        ("band", "1", "Band 1 is closed"),
        ("age", "15", "between 16 and 120"),
    ],
)
def test_faults(opened, field, typed, words):
    page = opened(422, **TASK | {field: typed})
    assert page.one("title").text.startswith("Error: ")
    (link,) = page.one(class_="govuk-error-summary").all("a")
    assert link["href"] == f"#{field}"
    assert words in link.text
    assert page.one(id=f"{field}-error").text == f"Error: {link.text}"
    if field not in ("on", "nation", "activity", "zone", "band"):
        assert page.one(id=field)["value"] == typed


def test_a_faulty_offer_does_not_matter_here(opened):
    page = opened(**TASK, fee="1,50", per="week", people="0")
    assert rows(page, "paying") == rows(opened(**TASK), "paying")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("attendance=%00", 400),
        ("attendance=%ff", 400),
        ("attendance=" + "6" * 20_000, 400),
        ("attendance=6&attendance=7", 400),
        ("attendance=6", 422),
        ("unknown=%3Cscript%3E", 200),
        ("attendance=%3Cscript%3E", 422),
    ],
)
def test_odd_addresses(client, query, status):
    response = client.get(f"/cards?{query}")
    assert response.status_code == status
    assert "<script" not in response.text


def test_the_legal_minimum_and_the_benchmark_stand_in_front(opened):
    """12.71 × 9 = £114.39. Band 7 in Inner London by its own working: 49,387 and 8,746 at the most, 20% being 9,877."""
    lead = opened(**TASK, band="7").one(class_="app-lead").text
    assert lead.startswith(
        "For these 9 hours the legal minimum comes to £114.39, which is £12.71 an hour. "
        # 49,387 ÷ 1,955.3625 = 25.2572; × 9 = 227.31
        "At the benchmark for this work, Band 7, entry point, they come to £227.31, which is £25.26 an hour."
    )
    # (49,387 + 8,746) ÷ 1,955.3625 = 29.7300; × 9 = 267.57
    assert "£267.57, which is £29.73 an hour" in opened(**TASK, band="7", zone="inner").one(class_="app-lead").text
    # 10.85 × 9 = 97.65 for somebody of 19
    assert "£97.65, which is £10.85 an hour" in opened(**TASK, age="19").one(class_="app-lead").text
    assert "benchmark" not in opened(**TASK).one(class_="app-lead").text
    assert "it could be in any band from Band 2 to" in opened(**TASK, activity="unknown").one(class_="app-lead").text


def test_hours_that_are_not_known(opened):
    text = opened(**TASK | {"preparation": "unknown"}).one("main").text
    assert "You do not know the hours of preparation. They count as none here" in text
    assert "and others would be paid at least what is shown." in text


def test_more_is_open_only_when_it_says_something(opened):
    assert opened(**TASK, zone="none", age="").one("details", id="more").get("open") is None
    assert opened(**TASK, zone="inner").one("details", id="more").get("open") is not None


@pytest.mark.parametrize("path", ["/result", "/working", "/result/lead", "/result/finance", "/result/easier-to-read"])
def test_a_fee_that_nobody_knows_leads_here(client, opened, path):
    asked = TASK | {"people": "3", "per": "unknown", "lang": "en"}
    response = client.get(path, query_string={"rung": "offer", **asked})
    assert response.status_code == 303
    assert urlsplit(response.headers["Location"]).path == "/cards"
    assert fields_of(response.headers["Location"]) == asked
    page = opened(**asked)
    assert not page.one("a", class_="govuk-back-link")["href"].startswith("/result")  # there is none to go back to
    links = {link.text: link["href"] for link in page.one("main").all("a")}
    fee = links["Put the fee in"]
    assert (urlsplit(fee).path, urlsplit(fee).fragment, fields_of(fee)) == ("/price", "fee", asked)
    sheet = links["The sheet for the person, with a line to write the fee on"]
    assert (urlsplit(sheet).path, fields_of(sheet)) == ("/result/offer-sheet", asked)
    # and the form has it all
    assert opened(path="/price", **asked).one("form", id="ask").sends()["per"] == "unknown"


def test_a_fee_that_is_known_leads_back_to_the_result(opened):
    assert opened(**TASK, per="unpaid").one("a", class_="govuk-back-link")["href"].startswith("/result?")
    assert "Put the fee in" not in opened(**TASK, per="unpaid").text
    assert not opened(**TASK, per="day").one("a", class_="govuk-back-link")["href"].startswith("/result")


@pytest.mark.parametrize("path", ["/result.json", "/result.csv", "/result.xlsx", "/result.receipt.json"])
def test_files_need_the_fee(client, path):
    response = client.get(path, query_string=TASK | {"per": "unknown", "lang": "en"})
    assert response.status_code == 422
    assert path != "/result.json" or "This needs the fee." in response.text


def test_a_fee_and_that_it_is_not_known_do_not_go_together(opened):
    page = opened(422, "/result", **TASK, fee="150", per="unknown")
    assert "“I do not know yet” is chosen too" in page.one(class_="govuk-error-summary").text
    # what else is wrong is asked for again, and nothing is said of the fee
    page = opened(422, "/result", **TASK | {"attendance": "x"}, per="unknown")
    assert [link["href"] for link in page.one(class_="govuk-error-summary").all("a")] == ["#attendance"]


def test_ask_task_reads_the_same_task_as_ask(query):
    asked = query(travel="2", count_travel="true", activity="share-views", known_on="2026-05-20", band=None)
    whole, task = question.ask(asked, BOOK), question.ask_task(asked)
    assert (task.task, task.known_on, task.tidy) == (whole.result.task, whole.result.known_on, whole.tidy)


def test_compare_schemes_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/?lang=en")
    page.get_by_role("link", name="Compare schemes").click()
    page.get_by_label("Attendance").fill("6")
    page.get_by_role("radio", name="Scotland").check()
    page.get_by_role("button", name="Compare the schemes").click()
    lead = page.locator(".app-lead").inner_text()
    paying = [answer for answer in answers(nation="scotland", attendance="6") if answer.rung]
    assert f"{len(paying)} steps of published schemes have an amount for this work." in lead
    page.get_by_role("link", name="Change the work").click()
    assert page.get_by_label("Attendance").input_value() == "6"
