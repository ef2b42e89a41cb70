"""What the wording of a description says, as plain words for the template.

Excerpts are plain text out of the description: the template escapes them, and marks them as English.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from fairpay.description import Description, FactorWording, Marked
from fairpay.errors import N_
from fairpay.evaluation import Span
from fairpay.present import wording
from fairpay.present.description_report import VERDICTS, conclusion, entry_text, levels_text, summary
from fairpay.present.evaluation_report import in_language
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.ratebook.lexicon import LexiconRow
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
        played_down = [entry for item in self.found.factors for entry in item.plays_down]
        evidence = [entry for item in self.found.factors for entry in item.evidence]
        asked = [item.ask for item in self.found.factors if item.ask]
        used = {name: self.book.sources[name] for entry in (*played_down, *evidence, *asked) for name in entry.sources}
        return {
            "lead": [conclusion(self.found, self.words), summary(self.found, self.words)],
            "played_down": list(self._entries(played_down)),
            "unsaid": [in_language(self._factor(name), "name", self.words) for name in self.found.unsaid],
            "held": bool(self.found.activities),
            "factors": [self._row(item) for item in self.found.factors],
            "evidence": list(self._entries(evidence)),
            "caveats": [self.words.caveat(caveat) for caveat in self.found.caveats],
            "grade": self.words.say(wording.GRADE_NAMES[self.found.evidence]),
            "sources": [Source(source.title, source.url) for _, source in sorted(used.items())],
            "rates": self.book.edition,
        }

    def _factor(self, name: str) -> Factor:
        return next(factor for factor in self.book.plan.factors if factor.id == name)

    def _entries(self, entries: Iterable[LexiconRow]) -> Iterator[dict[str, Any]]:
        """Yield the entries, each with its places in the text."""
        for entry in entries:
            name = in_language(self._factor(entry.factor), "name", self.words)
            level = levels_text(entry.level_from, entry.level_to, self.words)
            yield {
                "places": [_spaced(item) for item in self.found.marked if item.entry is entry],
                "points_to": self.words.say(_FOUND, {"factor": name, "level": level}),
                "reason": entry_text(entry, "reason", self.words),
                "question": entry_text(entry, "question", self.words),
            }

    def _row(self, item: FactorWording) -> list[Cell]:
        """Return what the wording suggests of a factor; and where it can be held against it, what the work needs."""
        factor, say = self._factor(item.factor), self.words.say
        name = Cell(in_language(factor, "name", self.words))
        suggests = Cell(say(_NONE) if item.suggests is None else str(item.suggests))
        if item.needs is None or item.verdict is None:
            return [name, suggests]
        needed = Cell(in_language(factor.levels[item.needs.low - 1], "paraphrase", self.words))
        question = (Cell(entry_text(item.ask, "question", self.words)),) if item.ask else ()
        verdict = Cell(say(VERDICTS[item.verdict]), notes=question)
        return [name, Cell(self._span(item.needs), notes=(needed,)), suggests, verdict]

    def _span(self, span: Span) -> str:
        return str(span.low) if span.exact else self.words.say(_RANGE, span._asdict())


def _spaced(item: Marked) -> Marked:
    """Put the spaces back around the words of a place."""
    before = f"{item.before} " if item.before else ""
    after = item.after if item.after.startswith(_CLOSING) else f" {item.after}"
    return item._replace(before=before, after=after)
