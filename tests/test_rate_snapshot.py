"""What the rate book says on the days around which rates change, so that a change of data shows its whole effect.

`snapshots/rates.txt` changes with the data and never by itself. To remake it, from the top folder:

    python -m tests.test_rate_snapshot

Then read the difference before committing it: each line in it is an answer that fairpay now gives otherwise.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import fairpay
from fairpay import RateBook, RateNotFound
from fairpay.task import NATIONS

SNAPSHOT = Path(__file__).parent / "snapshots" / "rates.txt"

# Pay years turn on 1 April and tax years on 6 April. By 1 May 2026 employers pay the Real Living Wage
# of October 2025, which is in force here from its announcement; 14 May 2026 is the day of the examples.
DAYS = (
    "2025-03-31",
    "2025-04-01",
    "2025-04-05",
    "2025-04-06",
    "2026-03-31",
    "2026-04-01",
    "2026-04-05",
    "2026-04-06",
    "2026-04-30",
    "2026-05-14",
)
OF_ALL_NATIONS = ("minimum_wage.adult", "real_living_wage.uk", "employer_ni.rate", "employer_ni.threshold")
OF_ONE_NATION = (
    "weekly_hours.{}",
    "pension.employer.{}",
    "pension.administration.{}",
    "afc.{}.5.entry",
    "afc.{}.7.entry",
    "afc.{}.9.top",
)


def snapshot(book: RateBook) -> str:
    return "\n".join(_lines(book))


def _lines(book: RateBook) -> Iterator[str]:
    yield "# Made by: python -m tests.test_rate_snapshot"
    yield ""
    series = [*OF_ALL_NATIONS, *(name.format(nation) for nation in NATIONS for name in OF_ONE_NATION)]
    for day in DAYS:
        yield f"{day}"
        yield from (f"  {name:38}{_answer(book, name, day)}" for name in series if name in book.series)
        yield ""


def _answer(book: RateBook, series: str, day: str) -> str:
    try:
        rate = book.rate(series, date.fromisoformat(day))
    except RateNotFound as error:
        before, after = (rate.id if rate else "none" for rate in (error.before, error.after))
        return f"none     (before: {before}, after: {after})"
    return f"{rate.value!s:9}{rate.id}"


def test_a_change_of_rates_shows_in_the_snapshot():
    assert SNAPSHOT.read_text(encoding="utf-8") == snapshot(fairpay.rates()), (
        "the rates changed: if that is meant, remake the snapshot as this module says, and read the difference"
    )


def test_the_snapshot_is_small_and_has_every_day():
    lines = SNAPSHOT.read_text(encoding="utf-8").splitlines()
    assert len(lines) < 400
    assert tuple(line for line in lines if re.fullmatch(r"[0-9-]{10}", line)) == DAYS
    for name in OF_ALL_NATIONS:
        assert sum(line.split()[:1] == [name] for line in lines) == len(DAYS)


if __name__ == "__main__":
    SNAPSHOT.write_text(snapshot(fairpay.rates()), encoding="utf-8")
