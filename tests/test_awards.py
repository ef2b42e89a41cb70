"""Pay awards: each one, applied to the year before, gives the next scale; and pay an hour for every row.

A new year needs its award here: nation and year, the factor, and where it was read.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

import pytest

import fairpay
from fairpay import Hours, Offer, Task, money
from fairpay.ratebook.schema import FigureRow, PayPointRow, SupplementRow
from fairpay.working import Sheet

BOOK = fairpay.rates()
POINTS = [row for row in BOOK.rows.values() if isinstance(row, PayPointRow)]
POINT_IDS = {row.id for row in POINTS}
RESTATED = {row.id for row in POINTS if row.id.endswith(".original")}


class Award(NamedTuple):
    """What a scale was raised by, and who says so."""

    factor: str
    source: str


AWARDS = {
    ("england", "2023/24"): Award("1.05", "NHS Employers, Offer in principle, 16 March 2023, updated 2 May 2023"),
    ("england", "2024/25"): Award("1.055", "NHS Employers, intermediate pay point FAQs, 4 October 2024"),
    ("england", "2025/26"): Award("1.036", "nhstakehomepaycalculator.co.uk; casomoltd/nhs-pay"),
    ("england", "2026/27"): Award("1.033", "press pieces on the award of 12 February 2026; casomoltd/nhs-pay"),
    ("wales", "2025/26"): Award("1.036", "casomoltd/nhs-pay, from circular AfC(W) 02/2025"),
    ("wales", "2026/27"): Award("1.033", "Welsh Government written statement, 12 February 2026"),
    ("scotland", "2024/25"): Award("1.055", "Graeme Dey MSP, NHS pay rise agreed; Employee Benefits"),
    # 4.25% at first, then 4.4% by the inflation guarantee
    ("scotland", "2025/26"): Award("1.044", "casomoltd/nhs-pay, from circular PCS(AFC)2026/1; salaryaftertaxuk.co.uk"),
    ("scotland", "2026/27"): Award("1.0375", "casomoltd/nhs-pay, from circular PCS(AFC)2026/1; salaryaftertaxuk.co.uk"),
    ("northern_ireland", "2025/26"): Award("1.036", "Employee Benefits on pay parity; casomoltd/nhs-pay"),
}

# The first scale of each nation in the book has none before it to be raised.
FIRST = {
    "england": "2022/23",  # £1,400 for all, 4% for the top of Band 6 and Band 7 (Unite): on 2021/22, which is not here
    "wales": "2024/25",  # 5.5%; not seen and worked back from 2025/26, which its award gives again for that reason
    "scotland": "2023/24",
    "northern_ireland": "2024/25",  # 5.5%; England's figures carried across
}

# Points that the scale of the year before does not have.
NEW = {
    # a new point after two years, NHS Employers, 4 October 2024
    "afc.england.2024-25.8a.intermediate",
    "afc.england.2024-25.8b.intermediate",
    "afc.england.2024-25.8c.intermediate",
    "afc.england.2024-25.8d.intermediate",
    "afc.england.2024-25.9.intermediate",
    # 2024/25 was not seen, and was not worked back where the Real Living Wage may have set it
    "afc.wales.2025-26.1.entry",
    "afc.wales.2025-26.2.entry",
    "afc.wales.2025-26.2.top",
    "afc.wales.2025-26.3.entry",
    "afc.wales.2025-26.3.top",
    # cut off in the copy of the 2023/24 table that was seen
    "afc.scotland.2024-25.8d.entry",
    "afc.scotland.2024-25.8d.top",
    "afc.scotland.2024-25.9.entry",
    "afc.scotland.2024-25.9.top",
    # the spot rate of closed Band 1 was not carried across for 2024/25
    "afc.northern_ireland.2025-26.1.entry",
}


class Explained(NamedTuple):
    """Where the award alone does not give the figure: what does, to within £1, and why."""

    base: str
    factor: str
    reason: str


TOP_OF_BAND_2 = "raised to the top of Band 2, 21,318 × 1.05 (NHS Employers, Offer in principle, 2023)"
LIVING_WAGE = "Real Living Wage of £13.45 × 37.5 × 52.143 hours (circular AfC(W) 01/2026)"
BEFORE = "the scale at 4.25%, before it was restated at 4.4% (circular PCS(AFC)2026/1, 23 January 2026)"
EXPLAINED = {
    "afc.england.2023-24.1.entry": Explained("21318", "1.05", TOP_OF_BAND_2),
    "afc.england.2023-24.2.entry": Explained("21318", "1.05", TOP_OF_BAND_2),
    "afc.wales.2026-27.1.entry": Explained("1955.3625", "13.45", LIVING_WAGE),
    "afc.wales.2026-27.2.entry": Explained("1955.3625", "13.45", LIVING_WAGE),
    "afc.wales.2026-27.2.top": Explained("1955.3625", "13.45", LIVING_WAGE),
    "afc.wales.2026-27.3.entry": Explained("1955.3625", "13.45", LIVING_WAGE),
    "afc.scotland.2025-26.5.entry.original": Explained("31892", "1.0425", BEFORE),
    "afc.scotland.2025-26.5.intermediate.original": Explained("34077", "1.0425", BEFORE),
    "afc.scotland.2025-26.5.top.original": Explained("39735", "1.0425", BEFORE),
    "afc.scotland.2025-26.7.entry.original": Explained("48788", "1.0425", BEFORE),
    "afc.scotland.2025-26.7.intermediate.original": Explained("50651", "1.0425", BEFORE),
    "afc.scotland.2025-26.7.top.original": Explained("56747", "1.0425", BEFORE),
    "afc.scotland.2025-26.9.entry.original": Explained("117732", "1.0425", BEFORE),
    "afc.scotland.2025-26.9.top.original": Explained("122831", "1.0425", BEFORE),
}


def within_a_pound(row: FigureRow, base: Decimal | str, factor: str) -> bool:
    return abs(row.value - Decimal(base) * Decimal(factor)) <= 1


def year_before(row: FigureRow) -> Decimal | None:
    """Return the figure of the same series that stood last for the year before, or None."""
    assert row.effective_from is not None
    ended = row.effective_from.replace(year=row.effective_from.year - 1)
    known = [rate for rate in BOOK.series[row.series] if rate.period.holds(ended)]
    return known[-1].value if known else None  # a restatement comes after what it restates


def raised(rows: list[FigureRow], factor: str) -> Iterator[tuple[FigureRow, bool]]:
    """Yield the rows that have a year before, and whether the award lands within £1 of them."""
    for row in rows:
        before = year_before(row)
        if before is not None:
            yield row, within_a_pound(row, before, factor)


SCALES = sorted({(row.nation, row.year) for row in POINTS})


@pytest.mark.parametrize("scale", [scale for scale in SCALES if scale[1] != FIRST[scale[0]]], ids=" ".join)
def test_the_award_on_the_year_before_gives_the_scale(scale: tuple[str, str]) -> None:
    assert scale in AWARDS, "a new scale needs its award in this file, with where it was read"
    rows: list[FigureRow] = [row for row in POINTS if (row.nation, row.year) == scale]
    unexplained = {row.id for row, lands in raised(rows, AWARDS[scale].factor) if not lands}
    assert unexplained == {row.id for row in rows if row.id in EXPLAINED}


@pytest.mark.parametrize("name", EXPLAINED)
def test_what_the_award_alone_does_not_give_is_explained(name: str) -> None:
    base, factor, reason = EXPLAINED[name]
    assert within_a_pound(BOOK.rows[name], base, factor), reason


def test_every_point_of_every_scale_was_looked_at() -> None:
    assert {nation: min(year for other, year in SCALES if other == nation) for nation, _ in SCALES} == FIRST
    assert AWARDS.keys() == {scale for scale in SCALES if scale[1] != FIRST[scale[0]]}
    assert {row.id for row in POINTS if row.year != FIRST[row.nation] and year_before(row) is None} == NEW


SUPPLEMENTS = [row for row in BOOK.rows.values() if isinstance(row, SupplementRow) and row.unit == "GBP/year"]


@pytest.mark.parametrize("year", [year for nation, year in AWARDS if nation == "england"])
def test_the_award_on_the_year_before_gives_the_bounds_of_the_supplements(year: str) -> None:
    """Three zones with a minimum and a maximum each; the percentages stay as they are."""
    rows: list[FigureRow] = [row for row in SUPPLEMENTS if row.effective_from == date(int(year[:4]), 4, 1)]
    found = list(raised(rows, AWARDS["england", year].factor))
    assert len(found) == 6
    assert [row.id for row, lands in found if not lands] == []


def test_every_supplement_was_looked_at() -> None:
    years = {row.effective_from.year for row in SUPPLEMENTS if row.effective_from}
    assert years == {int(year[:4]) for nation, year in SCALES if nation == "england"}


# Pay an hour, for every row: salary ÷ (52.143 × hours of the week)

WEEKS = {  # the hours of a whole-time week
    "england": {},
    "wales": {},
    "northern_ireland": {},
    # circulars PCS(AFC)2024/2 and PCS(AFC)2025/1: 37 hours from 1 April 2024, 36 from 1 April 2026
    "scotland": {"2024/25": Fraction(37), "2025/26": Fraction(37), "2026/27": Fraction(36)},
}
USUAL_WEEK = Fraction("37.5")


def hourly(row: PayPointRow) -> Decimal:
    """Return the salary over the hours of a year, in pence, half up, without fairpay's own sums."""
    week = WEEKS[row.nation].get(row.year, USUAL_WEEK)
    pence = floor(Fraction(row.value) / (Fraction("52.143") * week) * 100 + Fraction(1, 2))
    return Decimal(pence).scaleb(-2)


