"""Worked examples that others have published, worked out through fairpay: its rates, rules and sums.

Each test is named by the id of its example. `data/cases/worked_examples.toml` holds the figures
that the source prints, those that follow from them, and the misprints from which fairpay differs
with the reason; every figure there must be worked out here, to the penny.

Not here: WX01, WX02, WX04 and WX07 are budgets of events and programmes, and come with the budget
checks. Single figures for which fairpay has no rule stand under `no_rule` with the reason: daily
caps (WX18), a cancellation later than the price list goes (WX22), a round figure made without a
stated step (WX28). WX17 to WX19 are in dollars: only the rule, so much an hour, is fairpay's. In
WX30 and WX37 fairpay has the sums and the rounding, in WX35 to WX37 the taper and the allowances;
what a benefit counts as income is no rule of fairpay.
"""

import csv
import tomllib
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

import fairpay
from fairpay import Hours, Offer, Task, money
from fairpay.changes import multiple
from fairpay.comparators.rung import Rung
from fairpay.rate import Rate
from fairpay.working import Sheet, Working

CASES_FOLDER = Path(__file__).parent / "data" / "cases"
CASES: dict[str, dict[str, Any]] = tomllib.loads((CASES_FOLDER / "worked_examples.toml").read_text(encoding="utf-8"))

BOOK = fairpay.rates()
BY_ID = {rate.id: rate for rate in (*(rate for found in BOOK.series.values() for rate in found), *BOOK.card_rates())}
DAY = date(2026, 5, 14)


