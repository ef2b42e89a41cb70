"""The JSON interface: the figures of the command line, and the bad inputs J1 to J10, in the app and over a socket."""

import io
import json
import re
from contextlib import closing, redirect_stdout
from http.client import HTTPConnection
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairpay.cli import main
from webapp import limits, problem
from webapp.api import about
from webapp.api.endpoints import BASE, ENDPOINTS

BY_NAME = {endpoint.name: endpoint for endpoint in ENDPOINTS}
COMPARE, MEETING = BY_NAME["compare"].example, BY_NAME["meeting"].example
JSON = {"Content-Type": "application/json"}


class Answer(NamedTuple):
    status: int
    headers: Any
    text: str

    @property
    def json(self):
        return json.loads(self.text)


@pytest.fixture(params=["app", "serve"])
def send(request, client):
    """Return a function that sends a request: to the app, or to `fairpay serve` over a socket."""

    def to_app(method, path, body=b"", headers=JSON):
        answer = client.open(path, method=method, data=body, headers=headers)
        return Answer(answer.status_code, answer.headers, answer.text)

    def to_server(method, path, body=b"", headers=JSON):
        connection = HTTPConnection(urlsplit(request.getfixturevalue("served")).netloc, timeout=60)
        with closing(connection):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())

    return {"app": to_app, "serve": to_server}[request.param]


@pytest.fixture
def refused(send):
    """Return a function that sends a body to be refused with a problem document, in English."""

    def check(body, *statuses, headers=JSON, path="/compare", method="POST"):
        raw = body if isinstance(body, bytes) else body.encode()
        answer = send(method, BASE + path, raw, {"Accept-Language": "en"} | headers)
        assert answer.status in statuses
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        found = answer.json
        assert found["status"] == answer.status
        assert found["type"] == f"/api#problem-{answer.status}"
        assert {"title", "detail"} <= found.keys()
        return found

    return check


def faults(found):
    return {fault["field"]: fault["code"] for fault in found["faults"]}


