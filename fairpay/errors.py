"""What can go wrong, as codes with parameters.

Every message says what happened, why, and what to do. The words below are English templates;
`present/wording.py` finds them in the catalogues of other languages by the same text.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from fairpay.rate import Rate


def N_(message: str) -> str:
    """Mark a template for the catalogues."""
    return message


MESSAGES: dict[str, str] = {
    # what a user may put in
    "missing": N_("Enter %(name)s."),
    "unknown-field": N_("There is no field called “%(name)s”. Take it out, or check how it is spelt."),
    "not-a-date": N_("Enter %(name)s as a real date, like 2026-05-14."),
    "not-a-number": N_("Enter %(name)s as a number in figures, like 7.5, without spaces or letters."),
    "not-whole": N_("Enter %(name)s as a whole number, like 3."),
    "not-money": N_(
        "Enter %(name)s in pounds and pence, like 150 or 1,234.50. "
        "Use a full stop before the pence and no other signs or letters."
    ),
    "too-many-decimals": N_("Enter %(name)s with no more than two figures after the point."),
    "out-of-range": N_("Enter %(name)s between %(low)s and %(high)s."),
    "not-a-choice": N_("Choose %(name)s from: %(choices)s."),
    "not-text": N_("Enter %(name)s as text."),
    "not-true-or-false": N_("Enter %(name)s as true or false."),
    "not-a-table": N_("Enter %(name)s as a table of names and values."),
    "given-twice": N_("The field “%(name)s” was given twice. Give it once."),
    "no-hours": N_("Enter at least some hours of attendance, preparation or follow-up: there is no work to price."),
    "zone-outside-england": N_(
        "High cost area zones exist only in England. Choose “none”, or choose England as the nation."
    ),
    "band-closed": N_("Band 1 is closed: new work starts at Band 2. Choose Band 2 or higher."),
    "amount-or-card": N_("Give either an amount with its unit, or a step of a rate card: one of the two."),
    "day-fee-without-attendance": N_(
        "A fee for a day or half a day is paid for attendance, and there is none. "
        "Enter the hours of attendance, or give the fee per hour, session or task."
    ),
    "unknown-activity": N_("There is no activity called “%(value)s”. Choose one of: %(choices)s."),
    "unknown-comparator": N_(
        "There is no comparator called “%(value)s” for this work. Choose an id from the ladder, like afc.7.entry."
    ),
    "unknown-card-step": N_("There is no rate card step called “%(value)s”. Choose one of: %(choices)s."),
    "unknown-factor": N_("“%(value)s” is not one of the 16 factors. Use: %(choices)s."),
    "missing-factor": N_("The level of “%(value)s” is missing. All 16 factors need a level."),
    "factor-level": N_("The level of “%(value)s” must be a whole number from 1 to %(high)s."),
    "before-first-rate": N_(
        "%(on)s is before the first rates in the rate book, which start on %(first)s. Enter a later date."
    ),
    "known-before-first-rate": N_(
        "Nothing in the rate book was known on %(known_on)s: the first of its main rates became known on %(first)s. "
        "Enter a later date, or leave it out."
    ),
    # files and the command line
    "file-not-read": N_("The file %(file)s could not be read: %(reason)s. Check its name and that you may open it."),
    "file-type": N_("The file %(file)s must be .json or .toml."),
    "file-syntax": N_("The file %(file)s is not correct %(kind)s (%(where)s). Correct it and try again."),
    "file-not-a-table": N_("The file %(file)s must hold one table of names and values."),
    "file-too-large": N_("The file %(file)s is larger than %(limit)s. Give a smaller file."),
    "task-twice": N_("Give the task in a file or as options: %(name)s was given as an option beside a file."),
    "unknown-rate": N_(
        "There is no figure or series called “%(value)s”. `fairpay rates list --search` finds its name."
    ),
    "top-up-without-benchmark": N_("A top-up is worked out at a benchmark. Choose a band, an activity or a benchmark."),
    "not-a-receipt": N_("This is not a receipt of fairpay. Give the file that fairpay wrote, as it was."),
    # why a file is not correct, inside the messages above
    "not-utf-8": N_("it is not text in UTF-8"),
    "at-line": N_("line %(line)s"),
    "too-deep": N_("it is nested too deep"),
    "number-too-long": N_("a number is too large or too small"),
    "constant": N_("%(value)s is not a number"),
    "name-twice": N_("a name is there twice"),
    # what a comparator cannot answer
    "rate-not-found": N_(
        "There is no figure for %(series)s on %(on)s. The last one before: %(before)s. The next one after: %(after)s."
    ),
    "scale-not-found": N_(
        "There is no Agenda for Change scale for %(nation)s on %(on)s. The last one before: %(year)s (%(before)s). "
        "The next one after: %(after)s. You can ask to carry on with the last known scale."
    ),
    "no-step-for-length": N_("%(card)s has no amount for %(hours)s hours of attendance."),
    "step-by-hand": N_(
        "%(card)s: the source does not say which work this pays for, so it is used only when you name it."
    ),
    "step-for-other-work": N_("%(card)s is for another kind of work."),
    "no-attendance": N_("%(card)s pays for attendance, and there is none."),
    "no-rung": N_("There is no “%(value)s” on this ladder. Look at the ids of its rungs."),
    # the rate book
    "faulty-rates": N_("The rates cannot be used. %(count)s faults:\n%(faults)s"),
}


def _filled(code: str, params: Mapping[str, Any]) -> str:
    return MESSAGES[code] % {name: "none" if value is None else value for name, value in params.items()}


class FairpayError(Exception):
    """Any error that fairpay raises. `code` names it, `params` fill its message."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params: dict[str, Any] = params
        super().__init__(code)

    def __str__(self) -> str:
        return _filled(self.code, self.params)


class Fault(NamedTuple):
    """One thing that is wrong with what a user put in: where, and what."""

    field: str
    code: str
    params: Mapping[str, Any]

    def __str__(self) -> str:
        return _filled(self.code, self.params)


class InputError(FairpayError, ValueError):
    """What was put in cannot be used. `faults` names every fault, not only the first.

    It is a ValueError too, so that a table inside another one (the hours of a task) reports its
    faults together with the outer ones.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults[0].code, **self.faults[0].params)

    def __str__(self) -> str:
        return "\n".join(f"{fault.field}: {fault}" if fault.field else str(fault) for fault in self.faults)


class RateNotFound(FairpayError, LookupError):
    """No figure of a series applies on a day. `before` and `after` are the nearest ones."""

    def __init__(
        self,
        series: str,
        on: date,
        before: "Rate | None",
        after: "Rate | None",
        *,
        code: str = "rate-not-found",
        **params: Any,
    ) -> None:
        self.series, self.on, self.before, self.after = series, on, before, after
        super().__init__(
            code,
            series=series,
            on=on,
            before=before.period if before else None,
            after=after.period if after else None,
            **params,
        )


class RuleNotApplicable(FairpayError):
    """A comparator has no answer for this task. That is not zero."""


class FileFault(NamedTuple):
    """One fault of a rate file."""

    file: str
    entry: str
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.field}: {self.reason}"


class RateFileError(FairpayError):
    """The rate files are faulty. `faults` lists all of them."""

    def __init__(self, faults: Sequence[FileFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("faulty-rates", count=len(self.faults), faults="\n".join(map(str, self.faults)))
