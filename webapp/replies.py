"""What the views share: the rate book in use, and answers that are files."""

import json
from typing import Any

from flask import Response, current_app, make_response

from fairpay.present.report import for_excel
from fairpay.ratebook import RateBook


def rate_book() -> RateBook:
    """Return the rate book of this application."""
    book: RateBook = current_app.config["RATE_BOOK"]()
    return book


def csv_file(text: str, name: str) -> Response:
    """Answer with a table as a file for a spreadsheet."""
    return _file(for_excel(text), "text/csv", f"{name}.csv")


def json_file(data: Any, name: str) -> Response:
    """Answer with data as a file."""
    return _file(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "application/json", f"{name}.json")


def _file(text: str, mimetype: str, name: str) -> Response:
    response = make_response(text)
    response.mimetype = mimetype
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
