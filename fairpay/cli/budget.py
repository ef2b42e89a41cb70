"""`fairpay budget`: check a plan or a ledger, and the template for one."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, BinaryIO, TextIO

import fairpay
from fairpay.budget import Options, check_table, options_of
from fairpay.budget.checker import Columns
from fairpay.budget.columns import COLUMNS
from fairpay.budget.where import DESTINATIONS
from fairpay.cli.question import DONE, FAILED, add_common, add_language, book_of, write_json
from fairpay.errors import Fault, InputError
from fairpay.present import budget_report, budget_text
from fairpay.present.budget_template import template_csv, write_template
from fairpay.present.budget_workbook import write_budget
from fairpay.tables.reading import open_table
from fairpay.tables.table import Table
from fairpay.tables.writing import for_excel
from fairpay.task import NATIONS, ZONES

_EVERY = 20_000  # rows between two notes on progress
_XLSX = ".xlsx"


def add_budget(command: argparse.ArgumentParser) -> None:
    """Add the commands under `budget`."""
    commands = command.add_subparsers(dest="budget_command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check a budget file line by line, and add it up")
    check.add_argument("file", type=Path, help="a CSV or XLSX file with a row of headings")
    check.add_argument(
        "--out", type=Path, metavar="FILE", help="write the same rows with added columns here (.csv or .xlsx)"
    )
    check.add_argument("--nation", help=f"for lines that name none: {', '.join(NATIONS)}")
    check.add_argument("--zone", default="none", help=f"for lines that name none: {', '.join(ZONES)}")
    check.add_argument("--period", metavar="FROM:TO", help="the plan's period, like 2026-04-01:2027-03-31")
    check.add_argument(
        "--ringfence",
        metavar="NAME=PERCENT",
        action="append",
        default=[],
        help="a target as a share of the whole, like lived_experience=50%%; may be given more than once; "
        f"names: {', '.join(DESTINATIONS)}",
    )
    check.add_argument("--hours-at", dest="unpaid_at", metavar="ID", help="value hours given at this, like afc.5.entry")
    check.add_argument("--promised-days", metavar="DAYS", help="in how many days payment was promised")
    check.add_argument("--basis", choices=["pay", "cost"], default="pay", help="what below benchmark counts (pay)")
    check.add_argument("--known-on", metavar="DATE", help="leave out what became known after this day")
    check.add_argument("--last-known-scale", action="store_true", help="carry the last known pay scale on")
    check.add_argument("--count-travel", action="store_true", help="count travel as work")
    check.add_argument("--processes", type=int, default=1, metavar="NUMBER", help="on how many cores to work (1)")
    add_common(check, ["text", "json", "csv"])
    check.set_defaults(run=_check)
    template = commands.add_parser("template", help="write an empty budget file with all headings and an example")
    template.add_argument(
        "--out", type=Path, metavar="FILE", help="write it here, .csv or .xlsx (CSV to standard output)"
    )
    add_language(template)
    template.set_defaults(run=_template)


def _check(options: argparse.Namespace) -> int:
    book = book_of(options)
    asked = options_of(
        book,
        nation=options.nation,
        zone=options.zone,
        period=options.period,
        ringfence=_targets(options.ringfence),
        unpaid_at=options.unpaid_at,
        promised_days=options.promised_days,
        basis=options.basis,
        known_on=options.known_on,
        last_known_scale=options.last_known_scale,
        count_travel=options.count_travel,
    )
    own = book if options.rates else None
    with _read(options.file) as source, open_table(source, COLUMNS, name=options.file.name) as table:
        if options.out is not None:
            _refuse_same(options.file, options.out)
            if options.out.suffix.lower() == _XLSX:
                with _written_whole(options.out, binary=True) as out:
                    budget = _written_as_xlsx(table, asked, out, options, own)
            else:
                with _written_whole(options.out) as out:
                    budget = _written(table, asked, out, options, own)
        elif options.format == "csv":
            if isinstance(sys.stdout, TextIOWrapper):
                sys.stdout.reconfigure(newline="")
            budget = _written(table, asked, sys.stdout, options, own)
        else:
            budget = check_table(_watched(table), asked, processes=options.processes, book=own)
    if options.format == "json":
        write_json(budget_report.budget_data(budget, fairpay.__version__, options.lang))
    elif options.format == "text":
        sys.stdout.write(budget_text.text(budget, options.lang))
    return FAILED if budget.failed else DONE


def _written(
    table: Table, asked: Options, out: TextIO, options: argparse.Namespace, book: fairpay.RateBook | None
) -> fairpay.Budget:
    """Check a table while writing its rows with what was found."""
    rows = budget_report.CsvRows(options.lang)
    out.write(for_excel(rows.header(Columns(table.header).texts)))
    return check_table(_watched(table), asked, shape=rows, emit=out.write, processes=options.processes, book=book)


def _written_as_xlsx(
    table: Table, asked: Options, out: IO[bytes], options: argparse.Namespace, book: fairpay.RateBook | None
) -> fairpay.Budget:
    """Check a table while writing it to a workbook; a long one does not fill the memory."""
    return write_budget(
        *(out, _watched(table), asked, fairpay.__version__),
        lang=options.lang,
        book=book,
        processes=options.processes,
        in_memory=False,
    )


def _watched(table: Table) -> Table:
    """Say on a terminal how far the work has come; nothing in a pipe."""
    return table._replace(rows=_counted(table.rows)) if sys.stderr.isatty() else table


def _counted(rows: Iterator[Any]) -> Iterator[Any]:
    count = 0
    for count, row in enumerate(rows, start=1):
        if count % _EVERY == 0:
            print(f"\r{count:,}", end="", file=sys.stderr, flush=True)
        yield row
    if count >= _EVERY:
        print("\r" + " " * 20 + "\r", end="", file=sys.stderr, flush=True)


def _targets(texts: list[str]) -> dict[str, str]:
    targets: dict[str, str] = {}
    for text in texts:
        name, _, share = text.partition("=")
        if name in targets:
            raise InputError([Fault("ringfence", "given-twice", {"name": name})])
        targets[name] = share
    return targets


@contextmanager
def _read(path: Path) -> Iterator[BinaryIO]:
    with _told("file-not-read", path):
        file = path.open("rb")
    with file:
        yield file


@contextmanager
def _told(code: str, path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError([Fault("", code, {"file": str(path), "reason": reason})]) from None


@contextmanager
def _written_whole(path: Path, *, binary: bool = False) -> Iterator[Any]:
    """Open a file that takes the place of `path` once all is written: until then nothing there changes."""
    direct = path.exists() and not path.is_file()  # such as /dev/stdout
    whole = path.resolve()  # of a link: the file that it leads to
    beside = path if direct else whole.with_name(f".{whole.name}.{os.getpid()}")
    mode = "w" if direct else "x"
    try:
        with _told("file-not-written", path):
            out = beside.open(f"{mode}b") if binary else beside.open(mode, encoding="utf-8", newline="")
        with out:
            yield out
        if not direct:
            with _told("file-not-written", path):
                if whole.exists():
                    shutil.copymode(whole, beside)
                beside.replace(whole)
    finally:
        if not direct:
            beside.unlink(missing_ok=True)


def _refuse_same(file: Path, out: Path) -> None:
    """The file that is read cannot be written over while it is read."""
    if out.exists() and out.samefile(file):
        raise InputError([Fault("out", "file-not-read", {"file": str(out), "reason": Fault("", "same-file", {})})])


def _template(options: argparse.Namespace) -> None:
    if options.out is not None and options.out.suffix.lower() == _XLSX:
        with _written_whole(options.out, binary=True) as file:
            write_template(file, fairpay.rates(), options.lang)
        return
    text = for_excel(template_csv(options.lang))
    if options.out is not None:
        with _written_whole(options.out) as out:
            out.write(text)
        return
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(newline="")
    sys.stdout.write(text)
