"""Budgets on Dask: the same rows and the same pennies as in one process, on a local cluster of worker processes."""

import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fairpay
from fairpay.budget import Budget, check_table, options_of
from fairpay.budget.checker import Columns
from fairpay.budget.columns import COLUMNS
from fairpay.errors import InputError
from fairpay.present.budget_report import CsvRows
from fairpay.tables.reading import open_table

pytest.importorskip("distributed", reason='Dask is not installed: pip install "fairpay[frames]"')

import dask
from dask import bag
from distributed import Client, LocalCluster

from fairpay import frames

BUDGETS = Path(__file__).parent / "data" / "budgets"
OPTIONS: dict[str, Any] = {
    "nation": "england",
    "period": "2026-04-01:2027-03-31",
    "ringfence": {"lived_experience": "50%"},
    "unpaid_at": "afc.5.entry",
    "promised_days": 30,
}
HEADER = [
    *("Line", "Date", "Category", "Payee", "Role", "People", "Sessions", "Attendance hours", "Fee", "Per"),
    "Budgeted",
]


def line(name: str, day: str, payee: str, fee: str, people: str = "1") -> list[str]:
    return [name, day, "Fees", payee, "lived experience", people, "1", "6", fee, "session", ""]


# A rate card of one's own.
CARD = """
id = "our-trust"
organisation = "Our Trust"
title = "Involvement payments"
nation = "england"
sector = "NHS trust"
effective_from = 2026-04-01
known_from = 2026-03-01
sources = ["own-organisation"]
evidence = "single"
last_checked = 2026-04-01
review_by = 2027-04-01
[[steps]]
id = "meeting"
label = "Meeting"
label_cy = "Cyfarfod"
  [[steps.bands]]
  id = "meeting"
  amount = 114.00
  unit = "GBP/session"
  place = "Policy 12, table 1"
  evidence = "single"
"""
ONE = [line("a", "2026-05-11", "P1", "102"), line("b", "2026-05-12", "P2", "200")]
TWO = [line("a", "2026-05-11", "P1", "102"), line("c", "2026-05-12", "P3", "50", people="x")]
THREE = [line("d", "2026-05-18", "P1", "102")]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Client]:
    """Start two processes that work one task at a time each, on this machine only."""
    how = {"processes": True, "n_workers": 2, "threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None}
    with LocalCluster(**how) as local, Client(local) as client:
        yield client


def write(path: Path, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def plain(source: Any, lang: str = "en") -> tuple[Budget, list[dict[str, str]]]:
    """Check in one process, and return the budget and the rows of the CSV that the command line writes."""
    shape, out = CsvRows(lang), []
    with open_table(source, COLUMNS) as table:
        out.append(shape.header(Columns(table.header).texts))
        budget = check_table(table, options_of(fairpay.rates(), **OPTIONS), shape=shape, emit=out.append)
    return budget, list(csv.DictReader(StringIO("".join(out), newline="")))


def test_the_work_is_done_in_processes_of_its_own(cluster: Client) -> None:
    workers = set(cluster.run(os.getpid).values())
    assert len(workers) == 2
    assert os.getpid() not in workers


@pytest.mark.usefixtures("cluster")
def test_files_are_joined_into_one_budget(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{number}.csv", rows) for number, rows in enumerate([ONE, TWO, THREE])]
    checked = frames.check_budget(paths, **OPTIONS)
    budget = checked.budget
    assert (budget.rows, budget.not_read) == (5, 1)
    assert str(budget.whole.computed) == "506.00"  # 102 + 200 + 102 + 102
    # Row 4 is the first one of the second file: it is the same as row 2, and row 5 has no number of people.
    assert budget.counts["duplicate-line"] == 1
    assert budget.first_rows["duplicate-line"] == (4,)
    assert budget.first_rows["not-read"] == (5,)
    (over,) = [finding for finding in budget.findings if finding.code == "esa-weekly-limit"]
    assert (over.rows, over.params["paid"]) == ((2, 4), 204)  # above 203.50; the next week is another one
    places = [(str(paths[0]), 2), (str(paths[0]), 3), (str(paths[1]), 2), (str(paths[1]), 3), (str(paths[2]), 2)]
    assert [checked.place(row) for row in range(2, 7)] == places
    rows = checked.rows.compute()
    assert [row["fairpay: checks"].split()[-1:] for row in rows[2:4]] == [["duplicate-line"], ["not-whole"]]
    assert "row 2" in rows[2]["fairpay: in words"]


@pytest.mark.usefixtures("cluster")
@pytest.mark.parametrize("lang", ["en", "cy"])
def test_files_give_what_the_same_rows_give_in_one_file(tmp_path: Path, lang: str) -> None:
    """`checks.csv` has every check of a line; its first lines come again in the last file, with one that is faulty."""
    with (BUDGETS / "checks.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    rows += [*rows[:5], ["faulty", *rows[0][1:-1]]]
    rows[-1][header.index("date")] = "soon"
    cuts = [rows[:7], rows[7:8], rows[8:]]
    paths = [write(tmp_path / f"{number}.csv", cut, header) for number, cut in enumerate(cuts)]
    budget, lines = plain(write(tmp_path / "whole.csv", rows, header), lang)
    checked = frames.check_budget(paths, lang=lang, **OPTIONS)
    assert checked.budget == budget
    assert checked.rows.compute() == lines
    assert budget.counts["duplicate-line"] >= 5
    assert budget.not_read == 1


@pytest.mark.usefixtures("cluster")
@pytest.mark.parametrize("partitions", [1, 2, 5])
def test_the_number_of_partitions_changes_nothing(partitions: int) -> None:
    rows = [dict(zip(HEADER, row, strict=True)) for row in ONE + TWO + THREE]
    checked = frames.check_budget(bag.from_sequence(rows, npartitions=partitions), **OPTIONS)
    budget, lines = plain(rows)
    assert checked.rows.npartitions == partitions
    assert checked.budget == budget
    assert checked.rows.compute() == lines
    assert checked.files == ()


# A row that repeats, one with a fault, a stated total, one with nothing in it, and what a spreadsheet could run.
KINDS = [*ONE, *TWO, *THREE, ["", "", "total", *[""] * 7, "500"], [""] * 11, ["=1+1", *ONE[1][1:]]]
KINDS += [["Subtotal", *[""] * 9, "70"], ["", "", "FUNDING", *[""] * 7, "500"], ["7", ONE[0][1], "fees", *ONE[0][3:]]]
PARTS = st.lists(st.lists(st.sampled_from(KINDS), max_size=4), min_size=1, max_size=4)


@settings(max_examples=30)
@given(PARTS)
def test_any_partitions_give_what_one_process_gives(parts: list[list[list[str]]]) -> None:
    cut = [[dict(zip(HEADER, row, strict=True)) for row in part] for part in parts]
    together = [row for part in cut for row in part]
    rows = bag.from_sequence(cut, partition_size=1).flatten()

    def on_dask() -> tuple[Budget, list[dict[str, str]]]:
        checked = frames.check_budget(rows, **OPTIONS)
        return checked.budget, checked.rows.compute()

    with dask.config.set(scheduler="synchronous"):
        assert answer(on_dask) == answer(lambda: plain(together))


def test_totals_groups_and_faults_are_those_of_one_process() -> None:
    """150 totals, 150 sources of funding and 30 faults in partitions of 50; one funding row is short by a penny."""
    total, funding = ["", "", "total", *[""] * 7, "5"], ["", "", "Funder", *[""] * 7, "1.00"]
    rows = [["a", *total[1:10], "4"], *[total] * 149, *[funding] * 149, [*funding[:10], "0.99"]]
    rows += [
        *[line("a", "2026-05-11", "P1", "x")] * 30,
        line("b", "2026-05-11", "P1", "5"),
        line("b", "11/05/2026", "", "5"),
    ]
    rows[-1][2] = "FEES"
    cut = [dict(zip(HEADER, row, strict=True)) for row in rows]
    with dask.config.set(scheduler="synchronous"):
        checked = frames.check_budget(bag.from_sequence(cut, partition_size=50), **OPTIONS)
        budget, lines = plain(cut)
        assert checked.rows.compute() == lines
    assert checked.budget == budget
    assert str(budget.stated[-1].stated) == "149.99"
    assert (len(budget.faults), budget.faults[0][0]) == (20, 302)
    assert list(budget.totals["category"] or {}) == ["Fees"]


def answer(ask: Callable[[], Any]) -> Any:
    """Return what comes of it, or what is wrong where all rows together are none."""
    try:
        return ask()
    except InputError as error:
        return error.faults


@pytest.mark.usefixtures("cluster")
def test_files_may_have_their_columns_in_an_order_of_their_own(tmp_path: Path) -> None:
    other = [HEADER.index(name) for name in ("Fee", "Per", "Budgeted", *HEADER[:8])]
    # People and sessions change places too: the same cells in the same order are not the same line then.
    swapped = [*HEADER[:5], "Sessions", "People", *HEADER[7:]]
    paths = [
        write(tmp_path / "one.csv", ONE),
        write(tmp_path / "two.csv", [[row[at] for at in other] for row in ONE], [HEADER[at] for at in other]),
        write(tmp_path / "three.csv", ONE, swapped),
        write(tmp_path / "four.csv", ONE, [*HEADER[:8], "Rate", "Unit", "Budgeted"]),  # other names for Fee and Per
    ]
    checked = frames.check_budget(paths, **OPTIONS)
    assert str(checked.budget.whole.computed) == "1208.00"  # (102 + 200) × 4
    assert checked.budget.first_rows["duplicate-line"] == (8, 9)
    assert [row.get("Fee", row.get("Rate")) for row in checked.rows.compute()] == ["102", "200"] * 4


@pytest.mark.usefixtures("cluster")
def test_all_files_that_cannot_be_used_are_named_at_once(tmp_path: Path) -> None:
    paths = [tmp_path / "missing.csv", write(tmp_path / "good.csv", ONE), write(tmp_path / "headings.csv", [])]
    with pytest.raises(InputError) as refused:
        frames.check_budget(paths, **OPTIONS)
    assert [fault.code for fault in refused.value.faults] == ["file-not-read", "no-rows"]
    assert [path.name in str(refused.value) for path in paths] == [True, False, True]


@pytest.mark.usefixtures("cluster")
def test_rates_of_ones_own_are_sent_to_the_workers(tmp_path: Path) -> None:
    """£102 for a session is £12 short of a step of £114 that no book has but this one."""
    (tmp_path / "our-trust.toml").write_text(CARD, encoding="utf-8")
    book = fairpay.rates(tmp_path / "our-trust.toml")
    path = write(tmp_path / "one.csv", [[*ONE[0], "our-trust:meeting"]], [*HEADER, "Rate card"])
    checked = frames.check_budget(path, book=book, nation="england")
    assert checked.budget == fairpay.check_budget(path, book=book, nation="england")
    (row,) = checked.rows.compute()
    assert "below-own-card" in row["fairpay: checks"].split()
    assert "£114.00" in row["fairpay: in words"]


@pytest.mark.usefixtures("cluster")
def test_columns_without_a_heading_keep_their_cells(tmp_path: Path) -> None:
    path = write(tmp_path / "one.csv", [[*ONE[0], "x", "y", "z"]], [*HEADER, "", " ", "Ours"])
    (row,) = frames.check_budget(path, **OPTIONS).rows.compute()
    assert (row["[L]"], row["[M]"], row["Ours"]) == ("x", "y", "z")


def test_what_is_no_source_is_refused() -> None:
    with dask.config.set(scheduler="synchronous"):
        with pytest.raises(TypeError, match="check_budget"):
            frames.check_budget([dict(zip(HEADER, ONE[0], strict=True))])
        with pytest.raises(TypeError, match="mappings"):
            frames.check_budget(bag.from_sequence([HEADER, *ONE]))
        for nothing in (list[str](), bag.from_sequence([[]]).flatten()):
            with pytest.raises(InputError) as refused:
                frames.check_budget(nothing)
            assert refused.value.code == "file-empty"
        with pytest.raises(InputError) as refused:
            frames.check_budget(bag.from_sequence([dict(zip(HEADER, ONE[0], strict=True))]), nation="france")
        assert refused.value.code == "not-a-choice"


def test_a_data_frame_is_read_as_its_rows(tmp_path: Path) -> None:
    frame = pytest.importorskip("dask.dataframe", reason="no DataFrames: pandas is not installed")
    path = write(tmp_path / "one.csv", ONE + TWO + THREE)
    with dask.config.set(scheduler="synchronous"):
        rows = frame.read_csv(path, dtype=str, keep_default_na=False).repartition(npartitions=3)
        checked = frames.check_budget(rows, **OPTIONS)
        assert checked.budget == plain(path)[0]
        assert checked.rows.compute() == plain(path)[1]


def test_without_dask_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['dask'] = None; import fairpay.frames"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, encoding="utf-8")
    assert ran.returncode == 1
    assert 'pip install "fairpay[frames]"' in ran.stderr.splitlines()[-1]
