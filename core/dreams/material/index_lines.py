"""
Lines that list memories, as those of an index do.

Pure. Two indexes may both list a memory: that of its folder and that of the store.
"""

import re
from collections.abc import Collection
from typing import Final

_PATH: Final = re.compile(r"[^\s()\[\]`\"'*]*\w\.\w+|/[^\s()\[\]`\"']+")
_LONGEST: Final = 400
"""Characters of a line; what says more is no line of an index."""


def lists_memory(text: str, paths: Collection[str]) -> bool:
    """
    Whether a text names a memory of the store by its path.

    Args:
        text: That of an entry.
        paths: Of the memories, from the root on; a text may name one from its own folder on.
    """
    if "/" not in text and ".md" not in text:
        return False
    named = {found.strip("./") for found in _PATH.findall(text[:_LONGEST])}
    return any(path.strip("/") in named or _ends_with(path, named) for path in paths)


def _ends_with(path: str, named: Collection[str]) -> bool:
    return any("." in name and path.endswith(f"/{name}") for name in named)
