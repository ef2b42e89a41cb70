"""What the wording of a description says: plain data for JSON and CSV, and lines of text.

Excerpts come out of the description as plain text: a page escapes them.
"""

from collections.abc import Iterator
from typing import Any

from fairpay.description import Description, FactorWording, Marked
from fairpay.errors import N_
from fairpay.evaluation import Span
from fairpay.present.document import caveat_data
from fairpay.present.evaluation_report import in_language
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.ratebook.lexicon import LexiconRow
from fairpay.ratebook.schema import Factor

KINDS = {"evidence": N_("evidence"), "plays-down": N_("plays the work down")}

VERDICTS = {
    "less": N_("The wording says less than the work needs."),
    "plays-down": N_("The wording plays the work down."),
    "nothing": N_("The text says nothing about it."),
    "enough": N_("The wording says enough."),
}


def entry_text(entry: LexiconRow, name: str, words: Words) -> str:
    """Return the "reason" or the "question" of a lexicon entry in the language of the words."""
    return str(getattr(entry, f"{name}_cy" if words.lang == "cy" else name))


def levels_text(low: int, high: int, words: Words) -> str:
    """Say a level or a range: "level 3", "level 3 to 4"."""
    if low == high:
        return words.say(N_("level %(low)s"), {"low": low})
    return words.say(N_("level %(low)s to %(high)s"), {"low": low, "high": high})


def summary(found: Description, words: Words) -> str:
    """Say how many phrases of each kind there are in the text."""
    return words.say(
        N_(
            "Of the kinds of phrases that fairpay knows, this text of %(words)s words has %(supporting)s that job "
            "evaluation reads as evidence, and %(against)s that play work down."
        ),
        {"words": found.words} | _counts(found),
    )


def _counts(found: Description) -> dict[str, int]:
    return {
        "supporting": sum(len(item.evidence) for item in found.factors),
        "against": sum(len(item.plays_down) for item in found.factors),
    }


def conclusion(found: Description, words: Words) -> str:
    """Say whether the text says less than the work needs or plays it down."""
    if any(item.needs is not None for item in found.factors):
        said = (
            N_("The wording says less than the work needs, or plays it down.")
            if found.falls_short
            else N_("The wording says as much as the work needs.")
        )
    else:
        said = (
            N_("Some of the wording plays work down.")
            if found.falls_short
            else N_("None of the phrases that fairpay knows to play work down was found.")
        )
    return words.say(said)


# ---- data ----------------------------------------------------------------------------------------


def description_data(found: Description, words: Words, book: RateBook) -> dict[str, Any]:
    """Return what the wording says as plain data ready for JSON, with its words."""
    factors = {factor.id: factor for factor in book.plan.factors}
    used = {source: book.sources[source] for item in _entries(found) for source in item.sources}
    return {
        "words": found.words,
        "found": found.found,
        "kinds": _counts(found),
        "falls_short": found.falls_short,
        "summary": summary(found, words),
        "conclusion": conclusion(found, words),
        "activities": list(found.activities),
        "marked": marked_data(found, words, book),
        "factors": [_factor_data(item, factors[item.factor], words) for item in found.factors],
        "unsaid": list(found.unsaid),
        "evidence_grade": found.evidence,
        "caveats": [caveat_data(caveat) | {"message": words.caveat(caveat)} for caveat in found.caveats],
        "rates": book.edition,
        "sources": {name: {"title": source.title, "url": source.url} for name, source in sorted(used.items())},
    }


def marked_data(found: Description, words: Words, book: RateBook) -> list[dict[str, Any]]:
    """Return the phrases found as rows of plain data, in their order."""
    names = {factor.id: in_language(factor, "name", words) for factor in book.plan.factors}
    return [
        {
            "line": item.line,
            "before": item.before,
            "words": item.words,
            "after": item.after,
            "factor": item.entry.factor,
            "name": names[item.entry.factor],
            "kind": item.entry.kind,
            "level_from": item.entry.level_from,
            "level_to": item.entry.level_to,
            "reason": entry_text(item.entry, "reason", words),
            "question": entry_text(item.entry, "question", words),
            "entry": item.entry.id,
            "evidence": item.entry.evidence,
            "sources": list(item.entry.sources),
        }
        for item in found.marked
    ]


