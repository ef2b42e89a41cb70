"""The words of a role check: sentences, steps (those of an advert check too), and who to ask."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from fairpay import money
from fairpay.caveat import Caveat
from fairpay.errors import N_
from fairpay.evaluation import Evaluation
from fairpay.present import evaluation_report
from fairpay.present.evaluation_report import ONLY_A_PANEL, band_name, evaluation_sentence, in_language, is_wide
from fairpay.present.wording import LABELS, STEPS
from fairpay.present.words import Words
from fairpay.ratebook import RateBook
from fairpay.role.check import RoleCheck
from fairpay.role.pay import ADVERTISED, SALARY, Comparison, Paid
from fairpay.role.question import WEEK
from fairpay.working import Step

_SALARY_OUTSIDE_BAND = ("salary-below-band", "salary-above-band")
_SAID_ALREADY = (*evaluation_report.SAID_ALREADY, *_SALARY_OUTSIDE_BAND)  # caveats that the sentences hold

VERDICTS = {
    "advertised-below-indicative": N_("Advertised: %(advertised)s. That is below the indicative band of this work."),
    "advertised-within-indicative": N_(
        "Advertised: %(advertised)s. That is neither below the lowest nor up to the highest band that this work "
        "may come to."
    ),
    "advertised-meets-indicative": N_(
        "Advertised: %(advertised)s. That is not below the indicative band of this work."
    ),
    "no-band": N_("Advertised: %(advertised)s. This work has no band, so there is no pay to put beside it."),
}
# Where some of the week is not described.
_DEPENDS = N_(
    "Advertised: %(advertised)s. That is not below the least that this work comes to. Whether it meets the band of "
    "the whole work depends on the rest of the week."
)
_AT_LEAST = N_(
    "The factor levels add up to at least %(low)s points, which indicates at least %(band)s, from the %(percent)s "
    "per cent of the week that is described."
)
_RESTS_ON = N_(
    "The band rests on “%(activity)s”, %(percent)s per cent of the week (%(hours)s hours): without it, the rest of "
    "the work comes to %(outcome)s."
)
_DOES_THE_JOB_REQUIRE_IT = N_("A panel asks whether the job requires it.")

ROLE_STEPS = {
    "role.hours": N_("Hours of the role in a week"),
    "role.days": N_("Days of the role in a week"),
    "role.share": N_("The role as a share of full time"),
    "pay.annual": N_("Pay for a year, for the hours of the role"),
    "advert.salary": N_("Full-time salary in the advert"),
    "advert.days": N_("Days a week in the advert"),
    "advert.hours": N_("Hours a week in the advert"),
    "advert.week_share": N_("Share of the full-time week"),
    "advert.share": N_("Share of full time"),
    "advert.pay": N_("Pay for a year at that share"),
    "advert.stated": N_("Pay for a year that the advert states"),
    "week.other": N_("Hours in a full-time week, if it is that long"),
    "day.other": N_("Hours in a day, if it is that long"),
    "year.paid_days": N_("Paid days in a year of whole weeks"),
    "year.whole_weeks": N_("Whole weeks in a year"),
    "year.share": N_("Whole weeks as a share of the year"),
    "would.share": N_("The stated pay as a share of the full-time salary"),
    "would.days": N_("That share in days a week"),
    "would.hours": N_("That share in hours of the full-time week"),
    "would.salary": N_("Full-time salary from which the stated pay would follow"),
}

# For the person, and for the organisation. The amounts read "£3,156.50 more", "£20.00 less" or "the same".
_SAME = N_("%(band)s pays what is advertised.")
_MEANING = (
    N_(
        "Beside what is advertised, %(band)s pays the person %(annual)s in the first year for %(hours)s hours a week "
        "(for an hour: %(hourly)s), and %(all_pay)s over %(years)s years with pay steps."
    ),
    N_(
        "Beside what is advertised, %(band)s costs the organisation %(cost)s in the first year with on-costs, "
        "and %(all_cost)s over %(years)s years."
    ),
)
# Where pay differs only later, because a salary without a band stays as it is.
_MEANING_LATER = (
    N_(
        "Beside what is advertised, %(band)s pays the person the same in the first year, "
        "and %(all_pay)s over %(years)s years with pay steps."
    ),
    N_(
        "Beside what is advertised, %(band)s costs the organisation the same in the first year, "
        "and %(all_cost)s over %(years)s years."
    ),
)
_MEANING_IN_ONE_YEAR = (
    N_(
        "Beside what is advertised, %(band)s pays the person %(annual)s in a year for %(hours)s hours a week "
        "(for an hour: %(hourly)s)."
    ),
    N_("Beside what is advertised, %(band)s costs the organisation %(cost)s in a year with on-costs."),
)

ASK = (
    N_("Who to ask: the organisation's job evaluation lead, or a trade union representative."),
    N_(
        "What to ask for: the job description that was matched or evaluated, the level of each of the 16 factors, "
        "and the date."
    ),
    N_(
        "Who decides: a panel of the employer and the staff side. It reads the job description, so work that is not "
        "written there may not be counted."
    ),
)


def role_sentences(check: RoleCheck, words: Words, book: RateBook) -> list[str]:
    """Say what the work comes to, what is advertised, and what the difference means for person and organisation.

    Pay is left out where the levels leave so many bands open that it would say nothing.
    """
    said = [_work_sentence(check, words), _verdict_sentence(check, words)]
    said += [words.caveat(caveat) for caveat in check.caveats if caveat.code in _SALARY_OUTSIDE_BAND]
    if rests_on := list(_rests_on(check, words, book)):
        said.append(" ".join([*rests_on, words.say(_DOES_THE_JOB_REQUIRE_IT)]))
    for comparison in () if is_wide(check.evaluation) else check.comparisons:
        said += _meaning(check, comparison, words)
    return said


def unsaid(caveats: Iterable[Caveat]) -> Iterator[Caveat]:
    """Yield the caveats that are not part of the sentences."""
    return (caveat for caveat in caveats if caveat.code not in _SAID_ALREADY)


def _work_sentence(check: RoleCheck, words: Words) -> str:
    low = check.evaluation.low
    if not check.partly_described or low.band is None:
        return evaluation_sentence(check.evaluation, words)
    params = {"low": low.total, "band": band_name(low.band, words), "percent": money.plain(check.role.described)}
    return f"{words.say(_AT_LEAST, params)} {words.say(ONLY_A_PANEL)}"


def _verdict_sentence(check: RoleCheck, words: Words) -> str:
    depends = check.partly_described and check.verdict == "advertised-within-indicative"
    return words.say(_DEPENDS if depends else VERDICTS[check.verdict], {"advertised": advertised_name(check, words)})


def _rests_on(check: RoleCheck, words: Words, book: RateBook) -> Iterator[str]:
    """Yield each activity without which the band would be lower, the one that matters most first."""
    for item in check.without:
        if item.lowers_band:
            share, hours = week_of(item.activity, check)
            params = {
                "activity": in_language(book.activities[item.activity], "title", words),
                "percent": money.plain(share),
                "hours": hours,
                "outcome": outcome_text(item.evaluation, words),
            }
            yield words.say(_RESTS_ON, params)


def week_of(activity: str, check: RoleCheck) -> tuple[Decimal, Decimal]:
    """Return how much of the role's week an activity takes: in per cent, and in hours."""
    share = (check.role.activities or {})[activity]
    return share, money.divide(money.multiply(check.hours, share), WEEK)


