"""The result: every figure is the library's, every link repeats the question, and the order holds."""

import csv
import io
import itertools
import json
import logging
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

import fairpay
from fairpay import cli
from fairpay.present.language import money_text
from fairpay.present.report import shown_working
from fairpay.present.words import words_in

GOLDEN_ROWS = [
    # nation, zone, day, band, point, pay an hour, pay for 9 hours, cost an hour, cost for 9 hours
    ("england", "none", "2026-05-14", "7", "entry", "25.26", "227.31", "40.19", "361.71"),
    ("england", "inner", "2026-05-14", "7", "entry", "29.73", "267.57", "47.39", "426.47"),
    ("england", "fringe", "2026-05-14", "3", "entry", "13.86", "124.76", "21.86", "196.73"),
    ("england", "none", "2026-03-31", "7", "entry", "24.45", "220.06", "38.89", "350.03"),
    ("scotland", "none", "2026-05-14", "7", "entry", "28.15", "253.37", "44.41", "399.71"),
    ("scotland", "none", "2025-10-01", "6", "top", "26.32", "236.86", "41.50", "373.51"),
    ("wales", "none", "2026-05-14", "7", "entry", "25.64", "230.73", "40.80", "367.20"),
    ("northern_ireland", "none", "2025-09-01", "5", "entry", "15.88", "142.91", "25.22", "226.98"),
]
WITH_SENTENCE = ("result", "result/lead", "result/finance")
VOICES = (*WITH_SENTENCE, "result/offer-sheet", "result/easier-to-read")
HEADINGS = [
    "Your answers",
    "Side by side",
    "What to know about these figures",
    "Things to check before paying",
    "Everything this offer was compared with",
    "What has no figure here",
    "What this work is held against",
    "What would change this?",
    "The working",
    "Keep this result",
]


@pytest.fixture
def result_page(client, read):
    """Return a function that opens a result."""

    def get(query, lang="en"):
        response = client.get("/result", query_string={**query, "lang": lang})
        assert response.status_code == 200
        return read(response.text)

    return get


def fields_of(link):
    return {name: value[0] for name, value in parse_qs(urlsplit(link["href"]).query).items()}


def rows(page):
    """Return the ladder as the tables show it, by rung."""
    found = {}
    for table in page.all("table", class_="app-ladder"):
        for row in table.one("tbody").all("tr"):
            for link in row.one("th").all("a"):
                found[fields_of(link)["rung"]] = [cell.text for cell in row.all("td")]
    return found


def compared(**asked):
    task = {name: value for name, value in asked.items() if name in ("nation", "zone", "on", "band", "activity")}
    hours = {name: asked[name] for name in ("attendance", "preparation", "follow_up")}
    people = {name: int(asked[name]) for name in ("people", "sessions") if name in asked}
    return fairpay.compare(
        fairpay.Task(hours=fairpay.Hours(**hours), **task, **people),
        fairpay.Offer(amount=asked["fee"], per=asked["per"]),
        basis=asked.get("basis", "pay"),
    )


# ---- figures -----------------------------------------------------------------------------------


def test_the_golden_answer(result_page, query):
    page = result_page(query())
    lead = page.one(class_="app-lead")
    assert lead.one("p").text == (
        "£150.00 a day comes to £150.00 for one session. Over the 9 hours that count, that is £16.67 an hour. "
        "The same 9 hours at Band 7, entry point come to £227.31, so the offer is £77.31 short. "
        "This is below the benchmark for this work."
    )
    assert [figure.text for figure in lead.all("bdi")] == ["£150.00", "£150.00", "£16.67", "£227.31", "£77.31"]
    table = rows(page)
    assert table["offer"] == ["£16.67", "£150.00", "£150.00", "1.00", "£0.00"]
    assert table["afc.7.entry"] == ["£25.26", "£227.31", "£361.71", "0.66", "£77.31"]
    assert table["floor.national_living_wage"][1] == "£114.39"
    assert table["consultancy.organisational-change"][1] == "£1,125.00"
    assert "Over the hours of attendance alone (6) it looks like £25.00 an hour." in page.text


