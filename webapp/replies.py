"""What the views share: the rate book in use, and answers that are files."""

import json
from collections.abc import Callable
from typing import Any

from flask import Response, current_app, jsonify, make_response

from fairpay.errors import Fault, InputError
from fairpay.ratebook import RateBook
from fairpay.tables.writing import for_excel
from webapp import errors
from webapp.languages import gettext

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rate_book() -> RateBook:
    """Return the rate book of this application."""
    book: RateBook = current_app.config["RATE_BOOK"]()
    return book


def csv_file(text: str, name: str) -> Response:
    """Answer with a table as a file for a spreadsheet."""
    return _file(for_excel(text), "text/csv", f"{name}.csv")


def xlsx_file(content: bytes, name: str) -> Response:
    """Answer with a workbook as a file."""
    return _file(content, XLSX, f"{name}.xlsx")


def json_file(data: Any, name: str) -> Response:
    """Answer with data as a file."""
    return _file(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "application/json", f"{name}.json")


def json_answer(data: Any) -> Response:
    """Answer with data that a program reads."""
    response = make_response(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    response.mimetype = "application/json"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def problem(error: InputError, say: Callable[[Fault], str]) -> Response:
    """Answer a program whose question has faults: each with its field, its code and what `say` says of it."""
    faults = [{"field": fault.field, "code": fault.code, "message": say(fault)} for fault in error.faults]
    response = jsonify(type="about:blank", status=422, title=gettext(errors.WORDS[422][0]), faults=faults)
    response.status_code = 422
    response.mimetype = "application/problem+json"
    return response


def _file(content: str | bytes, mimetype: str, name: str) -> Response:
    response = make_response(content)
    response.mimetype = mimetype
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
