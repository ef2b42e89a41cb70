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
    "not-a-day": N_("Enter %(name)s as a real date, the day first, like 14/05/2026 or 2026-05-14."),
    "year-in-two-figures": N_(
        "Enter %(name)s with all four figures of the year, like 14/05/2026. With two of them the century is a guess."
    ),
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
    "not-a-list": N_("Enter %(name)s as a list."),
    "list-too-long": N_("Give at most %(max_length)s entries in %(name)s."),
    "list-too-short": N_("Give at least one entry in %(name)s."),
    "given-twice": N_("The field “%(name)s” was given twice. Give it once."),
    "no-hours": N_("Enter at least some hours of attendance, preparation or follow-up: there is no work to price."),
    "zone-outside-england": N_(
        "High cost area zones exist only in England. Choose “none”, or choose England as the nation."
    ),
    "band-closed": N_("Band 1 is closed: new work starts at Band 2. Choose Band 2 or higher."),
    "amount-or-card": N_("Give either an amount with its unit, or a step of a rate card: one of the two."),
    "fee-options": N_("Give either --fee with --per %(choices)s, or --card CARD:STEP."),
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
    "missing-factor": N_("The level of “%(value)s” is missing. Give a level, or “unknown” if you do not know it."),
    "factor-level": N_(
        "The level of “%(value)s” must be a whole number from 1 to %(high)s, a range like 2-3, or “unknown”."
    ),
    "factor-range": N_("The range of “%(value)s” runs backwards. Put the lower level first, like 2-3."),
    "level-option": N_("Give a level as FACTOR=LEVEL, like planning=2: “%(value)s” is not."),
    "exact-level": N_("To match a profile, give one whole level of “%(value)s”, from 1 to %(high)s."),
    "profile-level": N_(
        "Give the level or the range that the profile has for “%(value)s”, from 1 to %(high)s, like 3 or 2-3."
    ),
    "profile-score": N_(
        "Give the score range of the profile as two whole numbers, minimum and maximum, the lower one first. "
        "Leave it out if the profile prints none."
    ),
    "band-or-salary": N_("Give the advertised band, the advertised salary of a full-time year, or both."),
    "hours-more-than-once": N_("Give the hours of the role once: as a share of full time, or hours or days a week."),
    "hours-or-days": N_(
        "Give the hours a week, the days a week or the share of full time that the advert states: one of the three."
    ),
    "above-full-time": N_("A full-time week here on this date is %(hours)s hours. Enter no more than that."),
    "role-without-work": N_(
        "Give the activities of the work, or its 16 factor levels: without them there is no indicative band. "
        "To check only the sum in an advert, leave out the band, the zone and the years."
    ),
    "shares-above-week": N_(
        "The activities take %(total)s per cent of the week together. Enter shares that are no more than 100 together."
    ),
    "activity-option": N_("Give an activity as ACTIVITY=PERCENT, like peer-support-session=60: “%(value)s” is not."),
    "before-first-rate": N_(
        "%(on)s is before the first rates in the rate book, which start on %(first)s. Enter a later date."
    ),
    "known-before-first-rate": N_(
        "Nothing in the rate book was known on %(known_on)s: the first of its main rates became known on %(first)s. "
        "Enter a later date, or leave it out."
    ),
    # files and the command line
    "file-not-read": N_("The file %(file)s could not be read: %(reason)s. Check its name and that you may open it."),
    "needs-xlsx": N_(
        'XLSX files are written by a package that is not installed. Install it with: pip install "fairpay[xlsx]". '
        "CSV files need nothing more."
    ),
    "file-not-written": N_(
        "The file %(file)s could not be written: %(reason)s. Check its name and that you may write there."
    ),
    "file-type": N_("The file %(file)s must be .json or .toml."),
    "file-syntax": N_("The file %(file)s is not correct %(kind)s (%(where)s). Correct it and try again."),
    "file-not-a-table": N_("The file %(file)s must hold one table of names and values."),
    "file-too-large": N_("The file %(file)s is larger than %(limit)s. Give a smaller file."),
    "task-twice": N_("Give the task in a file or as options: %(name)s was given as an option beside a file."),
    "unknown-rate": N_(
        "There is no figure or series called “%(value)s”. `fairpay rates list --search` finds its name."
    ),
    "top-up-without-benchmark": N_("A top-up is worked out at a benchmark. Choose a band, an activity or a benchmark."),
    # the seats at a meeting
    "seats-not-a-list": N_("Give the seats as a list called “seats”, with one table for each kind of seat."),
    "no-seats": N_("There are no seats. Give at least one."),
    "seat-without-field": N_(
        "A seat of the kind “%(kind)s” does not use %(name)s. Leave it out, or choose another kind."
    ),
    "comparator-or-day-rate": N_("Give a consultant either a comparator or a day rate of your own: one of the two."),
    "no-comparator-here": N_(
        "There is no figure for this kind of seat in this nation on this date. Choose another kind of seat."
    ),
    "no-such-point": N_(
        "There is no figure for %(point)s in this nation on this date. Choose another point of the band."
    ),
    "no-such-comparator": N_(
        "There is no comparator called “%(value)s” for this kind of seat in this nation on this date. "
        "Choose one of: %(choices)s."
    ),
    "unknown-parity": N_(
        "There is no band, comparator or activity called “%(value)s” here. Give a band like 5, the id of a comparator "
        "like afc.5.entry, or one of the activities: %(choices)s."
    ),
    "no-match": N_("No figure matches. Kinds there are: %(kinds)s."),
    "not-a-receipt": N_("This is not a receipt of fairpay. Give the file that fairpay wrote, as it was."),
    # tables that people bring: the whole file
    "file-empty": N_("The selected file is empty."),
    "no-rows": N_("The selected file has no rows below its headings. Add at least one row and try again."),
    "not-a-spreadsheet": N_("The selected file must be a CSV or XLSX."),
    "utf-16": N_(
        "The selected file must be a CSV or XLSX. This one is text in UTF-16: save it again as “CSV UTF-8” or as XLSX."
    ),
    "mixed-encoding": N_(
        "The selected file could not be read as text at line %(line)s. Save it again as “CSV UTF-8” or as XLSX."
    ),
    "unclosed-quote": N_(
        "A quotation mark in line %(line)s has no matching one. Put it right in a text editor, "
        "or save the file again from a spreadsheet."
    ),
    "password": N_("The selected file is password protected. Save it without a password and try again."),
    "macros": N_("The selected file must be a CSV or XLSX. This one has macros: save it again as XLSX without them."),
    "file-unreadable": N_(
        "The selected file could not be read. Open it in a spreadsheet, save it again as XLSX or CSV, and try again."
    ),
    "file-too-big": N_("The selected file must be smaller than %(limit)s."),
    "unpacks-too-big": N_(
        "The selected file unpacks to more than %(limit)s or has more than %(parts)s parts inside. "
        "Copy the rows into a new file, or save it as CSV."
    ),
    "too-many-cells": N_(
        "The selected file has far more cells than a table needs, empty ones with a format perhaps. "
        "Copy the rows into a new file, or save it as CSV."
    ),
    "too-many-rows": N_("The file has more than %(limit)s rows. Split it into smaller files."),
    "too-many-empty-rows": N_(
        "There are more than %(limit)s empty rows between row %(first)s and row %(last)s. Delete them and try again."
    ),
    "too-many-columns": N_("The file has more than %(limit)s columns. Take out those that are not needed."),
    "missing-column": N_("The selected file must use the template. It has no column “%(title)s”."),
    "headings-below": N_("The headings are in row %(row)s. Delete the rows above it and try again."),
    "duplicate-header": N_("The headings “%(heading)s” and “%(other)s” mean the same. Keep one of these columns."),
    "unclear-header": N_(
        "The heading “%(heading)s” can mean “%(title)s” or “%(other_title)s”. "
        "Give the column the heading that is meant."
    ),
    # one row or cell of it
    "extra-cells": N_("This row has %(count)s more filled cells than the file has headings. Move or delete them."),
    "row-quotes": N_("The quotation marks in this row do not match, so it cannot be cut into cells. Put them right."),
    "row-too-long": N_("A cell in this row has more than %(limit)s characters. Shorten it."),
    "cell-too-long": N_("“%(heading)s” has more than %(limit)s characters. Shorten it."),
    "cell-formula": N_(
        "“%(heading)s” is a formula with no saved value. Open the file in Excel and save it, or type the value."
    ),
    "cell-error": N_("“%(heading)s” holds the error %(value)s. Put the formula right, or type the value."),
    "cell-true-or-false": N_("“%(heading)s” holds %(value)s, as true or false. Type it as text or as a number."),
    "cell-percent": N_("“%(heading)s” is shown as a percentage, %(value)s. Type it as a plain number."),
    "cell-date": N_(
        "“%(heading)s” is shown as a date or time, but %(value)s is no day that spreadsheets know. "
        "Type it like 2026-05-14."
    ),
    "cell-not-exact": N_("“%(heading)s” is not an exact number: %(value)s. Round it and type it in figures."),
    # the text of a description
    "empty-text": N_("There are no words in the description. Paste its text, or give a text file with words in it."),
    "text-too-long": N_("The description is longer than %(limit)s characters. Give one description at a time."),
    "not-plain-text": N_(
        "The file is not plain text. Copy the words out of it and paste them, or save it as plain text in UTF-8."
    ),
    "welsh-text": N_(
        "This text seems to be in Welsh. The phrases that fairpay knows are English so far, and to guess would be "
        "worse than to say nothing. If there is an English text of the same description, give that one."
    ),
    "not-english": N_(
        "Hardly any of this text seems to be English, and the phrases that fairpay knows are English so far. "
        "If it is a list of single words, give whole sentences."
    ),
    # why a file is not correct, inside the messages above
    "not-utf-8": N_("it is not text in UTF-8"),
    "same-file": N_("it is the file that is being read"),
    "at-line": N_("line %(line)s"),
    "too-deep": N_("it is nested too deep"),
    "number-too-long": N_("a number is too large or too small"),
    "constant": N_("%(value)s is not a number"),
    "name-twice": N_("a name is there twice"),
    # which day, inside the messages below
    "this-day": N_("the day of this row"),
    # what a comparator cannot answer
    "rate-not-found": N_(
        "There is no figure for %(series)s on %(on)s. The last one before: %(before)s. The next one after: %(after)s."
    ),
    "scale-not-found": N_(
        "There is no Agenda for Change scale for %(nation)s on %(on)s. The last one before: %(year)s (%(before)s). "
        "The next one after: %(after)s. You can ask to carry on with the last known scale."
    ),
    "no-step-for-length": N_("%(card)s has no amount for this attendance (hours: %(hours)s)."),
    "whole-day-only": N_("%(card)s: the source gives an amount for a whole day only, and none for half a day or less."),
    "step-by-hand": N_(
        "%(card)s: the source does not say which work this pays for, so it is used only when you name it."
    ),
    "step-for-other-work": N_("%(card)s is for another kind of work."),
    "real-living-wage-age": N_("The real living wage is for people of %(youngest)s and over."),
    "no-attendance": N_("%(card)s pays for attendance, and there is none."),
    "no-rung": N_("There is no “%(value)s” on this ladder. Look at the ids of its rungs."),
    # the rate book
    "faulty-rates": N_("The rates cannot be used. Faults: %(count)s.\n%(faults)s"),
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
