"""Check a description: which phrases say what, what it leaves out, and where it says less than the work needs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

from fairpay.caveat import Caveat
from fairpay.description.denial import REACH, with_denials
from fairpay.description.phrases import Finder, Hit
from fairpay.description.text import Text, language_notes, read
from fairpay.errors import Fault, InputError
from fairpay.evaluation import Span, read_levels
from fairpay.rate import weakest
from fairpay.ratebook import RateBook, rates
from fairpay.ratebook.lexicon import LexiconRow

MOST_MARKED = 500  # phrases shown; the levels count them all
_AROUND = 80  # characters shown on each side of a phrase

Kind = Literal["evidence", "plays-down", "question", "denied"]
Verdict = Literal["enough", "less", "nothing", "denied", "plays-down"]


class Marked(NamedTuple):
    """A phrase in the text: its lexicon entry, its kind here, its line, and its words with what stands around them.

    The kind is that of the entry, but for two: "denied", where the text says that it is not part of the
    work, and "question" where a phrase plays work down no lower than this work needs.

    All three texts are plain text out of the description, to be escaped wherever they are shown.
    """

    entry: LexiconRow
    kind: Kind
    line: int
    before: str
    words: str
    after: str


class FactorWording(NamedTuple):
    """What the wording says about one factor.

    `evidence`, `plays_down`, `questions` and `denied` are the entries of the phrases of each kind.
    `suggests` is the highest level that any evidence suggests, else any phrase that plays the work down
    or raises a question; None without. `needs` is the level that the work needs, where that is known.
    The `verdict` is then "less" (what was found stays below it), "plays-down" (another phrase does,
    whatever the evidence), "denied" (nothing was found but what the text says is not part of the
    work), "nothing" (no phrase was found, which does not mean that the text is silent), or "enough".
    `ask` is the entry whose question to ask first; None where there is no cause, and with "denied",
    where the question is whether that is so.
    """

    factor: str
    suggests: int | None
    needs: Span | None
    verdict: Verdict | None
    evidence: tuple[LexiconRow, ...]
    plays_down: tuple[LexiconRow, ...]
    questions: tuple[LexiconRow, ...]
    denied: tuple[LexiconRow, ...]
    ask: LexiconRow | None


class Description(NamedTuple):
    """What the wording of a description says: never about a person, an author or an organisation.

    `marked` are the phrases in their order, `found` how many there are in all, `factors` the sixteen
    factors, `words` the length of the text. The text itself is not kept.
    """

    marked: tuple[Marked, ...]
    found: int
    factors: tuple[FactorWording, ...]
    words: int
    activities: tuple[str, ...]
    evidence: str
    caveats: tuple[Caveat, ...]

    @property
    def unsaid(self) -> tuple[str, ...]:
        """Return the factors for which no phrase was found that is evidence; the text may still speak of them."""
        return tuple(item.factor for item in self.factors if not item.evidence)

    @property
    def falls_short(self) -> bool:
        """Whether less was found than the work needs; where that is not known, whether anything is played down."""
        return any(
            item.verdict != "enough" if item.needs is not None else bool(item.plays_down) for item in self.factors
        )


def check_description(
    text: object,
    *,
    activities: Iterable[str] = (),
    levels: Mapping[str, Any] | None = None,
    book: RateBook | None = None,
) -> Description:
    """Mark what job evaluation reads in a description in English, and hold it against the work.

    What the work needs comes from `activities`, by id (of several the highest level of each factor
    counts, as in job evaluation, and not an average), and from `levels`, which go before those of the
    activities: by factor a level, a range or "unknown", as `evaluate` takes them, for as many factors
    as are known. Words are matched in every form and case, across line ends, within a sentence.

    Raises:
        InputError: the text is empty, too long or not in English, or an activity or level is unknown.
    """
    book = book or rates()
    chosen = (activities,) if isinstance(activities, str) else tuple(activities)
    given, level_faults = read_levels({} if levels is None else levels, book.plan)
    faults = [*_activity_faults(chosen, book), *(fault for fault in level_faults if fault.code != "missing-factor")]
    try:
        description = read(text)
        notes = language_notes(description, book.languages)
    except InputError as error:
        faults += error.faults
    if faults:
        raise InputError(faults)
    needs = _needs(chosen, given, book)
    hits = with_denials(_finder(book).find(description.words), description.words)
    kinds = [_kind(hit, needs) for hit in hits]
    said: dict[tuple[str, Kind], dict[str, LexiconRow]] = {}
    for hit, kind in zip(hits, kinds, strict=True):
        said.setdefault((hit.entry.factor, kind), {})[hit.entry.id] = hit.entry
    entries = [entry for found in said.values() for entry in found.values()]
    return Description(
        marked=tuple(_marked(hit, kind, description) for hit, kind in zip(hits[:MOST_MARKED], kinds, strict=False)),
        found=len(hits),
        factors=tuple(_factor(factor.id, needs.get(factor.id), said, book) for factor in book.plan.factors),
        words=len(description.words),
        activities=chosen,
        evidence=weakest([book.plan.evidence, *(entry.evidence for entry in entries or book.lexicon.values())]),
        caveats=(*_caveats(len(hits), entries, chosen, bool(needs), book), *notes),
    )


@lru_cache(maxsize=2)
def _finder(book: RateBook) -> Finder:
    return Finder(book.lexicon.values(), frozenset(book.languages["en"].words))


def _activity_faults(activities: Sequence[str], book: RateBook) -> Iterator[Fault]:
    choices = ", ".join(book.activities)
    for name in activities:
        if name not in book.activities:
            yield Fault("activities", "unknown-activity", {"value": name, "choices": choices})


def _needs(activities: Sequence[str], given: Mapping[str, Span], book: RateBook) -> dict[str, Span]:
    """Return the level that the work needs, by factor, as far as it is known."""
    needs = {}
    for factor in book.plan.factors:
        if factor.id in given:
            if given[factor.id] != Span(1, len(factor.levels)):  # which says nothing
                needs[factor.id] = given[factor.id]
        elif activities:
            highest = max(book.activities[name].levels[factor.id].level for name in activities)
            needs[factor.id] = Span(highest, highest)
    return needs


def _kind(hit: Hit, needs: Mapping[str, Span]) -> Kind:
    entry = hit.entry
    if hit.denied:
        return "denied"
    if entry.kind == "plays-down" and entry.factor in needs and entry.level_to >= needs[entry.factor].low:
        return "question"
    return entry.kind


def _factor(
    factor: str, needs: Span | None, said: Mapping[tuple[str, Kind], Mapping[str, LexiconRow]], book: RateBook
) -> FactorWording:
    evidence, plays_down, questions, denied = (tuple(said.get((factor, kind), {}).values()) for kind in get_args(Kind))
    suggests = max((entry.level_to for entry in evidence or (*plays_down, *questions)), default=None)
    ask = next(iter(plays_down), None)
    if needs is None:
        return FactorWording(factor, suggests, None, None, evidence, plays_down, questions, denied, ask)
    short = needs.low > (suggests or 1)
    if plays_down and not (short and evidence):
        verdict: Verdict = "plays-down"
    elif not short:
        verdict = "enough"
    elif suggests is not None:
        verdict = "less"
    else:
        verdict = "denied" if denied else "nothing"
    if ask is None and verdict in ("less", "nothing"):
        ask = _asks_about(factor, needs.low, book)
    return FactorWording(factor, suggests, needs, verdict, evidence, plays_down, questions, denied, ask)


def _asks_about(factor: str, level: int, book: RateBook) -> LexiconRow | None:
    """Return the first entry whose phrases would be evidence for a level of a factor."""
    return next(
        (
            entry
            for entry in book.lexicon.values()
            if entry.factor == factor and entry.kind == "evidence" and entry.level_from <= level <= entry.level_to
        ),
        None,
    )


def _marked(hit: Hit, kind: Kind, text: Text) -> Marked:
    first, last = text.words[hit.first], text.words[hit.last]
    return Marked(hit.entry, kind, text.line(first.start), *text.around(first, last, _AROUND))


def _caveats(
    found: int, entries: Sequence[LexiconRow], activities: Sequence[str], held: bool, book: RateBook
) -> Iterator[Caveat]:
    yield Caveat("words-not-sense", {"reach": REACH})
    used = entries or book.lexicon.values()  # where nothing was found, any of them could have been
    yield Caveat("lexicon-evidence", {"evidence": weakest(entry.evidence for entry in used)})
    yield Caveat("plan-evidence", {"evidence": book.plan.evidence})
    if held:
        yield Caveat("not-every-factor", {})
    if activities:
        yield Caveat("activity-levels", {"evidence": weakest(book.activities[name].evidence for name in activities)})
    if len(activities) > 1:
        yield Caveat("highest-of-activities", {})
    if found > MOST_MARKED:
        yield Caveat("more-phrases", {"shown": MOST_MARKED, "found": found})
