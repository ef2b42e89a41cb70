"""Rate cards: what every published step pays, where and when it applies, and what it leaves open.

The amounts stand in `rates/cards/`; the sums are written beside the expectation.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import fairpay
from fairpay import Hours, InputError, Offer, RateBook, Task
from fairpay.comparators.rung import Rung
from fairpay.present.words import words_in
from fairpay.ratebook.schema import CardFile, Covers


def compared(
    *,
    on: str = "2026-05-14",
    nation: str = "england",
    known_on: date | None = None,
    activity: str | None = None,
    **hours: Any,
) -> fairpay.Result:
    task = Task(on=on, nation=nation, activity=activity, hours=Hours(**hours))
    return fairpay.compare(task, Offer(amount="150", per="session"), known_on=known_on)


def offered(card: str, *, on: str = "2026-05-14", nation: str = "england", **hours: Any) -> Rung:
    """Return what a step of a card pays when it is the offer itself."""
    return fairpay.compare(Task(on=on, nation=nation, hours=Hours(**hours)), Offer(card=card)).paid


def codes(rung: Rung) -> list[str]:
    return [caveat.code for caveat in rung.caveats]


def rung_id(card: str) -> str:
    return f"card.{card.replace(':', '.')}"


# The step, a day on which it applies, a nation, hours of attendance, what they pay.
STEPS = [
    ("cnwl:standard", "2026-05-14", "england", "6", "69.00"),  # 11.50 × 6
    ("cnwl:enhanced", "2026-05-14", "england", "2.5", "37.50"),  # 15 × 2.5
    ("co-production-collective:activity", "2025-03-31", "wales", "1.5", "45.00"),  # 30 × 1.5
    ("national-voices:standard", "2026-05-14", "england", "3.75", "50.00"),  # half of 7.5 hours: half a day
    ("national-voices:standard", "2026-05-14", "england", "3.76", "100.00"),
    ("national-voices:standard", "2026-05-14", "england", "7.6", "200.00"),  # two started days
    ("nhs-england:level-4", "2026-05-14", "england", "1", "75.00"),
    ("nhs-england:level-4", "2026-05-14", "england", "9", "150.00"),
    ("nice-current:decision-maker", "2026-05-14", "england", "4", "150.00"),  # up to and including 4 hours
    ("nice-current:decision-maker", "2026-05-14", "england", "4.01", "300.00"),
    ("nice-current:contributor", "2026-05-14", "england", "4", "75.00"),
    ("nice-current:contributor", "2026-05-14", "england", "4.01", "150.00"),
    ("nice-current:review", "2026-05-14", "england", "2", "25.00"),
    ("nice-old:lay-member", "2026-05-14", "england", "3.99", "75.00"),  # shorter than 4 hours
    ("nice-old:lay-member", "2026-05-14", "england", "4", "150.00"),
    ("nihr-2022:task", "2025-12-15", "wales", "0.25", "12.50"),  # the least there is
    ("nihr-2022:task", "2025-12-15", "wales", "0.5", "12.50"),
    ("nihr-2022:task", "2025-12-15", "wales", "1", "25.00"),
    ("nihr-2022:task", "2025-12-15", "wales", "2", "50.00"),
    ("nihr-2022:meeting", "2025-12-15", "wales", "3.75", "75.00"),
    ("nihr-2022:meeting", "2025-12-15", "wales", "3.76", "150.00"),
    ("nihr-2022:meeting", "2025-12-15", "wales", "7.51", "150.00"),  # one all-day meeting, paid once
    ("nihr-2022:chair", "2025-12-15", "wales", "3.76", "300.00"),
    ("nihr-2025-12:task", "2025-12-16", "scotland", "0.5", "13.80"),
    ("nihr-2025-12:task", "2025-12-16", "scotland", "1", "27.50"),
    ("nihr-2025-12:task", "2025-12-16", "scotland", "2", "55.00"),
    ("nihr-2025-12:meeting", "2025-12-16", "scotland", "3.7", "82.50"),  # half of 7.4 hours
    ("nihr-2025-12:meeting", "2025-12-16", "scotland", "3.71", "165.00"),
    ("nihr-2025-12:chair", "2025-12-16", "scotland", "3.71", "330.00"),
    ("nihr-2025-12:chair", "2026-05-14", "england", "7.51", "330.00"),
    ("nihr-2025-12:highest", "2026-05-14", "england", "6", "495.00"),
    ("scottish-government:one-hour", "2026-05-14", "scotland", "1", "35.00"),
    ("scottish-government:substantial-day", "2026-05-14", "scotland", "7.2", "280.00"),
    ("scottish-government:substantial-day", "2026-05-14", "scotland", "3.61", "280.00"),  # over half of 7.2 hours
    ("scottish-government:substantial-day", "2026-05-14", "scotland", "7.3", "280.00"),  # one all-day meeting
    ("tewv:block", "2026-05-14", "england", "6", "40.00"),  # two blocks of 3 hours
    ("tewv:block", "2026-05-14", "england", "6.01", "60.00"),
]
LEFT_OFF = {"nihr-2025-12:highest", "nice-current:review"}  # by hand, and for one activity


@pytest.mark.parametrize(("card", "on", "nation", "attendance", "pays"), STEPS)
def test_a_step_pays_what_its_card_says(card: str, on: str, nation: str, attendance: str, pays: str) -> None:
    rung = offered(card, on=on, nation=nation, attendance=attendance)
    assert (rung.id, rung.kind) == ("offer", "offer")
    assert rung.pay.session == rung.cost.session == Decimal(pays)
    assert rung.alternative is None


@pytest.mark.parametrize(
    ("card", "on", "nation", "attendance", "pays"), [row for row in STEPS if row[0] not in LEFT_OFF]
)
def test_a_step_pays_the_same_on_the_ladder(card: str, on: str, nation: str, attendance: str, pays: str) -> None:
    rung = compared(on=on, nation=nation, attendance=attendance)[rung_id(card)]
    assert rung.kind == "card"
    assert rung.pay.session == Decimal(pays)


def test_every_step_on_the_ladder_has_an_expectation() -> None:
    on_the_ladder = {card.id for card in fairpay.rates().cards.values() if card.ladder}
    steps = {name for name in fairpay.rates().card_steps() if name.partition(":")[0] in on_the_ladder}
    assert {row[0] for row in STEPS} == steps
    assert len(on_the_ladder) == 10


# What no card says today, on cards changed for the purpose


def paid_on(card: CardFile, step: str, **hours: Any) -> Rung:
    """Return what a step of `card` pays, in the shipped book with that card in place of its own."""
    book = fairpay.rates()
    changed = RateBook(
        edition=book.edition,
        figures=book.rows.values(),
        cards=[card],
        activities=book.activities.values(),
        plan=book.plan,
        sources=book.sources.values(),
    )
    task = Task(on="2026-05-14", nation="england", hours=Hours(**hours))
    return fairpay.compare(task, Offer(card=f"{card.id}:{step}"), book=changed).paid


@pytest.mark.parametrize(
    ("covers", "hours", "pays"),
    [
        (True, {"attendance": "6", "preparation": "2"}, "92.00"),  # 11.50 × 8
        (True, {"attendance": "0", "preparation": "2"}, "23.00"),  # 11.50 × 2
        (False, {"attendance": "6", "preparation": "2"}, "69.00"),  # 11.50 × 6
    ],
)
def test_an_hourly_card_that_speaks_of_preparation(covers: bool, hours: dict[str, str], pays: str) -> None:
    card = fairpay.rates().cards["cnwl"].model_copy(update={"covers": Covers(preparation=covers)})
    rung = paid_on(card, "standard", **hours)
    assert rung.pay.session == Decimal(pays)
    assert "preparation-unknown" not in codes(rung)


def test_a_card_with_half_days_only_pays_each_started_half_day() -> None:
    card = fairpay.rates().cards["national-voices"]
    step = card.steps[0].model_copy(update={"bands": card.steps[0].bands[:1]})
    rung = paid_on(card.model_copy(update={"steps": (step,)}), "standard", attendance="7.5")
    assert rung.pay.session == Decimal("100.00")  # 50 × 2
    assert rung.working.figure("pay.card.times") == 2


def test_two_half_day_amounts_either_side_of_an_unclear_boundary() -> None:
    card = fairpay.rates().cards["national-voices"]
    half = card.steps[0].bands[0]
    bands = (
        half.model_copy(update={"id": "short", "max_hours": Decimal(2)}),
        half.model_copy(update={"id": "long", "amount": Decimal(70), "min_hours": Decimal(2)}),
    )
    step = card.steps[0].model_copy(update={"bands": bands})
    rung = paid_on(card.model_copy(update={"steps": (step,)}), "standard", attendance="2")
    assert rung.alternative is not None
    assert (rung.pay.session, rung.alternative.session) == (Decimal("50.00"), Decimal("70.00"))
    rung.working.check()


# Where and when


def cards_of(result: fairpay.Result) -> set[str]:
    return {rung.id.split(".")[1] for rung in result.rungs if rung.kind == "card"}


def test_cards_of_a_nation_apply_there_and_cards_of_the_uk_everywhere() -> None:
    english = {"cnwl", "national-voices", "nhs-england", "nice-current", "nice-old", "tewv"}
    uk = {"nihr-2025-12"}
    assert cards_of(compared(nation="england", attendance="1")) == english | uk
    assert cards_of(compared(nation="scotland", attendance="1")) == {"scottish-government"} | uk
    assert cards_of(compared(nation="wales", attendance="1")) == uk
    assert cards_of(compared(nation="northern_ireland", attendance="1")) == uk


@pytest.mark.parametrize(
    ("on", "applies"),
    [("2024-09-24", False), ("2024-09-25", True), ("2025-03-31", True), ("2025-04-01", False)],
)
def test_co_production_collective_only_within_its_dates(on: str, applies: bool) -> None:
    assert ("co-production-collective" in cards_of(compared(on=on, attendance="1"))) is applies


@pytest.mark.parametrize(
    ("on", "card"),
    [("2022-08-30", None), ("2022-08-31", "nihr-2022"), ("2025-12-15", "nihr-2022"), ("2025-12-16", "nihr-2025-12")],
)
def test_nihr_rates_changed_on_16_december_2025(on: str, card: str | None) -> None:
    found = {name for name in cards_of(compared(on=on, attendance="1")) if name.startswith("nihr")}
    assert found == ({card} if card else set())


def test_a_card_counts_from_the_day_it_was_known() -> None:
    # The rates of 16 December 2025 were known by the 31st; those before had ended on the 15th.
    before = compared(on="2025-12-20", known_on=date(2025, 12, 30), attendance="1")
    after = compared(on="2025-12-20", known_on=date(2025, 12, 31), attendance="1")
    assert not {name for name in cards_of(before) if name.startswith("nihr")}
    assert "nihr-2025-12" in cards_of(after)
    assert "tewv" in cards_of(before)  # a card without a date was always known


def test_a_replaced_card_says_so() -> None:
    result = compared(attendance="2")
    assert "superseded-card" in codes(result["card.nice-old.lay-member"])
    assert "superseded-card" not in codes(result["card.nice-current.decision-maker"])


@pytest.mark.parametrize(
    ("on", "known_on", "says_so"),
    [
        ("2024-12-01", None, False),  # what replaced it began on 16 December 2025
        ("2024-12-01", "2024-12-01", False),
        ("2025-12-15", None, False),
        ("2025-12-16", None, True),
        ("2025-12-16", "2025-12-30", False),  # and was known by the 31st
        ("2025-12-16", "2025-12-31", True),
    ],
)
def test_a_card_is_replaced_from_the_day_of_the_later_one_as_far_as_it_was_known(
    on: str, known_on: str | None, says_so: bool
) -> None:
    task = Task(on=on, nation="england", hours=Hours(attendance="6"))
    result = fairpay.compare(task, Offer(card="nihr-2022:meeting"), known_on=known_on)
    assert ("superseded-card" in codes(result.paid)) is says_so


# Amounts that a rule of their card raises


def by_cnwl(step: str = "standard") -> fairpay.Result:
    task = Task(on="2026-05-14", nation="england", band="5", hours=Hours(attendance="6"))
    return fairpay.compare(task, Offer(card=f"cnwl:{step}"))


def test_an_amount_that_its_card_raises_is_never_called_below_a_floor() -> None:
    """£11.50 of 2022 stands beside £12.71 and £13.45; by the card's own rule more is paid by now."""
    result = by_cnwl()
    assert result.true_hourly == Decimal("11.50")
    found = [caveat.code for caveat in result.caveats]
    assert "index-rule-not-applied" in found
    assert "below-minimum-wage" not in found
    assert "below-real-living-wage" not in found
    assert result.verdict == "below-benchmark"
    words = words_in("en")
    assert words.label(result.paid.label).endswith(": Standard involvement (may be more by now)")
    assert result.paid.index_rule is not None
    assert words.caveat(result.paid.index_rule) == (
        "Central and North West London NHS Foundation Trust: Standard involvement: the rate card itself says that this "
        "amount rises (never below the London Living Wage: a commitment of the trust). fairpay has read only "
        "the amount of 1 January 2022, so the amount paid today may be higher."
    )
    assert "ymrwymiad gan yr ymddiriedolaeth" in words_in("cy").caveat(result.paid.index_rule)


