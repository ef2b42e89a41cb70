"""`fairpay receipt`: check a receipt against the rates of today, or write it as one line."""

import argparse
import sys
from pathlib import Path

from fairpay import taskfile
from fairpay.cli.question import DONE, FAILED, add_common, book_of, write_json
from fairpay.present.receipts import verification_data, verification_lines
from fairpay.present.words import words_in
from fairpay.receipt import line, verify


def add_receipt(command: argparse.ArgumentParser) -> None:
    """Add `receipt verify` and `receipt line`."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, about, run in (
        ("verify", "work a receipt out again; status 1 when it does not hold", _verify),
        ("line", "write a receipt as one line of text to paste", _line),
    ):
        action = actions.add_parser(name, help=about)
        action.add_argument("file", type=Path, help="a receipt that `fairpay compare --format receipt` wrote (.json)")
        add_common(action, ["text", "json"])
        action.set_defaults(run=run)


def _verify(options: argparse.Namespace) -> int:
    found = verify(taskfile.read_table(options.file), book=book_of(options))
    if options.format == "json":
        write_json(verification_data(found))
    else:
        sys.stdout.writelines(f"{text}\n" for text in verification_lines(found, words_in(options.lang)))
    return DONE if found.holds else FAILED


def _line(options: argparse.Namespace) -> None:
    body = taskfile.read_table(options.file)
    verify(body, book=book_of(options))  # so that only a receipt is written out
    print(line(body))
