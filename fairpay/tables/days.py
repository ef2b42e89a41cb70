"""Days as people in the UK write them in a table, the day always first: 14/05/2026, 14 May 2026. 2026-05-14 too."""

import re
from datetime import date

from fairpay import dates

_BLANKS = " \t\u00a0\u202f"
_FIGURES = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(r"([0-9]{1,2})([ -])([A-Za-z]{3,10})\2([0-9]{4}|[0-9]{2})")

# Each month in English and Welsh, in full and as it is cut short.
_MONTHS = (
    ("january", "jan", "ionawr", "ion"),
    ("february", "feb", "chwefror", "chwef"),
    ("march", "mar", "mawrth", "maw"),
    ("april", "apr", "ebrill", "ebr"),
    ("may", "mai"),
    ("june", "jun", "mehefin", "meh"),
    ("july", "jul", "gorffennaf", "gorff"),
    ("august", "aug", "awst"),
    ("september", "sept", "sep", "medi"),
    ("october", "oct", "hydref", "hyd"),
    ("november", "nov", "tachwedd", "tach"),
    ("december", "dec", "rhagfyr", "rhag"),
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}


class YearInTwoFigures(ValueError):
    """A day like 14/05/26: which century is meant would be a guess."""


def parse(text: str) -> date:
    """Read a day of a table.

    1/2/2026 is 1 February, as in the UK, whatever the month could be elsewhere.

    Raises:
        YearInTwoFigures: the year has two figures.
        ValueError: the text is no day, or there is no such day.
    """
    text = text.strip(_BLANKS)
    found = _FIGURES.fullmatch(text) or _NAMED.fullmatch(text)
    if found is None:
        return dates.parse(text)
    day, _, month, year = found.groups()
    if len(year) == 2:
        raise YearInTwoFigures
    return date(int(year), int(month) if month.isdigit() else _MONTH_OF.get(month.lower(), 0), int(day))
