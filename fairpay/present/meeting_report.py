"""Round the table as text for a terminal, as CSV for a spreadsheet and as data ready for JSON."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from fairpay import money
from fairpay.caveat import Caveat
from fairpay.comparators.rung import Amounts
from fairpay.errors import N_
from fairpay.meetings import Meeting, Parity, Part, Seat
from fairpay.present.document import caveat_data, step_data
from fairpay.present.language import money_text, number_text
from fairpay.present.meeting_words import (
    GROUPS,
    WHOLE,
    notes,
    numbered,
    paid_as,
    parity_name,
    percent,
    seat_name,
    sentences,
    step_name,
)
from fairpay.present.report import working_lines
from fairpay.present.words import Words, words_in
from fairpay.ratebook import RateBook
from fairpay.tables.writing import csv_text
from fairpay.working import Working

_BAR = Decimal(24)  # signs of the longest bar on a terminal


def text(meeting: Meeting, book: RateBook, lang: str = "en") -> str:
    """Return the answer, the seats with a bar each, the groups, parity, the notes and the working."""
    return "\n".join(_lines(meeting, book, words_in(lang))) + "\n"


def _lines(meeting: Meeting, book: RateBook, words: Words) -> Iterator[str]:
    yield from sentences(meeting, words)
    yield ""
    yield from _seat_lines(meeting, words)
    yield ""
    yield from _part_lines(meeting, words)
    for parity in meeting.parity:
        yield ""
        yield from _parity_lines(parity, words)
    yield ""
    yield words.say(N_("What to know about these figures"))
    yield from (f"  - {note}" for note in notes(meeting, words))
    yield ""
    yield words.say(N_("Working"))
    for number, seat in enumerate(meeting.seats, start=1):
        yield ""
        yield f"{numbered(number, seat, words)}: {paid_as(seat, words)} ({seat.rung.id})"
        yield from _steps(seat.rung.working, meeting, book, words)
    yield ""
    yield words.say(WHOLE)
    yield from _steps(meeting.working, meeting, book, words)
    for parity in meeting.parity:
        yield ""
        yield words.say(N_("Parity at %(label)s"), {"label": parity_name(parity, words)})
        yield from _steps(parity.working, meeting, book, words)
    yield ""
    yield words.say(N_("Rates: edition %(edition)s. All figures are indicative."), {"edition": meeting.edition})


def _columns(rows: Sequence[tuple[str, Sequence[str]]], tails: Sequence[str] = ()) -> Iterator[str]:
    """Yield lines of a name and figures, right-aligned below their heads."""
    width = max(len(name) for name, _ in rows) + 2
    for number, (name, cells) in enumerate(rows):
        tail = f"  {tails[number]}" if tails and tails[number] else ""
        yield f"{name:<{width}}" + "".join(f"{cell:>14}" for cell in cells) + tail


def _seat_lines(meeting: Meeting, words: Words) -> Iterator[str]:
    heads = (N_("people"), N_("hours"), N_("pay an hour"), N_("pay each"), N_("pay in all"), N_("cost in all"))
    rows: list[tuple[str, list[str]]] = [("", [words.say(head) for head in heads])]
    bars, top = [""], meeting.highest.rung.pay.exact_hourly
    for seat in meeting.seats:
        pay = seat.rung.pay
        figures = [money_text(amount) for amount in (pay.hourly, pay.session, seat.pay, seat.cost)]
        rows.append((seat_name(seat, words), [f"{seat.people:,}", number_text(seat.hours.counted), *figures]))
        bars.append("█" * int(money.whole_up(money.divide(money.multiply(pay.exact_hourly, _BAR), top))) if top else "")
    whole = [f"{meeting.people:,}", "", "", "", money_text(meeting.pay), money_text(meeting.cost)]
    yield from _columns([*rows, (words.say(WHOLE), whole)], [*bars, ""])


def _part_lines(meeting: Meeting, words: Words) -> Iterator[str]:
    heads = (N_("people"), N_("of the people"), N_("of the pay"), N_("of the cost"), N_("mean an hour"))
    rows: list[tuple[str, list[str]]] = [("", [words.say(head) for head in heads])]
    for group, part in meeting.parts.items():
        if part.people:
            mean = "–" if part.mean_hourly is None else money_text(part.mean_hourly)
            shares = [percent(share) for share in (part.share_of_people, part.share_of_pay, part.share_of_cost)]
            rows.append((words.say(GROUPS[group]), [f"{part.people:,}", *shares, mean]))
    yield from _columns(rows)


def _parity_lines(parity: Parity, words: Words) -> Iterator[str]:
    yield words.say(N_("Parity at %(label)s"), {"label": parity_name(parity, words)})
    rows: list[tuple[str, list[str]]] = [("", [words.say(N_("more pay")), words.say(N_("more cost"))])]
    rows += [(seat_name(item.seat, words), [money_text(item.pay), money_text(item.cost)]) for item in parity.raised]
    rows.append((words.say(WHOLE), [money_text(parity.pay), money_text(parity.cost)]))
    yield from _columns(rows)


def _steps(working: Working, meeting: Meeting, book: RateBook, words: Words) -> Iterator[str]:
    return working_lines(working, book, words, lambda step: step_name(step, meeting, words))


# ---- CSV and JSON ------------------------------------------------------------------------------------

_COLUMNS = (
    *("seat", "label", "kind", "group", "paid_as", "people", "hours"),
    *(f"{basis}_{part}" for basis in ("pay", "cost") for part in ("hourly", "session", "total")),
    *("evidence", "caveats", "sources"),
)


def table(meeting: Meeting, lang: str = "en") -> str:
    """Return the seats as CSV: one line a seat, money with two decimals, CRLF, for Excel."""
    words = words_in(lang)
    rows = (_table_row(number, seat, words) for number, seat in enumerate(meeting.seats, start=1))
    return csv_text([_COLUMNS, *rows])


def _table_row(number: int, seat: Seat, words: Words) -> list[object]:
    pay, cost = seat.rung.pay, seat.rung.cost
    said = [number, seat.label, seat.kind, seat.group, paid_as(seat, words), seat.people]
    amounts = (pay.hourly, pay.session, seat.pay, cost.hourly, cost.session, seat.cost)
    codes = " ".join(caveat.code for caveat in seat.caveats)
    return [
        *said,
        money.plain(seat.hours.counted),
        *(f"{amount:f}" for amount in amounts),
        seat.rung.evidence,
        codes,
        " ".join(seat.rung.sources),
    ]


def meeting_data(meeting: Meeting, version: str, book: RateBook, lang: str = "en") -> dict[str, Any]:
    """Return a meeting as plain data ready for JSON, with its words in `lang`.

    Money is text with two decimals, a share text to six; `working` is written as in a result.
    """
    words = words_in(lang)
    workings = [seat.rung.working for seat in meeting.seats] + [parity.working for parity in meeting.parity]
    used = dict.fromkeys(source for working in workings for rate in working.rates() for source in rate.sources)
    return {
        "fairpay": version,
        "rates": meeting.edition,
        "on": meeting.on.isoformat(),
        "known_on": meeting.known_on.isoformat() if meeting.known_on else None,
        "nation": meeting.nation,
        "zone": meeting.zone,
        "hours": None if meeting.hours is None else money.plain(meeting.hours),
        "sentence": " ".join(sentences(meeting, words)),
        "people": meeting.people,
        "pay": _money(meeting.pay),
        "cost": _money(meeting.cost),
        "highest": meeting.seats.index(meeting.highest) + 1,
        "lowest": meeting.seats.index(meeting.lowest) + 1,
        "ratio": _money(meeting.ratio),
        "ratio_of_paid": _money(meeting.ratio_of_paid),
        "staff_ratio": _money(meeting.staff_ratio),
        "seats": [_seat(number, seat, words) for number, seat in enumerate(meeting.seats, start=1)],
        "groups": [_part(part) for part in meeting.parts.values()],
        "parity": [_parity(parity, meeting, words) for parity in meeting.parity],
        "evidence": meeting.evidence,
        "caveats": [_caveat(caveat, words) for caveat in meeting.caveats],
        "working": [step_data(step) for step in meeting.working],
        "sources": {name: {"title": book.sources[name].title, "url": book.sources[name].url} for name in used},
    }


def _caveat(caveat: Caveat, words: Words) -> dict[str, Any]:
    return caveat_data(caveat) | {"message": words.caveat(caveat)}


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{money.pence(amount):f}"


def _amounts(amounts: Amounts, total: Decimal) -> dict[str, str]:
    return {"hourly": f"{amounts.hourly:f}", "session": f"{amounts.session:f}", "total": f"{total:f}"}


def _seat(number: int, seat: Seat, words: Words) -> dict[str, Any]:
    return {
        "seat": number,
        "label": seat.label,
        "kind": seat.kind,
        "group": seat.group,
        "group_given": seat.group_given,
        "paid_as": paid_as(seat, words),
        "people": seat.people,
        "hours": seat.hours.data() | {"counted": money.plain(seat.hours.counted)},
        "rung": seat.rung.id,
        "pay": _amounts(seat.rung.pay, seat.pay),
        "cost": _amounts(seat.rung.cost, seat.cost),
        "below_legal_minimum": seat.below_legal_minimum,
        "evidence": seat.rung.evidence,
        "sources": list(seat.rung.sources),
        "caveats": [_caveat(caveat, words) for caveat in seat.caveats],
        "working": [step_data(step) for step in seat.rung.working],
    }


def _part(part: Part) -> dict[str, Any]:
    shares = (part.share_of_people, part.share_of_pay, part.share_of_cost)
    of_people, of_pay, of_cost = (None if share is None else money.plain(share, 6) for share in shares)
    return {
        "group": part.group,
        "people": part.people,
        "pay": _money(part.pay),
        "cost": _money(part.cost),
        "share_of_people": of_people,
        "share_of_pay": of_pay,
        "share_of_cost": of_cost,
        "mean_hourly": _money(part.mean_hourly),
    }


def _parity(parity: Parity, meeting: Meeting, words: Words) -> dict[str, Any]:
    places = {seat.where: number for number, seat in enumerate(meeting.seats, start=1)}
    return {
        "at": parity.at,
        "seat": None if parity.seat is None else places[parity.seat.where],
        "label": parity_name(parity, words),
        "pay_hourly": _money(parity.pay_hourly),
        "cost_hourly": _money(parity.cost_hourly),
        "people": parity.people,
        "pay": _money(parity.pay),
        "cost": _money(parity.cost),
        "raised": [
            {"seat": places[item.seat.where], "pay": _money(item.pay), "cost": _money(item.cost)}
            for item in parity.raised
        ],
        "working": [step_data(step) for step in parity.working],
    }
