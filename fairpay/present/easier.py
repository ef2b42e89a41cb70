"""An offer in words that are easier to read: one idea a sentence, 15 words at most, no abbreviations.

The rules are those of accessible information: short sentences, numbers as numerals, a picture to
each part. It is called "easier to read" and nothing else until people with learning disabilities
have tested it. Figures are pay to the person, whatever basis the result is in.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from fairpay import money
from fairpay.benchmark import BAND_OPEN
from fairpay.checks import Check
from fairpay.comparators import floor
from fairpay.comparators.fee import MORE_THAN_ONCE
from fairpay.comparators.rung import Rung
from fairpay.comparison import Result
from fairpay.errors import N_
from fairpay.present.words import Words
from fairpay.ratebook import RateBook

# Kinds of work in easier words. One that is not here is called by its title.
ACTIVITIES = {
    "share-views": N_("You say what you think about care."),
    "review-documents": N_("You read something and say if it works."),
    "tell-your-story": N_("You tell people your story."),
    "recruitment-panel": N_("You help to choose a new member of staff."),
    "peer-support-session": N_("You support people who use a service."),
    "co-facilitate-workshop": N_("You help to run a workshop."),
    "deliver-training": N_("You train staff or students."),
    "committee-member": N_("You are a member of a committee."),
    "peer-research": N_("You help to do research."),
    "co-produce-service": N_("You help to plan a service."),
    "advise-project": N_("You give advice to a project."),
    "chair-group": N_("You lead the meetings of a group."),
    "lead-organisational-change": N_("You help an organisation to change how it works."),
    "director-level-advice": N_("You give advice to the leaders of an organisation."),
}
_HOURS = {
    "preparation": N_("Getting ready takes %(time)s."),
    "attendance": N_("Taking part takes %(time)s."),
    "follow_up": N_("Work after it takes %(time)s."),
    "travel": N_("Travel takes %(time)s."),
    "recovery": N_("Rest after it takes %(time)s."),
}
_NOT_KNOWN = {
    "preparation": N_("We do not know how long getting ready takes."),
    "follow_up": N_("We do not know how long work after it takes."),
}
_COUNTED, _COUNTED_AT_LEAST = (
    N_("That is %(time)s of work each time."),
    N_("That is at least %(time)s of work each time."),
)
_HOURLY, _HOURLY_AT_MOST = (
    N_("That is %(hourly)s for each hour of work."),
    N_("That is at most %(hourly)s for each hour of work."),
)
_LEGAL, _LEGAL_AT_LEAST = (
    N_("The lowest legal pay for these hours is %(legal)s."),
    N_("The lowest legal pay is at least %(legal)s."),
)
_STAFF, _STAFF_AT_LEAST = N_("They get %(staff)s for these hours."), N_("They get at least %(staff)s.")
_NOT_COUNTED = {
    "travel": N_("Travel is not counted as work here."),
    "recovery": N_("Rest is not counted as work here."),
}
_BENEFITS = {
    "esa-weekly-limit": N_("Do you get Employment and Support Allowance?"),
    "carers-allowance-limit": N_("Do you get Carer's Allowance?"),
}
_AFTER_TAX = "carers-allowance-limit"  # a limit on what is left after tax and some costs
_SESSIONS = "-sessions"  # ends the code of a check that it takes several sessions to reach
_LESS, _NOT_LESS = N_("You get less than that."), N_("You do not get less than that.")
# Parts that unpaid work has no use for.
_PAID_ONLY = ("calendar", "benefits")


class Part(NamedTuple):
    """One part of the sheet: its picture, heading and sentences, and lines to fill in by pen."""

    picture: str
    heading: str
    sentences: tuple[str, ...]
    blanks: tuple[str, ...] = ()


def easier(
    result: Result, checks: Collection[Check], book: RateBook, words: Words, unknown: Collection[str] = ()
) -> tuple[Part, ...]:
    """Return an offer part by part, for the person it is made to.

    `checks` are those of the result; `unknown` are the kinds of hours that nobody could say. Then what
    the hours come to is at least, and the pay for each of them at most, what is known.
    """
    say, paid = words.say, bool(result.paid.pay.exact_session)

    def part(picture: str, heading: str, sentences: Iterator[str], *blanks: str) -> Part:
        return Part(picture, say(heading), tuple(sentences), tuple(map(say, blanks)))

    parts = (
        part("work", N_("The work"), _work(result, book, words)),
        part("time", N_("Your time"), _time(result, words, unknown)),
        part("money", N_("Your pay"), _pay(result, words, unknown)),
        part("compare", N_("Other pay"), _other_pay(result, words, unknown)),
        part("calendar", N_("When you are paid"), _when(words), N_("The date:"), N_("How:")),
        part("travel", N_("Money you spend"), _expenses(words, paid=paid), N_("You get back:")),
        part("no", N_("You can say no"), _choice(words, paid=paid)),
        part("benefits", N_("If you get benefits"), _benefits(checks, words)),
        part("ask", N_("Who you can ask"), _ask(words), N_("Name:"), N_("Phone or email:")),
    )
    return tuple(part for part in parts if paid or part.picture not in _PAID_ONLY)


def staff_rung(result: Result) -> Rung | None:
    """Return the benchmark where it is the pay of staff and of one band only.

    The lowest of several bands is no answer to what staff get for work like this.
    """
    if result.benchmark is None or any(caveat.code in BAND_OPEN for caveat in result.caveats):
        return None
    rung = result[result.benchmark]
    return rung if rung.kind == "afc" else None


def below_legal(result: Result) -> bool:
    """Return whether the offer is below the legal minimum for the hours that are known, by arithmetic."""
    return result.verdict == "below-minimum-wage"


def _below(result: Result, rung: Rung) -> bool:
    return money.is_below(result.paid.pay.exact_session, rung.pay.exact_session)


def _times(check: Check, words: Words) -> str:
    within = check.params["sessions"]
    return words.say(N_("1 time") if within == 1 else N_("%(times)s times"), {"times": str(within)})


def _work(result: Result, book: RateBook, words: Words) -> Iterator[str]:
    task = result.task
    activity = book.activities.get(task.activity or "")
    yield words.say(N_("You are asked to do some work."))
    if activity is not None and activity.id in ACTIVITIES:
        yield words.say(ACTIVITIES[activity.id])
    elif activity is not None:
        title = activity.title_cy if words.lang == "cy" else activity.title
        yield words.say(N_("It is called: %(title)s."), {"title": title})
    if task.sessions == 1:
        yield words.say(N_("It is on %(on)s."), {"on": task.on})
    else:
        yield words.say(N_("The first time is on %(on)s."), {"on": task.on})
        yield words.say(N_("You do it %(times)s times."), {"times": f"{task.sessions:,}"})
    if task.people > 1:
        yield words.say(N_("%(people)s people are asked."), {"people": f"{task.people:,}"})


def _time(result: Result, words: Words, unknown: Collection[str]) -> Iterator[str]:
    hours = result.task.hours
    counts = {"travel": hours.count_travel, "recovery": hours.count_recovery}
    for kind, template in _HOURS.items():
        if kind in unknown:
            yield words.say(_NOT_KNOWN[kind])
        elif value := getattr(hours, kind):
            yield words.say(template, {"time": words.hours(value)})
            if not counts.get(kind, True):
                yield words.say(_NOT_COUNTED[kind])
    yield words.say(_COUNTED_AT_LEAST if unknown else _COUNTED, {"time": words.hours(hours.counted)})


def _pay(result: Result, words: Words, unknown: Collection[str]) -> Iterator[str]:
    pay = result.paid.pay
    if not pay.exact_session:
        yield words.say(N_("You get no money for this work."))
        return
    yield words.say(N_("You get %(session)s each time."), {"session": pay.session})
    for caveat in result.caveats:
        if caveat.code in MORE_THAN_ONCE:
            yield words.say(N_("The work is longer than %(length)s hours."), caveat.params)
            yield words.say(N_("So the fee is counted %(times)s times."), caveat.params)
            yield words.say(N_("Ask if that is right."))
    if result.paid.alternative is not None:
        yield words.say(N_("Or it is %(session)s each time."), {"session": result.paid.alternative.session})
        yield words.say(N_("The rules do not say which."))
    if result.paid.index_rule is not None:
        yield words.say(N_("It may be more by now. Ask how much it is."))
    yield words.say(_HOURLY_AT_MOST if unknown else _HOURLY, {"hourly": pay.hourly})
    if result.task.sessions > 1:
        yield words.say(N_("That is %(each)s in all."), {"each": result.paid_each})


def _other_pay(result: Result, words: Words, unknown: Collection[str]) -> Iterator[str]:
    if floor.LEGAL in result:
        legal = result[floor.LEGAL]
        yield words.say(_LEGAL_AT_LEAST if unknown else _LEGAL, {"legal": legal.pay.session})
        yield from _beside(result, legal, words, unknown)
        if below_legal(result):
            yield words.say(N_("The law does not cover all work like this."))
            yield words.say(N_("Ask an adviser if it covers you."))
    if (staff := staff_rung(result)) is not None:
        yield words.say(N_("Health service staff do work like this."))
        yield words.say(_STAFF_AT_LEAST if unknown else _STAFF, {"staff": staff.pay.session})
        yield from _beside(result, staff, words, unknown)


def _beside(result: Result, rung: Rung, words: Words, unknown: Collection[str]) -> Iterator[str]:
    below = _below(result, rung)
    if below and result.paid.index_rule is not None:
        yield words.say(N_("We do not know if you get less than that."))
        return
    yield words.say(_LESS if below else _NOT_LESS)
    if unknown and not below:
        yield words.say(N_("That may change if the work takes longer."))


def _when(words: Words) -> Iterator[str]:
    yield words.say(N_("Ask when you get the money."))
    yield words.say(N_("Ask how you get the money."))


def _expenses(words: Words, *, paid: bool) -> Iterator[str]:
    yield words.say(N_("You may spend money to take part."))
    yield words.say(N_("For example, on a bus or on food."))
    yield words.say(N_("Ask who pays this back."))
    if paid:
        yield words.say(N_("It is not part of your pay."))


def _choice(words: Words, *, paid: bool) -> Iterator[str]:
    yield words.say(N_("You do not have to do this work."))
    if paid:
        yield words.say(N_("You can ask for less money."))
        yield words.say(N_("You can ask for no money."))
    yield words.say(N_("You do not have to say why."))


def _benefits(checks: Collection[Check], words: Words) -> Iterator[str]:
    yield words.say(N_("Pay may change your benefits."))
    for check in checks:
        code = check.code.removesuffix(_SESSIONS)
        if code not in _BENEFITS:
            continue
        yield words.say(_BENEFITS[code])
        yield words.say(N_("Then you can earn up to %(limit)s in 1 week."), {"limit": check.params["limit"]})
        if code == _AFTER_TAX:
            yield words.say(N_("That is after tax and some costs."))
        if check.code.endswith(_SESSIONS):
            yield words.say(N_("You stay within it if you work %(times)s a week."), {"times": _times(check, words)})
        else:
            yield words.say(N_("This work pays more than that each time, before tax."))
    yield words.say(N_("Ask an adviser before you say yes."))
    yield words.say(N_("This sheet is not advice."))


def _ask(words: Words) -> Iterator[str]:
    yield words.say(N_("You can ask about anything here."))
