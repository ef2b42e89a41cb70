"""The pay and the cost of an hour of somebody employed (design.md, section 2).

Pay an hour is the salary over 52.143 weeks of the nation's hours, which reproduces the published
hourly rates to the penny. Cost an hour is the salary with employer's National Insurance, pension
and apprenticeship levy, over the hours really worked: an employee is paid for leave, a person
paid by fee is not.
"""

from fairpay import money
from fairpay.comparators.day import nations_day
from fairpay.comparators.rung import Scope
from fairpay.ratebook import RateBook
from fairpay.working import Sheet, Step

_ADMINISTERED = ("england", "wales")  # the NHS Pension Scheme there adds an administration levy


def paid_year(book: RateBook, scope: Scope) -> tuple[Step, ...]:
    """Write down the week of a nation on a date and the paid hours of a full-time year.

    Raises:
        RateNotFound: one of them is not known for the date.
    """
    sheet = Sheet(nations_day(book, scope))
    sheet.rate("year.weeks", book.rate("weeks_in_year", scope.on, scope.known_on))
    sheet.work("year.hours", "multiply", ("year.weeks", "week.hours"), "hours")
    return tuple(sheet.steps)


def employment_terms(book: RateBook, scope: Scope) -> tuple[Step, ...]:
    """Write down the week, the leave and the on-costs of a nation on a date: the same for every salary.

    Raises:
        RateNotFound: one of them is not known for the date.
    """
    sheet = Sheet(paid_year(book, scope))
    for kind, series in (("annual", "leave.annual"), ("public", "leave.public_holidays")):
        sheet.rate(f"leave.{kind}", book.rate(f"{series}.{scope.nation}", scope.on, scope.known_on))
    sheet.work("leave.days", "add", ("leave.annual", "leave.public"), "days")
    sheet.work("year.days", "multiply", ("year.weeks", "week.days"), "days")
    sheet.work("year.days_worked", "subtract", ("year.days", "leave.days"), "days")
    sheet.work("year.hours_worked", "multiply", ("year.days_worked", "day.hours"), "hours")
    on_costs(sheet, book, scope)
    return tuple(sheet.steps)


def on_costs(sheet: Sheet, book: RateBook, scope: Scope) -> None:
    """Write down the rates of employer's National Insurance, pension and apprenticeship levy.

    Raises:
        RateNotFound: one of them is not known for the date.
    """

    def read(code: str, series: str) -> None:
        sheet.rate(code, book.rate(series, scope.on, scope.known_on))

    read("insurance.rate", "employer_ni.rate")
    read("insurance.threshold", "employer_ni.threshold")
    read("pension.employer", f"pension.employer.{scope.nation}")
    pension = ["pension.employer"]
    if scope.nation in _ADMINISTERED:
        read("pension.administration", f"pension.administration.{scope.nation}")
        pension.append("pension.administration")
    sheet.work("pension.rate", "add", tuple(pension), "fraction")
    read("levy.rate", "apprenticeship_levy.rate")


def pay_and_cost(sheet: Sheet, salary: str) -> None:
    """Write down pay.hourly and cost.hourly of the yearly `salary` (a code on the sheet)."""
    sheet.work("pay.hourly", "divide", (salary, "year.hours"), "GBP/hour")
    annual_cost(sheet, salary)
    sheet.work("cost.hourly", "divide", ("cost.annual", "year.hours_worked"), "GBP/hour")


def annual_cost(sheet: Sheet, pay: str) -> None:
    """Write down cost.annual: the yearly `pay` (a code on the sheet) with the employer's on-costs.

    The National Insurance threshold is the year's own, whatever share of full time the pay is for.
    """
    sheet.given("insurance.none", money.ZERO, "GBP/year")
    sheet.work("insurance.over", "subtract", (pay, "insurance.threshold"), "GBP/year")
    sheet.work("insurance.earnings", "maximum", ("insurance.over", "insurance.none"), "GBP/year")
    sheet.work("cost.insurance", "multiply", ("insurance.earnings", "insurance.rate"), "GBP/year")
    sheet.work("cost.pension", "multiply", (pay, "pension.rate"), "GBP/year")
    sheet.work("cost.levy", "multiply", (pay, "levy.rate"), "GBP/year")
    sheet.work("cost.annual", "add", (pay, "cost.insurance", "cost.pension", "cost.levy"), "GBP/year")
