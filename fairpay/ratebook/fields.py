"""What the fields of the rate files may hold, and the dates that every entry has.

Models are frozen, forbid unknown keys and take no floats.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from fairpay.dates import Period, parse

RateUnit = Literal[
    "GBP",
    "GBP/year",
    "GBP/month",
    "GBP/week",
    "GBP/day",
    "GBP/half-day",
    "GBP/hour",
    "GBP/mile",
    "hours",
    "hours/year",
    "hours/week",
    "weeks/year",
    "days/year",
    "days/month",
    "days/week",
    "hours/day",
    "fraction",
    "ratio",
]
AmountUnit = Literal["GBP/hour", "GBP/block", "GBP/half-day", "GBP/day", "GBP/session", "GBP/task"]
Nation = Literal["england", "scotland", "wales", "northern_ireland", "uk"]
Grade = Literal["official", "corroborated", "single", "derived", "unverified"]

_VALUE = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,6}")


def fault(reason: str) -> PydanticCustomError:
    return PydanticCustomError("fairpay", "{reason}", {"reason": reason})


def _figure(value: Any) -> Decimal:
    """Read a figure from CSV (text) or TOML (an int, or a Decimal made from the literal)."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not _VALUE.fullmatch(value):
        raise fault("is not a plain number like 49387 or 12.71")
    return Decimal(value)


def _whole(value: Any) -> int:
    if not isinstance(value, str) or not _WHOLE.fullmatch(value):
        raise fault("is not a whole number like 3")
    return int(value)


def _day(value: Any) -> date:
    if isinstance(value, str):
        try:
            return parse(value)
        except ValueError:
            raise fault("is not a date like 2026-04-01") from None
    if type(value) is not date:
        raise fault("is not a date like 2026-04-01")
    return value


def _positive(value: Decimal) -> Decimal:
    if value <= 0:
        raise fault("must be more than nothing")
    return value


def _not_empty(items: Any) -> Any:
    if items == ():
        raise fault("must not be empty")
    return items


def _split(text: Any) -> Any:
    return tuple(text.split()) if isinstance(text, str) else text


def _split_phrases(text: Any) -> Any:
    return tuple(phrase.strip() for phrase in text.split(";")) if isinstance(text, str) else text


# pydantic's own min_length counts the sound items only, and so reports a faulty one twice
NOT_EMPTY = BeforeValidator(_not_empty)

Figure = Annotated[Decimal, BeforeValidator(_figure)]
PositiveFigure = Annotated[Decimal, BeforeValidator(lambda value: _positive(_figure(value)))]
Whole = Annotated[int, BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(_day)]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]
Keys = Annotated[tuple[Key, ...], BeforeValidator(_split)]
SourceIds = Annotated[tuple[Key, ...], NOT_EMPTY, BeforeValidator(_split)]
# Plain words in small letters; "…" between two of them stands for up to a few others.
Phrase = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?: (?:… )?[a-z0-9]+)*$")]
Phrases = Annotated[tuple[Phrase, ...], BeforeValidator(_split_phrases)]
LetterWord = Annotated[str, StringConstraints(pattern=r"^[^\W\d_]+(?:'[^\W\d_]+)*$")]
WordList = Annotated[tuple[LetterWord, ...], NOT_EMPTY, BeforeValidator(_split)]
Prefix = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*[-_.]?$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")]


def _found_again(note: str | None, info: ValidationInfo) -> str | None:
    if "url" in info.data and info.data["url"] is None and note is None:
        raise fault("must say why there is no url")
    return note


NoteBesideUrl = Annotated[Words | None, AfterValidator(_found_again)]

# An optional field whose absence is a fault beside some values of the fields above it.
HELD_AGAINST_OTHERS: Any = Field(default=None, validate_default=True)


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Spanning(Entry):
    """From which day to which."""

    effective_from: Day | None = None
    effective_to: Day | None = None

    @field_validator("effective_to")
    @classmethod
    def _starts_first(cls, end: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("effective_from")
        if start and end and end < start:
            raise fault("ends before it starts")
        return end

    @property
    def period(self) -> Period:
        return Period(self.effective_from, self.effective_to)


class Dated(Spanning):
    """When a figure applies, when it became known, and when to look again.

    Each date is held against the ones before it, where those could be read.
    """

    undated: Words | None = HELD_AGAINST_OTHERS
    known_from: Day | None = HELD_AGAINST_OTHERS
    last_checked: Day
    review_by: Day | None = HELD_AGAINST_OTHERS

    @field_validator("undated")
    @classmethod
    def _dated_or_not(cls, reason: str | None, info: ValidationInfo) -> str | None:
        if "effective_from" in info.data and (info.data["effective_from"] is None) == (reason is None):
            raise fault("needs either effective_from or a reason here, and not both")
        return reason

    @field_validator("known_from")
    @classmethod
    def _known_if_dated(cls, known: date | None, info: ValidationInfo) -> date | None:
        if "effective_from" in info.data and (info.data["effective_from"] is None) != (known is None):
            raise fault("is needed exactly where there is effective_from")
        return known

    @field_validator("review_by")
    @classmethod
    def _ends_or_is_reviewed(cls, review: date | None, info: ValidationInfo) -> date | None:
        if "effective_to" in info.data and info.data["effective_to"] is None and review is None:
            raise fault("is needed, because its end is open")
        return review
