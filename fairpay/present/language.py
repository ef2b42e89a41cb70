"""Languages: catalogues, and how money, numbers and dates are written."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from fairpay import money
from fairpay.dates import Period

# Adding a language is a line here and a catalogue in locale/.
LANGUAGES = {"en": "en_GB", "cy": "cy"}
_CATALOGUES = Path(__file__).parent / "locale"


@lru_cache(maxsize=8)
def translator(language: str) -> NullTranslations:
    """Return the catalogue of a language; English is the language of the messages themselves."""
    if language == "en":
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    with (_CATALOGUES / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def money_text(amount: Decimal) -> str:
    """Write an amount in pounds and pence: £1,234.50, rounded half up."""
    shown = money.pence(amount)
    return f"−£{shown.copy_abs():,.2f}" if shown < 0 else f"£{shown:,.2f}"


def number_text(number: Decimal, places: int = 4) -> str:
    """Write a number with commas, to at most four decimals or as many as are asked for: 1,955.3625."""
    return f"{Decimal(money.plain(number, places)):,f}"


@lru_cache(maxsize=512)
def date_text(day: date, language: str) -> str:
    """Write a date in words: 14 May 2026, 14 Mai 2026."""
    from babel.dates import format_date

    return format_date(day, "d MMMM y", locale=LANGUAGES[language])


def period_text(period: Period, language: str) -> str:
    """Write a period as its two days."""
    ends = [date_text(day, language) if day else "…" for day in period]
    return " – ".join(ends)
