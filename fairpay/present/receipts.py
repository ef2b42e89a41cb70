"""What came of working a receipt out again, as plain data and as lines of text."""

from typing import Any

from fairpay.errors import N_
from fairpay.present.words import Words
from fairpay.receipt import Difference, Verification


def verification_data(found: Verification) -> dict[str, Any]:
    """Return a verification as plain data ready for JSON."""
    return {
        "holds": found.holds,
        "altered": found.altered,
        "figures": [difference._asdict() for difference in found.figures],
        "rates": [difference._asdict() for difference in found.rates],
    }


def verification_lines(found: Verification, words: Words) -> list[str]:
    """Say whether a receipt holds, and what differs."""
    if found.holds:
        return [words.say(N_("The receipt holds: unaltered, and the rates of today give the same figures."))]
    lines = []
    if found.altered:
        lines.append(words.say(N_("The receipt was altered after fairpay wrote it.")))
    if found.figures:
        lines.append(words.say(N_("Figures that differ:")))
        lines += [_line(difference, words) for difference in found.figures]
    if found.rates:
        lines.append(words.say(N_("Rates that changed since:")))
        lines += [_line(difference, words) for difference in found.rates]
    return lines


def _line(difference: Difference, words: Words) -> str:
    params = {"what": difference.what, "then": difference.then, "now": difference.now}
    return "  " + words.say(N_("%(what)s: then %(then)s, now %(now)s"), params)
