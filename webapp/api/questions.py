"""The questions that the JSON interface works out an answer to: a price ladder, factor levels."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

import fairpay
from fairpay.comparison import Basis, Result
from fairpay.errors import N_, FairpayError, Fault, InputError
from fairpay.present.advert_report import advert_data
from fairpay.present.document import document
from fairpay.present.evaluation_report import evaluation_data
from fairpay.present.match_report import match_data
from fairpay.present.role_report import role_data
from fairpay.ratebook import RateBook
from fairpay.role import Advert, Role
from webapp.api import shapes
from webapp.api.asked import Asked, Day
from webapp.api.endpoint import Endpoint
from webapp.languages import language, words

_ALL = ["all"]
_EXAMPLE_TASK = {
    "on": "2026-05-14",
    "nation": "england",
    "hours": {"attendance": 6, "preparation": 2, "follow_up": 1},
    "people": 3,
    "band": "7",
}
_FACTORS = (
    *("communication", "knowledge", "analytical", "planning", "physical_skills", "patient_care", "policy"),
    *("financial_resources", "human_resources", "information_resources", "research", "freedom_to_act"),
    *("physical_effort", "mental_effort", "emotional_effort", "working_conditions"),
)
_EXAMPLE_LEVELS = dict(zip(_FACTORS, map(int, "5744213234241412"), strict=True))


class Compare(Asked):
    """A task and what is offered for it. `working` names the rungs whose steps to write out, or all."""

    task: fairpay.Task
    offer: fairpay.Offer
    known_on: Day | None = None
    basis: Basis = "pay"
    last_known_scale: bool = False
    working: list[str] | None = None


def compare(asked: Compare, book: RateBook) -> dict[str, Any]:
    """Return the price ladder: the same object as `fairpay compare --format json`."""
    try:
        result = fairpay.compare(
            asked.task,
            asked.offer,
            known_on=asked.known_on,
            basis=asked.basis,
            last_known_scale=asked.last_known_scale,
            book=book,
        )
    except InputError as error:
        raise InputError(_placed(error.faults, {"task": fairpay.Task, "offer": fairpay.Offer})) from None
    except FairpayError as error:  # a figure that every ladder needs has no value for this day
        raise InputError([Fault("task.on", error.code, error.params)]) from None
    return document(result, fairpay.__version__, book, language().code, _working(asked.working, result))


def _placed(faults: Iterable[Fault], models: Mapping[str, type[BaseModel]]) -> list[Fault]:
    """Say where in the body the fields are that the engine knows by their own names."""
    places = {name: place for place, model in models.items() for name in model.model_fields}
    return [
        fault._replace(
            field=f"{place}.{fault.field}" if (place := places.get(fault.field.partition(".")[0])) else fault.field
        )
        for fault in faults
    ]


def _working(wanted: list[str] | None, result: Result) -> list[str] | None:
    if wanted == _ALL:
        return [rung.id for rung in result.rungs]
    unknown = [name for name in wanted or () if name not in result]
    if unknown:
        raise InputError([Fault("working", "no-rung", {"value": name}) for name in unknown])
    return wanted


class Evaluate(Asked):
    """A level for each of the sixteen factors, and a job profile to match where there is one."""

    levels: Mapping[str, Any]
    profile: Mapping[str, Any] | None = None


def evaluate(asked: Evaluate, book: RateBook) -> dict[str, Any]:
    """Return the total and the band: the same object as `fairpay evaluate --format json`."""
    said = words()
    if asked.profile is None:
        return evaluation_data(fairpay.evaluate(asked.levels, book=book), said, book)
    found = fairpay.match(asked.levels, asked.profile, book=book)
    return evaluation_data(found.evaluation, said, book) | {"match": match_data(found, said, book)}


class Roles(Asked):
    """A role to check, or the arithmetic of an advert, or both."""

    role: Role | None = None
    advert: Advert | None = None
    known_on: Day | None = None
    last_known_scale: bool = False


def role(asked: Roles, book: RateBook) -> dict[str, Any]:
    """Return what was asked: the same object as `fairpay role --format json`."""
    if asked.role is None and asked.advert is None:
        raise InputError([Fault("role", "missing", {"name": "role"})])
    found: dict[str, Any] = {"fairpay": fairpay.__version__}
    try:
        if asked.role is not None:
            checked = fairpay.check_role(
                asked.role, known_on=asked.known_on, last_known_scale=asked.last_known_scale, book=book
            )
            found["role_check"] = role_data(checked, words(), book)
        if asked.advert is not None:
            sums = fairpay.check_advert(asked.advert, known_on=asked.known_on, book=book)
            found["advert_check"] = advert_data(sums, words(), book)
    except InputError as error:
        part = "advert" if "role_check" in found or asked.role is None else "role"
        raise InputError(_placed(error.faults, {part: Role if part == "role" else Advert})) from None
    return found


ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/compare",
        about=N_("Puts an offer for a piece of work beside every other pay for the same work: the price ladder."),
        asked=Compare,
        answer=compare,
        gives=shapes.LADDER,
        example={"task": _EXAMPLE_TASK, "offer": {"amount": "150", "per": "day"}},
        shows={"true_hourly": "16.67", "benchmark": "afc.7.entry", "shortfall": "77.31", "verdict": "below-benchmark"},
    ),
    Endpoint(
        method="POST",
        path="/evaluate",
        about=N_("Adds up sixteen factor levels: the total and the indicative band."),
        asked=Evaluate,
        answer=evaluate,
        gives=shapes.EVALUATION,
        example={"levels": _EXAMPLE_LEVELS},
        shows={"total": 499, "band": "7"},
    ),
    Endpoint(
        method="POST",
        path="/role",
        about=N_("Evaluates the work of a role beside its advertised pay, and checks the arithmetic of an advert."),
        asked=Roles,
        answer=role,
        gives=shapes.ROLE,
        example={
            "role": {
                "on": "2026-05-14",
                "nation": "england",
                "band": "4",
                "activities": {"peer-support-session": 60, "co-facilitate-workshop": 40},
                "fte": "0.5",
            }
        },
        shows={"role_check": {"verdict": "advertised-below-indicative", "hours": {"week": "18.75", "share": "0.5"}}},
    ),
)