@pytest.mark.parametrize(
    "changes",
    [{"preparation": "0", "follow_up": "0"}, {"attendance": "0", "per": "session"}, {"per": "unpaid", "fee": None}],
)
def test_no_headline_where_it_says_nothing(result_page, query, changes):
    assert "it looks like" not in result_page(query(**changes)).text


@pytest.mark.parametrize("basis", ["pay", "cost"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"people": "3", "sessions": "2", "activity": "director-level-advice", "band": None},
        {"per": "hour", "fee": "19.99", "attendance": "2.5", "nation": "scotland"},
    ],
)
def test_every_figure_of_the_table_is_the_librarys(result_page, query, changes, basis):
    asked = query(basis=basis, **changes)
    found = compared(**asked)
    shown = rows(result_page(asked))
    assert list(shown) == [rung.id for rung in found.rungs]
    for rung in found.rungs:
        assert shown[rung.id] == [
            money_text(rung.pay.hourly),
            money_text(rung.pay.session),
            money_text(rung.cost.session),
            f"{found.ratio_of(rung.id):f}",
            money_text(found.shortfall_of(rung.id)),
        ]


@pytest.mark.parametrize(
    ("nation", "zone", "on", "band", "point", "hour", "session", "cost", "cost_session"), GOLDEN_ROWS
)
def test_the_golden_rows(client, result_page, query, nation, zone, on, band, point, hour, session, cost, cost_session):
    asked = query(nation=nation, zone=zone, on=on, band=band)
    rung = f"afc.{band}.{point}"
    assert rows(result_page(asked))[rung][:3] == [f"£{hour}", f"£{session}", f"£{cost_session}"]
    working = client.get("/working", query_string=asked | {"rung": rung, "lang": "en"}).text
    for figure in (hour, session, cost, cost_session):
        assert f"£{figure}" in working


def test_bars(result_page, query):
    page = result_page(query(band=None, activity="director-level-advice"))
    found = compared(**query(band=None, activity="director-level-advice"))
    bars = page.one("ul", class_="app-bars").all("li")
    names = ["offer", "floor.national_living_wage", "floor.real_living_wage", "afc.8c.entry", "afc.8c.top"]
    names += ["consultancy.director-level", "director.executive-mean", "consultancy.organisational-change"]
    names = ["offer", *sorted(names[1:], key=lambda name: found[name].pay.session)]
    words = words_in("en")
    tags = {found.benchmark: " (Benchmark)"}
    assert [bar.one(class_="app-bars__label").text for bar in bars] == [
        f"{words.label(found[name].label)}{tags.get(name, '')}: {money_text(found[name].pay.session)}" for name in names
    ]
    # 12.71 and 13.45 × 9; the scale from the lowest point up; 697.38 before £1,000 and £2,000 for 8 hours, × 9
    assert names[:3] == ["offer", "floor.national_living_wage", "floor.real_living_wage"]
    assert names[-2:] == ["consultancy.organisational-change", "consultancy.director-level"]
    widths = [float(bar.one("rect")["width"]) for bar in bars]
    top = max(found[name].pay.session for name in names)
    assert widths == [pytest.approx(float(found[name].pay.session / top * 100), abs=0.01) for name in names]
    assert [bar for bar in bars if "app-bars__row--this" in bar["class"]] == bars[:1]


