"""The shipped rate book: every figure is sourced and dated, and is found on the right day."""

import csv
import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pydantic import ValidationError

import fairpay
from fairpay import Hours, Offer, RateNotFound, Task
from fairpay.comparators.rung import Rung
from fairpay.rate import GRADES, weakest
from fairpay.ratebook.load import FIGURE_FILES
from fairpay.ratebook.schema import PayPointRow

RATES = Path(__file__).parent.parent / "rates"
DATA = Path(__file__).parent / "data"

# The day the data was first put together: what became known later changes no answer as of that day.
PUT_TOGETHER = date(2026, 11, 21)

# These publishers' pages were read at http:// addresses. A new one must be a choice, not a slip.
WITHOUT_TLS = {
    "bbc-ni-2025",
    "big-freelancer-worth",
    "entitledto-permitted-work",
    "espo-b",
    "gea-honorarium",
    "mind-2017",
    "nhse-pen24",
    "ntda",
    "ntda-consultancy-2015",
    "nubsli-fees",
    "rlw-2024-b",
    "scie-at-a-glance-50",
    "visual-arts-plymouth",
}
# Said in February 2026 that an award was meant, and none was made: there is no figure to stand beside.
WITHOUT_FIGURES = {"ni2627-a", "ni2627-b", "own-organisation"}


@pytest.fixture(scope="module")
def book():
    return fairpay.rates()


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures(book):
    """Every dated figure: the rows of the CSV files, and the amounts of the rate cards."""
    yield from (rate for rates in book.series.values() for rate in rates)
    for card in book.cards.values():
        yield from (book.card_rate(card, step, band) for step in card.steps for band in step.bands)


def day(text):
    return date.fromisoformat(text)


# What stands behind a figure


@pytest.mark.parametrize("name", FIGURE_FILES)
def test_the_book_holds_every_row_as_it_is_written(name, book):
    by_id = {rate.id: rate for rates in book.series.values() for rate in rates}
    rows = read(RATES / name)
    assert rows
    for row in rows:
        rate = by_id[row["id"]]
        assert rate.series == row["series"]
        assert rate.label == row["label"]
        assert str(rate.value) == row["value"]
        assert (rate.unit, rate.nation) == (row["unit"], row["nation"])
        dates = (rate.period.start, rate.period.end, rate.known_from, rate.last_checked, rate.review_by)
        columns = ("effective_from", "effective_to", "known_from", "last_checked", "review_by")
        assert [str(item or "") for item in dates] == [row[column] for column in columns]
        assert rate.undated == row["undated"]
        assert " ".join(rate.sources) == row["sources"]
        assert (rate.place, rate.evidence, rate.note) == (row["place"], row["evidence"], row["note"])


def test_nothing_else_is_in_the_book(book):
    assert len(book.rows) == sum(len(read(RATES / name)) for name in FIGURE_FILES)
    assert book.cards.keys() == {path.stem for path in (RATES / "cards").iterdir()}
    assert book.activities.keys() == {path.stem for path in (RATES / "activities").iterdir()}


def test_every_figure_has_source_place_grade_and_dates(book):
    for rate in figures(book):
        assert rate.sources, rate.id
        assert set(rate.sources) <= book.sources.keys(), rate.id
        assert rate.place.strip(), rate.id
        assert rate.evidence in GRADES, rate.id
        assert bool(rate.period.start) != bool(rate.undated), rate.id
        assert bool(rate.period.start) == bool(rate.known_from), rate.id
        assert rate.period.end or rate.review_by, rate.id
        assert rate.known_from is None or rate.known_from <= rate.last_checked, rate.id


def test_what_is_not_a_figure_has_sources_and_dates_too(book):
    for entry in (*book.activities.values(), book.plan):
        assert set(entry.sources) <= book.sources.keys()
        assert entry.evidence in GRADES
        assert entry.last_checked < entry.review_by
    assert {book.plan.scores_evidence, book.plan.bands_evidence} <= set(GRADES)


def test_addresses_of_sources(book):
    plain_http = set()
    for source in (*book.sources.values(), *book.schemes):
        assert source.url or source.note, source.id
        if source.url:
            address = urlsplit(source.url)
            assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", address.netloc), source.url
            assert not address.hostname.replace(".", "").isdigit(), source.url
            assert "utm_" not in address.query, source.url
            if address.scheme != "https":
                plain_http.add(source.id)
    assert plain_http == WITHOUT_TLS


