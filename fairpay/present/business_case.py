"""What to say in a business case: short paragraphs with their figures and sources, ready to paste."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from fairpay.comparators import floor
from fairpay.comparison import Result
from fairpay.errors import N_
from fairpay.present.language import money_text, number_text
from fairpay.present.words import Words
from fairpay.rate import Rate
from fairpay.ratebook import RateBook
from fairpay.targets import target

# What people with lived experience said the same work costs when it is bought in.
_BOUGHT_IN = ("consultancy.organisational-change", "consultancy.director-level")
_TO_MEET = N_("To meet the benchmark the offer would have to be at least %(fee)s.")
_TO_MEET_COST = N_("To meet what the benchmark costs the organisation, the offer would have to be at least %(fee)s.")
_IN_ALL = N_(
    "In all (people: %(people)s, sessions: %(sessions)s) the offer comes to %(paid)s and the benchmark to %(total)s."
)
_IN_ALL_COST = N_(
    "In all (people: %(people)s, sessions: %(sessions)s) the offer comes to %(paid)s, "
    "and the benchmark costs the organisation %(total)s."
)
# The figure that a comparator starts from; what is added to it has its sources in the working.
_STARTS = ("salary.point", "floor.rate", "day.rate", "fee.annual", "pay.card.amount")


class Origin(NamedTuple):
    """Where the figure comes from that a comparator starts from."""

    label: str
    rate: Rate


def paragraphs(result: Result, book: RateBook, words: Words, unknown: Collection[str] = ()) -> list[str]:
    """Return the paragraphs in the order of a case: the work, the offer, what others are paid, what would meet it.

    `unknown` are the kinds of hours that nobody could say.
    """
    parts = (_work(result, book, words, unknown), _offer(result, words, unknown), _benchmark(result, words))
    said = [" ".join(part) for part in (*parts, _others(result, words), _change(result, words))]
    limit = N_("No figure here is a maximum. They say what other work is paid, not what this work may be paid.")
    return [*filter(None, said), words.say(limit)]


def origins(result: Result, words: Words) -> list[Origin]:
    """Return where the figures of those paragraphs come from, one for each comparator."""
    names = (result.paid.id, result.benchmark, *_floors(result), *_bought_in(result))
    rungs = [result[name] for name in dict.fromkeys(names) if name is not None]
    return [
        Origin(words.label(rung.label), step.rate)
        for rung in rungs
        for step in rung.working
        if step.code in _STARTS and step.rate is not None
    ]


def _floors(result: Result) -> list[str]:
    return [name for name in (floor.LEGAL, floor.REAL_LIVING_WAGE) if name in result]


def _bought_in(result: Result) -> list[str]:
    return [name for name in dict.fromkeys((*result.beside, *_BOUGHT_IN)) if name in result]


def _work(result: Result, book: RateBook, words: Words, unknown: Collection[str]) -> Iterator[str]:
    task = result.task
    activity = book.activities.get(task.activity or "")
    if activity is not None:
        welsh = words.lang == "cy"
        title, summary = activity.title, activity.summary
        if welsh:
            title, summary = activity.title_cy, activity.summary_cy
        yield words.say(N_("The work: %(title)s. %(summary)s"), {"title": title, "summary": summary})
    yield words.say(
        N_("Date of the work: %(on)s. Nation: %(nation)s."),
        {"on": task.on, "nation": task.nation},
    )
    hours = {
        kind: words.say(N_("not known")) if kind in unknown else number_text(getattr(task.hours, kind))
        for kind in ("attendance", "preparation", "follow_up")
    }
    yield words.say(
        N_(
            "Hours for one person and one session: attendance %(attendance)s, preparation %(preparation)s, "
            "follow-up %(follow_up)s."
        ),
        hours,
    )


def _offer(result: Result, words: Words, unknown: Collection[str]) -> list[str]:
    """Say the answer; that nothing was chosen to hold it against is no sentence for a business case."""
    said = words.sentence(result, unknown)
    return said[:-1] if result.verdict == "no-benchmark" and result.benchmark_missing is None else said


def _benchmark(result: Result, words: Words) -> Iterator[str]:
    if result.evaluation is not None and result.evaluation.band is not None:
        band = words.say(N_("Band %(band)s"), {"band": result.evaluation.band})
        yield words.say(N_("By the 16 factors of job evaluation, this kind of work falls in %(band)s."), {"band": band})
    yield from (words.caveat(caveat) for caveat in result.caveats if caveat.code == "indicative")
    if result.benchmark is None:
        return
    rung = result[result.benchmark]
    if rung.cost is not rung.pay:
        template = N_(
            "Staff at %(label)s are paid %(pay)s for the same hours, and cost the employer %(cost)s "
            "with National Insurance, pension, levy and paid leave."
        )
        params = {"label": words.label(rung.label), "pay": rung.pay.session, "cost": rung.cost.session}
        yield words.say(template, params)


def _others(result: Result, words: Words) -> Iterator[str]:
    """Say what the same hours come to at the floors and where the work is bought in."""
    for names, template in (
        (_floors(result), N_("The floors for the same hours are these. %(others)s.")),
        (_bought_in(result), N_("Other pay for the same hours, without VAT, is this. %(others)s.")),
    ):
        others = [f"{words.label(result[name].label)}: {money_text(result[name].pay.session)}" for name in names]
        if others:
            yield words.say(template, {"others": "; ".join(others)})


def _change(result: Result, words: Words) -> Iterator[str]:
    if result.benchmark is None:
        return
    wanted, in_cost = target(result, result.benchmark), result.basis == "cost"
    if not wanted.met:
        fee = f"{money_text(wanted.amount)} {words.per(wanted.per)}"
        yield words.say(_TO_MEET_COST if in_cost else _TO_MEET, {"fee": fee})
    task = result.task
    if task.people * task.sessions > 1:
        template = _IN_ALL_COST if in_cost else _IN_ALL
        total = result[result.benchmark].amounts(result.basis).total
        numbers = {"people": f"{task.people:,}", "sessions": f"{task.sessions:,}"}
        yield words.say(template, numbers | {"paid": result.paid.pay.total, "total": total})
