"""
Which names in a directory may be memories, which are nobody's business, and which are ours. Pure.
"""

import re
from typing import Final

from core.errors import InvalidRequest
from core.paths import MARKER, MAX_SEGMENTS, check_path

OWN: Final = "/.memtui"
"""Ours, in every mount: conflicts, history, and what they are."""

TEMPORARY: Final = ".memtui-part-"
"""How names of files begin while they are written."""

HIDDEN: Final = "It is hidden, so it stays here."

_PASSING: Final = re.compile(
    # Editors' copies, locks and trials, what deleted files of a network share and a desktop leave,
    # and our own files that are being written.
    r"\..*\.sw[a-p]|.*~|#.*#|\.#.*|4913|\.nfs[0-9a-f]+|\.goutputstream-.*|\.~lock\..*#"
    r"|\.DS_Store|\.memtui-part-.*"
)


def is_passing(name: str) -> bool:
    """Whether a file is of no interest to anybody: it is not even named as left out."""
    return _PASSING.fullmatch(name) is not None


def is_ours(path: str) -> bool:
    """Whether a path in the directory is the mount's own."""
    return path in (OWN, MARKER) or path.startswith(f"{OWN}/")


def why_not(path: str, *, is_directory: bool) -> str | None:
    """Why nothing at this path can be a memory."""
    if path.rpartition("/")[2].startswith("."):
        return HIDDEN
    if is_directory and path.count("/") >= MAX_SEGMENTS:
        return f"It lies deeper than the {MAX_SEGMENTS} segments of a path."
    try:
        check_path(path)
    except InvalidRequest as broken:
        return str(broken)
    return None


def why_not_above(path: str) -> str | None:
    """Why nothing in this directory can be a memory, by its name or one above."""
    while path:
        reason = why_not(path, is_directory=True)
        if reason is not None:
            return reason
        path = path.rpartition("/")[0]
    return None
