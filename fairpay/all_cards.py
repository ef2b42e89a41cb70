"""One task under every rate card: which step, by which rule, for which hours, on which terms."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from fairpay.comparators.day import nations_day
from fairpay.comparators.rate_card import card_rung, in_force, replaced, rung_id, step_name
from fairpay.comparators.rung import Rung, Scope, load_of
from fairpay.comparison import task_faults
from fairpay.errors import FairpayError, InputError, RuleNotApplicable
from fairpay.ratebook import RateBook, rates
from fairpay.ratebook.schema import CardBand, CardFile, CardStep, OtherTermsRow, Terms
from fairpay.task import Task


class CardAnswer(NamedTuple):
    """What one step of one card gives for a task.

    `rung` is None where it gives nothing, and `error` then says why. `bands` are the amounts
    that were picked: one, or two at a boundary that the source leaves unclear. What `card.covers`
    and `card.terms` leave out is unknown, not absent. `superseded` says that a later card had
    replaced it by the date of the task; `own` names the file of an organisation's own card.
    """

    card: CardFile
    step: CardStep
    rung: Rung | None
    bands: tuple[CardBand, ...]
    error: FairpayError | None
    superseded: bool
    own: str

    @property
    def true_hourly(self) -> Decimal | None:
        """What the step comes to for every hour that counts, in pence."""
        return self.rung.pay.hourly if self.rung else None

    @property
    def terms(self) -> Terms:
        return self.card.terms


def all_cards(task: Task, *, known_on: date | None = None, book: RateBook | None = None) -> tuple[CardAnswer, ...]:
    """Price a task under every step of every rate card that could apply in its nation on its date.

    Cards that are not on the price ladder are here as well. A step that is for other kinds of
    work, or that a person must pick by hand, has no rung and says so.

    Raises:
        InputError: the task cannot be priced; every fault is named.
    """
    book = book or rates()
    scope = Scope(task.on, task.nation, task.zone, known_on, False, task.age)
    if faults := task_faults(task, scope, book):
        raise InputError(faults)
    load = load_of(task, nations_day(book, scope))
    answers = []
    for card in book.cards.values():
        if not in_force(card, scope):
            continue
        about = replaced(book, card, scope), book.own.get(card.id, "")
        for step in card.steps:
            try:
                _refuse_other_work(task, card, step)
                rung = card_rung(book, scope, load, card, step, rung_id(card, step))
                answers.append(CardAnswer(card, step, rung, _bands(rung, step), None, *about))
            except RuleNotApplicable as error:
                answers.append(CardAnswer(card, step, None, (), error, *about))
    return tuple(answers)


def other_terms(task: Task, *, known_on: date | None = None, book: RateBook | None = None) -> tuple[OtherTermsRow, ...]:
    """Return the terms on which interpreters, consultants and trainers are usually engaged on the date."""
    return tuple(
        row
        for row in (book or rates()).other_terms
        if row.period.holds(task.on) and (known_on is None or row.known_from is None or row.known_from <= known_on)
    )


def _refuse_other_work(task: Task, card: CardFile, step: CardStep) -> None:
    if step.by_hand is not None:
        raise RuleNotApplicable("step-by-hand", **step_name(card, step))
    if step.activities is not None and task.activity not in step.activities:
        raise RuleNotApplicable("step-for-other-work", **step_name(card, step))


def _bands(rung: Rung, step: CardStep) -> tuple[CardBand, ...]:
    """Return the amounts that the working of a rung read."""
    read = {rate.id.rpartition(".")[2] for rate in rung.working.rates() if rate.id.startswith("card.")}
    return tuple(band for band in step.bands if band.id in read)
