"""`fairpay serve`: the pages on this computer, or on a network when that is asked for."""

import logging
import signal
import sys
from collections.abc import Mapping
from errno import EADDRINUSE
from ipaddress import ip_address
from threading import Event
from time import monotonic
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server
from waitress.task import ErrorTask

from webapp import create_app, limits, security

Sockets = dict[int, Any]  # all that the server listens to, by number

PORT = 8000
# How many further ports are tried when the user named none.
MORE_PORTS = 9
LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"]

DONE, NO_PORT, REFUSED = 0, 1, 2


class Refusal(ErrorTask):
    """What waitress answers by itself, to what is no request: with our headers, and repeating nothing."""

    def execute(self) -> None:
        self.request.error.body = "fairpay cannot read this request."  # type: ignore[attr-defined]  # wrong in the stubs
        self.response_headers = [*security.HEADERS.items(), ("Cache-Control", "no-store")]
        super().execute()


class Channel(HTTPChannel):
    """One connection."""

    error_task_class = Refusal

    @property
    def busy(self) -> bool:
        """Whether a request is being read, waits, is worked out, or its answer is being sent."""
        return self.request is not None or bool(self.requests) or bool(self.total_outbufs_len)


def serve(
    host: str = "127.0.0.1",
    port: int | None = None,
    *,
    allow_remote: bool = False,
    settings: Mapping[str, Any] | None = None,
) -> int:
    """Serve the pages until Ctrl+C or SIGTERM.

    Args:
        host: the address to listen on; only one of this computer, unless `allow_remote`.
        port: the port; without one, 8000 or the next that is free.
        allow_remote: whether other computers may connect.
        settings: settings of the application, see `webapp.DEFAULTS`. Names in TRUSTED_HOSTS are
            answered beside those of this computer; a proxy needs at least one.

    Returns:
        The exit status: 0 done, 1 no free port, 2 refused.
    """
    local = _is_loopback(host)
    if not (local or allow_remote):
        print(
            f"fairpay: {host} is open to other computers, and these pages have no password. "
            "Use 127.0.0.1, or say that other computers may connect.",
            file=sys.stderr,
        )
        return REFUSED
    chosen = dict(settings or {})
    names = chosen.get("TRUSTED_HOSTS") or []
    if chosen.get("BEHIND_PROXY") and not names:
        print("fairpay: a proxy needs the host name that it serves (--trusted-host).", file=sys.stderr)
        return REFUSED
    if local:
        chosen["TRUSTED_HOSTS"] = [*names, *LOOPBACK_NAMES, _shown(host)]
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    sockets: Sockets = {}
    try:
        app = create_app(chosen)
    except ValueError as error:  # a setting that is none
        print(f"fairpay: {error}.", file=sys.stderr)
        return REFUSED
    server = _listen(app, host, port, sockets)
    if server is None:
        return NO_PORT
    print(f"fairpay is at http://{_shown(host)}:{_port(server)}/ (stop with Ctrl+C)", flush=True)
    _answer(sockets, stopping)
    server.task_dispatcher.shutdown()
    return DONE


def _answer(sockets: Sockets, stopping: Event) -> None:
    """Answer until told to stop; then take no more connections, and finish what has begun.

    The loop that waitress has of its own ends without reading or sending another byte.
    """
    while not stopping.is_set():
        wasyncore.loop(timeout=1, map=sockets, count=1)
    for listener in _listeners(sockets):
        wasyncore.dispatcher.close(listener)
    end = monotonic() + limits.SERVER_STOP_SECONDS
    while any(isinstance(found, Channel) and found.busy for found in sockets.values()) and monotonic() < end:
        wasyncore.loop(timeout=0.1, map=sockets, count=1)


def _listeners(sockets: Sockets) -> list[BaseWSGIServer]:
    return [found for found in sockets.values() if isinstance(found, BaseWSGIServer)]


def _listen(app: Flask, host: str, port: int | None, sockets: Sockets) -> MultiSocketServer | BaseWSGIServer | None:
    # Four busy threads are no fault: a terminal that fills with "Task queue depth" tells nobody anything.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    ports = [port] if port is not None else range(PORT, PORT + MORE_PORTS + 1)
    for candidate in ports:
        sockets.clear()
        try:
            server = create_server(
                app,
                map=sockets,
                host=host,
                port=candidate,
                threads=limits.SERVER_THREADS,
                ident=None,
                max_request_body_size=limits.SERVER_BODY_BYTES,
                inbuf_overflow=limits.SERVER_BODY_BYTES,
                outbuf_overflow=limits.SERVER_ANSWER_BYTES,
                max_request_header_size=limits.SERVER_HEADER_BYTES,
                channel_timeout=limits.SERVER_CHANNEL_SECONDS,
                connection_limit=limits.SERVER_CONNECTIONS,
                # Otherwise waitress takes away what the proxy says.
                clear_untrusted_proxy_headers=not app.config["BEHIND_PROXY"],
            )
            for listener in _listeners(sockets):
                listener.channel_class = Channel
            return server
        except OSError as error:
            if error.errno != EADDRINUSE:
                print(f"fairpay: cannot listen on {host}, port {candidate}: {error.strerror}.", file=sys.stderr)
                return None
    if port is None:
        print(f"fairpay: ports {ports[0]} to {ports[-1]} are all in use. Choose another one.", file=sys.stderr)
    else:
        print(f"fairpay: port {port} is in use by another program. Choose another one.", file=sys.stderr)
    return None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _port(server: MultiSocketServer | BaseWSGIServer) -> int:
    if isinstance(server, MultiSocketServer):
        return int(server.effective_listen[0][1])
    return int(server.effective_port)  # type: ignore[attr-defined]  # the stubs leave it out
