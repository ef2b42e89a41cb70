"""The style sheet and the picture: small, our own, and free of other people's brands."""

import gzip
import re
from pathlib import Path

import pytest

import webapp

STATIC = Path(webapp.__file__).parent / "static"
CSS = (STATIC / "fairpay.css").read_text(encoding="utf-8")
ICON = (STATIC / "favicon.svg").read_text(encoding="utf-8")


def test_style_sheet_is_small():
    raw = CSS.encode()
    assert len(raw) < 100_000
    assert len(gzip.compress(raw)) < 15_000


@pytest.mark.parametrize(
    "word",
    ["frutiger", "gds transport", "nhs", "crown", "crest", "logo", "005eb8", "003087", "1d70b8", "gov.uk"],
)
def test_no_brand_of_others(word):
    templates = [path.read_text(encoding="utf-8") for path in (STATIC.parent / "templates").rglob("*.*")]
    for text in (CSS, ICON, *templates):
        assert word not in text.lower()


def test_style_sheet_asks_for_nothing():
    assert re.findall(r"url\(|@import|@font-face|data:", CSS) == []


def test_styles_the_pages_rely_on():
    for name in (".app-bars__svg", ".app-lead", ".app-working", ".app-table--stack", ".govuk-error-summary"):
        assert name in CSS
    for condition in ("forced-colors", "@media print", "--fairpay-brand"):
        assert condition in CSS


def test_licence_is_beside_the_style_sheet():
    licence = (STATIC / "LICENSE-govuk-frontend.txt").read_text(encoding="utf-8")
    assert "Copyright (c) Crown Copyright (Government Digital Service)" in licence
    assert "Permission is hereby granted, free of charge" in licence


def test_icon_is_served_and_linked(client):
    page = client.get("/nothing").text
    address = re.search(r'rel="icon" href="([^"]+)"', page).group(1)
    response = client.get(address, buffered=True)
    assert response.status_code == 200
    assert response.mimetype == "image/svg+xml"


def test_pages_have_no_script_and_no_inline_style(client):
    for path in ("/nothing", "/gallery", "/gallery-faults"):
        page = client.get(path).text
        assert "<script" not in page
        assert "<style" not in page
        assert " style=" not in page
