"""What factor levels come to, and how they match a profile: plain data, lines of text, and CSV."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from fairpay.caveat import Caveat
from fairpay.errors import N_
from fairpay.evaluation import Evaluation, Mover, Question, Span, band_of
from fairpay.matching import Match, Reason
from fairpay.present.document import caveat_data
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.ratebook.schema import Factor, FactorLevel

_INDICATIVE = ("indicative", "indicative-range")  # what the sentence says already
_COLUMNS = ("factor", "name", "low_level", "high_level", "low_score", "high_score", "band", "paraphrase")

_SENTENCES = {  # by whether the total is exact, and whether it is above all bands
    (True, False): N_("The factor levels add up to %(low)s points, which indicates %(bands)s."),
    (True, True): N_("The factor levels add up to %(low)s points, which is above the highest band of the scheme."),
    (False, False): N_("The factor levels add up to between %(low)s and %(high)s points, which indicates %(bands)s."),
    (False, True): N_(
        "The factor levels add up to between %(low)s and %(high)s points, all above the highest band of the scheme."
    ),
}

FINDINGS = {
    "profile-match": N_(
        "Profile match: every level is within the profile, and the total of %(total)s points is in its Band %(band)s."
    ),
    "band-match": N_(
        "Band match: the levels differ from the profile no further than the rules allow, "
        "and the total of %(total)s points is in its Band %(band)s."
    ),
    "no-match": N_(
        "No match with this profile of Band %(band)s. Try other profiles; if none fits, the job is evaluated locally."
    ),
}

REASONS = {
    "level-outside": N_("%(factor)s: level %(level)s, where the profile has %(profile)s."),
    "level-too-far": N_(
        "%(factor)s: level %(level)s, where the profile has %(profile)s. "
        "The most that a level may lie outside the profile is %(limit)s."
    ),
    "never-varies": N_(
        "%(factor)s: level %(level)s, where the profile has %(profile)s. This factor has to be within the profile."
    ),
    "too-many-vary": N_("Factors outside the profile: %(count)s. The most that may be is %(limit)s."),
    "outside-band": N_(
        "The total of %(total)s points is not in Band %(band)s, which runs from %(minimum)s to %(maximum)s."
    ),
    "low-in-profile": N_(
        "Every level is within the profile, but they add up to less than its band: no job is expected to have the "
        "lowest level in every factor. Match it to a profile of the band below; failing that, it is evaluated locally."
    ),
    "outside-score": N_(
        "The total of %(total)s points is not in the score range of the profile, %(minimum)s to %(maximum)s."
    ),
}


# ---- parts ---------------------------------------------------------------------------------------


def in_language(entry: Factor | FactorLevel, name: str, words: Words) -> str:
    """Return a text of the factor plan in the language of the words, in English where it has no other."""
    return str(getattr(entry, f"{name}_{words.lang}", None) or getattr(entry, name))


def band_name(band: str | None, words: Words) -> str:
    """Name a band, or say that there is none."""
    return words.say(N_("no band")) if band is None else words.say(N_("Band %(band)s"), {"band": band})


def evaluation_sentence(evaluation: Evaluation, words: Words) -> str:
    """Say the total, or the range of totals, with the bands it can fall in, and who alone can band a job."""
    params = {
        "low": evaluation.low.total,
        "high": evaluation.high.total,
        "bands": _either([band_name(band, words) for band in evaluation.bands], words),
    }
    said = words.say(_SENTENCES[evaluation.exact, evaluation.bands == (None,)], params)
    return f"{said} {words.say(N_('Only a job evaluation panel can band a job.'))}"


def match_sentence(found: Match, words: Words) -> str:
    """Say whether the levels match the profile."""
    return words.say(FINDINGS[found.outcome], {"total": found.evaluation.total, "band": found.profile.band})


def reason_text(reason: Reason, words: Words, book: RateBook) -> str:
    """Say why levels are not those of a profile."""
    params = dict(reason.params)
    if reason.factor is not None:
        params["factor"] = in_language(_factors(book)[reason.factor], "name", words)
        params["profile"] = _span(Span(params["low"], params["high"]), words)
    return words.say(REASONS[reason.code], params)


def _factors(book: RateBook) -> dict[str, Factor]:
    return {factor.id: factor for factor in book.plan.factors}


def _either(names: list[str], words: Words) -> str:
    if len(names) == 1:
        return names[0]
    return words.say(N_("%(first)s or %(second)s"), {"first": ", ".join(names[:-1]), "second": names[-1]})


def _span(span: Span, words: Words) -> str:
    return str(span.low) if span.exact else words.say(N_("%(low)s to %(high)s"), span._asdict())


def _beside(evaluation: Evaluation, caveats: Iterable[Caveat]) -> list[Caveat]:
    return [caveat for caveat in (*evaluation.caveats, *caveats) if caveat.code not in _INDICATIVE]


# ---- data ----------------------------------------------------------------------------------------


def evaluation_data(evaluation: Evaluation, words: Words, book: RateBook) -> dict[str, Any]:
    """Return what levels come to as plain data ready for JSON, with its words."""
    plan, factors = book.plan, _factors(book)
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
        "caveats": [_caveat(caveat, words) for caveat in evaluation.caveats],
        "evidence": {"scores": plan.scores_evidence, "bands": plan.bands_evidence},
        "rates": book.edition,
        "sources": _sources(plan.sources, book),
    }


def match_data(found: Match, words: Words, book: RateBook) -> dict[str, Any]:
    """Return how levels match a profile as plain data ready for JSON, with its words."""
    profile, rules = found.profile, book.plan.matching
    return {
        "outcome": found.outcome,
        "sentence": match_sentence(found, words),
        "profile": {
            "band": profile.band,
            "score": {"minimum": profile.score.low, "maximum": profile.score.high} if profile.score else None,
            "levels": {factor: list(span) for factor, span in profile.levels.items()},
        },
        "reasons": [
            {"code": reason.code, "factor": reason.factor, "fails": reason.fails}
            | dict(reason.params)
            | {"message": reason_text(reason, words, book)}
            for reason in found.reasons
        ],
        "caveats": [_caveat(caveat, words) for caveat in found.caveats],
        "rules": {
            "levels_outside": rules.levels_outside,
            "factors_varying": rules.factors_varying,
            "never_varying": list(rules.never_varying),
            "evidence": rules.evidence,
            "place": rules.place,
            "sources": _sources(rules.sources, book),
        },
    }


def _caveat(caveat: Caveat, words: Words) -> dict[str, Any]:
    return caveat_data(caveat) | {"message": words.caveat(caveat)}


def _sources(names: Iterable[str], book: RateBook) -> dict[str, Any]:
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


def evaluation_text(evaluation: Evaluation, words: Words, book: RateBook, found: Match | None = None) -> str:
    """Return what levels come to as text, the sentence first, after how they match a profile where there is one."""
    lines = [*(_match_lines(found, words, book) if found else ()), *_lines(evaluation, found, words, book)]
    return "\n".join(lines) + "\n"


def _match_lines(found: Match, words: Words, book: RateBook) -> Iterator[str]:
    yield match_sentence(found, words)
    for fails, head in ((True, N_("What rules out a match")), (False, N_("What differs from the profile"))):
        reasons = [reason for reason in found.reasons if reason.fails is fails]
        if reasons:
            yield words.say(head)
            yield from (f"  - {reason_text(reason, words, book)}" for reason in reasons)
    yield ""


def _lines(evaluation: Evaluation, found: Match | None, words: Words, book: RateBook) -> Iterator[str]:
    yield evaluation_sentence(evaluation, words)
    yield from _edge_lines(evaluation, words, book)
    yield from _question_lines(evaluation, words, book)
    caveats = _beside(evaluation, found.caveats if found else ())
    if caveats:
        yield ""
        yield words.say(N_("What to know about these figures"))
        yield from (f"  - {words.caveat(caveat)}" for caveat in caveats)
    yield ""
    yield words.say(N_("The 16 factors"))
    for factor in book.plan.factors:
        span = evaluation.levels[factor.id]
        low, high = (factor.levels[level - 1] for level in span)
        params = {
            "factor": in_language(factor, "name", words),
            "level": _span(span, words),
            "score": _span(Span(low.score, high.score), words),
        }
        yield "  " + words.say(N_("%(factor)s: level %(level)s, %(score)s points"), params)
        if span.exact:
            yield f"      {in_language(low, 'paraphrase', words)}"
    yield ""
    yield words.say(N_("The levels are described in fairpay's own words, not in those of the scheme."))
    yield words.say(N_("Rates: edition %(edition)s. All figures are indicative."), {"edition": book.edition})


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
            "factor": in_language(_factors(book)[mover.factor], "name", words),
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


def _question_lines(evaluation: Evaluation, words: Words, book: RateBook) -> Iterator[str]:
    if evaluation.questions:
        yield ""
        yield words.say(N_("What to find out: what narrows the range most stands first"))
    for number, question in enumerate(evaluation.questions, start=1):
        factor = _factors(book)[question.factor]
        params = {"factor": in_language(factor, "name", words), "points": question.points}
        yield f"  {number}. " + words.say(N_("%(factor)s (points between lowest and highest: %(points)s)"), params)
        for level in question.levels:
            item = factor.levels[level - 1]
            yield f"       {level} ({item.score}): {in_language(item, 'paraphrase', words)}"


def evaluation_table(evaluation: Evaluation, words: Words, book: RateBook, found: Match | None = None) -> str:
    """Return levels and scores as CSV: one line a factor, and a line of the totals with the bands; CRLF, for Excel.

    Beside a profile two columns hold its levels, and the line of the totals its score range.
    """
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow((*_COLUMNS, "profile_low", "profile_high", "match") if found else _COLUMNS)
    for factor in book.plan.factors:
        span = evaluation.levels[factor.id]
        low, high = (factor.levels[level - 1] for level in span)
        paraphrase = in_language(low, "paraphrase", words) if span.exact else ""
        row = [factor.id, in_language(factor, "name", words), *span, low.score, high.score, "", paraphrase]
        writer.writerow([*row, *found.profile.levels[factor.id], ""] if found else row)
    bands = " ".join(band_name(band, words) if band is None else band for band in evaluation.bands)
    totals = ["total", words.say(N_("Total")), "", "", evaluation.low.total, evaluation.high.total, bands, ""]
    writer.writerow([*totals, *(found.profile.score or ("", "")), found.outcome] if found else totals)
    return out.getvalue()
