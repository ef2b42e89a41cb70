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

KINDS = {
    "evidence": N_("evidence"),
    "plays-down": N_("plays the work down"),
    "question": N_("to ask about"),
    "denied": N_("said not to be part of the work"),
}

VERDICTS = {
    "less": N_("What fairpay found says less than the work needs."),
    "plays-down": N_("The wording plays the work down."),
    "denied": N_("fairpay found only what the text says is not part of the work."),
    "nothing": N_("fairpay found no phrase that it knows about this: read the text for it."),
    "enough": N_("Enough for this work."),
}

_IS_IT_SO = N_("Does the post holder do it all the same? If not, who does?")


def entry_text(entry: LexiconRow, name: str, words: Words) -> str:
    """Return the "reason" or the "question" of a lexicon entry in the language of the words."""
    return str(getattr(entry, f"{name}_cy" if words.lang == "cy" else name))


def question_text(entry: LexiconRow, kind: str, words: Words) -> str:
    """Return what to ask about a phrase: of one that is denied, whether that is so."""
    return words.say(_IS_IT_SO) if kind == "denied" else entry_text(entry, "question", words)


def factor_question(item: FactorWording, words: Words) -> str | None:
    """Return what to ask first about a factor, if anything."""
    if item.verdict == "denied":
        return words.say(_IS_IT_SO)
    return entry_text(item.ask, "question", words) if item.ask else None


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
            "evaluation reads as evidence, %(against)s that play work down and %(asking)s to ask about. Said not to "
            "be part of the work: %(denied)s."
        ),
        {"words": found.words} | _counts(found),
    )


def _counts(found: Description) -> dict[str, int]:
    return {
        "supporting": sum(len(item.evidence) for item in found.factors),
        "against": sum(len(item.plays_down) for item in found.factors),
        "asking": sum(len(item.questions) for item in found.factors),
        "denied": sum(len(item.denied) for item in found.factors),
    }


def conclusion(found: Description, words: Words) -> str:
    """Say whether less was found than the work needs, or work is played down."""
    if any(item.needs is not None for item in found.factors):
        said = (
            N_("As far as fairpay can read it, the wording says less than the work needs, or plays it down.")
            if found.falls_short
            else N_("As far as fairpay can read it, the wording says as much as the work needs.")
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
    used = {source: book.sources[source] for item in entries(found) for source in item.sources}
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
            "kind": item.kind,
            "level_from": item.entry.level_from,
            "level_to": item.entry.level_to,
            "reason": entry_text(item.entry, "reason", words),
            "question": question_text(item.entry, item.kind, words),
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
        "question": factor_question(item, words),
        "evidence": [entry.id for entry in item.evidence],
        "plays_down": [entry.id for entry in item.plays_down],
        "questions": [entry.id for entry in item.questions],
        "denied": [entry.id for entry in item.denied],
    }


def entries(found: Description) -> Iterator[LexiconRow]:
    """Yield the lexicon entries that the answer rests on."""
    for item in found.factors:
        yield from (*item.evidence, *item.plays_down, *item.questions, *item.denied, *([item.ask] if item.ask else []))


# ---- text ----------------------------------------------------------------------------------------


def description_text(found: Description, words: Words, book: RateBook) -> str:
    """Return the phrases, where less was found than the work needs, and the factors for which none was found."""
    return "\n".join(_lines(found, words, book)) + "\n"


def _lines(found: Description, words: Words, book: RateBook) -> Iterator[str]:
    names = {factor.id: in_language(factor, "name", words) for factor in book.plan.factors}
    yield summary(found, words)
    yield conclusion(found, words)
    if found.marked:
        yield from ("", words.say(N_("Phrases in the text, and what to ask about them")))
        explained: set[tuple[str, str]] = set()
        for item in found.marked:
            yield from _marked_lines(item, names[item.entry.factor], (item.kind, item.entry.id) in explained, words)
            explained.add((item.kind, item.entry.id))
    short = [item for item in found.factors if item.verdict not in (None, "enough")]
    if short:
        yield from ("", words.say(N_("What to look at again")))
        factors = {factor.id: factor for factor in book.plan.factors}
        for wording in short:
            yield from _short_lines(wording, factors[wording.factor], found, words)
    if found.unsaid:
        yield from ("", words.say(N_("Factors for which fairpay found no evidence: read the text for them")))
        yield from (f"  {names[factor]}" for factor in found.unsaid)
    yield from ("", words.say(N_("What to know about this")))
    yield from (f"  - {words.caveat(caveat)}" for caveat in found.caveats)


def _marked_lines(item: Marked, name: str, explained: bool, words: Words) -> Iterator[str]:
    entry = item.entry
    where = words.say(N_("line %(line)s"), {"line": item.line})
    yield f"  {where}: {' '.join(part for part in (item.before, f'[{item.words}]', item.after) if part)}"
    level = levels_text(entry.level_from, entry.level_to, words)
    yield f"    {words.say(KINDS[item.kind])}: {name}, {level}"
    if not explained:
        yield f"    {entry_text(entry, 'reason', words)}"
        yield f"    → {question_text(entry, item.kind, words)}"


def _short_lines(item: FactorWording, factor: Factor, found: Description, words: Words) -> Iterator[str]:
    needs = item.needs or Span(1, 1)
    yield f"  {in_language(factor, 'name', words)}: {words.say(VERDICTS[item.verdict or 'enough'])}"
    said = in_language(factor.levels[needs.low - 1], "paraphrase", words)
    yield f"    {needs_text(needs, words)} {said}"
    if item.suggests is not None:
        suggests = words.say(N_("The highest level that the wording suggests is %(level)s."), {"level": item.suggests})
        yield f"    {suggests}"
    yield from (f"    {below_text(place, words)} “{place.words}”" for place in places_below(item, found))
    question = factor_question(item, words)
    if question:
        yield f"    → {question}"


def places_below(item: FactorWording, found: Description) -> list[Marked]:
    """Return where the text plays a factor down: the first place of each kind of phrase."""
    first: dict[str, Marked] = {}
    for place in found.marked:
        if place.kind == "plays-down" and place.entry in item.plays_down:
            first.setdefault(place.entry.id, place)
    return list(first.values())


def below_text(place: Marked, words: Words) -> str:
    """Say which line says less than the work needs; its words, which are English, follow."""
    level = levels_text(place.entry.level_from, place.entry.level_to, words)
    return words.say(N_("Line %(line)s says only %(level)s:"), {"line": place.line, "level": level})


def needs_text(needs: Span, words: Words) -> str:
    """Say which level the work needs."""
    return words.say(N_("The work needs %(level)s."), {"level": levels_text(needs.low, needs.high, words)})
