"""fairpay: what an involvement fee comes to beside other pay for the same work, every figure sourced.

>>> import fairpay
>>> task = fairpay.Task(on="2026-05-14", nation="england", hours=fairpay.Hours(attendance="6"))
>>> fairpay.compare(task, fairpay.Offer(amount="150", per="day")).true_hourly
Decimal('25.00')
"""

from fairpay.budget import Budget, check_budget
from fairpay.changes import top_up
from fairpay.comparison import Result, compare
from fairpay.description import Description, check_description
from fairpay.errors import FairpayError, InputError, RateFileError, RateNotFound, RuleNotApplicable
from fairpay.evaluation import Evaluation, evaluate
from fairpay.matching import Match, match
from fairpay.meetings import Meeting, meeting
from fairpay.ratebook import RateBook, rates
from fairpay.receipt import verify
from fairpay.role import Advert, AdvertCheck, Role, RoleCheck, check_advert, check_role
from fairpay.task import Hours, Offer, Task

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
