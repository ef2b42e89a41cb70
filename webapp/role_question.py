"""The question about a role in an address: query fields → a role, an advert, or what is wrong with them.

The form asks for activities and factor levels in many boxes. In an address they are one field each:
`work=peer-support-session:60,committee-member:40` and `levels=4,3-4,?,…`, the levels in the order
of the factor plan, "?" for one that is not known.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from pydantic_core import PydanticCustomError

import fairpay
from fairpay.errors import N_, Fault, InputError
from fairpay.evaluation import UNKNOWN, level_faults
from fairpay.inputs import day
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.role import Advert, AdvertCheck, Role, RoleCheck
from webapp.question import DATE_PARTS

ACTIVITIES = 4
WORK_BOXES = tuple(f"{kind}{number}" for number in range(1, ACTIVITIES + 1) for kind in ("activity", "share"))
# What an address holds, in the order of the questions.
FIELDS = (
    *("work", "levels", "band", "salary", "stated", "hours", "days", "fte", "years"),
    *("nation", "zone", "on", "known_on", "last_known_scale"),
)
# One box for each factor, in the order of the factor plan.
LEVEL_BOXES = tuple(f"level{number}" for number in range(1, 17))
# Fields that say something of a role; an advert alone has none of them.
OF_A_ROLE = ("work", "levels", "band", "zone", "years")
NOTHING = "nothing-to-check"
_ADVERT = ("on", "nation", "salary", "stated", "hours", "days", "fte")
_ROLE = ("on", "nation", "zone", "band", "salary", "activities", "levels", "hours", "days", "fte", "years")
_CHOICES = ("band", "nation", "zone", "last_known_scale")
_NUMBERS = range(1, ACTIVITIES + 1)
_SAY_NOTHING = (("zone", "none"), ("last_known_scale", "false"))
_ALL_WEEK = "100"
_NOT_KNOWN = "?"
_DATE = "role_on"  # what the date is called here
_PARTS = re.compile(r",(?=[a-z:])")  # a comma in a figure parts nothing
_SHARE, _KIND, _TWICE, _TOO_MANY = "share-missing", "kind-missing", "kind-twice", "kinds-too-many"
_COUNT, _DATE_PARTS, _NO_DATE, _NO_CHOICE = "levels-count", "date-parts", "not-a-date", "no-choice"
_MESSAGES = {
    NOTHING: N_(
        "There is nothing to check yet. Choose at least one kind of work, or the level of at least one factor. "
        "To check only the sum in an advert, enter the pay it states."
    ),
    _KIND: N_("Choose the kind of work that takes this share of the week, or empty the share."),
    _SHARE: N_("Enter the share of the week that each kind of work takes, like 60."),
    _TWICE: N_("This kind of work is there twice. Give it once, with its whole share of the week."),
    _TOO_MANY: N_("Choose no more than %(most)s kinds of work."),
    _COUNT: N_("This address does not hold a level for each of the %(count)s factors. Choose them again."),
    _DATE_PARTS: N_("Enter %(name)s as a real date, with the day, the month and the year in figures, like 14 5 2026."),
    _NO_CHOICE: N_("Choose %(name)s."),
    "hours-more-than-once": N_("Enter the hours a week, the days a week or the share of full time: one of the three."),
}
Model = TypeVar("Model", Role, Advert)


class Asked(NamedTuple):
    """What an address asks for: the check of a role, of an advert, or of both; `tidy` is the same question."""

    role: RoleCheck | None
    advert: AdvertCheck | None
    tidy: tuple[tuple[str, str], ...]


def ask(query: Mapping[str, str], book: RateBook) -> Asked:
    """Read a query and work its answer out.

    Raises:
        InputError: something is wrong; every fault is named by its field on the form.
    """
    given = given_in(query)
    faults: list[Fault] = []
    places = {name: number for number, (name, _) in enumerate(work_of(given.get("work", "")), start=1)}
    on = _date(given, faults)
    known_on = _day(given.get("known_on"), "known_on", faults)
    carried = _flag(given, "last_known_scale", faults)
    if "nation" not in given:
        faults.append(Fault("nation", _NO_CHOICE, {"name": "nation"}))
    values: dict[str, Any] = dict(given) | {"on": on, "activities": _work(given, faults)}
    values["levels"] = _levels(given, book, faults)
    advert, role = None, None
    if "stated" in given:
        advert = _built(Advert, _ADVERT, values, places, faults, book)
    if any(name in given for name in OF_A_ROLE):
        role = _built(Role, _ROLE, values, places, faults, book)
    elif "stated" not in given:
        faults.append(Fault(WORK_BOXES[0], NOTHING, {}))
    if faults:
        raise InputError(list({(fault.field, fault.code): fault for fault in faults}.values()))
    try:
        return Asked(
            fairpay.check_role(role, known_on=known_on, last_known_scale=carried, book=book) if role else None,
            fairpay.check_advert(advert, known_on=known_on, book=book) if advert else None,
            tuple(tidy(given | {"on": on.isoformat()})),
        )
    except InputError as error:
        raise InputError([_ours(fault, places, book) for fault in error.faults]) from None


def given_in(query: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that say something, with the boxes of the form folded into `work`, `levels` and `on`."""
    given = {name: text for name in FIELDS if (text := query.get(name, "").strip())}
    given |= {name: given[name].lower() for name in _CHOICES if name in given}
    if any(box in query for box in WORK_BOXES):
        boxes = [(query.get(f"activity{number}", ""), query.get(f"share{number}", "")) for number in _NUMBERS]
        given["work"] = _folded(boxes)
    if "work" in given:
        given["work"] = _folded(work_of(given["work"]))
    if any(box in query for box in LEVEL_BOXES):
        levels = [query.get(box, "").strip() or _NOT_KNOWN for box in LEVEL_BOXES]
        given["levels"] = ",".join(levels) if any(level != _NOT_KNOWN for level in levels) else ""
    if any(parts := [query.get(part, "").strip() for part in DATE_PARTS]):
        given["on"] = "{2}-{1:0>2}-{0:0>2}".format(*parts)
    return {name: text for name, text in given.items() if text and (name, text) not in _SAY_NOTHING}


