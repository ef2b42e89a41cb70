"""The result page: a price ladder as plain words and figures for the template."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

import fairpay
from fairpay.checks import checks
from fairpay.comparators import floor
from fairpay.comparators.rung import Rung
from fairpay.comparison import Missing, Result
from fairpay.errors import N_
from fairpay.present import wording
from fairpay.present.language import money_text, number_text
from fairpay.present.report import MARK, shown_working
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.ratebook.schema import ActivityFile
from fairpay.receipt import line, receipt
from webapp import form, question
from webapp.answers import Answers
from webapp.figures import bar
from webapp.links import Links
from webapp.question import Asked
from webapp.sheet_parts import benchmark_label, dated, grades, has_scale_before, target_rows, voices
from webapp.steps import said, workings

# Rungs that have a bar on every ladder that has them, beside the offer, the floors and the benchmark.
ALWAYS_SHOWN = ("consultancy.organisational-change", "consultancy.director-level", "director.executive-mean")

_LEVEL = N_("level %(level)s, %(score)s points.")


class Row(NamedTuple):
    """One line of the table. `other` is the session on the other side of a boundary that is not clear."""

    label: str
    href: str
    hourly: str
    session: str
    cost: str
    ratio: str
    short: str
    mark: str
    vat: str
    other: str


class Page(NamedTuple):
    """Makes the parts of the page from one answered question."""

    asked: Asked
    book: RateBook
    words: Words
    links: Links

    @property
    def result(self) -> Result:
        return self.asked.result

    def parts(self) -> dict[str, Any]:
        """Return all that the template of the result needs."""
        result, words = self.result, self.words
        return {
            "lead": " ".join(words.sentence(result, self.asked.unknown)),
            "headline": self._headline(),
            "answers": list(Answers(self.asked, self.book, words, self.links).rows()),
            "voices": voices(self.links, "result"),
            "dated": dated(result, self.book, words, self.links, "result"),
            "bar_rows": self.bars(),
            "basis": result.basis,
            "caveats": self.caveats(),
            "checks": self.checks(),
            "grades": self.grades(
                rate.evidence for name in shown_working(result) for rate in result.working(name).rates()
            ),
            "marked": any(map(result.has_own_warning, result.rungs)),
            "tables": list(self._tables()),
            "example": self._example(),
            "heads": self._heads(),
            "missing": [self._missing(item) for item in result.missing],
            "benchmark": self._benchmark(),
            "targets": target_rows(result, words),
            "workings": list(self._workings()),
            "rates": result.edition,
            "version": fairpay.__version__,
            "change": self.links.to("price"),
            "here": self.links.to("result"),
            "json": self.links.to("result.json"),
            "csv": self.links.to("result.csv"),
            "cards": self.links.to("cards"),
            "receipt": self.links.to("result.receipt.json"),
            "receipt_line": line(receipt(result, fairpay.__version__)),
        }

    def label(self, name: str) -> str:
        return self.words.label(self.result[name].label)

    def _headline(self) -> dict[str, str] | None:
        """Return the pay an hour over attendance alone, where that is another figure than the true one."""
        headline = self.result.headline_hourly
        if headline is None or headline == self.result.true_hourly:
            return None
        return {"hourly": money_text(headline), "hours": number_text(self.result.task.hours.attendance)}

    # ---- bars and caveats --------------------------------------------------------------------

    def caveats(self) -> list[str]:
        """Return what to know about the figures that the verdict rests on."""
        return [*question.say_unknown(self.asked.unknown, self.words), *map(self.words.caveat, self.result.caveats)]

    def checks(self) -> list[dict[str, Any]]:
        """Return what to check before paying, with the rule or the limit behind each."""
        return [
            {"text": self.words.check(check), "said": said(check.basis, self.book, self.words)}
            for check in checks(self.result, book=self.book)
        ]

    def grades(self, found: Iterable[str | None]) -> list[str]:
        """Say what the grades of a page mean: those that were found, and those of the checks."""
        of_checks = (check.basis.evidence for check in checks(self.result, book=self.book))
        return grades({*found, *of_checks}, self.words)

    def barred(self) -> tuple[str, ...]:
        """Return the rungs that have a bar: the offer, then floors, benchmark and what is beside it, by price."""
        result = self.result
        names = [floor.LEGAL, floor.REAL_LIVING_WAGE, result.benchmark, result.benchmark_top]
        names += [*result.beside, *ALWAYS_SHOWN]
        others = dict.fromkeys(name for name in names if name in result and name is not None)
        return (result.paid.id, *sorted(others, key=self._session))

    def _session(self, name: str) -> Decimal:
        return self.result[name].amounts(self.result.basis).exact_session

    def bars(self) -> list[dict[str, Any]]:
        """Return a bar for each of those, on one scale."""
        result = self.result
        sessions = {name: self._session(name) for name in self.barred()}
        top = max(sessions.values())
        return [
            bar(
                benchmark_label(self.label(name), self.words) if name == result.benchmark else self.label(name),
                money_text(session),
                session,
                top,
                this=name == result.paid.id,
            )
            for name, session in sessions.items()
        ]

    # ---- the table ---------------------------------------------------------------------------

    def _tables(self) -> Iterator[dict[str, Any]]:
        here = self.links.to("working", rung="")
        for kind, rungs in groupby(self.result.rungs, key=lambda rung: rung.kind):
            yield {
                "id": f"table-{kind}",
                "caption": self.words.say(wording.KINDS[kind]),
                "kind": kind,
                "rows": [self.row(rung, here) for rung in rungs],
            }

    def row(self, rung: Rung, here: str) -> Row:
        """Return the line of a rung; `here` is the address of a working but for its id, which needs no quoting."""
        result = self.result
        ratio = result.ratio_of(rung.id)
        session = money_text(rung.pay.exact_session)
        return Row(
            label=self.words.label(rung.label) + (MARK if result.has_own_warning(rung) else ""),
            href=here + rung.id,
            hourly=money_text(rung.pay.exact_hourly),
            session=session,
            cost=session if rung.cost is rung.pay else money_text(rung.cost.exact_session),
            ratio="–" if ratio is None else f"{ratio:f}",
            short=money_text(result.shortfall_of(rung.id)),
            mark=self._mark(rung.id),
            vat=money_text(rung.vat) if rung.vat is not None else "",
            other=money_text(rung.alternative.exact_session) if rung.alternative is not None else "",
        )

    def _mark(self, name: str) -> str:
        if name == self.result.benchmark:
            return self.words.say(N_("Benchmark"))
        return self.words.say(N_("Top of the benchmark band")) if name == self.result.benchmark_top else ""

    def _example(self) -> dict[str, str] | None:
        """Return one ratio, for a sentence that says how to read it."""
        name = self.result.benchmark or (floor.LEGAL if floor.LEGAL in self.result else None)
        ratio = self.result.ratio_of(name) if name else None
        if name is None or ratio is None:
            return None
        return {"label": self.label(name), "ratio": f"{ratio:f}", "pounds": money_text(ratio)}

    def _heads(self) -> dict[str, Any] | None:
        """Return the totals, where there is more than one person or session."""
        task = self.result.task
        if task.people * task.sessions == 1:
            return None
        names = [name for name in (self.result.paid.id, self.result.benchmark) if name]
        rungs = [self.result[name] for name in names]
        return {
            "people": task.people,
            "sessions": task.sessions,
            "rows": [
                {
                    "label": self.words.label(rung.label),
                    "pay": money_text(rung.pay.total),
                    "cost": money_text(rung.cost.total),
                }
                for rung in rungs
            ],
        }

    def _missing(self, item: Missing) -> dict[str, str]:
        href = self.links.to("result", last_known_scale="true") if has_scale_before(item) else ""
        return {"text": self.words.error(item.error), "href": href}

    # ---- the benchmark -----------------------------------------------------------------------

    def _benchmark(self) -> dict[str, Any]:
        result, task = self.result, self.result.task
        activity = self.book.activities.get(task.activity or "")
        top = result.benchmark_top if result.benchmark_top != result.benchmark else None
        return {
            "label": self.label(result.benchmark) if result.benchmark else "",
            "session": money_text(result[result.benchmark].amounts(result.basis).session) if result.benchmark else "",
            "chosen": task.band is not None,
            "top": self.label(top) if top else "",
            "top_session": money_text(result[top].amounts(result.basis).session) if top else "",
            "beside": [self.label(name) for name in result.beside],
            "missing": self.words.caveat(result.benchmark_missing) if result.benchmark_missing else "",
            "change": self.links.to("price", "activity"),
            "activity": self._activity(activity) if activity else None,
        }

    def _activity(self, activity: ActivityFile) -> dict[str, Any]:
        """Return the 16 factor levels of a kind of work, and what they add up to."""
        welsh = self.words.lang == "cy"
        found = fairpay.evaluate({name: item.level for name, item in activity.levels.items()}, book=self.book)
        return {
            "title": activity.title_cy if welsh else activity.title,
            "summary": activity.summary_cy if welsh else activity.summary,
            "total": found.total,
            "band": self.words.say(form.BAND, {"band": found.band}) if found.band else "",
            "caveats": [self.words.caveat(caveat) for caveat in found.caveats],
            "factors": [
                {
                    "name": factor.name_cy if welsh else factor.name,
                    "level": self.words.say(
                        _LEVEL, {"level": activity.levels[factor.id].level, "score": found.scores[factor.id]}
                    ),
                    "reason": activity.levels[factor.id].reason,
                }
                for factor in self.book.plan.factors
            ],
        }

    # ---- the working, and the rates it used --------------------------------------------------

    def _workings(self) -> Iterator[dict[str, Any]]:
        steps = workings(self.book, self.words)
        for name in shown_working(self.result):
            yield {
                "id": "working-" + name.replace(".", "-").replace("_", "-"),
                "label": self.label(name),
                "steps": steps.of(self.result[name]),
            }


def working_page(asked: Asked, name: str, book: RateBook, words: Words, links: Links) -> dict[str, Any]:
    """Return all that the page of one rung's working needs."""
    result = asked.result
    rung = result[name]
    page = Page(asked, book, words, links)
    return {
        "label": words.label(rung.label),
        "kind": words.say(wording.KINDS[rung.kind]),
        "row": page.row(rung, ""),
        "day_hours": number_text(rung.day_hours),
        "hours": number_text(result.task.hours.counted),
        "basis": result.basis,
        "grade": words.say(wording.GRADES[rung.evidence]) if rung.evidence else "",
        "grades": grades({rate.evidence for rate in rung.working.rates()}, words),
        "caveats": [words.caveat(caveat) for caveat in rung.caveats],
        "steps": workings(book, words).of(rung),
        "href": links.to("result"),
    }
