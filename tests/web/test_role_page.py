"""The questions about a role and their answer: journeys, figures worked out by hand, and what is refused.

Published pay points, England 2026/27: Band 3 £25,760, after 2 years £27,476; Band 5 £32,073, after
2 years £34,592, after 4 years £39,043.
"""

import csv
import json
import re
from io import BytesIO, StringIO
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

import fairpay
from fairpay import cli
from webapp.role_form import STEPS, fields_of
from webapp.role_question import FIELDS, LEVEL_BOXES, WORK_BOXES

CLEAN = {"violations": [], "incomplete": []}
PHONE = {"width": 320, "height": 640}
PEER_WORK = "peer-support-session:60,co-facilitate-workshop:25,deliver-training:15"
PLACE = {"nation": "england", "on": "2026-05-14"}
PEER_ROLE = {"work": PEER_WORK, "band": "3", **PLACE}
ADVERT = {"salary": "32966", "stated": "19285", "days": "2.5", **PLACE}
ANSWERS = {
    "work": {
        "activity1": "peer-support-session",
        "share1": "60",
        "activity2": "co-facilitate-workshop",
        "share2": "25",
        "activity3": "deliver-training",
        "share3": "15",
    },
    "advert": {"band": "3"},
    "hours": {},
    "place": {"nation": "england"},
}
LINKS = {
    "factors": "I know job evaluation: choose the levels of the 16 factors instead",
    "advert": "I only want to check the sum in an advert",
    "words": "I want to check the words of a job description",
}


def sent_by(page):
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


def walk(client, read, answers, start="/role?lang=en"):
    """Answer the questions one after the other, and return the answer to the last one."""
    response = client.get(start)
    while response.status_code == 200:
        sent = sent_by(read(response.text))
        response = client.get("/role?" + urlencode(sent | answers[sent["done"]]))
    return response


def link(page, words):
    return next(item["href"] for item in page.all("a") if item.text == words)


def rows(page, name):
    body = page.one("table", id=name).one("tbody")
    return [[cell.text for cell in row.all() if cell.tag in ("th", "td")] for row in body.all("tr")]


def answer(page, key):
    found = {row.one("dt").text: row.all("dd")[0].text for row in page.all(class_="govuk-summary-list__row")}
    return found[key]


@pytest.fixture
def result(client, read):
    """Return a function that gives the page of an answer."""

    def page(query, **changes):
        asked = {name: text for name, text in (query | {"lang": "en"} | changes).items() if text is not None}
        response = client.get("/role/result", query_string=asked)
        assert response.status_code == 200
        return read(response.text)

    return page


# ---- journeys ------------------------------------------------------------------------------------


def test_activities_first_and_the_address_holds_the_whole_question(client, read):
    response = walk(client, read, ANSWERS)
    assert response.status_code == 303
    where = urlsplit(response.headers["Location"])
    assert where.path == "/role/result"
    assert dict(parse_qsl(where.query)) == PEER_ROLE | {"lang": "en"}


def test_one_kind_of_work_needs_no_share(client, read):
    response = walk(client, read, ANSWERS | {"work": {"activity2": "peer-support-session"}})
    assert dict(parse_qsl(urlsplit(response.headers["Location"]).query))["work"] == "peer-support-session:100"


def test_factors_for_those_who_know_them(client, read):
    start = link(read(client.get("/role?lang=en").text), LINKS["factors"])
    # Knowledge at 8 of 8, the other fifteen at 1: 86 - 16 + 240 = 310 points, which is Band 4.
    levels = dict.fromkeys(LEVEL_BOXES, "1") | {"level2": "8"}
    response = walk(client, read, ANSWERS | {"levels": levels}, start)
    asked = dict(parse_qsl(urlsplit(response.headers["Location"]).query))
    assert asked["levels"] == "1,8,1,1,1,1,1,1,1,1,1,1,1,1,1,1"
    page = read(client.get(response.headers["Location"]).text)
    assert "add up to 310 points, which indicates Band 4" in page.one(class_="app-lead").text
    assert answer(page, "Factors with a level") == "16"


def test_levels_that_are_not_known_give_a_range_and_what_to_find_out(client, read):
    # All at 1 but for knowledge, which is not known (1 to 8), and communication, 1 or 2:
    # 86 points at least; 86 + 224 + (12 - 5) = 317 at most.
    levels = dict.fromkeys(LEVEL_BOXES, "1") | {"level1": "1-2", "level2": ""}
    response = walk(client, read, ANSWERS | {"levels": levels}, "/role?at=levels&lang=en")
    page = read(client.get(response.headers["Location"]).text)
    assert "between 86 and 317 points" in page.one(class_="app-lead").text
    found = [heading.text for heading in page.all("h3")]
    assert found[:2] == ["Knowledge, training and experience", "Communication and relationship skills"]
    by_factor = {row[0]: row[1] for row in rows(page, "factors")}
    assert by_factor["Knowledge, training and experience"] == "1 to 8"
    assert by_factor["Communication and relationship skills"] == "1 to 2"


