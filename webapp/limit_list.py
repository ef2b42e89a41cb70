"""The page that lists the limits, made from the constants that enforce them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from flask import Blueprint, render_template

from fairpay import task
from fairpay.description.text import MOST_CHARACTERS
from fairpay.errors import N_
from fairpay.present.language import money_text
from fairpay.present.words import Words
from fairpay.tables.table import PAGE
from webapp import limits
from webapp.cells import Cell
from webapp.languages import known_fields, words

pages = Blueprint("limit_list", __name__)

_REFUSED = N_("Nothing is read. The answer has status %(status)s.")
_FILE_REFUSED = N_("The file is not used, and the page says why.")
_CORRECT = N_("Nothing is worked out. The answer has status %(status)s and says why.")
_ROW = N_("The row is named as one to correct.")


class Limit(NamedTuple):
    """What is limited, by how much (its unit and its number), and what happens above it."""

    what: str
    most: str
    amount: int | str
    then: str
    status: int = 0


_FILES = (
    Limit(N_("Size of a file"), N_("%(most)s MB"), limits.REQUEST_BYTES // limits.MIB, _REFUSED, 413),
    Limit(N_("Rows of a table"), "", f"{PAGE.rows:,}", _FILE_REFUSED),
    Limit(N_("Columns of a table"), "", PAGE.columns, _FILE_REFUSED),
    Limit(N_("Text in one cell"), N_("%(most)s characters"), f"{PAGE.cell_characters:,}", _ROW),
    Limit(N_("An Excel file, unpacked"), N_("%(most)s MB"), PAGE.unpacked // 1_000_000, _FILE_REFUSED),
    Limit(N_("Parts inside an Excel file"), "", PAGE.parts, _FILE_REFUSED),
    Limit(N_("A job description"), N_("%(most)s characters"), f"{MOST_CHARACTERS:,}", _CORRECT, 422),
    Limit(N_("A receipt"), N_("%(most)s kB"), limits.RECEIPT_BYTES // 1024, _FILE_REFUSED),
    Limit(
        N_("Files read at the same time"),
        "",
        limits.UPLOADS_AT_ONCE,
        N_("The answer has status %(status)s and says after how many seconds to try again."),
        503,
    ),
)
_PROGRAMS = (
    Limit(N_("A question in JSON"), N_("%(most)s kB"), limits.JSON_BYTES // 1024, _REFUSED, 413),
    Limit(N_("Brackets within brackets"), N_("%(most)s deep"), limits.JSON_DEPTH, _REFUSED, 400),
    Limit(N_("A number, before the point"), N_("%(most)s figures"), limits.JSON_FIGURES, _REFUSED, 400),
    Limit(N_("Kinds of seats at a meeting"), "", limits.JSON_SEATS, _CORRECT, 422),
    Limit(N_("Lines of a budget"), "", limits.JSON_ROWS, _CORRECT, 422),
    Limit(
        N_("Faults that one answer names"),
        "",
        limits.JSON_FAULTS,
        N_("The answer says how many there are in all."),
    ),
)
_SITE = (
    Limit(N_("Fields in an address or a form"), "", limits.QUERY_FIELDS, _REFUSED, 400),
    Limit(N_("Text of one field"), N_("%(most)s characters"), limits.QUERY_FIELD_CHARACTERS, _REFUSED, 400),
    Limit(N_("All fields together"), N_("%(most)s kB"), limits.QUERY_BYTES // 1024, _REFUSED, 400),
    Limit(N_("Headers of a request"), N_("%(most)s kB"), limits.SERVER_HEADER_BYTES // 1024, _REFUSED, 431),
    Limit(
        N_("Connections at the same time"),
        "",
        limits.SERVER_CONNECTIONS,
        N_("Further ones wait until one is free."),
    ),
    Limit(
        N_("A connection on which nothing happens"),
        N_("%(most)s seconds"),
        limits.SERVER_CHANNEL_SECONDS,
        N_("It is closed."),
    ),
)


@pages.get("/limits")
@known_fields()
def show() -> str:
    said = words()
    return render_template(
        "limits.html",
        most=limits.QUERY_FIELD_CHARACTERS,
        typed=list(_typed(said)),
        files=_rows(_FILES, said),
        programs=_rows(_PROGRAMS, said),
        site=_rows(_SITE, said),
    )


def _rows(found: tuple[Limit, ...], said: Words) -> list[list[Cell]]:
    return [
        [
            Cell(said.say(limit.what)),
            Cell(said.say(limit.most, {"most": str(limit.amount)}) if limit.most else str(limit.amount)),
            Cell(said.say(limit.then, {"status": str(limit.status)})),
        ]
        for limit in found
    ]


def _typed(said: Words) -> Iterator[list[Cell]]:
    """Yield the limits of what is typed, which are those of the fields themselves."""
    for per, most in task.MOST_FEE.items():
        yield _field(f"{per}_fee", money_text(most), said)
    for kind, hours in task.MOST_HOURS.items():
        yield _field(kind, said.hours(Decimal(hours)), said)
    for name, count in (("people", task.MOST_PEOPLE), ("sessions", task.MOST_SESSIONS)):
        yield _field(name, f"{count:,}", said)


def _field(name: str, most: str, said: Words) -> list[Cell]:
    named = said.field(name)
    return [Cell(named[:1].upper() + named[1:]), Cell(most)]
