"""What each seat at a meeting is paid: the same rungs as on the price ladder, in both bases."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fairpay import money
from fairpay.caveat import Caveat
from fairpay.comparators import fee, floor
from fairpay.comparators.day import OTHER_DAY_HOURS, nations_day
from fairpay.comparators.rung import Label, Load, Rung, Scope, Yardstick, by_hours, load_of, yardstick
from fairpay.comparison import yardsticks
from fairpay.errors import Fault, InputError, RateNotFound
from fairpay.meetings.seats import AskedSeat, Group, Kind
from fairpay.ratebook import RateBook
from fairpay.task import Hours, Offer
from fairpay.working import Sheet

# Under what the comparators of a kind of seat stand on the ladder, and which roles of directors they are.
_LADDER_KIND: Mapping[Kind, str] = {
    "salary": "afc",
    "consultant": "consultancy",
    "director": "director",
    "non-executive": "director",
}
_ROLES: Mapping[Kind, tuple[str, ...]] = {"director": ("executive",), "non-executive": ("non_executive", "chair")}
OWN_DAY_RATE = "own-day-rate"


@dataclass(frozen=True, slots=True)
class Seat:
    """One kind of seat, priced for this meeting.

    `rung` is what the price ladder gives for the same pay and the same hours: its amounts an hour and
    a session are one person's. `pay` and `cost` are those of all `people`, in pence that add up to the
    whole meeting; they are exact in `rung`. `caveats` are those of this seat.
    """

    where: str
    label: str
    kind: Kind
    group: Group
    group_given: bool
    people: int
    hours: Hours
    offer: Offer | None
    rung: Rung
    caveats: tuple[Caveat, ...]
    pay: Decimal
    cost: Decimal

    @property
    def below_legal_minimum(self) -> bool:
        """Whether it is below the legal minimum wage, by arithmetic."""
        return any(caveat.code == "below-minimum-wage" for caveat in self.caveats)


def by_pay(seat: Seat) -> tuple[Any, ...]:
    """Order seats by what they are paid, and those that are paid the same by what they are, never by their row."""
    pay, cost = seat.rung.pay, seat.rung.cost
    return pay.exact_hourly, cost.exact_hourly, pay.exact_session, seat.group, seat.kind, seat.label, seat.people


class Prices:
    """The yardsticks of a day and place, and the seats that are priced by them."""

    def __init__(self, book: RateBook, scope: Scope) -> None:
        self.book, self.scope, self.day = book, scope, nations_day(book, scope)
        found = yardsticks(book, scope)
        self.sticks = {stick.id: stick for _, stick in found if isinstance(stick, Yardstick)}
        self.missing = [(kind, error) for kind, error in found if isinstance(error, RateNotFound)]

    def seats(self, asked: Iterable[AskedSeat]) -> tuple[Seat, ...]:
        """Price seats.

        Raises:
            InputError: one of them cannot be priced on this day and in this place; every fault is named.
        """
        seats, faults = [], []
        for seat in asked:
            try:
                seats.append(self._seat(seat))
            except InputError as error:
                faults += [fault._replace(field=f"{seat.where}.{fault.field}") for fault in error.faults]
        if faults:
            raise InputError(faults)
        return tuple(seats)

    def _seat(self, asked: AskedSeat) -> Seat:
        scope = self.scope
        task = asked.task.model_copy(update={"on": scope.on, "nation": scope.nation, "zone": scope.zone})
        load = load_of(task, self.day)
        rung = self._rung(asked, load)
        caveats: list[Caveat] = []
        for caveat in (*self._about_floors(rung, load), *_uncounted(task.hours), *rung.caveats):
            caveats += [caveat] if caveat not in caveats else []
        return Seat(
            where=asked.where,
            label=asked.label,
            kind=asked.kind,
            group=asked.group,
            group_given=asked.group_given,
            people=task.people,
            hours=task.hours,
            offer=asked.offer,
            rung=rung,
            caveats=tuple(caveats),
            pay=rung.pay.total,
            cost=rung.cost.total,
        )

    def _rung(self, asked: AskedSeat, load: Load) -> Rung:
        if asked.comparator is not None:
            return by_hours(self._stick(asked.kind, asked.comparator), load)
        assert asked.offer is not None  # a seat has the one or the other
        if asked.kind == "consultant":
            return by_hours(self._own_day_rate(asked.offer), load)
        try:
            return fee.offered(self.scope, load, asked.offer)
        except InputError as error:
            raise InputError([Fault("attendance", fault.code, fault.params) for fault in error.faults]) from None

    def _own_day_rate(self, offer: Offer) -> Yardstick:
        """Price a consultant's own day rate the way consultancy comparators are: over a day of 8 hours."""
        assert offer.amount is not None
        sheet = Sheet()
        sheet.given("day.rate", offer.amount, "GBP/day")
        sheet.given("day.hours", OTHER_DAY_HOURS, "hours")
        sheet.work("pay.hourly", "divide", ("day.rate", "day.hours"), "GBP/hour")
        caveat = Caveat("day-length-assumed", {"hours": OTHER_DAY_HOURS})
        label = Label("own-day-rate", {})
        return yardstick(OWN_DAY_RATE, "consultancy", label, sheet, self.scope.on, caveats=[caveat])

    def _stick(self, kind: Kind, name: str) -> Yardstick:
        choices = self.choices(kind)
        if name in choices:
            return choices[name]
        field = "band" if kind == "salary" else "comparator"  # the column that asks for it
        errors = [error for ladder_kind, error in self.missing if ladder_kind == _LADDER_KIND[kind]]
        own = [error for error in errors if not choices or error.series.startswith(f"{name}.")]
        if own:
            raise InputError([Fault(field, error.code, error.params) for error in own[:1]])
        if kind == "salary":
            raise InputError([Fault("point", "no-such-point", {"point": name})])
        if not choices:
            raise InputError([Fault(field, "no-comparator-here", {})])
        raise InputError([Fault(field, "no-such-comparator", {"value": name, "choices": ", ".join(choices)})])

    def choices(self, kind: Kind) -> dict[str, Yardstick]:
        """Return the comparators by which a kind of seat can be priced here, by their ids."""
        ladder_kind, roles = _LADDER_KIND[kind], _ROLES.get(kind)
        return {
            name: stick
            for name, stick in self.sticks.items()
            if stick.kind == ladder_kind and (roles is None or self._role(stick) in roles)
        }

    def _role(self, stick: Yardstick) -> str:
        """Return the role of a director's comparator."""
        rate = self.book.rate(stick.id, self.scope.on, self.scope.known_on)
        return self.book.director_row(rate).role

    def _about_floors(self, rung: Rung, load: Load) -> Iterator[Caveat]:
        """Yield the floors that a seat is below, as arithmetic."""
        session = rung.pay.exact_session
        legal, real = (self.sticks.get(name) for name in (floor.LEGAL, floor.REAL_LIVING_WAGE))
        if legal is not None and money.is_below(session, by_hours(legal, load).pay.exact_session):
            yield Caveat("below-minimum-wage", {"paid": rung.pay.hourly, "floor": money.pence(legal.pay_hourly)})
        if real is not None and money.is_below(session, by_hours(real, load).pay.exact_session):
            yield Caveat("below-real-living-wage", {"paid": rung.pay.hourly, "floor": money.pence(real.pay_hourly)})


def _uncounted(hours: Hours) -> Iterator[Caveat]:
    if hours.travel and not hours.count_travel:
        yield Caveat("travel-not-counted", {"hours": hours.travel})
