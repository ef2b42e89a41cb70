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
