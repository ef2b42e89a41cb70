"""An offer in words that are easier to read: one idea a sentence, 15 words at most, no abbreviations.

The rules are those of accessible information: short sentences, numbers as numerals, a picture to
each part. It is called "easier to read" and nothing else until people with learning disabilities
have tested it. Figures are pay to the person, whatever basis the result is in.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import NamedTuple

from fairpay import money
from fairpay.checks import Check
from fairpay.comparators import floor
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
_NOT_COUNTED = {
    "travel": N_("Travel is not counted as work here."),
    "recovery": N_("Rest is not counted as work here."),
}
_BENEFITS = {
    "esa-weekly-limit": N_("Do you get Employment and Support Allowance?"),
    "carers-allowance-limit": N_("Do you get Carer's Allowance?"),
}
_SESSIONS = "-sessions"  # ends the code of a check that it takes several sessions to reach
_LESS, _NOT_LESS = N_("Your pay is less than that."), N_("Your pay is not less than that.")


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

    `checks` are those of the result; `unknown` are the kinds of hours that nobody could say.
    """
    say = words.say

    def part(picture: str, heading: str, sentences: Iterator[str], *blanks: str) -> Part:
        return Part(picture, say(heading), tuple(sentences), tuple(map(say, blanks)))

    return (
        part("work", N_("The work"), _work(result, book, words)),
        part("time", N_("Your time"), _time(result, words, unknown)),
        part("money", N_("Your pay"), _pay(result, words)),
        part("compare", N_("Other pay"), _other_pay(result, words)),
        part("calendar", N_("When you are paid"), _when(words), N_("The date:"), N_("How:")),
        part("travel", N_("Money you spend"), _expenses(words), N_("You get back:")),
        part("no", N_("You can say no"), _choice(words)),
        part("benefits", N_("If you get benefits"), _benefits(checks, words)),
        part("ask", N_("Who you can ask"), _ask(words), N_("Name:"), N_("Phone or email:")),
    )


def staff_rung(result: Result) -> Rung | None:
    """Return the benchmark where it is the pay of staff and of one band only.

    The lowest of several bands is no answer to what staff get for work like this.
    """
    if result.benchmark is None or any(caveat.code == "band-range" for caveat in result.caveats):
        return None
    rung = result[result.benchmark]
    return rung if rung.kind == "afc" else None


def _hours(hours: Decimal, words: Words) -> str:
    return words.say(N_("1 hour") if hours == 1 else N_("%(hours)s hours"), {"hours": hours})


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
    yield words.say(N_("It is on %(on)s."), {"on": task.on})
    if task.sessions > 1:
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
            yield words.say(template, {"time": _hours(value, words)})
            if not counts.get(kind, True):
                yield words.say(_NOT_COUNTED[kind])
    yield words.say(N_("That is %(time)s of work each time."), {"time": _hours(hours.counted, words)})


def _pay(result: Result, words: Words) -> Iterator[str]:
    pay = result.paid.pay
    if not pay.exact_session:
        yield words.say(N_("You get no money for this work."))
        return
    yield words.say(N_("You get %(session)s each time."), {"session": pay.session})
    if result.paid.alternative is not None:
        yield words.say(N_("Or it is %(session)s each time."), {"session": result.paid.alternative.session})
        yield words.say(N_("The rules do not say which."))
    yield words.say(N_("That is %(hourly)s for each hour of work."), {"hourly": pay.hourly})
    if result.task.sessions > 1:
        yield words.say(N_("That is %(each)s in all."), {"each": result.paid_each})


def _other_pay(result: Result, words: Words) -> Iterator[str]:
    paid = result.paid.pay.exact_session
    if floor.LEGAL in result:
        legal = result[floor.LEGAL].pay
        yield words.say(N_("The lowest legal pay for these hours is %(legal)s."), {"legal": legal.session})
        below = result.verdict == "below-minimum-wage"
        yield words.say(_LESS if below else _NOT_LESS)
        if below:
            yield words.say(N_("The law does not cover all work like this."))
            yield words.say(N_("Ask an adviser if it covers you."))
    if (staff := staff_rung(result)) is not None:
        yield words.say(N_("Health service staff do work like this."))
        yield words.say(N_("They get %(staff)s for these hours."), {"staff": staff.pay.session})
        yield words.say(_LESS if money.is_below(paid, staff.pay.exact_session) else _NOT_LESS)


def _when(words: Words) -> Iterator[str]:
    yield words.say(N_("Ask when you get the money."))
    yield words.say(N_("Ask how you get the money."))


def _expenses(words: Words) -> Iterator[str]:
    yield words.say(N_("You may spend money to take part."))
    yield words.say(N_("For example, on a bus or on food."))
    yield words.say(N_("Ask who pays this back."))
    yield words.say(N_("It is not part of your pay."))


def _choice(words: Words) -> Iterator[str]:
    yield words.say(N_("You do not have to do this work."))
    yield words.say(N_("You can ask for less money."))
    yield words.say(N_("You can ask for no money."))
    yield words.say(N_("You do not have to say why."))


def _benefits(checks: Collection[Check], words: Words) -> Iterator[str]:
    yield words.say(N_("Pay may change your benefits."))
    for check in checks:
        benefit = _BENEFITS.get(check.code.removesuffix(_SESSIONS))
        if benefit is None:
            continue
        yield words.say(benefit)
        yield words.say(N_("Then you can earn up to %(limit)s in 1 week."), {"limit": check.params["limit"]})
        if check.code.endswith(_SESSIONS):
            yield words.say(N_("You stay within it if you work %(times)s a week."), {"times": _times(check, words)})
        else:
            yield words.say(N_("You earn more than that if you do this work."))
    yield words.say(N_("Ask an adviser before you say yes."))
    yield words.say(N_("This sheet is not advice."))


def _ask(words: Words) -> Iterator[str]:
    yield words.say(N_("You can ask about anything here."))
