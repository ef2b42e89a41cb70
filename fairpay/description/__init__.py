"""Check the wording of a job description against what job evaluation reads: phrases, gaps and questions."""

from fairpay.description.check import Description, FactorWording, Marked, check_description
from fairpay.description.text import decoded

__all__ = ["Description", "FactorWording", "Marked", "check_description", "decoded"]
