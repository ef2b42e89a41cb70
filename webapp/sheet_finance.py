"""The sheet for finance: codes, pay, cost, VAT apart, on-costs, totals, and files to take away."""

from decimal import Decimal
from typing import Any

import fairpay
from fairpay import money
from fairpay.comparators.rung import Rung
from fairpay.errors import N_
from fairpay.on_costs import on_costs
from fairpay.present.language import money_text
from fairpay.receipt import line, receipt
from fairpay.task import Task
from webapp.cells import Cell
from webapp.result import Page

_PARTS = {
    "pay": N_("Pay for the hours worked"),
    "leave": N_("Paid leave and public holidays"),
    "cost.insurance": N_("Employer's National Insurance"),
    "cost.pension": N_("Employer's pension contribution"),
    "cost.levy": N_("Apprenticeship levy"),
}
_NONE = "–"


def parts(page: Page) -> dict[str, Any]:
    """Return what the template shows."""
    result, task, links = page.result, page.result.task, page.links
    benchmark = result[result.benchmark] if result.benchmark else None
    return {
        "lead": " ".join(page.words.sentence(result, page.asked.unknown)),
        "people": task.people,
        "sessions": task.sessions,
        "rows": [_row(result[name], page) for name in page.barred()],
        "totals": [_total(result[name], task) for name in page.barred()] if task.people * task.sessions > 1 else [],
        "all": len(result.rungs),
        "benchmark": page.label(benchmark.id) if benchmark else "",
        "parts": _on_costs(benchmark, page) if benchmark else [],
        "missing": page.words.caveat(result.benchmark_missing) if result.benchmark_missing else "",
        "grades": page.grades(result[name].evidence for name in page.barred()),
        "caveats": page.caveats(),
        "checks": page.checks(),
        "rates": result.edition,
        "version": fairpay.__version__,
        "receipt_line": line(receipt(result, fairpay.__version__)),
        "files": {name: links.to(name) for name in ("result.xlsx", "result.csv", "result.json", "result.receipt.json")},
    }


def _row(rung: Rung, page: Page) -> list[Cell]:
    """Return a comparator: its code and name, and pay, cost and VAT for a session."""
    code = Cell(rung.id, page.links.to("working", rung=rung.id), english=True)
    grade = (Cell(page.words.grade(rung.evidence)),) if rung.evidence else ()
    name = Cell(page.words.label(rung.label), notes=grade)
    return [code, name, *map(_amount, (rung.pay.session, rung.cost.session, rung.vat))]


def _total(rung: Rung, task: Task) -> list[Cell]:
    """Return a comparator: its code, and pay, cost and VAT for all people and sessions."""
    vat = None if rung.vat is None else money.multiply(rung.vat, Decimal(task.people * task.sessions))
    return [Cell(rung.id, english=True), *map(_amount, (rung.pay.total, rung.cost.total, vat))]


def _amount(amount: Decimal | None) -> Cell:
    return Cell(_NONE if amount is None else money_text(amount))


def _on_costs(rung: Rung, page: Page) -> list[list[Cell]]:
    """Return the way from the pay to the cost of an employed comparator; nothing for another."""
    found = on_costs(rung)
    if not found:
        return []
    rows = [
        [
            Cell(page.words.say(_PARTS[part.code])),
            *map(_amount, (part.annual, part.session, part.total)),
        ]
        for part in found
    ]
    in_all = (rung.working.figure("cost.annual"), rung.cost.session, rung.cost.total)
    return [
        *rows,
        [Cell(page.words.say(N_("Cost to the organisation"))), *(Cell(money_text(amount)) for amount in in_all)],
    ]
