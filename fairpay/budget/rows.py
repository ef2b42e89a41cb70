"""What is looked at over all rows, in memory that hardly grows: lines that come twice, and payments in a week.

Both keep figures of fixed size in arrays with open addressing, doubled when they are two thirds full:
12 bytes a slot for lines (a million rows take 24 MB), 24 for a person's week. A row is known by 64 bits
of its content: among a million different rows the odds of taking one for another are 1 in 37 million.
"""

from array import array
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

_SMALLEST = 4096
_BITS = 0xFFFF_FFFF_FFFF_FFFF
_ODD = 0x9E37_79B9_7F4A_7C15  # spreads day numbers over all bits


class Seen:
    """Remembers in which row a content came first."""

    def __init__(self) -> None:
        self._count = 0
        self._mask = _SMALLEST - 1
        self._keys = array("Q", bytes(8 * _SMALLEST))
        self._rows = array("I", bytes(4 * _SMALLEST))

    def first(self, content: int, row: int) -> int:
        """Return the row in which a content, known by its hash, came first: `row` itself where it is new."""
        key = content & _BITS or 1
        keys, mask = self._keys, self._mask
        slot = key & mask
        while keys[slot]:
            if keys[slot] == key:
                return self._rows[slot]
            slot = (slot + 1) & mask
        keys[slot] = key
        self._rows[slot] = row
        self._count += 1
        if self._count * 3 > len(keys) * 2:
            self._double()
        return row

    def _double(self) -> None:
        keys, rows = self._keys, self._rows
        size = len(keys) * 2
        mask = size - 1
        self._keys, self._rows, self._mask = array("Q", bytes(8 * size)), array("I", bytes(4 * size)), mask
        for key, row in zip(keys, rows, strict=True):
            if key:
                slot = key & mask
                while self._keys[slot]:
                    slot = (slot + 1) & mask
                self._keys[slot] = key
                self._rows[slot] = row


# What one person is paid for one session: the key of the person's week, pence, the Monday as a day number, the row.
Payment = tuple[int, int, int, int]


@lru_cache(maxsize=8192)
def _person(payee: str) -> int:
    name = " ".join(payee.casefold().split())
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def week_key(payee: str, monday: int) -> int:
    """Return a key of a person's week that is the same in every process and does not tell the name."""
    return (_person(payee) ^ monday * _ODD) & _BITS or 1


class Week(NamedTuple):
    """The payments to one person in the week from `monday`."""

    monday: date
    pence: int
    rows: tuple[int, ...]


class Weeks:
    """Adds up payments by person and week, and remembers the rows they stand in."""

    def __init__(self) -> None:
        self._count = 0
        self._resize(_SMALLEST)
        self._row = array("I", [0])  # entry 0 ends a chain
        self._before = array("I", [0])

    def _resize(self, size: int) -> None:
        self._mask = size - 1
        self._keys, self._pence = array("Q", bytes(8 * size)), array("q", bytes(8 * size))
        self._mondays, self._last = array("I", bytes(4 * size)), array("I", bytes(4 * size))

    def _slot(self, key: int) -> int:
        keys, mask = self._keys, self._mask
        slot = key & mask
        while keys[slot] and keys[slot] != key:
            slot = (slot + 1) & mask
        return slot

    def add(self, payment: Payment) -> None:
        key, pence, monday, row = payment
        slot, rows, last = self._slot(key), self._row, self._last
        self._before.append(last[slot])
        last[slot] = len(rows)
        rows.append(row)
        self._pence[slot] += pence
        if not self._keys[slot]:
            self._keys[slot], self._mondays[slot] = key, monday
            self._count += 1
            if self._count * 3 > len(self._keys) * 2:
                self._double()

    def _double(self) -> None:
        keys, pence, mondays, last = self._keys, self._pence, self._mondays, self._last
        self._resize(len(keys) * 2)
        for key, amount, monday, entry in zip(keys, pence, mondays, last, strict=True):
            if key:
                slot = self._slot(key)
                self._keys[slot], self._pence[slot] = key, amount
                self._mondays[slot], self._last[slot] = monday, entry

    def above(self, limit: Callable[[int], int]) -> Iterator[Week]:
        """Yield every week with more than a limit, in no order. `limit` gives pence for a Monday as a day number."""
        for key, pence, monday, entry in zip(self._keys, self._pence, self._mondays, self._last, strict=True):
            if key and pence > limit(monday):
                rows = []
                while entry:
                    rows.append(self._row[entry])
                    entry = self._before[entry]
                yield Week(date.fromordinal(monday), pence, tuple(reversed(rows)))
