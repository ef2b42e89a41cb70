"""Looking through the rate book and checking it: what is found, what can be confirmed where, what is out of date."""

import shutil
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import fairpay
from fairpay.browse import check, find, history, kind_of, kinds, stale, to_verify
from fairpay.rate import GRADES
from fairpay.ratebook import load

RATES = Path(__file__).parent.parent / "rates"
DAY = date(2026, 5, 14)
DAY_AFTER = timedelta(days=1)


@pytest.fixture(scope="module")
def book():
    return fairpay.rates()


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(RATES, tmp_path / "rates")


def ids(figures):
    return {rate.id for rate in figures}


def values(figures):
    return {rate.series: rate.value for rate in figures}


# Finding


def test_employer_national_insurance_on_a_day():
    """From 6 April 2025: 15 % above £5,000 a year; from 6 November 2022 to 5 April 2025 13.8 % above £9,100."""
    found = find(kind="employer_ni", on=DAY)
    assert values(found) == {"employer_ni.rate": Decimal("0.15"), "employer_ni.threshold": Decimal(5000)}
    before = find(kind="employer_ni", on=date(2025, 4, 5))
    assert values(before) == {"employer_ni.rate": Decimal("0.138"), "employer_ni.threshold": Decimal(9100)}


def test_without_any_question_every_figure_is_there(book):
    amounts = sum(len(step.bands) for card in book.cards.values() for step in card.steps)
    assert len(find()) == len(ids(find())) == len(book.rows) + amounts


def test_a_kind_is_the_first_part_of_the_series():
    assert ids(find(kind="class4_ni")) & ids(find(kind="class2_ni")) == set()
    assert {rate.series.split(".")[0] for rate in find(kind="supplement")} == {"supplement"}
    assert find(kind="supple") == ()


def test_kinds_come_by_name_with_their_counts(book):
    counts = kinds(book)
    assert list(counts) == sorted(counts)
    assert counts["employer_ni"] == 5  # three rates and two thresholds since April 2022
    assert counts["afc"] == len(find(kind="afc"))
    assert sum(counts.values()) == len(find())
    assert counts == kinds()


def test_only_figures_of_the_nation():
    """A full-time week has 37.5 hours, in Scotland 36 since April 2026. The United Kingdom's own figures are `uk`."""
    for nation in ("england", "scotland", "wales", "northern_ireland"):
        (weekly,) = find(kind="weekly_hours", nation=nation, on=DAY)
        assert weekly.value == (36 if nation == "scotland" else Decimal("37.5"))
    assert {rate.nation for rate in find(nation="uk")} == {"uk"}
    assert find(kind="employer_ni", nation="england") == ()


def test_rate_card_amounts_are_found_too():
    found = find(kind="card", text="cnwl.", on=DAY)
    assert found
    assert all(rate.id.startswith("card.cnwl.") for rate in found)


def test_a_restated_figure_stands_for_what_it_restates():
    """Scotland's Band 5 entry of 2025/26 was £33,247 until 23 January 2026, when it became £33,295."""
    text, day = "afc.scotland.2025-26.5.entry", date(2025, 10, 1)
    assert [str(rate.value) for rate in find(text=text, on=day)] == ["33295"]
    assert [str(rate.value) for rate in find(text=text, on=day, known_on=date(2026, 1, 22))] == ["33247"]
    assert [str(rate.value) for rate in find(text=text, on=day, known_on=date(2026, 1, 23))] == ["33295"]
    assert [str(rate.value) for rate in find(text=text)] == ["33247", "33295"]  # both have been said


def test_what_came_later_is_hidden():
    """England's scales for 2026/27 became known on 12 February 2026."""
    later = "afc.england.2026-27.7.entry"
    assert later not in ids(find(kind="afc", known_on=date(2026, 2, 11)))
    assert later in ids(find(kind="afc", known_on=date(2026, 2, 12)))
    assert find(kind="afc", nation="england", on=date(2026, 4, 1), known_on=date(2026, 2, 11)) == ()


