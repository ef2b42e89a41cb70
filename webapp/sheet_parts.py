"""What the sheets of a result share: links between them, of when its figures are, what would change the answer."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from fairpay.comparison import Missing, Result
from fairpay.errors import N_, RateNotFound
from fairpay.present import wording
from fairpay.present.language import money_text
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.targets import targets
from webapp.languages import gettext
from webapp.links import Links

# The same answer for different readers, each at its own address; and another offer beside it.
_VOICES = {
    "result": N_("All of it"),
    "result/lead": N_("For a business case"),
    "result/finance": N_("For finance"),
    "result/offer-sheet": N_("For the person"),
    "result/easier-to-read": N_("Easier to read"),
    "side-by-side": N_("Compare with another offer"),
}
_WITHOUT_SENTENCE = ("result/offer-sheet", "result/easier-to-read")  # which says that a benchmark is missing
_MET, _MORE = N_("Already met"), N_("%(more)s more")
# They stand on the page in easier words too: 15 words at most.
_SCALE = N_("Staff pay here is that of %(start)s to %(end)s.")
_SCALE_IN_FORCE = N_("Staff pay here is that in force from %(start)s.")
_NEWER = N_("There is newer staff pay, from %(day)s. It is not used, because the work is before it.")
_NEWER_UNKNOWN = N_("There is newer staff pay, from %(day)s. It was not known by the day you gave.")
_NO_SCALE = N_("Staff pay on this date is not known here.")
_STALE = N_("Some figures here were due to be checked again before this day. There may be newer ones.")


class Voice(NamedTuple):
    """One of the links. That of the page itself is `here`."""

    text: str
    href: str
    here: bool


class Dated(NamedTuple):
    """Of when the figures are, in words. `last_known`: the address with the last known scale, where that would help."""

    texts: tuple[str, ...]
    last_known: str


class Target(NamedTuple):
    """A comparator, what it is to the result, the least to pay, and what that is above the offer."""

    label: str
    mark: str
    amount: str
    more: str


def voices(links: Links, here: str) -> list[Voice]:
    """Return the links to the other pages of one result."""
    return [Voice(gettext(text), links.to(page), page == here) for page, text in _VOICES.items()]


def dated(result: Result, book: RateBook, words: Words, links: Links, here: str) -> Dated:
    """Return what stands under the sentence: the pay year behind the benchmark, and whether there is a newer one."""
    texts = [*_of_when(result, book, words)]
    if result.benchmark_missing is not None and here in _WITHOUT_SENTENCE:
        texts.insert(0, words.say(_NO_SCALE))
    helps = result.benchmark_missing is not None and any(map(has_scale_before, result.missing))
    return Dated(tuple(texts), links.to(here, last_known_scale="true") if helps else "")


def has_scale_before(item: Missing) -> bool:
    """Whether a scale that is missing could be carried on from the last one before."""
    error = item.error
    return isinstance(error, RateNotFound) and error.code == "scale-not-found" and error.before is not None


def _of_when(result: Result, book: RateBook, words: Words) -> Iterator[str]:
    working = result.working(result.benchmark) if result.benchmark else ()
    salary = next((step.rate for step in working if step.code == "salary.point"), None)
    if salary is not None and (start := salary.period.start) is not None:
        end = salary.period.end
        yield words.say(_SCALE if end else _SCALE_IN_FORCE, {"start": start, "end": end})
        newest = book.series[salary.series][-1].period.start
        if newest is not None and newest > start:
            yield words.say(_NEWER if newest > result.task.on else _NEWER_UNKNOWN, {"day": newest})
    if any(caveat.code == "stale-rate" for caveat in result.caveats):
        yield words.say(_STALE)


def benchmark_label(label: str, words: Words) -> str:
    """Name the comparator that is the benchmark, on a bar."""
    return f"{label} ({words.say(N_('Benchmark'))})"


def grades(found: Collection[str | None], words: Words) -> list[str]:
    """Say what the grades of evidence that a page shows mean, strongest first."""
    return [words.say(text) for grade, text in wording.GRADES.items() if grade in found]


def target_rows(result: Result, words: Words) -> list[Target]:
    """Return what would change the answer, for each comparator that could be met."""
    say = words.say
    return [
        Target(
            words.label(result[target.rung].label),
            say(N_("Benchmark")) if target.rung == result.benchmark else "",
            f"{money_text(target.amount)} {words.per(target.per)}",
            say(_MET) if target.met else say(_MORE, {"more": target.more}),
        )
        for target in targets(result)
    ]
