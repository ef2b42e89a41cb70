"""The question on a command line: options or a file → task, offer and rate book."""

import argparse
import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

import fairpay
from fairpay import taskfile
from fairpay.errors import Fault, InputError
from fairpay.inputs import number
from fairpay.present.language import LANGUAGES
from fairpay.tables.writing import for_excel
from fairpay.task import BANDS, NATIONS, UNITS, ZONES, Offer, Task

DONE, FAILED, REFUSED = 0, 1, 2
_HOURS = ("attendance", "preparation", "follow_up", "travel", "recovery")
_TASK = ("on", "nation", "zone", "activity", "band", "benchmark", "people", "sessions", "age")
_OFFER = {"fee": "amount", "per": "per", "card": "card"}


def add_common(command: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    command.add_argument("--format", choices=formats, default="text", help="how to write the answer (text)")
    add_language(command)
    add_rates_option(command)


def add_rates_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--rates",
        metavar="PATH",
        type=Path,
        action="append",
        default=[],
        help="rates of your own: a folder, a rate card (.toml) or day rates (.csv); may be given more than once",
    )


def add_language(command: argparse.ArgumentParser) -> None:
    command.add_argument("--lang", choices=list(LANGUAGES), default="en", help="language of the words (en)")


def add_task(command: argparse.ArgumentParser) -> None:
    """Add the options that describe a piece of work."""
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
    add_known_on(command)


def add_known_on(command: argparse.ArgumentParser) -> None:
    command.add_argument("--known-on", metavar="DATE", help="leave out what became known after this day")


def book_of(options: argparse.Namespace) -> fairpay.RateBook:
    """Return the rate book, with the user's own rates beside it."""
    return fairpay.rates(*options.rates)


def question(options: argparse.Namespace) -> tuple[Task, Offer]:
    """Build the task and the offer from a file or from options, naming the faults of both."""
    try:
        task, offer = _built(("task", Task), ("offer", Offer), values=_asked(options))
    except InputError as error:
        raise error if options.file else InputError([_by_option(fault) for fault in error.faults]) from None
    return task, offer


def _by_option(fault: Fault) -> Fault:
    """Name the options where an offer is neither a fee with its unit nor a rate card step."""
    return fault if fault.code != "amount-or-card" else Fault(fault.field, "fee-options", {"choices": "|".join(UNITS)})


def task_of(options: argparse.Namespace) -> Task:
    """Build the task alone, from a file or from options."""
    task: Task = _built(("task", Task), values=_asked(options)[:1])[0]
    return task


def _asked(options: argparse.Namespace) -> tuple[Any, Any]:
    given = {
        name: value
        for name in (*_TASK, *_HOURS, "levels", *_OFFER, "count_travel", "count_recovery")
        if (value := getattr(options, name, None)) is not None
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
        offer = {to: given[name] for name, to in _OFFER.items() if name in given}
    return task, offer


def _built(*models: tuple[str, type[Any]], values: tuple[Any, ...]) -> list[Any]:
    faults: list[Fault] = []
    built: list[Any] = []
    for (name, model), table in zip(models, values, strict=True):
        if not isinstance(table, dict):
            faults.append(Fault(name, "not-a-table", {"name": name}))
            continue
        try:
            built.append(model(**table))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return built


def number_of(text: str, name: str) -> Decimal:
    """Read a number from an option called `name`.

    Raises:
        InputError: it is not a number in figures.
    """
    try:
        return number(text)
    except PydanticCustomError:
        raise InputError([Fault(name, "not-a-number", {"name": name})]) from None


def pairs(texts: Sequence[str], field: str, code: str, faults: list[Fault]) -> dict[str, str]:
    """Read options like planning=2 as a table; what is wrong with them is added to the faults, filed under `field`."""
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            faults.append(Fault(field, code, {"value": text}))
        elif name in found:
            faults.append(Fault(f"{field}.{name}", "given-twice", {"name": name}))
        else:
            found[name] = value
    return found


def write_csv(table: str) -> None:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(newline="")  # the line ends of CSV are written already
    sys.stdout.write(for_excel(table))


def write_json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