def test_only_the_sum_in_an_advert(client, read):
    start = link(read(client.get("/role?lang=en").text), LINKS["advert"])
    page = read(client.get(start).text)
    assert [box["name"] for box in page.one("form").all() if box.get("type") == "text"] == ["salary", "stated"]
    answers = {
        "advert": {"salary": "32966", "stated": "19285"},
        "hours": {"days": "2.5"},
        "place": {"nation": "england"},
    }
    response = walk(client, read, answers, start)
    assert dict(parse_qsl(urlsplit(response.headers["Location"]).query)) == ADVERT | {"lang": "en"}


def test_only_the_advert_leaves_the_work_behind(client, read):
    page = read(client.get("/role", query_string=PEER_ROLE | {"at": "work", "lang": "en"}).text)
    asked = dict(parse_qsl(urlsplit(link(page, LINKS["advert"])).query))
    assert asked == {"nation": "england", "on": "2026-05-14", "lang": "en", "at": "advert"}


def test_levels_given_go_before_those_of_the_work(client, read):
    start = f"/role?at=levels&lang=en&work={PEER_WORK}"
    assert "As the kinds of work need" in client.get(start).text
    response = walk(client, read, ANSWERS | {"levels": {"level2": "4"}}, start)
    page = read(client.get(response.headers["Location"]).text)
    (knowledge,) = [row for row in rows(page, "factors") if row[0] == "Knowledge, training and experience"]
    assert knowledge[1] == "4"
    assert knowledge[4] == "As you said"


def test_the_words_of_a_description_are_a_link_away(client, read, result):
    first = read(client.get("/role?lang=cy").text)
    assert [item["href"] for item in first.all("a") if "description" in item["href"]] == ["/description?lang=cy"]
    checked = result(PEER_ROLE)
    words = link(checked, "Check the words of the job description against this work")
    assert dict(parse_qsl(urlsplit(words).query)) == {"work": PEER_WORK, "lang": "en"}
    assert client.get(words).status_code == 200


def test_what_each_kind_of_work_comes_to_is_shown_where_it_is_chosen(client, read):
    kinds = rows(read(client.get("/role?lang=en").text), "kinds")
    peer = fairpay.rates().activities["peer-support-session"]
    assert [f"{peer.title} {peer.summary}", "270", "Band 3"] in kinds
    assert len(kinds) == len(fairpay.rates().activities)


@pytest.mark.parametrize(("lang", "points"), [("en", "270 points"), ("cy", "270")])
def test_points_and_band_stand_in_the_list_that_is_chosen_from(client, read, lang, points):
    page = read(client.get(f"/role?lang={lang}").text)
    peer = fairpay.rates().activities["peer-support-session"]
    for box in WORK_BOXES[::2]:
        (option,) = [item for item in page.one("select", id=box).all("option") if item["value"] == peer.id]
        assert option.text.startswith(peer.title if lang == "en" else peer.title_cy)
        assert "Band 3" in option.text
        assert points in option.text


# ---- the answer ----------------------------------------------------------------------------------


def test_the_worked_peer_role_at_band_3(result):
    page = result(PEER_ROLE)
    assert page.one("h1").text == "What this role comes to"
    lead = [paragraph.text for paragraph in page.one(class_="app-lead").all("p")]
    assert lead == [
        (
            "The factor levels add up to between 352 and 361 points, which indicates Band 5. "
            "Only a job evaluation panel can band a job. "
            "Advertised: Band 3. That is below the indicative band of this work."
        ),
        (
            "The band rests on “Run a peer support session”, 60 per cent of the week (22.5 hours): without it, "
            "the rest of the work comes to 318 to 344 points, Band 4 to Band 5. "
            "A panel asks whether the job requires it."
        ),
        # 32,073 - 25,760; over 52.143 x 37.5 hours; and 2 x 6,313 + 2 x 7,116 + 11,567
        (
            "Beside what is advertised, Band 5 pays the person £6,313.00 more in the first year for 37.5 hours a week "
            "(for an hour: £3.23 more), and £38,425.00 more over 5 years with pay steps."
        ),
        # x 1.3928
        (
            "Beside what is advertised, Band 5 costs the organisation £8,792.75 more in the first year with on-costs, "
            "and £53,518.34 more over 5 years."
        ),
    ]
    assert [row[3] for row in rows(page, "band-5-years")] == [
        "£6,313.00",
        "£6,313.00",
        "£7,116.00",  # 34,592 - 27,476
        "£7,116.00",
        "£11,567.00",  # 39,043 - 27,476
    ]
    assert rows(page, "band-5-years")[0] == [
        *("1", "£25,760.00 Band 3, entry point", "£32,073.00 Band 5, entry point"),
        *("£6,313.00", "£3.23", "£8,792.75"),
    ]


def test_its_levels_with_what_sets_them(result):
    found = {row[0]: row for row in rows(result(PEER_ROLE), "factors")}
    assert len(found) == 16
    assert found["Knowledge, training and experience"][1] == "5"
    assert found["Responsibilities for patient/client care"][1] == "4"
    assert found["Responsibilities for patient/client care"][4].startswith("Run a peer support session ")
    assert found["Mental effort"][1] == "2 to 3"
    reason = fairpay.rates().activities["peer-support-session"].levels["patient_care"].reason
    assert reason in found["Responsibilities for patient/client care"][4]


