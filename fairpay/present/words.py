"""Say what the engine found: labels, caveats, errors, steps and the sentence, in one language."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from fairpay import money
from fairpay.benchmark import BAND_OPEN
from fairpay.caveat import Caveat
from fairpay.checks import Check
from fairpay.comparators.fee import MORE_THAN_ONCE
from fairpay.comparators.rung import Label, Rung
from fairpay.comparison import Result
from fairpay.dates import Period
from fairpay.errors import MESSAGES, N_, FairpayError, Fault
from fairpay.present import language, wording
from fairpay.rate import Rate
from fairpay.working import Step, Working

_NOT_WHOLE = 5  # a number that takes the form of most numbers, in English and in Welsh
_PER_CARD = {"pay.card.": "card.", "other.card.": "card."}


@lru_cache(maxsize=8)
def words_in(lang: str) -> "Words":
    """Return the words of a language (one of `language.LANGUAGES`)."""
    return Words(lang)


class Words:
    """Turns codes and figures into sentences of one language."""

    def __init__(self, lang: str, catalogue: NullTranslations | None = None) -> None:
        self.lang = lang
        catalogue = catalogue or language.translator(lang)
        self._gettext, self._ngettext = catalogue.gettext, catalogue.ngettext

    def say(self, template: str, params: Mapping[str, Any] | None = None) -> str:
        """Fill a template of this language, writing figures and dates the way the language does.

        Where the data has words of its own in this language (`card_cy` beside `card`), they go first.
        """
        text = self._gettext(template)
        return text if params is None else self._filled(text, params)

    def ngettext(self, one: str, many: str, number: Decimal, params: Mapping[str, Any]) -> str:
        """Fill the template of this language for a number: one hour, two hours; half an hour counts as many do."""
        whole = int(number) if number == int(number) else _NOT_WHOLE
        return self._filled(self._ngettext(one, many, whole), params)

    def hours(self, number: Decimal) -> str:
        """Say how many hours: "1 hour", "7.5 hours"."""
        return self.ngettext("%(hours)s hour", "%(hours)s hours", number, {"hours": number})

    def quantity(self, number: Decimal, unit: str) -> str:
        """Write a number with its unit: "1 hour", "37.5 hours a week"."""
        if unit == "hours":
            return self.hours(number)
        return f"{language.number_text(number)} {self.say(wording.UNITS[unit])}"

    def _filled(self, text: str, params: Mapping[str, Any]) -> str:
        return text % {
            name: self._value(name, params.get(f"{name}_{self.lang}") or value) for name, value in params.items()
        }

    def date(self, day: date) -> str:
        return language.date_text(day, self.lang)

    def label(self, label: Label) -> str:
        """Name a comparator: from the catalogue, or from the words that the data brings."""
        if label.code:
            return self.say(wording.LABELS[label.code], label.params)
        return self.marked(str(label.params.get(self.lang) or label.params["en"]), own=label.own, rises=label.rises)

    def marked(self, label: str, *, own: bool, rises: bool) -> str:
        """Mark the name of a rate that an organisation brought along, and of one that may have risen."""
        if own:
            label = self.say(wording.OWN_RATE, {"label": label})
        return self.say(wording.RISES, {"label": label}) if rises else label

    def caveat(self, caveat: Caveat) -> str:
        params = dict(caveat.params)
        if "series" in params:
            params["label"] = self._rate_name(params)
        return self.say(wording.CAVEATS[caveat.code], params)

    def caveats(self, result: Result, codes: Collection[str]) -> list[str]:
        """Say the caveats of a result that have one of these codes."""
        return [self.caveat(caveat) for caveat in result.caveats if caveat.code in codes]

    def check(self, check: Check) -> str:
        return self.say(wording.CHECKS[check.code], check.params)

    def error(self, error: FairpayError) -> str:
        return self.say(MESSAGES[error.code], error.params)

    def fault(self, fault: Fault) -> str:
        return self.say(MESSAGES[fault.code], fault.params)

    def field(self, name: str) -> str:
        """Name a field: "the hours of attendance"."""
        known = wording.FIELDS.get(name.rpartition(".")[2])
        return self.say(known) if known else name

    def verdict(self, result: Result) -> str:
        """Say the verdict; where the benchmark that was asked for has no figure here, say so."""
        missing = [self.caveat(result.benchmark_missing)] if result.benchmark_missing else []
        if missing and result.verdict == "no-benchmark":
            return missing[0]
        return " ".join([self.say(wording.VERDICTS[result.verdict]), *missing])

    def grade(self, evidence: str | None) -> str:
        """Name a grade of evidence: "corroborated"; nothing for the payer's own fee."""
        return "" if evidence is None else self.say(wording.GRADE_NAMES[evidence])

    def per(self, per: str) -> str:
        """Say what a fee is paid for: "a day"."""
        return self.say(wording.PER[per])

    def offer(self, result: Result) -> str:
        """Say what was offered: "£150.00 a day", or the step of a rate card."""
        offer = result.offer
        if offer.amount is None or offer.per is None:
            return self.label(result.paid.label)
        return f"{language.money_text(offer.amount)} {self.per(offer.per)}"

    def sentence(self, result: Result, unknown: Collection[str] = ()) -> list[str]:
        """Say the answer: what the offer comes to for an hour worked, and against the benchmark.

        Where there are kinds of hours that nobody could say (`unknown`), the pay for an hour is at most what is known.
        """
        said = [self._paid(result, unknown), *self.caveats(result, MORE_THAN_ONCE)]
        if result.benchmark is not None:
            said.append(self._against(result, result[result.benchmark]))
        return [*said, self.verdict(result), *self.caveats(result, BAND_OPEN)]

    def _paid(self, result: Result, unknown: Collection[str]) -> str:
        hours = result.task.hours.counted
        if not result.paid.pay.exact_session:
            return self.ngettext(
                "Nothing would be paid for the %(hours)s hour that counts in one session.",
                "Nothing would be paid for the %(hours)s hours that count in one session.",
                hours,
                {"hours": hours},
            )
        params = {
            "offer": self.offer(result),
            "session": result.paid.pay.session,
            "hours": hours,
            "hourly": result.true_hourly,
        }
        if unknown:
            return self.ngettext(
                "%(offer)s comes to %(session)s for one session. Over the %(hours)s hour that is known, "
                "that is at most %(hourly)s an hour.",
                "%(offer)s comes to %(session)s for one session. Over the %(hours)s hours that are known, "
                "that is at most %(hourly)s an hour.",
                hours,
                params,
            )
        return self.ngettext(
            "%(offer)s comes to %(session)s for one session. Over the %(hours)s hour that counts, "
            "that is %(hourly)s an hour.",
            "%(offer)s comes to %(session)s for one session. Over the %(hours)s hours that count, "
            "that is %(hourly)s an hour.",
            hours,
            params,
        )

    def _against(self, result: Result, rung: Rung) -> str:
        """Say what the same hours are paid or cost at the benchmark, and what the offer is short of that."""
        hours, short = result.task.hours.counted, result.shortfall_of(rung.id)
        params = {
            "label": self.label(rung.label),
            "hours": hours,
            "session": rung.amounts(result.basis).session,
            "shortfall": short,
        }
        if result.basis == "cost" and short:
            return self.ngettext(
                "The same %(hours)s hour at %(label)s costs the organisation %(session)s, "
                "so the offer is %(shortfall)s short.",
                "The same %(hours)s hours at %(label)s cost the organisation %(session)s, "
                "so the offer is %(shortfall)s short.",
                hours,
                params,
            )
        if result.basis == "cost":
            return self.ngettext(
                "The same %(hours)s hour at %(label)s costs the organisation %(session)s, "
                "so the offer is not short of it.",
                "The same %(hours)s hours at %(label)s cost the organisation %(session)s, "
                "so the offer is not short of it.",
                hours,
                params,
            )
        if short:
            return self.ngettext(
                "The same %(hours)s hour at %(label)s comes to %(session)s, so the offer is %(shortfall)s short.",
                "The same %(hours)s hours at %(label)s come to %(session)s, so the offer is %(shortfall)s short.",
                hours,
                params,
            )
        return self.ngettext(
            "The same %(hours)s hour at %(label)s comes to %(session)s, so the offer is not short of it.",
            "The same %(hours)s hours at %(label)s come to %(session)s, so the offer is not short of it.",
            hours,
            params,
        )

    def step_name(self, step: Step) -> str:
        """Name a step: "Paid hours in a year"."""
        code = step.code
        for prefix, common in _PER_CARD.items():
            code = common + code.removeprefix(prefix) if code.startswith(prefix) else code
        return self.say(wording.STEPS[code])

    def step_sum(self, step: Step, working: Working) -> str:
        """Show a step's sum with its figures: "52.143 × 37.5"; nothing for a figure that was read or given."""
        if step.op in ("given", "rate"):
            return ""
        steps = {item.code: item for item in working}
        return self.sum_of(step, [self.step_value(steps[code]) for code in step.inputs])

    def sum_of(self, step: Step, figures: Sequence[str]) -> str:
        """Show a step's sum with the figures of its inputs."""
        if step.op in wording.OPERATION_SIGNS:
            return f" {wording.OPERATION_SIGNS[step.op]} ".join(figures)
        return self.say(wording.OPERATION_WORDS[step.op], {"inputs": self._joined(figures)})

    def step_value(self, step: Step) -> str:
        """Write a step's figure to four decimals at most, a share to six: the sum goes on with the exact one."""
        if not step.unit.startswith("GBP"):
            return language.number_text(step.value, 6 if step.unit == "fraction" else 4)
        if money.pence(step.value) == step.value:
            return language.money_text(step.value)
        return f"{'−' if step.value < 0 else ''}£{language.number_text(step.value.copy_abs())}"

    def step_shown(self, step: Step) -> str:
        """Write an amount as it is shown, in pence, where that is not the exact figure; else nothing."""
        if not step.unit.startswith("GBP") or money.pence(step.value) == step.value:
            return ""
        return language.money_text(step.value)

    def unit(self, step: Step) -> str:
        return self.say(wording.UNITS[step.unit])

    def _joined(self, figures: Sequence[str]) -> str:
        if len(figures) == 1:
            return figures[0]
        return self.say(wording.JOIN, {"first": ", ".join(figures[:-1]), "second": figures[-1]})

    def rate(self, rate: Rate) -> str:
        """Name a figure of the rate book."""
        name = self._rate_name({"series": rate.series, "rate": rate.id, "label": rate.label, "label_cy": rate.label_cy})
        return self.marked(name, own=bool(rate.origin), rises=bool(rate.index_rule))

    def _rate_name(self, params: Mapping[str, Any]) -> str:
        if self.lang == "en":
            return str(params["label"])
        if params["label_cy"] and self.lang == "cy":
            return str(params["label_cy"])
        series = str(params["series"])
        common = next((words for prefix, words in wording.SERIES.items() if series.startswith(prefix)), None)
        return f"{self.say(common)} ({params['rate']})" if common else str(params["label"])

    def _value(self, name: str, value: Any) -> str:
        if isinstance(value, Decimal):
            return language.number_text(value) if name == "hours" else language.money_text(value)
        if name == "read_of":  # the day from which an amount was read to apply
            return self.say(wording.READ_OF if value else wording.READ_UNDATED, {"day": value})
        if value is None:
            return self.say(N_("none"))
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, Period):
            return language.period_text(value, self.lang)
        if isinstance(value, Fault):
            return self.fault(value)
        if name == "name":
            return self.field(str(value))
        if name in ("title", "other_title"):  # of a column
            return self.say(str(value))
        if name == "nation":
            return self.say(wording.NATIONS[value])
        if name == "evidence":
            return self.say(wording.GRADES[value])
        if name in ("benchmark", "point", "next_point"):
            return self._rung_name(str(value))
        return str(value)

    def _rung_name(self, name: str) -> str:
        """Name a pay point that has no rung: "Band 7, entry point"."""
        kind, _, rest = name.partition(".")
        band, _, point = rest.partition(".")
        return self.say(wording.LABELS[f"afc.{point}"], {"band": band}) if kind == "afc" else name
