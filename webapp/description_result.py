"""What the wording of a description says, as plain words for the template.

Excerpts are plain text out of the description: the template escapes them, and marks them as English.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from fairpay.description import Description, FactorWording, Marked
from fairpay.description.check import Kind
from fairpay.errors import N_
from fairpay.evaluation import Span
from fairpay.present import wording
from fairpay.present.description_report import (
    VERDICTS,
    below_text,
    conclusion,
    entries,
    entry_text,
    factor_question,
    levels_text,
    places_below,
    question_text,
    summary,
)
from fairpay.present.evaluation_report import in_language
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.ratebook.schema import Factor
from webapp.cells import Cell
from webapp.steps import Source

_NONE = N_("None found")
_RANGE = N_("%(low)s to %(high)s")
_FOUND = N_("%(factor)s, %(level)s")
_CLOSING = tuple(",.;:!?)]’'”")  # signs that stand close to the word before them


class Page(NamedTuple):
    """Makes the parts of the page from one checked description."""

    found: Description
    book: RateBook
    words: Words

    def parts(self) -> dict[str, Any]:
        """Return what the template shows beside the form."""
        used = {name: self.book.sources[name] for entry in entries(self.found) for name in entry.sources}
        return {
            "lead": [conclusion(self.found, self.words), summary(self.found, self.words)],
            "played_down": list(self._entries("plays-down")),
            "questions": list(self._entries("question")),
            "denied": list(self._entries("denied")),
            "unsaid": [in_language(self._factor(name), "name", self.words) for name in self.found.unsaid],
            "held": bool(self.found.activities),
            "factors": [self._row(item) for item in self.found.factors],
            "evidence": list(self._entries("evidence")),
            "caveats": [self.words.caveat(caveat) for caveat in self.found.caveats],
            "grade": self.words.say(wording.GRADE_NAMES[self.found.evidence]),
            "sources": [Source(source.title, source.url) for _, source in sorted(used.items())],
            "rates": self.book.edition,
        }

    def _factor(self, name: str) -> Factor:
        return next(factor for factor in self.book.plan.factors if factor.id == name)

    def _entries(self, kind: Kind) -> Iterator[dict[str, Any]]:
        """Yield the entries of the phrases of a kind, factor by factor, each with its places in the text."""
        places: dict[str, list[Marked]] = {}
        for item in self.found.marked:
            if item.kind == kind:
                places.setdefault(item.entry.id, []).append(item)
        order = [factor.id for factor in self.book.plan.factors]
        for own in sorted(places.values(), key=lambda own: order.index(own[0].entry.factor)):
            entry = own[0].entry
            name = in_language(self._factor(entry.factor), "name", self.words)
            level = levels_text(entry.level_from, entry.level_to, self.words)
            yield {
                "places": [_spaced(item) for item in own],
                "points_to": self.words.say(_FOUND, {"factor": name, "level": level}),
                "reason": entry_text(entry, "reason", self.words),
                "question": question_text(entry, kind, self.words),
            }

    def _row(self, item: FactorWording) -> list[Cell]:
        """Return what the wording suggests of a factor; and where it can be held against it, what the work needs."""
        factor, say = self._factor(item.factor), self.words.say
        name = Cell(in_language(factor, "name", self.words))
        suggests = Cell(say(_NONE) if item.suggests is None else str(item.suggests))
        if item.needs is None or item.verdict is None:
            return [name, suggests]
        needed = Cell(in_language(factor.levels[item.needs.low - 1], "paraphrase", self.words))
        below = (
            Cell(below_text(place, self.words), notes=(Cell(f"“{place.words}”", english=True),))
            for place in places_below(item, self.found)
        )
        question = factor_question(item, self.words)
        verdict = Cell(say(VERDICTS[item.verdict]), notes=(*below, *((Cell(question),) if question else ())))
        return [name, Cell(self._span(item.needs), notes=(needed,)), suggests, verdict]

    def _span(self, span: Span) -> str:
        return str(span.low) if span.exact else self.words.say(_RANGE, span._asdict())


def _spaced(item: Marked) -> Marked:
    """Put the spaces back around the words of a place."""
    before = f"{item.before} " if item.before else ""
    after = item.after if item.after.startswith(_CLOSING) else f" {item.after}"
    return item._replace(before=before, after=after)
