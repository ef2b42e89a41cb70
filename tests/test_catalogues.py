"""The catalogues: they hold every message of the code, in good order, and every page uses them.

Run as a script, this module writes the catalogues anew from the messages in the code: new ones
come in empty, those that are gone go out, and what is translated stays.
"""

import ast
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from gettext import NullTranslations
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.dates import get_month_names
from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext
from flask import Response
from flask.testing import FlaskClient
from markupsafe import escape
from pydantic import BaseModel
from werkzeug.exceptions import default_exceptions

import fairpay
from fairpay import cli
from fairpay.present import language
from fairpay.present.words import Words
from fairpay.task import UNITS
from webapp import create_app, errors, languages
from webapp.api.endpoints import BASE, ENDPOINTS
from webapp.guided import STEPS as GUIDED

ROOT = Path(__file__).parent.parent
WELSH = ROOT / "fairpay/present/locale/cy.po"
CATALOGUES = sorted(WELSH.parent.glob("*.po"))
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}}
END = (".", ":", "?")
FIELD = re.compile(r"(%\(\w+\)s)")

# ---- the messages of the code, and the catalogues --------------------------------------------


def in_code() -> Catalog:
    """Return a catalogue of all messages of the library, the command line and the pages."""
    found = Catalog(charset="utf-8")
    for package in ("fairpay", "webapp"):
        for _, _, message, _, context in extract_from_dir(ROOT / package, METHODS, OPTIONS, keywords=KEYWORDS):
            found.add(message, context=context)
    return found


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def messages(catalogue: Catalog) -> dict[tuple[Any, str | None], Message]:
    return {(message.id, message.context): message for message in catalogue if message.id}


def updated(path: Path) -> bytes:
    """Write a catalogue with exactly the messages of the code, sorted and without line numbers.

    So a change of one message is a change of one. The head of the file stays as it is.
    """
    catalogue, body = read(path), BytesIO()
    catalogue.update(in_code(), no_fuzzy_matching=True)
    write_po(body, catalogue, width=110, omit_header=True, sort_output=True, no_location=True, ignore_obsolete=True)
    head, end, _ = path.read_bytes().partition(b"\n\n")
    return head + end + body.getvalue().strip() + b"\n"


