"""Check a budget in one pass: rows come and go, sums stay.

Memory does not grow with the file, but for 12 bytes a row (to find lines that come twice) and some
more for each person paid. Rows are checked in blocks; with more than one process the blocks go to
workers, and come back in the order of the file. Sums are exact, so neither the size of the
blocks nor the number of processes can change a figure.
"""

import copyreg
import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import cache
from heapq import nsmallest
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from fairpay import money
from fairpay.budget.checked import CheckedLine, Lines
from fairpay.budget.checker import Checker, Columns
from fairpay.budget.columns import COLUMNS
from fairpay.budget.finding import Finding
from fairpay.budget.options import Options, options_of
from fairpay.budget.prices import weekly_limits
from fairpay.budget.result import Budget, budget_of
from fairpay.budget.rows import Payment, Seen, Weeks
from fairpay.budget.sums import Sums
from fairpay.caveat import Caveat
from fairpay.dates import Period
from fairpay.ratebook import RateBook, rates
from fairpay.tables.columns import Header
from fairpay.tables.reading import open_table
from fairpay.tables.table import FILE, Limits, Row, Table, refused

if TYPE_CHECKING:
    from concurrent.futures import Future

_BLOCK = 250  # rows: few enough to stay in the fast memory of a processor
_AHEAD = 4  # blocks that wait for each process
_MOST_WEEKS = 1000  # listed
_MOST_EMPTY = 1_048_576  # rows between those of a block: as many as a spreadsheet has
_MANY = 100_000  # things that are new and not gone again
_PENCE, _NO_LIMIT = Decimal(100), 2**63

Source = Any  # what open_table takes: a path, a stream of bytes, rows
Shape = Callable[[Lines], Any]


class _Job(NamedTuple):
    """All that a worker needs beside the rows."""

    book: RateBook | None
    options: Options
    header: Header
    shape: Shape | None


class _Block(NamedTuple):
    """What comes of a block of rows."""

    shaped: Any
    sums: Sums | None
    payments: list[Payment]


class _Numbered(NamedTuple):
    """Rows that follow row `after` (but for empty ones), each with the row in which its content came first."""

    after: int
    rows: list[tuple[Row, int]]


def check_budget(
    source: str | BinaryIO | Iterable[Mapping[str, object] | Sequence[object]] | Any,
    *,
    nation: str | None = None,
    zone: str = "none",
    period: Period | str | None = None,
    ringfence: Mapping[str, str] | None = None,
    unpaid_at: str | None = None,
    promised_days: int | str | None = None,
    basis: str = "pay",
    known_on: date | str | None = None,
    last_known_scale: bool = False,
    count_travel: bool = False,
    each: Callable[[CheckedLine], None] | None = None,
    processes: int = 1,
    book: RateBook | None = None,
    limits: Limits = FILE,
) -> Budget:
    """Check a plan or a ledger: a path, a binary stream, or rows (lists with a header first, or tables by heading).

    `each` is called with every line in the order of the file, faulty ones included. `nation` and
    `zone` are for lines that do not name their own; `period` is the plan's (dates, or text like
    2026-04-01:2027-03-31); `ringfence` holds targets such as {"lived_experience": "50%"}; `unpaid_at`
    is the id of the comparator at which hours given are valued; `promised_days` the days in which
    payment was promised. `basis` says whether a line is held against the pay or the cost of its
    benchmark. With more than one of `processes` lines are checked on as many cores: the same answer.

    Raises:
        InputError: the file or an option cannot be used. A faulty line does not raise: it is counted, named,
            and in no sum.
    """
    options = options_of(
        book or rates(),
        nation=nation,
        zone=zone,
        period=period,
        ringfence=ringfence,
        unpaid_at=unpaid_at,
        promised_days=promised_days,
        basis=basis,
        known_on=known_on,
        last_known_scale=last_known_scale,
        count_travel=count_travel,
    )

    def every(lines: list[CheckedLine]) -> None:
        assert each is not None
        for line in lines:
            each(line)

    with open_table(source, COLUMNS, limits=limits) as table:
        return check_table(
            table,
            options,
            shape=None if each is None else list,
            emit=None if each is None else every,
            processes=processes,
            book=book,
        )


