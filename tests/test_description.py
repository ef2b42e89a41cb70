"""The check of a description: five texts with what a reader marks in them, what the work needs, and bad input."""

import csv
import io
import json
import random
import re
import string
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fairpay
from fairpay import InputError, check_description, cli
from fairpay.cli.question import DONE, FAILED, REFUSED
from fairpay.description import decoded
from fairpay.description.check import MOST_MARKED
from fairpay.description.denial import REACH
from fairpay.description.text import MOST_BYTES, MOST_CHARACTERS
from fairpay.evaluation import Span
from fairpay.present.description_report import conclusion, description_data, description_text
from fairpay.present.words import words_in

TEXTS = Path(__file__).parent / "data" / "descriptions"
BOOK = fairpay.rates()
# Marked by reading the texts with the lexicon beside them: line, entry, words as they stand there. All are evidence.
PLAIN = [
    (4, "planning-coordinate", "plan and deliver"),
    (4, "people-supervise", "deliver co-produced training"),
    (4, "policy-beyond", "co-produced"),
    (5, "emotional-direct", "people in distress"),
    (5, "freedom-managed", "work independently"),
    (9, "communication-facilitate", "Facilitate weekly groups"),
    (9, "knowledge-lived-experience", "lived experience of"),
    (10, "communication-sensitive", "difficult conversations"),
    (10, "communication-empathy", "build trust"),
    (11, "communication-persuade", "Negotiate"),
    (12, "analytical-options", "Identify people's needs"),
    (12, "analytical-options", "weigh up the options"),
    (12, "care-plan", "recovery plans"),
    (13, "planning-sessions", "Plan sessions"),
    (13, "planning-coordinate", "coordinate"),
    (14, "people-devise-training", "Design training"),
    (15, "information-others", "Collate"),
    (15, "information-own", "write a short report"),
    (16, "resources-budget", "Hold the delegated budget"),
    (17, "policy-own-area", "Suggest improvements"),
    (18, "effort-some", "Carry equipment"),
    (18, "conditions-travel", "travel between"),
    (21, "knowledge-level-3", "peer support training"),
    (21, "knowledge-intermediate", "foundation degree"),
    (22, "physical-skills-ordinary", "IT skills"),
    (22, "attention-concentration", "concentration"),
    (22, "attention-interrupted", "interruptions"),
]
PLAYED_DOWN = [
    (1, "freedom-help-run", "HELPER"),
    (3, "knowledge-none-asked", "No experience necessary"),
    (3, "communication-your-story", "Bring your story"),
    (3, "knowledge-attitude", "can-do attitude"),
    (3, "knowledge-training-given", "Full training will be given"),  # goes on in line 4
    (4, "knowledge-voluntary", "Expenses only"),
    (6, "freedom-under-supervision", "Under the supervision"),
    (6, "freedom-as-directed", "as directed"),
    (7, "freedom-assist", "assist with"),
    (7, "freedom-help-out", "help out"),
    (7, "freedom-where-appropriate", "where appropriate"),
    (8, "care-support-the-team", "support the team to"),
    (8, "care-informal", "informal sessions"),
    (8, "planning-as-and-when", "as and when"),
    (9, "communication-chat", "have a chat with people"),
    (9, "communication-company", "friendly face"),
    (10, "policy-contribute", "contribute to"),
    (10, "policy-voice", "share your views"),
    (11, "analytical-routine-tasks", "simple tasks"),
    (11, "knowledge-shadow", "shadow staff"),
    (11, "knowledge-basic", "basic understanding"),
    (11, "knowledge-practice", "understanding of mental health"),  # the one piece of evidence
    (14, "attention-light-touch", "light-touch role"),
    (14, "emotional-cheerful", "relaxed setting"),
    (14, "emotional-well-enough", "stable in your own recovery"),
]

# Of those, the ones that make one's own work look less; the others honest texts have too.
ACCUSED = [
    "No experience necessary",
    "Bring your story",
    "Under the supervision",
    "as directed",
    "assist with",
    "help out",
    "support the team to",
    "have a chat with people",
    "share your views",
    "light-touch role",
]


