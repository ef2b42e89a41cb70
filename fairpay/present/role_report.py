"""A role check: plain data for JSON and the pages, text for a terminal, and CSV with an advert check beside it."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from typing import Any

from fairpay import money
from fairpay.errors import N_
from fairpay.present.advert_report import reading_name
from fairpay.present.document import step_data
from fairpay.present.evaluation_report import (
    band_name,
    caveat_lines,
    caveats_data,
    evaluation_data,
    in_language,
    question_lines,
    sources_data,
)
from fairpay.present.language import money_text
from fairpay.present.report import working_lines
from fairpay.present.role_words import (
    ASK,
    outcome_text,
    point_name,
    role_sentences,
    step_names,
    unsaid,
    week_of,
)
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.role.advert import AdvertCheck
from fairpay.role.check import RoleCheck
from fairpay.role.pay import Comparison, Paid, Year
from fairpay.role.work import Required, Without

_COLUMNS = ("part", "against", "year", "figure", "advertised", "compared", "difference")
_FIGURES = ("annual", "hourly", "cost")

# ---- data ----------------------------------------------------------------------------------------


def role_data(check: RoleCheck, words: Words, book: RateBook) -> dict[str, Any]:
    """Return a role check as plain data ready for JSON, with its words. Money is text with two decimals."""
    return {
        "rates": check.edition,
        "on": check.role.on.isoformat(),
        "known_on": check.known_on and check.known_on.isoformat(),
        "last_known_scale": check.last_known_scale,
        "role": check.role.data(),
        "hours": {
            "week": money.plain(check.hours),
            "share": money.plain(check.share),
            "full_week": money.plain(check.full_week),
        },
        "verdict": check.verdict,
        "sentence": " ".join(role_sentences(check, words, book)),
        "evaluation": evaluation_data(check.evaluation, words, book),
        "described": money.plain(check.role.described) if check.partly_described else None,
        "activities": [_activity(name, check, words, book) for name in check.role.activities or ()],
        "required": [_required(item, words, book) for item in check.required],
        "without": [_without(item, words, book) for item in check.without],
        "comparisons": [_comparison(comparison) for comparison in check.comparisons],
        "ask": [words.say(template) for template in ASK],
        "evidence": check.evidence,
        "caveats": caveats_data(check.caveats, words),
        "sources": sources_data(check.sources, book),
    }


def _money(amount: Decimal) -> str:
    return f"{money.pence(amount):f}"


def _required(item: Required, words: Words, book: RateBook) -> dict[str, Any]:
    factor = next(factor for factor in book.plan.factors if factor.id == item.factor)
    return {
        "factor": item.factor,
        "name": in_language(factor, "name", words),
        "low": item.level.low,
        "high": item.level.high,
        "given": not item.set_by,
        "set_by": [
            {"activity": name, "title": in_language(book.activities[name], "title", words)} for name in item.set_by
        ],
    }


def _activity(name: str, check: RoleCheck, words: Words, book: RateBook) -> dict[str, Any]:
    """Return an activity with its part of the week, and what could be disputed about its levels (in English)."""
    share, hours = week_of(name, check)
    return {
        "activity": name,
        "title": in_language(book.activities[name], "title", words),
        "share": money.plain(share),
        "hours": money.plain(hours),
        "note": book.activities[name].note,
    }


def _without(item: Without, words: Words, book: RateBook) -> dict[str, Any]:
    return {
        "activity": item.activity,
        "title": in_language(book.activities[item.activity], "title", words),
        "total": item.evaluation.total,
        "band": item.evaluation.band,
        "low": item.evaluation.low._asdict(),
        "high": item.evaluation.high._asdict(),
        "lowers_band": item.lowers_band,
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "band": comparison.band,
        "years": [
            {
                "year": year.number,
                "advertised": _paid(year.advertised),
                "indicative": _paid(year.indicative),
                "difference": {name: _money(getattr(year, name)) for name in _FIGURES},
            }
            for year in comparison.years
        ],
        "all_years": {"annual": _money(comparison.pay), "cost": _money(comparison.cost)},
        "working": [step_data(step) for step in comparison.working],
    }


def _paid(paid: Paid) -> dict[str, Any]:
    figures = {name: _money(getattr(paid, name)) for name in ("salary", *_FIGURES)}
    return {"band": paid.band, "point": paid.point} | figures


# ---- text ----------------------------------------------------------------------------------------


def role_text(check: RoleCheck, words: Words, book: RateBook) -> str:
    """Return a role check as text: the sentences, the levels, the pay year by year, who to ask, and the working."""
    return "\n".join(_role_lines(check, words, book)) + "\n"


def _role_lines(check: RoleCheck, words: Words, book: RateBook) -> Iterator[str]:
    yield from role_sentences(check, words, book)
    if len(check.evaluation.bands) > 1:
        yield from question_lines(check.evaluation, words, book)
    yield ""
    yield words.say(N_("What the work requires"))
    yield from (_required_line(item, words, book) for item in check.required)
    yield from _note_lines(check, words, book)
    if check.without:
        yield ""
        yield words.say(N_("Without one of the activities"))
        yield from (
            f"  {in_language(book.activities[item.activity], 'title', words)}: {outcome_text(item.evaluation, words)}"
            for item in check.without
        )
    for comparison in check.comparisons:
        yield ""
        yield from _year_lines(comparison, words)
    yield ""
    yield from (words.say(template) for template in ASK)
    yield from caveat_lines(unsaid(check.caveats), words)
    for comparison in check.comparisons:
        yield ""
        yield words.say(N_("Working: %(band)s"), {"band": band_name(comparison.band, words)})
        yield from working_lines(comparison.working, book, words, step_names(comparison, words))
    yield ""
    yield words.say(N_("Rates: edition %(edition)s. All figures are indicative."), {"edition": check.edition})


def _note_lines(check: RoleCheck, words: Words, book: RateBook) -> Iterator[str]:
    """Yield what could be disputed about the levels of each activity: the words of the data, which are English."""
    noted = [book.activities[name] for name in check.role.activities or () if book.activities[name].note]
    if noted:
        yield ""
        yield words.say(N_("What a panel could dispute about each activity, taken as a whole post"))
        yield from (f"  {in_language(item, 'title', words)}: {item.note}" for item in noted)


def _required_line(item: Required, words: Words, book: RateBook) -> str:
    data = _required(item, words, book)
    level = str(item.level.low)
    if not item.level.exact:
        level = words.say(N_("%(low)s to %(high)s"), {"low": item.level.low, "high": item.level.high})
    set_by = "; ".join(activity["title"] for activity in data["set_by"]) or words.say(N_("as given"))
    return f"  {data['name']}: {level} ({set_by})"


def _year_lines(comparison: Comparison, words: Words) -> Iterator[str]:
    title = N_("Pay for a year: %(band)s beside what is advertised")
    yield words.say(title, {"band": band_name(comparison.band, words)})
    heads = N_("advertised"), N_("indicative"), N_("difference"), N_("for an hour"), N_("cost to employer")
    year_head, all_head = words.say(N_("year")), words.say(N_("all"))
    yield f"{year_head:<10}" + "".join(f"{words.say(head):>18}" for head in heads)
    for year in comparison.years:
        cells = (year.advertised.annual, year.indicative.annual, year.annual, year.hourly, year.cost)
        yield f"{year.number:<10}" + "".join(f"{money_text(cell):>18}" for cell in cells) + _points_text(year, words)
    pay, cost = money_text(comparison.pay), money_text(comparison.cost)
    yield f"{all_head:<10}{'':36}{pay:>18}{'':18}{cost:>18}"


def _points_text(year: Year, words: Words) -> str:
    return f"  {point_name(year.advertised, words)} | {point_name(year.indicative, words)}"


# ---- CSV -----------------------------------------------------------------------------------------


def role_table(role: RoleCheck | None, advert: AdvertCheck | None, words: Words) -> str:
    """Return what is advertised beside each figure it is held against, one a line, as CSV; CRLF, for Excel."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for comparison in role.comparisons if role else ():
        for year in comparison.years:
            for name in _FIGURES:
                mine, theirs = getattr(year.advertised, name), getattr(year.indicative, name)
                amounts = map(_money, (mine, theirs, getattr(year, name)))
                writer.writerow(["role", band_name(comparison.band, words), year.number, name, *amounts])
    for reading in advert.readings if advert else ():
        assert advert is not None
        stated = advert.advert.stated
        amounts = map(_money, (stated, reading.amount, money.subtract(reading.amount, stated)))
        writer.writerow(["advert", reading_name(reading, advert, words), "", "annual", *amounts])
    return out.getvalue()
