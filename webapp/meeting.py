"""Round the table: a meeting and its seats, asked for one at a time, and what it comes to.

Every page's address holds the meeting so far, and nothing is stored.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.exceptions import UnprocessableEntity
from werkzeug.wrappers import Response

import fairpay
from fairpay.errors import N_, Fault, InputError
from fairpay.meetings.seats import KINDS
from fairpay.present import meeting_report
from webapp import errors, meeting_forms, meeting_result, question
from webapp.languages import form_only, gettext, known_fields, language, words
from webapp.meeting_seats import COMMON, FIELDS, SEATS, Asked, read, seat_of, tidy
from webapp.replies import csv_file, json_answer, problem, rate_book

pages = Blueprint("meeting", __name__)

_DETAILS = ("on", *question.DATE_PARTS, "nation", "zone", "hours", "last_known_scale")
_SEAT = (*COMMON, "amount", "per", "band", "point", "comparator")


@pages.get("/meeting")
@known_fields(*FIELDS, *_DETAILS, "parity_at", *_SEAT, "kind", "add", "change")
def show() -> Any:
    """Ask about the meeting, then for its seats, one at a time."""
    asked, query = read(request.args), request.args
    if any(name in query for name in _DETAILS):
        return _details(asked, query) if form_only() else _take_details(asked)
    if not asked.details.get("on") or query.get("change") == "meeting":
        return _details(asked, asked.details)
    if faults := _faults_of(asked.without_parity().details):
        return _details(asked, asked.details, faults), 422
    if "count" in query:
        return _take_seat(asked)
    if "change" in query:
        return _change_seat(asked, query["change"])
    if form_only():
        return _overview(asked)
    if query.get("kind") in KINDS and len(asked.seats) < len(SEATS):
        return _seat(asked, {"kind": query["kind"]}, len(asked.seats) + 1, back=asked)
    return _overview(asked, no_kind="add" in query)


@pages.get("/meeting/result")
@known_fields(*FIELDS, "parity_at")
def show_result() -> Any:
    """Show what the meeting comes to; without seats, or with a fault in them, its seats."""
    asked, book, said = _with_parity(), rate_book(), words()
    plain = asked.without_parity()
    if faults := _faults_of(plain.details):
        return _details(asked, asked.details, faults), 422
    if not asked.seats:
        return _overview(asked, no_kind=True)
    try:
        found = plain.answer(book)
    except InputError:
        return _overview(asked)
    fault = ""
    if asked != plain:
        try:
            found = asked.answer(book)
        except InputError as error:  # a benchmark that is none
            fault = said.fault(error.faults[0])
    parts = meeting_result.Page(asked, found, book, said, fault).parts()
    return render_template("meeting_result.html", **parts), 422 if fault else 200


@pages.get("/meeting/result.json")
@known_fields(*FIELDS, "parity_at")
def result_json() -> Response:
    """Answer with the same object as `fairpay meeting --format json`."""
    book = rate_book()
    try:
        found = _with_parity().answer(book)
    except InputError as error:
        said = words()
        return problem(error, said.fault)
    data = meeting_report.meeting_data(found, fairpay.__version__, book, language().code)
    return json_answer(data)


@pages.get("/meeting/result.csv")
@known_fields(*FIELDS, "parity_at")
def result_csv() -> Any:
    """Answer with the seats as a file for a spreadsheet."""
    try:
        found = _with_parity().answer(rate_book())
    except InputError:
        return errors.page(UnprocessableEntity())
    return csv_file(meeting_report.table(found, language().code), gettext(N_("fairpay-meeting")))


def _with_parity() -> Asked:
    """Read the meeting, with the benchmark for parity that is asked for beside it."""
    asked = read(request.args)
    if (parity := request.args.get("parity_at")) is None:
        return asked
    return asked._replace(details={**asked.details, "parity_at": parity.strip()})


# ---- the meeting itself --------------------------------------------------------------------------------


def _take_details(asked: Asked) -> Any:
    """Read the form about the meeting, and go on to its seats."""
    query = request.args
    details = {name: query.get(name, "").strip() for name in ("on", "nation", "zone", "hours", "parity_at")}
    parts = [query.get(part, "").strip() for part in question.DATE_PARTS]
    if any(parts):
        details["on"] = "{2}-{1:0>2}-{0:0>2}".format(*parts)
    if query.get("last_known_scale", "").strip():
        details["last_known_scale"] = "yes"
    if faults := _faults_of({name: text for name, text in details.items() if name != "parity_at"}):
        return _details(asked, query, faults), 422
    return redirect(asked._replace(details=details).links().to("meeting"), 303)


def _faults_of(details: Mapping[str, str]) -> list[Fault]:
    """Return what is wrong with when, where and how long a meeting is, in the order and the words of its form."""
    faults = [] if details.get("hours") else [Fault("hours", "missing", {"name": "meeting_hours"})]
    try:
        Asked(details, {SEATS[0]: {"kind": "unpaid", "count": "1", "attendance": "1"}}).answer(rate_book())
    except InputError as error:
        faults += error.faults
    said = {fault.field: fault for fault in reversed(faults)}
    if "on" in said and said["on"].code in ("missing", "not-a-date"):
        said["on"] = Fault("on", "date-parts", {"name": "meeting_on"})
    if "nation" in said and said["nation"].code == "missing":
        said["nation"] = Fault("nation", "no-choice", {"name": "nation"})
    return [said[name] for name in ("on", "hours", "nation", "zone") if name in said]


def _details(asked: Asked, query: Mapping[str, str], faults: Iterable[Fault] = ()) -> str:
    return render_template("meeting_details.html", **meeting_forms.details(asked, query, faults, rate_book(), words()))


# ---- its seats -----------------------------------------------------------------------------------------


def _overview(asked: Asked, *, no_kind: bool = False) -> Any:
    """Show the seats so far, and ask for the next one; what is wrong with a seat is told there."""
    found, faults = None, []
    try:
        found = asked.without_parity().answer(rate_book()) if asked.seats else None
    except InputError as error:
        faults = list(error.faults)
    parts = meeting_forms.overview(asked, found, faults, words(), no_kind=no_kind)
    chosen = request.args.get("kind", "")
    return render_template("meeting.html", **parts, chosen=chosen), 422 if parts["errors"] else 200


def _change_seat(asked: Asked, text: str) -> Any:
    """Ask for a seat again, with what it says now."""
    if text not in map(str, range(1, len(asked.seats) + 1)):
        abort(404)
    place = int(text)
    return _seat(asked.without(place), list(asked.seats.values())[place - 1], place, back=asked)


def _take_seat(asked: Asked) -> Any:
    """Read the form of a seat, and put it with the others."""
    kind = request.args.get("kind", "")
    if kind not in KINDS or len(asked.seats) >= len(SEATS):
        return _overview(asked, no_kind=True)
    seat = seat_of(request.args, kind)
    tried, place = asked.with_seat(seat)
    back = asked if place == len(asked.seats) + 1 else None  # a seat that is changed is no longer in this address
    if form_only():
        return _seat(asked, seat, place, back=back)
    own: list[Fault] = []
    try:
        tried.answer(rate_book())
    except InputError as error:
        own = [fault for fault in error.faults if fault.field.startswith(f"seat.{place}.")]
    if own:
        return _seat(asked, seat, place, own, back=back), 422
    done, _ = asked.with_seat(tidy(seat))
    return redirect(done.links().to("meeting"), 303)


def _seat(
    asked: Asked, seat: Mapping[str, str], place: int, faults: Iterable[Fault] = (), *, back: Asked | None
) -> Any:
    """Show the form of a seat. The seats beside it keep their fields, so that it takes the one that is free."""
    if seat["kind"] not in KINDS:  # an address that was altered by hand
        return _overview(back or asked)
    parts = meeting_forms.seat(asked, seat, place, faults, rate_book(), words())
    return render_template("meeting_seat.html", **parts, back_to=back.links().to("meeting") if back else "")
