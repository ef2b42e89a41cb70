"""Rate cards: steps by hour, started block, half-day, day, session or task, with boundary rules.

The length that picks an amount is the hours of attendance. Where the source does not say on
which side of a boundary a length falls, the rung gives both figures and the caveat
`boundary-unclear`; where it does not say how long its day is, the nation's day is used, with a
caveat. An amount for a whole day says nothing of half a day or less, and one for an all-day meeting
is paid once for it. A card that has no amount for the length has no rung: that is not zero.
"""

from collections.abc import Iterator
from decimal import Decimal

from fairpay import money
from fairpay.caveat import Caveat
from fairpay.comparators.fee import started_days
from fairpay.comparators.rung import Label, Load, Rung, Scope, by_session
from fairpay.errors import FairpayError, RuleNotApplicable
from fairpay.ratebook import RateBook
from fairpay.ratebook.schema import CardBand, CardFile, CardStep
from fairpay.task import Task
from fairpay.working import Sheet

_BY_THE_DAY = ("GBP/half-day", "GBP/day")


def rung_id(card: CardFile, step: CardStep) -> str:
    """Return the id of the rung of a rate card step."""
    return f"card.{card.id}.{step.id}"


def step_name(card: CardFile, step: CardStep) -> dict[str, str]:
    """Return what a rate card step is called, as parameters of an error: in English, and in Welsh."""
    return {"card": f"{card.organisation}: {step.label}", "card_cy": f"{card.organisation}: {step.label_cy}"}


def card_rungs(book: RateBook, scope: Scope, task: Task, load: Load) -> Iterator[Rung | FairpayError]:
    """Yield a rung for every step of every card on the ladder that applies in the nation on the date.

    Steps meant for other activities, or picked by hand only, are left out; a step that has no
    amount for the task gives an error that says why.
    """
    for card in book.cards.values():
        if not card.ladder or not in_force(card, scope):
            continue
        for step in card.steps:
            if step.by_hand or (step.activities is not None and task.activity not in step.activities):
                continue
            try:
                yield card_rung(book, scope, load, card, step, rung_id(card, step))
            except RuleNotApplicable as error:
                yield error


def card_rung(book: RateBook, scope: Scope, load: Load, card: CardFile, step: CardStep, name: str) -> Rung:
    """Work one step of a card out for one task, as the rung called `name`.

    Raises:
        RuleNotApplicable: the step has no amount for this length of attendance.
    """
    sheet = Sheet((*load.steps, *load.day))
    bands = _bands_for(sheet, card, step)
    caveats: list[Caveat] = []
    for prefix, band in zip(("pay", "other"), bands, strict=False):
        caveats += (caveat for caveat in _pay(sheet, book, card, step, band, prefix) if caveat not in caveats)
    if len(bands) > 1:
        low, high = (money.pence(sheet.values[f"{prefix}.session"]) for prefix in ("pay", "other"))
        caveats.append(Caveat("boundary-unclear", {"card": card.organisation, "low": low, "high": high}))
    if replaced(book, card, scope):
        caveats.append(Caveat("superseded-card", {"card": card.organisation}))
    words = {"en": f"{card.organisation}: {step.label}", "cy": f"{card.organisation}: {step.label_cy}"}
    return by_session(
        name,
        "card" if name != "offer" else "offer",
        Label("", words, own=card.id in book.own, rises=any(band.index_rule for band in bands)),
        sheet,
        scope.on,
        alternative=len(bands) > 1,
        caveats=caveats,
    )


def in_force(card: CardFile, scope: Scope) -> bool:
    """Whether a card could apply in the nation on the date, by what was known."""
    return _known(card, scope) and card.nation in (scope.nation, "uk") and card.period.holds(scope.on)


def replaced(book: RateBook, card: CardFile, scope: Scope) -> bool:
    """Whether a later card had replaced it by the date, by what was known: one that begins later has not yet."""
    later = book.cards.get(card.superseded_by or "")
    begun = later is not None and (later.period.start is None or later.period.start <= scope.on)
    return later is not None and begun and _known(later, scope)


def _known(card: CardFile, scope: Scope) -> bool:
    return scope.known_on is None or card.known_from is None or card.known_from <= scope.known_on


def _length(sheet: Sheet, card: CardFile, band: CardBand) -> Decimal:
    """Return the hours by which an amount is picked: attendance.

    Without any, they are the work of a task, or the preparation that an hourly card pays for.
    """
    attendance = sheet.values["hours.attendance"]
    if not attendance and band.unit == "GBP/task":
        return sheet.values["hours.worked"]
    if not attendance and band.unit == "GBP/hour" and card.covers.preparation:
        return sheet.values["hours.preparation"]
    return attendance


