"""Job evaluation: scores, totals and bands against what is published, and levels that are only partly known.

je_scores.csv: the levels and scores of the NHS Job Evaluation Scheme, as two public transcriptions of the
handbook agree on them. je_examples.csv: roles with levels, total and band as github.com/roles-skills/roles-skills
prints them. BANDS: NHS terms and conditions of service handbook, section 1, table 1.
"""

import copy
import csv
import json
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fairpay
from fairpay import Evaluation, InputError, RateBook
from fairpay.evaluation import Edges, Mover, Outcome, Question, Span
from fairpay.present.document import document
from fairpay.present.words import words_in
from fairpay.receipt import receipt, verify

DATA = Path(__file__).parent / "data"
MANY = settings(max_examples=200, derandomize=True)


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SCORES = {(row["factor"], int(row["level"])): int(row["score"]) for row in read("je_scores.csv")}
FACTORS = list(dict.fromkeys(factor for factor, _ in SCORES))
HIGHEST = {factor: max(level for name, level in SCORES if name == factor) for factor in FACTORS}
EXAMPLES = read("je_examples.csv")
BANDS = {
    "1": (0, 160),
    "2": (161, 215),
    "3": (216, 270),
    "4": (271, 325),
    "5": (326, 395),
    "6": (396, 465),
    "7": (466, 539),
    "8a": (540, 584),
    "8b": (585, 629),
    "8c": (630, 674),
    "8d": (675, 720),
    "9": (721, 765),
}


def levels_by_total() -> dict[int, dict[str, int]]:
    """For every total that sixteen levels can reach, one set of levels that reaches it."""
    totals: dict[int, dict[str, int]] = {0: {}}
    for factor in FACTORS:
        steps = [(level, score) for (name, level), score in SCORES.items() if name == factor]
        totals = {
            total + score: {**levels, factor: level} for total, levels in totals.items() for level, score in steps
        }
    return totals


LEVELS = levels_by_total()


def published(total: int) -> str | None:
    """Return the band that a total is to have: by the table, but Band 2 for the closed Band 1."""
    band = next((band for band, (low, high) in BANDS.items() if low <= total <= high), None)
    return "2" if band == "1" else band


def codes(evaluation: Evaluation) -> list[str]:
    return [caveat.code for caveat in evaluation.caveats]


# The factor plan is the scheme's


def test_all_93_scores_are_the_schemes() -> None:
    plan = fairpay.rates().plan
    assert (len(SCORES), len(FACTORS)) == (93, 16)
    assert {(factor.id, item.level): item.score for factor in plan.factors for item in factor.levels} == SCORES
    assert [factor.id for factor in plan.factors] == FACTORS
    assert [factor.number for factor in plan.factors] == list(range(1, 17))


@pytest.mark.parametrize(("factor", "level"), SCORES)
def test_a_level_has_its_score(factor: str, level: int) -> None:
    lowest = dict.fromkeys(FACTORS, 1)
    evaluation = fairpay.evaluate(lowest | {factor: level})
    assert evaluation.scores[factor] == SCORES[factor, level]
    assert evaluation.total == 86 - SCORES[factor, 1] + SCORES[factor, level]  # all factors at level 1 come to 86


def test_all_12_bands_are_the_schemes() -> None:
    plan = fairpay.rates().plan
    assert {item.band: (item.minimum, item.maximum) for item in plan.bands} == BANDS
    assert plan.closed_bands == ("1",)


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["title"])
def test_published_examples(row: dict[str, str]) -> None:
    evaluation = fairpay.evaluate({factor: int(row[factor]) for factor in FACTORS})
    assert (evaluation.total, evaluation.band) == (int(row["total"]), row["band"])
    assert evaluation.scores == {factor: SCORES[factor, int(row[factor])] for factor in FACTORS}
    assert codes(evaluation) == ["indicative"]


def test_there_are_14_published_examples() -> None:
    assert len(EXAMPLES) == 14


EDGES = sorted(
    {edge + step for low, high in BANDS.values() for edge in (low, high) for step in (-1, 0, 1)} - {-1, 0, 1}
)


@pytest.mark.parametrize("total", EDGES)
def test_each_band_edge_and_one_point_either_side(total: int) -> None:
    evaluation = fairpay.evaluate(LEVELS[total])
    assert (evaluation.total, evaluation.band) == (total, published(total))
    assert evaluation.exact
    assert evaluation.low == evaluation.high == Outcome(total, published(total))
    assert evaluation.bands == (published(total),)
    assert evaluation.questions == ()