def test_what_has_no_date_is_always_known_and_in_force():
    assert find(text="access.bsl_interpreter.one.full_day", on=date(2022, 4, 1), known_on=date(2022, 4, 1))


@pytest.mark.parametrize("text", ["Living Wage", "LIVING WAGE", "  living wage "])
def test_text_in_any_case(text):
    found = ids(find(text=text))
    assert found == ids(find(text="living wage"))
    assert {"real_living_wage.uk.2025", "real_living_wage.london.2025"} <= found


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("afc.wales.2026-27.5.entry", "afc.wales.5.entry"),  # the id
        ("Band 7, entry point, 2026/27", "afc.england.7.entry"),  # the label
        ("graduate", "consultancy.artist-new-graduate"),  # the label
        ("backdated to 2025-04-01", "afc.scotland.5.entry"),  # the note
        ("unison london ambulance", "afc.england.5.entry"),  # the title of a source
    ],
)
def test_text_in_id_label_note_and_titles_of_sources(text, series):
    assert series in {rate.series for rate in find(text=text)}


def test_text_that_is_nowhere_and_text_that_is_empty():
    assert find(text="no figure says this") == ()
    assert find(text="  ") == find()


def test_a_book_of_ones_own(book):
    assert find(kind="holiday", book=book) == find(kind="holiday")


def test_the_history_of_a_series():
    """The National Living Wage since April 2022, with the rate announced for April 2027."""
    wages = ["9.50", "10.42", "11.44", "12.21", "12.71", "13.21"]
    assert [str(rate.value) for rate in history("minimum_wage.adult")] == wages
    assert [str(rate.value) for rate in history("afc.scotland.5.entry")][2:4] == ["33247", "33295"]
    assert history("no.such.series") == ()


def test_the_history_of_a_step_of_a_card_has_all_its_amounts(book):
    (step,) = (step for step in book.cards["nice-current"].steps if step.id == "decision-maker")
    assert len(history("card.nice-current.decision-maker")) == len(step.bands) == 2


# Confirming


def test_every_figure_below_official_is_to_be_verified_and_no_other(book):
    found = to_verify(book)
    assert len(found) == len(ids(item.rate for item in found))
    assert ids(item.rate for item in found) == ids(rate for rate in find() if rate.evidence != "official")
    order = [(-GRADES.index(item.rate.evidence), item.rate.series) for item in found]
    assert order == sorted(order)
    assert found[0].rate.evidence == "unverified"


def documents(book):
    return {item.rate.id: [document.id for document in item.documents] for item in to_verify(book)}


def test_each_point_of_england_names_the_pay_scales_of_its_year(book):
    points = [item for item in to_verify(book) if item.rate.id.startswith("afc.england.2026-27.")]
    assert len(points) == 31
    for item in points:
        scales, poster = item.documents
        assert scales.title == "NHS Employers, pay scales for 2026/27"
        assert scales.url == "https://www.nhsemployers.org/articles/pay-scales-202627"
        assert poster.url
        assert item.sources == ()
    assert documents(book)["afc.england.2025-26.7.top"] == ["nhs-employers-2025-26"]


def test_circulars_go_by_nation_and_year(book):
    found = documents(book)
    assert found["afc.wales.2025-26.5.entry"] == ["afc-w-2025-02"]
    assert found["afc.wales.2026-27.5.entry"] == ["afc-w-2026-02", "afc-w-2026-01"]
    assert found["afc.scotland.2026-27.5.entry"] == ["pcs-afc-2026-1"]
    assert "pcs-afc-2026-1" in found["afc.scotland.2025-26.5.entry"]
    assert found["afc.northern_ireland.2025-26.5.entry"] == ["hsc-afc-2025-06"]


