"""fairpay: what an involvement fee comes to beside other pay for the same work, every figure sourced.

>>> import fairpay
>>> task = fairpay.Task(on="2026-05-14", nation="england", hours=fairpay.Hours(attendance="6"))
>>> fairpay.compare(task, fairpay.Offer(amount="150", per="day")).true_hourly
Decimal('25.00')
"""

from typing import TYPE_CHECKING

from fairpay.comparison import Result, compare
from fairpay.errors import FairpayError, InputError, RateFileError, RateNotFound, RuleNotApplicable
from fairpay.evaluation import Evaluation, evaluate
from fairpay.ratebook import RateBook, rates
from fairpay.task import Hours, Offer, Task

if TYPE_CHECKING:
    from fairpay.budget import Budget, check_budget
    from fairpay.changes import top_up
    from fairpay.description import Description, check_description
    from fairpay.matching import Match, match
    from fairpay.meetings import Meeting, meeting
    from fairpay.receipt import verify
    from fairpay.role import Advert, AdvertCheck, Role, RoleCheck, check_advert, check_role
else:

    def __getattr__(name: str) -> object:
        """Import what few programs need when it is asked for: `import fairpay` has to be quick."""
        match name:
            case "Budget" | "check_budget":
                from fairpay import budget as module
            case "top_up":
                from fairpay import changes as module
            case "Description" | "check_description":
                from fairpay import description as module
            case "Match" | "match":
                from fairpay import matching as module
            case "Meeting" | "meeting":
                from fairpay import meetings as module
            case "verify":
                from fairpay import receipt as module
            case "Advert" | "AdvertCheck" | "Role" | "RoleCheck" | "check_advert" | "check_role":
                from fairpay import role as module
            case _:
                raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(module, name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


__version__ = "0.1.0"

__all__ = [
    "Advert",
    "AdvertCheck",
    "Budget",
    "Description",
    "Evaluation",
    "FairpayError",
    "Hours",
    "InputError",
    "Match",
    "Meeting",
    "Offer",
    "RateBook",
    "RateFileError",
    "RateNotFound",
    "Result",
    "Role",
    "RoleCheck",
    "RuleNotApplicable",
    "Task",
    "__version__",
    "check_advert",
    "check_budget",
    "check_description",
    "check_role",
    "compare",
    "evaluate",
    "match",
    "meeting",
    "rates",
    "top_up",
    "verify",
]