def tidy(given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the fields of an address, in their order."""
    for name in FIELDS:
        if text := given.get(name):
            yield name, text


def work_of(text: str) -> list[tuple[str, str]]:
    """Return the activities and shares of a `work` field as they were typed; one alone takes all of the week."""
    parts = (part.partition(":") for part in _PARTS.split(text))
    pairs = [(name.strip(), share.strip()) for name, _, share in parts]
    pairs = [pair for pair in pairs if any(pair)]
    return [(pairs[0][0], _ALL_WEEK)] if len(pairs) == 1 and not pairs[0][1] else pairs


def levels_of(text: str, book: RateBook) -> dict[str, str]:
    """Return the levels of a `levels` field by factor, empty where not known."""
    parts = [part.strip() for part in text.split(",")] if text else []
    return {
        factor.id: "" if level == _NOT_KNOWN else level for factor, level in zip(book.plan.factors, parts, strict=False)
    }


def boxes_of(given: Mapping[str, str], book: RateBook) -> dict[str, str]:
    """Return what the boxes of the form show for an address."""
    shown = dict.fromkeys((*WORK_BOXES, *LEVEL_BOXES), "")
    for number, (activity, share) in enumerate(work_of(given.get("work", ""))[:ACTIVITIES], start=1):
        shown |= {f"activity{number}": activity, f"share{number}": share}
    return shown | dict(zip(LEVEL_BOXES, levels_of(given.get("levels", ""), book).values(), strict=False))


def say(fault: Fault, words: Words) -> str:
    """Say what is wrong: in fairpay's words, and in those of the form."""
    return words.say(_MESSAGES[fault.code], fault.params) if fault.code in _MESSAGES else words.fault(fault)


def in_order(faults: Iterable[Fault], fields: Iterable[str]) -> list[Fault]:
    """Return the faults of some fields, in the order of the form."""
    order = list(fields)
    return sorted((fault for fault in faults if fault.field in order), key=lambda fault: order.index(fault.field))


def _folded(pairs: Iterable[tuple[str, str]]) -> str:
    return ",".join(f"{activity.strip()}:{share.strip()}" for activity, share in pairs if (activity + share).strip())


def _work(given: Mapping[str, str], faults: list[Fault]) -> dict[str, str]:
    """Return the share of each kind of work, in the order of the boxes."""
    work: dict[str, str] = {}
    for number, (name, share) in enumerate(work_of(given.get("work", "")), start=1):
        if number > ACTIVITIES:
            faults.append(Fault(WORK_BOXES[0], _TOO_MANY, {"most": ACTIVITIES}))
        elif not name:
            faults.append(Fault(f"activity{number}", _KIND, {}))
        elif name in work:
            faults.append(Fault(f"activity{number}", _TWICE, {}))
        elif not share:
            faults.append(Fault(f"share{number}", _SHARE, {}))
        else:
            work[name] = share
    return work


def _levels(given: Mapping[str, str], book: RateBook, faults: list[Fault]) -> dict[str, str]:
    """Return the levels that are known beside activities; without activities those not known are said to be so."""
    if "levels" not in given:
        return {}
    count = len(book.plan.factors)
    if given["levels"].count(",") != count - 1:
        faults.append(Fault(LEVEL_BOXES[0], _COUNT, {"count": count}))
        return dict.fromkeys((factor.id for factor in book.plan.factors), UNKNOWN)
    levels = levels_of(given["levels"], book)
    said = {factor: level or UNKNOWN for factor, level in levels.items()}
    faults += (_ours(fault, {}, book) for fault in level_faults(said, book.plan))
    return {factor: level for factor, level in levels.items() if level} if "work" in given else said


def _date(given: Mapping[str, str], faults: list[Fault]) -> Any:
    if "on" not in given:
        faults.append(Fault("on", "missing", {"name": _DATE}))
        return None
    return _day(given["on"], "on", faults, _DATE_PARTS, name=_DATE)


def _day(text: str | None, field: str, faults: list[Fault], code: str = _NO_DATE, *, name: str = "") -> date | None:
    if text is None:
        return None
    try:
        return day(text)
    except PydanticCustomError:
        faults.append(Fault(field, code, {"name": name or field}))
    return None


def _flag(given: Mapping[str, str], field: str, faults: list[Fault]) -> bool:
    """Return whether a box is ticked. One that is not says nothing, so it is not in `given`."""
    if given.get(field, "true") != "true":
        faults.append(Fault(field, "not-true-or-false", {"name": field}))
    return field in given


def _built(
    model: type[Model],
    names: Iterable[str],
    values: Mapping[str, Any],
    places: Mapping[str, int],
    faults: list[Fault],
    book: RateBook,
) -> Model | None:
    """Build a model; what is wrong is written down, but for fields that have a fault already."""
    known = {fault.field for fault in faults}
    try:
        return model(**{name: values[name] for name in names if values.get(name)})
    except InputError as error:
        found = (_ours(fault, places, book) for fault in error.faults)
        faults += (fault for fault in found if fault.field not in known)
    return None


def _ours(fault: Fault, places: Mapping[str, int], book: RateBook) -> Fault:
    """Name a fault of fairpay by the field of the form. `places` are the numbers of the boxes of the activities."""
    field, _, rest = fault.field.partition(".")
    if field == "activities":
        kind = "activity" if fault.code in ("unknown-activity", "role-without-work") else "share"
        return Fault(f"{kind}{places.get(rest, 1)}", fault.code, {**fault.params, "name": kind})
    if field == "levels":
        box, factor = next(pair for pair in zip(LEVEL_BOXES, book.plan.factors, strict=True) if pair[1].id == rest)
        return Fault(box, fault.code, {**fault.params, "value": factor.name, "value_cy": factor.name_cy})
    return Fault("hours" if fault.code == "hours-more-than-once" else field, fault.code, fault.params)
