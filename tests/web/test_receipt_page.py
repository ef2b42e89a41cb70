"""Receipts on pages: written, checked again, and refused where they are none."""

import json
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

import fairpay
from fairpay.receipt import fingerprint, line, receipt
from webapp import limits

HOLDS = "This receipt holds"
FAILS = "This receipt does not hold"


@pytest.fixture
def saved(client, query):
    """Return the receipt of the golden question as text."""
    return client.get("/result.receipt.json", query_string=query()).text


@pytest.fixture
def check(post_file, read):
    """Return a function that sends a receipt, as text or as a file, and reads the answer."""

    def send(text="", content=b"", status=200, path="/receipt?lang=en"):
        response = post_file(path, content, filename="<b>any name.json", receipt=text)
        assert response.status_code == status
        assert response.headers["Cache-Control"] == "no-store"
        assert "any name" not in response.text
        return read(response.text)

    return send


def rows(page, name):
    table = page.one("table", id=name).one("tbody")
    return [[cell.text for cell in row.all() if cell.tag in ("th", "td")] for row in table.all("tr")]


def faults(page):
    assert page.one("title").text.startswith("Error: Check a receipt")
    (link,) = page.one(class_="govuk-error-summary").all("a")
    assert page.one(id="receipt-error").text == f"Error: {link.text}"
    return link.text


def test_the_receipt_is_that_of_the_library(client, query, read):
    asked = query(basis="cost", people="2")
    response = client.get("/result.receipt.json", query_string=asked)
    hours = {name: asked[name] for name in ("attendance", "preparation", "follow_up")}
    task = fairpay.Task(on=asked["on"], nation="england", band="7", people="2", hours=hours)
    result = fairpay.compare(task, fairpay.Offer(amount="150", per="day"), basis="cost")
    assert response.json == receipt(result, fairpay.__version__)
    assert response.headers["Content-Disposition"] == "attachment; filename=fairpay-receipt.json"
    assert response.headers["X-Robots-Tag"] == "noindex"
    page = read(client.get("/result", query_string={**asked, "lang": "en"}).text)
    assert page.one("p", id="receipt").text == line(response.json)
    link = next(one["href"] for one in page.all("a") if one["href"].startswith("/result.receipt.json"))
    assert client.get(link).json == response.json


def test_no_receipt_of_a_faulty_question(client, query):
    response = client.get("/result.receipt.json", query_string=query(fee="x"))
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"


def test_a_receipt_holds_as_text_and_as_a_file(check, saved):
    for page in (check(saved), check(content=saved.encode()), check(content=b"\xef\xbb\xbf" + saved.encode())):
        assert page.one("h1").text == HOLDS
        assert page.all("table") == []
        assert page.one("p", class_="app-copy").text == line(json.loads(saved))


@pytest.mark.parametrize(
    "changes",
    [
        {"basis": "cost", "people": "3", "travel": "2", "count_travel": "true", "known_on": "2026-05-20"},
        {"fee": None, "per": "unpaid", "band": None},
        {"fee": None, "card": "nice-current:decision-maker", "zone": "inner", "age": "19"},
    ],
)
def test_the_same_question_can_be_opened_again(client, check, query, changes):
    first = client.get("/result.receipt.json", query_string=query(**changes))
    page = check(first.text)
    assert page.one("h1").text == HOLDS
    link = next(one["href"] for one in page.all("a") if one["href"].startswith("/result?"))
    assert "lang" in parse_qs(urlsplit(link).query)
    assert client.get(link.replace("/result?", "/result.receipt.json?")).json == first.json


def test_an_altered_figure_is_found(check, saved):
    body = json.loads(saved)
    body["figures"]["afc.7.entry pay session"] = "1.00"
    page = check(json.dumps(body))
    assert page.one("h1").text == FAILS
    assert "was altered after fairpay wrote it" in page.one(class_="app-lead").text
    assert rows(page, "figures") == [["Pay for one person, one session afc.7.entry", "£1.00", "£227.31"]]
    assert page.all("table", id="rates") == []


def test_an_altered_question_is_found(check, saved):
    body = json.loads(saved)
    body["question"]["task"]["on"] = "2026-05-15"  # for which the figures are the same
    page = check(json.dumps(body))
    assert page.one("h1").text == FAILS
    assert "Its figures and rates are those of today all the same." in page.one("main").text


def test_a_question_that_gives_other_comparators_is_said_and_no_rate_is_called_changed(check, saved):
    body = json.loads(saved)
    body["question"]["task"]["nation"] = "wales"
    page = check(json.dumps(body))
    assert "Its question and its figures are not of the same comparators" in page.one(class_="app-lead").text
    assert page.all("table", id="rates") == []


def test_a_rate_that_changed_since_is_shown_then_and_now(check, saved):
    body = json.loads(saved)
    body["rates"]["weeks_in_year"] = "52"
    body["figures"]["verdict"] = "meets-benchmark"
    body["fingerprint"] = fingerprint(body)  # as if fairpay had written it by other rates
    page = check(json.dumps(body))
    assert page.one("h1").text == FAILS
    assert "is as fairpay wrote it, but the rates of today give other figures" in page.one(class_="app-lead").text
    now = fairpay.rates().rows["weeks_in_year"]
    assert now.value == Decimal("52.143")
    assert rows(page, "rates") == [[now.label, "52 weeks a year", "52.143 weeks a year"]]
    assert rows(page, "figures") == [
        [
            "What it comes to",
            "This meets the benchmark for this work.",
            "This is below the benchmark for this work.",
        ]
    ]


