"""One figure of the rate book in full: where it comes from, its series over time, its rate card."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from fairpay import browse
from fairpay.caveat import index_rule
from fairpay.errors import N_
from fairpay.present import card_tables, wording
from fairpay.present.words import Words
from fairpay.rate import Rate
from fairpay.ratebook import RateBook
from fairpay.ratebook.schema import CardFile, CardStep
from webapp.cells import Cell, data_words, rate_name, source_links
from webapp.figures import NATIONS, bar, days, kind_name, value_text
from webapp.links import Links

# The terms of a rate card that its own page shows beyond those that are put side by side.
_FURTHER = {"tiers": N_("Tiers"), "benefits": N_("Benefits")}
_RESTATES = N_("Replaces for the same days what was known before: %(value)s")
_THIS = N_("This figure")


class Figure(NamedTuple):
    """Makes the parts of the page of one figure."""

    rate: Rate
    book: RateBook
    words: Words
    links: Links

    def parts(self) -> dict[str, Any]:
        """Return what the template needs."""
        rate, card = self.rate, self._card()
        history = browse.history(rate.series, book=self.book)
        return {
            "name": rate_name(rate, self.words),
            "id": rate.id,
            "value": value_text(rate, self.words),
            "about": list(self._about()),
            "series": [self._line(other, history) for other in history],
            "bars": [] if card else self._bars(history),
            "card": self._terms(*card) if card else None,
            "back_to": self.links.to("rates", kind=browse.kind_of(rate)),
            "kind": kind_name(browse.kind_of(rate), self.words),
        }

    def _about(self) -> Iterator[tuple[str, Cell]]:
        rate, say = self.rate, self.words.say
        if self.words.lang != "en":
            yield say(N_("In English")), data_words(rate.label)
        yield say(N_("Nation")), Cell(say(NATIONS[rate.nation]))
        yield say(N_("In force")), days(rate, self.words)
        if rate.known_from is not None:
            yield say(N_("Could be known from")), Cell(self.words.date(rate.known_from))
        yield say(N_("Evidence")), Cell(say(wording.GRADES[rate.evidence]))
        yield say(N_("Source")), source_links(rate, self.book)
        yield say(N_("Place in the source")), data_words(rate.place)
        if rate.note:
            yield say(N_("Note")), data_words(rate.note)
        yield say(N_("Last checked")), Cell(self.words.date(rate.last_checked))
        if rate.review_by is not None:
            yield say(N_("Due to be checked again by")), Cell(self.words.date(rate.review_by))
        if (rises := index_rule(rate)) is not None:
            yield say(N_("Rises by a rule of its own")), Cell(self.words.caveat(rises))
        if rate.origin:
            yield say(N_("From rates of your own")), Cell(rate.origin, english=True)
        yield say(N_("Name in the rate book")), Cell(rate.id, english=True)

    # ---- the series --------------------------------------------------------------------------

    def _line(self, other: Rate, history: tuple[Rate, ...]) -> list[Cell]:
        this, restated = other.id == self.rate.id, _restated(other, history)
        notes = [Cell(self.words.say(_THIS))] if this else []
        if restated is not None:
            notes.append(Cell(self.words.say(_RESTATES, {"value": value_text(restated, self.words)})))
        when = days(other, self.words)
        known = self.words.date(other.known_from) if other.known_from else self.words.say(N_("Not known"))
        return [
            Cell(when.text, "" if this else self.links.to(f"rates/{other.id}"), notes=(*when.notes, *notes)),
            Cell(value_text(other, self.words)),
            Cell(known),
            Cell(self.words.say(wording.GRADE_NAMES[other.evidence])),
        ]

    def _bars(self, history: tuple[Rate, ...]) -> list[dict[str, Any]]:
        """Return a bar for each figure over time; for one figure alone there is nothing to compare."""
        top = max(rate.value for rate in history)
        if len(history) < 2 or not top:
            return []
        return [
            bar(
                days(other, self.words).text,
                value_text(other, self.words),
                other.value,
                top,
                this=other.id == self.rate.id,
            )
            for other in history
        ]

    # ---- the rate card -----------------------------------------------------------------------

    def _card(self) -> tuple[CardFile, CardStep] | None:
        kind, _, rest = self.rate.series.partition(".")
        return self.book.card_step(rest.replace(".", ":", 1)) if kind == "card" else None

    def _terms(self, card: CardFile, step: CardStep) -> dict[str, Any]:
        say = self.words.say
        unknown = Cell(say(N_("Not known")))
        rows = [(say(N_("Scheme")), Cell(f"{card.organisation}: {card.title}"))]
        amounts = tuple(Cell(card_tables.rule(band, self.words)) for band in step.bands)
        rows.append((say(N_("Amounts")), Cell(notes=amounts)))
        if card.superseded_by is not None:
            rows.append((say(N_("Superseded")), Cell(say(N_("Replaced by a later one of the same organisation")))))
        for name, text in card_tables.COVERS.items():
            covers = getattr(card.covers, name)
            rows.append((say(text), unknown if covers is None else Cell(say(N_("Yes") if covers else N_("No")))))
        for name, text in (card_tables.TERMS | _FURTHER).items():
            term = getattr(card.terms, name)
            rows.append((say(text), unknown if term is None else data_words(term)))
        if step.by_hand:
            rows.append((say(N_("Used only when it is named")), data_words(step.by_hand)))
        if card.note:
            rows.append((say(N_("Note")), data_words(card.note)))
        return {"rows": rows, "later": self._later(card)}

    def _later(self, card: CardFile) -> str:
        """Return the address of the first amount of the card that replaced this one."""
        later = self.book.cards.get(card.superseded_by or "")
        if later is None:
            return ""
        step = later.steps[0]
        return self.links.to(f"rates/{self.book.card_rate(later, step, step.bands[0]).id}")


def _restated(rate: Rate, history: tuple[Rate, ...]) -> Rate | None:
    """Return the figure that this one replaced for some of the same days."""
    if rate.known_from is None:
        return None
    earlier = [
        other
        for other in history
        if other.known_from is not None and other.known_from < rate.known_from and other.period.overlaps(rate.period)
    ]
    return earlier[-1] if earlier else None
