"""The words of a checked budget: one sentence for each code, and the names of its columns and parts."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from fairpay import money
from fairpay.budget.columns import COLUMNS
from fairpay.budget.finding import Finding
from fairpay.budget.personal import is_personal
from fairpay.caveat import Caveat
from fairpay.errors import N_, Fault
from fairpay.present import wording
from fairpay.present.language import number_text
from fairpay.present.words import Words
from fairpay.rate import Rate

FINDINGS = {
    "arithmetic": N_(
        "The row states %(stated)s, but comes to %(computed)s: %(sum)s. The difference is %(difference)s."
    ),
    "longer-than-day": N_(
        "%(hours)s hours of attendance are more than one day of %(length)s hours, so the day fee counts "
        "%(started)s times. If a break is in these hours, give the hours without it. If one fee is for the whole time, "
        "write “session” under “Per”. Otherwise plan a fee for each started day."
    ),
    "longer-than-half-day": N_(
        "%(hours)s hours of attendance are more than one half-day of %(length)s hours, so the half-day fee counts "
        "%(started)s times. If a break is in these hours, give the hours without it. If one fee is for the whole time, "
        "write “session” under “Per”. Otherwise plan a fee for each started half-day."
    ),
    "below-minimum-wage": wording.CAVEATS["below-minimum-wage"],
    "below-real-living-wage": wording.CAVEATS["below-real-living-wage"],
    "below-own-card": N_("%(paid)s for a session is below the %(card)s of the rate card that the row names."),
    "below-benchmark": N_(
        "This is below the benchmark for this work, %(benchmark)s. From there to the top of the band the gap in pay is "
        "%(pay)s (each person: %(each_pay)s), and the gap in cost %(cost)s (each person: %(each_cost)s)."
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
    "index-rule-not-applied": wording.CAVEATS["index-rule-not-applied"],
    "no-hours-given": N_("The row gives no hours, so there is no hourly rate to hold against a floor or a benchmark."),
    "stated-at-least": N_("The amount is given as “at least”: every sum and share with it is a bound."),
    "duplicate-line": N_("The row has the same content as row %(row)s. A line number of its own does not count."),
    "outside-period": N_("The date is outside the period of the budget, %(period)s."),
    "over-budget": N_("%(actual)s was spent against a budget of %(budgeted)s: %(over)s over."),
    "missing-code": N_("Nothing is given for: %(columns)s."),
    "missing-approver": N_("The row has no approver."),
    "approver-is-authoriser": N_("The approver and the authoriser are the same."),
    "paid-late": N_("Payment came after %(days)s days; %(promised)s were promised."),
    "paid-not-read": N_("%(fault)s Whether payment came in time is not known."),
    "offered-not-read": N_("%(fault)s It is in no sum, so the row is read without it."),
    "subtotal": N_("The row is a subtotal: it is in no sum, and is held against nothing."),
    "personal-data": N_(
        "There is what looks like a National Insurance number, an email address or a telephone number (column: "
        "%(columns)s). Take it out before the file is shared."
    ),
    "sessions-in-one-week": N_(
        "The row pays one person %(paid)s for %(sessions)s sessions and has one date. If they fall in one week, that "
        "is above %(limit)s, the lowest weekly limit on earnings beside Employment and Support Allowance or Carer's "
        "Allowance. Give each session a row with its own date."
    ),
    # about the file as a whole
    "esa-weekly-limit": N_(
        "One person is paid %(paid)s in the week from %(monday)s (rows: %(rows)s). That is above %(limit)s, the "
        "most that can be earned in a week of permitted work on Employment and Support Allowance."
    ),
    "carers-allowance-limit": N_(
        "One person is paid %(paid)s in the week from %(monday)s (rows: %(rows)s). That is above %(limit)s, the "
        "most that can be earned in a week on Carer's Allowance."
    ),
    "no-support": N_(
        "There is lived-experience work, and no line for supervision, mentoring, training or access. Training that "
        "people with lived experience give does not count."
    ),
    "total-differs": N_(
        "Row %(rows)s states a total of %(stated)s. The lines come to %(lines)s: %(residual)s apart. "
        "If it is the total of a part, call it “subtotal”."
    ),
    "more-totals": N_(
        "Rows that state a total and are not listed: %(count)s. None is below the lowest or above the highest that are."
    ),
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
    "gap_entry_pay": N_("gap in pay, entry"),
    "gap_top_pay": N_("gap in pay, top"),
    "gap_entry_cost": N_("gap in cost, entry"),
    "gap_top_cost": N_("gap in cost, top"),
    "each_entry_pay": N_("gap in pay for each person, entry"),
    "each_top_pay": N_("gap in pay for each person, top"),
    "each_entry_cost": N_("gap in cost for each person, entry"),
    "each_top_cost": N_("gap in cost for each person, top"),
    "given_hours": N_("hours without pay"),
    "given_value": N_("value of hours without pay"),
    "checks": N_("checks"),
    "explained": N_("in words"),
    "held": N_("held against"),
    "sources": N_("sources"),
}

_TITLES = {column.name: column.title for column in COLUMNS}
_SHARES = ("share", "target")
HOURS = ("hours", "length")  # of what is said in a finding
_RANGES = ("pay", "each_pay", "cost", "each_cost")
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
        self._range = self.say(N_("%(low)s to %(high)s"))
        self._factors = lru_cache(maxsize=4096)(self._factors_of)

    def finding(self, finding: Finding) -> str:
        """Say a finding in one sentence; those of the whole file name their rows."""
        code, params, rows = finding
        if code in ("stale-rate", "index-rule-not-applied"):
            return self._about_rate(finding)
        if code == "arithmetic":
            said = {name: _pounds(params[name]) for name in ("stated", "computed")}
            said |= {"difference": _pounds(abs(params["difference"])), "sum": self._sum(params)}
        else:
            said = {name: self._in_pence(name, value) for name, value in params.items()}
        if rows:
            said["rows"] = rows_text(rows)
        template = self._templates.get(code)
        if template is None:
            template = self._templates[code] = self.say(FINDINGS[code])
        text = template % said
        return self.with_not_read(text, params["not_read"]) if "not_read" in params else text

    def with_not_read(self, text: str, count: int) -> str:
        """Add to what is said of totals or shares how many rows are not in the lines, where there are any."""
        return f"{text} {self.not_read(count)}" if count else text

    def not_read(self, count: int) -> str:
        """Say how many rows are not in the lines."""
        return self.ngettext(
            "%(num)s row could not be read and is not in the lines.",
            "%(num)s rows could not be read and are not in the lines.",
            Decimal(count),
            {"num": f"{count:,}"},
        )

    def _sum(self, params: Mapping[str, Any]) -> str:
        """Write what a row multiplies and adds: 2 people × 1 session × 3 hours × £25.00 + £10.00 of costs."""
        parts = []
        if "fee" in params:
            asked = (params.get(name) for name in ("people", "sessions", "per", "hours", "started", "length"))
            parts.append(f"{self._factors(*asked)} × {_pounds(params['fee'])}")
        if params["costs"] or not parts:
            parts.append(self.say(N_("%(costs)s of costs")) % {"costs": _pounds(params["costs"])})
        return " + ".join(parts)

    def _factors_of(
        self, people: int, sessions: int, per: str, hours: Decimal | None, started: int, length: Decimal | None
    ) -> str:
        """Write how often a fee is paid."""
        parts = [self.ngettext("%(num)s person", "%(num)s people", Decimal(people), {"num": f"{people:,}"})]
        if per != "task":
            parts.append(
                self.ngettext("%(num)s session", "%(num)s sessions", Decimal(sessions), {"num": f"{sessions:,}"})
            )
        if hours is not None:
            parts.append(self.ngettext("%(num)s hour", "%(num)s hours", hours, {"num": number_text(hours)}))
        if length is not None:
            parts.append(self._started(per, started, length))
        return " × ".join(parts)

    def _started(self, per: str, started: int, length: Decimal) -> str:
        said = {"num": f"{started:,}", "length": number_text(length)}
        if per == "day":
            return self.ngettext(
                "%(num)s started day of %(length)s hours",
                "%(num)s started days of %(length)s hours",
                Decimal(started),
                said,
            )
        return self.ngettext(
            "%(num)s started half-day of %(length)s hours",
            "%(num)s started half-days of %(length)s hours",
            Decimal(started),
            said,
        )

    def _in_pence(self, name: str, value: Any) -> str:
        """Write a figure of a finding: what looks like money is in pence already."""
        if name in HOURS:
            return self._often("hours", value)
        if name == "benchmark":
            return self._often(name, value)
        if name in _RANGES:
            return self.between(*value)
        return _pounds(value) if type(value) is Decimal and name not in _SHARES else self._value(name, value)

    def between(self, low: Decimal, high: Decimal) -> str:
        """Write two amounts in pence as a range, or the one amount that both are."""
        return _pounds(low) if low == high else self._range % {"low": _pounds(low), "high": _pounds(high)}

    def _about_rate(self, finding: Finding) -> str:
        """Say that a figure is old, or may have risen: there are few of them, and many lines rest on each."""
        key = f"{finding.code} {finding.params['rate']}"
        if key not in self._templates:
            self._templates[key] = self.caveat(Caveat(finding.code, finding.params))
        return self._templates[key]

    def field(self, name: str) -> str:
        """Name a column by its heading, or an option."""
        return self.column(name) if name in _TITLES else super().field(name)

    def column(self, name: str) -> str:
        """Name a column by its heading, which is its name where fairpay does not know it."""
        return f"“{self.say(_TITLES[name]) if name in _TITLES else name}”"

    def line_fault(self, fault: Fault) -> str:
        """Say what is wrong with a row. What looks like personal data is not said."""
        return self.safe(self.fault(fault))

    def safe(self, text: str) -> str:
        """Return a text, or where it has what looks like personal data, that it is not shown."""
        return self.say(N_("(not shown: it looks like personal data)")) if is_personal(text) else text

    def _value(self, name: str, value: Any) -> str:
        if name in _SHARES:
            return percent(value)
        if isinstance(value, Rate):
            return self.rate(value)
        if isinstance(value, Fault):
            return self.line_fault(value)
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
