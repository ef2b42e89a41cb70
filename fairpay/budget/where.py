"""Where money goes: by role first, then by cost column or category. One table of data, read by `destination`.

A role counts as a whole; of a category whole words and phrases count. What the words of a row point at in two places
at once, or nowhere, is unknown: it is not guessed.
"""

import re
from functools import lru_cache

LIVED_EXPERIENCE, STAFF, CONTRACTORS = "lived_experience", "staff", "contractors"
ACCESS, SUPPORT, RUNNING, UNKNOWN = "access", "support", "running", "unknown"
DESTINATIONS = (LIVED_EXPERIENCE, STAFF, CONTRACTORS, ACCESS, SUPPORT, RUNNING, UNKNOWN)

# What the role of a row says about its fee, or its amount; the plural with s counts as well.
ROLES = {
    LIVED_EXPERIENCE: (
        "lived experience",
        "person with lived experience",
        "people with lived experience",
        "lived experience professional",
        "lived experience practitioner",
        "expert by experience",
        "experts by experience",
        "service user",
        "service user representative",
        "patient",
        "patient representative",
        "carer",
        "carer representative",
        "lay member",
        "public contributor",
        "public partner",
        "patient partner",
        "peer",
        "peer worker",
        "peer support worker",
        "peer researcher",
        "peer trainer",
    ),
    STAFF: ("staff", "employee", "officer", "manager", "clinician", "researcher", "administrator"),
    CONTRACTORS: ("contractor", "consultant", "agency", "supplier", "freelancer", "facilitator"),
}

# What each cost column is for. Travel of staff and contractors is a running cost.
COST_COLUMNS = {
    "travel": ACCESS,
    "care": ACCESS,
    "access": ACCESS,
    "food": RUNNING,
    "venue": RUNNING,
    "training": SUPPORT,
    "supervision": SUPPORT,
    "other": RUNNING,
}

# What helps people to do the work well. Travel and care are not in these: they pay back what somebody has spent.
SUPPORT_COLUMNS = ("access", "training", "supervision")
_ACCESS = ("access", "accessibility", "reasonable adjustments", "interpreter", "interpreters", "interpreting")
_SUPERVISION = ("supervision", "mentoring")
_TRAINING = ("training",)
SUPPORT_PHRASES = (*_SUPERVISION, *_TRAINING, *_ACCESS)

# What phrases of a category point at, for a row without a role.
CATEGORY_PHRASES = {
    LIVED_EXPERIENCE: ("honoraria", "honorarium", "contributor", "contributors", "lived experience"),
    STAFF: ("staff", "salary", "salaries", "employee", "employees", "payroll"),
    CONTRACTORS: ("contractor", "contractors", "consultant", "consultants", "consultancy", "agency"),
    ACCESS: (*_ACCESS, "childcare", "replacement care", "travel"),
    SUPPORT: (*_SUPERVISION, *_TRAINING),
    RUNNING: (
        *("running", "administration", "admin", "overheads", "venue", "room", "catering", "food", "refreshments"),
        *("printing", "postage", "stationery", "licences", "equipment", "merchandise", "telephone", "publicity"),
        "prize",
    ),
}

_OF_ROLE = {role: name for name, roles in ROLES.items() for role in roles}
_OF_PHRASE = {phrase: name for name, phrases in CATEGORY_PHRASES.items() for phrase in phrases}
_PHRASE = re.compile(rf"\b(?:{'|'.join(sorted(_OF_PHRASE, key=len, reverse=True))})\b")


def _plain(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())


@lru_cache(maxsize=1024)
def destination(role: str, category: str) -> str:
    """Return who or what the fee or the amount of a row reaches."""
    word = _plain(role)
    if word:
        return _OF_ROLE.get(word) or _OF_ROLE.get(word.removesuffix("s"), UNKNOWN)
    found = {_OF_PHRASE[phrase] for phrase in _PHRASE.findall(_plain(category))}
    return found.pop() if len(found) == 1 else UNKNOWN


def of_cost(column: str, reached: str) -> str:
    """Return what a cost column of a row is for, when its fee reaches `reached`."""
    return RUNNING if column == "travel" and reached in (STAFF, CONTRACTORS) else COST_COLUMNS[column]


@lru_cache(maxsize=1024)
def names_support(category: str, activity: str, *, lived_experience: bool) -> bool:
    """Whether the words of a row name supervision, mentoring, training or access.

    A row of work by people with lived experience counts for supervision and mentoring only: training may be what
    they give.
    """
    counts = _SUPERVISION if lived_experience else SUPPORT_PHRASES
    return any(phrase in counts for phrase in _PHRASE.findall(_plain(f"{category} {activity}")))
