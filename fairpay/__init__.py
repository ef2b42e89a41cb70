"""fairpay: what an involvement fee comes to beside other pay for the same work, every figure sourced.

>>> import fairpay
>>> task = fairpay.Task(on="2026-05-14", nation="england", hours=fairpay.Hours(attendance="6"))
>>> fairpay.compare(task, fairpay.Offer(amount="150", per="day")).true_hourly
Decimal('25.00')
"""

from fairpay.changes import top_up
from fairpay.comparison import Result, compare
from fairpay.errors import FairpayError, InputError, RateFileError, RateNotFound, RuleNotApplicable
from fairpay.evaluation import Evaluation, evaluate
from fairpay.ratebook import RateBook, rates
from fairpay.receipt import verify
from fairpay.task import Hours, Offer, Task

__version__ = "0.1.0"

__all__ = [
    "Evaluation",
    "FairpayError",
    "Hours",
    "InputError",
    "Offer",
    "RateBook",
    "RateFileError",
    "RateNotFound",
    "Result",
    "RuleNotApplicable",
    "Task",
    "__version__",
    "compare",
    "evaluate",
    "rates",
    "top_up",
    "verify",
]
