"""The form: what it asks, and what it keeps."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

import fairpay
from webapp.views import today

FIRST = ["fee", "per", "attendance", "preparation", "follow_up", "activity", "on", "nation"]
MORE = {
    "travel": "2",
    "count_travel": "true",
    "recovery": "1.5",
    "count_recovery": "true",
    "people": "3",
    "sessions": "4",
    "age": "20",
    "zone": "inner",
    "band": "8a",
    "card": "tewv:block",
    "basis": "cost",
    "known_on": "2026-05-14",
    "last_known_scale": "true",
}


def values(page):
    """Return what a browser would send."""
    form = page.one("form")
    found = {}
    for field in form.all("input"):
        if field["type"] not in ("radio", "checkbox") or "checked" in field.attributes:
            found[field["name"]] = field["value"]
    for field in form.all("select"):
        chosen = [option for option in field.all("option") if "selected" in option.attributes]
        found[field["name"]] = (chosen or field.all("option"))[0]["value"]
    return found


def test_it_asks_six_things_and_no_more_at_first(client, read):
    page = read(client.get("/price").text)
    form, more = page.one("form"), page.one("details", id="more")
    assert "open" not in more.attributes
    folded = {element["name"] for element in more.all() if "name" in element.attributes}
    names = [element["name"] for element in form.all() if "name" in element.attributes]
    first = dict.fromkeys(name.partition("_day")[0] for name in names if name not in folded)
    assert [name for name in first if name not in ("on_month", "on_year")] == FIRST
    assert folded == set(MORE)
    assert form["method"] == "get"
    assert form["action"] == "/result"
    assert "novalidate" in form.attributes
    for field in form.all("input", type="text"):
        assert not {"required", "pattern", "min", "max", "maxlength"} & set(field.attributes)
    assert form.one("input", id="fee")["inputmode"] == "decimal"


def test_every_field_has_a_label_or_a_legend(client, read):
    page = read(client.get("/price").text)
    labels = {label["for"]: label.text for label in page.all("label")}
    for field in [*page.all("input"), *page.all("select")]:
        assert labels[field["id"]]
    for group in page.all("fieldset"):
        assert group.one("legend").text


def test_an_empty_form_holds_today_and_a_day_fee(client, read):
    page = read(client.get("/price").text)
    assert {name: value for name, value in values(page).items() if value} == {
        "per": "day",
        "on_day": "14",
        "on_month": "5",
        "on_year": "2026",
        "zone": "none",
        "basis": "pay",
    }
    assert "Error" not in page.one("title").text
    assert page.all("meta", name="robots") == []


def test_only_the_form_reads_the_clock(make_app, query):
    def clock():
        raise AssertionError("the clock was read")

    client = make_app(TODAY=clock, TESTING=True).test_client()
    assert client.get("/result", query_string=query()).status_code == 200
    with pytest.raises(AssertionError, match="clock"):
        client.get("/price")


def test_the_clock_of_this_computer():
    assert abs(today() - datetime.now(UTC).date()) <= timedelta(days=1)


def test_it_is_filled_from_the_address(client, read, query):
    asked = query(fee=None, activity="deliver-training", **MORE)
    page = read(client.get("/price", query_string=asked).text)
    sent = values(page)
    assert "open" in page.one("details", id="more").attributes
    assert page.one("meta", name="robots")["content"] == "noindex"
    for name, value in asked.items():
        if name != "on":
            assert sent[name] == value
    assert [sent[f"on_{part}"] for part in ("day", "month", "year")] == ["14", "5", "2026"]


@pytest.mark.parametrize("name", MORE)
def test_more_is_open_when_it_holds_something(client, read, query, name):
    page = read(client.get("/price", query_string=query(**{"band": None, name: MORE[name]})).text)
    assert "open" in page.one("details", id="more").attributes


def test_more_stays_closed_when_it_says_nothing_new(client, read, query):
    said = {"zone": "none", "basis": "pay", "people": "1", "sessions": "1", "travel": "", "band": ""}
    page = read(client.get("/price", query_string=query(**said)).text)
    assert "open" not in page.one("details", id="more").attributes


def test_the_form_is_never_an_error_by_itself(client, read):
    response = client.get("/price?fee=1,50&per=x&attendance=-1&on=never&nation=mars&people=x&activity=x")
    assert response.status_code == 200
    page = read(response.text)
    assert "Error" not in page.one("title").text
    assert page.all(class_="govuk-error-summary") == []
    sent = values(page)
    assert (sent["fee"], sent["attendance"], sent["people"]) == ("1,50", "-1", "x")
    assert (sent["on_day"], sent["on_month"], sent["on_year"]) == ("never", "", "")


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("on=2026-12-01", ("1", "12", "2026")),
        ("on=2026-99-99", ("99", "99", "2026")),
        ("on=14/5/2026", ("14/5/2026", "", "")),
        ("on_day=&on_month=&on_year=", ("", "", "")),
        ("on=", ("", "", "")),
        ("on_day=x&on_month=&on_year=2026", ("x", "", "2026")),
        ("on=2026-12-01&on_day=2&on_month=1&on_year=2026", ("2", "1", "2026")),
    ],
)
def test_the_date_boxes(client, read, asked, parts):
    for path in ("/price", "/result"):
        sent = values(read(client.get(f"{path}?{asked}").text))
        assert (sent["on_day"], sent["on_month"], sent["on_year"]) == parts


def test_both_ways_to_give_the_date(client, query):
    boxes = {"on_day": "14", "on_month": "5", "on_year": "2026"}
    whole = client.get("/result.json", query_string=query()).json
    for asked in (
        query(on=None, **boxes),
        query(**boxes),
        query(on=None, on_day=" 14 ", on_month="05", on_year="2026"),
        query(on_day="", on_month=" ", on_year=""),
    ):
        assert client.get("/result.json", query_string=asked).json == whole


def labelled(title, activity, book, form="%s. Indicative: Band %s, %s points."):
    """Name a kind of work with what its levels add up to, by the scores and ranges of the plan itself."""
    total = sum(factor.levels[activity.levels[factor.id].level - 1].score for factor in book.plan.factors)
    (band,) = [item.band for item in book.plan.bands if item.minimum <= total <= item.maximum]
    return form % (title, max(band, "2"), total)


def test_the_choices_are_those_of_the_rate_book(client, read):
    book = fairpay.rates()
    page = read(client.get("/price?lang=en").text)
    kinds = {option["value"]: option.text for option in page.one("select", id="activity").all("option")}
    assert kinds == {"": "None of these", "unknown": "I do not know: show the whole range"} | {
        name: labelled(activity.title, activity, book) for name, activity in book.activities.items()
    }
    steps = [option["value"] for option in page.one("select", id="card").all("option")]
    assert steps == ["", *book.card_steps()]
    welsh = read(client.get("/price?lang=cy").text)
    for group in welsh.one("select", id="card").all("optgroup"):
        assert group["lang"] == "en"  # the titles of schemes have no Welsh
        assert {option["lang"] for option in group.all("option")} == {"cy"}
    assert [option.text for option in welsh.one("select", id="activity").all("option")][1:-1] == [
        labelled(activity.title_cy, activity, book, "%s. Dangosol: Band %s, %s pwynt.")
        for activity in book.activities.values()
    ]


def test_the_language_stays_with_the_form(client, read):
    assert values(read(client.get("/price?lang=cy").text))["lang"] == "cy"
    assert "lang" not in values(read(client.get("/price", headers={"Accept-Language": "cy"}).text))


def test_from_the_form_to_the_result_and_back(client, read, query):
    """What a browser sends, with all its empty fields, is the same question."""
    filled = values(read(client.get("/price", query_string=query()).text))
    assert filled["travel"] == ""
    sent = client.get("/result", query_string=filled)
    assert sent.status_code == 200
    page = read(sent.text)
    (back,) = [link for link in page.all("a") if link.text == "Change the answers"]
    kept = {name: value[0] for name, value in parse_qs(urlsplit(back["href"]).query).items()}
    assert kept == query()
    assert values(read(client.get(back["href"]).text)) == filled


@pytest.mark.parametrize("path", ["/price", "/result"])
def test_the_switch_keeps_every_value(client, read, query, switch, path):
    asked = query(fee="1,50" if path == "/result" else "£150.00", activity="deliver-training", **MORE | {"card": ""})
    page = read(client.get(path, query_string=asked).text)
    there = read(switch(page).text)
    assert there.one("html")["lang"] == "cy"
    assert values(there) == values(page) | {"lang": "cy"}
    assert bool(there.all(class_="govuk-error-summary")) == (path == "/result")
    assert values(read(switch(there, "en").text)) == values(page) | {"lang": "en"}


def test_the_switch_of_an_answer_keeps_the_question(client, read, query):
    asked = query(activity="deliver-training", **MORE | {"card": ""}) | {"rung": "afc.8a.entry"}
    page = read(client.get("/working", query_string=asked).text)
    (link,) = page.all("a", hreflang="cy")
    kept = {name: value[0] for name, value in parse_qs(urlsplit(link["href"]).query, keep_blank_values=True).items()}
    assert kept == asked | {"lang": "cy"}
    there = client.get("/working" + link["href"])
    assert '<html lang="cy"' in there.text
    (back,) = read(there.text).all("a", hreflang="en")
    kept = {name: value[0] for name, value in parse_qs(urlsplit(back["href"]).query, keep_blank_values=True).items()}
    assert kept == asked | {"lang": "en"}
