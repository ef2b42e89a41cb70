"""The questions about a role: what each asks, what was typed, and what there is to choose from."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from fairpay import evaluate
from fairpay.errors import N_, Fault
from fairpay.present import wording
from fairpay.present.evaluation_report import band_name, in_language
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.task import BANDS, NATIONS, ZONES
from webapp import form, role_question
from webapp.cells import Cell
from webapp.links import Links
from webapp.question import DATE_PARTS
from webapp.role_question import LEVEL_BOXES, OF_A_ROLE, WORK_BOXES


class Step(NamedTuple):
    """One question: its fields, its heading, and a sentence below it."""

    fields: tuple[str, ...]
    heading: str
    lead: str


WORK = "work"
LEVELS = "levels"
STEPS: Mapping[str, Step] = {
    WORK: Step(
        WORK_BOXES,
        N_("What does the person in this role do?"),
        N_("Choose up to four kinds of work, with the share of the week that each takes."),
    ),
    "advert": Step(
        ("band", "salary", "stated"),
        N_("What is advertised?"),
        N_("Enter the band, the salary of a full-time year, or both if both are printed."),
    ),
    "hours": Step(
        ("hours", "days", "fte", "years"),
        N_("How many hours is it?"),
        N_("Answer one of the three. Leave them empty if it is full time."),
    ),
    "place": Step(
        ("nation", "zone", "on", *DATE_PARTS, "known_on", "last_known_scale"),
        N_("Where and when?"),
        "",
    ),
}
_BY_FACTOR = Step(
    LEVEL_BOXES,
    N_("Which level does each factor need?"),
    N_("Job evaluation looks at 16 factors. Choose the level that fits best, and leave open what you do not know."),
)
# The same questions where only the sum in an advert is checked.
_ADVERT_LEADS = {
    "advert": N_("Enter the salary of a full-time year, and the pay that the advert states."),
    "hours": N_("Enter the hours, the days or the share of full time that the advert states: one of the three."),
}
_NOT_SAID = N_("I do not know")
_BY_WORK = N_("As the kinds of work need")
_LEVEL = N_("Level %(level)s: %(text)s")
_ONE_LEVEL = N_("Level %(level)s")
_TWO_LEVELS = N_("Level %(low)s or %(high)s")


def fields_of(step: str) -> tuple[str, ...]:
    """Return the fields that a question asks for."""
    return STEPS.get(step, _BY_FACTOR).fields


class Form(NamedTuple):
    """Makes the parts of the page that asks one question."""

    step: str
    query: Mapping[str, str]
    book: RateBook
    words: Words
    today: date

    def parts(self, faults: Iterable[Fault]) -> dict[str, Any]:
        """Return all that the template needs."""
        given = role_question.given_in(self.query)
        asked, names = STEPS.get(self.step, _BY_FACTOR), list(STEPS)
        place = names.index(self.step) if self.step in STEPS else 0
        of_role = any(name in given for name in OF_A_ROLE)
        lead = asked.lead if of_role else _ADVERT_LEADS.get(self.step, asked.lead)
        told: dict[str, str] = {}
        for fault in faults:
            text = role_question.say(fault, self.words)
            told[fault.field] = f"{told[fault.field]} {text}" if fault.field in told else text
        typed = self._typed(given)
        return {
            "h1": self.words.say(asked.heading),
            "lead": self.words.say(lead) if lead else "",
            "step": self.step,
            "number": place + 1,
            "count": len(names),
            "kept": [pair for pair in role_question.tidy(given) if pair[0] not in (self.step, *asked.fields)],
            "typed": typed,
            "faults": told,
            "errors": [{"text": text, "href": f"#{field}"} for field, text in told.items()],
            "choices": self._choices(typed, "work" in given),
            "of_role": of_role,
            "factors": list(self._factors()) if self.step == LEVELS else (),
            "boxes": range(1, role_question.ACTIVITIES + 1),
            "kinds": kinds_alone(self.book, self.words) if self.step == WORK else (),
            "by_factor": Links(role_question.tidy(given)).to("role", at=LEVELS),
            "only_advert": Links(pair for pair in role_question.tidy(given) if pair[0] not in OF_A_ROLE).to(
                "role", at="advert"
            ),
            "back": self._back(place, given),
        }

    def _typed(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return what each field shows: what was typed, and today where no date was asked for yet."""
        dates: dict[str, str] = form.form(self.query, self.book, self.words, self.today)["typed"]
        return (
            dict.fromkeys(role_question.FIELDS, "")
            | {"zone": "none"}
            | dict(given)
            | role_question.boxes_of(given, self.book)
            | {part: dates[part] for part in DATE_PARTS}
        )

    def _choices(self, typed: Mapping[str, str], by_work: bool) -> dict[str, Any]:
        say = self.words.say
        activities = [("", say(N_("Choose a kind of work"))), *form.activities_with_bands(self.book, self.words)]
        levels = (
            (box, len(factor.levels), typed[box])
            for box, factor in zip(LEVEL_BOXES, self.book.plan.factors, strict=True)
        )
        return {
            **dict.fromkeys(WORK_BOXES[::2], activities),
            "nation": [(nation, say(wording.NATIONS[nation])) for nation in NATIONS],
            "zone": [(zone, say(wording.ZONES[zone])) for zone in ZONES],
            "band": [("", say(N_("No band is named"))), *((band, say(form.BAND, {"band": band})) for band in BANDS)],
            **{
                box: [("", say(_BY_WORK if by_work else _NOT_SAID)), *self._levels(most, chosen)]
                for box, most, chosen in levels
            },
        }

    def _levels(self, most: int, chosen: str) -> Iterator[tuple[str, str]]:
        """Yield the levels of a factor, each followed by the doubt between it and the next, and a wider range."""
        offered = set()
        for level in range(1, most + 1):
            offered |= {str(level), f"{level}-{level + 1}"}
            yield str(level), self.words.say(_ONE_LEVEL, {"level": level})
            if level < most:
                yield f"{level}-{level + 1}", self.words.say(_TWO_LEVELS, {"low": level, "high": level + 1})
        if chosen and chosen not in offered:
            yield chosen, self.words.say(_ONE_LEVEL, {"level": chosen})

    def _factors(self) -> Iterator[dict[str, Any]]:
        """Yield each factor with what its levels mean."""
        for box, factor in zip(LEVEL_BOXES, self.book.plan.factors, strict=True):
            yield {
                "id": box,
                "name": in_language(factor, "name", self.words),
                "definition": in_language(factor, "definition", self.words),
                "levels": [
                    self.words.say(_LEVEL, {"level": item.level, "text": in_language(item, "paraphrase", self.words)})
                    for item in factor.levels
                ],
            }

    def _back(self, place: int, given: Mapping[str, str]) -> dict[str, str]:
        links, say = Links(role_question.tidy(given)), self.words.say
        if self.step == WORK:
            return {"text": say(N_("Start page")), "href": Links(()).to("")}
        before = WORK if self.step == LEVELS else list(STEPS)[place - 1]
        if before == WORK and self.step != LEVELS and "levels" in given:
            before = LEVELS
        return {"text": say(N_("Back")), "href": links.to("role", at=before)}


@lru_cache(maxsize=8)
def kinds_alone(book: RateBook, words: Words) -> list[list[Cell]]:
    """Return each kind of work in a line, with the points and the indicative band of a role that is nothing else."""
    rows = []
    for activity in book.activities.values():
        found = evaluate({factor: item.level for factor, item in activity.levels.items()}, book=book)
        title, summary = (in_language(activity, name, words) for name in ("title", "summary"))
        rows.append([Cell(title, notes=(Cell(summary),)), Cell(str(found.total)), Cell(band_name(found.band, words))])
    return rows