def test_which_kind_of_work_the_band_hangs_on(result):
    without = rows(result(PEER_ROLE), "without")
    assert without == [
        ["Run a peer support session", "318 to 344", "Band 4 to Band 5"],
        ["Deliver training", "336 to 345", "Band 5"],
        ["Co-facilitate a workshop", "347 to 356", "Band 5"],
    ]


def test_what_a_panel_could_dispute_stands_beside_the_kind_of_work(client, read, result):
    activities = fairpay.rates().activities
    names = [part.partition(":")[0] for part in PEER_WORK.split(",")]
    notes = {row.one("dt").text: row.one("dd").text for row in result(PEER_ROLE).all("dl")[1].all("div")}
    assert notes == {activities[name].title: activities[name].note for name in names}
    assert result({"levels": ",".join("1" * 16), "band": "3", **PLACE}).all(id="notes") == []
    welsh = read(client.get("/role/result", query_string=PEER_ROLE | {"lang": "cy"}).text)
    english = [item.text for item in welsh.all("span", lang="en")]
    assert {activities[name].note for name in names} <= set(english)


def test_a_band_that_rests_on_little_of_the_week(result):
    page = result({"work": "share-views:99,director-level-advice:1", "band": "3", **PLACE})
    assert page.one(class_="app-lead").all("p")[1].text == (
        "The band rests on “Give director-level advice”, 1 per cent of the week (0.375 hours): without it, the rest of "
        "the work comes to 168 points, Band 2. A panel asks whether the job requires it."
    )


def test_a_week_that_is_described_in_part_meets_nothing_for_certain(result):
    page = result({"work": "peer-support-session:20,share-views:10", "band": "3", **PLACE})
    lead = page.one(class_="app-lead").all("p")[0].text
    assert "at least 249 points, which indicates at least Band 3, from the 30 per cent of the week that is" in lead
    assert "depends on the rest of the week." in lead
    assert "not below the indicative band" not in page.text


def test_one_level_known_asks_first_and_puts_no_pay_in_the_lead(result):
    page = result({"levels": "4" + ",?" * 15, "band": "3", **PLACE})
    lead = page.one(class_="app-lead").text
    # 86 - 5 + 32 points at least, 1,000 - 60 + 32 at most
    assert lead.startswith("Levels known exactly: 1 of 16. The total may be anything between 113 and 972 points")
    assert "£" not in lead
    assert [heading["id"] for heading in page.all("h2") if heading.get("id")][:3] == ["answers", "questions", "band-2"]
    assert page.all("h3")[0].text == "Knowledge, training and experience"


def test_totals_of_one_band_ask_for_no_more_levels(result):
    assert result(PEER_ROLE).all(id="questions") == []  # 352 to 361 points are all Band 5


def test_an_advert_that_names_its_band_and_its_salary(client, read, result):
    asked = {"work": "peer-support-session:100", "band": "3", "stated": "19285", "days": "2.5", **PLACE}
    page = read(client.get("/role/result", query_string=asked | {"lang": "en"}).text)
    assert [item.text for item in page.one(class_="govuk-error-summary").all("a")] == ["Enter the salary."]
    page = result(asked, salary="32966")  # and that is the way out
    lead = page.one(class_="app-lead").text
    assert "Advertised: Band 3. That is not below" in lead
    # Band 3 runs from £25,760 to £27,476
    assert "The advertised salary of £32,966.00 is above Band 3, which runs from £25,760.00 to £27,476.00" in lead
    assert "No usual reading gives the stated pay of £19,285." in lead
    assert answer(page, "Advertised band") == "Band 3"
    assert answer(page, "Advertised full-time salary") == "£32,966.00"
    assert "is within Band 5" in result(asked, band="5", salary="32966").text


def test_a_share_of_full_time_is_a_third_way_to_say_the_hours(client, read, result):
    box = read(client.get("/role?at=hours&lang=en&salary=30000").text).one("input", id="fte")
    assert box["name"] == "fte"
    page = result(PEER_ROLE, fte="0.6")
    assert "For 22.5 hours a week; a full-time week is 37.5 hours." in page.text
    assert answer(page, "Share of full time") == "0.6"
    advert = result(ADVERT | {"days": None}, fte="0.6", stated="19779.60")  # 32,966 x 0.6
    assert advert.one(class_="app-lead").text.endswith("comes to £19,779.60: 0.6 of full time.")
    assert [row[:3] for row in rows(advert, "readings")] == [
        ["0.6 of full time", "£32,966.00 × 0.6", "£19,779.60"],
        [
            "The same share of the week, for 52 of the 52.143 weeks of a year",
            "£32,966.00 × 0.6 × 52 ÷ 52.143",
            "£19,725.36",  # 19,779.60 x 52 / 52.143 = 19,725.3552
        ],
    ]


