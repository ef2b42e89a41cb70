"""`fairpay meeting`: what each seat at a meeting is paid an hour, and whom its money reaches."""

import argparse
import sys

import fairpay
from fairpay.cli.question import DONE, FAILED, add_common, add_known_on, book_of, write_csv, write_json
from fairpay.meetings.seats import FEE_UNITS, GROUPS, KINDS, template
from fairpay.present import meeting_report
from fairpay.present.meeting_words import EXAMPLES
from fairpay.present.words import words_in
from fairpay.tables.writing import csv_text
from fairpay.task import NATIONS, ZONES

_TEMPLATE = "template"
_ABOUT = f"""\
One row for each kind of seat. Columns: kind ({", ".join(KINDS)}); group ({", ".join(GROUPS)}; by the kind when it
is left out); count, how many people; amount and per ({", ".join(FEE_UNITS)}) of a fee; band and point of a salary;
comparator, the id of a consultant's, director's or non-executive's pay (a consultant can have the amount of a
day rate instead); attendance (the length of the meeting when it is left out), preparation, follow_up and
travel in hours; count_travel (yes or no). label says which kind of seat it is. Do not put a person's name there.
`fairpay meeting template` writes such a table to fill in.
"""


def add_meeting(command: argparse.ArgumentParser) -> None:
    """Add the options of `meeting`."""
    command.epilog = _ABOUT
    command.add_argument(
        "file", help=f"the seats (.csv, .xlsx, .json or .toml), or `{_TEMPLATE}` to write a table to fill in"
    )
    command.add_argument("--on", metavar="DATE", help="day of the meeting, like 2026-05-14; rates are looked up for it")
    command.add_argument("--nation", help=", ".join(NATIONS))
    command.add_argument("--zone", default="none", help=f"high cost area, England only: {', '.join(ZONES)}")
    command.add_argument("--hours", help="length of the meeting, which a seat attends unless its row says otherwise")
    command.add_argument(
        "--parity-at",
        metavar="BENCHMARK",
        help="what it would take to raise seats of lived experience to: a band, an activity, or an id like afc.5.entry",
    )
    add_known_on(command)
    command.add_argument(
        "--last-known-scale", action="store_true", help="carry the last known pay scale on where there is none"
    )
    add_common(command, ["text", "json", "csv"])
    command.set_defaults(run=_meeting)


def _meeting(options: argparse.Namespace) -> int:
    if options.file == _TEMPLATE:
        words = words_in(options.lang)
        write_csv(csv_text(template({kind: words.say(name) for kind, name in EXAMPLES.items()})))
        return DONE
    book = book_of(options)
    found = fairpay.meeting(
        options.file,
        on=options.on,
        nation=options.nation,
        zone=options.zone,
        hours=options.hours,
        parity_at=options.parity_at,
        known_on=options.known_on,
        last_known_scale=options.last_known_scale,
        book=book,
    )
    if options.format == "json":
        write_json(meeting_report.meeting_data(found, fairpay.__version__, book, options.lang))
    elif options.format == "csv":
        write_csv(meeting_report.table(found, options.lang))
    else:
        sys.stdout.write(meeting_report.text(found, book, options.lang))
    return FAILED if found.below_legal_minimum else DONE
