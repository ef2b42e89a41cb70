"""One row at a time: cells → a checked line. Lines that ask the same question share an answer."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from fairpay import money
from fairpay.budget import cells
from fairpay.budget.cells import Bad
from fairpay.budget.checked import Answer, CheckedLine
from fairpay.budget.checks import line_checks
from fairpay.budget.columns import ASKED, FIGURES, LINE, OWN_PREFIX, SUBTOTAL, WORDS, kind_of_row, own_positions
from fairpay.budget.finding import Finding, rates_in
from fairpay.budget.kind import Kind, When, expenses_inside, kind_of
from fairpay.budget.line import cell_fault, line_of, misfits, read_figures
from fairpay.budget.options import Options
from fairpay.budget.personal import NUMBER_LIKE, READ_STRICTLY, column_letters, is_personal
from fairpay.budget.prices import Calendar, Prices, Span
from fairpay.budget.pricing import figures_of, work_of
from fairpay.budget.rows import Payment, week_key
from fairpay.budget.sums import Sums
from fairpay.budget.where import CONTRACTORS, STAFF
from fairpay.errors import Fault
from fairpay.ratebook import RateBook
from fairpay.tables.columns import Header
from fairpay.tables.table import Row

_MOST_ANSWERS = 2048  # in each of two generations
_MOST_KINDS = 4096
_MOST_PRICES = 512
_PENCE = Decimal(100)
# Columns that are in no sum: what cannot be read in them is something to know about the row.
_NOT_READ = {"paid": "paid-not-read", "offered": "offered-not-read"}


class Columns:
    """Where the cells of a file stand that fairpay reads."""

    def __init__(self, header: Header) -> None:
        own = set(own_positions(header))
        self.kept = tuple(position for position in range(len(header.texts)) if position not in own)
        self.texts = tuple(header.texts[position] for position in self.kept)
        self.names = tuple(header.names[position] for position in self.kept)
        self._keep: Callable[[tuple[str, ...]], tuple[str, ...]] | None = _getter(self.kept) if own else None
        places = {name: place for place, name in enumerate(self.names) if name is not None}
        self.places: Mapping[str, int] = places
        self.present = frozenset(places)
        self.ask = _getter(places[name] for name in ASKED if name in places)
        self.words = tuple(name for name in WORDS if name in places)
        self.word_cells = _getter(places[name] for name in self.words)
        self.readers = tuple((name, places[name], cells.READERS[name]) for name in FIGURES if name in places)
        self.free = tuple(place for place, name in enumerate(self.names) if name not in READ_STRICTLY)
        self.free_cells = _getter(place for place in self.free if self.names[place] not in WORDS)
        self._line = places.get("line")

    def own_row(self, row: Row) -> Row:
        """Return a row without the cells that fairpay added to an earlier copy of the file, and their faults."""
        if self._keep is None:
            return row
        faults = tuple(fault for fault in row.faults if not fault.field.strip().lower().startswith(OWN_PREFIX))
        return Row(row.number, self._keep(row.cells), faults)

    def content(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Return what makes a row the same as another: its cells, but for a number of its own in the line column."""
        at = self._line
        if at is None or not texts[at].replace(".", "").isdecimal():
            return texts
        return (*texts[:at], "", *texts[at + 1 :])


def _getter(places: Iterable[int]) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    wanted = tuple(places)
    if len(wanted) > 1:
        return itemgetter(*wanted)
    return lambda row: tuple(row[place] for place in wanted)


class Day(NamedTuple):
    """What there is to know about the text of a date."""

    on: date | Bad | None
    when: When
    monday: int


