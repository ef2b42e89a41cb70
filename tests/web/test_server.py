"""`fairpay serve`, as its own process."""

import json
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

CODE = "import sys; from webapp.server import serve; sys.exit(serve({arguments}))"


@contextmanager
def serving(arguments):
    with subprocess.Popen(
        [sys.executable, "-c", CODE.format(arguments=arguments)], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            line = process.stdout.readline()
            yield process, line, re.search(r"http://\S+/", line).group()
        finally:
            process.kill()


def test_serves_and_stops_on_sigterm():
    with serving("port=0") as (process, line, address):
        assert re.fullmatch(r"fairpay is at http://127\.0\.0\.1:\d+/ \(stop with Ctrl\+C\)\n", line)
        with urlopen(address + "health", timeout=60) as answer:
            assert json.load(answer) == {"status": "ok"}
            assert "Server" not in answer.headers
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0


def test_other_host_names_are_refused_on_this_computer():
    with (
        serving("port=0") as (_, _, address),
        pytest.raises(HTTPError) as refused,
    ):
        urlopen(Request(address + "health", headers={"Host": "evil.example"}), timeout=60)
    assert refused.value.code == 400
    refused.value.close()


def test_ctrl_c_ends_quietly():
    with serving("port=0") as (process, _, _):
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0


def run(arguments):
    return subprocess.run(
        [sys.executable, "-c", CODE.format(arguments=arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_other_computers_only_when_asked_for():
    for host in ("0.0.0.0", "::", "192.0.2.1", "fairpay.example"):
        done = run(f"host={host!r}")
        assert done.returncode == 2
        assert done.stderr.startswith(f"fairpay: {host} is open to other computers")
        assert len(done.stderr.splitlines()) == 1


def test_a_port_in_use():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(f"port={port}")
        assert done.returncode == 1
        assert done.stderr == f"fairpay: port {port} is in use by another program. Choose another one.\n"


def test_the_next_free_port_when_none_was_chosen():
    with socket.socket() as taken:
        try:
            taken.bind(("127.0.0.1", 8000))
            taken.listen()
        except OSError:
            pass  # somebody else has it, which serves as well
        with serving("") as (_, _, address):
            assert 8001 <= int(address.rstrip("/").rpartition(":")[2]) <= 8009
