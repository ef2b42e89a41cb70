"""Budgets: published ones that must give their printed totals, every check with a near miss, faults, totals by hand.

`data/budgets/WXnn.csv` are worked examples of others as budget files. In `checks.csv` the first column
says which check a line must trigger, or ("not …") must not.
"""

import csv
import time
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import fairpay
from fairpay import InputError, money
from fairpay.budget import CheckedLine, line_result, line_working
from fairpay.budget.finding import NOTES
from fairpay.budget.result import Budget
from fairpay.budget.stated import MOST_STATED
from fairpay.present.budget_report import CHECK_NAMES
from fairpay.present.budget_words import FINDINGS, BudgetWords, percent

FILES = Path(__file__).parent / "data" / "budgets"


def check(rows: Any, **options: Any) -> tuple[Budget, list[CheckedLine]]:
    lines: list[CheckedLine] = []
    budget = fairpay.check_budget(rows, each=lines.append, **{"nation": "england"} | options)
    return budget, lines


def file(name: str, **options: Any) -> tuple[Budget, list[CheckedLine]]:
    return check(FILES / name, **options)


def rows(*lines: dict[str, str], **more: str) -> list[list[str]]:
    """Return rows of a table: what a line does not say is as below."""
    usual = {
        "date": "2026-05-14",
        "category": "Fees",
        "people": "1",
        "sessions": "1",
        "attendance": "6",
        "fee": "200",
        "per": "session",
        "role": "lived experience",
    } | more
    full = [usual | line for line in lines]
    header = list(dict.fromkeys(name for line in full for name in line))
    return [header, *([line.get(name, "") for name in header] for line in full)]


def codes(line: CheckedLine) -> list[str]:
    return [finding.code for finding in line.findings]


def of_the_file(budget: Budget) -> dict[str, Any]:
    return {finding.code: finding for finding in budget.findings}


# Published budgets


def test_wx01_an_event_with_its_total_and_the_share_that_is_paid_for_time() -> None:
    budget, lines = file("WX01.csv")
    assert str(budget.whole.computed) == "214.72"
    (total, cap) = budget.stated
    assert (str(total.stated), str(total.residual)) == ("214.72", "0.00")
    assert (cap.kind, str(cap.residual)) == ("funding", "135.28")
    by_category = budget.totals["category"]
    assert by_category is not None
    assert {name: str(amounts.computed) for name, amounts in by_category.items()} == {
        "Catering": "40.00",
        "Postage": "14.72",
        "Room hire": "0.00",
        "Thank you": "80.00",
        "Travel": "80.00",
    }
    share = budget.where["lived_experience"].share
    assert share is not None
    assert str(money.pence(share * 100)) == "37.26"
    assert codes(lines[4]) == ["no-hours-given"]
    assert set(of_the_file(budget)) == {"no-support"}  # travel pays back what somebody has spent


def test_wx02_amounts_that_are_at_least_so_much_leave_a_residual() -> None:
    budget, lines = file("WX02.csv")
    (total,) = budget.stated
    assert (str(total.stated), str(total.lines), str(total.residual)) == ("430000.00", "410000.00", "20000.00")
    assert total.at_least
    assert of_the_file(budget)["total-unexplained"].rows == (5,)
    assert budget.at_least == {"computed": True, "budgeted": True, "actual": False}
    assert percent(budget.where["staff"].share) == "61.6%"  # 265000 / 430000
    assert budget.where["staff"].at_least
    assert str(budget.where["unexplained"].amount) == "20000.00"
    # 120,000 mixes fees with catering and equipment: it is not said to reach people, nor are the calls for projects.
    assert str(budget.where["unknown"].amount) == "145000.00"
    assert str(budget.where["lived_experience"].amount) == "0"
    mixed = (budget.totals["category"] or {})["Contributors and running"].budgeted
    assert percent(mixed / total.stated) == "27.9%"
    assert [codes(line) for line in lines] == [["stated-at-least"]] * 3 + [[]]


def test_wx04_a_contractor_against_administration() -> None:
    budget, _ = file("WX04.csv")
    (total,) = budget.stated
    assert (total.measure, str(total.stated), str(total.residual)) == ("actual", "256632.00", "0.00")
    share = budget.where["contractors"].share
    assert share is not None
    assert str(money.pence(share * 100)) == "97.71"
    assert str(budget.where["running"].amount) == "5874.00"
    assert str(money.pence(money.divide(budget.whole.actual, Decimal(3)))) == "85544.00"
    assert str(money.pence(money.divide(budget.whole.actual, Decimal(600)))) == "427.72"


