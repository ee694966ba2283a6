"""
Paths of memories: what a path may be, what lies above and below it, and how prefixes are matched.

Pure. The rules are those of the Managed Agents wire (`/a/b.md`: absolute, 1 to 20 segments, NFC, at
most 1,024 bytes with the leading slash). A file's path is never above or below another file's path.
"""

import unicodedata
from collections.abc import Collection

from core.errors import InvalidRequest

MAX_SEGMENTS = 20
MAX_BYTES = 1024

MARKER = "/.anthropic-memory-store"
"""The marker file of mounted directories; a memory there would break every client that mounts."""

_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def check_path(path: object) -> str:
    """
    A path that a memory may have.

    Raises:
        InvalidRequest: It breaks a rule; the message names the rule.
    """
    if not isinstance(path, str):
        raise InvalidRequest("A path must be text.")
    if not path.startswith("/"):
        raise InvalidRequest(f"A path starts with '/'; {_shown(path)} does not.")
    segments = path[1:].split("/")
    if "" in segments:
        raise InvalidRequest(
            f"A path has no empty segment and no '/' at its end; {_shown(path)} has one."
        )
    if "." in segments or ".." in segments:
        raise InvalidRequest(f"A path has no '.' or '..' segment; {_shown(path)} has one.")
    if len(segments) > MAX_SEGMENTS:
        raise InvalidRequest(f"A path has at most {MAX_SEGMENTS} segments, not {len(segments)}.")
    _check_characters(path)
    if path == MARKER:
        raise InvalidRequest(f"{MARKER} is kept for the marker file of mounted directories.")
    return path


def check_prefix(prefix: object) -> str:
    """
    A directory to list: `/` or a path with `/` at its end.

    Raises:
        InvalidRequest: It is neither.
    """
    if not isinstance(prefix, str) or not prefix.startswith("/") or not prefix.endswith("/"):
        raise InvalidRequest(
            f"A path prefix starts and ends with '/'; {_shown(str(prefix))} does not."
        )
    if prefix != "/":
        check_path(prefix[:-1])
    return prefix


def ancestors(path: str) -> list[str]:
    """The directories above a path, nearest last, each written as a file's path would be."""
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(2, len(parts))]


def below(prefix: str) -> tuple[str, str]:
    """
    The half-open range of paths under a prefix that ends in `/`, in the byte order of UTF-8.

    A range, not LIKE: LIKE reads every row of a large store.
    """
    return prefix, prefix[:-1] + "0"  # "0" is the character after "/"


def child(prefix: str, path: str) -> str | None:
    """The direct sub-directory of `prefix` that holds `path` (with `/`), None for a direct file."""
    name, slash, _ = path[len(prefix) :].partition("/")
    return f"{prefix}{name}/" if slash else None


def overlap(paths: Collection[str]) -> str | None:
    """A path of these that another of them lies below, if there is one."""
    wanted = set(paths)
    for path in paths:
        for directory in ancestors(path):
            if directory in wanted:
                return directory
    return None


def _check_characters(path: str) -> None:
    try:
        size = len(path.encode())
    except UnicodeEncodeError:
        raise InvalidRequest("A path is valid UTF-8; this one holds a lone surrogate.") from None
    if size > MAX_BYTES:
        raise InvalidRequest(f"A path has at most {MAX_BYTES:,} bytes, not {size:,}.")
    if path.isascii():
        if not path.isprintable():
            raise InvalidRequest(f"A path has no control characters; {_shown(path)} has one.")
        return
    if not unicodedata.is_normalized("NFC", path):
        raise InvalidRequest(f"A path is in Unicode form NFC; {_shown(path)} is not.")
    if any(unicodedata.category(character) in _FORBIDDEN_CATEGORIES for character in path):
        raise InvalidRequest(f"A path has no control or format characters; {_shown(path)} has one.")


def _shown(path: str) -> str:
    shown = ascii(path)
    return shown if len(shown) <= 80 else f"{shown[:77]}..."