def read(name: str) -> list[dict[str, str]]:
    with (CASES_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def to_places(figure: Decimal, like: str) -> Decimal:
    """Round half up to as many places as a printed figure has; pounds and pence by fairpay's own rounding."""
    places = Decimal(like).as_tuple().exponent
    return money.pence(figure) if places == -2 else figure.quantize(Decimal(like), rounding=ROUND_HALF_UP)


def hold(name: str, figures: dict[str, Decimal]) -> None:
    """Hold worked-out figures against all that stand in the data for an example, misprints by our own figure."""
    case = CASES[name]
    misprints = case.get("misprint", {})
    ours = {what: item["ours"] for what, item in misprints.items()}
    expected = case.get("published", {}) | case.get("derived", {}) | ours
    assert figures.keys() == expected.keys()
    for what, text in expected.items():
        figure = to_places(figures[what], text) if what in case.get("rounded", ()) else figures[what]
        assert figure == Decimal(text), what
    for what, item in misprints.items():
        assert to_places(figures[what], item["printed"]) != Decimal(item["printed"]), item["reason"]


def worked(op: str, *inputs: Decimal | Rate) -> Decimal:
    """Work out one step on a sheet, from rates of the book and given figures."""
    sheet = Sheet()
    codes = tuple(f"input.{number}" for number in range(len(inputs)))
    for code, item in zip(codes, inputs, strict=True):
        if isinstance(item, Rate):
            sheet.rate(code, item)
        else:
            sheet.given(code, item, "")
    figure = sheet.work("figure", op, codes, "")
    Working(sheet.steps).check()
    return figure


def times(series: str, quantity: str | Decimal, on: date = DAY) -> Decimal:
    working = multiple(series, Decimal(quantity), on)
    working.check()
    return working.figure("amount.due")


def result(offer: Offer, attendance: str, **task: Any) -> fairpay.Result:
    return fairpay.compare(Task(on=DAY, nation="england", hours=Hours(attendance=attendance), **task), offer)


def by_card(card: str, attendance: str, **task: Any) -> Rung:
    return result(Offer(card=card), attendance, **task).paid


def by_the_hour(amount: str | Decimal, attendance: str, **task: Any) -> Rung:
    return result(Offer(amount=Decimal(amount), per="hour"), attendance, **task).paid


@pytest.mark.parametrize(
    ("name", "rate", "text"),
    [(name, rate, text) for name, case in CASES.items() for rate, text in case.get("given", {}).items()],
)
def test_what_an_example_starts_from_is_in_the_book(name: str, rate: str, text: str) -> None:
    assert BY_ID[rate].value == Decimal(text)


def test_wx11_hours_of_work_before_a_request_may_be_refused() -> None:
    hours = worked("divide", BOOK.rate("foi.cost_limit", DAY), BOOK.rate("foi.hourly", DAY))
    assert times("foi.hourly", hours) == 450
    hold("WX11", {"hours_before_refusal": hours})


def test_wx13_blocks_of_three_hours_and_mileage() -> None:
    three, seven = by_card("tewv:block", "3"), by_card("tewv:block", "7.5")
    floor = result(Offer(card="tewv:block"), "3")["floor.national_living_wage"].pay
    car = times("mileage.tewv.car", "30")
    hold(
        "WX13",
        {
            "pay_1h": by_card("tewv:block", "1").pay.session,
            "pay_3h": three.pay.session,
            "pay_3h30": by_card("tewv:block", "3.5").pay.session,
            "pay_7h30": seven.pay.session,
            "effective_hourly_at_3h": three.pay.exact_hourly,
            "effective_hourly_at_7h30": seven.pay.exact_hourly,
            "effective_at_3h_as_pct_of_NLW_12_71": worked(
                "multiply", worked("divide", three.pay.exact_hourly, floor.exact_hourly), Decimal(100)
            ),
            "car_30_miles": car,
            "car_30_miles_one_passenger": worked("add", car, times("mileage.tewv.passenger", "30")),
        },
    )
    # The page's 45p may be older than the approved rate, which has been 55p since 6 April 2026: 30 × 0.55.
    assert times("mileage.car", "30") == Decimal("16.50")


def test_wx14_one_minute_doubles_the_fee() -> None:
    four, seven = by_card("nice-old:lay-member", "4"), by_card("nice-old:lay-member", "7.5")
    hold(
        "WX14",
        {
            "fee_3h59": by_card("nice-old:lay-member", "3.983333333").pay.session,
            "fee_4h00": four.pay.session,
            "fee_7h30": seven.pay.session,
            "effective_hourly_4h": four.pay.exact_hourly,
            "effective_hourly_7h30": seven.pay.exact_hourly,
        },
    )


def test_wx15_a_cap_in_which_expenses_compete_with_pay() -> None:
    """The caps, 500 a person and 5 people, are in the card's terms in words: here they are given."""
    card = "academy-of-medical-sciences:hour"
    terms = BOOK.cards["academy-of-medical-sciences"].terms
    assert "At most 5 people" in (terms.eligibility or "")
    assert "at most 500 a person for time and expenses together" in (terms.eligibility or "")
    hourly = BY_ID["card.academy-of-medical-sciences.hour.hour"]
    hours = worked("divide", Decimal(500), hourly)
    left = worked("subtract", Decimal(500), Decimal(60))
    fewer = worked("divide", left, hourly)
    assert by_card(card, f"{fewer:f}").pay.session == left
    hold(
        "WX15",
        {
            "max_award": by_card(card, f"{hours:f}", people=5).pay.total,
            "hours_to_cap_with_no_expenses": hours,
            "hours_to_cap_with_60_expenses": fewer,
        },
    )


def test_wx17_two_hours_at_two_levels() -> None:
    hold(
        "WX17",
        {
            "honorarium": by_the_hour("25", "2").pay.session,
            "same_2h_at_involve_level": by_the_hour("40", "2").pay.session,
        },
    )


def test_wx18_an_hourly_rate_from_a_cost_of_living() -> None:
    hourly = worked("divide", Decimal("120192.67"), Decimal(2112))
    recommended = worked("round_up", hourly)
    hold(
        "WX18",
        {
            "hourly_exact": hourly,
            "recommended_hourly": recommended,
            "pay_3h": by_the_hour(recommended, "3").pay.session,
            "agency_budget_2h_x_12_meetings_x_5_members": by_the_hour(
                recommended, "2", people=5, sessions=12
            ).pay.total,
        },
    )


def test_wx19_an_hour_and_a_half() -> None:
    hold("WX19", {"incentive": by_the_hour("40", "1.5").pay.session})


def test_wx21_cuts_to_an_hourly_rate() -> None:
    def cut(before: str, after: str) -> Decimal:
        """Return the fall from one rate to another in percent of the first."""
        rates = BY_ID[f"card.cqc-experts-{before}"], BY_ID[f"card.cqc-experts-{after}"]
        return worked("multiply", worked("divide", worked("subtract", *rates), rates[0]), Decimal(100))

    first = cut("before-2016.expert.hour", "2016.new.hour")
    second = cut("2016.existing-next-months.hour", "2017.remploy.hour")
    hold(
        "WX21",
        {
            "cut_17_to_8_25_pct": first,  # 8.75 ÷ 17
            "cut_12_50_to_10_44_pct": second,  # 2.06 ÷ 12.50
            "second_cut_in_the_press_pct": second,
        },
    )


def test_wx22_an_interpreters_evening_and_cancellation() -> None:
    price_list = "access.bsl_interpreter.one"
    half_day = BOOK.rate(f"{price_list}.half_day", DAY).value
    hold(
        "WX22",
        {
            "evening_half_day": times(f"{price_list}.evening_weekend", half_day),
            "cancel_half_day_at_10_days": times(f"{price_list}.cancelled_8_to_14_days", half_day),
            "cancel_half_day_at_7_days": times(f"{price_list}.cancelled_0_to_7_days", half_day),
        },
    )
    assert BOOK.under(f"{price_list}.cancelled_") == (
        f"{price_list}.cancelled_0_to_7_days",
        f"{price_list}.cancelled_8_to_14_days",
    )


def test_wx23_two_interpreters() -> None:
    def two(fee: str) -> Decimal:
        return times(f"access.bsl_interpreter.guide.{fee}", "2", date(2021, 10, 1))

    hold(
        "WX23",
        {
            "south_east_2_interpreters_half_day": two("south_east.half_day"),
            "south_east_2_interpreters_full_day": two("south_east.full_day"),
            "east_of_england_2_interpreters_half_day": two("east_of_england.half_day"),
        },
    )


def test_wx25_hourly_rates_come_from_52_143_weeks_and_from_nothing_else() -> None:
    """Of the other two divisors in the book one gives 19 of the 21 rates and the other none."""
    rows = read("WX25.csv")
    ladder = fairpay.compare(
        Task(on="2025-10-01", nation="england", hours=Hours(attendance="1")), Offer(amount="1", per="hour")
    )
    points = [ladder[f"afc.{row['band']}.{row['point']}"] for row in rows]
    salaries = [point.working.figure("salary.point") for point in points]
    assert salaries == [Decimal(row["annual"]) for row in rows]
    assert {point.working.figure("year.hours") for point in points} == {Decimal("1955.3625")}

    def matches(hourly: list[Decimal]) -> Decimal:
        return Decimal(sum(found == Decimal(row["hourly"]) for found, row in zip(hourly, rows, strict=True)))

    def divided(series: str) -> list[Decimal]:
        divisor = BOOK.rate(series, DAY)
        return [money.pence(worked("divide", salary, divisor)) for salary in salaries]

    hold(
        "WX25",
        {
            "all_21_match_with_1955_3625": matches([point.pay.hourly for point in points]),
            "matches_with_1955_4": matches(divided("divisor.afc-hours")),
            "matches_with_1950_(37.5x52)": matches(divided("divisor.hours-52-weeks")),
        },
    )


def test_wx28_a_salary_as_a_day_rate_and_back() -> None:
    days = BOOK.rate("divisor.recruiter", DAY)
    uplift = worked("add", Decimal(1), BOOK.rate("divisor.recruiter-uplift", DAY))
    uplifted = worked("multiply", Decimal(50000), uplift)

    def salary(day_rate: int) -> Decimal:
        return worked("divide", worked("multiply", Decimal(day_rate), days), uplift)

    hold(
        "WX28",
        {
            "uplifted": uplifted,
            "day_rate_published": worked("divide", uplifted, days),
            "day_rate_exact": worked("divide", uplifted, days),
            "implied_salary_for_1000_day": salary(1000),
            "implied_salary_for_150_day": salary(150),
        },
    )
    # 150 a day is a salary between the Band 2 and Band 3 entry points in England, 25,272 and 25,760.
    assert BOOK.rate("afc.england.2.entry", DAY).value < salary(150) < BOOK.rate("afc.england.3.entry", DAY).value


def test_wx30_a_contractors_day_rate() -> None:
    costs = worked("add", Decimal(80000), Decimal(2400), Decimal(250), Decimal(120))
    off = worked("add", Decimal(20), Decimal(5), Decimal(12), Decimal(104))
    days = worked("subtract", Decimal(365), off)
    day_rate = worked("divide", costs, days)
    hold(
        "WX30",
        {
            "cost_base": costs,
            "days_not_worked": off,
            "days_worked": days,
            "day_rate_exact": day_rate,
            "day_rate_published": day_rate,
        },
    )


def test_wx33_statutory_holiday() -> None:
    weeks = BOOK.rate("holiday.statutory.weeks", DAY)

    def entitled(days_a_week: str) -> Decimal:
        days = worked("multiply", Decimal(days_a_week), weeks)
        return worked("minimum", days, BOOK.rate("holiday.statutory.days_most", DAY))

    accrued = times("holiday.accrual.england", "10")
    share = worked("divide", weeks, worked("subtract", Decimal(52), weeks))
    hold(
        "WX33",
        {
            "days_for_5_per_week": entitled("5"),
            "days_for_3_5_per_week": entitled("3.5"),
            "days_for_2_per_week": entitled("2"),
            "days_for_1_per_week": entitled("1"),
            "days_for_0_5_per_week": entitled("0.5"),
            "pct_5_6_over_46_4": worked("multiply", share, Decimal(100)),
            "accrual_10h_hours": accrued,
            "accrual_10h_minutes_if_rounded_first": worked("multiply", accrued, Decimal(60)),
            "rolled_up_on_150_fee": times("holiday.accrual.england", "150"),
        },
    )
    assert entitled("6") == 28  # 6 × 5.6 = 33.6: no more than 28


def universal_credit(allowance: Decimal, on: date) -> dict[str, Decimal]:
    """Work out what 1,200 earned in a month leave of 1,500 of Universal Credit."""
    earned, before = Decimal(1200), Decimal(1500)
    excess = worked("subtract", earned, allowance)
    reduction = times("benefit.universal_credit.taper", excess, on)
    after = worked("subtract", before, reduction)
    total = worked("add", after, earned)
    return {"excess": excess, "reduction": reduction, "uc_after": after, "total_income": total}


def test_wx35_the_taper_in_2022() -> None:
    on = date(2022, 10, 27)
    figures = universal_credit(Decimal(335), on)
    better_off = worked("subtract", figures["total_income"], Decimal(1500))
    allowance = BOOK.rate("benefit.universal_credit.work_allowance.with_housing", on).value
    hold("WX35", figures | {"better_off": better_off, "work_allowance": allowance})
    # With the allowance of the day: 1,200 − 344; × 0.55; 1,500 − 470.80; + 1,200.
    ours = {"excess": "856", "reduction": "470.80", "uc_after": "1029.20", "total_income": "2229.20"}
    assert universal_credit(allowance, on) == {what: Decimal(text) for what, text in ours.items()}


def test_wx36_the_taper_in_2024_and_the_allowances_of_2026() -> None:
    on, allowance = date(2024, 9, 30), "benefit.universal_credit.work_allowance"
    figures = universal_credit(BOOK.rate(f"{allowance}.with_housing", on).value, on)
    taken = times("benefit.universal_credit.taper", "150")
    hold(
        "WX36",
        figures
        | {
            "work_allowance_with_housing_2026_04": BOOK.rate(f"{allowance}.with_housing", date(2026, 4, 6)).value,
            "work_allowance_without_housing_2026_04": BOOK.rate(f"{allowance}.without_housing", date(2026, 4, 6)).value,
            "reduction_one_150_fee_no_work_allowance": taken,
            "kept_from_one_150_fee_no_work_allowance": worked("subtract", Decimal(150), taken),
            "excess_in_the_text": figures["excess"],
        },
    )


def test_wx37_earned_income_is_tapered_and_unearned_is_not() -> None:
    tapered = times("benefit.universal_credit.taper", "1000", date(2025, 10, 1))
    reduction = worked("add", tapered, Decimal(400))
    hold(
        "WX37",
        {
            "reduction_uncapped": reduction,
            "reduction_when_max_award_500": worked("minimum", reduction, Decimal(500)),
        },
    )


def test_wx40_a_claim_of_miles_hours_and_parking() -> None:
    three_hours = by_card("occg:hour", "3").pay.session
    claim = worked("add", times("mileage.occg.car", "20"), three_hours, Decimal("4.50"))
    hold(
        "WX40",
        {
            "illustrative_20_miles_3h_consultancy_parking_4_50": claim,
            "effective_day_7h30_at_15": by_card("occg:hour", "7.5").pay.session,
        },
    )


def test_every_example_has_a_test_and_a_source() -> None:
    tested = {name.split("_")[1].upper() for name in globals() if name.startswith("test_wx")}
    assert tested == CASES.keys()
    for case in CASES.values():
        assert case["source"].startswith("http")
        assert all(reason for reason in case.get("no_rule", {}).values())


@pytest.mark.parametrize("row", read("misprints.csv"), ids=lambda row: row["id"])
def test_a_misprint_of_a_source_is_not_in_the_book(row: dict[str, str]) -> None:
    """Where `base` and `factor` stand, the book's figure is their product, and the printed one is not."""
    value = BY_ID[row["id"]].value
    assert value == Decimal(row["in_book"]) != Decimal(row["printed"]), row["reason"]
    if row["base"]:
        product = worked("multiply", Decimal(row["base"]), Decimal(row["factor"]))
        assert to_places(product, row["in_book"]) == value
    assert row["where"]
    assert row["reason"]
