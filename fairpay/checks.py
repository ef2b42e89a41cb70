"""Things to check before paying, attached to a result when they apply: each sourced, none advice.

The weekly limits are held against what one person is paid for a session and for all sessions, in pence:
fairpay does not know in which weeks the sessions fall, and says how many would be too many.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from fairpay import money
from fairpay.comparison import Result
from fairpay.errors import RateNotFound
from fairpay.rate import Rate
from fairpay.ratebook import RateBook, rates
from fairpay.ratebook.schema import CheckRow

# The most that can be earned in a week beside a benefit.
LIMITS = {
    "esa-weekly-limit": "benefit.esa_permitted_work.higher",
    "carers-allowance-limit": "benefit.carers_allowance.limit",
}
_PENNY = Decimal("0.01")


class Check(NamedTuple):
    """One thing to check: its code, the figures of its sentence, and the rate or rule it rests on."""

    code: str
    params: Mapping[str, Any]
    basis: Rate | CheckRow


def checks(result: Result, *, book: RateBook | None = None) -> tuple[Check, ...]:
    """Return what to check before the offer of a result is paid; nothing for unpaid work."""
    if not result.paid.pay.exact_session:
        return ()
    book = book or rates()
    return (*_limits(result, book), *_rules(result, book))


def _limits(result: Result, book: RateBook) -> Iterator[Check]:
    session = result.paid.pay.exact_session
    for code, series in LIMITS.items():
        try:
            limit = book.rate(series, result.task.on, result.known_on)
        except RateNotFound:
            continue
        params = {"limit": limit.value, "session": session}
        over = money.shown_from(money.add(limit.value, _PENNY))
        within = int(money.whole_up(money.divide(over, session))) - 1  # sessions that are not paid above the limit
        if not within:
            yield Check(code, params, limit)
        elif within < result.task.sessions:
            yield Check(f"{code}-sessions", params | {"sessions": within}, limit)


def _rules(result: Result, book: RateBook) -> Iterator[Check]:
    codes = ["expenses-apart", "declining", "own-determination"]
    if result.verdict == "below-minimum-wage":
        codes.insert(0, "worker-status")
    for code in codes:
        rule = book.checks.get(code)
        if rule is not None and rule.period.holds(result.task.on) and _known(rule, result):
            yield Check(code, {}, rule)


def _known(rule: CheckRow, result: Result) -> bool:
    return result.known_on is None or rule.known_from is None or rule.known_from <= result.known_on
