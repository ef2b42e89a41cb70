"""Read the rate files. A faulty file is refused, with all its faults at once."""

import csv
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from fairpay.errors import FileFault, RateFileError
from fairpay.ratebook.lookup import CORE_SERIES, RateBook
from fairpay.ratebook.schema import (
    ActivityFile,
    CardFile,
    ConsultancyRow,
    DirectorRow,
    FigureRow,
    FloorRow,
    PayPointRow,
    PlanFile,
    SourceRow,
    SupplementRow,
)

FIGURE_FILES: Mapping[str, type[FigureRow]] = {
    "afc/pay_points.csv": PayPointRow,
    "afc/supplements.csv": SupplementRow,
    "afc/terms.csv": FigureRow,
    "on_costs.csv": FigureRow,
    "floors.csv": FloorRow,
    "consultancy.csv": ConsultancyRow,
    "directors.csv": DirectorRow,
}
_PLAN_FILE = "job_evaluation.toml"
_FACTORS = 16

_Entry = TypeVar("_Entry", bound=BaseModel)


def rates_folder() -> Path:
    """Return the folder of the rate files: inside the package, or beside it in a checkout."""
    packaged = Path(__file__).parent.parent / "_rates"
    return packaged if packaged.is_dir() else packaged.parent.parent / "rates"


@lru_cache(maxsize=1)
def rates() -> RateBook:
    """Return the rate book that comes with fairpay. It is read once.

    Raises:
        RateFileError: the files are faulty.
    """
    return load(rates_folder())


def load(folder: Path) -> RateBook:
    """Read a folder of rate files.

    Raises:
        RateFileError: something is wrong; its `faults` name every file, entry and field.
    """
    faults: list[FileFault] = []
    figures: list[FigureRow] = []
    for name, model in FIGURE_FILES.items():
        figures += _csv_entries(folder, name, model, faults)
    sources: list[SourceRow] = []
    for path in sorted(folder.glob("sources*.csv")):
        sources += _csv_entries(folder, path.name, SourceRow, faults)
    cards = list(_toml_entries(folder, sorted(folder.glob("cards/*.toml")), CardFile, faults))
    activities = list(_toml_entries(folder, sorted(folder.glob("activities/*.toml")), ActivityFile, faults))
    plans = list(_toml_entries(folder, [folder / _PLAN_FILE], PlanFile, faults))
    edition = _edition(folder, faults)
    if not faults:
        faults += _faults_between(figures, cards, activities, plans[0], sources)
    if faults:
        raise RateFileError(faults)
    return RateBook(
        edition=edition, figures=figures, cards=cards, activities=activities, plan=plans[0], sources=sources
    )


def _edition(folder: Path, faults: list[FileFault]) -> str:
    name = "datapackage.json"
    try:
        package = json.loads((folder / name).read_text(encoding="utf-8"))
        return str(package["version"])
    except (OSError, ValueError, KeyError, TypeError):
        faults.append(FileFault(name, "-", "version", "is missing or cannot be read"))
        return ""


def _csv_entries(folder: Path, name: str, model: type[_Entry], faults: list[FileFault]) -> list[_Entry]:
    try:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        faults.append(FileFault(name, "-", "-", f"cannot be read ({type(error).__name__})"))
        return []
    if not rows or len(set(rows[0])) != len(rows[0]):
        faults.append(FileFault(name, "line 1", "-", "has no header, or a column twice"))
        return []
    header = rows[0]
    entries = []
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(header):
            faults.append(FileFault(name, f"line {line}", "-", f"has {len(row)} cells, the header has {len(header)}"))
            continue
        values = {column: cell for column, cell in zip(header, row, strict=True) if cell != ""}
        entry = _entry(model, values, name, values.get("id", f"line {line}"), faults)
        if entry is not None:
            entries.append(entry)
    return entries


def _toml_entries(
    folder: Path, paths: Iterable[Path], model: type[_Entry], faults: list[FileFault]
) -> Iterator[_Entry]:
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            faults.append(FileFault(name, "-", "-", f"cannot be read: {error}"))
            continue
        entry = _entry(model, _tuples(values), name, path.stem, faults)
        if entry is not None:
            yield entry


def _tuples(value: Any) -> Any:
    """Turn TOML's lists into tuples, as the frozen models hold them."""
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def _entry(
    model: type[_Entry], values: dict[str, Any], file: str, entry: str, faults: list[FileFault]
) -> _Entry | None:
    try:
        return model(**values)
    except ValidationError as error:
        for item in error.errors(include_url=False, include_input=False):
            field = ".".join(str(part) for part in item["loc"]) or "-"
            faults.append(FileFault(file, entry, field, item["msg"]))
    return None


