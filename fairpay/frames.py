"""Budgets that outgrow one machine: the same check over the partitions of Dask. It has no engine of its own.

Every partition is checked by what `fairpay.check_budget` checks with, wherever Dask works: on the
cluster of the active `distributed.Client`, or without one on the cores of this machine. The workers
send back sums, a hash of each row and the payments to each person, some 50 bytes a row. The client
joins them in order, with as much again in memory and in a fifth of the time that checking takes one
core. Sums are exact, and lines that come twice and weekly limits are looked for where all is joined:
neither the partitions nor the workers can change a figure.

A few large partitions are quicker than many small ones: lines share their answers within a
partition. Its checked rows have to fit into the memory of a worker, at some 4 kB a row.

A row is known by 64 bits of its content: among a hundred million different rows the odds of taking
one for another are 1 in 3,700.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from fairpay.budget import Budget, CheckedLine, Options, options_of
from fairpay.budget.check import added_up
from fairpay.budget.checker import Checker
from fairpay.budget.columns import COLUMNS, SUBTOTAL
from fairpay.budget.personal import column_letters
from fairpay.budget.rows import Seen, Weeks
from fairpay.budget.sums import Sums
from fairpay.caveat import Caveat
from fairpay.errors import Fault, InputError
from fairpay.present.budget_report import added_cells, plain_cell
from fairpay.present.budget_words import ADDED, BudgetWords, budget_words
from fairpay.ratebook import RateBook, rates
from fairpay.tables.reading import open_table, read_rows
from fairpay.tables.table import FILE, Table, refused
from fairpay.tables.writing import defused

try:
    from dask import delayed
    from dask.bag import Bag, from_sequence
except ImportError as error:
    raise ImportError('fairpay.frames needs Dask. Install it with: pip install "fairpay[frames]"') from error


_NONE = 0  # the content of a row that is held against no other


class File(NamedTuple):
    """A file that was read: the number of rows before it, and what to know about how it was read."""

    path: str
    before: int
    notes: tuple[Caveat, ...]


class Checked(NamedTuple):
    """What was checked, and the budget of it all.

    `rows` is a Bag of mappings from heading to text: the cells that `fairpay budget check --out` writes
    (a column without a heading goes by its letter, like “[G]”), without those of empty rows. They are
    worked out when they are asked for, by checking once more. `files` is empty for rows that came as a Bag or
    DataFrame.
    """

    rows: Bag
    budget: Budget
    files: tuple[File, ...]

    def place(self, row: int) -> tuple[str, int]:
        """Return the file of a row that `budget` or `rows` names, and the row as that file counts it."""
        file = self.files[bisect_right(self.files, row - 2, key=lambda file: file.before) - 1]
        return file.path, row - file.before


class _Job(NamedTuple):
    """What a worker needs beside its partition. With `headings` the partition is rows, without them a path."""

    headings: tuple[str, ...] | None
    options: Options
    book: RateBook | None
    lang: str


class _Found(NamedTuple):
    """What comes of a partition: `contents` and `numbers` are those of its rows, `payments` four numbers each."""

    notes: tuple[Caveat, ...]
    last: int  # row
    contents: "array[int]"
    numbers: "array[int]"
    sums: Sums
    payments: "array[int]"


class _Refused(NamedTuple):
    """What comes of a file that cannot be used."""

    faults: tuple[Fault, ...]


class _Place(NamedTuple):
    """How many rows stand before a partition, and for its lines that came before the row in which each came first."""

    before: int
    first: Mapping[int, int]


def check_budget(source: Any, *, lang: str = "en", book: RateBook | None = None, **options: Any) -> Checked:
    """Check paths, or rows as a Bag of mappings or a DataFrame of Dask, and add them up as one budget.

    `options` are those of `fairpay.check_budget` that say how to check: nation, zone, period and so on.
    `lang` is the language of the rows that come out.

    Each path is a partition. It has to lead to the same file on every worker, until the rows are worked
    out. Files may have headings of their own; a line that comes twice is found where its columns
    stand in the same order. Rows are numbered as if all stood below one row of headings: those of a file
    count on from the last row of the file before, and `Checked.place` names the file and its row.

    The headings of a Bag are those of its first row. Read a DataFrame with `dtype=str,
    keep_default_na=False`: otherwise pandas takes amounts for floats and empty cells for “nan”.

    Raises:
        InputError: an option or the headings cannot be used, or files cannot: all of them are named.
        TypeError: the source is none of these.
    """
    asked = options_of(book or rates(), **options)
    partitions, paths, headings = _partitions(source)
    job = delayed(_Job(headings, asked, book, lang), traverse=False)
    found = partitions.map_partitions(_sum_up, job).compute()
    faults = [fault for part in found if isinstance(part, _Refused) for fault in part.faults]
    if faults:
        raise InputError(faults)
    whole, weeks, places = _join(found)
    notes = tuple(note for part in found for note in part.notes)
    budget = added_up(whole, weeks, asked, notes, sum(len(part.numbers) for part in found), book or rates())
    if not budget.rows:
        raise refused("no-rows")
    rows = partitions.map_partitions(_rows, from_sequence(places, partition_size=1), job)
    files = (File(path, place.before, part.notes) for path, place, part in zip(paths, places, found, strict=False))
    return Checked(rows, budget, tuple(files))


def _partitions(source: Any) -> tuple[Bag, tuple[str, ...], tuple[str, ...] | None]:
    """Return a Bag of paths with one in each partition, and the paths; or a Bag of rows, and its headings."""
    if hasattr(source, "to_bag"):
        source = source.to_bag(format="dict")
    if isinstance(source, Bag):
        rows = source.take(1, warn=False) or source.take(1, npartitions=-1, warn=False)
        if not all(isinstance(row, Mapping) for row in rows):
            raise TypeError("the rows of a Bag have to be mappings from heading to cell")
        if not rows:
            raise refused("file-empty")
        return source, (), tuple(map(str, rows[0]))
    paths = [source] if isinstance(source, str | Path) else list(source)
    if not all(isinstance(path, str | Path) for path in paths):
        raise TypeError("give paths, or rows as a Bag or a DataFrame of Dask; rows in memory are for check_budget")
    if not paths:
        raise refused("file-empty")
    texts = tuple(map(str, paths))
    return from_sequence(texts, partition_size=1), texts, None


# On a worker


def _sum_up(partition: Iterable[Any], job: _Job) -> list[_Found | _Refused]:
    """Check a partition, with its rows numbered from 2 and none of them known from elsewhere."""
    contents, numbers = array("Q"), array("I")
    items = list(partition)
    try:
        with _table(items, job) as table:
            checker = _checker(table, job)
            columns = zip(checker.columns.names, checker.columns.texts, strict=True)
            start = blake2b(_bytes(name or text for name, text in columns), digest_size=8)
            for line in _lines(table, checker, _Place(0, {})):
                content = start.copy()
                content.update(_bytes(checker.columns.content(line.cells)))
                may_repeat = line.answer.kind == SUBTOTAL
                contents.append(_NONE if may_repeat else int.from_bytes(content.digest(), "little") or 1)
                numbers.append(line.number)
    except InputError as error:
        return [_Refused(error.faults)]
    payments = array("Q", chain.from_iterable(checker.take_payments()))
    last = max([len(items) + 1, *numbers[-1:]])  # in rows of a Bag empty ones at the end count too
    return [_Found(table.notes, last, contents, numbers, checker.take_sums(), payments)]


def _rows(partition: Iterable[Any], places: Iterable[_Place], job: _Job) -> list[dict[str, str]]:
    """Check a partition again, now in its place, and return its rows with what was found."""
    words = budget_words(job.lang)
    (place,) = places
    with _table(list(partition), job) as table:
        checker = _checker(table, job)
        kept = zip(checker.columns.kept, checker.columns.texts, strict=True)
        headings = [*(text if text.strip() else f"[{column_letters(at)}]" for at, text in kept), *words.added_header()]
        return [
            dict(zip(headings, (*map(defused, line.cells), *_added(line, words)), strict=True))
            for line in _lines(table, checker, place)
        ]


@contextmanager
def _table(items: list[Any], job: _Job) -> Iterator[Table]:
    if job.headings is not None:
        yield read_rows([job.headings, *items], COLUMNS, FILE)
    else:
        (path,) = items
        with open_table(path, COLUMNS, name=path) as table:
            yield table


def _checker(table: Table, job: _Job) -> Checker:
    return Checker(job.book or rates(), job.options, table.header)


def _lines(table: Table, checker: Checker, place: _Place) -> Iterator[CheckedLine]:
    for row in table.rows:
        own = checker.columns.own_row(row)
        number = own.number + place.before
        yield checker.check(own._replace(number=number), place.first.get(number, number))


def _added(line: CheckedLine, words: BudgetWords) -> tuple[str, ...]:
    """Return what fairpay adds to a row. Lines that share an answer share what is written of it."""
    shared = not (line.alone or line.cell_faults)
    if shared and line.answer.written is not None:
        return tuple(line.answer.written)
    added = tuple(plain_cell(cell, name) for cell, name in zip(added_cells(line, words), ADDED, strict=True))
    if shared:
        line.answer.written = added
    return added


def _bytes(texts: Iterable[str]) -> bytes:
    return "".join(f"{text}\x1f" for text in texts).encode("utf-8", "surrogatepass")


# In the client


def _join(found: Iterable[_Found]) -> tuple[Sums, Weeks, list[_Place]]:
    """Join what comes of the partitions in their order, and find the lines that come twice."""
    whole, seen, weeks = Sums(), Seen(), Weeks()
    places: list[_Place] = []
    before = 0
    for part in found:
        part.sums.move(before)
        whole.join(part.sums)
        for person, pence, monday, number in zip(*[iter(part.payments)] * 4, strict=True):
            weeks.add((person, pence, monday, number + before))
        first: dict[int, int] = {}
        for content, number in zip(part.contents, part.numbers, strict=True):
            row = number + before
            known = row if content == _NONE else seen.first(content, row)
            if known != row:
                first[row] = known
                whole.found("duplicate-line", row, count=True)
        places.append(_Place(before, first))
        before += part.last - 1
    return whole, weeks, places