def test_the_edges_tried_are_all_there_are() -> None:
    """Eleven times the two last totals of a band and the two first of the next, and those around the top, 765."""
    assert len(EDGES) == 11 * 4 + 3
    assert (EDGES[0], EDGES[-1]) == (159, 766)


@pytest.mark.parametrize("total", [86, 90, 159, 160])
def test_a_total_of_closed_band_1_is_band_2(total: int) -> None:
    evaluation = fairpay.evaluate(LEVELS[total])
    assert (evaluation.total, evaluation.band) == (total, "2")
    assert codes(evaluation) == ["indicative", "band-closed"]
    assert evaluation.caveats[1].params == {"band": "1"}


@pytest.mark.parametrize("total", [766, 767, 1000])
def test_a_total_above_765_has_no_band(total: int) -> None:
    evaluation = fairpay.evaluate(LEVELS[total])
    assert (evaluation.total, evaluation.band, evaluation.bands, evaluation.edges) == (total, None, (None,), None)
    assert codes(evaluation) == ["indicative", "no-band"]
    assert evaluation.caveats[1].params == {"total": total, "highest": 765}


def test_the_least_and_the_most() -> None:
    """All sixteen factors at level 1 come to 86, all at their highest level to 1,000."""
    assert (min(LEVELS), max(LEVELS)) == (86, 1000)


# How far the edges are, and what would move the band


@pytest.mark.parametrize(
    ("total", "edges"),
    [
        (86, Edges(161, 215, None, 130)),  # Band 1 is closed: below Band 2 there is nothing; 86 + 130 = 216
        (161, Edges(161, 215, None, 55)),
        (215, Edges(161, 215, None, 1)),
        (216, Edges(216, 270, 1, 55)),
        (481, Edges(466, 539, 16, 59)),  # 481 − 16 = 465, 481 + 59 = 540
        (720, Edges(675, 720, 46, 1)),
        (721, Edges(721, 765, 1, None)),  # above Band 9 there is no band
        (765, Edges(721, 765, 45, None)),
    ],
)
def test_the_points_to_the_next_band(total: int, edges: Edges) -> None:
    assert fairpay.evaluate(LEVELS[total]).edges == edges


TWOS = dict.fromkeys(FACTORS, 2)  # 12+36+15+15+15+9+12+12+12+9+12+12+7+7+11+7 = 203: Band 2, 13 short of Band 3


def test_what_would_move_the_band() -> None:
    # Knowledge is worth 24 more at level 3 (60 − 36); no other factor is worth more than 12 (27 − 15).
    assert fairpay.evaluate(TWOS).movers == (Mover("knowledge", 3, 227, "3"),)
    # 9 points more for communication and 12 for planning are 224: Band 3, where 9 points fewer are 215, in Band 2.
    # No other factor is worth as much below level 2 (at most 12 − 5), and none leads beyond 270.
    assert fairpay.evaluate(TWOS | {"communication": 3, "planning": 3}).movers == (
        Mover("communication", 2, 215, "2"),
        Mover("knowledge", 1, 204, "2"),
        Mover("analytical", 1, 215, "2"),
        Mover("planning", 2, 212, "2"),
        Mover("physical_skills", 1, 215, "2"),
    )


def test_a_mover_can_lead_out_of_the_bands_and_back() -> None:
    top = LEVELS[765]
    up = [mover for mover in fairpay.evaluate(top).movers if mover.level > top[mover.factor]]
    assert up
    assert {mover.band for mover in up} == {None}
    down = fairpay.evaluate(LEVELS[766]).movers
    assert down
    assert {mover.band for mover in down} <= {"9", "8d"}


def any_levels() -> st.SearchStrategy[dict[str, int]]:
    return st.fixed_dictionaries({factor: st.integers(1, most) for factor, most in HIGHEST.items()})


@MANY
@given(any_levels())
def test_the_movers_are_all_changes_by_one_level_that_move_the_band(levels: dict[str, int]) -> None:
    evaluation = fairpay.evaluate(levels)
    assert published(evaluation.low.total) == evaluation.band
    found = set()
    for factor, level in levels.items():
        for changed in {level - 1, level + 1} & set(range(1, HIGHEST[factor] + 1)):
            total = sum(SCORES[item] for item in (levels | {factor: changed}).items())
            if published(total) != evaluation.band:
                found.add(Mover(factor, changed, total, published(total)))
    assert set(evaluation.movers) == found
    assert len(evaluation.movers) == len(found)


