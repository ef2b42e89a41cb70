"""The sheet for a business case: the answer, a short ladder, and paragraphs to paste."""

from typing import Any

import fairpay
from fairpay.present import business_case
from fairpay.present.business_case import Origin
from fairpay.ratebook import RateBook
from fairpay.receipt import line, receipt
from webapp.result import Page
from webapp.sheet_parts import grades, target_rows
from webapp.steps import Source


def parts(page: Page) -> dict[str, Any]:
    """Return what the template shows."""
    result, words = page.result, page.words
    origins = business_case.origins(result, words)
    return {
        "lead": " ".join(words.sentence(result, page.asked.unknown)),
        "basis": result.basis,
        "bar_rows": page.bars(),
        "paragraphs": business_case.paragraphs(result, page.book, words, page.asked.unknown),
        "origins": [_origin(origin, page.book) | {"grade": words.grade(origin.rate.evidence)} for origin in origins],
        "grades": grades({origin.rate.evidence for origin in origins}, words),
        "receipt_line": line(receipt(result, fairpay.__version__)),
        "targets": target_rows(result, words),
        "caveats": page.caveats(),
    }


def _origin(origin: Origin, book: RateBook) -> dict[str, Any]:
    sources = [Source(book.sources[name].title, book.sources[name].url) for name in origin.rate.sources]
    return {"label": origin.label, "sources": sources}
