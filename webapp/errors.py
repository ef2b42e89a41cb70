"""Error pages: in the look and the language of the app, repeating nothing that was sent."""

from typing import Any

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from fairpay.errors import N_
from webapp import limits, problem
from webapp.languages import gettext

# Status: heading, what to do.
WORDS: dict[int, tuple[str, str]] = {
    400: (
        N_("This address cannot be read"),
        N_(
            "It holds something no page of fairpay asks for, or more than a page can take. "
            "Start again from the first page."
        ),
    ),
    403: (
        N_("This form came from another site"),
        N_("fairpay only answers forms of its own pages. Open the page here and fill it in again."),
    ),
    404: (
        N_("Page not found"),
        N_("If you typed the address, check it. If you pasted it, check that you copied all of it."),
    ),
    405: (
        N_("This page cannot be used like that"),
        N_("Open the page from the first page, and use the form on it."),
    ),
    413: (
        N_("The file is too large"),
        N_("The selected file must be smaller than 2MB. Take out what is not needed, or split the file in two."),
    ),
    415: (
        N_("This kind of content cannot be read"),
        N_("Send the form as the page gives it, or JSON where the page asks for JSON."),
    ),
    422: (
        N_("Some answers cannot be used"),
        N_("Go back, check the answers and send them again."),
    ),
    429: (
        N_("Too many requests"),
        N_("Wait a minute and try again."),
    ),
    500: (
        N_("Something went wrong"),
        N_(
            "The fault is in fairpay, not in what you did. "
            "Your answers are in the address of the page before: go back and try again later."
        ),
    ),
    503: (
        N_("fairpay is busy"),
        N_("Wait a few seconds and try again."),
    ),
}
# Why an address or a form cannot be read, where the description of the error is one of these codes.
_REASONS = {
    "given-twice": N_("One of the fields was given twice, so it is not clear which one counts. Give it once."),
    "too-long": N_(
        "One of the fields holds more than %(most)s characters, so nothing was read. Make it shorter. "
        "In a browser, go back: what you typed is still there."
    ),
}


def install(app: Flask) -> None:
    """Answer every HTTP error, and every fault of ours, with a page of the app."""
    app.register_error_handler(HTTPException, page)


def page(error: HTTPException) -> Response | HTTPException:
    """Answer an error. Headers that belong to it (Allow, Retry-After) stay."""
    status = error.code or 500
    if status < 400:
        return error
    g.error_page = True
    for_programs = request.path.startswith("/api/")
    of_status = for_programs and problem.WORDS.get(status)
    heading, advice = of_status or WORDS.get(status) or WORDS[400 if status < 500 else 500]
    heading, advice = gettext(heading), gettext(advice)
    if error.description in _REASONS:
        advice = gettext(_REASONS[error.description]) % {"most": limits.QUERY_FIELD_CHARACTERS}
    if for_programs:
        response = problem.of_status(status, heading, advice)
    elif request.path.endswith(".json"):
        response = jsonify(type="about:blank", status=status, title=heading, detail=advice)
        response.mimetype = "application/problem+json"
    else:
        response = make_response(render_template("error.html", h1=heading, advice=advice))
    response.status_code = status
    response.headers.update(_headers(error))
    return response


def _headers(error: HTTPException) -> dict[str, Any]:
    kept = dict(error.get_headers(request.environ))
    if error.response is not None:
        kept.update(error.response.headers)
    return {name: value for name, value in kept.items() if name in ("Allow", "Retry-After")}
