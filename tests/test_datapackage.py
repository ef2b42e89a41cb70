"""rates/ is a Frictionless Data Package, and its README tells how to add to it: both are tried here."""

import csv
import json
import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal, get_args, get_origin

import frictionless
import pytest

import fairpay
from fairpay import Hours, Offer, RateNotFound, Task
from fairpay.ratebook import load
from fairpay.ratebook.lexicon import LANGUAGES_FILE, LEXICON_FILE, LanguageRow, LexiconRow
from fairpay.ratebook.load import DOCUMENTS_FILE, FIGURE_FILES, SCHEMES_FILE
from fairpay.ratebook.schema import DocumentRow, SchemeRow, SourceRow

RATES = Path(__file__).parent.parent / "rates"
README = (RATES / "README.md").read_text(encoding="utf-8")
PACKAGE = json.loads((RATES / "datapackage.json").read_text(encoding="utf-8"))
NOT_DATA = {"README.md", "datapackage.json"}
MODELS = FIGURE_FILES | {SCHEMES_FILE: SchemeRow, DOCUMENTS_FILE: DocumentRow}
MODELS |= {LEXICON_FILE: LexiconRow, LANGUAGES_FILE: LanguageRow}
MODELS |= {path.name: SourceRow for path in RATES.glob("sources*.csv")}


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(RATES, tmp_path / "rates")


