"""The form of the rate files. Models are frozen, forbid unknown keys and take no floats."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
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


def _fault(reason: str) -> PydanticCustomError:
    return PydanticCustomError("fairpay", "{reason}", {"reason": reason})


def _figure(value: Any) -> Decimal:
    """Read a figure from CSV (text) or TOML (an int, or a Decimal made from the literal)."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not _VALUE.fullmatch(value):
        raise _fault("is not a plain number like 49387 or 12.71")
    return Decimal(value)


def _day(value: Any) -> date:
    if isinstance(value, str):
        try:
            return parse(value)
        except ValueError:
            raise _fault("is not a date like 2026-04-01") from None
    if type(value) is not date:
        raise _fault("is not a date like 2026-04-01")
    return value


def _positive(value: Decimal) -> Decimal:
    if value <= 0:
        raise _fault("must be more than nothing")
    return value


def _not_empty(items: Any) -> Any:
    if items == ():
        raise _fault("must not be empty")
    return items


def _split(text: Any) -> Any:
    return tuple(text.split()) if isinstance(text, str) else text


# pydantic's own min_length counts the sound items only, and so reports a faulty one twice
_NOT_EMPTY = BeforeValidator(_not_empty)

Figure = Annotated[Decimal, BeforeValidator(_figure)]
PositiveFigure = Annotated[Decimal, BeforeValidator(lambda value: _positive(_figure(value)))]
Day = Annotated[date, BeforeValidator(_day)]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]
Prefix = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*[-_.]?$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")]


def _found_again(note: str | None, info: ValidationInfo) -> str | None:
    if "url" in info.data and info.data["url"] is None and note is None:
        raise _fault("must say why there is no url")
    return note


NoteBesideUrl = Annotated[Words | None, AfterValidator(_found_again)]

# An optional field whose absence is a fault beside some values of the fields above it.
_HELD_AGAINST_OTHERS: Any = Field(default=None, validate_default=True)


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Spanning(_Entry):
    """From which day to which."""

    effective_from: Day | None = None
    effective_to: Day | None = None

    @field_validator("effective_to")
    @classmethod
    def _starts_first(cls, end: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("effective_from")
        if start and end and end < start:
            raise _fault("ends before it starts")
        return end

    @property
    def period(self) -> Period:
        return Period(self.effective_from, self.effective_to)


class _Dated(_Spanning):
    """When a figure applies, when it became known, and when to look again.

    Each date is held against the ones before it, where those could be read.
    """

    undated: Words | None = _HELD_AGAINST_OTHERS
    known_from: Day | None = _HELD_AGAINST_OTHERS
    last_checked: Day
    review_by: Day | None = _HELD_AGAINST_OTHERS

    @field_validator("undated")
    @classmethod
    def _dated_or_not(cls, reason: str | None, info: ValidationInfo) -> str | None:
        if "effective_from" in info.data and (info.data["effective_from"] is None) == (reason is None):
            raise _fault("needs either effective_from or a reason here, and not both")
        return reason

    @field_validator("known_from")
    @classmethod
    def _known_if_dated(cls, known: date | None, info: ValidationInfo) -> date | None:
        if "effective_from" in info.data and (info.data["effective_from"] is None) != (known is None):
            raise _fault("is needed exactly where there is effective_from")
        return known

    @field_validator("review_by")
    @classmethod
    def _ends_or_is_reviewed(cls, review: date | None, info: ValidationInfo) -> date | None:
        if "effective_to" in info.data and info.data["effective_to"] is None and review is None:
            raise _fault("is needed, because its end is open")
        return review


class SourceRow(_Entry):
    """One line of sources*.csv."""

    id: Key
    title: Words
    url: Address | None = None
    kind: Literal["primary", "secondary", "own"]
    accessed: Day
    note: NoteBesideUrl = _HELD_AGAINST_OTHERS


class DocumentRow(_Spanning):
    """documents.csv: where the publisher itself prints figures that we may only know from others.

    `series` is what the names of its series start with. Without dates it is for all figures of them.
    """

    id: Key
    series: Prefix
    title: Words
    url: Address | None = None
    note: NoteBesideUrl = _HELD_AGAINST_OTHERS


class SchemeRow(_Entry):
    """schemes_without_amounts.csv: a scheme that is known to be there, but not what it pays."""

    id: Key
    organisation: Words
    title: Words
    url: Address
    note: Words | None = None


class FigureRow(_Dated):
    """The columns that every file of figures has."""

    id: Identifier
    series: Identifier
    label: Words
    value: Figure
    unit: RateUnit
    nation: Nation
    sources: Annotated[tuple[Key, ...], _NOT_EMPTY, BeforeValidator(_split)]
    place: Words
    evidence: Grade
    gap_before: Words | None = None
    note: Words | None = None


class CheckRow(_Dated):
    """checks.csv: what to check before paying that is a rule in words, with where it was read."""

    id: Literal["expenses-apart", "declining", "worker-status", "own-determination"]
    sources: Annotated[tuple[Key, ...], _NOT_EMPTY, BeforeValidator(_split)]
    place: Words
    evidence: Grade
    note: Words | None = None


class OtherTermsRow(_Dated):
    """other_terms.csv: the terms on which others are usually engaged. Absent means unknown."""

    id: Key
    label: Words
    label_cy: Words
    preparation: Words | None = None
    travel_time: Words | None = None
    minimum_booking: Words | None = None
    cancellation: Words | None = None
    payment_time: Words | None = None
    payment_route: Words | None = None
    expenses: Words | None = None
    sources: Annotated[tuple[Key, ...], _NOT_EMPTY, BeforeValidator(_split)]
    place: Words
    evidence: Grade
    note: Words | None = None


class PayPointRow(FigureRow):
    """afc/pay_points.csv."""

    year: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}/[0-9]{2}$")]
    band: Literal["1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9"]
    point: Literal["entry", "intermediate", "top"]
    years_in_band: Figure

    @field_validator("point")
    @classmethod
    def _series_says_the_same(cls, point: str, info: ValidationInfo) -> str:
        series, nation, band = (info.data.get(name) for name in ("series", "nation", "band"))
        if series and nation and band and series != f"afc.{nation}.{band}.{point}":
            raise _fault("series, nation, band and point do not agree")
        return point


