"""The fields by which the rate book is looked through, and what is wrong with them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from fairpay import browse
from fairpay.errors import N_, Fault
from fairpay.inputs import day
from fairpay.present.words import Words
from fairpay.rate import Rate
from fairpay.ratebook import RateBook
from webapp.figures import NATIONS

FIELDS = ("kind", "nation", "on", "known_on", "text")
# What a fault calls a field; the words of a task's fields do not fit here.
NAMES = {
    "kind": N_("the kind of figure"),
    "nation": N_("the nation"),
    "on": N_("the day"),
    "known_on": N_("the day by which figures were known"),
    "since": N_("the first day"),
    "until": N_("the last day"),
}
_NO_CHOICE = N_("Choose %(what)s from the list.")
_NO_DATE = N_("Enter %(what)s as a real date, like 2026-05-14.")
_EARLY = N_("The last day is before the first day. Enter a later one, or leave it out.")


class Selection(NamedTuple):
    """Which figures were asked for. `given` is the same as fields of an address."""

    kind: str | None
    nation: str | None
    on: date | None
    known_on: date | None
    text: str | None
    given: tuple[tuple[str, str], ...]

    def find(self, book: RateBook) -> tuple[Rate, ...]:
        return browse.find(
            kind=self.kind, nation=self.nation, on=self.on, known_on=self.known_on, text=self.text, book=book
        )


def given(query: Mapping[str, str], fields: Iterable[str]) -> dict[str, str]:
    """Return the fields of an address that say something."""
    return {name: text for name in fields if (text := query.get(name, "").strip())}


def read(query: Mapping[str, str], book: RateBook, faults: list[Fault]) -> Selection:
    """Read which figures are asked for; what is wrong is added to `faults`."""
    found = given(query, FIELDS)
    for name, known in (("kind", browse.kinds(book)), ("nation", NATIONS)):
        if found.get(name, next(iter(known))) not in known:
            faults.append(Fault(name, "no-choice", {}))
    on, known_on = (read_day(found, name, faults) for name in ("on", "known_on"))
    return Selection(found.get("kind"), found.get("nation"), on, known_on, found.get("text"), tuple(found.items()))


def read_day(query: Mapping[str, str], name: str, faults: list[Fault]) -> date | None:
    """Read a day; None where there is none, or none that can be read."""
    text = query.get(name, "").strip()
    if text:
        try:
            return day(text)
        except PydanticCustomError:
            faults.append(Fault(name, "no-date", {}))
    return None


def refuse_backwards(since: date | None, until: date | None, faults: list[Fault]) -> None:
    """Add a fault where a period ends before it starts."""
    if since is not None and until is not None and until < since:
        faults.append(Fault("until", "early", {}))


def say(faults: Iterable[Fault], words: Words) -> dict[str, Any]:
    """Return the faults for the template of a form: by field, and as the error summary."""
    templates = {"no-choice": _NO_CHOICE, "no-date": _NO_DATE, "early": _EARLY}
    said = {fault.field: words.say(templates[fault.code], {"what": words.say(NAMES[fault.field])}) for fault in faults}
    return {"faults": said, "errors": [{"text": text, "href": f"#{field}"} for field, text in said.items()]}
