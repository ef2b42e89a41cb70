"""Addresses about the site itself: is it alive, can it work, and whom to tell about a security fault?"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, make_response

from fairpay.errors import FairpayError

pages = Blueprint("health", __name__)

_CONTACT = re.compile(r"(?:mailto:[!-~]+@|https://)[!-~]+")


def load_rates() -> Any:
    """Load the rate book, on first use."""
    from fairpay.ratebook.load import rates

    return rates()


def edition() -> str | None:
    """Return the edition of the rates; None where they cannot be used, which `/ready` tells."""
    try:
        return str(current_app.config["RATE_BOOK"]().edition)
    except (FairpayError, ImportError, OSError) as error:
        current_app.logger.error("the rates cannot be used: %s", type(error).__name__)
        return None


@pages.get("/health")
def health() -> Response:
    """Say that the process answers. Reads nothing."""
    return jsonify(status="ok")


@pages.get("/ready")
def ready() -> tuple[Response, int]:
    """Say whether the rates are loaded and sound."""
    usable = edition() is not None
    return jsonify(status="ok" if usable else "rates-not-usable"), 200 if usable else 503


def check_contact(settings: Mapping[str, Any]) -> None:
    """Look at the security contact of the settings.

    Raises:
        ValueError: it is no address, or has no day until which it holds, or there is a day alone.
    """
    contact, expires = settings["SECURITY_CONTACT"], settings["SECURITY_EXPIRES"]
    if (contact is None) != (expires is None):
        raise ValueError("a security contact and the day until which it holds go together")
    if contact is not None and not (_CONTACT.fullmatch(contact) and isinstance(expires, date)):
        raise ValueError("a security contact is an address that starts with mailto: or https://")


@pages.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Say whom to tell about a security fault (RFC 9116), where whoever runs fairpay has named somebody."""
    contact, expires = current_app.config["SECURITY_CONTACT"], current_app.config["SECURITY_EXPIRES"]
    if contact is None:
        abort(404)
    lines = [f"Contact: {contact}", f"Expires: {expires.isoformat()}T23:59:59Z", "Preferred-Languages: en, cy"]
    response = make_response("".join(f"{line}\n" for line in lines))
    response.mimetype = "text/plain"
    return response
