"""Budgets: a plan or a ledger, line by line, checked, priced and added up."""

from fairpay.budget.check import check_budget, check_table
from fairpay.budget.checked import CheckedLine
from fairpay.budget.options import Options, options_of
from fairpay.budget.result import Budget
from fairpay.budget.working import line_result, line_working

__all__ = [
    "Budget",
    "CheckedLine",
    "Options",
    "check_budget",
    "check_table",
    "line_result",
    "line_working",
    "options_of",
]
