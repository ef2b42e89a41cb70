"""Text that is safe in a spreadsheet, and CSV as Excel likes it.

A cell whose text starts like a formula can run when the file is opened. Such text gets a ' in front, the
sign by which spreadsheets know text (OWASP ASVS 5.0, 1.2.10). A plain negative number is left alone.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

_STARTS = "[=+\\-@\t\r\n\0＝＋－＠]"
_UNSAFE = re.compile(f"'* *{_STARTS}")
_MARKED = re.compile(f"'(?='* *{_STARTS})")
_NEGATIVE = re.compile(r"-[0-9][0-9,]*(?:\.[0-9]+)?")


def defused(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, by a ' in front where that is needed.

    Text that already has a ' there gets another one, so that `restored` gives back exactly what went in.
    """
    if _UNSAFE.match(text) and not _NEGATIVE.fullmatch(text):
        return f"'{text}"
    return text


def restored(text: str) -> str:
    """Return what `defused` was given."""
    return text[1:] if _MARKED.match(text) else text


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV with CRLF, quoted where needed; text is defused, numbers stay as they are."""
    out = StringIO()
    csv.writer(out).writerows([defused(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()


def for_excel(rows: str) -> str:
    """Return CSV with the mark by which Excel knows UTF-8: without it a £ comes out as two signs."""
    return "\ufeff" + rows
