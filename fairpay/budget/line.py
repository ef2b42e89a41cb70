"""One row of a budget as it is asked: its cells read, its faults named."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from fairpay import money
from fairpay.budget import cells
from fairpay.budget.cells import BLANK, Bad, Stated
from fairpay.budget.columns import COSTS, LINE, kind_of_row
from fairpay.budget.where import destination
from fairpay.errors import Fault
from fairpay.task import MOST_FEE


class Setting(NamedTuple):
    """What a row says in words. Rows repeat it, with other figures.

    `work` says that people are paid for hours or a task; else the row states amounts only. `kind` is
    "line", "total", "funding" or "subtotal". `reached` says who gets the fee or amount; `costs` are the cost columns
    with something in them.
    """

    kind: str
    work: bool
    category: str
    activity: str
    role: str
    reached: str
    nation: str | None
    zone: str
    band: str | None
    card: str | None
    per: str | None
    costs: tuple[str, ...]


class Line(NamedTuple):
    """A row as values.

    Hours are of one person for one session. `costs` are the cost columns with an amount, in pounds
    for the whole row; `inside` says that expenses are part of the fee.
    """

    setting: Setting
    people: int
    sessions: int
    attendance: Decimal | None
    preparation: Decimal
    follow_up: Decimal
    travel_hours: Decimal
    fee: Decimal | None
    costs: tuple[tuple[str, Decimal], ...]
    inside: bool
    budgeted: Stated | None
    actual: Stated | None
    accepted: Decimal | None
    declined: Decimal | None
    claimed: Decimal | None


def read_setting(
    texts: Mapping[str, str], given: tuple[str, ...], kind: str, nation: str | None, zone: str
) -> tuple[Setting, list[Fault]]:
    """Read the words of a row by the name of their column; `given` are the columns with figures in them.

    Blank cells are not in either. `kind` is what its line column says where it has no category. `nation` and `zone`
    are for a row that does not name its own. The faults are those of the words, and what is missing.
    """
    found, faults = {}, []
    for name in ("per", "nation", "zone", "band"):
        if name in texts:
            value = cells.READERS[name](texts[name])
            if isinstance(value, Bad):
                faults.append(cell_fault(name, value))
            else:
                found[name] = value
    category = texts.get("category", "").strip()
    activity = texts.get("activity", "").strip()
    if kind == LINE:
        kind = kind_of_row(category or activity)
    card = _card(texts)
    role = texts.get("role", "").strip()
    own_nation = found.get("nation", nation)
    setting = Setting(
        kind,
        kind == LINE and ("fee" in given or (card is not None and "attendance" in given)),
        category,
        activity,
        role,
        destination(role, category),
        own_nation,
        found.get("zone", zone if own_nation == "england" else "none"),
        found.get("band"),
        card,
        found.get("per"),
        tuple(name for name in given if name in COSTS),
    )
    faults += [missing(name) for name in _missing(setting, {*texts, *given})]
    if setting.work and setting.zone != "none" and setting.nation not in ("england", None):
        faults.append(Fault("zone", "zone-outside-england", {}))
    return setting, faults


def _card(texts: Mapping[str, str]) -> str | None:
    """Return the rate card step as "card:step", from one column or two."""
    card, step = texts.get("card", "").strip().lower(), texts.get("card_step", "").strip().lower()
    return f"{card}:{step}" if card and step else card or None


def _missing(setting: Setting, given: set[str]) -> Iterator[str]:
    """Yield the columns with nothing in them that the row needs: a row without a fee needs another amount."""
    needed = ["category"] if setting.kind == LINE else []
    if not setting.work:
        amounts = ("budgeted", "actual") if setting.kind != LINE else (*COSTS, "budgeted", "actual")
        if given.isdisjoint(amounts):
            needed.append("fee" if setting.kind == LINE else "budgeted")
    else:
        needed += ["people", "sessions"]
        if "fee" in given:
            needed.append("per")
        if "fee" not in given or setting.per in ("hour", "day", "half-day"):
            needed.append("attendance")
        if setting.nation is None:
            needed.append("nation")
    yield from (name for name in needed if name not in given)


def read_figures(
    cells_of_row: Sequence[str], readers: Iterable[tuple[str, int, Callable[[str], Any]]]
) -> tuple[dict[str, Any], tuple[str, ...], list[Fault]]:
    """Read the figures of a row: what they are and which columns have any, blank ones left out, and the faults."""
    found, faults = {}, []
    for name, place, reader in readers:
        text = cells_of_row[place]
        if text and not text.isspace():
            value = reader(text)
            if value is not BLANK:
                found[name] = value
                if type(value) is Bad:
                    faults.append(cell_fault(name, value))
    given = tuple(found)
    for fault in faults:
        del found[fault.field]
    return found, given, faults


def line_of(setting: Setting, found: Mapping[str, Any], *, inside: bool) -> Line:
    """Make a line of what a row says in words and in figures; `inside` as words of the row have it."""
    costs = []
    for name in setting.costs:
        amount = found.get(name, money.ZERO)
        if amount is None:
            inside = True
        elif amount:
            costs.append((name, amount))
    value_of = found.get
    return Line(
        setting,
        value_of("people", 1),
        value_of("sessions", 1),
        value_of("attendance"),
        value_of("preparation", money.ZERO),
        value_of("follow_up", money.ZERO),
        value_of("travel_hours", money.ZERO),
        value_of("fee"),
        tuple(costs),
        inside,
        value_of("budgeted"),
        value_of("actual"),
        value_of("accepted"),
        value_of("declined"),
        value_of("claimed"),
    )


def misfits(line: Line) -> Iterator[Fault]:
    """Yield what does not fit in the figures of a row of work."""
    per, fee, attendance = line.setting.per, line.fee, line.attendance
    if fee is not None and per is not None and not money.ZERO <= fee <= MOST_FEE[per]:
        yield Fault("fee", "out-of-range", {"name": "fee", "low": "0", "high": f"{MOST_FEE[per]:,}"})
    if attendance is not None and not attendance:
        if not (line.preparation or line.follow_up):
            yield Fault("attendance", "no-hours", {})
        elif per in ("day", "half-day"):
            yield Fault("attendance", "day-fee-without-attendance", {})


def missing(name: str) -> Fault:
    return Fault(name, "missing", {"name": name})


def cell_fault(name: str, bad: Bad) -> Fault:
    code = bad.code
    return Fault(name, code, bad.params | {"name": name})
