"""The application under test, a live server for it, and a browser with axe."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, abort, render_template, request
from flask.testing import FlaskClient
from jinja2 import FileSystemLoader
from werkzeug.serving import make_server

from webapp import create_app
from webapp.languages import known_fields

HERE = Path(__file__).parent
AXE = (HERE.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# As root in a container there is no sandbox, and nothing may be asked of the network. The pages are our own.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def make_app() -> Callable[..., Flask]:
    """Return a function that builds the application with the given settings and some trial pages."""

    def build(**settings: Any) -> Flask:
        app = create_app({"RATE_BOOK": lambda: SimpleNamespace(edition="2026.1"), **settings})
        app.jinja_env.loader.loaders.append(FileSystemLoader(HERE / "templates"))

        @app.get("/gallery")
        @known_fields("fee", "hours")
        def gallery() -> str:
            return render_template("gallery.html", faults={}, fee=request.args.get("fee", "150"))

        @app.get("/gallery-faults")
        @known_fields("fee", "hours")
        def gallery_faults() -> tuple[str, int]:
            faults = {"fee": "Enter the day fee in pounds, like 150", "hours": "Enter the hours"}
            return render_template("gallery.html", faults=faults, fee=request.args.get("fee", "")), 422

        @app.get("/fault")
        def fault() -> str:
            raise ValueError(request.args.get("fee", "secret"))

        @app.get("/misspelt")
        def misspelt() -> str:
            return render_template("misspelt.html")

        @app.get("/status/<int:code>")
        def status(code: int) -> str:
            abort(code)

        @app.post("/send")
        def send() -> dict[str, Any]:
            sent = request.files.get("file")
            return {"fields": list(request.form), "stream": type(sent.stream).__name__ if sent else None}

        return app

    return build


@pytest.fixture(scope="session")
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def post_file(client: FlaskClient) -> Callable[..., Any]:
    """Return a function that posts one file, and further fields, as a browser would.

    It writes the body itself: the test client would put a large one into a temporary file and
    leave that open.
    """

    def post(path: str, content: bytes, filename: str = "plan.csv", field: str = "file", **fields: str) -> Any:
        parts = [
            f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()
        ]
        head = f'Content-Disposition: form-data; name="{field}"; filename="{filename}"\r\n'
        parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content)
        body = b"".join(b"--part\r\n" + part + b"\r\n" for part in parts) + b"--part--\r\n"
        return client.post(path, data=body, content_type="multipart/form-data; boundary=part")

    return post


@pytest.fixture(scope="session")
def live_server(app: Flask) -> Iterator[str]:
    """Serve the application on this computer. Returns its address without a slash at the end."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start the Chromium of this computer once for all tests."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _no_browser("playwright is not installed")
    if path is None:
        _no_browser("there is no " + ", ".join(BROWSERS) + " on the path")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


def _no_browser(reason: str) -> None:
    if os.environ.get("FAIRPAY_BROWSER") == "required":
        pytest.fail(f"browser tests are required, but {reason}")
    pytest.skip(f"no browser tests: {reason}")


@pytest.fixture
def new_page(browser: Any, live_server: str) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a page, with the context options of Playwright.

    Paths are relative to the live server. When the test is over, nothing may have been asked of
    another host, and the console may hold only the browser's own note of a 4xx or 5xx answer.
    """
    contexts: list[Any] = []
    foreign: list[str] = []
    complaints: list[str] = []

    def heard(message: Any) -> None:
        if not message.text.startswith("Failed to load resource: the server responded with a status of"):
            complaints.append(message.text)

    def asked(request: Any) -> None:
        if not request.url.startswith(live_server + "/"):
            foreign.append(request.url)

    def open_page(**options: Any) -> Any:
        context = browser.new_context(base_url=live_server, **options)
        contexts.append(context)
        context.on("request", asked)
        context.on("console", heard)
        return context.new_page()

    yield open_page
    for context in contexts:
        cookies = context.cookies()
        context.close()
        assert cookies == []
    assert foreign == []
    assert complaints == []


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """Open one page in a window of 1000 by 800."""
    return new_page(viewport={"width": 1000, "height": 800})


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], dict[str, list[str]]]:
    """Return a function that runs axe on an open page; both lists of its answer should be empty."""

    def run(page: Any) -> dict[str, list[str]]:
        page.evaluate(AXE)  # evaluate() is not stopped by the content security policy
        found = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
        return {
            kind: [
                f"{rule['id']}: {node['html']} ({node['failureSummary']})"
                for rule in found[kind]
                for node in rule["nodes"]
            ]
            for kind in ("violations", "incomplete")
        }

    return run
