"""The columns of a budget file, their other names, and the columns that fairpay adds to it."""

from fairpay.errors import N_
from fairpay.tables.columns import Column, Header

# Each of our own columns starts with this. In a file that comes back they are left out and written anew.
OWN_PREFIX = "fairpay:"

COLUMNS = (
    Column("date", N_("Date"), ("date of work", "day", "event date", "meeting date", "work date"), required=True),
    Column("category", N_("Category"), ("budget category", "budget heading", "heading", "cost type"), required=True),
    Column("people", N_("People"), ("number of people", "persons", "headcount", "contributors"), required=True),
    Column("sessions", N_("Sessions"), ("number of sessions", "meetings", "number of meetings"), required=True),
    Column(
        "attendance",
        N_("Attendance hours"),
        ("hours", "hours attended", "hours of attendance", "session hours", "meeting hours"),
        required=True,
    ),
    Column("fee", N_("Fee"), ("rate", "fee rate", "involvement fee", "payment", "unit cost"), required=True),
    Column("per", N_("Per"), ("unit", "fee per", "rate per", "paid per", "fee unit"), required=True),
    Column("line", N_("Line"), ("line number", "id", "ref", "reference", "item", "description")),
    Column("activity", N_("Activity"), ("kind of work", "type of work", "task")),
    Column("payee", N_("Payee reference"), ("paid to", "payee id", "supplier", "person reference")),
    Column("role", N_("Role"), ("who", "type of person", "contributor type")),
    Column("preparation", N_("Preparation hours"), ("prep", "prep hours", "hours of preparation")),
    Column("follow_up", N_("Follow-up hours"), ("debrief hours", "hours of follow-up")),
    Column("travel_hours", N_("Travel hours"), ("travel time", "hours of travel")),
    Column("nation", N_("Nation"), ("country",)),
    Column("zone", N_("High cost area"), ("hca", "london weighting", "high cost area zone")),
    Column("band", N_("Band"), ("afc band", "agenda for change band", "benchmark band", "pay band")),
    Column("card", N_("Rate card"), ("scheme", "rate card and step")),
    Column("card_step", N_("Rate card step"), ("step", "rate card level")),
    Column("route", N_("Payment route"), ("paid through", "payment method", "paid by")),
    Column("travel", N_("Travel cost"), ("travel expenses", "travel and subsistence")),
    Column("care", N_("Care cost"), ("care costs", "replacement care", "childcare", "carer costs")),
    Column("access", N_("Access cost"), ("access costs", "interpreters", "reasonable adjustments", "accessibility")),
    Column("food", N_("Food"), ("catering", "refreshments", "subsistence")),
    Column("venue", N_("Venue"), ("room hire", "venue hire", "venue cost")),
    Column("training", N_("Training"), ("training cost", "training costs")),
    Column("supervision", N_("Supervision"), ("mentoring", "supervision and mentoring", "support")),
    Column("other", N_("Other costs"), ("other cost", "sundries", "miscellaneous")),
    Column("budgeted", N_("Budgeted"), ("budget", "planned", "plan", "line total", "budget amount")),
    Column("actual", N_("Actual"), ("spent", "spend", "actual spend", "amount paid", "actual amount")),
    Column("offered", N_("Offered"), ("amount offered",)),
    Column("accepted", N_("Accepted"), ("amount accepted",)),
    Column("declined", N_("Declined"), ("amount declined",)),
    Column("claimed", N_("Claimed"), ("amount claimed",)),
    Column("paid", N_("Paid on"), ("date paid", "paid date", "payment date")),
    Column("cost_centre", N_("Cost centre"), ("cost center", "cost centre code", "cc")),
    Column("expense_code", N_("Expense code"), ("account code", "gl code", "subjective code", "nominal code")),
    Column("project_code", N_("Project code"), ("project", "analysis code")),
    Column("funder", N_("Funder"), ("funding source", "funded by", "grant")),
    Column("approver", N_("Approver"), ("approved by", "expenses approver", "budget holder")),
    Column("authoriser", N_("Authoriser"), ("authorised by", "authorizer", "payment authoriser")),
    Column("notes", N_("Notes"), ("note", "comment", "comments", "remarks")),
)

COSTS = ("travel", "care", "access", "food", "venue", "training", "supervision", "other")
CODES = ("cost_centre", "expense_code", "project_code")

# Rows that are named so state a figure for the whole plan (a subtotal: for a part of it), and are no part of its sums.
LINE, TOTAL, FUNDING, SUBTOTAL = "line", "total", "funding", "subtotal"
_STATE = {
    **dict.fromkeys(("total", "totals", "grand total"), TOTAL),
    **dict.fromkeys(("funding", "funder"), FUNDING),
    **dict.fromkeys(("subtotal", "subtotals", "sub-total", "sub-totals", "sub total", "sub totals"), SUBTOTAL),
}


def kind_of_row(name: str) -> str:
    """Return what kind of row a name stands for, in any case and spacing, with or without a colon."""
    return _STATE.get(" ".join(name.casefold().split()).removesuffix(":").rstrip(), LINE)


# What a line is asked with differs by line (its name, who is paid, when), or is looked at by itself.
_NOT_ASKED = ("date", "line", "payee", "paid", "notes")
ASKED = tuple(column.name for column in COLUMNS if column.name not in _NOT_ASKED)
# Of these, counts, hours and amounts; the rest are words.
FIGURES = (
    *("people", "sessions", "attendance", "preparation", "follow_up", "travel_hours", "fee"),
    *(*COSTS, "budgeted", "actual", "offered", "accepted", "declined", "claimed"),
)
WORDS = tuple(name for name in ASKED if name not in FIGURES)


def own_positions(header: Header) -> tuple[int, ...]:
    """Return the positions of the columns that fairpay itself added to a file."""
    texts = enumerate(header.texts)
    return tuple(position for position, text in texts if text.strip().lower().startswith(OWN_PREFIX))
