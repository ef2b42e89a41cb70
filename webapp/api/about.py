"""The page about the JSON interface: its addresses, examples that a test asks, and its problems."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import Blueprint, render_template

from webapp import limits, problem
from webapp.api.endpoint import Endpoint
from webapp.api.endpoints import BASE, ENDPOINTS
from webapp.cells import Cell
from webapp.languages import known_fields, words

pages = Blueprint("api_pages", __name__)


class Example(NamedTuple):
    """A request as it is sent, and a part of what comes back."""

    name: str
    address: str
    body: str
    answer: str


@pages.get("/api")
@known_fields()
def show() -> str:
    said = words()
    return render_template(
        "api.html",
        base=BASE,
        limit=limits.JSON_BYTES // 1024,
        rows=[
            [Cell(f"{item.method} {BASE}{item.path}", english=True), Cell(said.say(item.about))] for item in ENDPOINTS
        ],
        examples=list(_examples()),
        problems=[
            (status, said.say(title), said.say(advice)) for status, (title, advice) in sorted(problem.WORDS.items())
        ],
    )


def _examples() -> Iterator[Example]:
    for endpoint in ENDPOINTS:
        if endpoint.shows:
            body = _text(endpoint.example) if endpoint.method == "POST" else ""
            yield Example(endpoint.name, f"{endpoint.method} {address(endpoint)}", body, _text(endpoint.shows))


def address(endpoint: Endpoint) -> str:
    """Return the address at which an endpoint answers its example."""
    path, fields = BASE + endpoint.path, {}
    if endpoint.method == "GET":
        for name, value in endpoint.example.items():
            if f"<{name}>" in path:
                path = path.replace(f"<{name}>", value)
            else:
                fields[name] = value
    return path + ("?" + urlencode(fields) if fields else "")


def _text(data: Any) -> str:
    """Write JSON so that what fits into a line stays in one."""
    short = json.dumps(data, ensure_ascii=False)
    if len(short) < 90 or not isinstance(data, dict):
        return short
    parts = (f"  {json.dumps(name)}: {_text(value)}".replace("\n", "\n  ") for name, value in data.items())
    return "{\n" + ",\n".join(parts) + "\n}"
