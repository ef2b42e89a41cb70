"""JSON schemas of fields, where a model cannot tell: what only the rate book knows, and rows of a table."""

from collections.abc import Iterable
from typing import Any

import fairpay
from fairpay.budget.where import DESTINATIONS
from fairpay.comparators.afc import POINTS
from fairpay.evaluation import UNKNOWN
from fairpay.inputs import Within, amount, whole
from fairpay.meetings.seats import FEE_UNITS, GROUPS, HOURS, KINDS
from fairpay.ratebook import RateBook
from fairpay.task import BANDS, MOST_FEE, MOST_PEOPLE, UNITS
from webapp import limits

Schema = dict[str, Any]

NULL: Schema = {"type": "null"}
TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}


def one_of(words: Iterable[str]) -> Schema:
    return {"type": "string", "enum": list(words)}


def optional(schema: Schema) -> Schema:
    return {"anyOf": [*schema.get("anyOf", [schema]), NULL]}


def closed(properties: Schema, required: Iterable[str] = ()) -> Schema:
    """Return the schema of an object that has no other names than these."""
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def offer(book: RateBook) -> Schema:
    """Return the schema of an offer: which fields go together, and how far an amount of each unit may go."""
    found = []
    for most in sorted(set(MOST_FEE.values())):
        units = one_of(unit for unit in UNITS if MOST_FEE[unit] == most)
        fields = {"amount": Within(amount, 0, most).schema(), "per": units, "card": NULL}
        found.append(closed(fields, ["amount", "per"]))
    found.append(closed({"card": one_of(book.card_steps()), "amount": NULL, "per": NULL}, ["card"]))
    return {"anyOf": found}


def levels(book: RateBook) -> Schema:
    """Return the schemas of the factors' levels: exact, a range, or not known."""
    found = {}
    for factor in book.plan.factors:
        highest = len(factor.levels)
        level = {"type": "integer", "minimum": 1, "maximum": highest}
        text = {"type": "string", "pattern": f"^(?:{UNKNOWN}|[1-{highest}](?:-[1-{highest}])?)$"}
        pair = {"type": "array", "items": level, "minItems": 2, "maxItems": 2}
        found[factor.id] = {"anyOf": [level, text, pair, NULL]}
    return found


def profile(book: RateBook) -> Schema:
    """Return the schema of a job profile to match."""
    bands = one_of(item.band for item in book.plan.bands if item.band not in book.plan.closed_bands)
    points = {"type": "integer", "minimum": 0}
    score = closed({"minimum": points, "maximum": points}, ["minimum", "maximum"])
    factors = levels(book)
    return closed({"levels": closed(factors, factors), "band": bands, "score": optional(score)}, ["levels", "band"])


SEAT = closed(
    {
        "label": optional(TEXT),
        "kind": one_of(KINDS),
        "group": optional(one_of(GROUPS)),
        "count": Within(whole, 1, MOST_PEOPLE).schema(),
        "amount": optional(Within(amount, 0, MOST_FEE["session"]).schema()),
        "per": optional(one_of(FEE_UNITS)),
        "band": optional(one_of(BANDS)),
        "point": optional(one_of(POINTS)),
        "comparator": optional(TEXT),
        **{name: optional(fairpay.Hours.model_json_schema()["properties"][name]) for name in HOURS},
        "count_travel": optional(FLAG),
    },
    ["kind", "count"],
)
_LARGEST = 10**limits.JSON_FIGURES - 1
_NUMBER: Schema = {"type": "number", "minimum": -_LARGEST, "maximum": _LARGEST}
CELL: Schema = {"anyOf": [TEXT, _NUMBER, NULL]}
TARGETS = closed({name: {"type": "string", "pattern": r"^[0-9]{1,2}(?:\.[0-9]{1,2})?%?$"} for name in DESTINATIONS})
PERIOD: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}:[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
