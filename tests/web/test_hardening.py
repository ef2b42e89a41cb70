"""`fairpay serve` where it is open to others: what it refuses, withstands, finishes and keeps to itself."""

import csv
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from http.client import HTTPConnection
from itertools import count, islice
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import ServiceUnavailable

from fairpay.ratebook import rates_folder
from webapp import limits, security, uploads
from webapp.api.endpoints import ENDPOINTS

COMPARE = json.dumps(next(endpoint for endpoint in ENDPOINTS if endpoint.name == "compare").example).encode()
HEADERS = security.HEADERS | {"Cache-Control": "no-store"}


# How long to wait for what takes a moment, unless the machine is busy.
PATIENCE = 60


def connected(address):
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)


def fetched(address, path, method="GET", body=b"", headers=(), timeout=PATIENCE):
    with closing(HTTPConnection(urlsplit(address).netloc, timeout=timeout)) as connection:
        connection.request(method, path, body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()


def head_of(connection):
    """Read an answer up to the end of its headers, and return them."""
    received = b""
    while b"\r\n\r\n" not in received:
        more = connection.recv(1)
        assert more, received
        received += more
    status, *lines = received.decode().split("\r\n")[:-2]
    return int(status.split()[1]), dict(line.split(": ", 1) for line in lines)


# ---- headers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *((path, 200) for path in ("/", "/price", "/api", "/limits", "/openapi.json", "/health", "/ready")),
        ("/api/v1/rates/check?on=2026-05-14", 200),
        *((path, 404) for path in ("/nothing", "/api/v1/nothing", "/.well-known/security.txt", "/static/nothing")),
        ("/?fee=1&fee=2", 400),
        ("/result", 422),
        ("/result.json", 422),
        ("/api/v1/rates?kind=x", 422),
        ("/api/v1/compare", 405),
    ],
)
def test_every_answer_has_the_headers(served, path, status):
    found, headers, _ = fetched(served, path)
    assert found == status
    for name, value in HEADERS.items():
        assert headers.get_all(name) == [value]
    assert "Server" not in headers
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"marked rubbish\r\n\r\n", 400),
        (b"GET /marked HTTP/1.1\r\nHost: x\r\nmarked rubbish\r\n\r\n", 400),
        (b"get /marked HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: ".ljust(limits.SERVER_HEADER_BYTES, b"m"), 431),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999000000\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: marked\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: marked\r\n\r\n", 501),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nmarked\r\n", 400),
    ],
)
def test_what_is_no_request_is_refused_with_the_headers_and_without_an_echo(served, sent, status):
    with connected(served) as connection:
        connection.sendall(sent)
        found, headers = head_of(connection)
        body = b""
        while more := connection.recv(4096):
            body += more
    assert found == status
    assert HEADERS.items() <= headers.items()
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Server" not in headers
    assert b"marked" not in body


def test_long_addresses_and_long_bodies_are_refused_by_pages_of_ours(served):
    assert fetched(served, "/result?fee=" + "9" * 10_000)[0] == 400
    status, headers, text = fetched(served, "/receipt", "POST", b"x" * (limits.REQUEST_BYTES + 1))
    assert status == 413
    assert "<h1" in text
    assert headers["Content-Type"].startswith("text/html")


# ---- options -------------------------------------------------------------------------------------


def refused(*options):
    command = [sys.executable, "-m", "fairpay", "serve", "--port", "0", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.stdout == ""
    assert done.returncode == 2
    return done.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "0.0.0.0"], "open to other computers"),
        (["--host", "192.0.2.1", "--trusted-host", "fairpay.example"], "open to other computers"),
        (["--behind-proxy"], "a proxy needs the host name"),
        (["--security-contact", "mailto:a@b.example"], "go together"),
        (["--security-expires", "2027-05-14"], "go together"),
        (["--security-contact", "a@b.example", "--security-expires", "2027-05-14"], "starts with mailto: or https://"),
        (["--security-contact", "https://a b", "--security-expires", "2027-05-14"], "starts with mailto: or https://"),
        (["--security-contact", "mailto:a@b.example", "--security-expires", "soon"], "a real date"),
        (["--hsts", "perhaps"], "invalid choice"),
    ],
)
def test_options_that_do_not_fit(options, words):
    assert words in refused(*options)


