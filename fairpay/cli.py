"""The command line: options → fairpay → text, JSON or CSV.

Exit status 0: done. 2: the input was refused, one line a fault on standard error.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

import fairpay
from fairpay import taskfile
from fairpay.comparison import Result
from fairpay.errors import FairpayError, Fault, InputError
from fairpay.present import document, report
from fairpay.present.language import LANGUAGES
from fairpay.present.words import words_in
from fairpay.task import BANDS, NATIONS, UNITS, ZONES, Offer, Task, day

DONE, REFUSED = 0, 2
_HOURS = ("attendance", "preparation", "follow_up", "travel", "recovery")
_TASK = ("on", "nation", "zone", "activity", "band", "benchmark", "people", "sessions", "age")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int | None = options.run(options)
        sys.stdout.flush()
    except FairpayError as error:
        words = words_in(options.lang)
        faults = error.faults if isinstance(error, InputError) else ()
        for line in [_fault_line(words.fault(fault), fault) for fault in faults] or [words.error(error)]:
            print(line, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or leaving would write to it again
        return DONE
    return status or DONE


def _fault_line(said: str, fault: Fault) -> str:
    return f"fairpay: {fault.field}: {said}" if fault.field else f"fairpay: {said}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fairpay",
        description="Put an involvement fee beside Agenda for Change, consultancy and director pay for the same work.",
    )
    parser.add_argument("--version", action="version", version=f"fairpay {fairpay.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_compare(commands.add_parser("compare", help="price one piece of work on every comparator"))
    _add_evaluate(commands.add_parser("evaluate", help="add up 16 factor levels: total and indicative band"))
    _add_serve(commands.add_parser("serve", help="start the web pages on this machine"))
    return parser


def _add_common(command: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    command.add_argument("--format", choices=formats, default="text", help="how to write the answer (text)")
    command.add_argument("--lang", choices=list(LANGUAGES), default="en", help="language of the words (en)")


def _add_compare(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", nargs="?", type=Path, help="a task file (.json or .toml) instead of options")
    command.add_argument("--on", metavar="DATE", help="day of the work, like 2026-05-14; rates are looked up for it")
    command.add_argument("--nation", help=", ".join(NATIONS))
    command.add_argument("--zone", help=f"high cost area, England only: {', '.join(ZONES)}")
    command.add_argument("--activity", help="kind of work, like co-facilitate-workshop: chooses the benchmark")
    command.add_argument("--band", help=f"benchmark by Agenda for Change band: {', '.join(BANDS)}")
    command.add_argument("--levels", type=Path, metavar="FILE", help="benchmark by the 16 factor levels in a file")
    command.add_argument("--benchmark", metavar="ID", help="benchmark by comparator, like consultancy.director-level")
    for kind in _HOURS:
        name = kind.replace("_", "-")
        command.add_argument(f"--{name}", dest=kind, metavar="HOURS", help=f"hours of {name}, one person, one session")
    for kind in ("travel", "recovery"):
        command.add_argument(f"--count-{kind}", action="store_true", default=None, help=f"count {kind} as work")
    command.add_argument("--people", help="how many people (1)")
    command.add_argument("--sessions", help="how many sessions (1)")
    command.add_argument("--age", help="age of the person, for the legal minimum (adult)")
    command.add_argument("--fee", metavar="POUNDS", help="the amount offered; 0 for unpaid work")
    command.add_argument("--per", help=f"what the fee is paid for: {', '.join(UNITS)}")
    command.add_argument("--card", metavar="CARD:STEP", help="a rate card step instead of a fee, like tewv:block")
    command.add_argument("--known-on", metavar="DATE", help="leave out what became known after this day")
    command.add_argument("--basis", choices=["pay", "cost"], default="pay", help="what ratio and shortfall count (pay)")
    command.add_argument(
        "--last-known-scale", action="store_true", help="carry the last known pay scale on where there is none"
    )
    command.add_argument(
        "--working", metavar="ID", nargs="+", help="rungs whose working to show, or all (those the answer rests on)"
    )
    _add_common(command, ["text", "json", "csv"])
    command.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> None:
    task, offer = _question(options)
    result = fairpay.compare(
        task,
        offer,
        known_on=_known_on(options.known_on),
        basis=options.basis,
        last_known_scale=options.last_known_scale,
    )
    book, working = fairpay.rates(), _working(options.working, result)
    if options.format == "json":
        _write_json(document.document(result, fairpay.__version__, book, options.lang, working))
    elif options.format == "csv":
        sys.stdout.write(report.table(result, options.lang))
    else:
        sys.stdout.write(report.text(result, book, options.lang, working))


def _working(asked: list[str] | None, result: Result) -> list[str] | None:
    if asked == ["all"]:
        return [rung.id for rung in result.rungs]
    return None if asked is None else [result[name].id for name in asked]


def _question(options: argparse.Namespace) -> tuple[Task, Offer]:
    """Build the task and the offer from a file or from options, naming the faults of both."""
    given = {
        name: value
        for name in (*_TASK, *_HOURS, "levels", "fee", "per", "card", "count_travel", "count_recovery")
        if (value := getattr(options, name)) is not None
    }
    if options.file is not None:
        if given:
            raise InputError([Fault(name, "task-twice", {"name": name}) for name in given])
        table = taskfile.read_table(options.file)
        task, offer = table.pop("task", table), table.pop("offer", {})
        if task is not table and table:
            raise InputError([Fault(name, "unknown-field", {"name": name}) for name in table])
    else:
        task = {name: given[name] for name in _TASK if name in given}
        task["hours"] = {name: given[name] for name in (*_HOURS, "count_travel", "count_recovery") if name in given}
        if "levels" in given:
            task["levels"] = taskfile.read_table(given["levels"])
        offer = {to: given[name] for name, to in (("fee", "amount"), ("per", "per"), ("card", "card")) if name in given}
    return _both(task, offer)


def _both(task: Any, offer: Any) -> tuple[Task, Offer]:
    faults: list[Fault] = []
    built: list[Any] = []
    for name, model, values in (("task", Task, task), ("offer", Offer, offer)):
        if not isinstance(values, dict):
            faults.append(Fault(name, "not-a-table", {"name": name}))
            continue
        try:
            built.append(model(**values))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return built[0], built[1]


def _known_on(text: str | None) -> Any:
    try:
        return None if text is None else day(text)
    except PydanticCustomError:
        raise InputError([Fault("known_on", "not-a-date", {"name": "known_on"})]) from None


def _add_evaluate(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, help="a levels file (.json or .toml): factor id to level")
    _add_common(command, ["text", "json"])
    command.set_defaults(run=_evaluate)


def _evaluate(options: argparse.Namespace) -> None:
    found = fairpay.evaluate(taskfile.read_table(options.file))
    words = words_in(options.lang)
    if options.format == "json":
        caveats = [{"code": caveat.code, "message": words.caveat(caveat)} for caveat in found.caveats]
        _write_json({"total": found.total, "band": found.band, "scores": dict(found.scores), "caveats": caveats})
        return
    print(f"{found.total}  {found.band or '–'}")
    for caveat in found.caveats:
        print(words.caveat(caveat))


def _write_json(value: dict[str, Any]) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def _add_serve(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    command.add_argument("--port", type=int, default=None, help="port to listen on (8000, or the next free one)")
    command.add_argument("--allow-remote", action="store_true", help="listen beyond this machine")
    command.add_argument("--lang", choices=list(LANGUAGES), default="en", help=argparse.SUPPRESS)
    command.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    from webapp.server import serve

    return serve(host=options.host, port=options.port, allow_remote=options.allow_remote)
