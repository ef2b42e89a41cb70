"""The form of the rate files. Models are frozen, forbid unknown keys and take no floats."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from fairpay.dates import Period, parse

RateUnit = (
    Literal["GBP/year", "GBP/week", "GBP/day", "GBP/hour", "hours/week", "weeks/year", "days/year", "days/month"]
    | Literal["days/week", "hours/day", "fraction"]
)
AmountUnit = Literal["GBP/hour", "GBP/block", "GBP/half-day", "GBP/day", "GBP/session", "GBP/task"]
Nation = Literal["england", "scotland", "wales", "northern_ireland", "uk"]
Grade = Literal["official", "corroborated", "single", "derived", "unverified"]

_VALUE = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")


def _fault(reason: str) -> PydanticCustomError:
    return PydanticCustomError("fairpay", "{reason}", {"reason": reason})


def _figure(value: Any) -> Decimal:
    """Read a figure from CSV (text) or TOML (an int, or a Decimal made from the literal)."""
    if isinstance(value, float):
        raise _fault("is a float: money must stay exact")
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


Figure = Annotated[Decimal, BeforeValidator(_figure)]
PositiveFigure = Annotated[Decimal, BeforeValidator(lambda value: _positive(_figure(value)))]
Day = Annotated[date, BeforeValidator(_day)]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Dated(_Entry):
    """When a figure applies, when it became known, and when to look again."""

    effective_from: Day | None = None
    effective_to: Day | None = None
    undated: Words | None = None
    known_from: Day | None = None
    last_checked: Day
    review_by: Day | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> "_Dated":
        if (self.effective_from is None) == (self.undated is None):
            raise _fault("needs either effective_from or a reason in undated")
        if (self.effective_from is None) != (self.known_from is None):
            raise _fault("needs known_from exactly where there is effective_from")
        if self.effective_from and self.effective_to and self.effective_from > self.effective_to:
            raise _fault("ends before it starts")
        if self.effective_to is None and self.review_by is None:
            raise _fault("needs review_by, because its end is open")
        return self

    @property
    def period(self) -> Period:
        return Period(self.effective_from, self.effective_to)


class SourceRow(_Entry):
    """One line of sources*.csv."""

    id: Key
    title: Words
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")] | None = None
    kind: Literal["primary", "secondary", "own"]
    accessed: Day
    note: Words | None = None

    @model_validator(mode="after")
    def _found_again(self) -> "SourceRow":
        if self.url is None and self.note is None:
            raise _fault("has no url, and no note that says why")
        return self


class FigureRow(_Dated):
    """The columns that every file of figures has."""

    id: Identifier
    series: Identifier
    label: Words
    value: Figure
    unit: RateUnit
    nation: Nation
    sources: Annotated[
        tuple[Key, ...], BeforeValidator(lambda text: tuple(text.split()) if isinstance(text, str) else text)
    ] = Field(min_length=1)
    place: Words
    evidence: Grade
    gap_before: Words | None = None
    note: Words | None = None


class PayPointRow(FigureRow):
    """afc/pay_points.csv."""

    year: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}/[0-9]{2}$")]
    band: Literal["1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9"]
    point: Literal["entry", "intermediate", "top"]
    years_in_band: Figure

    @model_validator(mode="after")
    def _series_says_the_same(self) -> "PayPointRow":
        if self.series != f"afc.{self.nation}.{self.band}.{self.point}":
            raise _fault("series, nation, band and point do not agree")
        return self


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
    block_hours: PositiveFigure | None = None
    about_hours: PositiveFigure | None = None
    min_hours: PositiveFigure | None = None
    min_inclusive: bool | None = None
    max_hours: PositiveFigure | None = None
    max_inclusive: bool | None = None
    index_rule: Words | None = None
    place: Words
    evidence: Grade
    note: Words | None = None

    @model_validator(mode="after")
    def _whole(self) -> "CardBand":
        if (self.unit == "GBP/block") != (self.block_hours is not None):
            raise _fault("needs block_hours exactly where the unit is GBP/block")
        return self


class CardStep(_Entry):
    """A tier or kind of work that a person can be paid at."""

    id: Key
    label: Words
    label_cy: Words
    activities: tuple[Key, ...] | None = None
    by_hand: Words | None = None
    bands: tuple[CardBand, ...] = Field(min_length=1)


class CardFile(_Dated):
    """cards/<id>.toml."""

    id: Key
    organisation: Words
    title: Words
    nation: Nation
    sector: Words
    superseded_by: Key | None = None
    ladder: bool = True
    sources: tuple[Key, ...] = Field(min_length=1)
    evidence: Grade
    note: Words | None = None
    covers: Covers = Covers()
    terms: Terms = Terms()
    steps: tuple[CardStep, ...] = Field(min_length=1)


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
    sources: tuple[Key, ...] = Field(min_length=1)
    evidence: Grade
    last_checked: Day
    review_by: Day
    note: Words | None = None
    levels: Mapping[str, Level]


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
    sources: tuple[Key, ...] = Field(min_length=1)
    evidence: Grade
    levels: tuple[FactorLevel, ...] = Field(min_length=1)


class BandRange(_Entry):
    """The totals that fall in a band, both included."""

    band: Literal["1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9"]
    minimum: int
    maximum: int


class PlanFile(_Entry):
    """job_evaluation.toml: the factor plan of the NHS Job Evaluation Scheme."""

    title: Words
    note: Words
    sources: tuple[Key, ...] = Field(min_length=1)
    evidence: Grade
    scores_evidence: Grade
    bands_evidence: Grade
    bands_source: Key
    last_checked: Day
    review_by: Day
    closed_bands: tuple[str, ...]
    factors: tuple[Factor, ...] = Field(min_length=1)
    bands: tuple[BandRange, ...] = Field(min_length=1)
