"""
A text that pretends to be over, so that what follows is taken for another speaker or for a tool.

Pure. A result that closes what it never opened ends for its reader in the middle.
"""

import re
from typing import Final

_TOOL: Final = r"(?:(?:tool|function)_(?:results?|response|output|call)|tool_use|observation)"
_CLOSED: Final = re.compile(
    rf"(?i)</{_TOOL}>\s{{0,8}}(?:</\w{{1,20}}>\s{{0,8}}){{0,3}}(?P<turn><(?:user|human|system"
    r"|assistant)>|(?:\A|(?<=\s)|(?<=>))(?:user|human|system|assistant)\s?:)"
)
_OPENED: Final = re.compile(rf"(?i)<{_TOOL}\b")
_QUOTED: Final = re.compile(r"[`'\"]\Z")


def pretended_turn(text: str) -> re.Match[str] | None:
    """Where a text closes a tool's result that it never opened, and lets somebody else speak."""
    found = _CLOSED.search(text)
    if found is None or _OPENED.search(text, 0, found.start()) is not None:
        return None
    return None if _QUOTED.search(text[: found.start()]) else found