def test_the_same_fee_without_such_a_card_is_below_both() -> None:
    task = Task(on="2026-05-14", nation="england", hours=Hours(attendance="6"))
    found = fairpay.compare(task, Offer(amount="11.50", per="hour"))
    assert found.verdict == "below-minimum-wage"
    assert "below-real-living-wage" in [caveat.code for caveat in found.caveats]
    assert by_cnwl("enhanced").paid.index_rule is None


def test_every_amount_with_such_a_rule_says_so_wherever_it_is_used() -> None:
    book = fairpay.rates()
    steps = {
        f"{card.id}:{step.id}"
        for card in book.cards.values()
        for step in card.steps
        if any(band.index_rule for band in step.bands)
    }
    assert steps == {"cnwl:standard", "imperial:workshop", "imperial:regular"}
    for name in steps:
        rung = offered(name, attendance="2")
        assert rung.index_rule is not None
        assert rung.label.rises
    undated = offered("imperial:regular", attendance="2").index_rule
    assert undated is not None
    assert "fairpay has read only an amount without a date, so" in words_in("en").caveat(undated)


def test_the_same_words_of_two_amounts_are_said_once() -> None:
    """At an hour and a half NIHR's amounts for one hour and for two could apply: both were read nowhere."""
    rung = offered("nihr-2025-12:task", attendance="1.5")
    assert codes(rung).count("weak-evidence") == 1
    # At 45 minutes the lowest is from one source, and the next was read nowhere: two different things to know.
    assert codes(offered("nihr-2025-12:task", attendance="0.75")).count("weak-evidence") == 2


