"""`fairpay serve`: the pages on this computer, or on a network when that is asked for."""

import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from errno import EADDRINUSE
from ipaddress import ip_address
from typing import Any

from flask import Flask
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from webapp import create_app, limits

PORT = 8000
# How many further ports are tried when the user named none.
MORE_PORTS = 9
LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"]

DONE, NO_PORT, REFUSED = 0, 1, 2


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
        settings: settings of the application, see `webapp.DEFAULTS`.

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
    chosen: dict[str, Any] = {"TRUSTED_HOSTS": [*LOOPBACK_NAMES, _shown(host)]} if local else {}
    app = create_app({**chosen, **(settings or {})})
    server = _listen(app, host, port)
    if server is None:
        return NO_PORT
    # Waitress ends a request that is being answered before it stops, but only on this exception.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(DONE))
    with suppress(KeyboardInterrupt):  # waitress looks out for it only once it runs
        print(f"fairpay is at http://{_shown(host)}:{_port(server)}/ (stop with Ctrl+C)", flush=True)
        server.run()
    return DONE


def _listen(app: Flask, host: str, port: int | None) -> MultiSocketServer | BaseWSGIServer | None:
    ports = [port] if port is not None else range(PORT, PORT + MORE_PORTS + 1)
    for candidate in ports:
        try:
            return create_server(
                app,
                host=host,
                port=candidate,
                threads=limits.SERVER_THREADS,
                ident=None,
                max_request_body_size=limits.SERVER_BODY_BYTES,
                inbuf_overflow=limits.SERVER_BODY_BYTES,
                max_request_header_size=limits.SERVER_HEADER_BYTES,
                channel_timeout=limits.SERVER_CHANNEL_SECONDS,
                connection_limit=limits.SERVER_CONNECTIONS,
            )
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
