"""Floors, Agenda for Change, consultancy and directors: each figure beside the sum that gives it."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import fairpay
from fairpay import Hours, InputError, Offer, RateBook, Task
from fairpay.comparators.rung import Rung
from fairpay.present.document import document
from fairpay.present.words import words_in
from fairpay.ratebook.schema import FigureRow

NINE_HOURS = Hours(attendance="6", preparation="2", follow_up="1")


def ladder(
    *,
    known_on: date | None = None,
    last_known_scale: bool = False,
    book: RateBook | None = None,
    **task: Any,
) -> fairpay.Result:
    asked = Task(**{"on": "2026-05-14", "nation": "england", "hours": NINE_HOURS} | task)
    offer = Offer(amount="150", per="day")
    return fairpay.compare(asked, offer, known_on=known_on, last_known_scale=last_known_scale, book=book)


def changed_book(change: Callable[[Iterable[FigureRow]], Iterable[FigureRow]]) -> RateBook:
    """Return the shipped rate book with other figures."""
    book = fairpay.rates()
    return RateBook(
        edition=book.edition,
        figures=change(book.rows.values()),
        cards=book.cards.values(),
        activities=book.activities.values(),
        plan=book.plan,
        sources=book.sources.values(),
    )


def with_row(name: str, **update: Any) -> RateBook:
    """Return the shipped rate book with one figure changed."""
    return changed_book(lambda rows: [row.model_copy(update=update) if row.id == name else row for row in rows])


def codes(rung: Rung) -> list[str]:
    return [caveat.code for caveat in rung.caveats]


def missing(result: fairpay.Result, kind: str) -> list[str]:
    return [str(item.error) for item in result.missing if item.kind == kind]


# Floors


@pytest.mark.parametrize(
    ("on", "age", "hourly", "label"),
    [
        ("2026-05-14", None, "12.71", "minimum_wage.adult"),
        ("2026-05-14", 120, "12.71", "minimum_wage.adult"),
        ("2026-05-14", 21, "12.71", "minimum_wage.adult"),
        ("2026-05-14", 20, "10.85", "minimum_wage.18-20"),
        ("2026-05-14", 18, "10.85", "minimum_wage.18-20"),
        ("2026-05-14", 17, "8.00", "minimum_wage.16-17"),
        ("2026-05-14", 16, "8.00", "minimum_wage.16-17"),
        ("2023-06-01", 23, "10.42", "minimum_wage.adult"),
        ("2023-06-01", 22, "10.18", "minimum_wage.21-22"),
        ("2023-06-01", 21, "10.18", "minimum_wage.21-22"),
        ("2023-06-01", 20, "7.49", "minimum_wage.18-20"),
        ("2024-03-31", 21, "10.18", "minimum_wage.21-22"),
        ("2024-04-01", 21, "11.44", "minimum_wage.adult"),
        ("2026-03-31", None, "12.21", "minimum_wage.adult"),
        ("2027-04-01", None, "13.21", "minimum_wage.adult"),
    ],
)
def test_legal_floor_by_age_and_date(on: str, age: int | None, hourly: str, label: str) -> None:
    rung = ladder(on=on, age=age)["floor.national_living_wage"]
    assert rung.pay.hourly == Decimal(hourly)
    assert rung.pay.session == Decimal(hourly) * 9
    assert rung.pay == rung.cost
    assert rung.label.code == label


def test_legal_floor_does_not_depend_on_the_order_of_the_rows() -> None:
    backwards = changed_book(lambda rows: reversed(list(rows)))
    for age, hourly in ((30, "12.71"), (19, "10.85"), (17, "8.00")):
        assert ladder(age=age, book=backwards)["floor.national_living_wage"].pay.hourly == Decimal(hourly)


def test_the_real_living_wage_is_for_people_of_18_and_over() -> None:
    assert "floor.real_living_wage" in ladder(age=18)
    young = ladder(age=17)
    assert "floor.real_living_wage" not in young
    assert "below-real-living-wage" not in [caveat.code for caveat in young.caveats]
    (missing,) = [item for item in young.missing if item.kind == "floor"]
    assert (missing.error.code, missing.error.params) == ("real-living-wage-age", {"youngest": 18})


def test_without_a_legal_floor_for_the_age_there_is_no_verdict_on_it() -> None:
    adults_only = changed_book(lambda rows: [row for row in rows if not row.series.startswith("minimum_wage.18-20")])
    result = ladder(age=19, book=adults_only)
    assert "floor.national_living_wage" not in result
    assert missing(result, "floor") == [
        "There is no figure for minimum_wage on 2026-05-14. The last one before: none. The next one after: none."
    ]
    assert result.verdict == "no-benchmark"


@pytest.mark.parametrize(
    ("zone", "hourly", "label"),
    [
        ("none", "13.45", "real_living_wage.uk"),
        ("inner", "14.80", "real_living_wage.london"),
        ("outer", "14.80", "real_living_wage.london"),
        ("fringe", "13.45", "real_living_wage.uk"),
    ],
)
def test_real_living_wage_is_londons_in_the_inner_and_outer_zones(zone: str, hourly: str, label: str) -> None:
    rung = ladder(zone=zone)["floor.real_living_wage"]
    assert (rung.pay.hourly, rung.label.code) == (Decimal(hourly), label)


def test_real_living_wage_before_the_first_one_is_missing() -> None:
    result = ladder(on="2022-09-29")
    assert "floor.real_living_wage" not in result
    assert "2022-09-30 – 2023-10-23" in missing(result, "floor")[0]
    assert ladder(on="2022-09-30")["floor.real_living_wage"].pay.hourly == Decimal("10.90")


# Agenda for Change


@pytest.mark.parametrize(
    ("zone", "rung", "supplement", "hourly"),
    [
        ("inner", "afc.2.entry", "5794", "15.89"),  # 20% of 25,272 is 5,054.40: the least; 31,066 ÷ 1,955.3625
        ("inner", "afc.6.entry", "7991.80", "24.52"),  # 20% of 39,959; 47,950.80 ÷ 1,955.3625
        ("inner", "afc.7.entry", "8746", "29.73"),  # 20% of 49,387 is 9,877.40: the most; 58,133 ÷ 1,955.3625
        ("outer", "afc.3.entry", "4870", "15.66"),  # 15% of 25,760 is 3,864: the least; 30,630 ÷ 1,955.3625
        ("outer", "afc.5.top", "5856.45", "22.96"),  # 15% of 39,043; 44,899.45 ÷ 1,955.3625
        ("outer", "afc.8a.entry", "6137", "32.56"),  # 15% of 57,528 is 8,629.20: the most; 63,665 ÷ 1,955.3625
        ("fringe", "afc.3.entry", "1346", "13.86"),  # 5% of 25,760 is 1,288: the least; 27,106 ÷ 1,955.3625
        ("fringe", "afc.5.entry", "1603.65", "17.22"),  # 5% of 32,073; 33,676.65 ÷ 1,955.3625
        ("fringe", "afc.9.top", "2270", "67.53"),  # 5% of 129,783 is 6,489.15: the most; 132,053 ÷ 1,955.3625
    ],
)
def test_high_cost_area_supplement_is_held_between_its_bounds(
    zone: str, rung: str, supplement: str, hourly: str
) -> None:
    found = ladder(zone=zone)[rung]
    assert found.working.figure("supplement.due") == Decimal(supplement)
    assert found.pay.hourly == Decimal(hourly)


def test_no_supplement_outside_the_zones() -> None:
    assert "supplement.due" not in [step.code for step in ladder(zone="none")["afc.7.entry"].working]


@pytest.mark.parametrize(
    ("salary", "insurance", "cost"),
    [
        # 4,000 + 23.78% (951.20) + 0.5% (20) = 4,971.20; ÷ 1,692.8625 hours really worked = 2.9366
        ("4000", "0", "2.94"),
        # 5,000 + 1,189 + 25 = 6,214; ÷ 1,692.8625 = 3.6707
        ("5000", "0", "3.67"),
        # 15% of the 1,000 over 5,000; 6,000 + 150 + 1,426.80 + 30 = 7,606.80; ÷ 1,692.8625 = 4.4934
        ("6000", "150", "4.49"),
    ],
)
def test_no_employers_national_insurance_below_the_threshold(salary: str, insurance: str, cost: str) -> None:
    rung = ladder(book=with_row("afc.england.2026-27.2.entry", value=Decimal(salary)))["afc.2.entry"]
    assert rung.working.figure("cost.insurance") == Decimal(insurance)
    assert rung.cost.hourly == Decimal(cost)


def test_the_administration_levy_on_pensions_is_english_and_welsh() -> None:
    rate = {nation: ladder(nation=nation)["afc.7.entry"].working for nation in ("england", "wales", "scotland")}
    assert rate["england"].figure("pension.rate") == rate["wales"].figure("pension.rate") == Decimal("0.2378")
    assert rate["scotland"].figure("pension.rate") == Decimal("0.225")


def test_band_1_is_there_and_closed() -> None:
    result = ladder()
    closed = next(caveat for caveat in result["afc.1.entry"].caveats if caveat.code == "band-closed")
    assert closed.params == {"band": "1"}
    assert [rung.id for rung in result.rungs if "band-closed" in codes(rung)] == ["afc.1.entry"]


def test_points_come_lowest_band_first_and_none_is_invented() -> None:
    points = [rung.id for rung in ladder().rungs if rung.kind == "afc"]
    assert points[:5] == ["afc.1.entry", "afc.2.entry", "afc.2.top", "afc.3.entry", "afc.3.top"]
    assert points[-3:] == ["afc.9.entry", "afc.9.intermediate", "afc.9.top"]
    assert "afc.2.intermediate" not in points


def test_a_point_that_a_scale_lacks_is_missing_by_itself() -> None:
    gap = changed_book(lambda rows: [row for row in rows if row.id != "afc.england.2026-27.5.top"])
    result = ladder(book=gap)
    assert "afc.5.entry" in result
    assert "afc.5.top" not in result
    (message,) = missing(result, "afc")
    assert message.startswith("There is no figure for afc.england.5.top on 2026-05-14.")
    assert "The last one before: 2025-04-01 – 2026-03-31. The next one after: none." in message


def test_a_restated_scale_is_known_by_its_day() -> None:
    # Scotland 2025/26, Band 7: 50,861 as first set, 50,935 as restated on 23 January 2026; 37 × 52.143 = 1,929.291.
    before = ladder(on="2025-10-01", nation="scotland", known_on=date(2026, 1, 22))
    after = ladder(on="2025-10-01", nation="scotland", known_on=date(2026, 1, 23))
    assert before["afc.7.entry"].pay.hourly == Decimal("26.36")
    assert after["afc.7.entry"].pay.hourly == Decimal("26.40")
    assert ladder(on="2025-10-01", nation="scotland")["afc.7.entry"].pay.hourly == Decimal("26.40")


def test_the_last_known_scale_needs_one_before() -> None:
    for last_known_scale in (False, True):
        result = ladder(on="2023-06-01", nation="wales", last_known_scale=last_known_scale)
        assert "afc" not in [rung.kind for rung in result.rungs]
        (message,) = missing(result, "afc")
        assert message.startswith("There is no Agenda for Change scale for wales on 2023-06-01.")
        assert "The next one after: 2024-04-01 – 2025-03-31." in message


def test_the_last_known_scale_is_not_used_where_there_is_one() -> None:
    assert ladder(last_known_scale=True)["afc.7.entry"].pay.hourly == Decimal("25.26")
    assert "last-known-scale" not in codes(ladder(last_known_scale=True)["afc.7.entry"])


# Consultancy


@pytest.mark.parametrize(
    ("name", "day_hours", "hourly", "assumed"),
    [
        ("consultancy.organisational-change", "8", "125.00", True),  # 1,000 ÷ 8
        ("consultancy.director-level", "8", "250.00", True),  # 2,000 ÷ 8
        ("consultancy.g-cloud-8-lowest", "7.5", "27.47", False),  # 206 ÷ 7.5
        ("consultancy.g-cloud-12-lowest", "8", "37.50", False),  # 300 ÷ 8
    ],
)
def test_a_consultancy_day_holds_what_its_source_says(name: str, day_hours: str, hourly: str, assumed: bool) -> None:
    rung = ladder(benchmark=name)[name]
    assert (rung.day_hours, rung.pay.hourly) == (Decimal(day_hours), Decimal(hourly))
    assert rung.pay == rung.cost
    caveats = [caveat for caveat in rung.caveats if caveat.code == "day-length-assumed"]
    assert [caveat.params["hours"] for caveat in caveats] == ([Decimal(8)] if assumed else [])


def test_vat_is_kept_apart() -> None:
    result = ladder()
    rung = result["consultancy.organisational-change"]
    assert rung.pay.session == rung.cost.session == Decimal("1125.00")  # 1,000 ÷ 8 × 9, without VAT
    assert rung.vat == Decimal("225.00")  # 20% of 1,125
    rungs = {item["id"]: item for item in document(result, fairpay.__version__, fairpay.rates())["rungs"]}
    assert rungs["consultancy.organisational-change"]["vat"] == {"session": "225.00"}
    assert [name for name, item in rungs.items() if "vat" in item] == [
        name for name in rungs if name.startswith("consultancy.")
    ]


def test_without_a_rate_of_vat_consultancy_is_missing() -> None:
    result = ladder(book=changed_book(lambda rows: [row for row in rows if row.series != "vat.standard"]))
    assert "consultancy" not in [rung.kind for rung in result.rungs]
    assert [item.error.params["series"] for item in result.missing if item.kind == "consultancy"] == ["vat.standard"]


def test_consultancy_rates_of_a_nation_are_for_that_nation() -> None:
    name = "consultancy.interim-nhs-average"  # an English rate
    assert name in ladder()
    assert name not in ladder(nation="wales")
    assert "consultancy.organisational-change" in ladder(nation="wales")  # of the whole UK
    with pytest.raises(InputError):
        ladder(nation="wales", benchmark=name)


def test_rates_off_the_ladder_come_when_they_are_named() -> None:
    name = "consultancy.trainer-highest"
    assert name not in ladder()
    assert ladder(benchmark=name)[name].pay.session == Decimal("2250.00")  # 2,000 ÷ 8 × 9
    assert name not in ladder(benchmark="consultancy.trainer-lowest")


# Directors


def test_an_executive_director_is_worked_out_as_employed() -> None:
    rung = ladder()["director.executive-mean"]
    # 151,515 ÷ (52.143 × 37.5 = 1,955.3625) = 77.4869; × 7.5 = 581.1518; × 9 = 697.3824
    assert (rung.pay.hourly, rung.pay.daily) == (Decimal("77.49"), Decimal("581.15"))
    assert rung.pay.session == Decimal("697.38")
    # 15% of (151,515 − 5,000) = 21,977.25; 23.78% = 36,030.267; 0.5% = 757.575; in all 210,280.092
    assert rung.working.figure("cost.annual") == Decimal("210280.092")
    # ÷ ((260.715 − 35) × 7.5 = 1,692.8625) = 124.2157; × 7.5 = 931.6177; × 9 = 1,117.9412
    assert (rung.cost.hourly, rung.cost.daily) == (Decimal("124.22"), Decimal("931.62"))
    assert rung.cost.session == Decimal("1117.94")


@pytest.mark.parametrize(
    ("nation", "name", "daily", "hourly"),
    [
        ("england", "director.trust-non-executive", "433.33", "57.78"),  # 13,000 ÷ (2.5 × 12 = 30); ÷ 7.5
        ("england", "director.nhs-england-non-executive", "218.97", "29.20"),  # 7,883 ÷ (3 × 12 = 36)
        ("england", "director.chair.group-2.median", "301.10", "40.15"),  # 47,100 ÷ (3 × 52.143 = 156.429)
        ("england", "director.tewv-non-executive", "227.25", "30.30"),  # 13,635 ÷ (5 × 12 = 60)
        ("wales", "director.welsh-board-member", "300.00", "40.00"),  # a fee for a day already
    ],
)
def test_a_yearly_fee_is_divided_by_the_days_it_is_for(nation: str, name: str, daily: str, hourly: str) -> None:
    rung = ladder(nation=nation, benchmark=name)[name]
    assert (rung.pay.daily, rung.pay.hourly) == (Decimal(daily), Decimal(hourly))
    assert rung.pay == rung.cost
    caveat = next(caveat for caveat in rung.caveats if caveat.code == "day-length-assumed")
    assert caveat.params["hours"] == Decimal("7.5")


def test_days_may_be_stated_for_the_year() -> None:
    book = with_row("director.trust-non-executive.days", unit="days/year", value=Decimal(40))
    rung = ladder(book=book)["director.trust-non-executive"]
    assert rung.pay.daily == Decimal("325.00")  # 13,000 ÷ 40


def test_directors_of_a_nation_are_for_that_nation() -> None:
    assert "director.welsh-board-member" not in ladder()
    assert "director.trust-non-executive" not in ladder(nation="wales")


def test_directors_of_the_uk_are_for_every_nation() -> None:
    # The senior civil service pay range, 76,000 at the least: ÷ (52.143 × 37.5 = 1,955.3625) = 38.8675
    for nation in ("england", "wales"):
        result = ladder(on="2024-10-01", nation=nation, benchmark="director.scs-1-lowest")
        assert result["director.scs-1-lowest"].pay.hourly == Decimal("38.87")


def test_labels_come_from_the_data_in_both_languages() -> None:
    result = ladder()
    for name, row in (
        ("director.chair.group-2.median", fairpay.rates().rows["director.chair.group-2.median"]),
        ("consultancy.director-level", fairpay.rates().rows["consultancy.director-level"]),
    ):
        assert words_in("en").label(result[name].label) == row.label
        assert words_in("cy").label(result[name].label) == row.model_dump()["label_cy"]


def test_days_are_no_directors() -> None:
    assert not [rung.id for rung in ladder().rungs if rung.id.endswith(".days")]


@pytest.mark.parametrize(
    ("on", "lacks"),
    [("2022-04-05", "employer_ni.rate"), ("2027-04-01", "pension.employer.england")],
)
def test_without_on_costs_executives_are_missing_and_fees_are_not(on: str, lacks: str) -> None:
    result = ladder(on=on)
    assert "director.executive-mean" not in result
    assert result["director.chair.group-2.median"].pay.daily == Decimal("301.10")
    assert [item.error.params["series"] for item in result.missing if item.kind == "director"] == [lacks]


def test_without_the_days_a_yearly_fee_is_missing() -> None:
    no_days = changed_book(lambda rows: [row for row in rows if row.id != "director.trust-non-executive.days"])
    result = ladder(book=no_days)
    assert "director.trust-non-executive" not in result
    assert "director.executive-mean" in result
    assert [item.error.params["series"] for item in result.missing if item.kind == "director"] == [
        "director.trust-non-executive.days"
    ]


# How sure a figure is


def test_a_grade_is_that_of_the_figures_a_session_is_made_from() -> None:
    """The full-time week is corroborated. A floor by the hour does without it, a salary and a yearly fee do not."""
    result = ladder()
    grades = {rung.id: rung.evidence for rung in result.rungs}
    assert fairpay.rates().rate("weekly_hours.england", date(2026, 5, 14)).evidence == "corroborated"
    assert fairpay.rates().rate("minimum_wage.adult", date(2026, 5, 14)).evidence == "official"
    assert grades["floor.national_living_wage"] == "official"
    assert grades["afc.7.entry"] == "corroborated"
    assert fairpay.rates().rate("consultancy.director-level", date(2026, 5, 14)).evidence == "single"
    assert grades["consultancy.director-level"] == "single"


@pytest.mark.parametrize("per", ["hour", "half-day", "day", "session", "task"])
def test_a_fee_has_no_grade(per: Any) -> None:
    task = Task(on="2026-05-14", nation="england", hours=Hours(attendance="6"))
    result = fairpay.compare(task, Offer(amount="150", per=per))
    assert result.paid.evidence is None
    assert result.evidence == "corroborated"  # by the week of the nation, which the day of the floor uses
    made = document(result, fairpay.__version__, fairpay.rates())
    assert made["rungs"][0]["evidence"] is None


def test_a_step_of_a_card_has_the_grade_of_its_amount() -> None:
    task = Task(on="2026-05-14", nation="england", hours=Hours(attendance="6"))
    assert fairpay.compare(task, Offer(card="nihr-2025-12:chair")).paid.evidence == "unverified"
