"""What a checked budget comes to, in sentences: the same in the text, in the workbook and on the page."""

from collections.abc import Iterator
from decimal import Decimal

from fairpay.budget import Budget
from fairpay.budget.finding import NOTES
from fairpay.budget.result import Amounts, RingFence, Source
from fairpay.comparators import floor
from fairpay.errors import N_
from fairpay.present import wording
from fairpay.present.budget_words import FINDINGS, BudgetWords, rows_text
from fairpay.present.language import money_text

_FLOORS = {floor.LEGAL: "minimum_wage.adult", floor.REAL_LIVING_WAGE: "real_living_wage.uk"}


def answer(budget: Budget, words: BudgetWords) -> Iterator[str]:
    """Yield what the plan comes to, which rows are in no sum, and how much the checks found."""
    yield words.ngettext(
        "%(rows)s row was read. The lines come to %(total)s.",
        "%(rows)s rows were read. The lines come to %(total)s.",
        Decimal(budget.rows),
        {"rows": f"{budget.rows:,}", "total": bound(budget.whole.computed, budget.at_least["computed"], words)},
    )
    if budget.not_read:
        yield words.ngettext(
            "%(count)s row has a fault and is in no sum: row %(rows)s.",
            "%(count)s rows have a fault and are in no sum. First rows: %(rows)s.",
            Decimal(budget.not_read),
            {"count": f"{budget.not_read:,}", "rows": rows_text(budget.first_rows["not-read"])},
        )
    others = [(finding.code, 1) for finding in budget.findings if finding.code not in budget.counts]
    codes = [*budget.counts.items(), *others]
    fails = sum(count for code, count in codes if code not in NOTES)
    know = sum(count for code, count in codes if code in NOTES)
    if not budget.failed and not codes:
        yield words.say(N_("Every check was passed."))
    elif codes:
        counts = {"fails": f"{fails:,}", "know": f"{know:,}"}
        yield words.say(N_("Findings that fail a check: %(fails)s. Findings to know about: %(know)s."), counts)


def groupings(budget: Budget) -> Iterator[tuple[str, dict[str, Amounts]]]:
    """Yield the groupings that part the budget at all."""
    for grouping, groups in budget.totals.items():
        if groups and (set(groups) - {""}):
            yield grouping, dict(groups)


def target(item: RingFence, budget: Budget, words: BudgetWords) -> str:
    """Say whether a target is met, or how much is missing, and how many rows are in no share."""
    params = {"destination": item.name, "share": item.share, "target": item.target, "missing": item.missing}
    met = N_("%(destination)s: %(share)s of the whole meets the target of %(target)s.")
    said = words.say(met if item.met else FINDINGS["ringfence-missed"], params)
    return words.with_not_read(said, budget.not_read)


def parity(budget: Budget, words: BudgetWords) -> Iterator[str]:
    """Yield what the lines with a benchmark have and what they would cost at it, in both bases; none without them."""
    found = budget.parity
    if not found.lines:
        return
    yield words.ngettext(
        "Parity: %(lines)s line with a benchmark has %(fees)s in fees.",
        "Parity: %(lines)s lines with a benchmark have %(fees)s in fees.",
        Decimal(found.lines),
        {"lines": f"{found.lines:,}", "fees": found.fees},
    )
    template = N_(
        "%(basis)s: at the benchmark they come to %(entry)s at its entry, %(top)s at its top. The gap is %(gap)s: on "
        "average %(each)s for one person at one session, of which there are %(places)s."
    )
    for basis, name in ((N_("Pay to the people"), "pay"), (N_("Cost to the organisation"), "cost")):
        ends = {"entry": getattr(found, f"entry_{name}"), "top": getattr(found, f"top_{name}")}
        gaps = {
            part: words.between(getattr(found, f"{part}_entry_{name}"), getattr(found, f"{part}_top_{name}"))
            for part in ("gap", "each")
        }
        said = {"basis": words.say(basis), "places": f"{found.places:,}"}
        yield words.say(template, said | ends | gaps)
    yield words.say(N_("A gap adds up the lines that fall short: a line above its benchmark makes up for no other."))


def evidence(source: Source, words: BudgetWords) -> str:
    """Say how good the evidence is for the figures that rest on a source, which may rest on others too."""
    return words.say(N_("Evidence for its figures: %(grade)s."), {"grade": words.grade(source.evidence)})


def given(budget: Budget, words: BudgetWords) -> str:
    """Say how many hours are given without pay, and what they are worth."""
    found = budget.given
    if found.at is None:
        return words.say(N_("Hours given without pay: %(hours)s."), {"hours": found.hours})
    params = {"hours": found.hours, "value": found.value, "at": comparator(found.at, words)}
    said = words.say(N_("Hours given without pay: %(hours)s, worth %(value)s at %(at)s."), params)
    if found.unvalued:
        said += " " + words.say(N_("%(hours)s of these hours have no figure there."), {"hours": found.unvalued})
    return said


def comparator(name: str, words: BudgetWords) -> str:
    """Name a comparator, where it has a name beside its id."""
    if name in _FLOORS:
        return words.say(wording.LABELS[_FLOORS[name]])
    return words.say("%(benchmark)s", {"benchmark": name})


def bound(amount: Decimal, at_least: bool, words: BudgetWords) -> str:
    """Write an amount, as a least amount where it is one."""
    shown = money_text(amount)
    return words.say(N_("at least %(amount)s"), {"amount": shown}) if at_least else shown
