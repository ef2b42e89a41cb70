"""A whole budget, sent as a spreadsheet: checked, answered and forgotten."""

from io import BytesIO
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

import fairpay
from fairpay.budget import check_table
from fairpay.budget.checker import Columns
from fairpay.budget.columns import COLUMNS
from fairpay.errors import N_, InputError
from fairpay.present.budget_report import CsvRows, budget_data, line_data
from fairpay.present.budget_template import template_csv, write_template
from fairpay.present.budget_words import ADDED
from fairpay.present.budget_workbook import write_budget
from fairpay.tables.reading import open_table
from fairpay.tables.table import PAGE, Table, refused
from webapp import budget_form, budget_result, limits, uploads
from webapp.languages import form_only, gettext, known_fields, language
from webapp.replies import csv_file, json_file, rate_book, xlsx_file

pages = Blueprint("budget", __name__)

_FILE = N_("fairpay-budget")
_ERRORS_FILE = N_("fairpay-budget-errors")
_TEMPLATE_FILE = N_("fairpay-budget-template")
# A file that fairpay gave back has our own columns too. They do not count.
_LIMITS = PAGE._replace(columns=PAGE.columns + len(ADDED))


@pages.get("/budget")
@known_fields(*budget_form.FIELDS)
def show() -> str:
    return _form()


@pages.get("/budget/template.csv")
@known_fields()
def template_as_csv() -> Response:
    return csv_file(template_csv(language().code), gettext(_TEMPLATE_FILE))


@pages.get("/budget/template.xlsx")
@known_fields()
def template_as_xlsx() -> Response:
    file = BytesIO()
    write_template(file, rate_book(), language().code)
    return xlsx_file(file.getvalue(), gettext(_TEMPLATE_FILE))


@pages.post("/budget")
@known_fields(*budget_form.FIELDS)
def check() -> Any:
    """Check the file that was sent, and answer with what was asked for: a page or a file. Nothing of it is kept."""
    _refuse_odd_fields()
    if form_only():
        return _form()
    with uploads.reading():
        try:
            return _answer()
        except InputError as error:
            return _form(error), 422


def _answer() -> Any:
    book, lang = rate_book(), language().code
    options = budget_form.options(request.form, book)
    with open_table(budget_form.file(request.files.get("file")), COLUMNS, limits=_LIMITS) as table:
        columns = _own_columns(table)
        match request.form.get("answer", ""):
            case "csv":
                rows, out = CsvRows(lang), [CsvRows(lang).header(columns.texts)]
                check_table(table, options, shape=rows, emit=out.append, book=book)
                return csv_file("".join(out), gettext(_FILE))
            case "xlsx":
                file = BytesIO()
                write_budget(file, table, options, fairpay.__version__, lang=lang, book=book)
                return xlsx_file(file.getvalue(), gettext(_FILE))
            case "json":
                lines: list[dict[str, Any]] = []
                found = check_table(
                    table,
                    options,
                    shape=lambda block: [line_data(line, lang) for line in block],
                    emit=lines.extend,
                    book=book,
                )
                return json_file(budget_data(found, fairpay.__version__, lang) | {"lines": lines}, gettext(_FILE))
            case answer:
                found_in_rows = budget_result.InRows(columns, budget_form.words())
                budget = check_table(table, options, shape=list, emit=found_in_rows.add, book=book)
    if answer == "errors":
        return csv_file(found_in_rows.errors_csv(), gettext(_ERRORS_FILE))
    parts = budget_result.Page(budget, found_in_rows, budget_form.words()).parts()
    parts |= budget_form.form(request.form, (), book)
    page = render_template("budget_result.html", **parts | {"errors": found_in_rows.errors()})
    return page, 422 if budget.not_read else 200


def _own_columns(table: Table) -> Columns:
    columns = Columns(table.header)
    if len(columns.texts) > PAGE.columns:
        raise refused("too-many-columns", limit=f"{PAGE.columns:,}")
    return columns


def _form(error: InputError | None = None) -> str:
    fields = request.form if request.method == "POST" else request.args
    return render_template("budget.html", **budget_form.form(fields, error.faults if error else (), rate_book()))


def _refuse_odd_fields() -> None:
    """Refuse one field given twice, and longer ones than a page has."""
    for fields in (request.form, request.files):
        if any(len(given) > 1 for _, given in fields.lists()):
            abort(400, "given-twice")
    if max(map(len, request.form.values()), default=0) > limits.QUERY_FIELD_CHARACTERS:
        abort(400, "too-long")