# How a level may be written


@pytest.mark.parametrize(
    ("value", "span"),
    [
        *((value, Span(3, 3)) for value in (3, "3", [3, 3], (3, 3), "3-3")),
        *((value, Span(2, 4)) for value in ([2, 4], (2, 4), "2-4", ["2", "4"])),
        *((value, Span(1, 6)) for value in ("unknown", None, [1, 6], "1-6")),
    ],
)
def test_a_level_a_range_and_unknown(value: Any, span: Span) -> None:
    evaluation = fairpay.evaluate(TWOS | {"communication": value})
    assert evaluation.levels["communication"] == span
    assert evaluation.low.total == 203 - 12 + SCORES["communication", span.low]
    assert evaluation.high.total == 203 - 12 + SCORES["communication", span.high]
    assert ("communication" in evaluation.scores) is evaluation.exact is span.exact


def faults(levels: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        fairpay.evaluate(levels)
    assert "%(" not in str(caught.value)
    return [(fault.field, fault.code) for fault in caught.value.faults]


NO_LEVELS = [0, 7, -1, 3.0, True, Decimal(3), [3], [1, 2, 3], [], {}, [True, 3], [None, 3], [2, 7], [0, 2], object()]
NO_TEXTS = [
    "",
    " 3",
    "3 ",
    "03",
    "3.0",
    "+3",
    "3-",
    "-3",
    "1-7",
    "0-2",
    "2-3-4",
    "2 - 3",
    "2–3",
    "Unknown",
    "٣",
    "9" * 9,
]


@pytest.mark.parametrize("value", [*NO_LEVELS, *NO_TEXTS, ["unknown"]])
def test_what_is_no_level(value: Any) -> None:
    assert faults(TWOS | {"communication": value}) == [("levels.communication", "factor-level")]


@pytest.mark.parametrize("value", [[4, 3], "4-3", (6, 1)])
def test_a_range_that_runs_backwards(value: Any) -> None:
    assert faults(TWOS | {"communication": value}) == [("levels.communication", "factor-range")]


def test_a_missing_factor_stays_a_fault_that_names_the_way_out() -> None:
    levels = {factor: 1 for factor in FACTORS if factor != "research"}
    assert faults(levels) == [("levels.research", "missing-factor")]
    with pytest.raises(InputError, match="Give a level, or “unknown” if you do not know it"):
        fairpay.evaluate(levels)
    assert faults({}) == [(f"levels.{factor}", "missing-factor") for factor in FACTORS]


@pytest.mark.parametrize("levels", [None, [], "levels", 16])
def test_levels_are_a_table(levels: Any) -> None:
    assert faults(levels) == [("levels", "not-a-table")]


# Partial knowledge

# Knowledge 36 or 60, research 5, 12, 21, 32, 45 or 60, and the other fourteen 203 − 36 − 12 = 155. So the totals are
# 196, 203, 212 (Band 2), 223, 236, 251 and 220, 227, 236, 247, 260 (Band 3), 275 (Band 4).
PARTIAL = TWOS | {"knowledge": [2, 3], "research": "unknown"}


def test_a_range_of_totals_and_bands() -> None:
    evaluation = fairpay.evaluate(PARTIAL)
    assert (evaluation.total, evaluation.band, evaluation.exact) == (None, None, False)
    assert (evaluation.low, evaluation.high) == (Outcome(196, "2"), Outcome(275, "4"))
    assert evaluation.bands == ("2", "3", "4")
    assert (evaluation.edges, evaluation.movers) == (None, ())
    assert set(evaluation.scores) == set(FACTORS) - {"knowledge", "research"}
    assert codes(evaluation) == ["indicative-range"]
    assert evaluation.caveats[0].params == {"low": 196, "high": 275}


def test_the_questions_that_narrow_it_most_stand_first() -> None:
    assert fairpay.evaluate(PARTIAL).questions == (
        Question("research", (1, 2, 3, 4, 5, 6), 55),  # 60 − 5
        Question("knowledge", (2, 3), 24),  # 60 − 36
    )
    nothing = fairpay.evaluate(dict.fromkeys(FACTORS, "unknown"))
    asked = [question.factor for question in nothing.questions]
    # Knowledge 240 − 16; 60 − 4, 60 − 5 and 60 − 6 in groups; then 25 − 3 and 25 − 5: each group in the scheme's order.
    assert asked == [
        "knowledge",
        *("patient_care", "information_resources"),
        *("communication", "policy", "financial_resources", "human_resources", "research", "freedom_to_act"),
        *("analytical", "planning", "physical_skills"),
        *("physical_effort", "mental_effort", "working_conditions"),
        "emotional_effort",
    ]
    assert (nothing.low, nothing.high) == (Outcome(86, "2"), Outcome(1000, None))
    assert nothing.bands == ("2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", None)
    assert codes(nothing) == ["indicative-range", "band-closed", "no-band"]


def test_one_band_for_all_totals_is_the_band() -> None:
    evaluation = fairpay.evaluate(TWOS | {"communication": "1-2"})  # 196 or 203
    assert (evaluation.total, evaluation.band, evaluation.bands) == (None, "2", ("2",))
    highest = fairpay.evaluate(HIGHEST | {"communication": "5-6"})  # 985 or 1,000
    assert (highest.total, highest.band, highest.bands) == (None, None, (None,))


def test_a_band_that_no_combination_reaches_is_not_listed() -> None:
    """No gap between two published scores is as wide as a band, so the bands here are made narrower."""
    book = copy.copy(fairpay.rates())
    plan = book.plan
    edges = {"2": (161, 204), "3": (205, 210), "4": (211, 325)}
    bands = [
        item.model_copy(update=dict(zip(("minimum", "maximum"), edges.get(item.band, BANDS[item.band]), strict=True)))
        for item in plan.bands
    ]
    book.plan = plan.model_copy(update={"bands": tuple(bands)})
    assert fairpay.evaluate(TWOS | {"communication": "2-3"}, book=book).bands == ("2", "4")  # 203 or 212
    assert fairpay.evaluate(TWOS | {"policy": "2-3", "knowledge": "2-3"}, book=book).bands == ("2", "4")
    assert fairpay.evaluate(TWOS | {"patient_care": "2-3"}, book=book).bands == ("2", "3")  # 203 or 209


@st.composite
def any_spans(draw: st.DrawFn, open_factors: int = 16) -> dict[str, tuple[int, int]]:
    """Draw levels of which some are ranges."""
    spans = {factor: (level, level) for factor, level in draw(any_levels()).items()}
    for factor in draw(st.lists(st.sampled_from(FACTORS), unique=True, max_size=open_factors)):
        low = draw(st.integers(1, HIGHEST[factor]))
        spans[factor] = (low, draw(st.integers(low, HIGHEST[factor])))
    return spans


@MANY
@given(any_levels(), st.sampled_from(FACTORS))
def test_raising_a_level_never_lowers_the_total(levels: dict[str, int], factor: str) -> None:
    before = fairpay.evaluate(levels)
    raised = fairpay.evaluate(levels | {factor: min(levels[factor] + 1, HIGHEST[factor])})
    assert raised.low.total > before.low.total or levels[factor] == HIGHEST[factor]
    assert raised.low.total >= before.low.total


@MANY
@given(any_spans(open_factors=4))
def test_a_range_holds_every_total_of_its_corners_and_no_other_band(spans: dict[str, tuple[int, int]]) -> None:
    evaluation = fairpay.evaluate(spans)
    totals = {
        sum(SCORES[factor, level] for factor, level in zip(FACTORS, chosen, strict=True))
        for chosen in product(*(range(low, high + 1) for low, high in (spans[factor] for factor in FACTORS)))
    }
    assert (evaluation.low.total, evaluation.high.total) == (min(totals), max(totals))
    reached = {published(total) for total in totals}
    assert set(evaluation.bands) == reached
    assert evaluation.band == (evaluation.bands[0] if len(reached) == 1 else None)
    assert (evaluation.total is None) is (len(totals) > 1)


@MANY
@given(any_spans(), st.data())
def test_narrowing_never_widens(spans: dict[str, tuple[int, int]], data: st.DataObject) -> None:
    wide = fairpay.evaluate(spans)
    factor = data.draw(st.sampled_from(FACTORS))
    low = data.draw(st.integers(*spans[factor]))
    high = data.draw(st.integers(low, spans[factor][1]))
    narrow = fairpay.evaluate(spans | {factor: (low, high)})
    assert wide.low.total <= narrow.low.total <= narrow.high.total <= wide.high.total
    assert set(narrow.bands) <= set(wide.bands)
    assert {question.factor for question in narrow.questions} <= {question.factor for question in wide.questions}


@MANY
@given(any_spans())
def test_a_question_narrows_the_range_by_its_points(spans: dict[str, tuple[int, int]]) -> None:
    evaluation = fairpay.evaluate(spans)
    width = evaluation.high.total - evaluation.low.total
    assert sum(question.points for question in evaluation.questions) == width
    assert [question.points for question in evaluation.questions] == sorted(
        (question.points for question in evaluation.questions), reverse=True
    )
    for question in evaluation.questions:
        answered = fairpay.evaluate(spans | {question.factor: question.levels[0]})
        assert answered.high.total - answered.low.total == width - question.points


# As the benchmark of a comparison


def compared(levels: dict[str, Any], fee: str = "150") -> fairpay.Result:
    task = fairpay.Task(on="2026-05-14", nation="england", hours=fairpay.Hours(attendance="6"), levels=levels)
    return fairpay.compare(task, fairpay.Offer(amount=fee, per="day"))


def test_a_range_of_bands_is_held_against_the_lowest_and_says_so() -> None:
    result = compared(PARTIAL)
    assert (result.benchmark, result.benchmark_top) == ("afc.2.entry", "afc.4.top")
    (caveat,) = [caveat for caveat in result.caveats if caveat.code == "band-range"]
    assert caveat.params == {"low": "2", "high": "4"}
    assert result.evaluation is not None
    assert result.evaluation.bands == ("2", "3", "4")
    told = document(result, fairpay.__version__, fairpay.rates())
    outcomes = {"low": {"total": 196, "band": "2"}, "high": {"total": 275, "band": "4"}}
    assert told["indicative"] == {"total": None, "band": None} | outcomes
    assert json.loads(json.dumps(told))["task"]["levels"]["knowledge"] == [2, 3]


def test_of_a_kind_of_work_that_is_not_known_no_factor_level_is_said() -> None:
    """The kinds of work run from Band 2 to Band 8d."""
    task = fairpay.Task(on="2026-05-14", nation="england", hours=fairpay.Hours(attendance="6"), activity="unknown")
    result = fairpay.compare(task, fairpay.Offer(amount="150", per="day"))
    assert [(caveat.code, caveat.params) for caveat in result.caveats] == [("any-band", {"low": "2", "high": "8d"})]
    assert (result.benchmark, result.benchmark_top) == ("afc.2.entry", "afc.8d.top")
    assert "The kind of work is not known" in " ".join(words_in("en").sentence(result))


def test_a_range_within_one_band_is_held_against_it() -> None:
    result = compared(TWOS | {"communication": "1-2"})
    assert (result.benchmark, result.benchmark_top) == ("afc.2.entry", "afc.2.top")
    assert "band-range" not in [caveat.code for caveat in result.caveats]


def test_a_range_that_leads_out_of_the_bands_is_held_against_the_highest_band() -> None:
    factor = next(name for name in FACTORS if LEVELS[765][name] < HIGHEST[name])
    result = compared(LEVELS[765] | {factor: [LEVELS[765][factor], HIGHEST[factor]]})
    assert result.evaluation is not None
    assert result.evaluation.bands == ("9", None)
    assert (result.benchmark, result.benchmark_top) == ("afc.9.entry", "afc.9.top")
    assert {"indicative-range", "no-band"} <= {caveat.code for caveat in result.caveats}
    assert "band-range" not in {caveat.code for caveat in result.caveats}
    above = compared(HIGHEST | {"communication": "unknown"})
    assert (above.benchmark, above.verdict) == (None, "no-benchmark")


@pytest.mark.parametrize("unknown", [None, "unknown", "1-6", [1, 6]])
def test_a_receipt_keeps_levels_that_are_not_known(unknown: Any) -> None:
    kept = json.loads(json.dumps(receipt(compared(TWOS | {"research": unknown}), fairpay.__version__)))
    assert verify(kept).holds


def test_the_rate_book_that_is_given_is_used() -> None:
    book = copy.copy(fairpay.rates())
    book.plan = book.plan.model_copy(update={"closed_bands": ("1", "2")})
    assert isinstance(book, RateBook)
    assert fairpay.evaluate(TWOS, book=book).band == "3"
    assert fairpay.evaluate(TWOS).band == "2"
