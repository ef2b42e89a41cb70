"""The sheets for the person an offer is made to: in plain English, and easier to read."""

from collections.abc import Iterator
from typing import Any

from fairpay import money
from fairpay.checks import Check, checks
from fairpay.comparators import floor
from fairpay.comparators.fee import MORE_THAN_ONCE
from fairpay.errors import N_
from fairpay.present import wording
from fairpay.present.easier import below_legal, easier, staff_rung
from fairpay.present.language import money_text, number_text
from webapp.result import Page

_HOURS = ("preparation", "attendance", "follow_up", "travel", "recovery")
# Things to check, said to the person. What the organisation has to decide is not among them.
RULES = {
    "esa-weekly-limit": N_(
        "If you get Employment and Support Allowance, you can earn at most %(limit)s in any week of permitted work. "
        "One session pays more."
    ),
    "esa-weekly-limit-sessions": N_(
        "If you get Employment and Support Allowance, you can earn at most %(limit)s in any week of permitted work. "
        "Sessions in one week that stay within it: %(sessions)s."
    ),
    "carers-allowance-limit": N_(
        "If you get Carer's Allowance, you can earn at most %(limit)s in a week, after tax and some costs. "
        "One session pays more."
    ),
    "carers-allowance-limit-sessions": N_(
        "If you get Carer's Allowance, you can earn at most %(limit)s in a week, after tax and some costs. "
        "Sessions in one week that stay within it: %(sessions)s."
    ),
    "expenses-apart": N_(
        "If you take part as a service user, money paid back for what you spent does not count as your income."
    ),
    "declining": N_(
        "If you take part as a service user, pay that you do not take does not count as your income. "
        "What you are paid does, vouchers too."
    ),
    "worker-status": N_(
        "By arithmetic, this is below the legal minimum. Whether the law applies turns on whether you are "
        "a worker, not on what the payment is called."
    ),
}
_BENEFITS = ("esa-weekly-limit", "carers-allowance-limit")  # what the codes of checks on benefits start with
_STAFF = N_("Health service staff for work like this (%(label)s)")
_SHORT = N_("For these hours the offer is %(short)s less than health service staff are paid for work like this.")
_NOT_SHORT = N_("For these hours the offer is not less than health service staff are paid for work like this.")
_NOT_BELOW = N_("It is not below the legal minimum for these hours.")
_LONGER = N_("Some hours are not known. If the work takes longer, others would be paid more for it.")
_NOT_COUNTED = N_("%(hours)s, not counted")
_AT_LEAST = N_("at least %(hours)s")


def offer_sheet(page: Page) -> dict[str, Any]:
    """Return what the template of the offer sheet shows: a fee that nobody knows yet is left open."""
    result, task, words = page.result, page.result.task, page.words
    found = [check for check in checks(result, book=page.book) if check.code in RULES]
    rules = {check.code: words.say(RULES[check.code], check.params) for check in found}
    activity = page.book.activities.get(task.activity or "")
    welsh = words.lang == "cy"
    counted = task.hours.counted
    return {
        "title": (activity.title_cy if welsh else activity.title) if activity else "",
        "summary": (activity.summary_cy if welsh else activity.summary) if activity else "",
        "on": words.date(task.on),
        "people": task.people,
        "sessions": task.sessions,
        "hours": _hours(page),
        "counted": words.say(_AT_LEAST, {"hours": counted}) if page.asked.unknown else number_text(counted),
        "unknown": page.asked.unknown,
        "fee_known": page.asked.fee_known,
        "unpaid": page.asked.fee_known and not result.paid.pay.exact_session,
        "offer": words.offer(result),
        "session": money_text(result.paid.pay.session),
        "other": money_text(result.paid.alternative.session) if result.paid.alternative else "",
        "more_than_once": words.caveats(result, MORE_THAN_ONCE),
        "hourly": money_text(result.true_hourly),
        "each": money_text(result.paid_each),
        "others_pay": _others(page),
        "standing": " ".join(_standing(page)),
        "benefits": [text for code, text in rules.items() if code.startswith(_BENEFITS)],
        "rules": rules,
        "sources": _sources(found, page),
        "rates": result.edition,
        "cards": page.links.to("cards"),
        "fee": page.links.to("price", "fee"),
    }


def easier_to_read(page: Page) -> dict[str, Any]:
    """Return what the template of the easier sheet shows."""
    found = checks(page.result, book=page.book)
    return {"parts": easier(page.result, found, page.book, page.words, page.asked.unknown)}


def _hours(page: Page) -> list[tuple[str, str]]:
    """Return every kind of hours with its number, and whether it counts; what there is none of is left out."""
    hours, words, rows = page.result.task.hours, page.words, []
    counts = {"travel": hours.count_travel, "recovery": hours.count_recovery}
    for kind in _HOURS:
        value = getattr(hours, kind)
        if kind in page.asked.unknown:
            rows.append((words.say(wording.STEPS[f"hours.{kind}"]), words.say(N_("Not known: counted as none"))))
        elif value and not counts.get(kind, True):
            rows.append((words.say(wording.STEPS[f"hours.{kind}"]), words.say(_NOT_COUNTED, {"hours": value})))
        elif value:
            rows.append((words.say(wording.STEPS[f"hours.{kind}"]), number_text(value)))
    return rows


def _others(page: Page) -> list[tuple[str, str]]:
    """Return what the floors, and staff at the benchmark, are paid for the same hours."""
    words, result = page.words, page.result
    floors = [result[name] for name in (floor.LEGAL, floor.REAL_LIVING_WAGE) if name in result]
    rows = [(words.label(rung.label), money_text(rung.pay.session)) for rung in floors]
    if (staff := staff_rung(result)) is not None:
        label = words.say(_STAFF, {"label": words.label(staff.label)})
        rows.append((label, money_text(staff.pay.session)))
    return rows


def _standing(page: Page) -> Iterator[str]:
    """Yield how the offer stands beside the pay of staff and the legal minimum."""
    result, say, staff = page.result, page.words.say, staff_rung(page.result)
    if page.asked.fee_known and staff is not None:
        short = money.subtract(staff.pay.session, result.paid.pay.session)
        yield say(_SHORT, {"short": short}) if short > 0 else say(_NOT_SHORT)
    if result.paid.index_rule is not None:
        yield page.words.caveat(result.paid.index_rule)
    elif page.asked.fee_known and floor.LEGAL in result:
        yield say(RULES["worker-status"] if below_legal(result) else _NOT_BELOW)
    if page.asked.unknown:
        yield say(_LONGER)


def _sources(found: list[Check], page: Page) -> list[str]:
    """Return the titles of the sources behind what is said about benefits, expenses, declining and the law."""
    bases = [check.basis for check in found]
    if page.asked.fee_known and below_legal(page.result):
        bases.append(page.book.checks["worker-status"])
    names = dict.fromkeys(source for basis in bases for source in basis.sources)
    return [page.book.sources[name].title for name in names]
