"""What the check of a role or an advert comes to, as plain words and figures for the template."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import fairpay
from fairpay.errors import N_
from fairpay.evaluation import Question
from fairpay.present import wording
from fairpay.present.advert_report import advert_sentences, next_steps, reading_name, reading_sum
from fairpay.present.evaluation_report import band_name, edge_sentences, in_language, mover_texts
from fairpay.present.language import money_text, number_text
from fairpay.present.role_words import ASK, point_name, role_sentences, step_names, unsaid
from fairpay.present.words import Words
from fairpay.rate import weakest
from fairpay.ratebook import RateBook
from fairpay.ratebook.schema import Factor
from fairpay.role import AdvertCheck, RoleCheck
from fairpay.role.pay import Comparison, Year
from webapp import form
from webapp.cells import Cell, data_words
from webapp.links import Links
from webapp.role_question import Asked, levels_of, work_of
from webapp.steps import Source, lines_of

_HOURS = (
    ("hours", N_("Hours a week")),
    ("days", N_("Days a week")),
    ("fte", N_("Share of full time")),
    ("years", N_("Years counted")),
)
_RANGE = N_("%(low)s to %(high)s")


class Page(NamedTuple):
    """Makes the parts of the page from one answered question about a role."""

    asked: Asked
    book: RateBook
    words: Words
    links: Links

    def parts(self) -> dict[str, Any]:
        """Return all that the template needs."""
        role, advert = self.asked.role, self.asked.advert
        said = dict(self.asked.tidy)
        work = {"work": said["work"]} if "work" in said else {}
        return {
            "lead": list(self._lead()),
            "answers": list(self._answers(said)),
            "role": self._role(role) if role else None,
            "advert": self._advert(advert) if advert else None,
            "caveats": list(self._caveats()),
            "grade": self.words.say(wording.GRADE_NAMES[weakest(check.evidence for check in self._checks())]),
            "ask": [
                *(self.words.say(template) for template in (ASK if role else ())),
                *(next_steps(advert, self.words) if advert else ()),
            ],
            "sources": self._sources(),
            "rates": self.book.edition,
            "version": fairpay.__version__,
            "change": self.links.to("role"),
            "here": self.links.to("role/result"),
            "json": self.links.to("role/result.json"),
            "csv": self.links.to("role/result.csv"),
            "description": Links(work.items()).to("description"),
        }

    def _checks(self) -> list[RoleCheck | AdvertCheck]:
        return [check for check in self.asked[:2] if check is not None]

    def _lead(self) -> Iterator[str]:
        """Yield the paragraphs of the answer: the band, what it means for each side, and the sum in the advert."""
        if self.asked.role:
            said = role_sentences(self.asked.role, self.words, self.book)
            yield " ".join(said[:2])
            yield from said[2:]
        if self.asked.advert:
            yield " ".join(advert_sentences(self.asked.advert, self.words))

    # ---- the answers -------------------------------------------------------------------------

    def _answers(self, said: Mapping[str, str]) -> Iterator[dict[str, str]]:
        """Yield what was answered, with the address of the question."""
        kinds = dict(form.activities(self.book, self.words))
        for activity, share in work_of(said.get("work", "")):
            yield self._answer(N_("Kind of work"), f"{kinds[activity]} ({share}%)", "work")
        if said.get("levels"):
            known = [level for level in levels_of(said["levels"], self.book).values() if level]
            yield self._answer(N_("Factors with a level"), str(len(known)), "levels")
        if band := said.get("band"):
            yield self._answer(N_("Advertised band"), band_name(band, self.words), "advert")
        for name, key in (("salary", N_("Advertised full-time salary")), ("stated", N_("Pay the advert states"))):
            if name in said:
                model = self.asked.advert.advert if self.asked.advert else self.asked.role and self.asked.role.role
                yield self._answer(key, money_text(getattr(model, name)), "advert")
        for name, key in _HOURS:
            if name in said:
                yield self._answer(key, said[name], "hours")
        yield self._answer(N_("Nation"), self.words.say(wording.NATIONS[said["nation"]]), "place")
        if zone := said.get("zone"):
            yield self._answer(N_("High cost area"), self.words.say(wording.ZONES[zone]), "place")
        yield self._answer(N_("Date"), self.words.date(date.fromisoformat(said["on"])), "place")
        if "known_on" in said:
            yield self._answer(N_("Rates known by"), self.words.date(date.fromisoformat(said["known_on"])), "place")
        if "last_known_scale" in said:
            yield self._answer(N_("Last known pay scale"), self.words.say(N_("Used where there is no other")), "place")

    def _answer(self, key: str, value: str, step: str) -> dict[str, str]:
        said = self.words.say(key)
        return {"key": said, "value": value, "href": self.links.to("role", at=step), "field": said}

    # ---- the role ----------------------------------------------------------------------------

    def _role(self, check: RoleCheck) -> dict[str, Any]:
        evaluation = check.evaluation
        return {
            "hours": number_text(check.hours),
            "full_week": number_text(check.full_week),
            "factors": list(self._factors(check)),
            "edges": " ".join(edge_sentences(evaluation, self.words, self.book)),
            "movers": list(mover_texts(evaluation, self.words, self.book)),
            "questions": list(map(self._question, evaluation.questions)) if len(evaluation.bands) > 1 else [],
            "notes": list(self._notes(check)),
            "without": [self._without(item.activity, item.evaluation) for item in check.without],
            "comparisons": [self._comparison(comparison) for comparison in check.comparisons],
        }

    def _notes(self, check: RoleCheck) -> Iterator[tuple[str, Cell]]:
        """Yield each kind of work with what could be disputed about its levels."""
        for name in check.role.activities or ():
            activity = self.book.activities[name]
            if activity.note:
                yield in_language(activity, "title", self.words), data_words(activity.note)

    def _plan(self) -> dict[str, Factor]:
        return {factor.id: factor for factor in self.book.plan.factors}

    def _factors(self, check: RoleCheck) -> Iterator[list[Cell]]:
        """Yield each factor: its level, its score, what that level means, and what sets it."""
        kinds, plan = dict(form.activities(self.book, self.words)), self._plan()
        for item in check.required:
            factor, level = plan[item.factor], item.level
            low, high = factor.levels[level.low - 1], factor.levels[level.high - 1]
            meaning = [Cell(in_language(entry, "paraphrase", self.words)) for entry in dict.fromkeys((low, high))]
            because = "; ".join(kinds[name] for name in item.set_by) or self.words.say(N_("As you said"))
            reasons = [self.book.activities[name].levels[item.factor].reason for name in item.set_by]
            yield [
                Cell(in_language(factor, "name", self.words)),
                Cell(self._span(level.low, level.high)),
                Cell(self._span(low.score, high.score)),
                Cell(notes=tuple(meaning)),
                Cell(because, notes=tuple(map(data_words, dict.fromkeys(reasons)))),
            ]

    def _span(self, low: int, high: int) -> str:
        return str(low) if low == high else self.words.say(_RANGE, {"low": low, "high": high})

    def _question(self, question: Question) -> dict[str, Any]:
        factor = self._plan()[question.factor]
        return {
            "factor": in_language(factor, "name", self.words),
            "levels": [
                self.words.say(
                    N_("Level %(level)s: %(text)s"),
                    {"level": level, "text": in_language(factor.levels[level - 1], "paraphrase", self.words)},
                )
                for level in question.levels
            ],
        }

    def _without(self, activity: str, evaluation: fairpay.Evaluation) -> list[Cell]:
        kinds = dict(form.activities(self.book, self.words))
        low, high = evaluation.low, evaluation.high
        names = [band_name(band, self.words) for band in dict.fromkeys((low.band, high.band))]
        said = names[0] if len(names) == 1 else self.words.say(_RANGE, {"low": names[0], "high": names[1]})
        return [Cell(kinds[activity]), Cell(self._span(low.total, high.total)), Cell(said)]

    def _comparison(self, comparison: Comparison) -> dict[str, Any]:
        return {
            "id": f"band-{comparison.band}",
            "band": band_name(comparison.band, self.words),
            "rows": [self._year(year) for year in comparison.years],
            "pay": money_text(comparison.pay),
            "cost": money_text(comparison.cost),
            "years": len(comparison.years),
            "working": lines_of(comparison.working, step_names(comparison, self.words), self.book, self.words),
        }

    def _year(self, year: Year) -> list[Cell]:
        return [
            Cell(str(year.number)),
            *(
                Cell(money_text(paid.annual), notes=(Cell(point_name(paid, self.words)),))
                for paid in (year.advertised, year.indicative)
            ),
            *(Cell(money_text(amount)) for amount in (year.annual, year.hourly, year.cost)),
        ]

    # ---- the advert --------------------------------------------------------------------------

    def _advert(self, check: AdvertCheck) -> dict[str, Any]:
        would = check.would_give
        shown = next((reading.working for reading in check.readings if reading.gives), would.working)
        return {
            "readings": [
                [
                    Cell(_capital(reading_name(reading, check, self.words))),
                    Cell(reading_sum(reading, check)),
                    Cell(money_text(reading.amount)),
                    Cell(self.words.say(N_("Yes") if reading.gives else N_("No"))),
                    Cell(self.words.say(N_("Known") if reading.sourced else N_("Arithmetic only"))),
                ]
                for reading in check.readings
            ],
            "holds": check.holds,
            "working": lines_of(shown, step_names(None, self.words), self.book, self.words),
        }

    # ---- beside ------------------------------------------------------------------------------

    def _caveats(self) -> Iterator[str]:
        found = [caveat for check in self._checks() for caveat in check.caveats]
        yield from dict.fromkeys(self.words.caveat(caveat) for caveat in unsaid(found))

    def _sources(self) -> list[Source]:
        names = [name for check in self._checks() for name in check.sources]
        return [Source(self.book.sources[name].title, self.book.sources[name].url) for name in dict.fromkeys(names)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
