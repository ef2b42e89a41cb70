"""Coded warnings attached to a result. `present/wording.py` gives them their words."""

from collections.abc import Iterable, Iterator, Mapping
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
    that an organisation brought along is named; so is one that may have risen by a rule of its card.
    Two amounts of one series that call for the same words have them once.
    """
    caveats: dict[tuple[Any, ...], Caveat] = {}
    for rate in rates:
        for caveat in _about(rate, on):
            said = (value for name, value in caveat.params.items() if name != "rate")
            caveats.setdefault((caveat.code, *said), caveat)
    return tuple(caveats.values())


def _about(rate: Rate, on: date) -> Iterator[Caveat]:
    name = _name(rate)
    if is_weak(rate.evidence):
        yield Caveat("weak-evidence", name | {"evidence": rate.evidence})
    if rate.review_by is not None and rate.review_by < on:
        yield Caveat("stale-rate", name | {"review_by": rate.review_by})
    if rate.undated and rate.unit.startswith("GBP"):
        yield Caveat("undated-rate", name)
    if rate.origin:
        yield Caveat("own-rate", name | {"origin": rate.origin})
    if (rises := index_rule(rate)) is not None:
        yield rises


def index_rule(rate: Rate) -> Caveat | None:
    """Return the caveat that a rate rises by a rule of its card, which is not applied; None without one."""
    if not rate.index_rule:
        return None
    rule = {"rule": rate.index_rule, "rule_cy": rate.index_rule_cy, "read_of": rate.period.start}
    return Caveat("index-rule-not-applied", _name(rate) | rule)


def _name(rate: Rate) -> dict[str, Any]:
    return {"rate": rate.id, "series": rate.series, "label": rate.label, "label_cy": rate.label_cy}
