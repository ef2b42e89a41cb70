"""The web pages of fairpay: one Flask application that stores nothing."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any

from flask import Flask, request
from jinja2 import BaseLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import (
    about,
    api,
    assets,
    budget,
    cards,
    description,
    errors,
    guided,
    health,
    languages,
    limit_list,
    limits,
    meeting,
    rate_lists,
    rates,
    receipts,
    role,
    security,
    sheets,
    side_by_side,
    templating,
    views,
)
from webapp.api import about as api_about

DEFAULTS: dict[str, Any] = {
    # Set by whoever runs fairpay.
    "TRUSTED_HOSTS": None,  # host names this site answers to; any other gets 400
    "HSTS": "off",  # "on" or "subdomains", for a site that is served by HTTPS only
    "BEHIND_PROXY": False,  # whether one proxy in front sets X-Forwarded-For, -Proto, -Host and -Prefix
    # For /.well-known/security.txt: an address (mailto: or https:), and the day until which it holds.
    "SECURITY_CONTACT": None,
    "SECURITY_EXPIRES": None,
    "CONTACT": "",  # where to tell what does not work, shown in the accessibility statement
    "SITE_URL": "",  # the address of this site, like https://fairpay.example.org: for the preview when it is shared
    "SOURCE_URL": "",  # where the code of this site is
    # Limits.
    "MAX_CONTENT_LENGTH": limits.REQUEST_BYTES,
    "MAX_FORM_MEMORY_SIZE": limits.FORM_PART_BYTES,
    "MAX_FORM_PARTS": limits.FORM_PARTS,
    # A function that returns the rate book.
    "RATE_BOOK": health.load_rates,
    # A function that returns the day with which the form fills its date in.
    "TODAY": views.today,
}

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class FairpayApp(Flask):
    """Flask, with uploads in memory and a log that repeats nothing a user sent."""

    request_class = security.MemoryRequest

    def create_global_jinja_loader(self) -> BaseLoader:  # type: ignore[override]
        """Let Jinja ask our loader itself, which knows how to treat each kind of template."""
        return templating.loader()

    def log_exception(self, exc_info: ExcInfo) -> None:
        """Log where a fault arose and of which class it is: a message could hold what was sent."""
        kind, _, trace = exc_info
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
        self.logger.error("%s in %s at %s", kind.__name__ if kind else "?", request.endpoint, where)


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Build the application.

    Args:
        settings: overrides of `DEFAULTS`, and any setting of Flask.
    """
    app = FairpayApp("webapp")
    app.config.from_mapping(DEFAULTS)
    app.config.from_mapping(settings or {})
    if app.config["HSTS"] not in ("off", *security.HSTS):
        raise ValueError("HSTS is off, on or subdomains")
    health.check_contact(app.config)
    if app.config["BEHIND_PROXY"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1, x_prefix=1)  # type: ignore[method-assign]
    # A redirect to the tidy address would carry the host that was asked for, forged or not.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.url_map.redirect_defaults = False

    templating.install(app)
    languages.install(app)
    security.install(app)
    assets.install(app)
    errors.install(app)
    app.register_blueprint(health.pages)
    app.register_blueprint(views.pages)
    app.register_blueprint(guided.pages)
    app.register_blueprint(about.pages)
    app.register_blueprint(role.pages)
    app.register_blueprint(description.pages)
    app.register_blueprint(sheets.pages)
    app.register_blueprint(side_by_side.pages)
    app.register_blueprint(cards.pages)
    app.register_blueprint(meeting.pages)
    app.register_blueprint(budget.pages)
    app.register_blueprint(rates.pages)
    app.register_blueprint(rate_lists.pages)
    app.register_blueprint(receipts.pages)
    app.register_blueprint(api.pages)
    app.register_blueprint(api_about.pages)
    app.register_blueprint(limit_list.pages)

    @app.context_processor
    def names() -> dict[str, Any]:
        return {"edition": health.edition, "home": f"{request.root_path}/"}

    return app
