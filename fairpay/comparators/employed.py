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


def employment_terms(book: RateBook, scope: Scope) -> tuple[Step, ...]:
    """Write down the week, the leave and the on-costs of a nation on a date: the same for every salary.

    Raises:
        RateNotFound: one of them is not known for the date.
    """
    sheet = Sheet(nations_day(book, scope))

    def read(code: str, series: str) -> None:
        sheet.rate(code, book.rate(series, scope.on, scope.known_on))

    read("year.weeks", "weeks_in_year")
    sheet.work("year.hours", "multiply", ("year.weeks", "week.hours"), "hours")
    read("leave.annual", f"leave.annual.{scope.nation}")
    read("leave.public", f"leave.public_holidays.{scope.nation}")
    sheet.work("leave.days", "add", ("leave.annual", "leave.public"), "days")
    sheet.work("year.days", "multiply", ("year.weeks", "week.days"), "days")
    sheet.work("year.days_worked", "subtract", ("year.days", "leave.days"), "days")
    sheet.work("year.hours_worked", "multiply", ("year.days_worked", "day.hours"), "hours")
    read("insurance.rate", "employer_ni.rate")
    read("insurance.threshold", "employer_ni.threshold")
    read("pension.employer", f"pension.employer.{scope.nation}")
    pension = ["pension.employer"]
    if scope.nation in _ADMINISTERED:
        read("pension.administration", f"pension.administration.{scope.nation}")
        pension.append("pension.administration")
    sheet.work("pension.rate", "add", tuple(pension), "fraction")
    read("levy.rate", "apprenticeship_levy.rate")
    return tuple(sheet.steps)


def pay_and_cost(sheet: Sheet, salary: str) -> None:
    """Write down pay.hourly and cost.hourly of the yearly `salary` (a code on the sheet)."""
    sheet.work("pay.hourly", "divide", (salary, "year.hours"), "GBP/hour")
    sheet.given("insurance.none", money.ZERO, "GBP/year")
    sheet.work("insurance.over", "subtract", (salary, "insurance.threshold"), "GBP/year")
    sheet.work("insurance.earnings", "maximum", ("insurance.over", "insurance.none"), "GBP/year")
    sheet.work("cost.insurance", "multiply", ("insurance.earnings", "insurance.rate"), "GBP/year")
    sheet.work("cost.pension", "multiply", (salary, "pension.rate"), "GBP/year")
    sheet.work("cost.levy", "multiply", (salary, "levy.rate"), "GBP/year")
    sheet.work("cost.annual", "add", (salary, "cost.insurance", "cost.pension", "cost.levy"), "GBP/year")
    sheet.work("cost.hourly", "divide", ("cost.annual", "year.hours_worked"), "GBP/hour")
