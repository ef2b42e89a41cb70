"""What looks like personal data. It is named by row and column, and its content goes nowhere."""

import re
from functools import lru_cache

# What looks like a National Insurance number, an email address or a telephone number of the UK. Every repeat
# is bounded: a cell made to be slow is not.
_PERSONAL = re.compile(
    r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]+)+"
    r"|(?<![\d.])(?:\+44[ -]?(?:\(0\)[ -]?)?|0)(?:\d[ -]?){9}\d(?![\d.])",
    re.IGNORECASE,
)
NUMBER_LIKE = re.compile(r"[0-9][0-9 ()-]{4,}[0-9]")  # without which it holds no such number
# Cells that fairpay reads as dates, hours or amounts, or refuses: they hold no such thing.
READ_STRICTLY = frozenset(
    {
        *("date", "people", "sessions", "attendance", "fee", "per", "preparation", "follow_up", "travel_hours"),
        *("nation", "zone", "band", "travel", "care", "access", "food", "venue", "training", "supervision", "other"),
        *("budgeted", "actual", "offered", "accepted", "declined", "claimed"),
    }
)


@lru_cache(maxsize=8192)
def is_personal(text: str) -> bool:
    """Whether a text holds what looks like personal data."""
    return _PERSONAL.search(text) is not None


def column_letters(position: int) -> str:
    """Return the letters of a column as a spreadsheet has them: A, B, … Z, AA."""
    letters, number = "", position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
