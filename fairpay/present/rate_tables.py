"""Figures of the rate book as plain data and as lines of text: the same for command line and pages."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from fairpay import money
from fairpay.browse import Report, ToVerify
from fairpay.caveat import index_rule
from fairpay.changes import Change
from fairpay.errors import N_
from fairpay.present.language import number_text
from fairpay.present.wording import GRADES, UNITS
from fairpay.present.words import Words
from fairpay.rate import Rate
from fairpay.ratebook import RateBook
from fairpay.ratebook.schema import DocumentRow, SourceRow
from fairpay.tables.writing import csv_text


def rate_data(rate: Rate, book: RateBook) -> dict[str, Any]:
    """Return a figure as plain data ready for JSON, with its sources written out."""
    return {
        "id": rate.id,
        "series": rate.series,
        "label": rate.label,
        "value": money.plain(rate.value),
        "unit": rate.unit,
        "nation": rate.nation,
        "effective_from": rate.period.start and rate.period.start.isoformat(),
        "effective_to": rate.period.end and rate.period.end.isoformat(),
        "undated": rate.undated or None,
        "known_from": rate.known_from and rate.known_from.isoformat(),
        "evidence": rate.evidence,
        "place": rate.place,
        "sources": [
            {"id": name, "title": book.sources[name].title, "url": book.sources[name].url} for name in rate.sources
        ],
        "last_checked": rate.last_checked.isoformat(),
        "review_by": rate.review_by and rate.review_by.isoformat(),
        "note": rate.note or None,
        "index_rule": rate.index_rule or None,
        "own": rate.origin or None,
    }


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return rows of plain data as CSV with CRLF, lists joined by spaces; nothing for no rows."""
    if not rows:
        return ""
    names = list(rows[0])
    return csv_text([names, *([_cell(row[name]) for name in names] for row in rows)])


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return " ".join(item["id"] if isinstance(item, dict) else str(item) for item in value)
    return value


def rate_lines(rate: Rate, book: RateBook, words: Words) -> list[str]:
    """Return a figure in full as lines of text."""
    lines = [
        f"{words.rate(rate)}  ({rate.id})",
        f"  {words.quantity(rate.value, rate.unit)}",
        "  " + words.say(N_("In force: %(period)s"), {"period": rate.period})
        if not rate.undated
        else "  " + words.say(N_("No dates: %(reason)s"), {"reason": rate.undated}),
    ]
    if rate.known_from is not None:
        lines.append("  " + words.say(N_("Known from: %(day)s"), {"day": rate.known_from}))
    lines.append("  " + words.say(N_("Evidence: %(evidence)s"), {"evidence": rate.evidence}))
    lines += [f"  {book.sources[name].title} <{book.sources[name].url or '–'}>" for name in rate.sources]
    lines.append(f"  {rate.place}")
    if rate.note:
        lines.append(f"  {rate.note}")
    if (rises := index_rule(rate)) is not None:
        lines.append(f"  {words.caveat(rises)}")
    return lines


def short_lines(rates: Iterable[Rate], words: Words) -> list[str]:
    """Return figures as one line each: value, unit, period, grade, id."""
    return [
        f"{number_text(rate.value):>14} {words.say(UNITS[rate.unit]):<20} "
        f"{rate.period.start or '…'!s:<10} – {rate.period.end or '…'!s:<10}  {rate.evidence:<12} "
        + words.marked(rate.id, own=bool(rate.origin), rises=bool(rate.index_rule))
        for rate in rates
    ]


def change_data(change: Change, book: RateBook) -> dict[str, Any]:
    """Return a change as plain data: the figure, what it replaced, the days it changed backwards."""
    replaced, back = change.replaces, change.backdated
    return {
        "known_from": change.rate.known_from and change.rate.known_from.isoformat(),
        "id": change.rate.id,
        "label": change.rate.label,
        "value": money.plain(change.rate.value),
        "unit": change.rate.unit,
        "effective_from": change.rate.period.start and change.rate.period.start.isoformat(),
        "replaces": replaced.id if replaced else None,
        "replaced_value": money.plain(replaced.value) if replaced else None,
        "backdated_from": back.start.isoformat() if back and back.start else None,
        "backdated_to": back.end.isoformat() if back and back.end else None,
        "sources": [{"id": name, "title": book.sources[name].title} for name in change.rate.sources],
    }


def change_line(change: Change, words: Words) -> str:
    """Say a change in one sentence."""
    params = {
        "day": change.rate.known_from,
        "label": words.rate(change.rate),
        "value": number_text(change.rate.value),
        "unit": words.say(UNITS[change.rate.unit]),
        "before": number_text(change.replaces.value) if change.replaces else "",
        "period": change.backdated,
    }
    if change.replaces and change.backdated:
        template = N_("%(day)s: %(label)s, %(value)s %(unit)s instead of %(before)s, back over %(period)s")
    elif change.replaces:
        template = N_("%(day)s: %(label)s, %(value)s %(unit)s instead of %(before)s")
    elif change.backdated:
        template = N_("%(day)s: %(label)s, %(value)s %(unit)s, back over %(period)s")
    else:
        template = N_("%(day)s: %(label)s, %(value)s %(unit)s")
    return words.say(template, params)


def verify_data(item: ToVerify, book: RateBook) -> dict[str, Any]:
    """Return a figure to confirm as plain data: what is held, and where the publisher prints it."""
    places: list[DocumentRow | SourceRow] = [*item.documents, *item.sources]
    return {
        "id": item.rate.id,
        "label": item.rate.label,
        "value": money.plain(item.rate.value),
        "unit": item.rate.unit,
        "evidence": item.rate.evidence,
        "confirm_in": "; ".join(place.title for place in places),
        "address": " ".join(place.url for place in places if place.url),
        "held_from": "; ".join(book.sources[name].title for name in item.rate.sources),
        "place": item.rate.place,
        "confirmed_on": "",
        "confirmed_value": "",
    }


def top_up_line(due: Decimal, words: Words) -> str:
    """Say what is due after a backdated change."""
    return words.say(N_("Top-up due: %(due)s"), {"due": due})


def report_lines(report: Report, words: Words) -> list[str]:
    """Say how the rate book stands: figures by grade, and what is past its review day."""
    lines = [f"{count:>6}  {words.say(GRADES[grade])}" for grade, count in report.grades.items()]
    lines.append(words.say(N_("Figures past their review day: %(count)s"), {"count": len(report.stale)}))
    lines += [f"  {rate.review_by}  {rate.id}" for rate in report.stale]
    template = N_("Figures below official for which no document of the publisher is known: %(count)s")
    return [*lines, words.say(template, {"count": len(report.unconfirmed)})]