def test_the_grade_of_a_card_is_that_of_its_amount() -> None:
    """The hours of a week are corroborated; only what is paid for a session is graded here."""
    assert offered("cnwl:standard", attendance="6").evidence == "official"
    assert offered("nihr-2025-12:task", attendance="0.75").evidence == "unverified"


# What a card leaves open


@pytest.mark.parametrize(
    ("card", "on", "attendance", "low", "high"),
    [
        ("nihr-2022:task", "2025-12-15", "0.75", "12.50", "25.00"),
        ("nihr-2022:task", "2025-12-15", "1.5", "25.00", "50.00"),
        ("nihr-2025-12:task", "2025-12-16", "0.6", "13.80", "27.50"),
        ("nihr-2025-12:task", "2025-12-16", "1.5", "27.50", "55.00"),
        ("nhs-england:level-4", "2026-05-14", "4", "75.00", "150.00"),
    ],
)
def test_between_two_amounts_both_are_given(card: str, on: str, attendance: str, low: str, high: str) -> None:
    for rung in (offered(card, on=on, attendance=attendance), compared(on=on, attendance=attendance)[rung_id(card)]):
        assert rung.alternative is not None
        assert (rung.pay.session, rung.alternative.session) == (Decimal(low), Decimal(high))
        unclear = next(caveat for caveat in rung.caveats if caveat.code == "boundary-unclear")
        assert unclear.params["low"] == Decimal(low)
        assert unclear.params["high"] == Decimal(high)


