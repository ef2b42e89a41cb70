"""An advert check: its sentences, plain data for JSON and the pages, and text for a terminal."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from fairpay import money
from fairpay.errors import N_
from fairpay.present.document import step_data
from fairpay.present.evaluation_report import caveat_lines, caveats_data, sources_data
from fairpay.present.language import money_text, number_text
from fairpay.present.report import working_lines
from fairpay.present.role_words import step_names
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.role.advert import AdvertCheck, Reading

VERDICTS = {
    "advert-holds": N_("The stated pay holds. %(salary)s for a full-time year comes to %(stated)s: %(reading)s."),
    "advert-holds-by-arithmetic-only": N_(
        "The stated pay holds by arithmetic only. %(salary)s for a full-time year comes to %(stated)s: %(reading)s. "
        "Ask whether the employer's week or day is that long."
    ),
    "advert-does-not-hold": N_(
        "No usual reading gives the stated pay of %(stated)s. %(salary)s for a full-time year comes to %(amount)s: "
        "%(reading)s."
    ),
}

READINGS = {
    "advert.fte": N_("%(share)s of full time"),
    "advert.days": N_("%(days)s days out of 5 a week"),
    "advert.hours": N_("%(hours)s hours out of %(week)s a week"),
    "advert.weeks": N_("the same share of the week, for %(whole)s of the %(weeks)s weeks of a year"),
    "advert.days_as_hours": N_("%(days)s days of %(day)s hours, out of %(week)s hours a week"),
}
_SUMS = {  # in signs, which are the same in every language
    "advert.fte": "%(salary)s × %(share)s",
    "advert.days": "%(salary)s × %(days)s ÷ 5",
    "advert.hours": "%(salary)s × %(hours)s ÷ %(week)s",
    "advert.weeks": "%(plain)s × %(whole)s ÷ %(weeks)s",
    "advert.days_as_hours": "%(salary)s × %(days)s × %(day)s ÷ %(week)s",
}

_ASK = N_("Ask which hours and which full-time week the stated pay is for.")

# ---- words ---------------------------------------------------------------------------------------


def advert_sentences(check: AdvertCheck, words: Words) -> list[str]:
    """Say whether the stated pay holds, and where it does not, what it would follow from."""
    giving = [reading for reading in check.readings if reading.gives]
    shown = (giving or check.readings)[0]
    params = {
        "salary": check.advert.salary,
        "stated": _stated(check),
        "amount": shown.amount,
        "reading": reading_name(shown, check, words),
    }
    said = [words.say(VERDICTS[check.verdict], params)]
    if check.holds:
        return said
    would = check.would_give
    params = {
        "share": number_text(would.share, 6),  # as in the working, so that a reader can work it out again
        "days": number_text(would.days, 3),
        "hours": number_text(would.hours, 3),
        "week": number_text(check.full_week),
        "salary": would.salary,
        "reading": reading_name(check.readings[0], check, words),
    }
    as_share = N_(
        "The stated pay is %(share)s of the full-time salary. That would be %(days)s days out of 5, "
        "or %(hours)s hours out of %(week)s."
    )
    as_salary = N_("Or it would follow from a full-time salary of %(salary)s: %(reading)s.")
    return [*said, words.say(as_share, params), words.say(as_salary, params)]


def reading_name(reading: Reading, check: AdvertCheck, words: Words) -> str:
    """Say how a reading takes the hours of an advert."""
    return words.say(READINGS[reading.code], _figures(reading, check))


def reading_sum(reading: Reading, check: AdvertCheck) -> str:
    """Write the sum of a reading with the figures of the advert: "£32,966.00 × 2.5 ÷ 5"."""
    figures = _figures(reading, check)
    if reading.code == "advert.weeks":
        figures["plain"] = reading_sum(check.readings[0], check)
    return _SUMS[reading.code] % figures


def _figures(reading: Reading, check: AdvertCheck) -> dict[str, str]:
    worked = {step.code: number_text(step.value) for step in reading.working}
    return {
        "salary": money_text(check.advert.salary),
        "share": _number(check.advert.fte),
        "days": _number(check.advert.days),
        "hours": _number(check.advert.hours),
        "day": worked.get("day.other", ""),
        "week": worked.get("week.other", worked["week.hours"]),
        "whole": worked.get("year.whole_weeks", ""),
        "weeks": worked.get("year.weeks", ""),
    }


def _number(figure: Decimal | None) -> str:
    return "" if figure is None else money.plain(figure)


def _stated(check: AdvertCheck) -> str:
    """Write the stated pay to the precision it was stated to."""
    amount = check.advert.stated
    return money_text(amount) if amount.as_tuple().exponent else f"£{amount:,f}"


def next_steps(check: AdvertCheck, words: Words) -> list[str]:
    """Say what to ask where the stated pay does not hold."""
    return [] if check.holds else [words.say(_ASK)]


# ---- data ----------------------------------------------------------------------------------------


def advert_data(check: AdvertCheck, words: Words, book: RateBook) -> dict[str, Any]:
    """Return an advert check as plain data ready for JSON, with its words. The stated pay is as precise as stated."""
    would = check.would_give
    return {
        "rates": check.edition,
        "on": check.advert.on.isoformat(),
        "known_on": check.known_on and check.known_on.isoformat(),
        "advert": check.advert.data() | {"stated": f"{check.advert.stated:f}"},
        "full_week": money.plain(check.full_week),
        "verdict": check.verdict,
        "holds": check.holds,
        "sentence": " ".join(advert_sentences(check, words)),
        "readings": [_reading(reading, check, words) for reading in check.readings],
        "would_give": {
            "share": money.plain(would.share),
            "days": money.plain(would.days),
            "hours": money.plain(would.hours),
            "salary": f"{money.pence(would.salary):f}",
            "working": [step_data(step) for step in would.working],
        },
        "ask": next_steps(check, words),
        "evidence": check.evidence,
        "caveats": caveats_data(check.caveats, words),
        "sources": sources_data(check.sources, book),
    }


def _reading(reading: Reading, check: AdvertCheck, words: Words) -> dict[str, Any]:
    return {
        "code": reading.code,
        "name": reading_name(reading, check, words),
        "sum": reading_sum(reading, check),
        "share": money.plain(reading.share),
        "amount": f"{money.pence(reading.amount):f}",
        "gives": reading.gives,
        "sourced": reading.sourced,
        "working": [step_data(step) for step in reading.working],
    }


# ---- text ----------------------------------------------------------------------------------------


def advert_text(check: AdvertCheck, words: Words, book: RateBook) -> str:
    """Return an advert check as text: the sentence, every reading with what it gives, and the working."""
    return "\n".join(_lines(check, words, book)) + "\n"


def _lines(check: AdvertCheck, words: Words, book: RateBook) -> Iterator[str]:
    yield from advert_sentences(check, words)
    yield from next_steps(check, words)
    yield ""
    title = N_("What each reading gives (the advert states %(stated)s)")
    yield words.say(title, {"stated": _stated(check)})
    yield from (_line(reading, check, words) for reading in check.readings if reading.sourced)
    if not all(reading.sourced for reading in check.readings):
        yield words.say(
            N_("By arithmetic only: the week or the day is not of the length known for this nation and date")
        )
    yield from (_line(reading, check, words) for reading in check.readings if not reading.sourced)
    yield from caveat_lines(check.caveats, words)
    shown = [reading.working for reading in check.readings if reading.gives] or [check.would_give.working]
    yield ""
    yield words.say(N_("Working"))
    yield from working_lines(shown[0], book, words, step_names(None, words))
    yield ""
    yield words.say(N_("Rates: edition %(edition)s. All figures are indicative."), {"edition": check.edition})


def _line(reading: Reading, check: AdvertCheck, words: Words) -> str:
    mark = "→ " if reading.gives else "  "
    name = reading_name(reading, check, words)
    return f"{mark}{money_text(reading.amount):>12}  {name}: {reading_sum(reading, check)}"
