"""What came of working a receipt out again, as plain data and as lines of text."""

from collections.abc import Iterator, Sequence
from typing import Any

from fairpay.errors import N_
from fairpay.present.words import Words
from fairpay.receipt import Difference, Verification

_MOST = 10  # differences that are listed
QUESTION_ALTERED = N_(
    "Its question and its figures are not of the same comparators: what it asks was changed, or figures were "
    "added or taken out."
)


def verification_data(found: Verification) -> dict[str, Any]:
    """Return a verification as plain data ready for JSON."""
    return {
        "holds": found.holds,
        "altered": found.altered,
        "question_altered": found.question_altered,
        "figures": [difference._asdict() for difference in found.figures],
        "rates": [difference._asdict() for difference in found.rates],
    }


def verification_lines(found: Verification, words: Words) -> list[str]:
    """Say whether a receipt holds, and what differs: the first of the figures and of the rates, and how many."""
    if found.holds:
        return [words.say(N_("The receipt holds: unaltered, and the rates of today give the same figures."))]
    lines = []
    if found.altered:
        lines.append(words.say(N_("The receipt was altered after fairpay wrote it.")))
    if found.question_altered:
        lines.append(words.say(QUESTION_ALTERED))
    lines += _listed(N_("Figures that differ: %(count)s"), found.figures, words)
    lines += _listed(N_("Rates that changed since: %(count)s"), found.rates, words)
    return lines


def _listed(head: str, differences: Sequence[Difference], words: Words) -> Iterator[str]:
    if differences:
        yield words.say(head, {"count": len(differences)})
        yield from (_line(difference, words) for difference in differences[:_MOST])
    if len(differences) > _MOST:
        yield "  " + words.say(N_("The first %(shown)s are listed; --format json lists all."), {"shown": _MOST})


def _line(difference: Difference, words: Words) -> str:
    params = {"what": difference.what, "then": difference.then, "now": difference.now}
    return "  " + words.say(N_("%(what)s: then %(then)s, now %(now)s"), params)
