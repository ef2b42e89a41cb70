"""Round the table: what each seat at a meeting is paid an hour, and whom the meeting's money reaches."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from fairpay import money
from fairpay.caveat import Caveat
from fairpay.comparators.rung import Scope
from fairpay.comparison import scope_faults
from fairpay.errors import Fault, InputError
from fairpay.inputs import day_of
from fairpay.meetings.parity import Parity, benchmark, to_benchmark, to_staff
from fairpay.meetings.pricing import Prices, Seat, by_pay
from fairpay.meetings.seats import GROUPS, LIVED, MEETING_FIELDS, STAFF, Given, Group, Source, asked_seats, given
from fairpay.meetings.sums import adding_up
from fairpay.rate import weakest
from fairpay.ratebook import RateBook, rates
from fairpay.task import Nation, Task, Zone
from fairpay.working import Sheet, Working

_BASES = ("pay", "cost")


class Part(NamedTuple):
    """One group's part of a meeting: people, pounds and pence, and exact shares of the whole.

    A share is None where there is nothing to have a share of. `mean_hourly` is the exact mean pay for
    an hour, each person counting once; None without people.
    """

    group: Group
    people: int
    pay: Decimal
    cost: Decimal
    share_of_people: Decimal
    share_of_pay: Decimal | None
    share_of_cost: Decimal | None
    mean_hourly: Decimal | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a meeting comes to.

    `pay` is what all its people are paid for it and `cost` what the organisation spends for the same
    hours, in pence. The parts, and the seats of a part, add up to them. `ratio` is the pay an hour of the
    highest paid seat as a multiple of the lowest, `staff_ratio` the mean of staff as a multiple of the
    mean of people with lived experience; None where the divisor is nothing or not there. `parity` is
    what it would take to raise the seats of lived experience. `working` are the steps from the seats'
    figures, which have workings of their own, to all these.
    """

    on: date
    nation: Nation
    zone: Zone
    hours: Decimal | None
    known_on: date | None
    last_known_scale: bool
    edition: str
    seats: tuple[Seat, ...]
    parts: Mapping[Group, Part]
    people: int
    pay: Decimal
    cost: Decimal
    highest: Seat
    lowest: Seat
    ratio: Decimal | None
    ratio_of_paid: Decimal | None
    staff_ratio: Decimal | None
    parity: tuple[Parity, ...]
    evidence: str
    caveats: tuple[Caveat, ...]
    working: Working

    @property
    def below_legal_minimum(self) -> tuple[Seat, ...]:
        """The seats that are below the legal minimum wage, by arithmetic."""
        return tuple(seat for seat in self.seats if seat.below_legal_minimum)


def meeting(
    source: Source,
    *,
    on: date | str | None = None,
    nation: str | None = None,
    zone: str = "none",
    hours: Decimal | int | str | None = None,
    parity_at: str | None = None,
    known_on: date | str | None = None,
    last_known_scale: bool = False,
    book: RateBook | None = None,
) -> Meeting:
    """Work out what each seat at a meeting is paid an hour, and whom the meeting's money reaches.

    `source` is a CSV or XLSX file with one row for each kind of seat, a JSON or TOML file with a list of
    `seats`, or an iterable of mappings; `fairpay.meetings.seats.FIELDS` are the names. A JSON or TOML file
    may say `on`, `nation`, `zone`, `hours` and `parity_at` itself. `hours` is the length of the meeting, which
    every seat attends unless it says otherwise. `parity_at` is a band, an activity or the id of a comparator.

    A seat is priced as on the price ladder: `fairpay.compare` gives the same figures. Amounts are pounds,
    exact, and rounded once, half up, where they are shown.

    Raises:
        InputError: the source cannot be read, or something in it cannot be priced; every fault is named.
    """
    book, known = book or rates(), day_of(known_on, "known_on")
    found = given(source)
    faults = list(found.faults)
    options = {"on": on, "nation": nation, "zone": None if zone == "none" else zone, "hours": hours}
    asked = _asked(found, options | {"parity_at": parity_at}, faults)
    task = _of_the_meeting(asked, faults)
    seats = asked_seats(found.rows, asked.get("hours") if task else 1, faults)
    if not found.rows and not faults:
        faults.append(Fault("seats", "no-seats", {}))
    if task is None or faults:
        raise InputError(faults)
    scope = Scope(task.on, task.nation, task.zone, known, last_known_scale, None)
    if faults := scope_faults(scope, book):
        raise InputError(faults)
    prices = Prices(book, scope)
    target = benchmark(asked["parity_at"], prices) if "parity_at" in asked else None
    priced = prices.seats(seats)
    answer = _Answer(priced)
    parity = [to_staff(priced), to_benchmark(priced, target) if target else None]
    return answer.meeting(
        on=task.on,
        nation=task.nation,
        zone=task.zone,
        hours=task.hours.attendance if "hours" in asked else None,
        known_on=known,
        last_known_scale=last_known_scale,
        edition=book.edition,
        parity=tuple(item for item in parity if item is not None),
        notes=(*found.notes, *(target.caveats if target else ())),
    )


