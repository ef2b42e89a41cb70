"""What comes from outside, read strictly: numbers, amounts of money, days, choices. Every fault is named.

Numbers arrive as text, whole numbers or `Decimal`; a float is refused, because it has already
lost the figure that was meant.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from fairpay import dates, money
from fairpay.errors import Fault, InputError

_BEFORE_POINT = "(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})"
_NUMBER = re.compile(_BEFORE_POINT + r"(?:\.[0-9]{1,9})?")
_WHOLE = re.compile(r"[0-9]{1,9}")
_LONGEST = 40  # characters; anything longer is no number that a person meant
_BLANKS = " \t\u00a0\u202f"


def invalid(code: str, **params: Any) -> PydanticCustomError:
    """Return what a validator raises: a code of `errors.MESSAGES` and what its message says."""
    return PydanticCustomError(f"fairpay:{code}", "{code}", {"code": code} | params)


def _text_of_number(value: Any, code: str) -> str:
    """Return the digits of a number that came as text, whole number or Decimal."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise invalid(code)
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) > 12:
            raise invalid(code)
        return f"{value:f}"
    if isinstance(value, int):
        if abs(value) >= 10**12:
            raise invalid(code)
        return str(value)
    if len(value) > _LONGEST:
        raise invalid(code)
    return value.strip(_BLANKS)


def _negative(text: str) -> bool:
    return text.startswith("-") and bool(_NUMBER.fullmatch(text[1:]))


def number(value: Any) -> Decimal:
    """Read a number such as 7.5 or 1,234.50 exactly.

    Raises:
        PydanticCustomError: it is anything else: 1,50, 1e3, +150, NaN, other scripts' digits.
    """
    text = _text_of_number(value, "not-a-number")
    if not (_NUMBER.fullmatch(text) or _negative(text)):
        raise invalid("not-a-number")
    return Decimal(text.replace(",", "")) or money.ZERO  # -0 too is nothing


def amount(value: Any) -> Decimal:
    """Read an amount of money in pounds, with or without £ in front: £1,234.50.

    More than two decimals are refused: which penny was meant would be a guess.
    """
    text = _text_of_number(value, "not-money")
    if text.startswith("£"):
        text = text[1:].lstrip(_BLANKS)
    if not (_NUMBER.fullmatch(text) or _negative(text)):
        raise invalid("not-money")
    pounds = Decimal(text.replace(",", ""))
    exponent = pounds.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        raise invalid("too-many-decimals")
    return pounds or money.ZERO


def whole(value: Any) -> int:
    """Read a whole number."""
    text = _text_of_number(value, "not-whole")
    if not _WHOLE.fullmatch(text.removeprefix("-")):
        raise invalid("not-whole")
    return int(text)


def day(value: Any) -> date:
    """Read a date like 2026-05-14."""
    if isinstance(value, date) and not hasattr(value, "hour"):
        return value
    try:
        return dates.parse(value.strip(_BLANKS) if isinstance(value, str) else "")
    except ValueError:
        raise invalid("not-a-date") from None


def day_of(value: Any, field: str) -> date | None:
    """Read a date that may be left out, outside a model.

    Raises:
        InputError: it is not a date like 2026-05-14; the fault names `field`.
    """
    try:
        return None if value is None else day(value)
    except PydanticCustomError:
        raise InputError([Fault(field, "not-a-date", {"name": field})]) from None


@dataclass(frozen=True)
class Within:
    """A figure from `low` to `high`, read by `number`, `amount` or `whole`: for the type of a field."""

    read: Callable[[Any], Any]
    low: int | Decimal
    high: int | Decimal

    def check(self, value: Any) -> Any:
        """Read a value.

        Raises:
            PydanticCustomError: it cannot be read, or is outside the range.
        """
        figure = self.read(value)
        if not self.low <= figure <= self.high:
            raise invalid("out-of-range", low=f"{self.low:,}", high=f"{self.high:,}")
        return figure

    def schema(self) -> dict[str, Any]:
        """Describe it to programs (JSON Schema): a number in the range, or text that writes one."""
        kind = "integer" if self.read is whole else "number"
        text = {"type": "string", "maxLength": _LONGEST, "pattern": f"^{_WRITTEN[self.read]}$"}
        return {"anyOf": [{"type": kind, "minimum": self.low, "maximum": self.high}, text]}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return self.schema()


_WRITTEN: Mapping[Callable[[Any], Any], str] = {
    number: _NUMBER.pattern,
    amount: "£?" + _BEFORE_POINT + r"(?:\.[0-9]{1,2})?",
    whole: _WHOLE.pattern,
}


def choice(value: Any) -> Any:
    """Read one of a few words in small letters, for a field whose type says which."""
    if isinstance(value, int) and not isinstance(value, bool):  # a file may say band = 7
        value = str(value)
    return value.strip(_BLANKS).lower() if isinstance(value, str) else value


def _text(value: Any) -> Any:
    if value is not None and not isinstance(value, str):
        raise invalid("not-text")
    return value


Text = Annotated[str | None, BeforeValidator(_text)]


class Input(BaseModel):
    """A frozen input that reports all its faults as one `InputError`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def __init__(self, /, **data: Any) -> None:
        try:
            super().__init__(**data)
        except ValidationError as error:
            raise InputError(faults_of(error)) from None

    def data(self) -> dict[str, Any]:
        """Return what was put in as plain data ready for JSON, without what was left out."""
        table: dict[str, Any] = _plain(self.model_dump(exclude_none=True))
        return table


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, Decimal):
        return money.plain(value)
    return value.isoformat() if isinstance(value, date) else value


_PYDANTIC_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown-field",
    "literal_error": "not-a-choice",
    "bool_type": "not-true-or-false",
    "dict_type": "not-a-table",
    "mapping_type": "not-a-table",
    "list_type": "not-a-list",
    "too_long": "list-too-long",
    "too_short": "list-too-short",
    "model_type": "not-a-table",
    "model_attributes_type": "not-a-table",
}


def faults_of(error: ValidationError) -> list[Fault]:
    """Turn pydantic's list of errors into ours."""
    faults = []
    for item in error.errors(include_url=False):
        context = dict(item.get("ctx", {}))
        where = [str(part) for part in item["loc"]]
        inner = context.get("error")
        if isinstance(inner, InputError):
            faults += [Fault(".".join([*where, fault.field]), fault.code, fault.params) for fault in inner.faults]
            continue
        field = context.pop("field", ".".join(where))
        code = str(context.pop("code", None) or _PYDANTIC_CODES.get(item["type"], "not-text"))
        name = field.rpartition(".")[2]
        if code == "not-a-choice":
            context = {"choices": str(context["expected"]).replace("' or '", "', '").replace("'", "")}
            if name == "band" and str(item["input"]).strip() == "1":
                code = "band-closed"
        faults.append(Fault(field, code, context | {"name": name}))
    return faults
