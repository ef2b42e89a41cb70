"""A role check and an advert check: plain data for JSON and the pages, text for a terminal, and CSV."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO
from typing import Any

from fairpay import money
from fairpay.caveat import Caveat
from fairpay.errors import N_
from fairpay.evaluation import Evaluation
from fairpay.present.document import caveat_data, step_data
from fairpay.present.evaluation_report import band_name, evaluation_data, in_language
from fairpay.present.language import money_text
from fairpay.present.report import working_lines
from fairpay.present.role_words import (
    ASK,
    advert_sentences,
    point_name,
    reading_name,
    role_sentences,
    stated_text,
    step_names,
)
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.role.advert import AdvertCheck, Reading
from fairpay.role.check import RoleCheck
from fairpay.role.pay import Comparison, Paid, Year
from fairpay.role.work import Required

_COLUMNS = ("part", "against", "year", "figure", "advertised", "compared", "difference")
_FIGURES = ("annual", "hourly", "cost")
_INDICATIVE = ("indicative", "indicative-range")  # what the sentence says already

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
        "sentence": " ".join(role_sentences(check, words)),
        "evaluation": evaluation_data(check.evaluation, words, book),
        "required": [_required(item, words, book) for item in check.required],
        "without": [
            {"activity": item.activity, "title": _title(item.activity, words, book)} | _outcome(item.evaluation)
            for item in check.without
        ],
        "comparisons": [_comparison(comparison) for comparison in check.comparisons],
        "ask": [words.say(template) for template in ASK],
        "evidence": check.evidence,
        "caveats": _caveats(check.caveats, words),
        "sources": _sources(check.sources, book),
    }


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
        "readings": [
            {
                "code": reading.code,
                "name": reading_name(reading, check, words),
                "share": money.plain(reading.share),
                "amount": _money(reading.amount),
                "gives": reading.gives,
                "sourced": reading.sourced,
                "working": [step_data(step) for step in reading.working],
            }
            for reading in check.readings
        ],
        "would_give": {
            "share": money.plain(would.share),
            "days": money.plain(would.days),
            "hours": money.plain(would.hours),
            "salary": _money(would.salary),
            "working": [step_data(step) for step in would.working],
        },
        "evidence": check.evidence,
        "caveats": _caveats(check.caveats, words),
        "sources": _sources(check.sources, book),
    }


def _money(amount: Decimal) -> str:
    return f"{money.pence(amount):f}"


def _caveats(caveats: Iterable[Caveat], words: Words) -> list[dict[str, Any]]:
    return [caveat_data(caveat) | {"message": words.caveat(caveat)} for caveat in caveats]


def _sources(names: Iterable[str], book: RateBook) -> dict[str, Any]:
    return {name: {"title": book.sources[name].title, "url": book.sources[name].url} for name in names}


def _title(activity: str, words: Words, book: RateBook) -> str:
    found = book.activities[activity]
    return found.title_cy if words.lang == "cy" else found.title


def _required(item: Required, words: Words, book: RateBook) -> dict[str, Any]:
    factor = next(factor for factor in book.plan.factors if factor.id == item.factor)
    return {
        "factor": item.factor,
        "name": in_language(factor, "name", words),
        "low": item.level.low,
        "high": item.level.high,
        "given": not item.set_by,
        "set_by": [{"activity": name, "title": _title(name, words, book)} for name in item.set_by],
    }


def _outcome(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "total": evaluation.total,
        "band": evaluation.band,
        "low": evaluation.low._asdict(),
        "high": evaluation.high._asdict(),
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
    yield from role_sentences(check, words)
    yield ""
    yield words.say(N_("What the work requires"))
    yield from (_required_line(item, words, book) for item in check.required)
    if check.without:
        yield ""
        yield words.say(N_("Without one of the activities"))
        yield from (
            f"  {_title(item.activity, words, book)}: {_outcome_text(item.evaluation, words)}" for item in check.without
        )
    for comparison in check.comparisons:
        yield ""
        yield from _year_lines(comparison, words)
    yield ""
    yield from (words.say(template) for template in ASK)
    yield from _caveat_lines((caveat for caveat in check.caveats if caveat.code not in _INDICATIVE), words)
    for comparison in check.comparisons:
        yield ""
        yield words.say(N_("Working: %(band)s"), {"band": band_name(comparison.band, words)})
        yield from working_lines(comparison.working, book, words, step_names(comparison, words))
    yield ""
    yield words.say(N_("Rates: edition %(edition)s. All figures are indicative."), {"edition": check.edition})


def _required_line(item: Required, words: Words, book: RateBook) -> str:
    data = _required(item, words, book)
    level = str(item.level.low)
    if not item.level.exact:
        level = words.say(N_("%(low)s to %(high)s"), {"low": item.level.low, "high": item.level.high})
    set_by = "; ".join(activity["title"] for activity in data["set_by"]) or words.say(N_("as given"))
    return f"  {data['name']}: {level} ({set_by})"


def _outcome_text(evaluation: Evaluation, words: Words) -> str:
    low, high = evaluation.low, evaluation.high
    params = {"total": str(low.total), "band": band_name(low.band, words)}
    if low != high:
        template = N_("%(low)s to %(high)s")
        params["total"] = words.say(template, {"low": low.total, "high": high.total})
        if low.band != high.band:
            params["band"] = words.say(template, {"low": params["band"], "high": band_name(high.band, words)})
    return words.say(N_("%(total)s points, %(band)s"), params)


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


def _caveat_lines(caveats: Iterable[Caveat], words: Words) -> Iterator[str]:
    said = [words.caveat(caveat) for caveat in caveats]
    if said:
        yield ""
        yield words.say(N_("What to know about these figures"))
        yield from (f"  - {text}" for text in said)


def advert_text(check: AdvertCheck, words: Words, book: RateBook) -> str:
    """Return an advert check as text: the sentence, every reading with what it gives, and the working."""
    return "\n".join(_advert_lines(check, words, book)) + "\n"


def _advert_lines(check: AdvertCheck, words: Words, book: RateBook) -> Iterator[str]:
    yield from advert_sentences(check, words)
    yield ""
    params = {"stated": stated_text(check.advert.stated)}
    yield words.say(N_("What each reading gives (the advert states %(stated)s)"), params)
    yield from (_reading_line(reading, check, words) for reading in check.readings if reading.sourced)
    yield words.say(N_("By arithmetic only: a week or a day of that length has no source here"))
    yield from (_reading_line(reading, check, words) for reading in check.readings if not reading.sourced)
    yield from _caveat_lines(check.caveats, words)
    shown = [reading.working for reading in check.readings if reading.gives] or [check.would_give.working]
    yield ""
    yield words.say(N_("Working"))
    yield from working_lines(shown[0], book, words, step_names(None, words))
    yield ""
    yield words.say(N_("Rates: edition %(edition)s. All figures are indicative."), {"edition": check.edition})


def _reading_line(reading: Reading, check: AdvertCheck, words: Words) -> str:
    mark = "→ " if reading.gives else "  "
    return f"{mark}{money_text(reading.amount):>12}  {reading_name(reading, check, words)}"


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
