"""Read the rate files. A faulty file is refused, with all its faults at once."""

import csv
import json
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from fairpay.errors import FileFault, RateFileError
from fairpay.ratebook.consistency import FLOORS_FILE, PLAN_FILE, faults_between
from fairpay.ratebook.lexicon import LANGUAGES_FILE, LEXICON_FILE, LanguageRow, LexiconRow, lexicon_faults
from fairpay.ratebook.lookup import RateBook
from fairpay.ratebook.schema import (
    ActivityFile,
    CardFile,
    CheckRow,
    ConsultancyRow,
    DirectorRow,
    DocumentRow,
    FigureRow,
    FloorRow,
    OtherTermsRow,
    PayPointRow,
    PlanFile,
    SchemeRow,
    SourceRow,
    SupplementRow,
)

_SOURCES_FILE = "sources.csv"
_PACKAGE_FILE = "datapackage.json"
_SEE_README = "see “Rates of your own” in rates/README.md"

FIGURE_FILES: Mapping[str, type[FigureRow]] = {
    "afc/pay_points.csv": PayPointRow,
    "afc/supplements.csv": SupplementRow,
    "afc/terms.csv": FigureRow,
    "on_costs.csv": FigureRow,
    FLOORS_FILE: FloorRow,
    "consultancy.csv": ConsultancyRow,
    "directors.csv": DirectorRow,
    "afc/enhancements.csv": FigureRow,
    "access.csv": FigureRow,
    "benefits.csv": FigureRow,
    "conventions.csv": FigureRow,
    "expenses.csv": FigureRow,
    "holiday.csv": FigureRow,
    "lived_experience_jobs.csv": FigureRow,
    "other_rates.csv": FigureRow,
    "thresholds.csv": FigureRow,
    "unit_costs.csv": FigureRow,
}
SCHEMES_FILE = "schemes_without_amounts.csv"
DOCUMENTS_FILE = "documents.csv"
CHECKS_FILE = "checks.csv"
OTHER_TERMS_FILE = "other_terms.csv"

_Entry = TypeVar("_Entry", bound=BaseModel)


def rates_folder() -> Path:
    """Return the folder of the rate files: inside the package, or beside it in a checkout."""
    packaged = Path(__file__).parent.parent / "_rates"
    return packaged if packaged.is_dir() else packaged.parent.parent / "rates"


def rates(*own: Path) -> RateBook:
    """Return the rate book that comes with fairpay, or that with own rates beside it.

    The book that comes with fairpay is read once; with own rates it is read every time.

    Raises:
        RateFileError: the files are faulty.
    """
    return load(rates_folder(), *own) if own else _shipped()


@lru_cache(maxsize=1)
def _shipped() -> RateBook:
    return load(rates_folder())


def load(folder: Path, *own: Path) -> RateBook:
    """Read a folder of rate files, and an organisation's own rates beside them.

    Each of `own` is one rate card (.toml), one file of day rates in the form of consultancy.csv
    (.csv), or a folder of such files; rate cards may stand in cards/ in it, and any file of figures
    and sources by its own name. They are held to the same rules, and may not take the id of an entry
    that is there. A .toml or .csv file that is none of these is a fault.

    Raises:
        RateFileError: something is wrong; its `faults` name every file, entry and field.
    """
    reader = _Reader(folder)
    figures: list[tuple[str, FigureRow]] = []
    for name, model in FIGURE_FILES.items():
        figures += reader.csv_entries(name, model)
    sources: list[tuple[str, SourceRow]] = []
    for name in sorted({_SOURCES_FILE, *reader.names("sources*.csv")}):
        sources += reader.csv_entries(name, SourceRow)
    schemes = reader.csv_entries(SCHEMES_FILE, SchemeRow)
    documents = reader.csv_entries(DOCUMENTS_FILE, DocumentRow)
    checks = reader.csv_entries(CHECKS_FILE, CheckRow)
    other_terms = reader.csv_entries(OTHER_TERMS_FILE, OtherTermsRow)
    lexicon = reader.csv_entries(LEXICON_FILE, LexiconRow)
    languages = reader.csv_entries(LANGUAGES_FILE, LanguageRow)
    cards = list(reader.toml_entries(reader.names("cards/*.toml"), CardFile))
    origins: dict[str, str] = {}
    for path in own:
        _read_own(reader, path, figures, cards, sources, origins)
    activities = list(reader.toml_entries(reader.names("activities/*.toml"), ActivityFile))
    plan = next((plan for _, plan in reader.toml_entries([PLAN_FILE], PlanFile)), None)
    edition = _edition(reader)
    faults = reader.faults
    if reader.whole:
        faults += faults_between(
            figures, cards, activities, [*checks, *other_terms], plan, sources, schemes, documents, reader.unread
        )
        known = {source.id for _, source in sources} | reader.unread
        faults += lexicon_faults(lexicon, languages, plan, known, reader.unread)
    if faults or plan is None:
        raise RateFileError(faults)
    return RateBook(
        edition=edition,
        figures=(row for _, row in figures),
        cards=(card for _, card in cards),
        activities=(activity for _, activity in activities),
        plan=plan,
        sources=(source for _, source in sources),
        schemes=(scheme for _, scheme in schemes),
        documents=(document for _, document in documents),
        checks=(check for _, check in checks),
        other_terms=(terms for _, terms in other_terms),
        lexicon=(row for _, row in lexicon),
        languages=(language for _, language in languages),
        own=origins,
    )