def _bands_for(sheet: Sheet, card: CardFile, step: CardStep) -> list[CardBand]:
    """Return the amount for the task, or two where the source leaves it open, the lower one first."""
    bands, none = step.bands, "no-step-for-length"
    if all(band.about_hours is not None for band in bands):
        found = _about(_length(sheet, card, bands[0]), bands)
    elif all(band.unit in _BY_THE_DAY and band.min_hours is band.max_hours is None for band in bands):
        found, none = _by_the_day(sheet, bands), "whole-day-only"
    else:
        found = [band for band in bands if _fits(band, _length(sheet, card, band))]
    length = _length(sheet, card, bands[0])
    if not found:
        code = none if length else "no-attendance"
        raise RuleNotApplicable(code, **step_name(card, step), hours=money.plain(length))
    return sorted(found, key=lambda band: band.amount)


def _about(length: Decimal, bands: tuple[CardBand, ...]) -> list[CardBand]:
    """Pick between amounts "for about an hour": both neighbours where the length is between two."""
    ladder = sorted((band.about_hours or money.ZERO, band.amount, band) for band in bands)
    below = [band for hours, _, band in ladder if hours <= length][-1:]
    above = [band for hours, _, band in ladder if hours >= length][:1]
    if not above:
        return []
    return above if not below or below == above else [*below, *above]


def _by_the_day(sheet: Sheet, bands: tuple[CardBand, ...]) -> list[CardBand]:
    """Pick a half-day amount up to half the nation's day, else the day's, where lengths are not stated.

    Where there is an amount for a day only, there is none for half a day or less.
    """
    if not sheet.values["hours.attendance"]:
        return []
    units: dict[str, CardBand] = {band.unit: band for band in bands}
    short = money.multiply(sheet.values["hours.attendance"], Decimal(2)) <= sheet.values["day.hours"]
    if short and "GBP/half-day" not in units:
        return []
    return [units.get("GBP/half-day" if short else "GBP/day", bands[0])]


def _fits(band: CardBand, length: Decimal) -> bool:
    """Whether a length may fall in a band: a boundary of unknown side belongs to both."""
    if not length:
        return False
    above = (
        band.min_hours is None
        or length > band.min_hours
        or (length == band.min_hours and band.min_inclusive is not False)
    )
    below = (
        band.max_hours is None
        or length < band.max_hours
        or (length == band.max_hours and band.max_inclusive is not False)
    )
    return above and below


def _pay(sheet: Sheet, book: RateBook, card: CardFile, step: CardStep, band: CardBand, prefix: str) -> Iterator[Caveat]:
    """Write down what a band pays for a session, as `prefix`.session."""
    name = f"{prefix}.card"
    for code, hours in ((f"{name}.from", band.min_hours), (f"{name}.up_to", band.max_hours)):
        if hours is not None:
            sheet.given(code, hours, "hours")
    sheet.rate(f"{name}.amount", book.card_rate(card, step, band))
    if band.unit in _BY_THE_DAY:
        yield Caveat("day-length-assumed", {"hours": sheet.values["day.hours"]})
    if band.unit == "GBP/hour":
        sheet.work(f"{name}.times", "add", tuple(_paid_hours(sheet, card)), "hours")
        if card.covers.preparation is None and sheet.values["hours.preparation"]:
            yield Caveat("preparation-unknown", {"card": card.organisation})
    elif band.unit == "GBP/block":
        sheet.given(f"{name}.block", band.block_hours or money.ZERO, "hours")
        sheet.work(f"{name}.times.exact", "divide", ("hours.attendance", f"{name}.block"), "blocks")
        sheet.work(f"{name}.times", "round_up", (f"{name}.times.exact",), "blocks")
    elif band.unit in _BY_THE_DAY and not band.once:
        started_days(sheet, half=band.unit == "GBP/half-day", times=f"{name}.times")
    else:
        sheet.work(f"{prefix}.session", "same", (f"{name}.amount",), "GBP")
        return
    sheet.work(f"{prefix}.session", "multiply", (f"{name}.amount", f"{name}.times"), "GBP")


def _paid_hours(sheet: Sheet, card: CardFile) -> Iterator[str]:
    """Yield the hours that an hourly card says it pays: attendance, and preparation where it says so."""
    yield "hours.attendance"
    if card.covers.preparation:
        yield "hours.preparation"
