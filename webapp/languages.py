"""The language of a page: from `?lang=`, else from the browser, never from a cookie."""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from gettext import NullTranslations
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

from babel import Locale, negotiate_locale
from flask import Flask, current_app, g, request
from markupsafe import Markup

from fairpay.present.language import LANGUAGES, translator
from fairpay.present.words import Words

View = TypeVar("View", bound=Callable[..., Any])

# Names are in their own language, so nobody has to read another one to find theirs.
NAMES = {code: str(Locale(code).get_language_name(code)) for code in LANGUAGES}
DEFAULT = "en"
# What a form sends beside its fields when another language is chosen on its page: for the form as it
# is filled in, with nothing checked; or for the whole page, which is an answer or tells what is wrong.
_FORM_IN, _PAGE_IN = "form_in", "page_in"
# Languages whose words are ours or have been read by a translator. The pages of any other say that it is a draft.
READ = frozenset({"en"})


class Language(NamedTuple):
    """A language a page can be in. `chosen` says that the address asks for it."""

    code: str
    name: str
    direction: str
    chosen: bool

    @property
    def draft(self) -> bool:
        return self.code not in READ


def language() -> Language:
    """Return the language of the page being answered."""
    found: Language | None = g.get("language")
    if found is None:
        asked = next((code for name in (_FORM_IN, _PAGE_IN, "lang") if (code := _asked(name)) in NAMES), None)
        code = asked or _preferred()
        found = g.language = Language(code, NAMES[code], _direction(code), chosen=asked is not None)
    return found


def choose(code: str) -> None:
    """Answer this request in a language that it asks for elsewhere than in its address."""
    g.language = Language(code, NAMES[code], _direction(code), chosen=True)


def form_only() -> bool:
    """Whether the form is asked for as it is filled in, in another language: nothing in it is checked."""
    return _asked(_FORM_IN) in NAMES


def page_again() -> bool:
    """Whether the whole page is asked for by its form, in another language."""
    return _asked(_PAGE_IN) in NAMES


def known_fields(*names: str) -> Callable[[View], View]:
    """Name the query fields of a view: they, and no others, go into the links of its page."""

    def mark(view: View) -> View:
        view.known_fields = frozenset(names)  # type: ignore[attr-defined]
        return view

    return mark


def kept_fields() -> list[tuple[str, str]]:
    """Return the fields of this address that the view knows. An error page has none."""
    if g.get("error_page"):
        return []
    view = current_app.view_functions.get(request.endpoint or "")
    known: Iterable[str] = getattr(view, "known_fields", ())
    return [(name, value) for name, value in request.args.items(multi=True) if name in known]


def switch_url(code: str) -> str:
    """Return the address of this page in another language, with the answers already given.

    It is relative to the page, so it repeats neither the path nor the host that was asked for.
    """
    return "?" + urlencode([*kept_fields(), ("lang", code)])


def install(app: Flask) -> None:
    """Give the templates `_()`, `ngettext()` and `form_only()`, and `language`, `languages` and `switch_url`.

    The functions are our own: those of Jinja's extension take three calls to the same end, and a
    page has a hundred messages.
    """
    app.add_template_global(_message, "_")
    app.add_template_global(_plural_message, "ngettext")
    app.add_template_global(form_only)

    @app.context_processor
    def names() -> dict[str, Any]:
        return {"language": language(), "languages": NAMES, "switch_url": switch_url}


def translations(code: str) -> NullTranslations:
    """Return the catalogue of a language."""
    return translator(code)


def gettext(message: str) -> str:
    """Translate a message into the language of the page, for text made outside a template."""
    return _translations().gettext(message)


def words() -> Words:
    """Return fairpay's own words in the language of the page."""
    code = language().code
    return _words(code, translations(code))


@lru_cache(maxsize=8)
def _words(code: str, catalogue: NullTranslations) -> Words:
    return Words(code, catalogue)


def _message(message: str, **params: object) -> Markup:
    """Translate a message in a template. What is filled in is escaped."""
    text = Markup(_translations().gettext(message))  # noqa: S704 - the words of our own catalogues
    return text % params if params else text


def _plural_message(one: str, many: str, num: int) -> Markup:
    return Markup(_translations().ngettext(one, many, num)) % {"num": num}  # noqa: S704


def _translations() -> NullTranslations:
    return translations(language().code)


def _asked(name: str) -> str:
    try:
        return request.args.get(name, "")
    except UnicodeDecodeError:  # a raw byte in the address; the page about that needs a language too
        return ""


def _preferred() -> str:
    wanted = [tag for tag, quality in request.accept_languages if quality > 0]
    return negotiate_locale(wanted, list(NAMES), sep="-") or DEFAULT


@cache
def _direction(code: str) -> str:
    return "rtl" if Locale(code).character_order == "right-to-left" else "ltr"
