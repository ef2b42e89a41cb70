"""An empty budget file: the headings that fairpay reads, and one row as an example."""

from typing import IO

from fairpay.budget.columns import COLUMNS, COSTS
from fairpay.budget.where import ROLES
from fairpay.errors import N_
from fairpay.present.budget_workbook import MONEY, own_cell
from fairpay.present.words import words_in
from fairpay.present.workbook import Column, Sheet, write_workbook
from fairpay.ratebook import RateBook
from fairpay.tables.writing import csv_text
from fairpay.task import BANDS, NATIONS, UNITS, ZONES

# One row by column: what is text in it can be translated.
EXAMPLE = {
    "date": "2026-05-14",
    "category": N_("Involvement fees"),
    "people": "3",
    "sessions": "1",
    "attendance": "6",
    "fee": "150.00",
    "per": "day",
    "line": "1",
    "activity": "co-facilitate-workshop",
    "payee": "",
    "role": "lived experience",
    "preparation": "1",
    "follow_up": "0.5",
    "travel_hours": "0",
    "nation": "england",
    "zone": "none",
    "travel": "45.00",
    "access": "120.00",
    "supervision": "60.00",
    "budgeted": "675.00",
    "cost_centre": "C100",
    "expense_code": "E200",
    "project_code": "P300",
    "approver": "AB",
    "authoriser": "CD",
    "notes": N_("An example: write over it or take it out"),
}


def template_rows(lang: str = "en") -> list[list[str]]:
    """Return the headings, in a language, and the example."""
    words = words_in(lang)
    example = [
        words.say(EXAMPLE[column.name]) if column.name in ("category", "notes") else EXAMPLE.get(column.name, "")
        for column in COLUMNS
    ]
    return [[column.title for column in COLUMNS], example]


def template_csv(lang: str = "en") -> str:
    """Return the template as CSV."""
    return csv_text(template_rows(lang))


# The template as a workbook: beside the example there are notes on each column, and choices from lists.

_HOURS = N_("Hours of one person for one session, like 7.5. Leave it empty for none.")
_COST = N_("Pounds for the whole row, all people and sessions. Write “included” if it is part of the fee.")
_POUNDS = N_("Pounds for the whole row.")
_LIST = N_("Choose from the list.")
_OWN = N_("In your own words.")
_INITIALS = N_("Initials or a job title are enough.")
NOTES = {
    "date": N_("The day of the work, day first, like 14/05/2026, or like 2026-05-14. Rates of that day are used."),
    "category": N_(
        "Your heading. “Total” and “funding” are for rows that state a figure for the whole plan, “subtotal” for one "
        "that is in no sum."
    ),
    "people": N_("How many people are paid this fee."),
    "sessions": N_("How many times."),
    "attendance": _HOURS,
    "fee": N_("Pounds for one person, for what stands under “Per”. Leave it empty in a row without a fee."),
    "per": N_("What the fee pays for. Choose from the list."),
    "line": N_(
        "A number or a name of your own. Rows that differ in nothing but a number here are the same line twice."
    ),
    "activity": N_("The kind of work: it gives the row its benchmark. Choose from the list."),
    "payee": N_("A reference of your own, never a name or a number of a person."),
    "role": N_("Who is paid. Choose from the list, or write your own word."),
    **dict.fromkeys(("preparation", "follow_up", "travel_hours"), _HOURS),
    **dict.fromkeys(("nation", "zone"), _LIST),
    "band": N_("The Agenda for Change band of the same work, if you know it. It gives the row its benchmark."),
    "card": N_("The step of a published scheme that pays this. Choose from the list."),
    "card_step": N_("Leave it empty if the step stands beside the scheme already."),
    **dict.fromkeys(COSTS, _COST),
    "budgeted": N_("What the plan states for the row, in pounds. “at least 1000” is understood."),
    "actual": N_("What was spent, in pounds. “at least 1000” is understood."),
    **dict.fromkeys(("offered", "accepted", "declined", "claimed"), _POUNDS),
    "paid": N_("The day of the payment, day first, like 14/06/2026, or like 2026-06-14."),
    **dict.fromkeys(("approver", "authoriser"), _INITIALS),
    "notes": N_("In your own words. Leave out what is personal."),
}


def write_template(file: IO[bytes], book: RateBook, lang: str = "en") -> None:
    """Write the template to a file as a workbook: headings with an example, notes on each column, the choices."""
    words = words_in(lang)
    lists = _choices(book)
    say = words.say
    titles = {column.name: column.title for column in COLUMNS}
    example = template_rows(lang)[1]
    tab = say(N_("Choices"))
    places = {name: _range(tab, place, len(found)) for place, (name, found) in enumerate(lists.items())}
    columns = [
        Column(column.title, "money" if column.name in MONEY else "number", places.get(column.name, ""))
        for column in COLUMNS
    ]
    row = [own_cell(column.name, text) for column, text in zip(COLUMNS, example, strict=True)]
    yes, no = say(N_("Yes")), say(N_("No"))
    notes = [[column.title, yes if column.required else no, say(NOTES.get(column.name, _OWN))] for column in COLUMNS]
    heads = [Column(say(title)) for title in (N_("Column"), N_("Needed"), N_("What to write"))]
    longest = max(map(len, lists.values()))
    filled = [[(*found, *[None] * longest)[place] for found in lists.values()] for place in range(longest)]
    sheets = (
        Sheet(say(N_("Budget")), columns, [row]),
        Sheet(say(N_("Notes")), heads, notes),
        Sheet(tab, [Column(titles[name]) for name in lists], filled),
    )
    write_workbook(file, sheets, say(N_("A budget to check")))


def _choices(book: RateBook) -> dict[str, tuple[str, ...]]:
    """Return what can be chosen in the columns with lists, as fairpay reads it."""
    return {
        "per": UNITS,
        "activity": tuple(book.activities),
        "role": tuple(roles[0] for roles in ROLES.values()),
        "nation": NATIONS,
        "zone": ZONES,
        "band": BANDS,
        "card": tuple(f"{card.id}:{step.id}" for card in book.cards.values() for step in card.steps),
    }


def _range(tab: str, place: int, count: int) -> str:
    letter = chr(ord("A") + place)
    return f"='{tab}'!${letter}$2:${letter}${count + 1}"
