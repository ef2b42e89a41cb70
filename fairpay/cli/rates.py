"""`fairpay rates` and `fairpay cards`: look up, search and check the rate book."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, get_args

from fairpay import browse, changes, money
from fairpay.all_cards import all_cards, other_terms
from fairpay.cli.question import (
    DONE,
    FAILED,
    add_common,
    add_known_on,
    add_task,
    book_of,
    number_of,
    task_of,
    write_csv,
    write_json,
)
from fairpay.errors import MESSAGES, Fault, InputError, RateFileError
from fairpay.inputs import day_of
from fairpay.present import card_tables, rate_tables
from fairpay.present.language import money_text
from fairpay.present.words import Words, words_in
from fairpay.rate import Rate
from fairpay.ratebook import RateBook
from fairpay.ratebook.fields import Nation
from fairpay.working import Working

_FORMATS = ["text", "json", "csv"]


def add_cards(command: argparse.ArgumentParser) -> None:
    """Add the options of `cards`."""
    add_task(command)
    add_common(command, _FORMATS)
    command.set_defaults(run=_cards)


def _cards(options: argparse.Namespace) -> None:
    book, words = book_of(options), words_in(options.lang)
    task, known_on = task_of(options), day_of(options.known_on, "known_on")
    answers = all_cards(task, known_on=known_on, book=book)
    data = [card_tables.card_data(answer, words) for answer in answers]
    others = card_tables.other_lines(other_terms(task, known_on=known_on, book=book), words)
    _write(options.format, data, [*card_tables.card_lines(answers, words), *others])


def add_rates(command: argparse.ArgumentParser) -> None:
    """Add `rates list`, `show`, `sources`, `check`, `changes` and `verify-list`."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: str, about: str, run: Callable[[argparse.Namespace], int | None]) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=about)
        add_common(made, _FORMATS)
        made.set_defaults(run=run)
        return made

    listing = action("list", "figures by kind, nation, date or text", _list)
    listing.add_argument("--kind", help="first part of a series, like afc, minimum_wage or card")
    listing.add_argument("--nation", help="england, scotland, wales, northern_ireland or uk")
    listing.add_argument("--search", metavar="TEXT", help="in id, label, note or source")
    listing.add_argument("--on", metavar="DATE", help="only what is in force on this day")
    add_known_on(listing)
    show = action("show", "one figure in full, or a series on a day", _show)
    show.add_argument("name", help="an id, or a series like mileage.car")
    show.add_argument("--on", metavar="DATE", help="the day to look a series up for")
    show.add_argument("--times", metavar="NUMBER", help="multiply it, like 100 miles")
    show.add_argument("--priced-on", metavar="DATE", help="with --times: what is due since it was priced on this day")
    add_known_on(show)
    action("sources", "every source, with its address", _sources)
    check = action("check", "faults of the rate files (status 1), and which figures are out of date", _check)
    check.add_argument("--on", metavar="DATE", required=True, help="the day on which to look")
    changed = action("changes", "what became known, and what it changed backwards", _changes)
    changed.add_argument("--since", metavar="DATE", required=True)
    changed.add_argument("--until", metavar="DATE")
    action("verify-list", "every figure below official, and where it can be confirmed", _verify_list)


def _write(form: str, data: Sequence[dict[str, Any]], lines: Iterable[str]) -> None:
    if form == "json":
        write_json(data)
    elif form == "csv":
        write_csv(rate_tables.table(data))
    else:
        sys.stdout.writelines(f"{line}\n" for line in lines)


def _list(options: argparse.Namespace) -> None:
    book, words = book_of(options), words_in(options.lang)
    kinds = browse.kinds(book)
    for option, name, known in (("kind", "rate_kind", kinds), ("nation", "nation", get_args(Nation))):
        if getattr(options, option) not in (None, *known):
            raise InputError([Fault(option, "not-a-choice", {"name": name, "choices": ", ".join(known)})])
    found = browse.find(
        kind=options.kind,
        nation=options.nation,
        on=day_of(options.on, "on"),
        known_on=day_of(options.known_on, "known_on"),
        text=options.search,
        book=book,
    )
    data = [rate_tables.rate_data(rate, book) for rate in found]
    nothing = [words.say(MESSAGES["no-match"], {"kinds": ", ".join(kinds)})]
    _write(options.format, data, rate_tables.short_lines(found, words) or nothing)


