"""Round the table in words: what seats, groups and steps are called, the answer as sentences, what to know."""

from collections.abc import Iterator
from decimal import Decimal

from fairpay import money
from fairpay.caveat import Caveat
from fairpay.errors import N_
from fairpay.meetings import Meeting, Parity, Seat
from fairpay.meetings.pricing import OWN_DAY_RATE
from fairpay.meetings.seats import LIVED, STAFF, Group, Kind
from fairpay.present import wording
from fairpay.present.language import money_text
from fairpay.present.words import Words
from fairpay.working import Step

KINDS: dict[Kind, str] = {
    "fee": N_("Fee"),
    "salary": N_("Salary"),
    "consultant": N_("Consultant"),
    "director": N_("Director"),
    "non-executive": N_("Non-executive director or chair"),
    "unpaid": N_("Unpaid"),
}
GROUPS: dict[Group, str] = {
    "lived-experience": N_("Lived experience"),
    "staff": N_("Staff"),
    "other": N_("Others"),
}
# What each example of the template is called.
EXAMPLES: dict[Kind, str] = {
    "fee": N_("Service users and carers"),
    "salary": N_("Senior managers"),
    "consultant": N_("Facilitator"),
    "director": N_("Chief executive"),
    "non-executive": N_("Chair"),
    "unpaid": N_("Carers who are not paid"),
}
NOTES = (
    N_("An hour here is an hour that counts: attendance, preparation and follow-up, and travel where a seat says so."),
    N_("Pay is what a person gets, before tax. Cost is what the organisation spends for the same hours."),
    N_("Seats have no age: they are held against the legal minimum for adults."),
    N_("Amounts in all are rounded so that they add up: a line can be a penny more or less than rounded alone."),
)
VAT_NOTE = N_("Consultants' prices leave VAT out.")
WHOLE = N_("The whole meeting")
# What the figures of a meeting's working are called, after the name of whose they are.
STEPS = {
    "people": wording.STEPS["task.people"],
    "hours": wording.STEPS["hours.counted"],
    "pay.hourly": wording.STEPS["pay.hourly"],
    "pay.session": wording.STEPS["pay.session"],
    "cost.session": wording.STEPS["cost.session"],
    "pay.total": N_("Pay in all"),
    "cost.total": N_("Cost in all"),
    "weighted": N_("Pay for an hour of all its people"),
    "mean": N_("Mean pay for an hour, each person counting once"),
    "share.people": N_("Share of the people"),
    "share.pay.total": N_("Share of the pay"),
    "share.cost.total": N_("Share of the cost"),
    "ratio": N_("Highest pay for an hour as a multiple of the lowest"),
    "ratio_of_paid": N_("Highest pay for an hour as a multiple of the lowest that is paid anything"),
    "staff_ratio": N_("Mean of staff as a multiple of the mean of lived experience"),
    "pay.target": N_("Pay for the same hours at parity"),
    "pay.gap": N_("More pay for one person"),
    "pay.extra": N_("More pay in all"),
    "cost.target": N_("Cost of the same hours at parity"),
    "cost.gap": N_("More cost for one person"),
    "cost.extra": N_("More cost in all"),
}
_HUNDRED = Decimal(100)


# ---- names -------------------------------------------------------------------------------------------


def seat_name(seat: Seat, words: Words) -> str:
    """Name a seat: by its label, else by what it is paid."""
    return seat.label or paid_as(seat, words)


def paid_as(seat: Seat, words: Words) -> str:
    """Say what a seat is paid: "£150.00 a day", "Band 8a, entry point"."""
    offer = seat.offer
    if seat.kind == "unpaid":
        return words.say(KINDS["unpaid"])
    if offer is None or offer.amount is None or offer.per is None:
        return words.label(seat.rung.label)
    if seat.rung.id == OWN_DAY_RATE:
        return words.say(N_("Consultant, %(amount)s a day"), {"amount": offer.amount})
    return f"{money_text(offer.amount)} {words.per(offer.per)}"


def parity_name(parity: Parity, words: Words) -> str:
    """Name what the seats of lived experience would be raised to."""
    return words.label(parity.label) if parity.seat is None else seat_name(parity.seat, words)


def percent(share: Decimal | None) -> str:
    """Write a share in per cent, to one decimal."""
    return "–" if share is None else f"{money.plain(money.multiply(share, _HUNDRED), 1)}%"


def numbered(number: int, seat: Seat, words: Words) -> str:
    """Name a seat by its number too, because two seats can have the same name."""
    return words.say(N_("Seat %(number)s, %(label)s"), {"number": number, "label": seat_name(seat, words)})


def step_name(step: Step, meeting: Meeting, words: Words) -> str:
    """Name a step of a meeting's working: whose figure it is, and what."""
    owner, _, what = step.code.partition(".")
    if owner == "seat":
        number, _, what = what.partition(".")
        owned_by = numbered(int(number), meeting.seats[int(number) - 1], words)
    elif owner == "all":
        owned_by = words.say(WHOLE)
    elif owner in GROUPS:
        owned_by = words.say(GROUPS[owner])
    else:
        return words.step_name(step)
    return f"{owned_by}: {words.say(STEPS[what])}"


