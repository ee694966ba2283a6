"""
What a memory's text is: its hash, its size, its lines, and what it may not contain.

Pure. The bytes are never normalised: line ends, byte order marks and Unicode forms are kept as
they came, because the hash of those bytes is the precondition of the next write.
"""

import hashlib
import re
from dataclasses import dataclass

from core.errors import InvalidRequest

_HASH = re.compile(r"[0-9a-f]{64}\Z")


def sha256(content: str) -> str:
    """The SHA-256 of the content's UTF-8 bytes, in lower-case hex: the wire's `content_sha256`."""
    return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Text:
    """A content that may be stored, with what is computed from it once."""

    content: str
    sha256: str
    size_bytes: int


def checked_text(content: object, limit_bytes: int) -> Text:
    """
    A content that may be stored.

    Raises:
        InvalidRequest: It is not text, holds a lone surrogate or a NUL, or is over the limit.
    """
    if not isinstance(content, str):
        raise InvalidRequest("The content must be text.")
    try:
        encoded = content.encode()
    except UnicodeEncodeError:
        raise InvalidRequest(
            "The content is not valid UTF-8 text (it holds a lone surrogate)."
        ) from None
    if len(encoded) > limit_bytes:
        raise InvalidRequest(
            f"The content has {len(encoded):,} bytes; a memory may have {limit_bytes:,}."
            " Split it into several memories."
        )
    if b"\0" in encoded:
        raise InvalidRequest("The content holds a NUL character, so it is not a text.")
    return Text(content, hashlib.sha256(encoded).hexdigest(), len(encoded))


def is_storable(text: str) -> bool:
    """Whether a text can be stored: it holds no NUL and no lone surrogate."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def check_hash(value: object) -> str:
    """
    A content hash as a precondition states it.

    Raises:
        InvalidRequest: It is not 64 lower-case hex digits.
    """
    if not isinstance(value, str) or not _HASH.match(value):
        raise InvalidRequest("A content hash is 64 lower-case hexadecimal digits.")
    return value


def split_lines(text: str) -> list[str]:
    """
    The lines of a text, each with its line end, so that joining them gives the text back.

    Only LF ends a line: `str.splitlines` also splits on CR, form feed and U+2028, and then line
    numbers would disagree with those of git and of every editor.
    """
    lines = text.split("\n")
    ended = [line + "\n" for line in lines[:-1]]
    return [*ended, lines[-1]] if lines[-1] else ended
