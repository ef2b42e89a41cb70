"""The lexicon: every factor and level is covered, every phrase is found, and none hides another."""

import re
from collections import Counter

import pytest

import fairpay
from fairpay.description.denial import with_denials
from fairpay.description.phrases import GAP, Finder, forms
from fairpay.description.text import Text
from fairpay.rate import GRADES

LEXICON = fairpay.rates().lexicon
FACTORS = fairpay.rates().plan.factors
FINDER = Finder(LEXICON.values(), frozenset(fairpay.rates().languages["en"].words))


def found(text: str) -> list[tuple[str, str]]:
    """Return the entries found in a text, with the words found, in small letters."""
    read = Text(text)
    return [
        (hit.entry.id, " ".join(word.said for word in read.words[hit.first : hit.last + 1]))
        for hit in FINDER.find(read.words)
    ]


# What it holds


def test_there_are_about_as_many_entries_as_somebody_can_look_through():
    assert 100 <= len(LEXICON) <= 150
    kinds = Counter(entry.kind for entry in LEXICON.values())
    assert kinds.keys() == {"evidence", "plays-down", "question"}
    assert kinds["plays-down"] >= 15
    assert kinds["question"] >= 25


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.id)
def test_every_level_of_a_factor_above_the_lowest_has_a_phrase_that_is_evidence_for_it(factor):
    entries = [entry for entry in LEXICON.values() if entry.factor == factor.id and entry.kind == "evidence"]
    covered = {level for entry in entries for level in range(entry.level_from, entry.level_to + 1)}
    assert covered >= set(range(2, len(factor.levels) + 1))


# Those that the people who asked for this named first, and others like them: they make one's own work look less.
PLAYED_DOWN = {
    "assist with": "freedom_to_act",
    "under supervision": "freedom_to_act",
    "as directed": "freedom_to_act",
    "help out": "freedom_to_act",
    "support the team to": "patient_care",
    "bring your story": "communication",
    "no experience necessary": "knowledge",
    "just lived experience": "knowledge",
    "simple duties": "analytical",
    "share your views": "policy",
}
# Those that honest descriptions have too. They leave something open: a question, and no accusation.
ASKED = {
    "where appropriate": "freedom_to_act",
    "help to run": "freedom_to_act",
    "attend team meetings": "freedom_to_act",
    "informal sessions": "patient_care",
    "basic understanding": "knowledge",
    "shadow staff": "knowledge",
    "expenses only": "knowledge",
    "no formal qualifications": "knowledge",
    "training will be provided": "knowledge",
    "simple tasks": "analytical",
    "as and when": "planning",
    "contribute to": "policy",
    "listening ear": "communication",
}


@pytest.mark.parametrize(
    ("phrase", "factor", "kind"),
    [(*item, "plays-down") for item in PLAYED_DOWN.items()] + [(*item, "question") for item in ASKED.items()],
)
def test_phrases_that_are_no_evidence_are_known_with_their_factor(phrase, factor, kind):
    ((name, words),) = found(f"You would {phrase}, it says.")
    assert words == phrase
    assert (LEXICON[name].kind, LEXICON[name].factor) == (kind, factor)
    assert LEXICON[name].level_to < len(next(item for item in FACTORS if item.id == factor).levels)


