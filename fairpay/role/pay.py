"""The pay and the cost of a role's hours: what is advertised beside a band, year by year, with its working."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from fairpay import money
from fairpay.comparators import afc
from fairpay.comparators.employed import annual_cost, on_costs, paid_year
from fairpay.comparators.rung import Scope
from fairpay.rate import Rate
from fairpay.ratebook import RateBook
from fairpay.role.question import Role
from fairpay.working import Sheet, Step, Working

ADVERTISED, INDICATIVE = "advertised", "indicative"
SALARY = "salary"  # in place of a pay point, for a salary without a band
_FULL_TIME = Decimal(1)


class Terms(NamedTuple):
    """The steps that every salary of a role shares, and where its rates are looked up."""

    steps: tuple[Step, ...]
    book: RateBook
    scope: Scope


class Paid(NamedTuple):
    """A full-time salary for the role's hours: exact amounts in pounds.

    `side` is "advertised" or "indicative", `point` a point of the pay scale or "salary". `salary`
    is that of a full-time year with its high cost area supplement, `annual` the pay of a year for
    the role's hours, `hourly` that of an hour, `cost` the year's pay with the employer's on-costs.
    """

    side: str
    band: str | None
    point: str
    salary: Decimal
    annual: Decimal
    hourly: Decimal
    cost: Decimal
    steps: tuple[Step, ...]

    @property
    def place(self) -> str:
        """What stands before the codes of its steps in the working of a comparison."""
        return f"{self.side}.{self.point}"


class Year(NamedTuple):
    """One year in the role: as advertised, and at the indicative band. Differences are exact."""

    number: int
    advertised: Paid
    indicative: Paid

    @property
    def annual(self) -> Decimal:
        """What the indicative band pays more for the role's hours (less, where it is below nothing)."""
        return money.subtract(self.indicative.annual, self.advertised.annual)

    @property
    def hourly(self) -> Decimal:
        """What the indicative band pays more for an hour."""
        return money.subtract(self.indicative.hourly, self.advertised.hourly)

    @property
    def cost(self) -> Decimal:
        """What the indicative band costs the employer more for the role's hours."""
        return money.subtract(self.indicative.cost, self.advertised.cost)


class Comparison(NamedTuple):
    """What is advertised beside one indicative `band`; `pay` and `cost` are the differences of all years, exact."""

    band: str
    years: tuple[Year, ...]
    pay: Decimal
    cost: Decimal
    working: Working


def terms_of(role: Role, book: RateBook, scope: Scope) -> Terms:
    """Write down the full-time week and year, the role's share of them, and the employer's on-costs.

    Raises:
        RateNotFound: one of them is not known for the date.
    """
    sheet = Sheet(paid_year(book, scope))
    if role.hours is not None:
        sheet.given("role.hours", role.hours, "hours")
        sheet.work("role.share", "divide", ("role.hours", "week.hours"), "fraction")
    else:
        if role.days is not None:
            sheet.given("role.days", role.days, "days")
            sheet.work("role.share", "divide", ("role.days", "week.days"), "fraction")
        else:
            sheet.given("role.share", _FULL_TIME if role.fte is None else role.fte, "fraction")
        sheet.work("role.hours", "multiply", ("role.share", "week.hours"), "hours")
    on_costs(sheet, book, scope)
    return Terms(tuple(sheet.steps), book, scope)


def by_salary(terms: Terms, salary: Decimal, years: int) -> tuple[Paid, ...]:
    """Return the pay of each year at an advertised salary without a band: the same in all."""
    return (_paid(terms, ADVERTISED, None, SALARY, salary),) * years


def by_band(terms: Terms, side: str, scale: afc.Scale, band: str, years: int) -> tuple[Paid, ...]:
    """Return the pay of each year in a band: from its entry, at the point reached after the years before.

    Raises:
        RateNotFound: the scale has no entry point of the band.
    """
    reached = [
        (terms.book.pay_point_row(rate).years_in_band, _paid(terms, side, band, point, rate))
        for point, rate in band_points(terms, scale, band).items()
    ]
    return tuple([paid for after, paid in reached if after <= year][-1] for year in range(years))


def band_points(terms: Terms, scale: afc.Scale, band: str) -> dict[str, Rate]:
    """Return the pay points of a band, from the entry to the top.

    Raises:
        RateNotFound: the scale has no entry point of the band.
    """
    found = {point: scale.points[band, point] for point in afc.POINTS if (band, point) in scale.points}
    if "entry" not in found:
        scope = terms.scope
        found["entry"] = terms.book.rate(f"afc.{scope.nation}.{band}.entry", scope.on, scope.known_on)
    return found


def _paid(terms: Terms, side: str, band: str | None, point: str, salary: Rate | Decimal) -> Paid:
    sheet = Sheet(terms.steps)
    if isinstance(salary, Rate):
        sheet.rate("salary.point", salary)
    else:
        sheet.given("salary.point", salary, "GBP/year")
    full_time = afc.salary_in_zone(sheet, terms.book, terms.scope)
    annual = sheet.work("pay.annual", "multiply", (full_time, "role.share"), "GBP/year")
    hourly = sheet.work("pay.hourly", "divide", (full_time, "year.hours"), "GBP/hour")
    annual_cost(sheet, "pay.annual")
    own = tuple(sheet.steps[len(terms.steps) :])
    return Paid(side, band, point, sheet.values[full_time], annual, hourly, sheet.values["cost.annual"], own)


def compared(terms: Terms, band: str, advertised: Sequence[Paid], indicative: Sequence[Paid]) -> Comparison:
    """Put what is advertised beside an indicative band, year by year, in one working."""
    years = tuple(Year(number, *sides) for number, sides in enumerate(zip(advertised, indicative, strict=True), 1))
    salaries = dict.fromkeys((*advertised, *indicative))
    sheet = Sheet(chain(terms.steps, *map(_placed, salaries)))
    names = [f"difference.{year.number}" for year in years]
    for name, year in zip(names, years, strict=True):
        of, less = year.indicative.place, year.advertised.place
        sheet.work(f"{name}/pay.annual", "subtract", (f"{of}/pay.annual", f"{less}/pay.annual"), "GBP/year")
        sheet.work(f"{name}/pay.hourly", "subtract", (f"{of}/pay.hourly", f"{less}/pay.hourly"), "GBP/hour")
        sheet.work(f"{name}/cost.annual", "subtract", (f"{of}/cost.annual", f"{less}/cost.annual"), "GBP/year")
    pay = sheet.work("difference.all/pay.annual", "add", tuple(f"{name}/pay.annual" for name in names), "GBP")
    cost = sheet.work("difference.all/cost.annual", "add", tuple(f"{name}/cost.annual" for name in names), "GBP")
    return Comparison(band, years, pay, cost, Working(sheet.steps))


def _placed(paid: Paid) -> Iterator[Step]:
    """Put the place of a salary before the codes of its own steps: "advertised.entry/pay.annual"."""
    own = {step.code: f"{paid.place}/{step.code}" for step in paid.steps}
    for step in paid.steps:
        yield step._replace(code=own[step.code], inputs=tuple(own.get(code, code) for code in step.inputs))
