"""
A hunk that conflicts with what is in its file now, as a page to decide on. Pure.
"""

from collections.abc import Mapping

from core.diff import diff, rows
from core.dreams.reviewing.sides import HunkSides
from core.merge import Choice

SIDES: Mapping[str, Choice] = {"m": Choice.MINE, "b": Choice.BOTH}
"""What a key takes, where the two conflict; `t` rejects the hunk, `e` is a text of one's own."""

_MOST = 14
_SIGNS = {"added": ("+", "add"), "removed": ("-", "del"), "context": (" ", "dim")}


def settling(sides: HunkSides) -> tuple[str, list[tuple[str, str]], Mapping[str, str]]:
    """A title, both sides against their base, and what may be answered."""
    lines = [
        ("what is there now, against what the dream read:", "strong"),
        *_changed(sides.base, sides.theirs),
        ("", ""),
        ("what the dream proposes:", "strong"),
        *_changed(sides.base, sides.mine),
    ]
    answers = {
        "m": "the dream's",
        "t": "what is there (rejects)",
        "b": "both",
        "e": "edit the merge",
    }
    return f"{sides.path} changed since the dream read it", lines, answers


def _changed(old: str, new: str) -> list[tuple[str, str]]:
    shown = [
        (f"{_SIGNS[row.kind][0]} {row.text}", _SIGNS[row.kind][1])
        for row in rows(diff(old, new), 1)
        if row.kind in _SIGNS
    ]
    if len(shown) > _MOST:
        return [*shown[:_MOST], (f"and {len(shown) - _MOST} more lines", "dim")]
    return shown
