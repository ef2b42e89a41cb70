"""What an address of the JSON interface is: one entry gives its route, its schema and its documentation."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from fairpay.ratebook import RateBook
from webapp.api.asked import Asked

Schema = Mapping[str, Any]


class Endpoint(NamedTuple):
    """One address below /api/v1.

    A GET reads the fields of its address, a POST its body; both into the model `asked`. `answer`
    turns that into plain data, whose JSON schema is `gives`. `about` says in one sentence what it
    answers. `example` is a question, and `shows` a part of its answer; a test asks it.
    """

    method: Literal["GET", "POST"]
    path: str
    about: str
    asked: type[Asked]
    answer: Callable[[Any, RateBook], Any]
    gives: Schema
    example: Mapping[str, Any]
    shows: Any

    @property
    def name(self) -> str:
        """The path as one word, for ids: rates-changes."""
        return self.path.strip("/").replace("<", "").replace(">", "").replace("/", "-")