def _read_own(
    shipped: "_Reader",
    path: Path,
    figures: list[tuple[str, FigureRow]],
    cards: list[tuple[str, CardFile]],
    sources: list[tuple[str, SourceRow]],
    origins: dict[str, str],
) -> None:
    """Add what an organisation's own folder or file holds; its faults join those of the shipped files."""
    reader = _Reader(path if path.is_dir() else path.parent)
    own_figures: list[tuple[str, FigureRow]] = []
    own_cards: list[tuple[str, CardFile]] = []
    for name in reader.names("**/*") if path.is_dir() else [path.name]:
        parent, kind = PurePosixPath(name).parent.as_posix(), PurePosixPath(name).suffix.lower()
        if kind == ".toml" and parent in (".", "cards"):
            own_cards += reader.toml_entries([name], CardFile)
        elif name in FIGURE_FILES:
            own_figures += reader.csv_entries(name, FIGURE_FILES[name])
        elif kind == ".csv" and parent == "." and name.startswith("sources"):
            sources += reader.csv_entries(name, SourceRow)
        elif (kind == ".csv" and parent == ".") or not path.is_dir():
            own_figures += reader.csv_entries(name, ConsultancyRow)
        elif kind in (".csv", ".toml"):
            reader.fault(name, "-", "-", f"is not read here: {_SEE_README}")
    if not (own_figures or own_cards or reader.faults):
        reader.fault(path.name, "-", "-", f"holds no rates: {_SEE_README}")
    names = [row.id for _, row in own_figures] + [card.id for _, card in own_cards]
    origins |= dict.fromkeys(names, path.name)
    figures += own_figures
    cards += own_cards
    shipped.faults += reader.faults
    shipped.unread |= reader.unread
    shipped.whole = shipped.whole and reader.whole


class _Reader:
    """Reads entries, each with the name of its file, and collects the faults on the way.

    `unread` holds the ids and series of entries that could not be read: they are not missing when
    another entry names them. `whole` says that no CSV file was lost altogether.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[FileFault] = []
        self.unread: set[str] = set()
        self.whole = True

    def names(self, pattern: str) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(pattern))

    def fault(self, file: str, entry: str, field: str, reason: str) -> None:
        self.faults.append(FileFault(file, entry, field, reason))

    def csv_entries(self, name: str, model: type[_Entry]) -> list[tuple[str, _Entry]]:
        header, *rows = self._csv_lines(name, model.model_fields)
        entries = []
        for line, row in enumerate(rows, start=2):
            values = {column: cell for column, cell in zip(header, row, strict=False) if cell != ""}
            entry = None
            if len(row) == len(header):
                entry = self._entry(model, values, name, values.get("id", f"line {line}"))
            else:
                self.fault(name, f"line {line}", "-", f"has {len(row)} cells, the header has {len(header)}")
            if entry is None:
                self.unread |= {values.get("id", ""), values.get("series", "")}
            else:
                entries.append((name, entry))
        return entries

    def _csv_lines(self, name: str, columns: Collection[str]) -> list[list[str]]:
        """Return the header and rows of a file, or an empty header where the file cannot be used."""
        try:
            with (self.folder / name).open(encoding="utf-8", newline="") as file:
                lines = list(csv.reader(file, strict=True))
            if not lines:
                raise csv.Error("it is empty")
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            faults = [FileFault(name, "-", "-", _why(error))]
        else:
            faults = list(_header_faults(name, lines[0], columns))
        if not faults:
            return lines
        self.faults += faults
        self.whole = False
        return [[]]

    def toml_entries(self, names: Iterable[str], model: type[_Entry]) -> Iterator[tuple[str, _Entry]]:
        for name in names:
            path, entry = self.folder / name, None
            try:
                values = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
            except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
                self.fault(name, "-", "-", _why(error))
            else:
                entry = self._entry(model, _tuples(values), name, path.stem)
            if entry is None:
                self.unread.add(path.stem)
            else:
                yield name, entry

    def _entry(self, model: type[_Entry], values: dict[str, Any], file: str, name: str) -> _Entry | None:
        try:
            return model(**values)
        except ValidationError as error:
            for item in error.errors(include_url=False, include_input=False):
                field = ".".join(str(part) for part in item["loc"]) or "-"
                self.fault(file, name, field, item["msg"])
        return None


def _header_faults(file: str, header: list[str], columns: Collection[str]) -> Iterator[FileFault]:
    for column in sorted({*header, *columns}):
        if column not in columns:
            yield FileFault(file, "line 1", column, "is no column of this file")
        elif column not in header:
            yield FileFault(file, "line 1", column, "the column is missing")
        elif header.count(column) > 1:
            yield FileFault(file, "line 1", column, "the column is there twice")


def _why(error: Exception) -> str:
    """Say why a file cannot be read, without the folder it is in."""
    if isinstance(error, UnicodeDecodeError):
        return "cannot be read: it is not UTF-8"
    return f"cannot be read: {error.strerror if isinstance(error, OSError) else error}"


def _edition(reader: _Reader) -> str:
    with suppress(OSError, ValueError, KeyError, TypeError):
        package = json.loads((reader.folder / _PACKAGE_FILE).read_text(encoding="utf-8"))
        if isinstance(package["version"], str):
            return package["version"]
    reader.fault(_PACKAGE_FILE, "-", "version", "is missing or cannot be read")
    return ""


def _tuples(value: Any) -> Any:
    """Turn TOML's lists into tuples, as the frozen models hold them."""
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
