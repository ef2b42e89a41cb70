"""What goes wrong in the JSON interface, as problem documents (RFC 9457), in the language of the request."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Response, make_response, request

from fairpay.dates import Period
from fairpay.errors import MESSAGES, N_, Fault
from fairpay.present.words import Words
from webapp import limits
from webapp.languages import gettext, words

# Status: title, what to do. The page /api lists them, and `type` leads to their place there.
WORDS: dict[int, tuple[str, str]] = {
    400: (
        N_("The request cannot be read"),
        N_("It is not correct JSON, or a field of the address is there twice or is too long."),
    ),
    404: (
        N_("There is nothing at this address"),
        N_("Check the address, and the name of the figure where it has one."),
    ),
    405: (
        N_("This address does not take this method"),
        N_("The header Allow names the methods that it takes."),
    ),
    413: (
        N_("The body is too large"),
        N_("Send less at once: the page of limits says how much."),
    ),
    415: (
        N_("The body is not JSON"),
        N_("Send JSON in UTF-8, not compressed, with the header Content-Type: application/json."),
    ),
    422: (
        N_("The question cannot be answered"),
        N_("Correct what “faults” names and send it again."),
    ),
    500: (
        N_("Something went wrong"),
        N_("The fault is in fairpay, not in what you sent. Try again later."),
    ),
}
_MORE = N_("There are %(count)s faults. The first %(limit)s are named.")
# Faults that only a body can have.
_MESSAGES = {
    "not-json": N_("The body is not correct JSON: %(where)s."),
    "not-an-object": N_("The body must be one JSON object."),
    "not-a-cell": N_("Each cell of a row is text or a number."),
}


def of_status(status: int, heading: str, advice: str) -> Response:
    """Answer an HTTP error; its heading and advice are translated already."""
    return _problem(status, heading, advice)


def of_faults(status: int, faults: Sequence[Fault]) -> Response:
    """Answer with what is wrong with a question: where, as a code, and in words."""
    said = words()
    heading, advice = map(gettext, WORDS[status])
    if len(faults) > limits.JSON_FAULTS:
        advice = said.say(_MORE, {"count": len(faults), "limit": limits.JSON_FAULTS})
    return _problem(status, heading, advice, faults=[_fault(fault, said) for fault in faults[: limits.JSON_FAULTS]])


def _problem(status: int, heading: str, advice: str, **more: Any) -> Response:
    body = {"type": f"{request.root_path}/api#problem-{status}", "title": heading, "status": status, "detail": advice}
    response = make_response(json.dumps(body | more, ensure_ascii=False), status)
    response.mimetype = "application/problem+json"
    return response


def _fault(fault: Fault, said: Words) -> dict[str, Any]:
    template = _MESSAGES.get(fault.code) or MESSAGES[fault.code]
    return {
        "field": fault.field,
        "code": fault.code,
        "message": said.say(template, fault.params),
        "params": {name: _plain(value, said) for name, value in fault.params.items()},
    }


def _plain(value: Any, said: Words) -> Any:
    if isinstance(value, Fault):
        return said.fault(value)
    return str(value) if isinstance(value, Decimal | date | Period) else value
