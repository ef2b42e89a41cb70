"""The guided route: one question a page, to the same result at the same address as the form."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from webapp.guided import STEPS

ANSWERS = {
    "work": {"activity": "co-facilitate-workshop"},
    "place": {"nation": "england", "zone": "none"},
    "day": {"on_day": "14", "on_month": "5", "on_year": "2026"},
    "attendance": {"attendance": "6"},
    "preparation": {"preparation": "2"},
    "follow_up": {"follow_up": "1"},
    "travel": {"travel": ""},
    "group": {"people": "", "sessions": ""},
    "offer": {"fee": "150", "per": "day"},
}


def fields(page):
    """Return what the form of a page sends without anything typed."""
    form = page.one("main").one("form")
    sent = {}
    for item in form.all("input"):
        if item.get("type") not in ("radio", "checkbox") or "checked" in item.attributes:
            sent[item["name"]] = item.get("value") or ""
    for item in form.all("select"):
        chosen = [option for option in item.all("option") if "selected" in option.attributes]
        sent[item["name"]] = (chosen or item.all("option"))[0]["value"]
    return sent


def walk(client, read, answers, start="/guided?lang=en"):
    """Answer every question, and return the answer to the last one."""
    page = read(client.get(start).text)
    for step in STEPS:
        sent = fields(page)
        assert sent["done"] == step
        response = client.get("/guided?" + urlencode(sent | answers[step]))
        if response.status_code != 200:
            return response
        page = read(response.text)
    raise AssertionError("the last question leads nowhere")


def test_the_guided_route_ends_at_the_address_that_the_form_leads_to(client, read):
    response = walk(client, read, ANSWERS)
    assert response.status_code == 303
    assert response.headers["Location"] == (
        "/result?fee=150&per=day&attendance=6&preparation=2&follow_up=1"
        "&activity=co-facilitate-workshop&on=2026-05-14&nation=england&lang=en"
    )
    # The true hourly rate of the golden example: 150 ÷ 9 = 16.67.
    assert "£16.67" in client.get(response.headers["Location"]).text


def test_somebody_with_an_offer_ends_at_the_offer_sheet(client, read):
    response = walk(client, read, ANSWERS, "/guided?see=offer-sheet&lang=en")
    assert urlsplit(response.headers["Location"]).path == "/result/offer-sheet"


def test_hours_that_are_not_known_count_as_none_and_the_result_says_so(client, read):
    unknown = {"preparation": "", "preparation_unknown": "true"}
    response = walk(client, read, ANSWERS | {"preparation": unknown})
    asked = dict(parse_qsl(urlsplit(response.headers["Location"]).query))
    assert asked["preparation"] == "unknown"
    page = read(client.get(response.headers["Location"]).text)
    # 150 ÷ (6 + 1) = 21.43
    assert "£21.43" in page.one("div", class_="app-lead").text
    assert "You do not know the hours of preparation. They count as none here" in page.text
    assert "Not known: counted as none" in page.text


def test_a_kind_of_work_that_is_not_known_gives_a_range(client, read):
    response = walk(client, read, ANSWERS | {"work": {"activity": "unknown"}})
    text = read(client.get(response.headers["Location"]).text).text
    assert "Band 2" in text
    assert "I do not know: show the whole range" in text
    assert "The kind of work is not known: by what is indicative, it could be in any band from Band 2 to" in text
    assert "factor levels" not in text.lower()


def test_kinds_of_work_are_said_in_words_first_and_none_is_chosen_for_anybody(client, read):
    page = read(client.get("/guided?lang=en").text)
    choices = page.one("main").all("input", type="radio")
    assert [one["value"] for one in choices][-2:] == ["unknown", "none"]
    assert [one for one in choices if "checked" in one.attributes] == []
    assert all(link.text not in ("168", "points") for link in page.one("main").all("label"))
    labels = {label["for"]: label.text for label in page.one("main").all("label")}
    assert labels["activity"] == "Share your views"
    about = page.one(id=choices[0]["aria-describedby"])
    assert about.text.startswith("Answers questions about their own experience of care")
    assert about.text.endswith("Indicative: Band 2, 168 points.")
    refused = client.get("/guided?done=work&lang=en")
    assert refused.status_code == 422
    assert "Choose a kind of work, “None of these”" in read(refused.text).one(class_="govuk-error-summary").text


def test_none_of_the_kinds_is_an_answer_that_is_kept(client, read):
    response = walk(client, read, ANSWERS | {"work": {"activity": "none"}})
    asked = dict(parse_qsl(urlsplit(response.headers["Location"]).query))
    assert "activity" not in asked
    page = read(client.get("/guided?done=work&activity=none&lang=en").text)
    before = read(client.get(page.one("a", class_="govuk-back-link")["href"]).text)
    assert fields(before)["activity"] == "none"


def test_the_high_cost_areas_are_explained(client, read):
    """The areas by NHS Business Services Authority, KA-23439: London and the surrounding areas."""
    for path in ("/guided?at=place&lang=en", "/price?lang=en", "/cards?lang=en", "/side-by-side?lang=en"):
        hint = read(client.get(path).text).one(id="zone-hint").text
        assert "the fringe, which is the area around London" in hint
        assert "ask the health service there" in hint


@pytest.mark.parametrize(("see", "page"), [("", "/result"), ("&see=offer-sheet", "/result/offer-sheet")])
def test_somebody_who_does_not_know_the_fee_need_not_say_that_it_is_unpaid(client, read, see, page):
    response = walk(client, read, ANSWERS | {"offer": {"fee": "", "per": "unknown"}}, f"/guided?lang=en{see}")
    assert response.status_code == 303
    assert urlsplit(response.headers["Location"]).path == page
    asked = dict(parse_qsl(urlsplit(response.headers["Location"]).query))
    assert asked["per"] == "unknown"
    shown = client.get(response.headers["Location"], follow_redirects=True)
    assert shown.status_code == 200
    text = read(shown.text).one("main").text
    assert "unpaid" not in text
    assert "£114.39" in text  # the legal minimum for nine hours: 12.71 × 9
    assert "£227.31" not in text


@pytest.mark.parametrize(
    ("step", "answer", "message"),
    [
        ("work", {"activity": ""}, "Choose a kind of work"),
        ("place", {"nation": ""}, "Choose the nation."),
        ("day", {"on_day": "31", "on_month": "2", "on_year": "2026"}, "real date"),
        ("attendance", {"attendance": "25"}, "between 0 and 24"),
        ("attendance", {"attendance": "six"}, "as a number"),
        ("preparation", {"preparation": "2", "preparation_unknown": "true"}, "Choose one of them"),
        ("group", {"people": "1.5"}, "whole number"),
        ("offer", {"fee": "1,50"}, "like 150 or 1,234.50"),
        ("offer", {"per": "unknown"}, "“I do not know yet” is chosen too"),
    ],
)
def test_an_answer_that_will_not_do_is_asked_again_with_what_was_typed(client, read, step, answer, message):
    response = walk(client, read, ANSWERS | {step: ANSWERS[step] | answer})
    assert response.status_code == 422
    page = read(response.text)
    assert page.one("title").text.startswith("Error: ")
    assert message in page.one("div", class_="govuk-error-summary").text
    (link,) = page.one("div", class_="govuk-error-summary").all("a")
    assert page.all(id=link["href"].removeprefix("#"))
    sent = fields(page)
    assert {name: sent.get(name, "") for name in answer} == answer
    assert sent["done"] == step


def test_no_hours_at_all_are_asked_for_again_at_the_first_kind_of_hours(client, read):
    none = {"attendance": {"attendance": "0"}, "preparation": {"preparation": "0"}, "follow_up": {"follow_up": "0"}}
    response = walk(client, read, ANSWERS | none)
    assert response.status_code == 422
    assert "Enter at least some hours" in read(response.text).one("div", class_="govuk-error-summary").text
    assert fields(read(response.text))["done"] == "attendance"


def test_back_and_the_other_language_keep_every_answer(client, read, switch):
    asked = {"lang": "en", "done": "attendance"} | ANSWERS["work"] | ANSWERS["place"] | ANSWERS["attendance"]
    page = read(client.get("/guided?" + urlencode(asked)).text)
    kept = {name: text for name, text in asked.items() if name not in ("lang", "done") and text}
    back = page.one("a", class_="govuk-back-link")["href"]
    assert kept.items() <= dict(parse_qsl(urlsplit(back).query)).items()
    welsh = read(switch(page).text)
    assert fields(welsh) == fields(page) | {"lang": "cy"}
    assert kept.items() <= fields(welsh).items()
    before = read(client.get(back).text)
    assert fields(before)["attendance"] == "6"


def test_the_one_form_can_be_had_with_all_answers(client, read):
    asked = {"lang": "en", "done": "preparation", "preparation_unknown": "true"} | ANSWERS["attendance"]
    page = read(client.get("/guided?" + urlencode(asked)).text)
    short = next(link["href"] for link in page.all("a") if link.text == "Answer everything on one page instead")
    form = read(client.get(short).text)
    assert form.one("input", id="attendance")["value"] == "6"
    assert form.one("input", id="preparation")["value"] == "unknown"


def test_an_unknown_question_is_no_page(client):
    assert client.get("/guided?at=nothing").status_code == 404
    assert client.get("/guided?done=nothing").status_code == 404
