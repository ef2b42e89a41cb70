"""Two offers, or two kinds of work, side by side: each priced like any other, and the difference.

What is asked of each offer has its side in front of its name, as in `a_fee` and `b_fee`;
everything else is asked once for both.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from flask import Blueprint, current_app, render_template, request

from fairpay import money
from fairpay.comparators import floor
from fairpay.comparison import Result
from fairpay.errors import N_, Fault, InputError
from fairpay.present.language import money_text, number_text
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from webapp import form, question
from webapp.cells import Cell
from webapp.figures import bar
from webapp.languages import form_only, known_fields, words
from webapp.links import Links
from webapp.question import Asked
from webapp.replies import rate_book
from webapp.sheet_parts import benchmark_label

pages = Blueprint("side_by_side", __name__)

SIDES = {"a": N_("First offer"), "b": N_("Second offer")}
SIDE_FIELDS = (
    *("fee", "per", "card", "activity"),
    *("attendance", "preparation", "follow_up", "travel", "recovery"),
)
SHARED = tuple(name for name in question.NAMES if name not in SIDE_FIELDS)
NAMES = (*(f"{side}_{name}" for side in SIDES for name in SIDE_FIELDS), *SHARED)
# What a second offer is for as long as nobody says otherwise: the same work as the first.
_SAME_WORK = SIDE_FIELDS[3:]
# Fields that only some need; they are folded away until one of them says something.
_MORE = (
    *("count_travel", "count_recovery", "people", "sessions", "age", "zone", "band"),
    *("basis", "known_on", "last_known_scale"),
)

_MORE_BY, _LESS_BY, _SAME = N_("%(amount)s more"), N_("%(amount)s less"), N_("The same")
_HOURLY = N_("For every hour that counts, the first offer pays %(first)s and the second %(second)s.")
_HOURLY_MORE = N_("The second pays %(amount)s an hour more.")
_HOURLY_LESS = N_("The second pays %(amount)s an hour less.")
_HOURLY_SAME = N_("For every hour that counts, both offers pay %(first)s.")
_SESSION = N_("For one session the first pays %(first)s and the second %(second)s.")


@pages.get("/side-by-side")
@known_fields(*NAMES, *SIDE_FIELDS)
def side_by_side() -> str | tuple[str, int]:
    """Ask for two offers; or put them side by side, with what was asked below.

    The address of a result opens with that offer as the first.
    """
    if not any(name.startswith(tuple(f"{side}_" for side in SIDES)) for name in request.args):
        return _page(_as_first(request.args))
    if form_only():
        return _page(request.args)
    asked, faults = {}, []
    for side in SIDES:
        try:
            asked[side] = question.ask(_side(request.args, side), rate_book())
        except InputError as error:
            faults += [_named(fault, side) for fault in error.faults]
    if faults:
        return _page(request.args, faults=faults), 422
    return _page(request.args, Answer(asked["a"], asked["b"], rate_book(), words()).parts())


class Answer(NamedTuple):
    """Makes the parts of the answer from two answered questions."""

    first: Asked
    second: Asked
    book: RateBook
    words: Words

    def parts(self) -> dict[str, Any]:
        """Return what the template shows."""
        sides = (self.first, self.second)
        return {
            "lead": " ".join(self._lead()),
            "rows": list(self._rows()),
            "bar_rows": self._bars(),
            "caveats": list(self._caveats()),
            "full": [Links(asked.tidy).to("result") for asked in sides],
            "basis": self.first.result.basis,
        }

    def _lead(self) -> Iterator[str]:
        first, second = (asked.result.paid.pay for asked in (self.first, self.second))
        params = {"first": first.hourly, "second": second.hourly}
        difference = money.subtract(second.hourly, first.hourly)
        if difference:
            yield self.words.say(_HOURLY, params)
            template = _HOURLY_MORE if difference > 0 else _HOURLY_LESS
            yield self.words.say(template, {"amount": difference.copy_abs()})
        else:
            yield self.words.say(_HOURLY_SAME, params)
        yield self.words.say(_SESSION, {"first": first.session, "second": second.session})

    def _rows(self) -> Iterator[list[Cell]]:
        """Yield the lines of the table: what it is, the first, the second, what the second is beyond the first."""
        say, sides = self.words.say, (self.first, self.second)
        kinds = dict(form.kinds_of_work(self.book, self.words))
        yield self._texts(
            N_("What would be paid"),
            *(say(form.PER[question.UNPAID]) if asked.unpaid else self.words.offer(asked.result) for asked in sides),
        )
        yield self._texts(N_("Kind of work"), *(kinds[asked.result.task.activity or ""] for asked in sides))
        hours = [asked.result.task.hours.counted for asked in sides]
        yield self._line(N_("Hours that count"), hours, number_text)
        pay = [asked.result.paid.pay for asked in sides]
        yield self._line(N_("Pay for the session"), [side.session for side in pay], money_text)
        yield self._line(N_("Pay for every hour that counts"), [side.hourly for side in pay], money_text)
        if any(asked.result.task.people * asked.result.task.sessions > 1 for asked in sides):
            yield self._line(N_("Pay in all"), [side.total for side in pay], money_text)
        yield from self._against()
        yield self._texts(N_("What it comes to"), *(self.words.verdict(asked.result) for asked in sides))

    def _against(self) -> Iterator[list[Cell]]:
        """Yield the lines about the benchmark of each offer, where both have one."""
        sides = [(asked.result, asked.result.benchmark) for asked in (self.first, self.second)]
        found = [(result, result[name]) for result, name in sides if name is not None]
        if len(found) < len(sides):
            return
        yield self._texts(N_("Benchmark"), *(self.words.label(rung.label) for _, rung in found))
        sessions = [rung.amounts(result.basis).session for result, rung in found]
        in_cost = self.first.result.basis == "cost"
        name = N_("The benchmark's cost for the session") if in_cost else N_("The benchmark for the session")
        yield self._line(name, sessions, money_text)
        short = [result.shortfall_of(rung.id) for result, rung in found]
        yield self._line(N_("Short of the benchmark"), short, money_text)

    def _texts(self, name: str, first: str, second: str) -> list[Cell]:
        same = Cell(self.words.say(_SAME)) if first == second else Cell()
        return [Cell(self.words.say(name)), Cell(first), Cell(second), same]

    def _line(self, name: str, figures: list[Decimal], write: Callable[[Decimal], str]) -> list[Cell]:
        first, second = figures
        difference = money.subtract(second, first)
        amount = write(difference.copy_abs())
        if amount == write(money.ZERO):
            beyond = self.words.say(_SAME)
        else:
            beyond = self.words.say(_MORE_BY if difference > 0 else _LESS_BY, {"amount": amount})
        return [Cell(self.words.say(name)), Cell(write(first)), Cell(write(second)), Cell(beyond)]

    def _bars(self) -> list[dict[str, Any]]:
        """Return a bar for each offer, then for the legal minimum and the benchmark of each, by price."""
        titles = [self.words.say(side) for side in SIDES.values()]
        results = (self.first.result, self.second.result)
        offers = [(title, result.paid.pay.exact_session) for title, result in zip(titles, results, strict=True)]
        others = [self._others(result) for result in results]
        found = [other for other in others[0] if other in others[1]]
        both = tuple(found)
        for title, own in zip(titles, others, strict=True):
            found += [(f"{title}: {label}", session) for label, session in own if (label, session) not in both]
        bars = [*offers, *sorted(found, key=lambda other: other[1])]
        top = max(session for _, session in bars)
        return [
            bar(label, money_text(session), session, top, this=number < len(offers))
            for number, (label, session) in enumerate(bars)
        ]

    def _others(self, result: Result) -> list[tuple[str, Decimal]]:
        """Return what the legal minimum and the benchmark come to for the hours of one offer."""
        found = []
        for name in (floor.LEGAL, result.benchmark):
            if name is not None and name in result:
                label = self.words.label(result[name].label)
                label = benchmark_label(label, self.words) if name == result.benchmark else label
                found.append((label, result[name].amounts(result.basis).exact_session))
        return found

    def _caveats(self) -> Iterator[str]:
        """Yield what to know about both offers, and then about each."""
        both = [
            [*question.say_unknown(asked.unknown, self.words), *map(self.words.caveat, asked.result.caveats)]
            for asked in (self.first, self.second)
        ]
        yield from (text for text in both[0] if text in both[1])
        for side, own, other in zip(SIDES.values(), both, reversed(both), strict=True):
            for text in own:
                if text not in other:
                    yield f"{self.words.say(side)}: {text}"


# ---- the form ------------------------------------------------------------------------------------


def _side(query: Mapping[str, str], side: str) -> dict[str, str]:
    """Return the question about one of the offers."""
    own = {name: query[f"{side}_{name}"] for name in SIDE_FIELDS if f"{side}_{name}" in query}
    return own | {name: query[name] for name in SHARED if name in query}


def _as_first(query: Mapping[str, str]) -> dict[str, str]:
    """Return the question about one offer with that offer as the first, and the same work for the second."""
    first = {f"a_{name}": query[name] for name in SIDE_FIELDS if name in query}
    second = {f"b_{name}": query[name] for name in _SAME_WORK if name in query}
    return {name: query[name] for name in SHARED if name in query} | first | second


def _named(fault: Fault, side: str) -> Fault:
    """Name a fault by the field of the form: its side comes first where each side has the field."""
    return fault._replace(field=f"{side}_{fault.field}") if fault.field in SIDE_FIELDS else fault


def _page(query: Mapping[str, str], answer: Mapping[str, Any] | None = None, faults: Iterable[Fault] = ()) -> str:
    said, said_faults = words(), _said(faults)
    parts: dict[str, dict[str, Any]] = {"typed": {}, "choices": {}}
    for side in SIDES:
        found = form.form(_side(query, side), rate_book(), said, current_app.config["TODAY"]())
        found["choices"]["per"] = [choice for choice in found["choices"]["per"] if choice[0] != question.UNKNOWN]
        for part, held in parts.items():
            held |= {f"{side}_{name}" if name in SIDE_FIELDS else name: value for name, value in found[part].items()}
    return render_template(
        "side_by_side.html",
        **parts,
        answer=answer,
        asked=any(name in query for name in NAMES),
        sides={side: said.say(text) for side, text in SIDES.items()},
        cards=found["cards"],
        no_card=found["no_card"],
        faults={field: " ".join(texts) for field, texts in said_faults.items()},
        errors=[{"text": text, "href": f"#{field}"} for field, texts in said_faults.items() for text in texts],
        more_open=any(query.get(name, "").strip() not in ("", question.DEFAULTS.get(name)) for name in _MORE)
        or any(name in said_faults for name in _MORE),
    )


def _said(faults: Iterable[Fault]) -> dict[str, list[str]]:
    """Return what is wrong with each field, in the order of the form; what both offers share is said once."""
    said, once = words(), {(fault.field, fault.code): fault for fault in faults}
    texts: dict[str, list[str]] = {}
    for fault in sorted(once.values(), key=lambda fault: NAMES.index(fault.field)):
        text = question.say(fault, said)
        if fault.field not in SHARED:
            text = f"{said.say(SIDES[fault.field[0]])}: {text}"
        texts.setdefault(fault.field, []).append(text)
    return texts
