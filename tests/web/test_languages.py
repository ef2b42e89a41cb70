"""Which language a page is in, and what the switch keeps."""

import html
import re

import pytest

import fairpay


def language_of(response):
    return re.search(r'<html lang="(\w+)" dir="(\w+)"', response.text).groups()


@pytest.mark.parametrize(
    ("query", "accept", "code"),
    [
        ("", None, "en"),
        ("", "cy", "cy"),
        ("", "cy-GB,en;q=0.5", "cy"),
        ("", "fr, cy;q=0.4, en;q=0.8", "en"),
        ("", "fr", "en"),
        ("", "cy;q=0, en", "en"),
        ("", "cy;q=0", "en"),
        ("", "*", "en"),
        ("", '"<>;;;q=q,=,', "en"),
        ("lang=en", "cy", "en"),
        ("lang=cy", "en", "cy"),
        ("lang=<script>", "cy", "cy"),
        ("lang=../../etc", "cy", "cy"),
        ("lang=zz", "en", "en"),
        ("lang=CY", "en", "en"),
        ("lang=", "cy", "cy"),
    ],
)
def test_language_of_a_page(client, query, accept, code):
    headers = {"Accept-Language": accept} if accept is not None else {}
    for path in ("/gallery", "/nothing"):
        response = client.get(f"{path}?{query}", headers=headers)
        assert language_of(response) == (code, "ltr")
        assert "script" not in response.text
        assert "etc" not in response.text


def switch(response):
    return html.unescape(re.search(r'href="(\?[^"]*)" lang="(?:en|cy)"', response.text).group(1))


def test_switch_keeps_the_page_and_the_known_fields_only(client):
    page = client.get("/gallery?fee=%C2%A3150.00&hours=6&unknown=1&_external=1&lang=en")
    assert switch(page) == "?fee=%C2%A3150.00&hours=6&lang=cy"
    page = client.get("/gallery-faults?fee=%22%3Eabc&lang=cy")
    assert switch(page) == "?fee=%22%3Eabc&lang=en"


def test_switch_on_an_error_page_repeats_nothing(client):
    assert switch(client.get("/nothing?fee=150")) == "?lang=cy"
    assert switch(client.get("/gallery?fee=150&fee=9")) == "?lang=cy"


def test_each_language_is_named_in_itself(client):
    page = client.get("/gallery?lang=en").text
    assert '<span class="app-lang__current" lang="en" aria-current="true">English</span>' in page
    assert 'lang="cy" hreflang="cy" rel="alternate">Cymraeg</a>' in page


def test_a_chosen_language_stays_chosen(client):
    assert 'href="/?lang=cy"' in client.get("/gallery?lang=cy").text
    assert 'href="/"' in client.get("/gallery", headers={"Accept-Language": "cy"}).text


def test_catalogues_are_used_in_templates(client, monkeypatch):
    """The words of a page come from the catalogue, with plain text in them escaped."""
    import gettext

    from webapp import languages

    class Marked(gettext.NullTranslations):
        def gettext(self, message):
            return f"«{message}»"

    monkeypatch.setattr(languages, "translations", lambda code: Marked())
    page = client.get("/nothing?lang=cy").text
    assert "<title>«Error:» «Page not found» - fairpay</title>" in page
    assert f"«Rates: edition {fairpay.rates().edition}.»" in page


# ---- what is typed goes along, without JavaScript --------------------------------------------------------

QUESTION = "fee=150&per=day&attendance=6&preparation=2&nation=england&on=2026-05-14"
MEETING = "meeting=2026-05-14~england~none~6"
SEAT = "s1=fee~14~150~day"
ROLE = "work=peer-support-session:60,deliver-training:35&band=3"
GUIDED = ("work", "place", "day", "attendance", "preparation", "follow_up", "travel", "group", "offer")
KINDS = ("fee", "unpaid", "salary", "director", "non-executive", "consultant")
# Every form; and whether it stands below an answer, which is made again with it.
FORMS = {
    "/price?": False,
    **{f"/guided?nation=wales&at={step}": False for step in GUIDED},
    **{f"/role?{ROLE}&at={step}": False for step in ("work", "levels", "advert", "hours", "place")},
    "/meeting?": False,
    f"/meeting?{MEETING}&{SEAT}": False,
    f"/meeting?{MEETING}&{SEAT}&change=meeting": False,
    f"/meeting?{MEETING}&{SEAT}&change=1": False,
    **{f"/meeting?{MEETING}&{SEAT}&add=yes&kind={kind}": False for kind in KINDS},
    f"/meeting/result?{MEETING}&{SEAT}": True,
    "/cards?": False,
    f"/cards?{QUESTION}": True,
    "/side-by-side?": False,
    f"/side-by-side?{QUESTION}": False,
    "/rates?": True,
    "/rates/changes?": True,
    "/rates/check?": True,
    "/description?": False,
    "/description?work=chair-group:100": False,
    "/budget?": False,
    "/receipt?": False,
}
UNFINISHED = "1x"  # what no field takes: nothing may be checked yet


