"""Where money goes: by role first, then by cost column or category. One table of data, read by `destination`.

What the words of a row point at in two places at once, or nowhere, is unknown: it is not guessed.
"""

from functools import lru_cache

LIVED_EXPERIENCE, STAFF, CONTRACTORS = "lived_experience", "staff", "contractors"
ACCESS, SUPPORT, RUNNING, UNKNOWN = "access", "support", "running", "unknown"
DESTINATIONS = (LIVED_EXPERIENCE, STAFF, CONTRACTORS, ACCESS, SUPPORT, RUNNING, UNKNOWN)

# What the role of a row says about its fee, or its amount.
ROLES = {
    LIVED_EXPERIENCE: (
        "lived experience",
        "lived experience professional",
        "lived experience practitioner",
        "expert by experience",
        "service user",
        "patient",
        "carer",
        "lay member",
        "public contributor",
        "public partner",
        "patient partner",
        "peer",
        "peer worker",
        "peer researcher",
        "peer trainer",
        "volunteer",
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

# What single words of a category point at, for a row without a role.
CATEGORY_WORDS = {
    LIVED_EXPERIENCE: ("honoraria", "honorarium", "contributor", "contributors", "lived"),
    STAFF: ("staff", "salary", "salaries", "employee", "employees", "payroll"),
    CONTRACTORS: ("contractor", "contractors", "consultant", "consultants", "consultancy", "agency"),
    ACCESS: ("access", "accessibility", "interpreter", "interpreters", "interpreting", "care", "childcare", "travel"),
    SUPPORT: ("supervision", "mentoring", "training", "support"),
    RUNNING: (
        *("running", "administration", "admin", "overheads", "venue", "room", "catering", "food", "refreshments"),
        *("printing", "postage", "stationery", "licences", "equipment", "merchandise", "design", "calls", "telephone"),
        *("publicity", "boards", "prize"),
    ),
}

_OF_ROLE = {role: name for name, roles in ROLES.items() for role in roles}
_OF_WORD = {word: name for name, words in CATEGORY_WORDS.items() for word in words}


def _plain(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())


@lru_cache(maxsize=1024)
def destination(role: str, category: str) -> str:
    """Return who or what the fee or the amount of a row reaches."""
    word = _plain(role)
    if word:
        return _OF_ROLE.get(word) or _OF_ROLE.get(word.removesuffix("s"), UNKNOWN)
    found = {_OF_WORD[word] for word in _plain(category).split() if word in _OF_WORD}
    return found.pop() if len(found) == 1 else UNKNOWN


def of_cost(column: str, reached: str) -> str:
    """Return what a cost column of a row is for, when its fee reaches `reached`."""
    return RUNNING if column == "travel" and reached in (STAFF, CONTRACTORS) else COST_COLUMNS[column]
