"""Say what the engine found: labels, caveats, errors, steps and the sentence, in one language."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from fairpay import money
from fairpay.caveat import Caveat
from fairpay.checks import Check
from fairpay.comparators.rung import Label, Rung
from fairpay.comparison import Result
from fairpay.dates import Period
from fairpay.errors import MESSAGES, N_, FairpayError, Fault
from fairpay.present import language, wording
from fairpay.rate import Rate
from fairpay.working import Step, Working

_OTHER = "other."
_PER_CARD = {"pay.card.": "card.", "other.card.": "card."}


@lru_cache(maxsize=8)
def words_in(lang: str) -> "Words":
    """Return the words of a language (one of `language.LANGUAGES`)."""
    return Words(lang)


class Words:
    """Turns codes and figures into sentences of one language."""

    def __init__(self, lang: str, catalogue: NullTranslations | None = None) -> None:
        self.lang = lang
        self._gettext = (catalogue or language.translator(lang)).gettext

    def say(self, template: str, params: Mapping[str, Any] | None = None) -> str:
        """Fill a template of this language, writing figures and dates the way the language does.

        Where the data has words of its own in this language (`card_cy` beside `card`), they go first.
        """
        text = self._gettext(template)
        if params is None:
            return text
        return text % {
            name: self._value(name, params.get(f"{name}_{self.lang}") or value) for name, value in params.items()
        }

    def date(self, day: date) -> str:
        return language.date_text(day, self.lang)

    def label(self, label: Label) -> str:
        """Name a comparator: from the catalogue, or from the words that the data brings."""
        if not label.code:
            return str(label.params.get(self.lang) or label.params["en"])
        return self.say(wording.LABELS[label.code], label.params)

    def caveat(self, caveat: Caveat) -> str:
        params = dict(caveat.params)
        if "series" in params:
            params["label"] = self._rate_name(params)
        return self.say(wording.CAVEATS[caveat.code], params)

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
        return self.say(wording.VERDICTS[result.verdict])

    def per(self, per: str) -> str:
        """Say what a fee is paid for: "a day"."""
        return self.say(wording.PER[per])

    def offer(self, result: Result) -> str:
        """Say what was offered: "£150.00 a day", or the step of a rate card."""
        offer = result.offer
        if offer.amount is None or offer.per is None:
            return self.label(result.paid.label)
        return f"{language.money_text(offer.amount)} {self.per(offer.per)}"

    def sentence(self, result: Result) -> list[str]:
        """Say the answer: what the offer comes to for an hour worked, and against the benchmark."""
        params: dict[str, Any] = {
            "offer": self.offer(result),
            "session": result.paid.pay.session,
            "hours": result.task.hours.counted,
            "hourly": result.true_hourly,
        }
        if result.paid.pay.exact_session:
            said = [
                self.say(
                    N_(
                        "%(offer)s comes to %(session)s for one session. Over the %(hours)s hours that count, "
                        "that is %(hourly)s an hour."
                    ),
                    params,
                )
            ]
        else:
            said = [self.say(N_("Nothing would be paid for the %(hours)s hours that count in one session."), params)]
        if result.benchmark is not None:
            said.append(self._against(result, result[result.benchmark]))
        open_range = [self.caveat(caveat) for caveat in result.caveats if caveat.code == "band-range"]
        return [*said, self.verdict(result), *open_range]

    def _against(self, result: Result, rung: Rung) -> str:
        params = {
            "label": self.label(rung.label),
            "hours": result.task.hours.counted,
            "session": rung.amounts(result.basis).session,
            "shortfall": result.shortfall_of(rung.id),
        }
        if result.shortfall_of(rung.id):
            template = N_(
                "The same %(hours)s hours at %(label)s come to %(session)s, so the offer is %(shortfall)s short."
            )
        else:
            template = N_("The same %(hours)s hours at %(label)s come to %(session)s, so the offer is not short of it.")
        return self.say(template, params)

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
        """Write a step's figure to four decimals at most: the sum goes on with the exact one."""
        if not step.unit.startswith("GBP"):
            return language.number_text(step.value)
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
        return self._rate_name({"series": rate.series, "rate": rate.id, "label": rate.label, "label_cy": rate.label_cy})

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
