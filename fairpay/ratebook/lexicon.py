"""lexicon.csv and languages.csv: words of descriptions, what they point to, and how a language is known."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pydantic import ValidationInfo, field_validator

from fairpay.errors import FileFault
from fairpay.ratebook.fields import Day, Entry, Grade, Key, Keys, Phrases, SourceIds, Whole, WordList, Words, fault
from fairpay.ratebook.schema import PlanFile

LEXICON_FILE = "lexicon.csv"
LANGUAGES_FILE = "languages.csv"
_LANGUAGES = ("en", "cy")
_FACTORS = 16


class LexiconRow(Entry):
    """lexicon.csv: phrases of a description that point to levels of one factor, and what to ask about them.

    Phrases of the kind "evidence" say that the work is there; those of the kind "plays-down" make it
    look less; those of the kind "question" leave open what is done, and are common in honest texts.
    The field `evidence` is the grade, as everywhere: how well this reading is supported.
    `also` names entries of other factors whose phrases stand inside these, so that both are found.
    """

    id: Key
    factor: Key
    kind: Literal["evidence", "plays-down", "question"]
    phrases: Phrases
    level_from: Whole
    level_to: Whole
    also: Keys = ()
    reason: Words
    reason_cy: Words
    question: Words
    question_cy: Words
    sources: SourceIds
    evidence: Grade
    last_checked: Day
    review_by: Day
    note: Words | None = None

    @field_validator("level_to")
    @classmethod
    def _not_backwards(cls, high: int, info: ValidationInfo) -> int:
        if high < info.data.get("level_from", high):
            raise fault("is below level_from")
        return high


class LanguageRow(Entry):
    """languages.csv: the short words by which the language of a text is known."""

    id: Literal["en", "cy"]
    words: WordList
    sources: SourceIds
    evidence: Grade
    last_checked: Day
    note: Words | None = None


def lexicon_faults(
    lexicon: Sequence[tuple[str, LexiconRow]],
    languages: Sequence[tuple[str, LanguageRow]],
    plan: PlanFile | None,
    sources: set[str],
    unread: set[str],
) -> Iterator[FileFault]:
    """Yield the faults that only show when the entries are held against each other, the plan and the sources."""
    entries: list[tuple[str, LexiconRow | LanguageRow]] = [*lexicon, *languages]
    for file, entry in entries:
        for source in entry.sources:
            if source not in sources:
                yield FileFault(file, entry.id, "sources", f"there is no source called {source}")
    yield from _name_faults(lexicon, unread)
    highest = {factor.id: len(factor.levels) for factor in plan.factors} if plan is not None else {}
    if len(highest) == _FACTORS:  # else the fault is the plan's
        yield from _level_faults(lexicon, highest)
    found = sorted(row.id for _, row in languages)
    if found != sorted(_LANGUAGES) and not unread.intersection(_LANGUAGES):
        yield FileFault(LANGUAGES_FILE, "-", "id", f"there must be {' and '.join(_LANGUAGES)}, each once")


def _name_faults(lexicon: Sequence[tuple[str, LexiconRow]], unread: set[str]) -> Iterator[FileFault]:
    ids: set[str] = set()
    phrases: dict[str, str] = {}
    for file, row in lexicon:
        if row.id in ids:
            yield FileFault(file, row.id, "id", "is there twice")
        ids.add(row.id)
        for phrase in row.phrases:
            if phrase in phrases:
                yield FileFault(file, row.id, "phrases", f"“{phrase}” is in {phrases[phrase]} too")
            phrases.setdefault(phrase, row.id)
    for file, row in lexicon:
        for other in sorted({*row.also} - ids - unread):
            yield FileFault(file, row.id, "also", f"there is no entry called {other}")


def _level_faults(lexicon: Sequence[tuple[str, LexiconRow]], highest: Mapping[str, int]) -> Iterator[FileFault]:
    for file, row in lexicon:
        if row.factor not in highest:
            yield FileFault(file, row.id, "factor", f"there is no factor called {row.factor}")
        else:
            for field in ("level_from", "level_to"):
                if not 1 <= getattr(row, field) <= highest[row.factor]:
                    yield FileFault(file, row.id, field, "is not a level of this factor")
