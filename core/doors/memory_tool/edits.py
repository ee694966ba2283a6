"""
The edits of the memory tool: they refuse in its words, and end the last line as it does. Pure.
"""

from dataclasses import dataclass

from core.doors.memory_tool import texts
from core.text import split_lines
from core.texts.edits import EditRefused, Insert, StrReplace, occurrences


@dataclass(frozen=True, slots=True)
class Replacement(StrReplace):
    """Replace a text that occurs exactly once, and refuse in the words of the memory tool."""

    path: str

    def apply(self, text: str) -> str:
        """The text with the one occurrence replaced."""
        lines = occurrences(text, self.old)
        if not lines:
            raise EditRefused(texts.not_there(self.old, self.path))
        if len(lines) > 1:
            raise EditRefused(texts.not_unique(self.old, lines))
        return StrReplace.apply(self, text)


@dataclass(frozen=True, slots=True)
class Insertion(Insert):
    """Add lines after a line; the last line of the text gets a line end too."""

    def apply(self, text: str) -> str:
        """The text with the lines in it."""
        count = len(split_lines(text))
        if not 0 <= self.line <= count:
            raise EditRefused(texts.no_such_line(self.line, count))
        new = Insert.apply(self, text)
        return new if new.endswith("\n") else new + "\n"


def replaced_at(was: str, now: str, old: str, new: str) -> int:
    """The character of the new content at which the replacement begins."""
    place = was.find(old)
    if place >= 0 and was.replace(old, new, 1) == now:
        return place
    # Somebody else wrote in between; this only chooses what is shown.
    if new:
        return now.find(new)
    pairs = enumerate(zip(was, now, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(was), len(now)))
