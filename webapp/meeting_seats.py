"""A meeting in an address: one field says when, where and how long it is, and one field each of its seats.

The parts of a field stand between "~" signs, which no part holds, and empty ones at its end are left out:

    meeting=2026-05-14~england~none~6             day, nation, zone, hours, benchmark for parity, last known scale
    s1=fee~12~150~day~~2~1~~lived-experience      kind, people, amount and unit, hours of attendance (the meeting's
                                                  when left out), preparation, follow-up and travel, group
    s2=salary~6~8a~entry~~1                       band and pay point in place of amount and unit
    s3=director~1~director.executive-mean         the id of a comparator in their place

The rules for what the parts may say are those of fairpay.meeting. No part has words of the user's own.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import fairpay
from fairpay import money
from fairpay.inputs import amount, number
from fairpay.meetings.seats import KINDS, PRICED_BY
from fairpay.ratebook import RateBook
from webapp.links import Links

MOST = 20
MEETING = "meeting"
SEATS = tuple(f"s{place}" for place in range(1, MOST + 1))
FIELDS = (MEETING, *SEATS)
DETAILS = ("on", "nation", "zone", "hours", "parity_at", "last_known_scale")
HOURS = ("attendance", "preparation", "follow_up", "travel")
COMMON = ("count", *HOURS, "group")  # what every kind of seat is asked
_SEAT = ("kind", "count", "what", "unit", *HOURS, "group")
_BETWEEN = "~"
_YES = "yes"


class Asked(NamedTuple):
    """What an address says of a meeting, unchecked: its details, and its seats by their fields."""

    details: Mapping[str, str]
    seats: dict[str, dict[str, str]]

    def answer(self, book: RateBook) -> fairpay.Meeting:
        """Work the meeting out.

        Raises:
            InputError: something is wrong; a fault of a seat is called by its place ("seat.3.count").
        """
        details: dict[str, Any] = {name: text for name, text in self.details.items() if text}
        carried = details.pop("last_known_scale", "") == _YES
        return fairpay.meeting(list(self.seats.values()), **details, last_known_scale=carried, book=book)

    def fields(self) -> list[tuple[str, str]]:
        """Return the fields of the address, with the seats in order from s1."""
        details = _joined([self.details.get(name, "") for name in DETAILS])
        return [(MEETING, details), *zip(SEATS, map(_packed, self.seats.values()), strict=False)]

    def without_parity(self) -> "Asked":
        """Return the same without a benchmark for parity, which only its result needs."""
        return self._replace(details={name: text for name, text in self.details.items() if name != "parity_at"})

    def kept(self) -> list[tuple[str, str]]:
        """Return the same fields with each seat under its own name, so that a gap between them stays free."""
        return [*self.fields()[:1], *((name, _packed(seat)) for name, seat in self.seats.items())]

    def links(self) -> Links:
        return Links(self.fields())

    def without(self, place: int) -> "Asked":
        """Return the same without one seat, counted from 1; the others keep their fields."""
        left_out = list(self.seats)[place - 1]
        return self._replace(seats={name: seat for name, seat in self.seats.items() if name != left_out})

    def with_seat(self, seat: dict[str, str]) -> tuple["Asked", int]:
        """Return the same with one seat more, in the first field that is free, and its place from 1."""
        free = next(name for name in SEATS if name not in self.seats)
        seats = self.seats | {free: seat}
        ordered = {name: seats[name] for name in SEATS if name in seats}
        return self._replace(seats=ordered), list(ordered).index(free) + 1


def read(query: Mapping[str, str]) -> Asked:
    """Read what an address says of a meeting."""
    parts = query.get(MEETING, "").split(_BETWEEN)
    details = {name: text.strip() for name, text in zip(DETAILS, parts, strict=False) if text.strip()}
    return Asked(details, {name: _unpacked(query[name]) for name in SEATS if query.get(name, "").strip()})


def seat_of(query: Mapping[str, str], kind: str) -> dict[str, str]:
    """Read a seat from the fields of its form."""
    names = (*COMMON, *priced_by(kind))
    return _counting_travel({"kind": kind} | {name: query.get(name, "").strip() for name in names})


def priced_by(kind: str) -> tuple[str, ...]:
    """Return the fields that say what a kind of seat is paid. A consultant's own rate is always for a day."""
    names = next((PRICED_BY[known] for known in KINDS if known == kind), ())
    return tuple(name for name in names if (kind, name) != ("consultant", "per"))


def _unpacked(text: str) -> dict[str, str]:
    parts = [part.strip() for part in text.split(_BETWEEN)]
    found = dict(zip(_SEAT, parts, strict=False))
    if len(parts) > len(_SEAT):
        found[_BETWEEN] = parts[-1]  # which the rules refuse
    what, unit = found.pop("what", ""), found.pop("unit", "")
    names = priced_by(found["kind"])
    if found["kind"] == "consultant":
        names = ("amount", "per") if what[:1].isdigit() else ("comparator", "per")
    found |= dict(zip(names, (what, unit), strict=False))
    return _counting_travel(found)


def _packed(seat: Mapping[str, str]) -> str:
    names = priced_by(seat["kind"])
    if seat["kind"] == "consultant":
        names = ("comparator",) if seat.get("comparator") else ("amount",)
    what, unit, *_ = [*(seat.get(name, "") for name in names), "", ""]
    hours = [seat.get(name, "") for name in HOURS]
    return _joined([seat["kind"], seat.get("count", ""), what, unit, *hours, seat.get("group", "")])


def _joined(parts: list[str]) -> str:
    return _BETWEEN.join(parts).rstrip(_BETWEEN)


def _counting_travel(seat: dict[str, str]) -> dict[str, str]:
    """Count the travel of a seat as work: the page asks for no other."""
    return seat | ({"count_travel": _YES} if seat.get("travel") else {})


def tidy(seat: Mapping[str, str]) -> dict[str, str]:
    """Write the figures of a seat that has no fault in one way: 1,234.50 as 1234.5."""
    plain: dict[str, Decimal] = {name: number(seat[name]) for name in ("count", *HOURS) if seat.get(name)}
    if seat.get("amount"):
        plain["amount"] = amount(seat["amount"])
    return {**seat, **{name: money.plain(value) for name, value in plain.items()}}