def text_of(name: str) -> str:
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def marked(found: fairpay.Description) -> list[tuple[int, str, str]]:
    return [(item.line, item.entry.id, item.words) for item in found.marked]


def codes(error: InputError) -> list[tuple[str, str]]:
    return [(fault.field, fault.code) for fault in error.faults]


def refused(text: object, **options: object) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        check_description(text, **options)
    assert str(caught.value)
    return codes(caught.value)


def caveats(found: fairpay.Description) -> list[str]:
    return [caveat.code for caveat in found.caveats]


# Five texts


@pytest.mark.parametrize(("name", "expected"), [("plain", PLAIN), ("played_down", PLAYED_DOWN)])
def test_phrases_are_marked_as_a_reader_marks_them(name, expected):
    found = check_description(text_of(name))
    assert marked(found) == expected
    assert found.found == len(expected)
    for item in found.marked:
        (line,) = text_of(name).splitlines()[item.line - 1 : item.line]
        assert line.find(item.words.split()[0]) >= 0


def test_a_plain_text():
    """The highest level of the evidence for each factor, by the lexicon; nothing plays it down."""
    found = check_description(text_of("plain"))
    assert {item.factor: item.suggests for item in found.factors} == {
        "communication": 5,  # facilitating, 4 to 5
        "knowledge": 4,
        "analytical": 3,
        "planning": 3,
        "physical_skills": 2,
        "patient_care": 4,
        "policy": 3,
        "financial_resources": 4,  # a budget, 3 to 4
        "human_resources": 4,  # designing training, 3 to 4
        "information_resources": 2,
        "research": None,
        "freedom_to_act": 3,
        "physical_effort": 3,
        "mental_effort": 3,
        "emotional_effort": 3,
        "working_conditions": 2,
    }
    assert found.unsaid == ("research",)
    assert {item.kind for item in found.marked} == {"evidence"}
    assert not found.falls_short
    assert all(item.verdict is None and item.needs is None and item.ask is None for item in found.factors)


def test_a_played_down_text():
    found = check_description(text_of("played_down"))
    assert found.falls_short
    assert len(found.unsaid) == 15  # all but knowledge
    freedom = next(item for item in found.factors if item.factor == "freedom_to_act")
    assert [entry.id for entry in freedom.plays_down] == [
        "freedom-under-supervision",
        "freedom-as-directed",
        "freedom-assist",
        "freedom-help-out",
    ]
    assert [entry.id for entry in freedom.questions] == ["freedom-help-run", "freedom-where-appropriate"]
    assert freedom.suggests == 2  # the highest of 1 to 2, 1, 1 to 2, 1 to 2, 1 to 2 and 1 to 2
    assert freedom.ask is freedom.plays_down[0]
    assert [item.words for item in found.marked if item.kind == "plays-down"] == ACCUSED
    assert [item.words for item in found.marked if item.kind == "evidence"] == ["understanding of mental health"]


def test_a_welsh_text_is_declined_politely():
    assert refused(text_of("welsh")) == [("text", "welsh-text")]
    with pytest.raises(InputError, match=r"seems to be in Welsh.+would be worse than to say nothing"):
        check_description(text_of("welsh"))
    assert refused("Helpu pobl yn y gymuned") == [("text", "welsh-text")]


@pytest.mark.parametrize("text", [text_of("empty"), " \n\t ", "– … •", "\x00\x01", "\ufeff"])
def test_an_empty_text(text):
    assert refused(text) == [("text", "empty-text")]


@pytest.mark.parametrize(
    "signs",
    [
        string.printable,
        string.ascii_lowercase + " \n.,;:-",
        "".join(map(chr, range(0x20, 0x2FFF))),
        "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x200B, 0x202E, 0xFEFF, 0xD800, 0xDFFF, 0x1F600])) + " ab",
    ],
    ids=["printable", "letters", "many scripts", "control signs"],
)
def test_two_hundred_thousand_signs_of_noise(signs):
    noise = "".join(random.Random(3).choices(signs, k=MOST_CHARACTERS))
    started = time.process_time()
    assert refused(noise) == [("text", "not-english")]
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("part", "found"), [("assist with the work. ", 9091), ("support the ", 0), ("deliver of the ", 0)]
)
def test_two_hundred_thousand_signs_of_one_phrase(part, found):
    """200,000 / 22 is 9,090.9: so many are found, the last cut off behind it, and the first of them listed."""
    started = time.process_time()
    checked = check_description((part * MOST_CHARACTERS)[:MOST_CHARACTERS])
    assert checked.found == found
    assert len(checked.marked) == min(found, MOST_MARKED)
    assert ("more-phrases" in caveats(checked)) == (found > MOST_MARKED)
    assert time.process_time() - started < 20


