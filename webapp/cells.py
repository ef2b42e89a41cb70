"""The cells of tables: words, whether they link somewhere, and whether they exist in English only."""

from collections.abc import Iterable
from typing import NamedTuple

from fairpay.present import wording
from fairpay.present.words import Words
from fairpay.rate import Rate
from fairpay.ratebook import RateBook
from fairpay.ratebook.schema import DocumentRow, OtherTermsRow, SourceRow


class Cell(NamedTuple):
    """What one cell says. `notes` stand below it, each on a line of its own."""

    text: str = ""
    href: str = ""
    english: bool = False
    notes: tuple["Cell", ...] = ()


def data_words(text: str | None, notes: Iterable[Cell] = ()) -> Cell:
    """Return words of the data that exist in English only."""
    return Cell(text or "", english=True, notes=tuple(notes))


def rate_name(rate: Rate, words: Words, href: str = "") -> Cell:
    """Name a figure, in English where the data and the catalogues have no other words for it."""
    named = words.lang == "en" or rate.label_cy or any(rate.series.startswith(prefix) for prefix in wording.SERIES)
    return Cell(words.rate(rate), href, english=not named)


def source_links(rate: Rate | OtherTermsRow, book: RateBook) -> Cell:
    """Return the sources of a figure, one below the other."""
    return places([book.sources[name] for name in rate.sources])


def places(found: Iterable[SourceRow | DocumentRow]) -> Cell:
    """Return sources or documents as links, where they have an address."""
    return Cell(notes=tuple(Cell(place.title, place.url or "", english=True) for place in found))
