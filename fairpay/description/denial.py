"""Tell which of the phrases found the text denies: "no line management", "you will not facilitate groups".

A rule of ours on plain words: it reads no grammar, and can be wrong both ways.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fairpay.description.phrases import Hit
from fairpay.description.text import Word

REACH = 7  # words, as the caveat "words-not-sense" says

_DENIALS = frozenset({"no", "not", "never", "without", "nor", "neither", "cannot"})  # and what ends in n't
# What follows one where nothing is denied: "not limited to", "no fewer than", "not afraid to". "Not only" says that
# there is more: the work is there, and it is not played down.
_MORE = frozenset({"just", "merely", "only", "simply"})
_NOTHING_DENIED = frozenset(
    {
        "afraid",
        "always",
        "doubt",
        "fail",
        "fewer",
        "hesitate",
        "least",
        "less",
        "limited",
        "matter",
        "uncommon",
        "unusual",
    }
)
# With these something else begins: "there is no rota and you plan the sessions", "not alone with people in distress".
_NEXT = frozenset({"alone", "although", "and", "because", "but", "however", "if", "instead", "rather", "so", "then"})
_NEXT |= {"though", "unless", "until", "when", "where", "while", "yet"}
_NONE = (("none",), ("nil",), ("n", "a"), ("not", "applicable"))
_ASKED = frozenset({"applicable", "essential", "expected", "included", "necessary", "needed", "part", "required"})


def with_denials(hits: Iterable[Hit], words: Sequence[Word]) -> list[Hit]:
    """Return the phrases, those marked that the text says are not there.

    A phrase is denied where a denying word ("no", "not", "never", "without" and the like) stands inside
    it or up to `REACH` words before it in its sentence, with no other statement, comma or colon in
    between; where it goes on a list that is denied ("no groups, courses or talks"); and where "none",
    "not required" and the like follow it. Two make a yes: "cannot be done without".
    """
    found = list(hits)
    own = frozenset(hit.first for hit in found if hit.entry.kind == "evidence")  # "without supervision" says much
    denied = _Denied(words, own, set())
    return [hit._replace(denied=denied.tells(hit)) for hit in found]


class _Denied(NamedTuple):
    """The words, where denying words belong to a phrase, and where the phrases end that were denied so far."""

    words: Sequence[Word]
    own: frozenset[int]
    ends: set[int]

    def tells(self, hit: Hit) -> bool:
        """Whether a phrase is denied; phrases are asked about in their order."""
        plays_down = hit.entry.kind != "evidence"
        inside = any(self._denies(at, plays_down) for at in range(hit.first + 1, hit.last + 1))
        if not (inside or self._before(hit.first, plays_down) or self._after(hit.last)):
            return False
        self.ends.add(hit.last)
        return True

    def _before(self, first: int, plays_down: bool) -> bool:
        for at in range(first - 1, max(first - REACH, 0) - 1, -1):
            word, pause = self.words[at], self.words[at + 1].pause
            if word.sentence != self.words[first].sentence:
                return False
            if at in self.ends and pause in ("", ","):
                return True
            if pause or word.said in _NEXT:
                return False
            if self._denies(at, plays_down):
                return not (word.said == "without" and self._before(at, plays_down))
        return False

    def _denies(self, at: int, plays_down: bool) -> bool:
        said = self.words[at].said
        if at in self.own or not (said in _DENIALS or said.endswith("n't")):
            return False
        if any(word.said == "who" for word in self.words[max(at - 2, 0) : at]):  # "people who do not": not the work
            return False
        following = self.words[at + 1].said if at + 1 < len(self.words) else ""
        return plays_down if following in _MORE else following not in _NOTHING_DENIED

    def _after(self, last: int) -> bool:
        rest = self.words[last + 1 : last + 6]
        said = tuple(word.said for word in rest if word.sentence == self.words[last].sentence)
        if said[:1] in _NONE or said[:2] in _NONE:
            return True
        if any(word.pause for word in rest[:2]):
            return False
        return any(
            (word == "not" or word.endswith("n't")) and not _ASKED.isdisjoint(said[at + 1 : at + 4])
            for at, word in enumerate(said[:2])
        )
