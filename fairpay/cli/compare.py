"""`fairpay compare`: one piece of work beside every comparator."""

import argparse
import sys

import fairpay
from fairpay.changes import TopUp, top_up
from fairpay.cli.question import add_common, add_task, book_of, question, write_csv, write_json
from fairpay.comparison import Result
from fairpay.errors import Fault, InputError
from fairpay.inputs import day_of
from fairpay.present import document, report
from fairpay.receipt import receipt
from fairpay.task import UNITS


def add_compare(command: argparse.ArgumentParser) -> None:
    """Add the options of `compare`."""
    add_task(command)
    command.add_argument("--fee", metavar="POUNDS", help="the amount offered; 0 for unpaid work")
    command.add_argument("--per", help=f"what the fee is paid for: {', '.join(UNITS)}")
    command.add_argument("--card", metavar="CARD:STEP", help="a rate card step instead of a fee, like tewv:block")
    command.add_argument("--basis", choices=["pay", "cost"], default="pay", help="what ratio and shortfall count (pay)")
    command.add_argument(
        "--last-known-scale", action="store_true", help="carry the last known pay scale on where there is none"
    )
    command.add_argument(
        "--working", metavar="ID", nargs="+", help="rungs whose working to show, or all (those the answer rests on)"
    )
    command.add_argument(
        "--priced-on",
        metavar="DATE",
        help="the day on which it was priced: shows the top-up due at the benchmark since",
    )
    add_common(command, ["text", "json", "csv", "receipt"])
    command.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> None:
    task, offer = question(options)
    book = book_of(options)
    result = fairpay.compare(
        task,
        offer,
        known_on=day_of(options.known_on, "known_on"),
        basis=options.basis,
        last_known_scale=options.last_known_scale,
        book=book,
    )
    working = _working(options.working, result)
    due = _top_up(options, result, book)
    if options.format == "json":
        answer = document.document(result, fairpay.__version__, book, options.lang, working)
        write_json(answer | ({"top_up": document.top_up_data(due)} if due else {}))
    elif options.format == "receipt":
        write_json(receipt(result, fairpay.__version__))
    elif options.format == "csv":
        write_csv(report.table(result, options.lang))
    else:
        sys.stdout.write(report.text(result, book, options.lang, working))
        if due:
            sys.stdout.write(report.top_up_text(due, book, options.lang))


def _top_up(options: argparse.Namespace, result: Result, book: fairpay.RateBook) -> TopUp | None:
    """Work out what is due at the benchmark since the work was priced, where that was asked."""
    priced_on = day_of(options.priced_on, "priced_on")
    if priced_on is None:
        return None
    if result.benchmark is None:
        raise InputError([Fault("priced_on", "top-up-without-benchmark", {})])
    return top_up(
        result.task,
        result.benchmark,
        priced_on=priced_on,
        known_on=result.known_on,
        last_known_scale=result.last_known_scale,
        book=book,
    )


def _working(asked: list[str] | None, result: Result) -> list[str] | None:
    if asked == ["all"]:
        return [rung.id for rung in result.rungs]
    return None if asked is None else [result[name].id for name in asked]
