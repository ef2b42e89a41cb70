"""How factor levels match a job profile: plain data, lines of text, and CSV."""

from collections.abc import Iterator
from typing import Any

from fairpay.errors import N_
from fairpay.evaluation import Span
from fairpay.matching import Match, Reason
from fairpay.present.evaluation_report import (
    caveats_data,
    evaluation_rows,
    evaluation_text,
    factors_by_id,
    in_language,
    sources_data,
    span_text,
    table_text,
)
from fairpay.present.words import Words
from fairpay.ratebook import RateBook

_COLUMNS = ("profile_low", "profile_high", "match", "rules_out", "differs")

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


def match_sentence(found: Match, words: Words) -> str:
    """Say whether the levels match the profile."""
    return words.say(FINDINGS[found.outcome], {"total": found.evaluation.total, "band": found.profile.band})


def reason_text(reason: Reason, words: Words, book: RateBook) -> str:
    """Say why levels are not those of a profile."""
    params = dict(reason.params)
    if reason.factor is not None:
        params["factor"] = in_language(factors_by_id(book)[reason.factor], "name", words)
        params["profile"] = span_text(Span(params["low"], params["high"]), words)
    return words.say(REASONS[reason.code], params)


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
        "caveats": caveats_data(found.caveats, words),
        "rules": {
            "levels_outside": rules.levels_outside,
            "factors_varying": rules.factors_varying,
            "never_varying": list(rules.never_varying),
            "evidence": rules.evidence,
            "place": rules.place,
            "sources": sources_data(rules.sources, book),
        },
    }


def match_text(found: Match, words: Words, book: RateBook) -> str:
    """Return how levels match a profile as text, and then what they come to."""
    lines = "\n".join(_lines(found, words, book)) + "\n"
    return lines + evaluation_text(found.evaluation, words, book, found.caveats)


def _lines(found: Match, words: Words, book: RateBook) -> Iterator[str]:
    yield match_sentence(found, words)
    for fails, head in ((True, N_("What rules out a match")), (False, N_("What differs from the profile"))):
        reasons = [reason for reason in found.reasons if reason.fails is fails]
        if reasons:
            yield words.say(head)
            yield from (f"  - {reason_text(reason, words, book)}" for reason in reasons)
    yield ""


def match_table(found: Match, words: Words, book: RateBook) -> str:
    """Return levels and scores as CSV, as `evaluation_rows` has them, beside the profile.

    Two columns hold its levels, and in the line of the totals its score range. Two more say why it
    does not match: what rules a match out, and what only differs.
    """
    return table_text(_rows(found, words, book))


def _rows(found: Match, words: Words, book: RateBook) -> Iterator[list[Any]]:
    head, *factors, totals = evaluation_rows(found.evaluation, words, book)
    yield [*head, *_COLUMNS]
    for row in factors:
        yield [*row, *found.profile.levels[row[0]], "", *_reason_cells(found, row[0], words, book)]
    score = found.profile.score or ("", "")
    yield [*totals, *score, found.outcome, *_reason_cells(found, None, words, book)]


def _reason_cells(found: Match, factor: str | None, words: Words, book: RateBook) -> Iterator[str]:
    """Yield what rules a match out and what only differs: in one factor, or (None) in all of them together."""
    for fails in (True, False):
        reasons = [reason for reason in found.reasons if (reason.factor, reason.fails) == (factor, fails)]
        yield " ".join(reason_text(reason, words, book) for reason in reasons)
