"""What is hidden or merged in a workbook, said before its rows are used: hidden rows are read like all others."""

from collections.abc import Iterator, Sequence

from fairpay.caveat import Caveat
from fairpay.tables.xlsx import Attributes, Sheet, Workbook, feed, local

_SHOWN = 20  # rows, columns or cells that a note names one by one


def hidden(book: Workbook, sheet: Sheet, width: int) -> Iterator[Caveat]:
    """Yield a note for all that a reader of the sheet would not see, among the first `width` columns.

    The sheets beside it are named: nothing of them is read.
    """
    unseen = [f"“{other.name}”" for other in book.sheets if other.hidden]
    if unseen:
        yield Caveat("hidden-sheets", {"sheets": _joined(unseen)})
    others = [f"“{other.name}”" for other in book.sheets if not other.hidden and other != sheet]
    if others:
        yield Caveat("other-sheets", {"sheet": sheet.name, "sheets": _joined(others)})
    survey = _Survey()
    for _ in feed(book.parts, sheet.part, survey.start):
        pass
    if survey.rows:
        yield Caveat("hidden-rows", {"rows": _joined([_span(str(first), str(last)) for first, last in survey.rows])})
    columns = [(first, min(last, width)) for first, last in survey.columns if first <= width]
    if columns:
        spans = [_span(_letters(first), _letters(last)) for first, last in columns]
        yield Caveat("hidden-columns", {"columns": _joined(spans)})
    if survey.merged:
        yield Caveat("merged-cells", {"cells": _joined(survey.merged)})


class _Survey:
    """Goes through the XML of a sheet for what is hidden or merged, and counts no more than it keeps."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int]] = []
        self.columns: list[tuple[int, int]] = []
        self.merged: list[str] = []
        self._at = 0

    def start(self, name: str, given: Attributes) -> None:
        name = local(name)
        if name == "row":
            self._at = int(given.get("r", self._at + 1))
            if given.get("hidden") in ("1", "true"):
                self._hide(self._at)
        elif name == "col":
            if given.get("hidden") in ("1", "true") and len(self.columns) <= _SHOWN:
                self.columns.append((int(given["min"]), int(given["max"])))
        elif name == "mergeCell" and len(self.merged) <= _SHOWN:
            self.merged.append(given["ref"].replace(":", "–"))

    def _hide(self, row: int) -> None:
        if self.rows and self.rows[-1][1] == row - 1:
            self.rows[-1] = (self.rows[-1][0], row)
        elif len(self.rows) <= _SHOWN:
            self.rows.append((row, row))


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _joined(names: Sequence[str]) -> str:
    return ", ".join([*names[:_SHOWN], "…"] if len(names) > _SHOWN else names)


def _letters(column: int) -> str:
    """Return the letters of a column, counted from 1."""
    text = ""
    while column:
        column, left = divmod(column - 1, 26)
        text = chr(65 + left) + text
    return text
