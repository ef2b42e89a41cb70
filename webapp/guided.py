"""The guided route: the questions of the form one by one, to the same result at the same address.

Every page's address holds all answers so far. `at` asks for a question; `done` says which one has
just been answered, so that its answer is looked at before the next question is asked.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flask import Blueprint, abort, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from fairpay.errors import N_, Fault, InputError
from webapp import form, question
from webapp.languages import form_only, gettext, known_fields, words
from webapp.links import Links
from webapp.replies import rate_book

pages = Blueprint("guided", __name__)

_UNKNOWN_TICK = "_unknown"
# Where the last question leads: a page of the result, and the voice it speaks in.
_ENDS = ("result", "offer-sheet")


class Step(NamedTuple):
    """One question: its fields, its heading, and a sentence below it."""

    fields: tuple[str, ...]
    heading: str
    lead: str = ""


STEPS: Mapping[str, Step] = {
    "work": Step(("activity",), N_("What kind of work is it?")),
    "place": Step(("nation", "zone"), N_("Where is the work?")),
    "day": Step(("on", *question.DATE_PARTS), N_("When is the work?")),
    "attendance": Step(("attendance",), N_("How long is the meeting, event or session?")),
    "preparation": Step(
        ("preparation",), N_("How long does preparation take?"), N_("Reading, planning and calls before it.")
    ),
    "follow_up": Step(("follow_up",), N_("How long does follow-up take?"), N_("Debrief, notes and feedback after it.")),
    "travel": Step(
        ("travel", "count_travel"),
        N_("How long does travel take?"),
        N_("Travel is always shown. It counts as work only if you say so."),
    ),
    "group": Step(("people", "sessions"), N_("How many people, and how often?")),
    "offer": Step(("fee", "per"), N_("What would be paid?")),
}
_SHORT = {"preparation": N_("Preparation"), "follow_up": N_("Follow-up")}
_MESSAGES = {
    "no-kind": N_("Choose a kind of work, “None of these” or “I do not know”."),
    "unknown-and-known": N_("There is a number of hours, and “I do not know” is ticked too. Choose one of them."),
}
# That the work is none of the kinds is an answer here, so that it is kept apart from no answer.
_NO_KIND = "none"
_TICKS = tuple(f"{name}{_UNKNOWN_TICK}" for name in question.MAY_BE_UNKNOWN)
_NAMES = (*question.NAMES, *_TICKS, "see")


@pages.get("/guided")
@known_fields(*_NAMES, "at", "done")
def guided() -> str | Response | tuple[str, int]:
    """Ask a question; or look at an answer, and ask the next one or show the result."""
    done = request.args.get("done", "").strip()
    if not done or form_only():
        return _ask(_known(done or request.args.get("at", "").strip() or next(iter(STEPS))))
    _known(done)
    faults = [*_own_faults(done), *_faults(STEPS[done].fields)]
    if faults:
        return _ask(done, faults), 422
    following = _after(done)
    if following:
        return _ask(following)
    return _end()


def _known(step: str) -> str:
    if step not in STEPS:
        abort(404)
    return step


def _after(step: str) -> str | None:
    names = list(STEPS)
    return names[names.index(step) + 1] if step != names[-1] else None


def _end() -> str | Response | tuple[str, int]:
    """Show the result, or go back to the first question whose answer will not do."""
    try:
        asked = question.ask(_answers(), rate_book(), fee_needed=False)
    except InputError as error:
        at = next((step for step, item in STEPS.items() if error.faults[0].field in item.fields), next(iter(STEPS)))
        return _ask(at, [fault for fault in error.faults if fault.field in STEPS[at].fields]), 422
    see = request.args.get("see", "")
    page = f"result/{see}" if see in _ENDS[1:] else _ENDS[0]
    return redirect(Links(asked.tidy).to(page), 303)


def _faults(fields: Iterable[str]) -> list[Fault]:
    """Return what is wrong with the answer to one question; what is still to be asked is not wrong yet."""
    try:
        question.ask(_answers(), rate_book(), fee_needed=False)
    except InputError as error:
        early = ("no-hours", "day-fee-without-attendance") if "attendance" in fields else ()
        return [fault for fault in error.faults if fault.field in fields and fault.code not in early]
    return []


def _own_faults(step: str) -> list[Fault]:
    """Return what is wrong with an answer here that the form does not ask like this."""
    tick = f"{step}{_UNKNOWN_TICK}"
    if tick in _TICKS and request.args.get(tick, "").strip() and request.args.get(step, "").strip():
        return [Fault(step, "unknown-and-known", {})]
    if step == "work" and not request.args.get("activity", "").strip():
        return [Fault("activity", "no-kind", {})]
    return []


def _answers() -> dict[str, str]:
    """Return the answers so far as the form would have them."""
    found = {name: text for name, text in request.args.items() if name in question.NAMES}
    if found.get("activity", "").strip() == _NO_KIND:
        del found["activity"]
    for name in question.MAY_BE_UNKNOWN:
        if request.args.get(f"{name}{_UNKNOWN_TICK}", "").strip():
            found.setdefault(name, "")
            found[name] = found[name].strip() or question.UNKNOWN
    return found


def _ask(step: str, faults: Iterable[Fault] = ()) -> str:
    said = [(fault.field, _say(fault)) for fault in faults]
    asked, names, found = STEPS[step], list(STEPS), words()
    parts = form.form(request.args, rate_book(), found, current_app.config["TODAY"]())
    parts["typed"] |= {tick: request.args.get(tick, "") for tick in _TICKS}
    none, *kinds = form.kinds_of_work(rate_book(), found)
    parts["choices"]["activity"] = [*kinds, (_NO_KIND, none[1])]
    for name in question.MAY_BE_UNKNOWN:
        if parts["typed"][name].strip().lower() == question.UNKNOWN:
            parts["typed"] |= {name: "", f"{name}{_UNKNOWN_TICK}": "true"}
    own = (*asked.fields, *(f"{name}{_UNKNOWN_TICK}" for name in asked.fields))
    kept = [(name, text) for name, text in request.args.items() if name in _NAMES and name not in own and text.strip()]
    number = names.index(step)
    return render_template(
        "guided.html",
        **parts
        | {
            "faults": dict(said),
            "errors": [{"text": text, "href": f"#{field}"} for field, text in said],
            "h1": gettext(asked.heading),
            "h1_short": gettext(_SHORT.get(step, "")) if step in _SHORT else "",
            "lead": gettext(asked.lead) if asked.lead else "",
            "step": step,
            "kinds": form.kind_hints(rate_book(), found) if step == "work" else {},
            "kept": kept,
            "number": number + 1,
            "count": len(names),
            "back": {
                "text": gettext(N_("Back")),
                "href": Links(_all()).to("guided", at=names[number - 1]) if number else Links(()).to(""),
            },
            "short": Links(_answers().items()).to("price"),
        },
    )


def _all() -> list[tuple[str, str]]:
    return [(name, text) for name, text in request.args.items() if name in _NAMES]


def _say(fault: Fault) -> str:
    return gettext(_MESSAGES[fault.code]) if fault.code in _MESSAGES else question.say(fault, words())