def check_table(
    table: Table,
    options: Options,
    *,
    shape: Shape | None = None,
    emit: Callable[[Any], object] | None = None,
    processes: int = 1,
    book: RateBook | None = None,
    block: int = _BLOCK,
) -> Budget:
    """Check a table that is open.

    `shape` makes something of each block of `Lines`, in the process that checks them, and `emit` gets it
    in the order of the file: with more than one process both `shape` and what it makes are pickled.
    """
    found, seen, weeks = Sums(), Seen(), Weeks()
    rows = 0

    def numbered() -> Iterator[_Numbered]:
        nonlocal rows
        columns, after = Columns(table.header), 1
        while True:
            taken = []
            for row in islice(table.rows, block):
                own = columns.own_row(row)
                # Python's own keyed hash: nobody can make rows that share one.
                content = hash("\x1f".join(columns.content(own.cells)))
                taken.append((own, seen.first(content, own.number)))
            if not taken:
                return
            last = taken[-1][0].number
            if last - after - len(taken) > _MOST_EMPTY:
                raise refused("too-many-empty-rows", limit=f"{_MOST_EMPTY:,}", first=f"{after:,}", last=f"{last:,}")
            rows += len(taken)
            yield _Numbered(after, taken)
            after = last

    job = _Job(book, options, table.header, shape)
    with _seldom_collected():
        for done in _one_by_one(job, numbered()) if processes < 2 else _at_once(job, numbered(), processes):
            if done.sums is not None:
                found.join(done.sums)
            for payment in done.payments:
                weeks.add(payment)
            if emit is not None and done.shaped is not None:
                emit(done.shaped)
    return added_up(found, weeks, options, table.notes, rows, book or rates())


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Keep Python's collector from going through rates and answers every few lines: lines leave no rings behind."""
    frozen, thresholds = gc.get_freeze_count(), gc.get_threshold()
    gc.set_threshold(_MANY, *thresholds[1:])
    if not frozen:
        gc.freeze()
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        if not frozen:
            gc.unfreeze()


def added_up(
    found: Sums, weeks: Weeks, options: Options, notes: tuple[Caveat, ...], rows: int, book: RateBook
) -> Budget:
    """Return the budget that comes of the sums of all rows and of the payments to each person."""
    over, counts = _over_limits(weeks, book, options)
    found.counts |= counts
    return budget_of(found, options, book, notes, rows, over)


def _one_by_one(job: _Job, blocks: Iterator[_Numbered]) -> Iterator[_Block]:
    checker = Checker(job.book or rates(), job.options, job.header)
    for block in blocks:
        shaped = _shaped(checker, job.shape, block)
        yield _Block(shaped, None, checker.take_payments())
    yield _Block(None, checker.take_sums(), [])


def _shaped(checker: Checker, shape: Shape | None, block: _Numbered) -> Any:
    check = checker.check
    lines = Lines([check(row, first) for row, first in block.rows])
    lines.after = block.after
    return None if shape is None else shape(lines)


# More than one process

copyreg.pickle(MappingProxyType, lambda mapping: (MappingProxyType, (dict(mapping),)))  # a rate book has many

_worker: tuple[Checker, Shape | None]


def _start(job: _Job) -> None:
    global _worker
    gc.freeze()
    gc.set_threshold(_MANY, *gc.get_threshold()[1:])
    _worker = Checker(job.book or rates(), job.options, job.header), job.shape


def _work(block: _Numbered) -> _Block:
    checker, shape = _worker
    shaped = _shaped(checker, shape, block)
    return _Block(shaped, checker.take_sums(), checker.take_payments())


def _at_once(job: _Job, blocks: Iterator[_Numbered], processes: int) -> Iterator[_Block]:
    """Check blocks in workers, a few ahead, and yield them in the order of the file."""
    from concurrent.futures import ProcessPoolExecutor  # a good part of the time to import fairpay

    waiting: deque[Future[_Block]] = deque()
    with ProcessPoolExecutor(processes, initializer=_start, initargs=(job,)) as pool:
        for block in blocks:
            waiting.append(pool.submit(_work, block))
            if len(waiting) > processes * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


# A person's week


def _over_limits(weeks: Weeks, book: RateBook, options: Options) -> tuple[tuple[Finding, ...], Mapping[str, int]]:
    """Return a finding for each week in which one person is paid more than a weekly limit of a benefit.

    The first `_MOST_WEEKS` are listed, and all are counted by code.
    """
    counts: dict[str, int] = {}

    @cache
    def lowest(monday: int) -> int:
        rates = weekly_limits(book, date.fromordinal(monday), options.known_on).values()
        return min((int(money.multiply(rate.value, _PENCE)) for rate in rates), default=_NO_LIMIT)

    def over() -> Iterator[Finding]:
        for week in weeks.above(lowest):
            paid = money.divide(Decimal(week.pence), _PENCE)
            for code, limit in weekly_limits(book, week.monday, options.known_on).items():
                if paid > limit.value:
                    counts[code] = counts.get(code, 0) + 1
                    params = {"paid": paid, "limit": limit.value, "monday": week.monday, "rate": limit}
                    yield Finding(code, params, tuple(sorted(week.rows)))

    listed = nsmallest(_MOST_WEEKS, over(), key=lambda finding: (finding.rows, finding.code))
    return tuple(listed), counts
