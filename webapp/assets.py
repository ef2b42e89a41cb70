"""Static files, with their fingerprint in the address so that a browser may keep them."""

from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, request

from webapp import limits

FOLDER = Path(__file__).parent / "static"


def _fingerprints() -> dict[str, str]:
    files = (path for path in FOLDER.rglob("*") if path.is_file())
    return {path.relative_to(FOLDER).as_posix(): sha256(path.read_bytes()).hexdigest()[:12] for path in files}


FINGERPRINTS = _fingerprints()


def asset(name: str) -> str:
    """Return the address of a static file. It is a path: no host is in it."""
    return f"{request.root_path}/static/{name}?v={FINGERPRINTS[name]}"


def install(app: Flask) -> None:
    """Give the templates `asset()`; let browsers keep a file for as long as its content stays."""
    app.add_template_global(asset)

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code < 400:
            name = (request.view_args or {}).get("filename")
            if request.args.get("v", "") == FINGERPRINTS.get(str(name)):
                response.cache_control.public = True
                response.cache_control.max_age = limits.STATIC_SECONDS
                response.cache_control.immutable = True
                response.cache_control.no_cache = None
            else:
                response.cache_control.no_cache = True
        return response
