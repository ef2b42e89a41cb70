"""The question in an address: query fields → a task, an offer and options, or what is wrong with them.

The rules for figures are those of fairpay's models. What is added here belongs to the form: which
fee is asked for, that unpaid work is said so and not typed as £0, and a date in three boxes.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from pydantic_core import PydanticCustomError

import fairpay
from fairpay.comparison import Basis, Result
from fairpay.errors import N_, FairpayError, Fault, InputError
from fairpay.inputs import day
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.task import MOST_FEE, UNITS

HOURS = ("attendance", "preparation", "follow_up", "travel", "recovery")
DATE_PARTS = ("on_day", "on_month", "on_year")
# In the order of the form, which is the order of the error summary.
ASKED = ("fee", "per", "attendance", "preparation", "follow_up", "activity", "on", "nation")
MORE = (
    *("card", "travel", "count_travel", "recovery", "count_recovery", "people", "sessions", "age"),
    *("band", "zone", "basis", "known_on", "last_known_scale"),
)
FIELDS = (*ASKED, *MORE)
NAMES = (*FIELDS, *DATE_PARTS)
# What a field that is left empty means; saying so says nothing more.
DEFAULTS = {"zone": "none", "basis": "pay", "people": "1", "sessions": "1"} | dict.fromkeys(
    ("count_travel", "count_recovery", "last_known_scale"), "false"
)

# What the rate cards are asked for: a task, without an offer and without what only a total reads.
CARD_FIELDS = (
    *ASKED[2:],
    *("travel", "count_travel", "recovery", "count_recovery", "age", "band", "zone", "known_on"),
)

Model = TypeVar("Model", fairpay.Task, fairpay.Offer)

UNPAID = "unpaid"
UNKNOWN = "unknown"
# Hours that somebody may not know. They count as none, and the page says what that does.
MAY_BE_UNKNOWN = ("preparation", "follow_up")
_LEAST_FEE = Decimal("0.01")
_BASES = ("pay", "cost")
_DATE_TWICE, _DATE_PARTS, _NO_CHOICE = "date-twice", "date-parts", "no-choice"
_NO_FEE, _FEE_UNKNOWN = "fee-of-nothing", "fee-unknown"
_WITH_FEE = {UNPAID: "unpaid-with-fee", UNKNOWN: "unknown-with-fee"}
_MESSAGES = {
    _DATE_TWICE: N_("The date of the work is there twice, as two different days. Give it once."),
    _DATE_PARTS: N_("Enter %(name)s as a real date, with the day, the month and the year in figures, like 14 5 2026."),
    _WITH_FEE[UNPAID]: N_(
        "There is a fee, and “It is unpaid” is chosen too. Take the fee out, or choose what it is for."
    ),
    _WITH_FEE[UNKNOWN]: N_(
        "There is a fee, and “I do not know yet” is chosen too. Take the fee out, or choose what it is for."
    ),
    _FEE_UNKNOWN: N_("This needs %(name)s. Enter it in pounds, like 150, and choose what it is for."),
    _NO_FEE: N_("Enter %(name)s between %(low)s and %(high)s. If nothing is paid, choose “It is unpaid”."),
    _NO_CHOICE: N_("Choose %(name)s."),
}
_UNKNOWN_HOURS = N_(
    "You do not know %(name)s. They count as none here, so the pay for each hour is at most what is shown, "
    "and others would be paid at least what is shown."
)
_FEE_RANGE = N_("The fee can be from %(low)s to %(high)s.")


class Asked(NamedTuple):
    """What an address asks for. `tidy` is the same question with no empty or needless field.

    `unknown` names the kinds of hours that the person does not know. Where nobody knows the fee
    yet, `fee_known` is false and the ladder has an offer of nothing in its place.
    """

    result: Result
    tidy: tuple[tuple[str, str], ...]
    unpaid: bool
    unknown: tuple[str, ...]
    fee_known: bool


class AskedTask(NamedTuple):
    """A task that is asked for without an offer. `tidy` keeps the offer where the address has one."""

    task: fairpay.Task
    known_on: date | None
    tidy: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]


def ask(query: Mapping[str, str], book: RateBook, *, fee_needed: bool = True) -> Asked:
    """Read a query and work its answer out. With `fee_needed`, a fee that nobody knows yet is a fault.

    Raises:
        InputError: something is wrong; the faults are in the order and by the names of the form.
    """
    given = _given(query)
    reader = _Reader(given)
    task = reader.task()
    offer = reader.offer()
    known_on = reader.known_on()
    basis = reader.basis()
    last_known_scale = reader.flag("last_known_scale") is True
    if task is None or offer is None or reader.faults:
        raise InputError(_sorted(reader.faults))
    if fee_needed and reader.per == UNKNOWN:
        raise InputError([Fault("fee", _FEE_UNKNOWN, {"name": "fee"})])
    try:
        result = fairpay.compare(
            task, offer, known_on=known_on, basis=basis, last_known_scale=last_known_scale, book=book
        )
    except InputError as error:
        raise InputError(_sorted(map(reader.ours, error.faults))) from None
    except FairpayError as error:  # a figure that every ladder needs has no value for this day
        raise InputError([Fault("on", error.code, error.params)]) from None
    tidy, per = tuple(_tidy(given, task.on)), reader.per
    return Asked(result, tidy, per == UNPAID, reader.unknown, fee_known=per != UNKNOWN)


def ask_task(query: Mapping[str, str]) -> AskedTask:
    """Read the task of a query, by the fields in `CARD_FIELDS`. What it would be paid is not looked at.

    Raises:
        InputError: something is wrong with the task.
    """
    given = _given(query)
    reader = _Reader({name: text for name, text in given.items() if name in (*CARD_FIELDS, *DATE_PARTS)})
    task = reader.task()
    known_on = reader.known_on()
    if task is None or reader.faults:
        raise InputError(_sorted(reader.faults))
    return AskedTask(task, known_on, tuple(_tidy(given, task.on)), reader.unknown)


def only_fee_unknown(error: InputError) -> bool:
    """Whether nothing is wrong but that nobody knows the fee yet: the schemes can be shown without it."""
    return [fault.code for fault in error.faults] == [_FEE_UNKNOWN]


def given_more(query: Mapping[str, str]) -> list[str]:
    """Return the fields beyond the first page of questions that say something."""
    return [name for name in MORE if query.get(name, "").strip() not in ("", DEFAULTS.get(name, ""))]


def say_unknown(unknown: Iterable[str], words: Words) -> list[str]:
    """Say which hours the person did not know, and what that does to the figures."""
    return [words.say(_UNKNOWN_HOURS, {"name": name}) for name in unknown]


def say(fault: Fault, words: Words) -> str:
    """Say what is wrong: in fairpay's words, and in those of the form."""
    if fault.code in _MESSAGES:
        return words.say(_MESSAGES[fault.code], fault.params)
    said = words.fault(fault)
    if fault.field == "fee" and fault.code == "not-money":
        said += " " + words.say(_FEE_RANGE, fault.params)
    return said


