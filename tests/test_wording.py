"""Every code that the engine can give has wording, and no wording is for a code that nobody gives.

The codes are read from the code of the package itself. Steps of a working are held to their
wording in test_working.py, translations in test_catalogues.py.
"""

import ast
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pytest

import fairpay
from fairpay import Advert, Hours, Offer, Role, Task
from fairpay.caveat import Caveat, about_rates
from fairpay.comparators.afc import POINTS
from fairpay.comparison import Verdict
from fairpay.description import decoded
from fairpay.errors import MESSAGES
from fairpay.present import wording
from fairpay.present.words import words_in
from fairpay.rate import GRADES
from fairpay.ratebook.fields import AmountUnit, RateUnit
from fairpay.tables.columns import Column
from fairpay.tables.reading import open_table
from fairpay.task import NATIONS, UNITS, ZONES

PACKAGE = Path(fairpay.__file__).parent
MODULES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}


def calls(name: str, *, but_in: tuple[str, ...] = ()) -> Iterator[ast.Call]:
    """Yield every call of a function or method."""
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if module not in but_in and isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called == name:
                    yield node


def texts(name: str, position: int, filled: dict[str, set[str]] | None = None, **options: Any) -> set[str]:
    """Return the texts given to a function at a position; `filled` says what stands for what is no plain text."""
    found: set[str] = set()
    for call in calls(name, **options):
        if len(call.args) <= position:
            continue
        argument = call.args[position]
        if isinstance(argument, ast.Constant):
            found.add(argument.value)
        else:
            found |= (filled or {})[ast.unparse(argument)]
    return found


# Caveats


def test_every_caveat_has_wording_and_every_wording_a_caveat() -> None:
    made = {
        "f'{kind}-not-counted'": {"travel-not-counted", "recovery-not-counted"},
        "f'{per}-fee-more-than-once'": {"day-fee-more-than-once", "half-day-fee-more-than-once"},
        "finding.code": set(),  # of a budget's line, which is one of the others
    }
    assert texts("Caveat", 0, made) == set(wording.CAVEATS)


NINE_HOURS = Hours(attendance="6", preparation="2", follow_up="1", travel="1", recovery="1")
EVERY_CAVEAT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"nation": "wales"}, {"card": "tewv:block"}),
    ({"nation": "england"}, {"amount": "0", "per": "day"}),
    ({"nation": "england", "activity": "unknown"}, {"amount": "150", "per": "session"}),
    ({"nation": "england", "hours": Hours(attendance="8")}, {"amount": "150", "per": "day"}),
    ({"nation": "england", "hours": Hours(attendance="4")}, {"amount": "150", "per": "half-day"}),
    ({"nation": "england", "on": "2027-04-02"}, {"amount": "150", "per": "day"}),
    ({"nation": "england", "hours": Hours(attendance="4")}, {"card": "nhs-england:level-4"}),
    ({"nation": "northern_ireland", "activity": "chair-group"}, {"amount": "150", "per": "day"}),
    (
        {"nation": "england", "levels": dict.fromkeys(fairpay.rates().activities["chair-group"].levels, 1)},
        {"card": "tewv:block"},
    ),
    (
        {"nation": "england", "levels": dict.fromkeys(fairpay.rates().activities["chair-group"].levels, "1-3")},
        {"card": "tewv:block"},
    ),
]


def notes_on_tables() -> Iterator[Caveat]:
    """Read a file in Windows-1252, and a workbook with everything in it that can be hidden."""
    book, saved = openpyxl.Workbook(), BytesIO()
    book.worksheets[0].append(["Fee"])
    book.worksheets[0].append([150])
    book.worksheets[0].row_dimensions[2].hidden = True
    book.worksheets[0].column_dimensions["A"].hidden = True
    book.worksheets[0].merge_cells("A3:B3")
    book.create_sheet("Notes")
    book.create_sheet("Secret").sheet_state = "hidden"
    book.save(saved)
    for file in (BytesIO(saved.getvalue()), BytesIO("fee\n£150\n".encode("cp1252"))):
        with open_table(file, [Column("fee", "Fee")]) as table:
            yield from table.notes


# England 2026/27 starts at £25,272 and ends at £129,783. £31,049 was Band 5 the year before.
ROLES: list[dict[str, Any]] = [
    {"activities": {"peer-support-session": 60, "deliver-training": 30}, "salary": "32966", "zone": "inner"},
    {"activities": {"peer-support-session": 100}, "salary": "31049", "fte": "0.5"},
    {"activities": {"peer-support-session": 100}, "salary": "25760"},
    {"activities": {"peer-support-session": 100}, "salary": "20000"},
    {"activities": {"peer-support-session": 100}, "salary": "200000"},
    *({"activities": {"peer-support-session": 100}, "band": "3", "salary": salary} for salary in (20000, 26000, 30000)),
]


