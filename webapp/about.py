"""What stands behind the pages: how figures are worked out, privacy, accessibility, source code."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint, current_app, render_template

import fairpay
from fairpay import browse, money
from fairpay.budget.columns import COLUMNS
from fairpay.budget.prices import weekly_limits
from fairpay.budget.where import CATEGORY_PHRASES, COST_COLUMNS, ROLES, SUPPORT_COLUMNS, SUPPORT_PHRASES
from fairpay.changes import multiple, multiple_top_up
from fairpay.comparison import Result
from fairpay.present import wording
from fairpay.present.budget_words import DESTINATIONS as DESTINATION_NAMES
from fairpay.present.language import money_text, number_text
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from webapp.cells import Cell, data_words, rate_name, source_links
from webapp.figures import value_text
from webapp.languages import known_fields, words
from webapp.links import Links
from webapp.replies import rate_book
from webapp.steps import workings

pages = Blueprint("about", __name__)

# The question behind the examples, as its fields on the form.
_ASKED = {"fee": "150", "per": "day", "attendance": "6", "preparation": "2", "follow_up": "1"} | {
    "activity": "co-facilitate-workshop",
    "nation": "england",
    "on": "2026-05-14",
    "band": "7",
}
_HOURS = ("attendance", "preparation", "follow_up")
_EMPLOYED = "afc.7.entry"
_CONSULTANT = "consultancy.organisational-change"
_NON_EXECUTIVE = "director.trust-non-executive"
_FLOORS = ("floor.national_living_wage", "floor.real_living_wage")
_CARD = "card.nhs-england.level-4"
# From nine to five.
_LONG_DAY, _HALVES = Decimal(8), Decimal(2)
_NONE = "–"
# Figures about which sources differ.
_CONVENTIONS = ("divisor.", "day_hours.", "leave.", "weekly_hours.", "weeks_in_year")
# A figure that was announced after the day from which it holds.
_MILES, _TRAVELLED, _ASKED_ON = Decimal(100), date(2026, 5, 1), date(2026, 5, 10)


@pages.get("/method")
@known_fields()
def method() -> str:
    """Show every rule of fairpay with an example that is worked out when the page is opened."""
    book, said = rate_book(), words()
    result = _example(book)
    employed = workings(book, said).of(result[_EMPLOYED])
    in_london = workings(book, said).of(_example(book, zone="inner")[_EMPLOYED])
    names = [line.name for line in in_london]
    until_salary = names.index(said.say(wording.STEPS["salary.in_zone"])) + 1
    return render_template(
        "method.html",
        question=Links(_ASKED.items()).to("result"),
        lead=" ".join(said.sentence(result)),
        offer=workings(book, said).of(result.paid),
        employed=employed,
        london=[line for line in in_london[:until_salary] if line not in employed],
        consultant=workings(book, said).of(result[_CONSULTANT]),
        non_executive=workings(book, said).of(result[_NON_EXECUTIVE]),
        floors=[(said.label(result[name].label), workings(book, said).of(result[name])) for name in _FLOORS],
        card=[said.caveat(caveat) for caveat in _example(book, attendance="4")[_CARD].caveats],
        evaluation=_evaluation(book, said),
        mileage=_mileage(book),
        budget=_budget(book, said, result),
        conventions=list(_conventions(book, said)),
    )


def _example(book: RateBook, *, zone: str = "none", attendance: str = _ASKED["attendance"]) -> Result:
    asked: dict[str, Any] = dict(_ASKED) | {"attendance": attendance, "zone": zone}
    hours = fairpay.Hours(**{name: asked[name] for name in _HOURS})
    offer = fairpay.Offer(amount=asked["fee"], per=asked["per"])
    place = {name: asked[name] for name in ("on", "nation", "band", "zone")}
    return fairpay.compare(fairpay.Task(hours=hours, **place), offer, book=book)


def _evaluation(book: RateBook, words: Words) -> dict[str, Any]:
    activity = book.activities[_ASKED["activity"]]
    found = fairpay.evaluate({name: item.level for name, item in activity.levels.items()}, book=book)
    return {
        "title": activity.title_cy if words.lang == "cy" else activity.title,
        "total": found.total,
        "band": found.band,
        "ranges": [(item.band, item.minimum, item.maximum) for item in book.plan.bands],
    }


def _budget(book: RateBook, words: Words, result: Result) -> dict[str, Any]:
    """Return the figures and words by which a budget is read, from what reads it."""
    day = result.paid.day_hours
    limits = weekly_limits(book, result.task.on, None)
    titles = {column.name: words.say(column.title) for column in COLUMNS}
    return {
        "day": number_text(day),
        "half": number_text(money.divide(day, _HALVES)),
        "long": number_text(_LONG_DAY),
        "started": number_text(money.whole_up(money.divide(_LONG_DAY, day))),
        "support_columns": ", ".join(titles[name] for name in SUPPORT_COLUMNS),
        "support_phrases": ", ".join(SUPPORT_PHRASES),
        "limits": {code: money_text(rate.value) for code, rate in limits.items()},
        "places": [
            [
                Cell(words.say(DESTINATION_NAMES[name])),
                data_words(", ".join(ROLES.get(name, ())) or _NONE),
                data_words(", ".join(CATEGORY_PHRASES[name])),
                Cell(", ".join(titles[column] for column, place in COST_COLUMNS.items() if place == name) or _NONE),
            ]
            for name in CATEGORY_PHRASES
        ],
    }


def _mileage(book: RateBook) -> dict[str, str]:
    """Return what 100 miles came to by what was known on a day, and by what is known now."""
    then = multiple("mileage.car", _MILES, _TRAVELLED, known_on=_ASKED_ON, book=book)
    now = multiple("mileage.car", _MILES, _TRAVELLED, book=book)
    return {
        "miles": number_text(_MILES),
        "then": money_text(then.figure("amount.due")),
        "now": money_text(now.figure("amount.due")),
        "due": money_text(multiple_top_up(then, now)),
    }


def _conventions(book: RateBook, words: Words) -> Iterator[list[Cell]]:
    """Yield the figures that sources give differently, each with its source."""
    for rate in browse.find(book=book):
        if rate.series.startswith(_CONVENTIONS):
            name = rate_name(rate, words, Links(()).to(f"rates/{rate.id}"))
            yield [name, Cell(value_text(rate, words)), source_links(rate, book)]


@pages.get("/privacy")
@known_fields()
def privacy() -> str:
    return render_template("privacy.html")


@pages.get("/accessibility")
@known_fields()
def accessibility() -> str:
    return render_template("accessibility.html", contact=current_app.config["CONTACT"])


@pages.get("/source")
@known_fields()
def source() -> str:
    return render_template("source.html", version=fairpay.__version__, address=current_app.config["SOURCE_URL"])
