"""The JSON form of a result: one object for the library, the command line and the web pages.

Money is text with two decimals. A step's value is text to ten decimals; every sum can be made
again, exactly, from the figures that were given or read.
"""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from fairpay import money
from fairpay.caveat import Caveat
from fairpay.changes import TopUp
from fairpay.checks import Check, checks
from fairpay.comparators.rung import Amounts, Rung
from fairpay.comparison import Basis, Missing, Result
from fairpay.dates import Period
from fairpay.present.report import shown_working
from fairpay.present.words import Words, words_in
from fairpay.ratebook import RateBook
from fairpay.working import Step

_HOURS = ("attendance", "preparation", "follow_up", "travel", "recovery", "worked", "counted")
_LABELS = ("label", "label_cy", "rule_cy")  # of caveats: the words are those of the data


def document(
    result: Result, version: str, book: RateBook, lang: str = "en", working: Collection[str] | None = None
) -> dict[str, Any]:
    """Return a result as plain data ready for JSON, with its words in `lang`.

    `working` are the ids of the rungs whose steps are written out (None: those that the answer
    rests on). The others have an empty list, which keeps a ladder of sixty rungs readable.
    """
    shown = shown_working(result) if working is None else working
    words = words_in(lang)
    used = {source: None for rung in result.rungs for source in rung.sources}
    used |= {source: None for check in checks(result, book=book) for source in check.basis.sources}
    return {
        "fairpay": version,
        "rates": result.edition,
        "on": result.task.on.isoformat(),
        "known_on": result.known_on.isoformat() if result.known_on else None,
        "basis": result.basis,
        "task": result.task.data(),
        "offer": result.offer.data(),
        "hours": {name: money.plain(getattr(result.task.hours, name)) for name in _HOURS},
        "headline_hourly": _money(result.headline_hourly),
        "true_hourly": _money(result.true_hourly),
        "sentence": " ".join(words.sentence(result)),
        "rungs": [_rung(result, rung, words, shown) for rung in result.rungs],
        "missing": [_missing(item, words) for item in result.missing],
        "benchmark": result.benchmark,
        "benchmark_top": result.benchmark_top,
        "beside": list(result.beside),
        "shortfall": _money(result.shortfall),
        "verdict": result.verdict,
        "evidence": result.evidence,
        "indicative": _evaluation(result),
        "checks": [_check(check, words) for check in checks(result, book=book)],
        "caveats": [caveat_data(caveat) | {"message": words.caveat(caveat)} for caveat in result.caveats],
        "sources": {name: {"title": book.sources[name].title, "url": book.sources[name].url} for name in used},
    }


def top_up_data(due: TopUp) -> dict[str, Any]:
    """Return a top-up as plain data: what is due, and the working then and now."""
    bases: tuple[Basis, ...] = ("pay", "cost")
    sides = {
        name: {"session": _money(rung.pay.session), "working": [step_data(step) for step in rung.working]}
        for name, rung in (("then", due.then), ("now", due.now))
    }
    return (
        {"rung": due.now.id}
        | sides
        | {basis: {"session": _money(due.session(basis)), "total": _money(due.total(basis))} for basis in bases}
    )


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else str(money.pence(amount))


def _evaluation(result: Result) -> dict[str, Any] | None:
    found = result.evaluation
    if found is None:
        return None
    if found.exact:
        return {"total": found.total, "band": found.band}
    return {"total": None, "band": found.band, "low": found.low._asdict(), "high": found.high._asdict()}


def _amounts(amounts: Amounts) -> dict[str, str]:
    return {
        "hourly": str(amounts.hourly),
        "daily": str(amounts.daily),
        "session": str(amounts.session),
        "total": str(amounts.total),
    }


def _rung(result: Result, rung: Rung, words: Words, shown: Collection[str]) -> dict[str, Any]:
    pay = _amounts(rung.pay)
    entry: dict[str, Any] = {
        "id": rung.id,
        "kind": rung.kind,
        "label": words.label(rung.label),
        "day_hours": money.plain(rung.day_hours),
        "pay": pay,
        "cost": pay if rung.cost is rung.pay else _amounts(rung.cost),
        "offer_ratio": _money(result.ratio_of(rung.id)),
        "shortfall": str(result.shortfall_of(rung.id)),
        "evidence": rung.evidence,
        "sources": list(rung.sources),
        "caveats": [caveat_data(caveat) for caveat in rung.caveats],
        "working": [step_data(step) for step in rung.working] if rung.id in shown else [],
    }
    if rung.alternative is not None:
        entry["alternative"] = _amounts(rung.alternative)
    if rung.vat is not None:
        entry["vat"] = {"session": _money(rung.vat)}
    return entry


def step_data(step: Step) -> dict[str, Any]:
    """Return a step as plain data: its value to ten decimals, and the rate it was read from."""
    entry: dict[str, Any] = {
        "code": step.code,
        "op": step.op,
        "inputs": list(step.inputs),
        "value": money.plain(step.value),
        "unit": step.unit,
    }
    if step.rate is not None:
        entry |= {"rate": step.rate.id, "sources": list(step.rate.sources), "place": step.rate.place}
        entry["evidence"] = step.rate.evidence
    return entry


def caveat_data(caveat: Caveat) -> dict[str, Any]:
    """Return a caveat's code and figures as plain data, without its words."""
    params = {name: _plain(name, value) for name, value in caveat.params.items() if name not in _LABELS}
    return {"code": caveat.code, **params}


def _check(check: Check, words: Words) -> dict[str, Any]:
    basis, params = check.basis, {name: _plain(name, value) for name, value in check.params.items()}
    return {
        "code": check.code,
        **params,
        "message": words.check(check),
        "sources": list(basis.sources),
        "place": basis.place,
        "evidence": basis.evidence,
        "effective_from": basis.period.start and basis.period.start.isoformat(),
    }


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return money.plain(value) if name == "hours" else _money(value)
    return str(value) if isinstance(value, date | Period) else value


def _missing(item: Missing, words: Words) -> dict[str, Any]:
    return {"kind": item.kind, "code": item.error.code, "message": words.error(item.error)}
