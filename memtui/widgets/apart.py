"""
Texts of one list, cut so that those that differ look different. Pure.

A text keeps its beginning as long as that is like no other; one that begins as another keeps a part
of it, and what stands where the two part.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise, takewhile
from operator import eq

from rich.cells import cell_len, set_cell_size

from memtui.widgets.cells import fit, fit_both, fit_left, wrap

_BEFORE = 12
"""Characters before what differs, at most, to begin with a whole word."""

_DEEPEST = 3
"""Rows of one text."""

_LEAST = 9
"""Cells with which there is room for a beginning and for what differs."""


def cut_apart(texts: Sequence[str], width: int) -> dict[str, str]:
    """Each text in exactly `width` cells; of a path the end says most, so it keeps that."""
    texts = [*dict.fromkeys(texts)]
    found = {text: _plain(text, width) for text in texts}
    for way in (partial(_cut_where_they_part, _parting(found)), fit_both):
        for text in _alike(found):
            found[text] = way(text, width)
    return found


def in_rows(texts: Sequence[str], width: int, most: int) -> list[list[str]]:
    """
    Each text in rows of at most `width` cells, as many of them as say most.

    Args:
        most: The rows that there is room for; with more texts than that each has one.
    """
    # A path has no words to begin a row with.
    has_room = len(texts) < most and not any(map(_is_path, texts))
    for depth in range(_DEEPEST, 1, -1):
        found = _in_rows(texts, width, depth) if has_room else {}
        if found and sum(len(found[text]) for text in texts) <= most:
            return [found[text] for text in texts]
    cut = cut_apart(texts, width)
    return [[cut[text]] for text in texts]


def _in_rows(texts: Sequence[str], width: int, depth: int) -> dict[str, list[str]]:
    """Each text in so many rows at most."""
    found: dict[str, list[str]] = {}
    # A row ends with a word, so it holds half of its cells at least, and seldom all.
    for room in range(depth * width, depth * width // 2 - 1, -2):
        for text, cut in cut_apart(texts, room).items():
            rows = _wrapped(cut.rstrip(), width)
            if text not in found and len(rows) <= depth:
                found[text] = rows
        if len(found) == len(set(texts)):
            break
    return found


def _wrapped(text: str, width: int) -> list[str]:
    starts = wrap(text, width)
    return [text[start:end].rstrip() for start, end in pairwise([*starts, len(text)])]


def _plain(text: str, width: int) -> str:
    return (fit_left if _is_path(text) else fit)(text, width)


def _is_path(text: str) -> bool:
    # A title may begin with a path; of a path alone the end says most.
    return text.startswith("/") and " " not in text


def _alike(found: dict[str, str]) -> list[str]:
    """The texts that look like another one."""
    count = Counter(found.values())
    return [text for text, shown in found.items() if count[shown] > 1]


def _parting(texts: Iterable[str]) -> Callable[[str], int]:
    """Gives where a text parts from the one that is most like it from the beginning on."""
    # In order, that one is a neighbour.
    ordered = sorted(texts)
    places = dict.fromkeys(ordered, 0)
    for before, after in pairwise(ordered):
        at = _begun_alike(before, after)
        places[before] = max(places[before], at)
        places[after] = max(places[after], at)
    return places.__getitem__


def _begun_alike(text: str, other: str) -> int:
    return sum(1 for _ in takewhile(bool, map(eq, text, other)))


def _cut_where_they_part(parting: Callable[[str], int], text: str, width: int) -> str:
    if cell_len(text) <= width or width < _LEAST:
        return fit(text, width)
    begin = set_cell_size(text, width // 3)
    at = parting(text)
    word = text.rfind(" ", max(len(begin), at - _BEFORE), at) + 1
    start = max(len(begin), word or at - _BEFORE // 2)
    if start >= len(text):
        # It is what the other begins with.
        return fit_both(text, width)
    return f"{begin}…{fit(text[start:], width - cell_len(begin) - 1)}"
