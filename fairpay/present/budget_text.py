"""A checked budget as text, with as much of the file in it as in its data for JSON."""

from collections.abc import Iterator

from fairpay.budget import Budget
from fairpay.budget.result import Amounts
from fairpay.budget.sums import MOST_FAULTS
from fairpay.errors import N_
from fairpay.present import budget_sentences as sentences
from fairpay.present.budget_report import CHECK_NAMES
from fairpay.present.budget_words import (
    DESTINATIONS,
    GROUPINGS,
    MEASURES,
    PLAN,
    BudgetWords,
    budget_words,
    percent,
    rows_text,
)
from fairpay.present.language import money_text

_WEEKLY = ("-weekly-limit", "-allowance-limit")
_MOST_WEEKS = 10  # the data has more


def text(budget: Budget, lang: str = "en") -> str:
    """Return a checked budget as lines of text."""
    return "\n".join(_lines(budget, budget_words(lang))) + "\n"


def _lines(budget: Budget, words: BudgetWords) -> Iterator[str]:
    yield from sentences.answer(budget, words)
    if budget.notes:
        yield from ["", words.say(N_("What to know about the file"))]
        yield from (f"  - {words.safe(words.caveat(note))}" for note in budget.notes)
    yield from _faults(budget, words)
    yield from _checks(budget, words)
    for grouping, groups in sentences.groupings(budget):
        yield from ["", words.say(GROUPINGS[grouping]), *_table(groups, words)]
    yield from _plan(budget, words)
    yield from _where(budget, words)
    if parity := list(sentences.parity(budget, words)):
        yield from ["", parity[0], *(f"  {sentence}" for sentence in parity[1:])]
    if budget.given.hours:
        yield from ["", sentences.given(budget, words)]
    if budget.sources:
        yield from ["", words.say(N_("Sources")), *_sources(budget, words)]
    yield ""
    yield words.say(N_("Rates: edition %(edition)s. All figures are indicative."), {"edition": budget.edition})


def _faults(budget: Budget, words: BudgetWords) -> Iterator[str]:
    if not budget.faults:
        return
    yield from ["", words.say(N_("What to correct"))]
    for row, fault in budget.faults:
        where = words.say(N_("Row %(row)s"), {"row": row})
        column = f", {words.safe(words.column(fault.field))}" if fault.field else ""
        yield f"  {where}{column}: {words.line_fault(fault)}"
    if len(budget.faults) == MOST_FAULTS:
        said = N_("Only the first %(count)s are listed. Each is in its row of the file that comes back.")
        yield f"  {words.say(said, {'count': MOST_FAULTS})}"


def _checks(budget: Budget, words: BudgetWords) -> Iterator[str]:
    if not budget.counts and not budget.findings:
        return
    yield from ["", words.say(N_("What the checks found"))]
    for code, count in budget.counts.items():
        yield f"  {count:>9,}  {words.say(CHECK_NAMES[code])} ({code}): {rows_text(budget.first_rows[code])}"
    yield from (f"  - {words.finding(finding)}" for finding in budget.findings if not finding.code.endswith(_WEEKLY))
    weeks = [finding for finding in budget.findings if finding.code.endswith(_WEEKLY)]
    yield from (f"  - {words.finding(finding)}" for finding in weeks[:_MOST_WEEKS])


def _table(groups: dict[str, Amounts], words: BudgetWords) -> Iterator[str]:
    yield " " * 40 + "".join(f"{words.say(name):>18}" for name in MEASURES.values())
    for name, amounts in groups.items():
        label = name or words.say(N_("none"))
        yield f"  {label:<38}" + "".join(f"{money_text(amount):>18}" for amount in amounts)


def _plan(budget: Budget, words: BudgetWords) -> Iterator[str]:
    if not budget.plan.actual:
        return
    yield from ["", words.say(N_("Plan against actual"))]
    for name, title in PLAN.items():
        yield f"  {words.say(title):<38}{money_text(getattr(budget.plan, name)):>18}"


def _where(budget: Budget, words: BudgetWords) -> Iterator[str]:
    yield from ["", words.say(N_("Where the money goes"))]
    for name, share in budget.where.items():
        amount = sentences.bound(share.amount, share.at_least and bool(share.amount), words)
        yield f"  {words.say(DESTINATIONS[name]):<38}{amount:>18}{percent(share.share):>9}"
    if budget.not_read:
        yield f"  {words.not_read(budget.not_read)}"
    yield from (f"  {sentences.target(target, budget, words)}" for target in budget.ringfence)


def _sources(budget: Budget, words: BudgetWords) -> Iterator[str]:
    for source in budget.sources:
        address = f" <{source.url}>" if source.url else ""
        yield f"  {source.title}{address}. {sentences.evidence(source, words)}"