class Checker:
    """Checks rows. It keeps the answers to the last questions, and what their lines add to the sums."""

    def __init__(self, book: RateBook, options: Options, header: Header) -> None:
        self._book, self._options, self.columns = book, options, Columns(header)
        self._calendar = Calendar(book, options)
        self._prices: dict[tuple[date, str, str], Prices] = {}
        self._whens: dict[tuple[Any, ...], When] = {}
        self._new: dict[tuple[Any, ...], Answer] = {}
        self._old: dict[tuple[Any, ...], Answer] = {}
        self._sums = Sums()
        self._full: frozenset[str] = frozenset()
        self._payments: list[Payment] = []
        self.day = lru_cache(maxsize=4096)(self._day)
        self._kind = lru_cache(maxsize=_MOST_KINDS)(self._kind_of)
        places = self.columns.places
        self._date, self._notes = places["date"], places.get("notes")
        self._payee, self._paid = places.get("payee"), places.get("paid")
        self._category, self._line = places["category"], places.get("line")

    def take_sums(self) -> Sums:
        """Return the sums since the last time, and begin anew."""
        self._add_up(self._old)
        self._add_up(self._new)
        sums, self._sums, self._full = self._sums, Sums(), frozenset()
        sums.add_up()  # a few sums go to another process sooner than what waits to be added
        return sums

    def take_payments(self) -> list[Payment]:
        """Return the payments since the last time."""
        payments, self._payments = self._payments, []
        return payments

    def _add_up(self, answers: Mapping[tuple[Any, ...], Answer]) -> None:
        """Add what the lines that shared an answer give, and count anew."""
        for answer in answers.values():
            if answer.count and answer.line is not None and answer.figures is not None:
                self._sums.add(answer.line, answer.figures, answer.keys, answer.codes, answer.row, answer.count)
                answer.count = 0

    def check(self, row: Row, first: int) -> CheckedLine:
        """Check one row (of `Columns.own_row`); `first` is the row in which its content came first."""
        number, texts, cell_faults = row
        day = self.day(texts[self._date])
        inside = self._notes is not None and expenses_inside(texts[self._notes])
        payee = self._payee is not None and bool(texts[self._payee])
        kind = LINE if self._line is None or texts[self._category].strip() else kind_of_row(texts[self._line])
        asked = (day.when, inside, payee, kind, *self.columns.ask(texts))
        answer = self._new.get(asked)
        if answer is None:
            answer = self._old.pop(asked, None) or self._answer(texts, day.when, inside, payee, kind)
            answer.row = answer.row or number
            self._keep(asked, answer)
        unused: tuple[Fault, ...] = ()
        if cell_faults:
            unused, cell_faults = _parted(cell_faults)
        alone = self._alone(number, texts, first, day, answer, unused)
        on = day.on if isinstance(day.on, date) else None
        line = CheckedLine(number, texts, on, answer, alone, cell_faults)
        if cell_faults or answer.faults:
            self._sums.not_read(number, line.faults)
        elif answer.figures is not None:
            answer.count += 1
            codes = answer.codes
            if codes and not self._full.issuperset(codes):
                for code in codes:
                    self._sums.found(code, number)
                self._full = self._sums.full()
            if answer.pence and self._payee is not None and payee:
                key = week_key(texts[self._payee], day.monday)
                self._payments.append((key, answer.pence, day.monday, number))
        elif answer.kind == SUBTOTAL:
            self._sums.found("subtotal", number, count=True)
        elif answer.line is not None:
            self._sums.stated.add(number, answer.line)
        return line

    def _keep(self, asked: tuple[Any, ...], answer: Answer) -> None:
        self._new[asked] = answer
        if len(self._new) > _MOST_ANSWERS:
            self._add_up(self._old)
            self._old, self._new = self._new, {}

    def _alone(
        self, number: int, texts: tuple[str, ...], first: int, day: Day, answer: Answer, unused: tuple[Fault, ...]
    ) -> tuple[Finding, ...]:
        found: list[Finding] = []
        if first != number and answer.kind != SUBTOTAL:
            found.append(Finding("duplicate-line", {"row": first}))
        if self._paid is not None and texts[self._paid].strip():
            found += self._paid_on(texts[self._paid], day)
        known = {*answer.codes, *(finding.code for finding in found)} if unused else ()
        found += [_not_read(fault) for fault in unused if _NOT_READ[fault.field] not in known]
        free = "\n".join(self.columns.free_cells(texts))
        personal = answer.personal or "@" in free or NUMBER_LIKE.search(free)
        if personal and any(is_personal(texts[place]) for place in self.columns.free):
            found.append(self._personal(texts))
        if not found:
            return ()
        for finding in found:
            self._sums.found(finding.code, number, count=True)
        return tuple(found)

    def _personal(self, texts: tuple[str, ...]) -> Finding:
        """Name the columns that hold what looks like personal data, never the content."""
        places = [place for place in self.columns.free if is_personal(texts[place])]
        letters = tuple(column_letters(self.columns.kept[place]) for place in places)
        return Finding("personal-data", {"columns": letters})

    def _paid_on(self, text: str, day: Day) -> list[Finding]:
        promised = self._options.promised_days
        paid = cells.day(text)
        if isinstance(paid, Bad):
            return [_not_read(cell_fault("paid", paid))]
        if not isinstance(day.on, date) or promised is None:
            return []
        days = (paid - day.on).days
        return [Finding("paid-late", {"days": days, "promised": promised})] if days > promised else []

    def _day(self, text: str) -> Day:
        if not text.strip():
            return Day(None, self._when(None, None, outside=False), 0)
        on = cells.day(text)
        if isinstance(on, Bad):
            return Day(on, self._when(None, on, outside=False), 0)
        period = self._options.period
        outside = period is not None and not period.holds(on)
        when = self._when(self._calendar.span(on), None, outside=outside)
        return Day(on, when, max(on.toordinal() - on.weekday(), 1))

    def _when(self, span: Span | None, bad: Bad | None, *, outside: bool) -> When:
        key = (span, bad and bad.code, outside)
        return self._whens.setdefault(key, When(span, bad, outside=outside))

    def _prices_for(self, span: Span, nation: str, zone: str) -> Prices:
        key = (span.first, nation, zone)
        prices = self._prices.get(key)
        if prices is None:
            if len(self._prices) >= _MOST_PRICES:
                self._prices.clear()
            prices = self._prices[key] = Prices(self._book, self._options, *key)
        return prices

    def _kind_of(self, when: When, given: tuple[str, ...], words: tuple[str, ...], kind: str) -> Kind:
        texts = {name: text for name, text in zip(self.columns.words, words, strict=True) if text.strip()}
        return kind_of(texts, given, kind, when, self.columns.present, self._options, self._prices_for)

    def _answer(self, texts: tuple[str, ...], when: When, inside: bool, payee: bool, by_line: str) -> Answer:
        found, given, unread = read_figures(texts, self.columns.readers)
        unused, faults = _parted(unread) if unread else ((), ())
        kind = self._kind(when, given, self.columns.word_cells(texts), by_line)
        line = line_of(kind.setting, found, inside=inside or kind.inside)
        if kind.setting.work:
            faults += tuple(misfits(line))
        if kind.setting.kind == SUBTOTAL:
            return Answer(line, None, (Finding("subtotal", {}),), (), kind, 0)
        if faults or kind.faults:
            return Answer(None, None, (), self._in_order((*kind.faults, *faults)), kind, 0)
        if kind.setting.kind != LINE:
            return Answer(line, None, (), (), kind, 0)
        held = kind.held
        work = None if held is None else work_of(line, held.prices, self._options)
        figures = figures_of(line, work, held, self._options)
        findings = (
            *line_checks(line, work, figures, held, self._options, payee=payee),
            *kind.findings,
            *map(_not_read, unused),
        )
        self._sums.use(rates_in(findings))
        pence = 0
        if figures.session and line.setting.reached not in (STAFF, CONTRACTORS):
            pence = int(money.multiply(figures.session, _PENCE))
        return Answer(line, figures, findings, (), kind, pence)

    def _in_order(self, faults: Iterable[Fault]) -> tuple[Fault, ...]:
        """Return faults in the order of the columns of the file; those of columns that it lacks come last."""
        places = self.columns.places
        return tuple(sorted(faults, key=lambda fault: places.get(fault.field, len(places))))


def _parted(faults: Iterable[Fault]) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    """Return the faults of cells that are in no sum, and the others."""
    unused = tuple(fault for fault in faults if fault.field in _NOT_READ)
    return unused, tuple(fault for fault in faults if fault not in unused)


def _not_read(fault: Fault) -> Finding:
    return Finding(_NOT_READ[fault.field], {"fault": fault})
