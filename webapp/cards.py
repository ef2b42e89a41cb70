"""One task under every rate card: what each step pays, by which rule, and on which terms."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from flask import Blueprint, current_app, render_template, request

import fairpay
from fairpay import browse, money
from fairpay.all_cards import CardAnswer, all_cards, other_terms
from fairpay.benchmark import BAND_OPEN
from fairpay.comparators import floor
from fairpay.comparison import Result
from fairpay.errors import N_, Fault, InputError
from fairpay.present import card_tables, wording
from fairpay.present.language import money_text, number_text
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.ratebook.schema import OtherTermsRow
from fairpay.task import Task
from webapp import form, question
from webapp.cells import Cell, data_words, rate_name, source_links
from webapp.figures import days, value_text
from webapp.languages import form_only, known_fields, words
from webapp.links import Links
from webapp.replies import rate_book

pages = Blueprint("cards", __name__)

# The terms in the two tables about them: short answers, and sentences.
TIME = ("minimum_booking", "cancellation", "payment_time")
PEOPLE = ("eligibility", "expenses", "payment_route")
_NO_OFFER = fairpay.Offer(amount=money.ZERO, per="session")
_SUPERSEDED = N_("Replaced by a later one of the same organisation")
_FOR_COMPARISON = N_("For comparison: no involvement scheme")
_EITHER = N_("or %(amount)s a session: the scheme does not say which applies")
# Caveats that no other cell shows.
_SAID = ("day-length-assumed", "stale-rate", "own-rate", "index-rule-not-applied")
_MORE = ("travel", "count_travel", "recovery", "count_recovery", "age", "zone", "band", "known_on")
_LEGAL = N_("For these %(hours)s hours the legal minimum comes to %(session)s, which is %(hourly)s an hour.")
_BENCHMARK = N_("At the benchmark for this work, %(label)s, they come to %(session)s, which is %(hourly)s an hour.")


class Page(NamedTuple):
    """Makes the parts of the page from one task and what the cards give for it.

    `ladder` is that of the same task; its offer, of nothing, is not shown.
    """

    task: Task
    unknown: tuple[str, ...]
    ladder: Result
    answers: tuple[CardAnswer, ...]
    others: tuple[OtherTermsRow, ...]
    book: RateBook
    words: Words

    def parts(self) -> dict[str, Any]:
        """Return what the template shows of the answer."""
        cards = list({answer.card.id: answer for answer in self.answers}.values())
        return {
            "lead": self._lead(),
            "beside": " ".join(self._beside()),
            "unknown": question.say_unknown(self.unknown, self.words),
            "paying": [self._paid(answer) for answer in self.answers if answer.rung],
            "time": self._about(cards, (*card_tables.COVERS, *TIME)),
            "people": self._about(cards, PEOPLE),
            "not_paying": [self.words.error(answer.error) for answer in self.answers if answer.error],
        }

    def _lead(self) -> dict[str, Any]:
        paid = [answer.rung.pay for answer in self.answers if answer.rung]
        return {
            "steps": len(paid),
            "low": money_text(min((pay.session for pay in paid), default=money.ZERO)),
            "high": money_text(max((pay.session for pay in paid), default=money.ZERO)),
            "low_hourly": money_text(min((pay.hourly for pay in paid), default=money.ZERO)),
            "high_hourly": money_text(max((pay.hourly for pay in paid), default=money.ZERO)),
            "hours": number_text(self.task.hours.counted),
            "on": self.words.date(self.task.on),
            "nation": self.words.say(wording.NATIONS[self.task.nation]),
        }

    def _beside(self) -> Iterator[str]:
        """Yield what the same hours come to at the legal minimum and at the benchmark."""
        ladder, say = self.ladder, self.words.say
        for name, template in ((floor.LEGAL, _LEGAL), (ladder.benchmark, _BENCHMARK)):
            if name is not None and name in ladder:
                rung = ladder[name]
                shown = {"session": rung.pay.session, "hourly": rung.pay.hourly}
                yield say(template, {"hours": self.task.hours.counted, "label": self.words.label(rung.label)} | shown)
        yield from self.words.caveats(ladder, BAND_OPEN)

    def _paid(self, answer: CardAnswer) -> list[Cell]:
        rung, say = answer.rung, self.words.say
        assert rung is not None  # only those that pay are asked
        rate = self.book.card_rate(answer.card, answer.step, answer.bands[0])
        other = rung.alternative
        said = (self.words.caveat(caveat) for caveat in rung.caveats if caveat.code in _SAID)
        return [
            Cell(self.words.label(rung.label), Links(()).to(f"rates/{rate.id}"), notes=self._replaced(answer)),
            Cell(
                money_text(rung.pay.session),
                notes=(Cell(say(_EITHER, {"amount": other.session})),) if other is not None else (),
            ),
            Cell(money_text(rung.pay.hourly)),
            Cell(
                "; ".join(card_tables.rule(band, self.words) for band in answer.bands),
                notes=tuple(Cell(text) for text in dict.fromkeys(said)),
            ),
            Cell(self.words.grade(rung.evidence)),
        ]

    def _replaced(self, answer: CardAnswer) -> tuple[Cell, ...]:
        return (Cell(self.words.say(_SUPERSEDED)),) if answer.superseded else ()

    def _scheme(self, answer: CardAnswer) -> Cell:
        name = self.words.marked(answer.card.organisation, own=bool(answer.own), rises=False)
        return Cell(name, notes=(data_words(answer.card.title), *self._replaced(answer)))

    def _about(self, cards: Iterable[CardAnswer], names: Iterable[str]) -> dict[str, Any]:
        """Return what the cards say on some matters; those that say nothing on any are only named."""
        rows, silent = [], []
        for card in cards:
            if any(self._known(card, name) for name in names):
                rows.append([self._scheme(card), *(self._said(card, name) for name in names)])
            else:
                silent.append(card.card)
        rows += [self._other(row, names) for row in self.others if any(getattr(row, name, None) for name in names)]
        times = Counter(card.organisation for card in silent)
        named = [f": {card.title}" if times[card.organisation] > 1 else "" for card in silent]
        return {"rows": rows, "silent": [card.organisation + title for card, title in zip(silent, named, strict=True)]}

    def _other(self, row: OtherTermsRow, names: Iterable[str]) -> list[Cell]:
        """Return the usual terms of others, who are not paid by an involvement scheme."""
        said = (Cell(self.words.say(_FOR_COMPARISON)), source_links(row, self.book))
        cells = (
            Cell(card_tables.other_term(row, name, self.words), english=bool(getattr(row, name, None)))
            for name in names
        )
        return [Cell(card_tables.other_label(row, self.words), notes=said), *cells]

    @staticmethod
    def _known(answer: CardAnswer, name: str) -> bool:
        return getattr(answer.card.covers if name in card_tables.COVERS else answer.terms, name) is not None

    def _said(self, answer: CardAnswer, name: str) -> Cell:
        if name in card_tables.COVERS:
            return Cell(card_tables.covered(answer, name, self.words))
        return Cell(card_tables.term(answer, name, self.words), english=self._known(answer, name))


def interpreters(book: RateBook, words: Words) -> list[list[Cell]]:
    """Return the figures for interpreters, which are terms that others usually work on."""
    return [
        [
            rate_name(rate, words, Links(()).to(f"rates/{rate.id}")),
            Cell(value_text(rate, words)),
            days(rate, words),
            Cell(words.say(wording.GRADE_NAMES[rate.evidence])),
            source_links(rate, book),
        ]
        for rate in browse.find(kind="access", book=book)
    ]


@pages.get("/cards")
@known_fields(*question.NAMES)
def show() -> str:
    given = any(request.args.get(name, "").strip() for name in (*question.CARD_FIELDS, *question.DATE_PARTS))
    if not given or form_only():
        return _page({}, request.args)
    asked, book = question.ask_task(request.args), rate_book()
    answers = all_cards(asked.task, known_on=asked.known_on, book=book)
    others = other_terms(asked.task, known_on=asked.known_on, book=book)
    ladder = fairpay.compare(asked.task, _NO_OFFER, known_on=asked.known_on, book=book)
    answer = Page(asked.task, asked.unknown, ladder, answers, others, book, words()).parts()
    return _page(answer, dict(asked.tidy))


@pages.errorhandler(InputError)
def refuse(error: InputError) -> tuple[str, int]:
    """Show the form again, with what is wrong."""
    return _page({}, request.args, error.faults), 422


def _page(answer: Mapping[str, Any], query: Mapping[str, str], faults: Iterable[Fault] = ()) -> str:
    book, said = rate_book(), words()
    faults = tuple(faults)
    typed = form.form(query, book, said, current_app.config["TODAY"](), faults)
    kept = [name for name in question.FIELDS if name not in question.CARD_FIELDS and query.get(name, "").strip()]
    links = Links(query.items())
    offered = "fee" in query or "card" in query or query.get("per") == question.UNPAID
    return render_template(
        "cards.html",
        answer=answer or None,
        asked=any(name in query for name in question.NAMES),
        more_open=any(name in question.given_more(query) or name in typed["faults"] for name in _MORE),
        kept=[(name, query[name]) for name in kept],
        back_to=links.to("result") if answer and offered else "",
        fee=links.to("price", "fee") if answer and query.get("per") == question.UNKNOWN else "",
        sheet=links.to("result/offer-sheet"),
        interpreters=interpreters(book, said),
        term_names={name: said.say(text) for name, text in (card_tables.TERMS | card_tables.COVERS).items()},
        **{name: value for name, value in typed.items() if name in ("typed", "faults", "errors", "choices")},
    )
