"""What parity would cost: raising the seats of lived experience to what others at the table are paid."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from fairpay import money
from fairpay.comparators.afc import rung_id
from fairpay.comparators.rung import Label, Yardstick
from fairpay.errors import Fault, InputError
from fairpay.evaluation import evaluate
from fairpay.meetings.pricing import Prices, Seat, by_pay
from fairpay.meetings.seats import LIVED, STAFF
from fairpay.meetings.sums import adding_up
from fairpay.task import BANDS
from fairpay.working import Sheet, Working


class Raise(NamedTuple):
    """What it would take to raise all people of one seat, in pence, and to what for one session."""

    seat: Seat
    pay: Decimal
    cost: Decimal


class Parity(NamedTuple):
    """What it would take to raise every seat of lived experience that is paid less than something.

    `at` is "staff" for the staff seat that is paid least an hour (`seat`), or the id of a comparator
    (`label`). `pay` is what those people would be paid more, in pence; `cost` is how much more would be
    spent if an hour of theirs cost what an hour really worked there costs, paid leave and on-costs
    included. `people` are those who are paid less an hour; `raised` are the seats with more of either.
    """

    at: str
    seat: Seat | None
    label: Label
    pay_hourly: Decimal
    cost_hourly: Decimal
    people: int
    pay: Decimal
    cost: Decimal
    raised: tuple[Raise, ...]
    working: Working


def to_staff(seats: Sequence[Seat]) -> Parity | None:
    """Return parity with the staff seat that is paid least an hour; None without staff or lived experience."""
    staff = [seat for seat in seats if seat.group == STAFF]
    if not staff or not _lived(seats):
        return None
    lowest = min(staff, key=by_pay)
    sheet = Sheet()
    sheet.given("pay.hourly", lowest.rung.pay.exact_hourly, "GBP/hour")
    sheet.given("cost.hourly", lowest.rung.cost.exact_hourly, "GBP/hour")
    return _parity(seats, sheet, at=STAFF, seat=lowest, label=lowest.rung.label)


def to_benchmark(seats: Sequence[Seat], stick: Yardstick) -> Parity | None:
    """Return parity with a comparator; None without seats of lived experience."""
    if not _lived(seats):
        return None
    sheet = Sheet(stick.steps)
    if not stick.cost_differs:
        sheet.work("cost.hourly", "same", ("pay.hourly",), "GBP/hour")
    return _parity(seats, sheet, at=stick.id, seat=None, label=stick.label)


def benchmark(name: Any, prices: Prices) -> Yardstick:
    """Return the comparator that a band, an activity or an id names.

    Raises:
        InputError: there is none here.
    """
    book, said = prices.book, str(name).strip()
    wanted: str | None = said
    if said.lower() in BANDS:
        wanted = rung_id(said.lower())
    elif said in book.activities:
        levels = {factor: item.level for factor, item in book.activities[said].levels.items()}
        band = evaluate(levels, book=book).band
        wanted = rung_id(band) if band else None
    if wanted in prices.sticks:
        return prices.sticks[wanted]
    if wanted is not None and wanted.startswith("afc."):
        for error in (error for kind, error in prices.missing if kind == "afc"):
            raise InputError([Fault("parity_at", error.code, error.params)])
    choices = ", ".join(book.activities)
    raise InputError([Fault("parity_at", "unknown-parity", {"value": said, "choices": choices})])


def _lived(seats: Sequence[Seat]) -> list[tuple[int, Seat]]:
    return [(number, seat) for number, seat in enumerate(seats, start=1) if seat.group == LIVED]


def _parity(seats: Sequence[Seat], sheet: Sheet, *, at: str, seat: Seat | None, label: Label) -> Parity:
    """Work out the gap of each seat of lived experience below its hours at the hour on the sheet, in both bases."""
    hourly = {basis: sheet.values[f"{basis}.hourly"] for basis in ("pay", "cost")}
    extra: dict[str, dict[int, Decimal]] = {"pay": {}, "cost": {}}
    lived = _lived(seats)
    for number, lower in lived:
        own = f"seat.{number}"
        at_par = {basis: money.multiply(hourly[basis], lower.hours.counted) for basis in hourly}
        below = [basis for basis in extra if money.is_below(lower.rung.amounts(basis).exact_session, at_par[basis])]
        if below:
            sheet.given(f"{own}.people", Decimal(lower.people), "people")
            sheet.given(f"{own}.hours", lower.hours.counted, "hours")
        for basis in below:
            amounts = lower.rung.amounts(basis)
            sheet.given(f"{own}.{basis}.session", amounts.exact_session, "GBP")
            sheet.work(f"{own}.{basis}.target", "multiply", (f"{basis}.hourly", f"{own}.hours"), "GBP")
            sheet.work(f"{own}.{basis}.gap", "subtract", (f"{own}.{basis}.target", f"{own}.{basis}.session"), "GBP")
            gap = (f"{own}.{basis}.gap", f"{own}.people")
            extra[basis][number] = sheet.work(f"{own}.{basis}.extra", "multiply", gap, "GBP")
    shown = {basis: _added(sheet, basis, found, seats) for basis, found in extra.items()}
    raised = tuple(
        Raise(lower, shown["pay"].get(number, money.ZERO), shown["cost"].get(number, money.ZERO))
        for number, lower in lived
        if number in extra["pay"] or number in extra["cost"]
    )
    return Parity(
        at,
        seat,
        label,
        pay_hourly=hourly["pay"],
        cost_hourly=hourly["cost"],
        people=sum(lower.people for number, lower in lived if number in extra["pay"]),
        pay=shown["pay"][0],
        cost=shown["cost"][0],
        raised=raised,
        working=Working(sheet.steps),
    )


def _added(sheet: Sheet, basis: str, extra: dict[int, Decimal], seats: Sequence[Seat]) -> dict[int, Decimal]:
    """Return the pence of each seat by its number, which add up, and their sum as number 0."""
    if not extra:
        return {0: money.ZERO}
    codes = tuple(f"seat.{number}.{basis}.extra" for number in extra)
    whole = money.pence(sheet.work(f"all.{basis}.extra", "add", codes, "GBP"))
    keys = [by_pay(seats[number - 1]) for number in extra]
    return {0: whole} | dict(zip(extra, adding_up(list(extra.values()), whole, keys), strict=True))
