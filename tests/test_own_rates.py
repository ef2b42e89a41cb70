"""An organisation's own rates: the same rules, named wherever they are used."""

import json
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import fairpay
from fairpay import cli
from fairpay.present.words import words_in
from fairpay.ratebook import load, rates_folder

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
  amount = 90.00
  unit = "GBP/session"
  place = "Policy 12, table 1"
  evidence = "single"
"""
CONSULTANT = {
    "id": "consultancy.our-facilitator",
    "series": "consultancy.our-facilitator",
    "label": "Our facilitator",
    "value": "480",
    "unit": "GBP/day",
    "nation": "uk",
    "effective_from": "2026-01-01",
    "known_from": "2026-01-01",
    "sources": "own-organisation",
    "place": "invoice of January 2026",
    "evidence": "single",
    "last_checked": "2026-04-01",
    "review_by": "2027-04-01",
    "label_cy": "Ein hwylusydd",
    "day_hours": "7.5",
    "ladder": "yes",
}
TASK = fairpay.Task(on="2026-05-14", nation="england", hours={"attendance": "3"})
OFFER = fairpay.Offer(amount="50", per="session")


def consultants(folder: Path, **changes: str) -> Path:
    header = (rates_folder() / "consultancy.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    row = CONSULTANT | changes
    path = folder / "consultancy.csv"
    path.write_text(",".join(header) + "\n" + ",".join(row.get(name, "") for name in header) + "\n", encoding="utf-8")
    return path


def card(folder: Path, text: str = CARD, name: str = "our-trust") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_one_card(tmp_path):
    book = load(rates_folder(), card(tmp_path))
    rung = fairpay.compare(TASK, OFFER, book=book)["card.our-trust.meeting"]
    assert rung.pay.session == Decimal("90.00")
    caveat = next(caveat for caveat in rung.caveats if caveat.code == "own-rate")
    assert words_in("en").caveat(caveat) == "Our Trust: Meeting comes from rates of your own: our-trust.toml."


def test_one_file_of_day_rates(tmp_path):
    """£480 over a day of 7.5 hours is £64 an hour, £192 for three."""
    book = load(rates_folder(), consultants(tmp_path))
    rung = fairpay.compare(TASK, OFFER, book=book)["consultancy.our-facilitator"]
    assert (rung.pay.hourly, rung.pay.session) == (Decimal("64.00"), Decimal("192.00"))
    assert "own-rate" in [caveat.code for caveat in rung.caveats]


def test_a_folder_with_its_own_sources(tmp_path):
    card(tmp_path, CARD.replace("own-organisation", "our-policy"))
    consultants(tmp_path)
    sources = "id,title,url,kind,accessed,note\nour-policy,Policy 12,,own,2026-04-01,on our intranet only\n"
    (tmp_path / "sources.csv").write_text(sources, encoding="utf-8")
    result = fairpay.compare(TASK, OFFER, book=load(rates_folder(), tmp_path))
    assert "card.our-trust.meeting" in result
    assert "consultancy.our-facilitator" in result


def test_the_examples_of_the_readme_are_read(tmp_path):
    """£45 up to four hours and £90 beyond; £480 over 7.5 hours is £64.00 an hour."""
    readme = (rates_folder() / "README.md").read_text(encoding="utf-8").split("## Rates of your own")[1]
    blocks = dict(re.findall(r"```(toml|csv)\n(.*?)```", readme, re.DOTALL))
    card(tmp_path, blocks["toml"])
    (tmp_path / "day rates.csv").write_text(blocks["csv"], encoding="utf-8")
    book = load(rates_folder(), tmp_path)
    result = fairpay.compare(TASK, OFFER, book=book)
    assert result["card.our-trust.meeting"].pay.session == Decimal("45.00")
    assert result["consultancy.our-facilitator"].pay.hourly == Decimal("64.00")
    longer = TASK.model_copy(update={"hours": fairpay.Hours(attendance="4.01")})
    assert fairpay.compare(longer, OFFER, book=book)["card.our-trust.meeting"].pay.session == Decimal("90.00")


def test_their_names_say_whose_they_are(tmp_path, capsys):
    card(tmp_path)
    consultants(tmp_path)
    book = load(rates_folder(), tmp_path)
    result = fairpay.compare(TASK, OFFER, book=book)
    english, welsh = words_in("en"), words_in("cy")
    for name, said in (
        ("card.our-trust.meeting", "Our Trust: Meeting (your own rate)"),
        ("consultancy.our-facilitator", "Our facilitator (your own rate)"),
    ):
        assert english.label(result[name].label) == said
        assert welsh.label(result[name].label) != result[name].label.params["cy"]
    (rate,) = book.series["consultancy.our-facilitator"]
    assert english.rate(rate) == "Our facilitator (your own rate)"
    assert "(your own rate)" not in english.label(result["consultancy.director-level"].label)

    options = ["--on", "2026-05-14", "--nation", "england", "--attendance", "3", "--rates", str(tmp_path)]
    for arguments in (["compare", "--fee", "50", "--per", "session"], ["cards"]):
        for form in ("text", "csv", "json"):
            assert cli.main([*arguments, *options, "--format", form]) == 0
            assert "(your own rate)" in capsys.readouterr().out
    assert cli.main(["rates", "list", "--search", "our facilitator", "--rates", str(tmp_path)]) == 0
    assert "consultancy.our-facilitator (your own rate)" in capsys.readouterr().out
    assert cli.main(["cards", *options, "--format", "json"]) == 0
    found = {row["id"]: row["own"] for row in json.loads(capsys.readouterr().out)}
    assert (found["our-trust:meeting"], found["tewv:block"]) == (tmp_path.name, None)


@pytest.mark.parametrize("name", ["dayrates.csv", "Day Rates.CSV", "consultancy.csv"])
def test_day_rates_in_a_folder_may_have_any_name(tmp_path, name):
    card(tmp_path)
    consultants(tmp_path).rename(tmp_path / name)
    result = fairpay.compare(TASK, OFFER, book=load(rates_folder(), tmp_path))
    assert "card.our-trust.meeting" in result
    assert result["consultancy.our-facilitator"].pay.hourly == Decimal("64.00")


@pytest.mark.parametrize("name", ["more/dayrates.csv", "activities/ours.toml", "cards/dayrates.csv", "afc/ours.csv"])
def test_a_file_that_is_not_read_is_a_fault(tmp_path, name):
    card(tmp_path)
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text("id\n", encoding="utf-8")
    with pytest.raises(fairpay.RateFileError) as refusal:
        load(rates_folder(), tmp_path)
    assert [(fault.file, fault.reason) for fault in refusal.value.faults] == [
        (name, "is not read here: see “Rates of your own” in rates/README.md")
    ]


def test_an_amount_that_rises_by_a_rule_needs_it_in_both_languages(tmp_path):
    rule = 'evidence = "single"\n  index_rule = "with the consumer prices index"'
    last = CARD.rindex('evidence = "single"')
    text = CARD[:last] + CARD[last:].replace('evidence = "single"', rule)
    with pytest.raises(fairpay.RateFileError) as refusal:
        load(rates_folder(), card(tmp_path, text))
    assert [(fault.field, fault.reason) for fault in refusal.value.faults] == [
        ("steps.0.bands.0.index_rule_cy", "is needed exactly where there is an index_rule")
    ]
    both = text.replace("prices index", 'prices index"\n  index_rule_cy = "gyda mynegai prisiau defnyddwyr')
    paid = fairpay.compare(
        TASK, fairpay.Offer(card="our-trust:meeting"), book=load(rates_folder(), card(tmp_path, both))
    )
    assert words_in("en").label(paid.paid.label) == "Our Trust: Meeting (your own rate) (may be more by now)"
    assert paid.paid.index_rule is not None


def test_once_is_for_amounts_by_the_day(tmp_path):
    with pytest.raises(fairpay.RateFileError) as refusal:
        load(rates_folder(), card(tmp_path, CARD.replace('"GBP/session"', '"GBP/session"\n  once = true')))
    assert [(fault.field, fault.reason) for fault in refusal.value.faults] == [
        ("steps.0.bands.0.once", "is for amounts by the day or half-day only")
    ]


def test_it_can_be_the_offer_and_the_benchmark(tmp_path):
    book = load(rates_folder(), card(tmp_path), consultants(tmp_path))
    task = fairpay.Task(
        on="2026-05-14", nation="england", hours={"attendance": "3"}, benchmark="consultancy.our-facilitator"
    )
    result = fairpay.compare(task, fairpay.Offer(card="our-trust:meeting"), book=book)
    assert (result.true_hourly, result.shortfall) == (Decimal("30.00"), Decimal("102.00"))
    assert [caveat.code for caveat in result.caveats].count("own-rate") == 2


def test_the_shipped_book_is_untouched(tmp_path):
    load(rates_folder(), card(tmp_path))
    assert "our-trust" not in fairpay.rates().cards
    assert not [rate for series in fairpay.rates().series.values() for rate in series if rate.origin]


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        (("90.00", "1e3"), "steps.0.bands.0.amount", "plain number"),
        (('nation = "england"', 'nation = "mars"'), "nation", "england"),
        (("own-organisation", "nowhere"), "sources", "no source called nowhere"),
        (('sector = "NHS trust"', 'sector = "NHS trust"\nmood = "good"'), "mood", ""),
    ],
)
def test_the_same_rules_hold(tmp_path, change, field, reason):
    with pytest.raises(fairpay.RateFileError) as refusal:
        load(rates_folder(), card(tmp_path, CARD.replace(*change)))
    fault = next(fault for fault in refusal.value.faults if fault.field == field)
    assert fault.file == "our-trust.toml"
    assert reason in fault.reason


def test_an_id_that_is_taken_is_refused(tmp_path):
    shutil.copy(rates_folder() / "cards" / "tewv.toml", tmp_path / "tewv.toml")
    with pytest.raises(fairpay.RateFileError) as refusal:
        load(rates_folder(), tmp_path)
    assert [(fault.entry, fault.reason) for fault in refusal.value.faults] == [("tewv", "is there twice")]
    with pytest.raises(fairpay.RateFileError, match="is there twice"):
        load(rates_folder(), consultants(tmp_path, id="consultancy.director-level"))


@pytest.mark.parametrize("name", ["nothing", "rates.txt", "missing.toml"])
def test_what_holds_no_rates_is_refused(tmp_path, name):
    path = tmp_path / name
    if name == "nothing":
        path.mkdir()
    elif name == "rates.txt":
        path.write_text("hello", encoding="utf-8")
    with pytest.raises(fairpay.RateFileError):
        load(rates_folder(), path)


def test_the_pages_know_them(tmp_path):
    webapp = pytest.importorskip("webapp")
    book = load(rates_folder(), card(tmp_path))
    page = (
        webapp.create_app({"RATE_BOOK": lambda: book})
        .test_client()
        .get("/result?card=our-trust:meeting&attendance=3&nation=england&on=2026-05-14")
    )
    assert page.status_code == 200
    assert "£90.00" in page.text
    assert "Our Trust: Meeting comes from rates of your own: our-trust.toml." in page.text
    assert "Our Trust: Meeting (your own rate)" in page.text
