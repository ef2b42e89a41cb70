"""/openapi.json: it is true of what the server does, and schemathesis finds nothing."""

import json
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import jsonschema_rs
import pytest

from webapp import limits, problem
from webapp.api import about
from webapp.api.endpoints import BASE, ENDPOINTS

SEED = 1
CONFIG = Path(__file__).with_name("schemathesis.toml")
POSTS = {endpoint.name: endpoint for endpoint in ENDPOINTS if endpoint.method == "POST"}


@pytest.fixture(scope="module")
def openapi(app):
    return json.loads(app.test_client().get("/openapi.json").text, parse_float=Decimal)


def referred(value):
    """Yield every reference in the document."""
    for name, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if name == "$ref":
            yield item
        else:
            yield from referred(item)


def at(openapi, reference):
    place = openapi
    for step in reference.removeprefix("#/").split("/"):
        place = place[step]
    return place


def test_every_address_with_every_status(app, openapi):
    assert openapi["openapi"] == "3.1.0"
    rules = {str(rule) for rule in app.url_map.iter_rules() if str(rule).startswith(BASE)}
    assert {re.sub(r"\{(\w+)\}", r"<\1>", path) for path in openapi["paths"]} == rules
    for path, methods in openapi["paths"].items():
        ((method, operation),) = methods.items()
        statuses = {"200", "400", "405", "415", "422", "500"}
        statuses |= {"413"} if method == "post" else set()
        statuses |= {"404"} if "{" in path else set()
        assert set(operation["responses"]) == statuses
        assert operation["summary"].endswith(".")
    assert len({operation["operationId"] for item in openapi["paths"].values() for operation in item.values()}) == len(
        ENDPOINTS
    )
    for status in problem.WORDS:
        answer = openapi["components"]["responses"][f"Problem{status}"]
        assert list(answer["content"]) == ["application/problem+json"]


def test_every_reference_and_every_schema_is_sound(openapi):
    found = set(referred(openapi))
    assert len(found) > 10
    for reference in found:
        assert at(openapi, reference)
    for schema in openapi["components"]["schemas"].values():
        jsonschema_rs.meta.validate(schema)
        assert (
            schema.get("additionalProperties", True) is False or "anyOf" in schema or "status" in schema["properties"]
        )


def validator(openapi, schema):
    return jsonschema_rs.Draft202012Validator({**schema, "components": openapi["components"]})


@pytest.mark.parametrize("name", [endpoint.name for endpoint in ENDPOINTS])
def test_examples_and_answers_are_as_described(client, openapi, name):
    (endpoint,) = [item for item in ENDPOINTS if item.name == name]
    if endpoint.method == "POST":
        schema = {"$ref": f"#/components/schemas/{endpoint.asked.__name__}"}
        validator(openapi, schema).validate(endpoint.example)
        answer = client.post(BASE + endpoint.path, json=endpoint.example)
    else:
        answer = client.get(about.address(endpoint))
    validator(openapi, endpoint.gives).validate(answer.json)


def test_a_problem_is_as_described(client, openapi):
    schema = validator(openapi, {"$ref": "#/components/schemas/Problem"})
    for body in ("{", "{}", '{"task": {"hours": {"attendance": 25}}, "extra": 1}'):
        schema.validate(client.post("/api/v1/compare", data=body, content_type="application/json").json)
    schema.validate(client.get("/api/v1/nothing").json)
    assert not schema.is_valid({"status": 400})


# ---- ranges --------------------------------------------------------------------------------------


def ranges(schema, openapi, path=()):
    """Yield the path, the least and the greatest of every number with a range in a schema."""
    if "$ref" in schema:
        yield from ranges(at(openapi, schema["$ref"]), openapi, path)
    for kind in schema.get("anyOf", ()):
        yield from ranges(kind, openapi, path)
    if "maximum" in schema:
        yield path, schema["minimum"], schema["maximum"], schema["type"]
    for name, field in schema.get("properties", {}).items():
        yield from ranges(field, openapi, (*path, name))
    if isinstance(schema.get("items"), dict) and "properties" in schema["items"]:
        yield from ranges(schema["items"], openapi, (*path, 0))