def test_the_other_amount_is_worked_out_like_the_first() -> None:
    task = Task(on="2026-05-14", nation="england", people=3, sessions=2, hours=Hours(attendance="4", preparation="1"))
    other = fairpay.compare(task, Offer(card="nhs-england:level-4")).paid.alternative
    assert other is not None
    assert (other.hourly, other.daily) == (Decimal("30.00"), Decimal("225.00"))  # 150 ÷ 5, × 7.5
    assert (other.session, other.total) == (Decimal("150.00"), Decimal("900.00"))  # × 3 × 2


def test_hourly_cards_that_do_not_speak_of_preparation_say_so() -> None:
    with_preparation = offered("cnwl:standard", attendance="6", preparation="2")
    assert with_preparation.pay.session == Decimal("69.00")  # 11.50 × 6: preparation is not paid
    assert "preparation-unknown" in codes(with_preparation)
    assert "preparation-unknown" not in codes(offered("cnwl:standard", attendance="6"))
    assert "preparation-unknown" not in codes(offered("tewv:block", attendance="6", preparation="2"))


def test_a_day_of_unknown_length_is_the_nations_day() -> None:
    for nation, hours in (("england", "7.5"), ("scotland", "7.2")):
        rung = compared(nation=nation, attendance="6")["card.nihr-2025-12.meeting"]
        caveat = next(caveat for caveat in rung.caveats if caveat.code == "day-length-assumed")
        assert caveat.params["hours"] == rung.day_hours == Decimal(hours)
    assert "day-length-assumed" not in codes(offered("nice-old:lay-member", attendance="6"))


