"""The language of a page: from `?lang=`, else from the browser, never from a cookie."""

from collections.abc import Callable, Iterable
from functools import cache
from gettext import NullTranslations
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

from babel import Locale, negotiate_locale
from flask import Flask, current_app, g, request

from fairpay.present.language import translator

View = TypeVar("View", bound=Callable[..., Any])

# Names are in their own language, so nobody has to read another one to find theirs.
NAMES = {"en": "English", "cy": "Cymraeg"}
DEFAULT = "en"
# Languages whose words no translator has read yet. Their pages say so.
DRAFTS = frozenset({"cy"})


class Language(NamedTuple):
    """A language a page can be in. `chosen` says that the address asks for it."""

    code: str
    name: str
    direction: str
    chosen: bool

    @property
    def draft(self) -> bool:
        return self.code in DRAFTS


def N_(message: str) -> str:  # noqa: N802 - the name that message extraction looks for
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


def language() -> Language:
    """Return the language of the page being answered."""
    if "language" not in g:
        asked = _asked()
        code = asked if asked in NAMES else _preferred()
        g.language = Language(code, NAMES[code], _direction(code), chosen=asked == code)
    found: Language = g.language
    return found


def known_fields(*names: str) -> Callable[[View], View]:
    """Name the query fields of a view: they, and no others, go into the links of its page."""

    def mark(view: View) -> View:
        view.known_fields = frozenset(names)  # type: ignore[attr-defined]
        return view

    return mark


def kept_fields() -> list[tuple[str, str]]:
    """Return the fields of this address that its view knows. An error page has none."""
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
    """Give the templates `_()` and `ngettext()`, and `language`, `languages` and `switch_url`."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _translations().gettext(text),
        lambda one, many, number: _translations().ngettext(one, many, number),
        newstyle=True,
        pgettext=lambda context, text: _translations().pgettext(context, text),
        npgettext=lambda context, one, many, number: _translations().npgettext(context, one, many, number),
    )

    @app.context_processor
    def names() -> dict[str, Any]:
        return {"language": language(), "languages": NAMES, "switch_url": switch_url}


def translations(code: str) -> NullTranslations:
    """Return the catalogue of a language."""
    try:
        return translator(code)
    except FileNotFoundError:  # the catalogue is not written yet
        return NullTranslations()


def gettext(message: str) -> str:
    """Translate a message into the language of the page, for text made outside a template."""
    return _translations().gettext(message)


def _translations() -> NullTranslations:
    return translations(language().code)


def _asked() -> str:
    try:
        return request.args.get("lang", "")
    except UnicodeDecodeError:  # a raw byte in the address; the page about that needs a language too
        return ""


def _preferred() -> str:
    wanted = [tag for tag, quality in request.accept_languages if quality > 0]
    return negotiate_locale(wanted, list(NAMES), sep="-") or DEFAULT


@cache
def _direction(code: str) -> str:
    return "rtl" if Locale(code).character_order == "right-to-left" else "ltr"
