"""Looking through the rate book and checking it: what is there, what is weak, what is out of date."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from fairpay.dates import Period
from fairpay.rate import GRADES, Rate
from fairpay.ratebook import RateBook, rates
from fairpay.ratebook.schema import DocumentRow, SourceRow

_UNDATED = Period(None, None)


class ToVerify(NamedTuple):
    """A figure below `official`, and where the publisher itself prints it.

    `documents` are those of documents.csv. Where there are none, `sources` are the figure's own
    sources that are the publisher's, of which the part with the figure was not read.
    """

    rate: Rate
    documents: tuple[DocumentRow, ...]
    sources: tuple[SourceRow, ...]


class Report(NamedTuple):
    """How the rate book stands on a day.

    `grades` counts the figures of every grade, strongest first; `stale` are those that are out of
    date; `unconfirmed` are those below `official` for which no publisher's document is known.
    """

    grades: Mapping[str, int]
    stale: tuple[Rate, ...]
    unconfirmed: tuple[Rate, ...]


def kind_of(rate: Rate) -> str:
    """Return the kind of a figure, which is the first part of its series."""
    return rate.series.partition(".")[0]


def kinds(book: RateBook | None = None) -> Mapping[str, int]:
    """Return the kinds of figures by name, with how many there are of each."""
    return MappingProxyType(dict(sorted(Counter(kind_of(rate) for rate in _figures(book or rates())).items())))


def find(
    *,
    kind: str | None = None,
    nation: str | None = None,
    on: date | None = None,
    known_on: date | None = None,
    text: str | None = None,
    book: RateBook | None = None,
) -> tuple[Rate, ...]:
    """Return the figures, rate card amounts among them, for which all that is given holds.

    `nation` is the figure's own: those of the whole United Kingdom are `uk`. On a day `on` a
    restated figure stands for what it restates, as far as it was known by `known_on`. Figures
    without dates hold on every day. `text` is looked for, in any case, in the id, the labels, the
    note and the titles of the sources. The order is that of the series, then of time.
    """
    book = book or rates()
    wanted = (text or "").strip().casefold()
    found = [rate for rate in _figures(book) if _known(rate, known_on) and (on is None or rate.period.holds(on))]
    if on is not None:
        found = _in_force(found)
    return tuple(
        rate
        for rate in found
        if (kind is None or kind_of(rate) == kind)
        and (nation is None or rate.nation == nation)
        and (not wanted or any(wanted in words.casefold() for words in _words(rate, book)))
    )


def history(series: str, *, book: RateBook | None = None) -> tuple[Rate, ...]:
    """Return the figures of one series, oldest first; of a step of a rate card all its amounts."""
    book = book or rates()
    return book.series.get(series) or tuple(rate for rate in book.card_rates() if rate.series == series)


def to_verify(book: RateBook | None = None) -> tuple[ToVerify, ...]:
    """Return every figure below `official` with where it can be confirmed, worst grade first, then by series."""
    return _all_to_verify(book or rates())


@lru_cache(maxsize=4)
def _all_to_verify(book: RateBook) -> tuple[ToVerify, ...]:
    weak = [rate for rate in _figures(book) if rate.evidence != GRADES[0]]
    weak.sort(key=lambda rate: (-GRADES.index(rate.evidence), rate.series))  # within a series the order of time stays
    return tuple(_to_verify(rate, book) for rate in weak)


def stale(book: RateBook, on: date) -> tuple[Rate, ...]:
    """Return the figures that are past their review day on a day, and that no later figure has replaced."""
    replaced = {rate.id for series in book.series.values() for rate in series[:-1]}
    replaced |= {
        book.card_rate(card, step, band).id
        for card in book.cards.values()
        if card.superseded_by is not None
        for step in card.steps
        for band in step.bands
    }
    return tuple(
        rate
        for rate in _figures(book)
        if rate.review_by is not None and rate.review_by < on and rate.id not in replaced
    )


def check(book: RateBook, on: date) -> Report:
    """Return how the rate book stands on a day."""
    counts = Counter(rate.evidence for rate in _figures(book))
    return Report(
        grades=MappingProxyType({grade: counts[grade] for grade in GRADES}),
        stale=stale(book, on),
        unconfirmed=tuple(item.rate for item in to_verify(book) if not item.documents and not item.sources),
    )


def _figures(book: RateBook) -> Iterable[Rate]:
    for series in book.series.values():
        yield from series
    yield from book.card_rates()


def _known(rate: Rate, known_on: date | None) -> bool:
    return known_on is None or rate.known_from is None or rate.known_from <= known_on


def _in_force(figures: Iterable[Rate]) -> list[Rate]:
    """Leave out what was restated: of a series one figure counts on a day. Rate cards have no restatements."""
    last: dict[str, Rate] = {}
    for rate in figures:  # of a series, oldest first
        last[rate.id if kind_of(rate) == "card" else rate.series] = rate
    return list(last.values())


def _words(rate: Rate, book: RateBook) -> tuple[str, ...]:
    return rate.id, rate.label, rate.label_cy, rate.note, *(book.sources[source].title for source in rate.sources)


def _to_verify(rate: Rate, book: RateBook) -> ToVerify:
    documents = tuple(document for document in book.documents if _is_for(document, rate))
    sources = (book.sources[source] for source in rate.sources) if not documents else ()
    return ToVerify(rate, documents, tuple(source for source in sources if source.kind == "primary"))


def _is_for(document: DocumentRow, rate: Rate) -> bool:
    if not rate.series.startswith(document.series):
        return False
    # Of a figure without dates nobody can say that it is from the days of the document.
    return document.period == _UNDATED or (rate.period != _UNDATED and document.period.overlaps(rate.period))
