"""One result as the sheets of a workbook: the answer, the ladder, the working, the sources."""

from collections.abc import Collection, Iterator
from decimal import Decimal

from fairpay import money
from fairpay.comparators.rung import Rung
from fairpay.comparison import Result
from fairpay.errors import N_
from fairpay.present import wording
from fairpay.present.report import shown_working
from fairpay.present.words import Words
from fairpay.present.workbook import Cell, Column, Sheet
from fairpay.ratebook import RateBook
from fairpay.receipt import line, receipt

TITLE = N_("An offer beside other pay for the same work")
_CODE, _FIGURE, _KNOW, _FROM = N_("Code"), N_("Figure"), N_("What to know"), N_("Sources")
_ANSWER = (_FIGURE, N_("In words"), N_("Number"), N_("Amount"))
_AMOUNTS = (
    *(N_("Pay an hour"), N_("Pay a day"), N_("Pay for the session"), N_("Pay in all")),
    *(N_("Cost an hour"), N_("Cost a day"), N_("Cost for the session"), N_("Cost in all")),
    N_("VAT would add to the session"),
)
_MULTIPLE, _SHORT = N_("Offer as a multiple"), N_("Offer short by")
_LADDER = (
    *(_CODE, N_("Kind"), N_("Compared with"), N_("Hours in a day"), *_AMOUNTS),
    *(_MULTIPLE, _SHORT, N_("Evidence"), _KNOW, _FROM),
)
_POUNDS = (*_AMOUNTS, _SHORT)
_WORKING = (
    *(_CODE, N_("Step"), _FIGURE, N_("Sum"), N_("Value"), N_("Unit")),
    *(N_("Name in the rate book"), N_("Place in the source"), _FROM),
)
_SOURCES = (_CODE, N_("Title"), N_("Address"), N_("Read on"))
_KINDS_OF_HOURS = ("attendance", "preparation", "follow_up", "travel", "recovery", "counted")
_PLACES = 10  # of an exact figure in the working


def result_sheets(
    result: Result, version: str, book: RateBook, words: Words, unknown: Collection[str] = ()
) -> tuple[Sheet, ...]:
    """Return a result as sheets, in the language of `words`.

    The ladder holds every comparator, in pence. The working holds the steps of those that the
    answer rests on, to ten decimals, and the sources are those of the whole ladder. `unknown` are
    the kinds of hours that nobody could say.
    """

    def columns(*titles: str, pounds: tuple[str, ...] = ()) -> list[Column]:
        return [Column(words.say(title), "money" if title in pounds else "number") for title in titles]

    return (
        Sheet(
            words.say(N_("Answer")), columns(*_ANSWER, pounds=_ANSWER[-1:]), _answer(result, version, words, unknown)
        ),
        Sheet(
            words.say(N_("Ladder")),
            columns(*_LADDER, pounds=_POUNDS),
            (_rung(result, rung, words) for rung in result.rungs),
        ),
        Sheet(
            words.say(N_("Working")),
            columns(*_WORKING),
            (row for name in shown_working(result) for row in _steps(result[name], words)),
        ),
        Sheet(words.say(N_("Sources")), columns(*_SOURCES), _sources(result, book)),
    )


def _answer(result: Result, version: str, words: Words, unknown: Collection[str]) -> Iterator[tuple[Cell, ...]]:
    """Yield the question and the answer, a line each: name, words, number, amount."""
    say, task = words.say, result.task
    for sentence in words.sentence(result, unknown):
        yield say(N_("The answer")), sentence, None, None
    yield say(N_("What would be paid")), words.offer(result), None, result.offer.amount
    yield say(N_("Date of the work")), task.on, None, None
    yield say(N_("Nation")), say(wording.NATIONS[task.nation]), None, None
    for kind in _KINDS_OF_HOURS:
        in_words = say(N_("not known")) if kind in unknown else None
        yield say(wording.STEPS[f"hours.{kind}"]), in_words, getattr(task.hours, kind), None
    yield say(wording.STEPS["task.people"]), None, task.people, None
    yield say(wording.STEPS["task.sessions"]), None, task.sessions, None
    yield say(N_("True hourly rate")), None, None, result.true_hourly
    yield say(N_("Pay an hour over attendance alone")), None, None, result.headline_hourly
    if result.basis == "cost":
        yield say(N_("Figures compared")), say(N_("Cost to the organisation")), None, None
    if result.benchmark is not None:
        benchmark = result[result.benchmark]
        session = benchmark.amounts(result.basis).session
        yield say(N_("Benchmark")), words.label(benchmark.label), None, session
        yield say(N_("Short of the benchmark")), None, None, result.shortfall
    for caveat in result.caveats:
        yield say(N_("What to know")), words.caveat(caveat), None, None
    for item in result.missing:
        yield say(N_("What has no figure here")), words.error(item.error), None, None
    yield say(N_("Rates, edition")), result.edition, None, None
    yield say(N_("Receipt")), line(receipt(result, version)), None, None


def _rung(result: Result, rung: Rung, words: Words) -> tuple[Cell, ...]:
    return (
        rung.id,
        words.say(wording.KINDS[rung.kind]),
        words.label(rung.label),
        _number(rung.day_hours),
        *(amount for side in (rung.pay, rung.cost) for amount in (side.hourly, side.daily, side.session, side.total)),
        money.pence(rung.vat) if rung.vat is not None else None,
        result.ratio_of(rung.id),
        result.shortfall_of(rung.id),
        words.grade(rung.evidence),
        " ".join(words.caveat(caveat) for caveat in rung.caveats),
        " ".join(rung.sources),
    )


def _steps(rung: Rung, words: Words) -> Iterator[tuple[Cell, ...]]:
    for number, step in enumerate(rung.working, start=1):
        rate = step.rate
        yield (
            rung.id,
            number,
            words.step_name(step),
            words.step_sum(step, rung.working),
            _number(step.value),
            words.unit(step),
            rate.id if rate else None,
            rate.place if rate else None,
            " ".join(rate.sources) if rate else None,
        )


def _sources(result: Result, book: RateBook) -> Iterator[tuple[Cell, ...]]:
    used = dict.fromkeys(source for rung in result.rungs for source in rung.sources)
    for name in used:
        source = book.sources[name]
        yield name, source.title, source.url, source.accessed


def _number(value: Decimal) -> Decimal:
    """Return a number to ten decimals, without noughts at its end."""
    return Decimal(money.plain(value, _PLACES))