def test_the_headings_stand_in_the_order_of_use(result):
    page = result(PEER_ROLE | {"band": None, "salary": "32966", "stated": "19285", "days": "2.5"})
    found = [heading["id"] for heading in page.all("h2") if heading.get("id")]
    assert found == [
        *("answers", "band-5", "levels", "advert", "next", "caveats", "working", "sources", "keep"),
    ]


def test_pay_that_is_the_same_is_said_in_one_sentence(result):
    page = result(PEER_ROLE | {"work": "peer-support-session:100"})  # 270 points, the last of Band 3
    lead = page.one(class_="app-lead").all("p")
    assert lead[1].text == "Band 3 pays what is advertised."
    assert len(lead) == 2
    assert "Band 3 runs from 216 to 270 points. Points down to Band 2: 55. Points up to Band 4: 1." in page.text
    assert "Freedom to act, level 3 instead of 2: 279 points, Band 4" in page.text


def test_the_real_advert(result):
    page = result(ADVERT)
    assert page.one("h1").text == "What this advert comes to"
    assert page.one(class_="app-lead").text == (
        # 32,966 / 2; 19,285 / 32,966 = 0.58499, x 5 = 2.9250, x 37.5 = 21.937; 19,285 x 2
        "No usual reading gives the stated pay of £19,285. £32,966.00 for a full-time year comes to £16,483.00: "
        "2.5 days out of 5 a week. The stated pay is 0.584997 of the full-time salary. "
        "That would be 2.925 days out of 5, or 21.937 hours out of 37.5. "
        "Or it would follow from a full-time salary of £38,570.00: 2.5 days out of 5 a week."
    )
    readings = rows(page, "readings")
    assert readings[0] == ["2.5 days out of 5 a week", "£32,966.00 × 2.5 ÷ 5", "£16,483.00", "No", "Known"]
    assert {row[3] for row in readings} == {"No"}
    assert len(readings) == 14
    assert page.one("h2", id="next")
    assert "Ask which hours and which full-time week the stated pay is for." in page.text
    assert all(row[0][0].isupper() or row[0][0].isdigit() for row in readings)
    assert page.all("table", id="factors") == []


def test_an_advert_that_holds(result):
    page = result(ADVERT | {"stated": "16483"})
    assert page.one(class_="app-lead").text.startswith("The stated pay holds.")
    assert rows(page, "readings")[0][3] == "Yes"
    assert page.all("h2", id="next") == []


def test_part_time_in_the_36_hour_week_of_scotland(result):
    # 2026/27: Band 3 £29,103, Band 5 £34,544. 24 of 36 hours: 19,402.00 and 23,029.33; 3,627.33 a year.
    page = result(
        {
            "work": "co-facilitate-workshop:100",
            "band": "3",
            "hours": "24",
            "years": "1",
            "nation": "scotland",
            "on": "2026-05-14",
        }
    )
    assert "For 24 hours a week; a full-time week is 36 hours." in page.text
    assert rows(page, "band-5-years") == [
        [
            *("1", "£19,402.00 Band 3, entry point", "£23,029.33 Band 5, entry point"),
            *("£3,627.33", "£2.90", "£5,005.72"),  # 5,441 / (52.143 x 36); 3,627.3333 x 1.38
        ]
    ]


def test_a_scale_that_is_not_known_can_be_carried_on(client, read, result):
    asked = PEER_ROLE | {"nation": "northern_ireland"}
    response = client.get("/role", query_string=asked | {"done": "place", "lang": "en"})
    assert response.status_code == 422
    page = read(response.text)
    assert "You can ask to carry on with the last known scale." in page.one(class_="govuk-error-summary").text
    assert page.one("input", id="last_known_scale")["type"] == "checkbox"
    carried = result(asked, last_known_scale="true")
    assert answer(carried, "Last known pay scale") == "Used where there is no other"


def test_the_day_by_which_rates_were_known_is_shown_and_can_be_changed(client, read, result):
    page = result(PEER_ROLE | {"known_on": "2026-05-01"})
    assert answer(page, "Rates known by") == "1 May 2026"
    (change,) = [
        row.one("a")["href"] for row in page.all(class_="govuk-summary-list__row") if row.one("dt").text == "Nation"
    ]
    assert read(client.get(change).text).one("input", id="known_on")["value"] == "2026-05-01"


def test_the_grade_of_the_weakest_figure_is_shown(result):
    page = result(PEER_ROLE)
    assert "Weakest evidence used: unverified" in page.text  # how often is frequent was read nowhere


def test_every_answer_can_be_changed_where_it_was_given(client, read, result):
    page = result(PEER_ROLE | {"band": None, "salary": "32966", "stated": "19285", "days": "2.5", "zone": "inner"})
    for row in page.all("dl")[0].all(class_="govuk-summary-list__row"):
        asked = read(client.get(row.one("a")["href"]).text)
        kept = sent_by(asked)
        assert {"days": "2.5", "zone": "inner", "nation": "england", "salary": "32966"}.items() <= kept.items()


def test_a_role_that_may_come_to_several_bands_is_compared_at_both_ends(result):
    page = result({"levels": "1,?" + ",1" * 14, "band": "3", **PLACE})  # 86 to 310 points
    assert [table["id"] for table in page.all("table") if table["id"].startswith("band-")] == [
        *("band-2-years", "band-4-years"),
    ]
    # 25,272 - 25,760 and 28,392 - 25,760
    assert rows(page, "band-2-years")[0][3] == "−£488.00"
    assert rows(page, "band-4-years")[0][3] == "£2,632.00"


