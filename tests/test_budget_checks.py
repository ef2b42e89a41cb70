"""What the checks of a budget say, where its money goes, what parity would take, and what it rests on: by hand."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import fairpay
from fairpay.budget import CheckedLine
from fairpay.budget.result import Budget
from fairpay.budget.where import CATEGORY_PHRASES, ROLES, destination
from fairpay.present import budget_sentences as sentences
from fairpay.present.budget_report import added_cells, budget_data, line_data
from fairpay.present.budget_text import text
from fairpay.present.budget_words import ADDED, budget_words
from fairpay.rate import GRADES

EN = budget_words("en")
NO_WORK = dict.fromkeys(("people", "sessions", "attendance", "fee", "per", "role"), "")


def check(*lines: dict[str, str], **options: Any) -> tuple[Budget, list[CheckedLine]]:
    """Check a table: what a line does not say is as below."""
    usual = {"date": "2026-05-14", "category": "Fees", "people": "1", "sessions": "1", "attendance": "6", "fee": "200"}
    full = [usual | {"per": "session", "role": "lived experience"} | line for line in lines]
    header = list(dict.fromkeys(name for line in full for name in line))
    found: list[CheckedLine] = []
    rows = [header, *([line.get(name, "") for name in header] for line in full)]
    return fairpay.check_budget(rows, each=found.append, **{"nation": "england"} | options), found


def said(line: CheckedLine, lang: str = "en") -> dict[str, str]:
    """Return what is said of a line, by code."""
    return {finding.code: budget_words(lang).finding(finding) for finding in line.findings}


def of_the_file(budget: Budget) -> dict[str, str]:
    return {finding.code: EN.finding(finding) for finding in budget.findings}


# The sum of a row


SUMS = [
    (
        {"attendance": "8", "fee": "150", "per": "day", "budgeted": "150"},
        "£150.00, but comes to £300.00: 1 person × 1 session × 2 started days of 7.5 hours × £150.00",
        "£150.00",
    ),
    (
        {"people": "2", "attendance": "3", "fee": "25", "per": "hour", "budgeted": "50"},
        "£50.00, but comes to £150.00: 2 people × 1 session × 3 hours × £25.00",
        "£100.00",
    ),
    (
        {"attendance": "1", "fee": "25", "per": "hour", "budgeted": "50"},
        "£50.00, but comes to £25.00: 1 person × 1 session × 1 hour × £25.00",
        "£25.00",
    ),
    (
        {"sessions": "3", "attendance": "4", "fee": "10", "per": "half-day", "budgeted": "50"},
        "£50.00, but comes to £60.00: 1 person × 3 sessions × 2 started half-days of 3.75 hours × £10.00",
        "£10.00",
    ),
    (
        {"attendance": "7.5", "fee": "150", "per": "day", "nation": "scotland", "budgeted": "150"},
        "£150.00, but comes to £300.00: 1 person × 1 session × 2 started days of 7.2 hours × £150.00",
        "£150.00",
    ),
    (
        {"people": "2", "sessions": "3", "attendance": "", "fee": "100", "per": "task", "budgeted": "600"},
        "£600.00, but comes to £200.00: 2 people × £100.00",
        "£400.00",
    ),
    (
        {"people": "3", "sessions": "2", "food": "9", "travel": "1", "budgeted": "1210.01"},
        "£1,210.01, but comes to £1,210.00: 3 people × 2 sessions × £200.00 + £10.00 of costs",
        "£0.01",
    ),
    (
        {"fee": "", "per": "", "attendance": "3.5", "card": "tewv:block", "sessions": "2", "budgeted": "40"},
        "£40.00, but comes to £80.00: 1 person × 2 sessions × £40.00",
        "£40.00",
    ),
    (
        NO_WORK | {"category": "Venue", "travel": "40", "budgeted": "100"},
        "£100.00, but comes to £40.00: £40.00 of costs",
        "£60.00",
    ),
]


@pytest.mark.parametrize(("line", "wanted", "difference"), SUMS, ids=[case[1] for case in SUMS])
def test_the_sum_of_a_row_is_shown_as_it_was_made(line: dict[str, str], wanted: str, difference: str) -> None:
    _, (found,) = check(line)
    assert said(found)["arithmetic"] == f"The row states {wanted}. The difference is {difference}."


def test_the_figures_of_a_sum_are_data_too() -> None:
    _, (found,) = check({"attendance": "8", "fee": "150", "per": "day", "budgeted": "150"})
    of = {finding["code"]: finding for finding in line_data(found)["findings"]}
    wanted = {"people": 1, "sessions": 1, "per": "day", "fee": "150.00", "started": 2, "length": "7.5"}
    assert {name: of["arithmetic"][name] for name in wanted} == wanted
    assert (of["longer-than-day"]["hours"], of["longer-than-day"]["fails"]) == ("8", False)


DAY = {"attendance": "8", "fee": "150", "per": "day"}
STARTED = [
    (DAY, 2),  # nothing is stated
    (DAY | {"budgeted": "150"}, 2),
    (DAY | {"actual": "150"}, 2),
    (DAY | {"people": "3", "travel": "10", "budgeted": "460"}, 2),  # 3 × 150 + 10
    (DAY | {"attendance": "16", "budgeted": "300"}, 3),  # one day fewer
    (DAY | {"attendance": "16", "budgeted": "150"}, 3),  # one day
    (DAY | {"budgeted": "300"}, None),
    (DAY | {"actual": "300"}, None),
    (DAY | {"budgeted": "200"}, None),  # neither: the sum says what is counted
    (DAY | {"attendance": "7.5", "budgeted": "150"}, None),
    (DAY | {"attendance": "7.5", "preparation": "3", "budgeted": "150"}, None),  # preparation starts no day
    (DAY | {"per": "session", "budgeted": "150"}, None),
    (DAY | {"attendance": "4", "per": "half-day"}, 2),
    (DAY | {"attendance": "3.75", "per": "half-day"}, None),
]


@pytest.mark.parametrize(("line", "started"), STARTED)
def test_attendance_longer_than_the_day_is_told(line: dict[str, str], started: int | None) -> None:
    budget, (found,) = check(line)
    notes = [finding for finding in found.findings if finding.code.startswith("longer-than-")]
    assert [finding.params["started"] for finding in notes] == ([] if started is None else [started])
    assert all(finding.code == f"longer-than-{line['per']}" for finding in notes)
    assert set(budget.counts) - {"arithmetic"} <= {"longer-than-day", "longer-than-half-day", "unpaid-preparation"}


def test_what_to_do_about_a_day_with_a_break() -> None:
    _, (found,) = check(DAY | {"budgeted": "150"})
    assert said(found)["longer-than-day"] == (
        "8 hours of attendance are more than one day of 7.5 hours, so the day fee counts 2 times. If a break is in "
        "these hours, give the hours without it. If one fee is for the whole time, write “session” under “Per”. "
        "Otherwise plan a fee for each started day."
    )


# Support


COSTS = {"travel": True, "care": True, "food": True, "access": False, "training": False, "supervision": False}


@pytest.mark.parametrize(("column", "missing"), COSTS.items())
def test_a_bus_fare_is_no_support(column: str, missing: bool) -> None:
    budget, _ = check({column: "5"})
    assert ("no-support" in of_the_file(budget)) is missing
    assert "no-support" in of_the_file(check({column: "0"})[0])


OTHER = NO_WORK | {"budgeted": "50"}
NAMED = [
    (OTHER | {"category": "Supervision"}, False),
    (OTHER | {"category": "Mentoring of new members"}, False),
    (OTHER | {"category": "Training"}, False),
    (OTHER | {"category": "Access costs"}, False),
    (OTHER | {"category": "Interpreters"}, False),
    (OTHER | {"category": "Programme", "activity": "Peer supervision"}, False),
    (OTHER | {"category": "Training", "budgeted": "0"}, True),
    (OTHER | {"category": "Travel"}, True),
    (OTHER | {"category": "Business support"}, True),
    (OTHER | {"category": "Childcare"}, True),
    ({"category": "Training"}, True),  # people with lived experience give it
    ({"activity": "deliver-training"}, True),
    ({"category": "Supervision"}, False),
    ({"category": "Training", "role": "contractor"}, False),
]


@pytest.mark.parametrize(("line", "missing"), NAMED)
def test_words_that_name_support(line: dict[str, str], missing: bool) -> None:
    assert ("no-support" in of_the_file(check({"line": "a"}, line)[0])) is missing


# A week


def weekly(**line: str) -> tuple[Budget, dict[str, str]]:
    budget, (found,) = check({"payee": "P1", "sessions": "4", "fee": "150"} | line)
    return budget, said(found)


def test_sessions_with_one_date_are_not_taken_to_fall_in_one_week_but_it_is_said() -> None:
    """4 × 150 = 600, above 203.50 and 204; one session of 150 is above neither."""
    budget, notes = weekly()
    assert notes["sessions-in-one-week"].startswith("The row pays one person £600.00 for 4 sessions and has one date.")
    assert "above £203.50, the lowest weekly limit" in notes["sessions-in-one-week"]
    assert "Give each session a row with its own date." in notes["sessions-in-one-week"]
    assert set(of_the_file(budget)) == {"no-support"}
    assert not check({"payee": "P1", "sessions": "4", "fee": "150", "supervision": "1"})[0].failed  # it is no failure


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"fee": "50.87"}, False),  # 4 × 50.87 = 203.48
        ({"fee": "50.88"}, True),  # 4 × 50.88 = 203.52
        ({"sessions": "1", "fee": "203.50"}, False),
        ({"payee": ""}, False),
        ({"role": "staff"}, False),
        ({"role": "contractor"}, False),
        ({"role": ""}, True),
        ({"per": "task", "fee": "203.50"}, False),
        ({"per": "task", "fee": "203.51"}, True),
        ({"date": "2021-05-14"}, False),  # the limits of that year are not known
    ],
)
def test_when_sessions_with_one_date_are_above_a_limit(line: dict[str, str], told: bool) -> None:
    assert ("sessions-in-one-week" in weekly(**line)[1]) is told


def test_the_firm_finding_counts_one_session() -> None:
    budget, notes = weekly(fee="203.75", sessions="2")
    assert of_the_file(budget)["esa-weekly-limit"].startswith(
        "One person is paid £203.75 in the week from 11 May 2026 (rows: 2). That is above £203.50"
    )
    assert "carers-allowance-limit" not in of_the_file(budget)
    assert "£407.50 for 2 sessions" in notes["sessions-in-one-week"]


# Where the money goes


PLACES = [
    *(("", category, "unknown") for category in ("Peer support workers", "Business support", "Social care")),
    *(("", category, "unknown") for category in ("Health and care board", "Coproduction boards", "Design workshops")),
    *(("", category, "unknown") for category in ("Support", "Calls", "Staff training", "Contributors and running")),
    *(("", category, "support") for category in ("Training", "Supervision and support", "Mentoring: new members")),
    *(
        ("", category, "access")
        for category in ("Travel expenses", "Childcare", "Replacement care", "BSL interpreters")
    ),
    *(("", category, "running") for category in ("Room hire", "Printing", "Running costs", "Admin")),
    *(("", category, "staff") for category in ("Staff costs", "Salaries")),
    ("", "Lived experience payments", "lived_experience"),
    *((role, "Training", "lived_experience") for role in ("Experts by experience", "expert by experience")),
    *((role, "", "lived_experience") for role in ("Peer support worker", "Peer support workers", "Service users")),
    *((role, "", "lived_experience") for role in ("Patient representative", "Service user representatives")),
    *((role, "", "lived_experience") for role in ("People with lived experience", "peer-researcher")),
    *((role, "Staff", "unknown") for role in ("Volunteer", "volunteers", "wizard")),
    ("Staff", "Training", "staff"),
    ("freelancers", "", "contractors"),
]


@pytest.mark.parametrize(("role", "category", "place"), PLACES)
def test_where_words_point(role: str, category: str, place: str) -> None:
    assert destination(role, category) == place


def test_no_word_points_at_two_places() -> None:
    for table in (ROLES, CATEGORY_PHRASES):
        words = [word for words in table.values() for word in words]
        assert len(set(words)) == len(words)
        assert all(word == " ".join(word.casefold().split()) for word in words)


# Rows that were not read


def test_a_difference_names_the_rows_that_are_not_in_the_lines() -> None:
    total = NO_WORK | {"category": "Total", "date": "", "budgeted": "500"}
    bad = {"fee": "a lot", "budgeted": "200"}
    asked = {"lived_experience": "50%", "support": "10%"}
    budget, _ = check({"budgeted": "200"}, bad, bad | {"line": "b"}, total, ringfence=asked)
    told = "2 rows could not be read and are not in the lines."
    found = of_the_file(budget)
    assert found["total-differs"].endswith(told)
    assert "£300.00 apart" in found["total-differs"]
    assert found["ringfence-missed"].endswith(told)
    assert [sentences.target(item, budget, EN).endswith(told) for item in budget.ringfence] == [True, True]
    assert {finding.params["not_read"] for finding in budget.findings if "not_read" in finding.params} == {2}
    whole, _ = check({"budgeted": "200"}, total, ringfence=asked)
    assert "could not be read" not in " ".join(of_the_file(whole).values())
    one, _ = check({"budgeted": "200"}, bad, total)
    assert "1 row could not be read and is not in the lines." in of_the_file(one)["total-differs"]


# Parity: Band 7 for nine hours pays 227.3149 and costs 361.71 at its entry (README's example)


SHORT = {"attendance": "6", "preparation": "2", "follow_up": "1", "fee": "150", "per": "day", "people": "3"}


def test_the_gap_of_a_line_for_each_person_in_both_bases_from_entry_to_top() -> None:
    _, (found,) = check(SHORT | {"band": "7"})
    assert found.figures is not None
    at = found.figures.benchmark
    assert at is not None
    gaps = (at.gap_entry_pay, at.gap_top_pay, at.gap_entry_cost, at.gap_top_cost)
    assert str(gaps[0]) == "231.94"  # 3 × 227.3149 − 450
    each_person = found.figures.each
    assert each_person is not None
    assert str(each_person.entry_pay) == "77.31"  # 231.94 / 3
    assert all(abs(gap - each * 3) <= Decimal("0.02") for gap, each in zip(gaps, each_person, strict=True))
    sentence = said(found)["below-benchmark"]
    for gap, each in zip(gaps, each_person, strict=True):
        assert f"£{gap:,.2f}" in sentence
        assert f"£{each:,.2f}" in sentence
    added = dict(zip(ADDED, added_cells(found, EN), strict=True))
    names = [name for name in ADDED if name.startswith(("gap_", "each_"))]
    assert names == [
        *("gap_entry_pay", "gap_top_pay", "gap_entry_cost", "gap_top_cost"),
        *("each_entry_pay", "each_top_pay", "each_entry_cost", "each_top_cost"),
    ]
    assert [added[name] for name in names] == [*gaps, *each_person]
    figures = line_data(found)["figures"]
    assert (figures["gap_entry_pay"], figures["each_entry_pay"]) == ("231.94", "77.31")


def test_the_gap_in_all_and_its_mean_for_one_person_at_one_session() -> None:
    """231.94 for 3 people and one session, nothing for a line above its benchmark with 2 people and 4 sessions."""
    above = {"attendance": "6", "fee": "500", "people": "2", "sessions": "4"}
    budget, _ = check(SHORT | {"band": "7"}, above | {"band": "7"}, {"line": "no benchmark"})
    parity = budget.parity
    assert (parity.lines, parity.places, str(parity.fees)) == (2, 11, "4450.00")
    assert (str(parity.gap_entry_pay), str(parity.each_entry_pay)) == ("231.94", "21.09")  # / 11 = 21.085…
    # The fees are above what all comes to at the entry, and there is a gap: it does not subtract.
    assert parity.entry_pay < parity.fees
    first, pay, cost, rule = sentences.parity(budget, EN)
    assert first == "Parity: 2 lines with a benchmark have £4,450.00 in fees."
    assert (
        f"The gap is £231.94 to £{parity.gap_top_pay:,.2f}: on average £21.09 to £{parity.each_top_pay:,.2f} for" in pay
    )
    assert "for one person at one session, of which there are 11." in cost
    assert "a line above its benchmark makes up for no other" in rule
    data = budget_data(budget, "0")["parity"]
    assert (data["places"], data["gap_entry_pay"], data["each_entry_pay"]) == (11, "231.94", "21.09")
    nothing = budget_data(check({"line": "a"})[0], "0")["parity"]
    assert (nothing["lines"], nothing["places"], nothing["each_entry_pay"]) == (0, 0, None)


# What the figures rest on


def test_the_sources_of_what_was_used_have_address_and_grade() -> None:
    budget, (line, _) = check(SHORT | {"band": "7"}, NO_WORK | {"category": "Venue", "budgeted": "10"})
    assert line.figures is not None
    assert [source.id for source in budget.sources] == sorted(line.figures.sources)
    book = fairpay.rates()
    for source in budget.sources:
        row = book.sources[source.id]
        assert (source.title, source.url, source.accessed) == (row.title, row.url, row.accessed)
        assert source.evidence in GRADES
    floor = book.rate("minimum_wage.adult", date(2026, 5, 14))
    assert {source.id: source.evidence for source in budget.sources}[floor.sources[0]] == floor.evidence
    data = budget_data(budget, "0")["sources"]
    assert list(data) == [source.id for source in budget.sources]
    assert set(data[floor.sources[0]]) == {"title", "url", "evidence"}
    told = text(budget)
    for source in budget.sources:
        assert f"  {source.title}" in told
    assert "Evidence for its figures: " in told


def test_an_older_rate_a_weekly_limit_and_the_value_of_hours_bring_their_sources() -> None:
    def used(line: dict[str, str], **options: Any) -> set[str]:
        return {source.id for source in check(line, **options)[0].sources}

    book = fairpay.rates()
    plain = used({"fee": "0"})
    valued = used({"fee": "0"}, unpaid_at="afc.5.entry")
    assert plain < valued
    older = next(rate for rate in book.series["minimum_wage.adult"] if rate.value == Decimal("12.21"))
    assert set(older.sources) <= used({"fee": "12.21", "per": "hour"})
    limit = book.series["benefit.esa_permitted_work.higher"][-1]
    assert not set(limit.sources) & used({"fee": "300"})
    assert set(limit.sources) <= used({"fee": "300", "payee": "P1"})
    assert set(limit.sources) <= used({"fee": "150", "sessions": "4", "payee": "P1"})


def test_nothing_is_used_for_amounts_alone() -> None:
    budget, _ = check(NO_WORK | {"category": "Venue", "budgeted": "10"})
    assert budget.sources == ()
    assert "Evidence" not in text(budget)


# Words


def test_columns_with_personal_data_are_named_whether_one_or_more() -> None:
    _, (one,) = check({"notes": "ring 07700 900123"})
    _, (two,) = check({"notes": "ring 07700 900123", "item": "someone@example.org"})
    assert "(column: I)" in said(one)["personal-data"]
    assert "(column: I, J)" in said(two)["personal-data"]


def test_a_row_that_is_priced_by_a_card_whose_amount_rises_is_held_against_no_floor() -> None:
    """£11.50 of 2022 is below £12.71 and £13.45; the same fee typed by the plan's own hand is held against them."""
    floors = {"below-minimum-wage", "below-real-living-wage"}
    _, (by_card, typed) = check(
        {"fee": "", "per": "", "card": "cnwl:standard"}, {"fee": "11.50", "per": "hour", "card": "cnwl:standard"}
    )
    assert by_card.figures is not None
    assert str(by_card.figures.computed) == "69.00"  # 11.50 × 6
    assert not floors & set(said(by_card))
    assert "so the amount paid today may be higher" in said(by_card)["index-rule-not-applied"]
    assert floors < set(said(typed))
    assert json.dumps(line_data(by_card))
