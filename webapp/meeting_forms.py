"""The forms of a meeting: what was typed, what is wrong with it, and what there is to choose from."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from flask import current_app

import fairpay
from fairpay import dates
from fairpay.comparators.rung import Scope
from fairpay.errors import N_, Fault
from fairpay.inputs import number
from fairpay.meetings.pricing import Prices
from fairpay.meetings.seats import GROUP_OF, GROUPS, Kind
from fairpay.present import wording
from fairpay.present.language import money_text, number_text
from fairpay.present.meeting_words import GROUPS as GROUP_NAMES
from fairpay.present.meeting_words import paid_as
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.task import BANDS, Nation, Zone
from webapp import form
from webapp.meeting_seats import COMMON, SEATS, Asked, priced_by

KIND_NAMES: Mapping[Kind, tuple[str, str]] = {
    "fee": (N_("A fee"), N_("An amount for each hour, half a day, day or meeting.")),
    "unpaid": (N_("Unpaid"), N_("Nobody pays for this time.")),
    "salary": (N_("A salary"), N_("Staff on an Agenda for Change band.")),
    "director": (N_("A director"), N_("An executive director or a chief executive.")),
    "non-executive": (N_("A non-executive director or chair"), N_("Paid a fee for the year.")),
    "consultant": (N_("A consultant"), N_("Paid a rate for the day.")),
}
_PER = {unit: form.PER[unit] for unit in ("hour", "half-day", "day")} | {"meeting": N_("The whole meeting")}
_POINTS = {"entry": N_("Entry point"), "intermediate": N_("Intermediate point"), "top": N_("Top point")}
_OWN_RATE = N_("A day rate of our own, entered below")
_CHOOSE = N_("Choose from the list")
_NO_KIND = N_("Choose the kind of seat.")
_AT_SEAT = N_("Seat %(number)s: %(fault)s")
_LAST_KNOWN = "last_known_scale"


def details(
    asked: Asked, query: Mapping[str, str], faults: Iterable[Fault], book: RateBook, words: Words
) -> dict[str, Any]:
    """Return what the form about the meeting itself needs."""
    parts = form.form(query, book, words, current_app.config["TODAY"](), faults)
    carried = query.get(_LAST_KNOWN, "").strip() in ("yes", "true")
    own = {"hours": query.get("hours", ""), _LAST_KNOWN: "true" if carried else ""}
    parity = asked.details.get("parity_at", "")
    return {
        **{name: parts[name] for name in ("faults", "errors", "choices")},
        "typed": parts["typed"] | own,
        "more_open": carried or query.get("zone", "").strip() not in ("", "none"),
        "kept": [*asked.kept()[1:], *([("parity_at", parity)] if parity else [])],
        "back_to": asked.links().to("meeting") if asked.details.get("on") else "",
    }


def overview(
    asked: Asked, found: fairpay.Meeting | None, faults: Iterable[Fault], words: Words, *, no_kind: bool
) -> dict[str, Any]:
    """Return what the page of the seats so far needs."""
    errors = [_told(fault, words) for fault in faults]
    if no_kind:
        errors.append({"text": words.say(_NO_KIND), "href": "#kind"})
    links = asked.links()
    seats = [
        {
            "number": place,
            "said": _seat_said(asked, found, place, words),
            "change": links.to("meeting", change=str(place)),
            "remove": asked.without(place).links().to("meeting"),
        }
        for place in range(1, len(asked.seats) + 1)
    ]
    return {
        "errors": errors,
        "no_kind": words.say(_NO_KIND) if no_kind else "",
        "meeting": meeting_said(asked, words),
        "change": links.to("meeting", change="meeting"),
        "seats": seats,
        "result": links.to("meeting/result") if found is not None else "",
        "kinds": [(kind, *map(words.say, said)) for kind, said in KIND_NAMES.items()],
        "full": len(seats) >= len(SEATS),
        "most": len(SEATS),
        "kept": asked.kept(),
    }


def _told(fault: Fault, words: Words) -> dict[str, str]:
    """Say what is wrong with a seat, and link to it."""
    number = fault.field.split(".")[1]
    return {"text": words.say(_AT_SEAT, {"number": number, "fault": fault}), "href": f"#seat-{number}"}


def _seat_said(asked: Asked, found: fairpay.Meeting | None, place: int, words: Words) -> dict[str, Any]:
    """Say what a seat is; while another seat has a fault, as it stands in the address."""
    if found is None:
        raw = list(asked.seats.values())[place - 1]
        return {"raw": ", ".join(text for text in raw.values() if text)}
    seat = found.seats[place - 1]
    return {
        "raw": "",
        "people": seat.people,
        "paid_as": paid_as(seat, words),
        "group": words.say(GROUP_NAMES[seat.group]),
        "hours": number_text(seat.hours.counted),
        "hourly": money_text(seat.rung.pay.hourly),
    }


def meeting_said(asked: Asked, words: Words) -> list[str]:
    """Say when and where the meeting is and how long it takes."""
    given = asked.details
    said = [words.date(dates.parse(given["on"])), words.say(wording.NATIONS[given["nation"].lower()])]
    if given.get("zone", "none").lower() not in ("", "none"):
        said.append(words.say(wording.ZONES[given["zone"].lower()]))
    hours = number(given["hours"])
    said.append(words.ngettext("%(hours)s hour long", "%(hours)s hours long", hours, {"hours": hours}))
    if given.get(_LAST_KNOWN):
        said.append(words.say(N_("Last known pay scale")))
    return said


def seat(
    asked: Asked, given: Mapping[str, str], place: int, faults: Iterable[Fault], book: RateBook, words: Words
) -> dict[str, Any]:
    """Return what the form of one seat needs."""
    kind = cast(Kind, given["kind"])
    told: dict[str, str] = {}
    for fault in faults:
        field = fault.field.rpartition(".")[2]
        told.setdefault(field if field in (*COMMON, *priced_by(kind)) else "count", words.fault(fault))
    usual = {"group": GROUP_OF[kind], "per": "day", "point": "entry"}
    names = (*COMMON, "amount", "per", "band", "point", "comparator")
    return {
        "kind": kind,
        "name": words.say(KIND_NAMES[kind][0]),
        "place": place,
        "typed": {name: given.get(name) or usual.get(name, "") for name in names},
        "faults": told,
        "errors": [{"text": text, "href": f"#{field}"} for field, text in told.items()],
        "choices": _choices(asked, kind, book, words),
        "length": number_text(number(asked.details["hours"])),
        "kept": [*asked.kept(), ("kind", kind)],
    }


def _choices(asked: Asked, kind: Kind, book: RateBook, words: Words) -> dict[str, form.Choices]:
    choices: dict[str, form.Choices] = {
        "per": [(unit, words.say(text)) for unit, text in _PER.items()],
        "point": [(point, words.say(text)) for point, text in _POINTS.items()],
        "band": [("", words.say(_CHOOSE)), *((band, words.say(form.BAND, {"band": band})) for band in BANDS)],
        "group": [(group, words.say(GROUP_NAMES[group])) for group in GROUPS],
    }
    if "comparator" in priced_by(kind):
        first = _OWN_RATE if kind == "consultant" else _CHOOSE
        sticks = Prices(book, _scope(asked)).choices(kind)
        named = sorted((words.label(stick.label), name) for name, stick in sticks.items())
        choices["comparator"] = [("", words.say(first)), *((name, text) for text, name in named)]
    return choices


def _scope(asked: Asked) -> Scope:
    """Return the day and place of a meeting whose details have no fault."""
    given = asked.details
    nation, zone = given["nation"].lower(), given.get("zone", "").lower() or "none"
    carried = bool(given.get(_LAST_KNOWN))
    return Scope(dates.parse(given["on"]), cast(Nation, nation), cast(Zone, zone), None, carried, None)
