"""Coded warnings attached to a result. `present/wording.py` gives them their words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from fairpay.rate import Rate, is_weak


class Caveat(NamedTuple):
    """A warning: what it is about, and the figures that its sentence needs."""

    code: str
    params: Mapping[str, Any]


def about_rates(rates: Iterable[Rate], on: date) -> tuple[Caveat, ...]:
    """Return the caveats that the rates themselves call for, one of a kind for each rate.

    Evidence below `corroborated` is named; a rate past its review day still computes; an amount
    of money without a date of its own says so (terms such as days of leave may have none); a rate
    that an organisation brought along is named.
    """
    caveats: dict[tuple[str, str], Caveat] = {}
    for rate in rates:
        found, name = [], {"rate": rate.id, "series": rate.series, "label": rate.label, "label_cy": rate.label_cy}
        if is_weak(rate.evidence):
            found.append(Caveat("weak-evidence", name | {"evidence": rate.evidence}))
        if rate.review_by is not None and rate.review_by < on:
            found.append(Caveat("stale-rate", name | {"review_by": rate.review_by}))
        if rate.undated and rate.unit.startswith("GBP"):
            found.append(Caveat("undated-rate", name))
        if rate.origin:
            found.append(Caveat("own-rate", name | {"origin": rate.origin}))
        for caveat in found:
            caveats[caveat.code, rate.id] = caveat
    return tuple(caveats.values())
