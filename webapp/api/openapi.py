"""The description of the JSON interface for programs (OpenAPI 3.1), made from what it reads and answers."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic.json_schema import models_json_schema

import fairpay
from fairpay import browse
from fairpay.budget.options import comparators
from fairpay.ratebook import RateBook
from fairpay.task import ANY_ACTIVITY
from webapp import limits, problem
from webapp.api import fields, shapes
from webapp.api.endpoint import Endpoint
from webapp.api.endpoints import BASE, ENDPOINTS

Schema = dict[str, Any]

_REF = "#/components/schemas/{model}"
_ALWAYS, _WITH_BODY, _WITH_NAME = (400, 405, 415, 422, 500), (413,), (404,)


@lru_cache(maxsize=4)
def openapi(book: RateBook, root: str) -> Schema:
    """Return the document, with the names that are in a rate book.

    Args:
        book: the rate book, which brings the activities, rate cards, factors and kinds of figures.
        root: the path at which the pages are served, empty for the whole host.
    """
    paths: dict[str, Schema] = {}
    for endpoint in ENDPOINTS:
        path = BASE + re.sub(r"<(\w+)>", r"{\1}", endpoint.path)
        paths.setdefault(path, {})[endpoint.method.lower()] = _operation(endpoint, book)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "fairpay",
            "version": fairpay.__version__,
            "summary": "What an involvement fee comes to beside other pay for the same work, every figure sourced.",
            "description": (
                "Money is text with two decimals; figures may be sent as numbers or as text. Nothing is stored. "
                f"A body holds at most {limits.JSON_BYTES // 1024} kB and {limits.JSON_DEPTH} levels of brackets. "
                "A range holds for a figure that is sent as text too. "
                "Status 422 is also the answer where every field is right by itself and the question cannot be "
                "answered, for want of a rate for the day or because two fields contradict each other."
            ),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "externalDocs": {"url": f"{root}/api"},
        "servers": [{"url": root or "/"}],
        "paths": paths,
        "components": {
            "schemas": {**_bodies(book), "Problem": shapes.PROBLEM},
            "responses": {f"Problem{status}": _problem(status) for status in problem.WORDS},
        },
    }


def _operation(endpoint: Endpoint, book: RateBook) -> Schema:
    statuses = _ALWAYS + (_WITH_BODY if endpoint.method == "POST" else ())
    statuses += _WITH_NAME if "<" in endpoint.path else ()
    asks: Schema
    if endpoint.method == "POST":
        schema = {"$ref": _REF.format(model=endpoint.asked.__name__)}
        content = {"application/json": {"schema": schema, "example": endpoint.example}}
        asks = {"requestBody": {"required": True, "content": content}}
    else:
        asks = {"parameters": list(_parameters(endpoint, book))}
    return {
        "operationId": endpoint.name,
        "summary": endpoint.about,
        **asks,
        "responses": {
            "200": {"description": "The answer.", "content": {"application/json": {"schema": endpoint.gives}}},
            **{str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in sorted(statuses)},
        },
    }


def _parameters(endpoint: Endpoint, book: RateBook) -> list[Schema]:
    schema = endpoint.asked.model_json_schema()
    if "kind" in schema["properties"]:
        schema["properties"]["kind"] = fields.one_of(browse.kinds(book))
    found = []
    for name, field in schema["properties"].items():
        in_path = f"<{name}>" in endpoint.path
        entry = {
            "name": name,
            "in": "path" if in_path else "query",
            "required": name in schema.get("required", ()),
            "schema": _given(field),
        }
        found.append(entry | ({"example": endpoint.example[name]} if name in endpoint.example else {}))
    return found


def _given(field: Schema) -> Schema:
    """Return the schema of a field of an address, which is left out rather than null."""
    kinds = [kind for kind in field.get("anyOf", [field]) if kind != fields.NULL]
    (schema,) = kinds
    return {"maxLength": limits.QUERY_FIELD_CHARACTERS} | {
        name: value for name, value in schema.items() if name != "title"
    }


def _bodies(book: RateBook) -> Mapping[str, Schema]:
    """Return the schemas of what is sent in a body, with what only the rate book knows."""
    models = [(endpoint.asked, "validation") for endpoint in ENDPOINTS if endpoint.method == "POST"]
    _, schema = models_json_schema(models, ref_template=_REF)  # type: ignore[arg-type]
    found: dict[str, Schema] = schema["$defs"]
    levels, activities = fields.levels(book), [*book.activities, ANY_ACTIVITY]
    found["Offer"] = {"description": found["Offer"]["description"]} | fields.offer(book)
    found["Task"]["properties"]["activity"] = fields.optional(fields.one_of(activities))
    found["Task"]["properties"]["levels"] = fields.optional(fields.closed(levels, levels))
    found["Evaluate"]["properties"]["levels"] = fields.closed(levels, levels)
    found["Evaluate"]["properties"]["profile"] = fields.optional(fields.profile(book))
    share, _ = found["Role"]["properties"]["activities"]["anyOf"]
    of_week = fields.closed(dict.fromkeys(book.activities, share["additionalProperties"]))
    found["Role"]["properties"]["activities"] = fields.optional(of_week)
    found["Role"]["properties"]["levels"] = fields.optional(fields.closed(levels))
    found["Lines"]["properties"]["unpaid_at"] = fields.optional(fields.one_of(comparators(book)))
    return found


def _problem(status: int) -> Schema:
    title, _ = problem.WORDS[status]
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    answer: Schema = {"description": title, "content": content}
    if status == 405:
        answer["headers"] = {"Allow": {"schema": shapes.TEXT}}
    return answer
