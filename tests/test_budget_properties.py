"""What holds for every budget: parts add up to the whole, whatever the order, the blocks or the number of processes."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fairpay
from fairpay.budget import check_table, options_of
from fairpay.budget.checker import Checker, Columns
from fairpay.budget.columns import COLUMNS
from fairpay.budget.result import Budget
from fairpay.budget.rows import Seen, Weeks
from fairpay.budget.stated import MOST_STATED
from fairpay.errors import InputError
from fairpay.present.budget_report import CsvRows
from fairpay.tables.reading import open_table
from fairpay.tables.writing import for_excel

BOOK = fairpay.rates()
OPTIONS = options_of(
    BOOK,
    nation="england",
    period="2026-04-01:2027-03-31",
    ringfence={"lived_experience": "50%"},
    unpaid_at="afc.5.entry",
    promised_days=30,
)
HEADER = [
    *(
        "Line",
        "Date",
        "Category",
        "Payee",
        "Role",
        "People",
        "Sessions",
        "Attendance hours",
        "Preparation",
        "Fee",
        "Per",
    ),
    *("Band", "Card", "Nation", "Travel cost", "Training", "Budgeted", "Actual", "Declined", "Accepted", "Claimed"),
    *("Paid on", "Cost centre", "Funder", "Approver", "Authoriser", "Notes", "Our own"),
]
pounds = st.decimals(min_value=0, max_value=9999, places=2).map(str)
some_pounds = st.one_of(st.just(""), pounds)
ROW = st.tuples(
    st.sampled_from(["a", "b", "=1+1", "é £"]),
    st.sampled_from(["2026-03-31", "2026-05-14", "2026-05-17", "2026-11-24", "2027-04-01", "nonsense", ""]),
    st.sampled_from(["Fees", "fees ", "Training", "=cmd", "total", "Funding", "Sub-total", "Board, other"]),
    st.sampled_from(["", "P1", "P2"]),
    st.sampled_from(["", "lived experience", "staff", "contractor", "wizard"]),
    st.sampled_from(["1", "3", "7", "", "x"]),
    st.sampled_from(["1", "3", "12"]),
    st.sampled_from(["", "1", "2.25", "7.5", "9"]),
    st.sampled_from(["", "0", "1.5"]),
    st.one_of(some_pounds, st.sampled_from(["0", "12.21", "150", "-5"])),
    st.sampled_from(["hour", "day", "half-day", "session", "task", ""]),
    st.sampled_from(["", "5", "7"]),
    st.sampled_from(["", "tewv:block", "none:such"]),
    st.sampled_from(["", "wales", "northern ireland"]),
    some_pounds,
    st.one_of(some_pounds, st.just("included")),
    st.one_of(some_pounds, st.sampled_from(["at least 100", "(40.00)", "£-"])),
    some_pounds,
    some_pounds,
    some_pounds,
    some_pounds,
    st.sampled_from(["", "2026-06-30", "soon"]),
    st.sampled_from(["", "C1", "C2"]),
    st.sampled_from(["", "Trust", "TRUST", "x@example.org"]),
    st.sampled_from(["", "A"]),
    st.sampled_from(["", "A", "B"]),
    st.sampled_from(["", "travel included", "-150", "\"quoted\", 'so'", "two\nlines", "'=x"]),
    st.sampled_from(["", "@SUM(A1)", "ŵ"]),
)
FILES = st.lists(ROW, min_size=1, max_size=7)
QUICK = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def checked(rows: Sequence[Sequence[str]], **how: Any) -> Budget:
    with open_table([HEADER, *rows], COLUMNS) as table:
        return check_table(table, OPTIONS, **how)


def written(source: BytesIO) -> tuple[Budget, bytes]:
    """Check a file and return it with what was found, as the command line writes it."""
    shape, out = CsvRows(), []
    with open_table(source, COLUMNS) as table:
        out.append(for_excel(shape.header(Columns(table.header).texts)))
        budget = check_table(table, OPTIONS, shape=shape, emit=out.append)
    return budget, "".join(out).encode()


def sums(budget: Budget) -> tuple[Any, ...]:
    """Return all that does not depend on where in the file a line stands."""
    totals = {
        grouping: {name.casefold(): amounts for name, amounts in (groups or {}).items()}
        for grouping, groups in budget.totals.items()
    }
    return (
        *(budget.rows, budget.not_read, dict(budget.counts), budget.whole, budget.fees, budget.costs, budget.at_least),
        *(totals, budget.where, budget.ringfence, budget.parity, budget.plan, budget.given, budget.sources),
        sorted((finding.code, str(sorted(finding.params.items(), key=str))) for finding in budget.findings),
    )


@QUICK
@given(FILES)
def test_parts_add_up_to_the_whole(rows: list[tuple[str, ...]]) -> None:
    budget = checked(rows)
    for groups in budget.totals.values():
        assert groups is not None
        for place, amount in enumerate(budget.whole):
            assert sum((group[place] for group in groups.values()), Decimal(0)) == amount
    beyond = budget.where["unexplained"].amount if "unexplained" in budget.where else Decimal(0)
    assert sum(share.amount for share in budget.where.values()) == budget.whole.computed + beyond
    plan = budget.plan
    assert plan.budgeted + plan.unplanned == sum(plan[1:6])
    assert (plan.budgeted, plan.actual) == (budget.whole.budgeted, budget.whole.actual)


@QUICK
@given(FILES)
def test_lines_add_up_to_the_whole(rows: list[tuple[str, ...]]) -> None:
    lines: list[Any] = []
    budget = checked(rows, shape=list, emit=lines.extend)
    figures = [line.figures for line in lines if line.figures is not None]
    assert len(lines) == budget.rows == len(rows)
    assert sum((line.computed for line in figures), Decimal(0)) == budget.whole.computed
    for line in figures:
        assert sum((amount for _, amount in line.reaches), Decimal(0)) == line.computed
        assert line.computed == line.computed.quantize(Decimal("0.01"))
    at = [line.benchmark for line in figures if line.benchmark]
    assert sum((item.gap_entry_pay for item in at), Decimal(0)) == budget.parity.gap_entry_pay


@QUICK
@given(FILES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_sum(rows: list[tuple[str, ...]], random: Any) -> None:
    other = list(rows)
    random.shuffle(other)
    assert sums(checked(rows)) == sums(checked(other))


@QUICK
@given(FILES, st.integers(min_value=1, max_value=5))
def test_the_size_of_blocks_changes_nothing(rows: list[tuple[str, ...]], block: int) -> None:
    assert checked(rows, block=block) == checked(rows)


EMPTY = ("",) * len(HEADER)


@QUICK
@given(st.lists(st.one_of(ROW, st.just(EMPTY)), max_size=7).filter(lambda rows: any(row != EMPTY for row in rows)))
def test_a_returned_file_fed_back_gives_the_same(rows: list[tuple[str, ...]]) -> None:
    text = "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [HEADER, *rows])
    first, once = written(BytesIO(text.encode()))
    again, twice = written(BytesIO(once))
    assert again == first
    assert twice == once


def test_processes_change_nothing() -> None:
    """Both share a block's answers and count anew; a small memory for answers makes them be forgotten on the way."""
    usual = dict.fromkeys(HEADER, "") | {"Date": "2026-05-14", "Category": "Fees", "People": "2", "Sessions": "1"}
    usual |= {"Attendance hours": "6", "Per": "session", "Role": "lived experience", "Band": "5"}
    rows = [
        list((usual | {"Fee": str(80 + number % 30), "Payee": f"P{number % 50}", "Line": str(number % 300)}).values())
        for number in range(400)
    ]
    alone: list[str] = []
    together: list[str] = []
    shape = CsvRows("cy")
    one = checked(rows, block=30, shape=shape, emit=alone.append)
    two = checked(rows, block=30, shape=shape, emit=together.append, processes=2)
    assert one == two
    assert "".join(alone) == "".join(together)
    assert one.counts["duplicate-line"] > 0


