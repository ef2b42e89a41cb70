"""The form of the rate files: one model for a row of each CSV, and for each kind of TOML file."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints, ValidationInfo, field_validator

from fairpay.ratebook.fields import (
    HELD_AGAINST_OTHERS,
    NOT_EMPTY,
    Address,
    AmountUnit,
    Dated,
    Day,
    Entry,
    Figure,
    Grade,
    Identifier,
    Key,
    Nation,
    NoteBesideUrl,
    PositiveFigure,
    Prefix,
    RateUnit,
    SourceIds,
    Spanning,
    Words,
    fault,
)


class SourceRow(Entry):
    """One line of sources*.csv."""

    id: Key
    title: Words
    url: Address | None = None
    kind: Literal["primary", "secondary", "own"]
    accessed: Day
    note: NoteBesideUrl = HELD_AGAINST_OTHERS


class DocumentRow(Spanning):
    """documents.csv: where the publisher itself prints figures that we may only know from others.

    `series` is what the names of its series start with. Without dates it is for all figures of them.
    """

    id: Key
    series: Prefix
    title: Words
    url: Address | None = None
    note: NoteBesideUrl = HELD_AGAINST_OTHERS


class SchemeRow(Entry):
    """schemes_without_amounts.csv: a scheme that is known to be there, but not what it pays."""

    id: Key
    organisation: Words
    title: Words
    url: Address
    note: Words | None = None


class FigureRow(Dated):
    """The columns that every file of figures has."""

    id: Identifier
    series: Identifier
    label: Words
    value: Figure
    unit: RateUnit
    nation: Nation
    sources: SourceIds
    place: Words
    evidence: Grade
    gap_before: Words | None = None
    note: Words | None = None


class CheckRow(Dated):
    """checks.csv: what to check before paying that is a rule in words, with where it was read."""

    id: Literal["expenses-apart", "declining", "worker-status", "own-determination"]
    sources: SourceIds
    place: Words
    evidence: Grade
    note: Words | None = None


class OtherTermsRow(Dated):
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
    sources: SourceIds
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
            raise fault("series, nation, band and point do not agree")
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


class Covers(Entry):
    """Which hours a card pays for. Absent means that the source does not say."""

    preparation: bool | None = None
    travel_time: bool | None = None


class Terms(Entry):
    """What a card says beside its amounts. Absent means unknown."""

    tiers: Words | None = None
    eligibility: Words | None = None
    expenses: Words | None = None
    payment_route: Words | None = None
    payment_time: Words | None = None
    benefits: Words | None = None
    minimum_booking: Words | None = None
    cancellation: Words | None = None


class CardBand(Entry):
    """One amount of a step, with the lengths of attendance that it is for.

    An amount by the day or half-day is paid for each that is started, but for one meeting of that
    length `once`. `index_rule` is the card's own rule by which the amount rises.
    """

    id: Key
    amount: PositiveFigure
    unit: AmountUnit
    block_hours: PositiveFigure | None = HELD_AGAINST_OTHERS
    about_hours: PositiveFigure | None = None
    min_hours: PositiveFigure | None = None
    min_inclusive: bool | None = None
    max_hours: PositiveFigure | None = None
    max_inclusive: bool | None = None
    once: bool = False
    index_rule: Words | None = None
    index_rule_cy: Words | None = HELD_AGAINST_OTHERS
    place: Words
    evidence: Grade
    note: Words | None = None

    @field_validator("block_hours")
    @classmethod
    def _hours_of_block(cls, hours: Decimal | None, info: ValidationInfo) -> Decimal | None:
        if "unit" in info.data and (info.data["unit"] == "GBP/block") != (hours is not None):
            raise fault("is needed exactly where the unit is GBP/block")
        return hours

    @field_validator("once")
    @classmethod
    def _once_by_the_day(cls, once: bool, info: ValidationInfo) -> bool:
        if once and info.data.get("unit", "GBP/day") not in ("GBP/day", "GBP/half-day"):
            raise fault("is for amounts by the day or half-day only")
        return once

    @field_validator("index_rule_cy")
    @classmethod
    def _rule_in_both(cls, rule: str | None, info: ValidationInfo) -> str | None:
        if "index_rule" in info.data and (info.data["index_rule"] is None) != (rule is None):
            raise fault("is needed exactly where there is an index_rule")
        return rule


class CardStep(Entry):
    """A tier or kind of work that a person can be paid at."""

    id: Key
    label: Words
    label_cy: Words
    activities: tuple[Key, ...] | None = None
    by_hand: Words | None = None
    bands: Annotated[tuple[CardBand, ...], NOT_EMPTY]


class CardFile(Dated):
    """cards/<id>.toml."""

    id: Key
    organisation: Words
    title: Words
    nation: Nation
    sector: Words
    superseded_by: Key | None = None
    ladder: bool = True
    sources: Annotated[tuple[Key, ...], NOT_EMPTY]
    evidence: Grade
    note: Words | None = None
    covers: Covers = Covers()
    terms: Terms = Terms()
    steps: Annotated[tuple[CardStep, ...], NOT_EMPTY]


class Level(Entry):
    """The level of one factor, and why."""

    level: int
    reason: Words


class ActivityFile(Entry):
    """activities/<id>.toml."""

    id: Key
    order: int
    title: Words
    title_cy: Words
    summary: Words
    summary_cy: Words
    comparators: tuple[Identifier, ...]
    sources: Annotated[tuple[Key, ...], NOT_EMPTY]
    evidence: Grade
    last_checked: Day
    review_by: Day
    note: Words | None = None
    levels: Annotated[Mapping[str, Level], AfterValidator(MappingProxyType)]


class FactorLevel(Entry):
    """One level of a factor with its score."""

    level: int
    score: int
    paraphrase: Words
    paraphrase_cy: Words | None = None
    example: Words
    example_cy: Words | None = None


class Factor(Entry):
    """One of the 16 factors."""

    number: int
    id: Key
    name: Words
    name_cy: Words
    group: Words
    definition: Words
    definition_cy: Words | None = None
    note: Words | None = None
    sources: Annotated[tuple[Key, ...], NOT_EMPTY]
    evidence: Grade
    levels: Annotated[tuple[FactorLevel, ...], NOT_EMPTY]


class BandRange(Entry):
    """The totals that fall in a band, both included."""

    band: Literal["1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9"]
    minimum: int
    maximum: int


class MatchingRules(Entry):
    """How far a job may vary from a profile and still match its band.

    A level may lie at most `levels_outside` beside the profile's own, on at most `factors_varying`
    factors, and on none of `never_varying`.
    """

    levels_outside: int
    factors_varying: int
    never_varying: tuple[Key, ...]
    sources: Annotated[tuple[Key, ...], NOT_EMPTY]
    place: Words
    evidence: Grade
    note: Words


class PlanFile(Entry):
    """job_evaluation.toml: the factor plan of the NHS Job Evaluation Scheme."""

    title: Words
    note: Words
    sources: Annotated[tuple[Key, ...], NOT_EMPTY]
    evidence: Grade
    scores_evidence: Grade
    bands_evidence: Grade
    bands_source: Key
    last_checked: Day
    review_by: Day
    closed_bands: tuple[str, ...]
    matching: MatchingRules
    factors: Annotated[tuple[Factor, ...], NOT_EMPTY]
    bands: Annotated[tuple[BandRange, ...], NOT_EMPTY]
