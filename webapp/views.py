"""The pages: the start, the form, its result, the working of one rung, and the result as data."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request
from werkzeug.exceptions import UnprocessableEntity

import fairpay
from fairpay.errors import N_, InputError
from fairpay.present import report
from fairpay.present.document import document
from webapp import errors, form, question, result
from webapp.languages import gettext, known_fields, language, words
from webapp.links import Links
from webapp.replies import csv_file, json_answer, problem, rate_book

pages = Blueprint("pages", __name__)


def today() -> date:
    """Return today on this computer. Only the form reads the clock, to fill its date in."""
    return datetime.now().astimezone().date()


@pages.get("/")
def start() -> str:
    return render_template("start.html")


@pages.get("/price")
@known_fields(*question.NAMES)
def price() -> str:
    return _form()


@pages.get("/result")
@known_fields(*question.NAMES)
def show_result() -> str:
    asked = _asked()
    page = result.Page(asked, rate_book(), words(), Links(asked.tidy))
    return render_template("result.html", **page.parts())


@pages.get("/working")
@known_fields(*question.NAMES, "rung")
def show_working() -> str:
    asked = _asked()
    rung = request.args.get("rung", "")
    if rung not in asked.result:
        abort(404)
    parts = result.working_page(asked, rung, rate_book(), words(), Links(asked.tidy))
    return render_template("working.html", **parts)


@pages.get("/result.json")
@known_fields(*question.NAMES)
def result_json() -> Response:
    """Answer with the same object as `fairpay compare --format json`."""
    found = document(_asked().result, fairpay.__version__, rate_book(), language().code)
    return json_answer(found)


@pages.get("/result.csv")
@known_fields(*question.NAMES)
def result_csv() -> Response:
    """Answer with the ladder as a file for a spreadsheet."""
    return csv_file(report.table(_asked().result, language().code), gettext(N_("fairpay-result")))


@pages.errorhandler(InputError)
def refuse(error: InputError) -> Any:
    """Answer a question that cannot be priced: the form again, the faults as data, or what needs no fee."""
    if request.endpoint == "pages.result_csv":
        return errors.page(UnprocessableEntity())
    if request.endpoint == "pages.result_json":
        said = words()
        return problem(error, lambda fault: question.say(fault, said))
    if question.only_fee_unknown(error):
        return redirect(Links(question.ask_task(request.args).tidy).to("cards"), 303)
    return _form(error), 422


def _form(error: InputError | None = None) -> str:
    today = current_app.config["TODAY"]()
    faults = error.faults if error else ()
    return render_template("form.html", **form.form(request.args, rate_book(), words(), today, faults))


def _asked() -> question.Asked:
    return question.ask(request.args, rate_book())
