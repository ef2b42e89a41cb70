"""The form: what was typed, what is wrong with it, and what there is to choose from."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import fairpay
from fairpay.errors import N_, Fault
from fairpay.present import wording
from fairpay.present.card_tables import step_label
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.task import ANY_ACTIVITY, BANDS, NATIONS, ZONES
from webapp import question

# What a fee can be for, as the form asks it.
PER = {
    "hour": N_("An hour"),
    "half-day": N_("Half a day"),
    "day": N_("A day"),
    "session": N_("A session"),
    "task": N_("The whole task"),
    question.UNPAID: N_("It is unpaid"),
    question.UNKNOWN: N_("I do not know yet"),
}
BASES = {
    "pay": N_("Pay to the person"),
    "cost": N_("Cost to the organisation"),
}
BAND = N_("Band %(band)s")
_NO_ACTIVITY = N_("None of these")
_ANY_ACTIVITY = N_("I do not know: show the whole range")
_SUM = N_("Indicative: Band %(band)s, %(total)s points.")
_SUM_WITHOUT_BAND = N_("Indicative: above all bands, %(total)s points.")
_NO_BAND = N_("By the kind of work")
_NO_CARD = N_("No, the offer is a fee")
_YES = N_("Yes")

Choices = list[tuple[str, str]]


def form(
    query: Mapping[str, str], book: RateBook, words: Words, today: date, faults: Iterable[Fault] = ()
) -> dict[str, Any]:
    """Return what the template of the form needs: values as typed, choices, and faults in words."""
    said: dict[str, str] = {}
    errors = []
    for fault in faults:
        text = question.say(fault, words)
        errors.append({"text": text, "href": f"#{fault.field}"})
        said[fault.field] = f"{said[fault.field]} {text}" if fault.field in said else text
    return {
        "typed": _typed(query, today),
        "faults": said,
        "errors": errors,
        "more_open": bool(question.given_more(query)) or any(name in said for name in question.MORE),
        "choices": {
            "per": [(per, words.say(text)) for per, text in PER.items()],
            "nation": [(nation, words.say(wording.NATIONS[nation])) for nation in NATIONS],
            "activity": list(_kinds_with_bands(book, words)),
            "band": [("", words.say(_NO_BAND)), *((band, words.say(BAND, {"band": band})) for band in BANDS)],
            "zone": [(zone, words.say(wording.ZONES[zone])) for zone in ZONES],
            "basis": [(basis, words.say(text)) for basis, text in BASES.items()],
            "yes": [("true", words.say(_YES))],
        },
        "no_card": words.say(_NO_CARD),
        "cards": _cards(book, words),
    }


def kinds_of_work(book: RateBook, words: Words) -> Choices:
    """Return what can be answered about the kind of work."""
    return [("", words.say(_NO_ACTIVITY)), *activities(book, words), (ANY_ACTIVITY, words.say(_ANY_ACTIVITY))]


def _kinds_with_bands(book: RateBook, words: Words) -> Iterator[tuple[str, str]]:
    """Yield the same with what each kind of work adds up to."""
    none, *_, unknown = kinds_of_work(book, words)
    yield none
    yield from activities_with_bands(book, words)
    yield unknown


def activities_with_bands(book: RateBook, words: Words) -> Iterator[tuple[str, str]]:
    """Yield the kinds of work alone with what each adds up to."""
    for (name, title), text in zip(activities(book, words), _sums(book, words), strict=True):
        yield name, f"{title}. {text}"


def kind_hints(book: RateBook, words: Words) -> dict[str, str]:
    """Return what a person does in each kind of work, and then what it adds up to."""
    summaries = ((item.summary_cy if words.lang == "cy" else item.summary) for item in book.activities.values())
    return {
        name: f"{summary} {text}"
        for name, summary, text in zip(book.activities, summaries, _sums(book, words), strict=True)
    }


def _sums(book: RateBook, words: Words) -> Iterator[str]:
    """Yield what each kind of work adds up to: points and a band, which are indicative."""
    for found in _evaluations(book):
        template = _SUM if found.band else _SUM_WITHOUT_BAND
        yield words.say(template, {"total": found.total, "band": found.band})


@lru_cache(maxsize=4)
def _evaluations(book: RateBook) -> tuple[fairpay.Evaluation, ...]:
    """Return what each kind of work adds up to, worked out once for a rate book."""
    levels = ({name: item.level for name, item in one.levels.items()} for one in book.activities.values())
    return tuple(fairpay.evaluate(one, book=book) for one in levels)


def activities(book: RateBook, words: Words) -> Choices:
    """Return the kinds of work, from the one that asks least."""
    return [
        (activity.id, activity.title_cy if words.lang == "cy" else activity.title)
        for activity in book.activities.values()
    ]


def _cards(book: RateBook, words: Words) -> list[tuple[str, Choices]]:
    """Return the steps of each rate card under its title."""
    return [
        (
            f"{card.organisation}: {card.title}",
            [(f"{card.id}:{step.id}", step_label(step, words, own=card.id in book.own)) for step in card.steps],
        )
        for card in book.cards.values()
    ]


def _typed(query: Mapping[str, str], today: date) -> dict[str, str]:
    """Return what each field shows: what was typed, and today where no date was asked for yet."""
    values = dict.fromkeys(question.NAMES, "") | {name: text for name, text in query.items() if name in question.NAMES}
    values["per"] = values["per"].strip() or "day"
    for name in ("zone", "basis"):
        values[name] = values[name].strip() or question.DEFAULTS[name]
    if not any(values[part].strip() for part in question.DATE_PARTS):
        asked = values["on"].strip()
        if asked or not any(name in query for name in (*question.DATE_PARTS, "on")):
            parts = _parts(asked) if asked else (str(today.day), str(today.month), str(today.year))
            values |= dict(zip(question.DATE_PARTS, parts, strict=True))
    return values


def _parts(asked: str) -> tuple[str, str, str]:
    """Split a date of an address over the three boxes; what is no date stays whole, in the first one."""
    year, _, rest = asked.partition("-")
    month, _, dayname = rest.partition("-")
    if all(part.isdecimal() for part in (year, month, dayname)):
        return dayname.lstrip("0"), month.lstrip("0"), year
    return asked, "", ""
