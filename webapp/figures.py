"""How a figure of the rate book is written: its value with its unit in words, its days, its kind."""

from decimal import Decimal
from typing import Any

from fairpay import browse, money
from fairpay.errors import N_
from fairpay.present import wording
from fairpay.present.language import number_text, period_text
from fairpay.present.words import Words
from fairpay.rate import Rate
from fairpay.ratebook import RateBook
from webapp.cells import Cell, data_words

_HUNDRED = Decimal(100)
_AMOUNTS = {
    "GBP": "%(amount)s",
    "GBP/year": N_("%(amount)s a year"),
    "GBP/month": N_("%(amount)s a month"),
    "GBP/week": N_("%(amount)s a week"),
    "GBP/day": N_("%(amount)s a day"),
    "GBP/half-day": N_("%(amount)s a half-day"),
    "GBP/hour": N_("%(amount)s an hour"),
    "GBP/block": N_("%(amount)s a block"),
    "GBP/session": N_("%(amount)s a session"),
    "GBP/task": N_("%(amount)s a task"),
    "GBP/mile": N_("%(amount)s a mile"),
}
NATIONS = {"uk": N_("The whole United Kingdom"), **wording.NATIONS}
# The kinds of figures: the first part of their series.
KINDS = {
    "access": N_("Interpreters: fees and terms"),
    "afc": N_("Agenda for Change pay points"),
    "agency_price_cap": N_("Agency price cap"),
    "appointment": N_("Single appointments"),
    "apprenticeship_levy": N_("Apprenticeship levy"),
    "approval": N_("Limits above which spending needs approval"),
    "artist": N_("Artists' fees"),
    "award": N_("Pay awards"),
    "benefit": N_("Benefits: limits and amounts"),
    "billable_days": N_("Days a consultant bills in a year"),
    "card": N_("Published involvement schemes"),
    "civil_service": N_("Civil service day costs"),
    "class2_ni": N_("National Insurance, Class 2"),
    "class4_ni": N_("National Insurance, Class 4"),
    "consultancy": N_("Consultancy day rates"),
    "day_hours": N_("Hours in a paid day"),
    "director": N_("Directors' pay and days"),
    "disclosure": N_("Pay above which it must be made public"),
    "divisor": N_("How a salary is turned into a day or an hour"),
    "employee_ni": N_("Employee's National Insurance"),
    "employer_ni": N_("Employer's National Insurance"),
    "employment_allowance": N_("Employment Allowance"),
    "foi": N_("Freedom of information: limits of cost"),
    "freelance": N_("Freelance day rates"),
    "fund": N_("Limits of funds"),
    "holiday": N_("Paid holiday"),
    "interim": N_("Interim managers' day rates"),
    "job_evaluation": N_("Job evaluation: conventions"),
    "leave": N_("Annual leave and public holidays"),
    "lived_experience": N_("Jobs and contracts for lived experience"),
    "lower_earnings_limit": N_("National Insurance, lower earnings limit"),
    "mileage": N_("Mileage"),
    "minimum_wage": N_("Minimum wages by age"),
    "multiplier": N_("How many times a salary a contractor costs"),
    "off_payroll_rules": N_("Off-payroll working rules"),
    "overtime": N_("Overtime"),
    "pension": N_("Employer's pension contribution"),
    "real_living_wage": N_("Real living wage"),
    "reporting": N_("Limits above which spending must be reported"),
    "spend": N_("What the public sector spends"),
    "supplement": N_("High cost area supplements"),
    "supplier": N_("Single suppliers' rate cards"),
    "tax": N_("Income tax"),
    "time_credit": N_("Hours credited for a task"),
    "unit_cost": N_("Unit costs of health and social care"),
    "unsocial": N_("Unsocial hours"),
    "vat": N_("VAT"),
    "weekly_hours": N_("Hours of a full-time week"),
    "weeks_in_year": N_("Weeks in a year"),
}


def value_text(rate: Rate, words: Words) -> str:
    """Write a value with its unit: "£20,270.00 a year", "37.5 hours a week", "0.1207 (12.07%)"."""
    value, unit = rate.value, rate.unit
    if unit.startswith("GBP"):
        exact = money.pence(value) == value
        return words.say(_AMOUNTS[unit], {"amount": value if exact else f"£{number_text(value)}"})
    if unit == "fraction":
        return f"{number_text(value)} ({number_text(money.multiply(value, _HUNDRED))}%)"
    return words.quantity(value, unit)


def days(rate: Rate, words: Words) -> Cell:
    """Write the days of a figure, or why it has none."""
    if rate.undated:
        return Cell(words.say(N_("No dates")), notes=(data_words(rate.undated),))
    if rate.period.start is not None and rate.period.end is None:
        return Cell(words.say(N_("From %(start)s"), {"start": rate.period.start}))
    return Cell(period_text(rate.period, words.lang))


def bar(label: str, figure: str, value: Decimal, top: Decimal, *, this: bool) -> dict[str, Any]:
    """Return one bar of a chart whose longest bar stands for `top`."""
    percent = money.divide(money.multiply(value, _HUNDRED), top) if top else money.ZERO
    return {"label": label, "figure": figure, "percent": percent, "this": this}


def kind_name(kind: str, words: Words) -> str:
    """Name a kind; one that an organisation's own rates bring has no other name."""
    return words.say(KINDS[kind]) if kind in KINDS else kind


def kind_choices(book: RateBook, words: Words) -> list[tuple[str, str]]:
    """Return the kinds with how many figures there are of each, by name."""
    counts = browse.kinds(book)
    named = sorted((kind_name(kind, words), kind) for kind in counts)
    everything = words.say(N_("All kinds (%(count)s)"), {"count": f"{sum(counts.values()):,}"})
    return [("", everything), *((kind, f"{name} ({counts[kind]:,})") for name, kind in named)]