def _factor_data(item: FactorWording, factor: Factor, words: Words) -> dict[str, Any]:
    return {
        "factor": item.factor,
        "name": in_language(factor, "name", words),
        "suggests": item.suggests,
        "needs": item.needs and item.needs._asdict(),
        "needs_paraphrase": item.needs and in_language(factor.levels[item.needs.low - 1], "paraphrase", words),
        "verdict": item.verdict,
        "question": item.ask and entry_text(item.ask, "question", words),
        "evidence": [entry.id for entry in item.evidence],
        "plays_down": [entry.id for entry in item.plays_down],
    }


def _entries(found: Description) -> Iterator[LexiconRow]:
    for item in found.factors:
        yield from (*item.evidence, *item.plays_down, *([item.ask] if item.ask else []))


# ---- text ----------------------------------------------------------------------------------------


def description_text(found: Description, words: Words, book: RateBook) -> str:
    """Return the phrases, what the text leaves out, and where it says less than the work needs."""
    return "\n".join(_lines(found, words, book)) + "\n"


def _lines(found: Description, words: Words, book: RateBook) -> Iterator[str]:
    names = {factor.id: in_language(factor, "name", words) for factor in book.plan.factors}
    yield summary(found, words)
    yield conclusion(found, words)
    if found.marked:
        yield from ("", words.say(N_("Phrases in the text, and what to ask about them")))
        explained: set[str] = set()
        for item in found.marked:
            yield from _marked_lines(item, names[item.entry.factor], item.entry.id in explained, words)
            explained.add(item.entry.id)
    short = [item for item in found.factors if item.verdict not in (None, "enough")]
    if short:
        yield from ("", words.say(N_("Where the wording falls short of the work")))
        factors = {factor.id: factor for factor in book.plan.factors}
        for wording in short:
            yield from _short_lines(wording, factors[wording.factor], found, words)
    if found.unsaid:
        yield from ("", words.say(N_("Factors without a phrase that is evidence for them")))
        yield from (f"  {names[factor]}" for factor in found.unsaid)
    yield from ("", words.say(N_("What to know about this")))
    yield from (f"  - {words.caveat(caveat)}" for caveat in found.caveats)


def _marked_lines(item: Marked, name: str, explained: bool, words: Words) -> Iterator[str]:
    entry = item.entry
    where = words.say(N_("line %(line)s"), {"line": item.line})
    yield f"  {where}: {' '.join(part for part in (item.before, f'[{item.words}]', item.after) if part)}"
    level = levels_text(entry.level_from, entry.level_to, words)
    yield f"    {words.say(KINDS[entry.kind])}: {name}, {level}"
    if not explained:
        yield f"    {entry_text(entry, 'reason', words)}"
        yield f"    → {entry_text(entry, 'question', words)}"


def _short_lines(item: FactorWording, factor: Factor, found: Description, words: Words) -> Iterator[str]:
    needs = item.needs or Span(1, 1)
    yield f"  {in_language(factor, 'name', words)}: {words.say(VERDICTS[item.verdict or 'enough'])}"
    said = in_language(factor.levels[needs.low - 1], "paraphrase", words)
    yield f"    {needs_text(needs, words)} {said}"
    yield f"    {suggests_text(item, words)}"
    for place in found.marked:
        if place.entry in item.plays_down:
            yield f"    {words.say(N_('line %(line)s'), {'line': place.line})}: [{place.words}]"
    if item.ask:
        yield f"    → {entry_text(item.ask, 'question', words)}"


def needs_text(needs: Span, words: Words) -> str:
    """Say which level the work needs."""
    return words.say(N_("The work needs %(level)s."), {"level": levels_text(needs.low, needs.high, words)})


def suggests_text(item: FactorWording, words: Words) -> str:
    """Say the highest level that the wording suggests."""
    if item.suggests is None:
        return words.say(N_("No phrase was found that suggests a level."))
    return words.say(N_("The highest level that the wording suggests is %(level)s."), {"level": item.suggests})