@pytest.mark.parametrize(
    ("text", "content", "words"),
    [
        ("", b"", "Choose the file of a receipt, or paste its text."),
        ("  \r\n", b" ", "Choose the file of a receipt, or paste its text."),
        ("{}", b"{}", "Give one receipt: as a file or as text, not both."),
        ("{", b"", "This is not correct JSON (line 1)."),
        ("", b"\xff\xfe{\x00}\x00", "The file is not text in UTF-8."),
        ("[" * 60_000, b"", "This is not correct JSON (it is nested too deep)."),
        ('{"a": NaN}', b"", "This is not correct JSON (NaN is not a number)."),
        ('{"a": 1, "a": 2}', b"", "This is not correct JSON (a name is there twice)."),
        ("[]", b"", "This is not a receipt of fairpay."),
        ("{}", b"", "This is not a receipt of fairpay."),
        ('{"self": 1, "body": 2}', b"", "This is not a receipt of fairpay."),
        ("", b"PK\x03\x04", "This is not correct JSON"),
        ("x" * (limits.RECEIPT_BYTES + 1), b"", "The receipt must be smaller than 64 kB."),
        ("", b" {" + b"x" * limits.RECEIPT_BYTES, "The receipt must be smaller than 64 kB."),
    ],
)
def test_what_is_no_receipt(check, text, content, words):
    page = check(text, content, status=422)
    assert faults(page).startswith(words)
    assert page.one("textarea").text == text.strip()


def test_markup_in_a_receipt_stays_text(check, client, saved):
    body = json.loads(saved)
    body["rates"]["<script>alert(1)</script>"] = "<img src=x>"
    body["figures"]["true_hourly"] = "<b>9</b>"
    body["edition"] = "</p><script>"
    response = client.post("/receipt", data={"receipt": json.dumps(body)}, content_type="multipart/form-data")
    assert response.status_code == 200
    for tag in ("<script", "<img", "<b>"):
        assert tag not in response.text
    page = check("</textarea><script>", status=422)
    assert page.one("textarea").text == "</textarea><script>"


@pytest.mark.parametrize("field", ["figures", "rates", "question", "fairpay", "edition", "kind", "fingerprint"])
@pytest.mark.parametrize("value", [None, 1, 1.5, "", [], {}, {"task": {}}, {"x": {"y": [1.5]}}])
def test_a_receipt_with_anything_in_it_is_answered(client, saved, field, value):
    body = json.loads(saved) | {field: value}
    body["fingerprint"] = fingerprint(body)
    response = client.post("/receipt", data={"receipt": json.dumps(body)}, content_type="multipart/form-data")
    assert response.status_code in (200, 422)


@pytest.mark.parametrize("value", [None, 1, 6.5, "", "x", [], {}, {"attendance": 6.5}, "1e999"])
@pytest.mark.parametrize("field", ["on", "nation", "hours", "levels", "activity", "amount", "per"])
def test_a_question_with_anything_in_it_is_answered(client, saved, field, value):
    body = json.loads(saved)
    body["question"]["offer" if field in ("amount", "per") else "task"][field] = value
    body["fingerprint"] = fingerprint(body)
    response = client.post("/receipt", data={"receipt": json.dumps(body)}, content_type="multipart/form-data")
    assert response.status_code in (200, 422)


def test_what_is_too_large_to_be_read(post_file):
    assert post_file("/receipt", b"x" * (limits.REQUEST_BYTES + 1)).status_code == 413
    assert post_file("/receipt", b"", receipt="x" * (limits.FORM_PART_BYTES + 1)).status_code == 413


def test_other_sites_cannot_post(client, saved):
    data = {"receipt": saved}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        response = client.post("/receipt", data=data, headers=headers, content_type="multipart/form-data")
        assert response.status_code == 403
    assert client.post("/receipt", data="x", content_type="text/plain").status_code == 422


def test_a_receipt_from_the_result_to_the_check(new_page, axe, tmp_path, query):
    page = new_page(accept_downloads=True)
    page.goto(
        "/result?fee=150&per=day&attendance=6&preparation=2&follow_up=1&nation=england&on=2026-05-14&band=7&lang=en"
    )
    with page.expect_download() as waiting:
        page.get_by_role("link", name="The receipt, to be checked later (JSON)").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    page.get_by_role("link", name="Check a receipt").click()
    page.get_by_role("button", name="Check the receipt").click()
    assert page.title().startswith("Error: ")
    assert axe(page) == {"violations": [], "incomplete": []}
    page.get_by_role("link", name="Choose the file of a receipt").click()
    assert page.evaluate("document.activeElement.id") == "receipt"
    page.get_by_label("The file of a receipt").set_input_files(file)
    page.get_by_role("button", name="Check the receipt").click()
    assert page.get_by_role("heading", level=1).inner_text() == HOLDS


def test_an_altered_receipt_in_welsh_on_a_phone_without_javascript(new_page, axe, client, query):
    body = client.get("/result.receipt.json", query_string=query()).json
    body["figures"]["true_hourly"] = "99.00"
    body["rates"]["weeks_in_year"] = "52"
    plain, looked_at = (
        new_page(viewport={"width": 320, "height": 640}, java_script_enabled=scripts) for scripts in (False, True)
    )
    for page in (plain, looked_at):
        page.goto("/receipt?lang=cy")
        page.locator("#receipt").fill(json.dumps(body))
        page.locator("main button").click()
        assert page.locator("#figures tbody tr").count() == 1
        assert page.locator("#rates tbody tr").count() == 1
        assert page.locator("html").get_attribute("lang") == "cy"
    assert looked_at.evaluate("document.documentElement.scrollWidth") == 320
    assert axe(looked_at) == {"violations": [], "incomplete": []}
