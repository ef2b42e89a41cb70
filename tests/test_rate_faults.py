"""A faulty rate file is refused, with every fault named by file, entry and field.

Each file of `data/bad_rates` is one sample: `edits` that put a fault into sound rates, and the
`faults` that the loader must find, no fewer and no more. The edits mostly touch the entries of
`data/bad_rates/sound`, which are added to a copy of the shipped rates first, so that a new award
in `rates/` changes no sample. An edit names its `file` and one of:

- `entry` and `set`: cells of the row with that id;
- `replace` and `by`: the first place where the text stands;
- `append` or `write`: text after the file, or in place of it (`encoding`, where it is not UTF-8);
- `remove`.
"""

import csv
import shutil
import tomllib
from pathlib import Path

import pytest

from fairpay.errors import FileFault, RateFileError
from fairpay.ratebook import load

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "tests" / "data" / "bad_rates"
SOUND = SAMPLES / "sound"


@pytest.fixture
def folder(tmp_path):
    """The shipped rates with the sound entries beside them, in a place that may be spoilt."""
    folder = tmp_path / "rates"
    shutil.copytree(ROOT / "rates", folder)
    for path in sorted(SOUND.glob("**/*.*")):
        copy = folder / path.relative_to(SOUND)
        if path.suffix == ".csv":
            header, rows = path.read_text(encoding="utf-8").split("\n", 1)
            assert copy.read_text(encoding="utf-8").startswith(f"{header}\n")
            append(copy, rows)
        else:
            assert not copy.exists()
            shutil.copy(path, copy)
    return folder


def append(path, text, encoding="utf-8"):
    with path.open("ab") as file:
        file.write(text.encode(encoding))


def set_cells(path, entry, cells):
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    (row,) = [row for row in rows if row["id"] == entry]
    assert cells.keys() <= row.keys()
    row |= cells
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def edit(folder, *, file, **change):
    path = folder / file
    match change:
        case {"entry": entry, "set": cells}:
            set_cells(path, entry, cells)
        case {"replace": old, "by": new}:
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        case {"append": text, **rest}:
            append(path, text, **rest)
        case {"write": text}:
            path.write_text(text, encoding="utf-8")
        case {"remove": True}:
            path.unlink()
        case _:
            pytest.fail(f"no such edit: {change}")


def place(fault):
    return fault.file, fault.entry, fault.field


def samples():
    return sorted(SAMPLES.glob("*.toml"))


def test_the_sound_entries_have_no_fault(folder):
    book = load(folder)
    assert {"sample.2025", "sample.2026", "sample-undated", "director.sample.2025"} <= book.rows.keys()
    assert "sample" in book.cards
    assert "sample" in book.activities
    assert "sample-source" in book.sources


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_every_fault_is_named_and_nothing_else(path, folder):
    sample = tomllib.loads(path.read_text(encoding="utf-8"))
    for change in sample["edits"]:
        edit(folder, **change)
    expected = sorted((FileFault(**fault) for fault in sample["faults"]), key=place)

    with pytest.raises(RateFileError) as caught:
        load(folder)

    found = sorted(caught.value.faults, key=place)
    assert [place(fault) for fault in found] == [place(fault) for fault in expected], str(caught.value)
    for fault, wanted in zip(found, expected, strict=True):
        assert wanted.reason in fault.reason
    assert str(caught.value).splitlines()[1:] == [str(fault) for fault in caught.value.faults]
    assert f"Faults: {len(expected)}." in str(caught.value)
    assert str(folder) not in str(caught.value)  # whose machine it is does not matter to anybody


def test_one_message_lists_all_faults_with_their_count(folder):
    """Spelt out once, word for word: two faults in two files and two more in one row."""
    set_cells(folder / "on_costs.csv", "sample-undated", {"value": "£0.20", "place": ""})
    set_cells(folder / "afc" / "pay_points.csv", "afc.uk.2025-26.7.entry", {"effective_to": "2025-03-31"})
    append(folder / "sources.csv", "short,A short row,https://example.org\n")
    line = len((folder / "sources.csv").read_text(encoding="utf-8").splitlines())

    with pytest.raises(RateFileError) as caught:
        load(folder)

    assert caught.value.code == "faulty-rates"
    assert str(caught.value).splitlines() == [
        "The rates cannot be used. Faults: 4.",
        "afc/pay_points.csv: afc.uk.2025-26.7.entry: effective_to: ends before it starts",
        "on_costs.csv: sample-undated: value: is not a plain number like 49387 or 12.71",
        "on_costs.csv: sample-undated: place: Field required",
        f"sources.csv: line {line}: -: has 3 cells, the header has 6",
    ]


def test_the_order_of_the_faults_does_not_change_from_run_to_run(folder):
    """Factors come from sets: two that are missing must still be named in one order."""
    path = folder / "activities" / "sample.toml"
    text = path.read_text(encoding="utf-8")
    for factor in ("planning", "analytical", "knowledge", "research"):
        text = text.replace(f"[levels.{factor}]", f"[levels.no_{factor}]")
    path.write_text(text, encoding="utf-8")

    with pytest.raises(RateFileError) as caught:
        load(folder)

    fields = [fault.field for fault in caught.value.faults]
    assert len(fields) == 8
    assert fields == sorted(fields)
