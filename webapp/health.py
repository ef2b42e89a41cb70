"""Two addresses for whoever runs fairpay: is it alive, and can it work?"""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify

from fairpay.errors import FairpayError

pages = Blueprint("health", __name__)


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