def test_every_source_is_used(book):
    entries = (*book.rows.values(), *book.cards.values(), *book.activities.values(), *book.checks.values())
    entries += (book.plan, book.plan.matching, *book.plan.factors, *book.lexicon.values(), *book.languages.values())
    used = {source for entry in entries for source in entry.sources} | {book.plan.bands_source}
    assert book.sources.keys() - used == WITHOUT_FIGURES


def test_a_pay_point_has_the_dates_of_its_year(book):
    """A pay year runs from 1 April to 31 March."""
    for row in book.rows.values():
        if isinstance(row, PayPointRow):
            first = int(row.year[:4])
            assert row.year == f"{first}/{(first + 1) % 100:02}", row.id
            assert (row.effective_from, row.effective_to) == (date(first, 4, 1), date(first + 1, 3, 31)), row.id


# Grades, as rates/README.md explains them


def test_the_readme_explains_every_grade_strongest_first():
    readme = (RATES / "README.md").read_text(encoding="utf-8")
    table = readme.split("| grade | meaning |")[1].split("\n\n")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == GRADES


def test_grades_fit_their_sources(book):
    for rate in figures(book):
        kinds = {book.sources[source].kind for source in rate.sources}
        if rate.evidence == "official":
            assert "primary" in kinds, f"{rate.id}: read in no publisher's own document"
        if rate.evidence == "corroborated":
            assert len(set(rate.sources)) > 1, f"{rate.id}: agrees with nothing"
        if rate.evidence == "derived":
            assert rate.note, f"{rate.id}: worked out, but it does not say how"
        if "fairpay-recollection" in rate.sources:
            assert rate.evidence == "unverified", f"{rate.id}: only recalled"


def test_a_card_has_the_weakest_grade_of_its_amounts(book):
    for card in book.cards.values():
        assert card.evidence == weakest(band.evidence for step in card.steps for band in step.bands), card.id


def test_an_activity_is_nobodys_published_figure(book):
    assert {activity.evidence for activity in book.activities.values()} == {"derived"}


# Published hourly rates

PUBLISHED = read(DATA / "afc_hourly_published.csv")
YEARS = {
    key: list(rows)
    for key, rows in groupby(
        sorted(PUBLISHED, key=lambda row: (row["nation"], row["year"])), key=lambda row: (row["nation"], row["year"])
    )
}


def ladder(on, nation, known_on=None):
    task = Task(on=on, nation=nation, hours=Hours(attendance="1"))
    return fairpay.compare(task, Offer(amount="20", per="hour"), known_on=known_on)


def test_all_published_hourly_rates_are_there():
    assert len(PUBLISHED) == 101
    assert {key: len(rows) for key, rows in YEARS.items()} == {
        ("england", "2023/24"): 2,
        ("england", "2025/26"): 24,
        ("england", "2026/27"): 2,
        ("scotland", "2024/25"): 21,
        ("scotland", "2025/26"): 26,
        ("scotland", "2026/27"): 26,
    }


@pytest.mark.parametrize("key", YEARS, ids=" ".join)
@pytest.mark.parametrize("last_day", [False, True], ids=["first day", "last day"])
def test_pay_an_hour_is_the_published_one_to_the_penny(key, last_day):
    nation, year = key
    result = ladder(f"{int(year[:4]) + 1}-03-31" if last_day else f"{year[:4]}-04-01", nation)
    for row in YEARS[key]:
        rung: Rung = result[f"afc.{row['band']}.{row['point']}"]
        found = rung.working.figure("salary.point"), rung.pay.hourly
        assert found == (Decimal(row["annual"]), Decimal(row["hourly"])), f"{rung.id}, {row['source']}"


# Looking up by date


