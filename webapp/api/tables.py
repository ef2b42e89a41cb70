"""The questions of the JSON interface that bring rows: the seats at a meeting, the lines of a budget."""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

import fairpay
from fairpay.budget import CheckedLine
from fairpay.budget.options import MOST_DAYS
from fairpay.comparison import Basis
from fairpay.errors import N_, InputError
from fairpay.inputs import Within, number, whole
from fairpay.present.budget_report import budget_data, line_data
from fairpay.present.meeting_report import meeting_data
from fairpay.ratebook import RateBook
from fairpay.tables.table import PAGE
from fairpay.task import MOST_HOURS, Nation, Zone
from webapp import limits
from webapp.api import fields, shapes
from webapp.api.asked import Asked, Day
from webapp.api.endpoint import Endpoint
from webapp.languages import language

_SEAT = re.compile(r"^seat\.([0-9]+)")


def _cell(value: Any) -> Any:
    if value is not None and (isinstance(value, bool) or not isinstance(value, str | int | Decimal)):
        raise PydanticCustomError("fairpay:not-a-cell", "{code}", {"code": "not-a-cell"})
    return value


SeatRow = Annotated[dict[str, Any], WithJsonSchema(fields.SEAT)]
Cell = Annotated[Any, AfterValidator(_cell), WithJsonSchema(fields.CELL)]
Period = Annotated[str, WithJsonSchema(fields.PERIOD)]
Targets = Annotated[dict[str, str], WithJsonSchema(fields.TARGETS)]


class Seats(Asked):
    """A meeting and the kinds of seats at it. `hours` is its length, which a seat attends unless it says otherwise."""

    on: Day
    nation: Nation
    zone: Zone = "none"
    hours: Annotated[Decimal, Within(number, 0, MOST_HOURS["attendance"])] | None = None
    parity_at: str | None = None
    known_on: Day | None = None
    last_known_scale: bool = False
    seats: Annotated[list[SeatRow], Field(min_length=1, max_length=limits.JSON_SEATS)]


def meeting(asked: Seats, book: RateBook) -> dict[str, Any]:
    """Return what each seat is paid: the same object as `fairpay meeting --format json`."""
    try:
        found = fairpay.meeting(asked.seats, **_options(asked, "seats"), book=book)
    except InputError as error:
        faults = [fault._replace(field=_SEAT.sub(_place, fault.field)) for fault in error.faults]
        raise InputError(faults) from None
    return meeting_data(found, fairpay.__version__, book, language().code)


def _options(asked: Asked, rows: str) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in type(asked).model_fields if name not in ("lang", rows)}


def _place(seat: re.Match[str]) -> str:
    return f"seats.{int(seat[1]) - 1}"


class Lines(Asked):
    """The lines of a plan or a ledger, each with its cells by heading, and how to check them.

    The first line has a cell for each heading, if need be a null.
    """

    nation: Nation | None = None
    zone: Zone = "none"
    period: Period | None = None
    ringfence: Targets | None = None
    unpaid_at: str | None = None
    promised_days: Annotated[int, Within(whole, 0, MOST_DAYS)] | None = None
    basis: Basis = "pay"
    known_on: Day | None = None
    last_known_scale: bool = False
    count_travel: bool = False
    rows: Annotated[
        list[Annotated[dict[str, Cell], Field(min_length=1, max_length=PAGE.columns)]],
        Field(min_length=1, max_length=limits.JSON_ROWS),
    ]


def budget(asked: Lines, book: RateBook) -> dict[str, Any]:
    """Return the budget as `fairpay budget check --format json` does, and each line with what was found.

    A faulty line is no fault of the question: it is named, counted, and in no sum. Rows count from 2,
    as in a spreadsheet whose first row has the headings.
    """
    lines: list[CheckedLine] = []
    found = fairpay.check_budget(asked.rows, **_options(asked, "rows"), each=lines.append, book=book, limits=PAGE)
    lang = language().code
    return budget_data(found, fairpay.__version__, lang) | {"lines": [line_data(line, lang) for line in lines]}


ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/budget",
        about=N_("Checks the lines of a budget, prices them, adds them up, and says where the money goes."),
        asked=Lines,
        answer=budget,
        gives=shapes.BUDGET,
        example={
            "nation": "england",
            "rows": [
                {
                    "Date": "2026-05-14",
                    "Category": "workshop",
                    "People": 3,
                    "Sessions": 2,
                    "Attendance hours": 6,
                    "Preparation hours": 2,
                    "Follow-up hours": 1,
                    "Fee": "150",
                    "Per": "day",
                    "Band": "7",
                    "Budgeted": "900",
                }
            ],
        },
        # Three people, twice, at 150.
        shows={"rows": 1, "not_read": 0, "whole": {"computed": "900.00", "budgeted": "900.00"}},
    ),
    Endpoint(
        method="POST",
        path="/meeting",
        about=N_("Says what each seat at a meeting is paid an hour, and whom the meeting's money reaches."),
        asked=Seats,
        answer=meeting,
        gives=shapes.MEETING,
        example={
            "on": "2026-05-14",
            "nation": "england",
            "hours": 6,
            "seats": [
                {"kind": "fee", "count": 12, "amount": "150", "per": "day", "preparation": 2, "follow_up": 1},
                {"kind": "salary", "count": 6, "band": "7"},
            ],
        },
        # Twelve people at 150; 150 over nine hours.
        shows={"people": 18, "groups": [{"group": "lived-experience", "pay": "1800.00", "mean_hourly": "16.67"}]},
    ),
)
