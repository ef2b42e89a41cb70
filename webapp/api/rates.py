"""The rate book through the JSON interface: the same lists as `fairpay rates` writes."""

from typing import Any

from werkzeug.exceptions import NotFound

from fairpay import browse, changes
from fairpay.errors import N_, Fault, InputError
from fairpay.present import rate_tables
from fairpay.ratebook import RateBook
from webapp.api import shapes
from webapp.api.asked import Asked, Day, one_of
from webapp.api.endpoint import Endpoint
from webapp.figures import NATIONS


class Figures(Asked):
    """Which figures: all for which everything that is given holds."""

    kind: str | None = None
    nation: one_of(NATIONS) | None = None  # type: ignore[valid-type]
    on: Day | None = None
    known_on: Day | None = None
    text: str | None = None


def figures(asked: Figures, book: RateBook) -> list[dict[str, Any]]:
    """Return the figures, as `fairpay rates list` does."""
    wanted = asked.model_dump(exclude={"lang"})
    if asked.kind is not None and asked.kind not in browse.kinds(book):
        params = {"name": "kind", "choices": ", ".join(browse.kinds(book))}
        raise InputError([Fault("kind", "not-a-choice", params)])
    return [rate_tables.rate_data(rate, book) for rate in browse.find(**wanted, book=book)]


class Figure(Asked):
    """One figure by its id."""

    id: str


def figure(asked: Figure, book: RateBook) -> dict[str, Any]:
    """Return one figure in full."""
    for rate in browse.find(book=book):
        if rate.id == asked.id:
            return rate_tables.rate_data(rate, book)
    raise NotFound


def sources(_: Asked, book: RateBook) -> list[dict[str, Any]]:
    """Return every source, as `fairpay rates sources` does."""
    found = sorted(book.sources.values(), key=lambda source: source.id)
    return [source.model_dump(mode="json") for source in found]


class Changes(Asked):
    """The days between which something became known, both included."""

    since: Day
    until: Day | None = None


def became_known(asked: Changes, book: RateBook) -> list[dict[str, Any]]:
    """Return what became known, as `fairpay rates changes` does."""
    found = changes.changes(asked.since, until=asked.until, book=book)
    return [rate_tables.change_data(change, book) for change in found]


def to_confirm(_: Asked, book: RateBook) -> list[dict[str, Any]]:
    """Return every figure below `official`, as `fairpay rates verify-list` does."""
    return [rate_tables.verify_data(item, book) for item in browse.to_verify(book)]


class OnDay(Asked):
    """The day on which to look."""

    on: Day


def check(asked: OnDay, book: RateBook) -> dict[str, Any]:
    """Return how the rate book stands on a day, as `fairpay rates check` does."""
    report = browse.check(book, asked.on)
    names = {"stale": report.stale, "unconfirmed": report.unconfirmed}
    return {"grades": dict(report.grades)} | {name: [rate.id for rate in rates] for name, rates in names.items()}


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/rates",
        about=N_("Finds figures by kind, nation, day or words, each with its sources."),
        asked=Figures,
        answer=figures,
        gives=shapes.every(shapes.RATE),
        example={"kind": "minimum_wage", "on": "2026-05-14", "text": "adult"},
        shows=[{"id": "minimum_wage.adult.2026", "value": "12.71", "unit": "GBP/hour"}],
    ),
    Endpoint(
        method="GET",
        path="/rates/<id>",
        about=N_("Gives one figure by its id."),
        asked=Figure,
        answer=figure,
        gives=shapes.RATE,
        example={"id": "mileage.car.2026"},
        shows={"value": "0.55", "effective_from": "2026-04-06", "known_from": "2026-05-21"},
    ),
    Endpoint(
        method="GET",
        path="/rates/sources",
        about=N_("Lists every source, with its address."),
        asked=Asked,
        answer=sources,
        gives=shapes.every(shapes.SOURCE),
        example={},
        shows=[],
    ),
    Endpoint(
        method="GET",
        path="/rates/changes",
        about=N_("Lists what became known between two days, and what it changed backwards."),
        asked=Changes,
        answer=became_known,
        gives=shapes.every(shapes.CHANGE),
        example={"since": "2026-05-01", "until": "2026-05-31"},
        shows=[{"id": "mileage.car.2026", "value": "0.55", "replaced_value": "0.45", "backdated_from": "2026-04-06"}],
    ),
    Endpoint(
        method="GET",
        path="/rates/verify",
        about=N_("Lists every figure below the grade “official”, and where it can be confirmed."),
        asked=Asked,
        answer=to_confirm,
        gives=shapes.every(shapes.TO_CONFIRM),
        example={},
        shows=[],
    ),
    Endpoint(
        method="GET",
        path="/rates/check",
        about=N_("Says how the figures stand on a day: how many of each grade, and which are out of date."),
        asked=OnDay,
        answer=check,
        gives=shapes.REPORT,
        example={"on": "2026-05-14"},
        shows={},
    ),
)