def english(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


@pytest.fixture(params=CATALOGUES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_the_glossary_has_one_term_for_each_and_each_is_in_use(path: Path) -> None:
    with (path.parent / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    terms = [row["en"] for row in rows]
    assert len(set(terms)) == len(terms) > 50
    assert all(row[path.stem] for row in rows)
    said = " ".join(text for message in in_code() if message.id for text in english(message)).lower()
    assert [term for term in terms if term.lower() not in said] == []


def test_every_language_but_english_has_a_catalogue() -> None:
    assert {path.stem for path in CATALOGUES} == set(language.LANGUAGES) - {"en"} == set(languages.NAMES) - {"en"}


def test_a_catalogue_holds_the_messages_of_the_code_and_no_others(path: Path) -> None:
    code, catalogue = set(messages(in_code())), set(messages(read(path)))
    assert {"missing": sorted(code - catalogue, key=str), "stale": sorted(catalogue - code, key=str)} == {
        "missing": [],
        "stale": [],
    }, f"run: python tests/{Path(__file__).name}"


def marked() -> Iterator[tuple[str, str]]:
    """Yield where a message is marked in the code, and the message, as Python reads it."""
    for path in sorted(path for package in ("fairpay", "webapp") for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in KEYWORDS:
                said = node.args[1:] if name in ("pgettext", "npgettext") else node.args
                for text in said[: 2 if name.startswith("n") and name != "N_" else 1]:
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", text.value


def test_every_message_that_is_marked_in_the_code_is_found() -> None:
    """Babel passes over one that stands inside an f-string, so that no catalogue would ever have it."""
    found = {text for message in in_code() if message.id for text in english(message)}
    messages_marked = list(marked())
    assert len(messages_marked) > 800
    assert [place for place, text in messages_marked if text not in found] == []


def test_a_catalogue_is_written_as_this_module_writes_it(path: Path) -> None:
    assert path.read_text(encoding="utf-8").splitlines() == updated(path).decode().splitlines()


def test_every_message_is_translated_in_all_its_forms(path: Path) -> None:
    catalogue = read(path)
    wanted = {True: catalogue.num_plurals, False: 1}
    empty = [
        message.id
        for message in messages(catalogue).values()
        if len(forms(message)) != wanted[message.pluralizable] or not all(map(str.strip, forms(message)))
    ]
    assert empty == []


def test_no_message_is_fuzzy(path: Path) -> None:
    assert [message.id for message in messages(read(path)).values() if message.fuzzy] == []


def test_every_form_has_the_fields_of_its_message(path: Path) -> None:
    for message in messages(read(path)).values():
        wanted = {frozenset(FIELD.findall(text)) for text in english(message)}
        assert {frozenset(FIELD.findall(text)) for text in forms(message)} == wanted, message.id


def test_every_message_passes_the_checks_of_babel(path: Path) -> None:
    catalogue = read(path)
    found = {message.id: [str(error) for error in message.check(catalogue)] for message in catalogue}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_white_space_and_end_marks_are_kept(path: Path) -> None:
    """What is put together in a page stays apart, a sentence stays one, and no word is markup."""
    for message in messages(read(path)).values():
        first = english(message)[0]
        for text in forms(message):
            assert (text[:1].isspace(), text[-1:].isspace()) == (first[:1].isspace(), first[-1:].isspace()), first
            assert text.count("\n") == first.count("\n"), first
            assert text.endswith(END) == first.endswith(END), first
            assert not set("<>&") & set(text + first), first


def test_only_these_words_are_the_same_in_welsh() -> None:
    same = {message.id for message in messages(read(WELSH)).values() if message.string == message.id}
    assert same <= {
        *("Band %(band)s", "%(day)s: %(label)s, %(value)s %(unit)s", "%(factor)s, %(level)s"),
        *("Band", "Cell", "Staff"),
    }


# ---- Welsh -----------------------------------------------------------------------------------


def test_welsh_has_six_forms() -> None:
    catalogue = read(WELSH)
    assert catalogue.num_plurals == 6
    forms = (catalogue.plural_forms, to_gettext(Locale("cy").plural_form))
    assert len({re.sub("[() ;]", "", text) for text in forms}) == 1


def test_welsh_picks_the_form_by_the_number() -> None:
    catalogue = read(WELSH)
    plurals = [message for message in messages(catalogue).values() if message.pluralizable]
    assert plurals
    for message in plurals:
        one, many = english(message)
        chosen = [language.translator("cy").ngettext(one, many, number) for number in range(9)]
        assert chosen == [forms(message)[form] for form in (0, 1, 2, 3, 5, 5, 4, 5, 5)]


def test_welsh_dates_and_money() -> None:
    assert language.date_text(date(2026, 5, 14), "cy") == "14 Mai 2026"
    assert language.date_text(date(2026, 11, 21), "cy") == "21 Tachwedd 2026"
    say = {code: Words(code).say for code in ("en", "cy")}
    for amount, shown in (("1234.5", "£1,234.50"), ("16.665", "£16.67"), ("-12.345", "−£12.35")):
        for code in say:
            assert say[code]("%(amount)s", {"amount": Decimal(amount)}) == shown


# What the command line is asked, in a way that most of its messages are used.
QUESTIONS = {
    "workshop": ["--nation", "england", "--activity", "co-facilitate-workshop", "--fee", "150", "--per", "day"],
    "card": ["--nation", "wales", "--activity", "tell-your-story", "--card", "tewv:block", "--working", "all"],
    "unpaid": ["--nation", "scotland", "--fee", "0", "--per", "session", "--travel", "2", "--recovery", "1"],
    "no scale": ["--nation", "northern_ireland", "--band", "7", "--fee", "20", "--per", "hour", "--working", "all"],
    "last scale": ["--nation", "northern_ireland", "--band", "8a", "--fee", "9", "--per", "hour", "--last-known-scale"],
    "inner London": ["--nation", "england", "--zone", "inner", "--band", "6", "--fee", "500", "--per", "task"],
    "refused": ["--nation", "mars", "--fee", "a lot", "--per", "day", "--people", "0", "--zone", "inner"],
    "no hours": ["--nation", "wales", "--zone", "inner", "--fee", "1", "--per", "day", "--attendance", "0"],
    "file": ["no-such-file.json", "--people", "2"],
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_command_line_in_welsh_says_nothing_in_english(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    say = Words.say

    def noted(self: Words, template: str, params: Mapping[str, Any] | None = None) -> str:
        said.append(template)
        return say(self, template, params)

    monkeypatch.setattr(Words, "say", noted)
    given = QUESTIONS[name] if name == "file" else ["--on", "2026-05-14", "--attendance", "6", *QUESTIONS[name]]
    status = cli.main(["compare", "--lang", "cy", *given])
    out, err = capsys.readouterr()
    assert (status, bool(out), bool(err)) == ((2, False, True) if name in REFUSED else (0, True, False))
    catalogue = messages(read(WELSH))
    assert said
    assert [template for template in said if (template, None) not in catalogue] == []
    shown = "\n".join(line for line in (out + err).splitlines() if not line.startswith("      ["))  # but sources
    english = {chunk.strip() for template in said for chunk in FIELD.split(template) if len(chunk.split()) > 1}
    assert sorted(chunk for chunk in english if chunk in shown) == []


REFUSED = ("refused", "no hours", "file")


# ---- the pages, in a language made of marks --------------------------------------------------


class Marked(NullTranslations):
    """A language in which «every text» %(field)s «of a message» is marked, so that what is not marked shows."""

    def gettext(self, message: str) -> str:
        return "".join(
            text if FIELD.fullmatch(text) or not text.strip() else f"«{text}»" for text in FIELD.split(message)
        )

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


class Seen(HTMLParser):
    """Gathers what a reader of a page gets to see or to hear, but for what is marked as English."""

    EMPTY = frozenset({"meta", "link", "input", "br", "hr", "img"})
    INLINE = frozenset({"bdi", "strong"})  # amounts in the middle of a message stand in these
    SAID = ("alt", "title", "aria-label", "placeholder", "data-label", "label")

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._text = ""
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.INLINE:
            self._end_text()
        given = dict(attrs)
        hidden = tag in ("style", "script") or given.get("lang") == "en" or self._hidden()
        if not hidden:
            self.texts += (text for name in self.SAID if (text := given.get(name)))
            if (tag, given.get("type")) == ("input", "submit") or (tag, given.get("name")) == ("meta", "description"):
                self.texts.append(given.get("value") or given.get("content") or "")
        if tag not in self.EMPTY:
            self._open.append((tag, hidden))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over a shape of a picture."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.INLINE:
            self._end_text()
        opened, _ = self._open.pop()
        assert opened == tag

    def handle_data(self, data: str) -> None:
        if not self._hidden():
            self._text += data

    def _end_text(self) -> None:
        if text := " ".join(self._text.split()):
            self.texts.append(text)
        self._text = ""

    def _hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]


MONTHS = "|".join(get_month_names("wide", locale="cy").values())
LETTER = re.compile(r"[^\W\d_]")


@pytest.fixture(scope="module")
def explained() -> re.Pattern[str]:
    """Return what may stand outside the marks: words of the data in Welsh, names, dates, bands and ids."""
    data = sorted({*_welsh(fairpay.rates()), *_names(fairpay.rates())}, key=len, reverse=True)
    return re.compile(
        "|".join(
            [
                "«[^«»]*»",
                *(re.escape(text) for text in data),
                r"\bfairpay\b",
                *(rf"\b{name}\b" for name in languages.NAMES.values()),
                rf"\b\d{{1,2}} (?:{MONTHS}) \d{{4}}\b",
                r"\b[2-9][a-d]\b",  # a band
                r"\b[a-z_]+(?:[.:][\w-]+)+|\bweeks_in_year\b",  # the id of a rung or a rate
            ]
        )
    )


def _welsh(value: Any) -> Iterator[str]:
    """Yield every Welsh text of the rate book."""
    if isinstance(value, BaseModel) or hasattr(value, "_fields"):
        pairs = dict(value) if isinstance(value, BaseModel) else value._asdict()
        for name, item in pairs.items():
            if isinstance(item, str) and name.endswith("_cy"):
                yield from filter(None, [item])
            else:
                yield from _welsh(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _welsh(item)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for item in value:
            yield from _welsh(item)
    elif hasattr(value, "__dict__"):
        yield from _welsh(vars(value))


def _names(book: Any) -> Iterator[str]:
    """Yield the names of organisations and of their schemes, which have no other."""
    for card in book.cards.values():
        yield from (card.organisation, f"{card.organisation}: {card.title}")


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Return a client of the pages in a language of marks, with the data in Welsh."""
    catalogue = Marked()
    monkeypatch.setattr(languages, "translations", lambda code: catalogue)
    return create_app({"TODAY": lambda: date(2026, 5, 14)}).test_client()


TASK = "attendance=6&preparation=2&follow_up=1&on=2026-05-14"
RESULTS = {
    "fee": f"{TASK}&nation=england&fee=150&per=day&activity=co-facilitate-workshop",
    "director": f"{TASK}&nation=england&fee=150&per=half-day&activity=director-level-advice&people=3",
    "card": f"{TASK}&nation=wales&card=nice-current:decision-maker&activity=committee-member&sessions=6",
    "unpaid": f"{TASK}&nation=scotland&per=unpaid&travel=2&recovery=1",
    "all of it": f"{TASK}&nation=england&fee=20&per=hour&band=7&zone=inner&basis=cost&known_on=2026-05-14&age=19"
    "&travel=2&count_travel=true&recovery=1&count_recovery=true&people=2&sessions=3",
    "no scale": f"{TASK}&nation=northern_ireland&fee=300&per=task&band=8a",
    "last scale": f"{TASK}&nation=northern_ireland&fee=300&per=session&band=8a&last_known_scale=true",
    "old": "attendance=6&on=2023-05-14&nation=england&fee=9&per=hour&band=5",
}
FAULTS = {
    "nothing": "",
    "all wrong": "fee=a+lot&per=day&attendance=x&preparation=-1&follow_up=999&on_day=31&on_month=2&on_year=2026"
    "&people=0&sessions=1.5&age=7&known_on=soon&card=none:such&activity=none-such&travel=e&count_travel=perhaps",
    "too late": "attendance=6&on=1999-01-01&nation=england&fee=9.999&per=hour",
    "band 1": f"{TASK}&nation=wales&zone=inner&fee=9&per=hour&band=1",
    "fee and unpaid": f"{TASK}&nation=wales&fee=9&per=unpaid",
    "nought": f"{TASK}&nation=wales&fee=0&per=day",
    "no hours": "attendance=0&on=2026-05-14&nation=wales&fee=1&per=day",
    "no attendance": "attendance=0&preparation=2&on=2026-05-14&nation=wales&fee=1&per=day",
}
SHEETS = ("result/lead", "result/finance", "result/offer-sheet", "result/easier-to-read")
TWO_OFFERS = (
    "on=2026-05-14&nation=england&a_attendance=6&a_fee=20&a_activity=share-views&a_travel=2"
    "&b_attendance=6&b_card=tewv:block&b_activity=deliver-training"
)
FIGURES = (
    "mileage.car.2026",
    "afc.scotland.2025-26.7.entry",
    "vat.standard.20",
    "weeks_in_year",
    "access.bsl_interpreter.alone_hours",
    "card.nice-old.lay-member.half",
    "card.tewv.block.block-of-3",
)
MEETING = "meeting=2026-05-14~england~inner~6"
SEATS = (
    f"{MEETING}&s1=fee~14~150~day~~3~1&s2=unpaid~5~~~~~~2&s3=salary~8~8a~entry~~1&s4=director~1~director.executive-mean"
    "&s5=non-executive~1~director.trust-non-executive~~4&s6=consultant~1~800&s7=consultant~1~consultancy.ukhsa-average"
)
KINDS_OF_SEATS = ("fee", "unpaid", "salary", "director", "non-executive", "consultant")
PEER_ROLE = "work=peer-support-session:60,deliver-training:35&nation=england&on=2026-05-14"
ROLES = {
    "band": f"{PEER_ROLE}&band=3&days=2.5&years=3",
    "same": "work=peer-support-session:100&band=3&nation=england&on=2026-05-14",
    "salary": f"{PEER_ROLE}&salary=32073&zone=inner&known_on=2026-05-14",
    "advert too": f"{PEER_ROLE}&salary=32966&stated=19285&days=2.5",
    "range": f"levels=?,3-4,2{',1' * 13}&band=4&nation=northern_ireland&on=2026-05-14&last_known_scale=true",
    "above all bands": "levels=6,8,5,5,5,7,6,5,6,7,5,6,5,5,4,5&band=9&nation=wales&on=2026-05-14",
    "advert": "salary=32966&stated=16483&hours=18&nation=scotland&on=2026-05-14",
}
ROLE_STEPS = ("work", "levels", "advert", "hours", "place")
ROLE_FAULTS = {
    "work": "share1=60&activity2=share-views&share2=x&activity3=share-views&activity4=juggle&share4=1",
    "levels": "level1=9&level2=4-3",
    "advert": "work=share-views:100&band=3&stated=x",
    "hours": "work=share-views:100&band=3&hours=1&days=1&years=11",
    "place": "work=share-views:100&band=3&zone=inner&on_day=31&on_month=2&known_on=x&last_known_scale=x",
}
PAGES = {
    "for developers": ("/api", 200),
    **{f"role, {step}": (f"/role?at={step}", 200) for step in ROLE_STEPS},
    **{f"role, filled in, {step}": (f"/role?at={step}&{ROLES['salary']}", 200) for step in ROLE_STEPS},
    **{f"role, all wrong, {step}": (f"/role?done={step}&{query}", 422) for step, query in ROLE_FAULTS.items()},
    "role, nothing": ("/role?done=work", 422),
    "role, levels missing": ("/role/result?levels=1,2&band=3", 422),
    "role, too many": ("/role/result?work=a:1,b:1,c:1,d:1,e:1&band=3", 422),
    **{f"role: {name}": (f"/role/result?{query}", 200) for name, query in ROLES.items()},
    "description": ("/description?work=peer-support-session:60", 200),
    "limits": ("/limits", 200),
    "budget": ("/budget", 200),
    "budget, filled in": ("/budget?nation=wales&target_staff=50&promised_days=30&last_known_scale=true", 200),
    "meeting": ("/meeting", 200),
    "meeting, all wrong": ("/meeting?on_day=x&hours=x&last_known_scale=true", 422),
    "meeting, no seats": (f"/meeting?{MEETING}", 200),
    "meeting, seats": (f"/meeting?{SEATS}", 200),
    "meeting, changed": (f"/meeting?{SEATS}&change=meeting", 200),
    "meeting, no kind": (f"/meeting?{SEATS}&add=yes", 422),
    "meeting, wrong seat": (f"/meeting?{MEETING}&s1=fee~0", 422),
    **{f"seat: {kind}": (f"/meeting?{MEETING}&kind={kind}", 200) for kind in KINDS_OF_SEATS},
    **{f"seat, all wrong: {kind}": (f"/meeting?{MEETING}&kind={kind}&count=x", 422) for kind in KINDS_OF_SEATS},
    "seats": (f"/meeting/result?{SEATS}&parity_at=5", 200),
    "seats, one": (f"/meeting/result?{MEETING}&s1=unpaid~5", 200),
    "seats, no lived experience": (f"/meeting/result?{MEETING}&s1=salary~5~7", 200),
    "start": ("/", 200),
    "form": ("/price", 200),
    "filled form": (f"/price?{RESULTS['all of it']}", 200),
    **{f"guided, {step}": (f"/guided?at={step}&{RESULTS['all of it']}", 200) for step in GUIDED},
    "guided, all wrong": (f"/guided?done=offer&{FAULTS['all wrong']}", 422),
    "guided, known and unknown": ("/guided?done=preparation&preparation=2&preparation_unknown=true", 422),
    "guided, no kind": ("/guided?done=work", 422),
    **{
        f"not known: {page}": (f"/{page}?attendance=3&preparation=unknown&on=2026-05-14&nation=wales&per=unknown", 200)
        for page in ("cards", "result/offer-sheet")
    },
    **{
        f"hours not known: {page}": (
            f"/{page}?attendance=3&preparation=unknown&on=2026-05-14&nation=wales&fee=60&per=day&activity=unknown",
            200,
        )
        for page in ("result", *SHEETS)
    },
    "a fee, and not known": ("/result?attendance=3&on=2026-05-14&nation=wales&fee=60&per=unknown", 422),
    **{path: (f"/{path}", 200) for path in ("method", "privacy", "accessibility", "source")},
    "page not found": ("/nothing", 404),
    **{f"result: {name}": (f"/result?{query}", 200) for name, query in RESULTS.items()},
    **{f"fault: {name}": (f"/result?{query}", 422) for name, query in FAULTS.items()},
    "working": (f"/working?{RESULTS['fee']}&rung=afc.7.entry", 200),
    **{f"{sheet}: {name}": (f"/{sheet}?{query}", 200) for sheet in SHEETS for name, query in RESULTS.items()},
    "sheet, all wrong": (f"/result/lead?{FAULTS['all wrong']}", 422),
    "side by side": ("/side-by-side", 200),
    "side by side, one offer": (f"/side-by-side?{RESULTS['all of it']}", 200),
    "side by side, two offers": (f"/side-by-side?{TWO_OFFERS}", 200),
    "side by side, unpaid": (
        "/side-by-side?on=2026-05-14&nation=wales&a_per=unpaid&b_per=unpaid&a_attendance=6&b_attendance=2&people=2",
        200,
    ),
    "side by side, all wrong": ("/side-by-side?a_fee=x&b_attendance=y&people=0&known_on=z", 422),
    "cards": ("/cards", 200),
    **{f"cards: {name}": (f"/cards?{RESULTS[name]}", 200) for name in ("fee", "card", "no scale", "old")},
    "cards, all wrong": (f"/cards?{FAULTS['all wrong']}", 422),
    "cards, too late": (f"/cards?{FAULTS['too late']}", 422),
    "rates": ("/rates", 200),
    "rates, more": ("/rates?page=4", 200),
    "rates, chosen": ("/rates?kind=card&nation=england&on=2026-05-14&known_on=2026-05-14&text=session", 200),
    "rates, none": ("/rates?text=none+like+this", 200),
    "rates, all wrong": ("/rates?kind=x&nation=x&on=x&known_on=x", 422),
    **{f"rate: {name}": (f"/rates/{name}", 200) for name in FIGURES},
    "sources": ("/rates/sources", 200),
    "changes": ("/rates/changes?since=2026-01-01", 200),
    "changes, none": ("/rates/changes?since=2019-01-01&until=2019-01-01", 200),
    "changes, backwards": ("/rates/changes?since=2026-01-01&until=2025-01-01", 422),
    "verify": ("/rates/verify", 200),
    "check": ("/rates/check?on=2027-06-01", 200),
    "check, nothing stale": ("/rates/check?on=2020-06-01", 200),
    "check, no date": ("/rates/check?on=x", 422),
    "receipt": ("/receipt", 200),
}
# Addresses that answer with data, and static files.
NO_PAGES = {
    *(
        "/budget/template.csv",
        "/budget/template.xlsx",
        "/health",
        "/ready",
        "/static/<path:filename>",
        "/result.json",
        "/result.csv",
        "/result.xlsx",
        "/result.receipt.json",
    ),
    *("/rates.csv", "/rates.json", "/rates/verify.csv", "/role/result.csv", "/role/result.json"),
    *("/meeting/result.csv", "/meeting/result.json"),
    *("/openapi.json", "/.well-known/security.txt", *(f"{BASE}{endpoint.path}" for endpoint in ENDPOINTS)),
}


def unmarked(page: str, explained: re.Pattern[str]) -> list[str]:
    """Return the texts of a page in which words are left that no catalogue brought there."""
    seen = Seen()
    seen.feed(page)
    seen.close()
    assert len(seen.texts) > 10
    return [text for text in seen.texts if LETTER.search(explained.sub(" ", text))]


def test_every_page_is_looked_at(pseudo: FlaskClient) -> None:
    rules = {str(rule) for rule in pseudo.application.url_map.iter_rules() if "GET" in (rule.methods or ())}
    addresses = pseudo.application.url_map.bind("localhost")
    opened = {path.partition("?")[0] for path, status in PAGES.values() if status == 200}
    assert rules - NO_PAGES == {str(addresses.match(path, return_rule=True)[0]) for path in opened}


@pytest.mark.parametrize("name", PAGES)
def test_every_word_of_a_page_comes_from_a_catalogue(
    pseudo: FlaskClient, explained: re.Pattern[str], name: str
) -> None:
    path, status = PAGES[name]
    response = pseudo.get(f"{path}{'&' if '?' in path else '?'}lang=cy")
    assert response.status_code == status
    assert unmarked(response.text, explained) == []


def test_every_word_of_every_working_comes_from_a_catalogue(pseudo: FlaskClient, explained: re.Pattern[str]) -> None:
    pages: dict[str, str] = {}
    for query in RESULTS.values():
        found = re.findall(r"[?;]rung=([\w.%-]+)", pseudo.get(f"/result?{query}&lang=cy").text)
        pages = {rung: f"/working?{query}&rung={rung}&lang=cy" for rung in found} | pages
    assert len(pages) > 50
    for page in pages.values():
        response = pseudo.get(page)
        assert response.status_code == 200
        assert unmarked(response.text, explained) == []


@pytest.mark.parametrize("name", ["plain.txt", "played_down.txt", "empty.txt"])
@pytest.mark.parametrize("activity", ["", "peer-support-session"])
def test_every_word_about_a_description_comes_from_a_catalogue(
    pseudo: FlaskClient, explained: re.Pattern[str], name: str, activity: str
) -> None:
    text = (Path(__file__).parent / "data" / "descriptions" / name).read_text(encoding="utf-8")
    sent = {"text": text, "activity1": activity}
    response = pseudo.post("/description?lang=cy", data=sent, content_type="multipart/form-data")
    assert response.status_code == (200 if text else 422)
    assert unmarked(response.text, explained) == []


@pytest.mark.parametrize("sent", ["", "{", "{}", "x" * 70_000, "holds", "altered", "asks too much"])
def test_every_word_about_a_receipt_comes_from_a_catalogue(
    pseudo: FlaskClient, explained: re.Pattern[str], sent: str
) -> None:
    receipt = pseudo.get(f"/result.receipt.json?{RESULTS['fee']}").get_json()
    if sent == "altered":
        receipt["figures"] |= {"verdict": "no-benchmark", "true_hourly": "x", "no such": "1", "shortfall": "1.00"}
        receipt["rates"] |= {"no.such": "1", "weeks_in_year": "52"}
        del receipt["figures"]["afc.7.entry pay hourly"]
    elif sent == "asks too much":
        receipt["question"]["task"] |= {"people": 0}
    text = sent if sent[:1] in ("", "{", "x") else json.dumps(receipt)
    response = pseudo.post("/receipt?lang=cy", data={"receipt": text}, content_type="multipart/form-data")
    assert response.status_code == (200 if sent in ("holds", "altered") else 422)
    assert unmarked(response.text.replace(escape(text), ""), explained) == []


BUDGETS = Path(__file__).parent / "data" / "budgets"


@pytest.mark.parametrize("name", ["checks.csv", "WX01.csv", "WX02.csv", "WX07.csv", "faults", "empty", "options"])
def test_every_word_about_a_budget_comes_from_a_catalogue(
    pseudo: FlaskClient, explained: re.Pattern[str], name: str
) -> None:
    if name in ("faults", "empty", "options"):
        heads = b"date,category,people,sessions,hours,fee,per,notes\n"
        rows = b"x,,0,-,99,a lot,eon,x\n" if name == "faults" else b"2026-05-14,1,1,1,1,1,day,x\n"
        content = b"" if name == "empty" else heads + rows * 3 + b'"a"b,1\n'
    else:
        content = (BUDGETS / name).read_bytes()
    data = {"nation": "england", "unpaid_at": "floor.real_living_wage", "target_staff": "50", "target_support": "0"}
    data |= {f"{day}_{part}": "1" for day in ("first", "last") for part in ("day", "month")}
    data |= {"first_year": "2026", "last_year": "x" if name == "options" else "2027", "promised_days": "30"}
    sent = {**data, "file": (BytesIO(content), "1"), "zone": "inner", "last_known_scale": "true"}
    response = pseudo.post("/budget?lang=cy", data=sent, content_type="multipart/form-data")
    assert response.status_code in (200, 422)
    text = re.sub("»[A-Z](, [A-Z])*«", "»«", response.text)  # the letters of columns
    text = re.sub("«: »[a-z]+", "«: »", text)  # the headings of the file, where a link leads to a cell
    for written in (", ".join(UNITS), *(f"“{heading}”" for heading in ("notes", "per"))):  # as it is in a file
        text = text.replace(written, "")
    assert unmarked(text, explained) == []


@pytest.mark.parametrize("status", errors.WORDS)
def test_every_word_of_an_error_page_comes_from_a_catalogue(
    pseudo: FlaskClient, explained: re.Pattern[str], status: int
) -> None:
    with pseudo.application.test_request_context("/?lang=cy"):
        pseudo.application.preprocess_request()
        page = errors.page(default_exceptions[status]())
    assert isinstance(page, Response)
    assert page.status_code == status
    assert unmarked(page.get_data(as_text=True), explained) == []


def test_what_is_not_marked_is_found(explained: re.Pattern[str]) -> None:
    """The test of the pages can fail: by text, by a title, by a word among marked ones; not by the data."""
    page = '<html lang="cy"><p>«Marked %s»</p>' + "<p>«a» 14 Mai 2026, £5.00</p>" * 10 + "%s</html>"
    assert unmarked(page % (1, '<i lang="en">English</i> <b>7.5</b>'), explained) == []
    found = unmarked(page % (1, '<i title="Close">x</i><p>«One» and «two»</p><br>'), explained)
    assert found == ["Close", "x", "«One» and «two»"]


if __name__ == "__main__":
    for catalogue in CATALOGUES:
        catalogue.write_bytes(updated(catalogue))
