"""The working of a line, asked for again: the same question put to the price ladder."""

from typing import Any

from fairpay.budget.checked import CheckedLine
from fairpay.budget.options import Options
from fairpay.comparison import Result, compare
from fairpay.ratebook import RateBook
from fairpay.task import Hours, Offer, Task
from fairpay.working import Working


def line_result(checked: CheckedLine, options: Options, *, book: RateBook | None = None) -> Result | None:
    """Return the whole price ladder of a line; None for a line that is no work, has faults or no hours."""
    line = checked.line
    if line is None or not line.setting.work or line.attendance is None or checked.on is None or checked.cell_faults:
        return None
    setting = line.setting
    hours = Hours(
        attendance=line.attendance,
        preparation=line.preparation,
        follow_up=line.follow_up,
        travel=line.travel_hours,
        count_travel=options.count_travel,
    )
    benchmark = checked.figures.benchmark.id if checked.figures and checked.figures.benchmark else None
    place: dict[str, Any] = {"nation": setting.nation, "zone": setting.zone}
    many: dict[str, Any] = {"people": line.people, "sessions": line.sessions}
    fee: dict[str, Any] = {"card": setting.card} if line.fee is None else {"amount": line.fee, "per": setting.per}
    task = Task(on=checked.on, hours=hours, benchmark=benchmark, **place, **many)
    return compare(
        task,
        Offer(**fee),
        known_on=options.known_on,
        basis=options.basis,
        last_known_scale=options.last_known_scale,
        book=book,
    )


def line_working(
    checked: CheckedLine, options: Options, rung: str = "offer", *, book: RateBook | None = None
) -> Working | None:
    """Return the steps by which a figure of a line was reached: its fee ("offer"), or a rung it was held against."""
    result = line_result(checked, options, book=book)
    return None if result is None else result.working(rung)