def by_rate(task: Task, known_on: date | None = None) -> dict[str, Decimal]:
    """Return the pay an hour of every Agenda for Change rung of a ladder, by the id of its pay point."""
    ladder = fairpay.compare(task, Offer(amount="20", per="hour"), known_on=known_on)
    rungs = [rung for rung in ladder.rungs if rung.kind == "afc"]
    return {next(rate.id for rate in rung.working.rates() if rate.id in POINT_IDS): rung.pay.hourly for rung in rungs}


def in_the_middle_of(scale: tuple[str, str]) -> Task:
    return Task(on=date(int(scale[1][:4]), 10, 1), nation=scale[0], hours=Hours(attendance="1"))


# The employer's pension contribution in Scotland before April 2024 is not in the book, so the ladder
# of those days goes without Agenda for Change.
NO_ON_COSTS = ("scotland", "2023/24")


@pytest.mark.parametrize("scale", [scale for scale in SCALES if scale != NO_ON_COSTS], ids=" ".join)
def test_pay_an_hour_of_every_point_of_a_scale(scale: tuple[str, str]) -> None:
    rows = [row for row in POINTS if (row.nation, row.year) == scale and row.id not in RESTATED]
    assert by_rate(in_the_middle_of(scale)) == {row.id: hourly(row) for row in rows}


