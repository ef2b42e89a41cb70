"""Find the phrases of the lexicon in the words of a text, in any form that English gives them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from fairpay.description.text import Word
from fairpay.ratebook.lexicon import LexiconRow

GAP = "…"
MOST_BETWEEN = 3  # words that may stand where a phrase has a gap
_DONE_BY = "by"  # never one of them: who is supervised by the staff supervises none

# Forms that no rule gives.
_IRREGULAR = {
    "build": ("built",),
    "draw": ("drew", "drawn"),
    "feed": ("fed",),
    "give": ("gave", "given"),
    "hold": ("held",),
    "keep": ("kept",),
    "lead": ("led",),
    "make": ("made",),
    "run": ("ran",),
    "sit": ("sat",),
    "speak": ("spoke", "spoken"),
    "take": ("took", "taken"),
    "teach": ("taught",),
    "tell": ("told",),
    "write": ("wrote", "written"),
}
_VOWELS = "aeiou"


def forms(word: str) -> set[str]:
    """Return a word with its endings: assist, assisting; plan, planned; organise, organize; reports, report."""
    found = {word, *_IRREGULAR.get(word, ())}
    if len(word) < 3 or not word.isalpha():
        return found
    stems = {word}
    if word.endswith("s") and word[-2] not in "isu":
        found.add(f"{word[:-3]}y" if word.endswith("ies") else word[:-1])
    if word.endswith("ise"):
        stems.add(f"{word[:-3]}ize")
    for stem in stems:
        found |= {stem, f"{stem}s", f"{stem}es", f"{stem}ed", f"{stem}ing"}
        if stem.endswith("e"):
            found |= {f"{stem}d", f"{stem[:-1]}ing"}
        elif stem.endswith("y") and stem[-2] not in _VOWELS:
            found |= {f"{stem[:-1]}ies", f"{stem[:-1]}ied"}
        elif stem[-2] in _VOWELS and stem[-1] not in f"{_VOWELS}wxy":
            found |= {f"{stem}{stem[-1]}ed", f"{stem}{stem[-1]}ing"}
    return found


class Hit(NamedTuple):
    """A phrase found: whose entry it is, its first and last word by their position, and whether the text denies it."""

    entry: LexiconRow
    first: int
    last: int
    denied: bool = False


class _Phrase(NamedTuple):
    entry: LexiconRow
    words: tuple[str, ...]
    gaps: tuple[bool, ...]  # whether others may stand before each of the words


class Finder:
    """Finds the phrases of lexicon entries; made once for a rate book."""

    def __init__(self, entries: Iterable[LexiconRow], uninflected: Collection[str]) -> None:
        self._starts: dict[str, list[_Phrase]] = {}
        self._bases: dict[str, list[str]] = {}
        known: set[str] = set()
        for entry in entries:
            for written in entry.phrases:
                phrase = _phrase(entry, written)
                self._starts.setdefault(phrase.words[0], []).append(phrase)
                known.update(phrase.words)
        for word in sorted(known):
            for form in {word} if word in uninflected else forms(word):
                self._bases.setdefault(form, []).append(word)

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """Return every phrase in the order of the words: for one entry the longest at a place, and no overlaps.

        Evidence inside a phrase that plays work down is none: "no specialist knowledge".
        """
        bases = [self._bases.get(word.said, ()) for word in words]
        ends: dict[str, int] = {}
        hits = []
        for at, found in enumerate(bases):
            if found:
                for entry, last in self._at(at, found, bases, words):
                    if ends.get(entry.id, -1) < at:
                        ends[entry.id] = last
                        hits.append(Hit(entry, at, last))
        down = [-1] * len(words)  # the furthest word of a phrase that plays down and starts here
        for hit in hits:
            if hit.entry.kind == "plays-down":
                down[hit.first] = max(hit.last, down[hit.first])
        reach = list(accumulate(down, max))
        return [hit for hit in hits if hit.entry.kind != "evidence" or hit.last > reach[hit.first]]

    def _at(
        self, at: int, found: Sequence[str], bases: Sequence[Sequence[str]], words: Sequence[Word]
    ) -> Iterator[tuple[LexiconRow, int]]:
        """Yield the entries that have a phrase which starts at a word, each with the end of its longest."""
        longest: dict[str, tuple[LexiconRow, int]] = {}
        for base in found:
            for phrase in self._starts.get(base, ()):
                last = _end(phrase, 1, at, bases, words)
                if last is not None and last >= longest.get(phrase.entry.id, (phrase.entry, -1))[1]:
                    longest[phrase.entry.id] = (phrase.entry, last)
        yield from longest.values()


def _phrase(entry: LexiconRow, written: str) -> _Phrase:
    words: list[str] = []
    gaps: list[bool] = []
    gap = False
    for part in written.split():
        if part == GAP:
            gap = True
        else:
            words.append(part)
            gaps.append(gap)
            gap = False
    return _Phrase(entry, tuple(words), tuple(gaps))


def _end(phrase: _Phrase, number: int, at: int, bases: Sequence[Sequence[str]], words: Sequence[Word]) -> int | None:
    """Return where a phrase ends whose words up to `number` end at a position; None where it does not go on."""
    if number == len(phrase.words):
        return at
    between = MOST_BETWEEN if phrase.gaps[number] else 0
    for following in range(at + 1, min(at + 2 + between, len(words))):
        if words[following].sentence != words[at].sentence:
            return None
        if phrase.words[number] in bases[following]:
            last = _end(phrase, number + 1, following, bases, words)
            if last is not None:
                return last
        if words[following].said == _DONE_BY:
            return None
    return None
