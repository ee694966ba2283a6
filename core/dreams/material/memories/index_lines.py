"""
Lines that list memories, as those of an index do.

Pure. Two indexes may both list a memory: that of its folder and that of the store.
"""

import re
from collections.abc import Container, Iterable
from typing import Final

_PATH: Final = re.compile(r"[^\s()\[\]`\"'*]*\w\.\w+|/[^\s()\[\]`\"']+")
_LONGEST: Final = 400
"""Characters of a line; what says more is no line of an index."""


def ways_to_name(paths: Iterable[str]) -> frozenset[str]:
    """How memories may be named: by the whole path, or from any of their folders on."""
    found: set[str] = set()
    for path in paths:
        rest = path.strip("/")
        while rest:
            found.add(rest)
            rest = rest.partition("/")[2]
    return frozenset(found)


def lists_memory(text: str, ways: Container[str]) -> bool:
    """
    Whether a text names a memory of the store by its path.

    Args:
        text: That of an entry.
        ways: What `ways_to_name` gives for the memories of the store.
    """
    if "/" not in text and ".md" not in text:
        return False
    named = (found.strip("./") for found in _PATH.findall(text[:_LONGEST]))
    return any(name in ways for name in named)
