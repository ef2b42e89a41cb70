"""An organisation's own rates: the same rules, named wherever they are used."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import fairpay
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
