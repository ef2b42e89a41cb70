"""What the sheets of a result share: the links between them, and what would change the answer."""

from typing import NamedTuple

from fairpay.comparison import Result
from fairpay.errors import N_
from fairpay.present.language import money_text
from fairpay.present.words import Words
from fairpay.targets import targets
from webapp.languages import gettext
from webapp.links import Links

# The same answer for different readers, each at its own address; and another offer beside it.
_VOICES = {
    "result": N_("All of it"),
    "result/lead": N_("For a business case"),
    "result/finance": N_("For finance"),
    "result/offer-sheet": N_("For the person"),
    "result/easier-to-read": N_("Easier to read"),
    "side-by-side": N_("Compare with another offer"),
}
_MET, _MORE = N_("Already met"), N_("%(more)s more")


class Voice(NamedTuple):
    """One of the links. That of the page itself is `here`."""

    text: str
    href: str
    here: bool


class Target(NamedTuple):
    """A comparator, what it is to the result, the least to pay, and what that is above the offer."""

    label: str
    mark: str
    amount: str
    more: str


def voices(links: Links, here: str) -> list[Voice]:
    """Return the links to the other pages of one result."""
    return [Voice(gettext(text), links.to(page), page == here) for page, text in _VOICES.items()]


def target_rows(result: Result, words: Words) -> list[Target]:
    """Return what would change the answer, for each comparator that could be met."""
    say = words.say
    return [
        Target(
            words.label(result[target.rung].label),
            say(N_("Benchmark")) if target.rung == result.benchmark else "",
            f"{money_text(target.amount)} {words.per(target.per)}",
            say(_MET) if target.met else say(_MORE, {"more": target.more}),
        )
        for target in targets(result)
    ]