def test_pay_an_hour_before_a_scale_was_restated() -> None:
    rows = [row for row in POINTS if row.id in RESTATED]
    assert {(row.nation, row.year) for row in rows} == {("scotland", "2025/26")}
    found = by_rate(in_the_middle_of(("scotland", "2025/26")), known_on=date(2026, 1, 22))
    assert found == {row.id: hourly(row) for row in rows}


def test_pay_an_hour_where_on_costs_are_not_known() -> None:
    """The rates alone are put together: salary over the weeks in a year and the hours of the week."""
    task = in_the_middle_of(NO_ON_COSTS)
    assert by_rate(task) == {}
    rows = [row for row in POINTS if (row.nation, row.year) == NO_ON_COSTS]
    assert rows
    for row in rows:
        sheet = Sheet()
        sheet.rate("salary.point", BOOK.rate(row.series, task.on))
        sheet.rate("year.weeks", BOOK.rate("weeks_in_year", task.on))
        sheet.rate("week.hours", BOOK.rate(f"weekly_hours.{row.nation}", task.on))
        sheet.work("year.hours", "multiply", ("year.weeks", "week.hours"), "hours")
        found = sheet.work("pay.hourly", "divide", ("salary.point", "year.hours"), "GBP/hour")
        assert money.pence(found) == hourly(row), row.id