def test_totals_only_for_more_than_one(result_page, query):
    assert result_page(query()).all("table", id="table-totals") == []
    page = result_page(query(people="3", sessions="2"))
    table = page.one("table", id="table-totals")
    assert table.one("caption").text == "In all, for 3 people and 2 sessions"
    assert [[cell.text for cell in row.all()] for row in table.one("tbody").all("tr")]
    found = compared(**query(people="3", sessions="2"))
    benchmark = found["afc.7.entry"]
    assert [[cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")] == [
        ["£900.00", "£900.00"],
        [money_text(benchmark.pay.total), money_text(benchmark.cost.total)],
    ]


def test_vat_stands_apart(result_page, query):
    page = result_page(query())
    (row,) = [row for row in page.all("tr") if "as stated by people" in row.text and "Organisational" in row.text]
    assert row.one("th").text.endswith("VAT would add £225.00")
    assert "Consultancy prices leave VAT out." in page.text


def test_the_other_side_of_a_boundary(client, result_page, query):
    asked = query(nation="scotland", attendance="4", activity="committee-member")
    found = compared(**asked)
    both = [rung for rung in found.rungs if rung.alternative is not None]
    page = result_page(asked)
    for rung in both:
        (row,) = [row for row in page.all("tr") if row.all("a") and fields_of(row.all("a")[0]).get("rung") == rung.id]
        assert f"or {money_text(rung.alternative.session)} a session" in row.text


def test_the_penny_on_which_everything_turns(client, result_page, query):
    """Band 7 comes to £227.3149: £227.31 is what can be paid of it, and £227.30 is a penny short, on every page."""
    enough = result_page(query(fee="227.31"))
    assert "come to £227.31, so the offer is not short of it. This meets the benchmark" in enough.text
    assert "shortfall 0.00; verdict meets-benchmark" in enough.one(id="receipt").text
    assert rows(enough)["afc.7.entry"][-1] == "£0.00"
    least = {row.one("th").text: [cell.text for cell in row.all("td")] for row in enough.one(id="least").all("tr")[1:]}
    assert least["Band 7, entry point (Benchmark)"] == ["£227.31 a day", "Already met"]
    less = result_page(query(fee="227.30"))
    assert "so the offer is £0.01 short. This is below the benchmark" in less.text
    least = {row.one("th").text: [cell.text for cell in row.all("td")] for row in less.one(id="least").all("tr")[1:]}
    assert least["Band 7, entry point (Benchmark)"] == ["£227.31 a day", "£0.01 more"]
    easier = client.get("/result/easier-to-read", query_string=query(fee="227.31", lang="en")).text
    assert easier.count("You do not get less than that.") == 2


def test_in_cost_every_comparison_says_so(client, read, query):
    """Band 7 costs £361.71 for 9 hours (tests/test_golden.py)."""
    asked = query(basis="cost", lang="en")
    for path in WITH_SENTENCE:
        lead = read(client.get(f"/{path}", query_string=asked).text).one(class_="app-lead").text
        assert "The same 9 hours at Band 7, entry point cost the organisation £361.71, so the offer is £211.71" in lead
    page = read(client.get("/result", query_string=asked).text)
    assert "As you asked, that is cost to the organisation." in page.text
    assert "benchmark afc.7.entry; in cost; shortfall 211.71;" in page.one(id="receipt").text
    working = read(client.get("/working", query_string=asked | {"rung": "afc.7.entry"}).text)
    assert "As you asked, the offer is held against cost." in working.text
    assert "cost" not in read(client.get("/result", query_string=query(lang="en")).text).one(class_="app-lead").text


def test_a_figure_has_one_grade_on_every_page(client, read, query):
    def page(path, **more):
        return read(client.get(f"/{path}", query_string=query(lang="en", **more)).text)

    finance = page("result/finance")
    notes = {
        row.one("th").text: [note.text for note in row.all(class_="app-ladder__note")]
        for row in finance.one("table", id="codes").one("tbody").all("tr")
    }
    assert notes["offer"] == []
    assert notes["floor.national_living_wage"] == ["official"]
    assert notes["afc.7.entry"] == ["corroborated"]  # the salary, and the week of which its hour is a part
    assert "National Living Wage (the legal minimum for adults) (official): " in page("result/lead").text
    working = page("working", rung="floor.national_living_wage")
    (sure,) = [row for row in working.one("dl").all("div") if row.one("dt").text.startswith("How sure")]
    assert sure.one("dd").text == "official: read in the publisher's own document"
    assert "How sure the figures" not in page("working", rung="offer").text
    for found in (finance, page("result/lead"), page("result"), working):
        assert "corroborated: two independent sources agree" in found.text or "corroborated" not in found.text
        assert "How sure a figure is: official: read in the publisher's own document; " in found.text
    by_card = page("result/finance", fee=None, per=None, card="tewv:block").one("table", id="codes").one("tbody")
    assert by_card.all("tr")[0].one(class_="app-ladder__note").text == fairpay.rates().cards["tewv"].evidence


def test_the_codes_at_the_end_have_a_label_and_the_files_no_heading_on_paper(client, read, query):
    for path in ("result/lead", "result/finance"):
        page = read(client.get(f"/{path}", query_string=query(lang="en")).text)
        assert "Reference for checking: fairpay " in page.text
    assert "app-no-print" in page.one("h2", id="files")["class"]


def test_the_benchmark_is_marked_in_words(result_page, query):
    page = result_page(query())
    marks = {
        row.one("a").text: row.one(class_="app-ladder__mark").text for row in page.all(class_="app-ladder__marked")
    }
    assert marks == {"Band 7, entry point": "Benchmark", "Band 7, top point": "Top of the benchmark band"}


# ---- what stands around the figures ------------------------------------------------------------


def test_order_of_the_page(result_page, query):
    page = result_page(query())
    main = page.one("main")
    assert page.one("h1").text == "What this offer comes to"
    assert [heading.text for heading in main.all("h2")] == HEADINGS
    levels = [int(element.tag[1]) for element in main.all() if element.tag in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))
    assert page.one("meta", name="robots")["content"] == "noindex"
    assert "No figure here is a maximum." in page.text
    assert "Pay is what the person gets" in page.text
    assert "For a fee, pay and cost are the same figure" in page.text
    captions = [table.one("caption").text for table in page.all("table", class_="app-ladder")]
    assert captions == [
        "The offer",
        "Floors",
        "Published involvement schemes",
        "Agenda for Change (NHS staff pay)",
        "Consultancy",
        "Directors",
        "What would change this?",
    ]


