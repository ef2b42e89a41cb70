"""What factor levels come to: plain data, lines of text, and CSV."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from fairpay.caveat import Caveat
from fairpay.errors import N_
from fairpay.evaluation import Evaluation, Mover, Question, Span, band_of
from fairpay.present.document import caveat_data
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.ratebook.schema import ActivityFile, Factor, FactorLevel

SAID_ALREADY = ("indicative", "indicative-range")  # caveats whose words are those of the sentence
_COLUMNS = ("factor", "name", "low_level", "high_level", "low_score", "high_score", "band", "paraphrase")
_MOST_NAMED = 3  # bands; a range of more of them says little

_SENTENCES = {  # by whether the total is exact, and whether it is above all bands
    (True, False): N_("The factor levels add up to %(low)s points, which indicates %(bands)s."),
    (True, True): N_("The factor levels add up to %(low)s points, which is above the highest band of the scheme."),
    (False, False): N_("The factor levels add up to between %(low)s and %(high)s points, which indicates %(bands)s."),
    (False, True): N_(
        "The factor levels add up to between %(low)s and %(high)s points, all above the highest band of the scheme."
    ),
}

_WIDE = N_(
    "Levels known exactly: %(known)s of %(count)s. The total may be anything between %(low)s and %(high)s points, "
    "from %(lowest)s to %(highest)s: too wide a range to say more. Find out more levels first."
)
ONLY_A_PANEL = N_("Only a job evaluation panel can band a job.")

# ---- parts ---------------------------------------------------------------------------------------


def in_language(entry: Factor | FactorLevel | ActivityFile, name: str, words: Words) -> str:
    """Return a text of the factor plan or an activity in the language of the words, or else in English."""
    return str(getattr(entry, f"{name}_{words.lang}", None) or getattr(entry, name))


def band_name(band: str | None, words: Words) -> str:
    """Name a band, or say that there is none."""
    return words.say(N_("no band")) if band is None else words.say(N_("Band %(band)s"), {"band": band})


def evaluation_sentence(evaluation: Evaluation, words: Words) -> str:
    """Say the total, or the range of totals, with the bands it can fall in, and who alone can band a job."""
    template = _WIDE if is_wide(evaluation) else _SENTENCES[evaluation.exact, evaluation.bands == (None,)]
    names = [band_name(band, words) for band in evaluation.bands]
    params = {
        "low": evaluation.low.total,
        "high": evaluation.high.total,
        "bands": _either(names, words),
        "known": len(evaluation.scores),
        "count": len(evaluation.levels),
        "lowest": names[0],
        "highest": names[-1] if evaluation.high.band else words.say(N_("above all bands")),
    }
    return f"{words.say(template, params)} {words.say(ONLY_A_PANEL)}"


def is_wide(evaluation: Evaluation) -> bool:
    """Whether the levels leave more than three bands open: too many to name, and to put pay beside."""
    return len(evaluation.bands) > _MOST_NAMED


def factors_by_id(book: RateBook) -> dict[str, Factor]:
    """Return the factors of the plan by their ids."""
    return {factor.id: factor for factor in book.plan.factors}


def _either(names: list[str], words: Words) -> str:
    if len(names) == 1:
        return names[0]
    return words.say(N_("%(first)s or %(second)s"), {"first": ", ".join(names[:-1]), "second": names[-1]})


def span_text(span: Span, words: Words) -> str:
    """Write a level, or the range of levels."""
    return str(span.low) if span.exact else words.say(N_("%(low)s to %(high)s"), span._asdict())


# ---- data ----------------------------------------------------------------------------------------


def evaluation_data(evaluation: Evaluation, words: Words, book: RateBook) -> dict[str, Any]:
    """Return what levels come to as plain data ready for JSON, with its words."""
    plan, factors = book.plan, factors_by_id(book)
    return {
        "total": evaluation.total,
        "band": evaluation.band,
        "exact": evaluation.exact,
        "low": evaluation.low._asdict(),
        "high": evaluation.high._asdict(),
        "bands": list(evaluation.bands),
        "sentence": evaluation_sentence(evaluation, words),
        "edges": evaluation.edges and evaluation.edges._asdict(),
        "movers": [_mover(mover, words, factors[mover.factor]) for mover in evaluation.movers],
        "questions": [_question(question, words, factors[question.factor]) for question in evaluation.questions],
        "scores": dict(evaluation.scores),
        "factors": [_factor(factor, evaluation.levels[factor.id], words) for factor in plan.factors],
        "caveats": caveats_data(evaluation.caveats, words),
        "evidence": {"scores": plan.scores_evidence, "bands": plan.bands_evidence},
        "rates": book.edition,
        "sources": sources_data(plan.sources, book),
    }


def caveats_data(caveats: Iterable[Caveat], words: Words) -> list[dict[str, Any]]:
    """Return caveats as plain data with their words."""
    return [caveat_data(caveat) | {"message": words.caveat(caveat)} for caveat in caveats]


def sources_data(names: Iterable[str], book: RateBook) -> dict[str, Any]:
    """Return sources by id, as plain data."""
    return {name: {"title": book.sources[name].title, "url": book.sources[name].url} for name in names}


def _level(item: FactorLevel, words: Words) -> dict[str, Any]:
    return {"level": item.level, "score": item.score, "paraphrase": in_language(item, "paraphrase", words)}


def _mover(mover: Mover, words: Words, factor: Factor) -> dict[str, Any]:
    paraphrase = in_language(factor.levels[mover.level - 1], "paraphrase", words)
    return mover._asdict() | {"name": in_language(factor, "name", words), "paraphrase": paraphrase}


def _question(question: Question, words: Words, factor: Factor) -> dict[str, Any]:
    return {
        "factor": factor.id,
        "name": in_language(factor, "name", words),
        "points": question.points,
        "levels": [_level(factor.levels[level - 1], words) for level in question.levels],
    }


def _factor(factor: Factor, span: Span, words: Words) -> dict[str, Any]:
    low, high = (_level(factor.levels[level - 1], words) for level in span)
    return {"id": factor.id, "name": in_language(factor, "name", words), "low": low, "high": high}


# ---- text and CSV --------------------------------------------------------------------------------


def evaluation_text(evaluation: Evaluation, words: Words, book: RateBook, beside: Iterable[Caveat] = ()) -> str:
    """Return what levels come to as text, the sentence first; `beside` are caveats after those of the levels."""
    return "\n".join(_lines(evaluation, beside, words, book)) + "\n"


def _lines(evaluation: Evaluation, beside: Iterable[Caveat], words: Words, book: RateBook) -> Iterator[str]:
    yield evaluation_sentence(evaluation, words)
    yield from _edge_lines(evaluation, words, book)
    yield from question_lines(evaluation, words, book)
    caveats = (*evaluation.caveats, *beside)
    yield from caveat_lines((caveat for caveat in caveats if caveat.code not in SAID_ALREADY), words)
    yield ""
    yield words.say(N_("The 16 factors"))
    for factor in book.plan.factors:
        span = evaluation.levels[factor.id]
        low, high = (factor.levels[level - 1] for level in span)
        params = {
            "factor": in_language(factor, "name", words),
            "level": span_text(span, words),
            "score": span_text(Span(low.score, high.score), words),
        }
        yield "  " + words.say(N_("%(factor)s: level %(level)s, %(score)s points"), params)
        if span.exact:
            yield f"      {in_language(low, 'paraphrase', words)}"
    yield ""
    yield words.say(N_("The levels are described in fairpay's own words, not in those of the scheme."))
    yield words.say(N_("Rates: edition %(edition)s. All figures are indicative."), {"edition": book.edition})


def caveat_lines(caveats: Iterable[Caveat], words: Words) -> Iterator[str]:
    """Say what to know about the figures, one caveat a line; nothing where there is none."""
    said = [words.caveat(caveat) for caveat in caveats]
    if said:
        yield ""
        yield words.say(N_("What to know about these figures"))
        yield from (f"  - {text}" for text in said)


def edge_sentences(evaluation: Evaluation, words: Words, book: RateBook) -> Iterator[str]:
    """Say from where to where the band runs, and how far its edges are; nothing for a range of totals."""
    edges = evaluation.edges
    if edges is not None:
        params = {"band": evaluation.band, "minimum": edges.minimum, "maximum": edges.maximum}
        yield words.say(N_("Band %(band)s runs from %(minimum)s to %(maximum)s points."), params)
        for points, template, beyond in (
            (edges.down, N_("Points down to %(band)s: %(points)s."), edges.minimum - 1),
            (edges.up, N_("Points up to %(band)s: %(points)s."), edges.maximum + 1),
        ):
            if points is not None:
                band = band_name(band_of(beyond, book.plan), words)
                yield words.say(template, {"band": band, "points": points})


def mover_texts(evaluation: Evaluation, words: Words, book: RateBook) -> Iterator[str]:
    """Say each change of one factor by one level that would move the band."""
    for mover in evaluation.movers:
        params = {
            "factor": in_language(factors_by_id(book)[mover.factor], "name", words),
            "level": mover.level,
            "now": evaluation.levels[mover.factor].low,
            "total": mover.total,
            "band": band_name(mover.band, words),
        }
        yield words.say(N_("%(factor)s, level %(level)s instead of %(now)s: %(total)s points, %(band)s"), params)


def _edge_lines(evaluation: Evaluation, words: Words, book: RateBook) -> Iterator[str]:
    yield from edge_sentences(evaluation, words, book)
    if evaluation.movers:
        yield ""
        yield words.say(N_("One level of one factor that would move the band"))
        yield from (f"  - {text}" for text in mover_texts(evaluation, words, book))


def question_lines(evaluation: Evaluation, words: Words, book: RateBook) -> Iterator[str]:
    """Ask for the levels that are not known, the one that narrows the range most first."""
    if evaluation.questions:
        yield ""
        yield words.say(N_("What to find out: what narrows the range most stands first"))
    for number, question in enumerate(evaluation.questions, start=1):
        factor = factors_by_id(book)[question.factor]
        params = {"factor": in_language(factor, "name", words), "points": question.points}
        yield f"  {number}. " + words.say(N_("%(factor)s (points between lowest and highest: %(points)s)"), params)
        for level in question.levels:
            item = factor.levels[level - 1]
            yield f"       {level} ({item.score}): {in_language(item, 'paraphrase', words)}"


def evaluation_rows(evaluation: Evaluation, words: Words, book: RateBook) -> Iterator[list[Any]]:
    """Yield levels and scores as the rows of a table: its head, each factor, and the totals with the bands."""
    yield list(_COLUMNS)
    for factor in book.plan.factors:
        span = evaluation.levels[factor.id]
        low, high = (factor.levels[level - 1] for level in span)
        paraphrase = in_language(low, "paraphrase", words) if span.exact else ""
        yield [factor.id, in_language(factor, "name", words), *span, low.score, high.score, "", paraphrase]
    bands = " ".join(band_name(band, words) if band is None else band for band in evaluation.bands)
    yield ["total", words.say(N_("Total")), "", "", evaluation.low.total, evaluation.high.total, bands, ""]


def table_text(rows: Iterable[Iterable[Any]]) -> str:
    """Write rows as CSV; CRLF, for Excel."""
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
