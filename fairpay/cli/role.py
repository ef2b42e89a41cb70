"""`fairpay role`: a role's work and advertised pay, and an advert's arithmetic."""

import argparse
import sys
from pathlib import Path
from typing import Any, TypeVar

import fairpay
from fairpay import taskfile
from fairpay.cli.question import DONE, FAILED, add_common, add_known_on, book_of, pairs, write_csv, write_json
from fairpay.errors import Fault, InputError
from fairpay.inputs import day_of
from fairpay.present.advert_report import advert_data, advert_text
from fairpay.present.role_report import role_data, role_table, role_text
from fairpay.present.words import words_in
from fairpay.role import Advert, AdvertCheck, Role, RoleCheck
from fairpay.task import BANDS, NATIONS, ZONES

_BOTH = ("on", "nation", "salary", "hours", "days", "fte")
_ROLE = ("zone", "band", "years")
_Question = TypeVar("_Question", Role, Advert)


def add_role(command: argparse.ArgumentParser) -> None:
    """Add the options of `role`."""
    command.add_argument("--on", metavar="DATE", help="closing date or start, like 2026-05-14")
    command.add_argument("--nation", help=", ".join(NATIONS))
    command.add_argument("--zone", help=f"high cost area, England only: {', '.join(ZONES)}")
    command.add_argument("--band", help=f"advertised band: {', '.join(BANDS)}")
    command.add_argument(
        "--salary", metavar="POUNDS", help="advertised salary of a full-time year, with or without a band"
    )
    command.add_argument(
        "--activity",
        metavar="ACTIVITY=PERCENT",
        action="append",
        default=[],
        help="an activity of the work and its share of the week, like peer-support-session=60",
    )
    command.add_argument(
        "--level",
        metavar="FACTOR=LEVEL",
        action="append",
        default=[],
        help="the level of a factor, like knowledge=4, 3-4 or unknown; goes before file and activities",
    )
    command.add_argument("--levels", type=Path, metavar="FILE", help="factor levels in a file (.json or .toml)")
    command.add_argument("--fte", metavar="SHARE", help="share of full time, like 0.5 (1)")
    command.add_argument("--hours", help="hours a week, instead of a share")
    command.add_argument("--days", help="days a week, instead of a share")
    command.add_argument("--years", help="over how many years to count (5)")
    command.add_argument("--stated", metavar="POUNDS", help="the pay that the advert states for these hours or days")
    command.add_argument(
        "--last-known-scale", action="store_true", help="carry the last known pay scale on where there is none"
    )
    add_known_on(command)
    add_common(command, ["text", "json", "csv"])
    command.set_defaults(run=_role)


def _role(options: argparse.Namespace) -> int:
    book, words = book_of(options), words_in(options.lang)
    role, advert = _checked(options, book)
    if options.format == "json":
        write_json(
            {"fairpay": fairpay.__version__}
            | ({"role_check": role_data(role, words, book)} if role else {})
            | ({"advert_check": advert_data(advert, words, book)} if advert else {})
        )
    elif options.format == "csv":
        write_csv(role_table(role, advert, words))
    else:
        texts = [advert_text(advert, words, book)] if advert else []
        texts += [role_text(role, words, book)] if role else []
        sys.stdout.write("\n".join(texts))
    below = role is not None and role.verdict == "advertised-below-indicative"
    return FAILED if below or (advert is not None and not advert.holds) else DONE


def _checked(options: argparse.Namespace, book: fairpay.RateBook) -> tuple[RoleCheck | None, AdvertCheck | None]:
    """Check the advert where pay is stated, and the role where anything is said of it or no pay is stated."""
    given = {name: value for name in (*_BOTH, *_ROLE) if (value := getattr(options, name)) is not None}
    faults: list[Fault] = []
    work = _work(options, faults)
    role, advert = None, None
    if options.stated is not None:
        of_advert = {name: given[name] for name in _BOTH if name in given}
        advert = _built(Advert, of_advert | {"stated": options.stated}, faults)
    if options.stated is None or work or any(name in given for name in _ROLE):
        role = _built(Role, given | work, faults)
    if faults:
        if options.activity or options.level:  # what is wrong with them is said already
            faults = [fault for fault in faults if fault.code != "role-without-work"]
        raise InputError(list({str(fault): fault for fault in faults}.values()))  # each once: they share fields
    known = day_of(options.known_on, "known_on")
    carry_on = options.last_known_scale
    return (
        fairpay.check_role(role, known_on=known, last_known_scale=carry_on, book=book) if role else None,
        fairpay.check_advert(advert, known_on=known, book=book) if advert else None,
    )


def _built(model: type[_Question], table: dict[str, Any], faults: list[Fault]) -> _Question | None:
    try:
        return model(**table)
    except InputError as error:
        faults += error.faults
        return None


def _work(options: argparse.Namespace, faults: list[Fault]) -> dict[str, Any]:
    """Read the activities and levels; what is wrong with them is added to the faults."""
    activities = pairs(options.activity, "activities", "activity-option", faults)
    levels = taskfile.read_table(options.levels) if options.levels else {}
    levels |= pairs(options.level, "levels", "level-option", faults)
    return {name: table for name, table in (("activities", activities), ("levels", levels)) if table}
