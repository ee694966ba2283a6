"""
What went wrong, where a tool says it as JSON: the text that tells it, and all that goes with it.

Pure. By the names that the members of such answers have everywhere, however deep they stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.transcripts.fields import Json, parsed

_TELLING: Final = (
    *("message", "error_message", "errormessage", "msg", "detail", "error_description"),
    *("description", "reason", "cause", "issue", "details", "error", "errors", "title"),
    *("faultstring", "code", "error_code", "errorcode", "type", "status"),
)
"""Members that say what went wrong; of several, those that say it in words before short names."""
_ABOUT: Final = ("field", "param", "parameter", "property", "loc", "pointer")
"""Members that say of what."""
_RANKS: Final = {name: rank for rank, name in enumerate((*_TELLING, *_ABOUT))}
_LIST: Final = re.compile(r"\s*+\[\s*+\{")
_LONGEST: Final = 20_000
_SHORTEST: Final = 8
"""Characters of a text by which an error can be known."""
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says went wrong."""

    text: str
    """The text that tells it, as it stands in the answer."""
    whole: str
    """All that tells it, as one text, to know the same error by."""


def said_in(answer: str) -> Said | None:
    """What a list, or an object, also behind some words, says went wrong in a text of its own."""
    start = 0 if _LIST.match(answer) else answer.find("{")
    if start < 0 or len(answer) > _LONGEST:
        return None
    found = sorted(_texts(parsed(answer[start:].strip()), "", 0), key=lambda one: _RANKS[one[0]])
    told = [text for name, text in found if name in _TELLING]
    texts = [text for text in told if len(text) >= _SHORTEST and text in answer]
    if not texts:
        return None
    # A sentence tells more than a name does.
    best = next((text for text in texts if " " in text), texts[0])
    return Said(best, " ".join(dict.fromkeys((best, *(text for _, text in found)))))


def _texts(value: Json, name: str, depth: int) -> Iterator[tuple[str, str]]:
    """The texts of these members, each with its name, however deep they stand."""
    match value:
        case str() as text if name in _RANKS and text.strip() and "\n" not in text.strip():
            yield name, text.strip()
        case list() as items if depth < _DEEPEST:
            for item in items:
                yield from _texts(item, name, depth + 1)
        case dict() as members if depth < _DEEPEST:
            for own, member in members.items():
                yield from _texts(member, own.lower(), depth + 1)
        case _:
            pass