def _show(options: argparse.Namespace) -> None:
    book, words = book_of(options), words_in(options.lang)
    on, known_on = day_of(options.on, "on"), day_of(options.known_on, "known_on")
    if options.times is not None and on is not None:
        _show_multiple(options, book, words, on, known_on)
        return
    found = _named(book, options.name, on, known_on)
    lines = [line for rate in found for line in rate_tables.rate_lines(rate, book, words)]
    _write(options.format, [rate_tables.rate_data(rate, book) for rate in found], lines)


def _named(book: RateBook, name: str, on: date | None, known_on: date | None) -> tuple[Rate, ...]:
    """Return the figure called `name`, or the figures of a series (one on a day)."""
    if name in book.series and on is not None:
        return (book.rate(name, on, known_on),)
    found = browse.history(name, book=book) or tuple(rate for rate in browse.find(book=book) if rate.id == name)
    if not found:
        raise InputError([Fault("name", "unknown-rate", {"value": name})])
    return found


def _show_multiple(options: argparse.Namespace, book: RateBook, words: Words, on: date, known_on: date | None) -> None:
    """Show a rate times a number, and the top-up due since it was priced."""
    quantity = number_of(options.times, "times")
    now = changes.multiple(options.name, quantity, on, known_on=known_on, book=book)
    workings = [now]
    data: dict[str, Any] = {"due": f"{money.pence(now.figure('amount.due')):f}"}
    lines = _working_lines(now, words)
    priced_on = day_of(options.priced_on, "priced_on")
    if priced_on is not None:
        then = changes.multiple(options.name, quantity, on, known_on=priced_on, book=book)
        due = changes.multiple_top_up(then, now)
        workings.insert(0, then)
        data |= {"then": f"{money.pence(then.figure('amount.due')):f}", "top_up": f"{due:f}"}
        lines = [*_working_lines(then, words), *lines, rate_tables.top_up_line(due, words)]
    data["rates"] = [rate.id for working in workings for rate in working.rates()]
    _write(options.format, [data], lines)


def _working_lines(working: Working, words: Words) -> list[str]:
    rate = next(iter(working.rates()))
    total = words.step_sum(working[-1], working)
    return [f"{words.rate(rate)} ({rate.id})", f"  {total} = {money_text(working[-1].value)}"]


def _sources(options: argparse.Namespace) -> None:
    sources = sorted(book_of(options).sources.values(), key=lambda source: source.id)
    data = [source.model_dump(mode="json") for source in sources]
    _write(options.format, data, (f"{source.id}: {source.title} <{source.url or '–'}>" for source in sources))


def _check(options: argparse.Namespace) -> int:
    on = day_of(options.on, "on")
    assert on is not None  # the option is required
    try:
        book = book_of(options)
    except RateFileError as error:
        faults = [fault._asdict() for fault in error.faults]
        _write(options.format, faults, map(str, error.faults))
        return FAILED
    report = browse.check(book, on)
    names = {"stale": report.stale, "unconfirmed": report.unconfirmed}
    data = {"grades": dict(report.grades)} | {name: [rate.id for rate in rates] for name, rates in names.items()}
    _write(options.format, [data], rate_tables.report_lines(report, words_in(options.lang)))
    return DONE


def _changes(options: argparse.Namespace) -> None:
    book, words = book_of(options), words_in(options.lang)
    since, until = day_of(options.since, "since"), day_of(options.until, "until")
    assert since is not None  # the option is required
    found = changes.changes(since, until=until, book=book)
    data = [rate_tables.change_data(change, book) for change in found]
    _write(options.format, data, (rate_tables.change_line(change, words) for change in found))


def _verify_list(options: argparse.Namespace) -> None:
    book = book_of(options)
    data = [rate_tables.verify_data(item, book) for item in browse.to_verify(book)]
    _write(options.format, data, (f"{row['evidence']:<12} {row['id']}: {row['confirm_in'] or '–'}" for row in data))