def outcome_text(evaluation: Evaluation, words: Words) -> str:
    """Say a total, or the range of totals, and its band: "168 points, Band 2"."""
    low, high = evaluation.low, evaluation.high
    params = {"total": str(low.total), "band": band_name(low.band, words)}
    if low != high:
        template = N_("%(low)s to %(high)s")
        params["total"] = words.say(template, {"low": low.total, "high": high.total})
        if low.band != high.band:
            params["band"] = words.say(template, {"low": params["band"], "high": band_name(high.band, words)})
    return words.say(N_("%(total)s points, %(band)s"), params)


def _meaning(check: RoleCheck, comparison: Comparison, words: Words) -> list[str]:
    first = comparison.years[0]
    params = {
        "band": band_name(comparison.band, words),
        "hours": check.hours,
        "annual": more(first.annual, words),
        "hourly": more(first.hourly, words),
        "cost": more(first.cost, words),
        "years": str(len(comparison.years)),
        "all_pay": more(comparison.pay, words),
        "all_cost": more(comparison.cost, words),
    }
    if not any(money.pence(year.annual) for year in comparison.years):
        return [words.say(_SAME, params)]
    if not money.pence(first.annual):
        templates = _MEANING_LATER
    else:
        templates = _MEANING if len(comparison.years) > 1 else _MEANING_IN_ONE_YEAR
    return [words.say(template, params) for template in templates]


def more(difference: Decimal, words: Words) -> str:
    """Say a difference as so much more, so much less, or the same."""
    amount = money.pence(difference)
    if not amount:
        return words.say(N_("the same"))
    template = N_("%(amount)s more") if amount > 0 else N_("%(amount)s less")
    return words.say(template, {"amount": amount.copy_abs()})


def advertised_name(check: RoleCheck, words: Words) -> str:
    """Name what is advertised: "Band 3", or else the salary of a full-time year."""
    if check.role.band is not None:
        return band_name(check.role.band, words)
    return words.say(N_("%(salary)s for a full-time year"), {"salary": check.role.salary})


def point_name(paid: Paid, words: Words) -> str:
    """Name a salary by its pay point: "Band 3, entry point"."""
    if paid.point == SALARY:
        return words.say(N_("the advertised salary"))
    return words.say(LABELS[f"afc.{paid.point}"], {"band": paid.band})


def step_names(comparison: Comparison | None, words: Words) -> Callable[[Step], str]:
    """Return what names the steps of a comparison's working, or of an advert's reading where there is none."""
    sides = {paid.place: paid for year in (comparison.years if comparison else ()) for paid in year[1:]}

    def name(step: Step) -> str:
        place, slash, code = step.code.rpartition("/")
        said = words.say(ROLE_STEPS[code]) if code in ROLE_STEPS else words.say(STEPS[code])
        if not slash:
            return said
        if place in sides:
            paid = sides[place]
            template = (
                N_("As advertised (%(point)s): %(step)s")
                if paid.side == ADVERTISED
                else N_("Indicative (%(point)s): %(step)s")
            )
            return words.say(template, {"point": point_name(paid, words), "step": said})
        year = place.rpartition(".")[2]
        if year == "all":
            return words.say(N_("Difference over all years: %(step)s"), {"step": said})
        return words.say(N_("Difference in year %(year)s: %(step)s"), {"year": year, "step": said})

    return name
