"""Lists about the rate book: its sources, what became known, what to confirm, how it stands."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request

from fairpay import browse
from fairpay.changes import Change, changes
from fairpay.errors import N_, Fault
from fairpay.present import rate_tables, wording
from fairpay.present.language import period_text
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from webapp import filters, pager
from webapp.cells import Cell, data_words, places, rate_name, source_links
from webapp.figures import days, value_text
from webapp.languages import gettext, known_fields, words
from webapp.links import Links
from webapp.replies import csv_file, rate_book

pages = Blueprint("rate_lists", __name__)

SOURCE_KINDS = {
    "primary": N_("the publisher's own"),
    "secondary": N_("somebody else's"),
    "own": N_("your own"),
}


@pages.get("/rates/sources")
@known_fields("page")
def sources() -> str:
    said, links = words(), Links(())
    found = sorted(rate_book().sources.values(), key=lambda source: source.id)
    listed = pager.part(found, links, "rates/sources")
    rows = [
        [
            Cell(source.title, source.url or "", english=True, notes=(data_words(source.note),) if source.note else ()),
            Cell(said.say(SOURCE_KINDS[source.kind])),
            Cell(said.date(source.accessed)),
            Cell(source.id, english=True),
        ]
        for source in listed.items
    ]
    return render_template("rate_sources.html", part=listed, rows=rows)


# ---- what became known ---------------------------------------------------------------------------


@pages.get("/rates/changes")
@known_fields("since", "until", "page")
def show_changes() -> tuple[str, int]:
    book, said, faults = rate_book(), words(), list[Fault]()
    asked = filters.given(request.args, ("since", "until"))
    since = filters.read_day(asked, "since", faults) or _year_before(_newest(book))
    until = filters.read_day(asked, "until", faults)
    filters.refuse_backwards(since, until, faults)
    links = Links(asked.items())
    listed = pager.part(() if faults else changes(since, until=until, book=book), links, "rates/changes")
    page = render_template(
        "rate_changes.html",
        part=listed,
        rows=[_change(change, said) for change in listed.items],
        since=said.date(since),
        typed={"since": request.args.get("since", since.isoformat()), "until": request.args.get("until", "")},
        **filters.say(faults, said),
    )
    return page, 422 if faults else 200


def _newest(book: RateBook) -> date:
    return max(rate.known_from for rate in browse.find(book=book) if rate.known_from is not None)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _change(change: Change, words: Words) -> list[Cell]:
    rate, before, back = change.rate, change.replaces, change.backdated
    return [
        rate_name(rate, words, Links(()).to(f"rates/{rate.id}")),
        Cell(words.date(rate.known_from) if rate.known_from else ""),
        Cell(value_text(rate, words)),
        Cell(value_text(before, words) if before else words.say(N_("Nothing known before"))),
        Cell(period_text(back, words.lang) if back else words.say(N_("Known in time"))),
    ]


# ---- what to confirm -----------------------------------------------------------------------------


@pages.get("/rates/verify")
@known_fields("page")
def verify() -> str:
    book, said, links = rate_book(), words(), Links(())
    listed = pager.part(browse.to_verify(book), links, "rates/verify")
    rows = [
        [
            rate_name(rate, said, links.to(f"rates/{rate.id}")),
            Cell(value_text(rate, said)),
            Cell(said.say(wording.GRADE_NAMES[rate.evidence])),
            places([*documents, *own]) if documents or own else Cell(said.say(N_("Not known"))),
            Cell(notes=(*source_links(rate, book).notes, data_words(rate.place))),
        ]
        for rate, documents, own in listed.items
    ]
    return render_template("rate_verify.html", part=listed, rows=rows, csv=links.to("rates/verify.csv"))


@pages.get("/rates/verify.csv")
@known_fields()
def verify_csv() -> Response:
    book = rate_book()
    table = rate_tables.table([rate_tables.verify_data(item, book) for item in browse.to_verify(book)])
    return csv_file(table, gettext(N_("fairpay-to-confirm")))


# ---- how it stands -------------------------------------------------------------------------------


@pages.get("/rates/check")
@known_fields("on", "page")
def check() -> tuple[str, int]:
    book, said, faults = rate_book(), words(), list[Fault]()
    on = filters.read_day(request.args, "on", faults)
    report = browse.check(book, on or date.min)
    links = Links(filters.given(request.args, ("on",)).items())
    listed = pager.part(report.stale, links, "rates/check")
    page = render_template(
        "rate_check.html",
        on=said.date(on) if on is not None else "",
        grades=[[Cell(said.say(wording.GRADES[name])), Cell(f"{count:,}")] for name, count in report.grades.items()],
        unconfirmed=len(report.unconfirmed),
        part=listed,
        stale=[
            [
                rate_name(rate, said, Links(()).to(f"rates/{rate.id}")),
                Cell(said.date(rate.review_by) if rate.review_by else ""),
                days(rate, said),
            ]
            for rate in listed.items
        ],
        typed=_typed_day(),
        **filters.say(faults, said),
    )
    return page, 422 if faults else 200


def _typed_day() -> dict[str, Any]:
    """Return the day as it was typed, or today where none was asked for yet, as the form does."""
    today: date = current_app.config["TODAY"]()
    return {"on": request.args["on"] if "on" in request.args else today.isoformat()}