def _faults_between(
    figures: list[FigureRow],
    cards: list[CardFile],
    activities: list[ActivityFile],
    plan: PlanFile,
    sources: list[SourceRow],
) -> Iterator[FileFault]:
    """Yield the faults that only show when entries are held against each other."""
    yield from _twice("sources", (source.id for source in sources))
    yield from _twice("figures", (row.id for row in figures))
    known = {source.id for source in sources}
    entries: list[FigureRow | CardFile | ActivityFile] = [*figures, *cards, *activities]
    for entry in entries:
        for source in entry.sources:
            if source not in known:
                yield FileFault(type(entry).__name__, entry.id, "sources", f"there is no source called {source}")
    yield from _series_faults(figures)
    yield from _card_faults(cards, {activity.id for activity in activities})
    yield from _plan_faults(plan, known)
    yield from _activity_faults(activities, plan, {row.series for row in figures})
    yield from _pairing_faults(figures)
    if not any(row.series == CORE_SERIES for row in figures):
        yield FileFault("floors.csv", "-", "series", f"has no {CORE_SERIES}")


def _twice(kind: str, ids: Iterable[str]) -> Iterator[FileFault]:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            yield FileFault(kind, name, "id", "is there twice")
        seen.add(name)


def _series_faults(figures: list[FigureRow]) -> Iterator[FileFault]:
    series: dict[str, list[FigureRow]] = {}
    for row in figures:
        series.setdefault(row.series, []).append(row)
    for name, rows in series.items():
        if len({(row.unit, row.nation, type(row)) for row in rows}) > 1:
            yield FileFault("figures", name, "unit", "one series has two units or two nations")
        rows.sort(key=lambda row: (row.period.start is not None, row.period.start, row.known_from or row.last_checked))
        for earlier, later in pairwise(rows):
            if earlier.period.overlaps(later.period):
                restated = earlier.period == later.period and earlier.known_from != later.known_from
                if not restated:
                    yield FileFault("figures", later.id, "effective_from", f"overlaps {earlier.id}")
            elif not earlier.period.meets(later.period) and later.gap_before is None:
                yield FileFault("figures", later.id, "gap_before", f"the gap after {earlier.id} is not declared")


def _card_faults(cards: list[CardFile], activities: set[str]) -> Iterator[FileFault]:
    yield from _twice("cards", (card.id for card in cards))
    ids = {card.id for card in cards}
    for card in cards:
        yield from _twice(f"cards/{card.id}.toml", (step.id for step in card.steps))
        if card.superseded_by is not None and card.superseded_by not in ids:
            yield FileFault("cards", card.id, "superseded_by", f"there is no card called {card.superseded_by}")
        for step in card.steps:
            yield from _twice(f"cards/{card.id}.toml", (band.id for band in step.bands))
            for activity in step.activities or ():
                if activity not in activities:
                    yield FileFault("cards", card.id, step.id, f"there is no activity called {activity}")


def _plan_faults(plan: PlanFile, sources: set[str]) -> Iterator[FileFault]:
    if len(plan.factors) != _FACTORS or len({factor.id for factor in plan.factors}) != _FACTORS:
        yield FileFault(_PLAN_FILE, "-", "factors", f"there must be {_FACTORS} factors, each once")
    for factor in plan.factors:
        if [item.level for item in factor.levels] != list(range(1, len(factor.levels) + 1)):
            yield FileFault(_PLAN_FILE, factor.id, "levels", "must count up from 1")
        if any(low.score >= high.score for low, high in pairwise(factor.levels)):
            yield FileFault(_PLAN_FILE, factor.id, "levels", "scores must rise with the level")
        for source in {*factor.sources, *plan.sources, plan.bands_source} - sources:
            yield FileFault(_PLAN_FILE, factor.id, "sources", f"there is no source called {source}")
    for low, high in pairwise(plan.bands):
        if low.maximum + 1 != high.minimum:
            yield FileFault(_PLAN_FILE, high.band, "minimum", f"does not follow the top of band {low.band}")


def _activity_faults(activities: list[ActivityFile], plan: PlanFile, series: set[str]) -> Iterator[FileFault]:
    yield from _twice("activities", (activity.id for activity in activities))
    highest = {factor.id: len(factor.levels) for factor in plan.factors}
    for activity in activities:
        file = f"activities/{activity.id}.toml"
        for factor in highest.keys() ^ activity.levels.keys():
            yield FileFault(file, activity.id, f"levels.{factor}", "is missing, or is no factor")
        for factor, item in activity.levels.items():
            if not 1 <= item.level <= highest.get(factor, item.level):
                yield FileFault(file, activity.id, f"levels.{factor}", "is not a level of this factor")
        for comparator in activity.comparators:
            if comparator not in series:
                yield FileFault(file, activity.id, "comparators", f"there is no series called {comparator}")


def _pairing_faults(figures: list[FigureRow]) -> Iterator[FileFault]:
    """A yearly fee of a non-executive means nothing without the days that it is for."""
    series = {row.series for row in figures}
    for row in figures:
        yearly_fee = isinstance(row, DirectorRow) and row.role != "executive" and row.unit == "GBP/year"
        if yearly_fee and f"{row.series}.days" not in series:
            yield FileFault("directors.csv", row.id, "series", f"has no {row.series}.days")
