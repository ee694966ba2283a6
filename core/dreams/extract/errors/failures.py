"""
Failures that every agent meets, in the words of different programs and harnesses.

Pure. What one editor calls "not found in file" another calls "did not appear verbatim"; a shell and
an interpreter say each in its way that something is not installed. So that these are the same
failure, each is known by what it says, and by what it says it about.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Known(StrEnum):
    """What went wrong."""

    MISSING = "not installed"
    """A program or a module is not there."""
    NO_PACKAGE = "no such package"
    """The same, where packages are not Python's."""
    NO_FILE = "no such file"
    NO_MATCH = "text not found"
    """The text that an edit was to replace does not stand in the file."""
    NOT_UNIQUE = "text not unique"
    """It stands there more than once."""
    UNREAD = "not read before"
    CHANGED = "changed since it was read"
    TOO_LARGE = "too large to read"


OF_SHELLS: Final = frozenset({Known.MISSING, Known.NO_PACKAGE})
OF_LOOKS: Final = OF_SHELLS | {Known.NO_FILE}
OF_EDITS: Final = frozenset(
    {Known.NO_FILE, Known.NO_MATCH, Known.NOT_UNIQUE, Known.UNREAD, Known.CHANGED}
)
OF_READS: Final = frozenset({Known.NO_FILE, Known.TOO_LARGE})


@dataclass(frozen=True, slots=True)
class Told:
    """What a line of a result says went wrong."""

    known: Known
    says: str
    """The words that say it, as they stand in the line."""
    about: str
    """The program, module or file that they are about, if they name one."""


_SH: Final = r"^(?:\S*/)?(?:ba|z|da|k)?sh: (?:line \d+: |\d+: )?"
_WORDS: Final = (
    (
        Known.MISSING,
        (
            r"(?P<says>No module named) ['\"]?(?P<about>[A-Za-z_][\w.]*)",
            rf"{_SH}(?P<about>[\w.+-]+): (?P<says>(?:command )?not found)\s*$",
            r"^(?:zsh|\(eval\)):(?:\d+:)? (?P<says>command not found): (?P<about>[\w.+-]+)",
        ),
    ),
    (
        Known.NO_PACKAGE,
        (r"(?P<says>Cannot find (?:module|package)) ['\"](?P<about>@?[\w-][^'\"\s]*)",),
    ),
    (
        Known.NO_MATCH,
        (
            r"(?P<says>String to replace not found)",
            r"(?P<says>did not appear verbatim)",
            r"(?P<says>(?:Failed|failed) to find (?:expected lines|context))",
            r"(?P<says>could not find the string to replace|0 occurrences found)",
            r"^(?P<says>Text not found)",
            r"(?P<says>oldString not found|does not match anything in the file)",
        ),
    ),
    (
        Known.NOT_UNIQUE,
        (
            r"(?P<says>matches of the string to replace)",
            r"(?P<says>Multiple occurrences of old_str(?:ing)?)",
            r"(?P<says>[Ee]xpected 1 occurrence)",
            r"(?P<says>old_str(?:ing)? is not unique|Found multiple matches)",
        ),
    ),
    (
        Known.UNREAD,
        (r"(?P<says>has not been read yet)", r"(?P<says>You must read the file)"),
    ),
    (Known.CHANGED, (r"(?P<says>has been (?:modified since|unexpectedly modified))",)),
    (
        Known.TOO_LARGE,
        (r"(?P<says>exceeds maximum allowed (?:tokens|size))", r"(?P<says>[Ff]ile is too large)"),
    ),
    (
        Known.NO_FILE,
        (
            r"(?P<says>(?:File|Path) does not exist)",
            r"(?P<says>[Ff]ile not found)",
            r"(?P<says>[Nn]o such file or directory)",
        ),
    ),
)
_PATTERNS: Final = tuple((known, re.compile(words)) for known, ways in _WORDS for words in ways)


def told(line: str, among: frozenset[Known]) -> Told | None:
    """What a line says went wrong, if it is one of these."""
    for known, pattern in _PATTERNS:
        found = pattern.search(line) if known in among else None
        if found is not None:
            about = found.groupdict().get("about") or ""
            return Told(known, found["says"], about.rstrip("."))
    return None