def test_a_text_longer_than_the_limit():
    assert check_description("of the " * (MOST_CHARACTERS // 7)).words == 2 * (MOST_CHARACTERS // 7)
    assert refused("a" * (MOST_CHARACTERS + 1)) == [("text", "text-too-long")]


# The wording beside the work


def test_beside_what_an_activity_needs():
    """A peer support session needs, by rates/activities: the levels that the comments say."""
    found = check_description(text_of("played_down"), activities=["peer-support-session"])
    verdicts = {item.factor: (item.needs.low, item.suggests, item.verdict) for item in found.factors}
    assert verdicts == {
        "communication": (4, 3, "plays-down"),  # "bring your story", 2 to 3
        "knowledge": (4, 4, "plays-down"),  # "understanding of mental health" reaches 4; "no experience" does not
        "analytical": (3, 1, "less"),  # "simple tasks", which is a question only, and below the work
        "planning": (2, 1, "less"),  # "as and when", likewise
        "physical_skills": (2, None, "nothing"),
        "patient_care": (4, 2, "plays-down"),  # "support the team to", 1 to 2
        "policy": (1, 2, "enough"),  # level 1 is the lowest: it cannot be played down
        "financial_resources": (1, None, "enough"),
        "human_resources": (1, None, "enough"),
        "information_resources": (1, None, "enough"),
        "research": (1, None, "enough"),
        "freedom_to_act": (2, 2, "plays-down"),  # "as directed" is level 1
        "physical_effort": (1, None, "enough"),
        "mental_effort": (2, 1, "plays-down"),  # "light-touch"
        "emotional_effort": (3, 2, "less"),  # "stable in your own recovery", 1 to 2
        "working_conditions": (2, None, "nothing"),
    }
    asked = {item.factor: item.ask.id for item in found.factors if item.ask}
    assert asked["freedom_to_act"] == "freedom-as-directed"  # not those that reach the level needed
    freedom = next(item for item in found.factors if item.factor == "freedom_to_act")
    assert [entry.id for entry in freedom.plays_down] == ["freedom-as-directed"]
    assert {"freedom-under-supervision", "freedom-assist", "freedom-help-out"} < {item.id for item in freedom.questions}
    assert asked["analytical"] == "analytical-options"  # whose phrases would be evidence for level 3
    assert asked["knowledge"] == "knowledge-none-asked"  # of several the one that comes first in the text
    assert asked["working_conditions"] == "conditions-travel"  # whose phrases would be evidence for level 2
    assert found.falls_short
    assert {"activity-levels", "not-every-factor"} <= set(caveats(found))


def test_evidence_that_stays_below_the_work():
    (first, *_) = check_description("We pass on messages.", levels={"communication": 4}).factors
    assert (first.suggests, first.verdict, first.ask.id) == (2, "less", "communication-sensitive")  # 3 to 4


def test_levels_go_before_activities_and_may_be_few():
    found = check_description("Plan the sessions.", levels={"planning": "3"}, activities=["share-views"])
    needs = {item.factor: item.needs for item in found.factors}
    assert needs["planning"] == Span(3, 3)  # not level 1 of sharing views
    assert needs["communication"] == Span(3, 3)
    few = check_description("Plan the sessions.", levels={"planning": [2, 3], "policy": "unknown"})
    assert {item.factor: item.needs for item in few.factors if item.needs} == {"planning": Span(2, 3)}
    assert not few.falls_short  # level 2 is enough for 2 to 3


def test_of_several_activities_the_highest_level_counts():
    """Emotional effort: share views 2, peer support 3. Mental effort: review documents 3, peer support 2."""
    three = ["share-views", "peer-support-session", "review-documents"]
    needs = {item.factor: item.needs for item in check_description("Of the.", activities=three).factors}
    assert (needs["emotional_effort"], needs["mental_effort"]) == (Span(3, 3), Span(3, 3))
    assert "highest-of-activities" in caveats(check_description("Of the.", activities=three))
    assert "highest-of-activities" not in caveats(check_description("Of the.", activities=three[:1]))


def test_without_evidence_a_phrase_that_plays_down_may_still_reach_what_is_needed():
    """ "Under supervision" suggests freedom to act at 1 to 2; level 2 is all that is needed."""
    found = check_description("You work under supervision.", levels={"freedom_to_act": 2})
    assert next(item.verdict for item in found.factors if item.factor == "freedom_to_act") == "enough"
    assert not found.falls_short
    assert check_description("You work under supervision.").falls_short  # where nobody says what is needed


def test_only_what_is_below_the_work_plays_it_down_and_is_named():
    """Needed is level 2: "assist with" and "under supervision" suggest 1 to 2, "as directed" level 1."""
    text = "You assist with groups under supervision, and work as directed."
    found = check_description(text, levels={"freedom_to_act": 2})
    assert [(item.words, item.kind) for item in found.marked] == [
        ("assist with", "question"),
        ("under supervision", "question"),
        ("as directed", "plays-down"),
    ]
    said = description_text(found, words_in("en"), BOOK)
    again = said.partition("What to look at again\n")[2].splitlines()
    assert again[0] == "  Freedom to act: The wording plays the work down."
    assert again[2] == "    The highest level that the wording suggests is 2."
    assert again[3] == "    Line 1 says only level 1: “as directed”"
    assert again[4] == f"    → {BOOK.lexicon['freedom-as-directed'].question}"
    assert again[5] == ""
    assert not check_description(text.replace(", and work as directed", ""), levels={"freedom_to_act": 2}).falls_short


def test_a_question_alone_is_no_failure():
    text = "You contribute to the meetings of the team where appropriate, and training will be provided."
    found = check_description(text)
    assert {item.kind for item in found.marked} == {"question"}
    assert not found.falls_short
    assert conclusion(found, words_in("en")) == "None of the phrases that fairpay knows to play work down was found."
    # Beside work at level 3 of policy it is not enough, and it accuses nobody.
    held = next(item for item in check_description(text, levels={"policy": 3}).factors if item.factor == "policy")
    assert (held.suggests, held.verdict, held.plays_down) == (2, "less", ())


def test_where_no_phrase_is_found_nobody_says_that_the_text_is_silent():
    found = check_description("You are the one whom the whole of the ward turns to.", activities=["deliver-training"])
    said = description_text(found, words_in("en"), BOOK) + json.dumps(description_data(found, words_in("en"), BOOK))
    assert "fairpay found no phrase that it knows about this: read the text for it." in said
    for untrue in ("says nothing", "leaves out"):
        assert untrue not in said


# What the text denies

NEEDED = {"human_resources": 4, "financial_resources": 3, "communication": 4}


def test_a_text_that_denies_the_work():
    text = (
        "The post has no line management responsibility and no budget responsibility. You will not facilitate groups."
    )
    found = check_description(text, levels=NEEDED)
    assert [(item.kind, item.words) for item in found.marked] == [
        ("denied", "line management responsibility"),
        ("denied", "budget responsibility"),
        ("denied", "facilitate groups"),
    ]
    held = {item.factor: item for item in found.factors if item.needs}
    assert held.keys() == NEEDED.keys()
    for item in held.values():
        assert (item.suggests, item.verdict, item.evidence, item.ask) == (None, "denied", (), None)
    assert [entry.id for entry in held["communication"].denied] == ["communication-facilitate"]
    assert found.falls_short
    data, said = description_data(found, words_in("en"), BOOK), description_text(found, words_in("en"), BOOK)
    asked = "Does the post holder do it all the same? If not, who does?"
    assert {row["question"] for row in (*data["marked"], data["factors"][0])} == {asked}
    assert data["kinds"] == {"supporting": 0, "against": 0, "asking": 0, "denied": 3}
    assert "said not to be part of the work: Communication and relationship skills, level 4 to 5" in said
    assert (
        "Communication and relationship skills: fairpay found only what the text says is not part of the work." in said
    )
    assert f"→ {asked}" in said
    assert not check_description(text).falls_short  # where nobody says what is needed, it is an ordinary sentence


DENIED = """
You do not need [specialist knowledge].
You don't need [specialist knowledge].
You don’t need [specialist knowledge].
You will never [line manage staff].
You won't be expected to take on [line management responsibility].
The post works without [budget responsibility].
You cannot [hold a budget].
You will not [facilitate groups], [supervise staff] or [hold a budget].
Neither [facilitates groups] nor [holds a budget].
There is no expectation that you will [facilitate groups].
This is not a role in which you will [facilitate groups].
There is no requirement for the post holder to [facilitate groups].
You will not work [unsupervised].
You will not work [without supervision].
You will [deliver no training].
It is [line management responsibility]: none.
It is [budget responsibility]: N/A
The [line management responsibility] is not part of this post.
This is [specialist knowledge], which you have; the [specialist knowledge] is not required.
You will not be [under supervision].
You do not just [assist with] groups: you lead them.
You are not only there to [help out].
"""

SAID = """
You will not only [facilitate groups] but also [hold a budget].
You hold no fewer than three courses and [facilitate groups].
This work cannot be done without [specialist knowledge].
Your work includes, but is not limited to, [facilitating groups].
Your work is not limited to [facilitating groups].
You will not hesitate to [challenge poor practice].
You are not afraid to [challenge poor practice].
If you are not sure, [negotiate] with the ward.
When the worker is not there, [facilitate groups].
No two days are the same and you [facilitate groups].
You do not work alone with [people in distress].
You are with people who do not trust services, and [reassure] them.
You are with people who cannot be [reassured].
You work [without supervision] as you [facilitate groups].
There is no rota. You [facilitate groups].
There is no rota; [facilitate groups].
There is no rota: [facilitate groups].
It is for people with [no experience necessary], and you [facilitate groups].
You [facilitate groups], not lectures.
You [facilitate groups] with people who are not easy to reach.
It is [no experience necessary].
"""


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [(line, True) for line in DENIED.strip().splitlines()] + [(line, False) for line in SAID.strip().splitlines()],
)
def test_what_is_denied_and_what_is_not(sentence, denied):
    """In brackets the phrases, as a reader marks them. In one sentence a phrase comes twice: the second is denied."""
    found = check_description(sentence.replace("[", "").replace("]", ""))
    assert [item.words for item in found.marked] == re.findall(r"\[(.+?)\]", sentence)
    kinds = [item.kind == "denied" for item in found.marked]
    assert kinds == ([False, True] if "; the" in sentence else [denied] * len(kinds))


@given(st.sampled_from([phrase for entry in BOOK.lexicon.values() for phrase in entry.phrases]), st.integers(1, 12))
def test_a_denial_reaches_a_few_words(phrase, between):
    (first, *_) = check_description(f"It is not {'x ' * between}{phrase.replace('… ', '')}").marked
    assert (first.kind == "denied") == (between < REACH)


def test_one_phrase_may_be_said_and_denied():
    text = "You facilitate groups on the ward. You will not facilitate groups at the college."
    found = check_description(text, levels={"communication": 4})
    assert [item.kind for item in found.marked] == ["evidence", "denied"]
    (communication, *_) = found.factors
    assert communication.evidence == communication.denied == (BOOK.lexicon["communication-facilitate"],)
    assert communication.verdict == "enough"


def test_the_limit_of_the_rule_is_said():
    said = description_text(check_description("Of the."), words_in("en"), BOOK)
    assert f"at most {REACH} words before it in its sentence" in said
    assert "That is a plain rule of ours, and can be wrong." in said


def test_every_fault_is_named_at_once():
    assert refused("", activities=["juggling"], levels={"charm": 2, "planning": 9}) == [
        ("activities", "unknown-activity"),
        ("levels.charm", "unknown-factor"),
        ("levels.planning", "factor-level"),
        ("text", "empty-text"),
    ]
    assert refused(None) == [("text", "not-text")]
    assert refused("Of the.", levels=3) == [("levels", "not-a-table")]


def test_one_activity_may_be_given_as_its_id():
    assert check_description("Of the.", activities="share-views").activities == ("share-views",)


# What stands around a phrase


def test_excerpts_are_short_plain_and_out_of_one_sentence():
    text = "One. " + "one of the " * 30 + "you\tassist\x00with\n" + "all of the " * 30 + ". Two."
    (item,) = check_description(text).marked
    assert item.words == "assist with"
    assert item.before == "… of the " + "one of the " * 6 + "you"  # 80 signs back, cut at a word
    assert item.after == "all of the " * 7 + "…"
    assert "One" not in item.before
    (short,) = check_description("<b>Assist with</b> it & more\r\nTwo lines. End").marked
    assert (short.before, short.words, short.after) == ("<b>", "Assist with", "</b> it & more Two lines")


def test_lines_are_counted_whatever_ends_them():
    found = check_description("of the\r\nassist with\rassist with\n\nassist with\fassist with\u2028assist with")
    assert [item.line for item in found.marked] == [2, 3, 5, 6, 7]


def test_what_is_no_text_is_left_out_of_excerpts():
    (item,) = check_description("the \u202eevil\x1b[31m assist with\ud800 it").marked
    assert item.before == "the evil [31m"
    assert item.after == "it"
    json.dumps(description_data(check_description("the assist with \ud800 it"), words_in("en"), BOOK)).encode("utf-8")


# What holds always

PHRASES = [phrase for entry in BOOK.lexicon.values() for phrase in entry.phrases]
SENTENCES = st.lists(
    st.tuples(st.sampled_from(PHRASES), st.sampled_from(["", "", "the ", "their own "])).map(
        lambda drawn: f"This is the post and it will {drawn[0].replace('… ', drawn[1])} for them."
    ),
    min_size=1,
    max_size=6,
)
PARAGRAPHS = st.one_of(SENTENCES.map(" ".join), st.text(max_size=200))


@given(SENTENCES.map(" ".join), PARAGRAPHS, st.booleans())
def test_adding_a_paragraph_never_removes_a_phrase(text, more, first):
    before = [(item.entry.id, item.words) for item in check_description(text).marked]
    try:
        found = check_description(f"{more}\n\n{text}" if first else f"{text}\n\n{more}")
    except InputError:  # it is not English any more
        return
    after = [(item.entry.id, item.words) for item in found.marked]
    kept = after[-len(before) :] if first else after[: len(before)]
    assert kept == before


@given(SENTENCES.map(" ".join), st.randoms())
def test_case_and_line_breaks_do_not_matter(text, chance):
    spoilt = "".join(
        chance.choice([sign.upper(), sign.lower()]) if sign != " " else chance.choice([" ", "\n", "\r\n", "  \n "])
        for sign in text
    )
    found, same = check_description(text), check_description(spoilt)
    assert [(item.entry.id, item.words.casefold()) for item in same.marked] == [
        (item.entry.id, item.words.casefold()) for item in found.marked
    ]
    assert same.words == found.words


@given(SENTENCES.map(" ".join), st.sampled_from(list(BOOK.activities)))
def test_evidence_more_never_makes_the_wording_say_less(text, activity):
    """Evidence that is added raises what is suggested, or leaves it."""
    shorter = check_description(text, activities=[activity])
    longer = check_description(f"{text}\n\nFacilitate the groups and weigh up the options.", activities=[activity])
    for before, after in zip(shorter.factors, longer.factors, strict=True):
        assert not before.evidence or after.suggests >= before.suggests


@given(SENTENCES.map(" ".join))
def test_phrases_of_one_entry_do_not_overlap_and_lines_go_up(text):
    found = check_description(text)
    assert all(first.line <= second.line for first, second in pairwise(found.marked))
    assert all(item.words and len(item.before) <= 82 and len(item.after) <= 82 for item in found.marked)


# Files


def test_text_files():
    assert decoded(b"\xef\xbb\xbf\xc2\xa3150") == ("£150", ())
    text, notes = decoded("£150 – a “fee”".encode("cp1252"))
    assert text == "£150 – a “fee”"
    assert [note.code for note in notes] == ["text-windows-1252"]


@pytest.mark.parametrize(
    "raw", [b"%PDF-1.7", b"PK\x03\x04 a Word file", b"\xd0\xcf\x11\xe0 an old one", "assist".encode("utf-16"), b"a\0b"]
)
def test_files_that_are_no_text(raw):
    with pytest.raises(InputError) as caught:
        decoded(raw)
    assert codes(caught.value) == [("text", "not-plain-text")]


def test_a_file_larger_than_any_text():
    with pytest.raises(InputError) as caught:
        decoded(b"a" * (MOST_BYTES + 1))
    assert codes(caught.value) == [("text", "text-too-long")]


# The language of a text


def test_a_text_that_is_partly_welsh_says_so():
    both = "You assist with the work. Byddwch yn helpu gyda'r gwaith. " * 3
    found = check_description(both + "This is the English text of the post, and it goes on for longer.")
    assert "partly-welsh" in caveats(found)
    assert "partly-welsh" not in caveats(check_description(text_of("plain")))


def test_few_words_are_taken_as_they_are():
    assert check_description("Peer Support Worker").words == 3
    assert refused("Peer Support Worker " * 7) == [("text", "not-english")]


# What is said about it


@pytest.mark.parametrize("lang", ["en", "cy"])
@pytest.mark.parametrize("name", ["plain", "played_down"])
def test_text_and_data_say_the_same(name, lang):
    words = words_in(lang)
    found = check_description(text_of(name), activities=["peer-support-session", "share-views"])
    data, said = description_data(found, words, BOOK), description_text(found, words, BOOK)
    assert data["falls_short"] == found.falls_short
    assert data["conclusion"] == conclusion(found, words)
    assert data["conclusion"] in said
    assert [row["line"] for row in data["marked"]] == [item.line for item in found.marked]
    for row in data["marked"]:
        assert row["question"] in said
        assert row["reason"] in said
        assert f"[{row['words']}]" in said
    for factor in data["factors"]:
        if factor["verdict"] not in (None, "enough"):
            assert factor["needs_paraphrase"] in said
            assert factor["question"] in said
    assert [caveat["code"] for caveat in data["caveats"]] == caveats(found)
    assert all(caveat["message"] in said for caveat in data["caveats"])
    assert {name for row in data["marked"] for name in row["sources"]} <= data["sources"].keys()


def test_the_whole_text_is_never_given_back():
    text = " ".join(f"word{number} of the" for number in range(500)) + " assist with it."
    found = check_description(text)
    said = json.dumps(description_data(found, words_in("en"), BOOK)) + description_text(found, words_in("en"), BOOK)
    assert "word499" in said
    assert "word400" not in said
    assert len(repr(found)) < 10_000


def test_it_speaks_of_the_text_and_not_of_people():
    for code in ("words-not-sense", "plan-evidence", "lexicon-evidence"):
        assert code in caveats(check_description("Of the."))
    assert check_description("Of the.").evidence == "unverified"  # that nothing was found rests on all of the lexicon
    said = description_text(check_description(text_of("played_down")), words_in("en"), BOOK)
    assert "never about a person" in said
    assert "Only a job evaluation panel can band a job" in said
    assert "unverified" in said  # the weakest grade of what was used


# Command line


@pytest.fixture
def run(capsys):
    """Return a function that runs the command line and returns its status, output and complaints."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = cli.main(["description", *(str(argument) for argument in arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_status(run):
    assert run(TEXTS / "plain.txt")[0] == DONE
    assert run(TEXTS / "plain.txt", "--activity", "director-level-advice")[0] == FAILED
    assert run(TEXTS / "played_down.txt")[0] == FAILED
    status, out, complaint = run(TEXTS / "welsh.txt")
    assert (status, out) == (REFUSED, "")
    assert complaint.startswith("fairpay: text: This text seems to be in Welsh.")


def test_text_on_the_command_line(run):
    status, said, _ = run(TEXTS / "played_down.txt", "--activity", "peer-support-session")
    assert status == FAILED
    assert "line 8: [support the team to] run informal sessions, as and when needed" in said
    assert "    plays the work down: Responsibilities for patient/client care, level 1 to 2" in said
    assert "    The work needs level 4. Carries out care or care packages" in said
    assert "    → Does the post holder do this with people themselves, or hand things to those who do?" in said
    assert said.count("Who decides what happens in the session: the post holder or someone else?") == 1


def test_text_on_the_command_line_in_welsh(run):
    _, said, _ = run(TEXTS / "played_down.txt", "--activity", "peer-support-session", "--lang", "cy")
    assert "Pwy sy'n penderfynu beth sy'n digwydd yn y sesiwn: deiliad y swydd neu rywun arall?" in said
    assert "Cyflawni gofal neu becynnau gofal" in said  # the paraphrase of the level needed
    assert "Who decides" not in said


def test_json_on_the_command_line(run, tmp_path):
    levels = tmp_path / "levels.json"
    levels.write_text('{"freedom_to_act": "3-4"}', encoding="utf-8")
    status, said, _ = run(TEXTS / "played_down.txt", "--levels", levels, "--format", "json")
    data = json.loads(said)
    assert status == FAILED
    freedom = next(row for row in data["factors"] if row["factor"] == "freedom_to_act")
    assert freedom["needs"] == {"low": 3, "high": 4}
    assert freedom["questions"] == ["freedom-help-run", "freedom-where-appropriate"]
    assert freedom["denied"] == []
    assert (freedom["suggests"], freedom["verdict"]) == (2, "plays-down")
    assert data["marked"][0] == {
        "line": 1,
        "before": "VOLUNTEER PEER",
        "words": "HELPER",
        "after": "",
        "factor": "freedom_to_act",
        "name": "Freedom to act",
        "kind": "question",
        "level_from": 1,
        "level_to": 2,
        "reason": BOOK.lexicon["freedom-help-run"].reason,
        "question": "What would not happen if the post holder stayed away?",
        "entry": "freedom-help-run",
        "evidence": "unverified",
        "sources": ["fairpay-wording"],
    }
    assert data["kinds"] == {"supporting": 1, "against": 10, "asking": 14, "denied": 0}


def test_csv_on_the_command_line_holds_no_formula(run, tmp_path):
    file = tmp_path / "description.txt"
    file.write_text("=HYPERLINK(1) assist with\n\n@SUM(A1) the assist with it", encoding="utf-8")
    _, said, _ = run(file, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.removeprefix("\ufeff"))))
    assert [row["before"] for row in rows] == ["'=HYPERLINK(1)", "'@SUM(A1) the"]
    assert [row["question"] for row in rows] == [BOOK.lexicon["freedom-assist"].question] * 2
    file.write_text("Nothing of the kind.", encoding="utf-8")
    assert run(file, "--format", "csv")[1].removeprefix("\ufeff") == ""


def test_standard_input_and_old_encodings(run, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"You assist with it.")))
    assert "[assist with]" in run("-")[1]
    file = tmp_path / "old.txt"
    file.write_bytes("You assist with it – for £5.".encode("cp1252"))
    status, said, _ = run(file)
    assert status == FAILED
    assert "It was read as Windows-1252" in said
    assert "it – for £5" in said


def test_files_that_cannot_be_used(run, tmp_path):
    status, _, complaint = run(tmp_path / "missing.txt")
    assert (status, "missing.txt could not be read" in complaint) == (REFUSED, True)
    assert run(tmp_path)[0] == REFUSED  # a folder
    file = tmp_path / "long.txt"
    file.write_bytes(b"a" * (MOST_BYTES + 10))
    assert "longer than 200,000 characters" in run(file)[2]
    file.write_bytes(b"%PDF-1.7 ...")
    assert "The file is not plain text" in run(file)[2]
    status, _, complaint = run(TEXTS / "plain.txt", "--activity", "juggling")
    assert (status, "There is no activity called “juggling”" in complaint) == (REFUSED, True)
