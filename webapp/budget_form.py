"""The form for a budget: what was typed, what is wrong with it, and what there is to choose from."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from gettext import NullTranslations
from typing import Any, BinaryIO

from pydantic_core import PydanticCustomError
from werkzeug.datastructures import FileStorage

from fairpay.budget import Options, options_of
from fairpay.budget.options import MOST_DAYS
from fairpay.budget.where import DESTINATIONS, UNKNOWN
from fairpay.comparators import afc, floor
from fairpay.errors import N_, Fault, InputError
from fairpay.inputs import day
from fairpay.present import wording
from fairpay.present.budget_sentences import comparator
from fairpay.present.budget_words import DESTINATIONS as DESTINATION_NAMES
from fairpay.present.budget_words import BudgetWords
from fairpay.ratebook import RateBook
from fairpay.tables.table import PAGE
from fairpay.task import BANDS, NATIONS, ZONES
from webapp import languages, limits

_TARGETS = {f"target_{name}": name for name in DESTINATIONS if name != UNKNOWN}
_DAYS = ("first", "last")
_PARTS = ("day", "month", "year")
FIELDS = (
    *("answer", "nation", "zone", "unpaid_at", "promised_days", "last_known_scale"),
    *(f"{name}_{part}" for name in _DAYS for part in _PARTS),
    *_TARGETS,
)
ANSWERS = {
    "page": N_("A page to read, print or publish"),
    "xlsx": N_("My rows with what was found, for a spreadsheet (XLSX)"),
    "csv": N_("My rows with what was found, as CSV"),
    "errors": N_("A list of the rows to correct (CSV)"),
    "json": N_("All figures for a computer (JSON)"),
}
_MESSAGES = {
    "no-file": N_("Select a budget file."),
    "first": N_("Enter the first day of the period as a real date, like 1 4 2026."),
    "last": N_("Enter the last day of the period as a real date, like 31 3 2027."),
    "backwards": N_("The last day of the period is before its first. Enter a later one."),
    "target": N_("Enter the target as a share of the whole from 0 to 100, like 50 or 12.5."),
    "promised_days": N_("Enter the days as a whole number from 0 to %(most)s, like 30."),
    "choice": N_("Choose one from the list."),
}
_EACH_ROW = N_("Each row says")
_NO_VALUE = N_("Do not value them")
_NAME_CHARACTERS = 60


def words() -> BudgetWords:
    """Return the words for budgets in the language of the page."""
    code = languages.language().code
    return _words(code, languages.translations(code))


@lru_cache(maxsize=8)
def _words(code: str, catalogue: NullTranslations) -> BudgetWords:
    return BudgetWords(code, catalogue)


def file(sent: FileStorage | None) -> BinaryIO:
    """Return the file that was sent, which is in memory.

    Raises:
        InputError: none was selected.
    """
    if sent is None or not sent.filename:
        raise InputError([Fault("file", "no-file", {})])
    return sent.stream  # type: ignore[return-value]


def file_name(sent: FileStorage | None) -> str:
    """Return what to call a file: its own name, cut short, without folders, control signs and changes of direction."""
    name = (sent.filename if sent is not None else None) or ""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    return shown if len(shown) <= _NAME_CHARACTERS else shown[: _NAME_CHARACTERS - 1] + "…"


def options(query: Mapping[str, str], book: RateBook) -> Options:
    """Read how the budget is to be checked.

    Raises:
        InputError: every field that cannot be used.
    """
    given = {name: query.get(name, "").strip() for name in FIELDS}
    faults: list[Fault] = []
    nation, zone = given["nation"] or None, given["zone"] or "none"
    asked: dict[str, dict[str, Any]] = {
        "nation": {"nation": nation},
        "zone": {"zone": zone, "nation": nation if nation in NATIONS else None},
        "unpaid_at": {"unpaid_at": given["unpaid_at"] or None},
        "promised_days": {"promised_days": given["promised_days"] or None},
        **{field: {"ringfence": {name: given[field]}} for field, name in _TARGETS.items() if given[field]},
    }
    for field, keywords in asked.items():
        try:
            options_of(book, **keywords)
        except InputError as error:
            faults.append(error.faults[0]._replace(field=field))
    period = _period(given, faults)
    if faults:
        raise InputError(faults)
    return options_of(
        book,
        nation=nation,
        zone=zone,
        period=period,
        ringfence={name: given[field] for field, name in _TARGETS.items() if given[field]},
        unpaid_at=given["unpaid_at"] or None,
        promised_days=given["promised_days"] or None,
        last_known_scale=bool(given["last_known_scale"]),
    )


def _period(given: Mapping[str, str], faults: list[Fault]) -> str | None:
    """Read the first and the last day, of which neither or both are given."""
    parts = {name: [given[f"{name}_{part}"] for part in _PARTS] for name in _DAYS}
    if not any(map(any, parts.values())):
        return None
    days: dict[str, date] = {}
    for name, (of_month, month, year) in parts.items():
        try:
            days[name] = day(f"{year}-{month:0>2}-{of_month:0>2}")
        except PydanticCustomError:
            faults.append(Fault(name, name, {}))
    if len(days) == len(_DAYS) and days["last"] < days["first"]:
        faults.append(Fault("last", "backwards", {}))
    return ":".join(map(str, days.values()))


def form(query: Mapping[str, str], faults: Iterable[Fault], book: RateBook) -> dict[str, Any]:
    """Return what the template of the form needs."""
    said = words()
    told: dict[str, str] = {}
    errors = []
    for fault in faults:
        field = fault.field if fault.field in ("nation", "zone", "unpaid_at", *_DAYS, *_TARGETS) else "file"
        field = "promised_days" if fault.field == "promised_days" else field
        text = _say(fault, said)
        told[field] = f"{told[field]} {text}" if field in told else text
        errors.append({"text": text, "href": f"#{field}"})
    return {
        "typed": {name: query.get(name, "") for name in FIELDS} | {"answer": _answer(query)},
        "faults": told,
        "errors": errors,
        "choices": _choices(said),
        "targets": [(field, said.say(DESTINATION_NAMES[name])) for field, name in _TARGETS.items()],
        "most_mb": limits.REQUEST_BYTES // limits.MIB,
        "most_rows": f"{PAGE.rows:,}",
        "most_columns": PAGE.columns,
        "more_open": any(query.get(name, "").strip() for name in (*FIELDS[3:], *told) if name != "file"),
    }


def _say(fault: Fault, said: BudgetWords) -> str:
    if fault.field in _TARGETS:
        return said.say(_MESSAGES["target"])
    if fault.field == "promised_days":
        return said.say(_MESSAGES["promised_days"], {"most": f"{MOST_DAYS:,}"})
    if fault.code in ("not-a-choice", "unknown-comparator"):
        return said.say(_MESSAGES["choice"])
    return said.say(_MESSAGES[fault.code]) if fault.code in _MESSAGES else said.fault(fault)


def _answer(query: Mapping[str, str]) -> str:
    return query.get("answer", "") if query.get("answer") in ANSWERS else "page"


def _choices(said: BudgetWords) -> dict[str, list[tuple[str, str]]]:
    points = (floor.LEGAL, floor.REAL_LIVING_WAGE, *(afc.rung_id(band, "entry") for band in BANDS))
    return {
        "answer": [(name, said.say(text)) for name, text in ANSWERS.items()],
        "nation": [("", said.say(_EACH_ROW)), *((name, said.say(wording.NATIONS[name])) for name in NATIONS)],
        "zone": [(name, said.say(wording.ZONES[name])) for name in ZONES],
        "unpaid_at": [("", said.say(_NO_VALUE)), *((name, comparator(name, said)) for name in points)],
    }
