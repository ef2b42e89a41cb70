"""The command line: options → fairpay → text, JSON or CSV.

Exit status 0: done. 1: done, and a check failed. 2: the input was refused, one line a fault on
standard error.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import fairpay
from fairpay.cli.question import DONE, REFUSED, add_language, add_rates_option, book_of
from fairpay.errors import FairpayError, Fault, InputError
from fairpay.inputs import day_of
from fairpay.present.words import words_in

# Each command: its module, and what it does. Only the module of the command that is asked for is imported.
_COMMANDS = {
    "compare": ("compare", "price one piece of work on every comparator"),
    "evaluate": ("evaluate", "add up 16 factor levels: total and indicative band, and match a profile"),
    "role": ("role", "hold a role's advertised pay against its work; check an advert"),
    "description": ("description", "mark what job evaluation reads in a job description; never stored"),
    "meeting": ("meeting", "what each seat at a meeting is paid, and whom it reaches"),
    "budget": ("budget", "check a whole budget line by line, and add it up"),
    "cards": ("rates", "price one piece of work under every published scheme"),
    "rates": ("rates", "look up, search and check the rate book"),
    "receipt": ("receipts", "check a receipt, or write it as one line"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # not every system's own encoding has £, − and ŵ
            stream.reconfigure(encoding="utf-8")
    options = _parser().parse_args(arguments)
    try:
        status: int | None = options.run(options)
        sys.stdout.flush()
    except FairpayError as error:
        words = words_in(options.lang)
        faults = error.faults if isinstance(error, InputError) else ()
        for line in [_fault_line(words.fault(fault), fault) for fault in faults] or [f"fairpay: {words.error(error)}"]:
            print(line, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or leaving would write to it again
        return DONE
    return status or DONE


def _fault_line(said: str, fault: Fault) -> str:
    return f"fairpay: {fault.field}: {said}" if fault.field else f"fairpay: {said}"


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="fairpay",
        description="Put an involvement fee beside Agenda for Change, consultancy and director pay for the same work.",
    )
    parser.add_argument("--version", action="version", version=f"fairpay {fairpay.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, about) in _COMMANDS.items():
        commands.add_parser(name, help=about).command = name
    _add_serve(commands.add_parser("serve", help="start the web pages on this machine"))
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser that has the options of its command from when it is asked for."""

    command = ""

    def parse_known_args(self, *given: Any, **named: Any) -> Any:
        if self.command:
            module, _ = _COMMANDS[self.command]
            getattr(import_module(f"fairpay.cli.{module}"), f"add_{self.command}")(self)
        return super().parse_known_args(*given, **named)


def _add_serve(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    command.add_argument("--port", type=int, default=None, help="port to listen on (8000, or the next free one)")
    command.add_argument("--allow-remote", action="store_true", help="listen beyond this machine")
    command.add_argument(
        "--trusted-host",
        metavar="NAME",
        action="append",
        help="a host name to answer to; may be given more than once (without it: this machine's own)",
    )
    command.add_argument(
        "--behind-proxy",
        action="store_true",
        help="one proxy in front sets X-Forwarded-For, -Proto, -Host and -Prefix; needs --trusted-host",
    )
    command.add_argument(
        "--hsts",
        choices=["off", "on", "subdomains"],
        default="off",
        help="tell browsers to use HTTPS only, for a site that is served by HTTPS (off)",
    )
    for name, said in (
        ("--site-url", "the address of the site, for the picture that is shown when a page is shared"),
        ("--source-url", "where the code of the site is, for its page about it"),
        ("--contact", "whom to tell what does not work, for the accessibility statement"),
    ):
        command.add_argument(name, default="", metavar="ADDRESS", help=said)
    command.add_argument("--security-contact", metavar="ADDRESS", help="mailto: or https:, for security.txt")
    command.add_argument("--security-expires", metavar="DATE", help="the day until which that contact holds")
    add_language(command)  # of what is said on the terminal; each page has its own
    add_rates_option(command)
    command.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    from webapp.server import serve

    book = book_of(options)  # read before anything is served: faulty rates are refused here
    settings = {
        "RATE_BOOK": lambda: book,
        "TRUSTED_HOSTS": options.trusted_host,
        "BEHIND_PROXY": options.behind_proxy,
        "HSTS": options.hsts,
        "SITE_URL": options.site_url.rstrip("/"),
        "SOURCE_URL": options.source_url,
        "CONTACT": options.contact,
        "SECURITY_CONTACT": options.security_contact,
        "SECURITY_EXPIRES": day_of(options.security_expires, "security_expires"),
    }
    return serve(host=options.host, port=options.port, allow_remote=options.allow_remote, settings=settings)
