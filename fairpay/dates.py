"""Closed periods: both days belong to them, and either end may be open."""

import re
from datetime import date, timedelta
from typing import NamedTuple

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = timedelta(days=1)


class Period(NamedTuple):
    """The days from `start` to `end`, both included; None is an open end."""

    start: date | None
    end: date | None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: "Period") -> bool:
        return (self.start is None or other.end is None or self.start <= other.end) and (
            other.start is None or self.end is None or other.start <= self.end
        )

    def meets(self, later: "Period") -> bool:
        """Whether `later` starts the day after this period ends."""
        return self.end is not None and later.start is not None and self.end + _DAY == later.start

    def __str__(self) -> str:
        return f"{self.start or '…'} – {self.end or '…'}"


def parse(text: str) -> date:
    """Read a date written as 2026-05-14 and in no other way.

    Raises:
        ValueError: the text is not such a date.
    """
    if not _ISO.fullmatch(text):
        raise ValueError("not a date like 2026-05-14")
    return date.fromisoformat(text)