# ---- the same as the command line ----------------------------------------------------------------

OPTIONS = {
    "role": (
        PEER_ROLE | {"days": "2.5", "years": "3"},
        ["--band", "3", "--days", "2.5", "--years", "3"],
    ),
    "both": (
        {"work": PEER_WORK} | ADVERT,
        ["--salary", "32966", "--stated", "19285", "--days", "2.5"],
    ),
}


def of_command_line(capsys, options, file_format, lang):
    work = [option for part in PEER_WORK.split(",") for option in ("--activity", part.replace(":", "="))]
    cli.main(
        ["role", "--on", "2026-05-14", "--nation", "england", *work, *options, "--format", file_format, "--lang", lang]
    )
    return capsys.readouterr().out


@pytest.mark.parametrize("lang", ["en", "cy"])
@pytest.mark.parametrize("name", OPTIONS)
def test_the_data_is_that_of_the_command_line(client, capsys, name, lang):
    query, options = OPTIONS[name]
    response = client.get("/role/result.json", query_string=query | {"lang": lang})
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.json == json.loads(of_command_line(capsys, options, "json", lang))


@pytest.mark.parametrize("name", OPTIONS)
def test_the_table_is_that_of_the_command_line(client, capsys, name):
    query, options = OPTIONS[name]
    response = client.get("/role/result.csv", query_string=query | {"lang": "en"})
    assert response.headers["Content-Disposition"] == "attachment; filename=fairpay-role.csv"
    mine, theirs = (
        list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
        for text in (response.get_data(as_text=True), of_command_line(capsys, options, "csv", "en"))
    )
    assert mine == theirs
    assert len(mine) > 9


def test_the_page_shows_the_figures_of_the_data(client, result):
    data = client.get("/role/result.json", query_string=PEER_ROLE | {"lang": "en"}).json["role_check"]
    shown = rows(result(PEER_ROLE), "band-5-years")
    for row, year in zip(shown, data["comparisons"][0]["years"], strict=True):
        assert [cell.replace("£", "").replace(",", "") for cell in row[3:]] == [
            year["difference"][name] for name in ("annual", "hourly", "cost")
        ]


# ---- what is refused -----------------------------------------------------------------------------

ONE = {"work": "peer-support-session:100"}
REFUSED = [
    ("work", {}, "activity1", "There is nothing to check yet."),
    ("work", {"share2": "60"}, "activity1", "Choose the kind of work that takes this share"),
    ("work", {"activity1": "share-views", "share1": "33,3"}, "share1", "as a number"),
    ("work", {"activity1": "share-views", "share1": "101"}, "share1", "between 0.01 and 100"),
    ("work", {"activity1": "share-views", "share1": "60", "activity3": "chair-group"}, "share2", "Enter the share"),
    (
        "work",
        {"activity1": "share-views", "share1": "60", "activity2": "chair-group", "share2": "50"},
        "share1",
        "take 110 per cent",
    ),
    (
        "work",
        {"activity1": "share-views", "share1": "60", "activity2": "share-views", "share2": "40"},
        "activity2",
        "is there twice",
    ),
    ("work", {"activity1": "juggle", "share1": "60"}, "activity1", "no activity called “juggle”"),
    (
        "work",
        {"activity1": "share-views", "activity2": "juggle", "share2": "40"},
        "share1",
        "Enter the share",
    ),
    ("levels", dict.fromkeys(LEVEL_BOXES, ""), "level1", "There is nothing to check yet."),
    (
        "levels",
        {"level2": "9"},
        "level2",
        "The level of “Knowledge, training and experience” must be a whole number from 1 to 8",
    ),
    ("levels", {"level16": "4-3"}, "level16", "range"),
    ("advert", ONE, "band", "the advertised salary of a full-time year, or both"),
    ("advert", ONE | {"salary": "30k"}, "salary", "in pounds and pence"),
    ("advert", ONE | {"salary": "999"}, "salary", "between"),
    ("advert", ONE | {"band": "3", "stated": "12000"}, "salary", "Enter the salary"),
    ("advert", {}, "stated", "There is nothing to check yet."),
    ("advert", {"stated": "12000"}, "salary", "Enter the salary"),
    ("hours", ONE | {"band": "3", "hours": "18", "days": "2.5"}, "hours", "one of the three"),
    ("hours", ONE | {"band": "3", "fte": "0.5", "days": "2.5"}, "hours", "one of the three"),
    ("hours", ONE | {"band": "3", "fte": "1.5"}, "fte", "between 0.01 and 1"),
    ("hours", ONE | {"band": "3", "hours": "61"}, "hours", "between 0.01 and 60"),
    ("hours", ONE | {"band": "3", "days": "5.5"}, "days", "between 0.01 and 5"),
    ("hours", ONE | {"band": "3", "years": "11"}, "years", "between 1 and 10"),
    ("hours", {"salary": "30000", "stated": "12000"}, "days", "one of the three"),
    ("place", ONE | {"band": "3", "on": "2026-05-14"}, "nation", "Choose the nation."),
    ("place", ONE | {"band": "3", "nation": "england"}, "on", "Enter the closing date or start."),
    (
        "place",
        ONE | {"band": "3", "nation": "england", "on_day": "31", "on_month": "2", "on_year": "2026"},
        "on",
        "Enter the closing date or start as a real date",
    ),
    ("place", ONE | {"band": "3", "nation": "england", "on": "2010-01-01"}, "on", "before the first rates"),
    ("place", ONE | {"band": "3", "nation": "england", "on": "2027-05-01"}, "on", "There is no figure"),
    ("place", ONE | {"band": "3", "nation": "wales", "zone": "outer", "on": "2026-05-14"}, "zone", "only in England"),
    ("place", ONE | {"band": "3", "known_on": "soon", **PLACE}, "known_on", "real date"),
    ("place", ONE | {"band": "3", "last_known_scale": "yes", **PLACE}, "last_known_scale", "true or false"),
]


