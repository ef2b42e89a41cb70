"""Addresses of our own pages: paths without a host, with the question in the query."""

from collections.abc import Iterable
from urllib.parse import urlencode

from flask import request

from webapp.languages import language


class Links:
    """Makes the addresses that repeat one question."""

    def __init__(self, question: Iterable[tuple[str, str]]) -> None:
        found = language()
        self._query = urlencode([*question, *([("lang", found.code)] if found.chosen else ())])
        self._root = request.root_path

    def to(self, page: str, anchor: str = "", /, **more: str) -> str:
        """Return the address of a page ("result", or "price" for the form) for this question."""
        query = "&".join(filter(None, (self._query, urlencode(more) if more else "")))
        return f"{self._root}/{page}{'?' if query else ''}{query}{'#' if anchor else ''}{anchor}"
