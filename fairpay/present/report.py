"""A result as text for a terminal and as CSV for a spreadsheet."""

from collections.abc import Callable, Collection, Iterator

from fairpay.changes import TopUp
from fairpay.checks import checks
from fairpay.comparators.rung import Rung
from fairpay.comparison import Result
from fairpay.errors import N_
from fairpay.present.language import money_text, number_text
from fairpay.present.wording import KINDS
from fairpay.present.words import Words, words_in
from fairpay.ratebook import RateBook
from fairpay.tables.writing import csv_text
from fairpay.working import Step, Working

MARK = " *"  # beside a comparator with a warning of its own
_COLUMNS = (
    "id",
    "kind",
    "label",
    "day_hours",
    *(f"{basis}_{part}" for basis in ("pay", "cost") for part in ("hourly", "daily", "session", "total")),
    "offer_ratio",
    "shortfall",
    "evidence",
    "caveats",
    "sources",
    "other_session",
)


def shown_working(result: Result) -> tuple[str, ...]:
    """Return the ids of the rungs whose working is shown with the answer.

    They are the offer, the floors, the benchmark with its top, and what the activity names
    beside it.
    """
    names = [result.paid.id, *(rung.id for rung in result.rungs if rung.kind == "floor")]
    names += [name for name in (result.benchmark, result.benchmark_top, *result.beside) if name]
    return tuple(dict.fromkeys(names))


def text(result: Result, book: RateBook, lang: str = "en", working: Collection[str] | None = None) -> str:
    """Return the sentence, the ladder, the caveats, and the working of some rungs with its sources."""
    words = words_in(lang)
    shown = shown_working(result) if working is None else working
    return "\n".join(_lines(result, book, words, shown)) + "\n"


def _lines(result: Result, book: RateBook, words: Words, shown: Collection[str]) -> Iterator[str]:
    yield from words.sentence(result)
    yield ""
    yield from _ladder(result, words)
    for item in result.missing:
        yield f"  {words.error(item.error)}"
    marked = any(map(result.has_own_warning, result.rungs))
    if result.caveats or marked:
        yield ""
        yield words.say(N_("What to know about these figures"))
        yield from (f"  - {words.caveat(caveat)}" for caveat in result.caveats)
    if marked:
        marks = N_("What is marked * has a warning of its own: its caveats in the JSON or CSV form say which.")
        yield f"  - {words.say(marks)}"
    found = checks(result, book=book)
    if found:
        yield ""
        yield words.say(N_("Things to check before paying"))
        yield from (f"  - {words.check(check)}" for check in found)
    yield ""
    yield words.say(N_("Working"))
    for name in shown:
        yield from _working(result[name], book, words)
    yield ""
    yield words.say(N_("Rates: edition %(edition)s. All figures are indicative."), {"edition": result.edition})


def top_up_text(due: TopUp, book: RateBook, lang: str = "en") -> str:
    """Return what is due after a backdated change, with both workings."""
    words = words_in(lang)
    params = {"label": words.label(due.now.label), "session": due.session(), "total": due.total()}
    template = N_("Top-up due at %(label)s: %(session)s for one person and session, %(total)s in all.")
    heads = (N_("As it was known when it was priced"), N_("As it is known now"))
    lines = ["", words.say(template, params)]
    for head, rung in zip(heads, due, strict=True):
        lines += ["", words.say(head), *_working(rung, book, words)]
    return "\n".join(lines) + "\n"


def _ladder(result: Result, words: Words) -> Iterator[str]:
    heads = [
        words.say(template)
        for template in (N_("pay an hour"), N_("pay a session"), N_("cost a session"), N_("ratio"), N_("short by"))
    ]
    width = max(len(words.label(rung.label)) for rung in result.rungs) + len("→ ") + len(MARK) + 2
    yield " " * width + "".join(f"{head:>16}" for head in heads)
    kind = ""
    for rung in result.rungs:
        if rung.kind != kind:
            kind = rung.kind
            yield words.say(KINDS[kind])
        ratio = result.ratio_of(rung.id)
        cells = [
            money_text(rung.pay.hourly),
            money_text(rung.pay.session),
            money_text(rung.cost.session),
            f"{ratio:f}" if ratio is not None else "–",
            money_text(result.shortfall_of(rung.id)),
        ]
        mark = "→ " if rung.id == result.benchmark else "  "
        label = words.label(rung.label) + (MARK if result.has_own_warning(rung) else "")
        yield f"{mark}{label:<{width - 2}}" + "".join(f"{cell:>16}" for cell in cells)
        if rung.alternative is not None:
            yield from (f"      {words.caveat(caveat)}" for caveat in rung.caveats if caveat.code == "boundary-unclear")


def _working(rung: Rung, book: RateBook, words: Words) -> Iterator[str]:
    yield ""
    yield f"{words.label(rung.label)} ({rung.id})"
    yield from working_lines(rung.working, book, words, words.step_name)


def working_lines(working: Working, book: RateBook, words: Words, name: Callable[[Step], str]) -> Iterator[str]:
    """Write out a working line by line, each step with the name that it is given, its sum and its sources."""
    for number, step in enumerate(working, start=1):
        total = words.step_sum(step, working)
        shown = words.step_shown(step)
        line = f"  {number:>2}. {name(step)}: " + (f"{total} = " if total else "")
        yield line + words.step_value(step) + (f" ({shown})" if shown else "")
        if step.rate is not None:
            yield f"      {source_line(step.rate.sources, step.rate.place, book)}"


def source_line(sources: tuple[str, ...], place: str, book: RateBook) -> str:
    """Name the sources of a figure, their place and address."""
    named = [
        f"{book.sources[name].title} <{book.sources[name].url}>" if book.sources[name].url else book.sources[name].title
        for name in sources
    ]
    return f"[{'; '.join(named)}; {place}]"


def table(result: Result, lang: str = "en") -> str:
    """Return the ladder as CSV: one line a rung, money with two decimals, CRLF, for Excel."""
    words = words_in(lang)
    return csv_text([_COLUMNS, *(_table_row(result, rung, words) for rung in result.rungs)])


def _table_row(result: Result, rung: Rung, words: Words) -> list[str]:
    amounts = [
        f"{amount:f}"
        for side in (rung.pay, rung.cost)
        for amount in (side.hourly, side.daily, side.session, side.total)
    ]
    ratio = result.ratio_of(rung.id)
    return [
        rung.id,
        rung.kind,
        words.label(rung.label),
        number_text(rung.day_hours),
        *amounts,
        "" if ratio is None else f"{ratio:f}",
        f"{result.shortfall_of(rung.id):f}",
        rung.evidence or "",
        " ".join(caveat.code for caveat in rung.caveats),
        " ".join(rung.sources),
        "" if rung.alternative is None else f"{rung.alternative.session:f}",
    ]
