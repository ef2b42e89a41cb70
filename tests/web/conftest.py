"""The application under test, a live server for it, and a browser with axe."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask, abort, render_template, request
from flask.testing import FlaskClient
from jinja2 import FileSystemLoader
from werkzeug.serving import make_server

from webapp import create_app
from webapp.languages import known_fields

TODAY = date(2026, 5, 14)  # of the form; no other page reads the clock
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
GOLDEN = {
    "fee": "150",
    "per": "day",
    "attendance": "6",
    "preparation": "2",
    "follow_up": "1",
    "nation": "england",
    "on": "2026-05-14",
    "band": "7",
}


@dataclass
class Element:
    """An element of a page, and a reader of what is in it."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def text(self) -> str:
        """All text, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in ("style", "script"):
                yield from child._texts()

    def all(self, tag: str = "", **attributes: str) -> list["Element"]:
        """Return the elements inside with this tag and these attributes (class_: one of the classes)."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                if child._is(tag, attributes):
                    found.append(child)
                found += child.all(tag, **attributes)
        return found

    def one(self, tag: str = "", **attributes: str) -> "Element":
        (found,) = self.all(tag, **attributes)
        return found

    def sends(self) -> dict[str, str]:
        """Return what a browser would send of a form to which nobody has done anything."""
        found = {}
        for control in self.all("input"):
            if control["type"] != "file" and (
                control["type"] not in ("radio", "checkbox") or "checked" in control.attributes
            ):
                found[control["name"]] = control["value"]
        for control in self.all("select"):
            chosen = [option for option in control.all("option") if "selected" in option.attributes]
            found[control["name"]] = (chosen or control.all("option"))[0]["value"]
        for control in self.all("textarea"):
            found[control["name"]] = "".join(control._texts()).removeprefix("\n")
        return found

    def _is(self, tag: str, attributes: dict[str, str]) -> bool:
        if tag and tag != self.tag:
            return False
        for name, value in attributes.items():
            held = self.attributes.get(name.rstrip("_"), "")
            if value not in held.split() if name == "class_" else value != held:
                return False
        return True


class _Reader(HTMLParser):
    EMPTY = frozenset({"meta", "link", "input", "br", "hr", "img", "rect", "path"})

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"{tag} has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in self.EMPTY:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_page(html: str) -> Element:
    """Read a page, and hold what is so on every page: one h1, which starts the title, and ids once."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    (page,) = reader.open
    h1, title = page.one("h1").text, page.one("title").text
    assert title.removeprefix("Error: ").removeprefix("Gwall: ").startswith(h1)
    ids = [element["id"] for element in page.all() if "id" in element.attributes]
    assert len(set(ids)) == len(ids)
    for link in page.all("a"):
        if link["href"].startswith("#"):
            assert link["href"][1:] in ids
    return page


@pytest.fixture(scope="session")
def read() -> Callable[[str], Element]:
    """Return the reader of pages."""
    return read_page


@pytest.fixture(scope="session")
def query() -> Callable[..., dict[str, str]]:
    """Return a function that gives the golden question with changes; a field of None is left out."""

    def changed(**changes: str | None) -> dict[str, str]:
        return {name: value for name, value in {**GOLDEN, **changes}.items() if value is not None}

    return changed


@pytest.fixture(scope="session")
def make_app() -> Callable[..., Flask]:
    """Return a function that builds the application with the given settings and some trial pages."""

    def build(**settings: Any) -> Flask:
        app = create_app({"TODAY": lambda: TODAY, **settings})
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
def switch(client: FlaskClient) -> Callable[..., Any]:
    """Return a function that chooses another language on a page with a form, and gives the answer of the server."""

    def press(page: Element, code: str = "cy") -> Any:
        button = page.one("button", class_="app-lang__button", lang=code)
        form = page.one("form", id=button["form"])
        sent = form.sends() | ({button["name"]: button["value"]} if button.get("name") else {})
        if form["method"] == "post":
            return client.post(button["formaction"], data=sent, content_type="multipart/form-data")
        return client.get(button["formaction"], query_string=sent)

    return press


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


@contextmanager
def serving(*options: str, **more: Any) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `fairpay serve` on a free port; gives the process, and its address without a slash at the end."""
    command = [sys.executable, "-m", "fairpay", "serve", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **more) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+(?=/)", process.stdout.readline())
            assert found is not None
            yield process, found.group()
        finally:
            process.kill()


@pytest.fixture(scope="session")
def serve() -> Callable[..., Any]:
    """Return the context manager that runs `fairpay serve` with further options."""
    return serving


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """Return the address of a `fairpay serve` of its own."""
    with serving() as (_, address):
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start the Chromium of this computer once for all tests."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        from playwright.sync_api import Locator, sync_playwright
    except ImportError:
        _no_browser("playwright is not installed")
    if path is None:
        _no_browser("there is no " + ", ".join(BROWSERS) + " on the path")
    click = Locator.click

    def click_and_wait(self: Locator, **options: Any) -> None:
        """Click, and go on when all of the page that it leads to is there, however busy the machine is."""
        click(self, **options)
        self.page.wait_for_load_state()

    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", click_and_wait)
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
        context.set_default_timeout(90_000)  # milliseconds: a machine may be busy
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
        # What passes is not described, which halves the time; what does not pass is named by its markup.
        only = "{runOnly: tags, resultTypes: ['violations', 'incomplete'], selectors: false}"
        found = page.evaluate(f"tags => axe.run(document, {only})", TAGS)
        return {
            kind: [
                f"{rule['id']}: {node['html']} ({node['failureSummary']})"
                for rule in found[kind]
                for node in rule["nodes"]
            ]
            for kind in ("violations", "incomplete")
        }

    return run