def test_totals_and_funding_are_the_same_in_any_blocks_and_processes() -> None:
    """Lines of £1 to £250 come to £31,375; as many totals, each of one line; funding of £300; empty rows between."""
    usual = dict.fromkeys(HEADER, "") | {"Date": "2026-05-14", "Category": "Board"}
    few = 2 * MOST_STATED + 50
    rows: list[list[str]] = []
    for number in range(1, few + 1):
        for category, amount in (("Board", f"{number}"), ("total", f"{number}"), ("Funding", "1.20")):
            rows.append(list((usual | {"Category": category, "Budgeted": amount}).values()))
        rows.append([])
    one = checked(rows)
    assert str(one.whole.budgeted) == "31375.00"
    assert [str(item.stated) for item in one.stated[:MOST_STATED]] == [f"{number}.00" for number in range(1, 101)]
    assert [str(item.stated) for item in one.stated[MOST_STATED:]] == ["101.00", "250.00", "300.00"]
    assert one.stated[-1].kind == "funding"
    (more,) = [finding for finding in one.findings if finding.code == "more-totals"]
    assert more.params["count"] == few - MOST_STATED - 2
    for how in ({"block": 1}, {"block": 7}, {"block": 101, "processes": 2}):
        assert checked(rows, **how) == one


def test_empty_rows_come_back_and_keep_the_numbers_of_the_others() -> None:
    usual = dict.fromkeys(HEADER, "") | {"Date": "2026-05-14", "Category": "Board", "Budgeted": "1"}
    full = list(usual.values())
    faulty = list((usual | {"Budgeted": "x"}).values())
    rows = [[], full, *[[]] * 3, full, [" "], *[[]] * 4, faulty]  # rows 3, 7 and 13
    for how in ({}, {"block": 1}, {"block": 2, "processes": 2}):
        out: list[str] = []
        budget = checked(rows, shape=CsvRows(), emit=out.append, **how)
        assert (budget.first_rows["duplicate-line"], budget.first_rows["not-read"]) == ((7,), (13,))
        lines = "".join(out).split("\r\n")
        assert [place for place, line in enumerate(lines, start=2) if line] == [3, 7, 13]
        assert "as row 3." in lines[5]