def test_answers_have_a_link_to_their_field(client, read, result_page, query):
    more = {"travel": "2", "count_travel": "true", "recovery": "1", "people": "3", "sessions": "4", "age": "30"}
    asked = query(
        **more, zone="outer", activity="deliver-training", basis="cost", known_on="2026-05-14", last_known_scale="true"
    )
    page = result_page(asked)
    answers = {}
    for row in page.one("dl").all(class_="govuk-summary-list__row"):
        answers[row.one("dt").text] = row.all("dd")[0].text
        link = row.one("a")
        assert fields_of(link) == asked | {"lang": "en"}
        form = read(client.get(link["href"]).text)
        target = form.one(id=urlsplit(link["href"]).fragment)
        assert target.tag in ("input", "select")
        assert link.text.startswith("Change ")
    assert answers == {
        "What would be paid": "£150.00 a day",
        "Hours of attendance": "6",
        "Hours of preparation": "2",
        "Hours of follow-up": "1",
        "Kind of work": "Deliver training",
        "Date of the work": "14 May 2026",
        "Nation": "England",
        "Hours of travel": "2, counted as work",
        "Hours of recovery": "1, not counted as work",
        "People": "3",
        "Sessions": "4",
        "Age of the person": "30",
        "Band to compare with": "Band 7",
        "High cost area": "Outer London",
        "Figures compared": "Cost to the organisation",
        "Rates known by": "14 May 2026",
        "Last known pay scale": "Used where there is no other",
    }


def test_answers_when_nothing_was_added(client, read, result_page, query):
    row = result_page(query(band=None)).one("dl").all(class_="govuk-summary-list__row")[-1]
    assert [row.one("dt").text, row.all("dd")[0].text] == ["More about the work", "Nothing added"]
    assert row.one("a")["href"].endswith("#more")
    assert read(client.get(row.one("a")["href"]).text).one(id="more").tag == "details"


def test_a_rate_card_as_the_offer(result_page, query):
    page = result_page(query(fee=None, per=None, card="tewv:block"))
    first = page.one("dl").all(class_="govuk-summary-list__row")[0]
    assert "Each block of up to 3 hours" in first.all("dd")[0].text
    assert first.one("a")["href"].endswith("#card")


