"""How templates are found, and what they may not do: use a name that does not exist."""

import re
from collections.abc import MutableMapping
from typing import Any

from flask import Flask
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    Undefined,
)
from markupsafe import Markup, escape

_AMOUNT = re.compile(r"−?£[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")


class ComponentLoader(PackageLoader):
    """Loads the component macros, which leave out parts of their parameters and ask for them all the same."""

    _lenient: Environment | None = None

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        if self._lenient is None:
            self._lenient = environment.overlay(undefined=Undefined)
        return super().load(self._lenient, name, globals)


def loader() -> BaseLoader:
    """Return the loader of one app: our templates, and the component macros under a name of their own."""
    return ChoiceLoader(
        [
            PackageLoader("webapp"),
            PrefixLoader({"govuk_frontend_jinja": ComponentLoader("govuk_frontend_jinja")}),
        ]
    )


def amounts(text: str) -> Markup:
    """Keep every amount in a sentence whole, whatever the direction of the words around it."""
    return Markup(_AMOUNT.sub(r"<bdi>\g<0></bdi>", str(escape(text))))  # noqa: S704 - escaped here


def figures(text: str) -> Markup:
    """Set off every amount in a sentence."""
    return Markup(_AMOUNT.sub(r'<strong class="app-figure"><bdi>\g<0></bdi></strong>', str(escape(text))))  # noqa: S704


def install(app: Flask) -> None:
    """Set up Jinja. Autoescape is on for `.html`, which all our templates are."""
    app.jinja_options = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        # A misspelt figure must not show as an empty place.
        "undefined": StrictUndefined,
    }
    app.add_template_filter(amounts)
    app.add_template_filter(figures)
