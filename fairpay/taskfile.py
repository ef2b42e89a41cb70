"""Read a task, an offer or factor levels from a JSON or TOML file, without guessing."""

import json
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from fairpay.errors import Fault, InputError

MOST_BYTES = 65_536
_MOST_DIGITS = 100


def read_table(path: Path) -> dict[str, Any]:
    """Read one table of names and values; numbers stay exact, names may not repeat.

    Raises:
        InputError: the file cannot be read, is too large, is not correct, or holds something else.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)  # and no more of a file that has no end
    except OSError as error:
        raise _fault("file-not-read", file=str(path), reason=error.strerror or str(error)) from None
    if len(raw) > MOST_BYTES:
        raise _fault("file-too-large", file=str(path), limit=f"{MOST_BYTES // 1024} kB")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise _fault("file-not-read", file=str(path), reason=Fault("", "not-utf-8", {})) from None
    kind = path.suffix.lower()
    if kind not in (".json", ".toml"):
        raise _fault("file-type", file=str(path))
    return table_of(text, kind[1:], str(path))


def table_of(text: str, kind: str, name: str) -> dict[str, Any]:
    """Read one table from the text of a file of this kind ("json" or "toml"), which messages call `name`.

    Raises:
        InputError: the text is not correct, or holds something else.
    """
    try:
        table = (
            json.loads(text, parse_int=_whole, parse_float=_exact, parse_constant=_refuse, object_pairs_hook=_once)
            if kind == "json"
            else tomllib.loads(text, parse_float=_exact)
        )
    except (ValueError, RecursionError) as error:
        raise _fault("file-syntax", file=name, kind=kind.upper(), where=_where(error)) from None
    if not isinstance(table, dict):
        raise _fault("file-not-a-table", file=name)
    return table


def _fault(code: str, **params: str | Fault) -> InputError:
    return InputError([Fault("", code, params)])


class _Incorrect(ValueError):
    """Something that the format allows and fairpay does not."""

    def __init__(self, code: str, **params: str) -> None:
        self.fault = Fault("", code, params)
        super().__init__(code)


def _where(error: Exception) -> str | Fault:
    """Say what is wrong with a file, as far as its reader tells."""
    if isinstance(error, _Incorrect):
        return error.fault
    if isinstance(error, json.JSONDecodeError):
        return Fault("", "at-line", {"line": error.lineno})
    return Fault("", "too-deep", {}) if isinstance(error, RecursionError) else str(error)


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:  # Python itself reads no more than a few thousand
        raise _Incorrect("number-too-long")
    return int(text)


def _exact(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond what a Decimal can hold
        raise _Incorrect("number-too-long") from None


def _refuse(constant: str) -> Any:
    raise _Incorrect("constant", value=constant)


def _once(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise _Incorrect("name-twice")
    return table
