"""The words of a description on pages: five texts, hostile ones, what is kept and what is nowhere."""

import logging
import random
import re
import string
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

import fairpay
from fairpay.present.description_report import conclusion, summary
from fairpay.present.words import words_in
from webapp import limits

CLEAN = {"violations": [], "incomplete": []}
PHONE = {"width": 320, "height": 640}
FOLDER = Path(__file__).parent.parent / "data" / "descriptions"
TEXTS = {name: (FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in ("plain", "played_down", "welsh")}
NOISE = "".join(random.Random(7).choices(string.ascii_lowercase + " \n.,", k=200_000))
ENGLISH = "You will assist with the weekly group, which is for people who use the service."


@pytest.fixture
def check(post_file, read):
    """Return a function that sends a text, as text or as a file, and reads the answer."""

    def send(text="", content=b"", status=200, lang="en", **fields):
        response = post_file(
            f"/description?lang={lang}", content, filename="<b>any name.txt", **({"text": text} | fields)
        )
        assert response.status_code == status
        assert response.headers["Cache-Control"] == "no-store"
        assert "Location" not in response.headers
        assert "any name" not in response.text
        return read(response.text)

    return send


def rows(page, name):
    body = page.one("table", id=name).one("tbody")
    return [[cell.text for cell in row.all() if cell.tag in ("th", "td")] for row in body.all("tr")]


def lead(page):
    return [paragraph.text for paragraph in page.one(class_="app-lead").all("p")]


def fault(page, field="text"):
    assert page.one("title").text.startswith("Error: Check the words of a job description")
    (link,) = page.one(class_="govuk-error-summary").all("a")
    assert link["href"] == f"#{field}"
    assert page.one(id=f"{field}-error").text == f"Error: {link.text}"
    return link.text


def typed(page):
    """Return what the box holds, as a browser reads it: without the line end that follows the tag."""
    (text,) = page.one("textarea").children
    return text.removeprefix("\n")


# ---- five texts ----------------------------------------------------------------------------------


def test_a_plain_text(check):
    page = check(TEXTS["plain"])
    assert page.one("h1").text == "What the words say"
    assert lead(page)[0] == "None of the phrases that fairpay knows to play work down was found."
    assert page.all("table", id="played-down-phrases") == []
    evidence = {row[0]: row for row in rows(page, "evidence-phrases")}
    negotiate = evidence["Line 11: Negotiate the content of courses with clinicians who do not always agree"]
    assert negotiate[1].startswith("Communication and relationship skills, level 4 ")
    assert negotiate[2].endswith("?")
    by_factor = dict(rows(page, "held"))
    assert by_factor["Communication and relationship skills"] == "5"
    assert by_factor["Responsibilities for research and development"] == "None found"
    (unsaid,) = [item for item in page.all("ul") if "Responsibilities for research and development" in item.text]
    assert [item.text for item in unsaid.all("li")] == ["Responsibilities for research and development"]


def test_a_text_that_plays_work_down(check):
    page = check(TEXTS["played_down"], activity1="peer-support-session")
    assert lead(page)[0] == (
        "As far as fairpay can read it, the wording says less than the work needs, or plays it down."
    )
    down = {row[0]: row for row in rows(page, "played-down-phrases")}
    # The signs of the text stand as they stood: no space before the comma.
    directed = down["Line 6: Under the supervision of the team, as directed, you will:"]
    assert directed[1].startswith("Freedom to act, level 1 ")
    assert directed[2].endswith("?")
    # Freedom to act is needed at level 2, which these suggest: a question, and no fault.
    asked = {row[0]: row for row in rows(page, "questions-phrases")}
    assisting = asked["Line 7: assist with the weekly group and help out where appropriate"]
    assert assisting[1].startswith("Freedom to act, level 1 to 2 ")
    assert assisting[2].endswith("?")
    assert "Line 1: VOLUNTEER PEER HELPER" in asked
    assert "Line 14: This is a light-touch role in a relaxed setting" in asked
    assert "Line 14: This is a light-touch role in a relaxed setting" in down
    assert page.all("table", id="denied-phrases") == []
    held = {row[0]: row for row in rows(page, "held")}
    communication = held["Communication and relationship skills"]
    assert communication[1].startswith("4 ")  # of running a peer support session
    assert communication[2] == "3"  # the highest of "Bring your story" (2 to 3) and "have a chat" (1 to 2)
    assert communication[3].startswith(
        "The wording plays the work down. Line 3 says only level 2 to 3: “Bring your story”"
    )
    assert communication[3].endswith("?")
    physical_skills = held["Physical skills"]
    assert physical_skills[1].startswith("2 ")
    assert physical_skills[2] == "None found"
    assert physical_skills[3].startswith("fairpay found no phrase that it knows about this: read the text for it.")
    # The work needs level 1, which comments and proposals (1 to 2) do not stay below.
    assert held["Responsibilities for policy and service development"][3] == "Enough for this work."
    assert len(held) == 16


def test_a_text_that_denies_the_work(check):
    text = "You deliver training. There is no budget responsibility, and you will not facilitate the weekly group."
    page = check(text, activity1="peer-support-session")
    denied = {row[0]: row for row in rows(page, "denied-phrases")}
    assert denied.keys() == {f"Line 1: {text.partition('. ')[2].removesuffix('.')}"}
    assert [row[2] for row in rows(page, "denied-phrases")] == [
        "Does the post holder do it all the same? If not, who does?"
    ] * 2
    held = {row[0]: row for row in rows(page, "held")}
    assert held["Communication and relationship skills"][3] == (
        "fairpay found only what the text says is not part of the work. "
        "Does the post holder do it all the same? If not, who does?"
    )
    # The work needs no more than level 1 of money: that there is none to hold is an ordinary sentence.
    assert held["Responsibilities for financial and physical resources"][3] == "Enough for this work."
    assert page.all("table", id="questions-phrases") == []
    assert page.all("table", id="played-down-phrases") == []


@pytest.mark.parametrize("path", ["/description?lang=en", "/description?lang=en&work=chair-group:100"])
def test_each_kind_of_work_shows_what_it_is_and_what_it_adds_up_to(client, read, path):
    """By tests/data/je_examples.csv a peer support session is 270 points, which is Band 3."""
    page = read(client.get(path).text)
    for number in range(1, 5):
        choices = {option["value"]: option.text for option in page.one("select", id=f"activity{number}").all("option")}
        assert choices["peer-support-session"] == "Run a peer support session. Indicative: Band 3, 270 points."
        assert choices.keys() == {"", *fairpay.rates().activities}
    kinds = page.one("table", id="kinds").text
    for activity in fairpay.rates().activities.values():
        assert activity.summary in kinds


def test_welsh_is_declined_politely_in_both_languages(check):
    page = check(TEXTS["welsh"], status=422)
    assert fault(page).startswith("This text seems to be in Welsh.")
    assert typed(page) == TEXTS["welsh"]
    welsh = check(TEXTS["welsh"], status=422, lang="cy")
    assert welsh.one("title").text.startswith("Gwall: ")
    assert typed(welsh) == TEXTS["welsh"]


@pytest.mark.parametrize(("text", "content"), [("", b""), (" \r\n\t", b"  "), ("- .", b""), ("", b"\xef\xbb\xbf")])
def test_an_empty_text(check, text, content):
    assert fault(check(text, content, status=422)).startswith("There are no words in the description.")


def test_noise(check):
    for page in (check(NOISE, status=422), check(content=NOISE.encode(), status=422)):
        assert fault(page).startswith("Hardly any of this text seems to be English")
    more = NOISE + "x" * 4_800  # 200 kB
    for page in (check(more, status=422), check(content=more.encode(), status=422)):
        assert fault(page) == "The description is longer than 200,000 characters. Give one description at a time."
    assert typed(check(more, status=422)) == more


# ---- the answer ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "cy"])
@pytest.mark.parametrize("name", ["plain", "played_down"])
def test_the_page_says_what_the_library_says(check, name, lang):
    found = fairpay.check_description(TEXTS[name], activities=["peer-support-session", "committee-member"])
    page = check(TEXTS[name], lang=lang, activity2="peer-support-session", activity4="committee-member")
    words = words_in(lang)
    assert lead(page) == [conclusion(found, words), summary(found, words)]
    places = [
        line.all("mark")[0].text
        for table in page.all("table")
        for line in table.all("span", class_="app-table__line")
        if line.all("mark")
    ]
    assert sorted(places) == sorted(item.words for item in found.marked)
    shown = [item.text for item in page.all("li")]
    for caveat in found.caveats:
        assert " ".join(words.caveat(caveat).split()) in shown
    for line in page.all("mark"):
        assert line.text in " ".join(TEXTS[name].split())
    if lang == "cy":
        excerpts = [span for span in page.all("span", lang="en") if span.all("mark")]
        assert len(excerpts) == len(places)


def test_a_file_is_answered_like_a_text(check):
    for content in (TEXTS["played_down"].encode(), b"\xef\xbb\xbf" + TEXTS["played_down"].encode()):
        page = check(content=content)
        assert lead(page) == lead(check(TEXTS["played_down"]))
        assert typed(page) == TEXTS["played_down"]


def test_a_file_of_windows_is_read_with_a_note(check):
    page = check(content=f"{ENGLISH} £12 an hour.".encode("cp1252"))
    assert "It was read as Windows-1252" in page.text
    assert typed(page).endswith("£12 an hour.")


def test_the_text_can_be_changed_and_checked_again(check):
    first = check("\n\n" + ENGLISH, activity1="deliver-training", activity3="chair-group")
    assert typed(first) == "\n\n" + ENGLISH
    form = first.one("main").one("form")
    assert form["action"] == "/description?lang=en"
    assert form["method"] == "post"
    chosen = [
        option["value"] for option in form.all("option") if "selected" in option.attributes and option["value"] != ""
    ]
    assert chosen == ["deliver-training", "chair-group"]
    again = check(
        typed(first).replace("assist with", "run"), **dict(zip(("activity1", "activity3"), chosen, strict=True))
    )
    assert "assist with" not in again.text


def test_kinds_of_work_come_from_the_address(client, read, switch):
    page = read(client.get("/description?lang=en&work=peer-support-session:60,chair-group:40").text)
    chosen = [option["value"] for option in page.all("option") if "selected" in option.attributes]
    assert [name for name in chosen if name] == ["peer-support-session", "chair-group"]
    assert read(switch(page).text).one("form").sends() == page.one("form").sends()
    assert client.get("/description?work=juggle:60").status_code == 400
    assert client.get("/description?work=a,b,c,d,e").status_code == 400


def test_the_same_kind_of_work_twice_counts_once(check):
    page = check(ENGLISH, activity1="chair-group", activity2="chair-group")
    assert rows(page, "held") == rows(check(ENGLISH, activity1="chair-group"), "held")


# ---- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        TEXTS["plain"].encode("utf-16"),
        TEXTS["plain"].encode("utf-16-le"),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7 some text",
        b"PK\x03\x04 word/document.xml",
        b"\xd0\xcf\x11\xe0 an old Word file",
        b"{\\rtf1 text}",
        bytes(range(256)) * 50,
    ],
)
def test_a_file_that_is_no_plain_text(check, content):
    assert fault(check(content=content, status=422)).startswith("The file is not plain text.")