class _Reader:
    """Reads one query, and gathers its faults."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.per = given.get("per", "day").strip().lower()
        self.unknown = tuple(name for name in MAY_BE_UNKNOWN if given.get(name, "").strip().lower() == UNKNOWN)
        self.faults: list[Fault] = []

    def task(self) -> fairpay.Task | None:
        given = self.given
        values: dict[str, Any] = {
            name: given[name]
            for name in ("activity", "band", "zone", "people", "sessions", "age", "nation")
            if name in given
        }
        if "nation" not in given:
            self._fault("nation", _NO_CHOICE)
        values["on"] = self._date()
        values["hours"] = {name: given[name] for name in HOURS if name in given and name not in self.unknown} | {
            name: flag for name in ("count_travel", "count_recovery") if (flag := self.flag(name)) is not None
        }
        known = {fault.field for fault in self.faults}
        task = self._built(fairpay.Task, values, known)
        return None if known else task

    def offer(self) -> fairpay.Offer | None:
        fee, card, per = self.given.get("fee"), self.given.get("card"), self.per
        if per in _WITH_FEE:
            if fee is not None and not _is_nothing(fee):
                self._fault("fee", _WITH_FEE[per])
                return None
            return self._built(fairpay.Offer, {"amount": "0", "per": "session", "card": card})
        if fee is None and card is None:
            self._fault("fee", "missing", name=self._fee_name())
            if per not in UNITS:
                self.faults.append(self.ours(Fault("per", "not-a-choice", {"name": "per"})))
            return None
        if fee is None:
            return self._built(fairpay.Offer, {"card": card})
        offer = self._built(fairpay.Offer, {"amount": fee, "per": per, "card": card})
        if offer is not None and not offer.amount:
            self.faults.append(self.ours(Fault("fee", _NO_FEE, {})))
            return None
        return offer

    def known_on(self) -> date | None:
        if (text := self.given.get("known_on")) is not None:
            try:
                return day(text)
            except PydanticCustomError:
                self._fault("known_on", "not-a-date")
        return None

    def basis(self) -> Basis:
        text = self.given.get("basis", "pay").strip().lower()
        if text not in _BASES:
            self._fault("basis", "not-a-choice", choices=", ".join(_BASES))
        return "cost" if text == "cost" else "pay"

    def flag(self, name: str) -> bool | None:
        """Return a box that is ticked or not; None where the address does not say."""
        text = self.given.get(name, "").strip().lower()
        if text not in ("", "true", "false"):
            self._fault(name, "not-true-or-false")
        return text == "true" if text else None

    def ours(self, fault: Fault) -> Fault:
        """Name a fault of fairpay by the field of the form."""
        field = fault.field.rpartition(".")[2]
        params = dict(fault.params)
        if field == "on" and fault.code == "not-a-date":
            return Fault("on", _DATE_PARTS, params)  # the form has three boxes for it
        if field == "amount":
            field = "fee"
        if field == "fee":
            params |= {"name": self._fee_name(), "low": f"£{_LEAST_FEE}", "high": f"£{self._most():,}"}
        elif field == "per" and fault.code == "not-a-choice":
            params["choices"] = ", ".join((*UNITS, *_WITH_FEE))
        return Fault(field if field in FIELDS else "fee", fault.code, params)

    def _built(self, model: type[Model], values: Mapping[str, Any], known: Collection[str] = ()) -> Model | None:
        """Build a model; what is wrong is written down, but for fields that have a fault already."""
        try:
            return model(**values)
        except InputError as error:
            found = map(self.ours, error.faults)
            self.faults += (fault for fault in found if fault.field not in known)
        return None

    def _date(self) -> Any:
        """Return the date, from one field or from three boxes; any fault of it is written down."""
        whole = self.given.get("on")
        parts = [self.given.get(part, "").strip() for part in DATE_PARTS]
        if not any(parts):
            if whole is None:
                self._fault("on", "missing")
            return whole
        try:
            boxed = day("{2}-{1:0>2}-{0:0>2}".format(*parts))
        except PydanticCustomError:
            self._fault("on", _DATE_PARTS)
            return None
        if whole is not None and whole.strip() != boxed.isoformat():
            self._fault("on", _DATE_TWICE)
        return boxed

    def _fault(self, field: str, code: str, **params: Any) -> None:
        self.faults.append(Fault(field, code, {"name": field, **params}))

    def _fee_name(self) -> str:
        return f"{self.per}_fee" if self.per in UNITS else "fee"

    def _most(self) -> Decimal:
        return next((most for unit, most in MOST_FEE.items() if unit == self.per), MOST_FEE["day"])


def _given(query: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name in NAMES if (text := query.get(name, "")).strip()}


def _is_nothing(fee: str) -> bool:
    try:
        return fairpay.Offer(amount=fee, per="session").amount == 0  # type: ignore[arg-type]  # read by the model
    except InputError:
        return False


def _sorted(faults: Iterable[Fault]) -> list[Fault]:
    """Order faults as their fields stand on the form, each said once."""
    said = {(fault.field, fault.code): fault for fault in faults}
    return sorted(said.values(), key=lambda fault: FIELDS.index(fault.field))


def _tidy(given: Mapping[str, str], on: date) -> Iterator[tuple[str, str]]:
    for name in FIELDS:
        text = on.isoformat() if name == "on" else given.get(name, "")
        if text and text.strip().lower() != DEFAULTS.get(name):
            yield name, text
