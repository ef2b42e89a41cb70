"""The working of a rung, step by step, with what is known of every rate in it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from fairpay import money
from fairpay.comparators.rung import Rung
from fairpay.errors import N_
from fairpay.present import wording
from fairpay.present.language import money_text, number_text
from fairpay.present.words import Words
from fairpay.rate import Rate
from fairpay.ratebook import RateBook
from fairpay.ratebook.schema import CheckRow
from fairpay.working import Step, Working

_MOST_REMEMBERED = 4_000
_HUNDRED = Decimal(100)
_IN_FORCE = N_("In force from %(start)s to %(end)s.")
_STILL_IN_FORCE = N_("In force from %(start)s.")
_KNOWN = N_("Known from %(day)s.")
_EVIDENCE = N_("Evidence: %(grade)s.")


class Source(NamedTuple):
    """Where a rate was read."""

    title: str
    url: str | None


class Said(NamedTuple):
    """What is known of a rate. `place` and `undated` exist in English only."""

    sources: tuple[Source, ...]
    place: str
    undated: str
    about: str


class Line(NamedTuple):
    """One step in words and figures.

    `sum` is empty for a figure that was read, given or taken over; `share` is a fraction in per
    cent; `shown` is the value in pence, where that is another figure.
    """

    name: str
    sum: str
    value: str
    share: str
    shown: str
    rate: Said | None


class Workings:
    """Says the steps of rungs.

    The rungs of a ladder, and the ladders of a day and place, share most of their steps as the
    same objects. Each is said once, and remembered by its identity; it stays alive with its line.
    """

    def __init__(self, book: RateBook, words: Words) -> None:
        self.book, self.words = book, words
        self._said: dict[int, tuple[Step, Line]] = {}

    def of(self, rung: Rung) -> list[Line]:
        """Return the steps of a rung."""
        if len(self._said) > _MOST_REMEMBERED:
            self._said = {}
        lines: dict[str, Line] = {}
        for step in rung.working:  # every step comes after its inputs
            known = self._said.get(id(step))
            if known is None:
                known = self._said[id(step)] = step, self._line(step, lines)
            lines[step.code] = known[1]
        return list(lines.values())

    def _line(self, step: Step, earlier: Mapping[str, Line]) -> Line:
        return _line(step, self.words.step_name(step), earlier, self.book, self.words)


@lru_cache(maxsize=4)
def workings(book: RateBook, words: Words) -> Workings:
    """Return the one that remembers, for a rate book and a language."""
    return Workings(book, words)


def lines_of(working: Working, name: Callable[[Step], str], book: RateBook, words: Words) -> list[Line]:
    """Return the steps of a working that has names of its own for them."""
    lines: dict[str, Line] = {}
    for step in working:  # every step comes after its inputs
        lines[step.code] = _line(step, name(step), lines, book, words)
    return list(lines.values())


def _line(step: Step, name: str, earlier: Mapping[str, Line], book: RateBook, words: Words) -> Line:
    value, shown = _figures(step, words)
    worked_out = len(step.inputs) > 1 or step.op == "round_up"
    return Line(
        name=name,
        sum=words.sum_of(step, [earlier[code].value for code in step.inputs]) if worked_out else "",
        value=value,
        share=f"{number_text(money.multiply(step.value, _HUNDRED))}%" if step.unit == "fraction" else "",
        shown=shown,
        rate=said(step.rate, book, words) if step.rate is not None else None,
    )


def _figures(step: Step, words: Words) -> tuple[str, str]:
    """Return the figure of a step, and the same in pence where that is another one."""
    if step.unit.startswith("GBP") and (pence := money.pence(step.value)) != step.value:
        return f"£{number_text(step.value)}", money_text(pence)
    return words.step_value(step), ""


def said(rate: Rate | CheckRow, book: RateBook, words: Words) -> Said:
    """Return where a rate or a rule comes from, since when it holds, and how good the evidence is."""
    period, about = rate.period, []
    if period.start is not None:
        template = _IN_FORCE if period.end is not None else _STILL_IN_FORCE
        about.append(words.say(template, {"start": period.start, "end": period.end}))
    if rate.known_from is not None:
        about.append(words.say(_KNOWN, {"day": rate.known_from}))
    about.append(words.say(_EVIDENCE, {"grade": words.say(wording.GRADE_NAMES[rate.evidence])}))
    sources = tuple(Source(book.sources[name].title, book.sources[name].url) for name in rate.sources)
    return Said(sources, rate.place, rate.undated or "", " ".join(about))