def notes_on_descriptions() -> Iterator[Caveat]:
    """Check a long text, one that is partly Welsh, and read a file in Windows-1252."""
    yield from fairpay.check_description(
        "They assist with the work. " * 501, activities=["share-views", "review-documents"]
    ).caveats
    yield from fairpay.check_description("This is the work of the post. Dyma waith y swydd hon.").caveats
    yield from decoded("£150".encode("cp1252"))[1]


def every_caveat() -> Iterator[Caveat]:
    yield from notes_on_descriptions()
    for role in ROLES:
        yield from fairpay.check_role(Role(**{"on": "2026-05-14", "nation": "england"} | role)).caveats
    for carried in (False, True):
        for task, offer in EVERY_CAVEAT:
            asked = Task(**{"on": "2026-05-14", "hours": NINE_HOURS} | task)
            result = fairpay.compare(asked, Offer(**offer), last_known_scale=carried)
            yield from result.caveats
            yield from (caveat for rung in result.rungs for caveat in rung.caveats)
    highest = {factor.id: len(factor.levels) for factor in fairpay.rates().plan.factors}
    yield from fairpay.evaluate(highest).caveats
    low_to_high = {name: [1, level] for name, level in highest.items()}
    yield from fairpay.match(highest, {"levels": low_to_high, "band": "9"}).caveats
    brought_along = fairpay.rates().series["vat.standard"][0]._replace(origin="our-rates.csv")
    yield from about_rates([brought_along], date(2026, 5, 14))
    yield from notes_on_tables()
    yield from fairpay.meeting(
        [{"kind": "unpaid", "count": 5, "attendance": 3}], on="2026-05-14", nation="wales"
    ).caveats


def test_every_caveat_can_be_said_in_every_language() -> None:
    caveats = {caveat.code: caveat for caveat in every_caveat()}
    assert set(caveats) == set(wording.CAVEATS)
    for caveat in caveats.values():
        english, welsh = words_in("en").caveat(caveat), words_in("cy").caveat(caveat)
        assert english.endswith(".")
        assert "%(" not in english + welsh
        assert english != welsh


def said(language: str, code: str, **task: Any) -> str:
    """Say the first caveat of a kind on work in England."""
    asked = Task(**{"on": "2026-05-14", "nation": "england", "hours": NINE_HOURS} | task)
    caveats = fairpay.compare(asked, Offer(amount="150", per="day")).caveats
    return words_in(language).caveat(next(caveat for caveat in caveats if caveat.code == code))


def test_a_caveat_names_the_figure_in_the_words_of_the_data() -> None:
    row = fairpay.rates().rows["consultancy.organisational-change"]
    assert said("en", "weak-evidence", benchmark="consultancy.organisational-change") == (
        f"The evidence for one figure is weak. {row.label} is single: one secondary source."
    )
    assert row.model_dump()["label_cy"] in said("cy", "weak-evidence", benchmark="consultancy.organisational-change")


def test_a_caveat_names_a_figure_without_welsh_words_by_its_kind_and_id() -> None:
    label = fairpay.rates().rows["weekly_hours.england.2022"].label
    assert said("en", "stale-rate", on="2027-04-02").startswith(
        f"{label} was due to be checked again by 31 March 2027."
    )
    common = words_in("cy").say(wording.SERIES["weekly_hours."])
    assert common != wording.SERIES["weekly_hours."]
    welsh = said("cy", "stale-rate", on="2027-04-02")
    assert f"{common} (weekly_hours.england.2022)" in welsh
    assert "31 Mawrth 2027" in welsh
    assert label not in welsh


# Things to check


def test_every_check_has_wording_and_every_wording_a_check() -> None:
    (limits,) = [
        ast.literal_eval(node.value)
        for node in MODULES["checks.py"].body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "LIMITS"
    ]
    with_sessions = {f"{code}-sessions" for code in limits}
    rules = set(fairpay.rates().checks)
    filled = {"code": {*limits, *rules}, "f'{code}-sessions'": with_sessions}
    assert texts("Check", 0, filled) == set(wording.CHECKS)


# Errors


