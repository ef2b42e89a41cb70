"""Read a task, an offer or factor levels from a JSON or TOML file, without guessing."""

import json
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from fairpay.errors import Fault, InputError

_MOST_BYTES = 65_536


def read_table(path: Path) -> dict[str, Any]:
    """Read one table of names and values; numbers stay exact, names may not repeat.

    Raises:
        InputError: the file cannot be read, is too large, is not correct, or holds something else.
    """
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is not text in UTF-8"
        raise _fault("file-not-read", file=str(path), reason=reason) from None
    if len(raw) > _MOST_BYTES:
        raise _fault("file-too-large", file=str(path), limit=f"{_MOST_BYTES // 1024} kB")
    kind = path.suffix.lower()
    if kind not in (".json", ".toml"):
        raise _fault("file-type", file=str(path))
    try:
        table = (
            json.loads(text, parse_float=_exact, parse_constant=_refuse, object_pairs_hook=_once)
            if kind == ".json"
            else tomllib.loads(text, parse_float=_exact)
        )
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else str(error) or "too deep"
        raise _fault("file-syntax", file=str(path), kind=kind[1:].upper(), where=where) from None
    if not isinstance(table, dict):
        raise _fault("file-not-a-table", file=str(path))
    return table


def _fault(code: str, **params: str) -> InputError:
    return InputError([Fault("", code, params)])


def _exact(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond what a Decimal can hold
        raise ValueError("a number is too large or too small") from None


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a name is there twice")
    return table
