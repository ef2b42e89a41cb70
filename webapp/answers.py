"""The answers as they were understood, each with a link back to its field."""

from collections.abc import Iterator
from typing import NamedTuple

from fairpay.errors import N_
from fairpay.present import wording
from fairpay.present.language import number_text
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from webapp import form
from webapp.links import Links
from webapp.question import Asked

_UNPAID = N_("Nothing: it is unpaid")
_COUNTED = N_("%(hours)s, counted as work")
_NOT_COUNTED = N_("%(hours)s, not counted as work")
_NOTHING_MORE = N_("Nothing added")
_NOT_KNOWN = N_("Not known: counted as none")


class Answers(NamedTuple):
    """Says the answers of one question: key, value, and the name and the address of the field."""

    asked: Asked
    book: RateBook
    words: Words
    links: Links

    def rows(self) -> Iterator[dict[str, str]]:
        """Yield each answer, and last that there are no more."""
        words, result = self.words, self.asked.result
        task, hours, say = result.task, result.task.hours, self.words.say
        by_card = result.offer.card is not None
        offered = say(_UNPAID) if self.asked.unpaid else words.offer(result)
        yield self._answer(N_("What would be paid"), offered, "card" if by_card else "fee")
        for name in ("attendance", "preparation", "follow_up"):
            value = say(_NOT_KNOWN) if name in self.asked.unknown else number_text(getattr(hours, name))
            yield self._answer(wording.STEPS[f"hours.{name}"], value, name)
        kinds = dict(form.kinds_of_work(self.book, words))
        yield self._answer(N_("Kind of work"), kinds[task.activity or ""], "activity")
        yield self._answer(N_("Date of the work"), words.date(task.on), "on")
        yield self._answer(N_("Nation"), say(wording.NATIONS[task.nation]), "nation")
        added = list(self._added())
        yield from added or [self._answer(N_("More about the work"), say(_NOTHING_MORE), "more")]

    def _added(self) -> Iterator[dict[str, str]]:
        """Yield what was said beyond the first questions."""
        words, result = self.words, self.asked.result
        task, hours, say = result.task, result.task.hours, self.words.say
        for name, value, counts in (
            ("travel", hours.travel, hours.count_travel),
            ("recovery", hours.recovery, hours.count_recovery),
        ):
            if value:
                template = _COUNTED if counts else _NOT_COUNTED
                yield self._answer(wording.STEPS[f"hours.{name}"], say(template, {"hours": value}), name)
        for name, number in (("people", task.people), ("sessions", task.sessions)):
            if number > 1:
                yield self._answer(wording.STEPS[f"task.{name}"], f"{number:,}", name)
        if task.age is not None:
            yield self._answer(N_("Age of the person"), str(task.age), "age")
        if task.band is not None:
            yield self._answer(N_("Band to compare with"), say(form.BAND, {"band": task.band}), "band")
        if task.zone != "none":
            yield self._answer(N_("High cost area"), say(wording.ZONES[task.zone]), "zone")
        if result.basis == "cost":
            yield self._answer(N_("Figures compared"), say(form.BASES["cost"]), "basis")
        if result.known_on is not None:
            yield self._answer(N_("Rates known by"), words.date(result.known_on), "known_on")
        if dict(self.asked.tidy).get("last_known_scale"):
            yield self._answer(N_("Last known pay scale"), say(N_("Used where there is no other")), "last_known_scale")

    def _answer(self, key: str, value: str, field: str) -> dict[str, str]:
        name = self.words.field(field) if field in wording.FIELDS else self.words.say(key)
        return {"key": self.words.say(key), "value": value, "href": self.links.to("price", field), "field": name}
