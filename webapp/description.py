"""The words of a job description: pasted or sent as a file, checked, answered and forgotten.

The text is in no address and in no log. The answer holds it in a box, to be changed and checked again.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request

import fairpay
from fairpay.caveat import Caveat
from fairpay.description import decoded
from fairpay.description.text import MOST_BYTES, MOST_CHARACTERS
from fairpay.errors import N_, Fault, InputError
from webapp import form, limits, uploads
from webapp.description_result import Page
from webapp.languages import form_only, gettext, known_fields, words
from webapp.links import Links
from webapp.replies import rate_book
from webapp.role_form import kinds_alone
from webapp.role_question import ACTIVITIES, work_of

pages = Blueprint("description", __name__)

_KINDS = tuple(f"activity{number}" for number in range(1, ACTIVITIES + 1))
_TWO_GIVEN = "two-given"
_MESSAGES = {_TWO_GIVEN: N_("Give one description: as a file or as text, not both.")}


@pages.get("/description")
@known_fields("work")
def show() -> str:
    """Ask for a text. The kinds of work come from the address, as the pages about a role write them."""
    asked = [name for name, _ in work_of(request.args.get("work", ""))]
    if len(asked) > len(_KINDS) or not set(asked) <= set(rate_book().activities):
        abort(400)
    return render_template("description.html", **_form(dict(zip(_KINDS, asked, strict=False))))


@pages.post("/description")
@known_fields()
def check() -> Any:
    """Check a text. Nothing of it is kept."""
    request.max_form_memory_size = limits.DESCRIPTION_FIELD_BYTES
    _refuse_odd_fields()
    book = rate_book()
    kinds = {box: request.form.get(box, "").strip() for box in _KINDS}
    pasted = request.form.get("text", "")
    if form_only():
        return render_template("description.html", **_form(kinds, pasted))
    with uploads.reading():
        try:
            text, notes = _given(pasted)
            found = fairpay.check_description(text, activities=dict.fromkeys(filter(None, kinds.values())), book=book)
        except InputError as error:
            return render_template("description.html", **_form(kinds, pasted, error.faults)), 422
    found = found._replace(caveats=(*found.caveats, *notes))
    return render_template("description_result.html", **_form(kinds, text) | Page(found, book, words()).parts())


def _given(pasted: str) -> tuple[str, tuple[Caveat, ...]]:
    """Return the text that was sent, and what to know about how it was read."""
    sent = request.files.get("file")
    content = sent.stream.read(MOST_BYTES + 1) if sent is not None else b""
    if content.strip() and pasted.strip():
        raise InputError([Fault("text", _TWO_GIVEN, {})])
    return decoded(content) if content.strip() else (pasted, ())


def _form(kinds: Mapping[str, str], text: str = "", faults: Iterable[Fault] = ()) -> dict[str, Any]:
    """Return what the form needs: what was typed, what is wrong with it, and what there is to choose from."""
    book, said, told = rate_book(), words(), {}
    for fault in faults:
        field = "text"
        if fault.code == "unknown-activity":
            field = next(box for box in _KINDS if kinds[box] == fault.params["value"])
        told[field] = gettext(_MESSAGES[fault.code]) if fault.code in _MESSAGES else said.fault(fault)
    activities = [("", said.say(N_("Choose a kind of work"))), *form.activities_with_bands(book, said)]
    return {
        "form": {
            "typed": dict.fromkeys(_KINDS, "") | dict(kinds) | {"text": text},
            "faults": told,
            "choices": dict.fromkeys(_KINDS, activities),
        },
        "errors": [{"text": message, "href": f"#{field}"} for field, message in told.items()],
        "limit": f"{MOST_CHARACTERS:,}",
        "kinds": kinds_alone(book, said),
        "role": Links(()).to("role"),
        "again": Links(()).to("description"),
    }


def _refuse_odd_fields() -> None:
    """Refuse one field given twice, and a kind of work that is longer than a field may be."""
    for fields in (request.form, request.files):
        if any(len(given) > 1 for _, given in fields.lists()):
            abort(400, "given-twice")
    if any(len(request.form.get(box, "")) > limits.QUERY_FIELD_CHARACTERS for box in _KINDS):
        abort(400)