def test_wx07_the_total_is_right_and_the_funding_is_a_pound_short() -> None:
    budget, _ = file("WX07.csv")
    total, funding = budget.stated
    assert (str(total.stated), str(total.lines), str(total.residual)) == ("4509.44", "4509.44", "0.00")
    assert (str(funding.stated), str(funding.residual)) == ("4508.44", "-1.00")
    assert of_the_file(budget)["unfunded"].params["residual"] == Decimal("1.00")
    assert set(of_the_file(budget)) == {"unfunded"}
    assert budget.failed


def test_wx15_a_cap_that_expenses_share() -> None:
    budget, lines = file("WX15.csv")
    assert [str(line.figures.computed) for line in lines if line.figures] == ["2500.00", "500.00", "500.00"]
    assert ["expenses-inside-fee" in codes(line) for line in lines] == [True, True, False]
    assert not any("arithmetic" in codes(line) for line in lines)
    assert budget.counts["expenses-inside-fee"] == 2


def test_wx18_hours_by_meetings_by_members() -> None:
    _, lines = file("WX18.csv")
    assert [str(line.figures.fees) for line in lines if line.figures] == ["6840.00", "200.00"]
    assert not any("arithmetic" in codes(line) for line in lines)


def test_wx23_interpreters_are_access() -> None:
    budget, _ = file("WX23.csv")
    assert str(budget.where["access"].amount) == "1080.00"  # 280 + 540 + 260
    assert percent(budget.where["access"].share) == "100%"


def test_wx40_a_claim_form() -> None:
    budget, (line,) = file("WX40.csv")
    assert line.figures is not None
    assert str(line.figures.computed) == "58.50"  # 3 × 15 + 9 + 4.50
    assert "arithmetic" not in codes(line)
    assert str(budget.plan.unclaimed) == "0"


# Checks