@pytest.mark.parametrize(("step", "given", "field", "message"), REFUSED)
def test_an_answer_that_will_not_do_is_asked_again_with_what_was_typed(client, read, step, given, field, message):
    response = client.get("/role", query_string=given | {"done": step, "lang": "en"})
    assert response.status_code == 422
    page = read(response.text)  # which also looks for the targets of links
    assert page.one("title").text.startswith("Error: ")
    found = {item["href"]: item.text for item in page.one(class_="govuk-error-summary").all("a")}
    assert message in found[f"#{field}"]
    for href in found:
        assert page.all(id=href.removeprefix("#"))
    assert page.one(id=f"{field}-error").text == f"Error: {found[f'#{field}']}"
    sent = sent_by(page)
    assert sent["done"] == step
    typed = {name: text for name, text in given.items() if name not in WORK_BOXES and name not in ("on", "work")}
    if field != "last_known_scale":  # a box that is neither ticked nor not
        assert {name: sent.get(name, "") for name in typed} == typed
    boxes = [given.get(box, "") for box in WORK_BOXES]
    if step == "work":
        shown = [sent[box] for box in WORK_BOXES]
        shares = [text for text in boxes[1::2] if text]
        assert [text for text in shown[1::2] if text] == shares
        assert [text for text in shown[::2] if text] == [text for text in boxes[::2] if text and text != "juggle"]


def test_hours_above_the_week_of_the_nation_are_asked_again_when_it_is_known(client, read):
    asked = ONE | {"band": "3", "hours": "37", "nation": "scotland", "on": "2026-05-14", "done": "place", "lang": "en"}
    response = client.get("/role", query_string=asked)
    assert response.status_code == 422
    page = read(response.text)
    assert sent_by(page)["done"] == "hours"
    assert "A full-time week here on this date is 36 hours." in page.one(class_="govuk-error-summary").text


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "activity1"),
        (PEER_ROLE | {"work": "a:1,b:1,c:1,d:1,e:1"}, "activity1"),
        (PEER_ROLE | {"work": ":"}, "activity1"),
        (PEER_ROLE | {"work": None, "levels": "4,3"}, "level1"),
        (PEER_ROLE | {"work": None, "levels": "x" + ",1" * 15}, "level1"),
        (PEER_ROLE | {"nation": None}, "nation"),
        (PEER_ROLE | {"on": "14 May 2026"}, "on"),
        (PEER_ROLE | {"years": "2.5"}, "years"),
        (ADVERT | {"band": "3"}, "activity1"),
    ],
)
def test_an_address_that_will_not_do_is_asked_again_and_refused_as_data(client, read, query, field):
    asked = {name: text for name, text in query.items() if text is not None} | {"lang": "en"}
    response = client.get("/role/result", query_string=asked)
    assert response.status_code == 422
    assert f"#{field}" in [item["href"] for item in read(response.text).one(class_="govuk-error-summary").all("a")]
    data = client.get("/role/result.json", query_string=asked)
    assert data.status_code == 422
    assert data.mimetype == "application/problem+json"
    assert field in [fault["field"] for fault in data.json["faults"]]
    assert client.get("/role/result.csv", query_string=asked).status_code == 422


def test_an_unknown_question_is_no_page(client):
    assert client.get("/role?at=nothing").status_code == 404
    assert client.get("/role?done=nothing").status_code == 404


def test_a_wide_range_of_levels_stays_when_the_form_is_opened_again(client, read):
    page = read(client.get("/role?at=levels&lang=en&levels=2-5" + ",?" * 15).text)
    assert sent_by(page)["level1"] == "2-5"


