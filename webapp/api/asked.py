"""Reading a question to the JSON interface: strict JSON or the fields of an address → a model."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Annotated, Any, TypeVar

from flask import abort, request
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError, WithJsonSchema
from pydantic_core import PydanticCustomError

from fairpay import taskfile
from fairpay.errors import Fault, InputError
from fairpay.inputs import day, faults_of
from webapp import limits
from webapp.languages import NAMES

Model = TypeVar("Model", bound="Asked")

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_BRACKET = re.compile(rb"[\[{\]}]")


def one_of(choices: Collection[str]) -> Any:
    """Return the type of a field that is one of some words."""

    def check(value: str) -> str:
        if value not in choices:
            params = {"code": "not-a-choice", "expected": ", ".join(choices)}
            raise PydanticCustomError("fairpay:not-a-choice", "{code}", params)
        return value

    return Annotated[str, AfterValidator(check), WithJsonSchema({"type": "string", "enum": list(choices)})]


Day = Annotated[date, BeforeValidator(day)]


class Asked(BaseModel):
    """What every question may say: `lang`, the language of the words. Without it the headers decide."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    lang: one_of(NAMES) | None = None  # type: ignore[valid-type]


class UnreadableError(InputError):
    """A body that is no JSON object, or holds what fairpay reads in no field."""


def read(model: type[Model], table: Mapping[str, Any]) -> Model:
    """Read a table of names and values into a model.

    Raises:
        InputError: something is wrong with it; every fault is named.
    """
    try:
        return model.model_validate(dict(table))
    except ValidationError as error:
        raise InputError(faults_of(error)) from None


def refuse_fields(given: Mapping[str, Any]) -> None:
    """Refuse the fields of an address where the question is in the body.

    Raises:
        InputError: there are some.
    """
    if given:
        raise InputError([Fault(name, "unknown-field", {"name": name}) for name in given])


def body() -> dict[str, Any]:
    """Return the JSON object that was sent.

    What is nested too deep is refused before what is too long, so only as much is read as may be.

    Raises:
        UnreadableError: it is not correct, or no object.
        HTTPException: it is no JSON by its header, or too long.
    """
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != "application/json" or charset != "utf-8":
        abort(415)
    raw = request.stream.read(limits.JSON_BYTES + 1)
    if _depth(raw) > limits.JSON_DEPTH:
        raise _unreadable("too-deep")
    if len(raw) > limits.JSON_BYTES:
        abort(413)
    try:
        table = taskfile.table_of(raw.decode("utf-8"), "json", "")
        for value in _values(table):
            _refuse_odd(value)
    except UnicodeError:  # not UTF-8, or half a character written as \ud800
        raise _unreadable("not-utf-8") from None
    except InputError as error:
        fault = error.faults[0]
        if fault.code == "file-not-a-table":
            raise UnreadableError([Fault("", "not-an-object", {})]) from None
        raise UnreadableError([Fault("", "not-json", {"where": fault.params["where"]})]) from None
    return table


def _unreadable(why: str) -> UnreadableError:
    return UnreadableError([Fault("", "not-json", {"where": Fault("", why, {})})])


def _depth(raw: bytes) -> int:
    """Return how deep brackets stand in each other, outside text."""
    brackets = _BRACKET.findall(_STRING.sub(b"", raw))
    return max(accumulate(1 if bracket in b"[{" else -1 for bracket in brackets), default=0)


def _values(value: Any) -> Iterator[Any]:
    """Yield the names and the plain values in a table, however deep."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _values(item)
    else:
        yield value


def _refuse_odd(value: Any) -> None:
    if isinstance(value, str):
        value.encode("utf-8")
    elif isinstance(value, int | Decimal) and Decimal(value).adjusted() >= limits.JSON_FIGURES:
        raise _unreadable("number-too-long")
