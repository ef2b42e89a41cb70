"""`fairpay evaluate`: sixteen factor levels → total and band, and how they match a profile."""

import argparse
import sys
from pathlib import Path
from typing import Any

import fairpay
from fairpay import taskfile
from fairpay.cli.question import DONE, FAILED, add_common, book_of, pairs, write_csv, write_json
from fairpay.errors import Fault, InputError
from fairpay.present.evaluation_report import evaluation_data, evaluation_rows, evaluation_text, table_text
from fairpay.present.match_report import match_data, match_table, match_text
from fairpay.present.words import words_in


def add_evaluate(command: argparse.ArgumentParser) -> None:
    """Add the options of `evaluate`."""
    command.add_argument("file", nargs="?", type=Path, help="a levels file (.json or .toml): factor id to level")
    command.add_argument(
        "--level",
        metavar="FACTOR=LEVEL",
        action="append",
        default=[],
        help="the level of one factor, like planning=2, planning=2-3 or planning=unknown; goes before the file",
    )
    command.add_argument(
        "--profile", type=Path, metavar="FILE", help="a job profile to match (.json or .toml): levels, band, score"
    )
    add_common(command, ["text", "json", "csv"])
    command.set_defaults(run=_evaluate)


def _evaluate(options: argparse.Namespace) -> int:
    levels, book, words = _levels(options), book_of(options), words_in(options.lang)
    found = None
    if options.profile is not None:
        found = fairpay.match(levels, taskfile.read_table(options.profile), book=book)
    evaluation = found.evaluation if found else fairpay.evaluate(levels, book=book)
    if options.format == "json":
        answer = evaluation_data(evaluation, words, book)
        write_json(answer | ({"match": match_data(found, words, book)} if found else {}))
    elif options.format == "csv":
        rows = evaluation_rows(evaluation, words, book)
        write_csv(match_table(found, words, book) if found else table_text(rows))
    else:
        sys.stdout.write(match_text(found, words, book) if found else evaluation_text(evaluation, words, book))
    return FAILED if found and found.outcome == "no-match" else DONE


def _levels(options: argparse.Namespace) -> dict[str, Any]:
    """Return the levels of the file, with those given as options in their place."""
    if options.file is None and not options.level:
        raise InputError([Fault("levels", "missing", {"name": "levels"})])
    faults: list[Fault] = []
    given = pairs(options.level, "levels", "level-option", faults)
    if faults:
        raise InputError(faults)
    return (taskfile.read_table(options.file) if options.file else {}) | given