def put(table, path, value):
    """Return a copy of a table with one value set, making the tables on the way to it."""
    copy = inner = json.loads(json.dumps(table))
    for step in path[:-1]:
        inner = inner[step] if isinstance(step, int) else inner.setdefault(step, {})
    inner[path[-1]] = value
    return copy


BEYOND = {"out-of-range", "factor-level", "profile-level"}


@pytest.mark.parametrize("name", POSTS)
def test_a_number_in_its_range_is_read_and_one_beyond_it_is_not(client, openapi, name):
    endpoint = POSTS[name]
    found = list(ranges({"$ref": f"#/components/schemas/{endpoint.asked.__name__}"}, openapi))
    assert found
    for path, least, most, kind in found:
        asked = endpoint.example
        if path == ("offer", "amount"):  # the greatest depends on what it is for
            asked = put(asked, ("offer", "per"), "task" if most > 5000 else "day")
        step = 1 if kind == "integer" else Decimal("0.01")
        for value, right in ((least, True), (most, True), (least - step, False), (most + step, False)):
            body = json.dumps(put(asked, path, "HERE")).replace('"HERE"', str(value))
            answer = client.post(BASE + endpoint.path, data=body, content_type="application/json")
            field = ".".join(map(str, path))
            codes = {fault["code"] for fault in answer.json.get("faults", ()) if fault["field"] == field}
            assert bool(codes & BEYOND) is not right, (field, value, codes)


# ---- schemathesis --------------------------------------------------------------------------------


def test_schemathesis_finds_nothing(served, tmp_path):
    """It sends what the document allows and what it does not, to the running server.

    The seed is fixed: a run that fails fails again. By hand: schemathesis run ADDRESS/openapi.json
    """
    command = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    assert command is not None
    options = ["--phases", "examples,coverage,fuzzing", "--max-examples", "10", "--seed", str(SEED), "--workers", "1"]
    options += ["--request-timeout", "60", "--generation-database", "none", "--warnings", "off", "--no-color"]
    done = subprocess.run(
        [command, "--config-file", str(CONFIG), "run", f"{served}/openapi.json", *options],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    said = "\n".join(line[:500] for line in done.stdout.splitlines())
    assert done.returncode == 0, said
    assert f"Selected: {len(ENDPOINTS)}/{len(ENDPOINTS)}" in said
    cases = re.search(r"(\d+) generated", said)
    assert cases is not None
    assert int(cases.group(1)) > 1_000


def test_the_document_says_the_limits(openapi):
    said = openapi["info"]["description"]
    assert f"at most {limits.JSON_BYTES // 1024} kB and {limits.JSON_DEPTH} levels" in said
    schemas = openapi["components"]["schemas"]
    assert schemas["Lines"]["properties"]["rows"]["maxItems"] == limits.JSON_ROWS
    assert schemas["Seats"]["properties"]["seats"]["maxItems"] == limits.JSON_SEATS


def test_the_names_of_the_rate_book_are_choices(openapi, make_app):
    book = make_app().config["RATE_BOOK"]()
    schemas = openapi["components"]["schemas"]
    task, (*_, by_card) = schemas["Task"]["properties"], schemas["Offer"]["anyOf"]
    assert set(task["activity"]["anyOf"][0]["enum"]) >= set(book.activities)
    assert set(task["levels"]["anyOf"][0]["properties"]) == {factor.id for factor in book.plan.factors}
    assert by_card["properties"]["card"]["enum"] == list(book.card_steps())


def test_addresses_in_the_document_are_those_of_the_site(client, make_app):
    found = client.get("/openapi.json", headers={"Host": "evil.example"}).json
    assert found["servers"] == [{"url": "/"}]
    proxied = make_app(BEHIND_PROXY=True, TRUSTED_HOSTS=["fairpay.example"]).test_client()
    headers = {"X-Forwarded-Host": "fairpay.example", "X-Forwarded-Prefix": "/pay"}
    assert proxied.get("/openapi.json", headers=headers).json["servers"] == [{"url": "/pay"}]
