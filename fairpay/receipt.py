"""Receipts: everything needed to work a result out again later, and to see whether it still holds.

A receipt is plain data: the question, the versions, every figure of the ladder, every rate that
was used with its value, and a fingerprint of all that. The fingerprint shows that a receipt was
altered by hand; it is no signature and does not say by whom it was made.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from fairpay import money
from fairpay.comparators.rung import Amounts
from fairpay.comparison import Basis, Result, compare
from fairpay.errors import Fault, InputError
from fairpay.inputs import day
from fairpay.ratebook import RateBook, rates
from fairpay.task import Offer, Task

_PARTS = ("hourly", "daily", "session", "total")  # of the amounts of a rung, in their order
_LINE_DIGITS = 16  # of the fingerprint: enough to tell two receipts apart by eye


class Difference(NamedTuple):
    """One figure that is not what it was: `what` names it, None is a figure that is not there."""

    what: str
    then: str | None
    now: str | None


class Verification(NamedTuple):
    """What came of working a receipt out again.

    `altered`: the receipt is not as fairpay wrote it. `figures` and `rates` are what differs
    between the receipt and the rate book of today; both are empty when everything is the same. Where
    it was altered, a rate that only one of them uses is not among `rates`: it need not have changed.
    """

    altered: bool
    figures: tuple[Difference, ...]
    rates: tuple[Difference, ...]

    @property
    def holds(self) -> bool:
        """Whether the receipt is unaltered and comes out the same today."""
        return not (self.altered or self.figures or self.rates)

    @property
    def question_altered(self) -> bool:
        """Whether it was altered so that its question and its figures are not of the same comparators."""
        return self.altered and any(None in (figure.then, figure.now) for figure in self.figures)


class _Question(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    task: Mapping[str, Any]
    offer: Mapping[str, Any]
    known_on: Annotated[date | None, BeforeValidator(lambda value: None if value is None else day(value))]
    basis: Basis
    last_known_scale: bool


class _Receipt(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    kind: Literal["fairpay receipt"]
    fairpay: str
    edition: str
    question: _Question
    figures: Mapping[str, str]
    rates: Mapping[str, str]
    fingerprint: str


def receipt(result: Result, version: str) -> dict[str, Any]:
    """Return the receipt of a result, as plain data ready for JSON."""
    body: dict[str, Any] = {
        "kind": "fairpay receipt",
        "fairpay": version,
        "edition": result.edition,
        "question": {
            "task": result.task.data(),
            "offer": result.offer.data(),
            "known_on": result.known_on.isoformat() if result.known_on else None,
            "basis": result.basis,
            "last_known_scale": result.last_known_scale,
        },
        "figures": _figures(result),
        "rates": _rates(result),
    }
    return body | {"fingerprint": fingerprint(body)}


def fingerprint(body: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a receipt's content, written in one fixed way."""
    content = {name: value for name, value in body.items() if name != "fingerprint"}
    # A receipt of ours holds no number that JSON has no exact form for; one that does is not as we wrote it.
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=repr)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def line(body: Mapping[str, Any]) -> str:
    """Return a receipt as one line of text to paste: versions, date, the main figures, the fingerprint."""
    task, figures = body["question"]["task"], body["figures"]
    parts = [
        f"fairpay {body['fairpay']}",
        f"rates {body['edition']}",
        f"{task['on']} {task['nation']}",
        f"true hourly {figures.get('true_hourly', 'none')}",
        f"benchmark {figures.get('benchmark', 'none')}",
        *(["in cost"] if body["question"]["basis"] == "cost" else []),
        f"shortfall {figures.get('shortfall', 'none')}",
        f"verdict {figures.get('verdict', 'none')}",
        f"fingerprint {body['fingerprint'][:_LINE_DIGITS]}",
    ]
    return "; ".join(parts)


def verify(body: Mapping[str, Any], *, book: RateBook | None = None) -> Verification:
    """Work a receipt out again on the rate book of today.

    Raises:
        InputError: it is no receipt, or its question can no longer be asked.
    """
    try:
        saved = _Receipt(**body)
    except (ValidationError, TypeError):
        raise InputError([Fault("", "not-a-receipt", {})]) from None
    question = saved.question
    result = compare(
        Task(**question.task),
        Offer(**question.offer),
        known_on=question.known_on,
        basis=question.basis,
        last_known_scale=question.last_known_scale,
        book=book or rates(),
    )
    altered = fingerprint(body) != saved.fingerprint
    changed = _differences(saved.rates, _rates(result))
    return Verification(
        altered=altered,
        figures=_differences(saved.figures, _figures(result)),
        rates=tuple(rate for rate in changed if not (altered and None in (rate.then, rate.now))),
    )


def _differences(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[Difference, ...]:
    names = dict.fromkeys((*then, *now))
    return tuple(Difference(name, then.get(name), now.get(name)) for name in names if then.get(name) != now.get(name))


def _figures(result: Result) -> dict[str, str]:
    figures = {"true_hourly": f"{result.true_hourly:f}", "verdict": result.verdict}
    if result.headline_hourly is not None:
        figures["headline_hourly"] = f"{result.headline_hourly:f}"
    if result.benchmark is not None:
        figures |= {"benchmark": result.benchmark, "shortfall": f"{result.shortfall:f}"}
    for rung in result.rungs:
        pay = _in_pence(rung.pay)
        cost = pay if rung.cost is rung.pay else _in_pence(rung.cost)
        for basis, amounts in (("pay", pay), ("cost", cost)):
            for part, amount in zip(_PARTS, amounts, strict=True):
                figures[f"{rung.id} {basis} {part}"] = amount
    return figures


def _in_pence(amounts: Amounts) -> tuple[str, ...]:
    hourly, daily, session = (str(money.pence(exact)) for exact in amounts[:3])
    total = session if amounts.exact_total == amounts.exact_session else str(amounts.total)
    return hourly, daily, session, total


def _rates(result: Result) -> dict[str, str]:
    values = {rate.id: rate.value for rung in result.rungs for rate in rung.working.rates()}
    return {name: f"{value:f}" for name, value in values.items()}
