"""What a check finds: a code and the figures of its sentence."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from fairpay.rate import Rate


class Finding(NamedTuple):
    """One thing that was found in a row, or in the whole file (then `rows` names the rows it is about)."""

    code: str
    params: Mapping[str, Any]
    rows: tuple[int, ...] = ()


# What to know about a row: the others are checks that failed.
NOTES = frozenset(
    {
        *("stale-rate", "unknown-rate", "personal-data", "stated-at-least", "unknown-activity", "unknown-card"),
        *("card-not-in-force", "index-rule-not-applied", "no-hours-given", "total-unexplained"),
        *("subtotal", "more-totals", "paid-not-read", "offered-not-read"),
        *("longer-than-day", "longer-than-half-day", "sessions-in-one-week"),
    }
)

_ON_RATES = frozenset({"older-rate", "sessions-in-one-week", "esa-weekly-limit", "carers-allowance-limit"})


def rates_in(findings: Iterable[Finding]) -> list[Rate]:
    """Return the figures of the rate book that findings rest on, beside what lines are held against."""
    return [finding.params["rate"] for finding in findings if finding.code in _ON_RATES]


def failed(finding: Finding) -> bool:
    """Whether a finding is a check that failed, and not only something to know."""
    return finding.code not in NOTES