def test_options_that_do(serve):
    options = ["--trusted-host", "fairpay.example", "--hsts", "subdomains", "--behind-proxy"]
    options += ["--security-contact", "mailto:a@b.example", "--security-expires", "2027-05-14"]
    with serve(*options) as (_, address):
        assert fetched(address, "/health")[0] == 200  # this computer's own names go on
        assert fetched(address, "/health", headers={"Host": "evil.example"})[0] == 400
        assert fetched(address, "/health", headers={"X-Forwarded-Host": "evil.example"})[0] == 400
        forwarded = {"X-Forwarded-Host": "fairpay.example", "X-Forwarded-Prefix": "/pay", "X-Forwarded-Proto": "https"}
        status, headers, text = fetched(address, "/limits", headers=forwarded)
        assert status == 200
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        links = re.findall(r'(?:href|src|action)="(/[^"]*)"', text)
        assert len(links) > 5
        assert all(link.startswith("/pay/") for link in links)
        # Its own origin is the one that the proxy names.
        posted = {"Origin": "https://fairpay.example", "Content-Type": "application/x-www-form-urlencoded"}
        assert fetched(address, "/receipt", "POST", b"receipt=x", forwarded | posted)[0] == 422
        posted["Origin"] = address
        assert fetched(address, "/receipt", "POST", b"receipt=x", forwarded | posted)[0] == 403
        status, headers, text = fetched(address, "/.well-known/security.txt")
        assert headers["Content-Type"] == "text/plain; charset=utf-8"
        assert text.splitlines() == [
            "Contact: mailto:a@b.example",
            "Expires: 2027-05-14T23:59:59Z",
            "Preferred-Languages: en, cy",
        ]


def test_without_a_proxy_its_headers_say_nothing(served):
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil", "X-Forwarded-Proto": "gopher"}
    status, headers, text = fetched(served, "/limits", headers=headers | {"Forwarded": "host=evil.example"})
    assert status == 200
    assert "evil" not in text + str(headers)
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("prefix", ["//evil.example", "/a b", "/<script>", "evil", "/a//evil", "/%2e", "/\\evil"])
def test_a_prefix_that_would_lead_elsewhere(make_app, prefix):
    client = make_app(BEHIND_PROXY=True, TRUSTED_HOSTS=["localhost"]).test_client()
    answer = client.get("/limits", headers={"X-Forwarded-Prefix": prefix})
    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert "<script" not in answer.text


def test_settings_that_do_not_fit(make_app):
    for settings in (
        {"SECURITY_CONTACT": "mailto:a@b.example"},
        {"SECURITY_CONTACT": "mailto:a@b.example\r\nX: y", "SECURITY_EXPIRES": date(2027, 5, 14)},
        {"SECURITY_CONTACT": "http://b.example", "SECURITY_EXPIRES": date(2027, 5, 14)},
    ):
        with pytest.raises(ValueError, match="security contact"):
            make_app(**settings)


# ---- many and slow -------------------------------------------------------------------------------


def test_forty_half_open_clients_do_not_stop_it(serve):
    with serve() as (_, address), ExitStack() as open_ones:
        for number in range(40):
            connection = open_ones.enter_context(connected(address))
            if number % 2:
                connection.sendall(b"POST /api/v1/compare HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{")
            else:
                connection.sendall(b"GET /health HTTP/1.1\r\nHost: loc")
        for path in ("/health", "/limits"):  # before the server gives the half-open ones up
            assert fetched(address, path, timeout=limits.SERVER_CHANNEL_SECONDS - 5)[0] == 200


def closed(address):
    """Whether a server takes no more connections; if it does, wait a moment."""
    try:
        connected(address).close()
    except ConnectionRefusedError:
        return True
    time.sleep(0.05)
    return False


def told_to_stop(process, address):
    """Tell a server to stop, and wait until it takes no more connections."""
    process.send_signal(signal.SIGTERM)
    assert any(closed(address) for _ in range(1_000))
    assert process.poll() is None


def test_sigterm_finishes_a_request_that_has_begun(serve):
    """Half of a question is there when the signal comes: it is read to its end and answered, then the process ends."""
    with serve() as (process, address), connected(address) as connection, connected(address) as idle:
        head = f"POST /api/v1/compare HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(COMPARE)}\r\n"
        connection.sendall(head.encode() + b"Content-Type: application/json\r\n\r\n" + COMPARE[:20])
        assert fetched(address, "/health")[0] == 200  # after which the half has been read
        told_to_stop(process, address)
        connection.sendall(COMPARE[20:])
        status, headers = head_of(connection)
        assert status == 200
        body = b""
        while len(body) < int(headers["Content-Length"]):
            body += connection.recv(65_536)
        assert json.loads(body)["true_hourly"] == "16.67"
        assert process.wait(timeout=PATIENCE) == 0
        assert idle.recv(1) == b""