# ---- sentences ---------------------------------------------------------------------------------------


def sentences(meeting: Meeting, words: Words) -> list[str]:
    """Say the whole answer, parity included."""
    return [*answer_sentences(meeting, words), *(parity_sentence(parity, words) for parity in meeting.parity)]


def answer_sentences(meeting: Meeting, words: Words) -> list[str]:
    """Say who is paid most and least, whom the money reaches, and how staff and lived experience compare."""
    return [*_ends(meeting, words), *_shares(meeting, words), *_means(meeting, words)]


def _ends(meeting: Meeting, words: Words) -> Iterator[str]:
    high, low = meeting.highest, meeting.lowest
    params = {
        "highest": seat_name(high, words),
        "lowest": seat_name(low, words),
        "high": high.rung.pay.hourly,
        "low": low.rung.pay.hourly,
        "ratio": f"{meeting.ratio or meeting.ratio_of_paid or 0:f}",
    }
    if not high.rung.pay.exact_hourly:
        yield words.say(N_("Nobody is paid for this meeting."))
    elif high.rung.pay.exact_hourly == low.rung.pay.exact_hourly:
        yield words.say(N_("Every seat at this meeting is paid %(high)s an hour."), params)
    elif meeting.ratio is not None:
        yield words.say(
            N_(
                "The highest paid seat at this meeting (%(highest)s) is paid %(high)s an hour. "
                "The lowest (%(lowest)s) is paid %(low)s. The highest is %(ratio)s times the lowest."
            ),
            params,
        )
    else:
        yield words.say(
            N_(
                "The highest paid seat at this meeting (%(highest)s) is paid %(high)s an hour. "
                "The lowest (%(lowest)s) is paid nothing, so there is no ratio between the two."
            ),
            params,
        )
        if meeting.ratio_of_paid != 1:
            yield words.say(N_("Of those who are paid, the highest gets %(ratio)s times the lowest."), params)


def _shares(meeting: Meeting, words: Words) -> Iterator[str]:
    lived = meeting.parts[LIVED]
    if not lived.people:
        yield words.say(N_("No seat at this meeting is one of lived experience."))
        return
    params = {
        "people": percent(lived.share_of_people),
        "pay": percent(lived.share_of_pay),
        "cost": percent(lived.share_of_cost),
    }
    if lived.share_of_pay is None:
        yield words.say(N_("People with lived experience are %(people)s of the people at the table."), params)
        return
    yield words.say(
        N_(
            "People with lived experience are %(people)s of the people at the table. "
            "What reaches them is %(pay)s of the pay and %(cost)s of the cost of the meeting."
        ),
        params,
    )


def _means(meeting: Meeting, words: Words) -> Iterator[str]:
    staff, lived = (meeting.parts[group].mean_hourly for group in (STAFF, LIVED))
    if staff is None or lived is None:
        return
    params = {"staff": staff, "lived": lived, "ratio": f"{meeting.staff_ratio or 0:f}"}
    if meeting.staff_ratio is None:
        template = N_(
            "Counting each person once, staff are paid %(staff)s an hour on average and people with lived experience "
            "nothing, so there is no ratio between the two."
        )
    else:
        template = N_(
            "Counting each person once, staff are paid %(staff)s an hour on average and people with lived experience "
            "%(lived)s. That is %(ratio)s times as much."
        )
    yield words.say(template, params)


def parity_sentence(parity: Parity, words: Words) -> str:
    """Say what it would take to raise the seats of lived experience."""
    params = {
        "label": parity_name(parity, words),
        "hourly": parity.pay_hourly,
        "people": parity.people,
        "pay": parity.pay,
    }
    if not parity.people:
        template = N_("Every seat of lived experience is paid at least %(hourly)s an hour, as at: %(label)s.")
    elif parity.at == STAFF:
        template = N_(
            "Raising every seat of lived experience to the staff seat that is paid least (%(label)s, %(hourly)s an "
            "hour) would take %(pay)s more in pay for this meeting. How many people it would reach: %(people)s."
        )
    else:
        template = N_(
            "Raising every seat of lived experience to the benchmark that was named (%(label)s, %(hourly)s an "
            "hour) would take %(pay)s more in pay for this meeting. How many people it would reach: %(people)s."
        )
    return words.say(template, params)


def notes(meeting: Meeting, words: Words) -> list[str]:
    """Say how it is counted, and what to know: of the meeting, and of its seats by their names."""
    said = [words.say(note) for note in NOTES]
    if any(seat.kind == "consultant" for seat in meeting.seats):
        said.append(words.say(VAT_NOTE))
    said += [words.caveat(caveat) for caveat in meeting.caveats]
    of_seats: list[tuple[Caveat, list[str]]] = []
    for seat in meeting.seats:
        for caveat in seat.caveats:
            known = next((names for other, names in of_seats if other == caveat), None)
            if known is None:
                of_seats.append((caveat, [seat_name(seat, words)]))
            else:
                known.append(seat_name(seat, words))
    return said + [f"{'; '.join(dict.fromkeys(names))}: {words.caveat(caveat)}" for caveat, names in of_seats]
