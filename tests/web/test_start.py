"""The start page and the pages about fairpay: every link of them leads somewhere."""

import re

import pytest

import fairpay
from webapp import create_app

ABOUT = ["/method", "/privacy", "/accessibility", "/source"]


def test_the_start_page_asks_what_you_want_to_do_the_most_common_first(client, read):
    page = read(client.get("/?lang=en").text)
    assert page.one("h1").text == "What do you want to do?"
    first, second, *_ = page.one("ul", class_="app-tasks").all("a")
    assert (first["href"], first.text) == ("/price?lang=en", "Price a piece of work")
    assert read(client.get(first["href"]).text).one("h1").text == first.text
    assert (second["href"], second.text) == ("/guided?lang=en&see=offer-sheet", "Check an offer made to me")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_link_of_the_start_page_and_the_footer_leads_to_a_page(client, read, language):
    links = [link["href"] for link in read(client.get(f"/?lang={language}").text).all("a")]
    pages = [href for href in links if href.startswith("/")]
    assert len(pages) > 15
    assert {href: client.get(href).status_code for href in pages} == dict.fromkeys(pages, 200)


def test_without_a_chosen_language_links_choose_none(client, read):
    links = [link["href"] for link in read(client.get("/").text).one("main").all("a")]
    assert "/price" in links
    assert "/guided?see=offer-sheet" in links


# ---- how the figures are worked out --------------------------------------------------------------


def test_the_method_page_works_the_golden_example_out(client, read):
    """£150 over 9 hours; £49,387 ÷ (52.143 × 37.5) = £25.2572; × 9 = £227.31; 227.31 − 150 = 77.31."""
    text = read(client.get("/method?lang=en").text).one("main").text
    for figure in ("£16.67", "£49,387.00 ÷ 1,955.3625 = £25.2572 (£25.26)", "£227.31", "£77.31"):
        assert figure in text


def test_the_method_page_shows_the_top_up_of_the_mileage_change(client, read):
    """100 miles: at 45p £45, at 55p £55."""
    text = read(client.get("/method?lang=en").text).one("main").text
    assert "came to £45.00 by what was known on 10 May, and come to £55.00 by what is known now. £10.00 is due." in text


def test_the_method_page_lists_where_sources_differ(client, read):
    rows = read(client.get("/method?lang=en").text).one("table", id="conventions-table").one("tbody").all("tr")
    divisors = [name for name in fairpay.rates().series if name.startswith("divisor.")]
    assert len(rows) >= len(divisors) > 10


def test_the_method_page_gives_both_figures_where_a_limit_is_not_clear(client, read):
    text = read(client.get("/method?lang=en").text).one("main").text
    assert re.search(r"does not say which amount applies at this length: it is £75\.00 or £150\.00", text)


@pytest.mark.parametrize("path", ABOUT)
def test_pages_about_fairpay_have_one_heading_and_say_something(client, read, path):
    page = read(client.get(path).text)
    assert len(page.all("h1")) == 1
    assert len(page.one("main").text) > 300


# ---- what a host may set -------------------------------------------------------------------------


def test_a_host_may_name_a_contact_and_the_source():
    host = create_app({"CONTACT": "access@example.org <b>", "SOURCE_URL": "https://example.org/code"}).test_client()
    assert "access@example.org &lt;b&gt;" in host.get("/accessibility").text
    assert 'href="https://example.org/code"' in host.get("/source").text


def test_a_host_that_names_its_address_gets_a_preview_when_a_page_is_shared(client, read):
    host = create_app({"SITE_URL": "https://fairpay.example.org"}).test_client()
    page = read(host.get("/?lang=en").text)
    (image,) = [meta["content"] for meta in page.all("meta") if meta.get("property") == "og:image"]
    assert image.startswith("https://fairpay.example.org/static/preview.png")
    with host.get(image.removeprefix("https://fairpay.example.org")) as found:
        assert found.data.startswith(b"\x89PNG")
    assert "og:image" not in client.get("/").text


def test_without_them_the_pages_say_whom_to_ask(client):
    assert "Tell whoever gave you the address" in client.get("/accessibility?lang=en").text
    assert "Ask whoever runs it for a copy" in client.get("/source?lang=en").text
