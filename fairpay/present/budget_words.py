"""The words of a checked budget: one sentence for each code, and the names of its columns and parts."""

from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from fairpay import money
from fairpay.budget.columns import COLUMNS
from fairpay.budget.finding import Finding
from fairpay.caveat import Caveat
from fairpay.errors import N_, Fault
from fairpay.present import wording
from fairpay.present.words import Words
from fairpay.rate import Rate

FINDINGS = {
    "arithmetic": N_(
        "The row states %(stated)s, but people × sessions × fee and the costs come to %(computed)s: "
        "a difference of %(difference)s."
    ),
    "below-minimum-wage": wording.CAVEATS["below-minimum-wage"],
    "below-real-living-wage": wording.CAVEATS["below-real-living-wage"],
    "below-own-card": N_("%(paid)s for a session is below the %(card)s of the rate card that the row names."),
    "below-benchmark": N_(
        "This is %(gap)s below the benchmark for this work, %(benchmark)s: %(person)s for each person."
    ),
    "unpaid-preparation": N_("%(hours)s hours of preparation or follow-up, for each person and session, are not paid."),
    "unpaid-travel": N_("%(hours)s hours of travel, for each person and session, are not paid."),
    "expenses-inside-fee": N_(
        "Expenses are inside the fee or share a cap with it: whoever has further to travel is paid less for the work."
    ),
    "older-rate": N_("The fee equals an older rate: %(rate)s, in force for %(period)s."),
    "stale-rate": wording.CAVEATS["stale-rate"],
    "unknown-rate": "%(fault)s",
    "unknown-activity": N_("fairpay knows no activity of this name, so the row has no benchmark from it."),
    "unknown-card": N_("There is no such step of a rate card. Give one as card:step, like %(choices)s."),
    "card-not-in-force": wording.CAVEATS["card-not-in-force"],
    "no-hours-given": N_("The row gives no hours, so there is no hourly rate to hold against a floor or a benchmark."),
    "stated-at-least": N_("The amount is given as “at least”: every sum and share with it is a bound."),
    "duplicate-line": N_("The row has the same content as row %(row)s."),
    "outside-period": N_("The date is outside the period of the budget, %(period)s."),
    "over-budget": N_("%(actual)s was spent against a budget of %(budgeted)s: %(over)s over."),
    "missing-code": N_("Nothing is given for: %(columns)s."),
    "missing-approver": N_("The row has no approver."),
    "approver-is-authoriser": N_("The approver and the authoriser are the same."),
    "paid-late": N_("Payment came after %(days)s days; %(promised)s were promised."),
    "personal-data": N_(
        "Column %(columns)s holds what looks like a National Insurance number, an email address or a telephone "
        "number. Take it out before the file is shared."
    ),
    # about the file as a whole
    "esa-weekly-limit": N_(
        "Rows %(rows)s pay one person %(paid)s in the week from %(monday)s. That is above %(limit)s, the most that can "
        "be earned in a week of permitted work on Employment and Support Allowance."
    ),
    "carers-allowance-limit": N_(
        "Rows %(rows)s pay one person %(paid)s in the week from %(monday)s. That is above %(limit)s, the most that can "
        "be earned in a week on Carer's Allowance."
    ),
    "no-support": N_(
        "There is lived-experience work, and no supervision, mentoring, training or access line anywhere."
    ),
    "total-differs": N_("Row %(rows)s states a total of %(stated)s. The lines come to %(lines)s: %(residual)s apart."),
    "total-unexplained": N_(
        "Row %(rows)s states a total of at least %(stated)s. The lines come to %(lines)s: "
        "%(residual)s is not explained."
    ),
    "unfunded": N_("The funding of %(stated)s does not cover the plan of %(lines)s: %(residual)s is missing."),
    "ringfence-missed": N_(
        "%(destination)s: %(share)s of the whole, against a target of %(target)s. %(missing)s more is needed."
    ),
}

DESTINATIONS = {
    "lived_experience": N_("People with lived experience"),
    "staff": N_("Staff"),
    "contractors": N_("Contractors"),
    "access": N_("Access, care and travel"),
    "support": N_("Supervision, mentoring and training"),
    "running": N_("Running costs"),
    "unknown": N_("Not known"),
    "unexplained": N_("Stated total beyond its lines"),
}

GROUPINGS = {
    "category": N_("By category"),
    "cost_centre": N_("By cost centre"),
    "expense_code": N_("By expense code"),
    "project_code": N_("By project code"),
    "funder": N_("By funder"),
    "quarter": N_("By quarter of the financial year"),
    "year": N_("By financial year"),
}

MEASURES = {"computed": N_("Comes to"), "budgeted": N_("Budgeted"), "actual": N_("Actual")}

