"""Which column of a file is which: headings are matched in any order, case and spacing, with synonyms."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fairpay.errors import Fault, InputError


class Column(NamedTuple):
    """A column that a caller knows. All its names are compared without case, spaces and punctuation."""

    name: str  # what the code calls it: "attendance"
    title: str  # its heading in a template, marked for the catalogues
    synonyms: tuple[str, ...] = ()  # other headings that mean the same
    required: bool = False


class Header(NamedTuple):
    """The headings of a table."""

    texts: tuple[str, ...]  # as they are written
    names: tuple[str | None, ...]  # the name of the column at each position; None where no column is known
    positions: Mapping[str, int]  # the position of each column that is there


def match(cells: Sequence[str], columns: Sequence[Column]) -> Header:
    """Find the columns in a row of headings. Headings that nobody knows are kept, without a name.

    Raises:
        InputError: `duplicate-header` (two headings are the same or mean the same), `unclear-header` (a heading
            is a synonym of two columns), `missing-column` (one fault for each).
    """
    texts = tuple(cells)
    meanings = _meanings(columns)
    found = [meanings.get(_bare(text), ()) for text in texts]
    faults = [
        Fault("", "unclear-header", {"heading": text, "title": meant[0].title, "other_title": meant[1].title})
        for text, meant in zip(texts, found, strict=True)
        if len(meant) > 1
    ]
    names = tuple(meant[0].name if meant else None for meant in found)
    faults += _doubled(texts, names)
    faults += [
        Fault("", "missing-column", {"title": column.title})
        for column in columns
        if column.required and column.name not in names
    ]
    if faults:
        raise InputError(faults)
    return Header(texts, names, {name: position for position, name in enumerate(names) if name is not None})


def _bare(heading: str) -> str:
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


def _meanings(columns: Sequence[Column]) -> dict[str, list[Column]]:
    """Return the columns that each heading can mean: a name or title of its own goes before a synonym."""
    own = {_bare(text): [column] for column in columns for text in (column.name, column.title)}
    others: dict[str, list[Column]] = {}
    for column in columns:
        for key in {_bare(text) for text in column.synonyms} - own.keys():
            others.setdefault(key, []).append(column)
    return others | own


def _doubled(texts: Sequence[str], names: Sequence[str | None]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for text, name in zip(texts, names, strict=True):
        key = name or f"“{_bare(text)}”"  # which no name of a column can be
        if not text.strip():
            continue  # a column without a heading is passed through
        if key in first:
            yield Fault("", "duplicate-header", {"heading": text, "other": first[key]})
        first.setdefault(key, text)