@pytest.mark.parametrize(
    ("series", "on", "value"),
    [
        # National Living Wage: £10.42 from April 2023, £11.44 from April 2024, £12.21 from 2025, £12.71 from 2026
        ("minimum_wage.adult", "2024-02-29", "10.42"),
        ("minimum_wage.adult", "2024-03-31", "10.42"),
        ("minimum_wage.adult", "2024-04-01", "11.44"),
        ("minimum_wage.adult", "2025-03-31", "11.44"),
        ("minimum_wage.adult", "2025-04-01", "12.21"),
        ("minimum_wage.adult", "2025-04-05", "12.21"),
        ("minimum_wage.adult", "2025-04-06", "12.21"),
        ("minimum_wage.adult", "2026-03-31", "12.21"),
        ("minimum_wage.adult", "2026-04-01", "12.71"),
        # Employer National Insurance changes with the tax year, on 6 April: 13.8% over £9,100, then 15% over £5,000
        ("employer_ni.rate", "2022-11-05", "0.1505"),
        ("employer_ni.rate", "2022-11-06", "0.138"),
        ("employer_ni.rate", "2025-03-31", "0.138"),
        ("employer_ni.rate", "2025-04-01", "0.138"),
        ("employer_ni.rate", "2025-04-05", "0.138"),
        ("employer_ni.rate", "2025-04-06", "0.15"),
        ("employer_ni.threshold", "2025-04-05", "9100"),
        ("employer_ni.threshold", "2025-04-06", "5000"),
        # Scotland's week: 37.5 hours, 37 from 1 April 2024, 36 from 1 April 2026
        ("weekly_hours.scotland", "2024-03-31", "37.5"),
        ("weekly_hours.scotland", "2024-04-01", "37"),
        ("weekly_hours.scotland", "2026-03-31", "37"),
        ("weekly_hours.scotland", "2026-04-01", "36"),
        ("weekly_hours.england", "2026-03-31", "37.5"),
        ("weekly_hours.england", "2026-04-01", "37.5"),
        # Band 7, entry: £46,148 in 2024/25, £47,810 in 2025/26, £49,387 in 2026/27
        ("afc.england.7.entry", "2025-03-31", "46148"),
        ("afc.england.7.entry", "2025-04-01", "47810"),
        ("afc.england.7.entry", "2025-04-06", "47810"),
        ("afc.england.7.entry", "2026-03-31", "47810"),
        ("afc.england.7.entry", "2026-04-01", "49387"),
        ("afc.england.7.entry", "2027-03-31", "49387"),
        # NHS pension: 20.6% until 31 March 2024, 23.7% from 1 April 2024 to 31 March 2027
        ("pension.employer.england", "2024-03-31", "0.206"),
        ("pension.employer.england", "2024-04-01", "0.237"),
        ("pension.employer.england", "2027-03-31", "0.237"),
        # Real Living Wage: £12.60 until the day before the announcement in October 2025, then £13.45
        ("real_living_wage.uk", "2025-10-30", "12.60"),
        ("real_living_wage.uk", "2025-10-31", "13.45"),
        # without a date of its own, a rule of arithmetic holds on any day
        ("weeks_in_year", "1948-07-05", "52.143"),
        ("weeks_in_year", "2148-07-05", "52.143"),
    ],
)
def test_a_figure_is_the_one_in_force_on_the_day(book, series, on, value):
    assert book.rate(series, day(on)).value == Decimal(value)


def test_every_undated_figure_applies_on_any_day(book):
    undated = [rate for rates in book.series.values() for rate in rates if rate.undated]
    assert undated
    for rate in undated:
        for on in (date.min, date(2026, 5, 14), date.max):
            assert book.rate(rate.series, on, known_on=date.min) == rate


def test_every_figure_holds_on_its_first_and_last_day_and_not_beyond(book):
    """The whole book, day by day at every end: closed periods, none of them a day too long or too short."""
    a_day, ends = timedelta(days=1), 0
    for series, rates in book.series.items():
        for rate in rates:
            for end, beyond in ((rate.period.start, -a_day), (rate.period.end, a_day)):
                if end is None:
                    continue
                ends += 1
                assert book.rate(series, end).period == rate.period
                try:
                    assert book.rate(series, end + beyond).period != rate.period
                except RateNotFound as error:
                    nearest = error.after if beyond < timedelta(0) else error.before
                    assert nearest is not None
                    assert nearest.period == rate.period
    assert ends > len(book.series)


@pytest.mark.parametrize(
    ("series", "on", "before", "after"),
    [
        # after the last scale, before the first one, and between two
        ("afc.england.7.entry", "2027-04-01", "afc.england.2026-27.7.entry", None),
        ("afc.england.7.entry", "2022-03-31", None, "afc.england.2022-23.7.entry"),
        ("director.scs-1-lowest", "2021-06-01", "director.scs-1-lowest.2019-20", "director.scs-1-lowest.2023-24"),
        ("pension.employer.england", "2027-04-01", "pension.employer.england.2024", None),
        ("employer_ni.threshold", "2031-04-06", "employer_ni.threshold.2025-04", None),
        # Northern Ireland had no award for 2026/27 when the data was put together
        ("afc.northern_ireland.7.entry", "2026-04-01", "afc.northern_ireland.2025-26.7.entry", None),
        ("no.such.series", "2026-05-14", None, None),
        ("", "2026-05-14", None, None),
    ],
)
def test_no_figure_is_an_error_that_names_the_nearest(book, series, on, before, after):
    with pytest.raises(RateNotFound) as caught:
        book.rate(series, day(on), PUT_TOGETHER)
    error = caught.value
    assert (error.code, error.series, error.on) == ("rate-not-found", series, day(on))
    assert (error.before and error.before.id, error.after and error.after.id) == (before, after)
    for rate in (error.before, error.after):
        assert str(rate.period if rate else "none") in str(error)


