"""Check a role: asked in a few short questions, answered at an address of its own.

Every page's address holds all answers so far. `at` asks for a question; `done` says which one has
just been answered.
"""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request
from werkzeug.exceptions import UnprocessableEntity
from werkzeug.wrappers import Response

import fairpay
from fairpay.errors import N_, Fault, InputError
from fairpay.present.advert_report import advert_data
from fairpay.present.role_report import role_data, role_table
from webapp import errors, role_question
from webapp.languages import form_only, gettext, known_fields, words
from webapp.links import Links
from webapp.question import DATE_PARTS
from webapp.replies import csv_file, json_answer, problem, rate_book
from webapp.role_form import LEVELS, STEPS, WORK, Form, fields_of
from webapp.role_question import FIELDS, LEVEL_BOXES, NOTHING, WORK_BOXES
from webapp.role_result import Page

pages = Blueprint("role", __name__)

# Where it is said that there is nothing to check, by the question that has been answered.
_NOTHING_AT = {WORK: WORK_BOXES[0], LEVELS: LEVEL_BOXES[0], "advert": "stated"}


@pages.get("/role")
@known_fields(*FIELDS, *WORK_BOXES, *LEVEL_BOXES, *DATE_PARTS, "at", "done")
def show() -> Any:
    """Ask a question; or look at an answer, and ask the next one or show the result."""
    done = request.args.get("done", "").strip()
    if not done or form_only():
        return _ask(_known(done or request.args.get("at", "").strip() or WORK))
    faults = role_question.in_order(_faults(_known(done)), fields_of(done))
    if faults:
        return _ask(done, faults), 422
    names = list(STEPS)
    if done == names[-1]:
        return _end()
    return _ask(names[names.index(WORK if done == LEVELS else done) + 1])


@pages.get("/role/result")
@known_fields(*FIELDS)
def show_result() -> Any:
    book = rate_book()
    try:
        asked = role_question.ask(request.args, book)
    except InputError as error:
        return _refuse(error)
    return render_template("role_result.html", **Page(asked, book, words(), Links(asked.tidy)).parts())


@pages.get("/role/result.json")
@known_fields(*FIELDS)
def result_json() -> Response:
    """Answer with the same object as `fairpay role --format json`."""
    book, said = rate_book(), words()
    try:
        asked = role_question.ask(request.args, book)
    except InputError as error:
        return problem(error, lambda fault: role_question.say(fault, said))
    found: dict[str, Any] = {"fairpay": fairpay.__version__}
    found |= {"role_check": role_data(asked.role, said, book)} if asked.role else {}
    found |= {"advert_check": advert_data(asked.advert, said, book)} if asked.advert else {}
    return json_answer(found)


@pages.get("/role/result.csv")
@known_fields(*FIELDS)
def result_csv() -> Any:
    try:
        asked = role_question.ask(request.args, rate_book())
    except InputError:
        return errors.page(UnprocessableEntity())
    return csv_file(role_table(asked.role, asked.advert, words()), gettext(N_("fairpay-role")))


# ---- the questions -------------------------------------------------------------------------------


def _known(step: str) -> str:
    if step not in (*STEPS, LEVELS):
        abort(404)
    return step


def _faults(done: str) -> list[Fault]:
    """Return what is wrong with the answers so far: plain ones stand for what is still to be asked."""
    given = role_question.given_in(request.args)
    plain = {"nation": "england", "on": current_app.config["TODAY"]().isoformat()} if done != list(STEPS)[-1] else {}
    if done in (WORK, LEVELS) and not ("band" in given or "salary" in given) and ("work" in given or "levels" in given):
        plain["band"] = "9"
    missing = {name: text for name, text in plain.items() if name not in given}
    try:
        role_question.ask(request.args.to_dict() | missing, rate_book())
    except InputError as error:
        nothing = _NOTHING_AT.get(done, "")
        return [fault._replace(field=nothing) if fault.code == NOTHING else fault for fault in error.faults]
    return []


def _end() -> Any:
    """Show the result, or go back to the first question whose answer will not do."""
    try:
        asked = role_question.ask(request.args, rate_book())
    except InputError as error:
        return _refuse(error)
    return redirect(Links(asked.tidy).to("role/result"), 303)


def _refuse(error: InputError) -> tuple[str, int]:
    """Ask the first question again whose answer will not do."""
    for step in (*STEPS, LEVELS):
        if faults := role_question.in_order(error.faults, fields_of(step)):
            return _ask(step, faults), 422
    raise error


def _ask(step: str, faults: Iterable[Fault] = ()) -> str:
    form = Form(step, request.args, rate_book(), words(), current_app.config["TODAY"]())
    return render_template("role.html", **form.parts(faults))
