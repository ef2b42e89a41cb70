"""The rate book as pages: look through it, with the same functions as `fairpay rates`."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from werkzeug.exceptions import UnprocessableEntity

from fairpay.errors import N_, Fault
from fairpay.present import rate_tables, wording
from fairpay.present.words import Words
from fairpay.rate import Rate
from fairpay.ratebook import RateBook
from webapp import errors, filters, pager
from webapp.cells import Cell, rate_name
from webapp.figure import Figure
from webapp.figures import NATIONS, days, kind_choices, value_text
from webapp.languages import gettext, known_fields, words
from webapp.links import Links
from webapp.replies import csv_file, json_file, rate_book

pages = Blueprint("rates", __name__)

_ANY_NATION = N_("Any")
_FILE = N_("fairpay-rates")


@pages.get("/rates")
@known_fields(*filters.FIELDS, "page")
def show() -> tuple[str, int]:
    book, said, faults = rate_book(), words(), list[Fault]()
    selection = filters.read(request.args, book, faults)
    links = Links(selection.given)
    listed = pager.part((), links, "rates") if faults else pager.part(selection.find(book), links, "rates")
    page = render_template(
        "rates.html",
        part=listed,
        rows=[row(rate, said, Links(())) for rate in listed.items],
        csv=links.to("rates.csv"),
        json=links.to("rates.json"),
        **_form(request.args, book, said),
        **filters.say(faults, said),
    )
    return page, 422 if faults else 200


@pages.get("/rates.csv")
@known_fields(*filters.FIELDS)
def rates_csv() -> Response | Any:
    found = _data()
    if found is None:
        return errors.page(UnprocessableEntity())
    return csv_file(rate_tables.table(found), gettext(_FILE))


@pages.get("/rates.json")
@known_fields(*filters.FIELDS)
def rates_json() -> Response | Any:
    found = _data()
    return errors.page(UnprocessableEntity()) if found is None else json_file(found, gettext(_FILE))


@pages.get("/rates/<name>")
@known_fields()
def show_figure(name: str) -> str:
    book = rate_book()
    rate = (book.rows.get(name) and _rate(name, book)) or _card_rate(name, book)
    if rate is None:
        abort(404)
    return render_template("figure.html", **Figure(rate, book, words(), Links(())).parts())


def row(rate: Rate, words: Words, links: Links) -> list[Cell]:
    """Return a figure as one line of a table."""
    return [
        rate_name(rate, words, links.to(f"rates/{rate.id}")),
        Cell(value_text(rate, words)),
        days(rate, words),
        Cell(words.say(wording.GRADE_NAMES[rate.evidence])),
    ]


def _data() -> list[dict[str, Any]] | None:
    """Return the selection as plain data; None where it cannot be read."""
    book, faults = rate_book(), list[Fault]()
    selection = filters.read(request.args, book, faults)
    return None if faults else [rate_tables.rate_data(rate, book) for rate in selection.find(book)]


def _form(query: Mapping[str, str], book: RateBook, words: Words) -> dict[str, Any]:
    nations = [(name, words.say(text)) for name, text in NATIONS.items()]
    return {
        "typed": {name: query.get(name, "") for name in filters.FIELDS},
        "choices": {
            "kind": kind_choices(book, words),
            "nation": [("", words.say(_ANY_NATION)), *nations],
        },
    }


def _rate(name: str, book: RateBook) -> Rate | None:
    return next((rate for rate in book.series[book.rows[name].series] if rate.id == name), None)


def _card_rate(name: str, book: RateBook) -> Rate | None:
    return next((rate for rate in book.card_rates() if rate.id == name), None)
