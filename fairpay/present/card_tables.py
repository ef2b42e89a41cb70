"""One task under every rate card, as plain data and as lines of text. Unknown is said to be unknown."""

from collections.abc import Iterable, Iterator
from typing import Any

from fairpay import money
from fairpay.all_cards import CardAnswer
from fairpay.errors import N_
from fairpay.present.language import money_text
from fairpay.present.words import Words
from fairpay.ratebook.schema import CardBand, CardStep, OtherTermsRow

# The terms that are put side by side, in this order.
TERMS = {
    "eligibility": N_("Who can be paid"),
    "expenses": N_("Expenses"),
    "minimum_booking": N_("Shortest booking"),
    "cancellation": N_("Cancellation"),
    "payment_time": N_("Days to pay"),
    "payment_route": N_("How it is paid"),
}
COVERS = {"preparation": N_("Preparation paid"), "travel_time": N_("Travel time paid")}
_OTHERS = OtherTermsRow.model_fields.keys()
_AMOUNTS = {
    "GBP/hour": N_("%(amount)s an hour"),
    "GBP/block": N_("%(amount)s for each started block of %(block)s"),
    "GBP/half-day": N_("%(amount)s for each started half-day"),
    "GBP/day": N_("%(amount)s for each started day"),
    "GBP/session": N_("%(amount)s for the session"),
    "GBP/task": N_("%(amount)s for the task"),
}
# Amounts that are paid once, for one meeting of that length.
_ONCE = {
    "GBP/half-day": N_("%(amount)s for a session of up to half a day"),
    "GBP/day": N_("%(amount)s for a session of more than half a day"),
}


def rule(band: CardBand, words: Words) -> str:
    """Say which rule picked an amount: "£75.00 for the session, up to 4 hours"."""
    params = {"amount": band.amount, "block": words.hours(band.block_hours or money.ZERO)}
    said = words.say((_ONCE if band.once else _AMOUNTS)[band.unit], params)
    for bound, inclusive, templates in (
        (band.min_hours, band.min_inclusive, (N_("%(time)s or more"), N_("more than %(time)s"))),
        (band.max_hours, band.max_inclusive, (N_("up to %(time)s"), N_("less than %(time)s"))),
    ):
        if bound is not None:
            said += ", " + words.say(templates[inclusive is False], {"time": words.hours(bound)})
            if inclusive is None:
                said += " " + words.say(N_("(the source does not say which side the boundary is on)"))
    if band.about_hours is not None:
        said += ", " + words.say(N_("about %(time)s"), {"time": words.hours(band.about_hours)})
    return said


def step_label(step: CardStep, words: Words, *, own: bool) -> str:
    """Name a step of a rate card, and say that it is an organisation's own, or may be more by now."""
    label = step.label_cy if words.lang == "cy" else step.label
    return words.marked(label, own=own, rises=any(band.index_rule for band in step.bands))


def covered(answer: CardAnswer, name: str, words: Words) -> str:
    """Say whether a card pays for preparation or travel time: yes, no or not known."""
    said = getattr(answer.card.covers, name)
    return words.say(N_("Not known") if said is None else N_("Yes") if said else N_("No"))


def term(answer: CardAnswer, name: str, words: Words) -> str:
    """Return one of a card's terms in its own words, or that it is not known."""
    return getattr(answer.terms, name) or words.say(N_("Not known"))


def other_label(row: OtherTermsRow, words: Words) -> str:
    """Name those whose usual terms stand beside the cards."""
    return row.label_cy if words.lang == "cy" else row.label


def other_term(row: OtherTermsRow, name: str, words: Words) -> str:
    """Return one of others' usual terms, or that it is not known."""
    return getattr(row, name, None) or words.say(N_("Not known"))


def other_lines(rows: Iterable[OtherTermsRow], words: Words) -> Iterator[str]:
    """Say the terms on which others are usually engaged, on the same matters as the cards'."""
    yield words.say(N_("For comparison: others' usual terms"))
    for row in rows:
        yield other_label(row, words)
        names = (COVERS | TERMS).items()
        yield from (f"  {words.say(name)}: {other_term(row, code, words)}" for code, name in names if code in _OTHERS)


def card_data(answer: CardAnswer, words: Words) -> dict[str, Any]:
    """Return what a card gives as plain data ready for JSON and CSV."""
    card, step, rung = answer.card, answer.step, answer.rung
    return {
        "id": f"{card.id}:{step.id}",
        "organisation": card.organisation,
        "step": step_label(step, words, own=bool(answer.own)),
        "pay_session": f"{rung.pay.session:f}" if rung else None,
        "other_session": f"{rung.alternative.session:f}" if rung and rung.alternative else None,
        "true_hourly": f"{rung.pay.hourly:f}" if rung else None,
        "rule": "; ".join(rule(band, words) for band in answer.bands),
        "why_not": words.error(answer.error) if answer.error else None,
        **{name: getattr(card.covers, name) for name in COVERS},
        **{name: getattr(card.terms, name) for name in TERMS},
        "superseded": answer.superseded,
        "own": answer.own or None,
        "evidence": rung.evidence if rung else card.evidence,
        "caveats": [caveat.code for caveat in rung.caveats] if rung else [],
        "sources": list(card.sources),
    }


def card_lines(answers: Iterable[CardAnswer], words: Words) -> Iterator[str]:
    """Say what every card gives, in the order of the cards; a step that gives nothing says why."""
    for answer in answers:
        if answer.rung is None:
            yield words.error(answer.error) if answer.error else ""
            continue
        pay = answer.rung.pay
        yield words.label(answer.rung.label)
        params = {"session": money_text(pay.session), "hourly": money_text(pay.hourly)}
        said = words.say(N_("%(session)s for the session, %(hourly)s an hour"), params)
        yield f"  {said}  [{'; '.join(rule(band, words) for band in answer.bands)}]"
        yield from (f"  {words.say(name)}: {covered(answer, code, words)}" for code, name in COVERS.items())
        yield from (f"  {words.say(name)}: {term(answer, code, words)}" for code, name in TERMS.items())
        yield from (f"  - {words.caveat(caveat)}" for caveat in answer.rung.caveats)
