"""
Reading fields that may hold anything: each function takes what a transcript has, gives what we use.

Nothing here raises on a value, however odd, except `loads` on bytes that are not JSON. Texts come
out without NUL and without lone surrogates, numbers fit into 64 bits.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Fields: TypeAlias = Mapping[str, Json]

NOTHING: Fields = {}

_LONGEST_ID = 256
_ID = re.compile(r"[\w.:/@+=#-]+\Z", re.ASCII)
_ESCAPE = re.compile(r'(\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))|\\')
_DECODER = json.JSONDecoder(strict=False)


class NotJson(ValueError):
    """The bytes are not one JSON value."""


def words(text: str) -> frozenset[str]:
    """The words of a text as a set; long sets of names are easier to read this way."""
    return frozenset(text.split())


def loads(data: bytes) -> Json:
    """
    The JSON value in `data`, as forgiving as can be: NaN, control characters and broken UTF-8 pass.

    Raises:
        NotJson: It is no JSON, is nested too deeply, or has NUL bytes: a hole left by a crash.
    """
    if b"\0" in data:
        raise NotJson("NUL bytes")
    text = data.decode("utf-8-sig", "replace").strip(" \t\r\n")
    try:
        return _only_value(text)
    except (ValueError, RecursionError) as error:
        if "Invalid \\" not in str(error):
            raise NotJson(str(error)) from None
    # Redaction by pattern cuts escapes apart; the backslash that is left was meant as one.
    try:
        return _only_value(escapes_mended(text, "\\\\"))
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from None


def _only_value(text: str) -> Json:
    value: Json
    value, end = _DECODER.raw_decode(text)
    if end != len(text):
        raise ValueError("more than one value")
    return value


def escapes_mended(text: str, backslash: str) -> str:
    """JSON text with `backslash` in place of each backslash that begins no escape."""
    return _ESCAPE.sub(lambda match: match[1] or backslash, text)


def parsed(text: str | None) -> Json:
    """The JSON value that a text holds, or None: transcripts hold JSON inside JSON."""
    if not text:
        return None
    try:
        value: Json = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None
    return value


def dumped(value: Json) -> str:
    """JSON text, readable as it is shown, of something that was read from JSON."""
    try:
        return clean(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    except (ValueError, RecursionError):
        return "null"


def clean(text: str) -> str:
    """A text that SQLite can hold: NUL cuts its functions short, a lone surrogate has no bytes."""
    if "\0" in text:
        text = text.replace("\0", "")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            text = text.encode("utf-8", "ignore").decode()
    return text


def text(value: Json) -> str | None:
    """A text that says something, or None."""
    if not isinstance(value, str) or not value:
        return None
    return value if value.isascii() and "\0" not in value else clean(value) or None


def fields(value: Json) -> Fields:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else NOTHING


def items(value: Json) -> list[Json]:
    """A list, or an empty one."""
    return value if isinstance(value, list) else []


def integer(value: Json) -> int | None:
    """A whole number that a database can hold; a bool is none."""
    if isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63:
        return value
    return None


def count(value: Json) -> int:
    """A number of tokens: 0 where it is missing or absurd."""
    number = integer(value)
    return number if number is not None and 0 <= number < 2**48 else 0


def flag(value: Json) -> bool | None:
    """True, False, or None for anything else."""
    return value if isinstance(value, bool) else None


def identifier(value: Json) -> str | None:
    """An id that may serve as a key, or None: redaction gives every record the same one."""
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_ID:
        return None
    if not _ID.match(value) or (len(value) < 10 and value.lower() in _PLACEHOLDERS):
        return None
    return value


_PLACEHOLDERS = words("uuid redacted removed masked trimmed none null unknown xxx")


def time_ms(value: Json) -> int | None:
    """Milliseconds since 1970 from RFC 3339 text, or from seconds or milliseconds as a number."""
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=UTC)
            return int(moment.timestamp() * 1000)
        except (ValueError, OverflowError):
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Seconds reach 1e11 in the year 5138; milliseconds passed it in 1973.
    milliseconds = value if abs(value) > 1e11 else value * 1000
    return int(milliseconds) if abs(milliseconds) < 1e14 else None


def joined(value: Json) -> str:
    """The text of a message's content: a text, a block, or a list of blocks."""
    match value:
        case str():
            return clean(value)
        case dict():
            return _block(value)
        case list():
            return "\n".join(part for part in map(joined, value) if part)
        case _:
            return ""


def _block(block: Fields) -> str:
    for name in ("text", "content", "output"):
        inner = block.get(name)
        if isinstance(inner, str):
            return clean(inner)
        if isinstance(inner, list):
            return joined(inner)
    kind = block.get("type")
    return f"[{clean(kind)}]" if isinstance(kind, str) and kind else ""