def test_a_document_with_dates_is_not_for_a_figure_without(book):
    """nidirect's page on permitted work is of 2024 and later: the old limit that has no date is not in it."""
    found = documents(book)
    assert "nidirect-permitted-work" in found["benefit.esa_permitted_work.higher.2024"]
    assert "nidirect-permitted-work" not in found["benefit.esa_permitted_work.higher.2023"]
    assert "nidirect-permitted-work" not in found["benefit.esa_permitted_work.higher_2017"]


def test_without_a_document_the_publishers_own_sources_are_named(book):
    (item,) = (item for item in to_verify(book) if item.rate.series == "card.occg.hour")
    assert item.documents == ()
    assert [source.id for source in item.sources] == ["occg-claim-form"]
    (unknown,) = (item for item in to_verify(book) if item.rate.id == "multiplier.contractor-recruiter")
    assert (unknown.documents, unknown.sources) == ((), ())


def test_every_document_is_for_some_figure(book):
    """A document whose figures are all official has done its work: take it out of documents.csv."""
    used = {document.id for item in to_verify(book) for document in item.documents}
    assert {document.id for document in book.documents} == used


def test_a_figure_that_was_confirmed_is_off_the_list(folder):
    """The steps of rates/README.md, for Band 7 entry."""
    path, point = folder / "afc" / "pay_points.csv", "afc.england.2026-27.7.entry"
    lines = path.read_text(encoding="utf-8").splitlines()
    (line,) = (number for number, text in enumerate(lines) if text.startswith(f"{point},"))
    lines[line] = lines[line].replace(",corroborated,", ",official,").replace("casomo calc-ts", "casomo calc-ts read")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "sources.csv").open("a", encoding="utf-8") as file:
        file.write(
            "read,Pay scales for 2026/27,https://www.nhsemployers.org/articles/pay-scales-202627,primary,2026-11-22,\n"
        )
    book = load(folder)
    assert book.rows[point].sources == ("casomo", "calc-ts", "read")
    assert point in documents(fairpay.rates())
    assert point not in documents(book)


# Out of date


def test_a_figure_is_out_of_date_from_the_day_after_its_review_day(book):
    """The UK's Real Living Wage of October 2025 is to be looked at again by 31 October 2026."""
    wage = book.rows["real_living_wage.uk.2025"]
    assert wage.review_by == date(2026, 10, 31)
    assert wage.id not in ids(stale(book, wage.review_by))
    assert wage.id in ids(stale(book, wage.review_by + DAY_AFTER))


def test_what_was_replaced_is_not_out_of_date(book):
    """The minimum wage of April 2026 was to be looked at by April 2027, and the next one is already there."""
    old, new = history("minimum_wage.adult")[-2:]
    assert old.review_by == new.review_by == date(2027, 4, 1)
    found = ids(stale(book, date(2027, 4, 2)))
    assert new.id in found
    assert old.id not in found


def test_cards_go_out_of_date_until_another_replaces_them(book):
    far = date(2035, 1, 1)
    found = ids(stale(book, far))
    cards = {card.id: card.superseded_by for card in book.cards.values() if card.review_by}
    assert any(cards.values())
    assert not all(cards.values())
    for card, later in cards.items():
        amounts = {rate.id for rate in book.card_rates() if rate.series.startswith(f"card.{card}.")}
        assert amounts <= found if later is None else not amounts & found


# The whole


def test_the_report(book):
    report = check(book, DAY)
    assert tuple(report.grades) == GRADES
    assert report.grades == Counter(rate.evidence for rate in find())
    assert report.stale == stale(book, DAY)
    assert ids(report.unconfirmed) == ids(
        item.rate for item in to_verify(book) if not item.documents and not item.sources
    )
    assert not {kind_of(rate) for rate in report.unconfirmed} & {"afc", "supplement", "minimum_wage", "benefit"}


def test_addresses_of_documents(book):
    for document in book.documents:
        assert document.url or document.note, document.id
        if not document.url:
            assert "not known" in document.note, document.id
    assert {document.id for document in book.documents if (document.url or "").startswith("http:")} == {
        "big-freelancers"
    }
