"""What guards every request and every answer: limits, same-origin posts, headers."""

import re
from io import BytesIO
from typing import IO
from urllib.parse import parse_qsl

from flask import Flask, Request, Response, abort, current_app, request

from webapp import limits

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
        "base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = {
    "on": "max-age=31536000",
    "subdomains": "max-age=31536000; includeSubDomains",
}
_ROOT = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class MemoryRequest(Request):
    """A request whose uploaded files stay in memory: nothing is written to a disk."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


def install(app: Flask) -> None:
    """Put the guards on an app, in the order in which they are to run."""
    app.before_request(refuse_odd_root)
    app.before_request(refuse_packed_bodies)
    app.before_request(refuse_foreign_posts)
    app.before_request(refuse_odd_fields)
    app.after_request(add_headers)


def refuse_odd_root() -> None:
    """Refuse a path in front of ours (X-Forwarded-Prefix) that would turn our links into something else."""
    if not _ROOT.fullmatch(request.root_path):
        request.root_path = ""  # for the links of the page that says so
        abort(400)


def refuse_packed_bodies() -> None:
    """Refuse a compressed body, which Flask would read as if it were not."""
    if request.headers.get("Content-Encoding", "identity") != "identity":
        abort(415)


def refuse_foreign_posts() -> None:
    """Refuse a post that another site made the browser send.

    The JSON interface is left out: it takes `application/json` only, which no form can send.
    """
    if request.method in SAFE_METHODS or request.path.startswith("/api/"):
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            abort(403)
        return
    origin = request.headers.get("Origin")
    if origin is not None and origin != request.host_url.rstrip("/"):
        abort(403)


def refuse_odd_fields() -> None:
    """Refuse more or longer fields than a page has, and one field given twice."""
    _check_fields(request.query_string)
    if request.mimetype == "application/x-www-form-urlencoded":
        if (request.content_length or 0) > limits.QUERY_BYTES:
            abort(413)
        _check_fields(request.get_data())


def _check_fields(raw: bytes) -> None:
    if len(raw) > limits.QUERY_BYTES:
        abort(400)
    try:
        pairs = parse_qsl(
            raw.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=limits.QUERY_FIELDS,
        )
    except ValueError:  # too many fields, or bytes that are not UTF-8
        abort(400)
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        abort(400, "given-twice")
    if any("\0" in text for pair in pairs for text in pair):
        abort(400)
    if max((len(text) for pair in pairs for text in pair), default=0) > limits.QUERY_FIELD_CHARACTERS:
        abort(400, "too-long")


def add_headers(response: Response) -> Response:
    """Set the security and caching headers of one answer."""
    response.headers.update(HEADERS)
    if hsts := HSTS.get(current_app.config["HSTS"]):
        response.headers["Strict-Transport-Security"] = hsts
    if request.endpoint != "static" or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
        response.vary.add("Accept-Language")
    return response
