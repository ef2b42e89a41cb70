"""A long list, a page at a time, with the rest of the address kept."""

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from flask import abort, request

from webapp.languages import page_again
from webapp.links import Links

PER_PAGE = 50
Item = TypeVar("Item")


class Part(NamedTuple, Generic[Item]):
    """One page of a list: its number and its items, their places in the list from 1, and the pages beside it."""

    number: int
    items: Sequence[Item]
    first: int
    last: int
    all: int
    previous: str
    next: str


def part(found: Sequence[Item], links: Links, path: str) -> Part[Item]:
    """Return the page of a list that the address asks for; one that is not there is not found."""
    asked = request.args.get("at_page" if page_again() else "page", "").strip() or "1"
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6):
        abort(404)
    number = int(asked)
    if page_again():  # what is looked for may have been changed, and be less
        number = min(number, -(-len(found) // PER_PAGE) or 1)
    start = (number - 1) * PER_PAGE
    if number < 1 or (start >= len(found) and number > 1):
        abort(404)
    items = found[start : start + PER_PAGE]
    end = start + len(items)
    return Part(
        number,
        items,
        start + 1,
        end,
        len(found),
        links.to(path, page=str(number - 1)) if number > 1 else "",
        links.to(path, page=str(number + 1)) if end < len(found) else "",
    )
