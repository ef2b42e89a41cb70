"""What a meeting comes to, as plain words and figures for the template."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from markupsafe import escape

import fairpay
from fairpay import money
from fairpay.errors import N_
from fairpay.meetings import Meeting, Parity, Part, Seat
from fairpay.meetings.seats import LIVED
from fairpay.present import meeting_words
from fairpay.present.language import money_text, number_text
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.task import BANDS
from fairpay.working import Step, Working
from webapp import form
from webapp.cells import Cell
from webapp.figures import bar
from webapp.meeting_forms import meeting_said
from webapp.meeting_seats import Asked
from webapp.steps import Line, said, workings

_BAR = N_("%(label)s (%(group)s, people: %(people)s)")
_GROUP = N_("Group: %(group)s")
_NO_PARITY = N_("None")
_ENTRY = N_("%(band)s, entry point")
_SHARED = N_("Figures that several seats have in common")
_OF_ALL = ("week.", "day.hours", "year.", "leave.", "insurance.rate", "insurance.threshold", "pension.", "levy.")
_HUNDRED = Decimal(100)


class Page(NamedTuple):
    """Makes the parts of the page of a meeting."""

    asked: Asked
    found: Meeting
    book: RateBook
    words: Words
    fault: str = ""  # what is wrong with the benchmark that was asked for

    def parts(self) -> dict[str, Any]:
        """Return all that the template needs."""
        found, links = self.found, self.asked.links()
        return {
            "lead": meeting_words.answer_sentences(found, self.words),
            "meeting": meeting_said(self.asked, self.words),
            "bar_rows": self._bars(),
            "share_rows": self._shares(),
            "seats": [*(self._seat(*pair) for pair in enumerate(found.seats, start=1)), self._whole()],
            "groups": [self._group(part) for part in found.parts.values() if part.people],
            "parities": [self._parity(parity) for parity in found.parity],
            "typed": {"parity_at": self.asked.details.get("parity_at", "")},
            "choices": {"parity_at": self._parity_choices()},
            "faults": {"parity_at": self.fault} if self.fault else {},
            "errors": [{"text": self.fault, "href": "#parity_at"}] if self.fault else [],
            "kept": self.asked.kept(),
            "notes": meeting_words.notes(found, self.words),
            "workings": list(self._workings()),
            "rates": found.edition,
            "version": fairpay.__version__,
            "change": links.to("meeting"),
            "here": links.to("meeting/result"),
            "json": links.to("meeting/result.json"),
            "csv": links.to("meeting/result.csv"),
        }

    # ---- bars ----------------------------------------------------------------------------------

    def _bars(self) -> list[dict[str, Any]]:
        """Return a bar for the pay an hour of each seat, the highest first."""
        by_pay = sorted(enumerate(self.found.seats, start=1), key=lambda pair: pair[1].rung.pay.exact_hourly)
        top = self.found.highest.rung.pay.exact_hourly
        return [self._bar(number, seat, top) for number, seat in reversed(by_pay)]

    def _bar(self, number: int, seat: Seat, top: Decimal) -> dict[str, Any]:
        hourly, said = seat.rung.pay.exact_hourly, meeting_words.numbered(number, seat, self.words)
        group = self.words.say(meeting_words.GROUPS[seat.group])
        label = self.words.say(_BAR, {"label": said, "group": group, "people": f"{seat.people:,}"})
        return bar(label, money_text(hourly), hourly, top, this=seat.group == LIVED)

    def _shares(self) -> list[dict[str, Any]]:
        """Return a bar for each share of the meeting that people with lived experience are or get."""
        lived = self.found.parts[LIVED]
        shares = (
            (N_("Of the people"), lived.share_of_people),
            (N_("Of the pay"), lived.share_of_pay),
            (N_("Of the cost"), lived.share_of_cost),
        )
        one = Decimal(1)
        return [
            bar(self.words.say(label), meeting_words.percent(share), share, one, this=True)
            for label, share in shares
            if share is not None
        ]

    # ---- tables --------------------------------------------------------------------------------

    def _seat(self, number: int, seat: Seat) -> list[Cell]:
        group = self.words.say(_GROUP, {"group": self.words.say(meeting_words.GROUPS[seat.group])})
        pay = seat.rung.pay
        figures = (pay.exact_hourly, pay.exact_session, seat.pay, seat.cost)
        return [
            Cell(meeting_words.numbered(number, seat, self.words), notes=(Cell(group),)),
            Cell(f"{seat.people:,}"),
            Cell(number_text(seat.hours.counted)),
            *(Cell(money_text(amount)) for amount in figures),
        ]

    def _whole(self) -> list[Cell]:
        found, nothing = self.found, Cell("–")
        totals = (Cell(money_text(amount)) for amount in (found.pay, found.cost))
        return [
            Cell(self.words.say(meeting_words.WHOLE)),
            Cell(f"{found.people:,}"),
            nothing,
            nothing,
            nothing,
            *totals,
        ]

    def _group(self, part: Part) -> list[Cell]:
        mean = "–" if part.mean_hourly is None else money_text(part.mean_hourly)
        shares = (part.share_of_people, part.share_of_pay, part.share_of_cost)
        return [
            Cell(self.words.say(meeting_words.GROUPS[part.group])),
            Cell(f"{part.people:,}"),
            *(Cell(meeting_words.percent(share)) for share in shares),
            Cell(mean),
        ]

    # ---- parity --------------------------------------------------------------------------------

    def _parity(self, parity: Parity) -> dict[str, Any]:
        numbers = {seat.where: number for number, seat in enumerate(self.found.seats, start=1)}
        rows = [
            [
                Cell(meeting_words.numbered(numbers[item.seat.where], item.seat, self.words)),
                Cell(money_text(item.pay)),
                Cell(money_text(item.cost)),
            ]
            for item in parity.raised
        ]
        totals = [Cell(money_text(amount)) for amount in (parity.pay, parity.cost)]
        return {
            "id": "parity-staff" if parity.seat is not None else "parity-benchmark",
            "label": meeting_words.parity_name(parity, self.words),
            "sentence": meeting_words.parity_sentence(parity, self.words),
            "rows": [*rows, [Cell(self.words.say(meeting_words.WHOLE)), *totals]] if rows else [],
        }

    def _parity_choices(self) -> form.Choices:
        """Return the benchmarks to choose from, and the one that an address names beside them."""
        bands = [(band, self.words.say(form.BAND, {"band": band})) for band in BANDS]
        named = [(band, self.words.say(_ENTRY, {"band": text})) for band, text in bands]
        choices = [("", self.words.say(_NO_PARITY)), *named, *form.activities(self.book, self.words)]
        asked = self.asked.details.get("parity_at", "")
        others = [parity for parity in self.found.parity if parity.seat is None and asked not in dict(choices)]
        return choices + [(asked, meeting_words.parity_name(parity, self.words)) for parity in others]

    # ---- the working ---------------------------------------------------------------------------

    def _workings(self) -> Iterator[dict[str, Any]]:
        words, shared = self.words, self._shared()
        if shared:
            yield {"id": "working-shared", "label": words.say(_SHARED), "steps": list(shared.values())}
        for number, seat in enumerate(self.found.seats, start=1):
            label = meeting_words.numbered(number, seat, words)
            own = [line for code, line in self._lines_of(seat) if code not in shared]
            yield {"id": f"working-{number}", "label": label, "steps": own}
        yield {
            "id": "working-meeting",
            "label": words.say(meeting_words.WHOLE),
            "steps": [line for _, line in self._lines(self.found.working)],
        }
        for place, parity in enumerate(self.found.parity):
            yield {
                "id": f"working-parity-{place}",
                "label": words.say(N_("Parity at %(label)s"), {"label": meeting_words.parity_name(parity, words)}),
                "steps": [line for code, line in self._lines(parity.working) if shared.get(code) != line],
            }

    def _lines_of(self, seat: Seat) -> Iterator[tuple[str, Line]]:
        """Yield the steps of a seat by their codes."""
        lines = workings(self.book, self.words).of(seat.rung)
        yield from zip((step.code for step in seat.rung.working), lines, strict=True)

    def _shared(self) -> dict[str, Line]:
        """Return the steps that are the same for all seats which have them: the week, leave and on-costs of staff."""
        found: dict[str, list[Line]] = {}
        for seat in self.found.seats:
            for code, line in self._lines_of(seat):
                if code.startswith(_OF_ALL):
                    found.setdefault(code, []).append(line)
        return {
            code: lines[0] for code, lines in found.items() if len(lines) > 1 and lines.count(lines[0]) == len(lines)
        }

    def _lines(self, working: Working) -> Iterator[tuple[str, Line]]:
        """Yield the steps of a working of the meeting by their codes."""
        yield from ((step.code, self._line(step, working)) for step in working)

    def _line(self, step: Step, working: Working) -> Line:
        """Say a step. The template takes words as they are, and the name of a seat may come from data."""
        words = self.words
        worked_out = len(step.inputs) > 1 or step.op == "round_up"
        return Line(
            name=str(escape(meeting_words.step_name(step, self.found, words))),
            sum=words.step_sum(step, working) if worked_out else "",
            value=words.step_value(step),
            share=f"{number_text(money.multiply(step.value, _HUNDRED))}%" if step.unit == "fraction" else "",
            shown=words.step_shown(step),
            rate=said(step.rate, self.book, words) if step.rate is not None else None,
        )
