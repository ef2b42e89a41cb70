"""The rate book: every dated figure, looked up by date and never by year."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from fairpay.errors import RateNotFound
from fairpay.rate import Rate
from fairpay.ratebook.lexicon import LanguageRow, LexiconRow
from fairpay.ratebook.schema import (
    ActivityFile,
    CardBand,
    CardFile,
    CardStep,
    CheckRow,
    ConsultancyRow,
    DirectorRow,
    DocumentRow,
    FigureRow,
    FloorRow,
    OtherTermsRow,
    PayPointRow,
    PlanFile,
    SchemeRow,
    SourceRow,
)

# The series that every ladder needs; the earliest of their figures is where the rate book starts.
CORE_SERIES = "minimum_wage.adult"


class RateBook:
    """All rates together, read-only.

    `rows` holds the full entry of each figure by id; `cards`, `activities`, `sources` are by id;
    `plan` is the job evaluation factor plan; `schemes` are those whose amounts were not found;
    `documents` are where the publishers themselves print figures; `checks` are rules in words, by
    id; `lexicon` are the phrases of descriptions, by id, and `languages` the words by which a
    language is known, by its code; `edition` is the version of the data. `own` are an organisation's
    own rates: the id of each figure and card of them, with the name of what it was read from.
    """

    def __init__(
        self,
        *,
        edition: str,
        figures: Iterable[FigureRow],
        cards: Iterable[CardFile],
        activities: Iterable[ActivityFile],
        plan: PlanFile,
        sources: Iterable[SourceRow],
        own: Mapping[str, str] = MappingProxyType({}),
        schemes: Iterable[SchemeRow] = (),
        documents: Iterable[DocumentRow] = (),
        checks: Iterable[CheckRow] = (),
        other_terms: Iterable[OtherTermsRow] = (),
        lexicon: Iterable[LexiconRow] = (),
        languages: Iterable[LanguageRow] = (),
    ) -> None:
        self.edition = edition
        self.own = own
        self.rows: Mapping[str, FigureRow] = MappingProxyType({row.id: row for row in figures})
        self.cards: Mapping[str, CardFile] = MappingProxyType(
            {card.id: card for card in sorted(cards, key=_card_order)}
        )
        self.activities: Mapping[str, ActivityFile] = MappingProxyType(
            {activity.id: activity for activity in sorted(activities, key=lambda item: item.order)}
        )
        self.plan = plan
        self.sources: Mapping[str, SourceRow] = MappingProxyType({source.id: source for source in sources})
        self.schemes = tuple(schemes)
        self.documents = tuple(documents)
        self.other_terms = tuple(other_terms)
        self.checks: Mapping[str, CheckRow] = MappingProxyType({check.id: check for check in checks})
        self.lexicon: Mapping[str, LexiconRow] = MappingProxyType({row.id: row for row in lexicon})
        self.languages: Mapping[str, LanguageRow] = MappingProxyType({row.id: row for row in languages})
        self._card_rates = {
            (card.id, step.id, band.id): _card_rate(card, step, band, own.get(card.id, ""))
            for card in self.cards.values()
            for step in card.steps
            for band in step.bands
        }
        series: dict[str, list[Rate]] = {}
        for row in self.rows.values():
            series.setdefault(row.series, []).append(_rate(row, own.get(row.id, "")))
        self.series: Mapping[str, tuple[Rate, ...]] = MappingProxyType(
            {name: tuple(sorted(rates, key=_age)) for name, rates in sorted(series.items())}
        )

    def rate(self, series: str, on: date, known_on: date | None = None) -> Rate:
        """Return the figure of `series` in force on `on`.

        Where a figure was restated, the version known last counts; `known_on` leaves out what
        only became known after that day.

        Raises:
            RateNotFound: no figure applies; it names the nearest before and after.
        """
        known = [
            rate
            for rate in self.series.get(series, ())
            if known_on is None or rate.known_from is None or rate.known_from <= known_on
        ]
        found = None
        for rate in known:  # oldest first, so a restatement replaces what it restates
            if rate.period.holds(on):
                found = rate
        if found is not None:
            return found
        before = [rate for rate in known if rate.period.end is not None and rate.period.end < on]
        after = [rate for rate in known if rate.period.start is not None and rate.period.start > on]
        raise RateNotFound(series, on, before[-1] if before else None, after[0] if after else None)

    def under(self, prefix: str) -> tuple[str, ...]:
        """Return the names of all series that start with `prefix`."""
        return tuple(name for name in self.series if name.startswith(prefix))

    def consultancy_row(self, rate: Rate) -> ConsultancyRow:
        row = self.rows[rate.id]
        assert isinstance(row, ConsultancyRow)  # held by the loader: a file has one kind of row
        return row

    def director_row(self, rate: Rate) -> DirectorRow:
        row = self.rows[rate.id]
        assert isinstance(row, DirectorRow)
        return row

    def pay_point_row(self, rate: Rate) -> PayPointRow:
        row = self.rows[rate.id]
        assert isinstance(row, PayPointRow)
        return row

    def floor_row(self, rate: Rate) -> FloorRow:
        row = self.rows[rate.id]
        assert isinstance(row, FloorRow)
        return row

    def floor_rows(self) -> tuple[FloorRow, ...]:
        return tuple(row for row in self.rows.values() if isinstance(row, FloorRow))

    def first_day(self) -> date:
        """Return the day on which the rate book starts: before it nothing can be compared."""
        return min(rate.period.start for rate in self.series[CORE_SERIES] if rate.period.start)

    def first_known(self) -> date:
        """Return the first day on which any of the main rates was known."""
        return min(rate.known_from for rate in self.series[CORE_SERIES] if rate.known_from)

    def card_rate(self, card: CardFile, step: CardStep, band: CardBand) -> Rate:
        """Return an amount of a rate card as a rate."""
        return self._card_rates[card.id, step.id, band.id]

    def card_rates(self) -> tuple[Rate, ...]:
        """Return every amount of every rate card as a rate."""
        return tuple(self._card_rates.values())

    def card_step(self, name: str) -> tuple[CardFile, CardStep] | None:
        """Return the card and the step called "card:step", or None."""
        card_id, _, step_id = name.partition(":")
        card = self.cards.get(card_id)
        if card is None:
            return None
        return next(((card, step) for step in card.steps if step.id == step_id), None)

    def card_steps(self) -> tuple[str, ...]:
        """Return the names of all rate card steps, as "card:step"."""
        return tuple(f"{card.id}:{step.id}" for card in self.cards.values() for step in card.steps)


def _card_rate(card: CardFile, step: CardStep, band: CardBand, origin: str) -> Rate:
    return Rate(
        id=f"card.{card.id}.{step.id}.{band.id}",
        series=f"card.{card.id}.{step.id}",
        label=f"{card.organisation}: {step.label}",
        label_cy=f"{card.organisation}: {step.label_cy}",
        value=band.amount,
        unit=band.unit,
        nation=card.nation,
        period=card.period,
        known_from=card.known_from,
        undated=card.undated or "",
        sources=card.sources,
        place=band.place,
        evidence=band.evidence,
        last_checked=card.last_checked,
        review_by=card.review_by,
        note=band.note or "",
        origin=origin,
        index_rule=band.index_rule or "",
        index_rule_cy=band.index_rule_cy or "",
    )


def _rate(row: FigureRow, origin: str) -> Rate:
    return Rate(
        id=row.id,
        series=row.series,
        label=row.label,
        label_cy=getattr(row, "label_cy", ""),
        value=row.value,
        unit=row.unit,
        nation=row.nation,
        period=row.period,
        known_from=row.known_from,
        undated=row.undated or "",
        sources=row.sources,
        place=row.place,
        evidence=row.evidence,
        last_checked=row.last_checked,
        review_by=row.review_by,
        note=row.note or "",
        origin=origin,
    )


def _age(rate: Rate) -> tuple[date, date, str]:
    return rate.period.start or date.min, rate.known_from or date.min, rate.id


def _card_order(card: CardFile) -> tuple[str, date, str]:
    return card.organisation, card.effective_from or date.min, card.id
