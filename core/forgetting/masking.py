"""
Masking a secret in texts. Pure.

The mask is made of a character that the secret does not hold, so putting it in can never complete
the secret anew, and it is never longer than the secret, so no limit is broken.
"""

import json
import re
from collections.abc import Callable

from core.errors import InvalidRequest

SHORTEST = 4
"""A shorter text would mask half of the workspace by accident."""

LONGEST_MASK = 12

_SHORTEST_CUT = 6
"""What is left of a secret where a text was cut short; fewer characters tell nothing."""

_FILLERS = "*#_x=~+%"


def mask_of(secret: str) -> str:
    """
    What a secret is replaced with.

    Raises:
        InvalidRequest: It is too short, or not a text.
    """
    try:
        secret.encode()
    except UnicodeEncodeError:
        raise InvalidRequest("The text to redact is not valid UTF-8.") from None
    if len(secret.strip()) < SHORTEST:
        raise InvalidRequest(
            f"A text to redact has at least {SHORTEST} characters; a shorter one is everywhere."
        )
    filler = next((character for character in _FILLERS if character not in secret), None)
    if filler is None:
        raise InvalidRequest("The text to redact holds every masking character; redact a part.")
    return filler * min(len(secret), LONGEST_MASK)


def mask_made(text: str, secret: str, mask: str) -> str:
    """
    A text that was made of others, such as a title, with the secret masked.

    There it may stand in small letters, or may have been cut off at the end or before a sign that
    says so.
    """
    folded, begin = text.casefold(), secret[:_SHORTEST_CUT].casefold()
    if begin not in folded:
        return text.replace(secret, mask)
    text = re.sub(re.escape(secret), mask, text, flags=re.IGNORECASE)
    for length in range(len(secret) - 1, _SHORTEST_CUT - 1, -1):
        cut = re.escape(secret[:length]) + r"(?=\u2026|\s*\Z)"
        # A mask holds no sign that means something there.
        text = re.sub(cut, mask[:length], text, flags=re.IGNORECASE)
    return text


def mask_path(path: str, secret: str, mask: str) -> str:
    """A path with the secret masked; the slash that the secret may begin with stays a slash."""
    return path.replace(secret, "/" + mask[1:] if secret.startswith("/") else mask)


def mask_slug(path: str, slug: str) -> str:
    """A path with the slug of a secret masked in its last part, so that it stays one."""
    directory, slash, name = path.rpartition("/")
    filler = next((character for character in "xzq" if character not in slug), "x")
    return directory + slash + name.replace(slug, filler * min(len(slug), LONGEST_MASK))


def mask_json(
    document: str, secret: str, mask: str, masked: Callable[[str, str, str], str] = str.replace
) -> str:
    """A JSON document with the secret masked in every key and text value."""
    return json.dumps(_masked(json.loads(document), secret, mask, masked), ensure_ascii=False)


def holds(document: str, secret: str) -> bool:
    """Whether a text of a JSON document holds the secret, however JSON escapes it."""
    value = json.loads(document)
    return bool(_masked(value, secret, "", str.replace) != value)


def _masked(
    value: object, secret: str, mask: str, masked: Callable[[str, str, str], str]
) -> object:
    match value:
        case str():
            return masked(value, secret, mask)
        case dict():
            return {
                masked(str(key), secret, mask): _masked(item, secret, mask, masked)
                for key, item in value.items()
            }
        case list():
            return [_masked(item, secret, mask, masked) for item in value]
        case _:
            return value