def test_every_error_has_wording() -> None:
    passed_on = {
        "code": set(),  # given to the helper as one of the texts below
        "fault.code": set(),
        "error.code": set(),
        "reason.code": set(),
        "else_code": {"no-rung", "unknown-comparator"},
        "span": {"missing-factor", "factor-level", "factor-range"},  # what reading a level gives where there is none
    }
    codes = texts("Fault", 1, passed_on)
    for name in ("FairpayError", "RuleNotApplicable", "_Incorrect"):
        codes |= texts(name, 0, passed_on)
    codes |= texts("invalid", 0, passed_on) | texts(
        "_fault", 0, passed_on, but_in=("ratebook/schema.py",)
    )  # whose reasons are for who keeps the rates
    codes |= texts("_text_of_number", 1)
    assert len(codes) > 30
    assert codes - set(MESSAGES) == set()


def test_every_message_is_for_an_error_that_can_come() -> None:
    (messages,) = [
        node.value
        for node in MODULES["errors.py"].body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "MESSAGES"
    ]
    assert isinstance(messages, ast.Dict)
    pages = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.parent.glob("webapp/**/*.py"))]
    codes = {
        node.value
        for tree in (*(tree for name, tree in MODULES.items() if name != "present/wording.py"), *pages)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node not in messages.keys
    }
    assert set(MESSAGES) - codes == set()


# Labels and kinds


def test_every_label_has_wording_and_every_wording_a_label() -> None:
    by_age = {row.series for row in fairpay.rates().floor_rows() if row.age_from is not None}
    labels = texts("Label", 0, {"f'afc.{point}'": {f"afc.{point}" for point in POINTS}, "series": by_age})
    assert labels - {""} == set(wording.LABELS)  # without a code the data brings the words


def test_every_kind_and_verdict_has_wording() -> None:
    task = Task(on="2026-05-14", nation="england", hours=NINE_HOURS)
    kinds = {rung.kind for rung in fairpay.compare(task, Offer(amount="150", per="day")).rungs}
    assert kinds == set(wording.KINDS)
    assert set(get_args(Verdict)) == set(wording.VERDICTS)


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (NATIONS, wording.NATIONS),
        (ZONES, wording.ZONES),
        (UNITS, wording.PER),
        (GRADES, wording.GRADES),
        (GRADES, wording.GRADE_NAMES),
    ],
    ids=["nations", "zones", "units of a fee", "grades", "grades in short"],
)
def test_every_choice_has_wording(choices: tuple[str, ...], words: dict[str, str]) -> None:
    assert list(words) == list(choices)


# Units


def test_every_unit_has_wording_and_every_wording_a_unit() -> None:
    of_rates = {*get_args(RateUnit), *get_args(AmountUnit)}
    of_fees = {f"GBP/{per}" for per in UNITS}
    handed_on = {"unit": set(), "rate.unit": set(), "rate.unit.rpartition('/')[2]": set()}
    of_steps = texts("given", 2, handed_on | {"f'GBP/{offer.per}'": of_fees})
    of_steps |= texts("work", 3) | texts("Step", 4, handed_on)
    assert of_rates | of_fees | of_steps == set(wording.UNITS)


# Fields and series


def test_every_field_has_a_name_and_every_name_a_field() -> None:
    asked = {name for model in (Task, Hours, Offer, Role, Advert) for name in model.model_fields}
    beside = {
        "known_on",
        "basis",
        "last_known_scale",
        "fee",
        "profile",
        "share",
    }
    fees = {f"{per}_fee" for per in UNITS}  # as the pages ask for them
    seats = {"seat_kind", "seat_group", "seat_label", "point", "comparator"}
    roles = {"role_on"}
    meetings = seats | {"meeting_on", "meeting_hours", "parity_at"}
    descriptions = {"text"}
    figures = {"rate_kind"}
    assert set(wording.FIELDS) == asked | beside | fees | roles | meetings | descriptions | figures


def test_every_series_that_a_caveat_can_name_has_a_name() -> None:
    named = {caveat.params["series"] for caveat in every_caveat() if "series" in caveat.params}
    own_words = ("card.",)  # the data brings the words
    assert [name for name in sorted(named) if not name.startswith((*wording.SERIES, *own_words))] == []


def test_every_name_of_a_series_has_a_series() -> None:
    series = fairpay.rates().series
    assert [prefix for prefix in wording.SERIES if not any(name.startswith(prefix) for name in series)] == []


def test_a_field_without_a_name_is_called_as_it_is() -> None:
    words = words_in("en")
    assert words.field("hours.attendance") == words.field("attendance") == "the hours of attendance"
    assert words.field("levels.policy") == "levels.policy"
