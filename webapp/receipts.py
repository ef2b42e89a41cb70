"""Receipts as pages: the receipt of a result as a file, and a receipt worked out again."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.exceptions import UnprocessableEntity

import fairpay
from fairpay import browse, taskfile
from fairpay.errors import N_, Fault, InputError
from fairpay.present import wording
from fairpay.present.language import money_text
from fairpay.present.receipts import QUESTION_ALTERED
from fairpay.present.words import Words
from fairpay.rate import Rate
from fairpay.ratebook import RateBook
from fairpay.receipt import Difference, line, receipt, verify
from webapp import errors, limits, question
from webapp.cells import Cell, rate_name
from webapp.figures import value_text
from webapp.languages import form_only, gettext, known_fields, words
from webapp.links import Links
from webapp.replies import json_file, rate_book

pages = Blueprint("receipts", __name__)

_FILE = N_("fairpay-receipt")
_MESSAGES = {
    "none-given": N_("Choose the file of a receipt, or paste its text."),
    "two-given": N_("Give one receipt: as a file or as text, not both."),
    "too-large": N_("The receipt must be smaller than %(limit)s kB. A receipt that fairpay wrote is."),
    "not-utf-8": N_("The file is not text in UTF-8. Choose the file that fairpay wrote, as it was."),
    "file-syntax": N_("This is not correct JSON (%(where)s). Give all of the receipt, as fairpay wrote it."),
    "file-not-a-table": N_("This is not a receipt of fairpay. Give the file that fairpay wrote, as it was."),
}
_FIGURES = {
    "true_hourly": N_("True hourly rate"),
    "headline_hourly": N_("Pay an hour over attendance alone"),
    "verdict": N_("What it comes to"),
    "benchmark": N_("Benchmark"),
    "shortfall": N_("Short of the benchmark"),
}
_PENCE = re.compile(r"[0-9]{1,9}\.[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_MOST_FAULTS = 5
_NONE = "0"  # no hours of a kind, which is also what leaving the field out means


@pages.get("/result.receipt.json")
@known_fields(*question.NAMES)
def result_receipt() -> Any:
    """Answer with the receipt of a result as a file: the same as `fairpay compare --format receipt`."""
    try:
        result = question.ask(request.args, rate_book()).result
    except InputError:
        return errors.page(UnprocessableEntity())
    return json_file(receipt(result, fairpay.__version__), gettext(_FILE))


@pages.get("/receipt")
@known_fields()
def show() -> str:
    return _form("", [])


@pages.post("/receipt")
@known_fields()
def check() -> Any:
    """Work a receipt out again. Nothing of it is kept."""
    book, said = rate_book(), words()
    pasted = request.form.get("receipt", "")
    if form_only():
        return _form(pasted, [])
    try:
        text = _given(pasted)
        body = taskfile.table_of(text, "json", "")
        found = verify(body, book=book)
    except InputError as error:
        return _form(pasted, _say(error, said)), 422
    return render_template(
        "receipt_checked.html",
        holds=found.holds,
        altered=found.altered,
        question_altered=said.say(QUESTION_ALTERED) if found.question_altered else "",
        figures=[_figure(difference, said) for difference in found.figures],
        rates=list(_rates(found.rates, book, said)),
        line=line(body),
        result=_result(body["question"]),
        again=Links(()).to("receipt"),
        pasted=text,
    )


def _form(pasted: str, messages: list[str]) -> str:
    return render_template(
        "receipt.html",
        pasted=pasted,
        fault=" ".join(messages),
        errors=[{"text": message, "href": "#receipt"} for message in messages],
        limit=limits.RECEIPT_BYTES // 1024,
    )


def _given(pasted: str) -> str:
    """Return the text of the one receipt that was sent."""
    sent = request.files.get("file")
    content = sent.stream.read(limits.RECEIPT_BYTES + 1) if sent is not None else b""
    if content.strip() and pasted.strip():
        raise _fault("two-given")
    if not content.strip() and not pasted.strip():
        raise _fault("none-given")
    if max(len(content), len(pasted.encode("utf-8", "surrogatepass"))) > limits.RECEIPT_BYTES:
        raise _fault("too-large", limit=limits.RECEIPT_BYTES // 1024)
    try:
        return content.decode("utf-8-sig") if content.strip() else pasted.removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise _fault("not-utf-8") from None


def _fault(code: str, **params: Any) -> InputError:
    return InputError([Fault("", code, params)])


def _say(error: InputError, words: Words) -> list[str]:
    """Say why a receipt cannot be worked out: that it is none, or what of its question cannot be asked."""
    first = error.faults[0]
    if first.code in _MESSAGES:
        return [words.say(_MESSAGES[first.code], first.params)]
    if first.code == "not-a-receipt":
        return [words.fault(first)]
    return [words.fault(fault) for fault in error.faults[:_MOST_FAULTS]]


def _result(asked: Mapping[str, Any]) -> str:
    """Return the address of the same question with the rates of today; empty where the form cannot ask it."""
    fields = fairpay.Task(**asked["task"]).data()
    fields |= fields.pop("hours")
    offer = fairpay.Offer(**asked["offer"]).data()
    if (amount := offer.pop("amount", None)) is not None:
        fields |= {"fee": amount} if Decimal(amount) else {"per": question.UNPAID}
        offer = offer if Decimal(amount) else {}
    fields = {**offer, **fields, "basis": asked["basis"], "last_known_scale": asked["last_known_scale"]}
    if asked["known_on"] is not None:
        fields["known_on"] = asked["known_on"]
    if any(name not in question.FIELDS for name in fields):
        return ""
    said = ((name, str(value).lower() if isinstance(value, bool) else str(value)) for name, value in fields.items())
    return Links((name, text) for name, text in said if text not in (question.DEFAULTS.get(name), _NONE)).to("result")


# ---- what differs --------------------------------------------------------------------------------


def _figure(difference: Difference, words: Words) -> list[Cell]:
    rung, _, kind = difference.what.partition(" ")
    step = kind.replace(" ", ".")
    if difference.what in _FIGURES:
        name = Cell(words.say(_FIGURES[difference.what]))
    elif step in wording.STEPS:
        name = Cell(words.say(wording.STEPS[step]), notes=(Cell(rung, english=True),))
    else:
        name = Cell(difference.what, english=True)
    return [name, *(_amount(value, words) for value in (difference.then, difference.now))]


def _amount(value: str | None, words: Words) -> Cell:
    if value is None:
        return Cell(words.say(N_("Not there")))
    if _PENCE.fullmatch(value):
        return Cell(money_text(Decimal(value)))
    return Cell(words.say(wording.VERDICTS[value])) if value in wording.VERDICTS else Cell(value, english=True)


def _rates(differences: tuple[Difference, ...], book: RateBook, words: Words) -> Iterator[list[Cell]]:
    if not differences:
        return
    known = {rate.id: rate for rate in browse.find(book=book)}
    for what, then, now in differences:
        rate = known.get(what)
        name = Cell(what, english=True) if rate is None else rate_name(rate, words, Links(()).to(f"rates/{what}"))
        yield [name, _value(then, rate, words), _value(now, rate, words)]


def _value(value: str | None, rate: Rate | None, words: Words) -> Cell:
    if value is not None and rate is not None and _NUMBER.fullmatch(value):
        return Cell(value_text(rate._replace(value=Decimal(value)), words))
    return Cell(words.say(N_("Not there"))) if value is None else Cell(value, english=True)
