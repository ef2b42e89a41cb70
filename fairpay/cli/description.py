"""`fairpay description`: what job evaluation reads in the words of a job description."""

import argparse
import sys
from pathlib import Path

import fairpay
from fairpay import taskfile
from fairpay.cli.question import DONE, FAILED, add_common, book_of, write_csv, write_json
from fairpay.description import decoded
from fairpay.description.text import MOST_BYTES
from fairpay.errors import Fault, InputError
from fairpay.present.description_report import description_data, description_text, marked_data
from fairpay.present.rate_tables import table
from fairpay.present.words import words_in

_STANDARD_INPUT = "-"


def add_description(command: argparse.ArgumentParser) -> None:
    """Add the options of `description`."""
    command.add_argument("file", help="a plain text file, or - for standard input")
    command.add_argument(
        "--activity",
        dest="activities",
        metavar="ID",
        action="append",
        default=[],
        help="what the work is, like peer-support-session; may be given more than once",
    )
    command.add_argument(
        "--levels", type=Path, metavar="FILE", help="the levels that the work needs (.json or .toml), some or all"
    )
    add_common(command, ["text", "json", "csv"])
    command.set_defaults(run=_description)


def _description(options: argparse.Namespace) -> int:
    book, words = book_of(options), words_in(options.lang)
    text, notes = decoded(_bytes(options.file))
    levels = taskfile.read_table(options.levels) if options.levels else None
    found = fairpay.check_description(text, activities=options.activities, levels=levels, book=book)
    found = found._replace(caveats=(*found.caveats, *notes))
    if options.format == "json":
        write_json(description_data(found, words, book))
    elif options.format == "csv":
        write_csv(table(marked_data(found, words, book)))
    else:
        sys.stdout.write(description_text(found, words, book))
    return FAILED if found.falls_short else DONE


def _bytes(name: str) -> bytes:
    """Read a file or standard input, and no more of it than is taken and one byte."""
    if name == _STANDARD_INPUT:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        params = {"file": name, "reason": error.strerror or str(error)}
        raise InputError([Fault("", "file-not-read", params)]) from None