PLAN = {
    "budgeted": N_("Budgeted"),
    "actual": N_("Actual"),
    "declined": N_("Declined"),
    "unclaimed": N_("Accepted and not claimed"),
    "unspent": N_("Unspent"),
    "no_actual": N_("Lines without an actual amount"),
    "unplanned": N_("Spent without a budget"),
}

# The columns that fairpay adds to a file: each heading has "fairpay: " in front.
ADDED = {
    "hours": N_("hours that count"),
    "true_hourly": N_("true hourly rate"),
    "fees": N_("fees"),
    "costs": N_("costs"),
    "computed": N_("comes to"),
    "difference": N_("stated less computed"),
    "benchmark": N_("benchmark"),
    "entry_pay": N_("pay at benchmark, entry"),
    "top_pay": N_("pay at benchmark, top"),
    "entry_cost": N_("cost at benchmark, entry"),
    "top_cost": N_("cost at benchmark, top"),
    "gap_entry_pay": N_("gap to benchmark, pay"),
    "gap_entry_cost": N_("gap to benchmark, cost"),
    "given_hours": N_("hours without pay"),
    "given_value": N_("value of hours without pay"),
    "checks": N_("checks"),
    "explained": N_("in words"),
    "held": N_("held against"),
    "sources": N_("sources"),
}

_TITLES = {column.name: column.title for column in COLUMNS}
_SHARES = ("share", "target")
_OFTEN = ("hours", "benchmark")
_HUNDRED = Decimal(100)
_BELOW_1000, _BELOW_A_MILLION = len("999.99"), len("999999.99")


def percent(share: Decimal | None) -> str:
    """Write a share with one decimal: 61.6%."""
    return "–" if share is None else f"{money.plain(money.multiply(share, _HUNDRED), 1)}%"


@lru_cache(maxsize=8)
def budget_words(lang: str) -> "BudgetWords":
    """Return the words of a language for budgets."""
    return BudgetWords(lang)


class BudgetWords(Words):
    """Says what was found in a budget."""

    def __init__(self, lang: str, catalogue: NullTranslations | None = None) -> None:
        super().__init__(lang, catalogue)
        self._templates: dict[str, str] = {}
        self._often = lru_cache(maxsize=4096)(super()._value)  # hours and benchmarks come again and again

    def finding(self, finding: Finding) -> str:
        """Say a finding in one sentence; those of the whole file name their rows."""
        code, params, rows = finding
        if code == "stale-rate":
            return self._stale(finding)
        said = {name: self._in_pence(name, value) for name, value in params.items()}
        if rows:
            said["rows"] = rows_text(rows)
        template = self._templates.get(code)
        if template is None:
            template = self._templates[code] = self.say(FINDINGS[code])
        return template % said

    def _in_pence(self, name: str, value: Any) -> str:
        """Write a figure of a finding: what looks like money is in pence already."""
        if name in _OFTEN:
            return self._often(name, value)
        return _pounds(value) if type(value) is Decimal and name not in _SHARES else self._value(name, value)

    def _stale(self, finding: Finding) -> str:
        """Say that a figure is old: there are few of them, and many lines rest on each."""
        key = f"stale-rate {finding.params['rate']}"
        if key not in self._templates:
            self._templates[key] = self.caveat(Caveat("stale-rate", finding.params))
        return self._templates[key]

    def field(self, name: str) -> str:
        """Name a column by its heading."""
        title = _TITLES.get(name)
        return f"“{self.say(title)}”" if title else super().field(name)

    def line_fault(self, fault: Fault) -> str:
        """Say what is wrong with a row."""
        return self.fault(fault)

    def _value(self, name: str, value: Any) -> str:
        if name in _SHARES:
            return percent(value)
        if isinstance(value, Rate):
            return self.rate(value)
        if name == "columns":
            return ", ".join(self.say(_TITLES[item]) if item in _TITLES else str(item) for item in value)
        if name == "destination":
            return self.say(DESTINATIONS[value])
        return super()._value(name, value)

    def added_header(self) -> list[str]:
        """Return the headings of the columns that fairpay adds."""
        return [f"fairpay: {self.say(title)}" for title in ADDED.values()]


def rows_text(rows: tuple[int, ...], most: int = 20) -> str:
    """Name rows: "2, 5, 9", and how many more there are."""
    text = ", ".join(map(str, rows[:most]))
    return text if len(rows) <= most else f"{text} (+{len(rows) - most})"


def _pounds(amount: Decimal) -> str:
    """Write an amount that is in pence already: money_text would round it again, for a million lines."""
    text = str(amount)
    if text[-3:-2] != "." or text[0] == "-" or len(text) > _BELOW_A_MILLION:
        return f"£{amount:,.2f}" if amount >= 0 else f"−£{-amount:,.2f}"
    return f"£{text}" if len(text) <= _BELOW_1000 else f"£{text[:-6]},{text[-6:]}"
