"""How a budget is to be checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from pydantic_core import PydanticCustomError

from fairpay import money
from fairpay.budget.where import DESTINATIONS
from fairpay.comparators import afc, consultancy, director, floor
from fairpay.comparison import Basis
from fairpay.dates import Period
from fairpay.errors import Fault, InputError
from fairpay.inputs import day_of, number, whole
from fairpay.ratebook import RateBook
from fairpay.task import BANDS, NATIONS, ZONES

_HUNDRED = Decimal(100)
MOST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Options:
    """What a check of a budget is asked with. `options_of` reads one from what a user put in.

    `nation` and `zone` are for lines that do not name their own; `ringfence` are the targets as
    shares of the whole; `unpaid_at` is the comparator at which hours given are valued; `promised_days`
    the days in which payment was promised; `basis` says what "below benchmark" counts.
    """

    nation: str | None = None
    zone: str = "none"
    period: Period | None = None
    ringfence: tuple[tuple[str, Decimal], ...] = ()
    unpaid_at: str | None = None
    promised_days: int | None = None
    basis: Basis = "pay"
    known_on: date | None = None
    last_known_scale: bool = False
    count_travel: bool = False


def options_of(
    book: RateBook,
    *,
    nation: str | None = None,
    zone: str = "none",
    period: Period | str | None = None,
    ringfence: Mapping[str, str] | None = None,
    unpaid_at: str | None = None,
    promised_days: int | str | None = None,
    basis: str = "pay",
    known_on: date | str | None = None,
    last_known_scale: bool = False,
    count_travel: bool = False,
) -> Options:
    """Read the options of a check; `period` may be text like 2026-04-01:2027-03-31, a target like "50%".

    Raises:
        InputError: every option that cannot be used.
    """
    faults: list[Fault] = []
    for name, value, choices in (
        ("nation", nation, (None, *NATIONS)),
        ("zone", zone, ZONES),
        ("basis", basis, get_args(Basis)),
        ("unpaid_at", unpaid_at, (None, *comparators(book))),
    ):
        if value not in choices:
            code = "unknown-comparator" if name == "unpaid_at" else "not-a-choice"
            params = {"name": name, "value": value, "choices": ", ".join(filter(None, choices))}
            faults.append(Fault(name, code, params))
    if zone != "none" and nation not in ("england", None):
        faults.append(Fault("zone", "zone-outside-england", {}))
    targets = [(name, _share(name, text, faults)) for name, text in (ringfence or {}).items()]
    found: dict[str, Any] = {}
    for name, read in (
        ("known_on", lambda: day_of(known_on, "known_on")),
        ("period", lambda: _period(period)),
        ("promised_days", lambda: _days(promised_days)),
    ):
        try:
            found[name] = read()
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return Options(
        nation=nation,
        zone=zone,
        ringfence=tuple(sorted(targets)),
        unpaid_at=unpaid_at,
        basis="cost" if basis == "cost" else "pay",
        last_known_scale=last_known_scale,
        count_travel=count_travel,
        **found,
    )


def comparators(book: RateBook) -> tuple[str, ...]:
    """Return the ids of all comparators with a price an hour."""
    points = [afc.rung_id(band, point) for band in BANDS for point in afc.POINTS]
    rates = [name for name in book.under(director.PREFIX) if not name.endswith(".days")]
    return (floor.LEGAL, floor.REAL_LIVING_WAGE, *points, *book.under(consultancy.PREFIX), *rates)


def _share(name: str, text: str, faults: list[Fault]) -> Decimal:
    """Read a target such as 50% or 12.5% of the whole."""
    if name not in DESTINATIONS:
        faults.append(Fault("ringfence", "not-a-choice", {"name": "ringfence", "choices": ", ".join(DESTINATIONS)}))
    try:
        percent = number(text.strip().removesuffix("%").rstrip())
    except PydanticCustomError:
        faults.append(Fault("ringfence", "not-a-number", {"name": "ringfence"}))
        return money.ZERO
    if not 0 <= percent <= _HUNDRED:
        faults.append(Fault("ringfence", "out-of-range", {"name": "ringfence", "low": "0%", "high": "100%"}))
    return money.divide(percent, _HUNDRED)


def _period(period: Period | str | None) -> Period | None:
    if not isinstance(period, str):
        return period
    first, _, last = period.partition(":")
    found = Period(day_of(first, "period"), day_of(last, "period"))
    if found.start and found.end and found.end < found.start:
        raise InputError([Fault("period", "not-a-date", {"name": "period"})])
    return found


def _days(days: int | str | None) -> int | None:
    if days is None:
        return None
    try:
        found = whole(days)
    except PydanticCustomError:
        raise InputError([Fault("promised_days", "not-whole", {"name": "promised_days"})]) from None
    if not 0 <= found <= MOST_DAYS:
        params = {"name": "promised_days", "low": "0", "high": f"{MOST_DAYS:,}"}
        raise InputError([Fault("promised_days", "out-of-range", params)])
    return found
