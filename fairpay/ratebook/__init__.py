"""The rate book: data files → strict models → dated, graded rates."""

from fairpay.ratebook.load import load, rates, rates_folder
from fairpay.ratebook.lookup import RateBook

__all__ = ["RateBook", "load", "rates", "rates_folder"]