def faults(folder):
    """What `frictionless validate` says, as a list of messages."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [message for (message,) in report.flatten(["message"])]


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


# The package


def test_frictionless_finds_no_fault():
    assert faults(RATES) == []


def test_frictionless_would_find_a_fault(folder):
    rows = read(folder / "floors.csv")
    rows[0]["unit"] = "GBP/fortnight"
    write(folder / "floors.csv", rows)
    assert len(faults(folder)) == 1
    (folder / "cards" / "tewv.toml").unlink()
    assert len(faults(folder)) == 2


def test_every_file_is_listed_once():
    files = {path.relative_to(RATES).as_posix() for path in RATES.rglob("*") if path.is_file()} - NOT_DATA
    listed = [resource["path"] for resource in PACKAGE["resources"]]
    assert sorted(listed) == sorted(files)
    names = [resource["name"] for resource in PACKAGE["resources"]]
    assert len(set(names)) == len(names)


def test_every_resource_says_what_it_is():
    for resource in PACKAGE["resources"]:
        table = resource["path"].endswith(".csv")
        assert resource["profile"] == ("tabular-data-resource" if table else "data-resource")
        assert resource["format"] == Path(resource["path"]).suffix.removeprefix(".")
        assert resource["encoding"] == "utf-8"
        assert ("schema" in resource) is table


@pytest.mark.parametrize("name", MODELS)
def test_the_package_and_the_loader_agree_on_the_columns(name):
    """The same columns are there, must be filled in, and take the same words."""
    (resource,) = (resource for resource in PACKAGE["resources"] if resource["path"] == name)
    columns = {field["name"]: field.get("constraints", {}) for field in resource["schema"]["fields"]}
    model = MODELS[name].model_fields
    assert columns.keys() == model.keys()
    for column, field in model.items():
        assert columns[column].get("required", False) is field.is_required(), column
        words = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
        assert tuple(columns[column].get("enum", ())) == words, column


def test_licence_and_version_are_those_of_the_readme():
    (licence,) = PACKAGE["licenses"]
    assert licence["path"] in README
    assert PACKAGE["version"] == fairpay.rates().edition


def test_the_readme_names_every_file_and_every_column():
    listed = README.split("## What is here")[1].split("## ")[0]
    for resource in PACKAGE["resources"]:
        path = Path(resource["path"])
        assert f"`{path}`" in listed or f"`{path.parent}/*{path.suffix}`" in listed, path
    columns = README.split("## The columns")[1].split("## ")[0]
    for name in FIGURE_FILES:
        (resource,) = (resource for resource in PACKAGE["resources"] if resource["path"] == name)
        for field in resource["schema"]["fields"]:
            if field["name"] not in ("label", "evidence"):  # a name, and the grades of the section before
                assert f"`{field['name']}`" in columns, field["name"]


# Adding to it, by the steps of its README

AWARD = README.split("## Add next year's award in ten minutes")[1].split("## ")[0]
# Made up, as the whole of next year's award here is: Band 7, and the Inner London supplement.
SALARIES = {"entry": "51000", "intermediate": "53500", "top": "58500"}
SUPPLEMENT = {"percent": "0.20", "minimum": "6000", "maximum": "9000"}
PENSION = {"pension.employer.england": "0.24", "pension.administration.england": "0.0008"}
SESSION = Hours(attendance="6")


def told(pattern):
    """Values that the README gives in its steps, so that the test follows what people are told."""
    return re.search(pattern, AWARD, re.DOTALL).groups()


def add_year(path, series, values):
    """Steps 2 to 6: copy rows, put each copy after its row, change what the README says, type in the values."""
    old_id, new_id = told(r"change `(\S+)` to `(\S+)` in `id`")
    old_year, new_year = told(r"and `(\S+)` to `(\S+)` in `label` and `year`")
    first, last, review = told(r"`effective_from` ([\d-]+), `effective_to` ([\d-]+),.* `review_by` ([\d-]+)\.")
    rows = []
    for row in read(path):
        rows.append(row)
        point = row["series"].removeprefix(series).removeprefix(".")
        if row["series"].startswith(series) and old_id in row["id"]:
            copy = row | {"id": row["id"].replace(old_id, new_id), "label": row["label"].replace(old_year, new_year)}
            copy |= {"effective_from": first, "effective_to": last, "known_from": "2027-02-10", "review_by": review}
            copy |= {"value": values[point], "sources": "next-award", "place": "Annex A", "evidence": "official"}
            copy |= {"last_checked": "2027-02-11", "note": ""}
            if "year" in copy:
                copy["year"] = new_year
            rows.append(copy)
    write(path, rows)


def add_award(folder):
    """Steps 1 to 7."""
    source = {"id": "next-award", "title": "Pay scales for next year", "url": "https://example.org/scales"}
    source |= {"kind": "primary", "accessed": "2027-02-11", "note": ""}
    write(folder / "sources.csv", [*read(folder / "sources.csv"), source])
    add_year(folder / "afc" / "pay_points.csv", "afc.england.7", SALARIES)
    add_year(folder / "afc" / "supplements.csv", "supplement.inner", SUPPLEMENT)


def add_pension(folder):
    """Step 8: what else ends on the last day of the old year."""
    (last,) = told(r"what else ends on ([\d-]+)\.")
    first, end, review = told(r"`effective_from` ([\d-]+), `effective_to` ([\d-]+),.* `review_by` ([\d-]+)\.")
    path, rows = folder / "on_costs.csv", []
    for row in read(path):
        rows.append(row)
        if row["series"] in PENSION and row["effective_to"] == last:
            copy = row | {"id": f"{row['series']}.next", "value": PENSION[row["series"]], "sources": "next-award"}
            copy |= {"effective_from": first, "effective_to": end, "known_from": "2027-02-10", "review_by": review}
            rows.append(copy | {"last_checked": "2027-02-11", "note": ""})
    write(path, rows)


def ladder(book, zone="none"):
    task = Task(on="2027-05-14", nation="england", zone=zone, band="7", hours=SESSION)
    return fairpay.compare(task, Offer(amount="150", per="day"), book=book)


def test_an_award_added_by_the_steps_is_sound_and_found(folder):
    add_award(folder)
    assert faults(folder) == []
    book = load(folder)
    last_day, first_day = date(2027, 3, 31), date(2027, 4, 1)
    for point, salary in SALARIES.items():
        series = f"afc.england.7.{point}"
        assert book.rate(series, last_day) == fairpay.rates().rate(series, last_day)
        assert book.rate(series, first_day).value == Decimal(salary)
        assert book.rate(series, first_day).sources == ("next-award",)
    with pytest.raises(RateNotFound):  # step 6: what the source does not have stays out
        book.rate("afc.england.8a.entry", first_day)


def test_without_the_new_pension_rates_the_ladder_says_what_is_missing(folder):
    add_award(folder)
    result = ladder(load(folder))
    assert result.benchmark is None
    (missing,) = (missing.error for missing in result.missing if missing.kind == "afc")
    assert missing.code == "rate-not-found"
    assert missing.series == "pension.employer.england"


def test_with_them_a_task_of_the_new_year_is_priced(folder):
    """A year has 52.143 × 37.5 = 1,955.3625 hours; (52.143 × 5 − 27 − 8) × 7.5 = 1,692.8625 are worked.

    Pay: 51,000 ÷ 1,955.3625 = 26.0821. Cost: 51,000 + 15% of (51,000 − 5,000) = 6,900, + 24.08% = 12,280.80,
    + 0.5% = 255: 70,435.80 ÷ 1,692.8625 = 41.6075.
    Inner London: 20% of 51,000 is 10,200, at most 9,000: 60,000 ÷ 1,955.3625 = 30.6849.
    """
    add_award(folder)
    add_pension(folder)
    assert faults(folder) == []
    book = load(folder)
    rung = ladder(book)["afc.7.entry"]
    assert (rung.pay.hourly, rung.cost.hourly) == (Decimal("26.08"), Decimal("41.61"))
    assert ladder(book).benchmark == "afc.7.entry"
    assert ladder(book, zone="inner")["afc.7.entry"].pay.hourly == Decimal("30.68")


def test_a_restatement_added_by_the_readme_keeps_the_old_row(folder):
    """Same series, same days, a later known_from and a new id."""
    path = folder / "afc" / "pay_points.csv"
    rows = read(path)
    (old,) = (row for row in rows if row["id"] == "afc.england.2026-27.7.entry")
    write(path, [*rows, old | {"id": f"{old['id']}.restated", "value": "49500", "known_from": "2026-12-01"}])
    assert faults(folder) == []
    book, on = load(folder), date(2026, 5, 14)
    assert book.rate("afc.england.7.entry", on).value == Decimal(49500)
    assert book.rate("afc.england.7.entry", on, date(2026, 11, 30)).value == Decimal(49387)


def test_a_card_added_by_the_readme_is_listed_and_found(folder):
    """Put the file in place, add its source, copy an entry of the package and change name and path."""
    cards = folder / "cards"
    text = (cards / "tewv.toml").read_text(encoding="utf-8").replace('"tewv-involvement"', '"sample-card"')
    (cards / "sample.toml").write_text(text.replace('id = "tewv"', 'id = "sample"'), encoding="utf-8")
    source = {"id": "sample-card", "title": "A scheme", "url": "https://example.org/scheme"}
    source |= {"kind": "primary", "accessed": "2026-11-21", "note": ""}
    write(folder / "sources_cards.csv", [*read(folder / "sources_cards.csv"), source])
    (entry,) = (resource for resource in PACKAGE["resources"] if resource["path"] == "cards/tewv.toml")
    resources = [*PACKAGE["resources"], entry | {"name": "cards-sample", "path": "cards/sample.toml"}]
    (folder / "datapackage.json").write_text(json.dumps(PACKAGE | {"resources": resources}), encoding="utf-8")
    assert faults(folder) == []
    assert "card.sample.block" in ladder(load(folder))
