"""
What a tool is called with that is no command line: its parameters, flat, and what its name tells.

Pure.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.transcripts.fields import Json, dumped, words

PATH_FIELDS: Final = ("file_path", "path", "filename", "absolute_path", "target_file")
_NO_OPTIONS: Final = frozenset({"command", "cmd", "script", "description", *PATH_FIELDS})
_LONGEST_OPTION: Final = 40
_LONGEST: Final = 200
_DEEPEST: Final = 4
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_LOOKING: Final = words(
    "get list read search show find fetch query lookup describe view check count status stat head"
    " ls cat info help think todo plan ask note wait sleep"
)
"""Verbs of what changes nothing out there, and so can have made nothing work."""


def leaves_of(given: dict[str, Json]) -> dict[str, str]:
    """Each parameter as text, by its name; members of objects by their own names."""
    found: dict[str, str] = {}
    for name, value in _leaves(given):
        if value not in (None, "", [], {}):
            text = value if isinstance(value, str) else dumped(value)
            found.setdefault(name, text[:_LONGEST])
    return found


def text_names_of(given: dict[str, Json]) -> frozenset[str]:
    """The names of those that are texts."""
    return frozenset(name for name, value in _leaves(given) if isinstance(value, str))


def _leaves(given: dict[str, Json]) -> Iterator[tuple[str, Json]]:
    waiting: list[tuple[str, Json, int]] = [(name, one, 0) for name, one in given.items()]
    while waiting:
        name, value, depth = waiting.pop()
        if isinstance(value, dict) and value and depth < _DEEPEST:
            waiting += [(own, member, depth + 1) for own, member in value.items()]
        else:
            yield name, value


def options_of(given: dict[str, Json]) -> frozenset[str]:
    """The parameters that are set beside what a call is about."""
    return frozenset(
        name
        for name, value in given.items()
        if name not in _NO_OPTIONS and (value is True or (value and not _is_long(value)))
    )


def texts_of(given: dict[str, Json]) -> frozenset[str]:
    """The lines of all texts that no path is in, without blanks."""
    return frozenset(
        line
        for name, value in given.items()
        if isinstance(value, str) and name not in PATH_FIELDS
        for whole in value.split("\n")
        if (line := "".join(whole.split()))
    )


def _is_long(value: Json) -> bool:
    is_text = isinstance(value, str) and len(value) > _LONGEST_OPTION
    return is_text or not isinstance(value, (str, int, float))


def looks_by_name(tool: str) -> bool:
    """Whether the name of a tool says that it only looks: `crm_get`, `listOrders`."""
    own = tool.rpartition("__")[2]
    return not _LOOKING.isdisjoint(word.lower() for word in _WORD.findall(own))
