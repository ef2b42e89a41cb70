"""What to say in a business case: the figures of the result, their sources, and nothing that is not known."""

from typing import Any

import pytest

import fairpay
from fairpay import Hours, Offer, Task
from fairpay.present.business_case import origins, paragraphs
from fairpay.present.language import money_text
from fairpay.present.words import words_in

BOOK, ENGLISH = fairpay.rates(), words_in("en")


def compared(amount: str = "150", basis: Any = "pay", **task: Any) -> fairpay.Result:
    hours = Hours(attendance="6", preparation="2", follow_up="1")
    asked = Task(**{"on": "2026-05-14", "nation": "england", "hours": hours} | task)
    return fairpay.compare(asked, Offer(amount=amount, per="day"), basis=basis)


def said(result: fairpay.Result, **options: Any) -> str:
    return "\n".join(paragraphs(result, BOOK, ENGLISH, **options))


def test_the_case_for_an_activity() -> None:
    result = compared(activity="lead-organisational-change", people=3, sessions=2)
    text = said(result)
    band = result["afc.8b.entry"]
    for part in (
        "The work: Lead organisational change.",
        "attendance 6, preparation 2, follow-up 1.",
        "£150.00 a day comes to £150.00 for one session.",
        "this kind of work falls in Band 8b.",
        "only a job evaluation panel can band a job",
        f"are paid {money_text(band.pay.session)} for the same hours",
        f"cost the employer {money_text(band.cost.session)} with National Insurance",
        "(the legal minimum for adults): £114.39; Real living wage (UK): £121.05.",  # 12.71 × 9 and 13.45 × 9
        "Organisational change consultant, as stated by people with lived experience: £1,125.00",  # 1,000 ÷ 8 × 9
        "Director-level consultant, as stated by people with lived experience: £2,250.00.",
        "at least £306.46 a day.",  # 66,582 ÷ 1,955.3625 × 9 = 306.4588…
        f"the offer comes to £900.00 and the benchmark to {money_text(band.pay.total)}.",
        "No figure here is a maximum.",
    ):
        assert part in text


def test_what_is_not_known_is_not_said() -> None:
    text = said(compared())
    for part in ("The work:", "Band", "Choose", "at least", "In all", "benchmark"):
        assert part not in text
    assert "The floors for the same hours are these." in text
    assert "In all" not in said(compared(band="7"))
    assert "would have to be at least" not in said(compared(amount="5000", band="7"))
    unknown = said(compared(band="7"), unknown=["preparation"])
    assert "preparation not known" in unknown
    assert "Over the 9 hours that are known, that is at most £16.67 an hour." in unknown


def test_in_cost_the_benchmark_is_its_cost() -> None:
    text = said(compared(band="7", basis="cost", people=3))
    assert (
        "The same 9 hours at Band 7, entry point cost the organisation £361.71, so the offer is £211.71 short" in text
    )
    assert "are paid £227.31 for the same hours, and cost the employer £361.71 with" in text
    assert (
        "To meet what the benchmark costs the organisation, the offer would have to be at least £361.71 a day." in text
    )
    assert "comes to £450.00, and the benchmark costs the organisation £1,085.13." in text  # 361.71037… × 3
    enough = said(compared(band="7", basis="cost", amount="400"))
    assert "cost the organisation £361.71, so the offer is not short of it." in enough


def test_a_benchmark_that_is_missing_is_named() -> None:
    text = said(compared(band="7", nation="northern_ireland", on="2026-11-22"))
    assert "Band 7 has no pay scale for Northern Ireland on this date." in text
    assert "Choose" not in text


def test_one_hour_is_not_one_hours() -> None:
    hour = Hours(attendance="1")
    paid, unpaid = (said(compared(amount=amount, band="7", hours=hour)) for amount in ("150", "0"))
    assert "Over the 1 hour that counts, that is £150.00 an hour." in paid
    assert "The same 1 hour at Band 7, entry point comes to £25.26, so the offer is not short of it." in paid
    assert "Nothing would be paid for the 1 hour that counts in one session." in unpaid
    assert "comes to £25.26, so the offer is £25.26 short." in unpaid
    half = said(compared(band="7", hours=Hours(attendance="1.5"), basis="cost"))
    assert "Over the 1.5 hours that count" in half
    assert "The same 1.5 hours at Band 7, entry point cost the organisation" in half


def test_the_sources_are_those_of_the_figures() -> None:
    found = origins(compared(band="7"), ENGLISH)
    assert [origin.rate.series for origin in found] == [
        "afc.england.7.entry",
        "minimum_wage.adult",
        "real_living_wage.uk",
        "consultancy.organisational-change",
        "consultancy.director-level",
    ]
    asked = Task(on="2026-05-14", nation="england", hours=Hours(attendance="6"))
    by_card = origins(fairpay.compare(asked, Offer(card="tewv:block")), ENGLISH)
    assert by_card[0].rate.series == "card.tewv.block"


@pytest.mark.parametrize("activity", sorted(BOOK.activities))
def test_every_kind_of_work_in_both_languages(activity: str) -> None:
    result = compared(amount="20", activity=activity)
    for language in ("en", "cy"):
        texts = paragraphs(result, BOOK, words_in(language))
        assert len(texts) == 6
        assert not any("%(" in text or "None" in text for text in texts)