def test_a_card_without_a_date_and_weak_evidence_are_named() -> None:
    rung = offered("scottish-government:one-hour", nation="scotland", attendance="1")
    assert {"undated-rate", "weak-evidence"} <= set(codes(rung))
    assert rung.evidence == "single"
    assert "weak-evidence" not in codes(offered("tewv:block", attendance="1"))


# What is left off the ladder, and what has no amount


def test_a_step_picked_by_hand_is_not_on_the_ladder() -> None:
    assert "card.nihr-2025-12.highest" not in compared(attendance="6")
    assert offered("nihr-2025-12:highest", attendance="6").pay.session == 495


def test_a_step_for_one_activity_is_on_the_ladder_of_that_activity_only() -> None:
    assert compared(activity="review-documents", attendance="2")["card.nice-current.review"].pay.session == 25
    assert "card.nice-current.review" not in compared(activity="share-views", attendance="2")
    assert "card.nice-current.review" not in compared(attendance="2")
    assert offered("nice-current:review", attendance="2").pay.session == 25


def missing(result: fairpay.Result) -> dict[str, str]:
    """Return the codes of what has no answer, by the name of the card's step."""
    return {item.error.params["card"]: item.error.code for item in result.missing if item.kind == "card"}


def test_a_length_that_a_card_does_not_reach_is_missing_and_not_zero() -> None:
    result = compared(nation="scotland", attendance="2.5")
    assert "card.nihr-2025-12.task" not in result  # up to about two hours
    assert "card.scottish-government.one-hour" not in result
    assert missing(result) == {
        "National Institute for Health and Care Research (NIHR): Short task of about half an hour to two hours": (
            "no-step-for-length"
        ),
        "National Institute for Health and Care Research (NIHR): All-day meeting with substantial preparation, "
        "or as chair or co-chair": "whole-day-only",
        "Scottish Government: One hour, no preparation": "no-step-for-length",
        "Scottish Government: All-day meeting with substantial preparation and responsibility": "whole-day-only",
    }
    lengths = [item.error for item in result.missing if item.error.code == "no-step-for-length"]
    assert len(lengths) == 2
    assert all("hours: 2.5" in str(error) for error in lengths)
    in_welsh = [words_in("cy").error(item.error) for item in result.missing if item.kind == "card"]
    assert any("Scottish Government: Un awr, heb waith paratoi" in message for message in in_welsh)


