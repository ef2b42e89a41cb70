"""The cells of a budget file: text → values. What cannot be read is a `Bad`, with the code of its fault.

Budgets repeat themselves, so the last values read are kept.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from fairpay import inputs, money
from fairpay.budget.columns import COSTS
from fairpay.tables import days
from fairpay.task import BANDS, MOST_HOURS, MOST_PEOPLE, MOST_SESSIONS, NATIONS, UNITS, ZONES

_KEPT = 4096
_LONGEST = 60  # characters; a longer cell is no amount, with whatever words

_PLAIN = re.compile(r"[0-9]{1,9}\.[0-9]{2}")  # as most amounts are written
# As Excel shows amounts below nothing: -£40.00, (£40.00), £ (40.00), (40.00).
_BELOW_NOTHING = re.compile(r"-\s?£\s?([0-9][0-9,.]*)|(?:£\s*)?\(\s?£?\s?([0-9][0-9,.]*)\s?\)")
_EMPTY = re.compile(r"(?:£\s*)?-")  # as Excel's accounting format shows nothing
_AT_LEAST = re.compile(r"(?:at least|over|more than|minimum|from|>=?|≥)\s*(.+)|(.+?)\s*\+", re.IGNORECASE)
_DIGITS = frozenset("0123456789")
# A cost that the cell says is part of the fee: no amount of its own.
_INSIDE = frozenset(("included", "inclusive", "incl", "incl.", "inc", "in fee", "within fee", "included in fee"))
_PER = {
    "hourly": "hour",
    "hours": "hour",
    "hr": "hour",
    "daily": "day",
    "days": "day",
    "half day": "half-day",
    "halfday": "half-day",
    "half_day": "half-day",
    "meeting": "session",
    "sessions": "session",
    "event": "session",
    "piece": "task",
    "whole task": "task",
}


class Bad(NamedTuple):
    """Why a cell cannot be read: the code of a fault and its parameters."""

    code: str
    params: dict[str, Any]


class Stated(NamedTuple):
    """An amount as a file states it: `at_least` where it says so ("at least 265000", "265000+")."""

    amount: Decimal
    at_least: bool


class Blank:
    """What a cell holds that is as good as empty."""


BLANK = Blank()


def _read(reader: Callable[[str], Any], text: str) -> Any:
    try:
        return reader(text)
    except PydanticCustomError as error:
        params = dict(error.context or {})
        return Bad(params.pop("code"), params)


def _within(value: Any, low: int | Decimal, high: int | Decimal) -> Any:
    if isinstance(value, Bad) or low <= value <= high:
        return value
    return Bad("out-of-range", {"low": f"{low:,}", "high": f"{high:,}"})


@lru_cache(maxsize=_KEPT)
def day(text: str) -> date | Bad:
    """Read a date as people in the UK write it, the day first, or one like 2026-05-14."""
    try:
        return days.parse(text)
    except days.YearInTwoFigures:
        return Bad("year-in-two-figures", {})
    except ValueError:
        return Bad("not-a-day", {})


def _hours(kind: str) -> Callable[[str], Decimal | Bad]:
    """Return a reader of hours of a kind, each within its bounds."""
    most = MOST_HOURS[kind]
    return lru_cache(maxsize=_KEPT)(lambda text: _within(_read(inputs.number, text), 0, most))


@lru_cache(maxsize=_KEPT)
def people(text: str) -> int | Bad:
    return _within(_read(inputs.whole, text), 1, MOST_PEOPLE)  # type: ignore[no-any-return]


@lru_cache(maxsize=_KEPT)
def sessions(text: str) -> int | Bad:
    return _within(_read(inputs.whole, text), 1, MOST_SESSIONS)  # type: ignore[no-any-return]


def _amount(text: str) -> Decimal | Bad | Blank:
    """Read an amount of money to two decimals; a lone minus is none."""
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    found = _read(inputs.amount, text)
    if isinstance(found, Bad):
        return BLANK if len(text) <= _LONGEST and _EMPTY.fullmatch(text.strip()) else found
    return money.pence(found)


def _signed(text: str) -> Decimal | Bad | Blank:
    """Read an amount that may be below nothing, also as Excel writes it: it takes back an earlier one."""
    found = _amount(text)
    below = _BELOW_NOTHING.fullmatch(text.strip()) if isinstance(found, Bad) and len(text) <= _LONGEST else None
    if below is None:
        return found
    taken = _amount(below[1] or below[2])
    return money.subtract(NOTHING, taken) if isinstance(taken, Decimal) else taken


fee = lru_cache(maxsize=_KEPT)(_amount)
amount = lru_cache(maxsize=_KEPT)(_signed)


@lru_cache(maxsize=_KEPT)
def cost(text: str) -> Decimal | Bad | Blank | None:
    """Read a cost; None for one that the cell says is inside the fee."""
    return None if text.strip().lower() in _INSIDE else _signed(text)


@lru_cache(maxsize=_KEPT)
def stated(text: str) -> Stated | Bad | Blank:
    """Read a stated amount, which may be a least amount."""
    if _PLAIN.fullmatch(text):
        return Stated(Decimal(text), at_least=False)
    plain = len(text) > _LONGEST or (text[:1] in _DIGITS and "+" not in text)
    bound = None if plain else _AT_LEAST.fullmatch(text.strip())
    found = _amount(bound[1] or bound[2]) if bound else _signed(text)
    return Stated(found, bound is not None) if isinstance(found, Decimal) else found


@lru_cache(maxsize=_KEPT)
def choice(text: str, name: str) -> str | Bad:
    """Read a nation, zone, band or unit of a fee, in the usual ways of writing it."""
    word = " ".join(text.split()).lower()
    if name == "band":
        word = word.removeprefix("band").removeprefix("afc").strip()
        if word == "1":
            return Bad("band-closed", {})
    elif name == "nation":
        word = word.replace(" ", "_")
    elif name == "per":
        word = word.removeprefix("per ").removeprefix("a ").removeprefix("an ")
        word = _PER.get(word, word)
    choices: tuple[str, ...] = {"nation": NATIONS, "zone": ZONES, "band": BANDS, "per": UNITS}[name]
    return word if word in choices else Bad("not-a-choice", {"choices": ", ".join(choices)})


NOTHING = Decimal("0.00")  # an amount in pence, as all others here

# How the cells of a column are read, for those that are no plain text.
READERS: Mapping[str, Callable[[str], Any]] = {
    "people": people,
    "sessions": sessions,
    "attendance": _hours("attendance"),
    "preparation": _hours("preparation"),
    "follow_up": _hours("follow_up"),
    "travel_hours": _hours("travel"),
    "budgeted": stated,
    "actual": stated,
    "fee": fee,
    **dict.fromkeys(("offered", "accepted", "declined", "claimed"), amount),
    **dict.fromkeys(COSTS, cost),
    **{name: partial(choice, name=name) for name in ("nation", "zone", "band", "per")},
}
