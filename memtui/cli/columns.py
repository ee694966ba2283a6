"""
How many cells of a terminal a text takes, and what of it fits so many.

As `memtui.widgets.cells` says it for the app; but a command line does not wait for rich. Pure.
"""

import unicodedata


def width_of(text: str) -> int:
    """How many cells a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def shortened(text: str, room: int) -> str:
    """The text, or what of it fits so many cells, with an ellipsis."""
    if width_of(text) <= room:
        return text
    end = used = 0
    while used + _cells(text[end]) <= room - 1:
        used += _cells(text[end])
        end += 1
    return text[:end] + "…"


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
