"""The words of a role check and of an advert check: sentences, readings, steps, and who to ask."""

from collections.abc import Callable
from decimal import Decimal

from fairpay import money
from fairpay.errors import N_
from fairpay.present.evaluation_report import band_name, evaluation_sentence
from fairpay.present.language import money_text, number_text
from fairpay.present.wording import LABELS, STEPS
from fairpay.present.words import Words
from fairpay.role.advert import AdvertCheck, Reading
from fairpay.role.check import RoleCheck
from fairpay.role.pay import ADVERTISED, SALARY, Comparison, Paid
from fairpay.working import Step

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

ADVERT_VERDICTS = {
    "advert-holds": N_("The stated pay holds. %(salary)s for a full-time year comes to %(stated)s: %(reading)s."),
    "advert-holds-by-arithmetic-only": N_(
        "The stated pay holds by arithmetic only. %(salary)s for a full-time year comes to %(stated)s: %(reading)s. "
        "Ask whether the employer's week or day is that long."
    ),
    "advert-does-not-hold": N_(
        "No usual reading gives the stated pay of %(stated)s. %(salary)s for a full-time year comes to %(amount)s: "
        "%(reading)s."
    ),
}

READINGS = {
    "advert.days": N_("%(days)s days out of 5 a week"),
    "advert.hours": N_("%(hours)s hours out of %(week)s a week"),
    "advert.weeks": N_("the same share of the week, for %(whole)s of the %(weeks)s weeks of a year"),
    "advert.days_as_hours": N_("%(days)s days of %(day)s hours, out of %(week)s hours a week"),
}

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


def role_sentences(check: RoleCheck, words: Words) -> list[str]:
    """Say what the work comes to, what is advertised, and what the difference means for person and organisation."""
    said = [evaluation_sentence(check.evaluation, words)]
    said.append(words.say(VERDICTS[check.verdict], {"advertised": advertised_name(check, words)}))
    for comparison in check.comparisons:
        said += _meaning(check, comparison, words)
    return said


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
    """Name what is advertised: "Band 3", or the salary of a full-time year."""
    if check.role.salary is None:
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


def reading_name(reading: Reading, check: AdvertCheck, words: Words) -> str:
    """Say how a reading takes the hours of an advert."""
    figures = {step.code: number_text(step.value) for step in reading.working}
    advert = check.advert
    params = {
        "days": number_text(advert.days) if advert.days is not None else "",
        "hours": number_text(advert.hours) if advert.hours is not None else "",
        "day": figures.get("day.other", ""),
        "week": figures.get("week.other", figures["week.hours"]),
        "whole": figures.get("year.whole_weeks", ""),
        "weeks": figures.get("year.weeks", ""),
    }
    return words.say(READINGS[reading.code], params)


def stated_text(amount: Decimal) -> str:
    """Write the stated pay to the precision it was stated to."""
    return money_text(amount) if amount.as_tuple().exponent else f"£{amount:,f}"


def advert_sentences(check: AdvertCheck, words: Words) -> list[str]:
    """Say whether the stated pay holds, and where it does not, what it would follow from."""
    giving = [reading for reading in check.readings if reading.gives]
    shown = (giving or check.readings)[0]
    params = {
        "salary": check.advert.salary,
        "stated": stated_text(check.advert.stated),
        "amount": shown.amount,
        "reading": reading_name(shown, check, words),
    }
    said = [words.say(ADVERT_VERDICTS[check.verdict], params)]
    if not check.holds:
        would = check.would_give
        params = {
            "share": money.plain(would.share, 3),
            "days": money.plain(would.days, 2),
            "hours": money.plain(would.hours, 2),
            "week": number_text(check.full_week),
            "salary": would.salary,
            "reading": reading_name(check.readings[0], check, words),
        }
        said.append(
            words.say(
                N_(
                    "The stated pay is %(share)s of the full-time salary. That would be %(days)s days out of 5, "
                    "or %(hours)s hours out of %(week)s."
                ),
                params,
            )
        )
        said.append(
            words.say(
                N_("Or it would follow from a full-time salary of %(salary)s: %(reading)s."),
                params,
            )
        )
    return said