CHECKS = list(csv.DictReader((FILES / "checks.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def checked() -> list[CheckedLine]:
    return file("checks.csv", period="2026-04-01:2027-03-31", promised_days=30)[1]


@pytest.mark.parametrize("place", range(len(CHECKS)), ids=[row["line"] for row in CHECKS])
def test_each_check_has_a_line_that_fails_and_a_near_miss(checked: list[CheckedLine], place: int) -> None:
    line, wanted = checked[place], CHECKS[place]["line"]
    assert line.number == place + 2
    assert not line.faults
    assert (wanted.removeprefix("not ") in codes(line)) != wanted.startswith("not ")


def test_every_check_is_tried_on_both_sides_and_has_words() -> None:
    tried = {row["line"] for row in CHECKS}
    of_lines = {name for name in tried if not name.startswith("not ")} | {"duplicate-line"}
    assert {f"not {name}" for name in of_lines - {"duplicate-line"}} <= tried
    of_files = {"esa-weekly-limit", "carers-allowance-limit", "no-support", "total-differs", "total-unexplained"}
    of_files |= {"unfunded", "ringfence-missed", "more-totals"}
    assert of_lines | of_files == set(FINDINGS)
    assert of_lines | {"esa-weekly-limit", "carers-allowance-limit"} == set(CHECK_NAMES)
    assert set(FINDINGS) >= NOTES


def test_a_line_that_comes_twice_names_the_row_of_the_first() -> None:
    line = {"line": "a"}
    _, found = check(rows(line, {"line": "b"}, line, line))
    assert [codes(item) for item in found] == [[], [], ["duplicate-line"], ["duplicate-line"]]
    assert [item.findings[0].params["row"] for item in found[2:]] == [2, 2]


def test_a_number_of_its_own_makes_no_other_line() -> None:
    same, other = {"line": "1"}, {"line": "1", "fee": "201"}
    _, found = check(rows(same, {"line": "2"}, {"line": "1.3"}, {"line": "Room"}, {"line": "Lunch"}, other))
    assert [codes(item) for item in found] == [[], ["duplicate-line"], ["duplicate-line"], [], [], []]


def test_a_gap_to_the_benchmark_in_both_bases_from_entry_to_top() -> None:
    """README's example: Band 7, nine hours, £150: pay 227.31, cost 361.71 a session."""
    line = {"attendance": "6", "preparation": "2", "follow_up": "1", "fee": "150", "per": "day", "people": "3"}
    budget, (found,) = check(rows(line | {"band": "7"}))
    assert found.figures is not None
    at = found.figures.benchmark
    assert at is not None
    assert (str(found.figures.true_hourly), str(found.figures.fees)) == ("16.67", "450.00")
    assert (str(at.entry_pay), str(at.gap_entry_pay)) == ("681.94", "231.94")  # 227.3149 × 3, less 450
    assert str(found.findings[0].params["each_pay"][0]) == "77.31"
    assert budget.parity.lines == 1
    assert budget.parity.gap_entry_cost == at.entry_cost - 450
    assert budget.parity.top_pay > budget.parity.entry_pay


def test_payments_to_one_person_in_a_week_above_a_limit() -> None:
    """Permitted work: 203.50 a week in 2026/27; Carer's Allowance: 204. Monday 11 May to Sunday 17 May."""
    paid = [
        {"payee": "P1", "date": "2026-05-11", "fee": "102"},
        {"payee": "p1 ", "date": "2026-05-17", "fee": "102"},
        {"payee": "P2", "date": "2026-05-17", "fee": "200"},
        {"payee": "P2", "date": "2026-05-18", "fee": "200"},
        {"payee": "P3", "date": "2026-05-18", "fee": "500", "role": "staff"},
    ]
    budget, _ = check(rows(*paid))
    esa = of_the_file(budget)["esa-weekly-limit"]
    assert (esa.rows, str(esa.params["paid"])) == ((2, 3), "204")
    assert "carers-allowance-limit" not in of_the_file(budget)  # 204 is not above 204
    budget, _ = check(rows(*reversed(paid)))
    assert of_the_file(budget)["esa-weekly-limit"].rows == (5, 6)
    assert "P1" not in str(budget)


def test_lived_experience_work_without_support_anywhere() -> None:
    assert "no-support" in of_the_file(check(rows({"line": "a"}))[0])
    with_support = {"category": "Supervision", "people": "", "sessions": "", "attendance": "", "fee": "", "per": ""}
    found = check(rows({"line": "a"}, with_support | {"role": "", "budgeted": "50"}))[0]
    assert "no-support" not in of_the_file(found)
    assert "no-support" not in of_the_file(check(rows({"role": "staff"}))[0])


# Totals


def test_totals_by_quarter_part_work_across_31_march_by_date() -> None:
    budget, _ = check(rows({"date": "2026-03-31"}, {"date": "2026-04-01"}, {"date": "2026-07-01"}))
    quarters = budget.totals["quarter"]
    assert quarters is not None
    assert {name: str(amounts.computed) for name, amounts in quarters.items()} == {
        "2025/26 Q4": "200.00",
        "2026/27 Q1": "200.00",
        "2026/27 Q2": "200.00",
    }
    years = budget.totals["year"]
    assert years is not None
    assert {name: str(amounts.computed) for name, amounts in years.items()} == {
        "2025/26": "200.00",
        "2026/27": "400.00",
    }


def test_plan_against_actual_keeps_what_was_declined_and_not_claimed_apart() -> None:
    budget, _ = check(
        rows(
            {"budgeted": "200", "actual": "120", "declined": "30", "accepted": "140", "claimed": "120"},
            {"budgeted": "200"},
            {"actual": "10"},
        )
    )
    plan = budget.plan
    assert [str(amount) for amount in plan] == ["400.00", "130.00", "30.00", "20.00", "30.00", "200.00", "10.00"]
    assert plan.budgeted + plan.unplanned == plan.actual + sum(plan[2:6])


def test_where_the_money_goes_and_ring_fences() -> None:
    """Fees 200; travel 20 and access 30; a trainer 100 for 50 of support; staff 400: 800 in all."""
    none = dict.fromkeys(("people", "sessions", "attendance", "fee", "per"), "")
    budget, _ = check(
        rows(
            {"travel": "20", "access": "30"},
            none | {"role": "contractor", "budgeted": "100"},
            none | {"role": "", "category": "Training", "supervision": "50"},
            none | {"role": "staff", "budgeted": "400"},
        ),
        ringfence={"lived_experience": "50%", "support": "6.25", "access": "6.3%"},
    )
    amounts = {name: str(money.pence(share.amount)) for name, share in budget.where.items()}
    assert amounts == {
        "lived_experience": "200.00",
        "staff": "400.00",
        "contractors": "100.00",
        "access": "50.00",
        "support": "50.00",
        "running": "0.00",
        "unknown": "0.00",
    }
    fences = {fence.name: (fence.met, str(fence.missing)) for fence in budget.ringfence}
    assert fences == {"access": (False, "0.40"), "lived_experience": (False, "200.00"), "support": (True, "0.00")}


def test_hours_given_and_their_value() -> None:
    """Two people, three hours unpaid: 6 hours; a day fee leaves 1.5 of 9 hours unpaid. Real living wage 13.45."""
    unpaid = {"fee": "0", "people": "2", "attendance": "3"}
    day = {"fee": "150", "per": "day", "attendance": "6", "preparation": "3"}
    budget, _ = check(rows(unpaid, day), unpaid_at="floor.real_living_wage")
    assert str(budget.given.hours.normalize()) == "7.5"
    assert str(budget.given.value) == "100.88"  # 80.70, and 20.175 rounded up
    assert budget.given.unvalued == 0


def test_a_total_that_the_lines_do_not_reach_is_shown() -> None:
    budget, _ = check(rows({"budgeted": "200"}, {"category": "TOTAL", "date": "", "fee": "", "budgeted": "199.99"}))
    found = of_the_file(budget)["total-differs"]
    assert (found.rows, str(found.params["residual"])) == ((3,), "0.01")
    assert str(budget.whole.budgeted) == "200.00"


def amount_of(category: str, amount: str, **more: str) -> dict[str, str]:
    """Return a line that states an amount only."""
    none = dict.fromkeys(("people", "sessions", "attendance", "fee", "per", "role"), "")
    return none | {"category": category, "budgeted": amount} | more


def test_all_funding_is_added_up_however_many_rows_it_has() -> None:
    """150 lines of £100, and 150 sources of £100: the plan is covered; one source less, and £100 is missing."""
    lines = [amount_of("Venue", "100", line=f"v{number}") for number in range(MOST_STATED + 50)]
    funding = [amount_of("Funding", "100", line=f"f{number}", date="") for number in range(MOST_STATED + 50)]
    budget, _ = check(rows(*lines, *funding))
    (stated,) = budget.stated
    assert (str(stated.stated), str(stated.lines), str(stated.residual)) == ("15000.00", "15000.00", "0.00")
    assert stated.row == 152  # the first
    assert not budget.failed
    budget, _ = check(rows(*funding[1:], *lines))
    assert str(of_the_file(budget)["unfunded"].params["residual"]) == "100.00"


def test_funding_that_is_budgeted_and_received_counts_once() -> None:
    budget, _ = check(rows(amount_of("Venue", "100"), amount_of("Funder:", "100", actual="100", date="")))
    assert str(budget.stated[0].stated) == "100.00"
    budget, _ = check(rows(amount_of("Venue", "100"), amount_of("Funding", "", actual="90", date="")))
    assert str(of_the_file(budget)["unfunded"].params["residual"]) == "10.00"


def test_no_total_that_differs_goes_unseen_however_many_there_are() -> None:
    """A line of £100; 150 totals of £100, of which two beyond the first hundred say £99 and £101.50."""
    totals = ["100"] * (MOST_STATED + 50)
    totals[120], totals[140] = "99", "101.50"
    budget, _ = check(rows(amount_of("Venue", "100"), *(amount_of("Total", total, date="") for total in totals)))
    assert [item.row for item in budget.stated] == [*range(3, MOST_STATED + 3), 123, 143]
    found = [(finding.code, finding.rows) for finding in budget.findings]
    assert found == [("total-differs", (123,)), ("total-differs", (143,)), ("more-totals", ())]
    assert budget.findings[-1].params["count"] == 48
    assert str(budget.where["unexplained"].amount) == "1.50"
    budget, _ = check(rows(amount_of("Venue", "100"), *[amount_of("Total", "100", date="")] * (MOST_STATED + 50)))
    assert {finding.code for finding in budget.findings} == {"more-totals"}


@pytest.mark.parametrize(
    "name", ["Total", "TOTALS", " total: ", "Grand total", "grand  Total:", "Subtotal", "Sub-totals", "SUB TOTAL:"]
)
@pytest.mark.parametrize("column", ["category", "line", "activity"])
def test_a_row_that_states_a_total_is_in_no_sum_and_needs_no_date(name: str, column: str) -> None:
    state = amount_of("", "150", date="", line="", activity="") | {column: name}
    budget, (*_, line) = check(rows(amount_of("Venue", "100", line="a"), state))
    assert not line.faults
    assert str(budget.whole.budgeted) == "100.00"
    if name.lower().startswith("sub"):
        assert budget.stated == ()
        assert codes(line) == ["subtotal"]
        assert budget.first_rows["subtotal"] == (3,)
        assert not budget.failed
    else:
        assert str(budget.stated[0].residual) == "50.00"


@pytest.mark.parametrize("name", ["Total supplies", "Subtotal of fees", "Funding officer", "Sum", "Grand"])
def test_other_names_are_those_of_lines(name: str) -> None:
    budget, (line,) = check(rows(amount_of(name, "100")))
    assert (str(budget.whole.budgeted), codes(line), budget.stated) == ("100.00", [], ())


def test_subtotals_are_held_against_nothing() -> None:
    """100 + 30 in two sections with subtotals, one of them wrong and one that comes twice, and a true total."""
    sub = amount_of("Subtotal", "130", date="")
    budget, lines = check(
        rows(
            amount_of("Venue", "100"),
            sub,
            amount_of("Food", "30"),
            sub | {"budgeted": "nearly 30", "people": "all"},
            sub,
            amount_of("Total", "130", date=""),
        )
    )
    assert [codes(line) for line in lines] == [[], ["subtotal"], [], ["subtotal"], ["subtotal"], []]
    assert (budget.counts["subtotal"], budget.not_read, budget.failed) == (3, 0, False)
    assert str(budget.stated[0].residual) == "0.00"


def test_groups_are_joined_whatever_their_case_and_blanks() -> None:
    """100 + 20 + 3 of one funder, shown as its first row has it, and 0.40 of another."""
    names = ["Trust", "trust", " TRUST ", "Trust fund"]
    lines = [
        amount_of("Venue", amount, funder=name) for name, amount in zip(names, ("100", "20", "3", "0.40"), strict=True)
    ]

    def funders(order: list[dict[str, str]]) -> dict[str, str]:
        found = check(rows(*order))[0].totals["funder"] or {}
        return {name: str(amounts.computed) for name, amounts in found.items()}

    assert funders(lines) == {"Trust": "123.00", "Trust fund": "0.40"}
    assert funders([lines[3], lines[1], lines[0], lines[2]]) == {"trust": "123.00", "Trust fund": "0.40"}


# Faults


FAULTS = [
    ({"fee": "1,50"}, "fee", "not-money"),
    ({"fee": ""}, "fee", "missing"),
    ({"fee": "-1"}, "fee", "out-of-range"),
    ({"fee": "5000.01"}, "fee", "out-of-range"),
    ({"people": "1.5"}, "people", "not-whole"),
    ({"people": "0"}, "people", "out-of-range"),
    ({"sessions": ""}, "sessions", "missing"),
    ({"attendance": "25"}, "attendance", "out-of-range"),
    ({"attendance": "", "per": "hour"}, "attendance", "missing"),
    ({"attendance": "0"}, "attendance", "no-hours"),
    ({"attendance": "0", "preparation": "1", "per": "day"}, "attendance", "day-fee-without-attendance"),
    ({"per": "fortnight"}, "per", "not-a-choice"),
    ({"date": "14/05/26x"}, "date", "not-a-day"),
    ({"date": ""}, "date", "missing"),
    ({"category": " "}, "category", "missing"),
    ({"nation": "France"}, "nation", "not-a-choice"),
    ({"nation": "wales", "zone": "inner"}, "zone", "zone-outside-england"),
    ({"band": "1"}, "band", "band-closed"),
    ({"budgeted": "about 5"}, "budgeted", "not-money"),
    ({"travel": "1.005"}, "travel", "too-many-decimals"),
]


def test_the_first_faults_are_named_with_their_rows() -> None:
    bad = [{"fee": "x", "people": "none"}, {"line": "a"}, *[{"fee": "y"}] * 30]
    budget, _ = check(rows(*bad))
    assert budget.not_read == 31
    named = [(row, fault.field, fault.code) for row, fault in budget.faults]
    assert named[:3] == [(2, "people", "not-whole"), (2, "fee", "not-money"), (4, "fee", "not-money")]
    assert len(named) == 20
    assert named[-1][0] == 21


@pytest.mark.parametrize(("column", "cell"), [("paid on", "tomorrow"), ("paid on", "14-Aug-26"), ("offered", "x")])
@pytest.mark.parametrize("promised", [None, 30])
def test_what_cannot_be_read_and_is_in_no_sum_is_told(column: str, cell: str, promised: int | None) -> None:
    budget, (line,) = check(rows({column: cell}), promised_days=promised)
    code = {"paid on": "paid-not-read", "offered": "offered-not-read"}[column]
    assert (codes(line), line.faults, budget.not_read) == ([code], (), 0)
    assert str(budget.whole.computed) == "200.00"
    assert f"“{column.capitalize()}”" in BudgetWords("en").finding(line.findings[0])
    assert not [finding for finding in budget.findings if finding.code != "no-support"]


def test_an_error_in_such_a_cell_is_told_once() -> None:
    """TRUE is what a program hands over; #N/A and a formula without a value are those of a spreadsheet."""
    budget, (line,) = check(rows({"paid on": True, "offered": True}))  # type: ignore[dict-item]
    assert codes(line) == ["offered-not-read", "paid-not-read"]
    assert budget.not_read == 0
    assert budget.counts["paid-not-read"] == budget.counts["offered-not-read"] == 1


SIGNED = {
    "-40": "-40.00",
    "-£40.00": "-40.00",
    "- £1,040.50": "-1040.50",
    "(40.00)": "-40.00",
    "(£40)": "-40.00",
    " £ (40.00) ": "-40.00",
    "(0.00)": "0.00",
}


@pytest.mark.parametrize("column", ["budgeted", "actual", "travel"])
@pytest.mark.parametrize("text", SIGNED)
def test_amounts_below_nothing_as_excel_writes_them(column: str, text: str) -> None:
    budget, (line,) = check(rows(amount_of("Venue", "") | {column: text}))
    assert not line.faults
    assert str(budget.whole.computed) == SIGNED[text]


@pytest.mark.parametrize(
    "text", ["--40", "-£-40", "(-40)", "(40", "40)", "((40))", "()", "£", "-£", "(40.005)", "4(0)"]
)
def test_other_signs_are_no_amount(text: str) -> None:
    _, (line,) = check(rows(amount_of("Venue", text)))
    assert [fault.field for fault in line.faults] == ["budgeted"]


@pytest.mark.parametrize("text", ["-", "£-", " £ -   "])
def test_a_lone_minus_is_an_empty_cell(text: str) -> None:
    budget, (line,) = check(rows(amount_of("Venue", "100", actual=text, fee=text, travel=text)))
    assert not line.faults
    assert (str(budget.whole.computed), str(budget.plan.no_actual)) == ("100.00", "100.00")


def test_a_fee_is_never_below_nothing() -> None:
    _, lines = check(rows({"fee": "-£40"}, {"fee": "(40)"}))
    assert [fault.code for line in lines for fault in line.faults] == ["not-money", "not-money"]


@pytest.mark.parametrize(("cells", "field", "code"), FAULTS, ids=[f"{case[1]} {case[2]}" for case in FAULTS])
def test_a_faulty_line_stops_no_other(cells: dict[str, str], field: str, code: str) -> None:
    budget, (first, bad, last) = check(rows({"line": "a"}, cells, {"line": "b"}))
    assert [(fault.field, fault.code) for fault in bad.faults] == [(field, code)]
    assert bad.figures is None
    assert not first.faults
    assert not last.faults
    assert (budget.rows, budget.not_read, str(budget.whole.computed)) == (3, 1, "400.00")
    assert budget.first_rows["not-read"] == (3,)
    assert budget.failed


def test_a_line_without_a_nation_says_so() -> None:
    _, (line,) = check(rows({"line": "a"}), nation=None)
    assert [(fault.field, fault.code) for fault in line.faults] == [("nation", "missing")]


OPTIONS = [
    ({"nation": "france"}, "nation"),
    ({"zone": "inner", "nation": "wales"}, "zone"),
    ({"basis": "net"}, "basis"),
    ({"unpaid_at": "afc.1.entry"}, "unpaid_at"),
    ({"period": "2026-04-01"}, "period"),
    ({"period": "2027-04-01:2026-04-01"}, "period"),
    ({"promised_days": "soon"}, "promised_days"),
    ({"promised_days": "-1"}, "promised_days"),
    ({"known_on": "yesterday"}, "known_on"),
    ({"ringfence": {"people": "50%"}}, "ringfence"),
    ({"ringfence": {"staff": "half"}}, "ringfence"),
    ({"ringfence": {"staff": "101%"}}, "ringfence"),
]


@pytest.mark.parametrize(("options", "field"), OPTIONS, ids=[str(case[0]) for case in OPTIONS])
def test_options_that_cannot_be_used_are_refused(options: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as caught:
        check(rows({}), **options)
    assert {fault.field for fault in caught.value.faults} == {field}


def test_personal_data_is_in_no_name_of_a_group() -> None:
    budget, (line,) = check(rows({"funder": "someone@example.org"}))
    assert codes(line)[-1] == "personal-data"
    assert list(budget.totals["funder"] or {}) == [""]
    assert "example.org" not in str(budget)


HOSTILE = {
    "an address without an end": {"notes": "a" * 990 + "@"},
    "many beginnings of an address": {"notes": "a@" * 495},
    "caps": {"notes": "cap travel " * 90},
    "expenses": {"notes": "expenses " * 110},
    "blanks in an amount": {"budgeted": "1" + " " * 990 + "x"},
    "digits": {"notes": "0 " * 495},
    "a number without an end": {"notes": "1" + " " * 990 + "x"},
}


@pytest.mark.parametrize("cells", HOSTILE.values(), ids=HOSTILE)
def test_cells_made_to_be_slow_are_not(cells: dict[str, str]) -> None:
    """Five thousand rows have a second on a page: four hundred different ones take no more than that here."""
    lines = [{name: f"{number} {text}" for name, text in cells.items()} for number in range(400)]
    started = time.process_time()
    budget, _ = check(rows(*lines))
    assert budget.rows == 400
    assert time.process_time() - started < 1


# The same figures as the price ladder


def test_the_working_of_a_line_can_be_asked_for_again() -> None:
    budget, lines = file("checks.csv")
    worked = 0
    for line in lines:
        result = line_result(line, budget.options)
        if result is None or line.figures is None:
            continue
        worked += 1
        assert line.figures.true_hourly == result.true_hourly
        assert line.figures.fees == result.paid.pay.total
        at = line.figures.benchmark
        if at is not None:
            assert (at.entry_pay, at.entry_cost) == (result[at.id].pay.total, result[at.id].cost.total)
        verdict = "below-minimum-wage" in codes(line)
        assert verdict == (result.verdict == "below-minimum-wage")
        working = line_working(line, budget.options)
        assert working is not None
        working.check()
    assert worked > 40


# Sources of every kind


def test_a_path_a_stream_and_rows_give_the_same() -> None:
    path = FILES / "WX01.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        listed: Iterable[list[str]] = list(csv.reader(stream))
    answers = [check(source)[0] for source in (path, str(path), BytesIO(path.read_bytes()), listed)]
    assert answers[0] == answers[1] == answers[2] == answers[3]


def test_a_figure_that_is_not_known_is_not_known_on_the_day_of_the_row() -> None:
    """Rows of 2 and 3 April 2027 share an answer; neither is told of the day of the other."""
    rows = [["Date", "Category", "Activity", "People", "Sessions", "Attendance hours", "Fee", "Per"]]
    rows += [[day, "fee", "share-views", "1", "1", "2", "50", "session"] for day in ("2027-04-02", "03/04/2027")]
    said: list[str] = []
    words = BudgetWords("en")
    fairpay.check_budget(rows, nation="england", each=lambda line: said.extend(map(words.finding, line.findings)))
    unknown = [text for text in said if "scale" in text]
    assert len(unknown) == 2
    assert all("no Agenda for Change scale for England on the day of this row" in text for text in unknown)
    assert not any("April 2027. The last" in text for text in unknown)