def long_rates(folder):
    """Write rates of an organisation's own whose notes make a list of 6 MB: more than the system keeps in transit."""
    header = (rates_folder() / "consultancy.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    row = dict.fromkeys(header, "") | {
        "label": "Ours",
        "label_cy": "Ein un ni",
        "value": "480",
        "unit": "GBP/day",
        "nation": "uk",
        "effective_from": "2026-01-01",
        "known_from": "2026-01-01",
        "review_by": "2027-01-01",
        "ladder": "no",
        "sources": "own-organisation",
        "place": "1",
        "evidence": "single",
        "last_checked": "2026-01-01",
        "day_hours": "7.5",
        "note": "x" * 100_000,
    }
    path = folder / "consultancy.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(row | dict.fromkeys(("id", "series"), f"consultancy.ours-{number}") for number in range(60))
    return path


def test_sigterm_sends_an_answer_to_its_end(serve, tmp_path):
    """A reader who is slower than the server gets all of a long answer."""
    with serve("--rates", str(long_rates(tmp_path))) as (process, address), connected(address) as connection:
        connection.sendall(b"GET /api/v1/rates?kind=consultancy HTTP/1.1\r\nHost: localhost\r\n\r\n")
        status, headers = head_of(connection)
        assert status == 200
        rest = int(headers["Content-Length"])
        assert rest > 6_000_000
        told_to_stop(process, address)
        while rest:
            received = len(connection.recv(min(rest, 65_536)))
            assert received
            rest -= received
        assert process.wait(timeout=PATIENCE) == 0


def test_sigterm_does_not_wait_for_ever(serve):
    with serve() as (process, address), connected(address) as connection:
        connection.sendall(b"POST /api/v1/compare HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{")
        assert fetched(address, "/health")[0] == 200
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0
        assert time.monotonic() - started >= limits.SERVER_STOP_SECONDS - 1


# ---- memory and logs -----------------------------------------------------------------------------

ASKED = "fee=150&per=day&attendance=6&preparation=2&follow_up=1&nation=england&on=2026-05-14&band=7"
COMPARED, JSON = "/api/v1/compare", {"Content-Type": "application/json"}
PATHS = [COMPARED, f"/result?{ASKED}", f"/result.json?{ASKED}&lang=cy", "/rates?text=band", "/limits", "/nothing"]
PATHS += ["/?fee=1&fee=2"]


