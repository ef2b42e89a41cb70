"""The seats at a meeting as they are put in: one row a kind of seat, read strictly, every fault named.

A seat is not a person: it says which kind of pay sits there and how many people are paid that way. It
has no name in it, and `label` is for a kind of seat ("Service users"), never for somebody's name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Literal, NamedTuple, cast, get_args

from fairpay import money
from fairpay.caveat import Caveat
from fairpay.comparators.afc import POINTS, rung_id
from fairpay.errors import Fault, InputError
from fairpay.tables.columns import Column
from fairpay.tables.reading import open_table
from fairpay.task import Offer, Task
from fairpay.taskfile import read_table

Kind = Literal["fee", "salary", "consultant", "director", "non-executive", "unpaid"]
Group = Literal["lived-experience", "staff", "other"]

KINDS: tuple[Kind, ...] = get_args(Kind)
GROUPS: tuple[Group, ...] = get_args(Group)
LIVED: Group = "lived-experience"
STAFF: Group = "staff"
# The group that a kind of seat is counted in where its row names none. The answer says so.
GROUP_OF: Mapping[Kind, Group] = {
    "fee": LIVED,
    "unpaid": LIVED,
    "salary": STAFF,
    "director": STAFF,
    "consultant": "other",
    "non-executive": "other",
}
# What a seat of each kind is priced by.
PRICED_BY: Mapping[Kind, tuple[str, ...]] = {
    "fee": ("amount", "per"),
    "salary": ("band", "point"),
    "consultant": ("comparator", "amount", "per"),
    "director": ("comparator",),
    "non-executive": ("comparator",),
    "unpaid": (),
}
# What a fee at a meeting can be for. A meeting is one session; a consultant's own rate is for a day.
FEE_UNITS = ("hour", "half-day", "day", "session", "meeting")
_DAY = "day"
HOURS = ("attendance", "preparation", "follow_up", "travel")

COLUMNS = (
    Column("label", "label", ("seat", "seats", "who")),
    Column("kind", "kind", ("kind of seat", "type"), required=True),
    Column("group", "group"),
    Column("count", "count", ("people", "how many", "number"), required=True),
    Column("amount", "amount", ("fee", "rate", "day rate")),
    Column("per", "per", ("unit",)),
    Column("band", "band"),
    Column("point", "point", ("pay point",)),
    Column("comparator", "comparator"),
    Column("attendance", "attendance", ("attendance hours", "hours")),
    Column("preparation", "preparation", ("preparation hours",)),
    Column("follow_up", "follow_up", ("follow-up hours",)),
    Column("travel", "travel", ("travel hours",)),
    Column("count_travel", "count_travel", ("travel counts",)),
)
FIELDS = tuple(column.name for column in COLUMNS)
# What a file of JSON or TOML may say of the meeting itself, beside its seats.
MEETING_FIELDS = ("on", "nation", "zone", "hours", "parity_at")

_PRICES = tuple(dict.fromkeys(name for names in PRICED_BY.values() for name in names))
_TRUE, _FALSE = ("true", "yes"), ("false", "no")
# A seat is read whatever the day and the place of the meeting, so that all faults are told together.
_ANYWHERE: dict[str, Any] = {"on": date(2026, 1, 1), "nation": "england"}
_OURS = {"people": "count"}  # what a task calls a column
_NAMES = {"kind": "seat_kind", "group": "seat_group", "label": "seat_label", "count": "people"}  # as wording names them

Source = Path | str | BinaryIO | Mapping[str, Any] | Iterable[Mapping[str, Any]]


class AskedSeat(NamedTuple):
    """One kind of seat as it was asked for.

    `where` says where it stands in its source ("row.3", "seat.2"). `group_given` tells a group that
    was named from one that follows from the kind. What it is paid is an offer, or a comparator's id.
    """

    where: str
    label: str
    kind: Kind
    group: Group
    group_given: bool
    task: Task
    offer: Offer | None
    comparator: str | None


class Given(NamedTuple):
    """What a source holds: what it says of the meeting, and its rows, each with its place."""

    meeting: dict[str, Any]
    rows: tuple[tuple[str, Mapping[str, Any]], ...]
    notes: tuple[Caveat, ...]
    faults: tuple[Fault, ...]


def given(source: Source) -> Given:
    """Read a table (CSV or XLSX), a JSON or TOML file or what one holds, or rows, without looking at what they say.

    Raises:
        InputError: the file cannot be read.
    """
    if isinstance(source, Mapping):
        return _from_file(dict(source))
    if isinstance(source, str | Path):
        path = Path(source)
        if path.suffix.lower() in (".json", ".toml"):
            return _from_file(read_table(path))
        return _from_table(path)
    if hasattr(source, "read"):
        return _from_table(cast(BinaryIO, source))
    return _from_rows(list(source))


def _from_file(table: dict[str, Any]) -> Given:
    seats = table.pop("seats", None)
    if not isinstance(seats, list):
        raise InputError([Fault("seats", "seats-not-a-list", {})])
    unknown = [Fault(name, "unknown-field", {"name": name}) for name in table if name not in MEETING_FIELDS]
    found = _from_rows(seats)
    return found._replace(meeting=table, faults=(*unknown, *found.faults))


def _from_rows(rows: Sequence[Any]) -> Given:
    found, faults = [], []
    for number, row in enumerate(rows, start=1):
        where = f"seat.{number}"
        if not isinstance(row, Mapping):
            faults.append(Fault(where, "not-a-table", {"name": where}))
            continue
        found.append((where, row))
    return Given({}, tuple(found), (), tuple(faults))


def _from_table(source: Path | BinaryIO) -> Given:
    with open_table(source, COLUMNS) as table:
        names = [name or text for name, text in zip(table.header.names, table.header.texts, strict=True)]
        unknown = [text for text, name in zip(table.header.texts, table.header.names, strict=True) if name is None]
        faults = [Fault("", "unknown-field", {"name": text}) for text in unknown if text.strip()]
        rows = []
        for row in table.rows:
            where = f"row.{row.number}"
            faults += [fault._replace(field=f"{where}.{fault.field}".rstrip(".")) for fault in row.faults]
            nameless = [text for name, text in zip(names, row.cells, strict=True) if text.strip() and not name.strip()]
            if nameless:
                faults.append(Fault(where, "extra-cells", {"count": len(nameless)}))
            # A cell whose fault is told already, or under no heading known, is not looked at again.
            left_out = {fault.field for fault in row.faults} | set(unknown)
            cells = zip(names, row.cells, strict=True)
            rows.append((where, {name: text for name, text in cells if name not in left_out}))
        return Given({}, tuple(rows), table.notes, tuple(faults))


def asked_seats(
    rows: Iterable[tuple[str, Mapping[str, Any]]], length: Any, faults: list[Fault]
) -> tuple[AskedSeat, ...]:
    """Return the seats of some rows; what is wrong with them is added to `faults`.

    `length` is the length of the meeting in hours, which a seat attends unless it says otherwise.
    """
    found = [_Reader(where, row, length).seat(faults) for where, row in rows]
    return tuple(seat for seat in found if seat is not None)


class _Reader:
    """Reads one row, and gathers its faults."""

    def __init__(self, where: str, row: Mapping[str, Any], length: Any) -> None:
        self.where, self.length = where, length
        self.row = {name: value for name, value in row.items() if not _blank(value)}
        self.faults: list[Fault] = []

    def seat(self, faults: list[Fault]) -> AskedSeat | None:
        row = self.row
        for name in row:
            if name not in FIELDS:
                self._wrong(str(name), "unknown-field")
        kind = cast(Kind | None, self._choice("kind", KINDS, required=True))
        group = cast(Group | None, self._choice("group", GROUPS))
        label = self._label()
        task = self._task()
        offer, comparator = self._price(kind) if kind is not None else (None, None)
        faults += [fault._replace(field=f"{self.where}.{fault.field}") for fault in self.faults]
        if self.faults or kind is None or task is None:
            return None
        return AskedSeat(self.where, label, kind, group or GROUP_OF[kind], group is not None, task, offer, comparator)

    def _task(self) -> Task | None:
        """Read how many people it is, and their hours."""
        row = self.row
        hours = {name: row[name] for name in HOURS if name in row}
        if self.length is not None:
            hours.setdefault("attendance", self.length)
        if "count_travel" in row:
            hours["count_travel"] = self._flag("count_travel")
        if "count" not in row:
            self._wrong("count", "missing")
        task: Task | None = self._built(
            Task, _ANYWHERE | {"people": row.get("count", 1), "band": row.get("band"), "hours": hours}
        )
        return task

    def _price(self, kind: Kind) -> tuple[Offer | None, str | None]:
        """Read what a seat of this kind is paid: an offer, or the id of a comparator."""
        row = self.row
        for name in _PRICES:
            if name in row and name not in PRICED_BY[kind]:
                self._wrong(name, "seat-without-field", kind=kind)
        if kind == "unpaid":
            return Offer(amount=money.ZERO, per="session"), None
        if kind == "fee":
            return self._fee(), None
        if kind == "salary":
            point = self._choice("point", POINTS) or POINTS[0]
            if "band" not in row:
                self._wrong("band", "missing")
            return None, rung_id(str(row.get("band", "")).strip().lower(), point)
        if kind == "consultant" and ("amount" in row) == ("comparator" in row):
            self._wrong("comparator", "comparator-or-day-rate")
            return None, None
        if "amount" in row:
            self._choice("per", (_DAY,))
            return self._built(Offer, {"amount": row["amount"], "per": _DAY}), None
        if "comparator" not in row:
            self._wrong("comparator", "missing")
        return None, str(row.get("comparator", "")).strip()

    def _fee(self) -> Offer | None:
        """Read a fee with its unit."""
        if "amount" not in self.row:
            self._wrong("amount", "missing")
        unit = self._choice("per", FEE_UNITS, required=True)
        if unit is None or "amount" not in self.row:
            return None
        per = "session" if unit == "meeting" else unit
        offer: Offer | None = self._built(Offer, {"amount": self.row["amount"], "per": per})
        return offer

    def _choice(self, name: str, choices: Sequence[str], *, required: bool = False) -> str | None:
        """Return one of a few words, in any case, with a space for a hyphen."""
        value = self.row.get(name)
        if value is None:
            if required:
                self._wrong(name, "missing")
            return None
        said = "-".join(value.lower().replace("_", " ").split()) if isinstance(value, str) else ""
        if said not in choices:
            self._wrong(name, "not-a-choice", choices=", ".join(choices))
            return None
        return said

    def _flag(self, name: str) -> bool:
        value = self.row[name]
        said = str(value).strip().lower()
        if not isinstance(value, str | bool) or said not in (*_TRUE, *_FALSE):
            self._wrong(name, "not-true-or-false")
        return said in _TRUE

    def _label(self) -> str:
        value = self.row.get("label", "")
        said = " ".join(value.split()) if isinstance(value, str) else ""
        if "label" in self.row and not (said and said.isprintable()):
            self._wrong("label", "not-text")
        return said

    def _built(self, model: type[Any], values: Mapping[str, Any]) -> Any:
        """Build a model; what is wrong is written down by the names of the row."""
        try:
            return model(**values)
        except InputError as error:
            for fault in error.faults:
                field = fault.field.rpartition(".")[2]
                if field not in {told.field for told in self.faults}:
                    self.faults.append(fault._replace(field=_OURS.get(field, field)))
        return None

    def _wrong(self, name: str, code: str, **params: Any) -> None:
        self.faults.append(Fault(name, code, {"name": _NAMES.get(name, name)} | params))


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def template(labels: Mapping[Kind, str]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table to fill in: the headings, and one example of each kind with its label."""
    examples: Mapping[Kind, Mapping[str, str]] = {
        "fee": {"count": "12", "amount": "150", "per": "day", "preparation": "2", "follow_up": "1"},
        "salary": {"count": "6", "band": "8a", "point": "entry", "preparation": "1"},
        "consultant": {"count": "1", "comparator": "consultancy.organisational-change", "preparation": "1"},
        "director": {"count": "1", "comparator": "director.executive-mean", "preparation": "1"},
        "non-executive": {"count": "1", "comparator": "director.trust-non-executive", "preparation": "1"},
        "unpaid": {"count": "3", "preparation": "2", "travel": "1", "count_travel": "yes"},
    }
    yield FIELDS
    for kind, values in examples.items():
        row = {"label": labels[kind], "kind": kind, "group": GROUP_OF[kind], **values}
        yield tuple(row.get(name, "") for name in FIELDS)