@pytest.mark.parametrize("name", [*FIELDS, *WORK_BOXES, *LEVEL_BOXES, "on_day", "done", "at"])
def test_nothing_is_shown_unescaped(client, name):
    bad = '"><script>alert(1)</script>'
    for path in ("/role", "/role/result"):
        response = client.get(path, query_string={"done": "place", **PEER_ROLE, name: bad})
        assert response.status_code in (200, 303, 404, 422)
        assert "<script" not in response.text
    for file in ("json", "csv"):
        assert client.get(f"/role/result.{file}", query_string=PEER_ROLE | {name: bad}).status_code in (200, 422)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from((*FIELDS, *WORK_BOXES, *LEVEL_BOXES, "on_day", "on_month", "on_year")),
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(["1", "3", "1-2", "?", "100", "2026-05-14", "england", "share-views", "share-views:100"]),
        ),
        max_size=12,
    ),
    st.sampled_from((*STEPS, "levels", "")),
    st.booleans(),
)
def test_any_address_is_answered(client, query, done, whole):
    asked = (PEER_ROLE if whole else {}) | query
    sent = {name: text for name, text in asked.items() if "\0" not in text}
    assert client.get("/role", query_string=sent | {"done": done}).status_code in (200, 303, 422)
    assert client.get("/role/result", query_string=sent).status_code in (200, 422)


# ---- fields and what they keep -------------------------------------------------------------------


def test_no_form_sends_more_or_longer_fields_than_a_site_may_take(client, read):
    """30 fields of 200 characters is what the web rules allow; the factors are the most that is asked at once."""
    longest = sorted(fairpay.rates().activities, key=len)[-4:]
    everything = {
        "work": ",".join(f"{name}:33.33" for name in longest),
        "levels": ",".join(["3-4"] * 16),
        "band": "8a",
        "salary": "123456.78",
        "stated": "123456.78",
        "hours": "37.5",  # or days, or fte: one of the three
        "years": "10",
        "nation": "northern_ireland",
        "zone": "fringe",
        "on": "2026-05-14",
        "known_on": "2026-05-14",
        "last_known_scale": "true",
    }
    assert {*everything, "days", "fte"} == set(FIELDS)
    for step in (*STEPS, "levels"):
        page = read(client.get("/role", query_string=everything | {"at": step, "lang": "cy"}).text)
        sent = sent_by(page)
        assert len(sent) <= 30
        assert max(map(len, sent.values())) <= 200
        assert set(fields_of(step)) - {"on"} <= set(sent)
        assert client.get("/role?" + urlencode(sent)).status_code != 400


def test_back_goes_through_the_questions_with_every_answer(client, read):
    typed = PEER_ROLE | {"hours": "18.75", "years": "3", "lang": "en"}
    address = "/role?" + urlencode(typed | {"at": "place"})
    seen = []
    for _ in range(3):
        page = read(client.get(address).text)
        address = page.one("a", class_="govuk-back-link")["href"]
        asked = dict(parse_qsl(urlsplit(address).query))
        seen.append(asked.pop("at"))
        assert asked == typed
    assert seen == ["hours", "advert", "work"]
    by_factor = typed | {"levels": ",".join(["3"] * 16), "at": "advert"}
    back = read(client.get("/role", query_string=by_factor).text).one("a", class_="govuk-back-link")["href"]
    assert dict(parse_qsl(urlsplit(back).query))["at"] == "levels"


def test_back_keeps_a_date_that_is_not_sent_yet(client, read):
    asked = {"done": "place", "on_day": "1", "on_month": "4", "on_year": "2025", "lang": "en"} | ONE
    page = read(client.get("/role", query_string=asked).text)  # no nation
    back = page.one("a", class_="govuk-back-link")["href"]
    assert dict(parse_qsl(urlsplit(back).query))["on"] == "2025-04-01"


@pytest.mark.parametrize(("step", "given", "field", "message"), REFUSED)
def test_the_other_language_keeps_what_was_typed(client, read, switch, step, given, field, message):
    page = read(client.get("/role", query_string=given | {"done": step, "lang": "en"}).text)
    response = switch(page)
    if message in ("Enter the closing date or start.", "true or false"):  # the form shows what is right instead
        assert response.status_code == 303
        return
    welsh = read(response.text)
    assert sent_by(welsh) == sent_by(page) | {"lang": "cy"}
    assert welsh.one("title").text.startswith("Gwall: ")


def test_a_result_in_the_other_language_is_of_the_same_question(client, read, result):
    page = result(PEER_ROLE)
    switch = next(item["href"] for item in page.all("a") if item.get("hreflang") == "cy")
    assert dict(parse_qsl(urlsplit(switch).query)) == PEER_ROLE | {"lang": "cy"}
    welsh = read(client.get("/role/result" + switch).text)
    assert welsh.one("html")["lang"] == "cy"
    for amount in ("£6,313.00", "£3.23", "£38,425.00", "£8,792.75", "£53,518.34"):
        assert amount in welsh.one(class_="app-lead").text
    reason = fairpay.rates().activities["peer-support-session"].levels["patient_care"].reason
    assert reason in [item.text for item in welsh.all("span", lang="en")]


# ---- in a browser --------------------------------------------------------------------------------