def test_caveats_in_words(result_page, query):
    found = compared(**query(fee="60", activity="peer-research", band=None))
    page = result_page(query(fee="60", activity="peer-research", band=None))
    assert {caveat.code for caveat in found.caveats} >= {"indicative", "below-minimum-wage", "below-real-living-wage"}
    for caveat in found.caveats:
        assert words_in("en").caveat(caveat) in page.text
    assert "What is marked * has a warning of its own" in page.text


def test_what_has_no_figure(result_page, client, read, query):
    asked = query(nation="northern_ireland", on="2026-11-20")
    page = result_page(asked)
    words = words_in("en")
    for item in compared(**asked).missing:
        assert words.error(item.error) in page.text
    links = [link for link in page.all("a") if link.text == "Use the last known staff pay"]
    assert len(links) == 3  # under the sentence, in the list, and where the benchmark would be
    for link in links:
        assert fields_of(link) == asked | {"last_known_scale": "true", "lang": "en"}
    carried = read(client.get(links[0]["href"]).text)
    assert "As you asked, the last known one is used" in carried.text
    assert "Use the last known staff pay" not in carried.one("main").text
    assert "afc.7.entry" in rows(carried)


MISSING = "The benchmark would be Band 7. Band 7 has no pay scale for Northern Ireland on this date."


@pytest.mark.parametrize("path", VOICES)
def test_a_benchmark_that_is_missing_is_named_in_every_voice(client, read, query, path):
    """A band was chosen: no page says that none was, or asks for one."""
    asked = query(nation="northern_ireland", on="2026-11-22", lang="en")
    main = read(client.get(f"/{path}", query_string=asked).text).one("main")
    assert "Choose an activity or a band" not in main.text
    assert "Choose a kind of work" not in main.text
    assert "No kind of work and no band was chosen" not in main.text
    if path in WITH_SENTENCE:
        assert MISSING in main.one(class_="app-lead").text
    else:
        assert "Staff pay on this date is not known here." in main.text
    link = next(link for link in main.all("a") if link.text == "Use the last known staff pay")
    assert urlsplit(link["href"]).path == f"/{path}"
    carried = client.get(link["href"])
    assert carried.status_code == 200
    assert MISSING not in carried.text


def test_the_sentence_of_a_missing_benchmark_in_data_and_below_the_minimum(client, query):
    asked = query(nation="northern_ireland", on="2026-11-22", lang="en")
    assert client.get("/result.json", query_string=asked).json["sentence"].endswith(MISSING)
    below = client.get("/result.json", query_string=asked | {"fee": "10"}).json["sentence"]
    assert below.endswith(f"By arithmetic, this is below the legal minimum wage. {MISSING}")


# ---- of when the figures are -------------------------------------------------------------------


@pytest.mark.parametrize("path", VOICES)
def test_every_voice_says_of_when_its_figures_are(client, read, query, path):
    def said(**changes):
        response = client.get(f"/{path}", query_string=query(**changes) | {"lang": "en"})
        return read(response.text).one("main").text

    old = said(on="2024-05-14")
    assert "Staff pay here is that of 1 April 2024 to 31 March 2025." in old
    assert "There is newer staff pay, from 1 April 2026. It is not used, because the work is before it." in old
    now = said()
    assert "Staff pay here is that of 1 April 2026 to 31 March 2027." in now
    assert "There is newer staff pay" not in now
    stale = "Some figures here were due to be checked again before this day. There may be newer ones."
    assert stale not in now
    assert stale in said(on="2099-01-01")
    # by what was known then, the scale of the year before is carried on
    carried = said(known_on="2026-01-31", last_known_scale="true")
    assert "Staff pay here is that of 1 April 2025 to 31 March 2026." in carried
    assert "There is newer staff pay, from 1 April 2026. It was not known by the day you gave." in carried


def test_no_benchmark(result_page, query):
    page = result_page(query(band=None))
    assert "there is nothing to hold the offer against" in page.text
    (link,) = [link for link in page.all("a") if link.text == "Choose a kind of work"]
    assert link["href"].endswith("#activity")


