"""
Whether two entries of one memory repeat each other.

Pure. Who writes a memory in one go tells a thing once, and then more of it, or the next one of its
kind in the same words: only what repeats word for word is there twice. Among notes, and where the
lines were written at different times, somebody may have said it again without having read on.
"""

from collections.abc import Iterable
from typing import Final

from core.dreams.extract.language.facts import form_of
from core.dreams.extract.language.senses import placed
from core.dreams.material.memories.draft import Draft
from core.dreams.material.memories.entries import Entry
from core.dreams.material.memories.standing import is_in_heap

_ARTICLES: Final = frozenset(("the", "a", "an"))


def may_repeat(draft: Draft, first: Entry, second: Entry) -> bool:
    """Whether one of two entries may say what the other one does; anywhere but in one text."""
    return (
        first.path != second.path
        or is_in_heap(first)
        or is_in_heap(second)
        or _times(draft, first).isdisjoint(_times(draft, second))
        or list(_row(first.text)) == list(_row(second.text))
    )


def _times(draft: Draft, entry: Entry) -> frozenset[int]:
    """When its lines were written, as far as that is known."""
    lines = draft.page_of(entry).lines[entry.start - 1 : entry.end]
    return frozenset(line.time for line in lines if line.time is not None)


def _row(text: str) -> Iterable[str]:
    """The words as they follow each other, in any form."""
    for sentence in placed(text):
        for one in sentence:
            low = one.token.text.lower()
            if low not in _ARTICLES:
                yield one.fact[1] if one.fact else form_of(low)