RESULT = "/role/result?" + urlencode(PEER_ROLE)
BAD = "/role?" + urlencode({"done": "place", "zone": "outer", "nation": "wales", "on_day": "31", **ONE, "band": "3"})
PAGES = {
    "first": "/role?",
    "levels": "/role?at=levels",
    "advert": "/role?at=advert&work=share-views:100",
    "hours": "/role?at=hours&work=share-views:100",
    "place": "/role?at=place&work=share-views:100&known_on=2026-05-14",
    "faults": BAD,
    "fault of the work": "/role?done=work&share1=60",
    "result": RESULT,
    "range": "/role/result?" + urlencode({"levels": "1,?" + ",1" * 14, "band": "3", **PLACE}),
    "advert only": "/role/result?" + urlencode(ADVERT),
}


@pytest.mark.parametrize("lang", ["en", "cy"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_a_phone_does_not_scroll_sideways(new_page, axe, name, lang):
    page = new_page(viewport={"width": 1000, "height": 800})
    page.goto(f"{PAGES[name]}&lang={lang}")
    assert axe(page) == CLEAN
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert axe(page) == CLEAN


def test_a_journey_on_a_phone_without_javascript(new_page):
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/role?lang=en")
    page.locator("#activity1").select_option("peer-support-session")
    page.locator("#share1").fill("60")
    page.locator("#activity2").select_option("deliver-training")
    page.get_by_role("button", name="Continue").click()
    assert page.title().startswith("Error: ")  # no share for the second
    assert page.locator("#share1").input_value() == "60"
    page.locator("#share2").fill("40")
    page.get_by_role("button", name="Continue").click()
    page.locator("#band").select_option("3")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("England").check()
    page.get_by_role("button", name="Show what it comes to").click()
    assert page.get_by_role("heading", level=1).inner_text() == "What this role comes to"
    assert "£6,313.00" in page.locator(".app-lead").inner_text()
    page.get_by_role("link", name="Cymraeg").click()
    assert "£6,313.00" in page.locator(".app-lead").inner_text()


def test_every_link_of_the_error_summary_moves_the_focus(page):
    page.goto(f"{BAD}&lang=en")
    links = page.locator(".govuk-error-summary a")
    assert links.count() >= 1
    for number in range(links.count()):
        links.nth(number).click()
        target = links.nth(number).get_attribute("href").removeprefix("#")
        assert page.evaluate("document.activeElement.id") == target


FOCUS = """() => {
  const now = document.activeElement, style = getComputedStyle(now), box = now.getBoundingClientRect();
  const seen = [style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0, style.boxShadow !== 'none'];
  const within = box.width > 0 && box.top < innerHeight && box.bottom > 0;
  return [now.id || now.className || now.tagName, seen.some(Boolean) && within];
}"""


def test_the_keyboard_alone(page):
    page.goto("/role?lang=en")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) == ["govuk-skip-link", True]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"

    def tab(count):
        reached = []
        for _ in range(count):
            page.keyboard.press("Tab")
            name, seen = page.evaluate(FOCUS)
            assert seen, name
            reached.append(name)
        return reached

    assert tab(2) == ["activity1", "share1"]
    page.keyboard.type("100")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("Run a peer")
    assert tab(7) == ["share1", "activity2", "share2", "activity3", "share3", "activity4", "share4"]
    assert tab(1) == ["govuk-button"]
    page.keyboard.press("Enter")
    page.wait_for_selector("#band")
    assert page.locator("[name=work]").input_value() == "peer-support-session:100"
    page.locator("main").focus()
    assert tab(1) == ["band"]
    page.keyboard.type("Band 2")
    assert tab(3) == ["salary", "stated", "govuk-button"]
    page.keyboard.press("Enter")
    page.wait_for_selector("#hours")
    page.locator("main").focus()
    assert tab(5) == ["hours", "days", "fte", "years", "govuk-button"]
    page.keyboard.press("Enter")
    page.wait_for_selector("#nation")
    page.locator("main").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert tab(5) == ["zone", "on", "on_month", "on_year", "last_known_scale"]
    assert tab(1) == ["govuk-button"]
    page.keyboard.press("Enter")
    page.wait_for_selector(".app-lead")
    # 270 points are Band 3: 25,760 - 25,272
    assert "Band 3 pays the person £488.00 more" in page.locator(".app-lead").inner_text()


def test_paper_holds_the_answer_and_the_working(page):
    page.goto(f"{RESULT}&lang=en")
    paper = PdfReader(BytesIO(page.pdf(format="A4", print_background=False)))
    printed = re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in paper.pages))
    book = fairpay.rates()
    for wanted in (
        "which indicates Band 5",
        "Pay for a year, for the hours of the role: £32,073.00 − £25,760.00 = £6,313.00",
        "= £3.2286 (£3.23)",
        book.activities["peer-support-session"].levels["patient_care"].reason,
        book.series["afc.england.5.entry"][-1].place,
    ):
        assert re.sub(r"\s+", "", wanted) in printed
    page.emulate_media(media="print")
    for name in (".app-lang", ".govuk-skip-link", ".govuk-back-link", ".govuk-summary-list__actions"):
        assert not page.locator(name).first.is_visible()


def test_the_kinds_of_work_are_on_paper_too(page):
    page.goto("/role?lang=en")
    assert not page.locator("#kinds").is_visible()
    page.emulate_media(media="print")
    assert page.locator("#kinds").is_visible()