# Sentences that a job evaluation practitioner and an HR officer would write in good faith.
HONEST = """
Personal qualities: patience, warmth and reliability.
You help people gain confidence and life skills.
You order supplies where possible from local shops.
You sit on the shadow board and report to it.
You lead a fun walking group every Tuesday.
For an informal discussion about the post please ring the team lead.
You support informal carers.
Please refer any queries to the recruitment team.
Out of pocket expenses are reimbursed.
Training will be provided.
You work alongside qualified staff.
You contribute to team meetings and to service development.
You work with others where appropriate.
You attend team meetings and supervision sessions.
Each person is paired with a peer worker.
People attend the group on a voluntary basis.
You help people to be well enough to go home.
The college is a place where you can be yourself.
You run errands with people who cannot go out.
You support people who need help to run their home.
You supervise two junior posts.
You ensure that people have a say in their care.
You champion the patient voice on the board.
You give feedback on the work of students.
You book guest speakers for the course.
You help researchers understand lived experience.
You are a safe pair of hands.
You engage people in meaningful activity.
The course is a stepping stone to work for many students.
We believe in giving something back to our community.
You support staff to understand what trauma does.
You help deliver the strategy of the trust.
You visit at the request of the family.
Information is shared with the permission of the person.
The course is approved by the Royal College.
You tell stories as told by people who use services.
You provide assistance with meals.
You assist people to reach their goals.
Basic IT skills are needed.
No formal qualifications are required: experience counts.
You create a relaxed and friendly atmosphere in which people can talk.
You help people do simple tasks at home.
Please just tell us if you need adjustments.
You need some knowledge of the benefits system.
You have a positive attitude to recovery, and common sense.
You offer people a listening ear and a cup of tea.
You support people to share their story.
You prepare refreshments for the group.
Light touch monitoring of grants is part of the work.
A robust mental health strategy is written with you.
Clinical decisions are made by the team.
You answer ad hoc requests as and when required.
You share your story to build hope.
You write content so that people will not be triggered.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", HONEST)
def test_no_honest_sentence_is_said_to_play_work_down(sentence):
    assert [name for name, _ in found(sentence) if LEXICON[name].kind == "plays-down"] == []


@pytest.mark.parametrize(
    ("sentence", "factor", "entries"),
    [
        (
            "You will be supervising and developing a team of six peer workers, and appraise them yearly.",
            "human_resources",
            {"people-supervise", "people-range"},
        ),
        ("You decide who is seen first.", "freedom_to_act", {"freedom-decides"}),
        ("You support people who have attempted suicide.", "emotional_effort", {"emotional-traumatic"}),
        ("Some of them were sexually abused.", "emotional_effort", {"emotional-traumatic"}),
        ("You write the training and deliver it.", "human_resources", {"people-devise-training"}),
        ("You plan and chair the monthly forum.", "planning", {"planning-sessions"}),
        ("You plan and chair the monthly forum.", "communication", {"communication-facilitate"}),
        ("You line manage two peer workers.", "human_resources", {"people-line-manage"}),
        # What is done to the post holder is no work of the post holder's.
        ("You will be line managed by the team leader.", "human_resources", set()),
        ("You are supervised weekly by the peer lead and supervised by qualified staff.", "human_resources", set()),
        ("You undertake an annual appraisal.", "human_resources", set()),
    ],
)
def test_what_plain_sentences_are_evidence_for(sentence, factor, entries):
    assert {name for name, _ in found(sentence) if LEXICON[name].factor == factor} == entries


def test_the_question_to_assist_with_is_who_decides():
    question = LEXICON["freedom-assist"].question
    assert question == "Who decides what happens in the session: the post holder or someone else?"


def test_reasons_and_questions_are_sentences_in_both_languages():
    for entry in LEXICON.values():
        assert entry.reason.endswith("."), entry.id
        assert entry.reason_cy.endswith("."), entry.id
        assert entry.question.endswith("?"), entry.id
        assert entry.question_cy.endswith("?"), entry.id
        assert entry.reason != entry.reason_cy, entry.id
        assert entry.question != entry.question_cy, entry.id


def test_the_welsh_names_the_same_levels():
    for entry in LEXICON.values():
        assert re.findall(r"[0-9]", entry.reason) == re.findall(r"[0-9]", entry.reason_cy), entry.id


def test_what_is_said_to_follow_from_the_scheme_names_a_source_on_the_scheme():
    sources = fairpay.rates().sources
    for entry in LEXICON.values():
        assert entry.evidence in GRADES[GRADES.index("derived") :], f"{entry.id}: no source prints this"
        assert "fairpay-wording" in entry.sources, f"{entry.id}: the reading is our own"
        elsewhere = [name for name in entry.sources if sources[name].kind != "own"]
        assert bool(elsewhere) == (entry.evidence == "derived") or "nhse-job-descriptions" in elsewhere, entry.id


# How it is matched


@pytest.mark.parametrize("between", ["", "their ", "all of the "])
@pytest.mark.parametrize("name", LEXICON)
def test_each_phrase_is_found_in_a_sentence_that_holds_it(name, between):
    """With nothing, one word, or three words where it has a gap."""
    for phrase in LEXICON[name].phrases:
        words = phrase.replace(f"{GAP} ", between)
        assert (name, words) in found(f"It is said that {words} is there."), phrase
        assert (name, words) in found(f"IT IS SAID THAT {words.upper()}")


def test_no_phrase_hides_in_one_of_another_factor_unless_that_is_declared():
    for name, entry in LEXICON.items():
        inside = {
            other
            for phrase in entry.phrases
            for other, _ in found(phrase.replace(GAP, "thus"))
            if LEXICON[other].kind == entry.kind and LEXICON[other].factor != entry.factor
        }
        assert inside == set(entry.also), name


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("assist", {"assists", "assisted", "assisting"}),
        ("plan", {"plans", "planned", "planning"}),
        ("facilitate", {"facilitates", "facilitated", "facilitating"}),
        ("carry", {"carries", "carried", "carrying"}),
        ("deploy", {"deploys", "deployed", "deploying"}),
        ("organise", {"organises", "organised", "organising", "organize", "organized", "organizing"}),
        ("teach", {"teaches", "teaching", "taught"}),
        ("write", {"writes", "writing", "wrote", "written"}),
        ("policies", {"policy"}),
        ("reports", {"report"}),
        ("distress", {"distressed", "distressing"}),
    ],
)
def test_forms_of_a_word(word, others):
    assert forms(word) >= {word} | others


@pytest.mark.parametrize(
    ("word", "no_form"), [("distress", "distres"), ("crisis", "crisi"), ("nvq", "nv"), ("it", "its")]
)
def test_what_is_no_form_of_a_word(word, no_form):
    assert no_form not in forms(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You\nassist,\n with it", [("freedom-assist", "assist with")]),
        ("Assisting-with", [("freedom-assist", "assisting with")]),
        ("We assist. With luck", []),  # a sentence ends in between
        ("assist; with", []),
        ("assist\n\nwith", []),  # a paragraph
        ("assist\n- with", []),  # an item of a list
        ("assist\n(b) with", []),
        ("assistance with", []),
        ("plan all of the sessions", [("planning-sessions", "plan all of the sessions")]),
        ("plan each and every one of the sessions", []),  # five words between
        ("co\u00adpro\u00adduced", [("policy-beyond", "coproduced")]),  # soft hyphens
        ("the post holder’s own time management", [("planning-own-work", "time management")]),
        ("shadow staff", [("knowledge-shadow", "shadow staff")]),  # the longest, once
        ("help out, helping out", [("freedom-help-out", "help out"), ("freedom-help-out", "helping out")]),
    ],
)
def test_where_a_phrase_begins_and_ends(text, expected):
    assert found(text) == expected


def test_no_phrase_denies_itself():
    for entry in LEXICON.values():
        for phrase in entry.phrases:
            words = Text(f"Here, {phrase.replace(GAP, 'thus')} is there.").words
            assert not any(hit.denied for hit in with_denials(FINDER.find(words), words)), phrase


def test_evidence_inside_a_phrase_that_plays_down_is_none():
    assert found("specialist knowledge") == [("knowledge-across-area", "specialist knowledge")]
    assert found("no specialist knowledge") == [("knowledge-none-asked", "no specialist knowledge")]
    # Not inside it, but beyond it: both are there, and a reader sees both.
    assert [name for name, _ in found("a basic understanding of mental health")] == [
        "knowledge-basic",
        "knowledge-practice",
    ]