def test_a_text_and_a_file_are_one_too_many(check):
    page = check(ENGLISH, ENGLISH.encode(), status=422)
    assert fault(page) == "Give one description: as a file or as text, not both."
    assert typed(page) == ENGLISH


def test_a_kind_of_work_that_does_not_exist(check, client):
    page = check(ENGLISH, status=422, activity2="<b>juggle")
    assert "There is no activity called “<b>juggle”." in fault(page, "activity2")
    assert typed(page) == ENGLISH
    sent = {"text": ENGLISH, "activity1": "x" * 201}
    assert client.post("/description", data=sent, content_type="multipart/form-data").status_code == 400


def test_one_field_twice(client):
    body = b"".join(
        b'--part\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + text + b"\r\n" for text in (b"a", b"b")
    )
    response = client.post(
        "/description?lang=en", data=body + b"--part--\r\n", content_type="multipart/form-data; boundary=part"
    )
    assert response.status_code == 400
    assert "given twice" in response.text


def test_what_is_too_large_to_be_read(post_file):
    assert post_file("/description", b"x" * (limits.REQUEST_BYTES + 1)).status_code == 413
    assert post_file("/description", b"", text="x" * (limits.REQUEST_BYTES + 1)).status_code == 413


def test_other_sites_cannot_post(client):
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        response = client.post(
            "/description", data={"text": ENGLISH}, headers=headers, content_type="multipart/form-data"
        )
        assert response.status_code == 403