@pytest.mark.parametrize("band", [None, "7"])
@pytest.mark.parametrize("activity", sorted(fairpay.rates().activities))
def test_the_story_of_the_benchmark(result_page, query, activity, band):
    book = fairpay.rates()
    held = book.activities[activity]
    page = result_page(query(activity=activity, band=band))
    factors = page.one("ol", class_="app-factors").all("li")
    found = fairpay.evaluate({name: item.level for name, item in held.levels.items()})
    assert len(factors) == 16
    for item, factor in zip(factors, book.plan.factors, strict=True):
        level = held.levels[factor.id]
        score = found.scores[factor.id]
        assert item.text == f"{factor.name}: level {level.level}, {score} points. {level.reason}"
    assert f"In all: {found.total} points, Band {found.band}" in page.text
    assert "only a job evaluation panel can band a job" in page.text
    assert page.all("details")[-1].one("summary").text.startswith("The 16 factors")


def test_the_working_of_the_rungs_that_matter(result_page, query):
    asked = query(activity="lead-organisational-change", band=None)
    found, book, words = compared(**asked), fairpay.rates(), words_in("en")
    page = result_page(asked)
    lists = page.all("ol", class_="app-working")
    names = shown_working(found)
    assert "consultancy.organisational-change" in names
    assert [heading.text for heading in page.all("h3")] == [words.label(found[name].label) for name in names]
    for steps, name in zip(lists, names, strict=True):
        working = found.working(name)
        for item, step in zip(steps.all("li"), working, strict=True):
            assert item.text.startswith(f"{words.step_name(step)}: ")
            assert words.step_value(step) in item.text
            assert words.step_sum(step, working) in item.text or len(step.inputs) == 1
            assert words.step_shown(step) in item.text
            if step.rate is not None:
                source = item.one(class_="app-working__source")
                wanted = [book.sources[name] for name in step.rate.sources]
                assert [link["href"] for link in source.all("a")] == [item.url for item in wanted if item.url]
                for held in wanted:
                    assert held.title in source.text
                assert " ".join(step.rate.place.split()) in source.text
                assert f"Evidence: {step.rate.evidence}." in source.text
                if step.rate.known_from is not None:
                    assert f"Known from {words.date(step.rate.known_from)}." in source.text
                if step.rate.period.start is not None:
                    assert f"In force from {words.date(step.rate.period.start)}" in source.text
                else:
                    assert f"No date: {step.rate.undated}" in source.text


def test_it_says_which_rates_it_used(result_page, query):
    page = result_page(query(on="2024-06-01"))
    assert f"Rates: edition {fairpay.rates().edition}." in page.text


# ---- the working of one rung -------------------------------------------------------------------


def test_every_rung_has_a_page_of_its_working(client, read, result_page, query):
    page = result_page(query())
    links = [link for link in page.all("a") if urlsplit(link["href"]).path == "/working"]
    found, words = compared(**query()), words_in("en")
    assert {fields_of(link)["rung"] for link in links} == {rung.id for rung in found.rungs}
    for link in links:
        rung = found[fields_of(link)["rung"]]
        working = read(client.get(link["href"]).text)
        assert working.one("h1").text == f"The working: {words.label(rung.label)}"
        assert len(working.one("ol", class_="app-working").all("li")) == len(rung.working)
        for caveat in rung.caveats:
            assert words.caveat(caveat) in working.text
        backs = [back for back in working.all("a") if back.text == "Back to the result"]
        assert [fields_of(back) for back in backs] == [query() | {"lang": "en"}] * 2
        assert working.one("meta", name="robots")["content"] == "noindex"


@pytest.mark.parametrize("rung", ["", "afc.99.entry", "<script>", "../offer", None])
def test_no_such_rung(client, read, query, rung):
    response = client.get("/working", query_string=query() | ({"rung": rung} if rung is not None else {}))
    assert response.status_code == 404
    assert read(response.text).one("h1").text == "Page not found"