@pytest.mark.parametrize(
    ("card", "on", "nation", "hours"),
    [
        ("nihr-2022:chair", "2025-12-15", "england", "3.75"),  # half of 7.5 hours
        ("nihr-2025-12:chair", "2026-05-14", "england", "1"),
        ("scottish-government:substantial-day", "2026-05-14", "scotland", "3.6"),  # half of 7.2
        ("north-tees-patient-safety-partner:partner", "2026-05-14", "england", "3"),
        ("nmc-panel:panel-member", "2026-05-14", "wales", "2"),
        ("british-pharmacopoeia-commission:member", "2026-05-14", "england", "0.5"),
    ],
)
def test_an_amount_for_a_whole_day_says_nothing_of_half_a_day_or_less(
    card: str, on: str, nation: str, hours: str
) -> None:
    assert rung_id(card) not in compared(on=on, nation=nation, attendance=hours)
    with pytest.raises(InputError) as refused:
        offered(card, on=on, nation=nation, attendance=hours)
    assert [(fault.field, fault.code) for fault in refused.value.faults] == [("card", "whole-day-only")]
    assert "an amount for a whole day only, and none for half a day or less" in str(refused.value)


def test_a_day_that_is_no_meeting_is_paid_for_each_that_is_started() -> None:
    """£310 for a day of a panel: 7.51 hours start a second day of 7.5."""
    assert offered("nmc-panel:panel-member", attendance="7.51").pay.session == Decimal("620.00")


def test_cards_pay_for_attendance_and_never_zero_without_it() -> None:
    result = compared(attendance="0", preparation="1")
    # A task has a length by its work alone; every other step needs somebody to be there.
    assert [rung.id for rung in result.rungs if rung.kind == "card"] == ["card.nihr-2025-12.task"]
    assert result["card.nihr-2025-12.task"].pay.session == Decimal("27.50")
    assert set(missing(result).values()) == {"no-attendance"}
    # Two steps each of CNWL, NICE (current) and NIHR, one each of National Voices, NHS England, NICE (old) and TEWV.
    assert len(missing(result)) == 10


def test_an_offer_by_a_card_that_has_no_amount_is_refused() -> None:
    with pytest.raises(InputError) as too_long:
        offered("nihr-2025-12:task", attendance="2.5")
    assert [(fault.field, fault.code) for fault in too_long.value.faults] == [("card", "no-step-for-length")]
    with pytest.raises(InputError) as nobody_there:
        offered("cnwl:standard", attendance="0", preparation="2")
    assert [(fault.field, fault.code) for fault in nobody_there.value.faults] == [("card", "no-attendance")]


@pytest.mark.parametrize("card", ["tewv", "tewv:", ":block", "tewv:blocks", "TEWV:block", "no-card:block", ""])
def test_an_unknown_step_is_refused_with_the_choices(card: str) -> None:
    with pytest.raises(InputError) as caught:
        offered(card, attendance="2")
    (fault,) = caught.value.faults
    assert (fault.field, fault.code) == ("card", "unknown-card-step")
    assert "nihr-2025-12:task, nihr-2025-12:meeting, nihr-2025-12:chair" in str(fault)


def test_an_offer_by_a_card_that_is_not_in_force_says_so() -> None:
    """The pilot of the Co-Production Collective ended on 31 March 2025; TEWV's card is for England."""

    def codes(card: str, **changes: str) -> list[str]:
        task = fairpay.Task(**{"on": "2025-03-31", "nation": "england", "hours": {"attendance": "3"}} | changes)
        return [caveat.code for caveat in fairpay.compare(task, fairpay.Offer(card=card)).caveats]

    assert "card-not-in-force" not in codes("co-production-collective:activity")
    assert "card-not-in-force" in codes("co-production-collective:activity", on="2025-04-01")
    assert "card-not-in-force" not in codes("tewv:block")
    assert "card-not-in-force" in codes("tewv:block", nation="wales")
