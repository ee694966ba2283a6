"""
Whether two entries of one memory repeat each other.

Pure. Who writes a long text in one go tells a thing once, and then more of it, or the next one of
its kind in the same words: only what repeats word for word is there twice. In a small memory, among
notes, and where the lines were written at different times, somebody may have said it again without
having read on.
"""

import re
from collections.abc import Sequence
from typing import Final

from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.standing import is_in_heap

_FEW: Final = 40
"""Entries of a small memory, which agents write; what has more may be a reference."""
_MARKS: Final = re.compile(r"\*\*|__|`")
_STOPS: Final = ".,;:"
_ARTICLES: Final = frozenset(("the", "a", "an"))


def may_repeat(draft: Draft, first: Entry, second: Entry) -> bool:
    """Whether one of two entries may say what the other one does; anywhere but in one text."""
    return (
        first.path != second.path
        or len(draft.page_of(first).entries) <= _FEW
        or is_in_heap(first)
        or is_in_heap(second)
        or _times(draft, first).isdisjoint(_times(draft, second))
        or _row(first.text) == _row(second.text)
    )


def _times(draft: Draft, entry: Entry) -> frozenset[int]:
    """When its lines were written, as far as that is known."""
    lines = draft.page_of(entry).lines[entry.start - 1 : entry.end]
    return frozenset(line.time for line in lines if line.time is not None)


def _row(text: str) -> Sequence[str]:
    """The words as they are written, but for emphasis, articles, and stops behind them."""
    found = (word.rstrip(_STOPS) for word in _MARKS.sub("", text).split())
    row = [word for word in found if word and word.lower() not in _ARTICLES]
    # A sentence may begin with any word, and "q" is none.
    return [row[0][:1].lower() + row[0][1:], *row[1:]] if row and len(row[0]) > 1 else row