FILL = """unfinished => {
    for (const field of document.forms.ask.elements) {
        if (["text", "textarea"].includes(field.type)) field.value = unfinished;
        if (field.type == "select-one") field.selectedIndex = 1;
        if (["checkbox", "radio"].includes(field.type)) field.checked = true;
    }
}"""
HELD = """() => Array.from(new FormData(document.forms.ask))
    .filter(([name]) => document.querySelector(`#ask [name='${name}']`).type != "hidden")"""


def press(page, name):
    page.get_by_role("button", name=name).click()
    assert page.locator("html").get_attribute("lang") == {"English": "en", "Cymraeg": "cy"}[name]


@pytest.mark.parametrize("path", FORMS)
def test_nothing_typed_is_lost_when_the_language_is_changed(new_page, path):
    page = new_page(java_script_enabled=False)
    page.goto(f"{path}&lang=en")
    page.evaluate(FILL, UNFINISHED)
    typed = page.evaluate(HELD)
    assert typed
    press(page, "Cymraeg")
    assert page.evaluate(HELD) == typed
    if not FORMS[path]:
        assert page.locator(".govuk-error-summary, .app-lead").count() == 0
        press(page, "English")
        assert page.evaluate(HELD) == typed


def test_a_fault_is_told_in_the_other_language_too(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"/result?{QUESTION}&travel=x&lang=en")
    page.locator("#fee").fill("175")
    press(page, "Cymraeg")
    assert page.locator(".govuk-error-summary a").get_attribute("href") == "#travel"
    assert (page.locator("#fee").input_value(), page.locator("#travel").input_value()) == ("175", "x")


def test_enter_in_a_field_does_not_change_the_language(new_page):
    page = new_page(java_script_enabled=False)
    for lang in ("en", "cy"):
        page.goto(f"/price?{QUESTION}&lang={lang}")
        with page.expect_navigation(url="**/result?**"):
            page.locator("#fee").press("Enter")
        assert page.locator("html").get_attribute("lang") == lang
        assert "form_in" not in page.url


def test_a_file_cannot_go_along_and_the_page_says_so(new_page, tmp_path):
    file = tmp_path / "file.txt"
    file.write_text("anything", encoding="utf-8")
    page = new_page(java_script_enabled=False)
    for path in ("/budget", "/description", "/receipt"):
        page.goto(f"{path}?lang=cy")
        page.locator("#file").set_input_files(file)
        press(page, "English")
        page.get_by_text("A file cannot be carried over to another language.").wait_for()
        assert page.locator(".govuk-error-summary").count() == 0
        press(page, "Cymraeg")


def test_the_answer_to_a_text_is_the_same_answer_in_the_other_language(new_page, client):
    page = new_page(java_script_enabled=False)
    page.goto("/description?lang=en")
    page.locator("#text").fill("You will assist with meetings.\n\nYou will lead the team.")
    page.locator("#activity2").select_option("chair-group")
    page.locator("main button").click()
    before = page.evaluate(HELD)
    found = page.locator("tbody tr").count()
    press(page, "Cymraeg")
    assert page.evaluate(HELD) == before
    assert page.locator("tbody tr").count() == found
    page.goto("/receipt?lang=en")
    page.locator("#receipt").fill(client.get(f"/result.receipt.json?{QUESTION}").text)
    page.locator("main button").click()
    assert page.locator("h1").inner_text() == "This receipt holds"
    press(page, "Cymraeg")
    assert page.locator(".govuk-error-summary").count() == 0


def test_a_switch_that_posts_is_held_to_the_same_rules(client):
    sent = {"text": "You will lead the team."}
    foreign = {"Sec-Fetch-Site": "cross-site"}
    for how in ("form_in", "page_in"):
        address = f"/description?{how}=cy"
        assert client.post(address, data=sent, content_type="multipart/form-data").status_code == 200
        assert client.post(address, data=sent, content_type="multipart/form-data", headers=foreign).status_code == 403
    twice = {"activity1": ["chair-group", "chair-group"]}
    assert client.post("/description?form_in=cy", data=twice, content_type="multipart/form-data").status_code == 400


def test_a_language_that_is_none_changes_nothing(client, read):
    page = read(client.get("/guided?done=attendance&attendance=x&form_in=zz&lang=en").text)
    assert page.one("html")["lang"] == "en"
    assert page.all(class_="govuk-error-summary") != []