def test_more_empty_rows_than_a_spreadsheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fairpay.budget.check._MOST_EMPTY", 5)
    full = ["a", "2026-05-14", "Board", *[""] * 13, "1", *[""] * 11]
    assert checked([*[[]] * 5, full, *[[]] * 5, full], block=1).rows == 2
    with pytest.raises(InputError) as refused:
        checked([full, *[[]] * 6, full], block=1)
    assert str(refused.value) == "There are more than 5 empty rows between row 2 and row 9. Delete them and try again."


def test_forgotten_answers_are_in_the_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = ["a", "2026-05-14", "Fees", "", "", "1", "1", "6", ""]
    rows = [[*usual, f"{number % 60}.00", "session", *[""] * 17] for number in range(180)]
    before = checked(rows)
    monkeypatch.setattr("fairpay.budget.checker._MOST_ANSWERS", 7)
    assert checked(rows) == before
    assert before.whole.computed == 3 * sum(range(60))


def test_too_many_groups_are_not_listed_and_still_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fairpay.budget.sums.MOST_GROUPS", 5)
    monkeypatch.setattr("fairpay.budget.sums._MOST_WAITING", 3)
    usual = ["2026-05-14", "", "", "1", "1", "6", "", "10", "session", *[""] * 17]
    rows = [["a", usual[0], f"Category {number % 9}", *usual[1:]] for number in range(40)]
    budget = checked(rows)
    assert budget.totals["category"] is None
    assert budget.totals["funder"] is not None
    assert budget.whole.computed == 400


def test_many_rows_and_weeks_are_remembered_in_arrays_that_grow() -> None:
    seen, weeks = Seen(), Weeks()
    for row in range(20_000):
        assert seen.first(hash(f"content {row % 15_000}"), row + 2) == row % 15_000 + 2
        weeks.add((row % 9_000 + 1, 100, 739_000, row))
    found = {week.rows[0]: week for week in weeks.above(lambda monday: 199)}
    assert sum(1 for _ in weeks.above(lambda monday: 200)) == 2_000  # those of the third round
    assert len(found) == 9_000
    assert found[0].rows == (0, 9_000, 18_000)
    assert found[0].pence == 300
    assert found[8_999].rows == (8_999, 17_999)


def test_a_span_ends_where_a_rate_or_a_quarter_does(tmp_path: Path) -> None:
    with open_table([HEADER, ["x"] * len(HEADER)], COLUMNS) as table:
        checker = Checker(BOOK, OPTIONS, table.header)
    spans = [checker.day(f"2026-{day}").when.span for day in ("03-31", "04-01", "04-05", "04-06", "06-30", "07-01")]
    firsts = [(span.first.isoformat(), span.quarter) for span in spans if span]
    assert firsts[0][1] == "2025/26 Q4"
    assert firsts[1] == firsts[2] == ("2026-04-01", "2026/27 Q1")
    assert firsts[3][0] == "2026-04-06"
    assert firsts[5] == ("2026-07-01", "2026/27 Q2")