# ---- hostile texts -------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea><b>"])
def test_markup_in_a_text_stays_text(check, post_file, bad):
    text = f"You will {bad} assist with {bad} the weekly group, which is for people who use the service.{bad}"
    for lang in ("en", "cy"):
        response = post_file(f"/description?lang={lang}", b"", text=text)
        assert response.status_code == 200
        for tag in ("<script", "<img", "</textarea><b>", "<b>"):
            assert tag not in response.text
    page = check(text)
    assert typed(page) == text
    excerpt = rows(page, "played-down-phrases")[0][0]
    assert "assist with" in excerpt
    assert bad in excerpt


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x1b[31m", "\x7f", "\u202e", "\ufeff", "\u2028", "\ud7ff", "%s{}"])
def test_odd_signs_are_answered(check, sign):
    page = check(f"You will {sign} assist with the weekly group, which is for people who use the service {sign}.")
    assert "assist with" in rows(page, "played-down-phrases")[0][0]


def test_bytes_that_are_no_utf_8_in_a_field_are_answered(client):
    body = (
        b'--part\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
        + ENGLISH.encode()
        + b"\xff\xfe\xc3\r\n--part--\r\n"
    )
    response = client.post("/description", data=body, content_type="multipart/form-data; boundary=part")
    assert response.status_code == 200


# ---- nowhere else --------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 422])
def test_the_text_is_in_no_address_and_in_no_log(check, caplog, capfd, status):
    text = ENGLISH if status == 200 else TEXTS["welsh"]
    with caplog.at_level(logging.DEBUG):
        pages = [
            check(f"{text} Marked words.", status=status),
            check(content=f"{text} Marked words.".encode(), status=status),
        ]
    captured = capfd.readouterr()
    for log in (caplog.text, captured.out, captured.err):
        assert "Marked" not in log
        assert "any name" not in log
    for page in pages:
        addresses = [item[name] for item in page.all() for name in ("href", "action", "formaction") if item.get(name)]
        assert addresses
        assert not any("arked" in address for address in addresses)
        assert "text=" not in " ".join(addresses)


def test_a_fault_of_ours_logs_nothing_of_the_text(client, caplog, capfd, monkeypatch):
    def breaks(text, **_options):
        raise ValueError(text)

    monkeypatch.setattr(fairpay, "check_description", breaks)
    with caplog.at_level(logging.DEBUG):
        response = client.post(
            "/description?lang=en", data={"text": "Marked words"}, content_type="multipart/form-data"
        )
    assert response.status_code == 500
    captured = capfd.readouterr()
    assert "Marked" not in response.text + caplog.text + captured.out + captured.err
    assert "ValueError in description.check" in caplog.text


def test_the_answer_is_not_indexed_and_says_how_to_keep_it(check):
    page = check(ENGLISH)
    assert page.one("meta", name="robots")["content"] == "noindex"
    assert "The text is in no address. To keep this answer, print the page or save it." in page.text


# ---- in a browser --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "cy"])
def test_axe_finds_nothing_and_a_phone_does_not_scroll_sideways(new_page, axe, lang):
    page = new_page(viewport={"width": 1000, "height": 800})
    words = "A" * 300  # a word that fits on no line
    for text, work in (
        (None, ""),
        ("", ""),
        (TEXTS["plain"], ""),
        (f"{TEXTS['played_down']}\nYou will assist with {words}.", "peer-support-session:60,chair-group:40"),
    ):
        page.set_viewport_size({"width": 1000, "height": 800})
        page.goto(f"/description?work={work}&lang={lang}")
        if text is not None:
            page.locator("#text").fill(text)
            page.locator("main button").first.click()
            assert page.locator("html").get_attribute("lang") == lang
        assert axe(page) == CLEAN
        page.set_viewport_size(PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert axe(page) == CLEAN


def test_a_journey_on_a_phone_without_javascript(new_page, tmp_path):
    file = tmp_path / "description.txt"
    file.write_text("\n" + TEXTS["played_down"], encoding="utf-8")
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/role?lang=en")
    page.get_by_role("link", name="I want to check the words of a job description").click()
    page.get_by_role("button", name="Check the words").click()
    assert page.title().startswith("Error: ")
    page.locator("#file").set_input_files(file)
    page.locator("#activity1").select_option("peer-support-session")
    page.get_by_role("button", name="Check the words").click()
    assert page.get_by_role("heading", level=1).inner_text() == "What the words say"
    assert page.url.endswith("/description?lang=en")
    assert page.locator("#text").input_value() == "\n" + TEXTS["played_down"]
    page.get_by_role("button", name="Cymraeg").click()
    assert page.locator("html").get_attribute("lang") == "cy"
    assert page.locator("#text").input_value() == "\n" + TEXTS["played_down"]
    assert page.locator("#activity1").input_value() == "peer-support-session"
    assert page.locator("#played-down-phrases tbody tr").count() == 6
    assert page.locator("#questions-phrases tbody tr").count() > 10


def test_the_link_of_the_error_summary_moves_the_focus(page):
    page.goto("/description?lang=en")
    page.get_by_role("button", name="Check the words").click()
    page.locator(".govuk-error-summary a").click()
    assert page.evaluate("document.activeElement.id") == "text"


def test_the_keyboard_alone(page):
    page.goto("/description?lang=en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        if reached[-1] == "text":
            page.keyboard.insert_text(ENGLISH)
    assert reached == ["file", "text", "activity1", "activity2", "activity3", "activity4", "SUMMARY", "BUTTON"]
    page.keyboard.press("Enter")
    page.wait_for_selector(".app-lead")
    assert page.locator("#text").input_value() == ENGLISH


def test_paper_holds_the_phrases_and_the_questions(page):
    page.goto("/description?lang=en&work=peer-support-session:100")
    page.locator("#text").fill(TEXTS["played_down"])
    page.get_by_role("button", name="Check the words").click()
    paper = PdfReader(BytesIO(page.pdf(format="A4", print_background=False)))
    printed = re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in paper.pages))
    found = fairpay.check_description(TEXTS["played_down"], activities=["peer-support-session"])
    for item in found.marked:
        for wanted in (item.words, item.entry.question, item.entry.reason):
            assert re.sub(r"\s+", "", wanted) in printed