def part_of(part, whole):
    """Say whether one is contained in the other: names of objects, and the first items of lists."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            name in whole and part_of(value, whole[name]) for name, value in part.items()
        )
    if isinstance(part, list):
        return len(part) <= len(whole) and all(map(part_of, part, whole))
    return part == whole


def changed(path, value):
    """Return the example of /compare with one value changed; the path is like task.hours.attendance."""
    table = json.loads(json.dumps(COMPARE))
    *tables, name = path.split(".")
    inner = table
    for step in tables:
        inner = inner[step]
    inner[name] = value
    return json.dumps(table)


# ---- the answers -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BY_NAME)
def test_every_example_is_answered_as_promised(send, name):
    endpoint = BY_NAME[name]
    body = json.dumps(endpoint.example).encode() if endpoint.method == "POST" else b""
    answer = send(endpoint.method, about.address(endpoint), body)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json
    assert part_of(endpoint.shows, answer.json)


def test_a_part_can_be_missing():
    assert part_of({"a": [{"b": 1}]}, {"a": [{"b": 1, "c": 2}, 3], "d": 4})
    assert not part_of({"a": 1}, {"a": 2})
    assert not part_of([1, 2], [1])
    assert not part_of({"a": 1}, {})


def test_the_examples_on_the_page_are_answered_as_it_says(client, read):
    """What a reader copies from the page: the address in the heading, the question, the part of the answer."""
    page = read(client.get("/api?lang=en").text)
    headings = {element.text: element["id"] for element in page.all("h3")}
    codes = [element.text for element in page.all("code")][1:]  # after the line for curl
    asked = 0
    for heading in headings:
        method, path = heading.split()
        body = json.loads(codes.pop(0)) if method == "POST" else None
        answer = client.open(path, method=method, json=body)
        assert answer.status_code == 200
        assert part_of(json.loads(codes.pop(0)), answer.json)
        asked += 1
    assert asked == sum(bool(endpoint.shows) for endpoint in ENDPOINTS) >= 8
    assert codes == []


def cli(*arguments):
    with redirect_stdout(io.StringIO()) as out:
        assert main([*arguments, "--format", "json"]) in (0, 1)
    return json.loads(out.getvalue())


MILES = ["list", "--kind", "mileage", "--on", "2026-05-01"]
OPTIONS = ["--on", "2026-05-14", "--nation", "england", "--attendance", "6", "--preparation", "2", "--follow-up", "1"]
OPTIONS += ["--people", "3", "--band", "7", "--fee", "150", "--per", "day"]


@pytest.mark.parametrize(
    ("options", "more"),
    [
        ([], {}),
        (["--lang", "cy"], {"lang": "cy"}),
        (["--working", "all"], {"working": ["all"]}),
        (["--working", "offer", "afc.7.top"], {"working": ["offer", "afc.7.top"]}),
        (["--basis", "cost", "--known-on", "2026-05-14"], {"basis": "cost", "known_on": "2026-05-14"}),
    ],
)
def test_compare_gives_the_object_of_the_command_line(send, options, more):
    answer = send("POST", "/api/v1/compare", json.dumps(COMPARE | more).encode())
    assert answer.json == cli("compare", *OPTIONS, *options)


def test_figures_may_be_numbers_or_text(client):
    as_text = {"task": COMPARE["task"] | {"hours": {"attendance": "6", "preparation": "2.0", "follow_up": "1"}}}
    as_numbers = {"offer": {"amount": 150.00, "per": "day"}}
    expected = client.post("/api/v1/compare", json=COMPARE).json
    assert client.post("/api/v1/compare", json=COMPARE | as_text | as_numbers).json == expected


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("/rates", ["list"]),
        ("/rates?kind=mileage&on=2026-05-01&known_on=2026-05-10", [*MILES, "--known-on", "2026-05-10"]),
        ("/rates?nation=scotland&text=Band+7", ["list", "--nation", "scotland", "--search", "Band 7"]),
        ("/rates/sources", ["sources"]),
        (
            "/rates/changes?since=2026-05-01&until=2026-05-31",
            ["changes", *("--since", "2026-05-01", "--until", "2026-05-31")],
        ),
        ("/rates/verify", ["verify-list"]),
    ],
)
def test_rates_are_the_lists_of_the_command_line(client, path, arguments):
    expected = cli("rates", *arguments)
    found = client.get(BASE + path).json
    assert found
    assert found == expected


def test_one_figure_and_how_the_book_stands(client):
    (shown,) = cli("rates", "show", "mileage.car", "--on", "2026-05-01")
    assert client.get(f"/api/v1/rates/{shown['id']}").json == shown
    assert [client.get("/api/v1/rates/check?on=2027-06-01").json] == cli("rates", "check", "--on", "2027-06-01")


def test_evaluate_role_and_meeting_give_the_objects_of_the_command_line(client, tmp_path):
    levels, seats = BY_NAME["evaluate"].example["levels"], BY_NAME["meeting"].example
    (tmp_path / "levels.json").write_text(json.dumps(levels))
    (tmp_path / "seats.json").write_text(json.dumps(seats))
    profile = {"levels": levels | {"planning": "3-4"}, "band": "7"}
    (tmp_path / "profile.json").write_text(json.dumps(profile))
    found = client.post("/api/v1/evaluate", json={"levels": levels, "lang": "en"}).json
    assert found == cli("evaluate", str(tmp_path / "levels.json"))
    found = client.post("/api/v1/evaluate", json={"levels": levels, "profile": profile, "lang": "en"}).json
    assert found["match"]["outcome"] == "profile-match"
    assert found == cli("evaluate", str(tmp_path / "levels.json"), "--profile", str(tmp_path / "profile.json"))
    assert client.post("/api/v1/meeting", json=seats).json == cli("meeting", str(tmp_path / "seats.json"))
    both = {"on": "2026-05-14", "nation": "england", "days": 2, "salary": "30000"}
    asked = {"role": both | {"activities": {"peer-support-session": 60}}, "advert": both | {"stated": "12000"}}
    options = ["--on", "2026-05-14", "--nation", "england", "--days", "2", "--salary", "30000"]
    found = client.post("/api/v1/role", json=asked).json
    assert found["advert_check"]["verdict"] == "advert-holds"  # two days of five: 30,000 × 0.4
    assert found == cli("role", *options, "--stated", "12000", "--activity", "peer-support-session=60")


def test_budget_gives_the_object_of_the_command_line_and_its_lines(client, tmp_path):
    asked = BY_NAME["budget"].example
    (row,) = asked["rows"]
    (tmp_path / "plan.csv").write_text(",".join(row) + "\n" + ",".join(map(str, row.values())) + "\n")
    found = client.post("/api/v1/budget", json=asked).json
    (line,) = found.pop("lines")
    assert found == cli("budget", "check", str(tmp_path / "plan.csv"), "--nation", "england")
    assert line["row"] == 2
    assert line["faults"] == []


# ---- J1 to J10 ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    [
        *("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp"),
        *("application/json; charset=latin-1", "application/merge-patch+json", ""),
    ],
)
def test_j1_not_json(refused, kind):
    refused(json.dumps(COMPARE), 415, headers={"Content-Type": kind})


def test_j1_packed(refused):
    refused(json.dumps(COMPARE), 415, headers=JSON | {"Content-Encoding": "gzip"})


@pytest.mark.parametrize(
    "body", ["{", "", " ", "null", "[]", '"x"', "1", "true", "{'a': 1}", '{"a": 1,}', "\ufeff{}", "{} {}"]
)
def test_j2_no_object(refused, body):
    (fault,) = refused(body, 400)["faults"]
    assert fault["field"] == ""
    assert fault["code"] in ("not-json", "not-an-object")


@pytest.mark.parametrize(
    "body", ["[" * 100_000, '{"a":' * 13_000, "[" * 11 + "]" * 11, '{"task": ' * 11 + "1" + "}" * 11]
)
def test_j3_nested_too_deep(refused, body):
    (fault,) = refused(body, 400)["faults"]
    assert fault["message"] == "The body is not correct JSON: it is nested too deep."


def test_j3_brackets_in_text_are_no_nesting(refused):
    found = refused(changed("task.activity", '[{"' * 50 + "\\"), 422)
    assert faults(found) == {"task.activity": "unknown-activity"}


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e999", "1e999999999999999999", "-1e400", "1" * 13]
)
def test_j4_no_number(refused, number):
    (fault,) = refused(changed("offer.amount", "HERE").replace('"HERE"', number), 400)["faults"]
    assert fault["code"] == "not-json"


@pytest.mark.parametrize("body", ['{"fee":150,"fee":9}', '{"task":{"on":"2026-05-14","on":"2026-05-15"}}'])
def test_j5_a_name_twice(refused, body):
    (fault,) = refused(body, 400)["faults"]
    assert fault["message"] == "The body is not correct JSON: a name is there twice."


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("offer.amount", True, "not-money"),
        ("offer.amount", [150], "not-money"),
        ("offer.amount", {"pounds": 150}, "not-money"),
        ("offer.amount", "1,50", "not-money"),
        ("offer.amount", "1e3", "not-money"),
        ("offer.amount", 150.005, "too-many-decimals"),
        ("offer.amount", -1, "out-of-range"),
        ("offer.amount", 5000.01, "out-of-range"),
        ("task.hours.attendance", True, "not-a-number"),
        ("task.hours.attendance", 24.01, "out-of-range"),
        ("task.hours", 6, "not-a-table"),
        ("task.people", 2.5, "not-whole"),
        ("task.people", "３", "not-whole"),
        ("task.on", 20260514, "not-a-date"),
        ("task.on", "2026-02-29", "not-a-date"),
        ("task.nation", "mars", "not-a-choice"),
        ("task.band", "1", "band-closed"),
        ("task.activity", 1, "not-text"),
        ("task.levels", [], "not-a-table"),
        ("task.benchmark", "none.such", "unknown-comparator"),
        ("task.zone", "inner", None),
        ("known_on", 5, "not-a-date"),
        ("basis", "price", "not-a-choice"),
        ("last_known_scale", "true", "not-true-or-false"),
        ("working", "all", "not-a-list"),
        ("working", ["none.such"], "no-rung"),
        ("lang", "fr", "not-a-choice"),
        ("lang", {}, "not-text"),
        ("task", None, "not-a-table"),
    ],
)
def test_j6_values_of_the_wrong_kind(refused, send, path, value, code):
    if code is None:  # an inner zone of England is right
        assert send("POST", "/api/v1/compare", changed(path, value).encode()).status == 200
    else:
        assert faults(refused(changed(path, value), 422)) == {path: code}


def test_j7_a_very_long_whole_number(refused):
    for digits in (101, 5_000, 60_000):
        (fault,) = refused(changed("offer.amount", "HERE").replace('"HERE"', "1" * digits), 400)["faults"]
        assert fault["message"] == "The body is not correct JSON: a number is too large or too small."


@pytest.mark.parametrize("path", ["admin", "task.admin", "task.hours.admin", "offer.admin"])
def test_j8_a_field_too_many(refused, path):
    found = refused(changed(path, 1), 422)
    assert faults(found) == {path: "unknown-field"}
    assert "“admin”" in found["faults"][0]["message"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"task": "\xff\xfe"}',
        b'{"task": "\xed\xa0\x80"}',
        b'{"task": "\\ud800"}',
        b'{"\\udfff": 1}',
        "{}".encode("utf-16"),
    ],
)
def test_j9_no_text(refused, body):
    refused(body, 400)


def test_j9_a_whole_character_written_as_two_halves(refused):
    found = refused(changed("task.activity", "HERE").replace("HERE", "\\ud83d\\ude00"), 422)
    assert "“\U0001f600”" in found["faults"][0]["message"]


def test_j10_a_large_body(refused):
    refused(json.dumps({"a": "x" * 102_400}), 413)
    refused('{"a": 1' + " " * limits.JSON_BYTES + "}", 413)
    refused(b" " * 2_200_000, 413)
    assert faults(refused(json.dumps({"a": "x" * 60_000}), 422))["a"] == "unknown-field"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "TRACE"])
def test_j10_methods(send, method):
    answer = send(method, "/api/v1/compare")
    assert answer.status == 405
    assert "POST" in answer.headers["Allow"]
    assert answer.json["type"] == "/api#problem-405"
    answer = send("POST", "/api/v1/rates")
    assert answer.status == 405
    assert "GET" in answer.headers["Allow"]


# ---- further faults ----------------------------------------------------------------------------


def test_all_faults_are_named_at_once_and_placed(refused):
    found = refused('{"task": {"on": "x", "hours": {"attendance": "x", "travel": 99}}, "extra": 1}', 422)
    assert faults(found) == {
        "task.on": "not-a-date",
        "task.nation": "missing",
        "task.hours.attendance": "not-a-number",
        "task.hours.travel": "out-of-range",
        "offer": "missing",
        "extra": "unknown-field",
    }
    (travel,) = [fault for fault in found["faults"] if fault["field"] == "task.hours.travel"]
    assert travel["params"] == {"low": "0", "high": "48", "name": "travel"}
    assert travel["message"] == "Enter the hours of travel between 0 and 48."


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/compare", changed("task.on", "1999-01-01"), {"task.on": "before-first-rate"}),
        ("/compare", changed("offer", {"card": "none:such"}), {"offer.card": "unknown-card-step"}),
        ("/compare", changed("known_on", "1999-01-01"), {"known_on": "known-before-first-rate"}),
        ("/evaluate", '{"levels": {}}', None),
        ("/evaluate", '{"levels": []}', {"levels": "not-a-table"}),
        ("/role", "{}", {"role": "missing"}),
        ("/role", '{"role": {"on": "2026-05-14", "nation": "england"}}', None),
        ("/meeting", json.dumps(MEETING | {"seats": []}), {"seats": "list-too-short"}),
        ("/meeting", json.dumps(MEETING | {"seats": {}}), {"seats": "not-a-list"}),
        ("/meeting", json.dumps(MEETING | {"seats": [1]}), {"seats.0": "not-a-table"}),
        (
            "/meeting",
            json.dumps(MEETING | {"seats": [{"kind": "unpaid", "count": 1}, {"kind": "x"}]}),
            {"seats.1.kind": "not-a-choice", "seats.1.count": "missing"},
        ),
        ("/meeting", json.dumps(MEETING | {"seats": [{}] * 101}), {"seats": "list-too-long"}),
        ("/budget", '{"rows": [{"Fee": [1]}]}', {"rows.0.Fee": "not-a-cell"}),
        ("/budget", '{"rows": [{"Fee": true}]}', {"rows.0.Fee": "not-a-cell"}),
        ("/budget", '{"rows": [{}]}', {"rows.0": "list-too-short"}),
        ("/budget", '{"rows": 1, "ringfence": {"staff": 5}}', {"rows": "not-a-list", "ringfence.staff": "not-text"}),
        ("/budget", '{"rows": [{"Date": "x"}], "period": "x"}', {"period": "not-a-date"}),
    ],
)  # fmt: skip
def test_where_a_fault_is(refused, path, body, expected):
    found = faults(refused(body, 422, path=path))
    if expected is not None:
        assert found == expected
    else:
        assert len(found) > 1 or next(iter(found)).startswith(("role", "levels"))


@pytest.mark.parametrize(
    ("query", "status", "expected"),
    [
        ("?kind=none", 422, {"kind": "not-a-choice"}),
        ("?nation=mars&on=x", 422, {"nation": "not-a-choice", "on": "not-a-date"}),
        ("?nations=wales", 422, {"nations": "unknown-field"}),
        ("?lang=fr", 422, {"lang": "not-a-choice"}),
        ("/check", 422, {"on": "missing"}),
        ("/changes?until=2026-01-01", 422, {"since": "missing"}),
        ("/sources?kind=card", 422, {"kind": "unknown-field"}),
        ("?on=2026-05-14&on=2026-05-15", 400, None),
        ("?text=%FF", 400, None),
        ("?text=" + "x" * 201, 400, None),
        ("/no.such.figure", 404, None),
        ("/mileage.car.2026/more", 404, None),
    ],
)
def test_faults_of_an_address(refused, query, status, expected):
    found = refused("", status, path=f"/rates{query}", method="GET", headers={})
    assert expected is None or faults(found) == expected


def test_a_question_is_in_the_body_only(refused):
    assert faults(refused(json.dumps(COMPARE), 422, path="/compare?lang=cy&x=1")) == {
        "lang": "unknown-field",
        "x": "unknown-field",
    }


def test_the_language_of_words_and_of_faults(client):
    asked = {"lang": "cy", "task": {}}
    (first, *_) = client.post("/api/v1/compare", json=asked, headers={"Accept-Language": "en"}).json["faults"]
    assert first["message"].startswith("Rhaid nodi ")
    (first, *_) = client.post("/api/v1/compare", json={"task": {}}, headers={"Accept-Language": "cy"}).json["faults"]
    assert first["message"].startswith("Rhaid nodi ")
    assert "yr awr" in client.post("/api/v1/compare", json=COMPARE, headers={"Accept-Language": "cy"}).json["sentence"]
    assert "an hour" in client.post("/api/v1/compare", json=COMPARE | {"lang": "en"}).json["sentence"]


def test_no_more_faults_are_named_than_the_limit(refused):
    many = {f"field-{number}": 1 for number in range(3_000)}
    found = refused(json.dumps(COMPARE | many), 422)
    assert len(found["faults"]) == limits.JSON_FAULTS == 100
    assert found["detail"] == "There are 3000 faults. The first 100 are named."


def test_what_is_sent_comes_back_as_json_only(refused):
    found = refused(changed("task.activity", "<script>alert(1)</script>\u2028\x00"), 422)
    assert "<script>" in found["faults"][0]["message"]  # in JSON with nosniff, which no browser runs


def test_a_program_on_another_site_may_ask(client):
    """No cookie and no account: a question from elsewhere can do no more than one from here."""
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    assert client.post("/api/v1/compare", json=COMPARE, headers=headers).status_code == 200


def test_every_problem_that_can_be_met_is_on_the_page(client, read):
    page = read(client.get("/api?lang=en").text)
    for status in (400, 404, 405, 413, 415, 422, 500):
        assert page.one(id=f"problem-{status}").one("dt").text == f"{status}: {problem.WORDS[status][0]}"


def test_a_fault_of_ours_is_a_problem_too(make_app, caplog):
    def no_rates():
        raise ValueError("marked-value")

    answer = make_app(RATE_BOOK=no_rates).test_client().post("/api/v1/compare", json=COMPARE)
    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert answer.json["type"] == "/api#problem-500"
    assert "marked" not in answer.text + caplog.text


# Anything that JSON can hold, in any place of a question that is right.
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["all", "7", "unknown"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
POSTS = [endpoint for endpoint in ENDPOINTS if endpoint.method == "POST"]


def places(table, path=()):
    """Return the path of every value of a question."""
    found = [path] if path else []
    items = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    for name, value in items:
        found += places(value, (*path, name))
    return found


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), value=ODD)
def test_no_question_is_an_error_of_ours(client, data, value):
    endpoint = data.draw(st.sampled_from(POSTS))
    table = json.loads(json.dumps(endpoint.example))
    *steps, last = data.draw(st.sampled_from(places(table)))
    inner = table
    for step in steps:
        inner = inner[step]
    inner[last] = value
    answer = client.post(BASE + endpoint.path, data=json.dumps(table), content_type="application/json")
    assert answer.status_code in (200, 400, 422)
    assert answer.json


def test_no_message_about_a_body_speaks_of_a_file(refused):
    """A body is no file: no message speaks of one."""
    for body in ("{", "[]", "[" * 20, '{"a": NaN}', '{"a": 1, "a": 2}', '{"a": "\\ud800"}'):
        assert not re.search(r"\bfile\b", json.dumps(refused(body, 400)))