class SupplementRow(FigureRow):
    """afc/supplements.csv."""

    zone: Literal["inner", "outer", "fringe"]


class FloorRow(FigureRow):
    """floors.csv."""

    age_from: Figure | None = None
    age_to: Figure | None = None


class ConsultancyRow(FigureRow):
    """consultancy.csv."""

    label_cy: Words
    day_hours: PositiveFigure | None = None
    ladder: Literal["yes", "no"]


class DirectorRow(FigureRow):
    """directors.csv."""

    label_cy: Words
    role: Literal["executive", "non_executive", "chair"]
    ladder: Literal["yes", "no"]


class Covers(_Entry):
    """Which hours a card pays for. Absent means that the source does not say."""

    preparation: bool | None = None
    travel_time: bool | None = None


class Terms(_Entry):
    """What a card says beside its amounts. Absent means unknown."""

    tiers: Words | None = None
    eligibility: Words | None = None
    expenses: Words | None = None
    payment_route: Words | None = None
    payment_time: Words | None = None
    benefits: Words | None = None
    minimum_booking: Words | None = None
    cancellation: Words | None = None


class CardBand(_Entry):
    """One amount of a step, with the lengths of attendance that it is for."""

    id: Key
    amount: PositiveFigure
    unit: AmountUnit
    block_hours: PositiveFigure | None = _HELD_AGAINST_OTHERS
    about_hours: PositiveFigure | None = None
    min_hours: PositiveFigure | None = None
    min_inclusive: bool | None = None
    max_hours: PositiveFigure | None = None
    max_inclusive: bool | None = None
    index_rule: Words | None = None
    place: Words
    evidence: Grade
    note: Words | None = None

    @field_validator("block_hours")
    @classmethod
    def _hours_of_block(cls, hours: Decimal | None, info: ValidationInfo) -> Decimal | None:
        if "unit" in info.data and (info.data["unit"] == "GBP/block") != (hours is not None):
            raise _fault("is needed exactly where the unit is GBP/block")
        return hours


class CardStep(_Entry):
    """A tier or kind of work that a person can be paid at."""

    id: Key
    label: Words
    label_cy: Words
    activities: tuple[Key, ...] | None = None
    by_hand: Words | None = None
    bands: Annotated[tuple[CardBand, ...], _NOT_EMPTY]


class CardFile(_Dated):
    """cards/<id>.toml."""

    id: Key
    organisation: Words
    title: Words
    nation: Nation
    sector: Words
    superseded_by: Key | None = None
    ladder: bool = True
    sources: Annotated[tuple[Key, ...], _NOT_EMPTY]
    evidence: Grade
    note: Words | None = None
    covers: Covers = Covers()
    terms: Terms = Terms()
    steps: Annotated[tuple[CardStep, ...], _NOT_EMPTY]


class Level(_Entry):
    """The level of one factor, and why."""

    level: int
    reason: Words


class ActivityFile(_Entry):
    """activities/<id>.toml."""

    id: Key
    order: int
    title: Words
    title_cy: Words
    summary: Words
    summary_cy: Words
    comparators: tuple[Identifier, ...]
    sources: Annotated[tuple[Key, ...], _NOT_EMPTY]
    evidence: Grade
    last_checked: Day
    review_by: Day
    note: Words | None = None
    levels: Annotated[Mapping[str, Level], AfterValidator(MappingProxyType)]


class FactorLevel(_Entry):
    """One level of a factor with its score."""

    level: int
    score: int
    paraphrase: Words
    paraphrase_cy: Words | None = None
    example: Words
    example_cy: Words | None = None


class Factor(_Entry):
    """One of the 16 factors."""

    number: int
    id: Key
    name: Words
    name_cy: Words
    group: Words
    definition: Words
    definition_cy: Words | None = None
    note: Words | None = None
    sources: Annotated[tuple[Key, ...], _NOT_EMPTY]
    evidence: Grade
    levels: Annotated[tuple[FactorLevel, ...], _NOT_EMPTY]


class BandRange(_Entry):
    """The totals that fall in a band, both included."""

    band: Literal["1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9"]
    minimum: int
    maximum: int


class PlanFile(_Entry):
    """job_evaluation.toml: the factor plan of the NHS Job Evaluation Scheme."""

    title: Words
    note: Words
    sources: Annotated[tuple[Key, ...], _NOT_EMPTY]
    evidence: Grade
    scores_evidence: Grade
    bands_evidence: Grade
    bands_source: Key
    last_checked: Day
    review_by: Day
    closed_bands: tuple[str, ...]
    factors: Annotated[tuple[Factor, ...], _NOT_EMPTY]
    bands: Annotated[tuple[BandRange, ...], _NOT_EMPTY]
