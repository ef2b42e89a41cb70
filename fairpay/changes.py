"""The two clocks: what became known when, what it changed backwards, and the top-up then due."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from fairpay import money
from fairpay.comparators.rung import Rung
from fairpay.comparison import Basis, compare
from fairpay.dates import Period
from fairpay.rate import Rate
from fairpay.ratebook import RateBook, rates
from fairpay.task import Offer, Task
from fairpay.working import Sheet, Working

_NOTHING = Offer(amount=money.ZERO, per="session")


class Change(NamedTuple):
    """A figure that became known: what it replaced for the same days, and the days already gone.

    `replaces` is None where nothing was known for those days before. `backdated` are the days
    from its start to the day before it was known, None where it was known in time.
    """

    rate: Rate
    replaces: Rate | None
    backdated: Period | None


def changes(since: date, *, until: date | None = None, book: RateBook | None = None) -> tuple[Change, ...]:
    """Return every figure that became known on or after `since` (and by `until`), oldest first."""
    book = book or rates()
    found = [
        Change(rate, _replaced(rate, rate_of_series), _backdated(rate))
        for rate_of_series in (*book.series.values(), *((rate,) for rate in book.card_rates()))
        for rate in rate_of_series
        if rate.known_from is not None and since <= rate.known_from and (until is None or rate.known_from <= until)
    ]
    return tuple(sorted(found, key=lambda change: (change.rate.known_from or since, change.rate.id)))


def _replaced(rate: Rate, series: tuple[Rate, ...]) -> Rate | None:
    earlier = [
        other
        for other in series
        if other.known_from and rate.known_from and other.known_from < rate.known_from
        if other.period.overlaps(rate.period)
    ]
    return earlier[-1] if earlier else None


def _backdated(rate: Rate) -> Period | None:
    if rate.period.start is None or rate.known_from is None or rate.known_from <= rate.period.start:
        return None
    last = rate.known_from - timedelta(days=1)
    return Period(rate.period.start, last if rate.period.end is None else min(last, rate.period.end))


def multiple(
    series: str, quantity: Decimal, on: date, *, known_on: date | None = None, book: RateBook | None = None
) -> Working:
    """Return the working of a rate times a quantity, such as 100 miles: its figure is `amount.due`.

    Raises:
        RateNotFound: no figure of the series applies on the day, by what was known.
    """
    sheet = Sheet()
    rate = (book or rates()).rate(series, on, known_on)
    sheet.rate("amount.rate", rate)
    sheet.given("amount.quantity", quantity, rate.unit.rpartition("/")[2])
    sheet.work("amount.due", "multiply", ("amount.rate", "amount.quantity"), "GBP")
    return Working(sheet.steps)


def multiple_top_up(then: Working, now: Working) -> Decimal:
    """Return what is due where a `multiple` was paid by an earlier figure, in pence, never below nothing."""
    return _due(then.figure("amount.due"), now.figure("amount.due"))


class TopUp(NamedTuple):
    """One rung as it was known on two days; what is due is the difference, never below nothing."""

    then: Rung
    now: Rung

    def session(self, basis: Basis = "pay") -> Decimal:
        """What is due for one person and one session, in pence."""
        return _due(self.then.amounts(basis).exact_session, self.now.amounts(basis).exact_session)

    def total(self, basis: Basis = "pay") -> Decimal:
        """What is due for all people and sessions, in pence."""
        return _due(self.then.amounts(basis).exact_total, self.now.amounts(basis).exact_total)


def _due(then: Decimal, now: Decimal) -> Decimal:
    return money.pence(max(money.subtract(now, then), money.ZERO))


def top_up(
    task: Task,
    rung: str,
    *,
    priced_on: date,
    known_on: date | None = None,
    last_known_scale: bool = False,
    book: RateBook | None = None,
) -> TopUp:
    """Return what is due for a task that was priced on one day, by what is known now.

    `rung` is the id of the comparator at which it was priced. `known_on` None is all the rate
    book knows. With `last_known_scale` a scale that was not yet announced on `priced_on` is read
    as the one before it, which is how work is priced while an award is awaited.

    Raises:
        InputError: the task cannot be priced on one of the days.
        FairpayError: the comparator has no figure on one of the days.
    """
    then, now = (
        compare(task, _NOTHING, known_on=day, last_known_scale=last_known_scale, book=book)[rung]
        for day in (priced_on, known_on)
    )
    return TopUp(then, now)