def resident(process):
    """Return the memory of a process in bytes."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) * 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the memory of a process like this")
def test_memory_is_flat_over_thousands_of_requests(serve):
    numbers = count()

    def asked(connection, times):
        for number in islice(numbers, times):
            path, fee = PATHS[number % len(PATHS)], str(number % 4999 + 1)
            if path == COMPARED:
                connection.request("POST", path, COMPARE.replace(b"150", fee.encode()), JSON)
            else:
                connection.request("GET", path.replace("150", fee))
            answer = connection.getresponse()
            answer.read()
            assert answer.status in (200, 400, 404)

    def lowest(connection, process, readings):
        """Return the least memory of some readings, 100 requests apart: a leak lifts it, a peak does not."""
        low = resident(process)
        for _ in range(readings):
            asked(connection, 100)
            low = min(low, resident(process))
        return low

    # One pool of memory for all threads: with one each, chance decides what the allocator keeps.
    with (
        serve(env=os.environ | {"MALLOC_ARENA_MAX": "1"}) as (process, address),
        closing(HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)) as connection,
    ):
        asked(connection, 1_000)  # what is kept on purpose is there: templates, catalogues, days
        before = lowest(connection, process, 5)
        asked(connection, 500)
        grown = lowest(connection, process, 5) - before
    assert grown < limits.MIB, f"{grown} bytes in a thousand requests"


def test_the_log_holds_nothing_that_was_sent(serve, tmp_path):
    log = tmp_path / "log"
    with log.open("w") as written, serve(stderr=written) as (process, address):
        fetched(address, f"/result?{ASKED}&fee=marked")
        fetched(address, "/marked?marked=marked")
        fetched(address, "/api/v1/compare", "POST", COMPARE.replace(b"england", b"marked"), {"Content-Type": "marked"})
        fetched(address, "/api/v1/compare", "POST", b'{"marked"', {"Content-Type": "application/json"})
        fetched(address, "/receipt", "POST", b"receipt=marked", {"Content-Type": "application/x-www-form-urlencoded"})
        part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="marked"\r\n\r\nmarked\r\n--x--\r\n'
        fetched(address, "/receipt", "POST", part, {"Content-Type": "multipart/form-data; boundary=x"})
        fetched(address, "/limits", headers={"User-Agent": "marked", "Host": "marked.example", "Cookie": "marked=1"})
        with connected(address) as connection:
            connection.sendall(b"GET /marked HTTP/1.1\r\nmarked rubbish\r\n\r\n")
            head_of(connection)
        with connected(address) as connection:  # gone before the answer
            connection.sendall(b"GET /rates?text=marked HTTP/1.1\r\nHost: localhost\r\n\r\n")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0
        assert process.stdout.read() == ""
    assert "marked" not in log.read_text()


# ---- files ---------------------------------------------------------------------------------------


@contextmanager
def uploading(app):
    """Send eight files at once to a page that takes its time; gives the answers, and how many were read at once."""
    arrived, go_on = threading.Semaphore(0), threading.Event()
    answers = []

    @app.post("/slow")
    def slow():
        with uploads.reading():
            arrived.release()
            assert go_on.wait(PATIENCE)
            return {}

    threads = [threading.Thread(target=lambda: answers.append(app.test_client().post("/slow"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(limits.UPLOADS_AT_ONCE):
        assert arrived.acquire(timeout=PATIENCE)
    while len(answers) < 8 - limits.UPLOADS_AT_ONCE:
        time.sleep(0.01)
    yield answers
    go_on.set()
    for thread in threads:
        thread.join()


def test_two_files_are_read_at_once_and_the_others_told_to_wait(make_app):
    app = make_app()
    with uploading(app) as answers:
        assert app.test_client().get("/health").status_code == 200  # the pages go on
    assert sorted(answer.status_code for answer in answers) == [200] * 2 + [503] * 6
    for answer in answers:
        if answer.status_code == 503:
            assert answer.headers["Retry-After"] == "2"
            assert "<h1" in answer.text
    for _ in range(limits.UPLOADS_AT_ONCE + 1):  # a place is free again afterwards
        with uploads.reading():
            pass


def test_a_place_is_free_again_after_a_fault():
    for _ in range(limits.UPLOADS_AT_ONCE + 1):
        with pytest.raises(KeyError), uploads.reading():
            raise KeyError
    with uploads.reading(), uploads.reading(), pytest.raises(ServiceUnavailable), uploads.reading():
        pass


# ---- the page of limits --------------------------------------------------------------------------


def test_the_page_of_limits_says_what_is_enforced(client, read):
    page = read(client.get("/limits?lang=en").text)
    rows = {row.one("th").text: [cell.text for cell in row.all("td")] for row in page.all("tr") if row.all("td")}
    assert rows["The day fee"] == ["£5,000.00"]
    assert rows["The hours of attendance"] == ["24 hours"]
    assert rows["The number of people"] == ["10,000"]
    assert rows["Size of a file"] == ["2 MB", "Nothing is read. The answer has status 413."]
    assert rows["Rows of a table"][0] == "5,000"
    assert rows["Text in one cell"][0] == "1,000 characters"
    assert rows["An Excel file, unpacked"][0] == "20 MB"
    assert rows["A question in JSON"] == ["64 kB", "Nothing is read. The answer has status 413."]
    assert rows["Brackets within brackets"][0] == "10 deep"
    assert rows["Kinds of seats at a meeting"][0] == "100"
    assert rows["Lines of a budget"][0] == "500"
    assert rows["Text of one field"][0] == "200 characters"
    assert rows["Headers of a request"][0] == "16 kB"


def test_the_page_of_limits_follows_the_constants(client, read, monkeypatch):
    monkeypatch.setitem(sys.modules["fairpay.task"].MOST_HOURS, "attendance", 23)
    page = read(client.get("/limits?lang=en").text)
    assert "23 hours" in page.text


def test_what_is_too_long_to_be_read_can_be_had_back(page):
    page.goto("/rates?lang=en")
    page.locator("#text").fill("x" * 201)
    with page.expect_navigation():
        page.locator("#text").press("Enter")
    assert "One of the fields holds more than 200 characters" in page.locator("main").inner_text()
    page.go_back()
    page.wait_for_function("document.querySelector('#text')?.value.length == 201")
