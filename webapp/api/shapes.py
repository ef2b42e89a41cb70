"""The JSON schemas of the answers: what a program can rely on. More names may come, none goes away."""

from typing import Any, get_args

from fairpay.comparison import Basis, Verdict
from fairpay.rate import GRADES

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
WHOLE: Schema = {"type": "integer"}
MONEY: Schema = {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$", "description": "Pounds and pence."}
NUMBER: Schema = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "description": "An exact number."}
DAY: Schema = {"type": "string", "format": "date"}
GRADE: Schema = {"type": "string", "enum": list(GRADES)}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def every(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def table(**properties: Schema) -> Schema:
    """Return the schema of an object that has all of these names, and may have more."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def named(schema: Schema) -> Schema:
    """Return the schema of an object whose names are ids."""
    return {"type": "object", "additionalProperties": schema}


AMOUNTS = table(hourly=MONEY, daily=MONEY, session=MONEY, total=MONEY)
CAVEAT = table(code=TEXT)
SAID = table(code=TEXT, message=TEXT)
STEP = table(code=TEXT, op=TEXT, inputs=every(TEXT), value=NUMBER, unit=TEXT)
SOURCES = named(table(title=TEXT, url=or_null(TEXT)))
RUNG = table(
    id=TEXT,
    kind=TEXT,
    label=TEXT,
    day_hours=NUMBER,
    pay=AMOUNTS,
    cost=AMOUNTS,
    offer_ratio=or_null(MONEY),
    shortfall=MONEY,
    evidence=or_null(GRADE),
    sources=every(TEXT),
    caveats=every(CAVEAT),
    working=every(STEP),
)
LADDER = table(
    fairpay=TEXT,
    rates=TEXT,
    on=DAY,
    known_on=or_null(DAY),
    basis={"type": "string", "enum": list(get_args(Basis))},
    task={"type": "object"},
    offer={"type": "object"},
    hours=named(NUMBER),
    headline_hourly=or_null(MONEY),
    true_hourly=MONEY,
    sentence=TEXT,
    rungs=every(RUNG),
    missing=every(table(kind=TEXT, code=TEXT, message=TEXT)),
    benchmark=or_null(TEXT),
    benchmark_top=or_null(TEXT),
    beside=every(TEXT),
    shortfall=or_null(MONEY),
    verdict={"type": "string", "enum": list(get_args(Verdict))},
    evidence=GRADE,
    indicative=or_null({"type": "object"}),
    checks=every(SAID),
    caveats=every(SAID),
    sources=SOURCES,
)
OUTCOME = table(total=WHOLE, band=or_null(TEXT))
EVALUATION = table(
    total=or_null(WHOLE),
    band=or_null(TEXT),
    exact=FLAG,
    low=OUTCOME,
    high=OUTCOME,
    bands=every(or_null(TEXT)),
    sentence=TEXT,
    scores=named(WHOLE),
    caveats=every(SAID),
    rates=TEXT,
)
ROLE: Schema = {
    "type": "object",
    "properties": {
        "fairpay": TEXT,
        "role_check": table(
            rates=TEXT,
            on=DAY,
            verdict=TEXT,
            sentence=TEXT,
            hours=named(NUMBER),
            evaluation=EVALUATION,
            described=or_null(NUMBER),
            activities=every(table(activity=TEXT, title=TEXT, share=NUMBER, hours=NUMBER, note=or_null(TEXT))),
            without=every(table(activity=TEXT, low=OUTCOME, high=OUTCOME, lowers_band=FLAG)),
            caveats=every(SAID),
        ),
        "advert_check": table(
            rates=TEXT, on=DAY, verdict=TEXT, holds=FLAG, sentence=TEXT, ask=every(TEXT), caveats=every(SAID)
        ),
    },
    "required": ["fairpay"],
}
MEETING = table(
    fairpay=TEXT,
    rates=TEXT,
    on=DAY,
    known_on=or_null(DAY),
    nation=TEXT,
    zone=TEXT,
    sentence=TEXT,
    people=WHOLE,
    pay=MONEY,
    cost=MONEY,
    ratio=or_null(MONEY),
    staff_ratio=or_null(MONEY),
    seats=every(table(seat=WHOLE, kind=TEXT, group=TEXT, people=WHOLE, pay=named(MONEY), cost=named(MONEY))),
    groups=every(table(group=TEXT, people=WHOLE, pay=MONEY, cost=MONEY, mean_hourly=or_null(MONEY))),
    evidence=GRADE,
    caveats=every(SAID),
    sources=SOURCES,
)
BUDGET = table(
    fairpay=TEXT,
    rates=TEXT,
    notes=every(table(code=TEXT, message=TEXT)),
    rows=WHOLE,
    not_read=WHOLE,
    faults=every(table(row=WHOLE, column=TEXT, code=TEXT, message=TEXT)),
    failed=FLAG,
    checks=every(table(code=TEXT, count=WHOLE, fails=FLAG)),
    findings=every(SAID),
    whole=named(MONEY),
    lines=every(table(row=WHOLE, findings=every(SAID), faults=every(table(column=TEXT, code=TEXT, message=TEXT)))),
)
RATE = table(
    id=TEXT,
    series=TEXT,
    label=TEXT,
    value=NUMBER,
    unit=TEXT,
    nation=TEXT,
    effective_from=or_null(DAY),
    effective_to=or_null(DAY),
    undated=or_null(TEXT),
    known_from=or_null(DAY),
    evidence=GRADE,
    place=TEXT,
    sources=every(table(id=TEXT, title=TEXT, url=or_null(TEXT))),
    last_checked=DAY,
    review_by=or_null(DAY),
    note=or_null(TEXT),
    own=or_null(TEXT),
)
SOURCE = table(id=TEXT, title=TEXT, url=or_null(TEXT), kind=TEXT, accessed=DAY)
CHANGE = table(
    known_from=or_null(DAY),
    id=TEXT,
    label=TEXT,
    value=NUMBER,
    unit=TEXT,
    effective_from=or_null(DAY),
    replaces=or_null(TEXT),
    replaced_value=or_null(NUMBER),
    backdated_from=or_null(DAY),
    backdated_to=or_null(DAY),
    sources=every(table(id=TEXT, title=TEXT)),
)
TO_CONFIRM = table(
    id=TEXT, label=TEXT, value=NUMBER, unit=TEXT, evidence=GRADE, confirm_in=TEXT, address=TEXT, held_from=TEXT
)
REPORT = table(grades=named(WHOLE), stale=every(TEXT), unconfirmed=every(TEXT))
FAULT = table(field=TEXT, code=TEXT, message=TEXT, params={"type": "object"})
PROBLEM: Schema = table(type=TEXT, title=TEXT, status=WHOLE, detail=TEXT)
PROBLEM["properties"] = {**PROBLEM["properties"], "faults": every(FAULT)}
