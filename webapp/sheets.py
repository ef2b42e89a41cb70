"""The sheets of one result: for a business case, for finance, for the person, and easier to read."""

from io import BytesIO
from typing import Any

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import UnprocessableEntity

import fairpay
from fairpay.errors import N_, InputError
from fairpay.present.result_sheets import TITLE, result_sheets
from fairpay.present.workbook import write_workbook
from webapp import errors, question, result, sheet_finance, sheet_lead, sheet_person, views
from webapp.languages import gettext, known_fields, words
from webapp.links import Links
from webapp.replies import rate_book, xlsx_file
from webapp.sheet_parts import dated, voices

pages = Blueprint("sheets", __name__)


@pages.get("/result/lead")
@known_fields(*question.NAMES)
def lead() -> str:
    page = _page()
    return _sheet("sheet_lead.html", page, sheet_lead.parts(page))


@pages.get("/result/finance")
@known_fields(*question.NAMES)
def finance() -> str:
    page = _page()
    return _sheet("sheet_finance.html", page, sheet_finance.parts(page))


@pages.get("/result/offer-sheet")
@known_fields(*question.NAMES)
def offer_sheet() -> str:
    page = _page(fee_needed=False)
    return _sheet("sheet_person.html", page, sheet_person.offer_sheet(page))


@pages.get("/result/easier-to-read")
@known_fields(*question.NAMES)
def easier_to_read() -> str:
    page = _page()
    return _sheet("sheet_easy.html", page, sheet_person.easier_to_read(page))


@pages.get("/result.xlsx")
@known_fields(*question.NAMES)
def result_xlsx() -> Response:
    """Answer with the result as a workbook: the answer, the ladder, the working, the sources."""
    book, said, file = rate_book(), words(), BytesIO()
    asked = question.ask(request.args, book)
    write_workbook(file, result_sheets(asked.result, fairpay.__version__, book, said, asked.unknown), said.say(TITLE))
    return xlsx_file(file.getvalue(), gettext(N_("fairpay-result")))


@pages.errorhandler(InputError)
def refuse(error: InputError) -> Any:
    """Answer a question that cannot be priced: the form again, or an error page in place of a file."""
    return errors.page(UnprocessableEntity()) if request.endpoint == "sheets.result_xlsx" else views.refuse(error)


def _page(*, fee_needed: bool = True) -> result.Page:
    asked = question.ask(request.args, rate_book(), fee_needed=fee_needed)
    return result.Page(asked, rate_book(), words(), Links(asked.tidy))


def _sheet(template: str, page: result.Page, parts: dict[str, Any]) -> str:
    here = request.path.removeprefix("/")
    return render_template(
        template,
        voices=voices(page.links, here),
        dated=dated(page.result, page.book, page.words, page.links, here),
        change=page.links.to("price"),
        full=page.links.to("result"),
        **parts,
    )