def _asked(found: Given, options: Mapping[str, Any], faults: list[Fault]) -> dict[str, Any]:
    """Return what is said of the meeting itself, by the file or by options, but not by both."""
    options = {name: value for name, value in options.items() if value is not None}
    faults += [Fault(name, "given-twice", {"name": name}) for name in options if name in found.meeting]
    return {name: value for name, value in found.meeting.items() if name in MEETING_FIELDS} | options


def _of_the_meeting(asked: Mapping[str, Any], faults: list[Fault]) -> Task | None:
    """Read day, place and length of the meeting as a task; what is wrong with them is added to `faults`."""
    values: dict[str, Any] = {name: asked[name] for name in ("on", "nation", "zone") if name in asked}
    try:
        return Task(**values, hours={"attendance": asked.get("hours", 1)})  # type: ignore[arg-type]  # read by the model
    except InputError as error:
        for fault in error.faults:
            field = fault.field.partition(".")[0]
            params = {**fault.params, "name": "meeting_hours"} if field == "hours" else fault.params
            faults.append(Fault(field, fault.code, params))
    return None


class _Answer:
    """Works out the figures of a meeting from its seats, and writes down how."""

    def __init__(self, seats: Sequence[Seat]) -> None:
        self.seats, self.sheet = seats, Sheet()
        self.groups = [group for group in GROUPS if any(seat.group == group for seat in seats)]
        self._write_seats()
        self._write_sums()
        self.pay, self.cost = (money.pence(self.sheet.values[f"all.{basis}.total"]) for basis in _BASES)

    def meeting(self, *, notes: Iterable[Caveat], **given: Any) -> Meeting:
        """Return the answer; `given` are the fields that are known before."""
        shown = {basis: self._shown(basis) for basis in _BASES}
        parts = {group: self._part(group, shown) for group in GROUPS}
        seats = self._seats_of(shown)
        highest, lowest, lowest_paid = self._ends()
        ratio = self._divided("all.ratio", highest, lowest)
        return Meeting(
            **given,
            seats=seats,
            parts=parts,
            people=int(self.sheet.values["all.people"]),
            pay=self.pay,
            cost=self.cost,
            highest=seats[highest],
            lowest=seats[lowest],
            ratio=ratio,
            ratio_of_paid=ratio if lowest_paid == lowest else self._divided("all.ratio_of_paid", highest, lowest_paid),
            staff_ratio=self._staff_ratio(),
            evidence=weakest(rate.evidence for seat in seats for rate in seat.rung.working.rates()),
            caveats=(*notes, *self._caveats(seats)),
            working=Working(self.sheet.steps),
        )

    # ---- sums ----------------------------------------------------------------------------------

    def _write_seats(self) -> None:
        for number, seat in enumerate(self.seats, start=1):
            own = f"seat.{number}"
            self.sheet.given(f"{own}.people", Decimal(seat.people), "people")
            self.sheet.given(f"{own}.pay.hourly", seat.rung.pay.exact_hourly, "GBP/hour")
            self.sheet.given(f"{own}.pay.total", seat.rung.pay.exact_total, "GBP")
            self.sheet.given(f"{own}.cost.total", seat.rung.cost.exact_total, "GBP")
            self.sheet.work(f"{own}.weighted", "multiply", (f"{own}.people", f"{own}.pay.hourly"), "GBP/hour")

    def _write_sums(self) -> None:
        """Write down the sums of each group and of all, the shares, and the means."""
        sheet = self.sheet
        for group in self.groups:
            members = [f"seat.{place + 1}" for place in self._places(group)]
            sheet.work(f"{group}.people", "add", tuple(f"{own}.people" for own in members), "people")
            sheet.work(f"{group}.pay.total", "add", tuple(f"{own}.pay.total" for own in members), "GBP")
            sheet.work(f"{group}.cost.total", "add", tuple(f"{own}.cost.total" for own in members), "GBP")
            sheet.work(f"{group}.weighted", "add", tuple(f"{own}.weighted" for own in members), "GBP/hour")
            sheet.work(f"{group}.mean", "divide", (f"{group}.weighted", f"{group}.people"), "GBP/hour")
        for what, unit in (("people", "people"), ("pay.total", "GBP"), ("cost.total", "GBP")):
            whole = sheet.work(f"all.{what}", "add", tuple(f"{group}.{what}" for group in self.groups), unit=unit)
            for group in self.groups if whole else ():
                sheet.work(f"{group}.share.{what}", "divide", (f"{group}.{what}", f"all.{what}"), "fraction")

    def _places(self, group: Group) -> list[int]:
        return [place for place, seat in enumerate(self.seats) if seat.group == group]

    # ---- what is shown -------------------------------------------------------------------------

    def _shown(self, basis: str) -> dict[str, Decimal]:
        """Return groups and seats in pence that add up: the groups to the whole, the seats to their group."""
        whole, values = (self.pay if basis == "pay" else self.cost), self.sheet.values
        exact = [values[f"{group}.{basis}.total"] for group in self.groups]
        shown: dict[str, Decimal] = dict(zip(self.groups, adding_up(exact, whole, self.groups), strict=True))
        for group in self.groups:
            places = self._places(group)
            exact = [values[f"seat.{place + 1}.{basis}.total"] for place in places]
            pence = adding_up(exact, shown[group], [by_pay(self.seats[place]) for place in places])
            shown |= {f"seat.{place}": amount for place, amount in zip(places, pence, strict=True)}
        return shown

    def _seats_of(self, shown: Mapping[str, Mapping[str, Decimal]]) -> tuple[Seat, ...]:
        return tuple(
            replace(seat, pay=shown["pay"][f"seat.{place}"], cost=shown["cost"][f"seat.{place}"])
            for place, seat in enumerate(self.seats)
        )

    def _part(self, group: Group, shown: Mapping[str, Mapping[str, Decimal]]) -> Part:
        values = self.sheet.values
        there = group in self.groups
        return Part(
            group,
            people=int(values[f"{group}.people"]) if there else 0,
            pay=shown["pay"].get(group, money.ZERO),
            cost=shown["cost"].get(group, money.ZERO),
            share_of_people=values.get(f"{group}.share.people", money.ZERO),
            share_of_pay=values.get(f"{group}.share.pay.total", money.ZERO) if self.pay else None,
            share_of_cost=values.get(f"{group}.share.cost.total", money.ZERO) if self.cost else None,
            mean_hourly=values.get(f"{group}.mean"),
        )

    def _ends(self) -> tuple[int, int, int | None]:
        """Return the places of the highest paid seat, of the lowest, and of the lowest that is paid anything."""
        places = sorted(range(len(self.seats)), key=lambda place: by_pay(self.seats[place]))
        paid = [place for place in places if self.seats[place].rung.pay.exact_hourly]
        return places[-1], places[0], paid[0] if paid else None

    def _divided(self, code: str, highest: int, lowest: int | None) -> Decimal | None:
        if lowest is None or not self.seats[lowest].rung.pay.exact_hourly:
            return None
        inputs = (f"seat.{highest + 1}.pay.hourly", f"seat.{lowest + 1}.pay.hourly")
        return money.pence(self.sheet.work(code, "divide", inputs, "ratio"))

    def _staff_ratio(self) -> Decimal | None:
        staff, lived = f"{STAFF}.mean", f"{LIVED}.mean"
        if staff not in self.sheet.values or not self.sheet.values.get(lived):
            return None
        return money.pence(self.sheet.work("all.staff_ratio", "divide", (staff, lived), "ratio"))

    def _caveats(self, seats: Sequence[Seat]) -> Iterator[Caveat]:
        assumed = sum(not seat.group_given for seat in seats)
        if assumed:
            yield Caveat("groups-assumed", {"seats": assumed})
