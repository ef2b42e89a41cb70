"""What a check finds: a code and the figures of its sentence."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Finding(NamedTuple):
    """One thing that was found in a row, or in the whole file (then `rows` names the rows it is about)."""

    code: str
    params: Mapping[str, Any]
    rows: tuple[int, ...] = ()


# What to know about a row: the others are checks that failed.
NOTES = frozenset(
    {
        *("stale-rate", "unknown-rate", "personal-data", "stated-at-least", "unknown-activity", "unknown-card"),
        *("card-not-in-force", "no-hours-given", "total-unexplained"),
    }
)


def failed(finding: Finding) -> bool:
    """Whether a finding is a check that failed, and not only something to know."""
    return finding.code not in NOTES