# The second clock


@pytest.mark.parametrize(
    ("known_on", "salary", "name"),
    [
        # Scotland 2025/26, Band 5 entry: £33,247 at 4.25%, restated to £33,295 by PCS(AFC)2026/1 of 23 January 2026
        ("2025-04-01", "33247", "afc.scotland.2025-26.5.entry.original"),
        ("2026-01-22", "33247", "afc.scotland.2025-26.5.entry.original"),
        ("2026-01-23", "33295", "afc.scotland.2025-26.5.entry"),
        (None, "33295", "afc.scotland.2025-26.5.entry"),
    ],
)
def test_a_restated_figure_depends_on_what_was_known(book, known_on, salary, name):
    known = day(known_on) if known_on else None
    for on in ("2025-04-01", "2025-10-01", "2026-03-31"):
        rate = book.rate("afc.scotland.5.entry", day(on), known)
        assert (rate.value, rate.id) == (Decimal(salary), name)


@pytest.mark.parametrize(
    ("on", "known_on", "pounds_a_mile"),
    [
        # 45p a mile since 2011; on 21 May 2026 it became 55p, backdated to 6 April
        ("2026-04-05", None, "0.45"),
        ("2026-04-06", None, "0.55"),
        ("2026-04-06", "2026-05-20", "0.45"),
        ("2026-04-06", "2026-05-21", "0.55"),
        ("2026-05-21", "2026-05-20", "0.45"),
        ("2026-04-05", "2026-05-21", "0.45"),
    ],
)
def test_mileage_was_raised_backwards(book, on, known_on, pounds_a_mile):
    assert book.rate("mileage.car", day(on), known_on and day(known_on)).value == Decimal(pounds_a_mile)


def test_the_price_ladder_follows_a_restatement():
    """£33,247 ÷ (52.143 × 37) = £17.2328; £33,295 ÷ (52.143 × 37) = £17.2576, published as £17.26."""
    before = ladder("2025-10-01", "scotland", known_on=date(2026, 1, 22))
    after = ladder("2025-10-01", "scotland", known_on=date(2026, 1, 23))
    assert before["afc.5.entry"].pay.hourly == Decimal("17.23")
    assert after["afc.5.entry"].pay.hourly == Decimal("17.26")


@pytest.mark.parametrize(
    ("series", "on", "first_known", "before"),
    [
        # £13.21 from 1 April 2027 was seen announced on 2 November 2026
        ("minimum_wage.adult", "2027-04-01", "2026-11-02", "minimum_wage.adult.2026"),
        # Circular HSC (AfC) 06/2025 is of 3 December 2025, eight months after the year began
        ("afc.northern_ireland.7.entry", "2025-10-01", "2025-12-03", "afc.northern_ireland.2024-25.7.entry"),
        # England's award for 2025/26 was published on 22 May 2025
        ("afc.england.7.entry", "2025-04-01", "2025-05-22", "afc.england.2024-25.7.entry"),
    ],
)
def test_what_was_not_known_yet_is_hidden_and_not_made_up(book, series, on, first_known, before):
    assert book.rate(series, day(on), day(first_known)) == book.rate(series, day(on))
    with pytest.raises(RateNotFound) as caught:
        book.rate(series, day(on), day(first_known) - timedelta(days=1))
    assert caught.value.before.id == before
    assert caught.value.after is None


def test_the_book_starts_with_its_first_minimum_wage(book):
    assert book.first_day() == date(2022, 4, 1)
    assert book.first_known() == date(2022, 4, 1)


# Nothing may change a rate book that others use at the same time


@pytest.mark.parametrize("name", ["series", "rows", "cards", "activities", "sources"])
def test_the_book_is_read_only(book, name):
    mapping = getattr(book, name)
    key = next(iter(mapping))
    with pytest.raises(TypeError):
        mapping[key] = None
    with pytest.raises(TypeError):
        del mapping[key]
    assert not hasattr(mapping, "clear")


def test_its_entries_are_read_only(book):
    rates = book.series["weeks_in_year"]
    assert isinstance(rates, tuple)
    with pytest.raises(AttributeError):
        rates[0].value = Decimal(52)
    with pytest.raises(ValidationError):
        book.rows["weeks_in_year"].value = Decimal(52)
    with pytest.raises(ValidationError):
        book.plan.bands[0].maximum = 999
    with pytest.raises(TypeError):
        book.activities["share-views"].levels["communication"] = None
    assert book.rate("weeks_in_year", date(2026, 5, 14)).value == Decimal("52.143")
