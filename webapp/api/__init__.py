"""The JSON interface, below /api/v1: the questions of the pages and of the command line, for programs."""

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, request

from fairpay.errors import InputError
from webapp import problem
from webapp.api import asked
from webapp.api.endpoint import Endpoint
from webapp.api.endpoints import BASE, ENDPOINTS
from webapp.api.openapi import openapi
from webapp.languages import NAMES, choose
from webapp.replies import rate_book

pages = Blueprint("api", __name__)


def _view(endpoint: Endpoint) -> Callable[..., Response]:
    def view(**in_path: str) -> Response:
        given = {**request.args, **in_path}
        if endpoint.method == "POST":
            asked.refuse_fields(given)
            given = asked.body()
        if given.get("lang") in list(NAMES):  # before anything else of it is found wrong
            choose(given["lang"])
        question = asked.read(endpoint.asked, given)
        return _json(endpoint.answer(question, rate_book()))

    return view


for _endpoint in ENDPOINTS:
    pages.add_url_rule(BASE + _endpoint.path, _endpoint.name, _view(_endpoint), methods=[_endpoint.method])


@pages.get("/openapi.json")
def description() -> Response:
    """Answer with the description for programs."""
    return _json(openapi(rate_book(), request.root_path))


@pages.errorhandler(InputError)
def refuse(error: InputError) -> Response:
    """Answer a question that cannot be read, or cannot be answered."""
    return problem.of_faults(400 if isinstance(error, asked.UnreadableError) else 422, error.faults)


def _json(data: Any) -> Response:
    # Only the limits in the description are decimals: every amount is text.
    response = make_response(json.dumps(data, ensure_ascii=False, default=float) + "\n")
    response.mimetype = "application/json"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