# ---- the same as data --------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "cy"])
def test_json_is_that_of_the_command_line(client, capsys, query, lang):
    response = client.get("/result.json", query_string=query(people="3", lang=lang))
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    assert response.headers["X-Robots-Tag"] == "noindex"
    arguments = "--on 2026-05-14 --nation england --attendance 6 --preparation 2 --follow-up 1 --people 3 --band 7"
    assert cli.main(["compare", *arguments.split(), *f"--fee 150 --per day --format json --lang {lang}".split()]) == 0
    assert response.text == capsys.readouterr().out
    assert json.loads(response.text)["headline_hourly"] == "25.00"


@pytest.mark.parametrize("lang", ["en", "cy"])
def test_csv_for_a_spreadsheet(client, capsys, query, lang):
    response = client.get("/result.csv", query_string=query(lang=lang))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert response.headers["Content-Disposition"].endswith(".csv")
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.data.startswith(b"\xef\xbb\xbfid,kind,label,")
    lines = list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))
    benchmark = next(line for line in lines if line["id"] == "afc.7.entry")
    assert (benchmark["pay_session"], benchmark["cost_session"]) == ("227.31", "361.71")


def test_downloads_and_the_address(client, result_page, query):
    page = result_page(query())
    links = {link.text: link for link in page.all("a")}
    for name, path in (
        ("The address of this result", "/result"),
        ("All figures for a spreadsheet (CSV)", "/result.csv"),
        ("All figures and sums for a computer (JSON)", "/result.json"),
    ):
        assert urlsplit(links[name]["href"]).path == path
        assert fields_of(links[name]) == query() | {"lang": "en"}
        assert client.get(links[name]["href"]).status_code == 200


def test_the_address_is_tidy(result_page, query):
    messy = query(travel="", people="1", zone="none", basis="pay", card="", age="") | {"on": "", "unknown": "x"}
    messy |= {"on_day": "14", "on_month": "05", "on_year": "2026", "count_travel": "false"}
    link = next(link for link in result_page(messy).all("a") if link.text == "The address of this result")
    assert fields_of(link) == query() | {"lang": "en"}


# ---- Welsh, and what is kept -------------------------------------------------------------------


def test_what_exists_in_english_only_says_so_on_a_welsh_page(client, read, query):
    asked = query(activity="lead-organisational-change", band=None)
    page = read(client.get("/result", query_string=asked | {"lang": "cy"}).text)
    english = {element.text for element in page.one("main").all(lang="en")}
    held = fairpay.rates().activities["lead-organisational-change"]
    assert {" ".join(item.reason.split()) for item in held.levels.values()} <= english
    rate = next(step.rate for step in compared(**asked).working("afc.8b.entry") if step.code == "salary.point")
    assert any(" ".join(rate.place.split()) in text for text in english)
    assert held.title_cy in page.text
    assert "Ymgynghorydd" in " ".join(bar.text for bar in page.one("ul", class_="app-bars").all("li"))
    plain = read(client.get("/result", query_string=asked | {"lang": "en"}).text)
    assert plain.one("main").all(lang="en") == []


def test_nothing_of_a_question_is_logged(client, caplog, query):
    with caplog.at_level(logging.DEBUG):
        for path in ("/price", "/result", "/working", "/result.json", "/result.csv"):
            client.get(path, query_string=query(fee="149.37", rung="offer"))
            client.get(path, query_string=query(fee="149,37", rung="offer"))
            client.get(path, query_string=query(fee="149.37", nation="marked", rung="marked"))
    assert "149" not in caplog.text
    assert "marked" not in caplog.text


def test_amounts_stand_by_themselves(client, query):
    """Every amount of a result is kept whole in whatever direction the words around it run."""
    text = unescape(client.get("/result", query_string=query(lang="en")).text)
    body = text[text.index("<main") : text.index("</main>")]
    lead = body[: body.index("<h2")]
    assert lead.count("£") == lead.count("<bdi>£")
    table = body[body.index('id="table-offer"') : body.index('id="missing"')]
    assert table.count("<td") == table.count("<bdi>") - table.count("app-ladder__note")


def test_it_says_when_figures_are_held_against_cost(result_page, query):
    words = "As you asked, the last two columns hold the offer against cost."
    page = result_page(query(basis="cost"))
    assert words in page.text
    assert "what other pay for the same hours costs the organisation" in page.text
    assert words not in result_page(query()).text
