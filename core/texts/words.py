"""
Which words of a changed line changed, for the marks inside a line of a diff.

Owns how a line is cut into words and when marks would help nobody. Pure, and safe on a line of any
length: memories may hold one line of 100 kB.
"""

import re
import unicodedata
from collections.abc import Iterable

Spans = tuple[tuple[int, int], ...]
"""Ranges of characters of one line, in order, none touching the next."""

MAX_CHARACTERS = 2_000
MAX_WORDS = 400
"""Beyond either limit only the ends that two lines share are looked at."""

MIN_LIKENESS = 0.4
"""Of two lines less alike than this nearly everything would be marked, which says nothing."""

_LONGEST_WORD = 60
"""A longer one in a long line is data, such as base64, and may be marked in part."""

_WORD = re.compile(r"\w+|\s+|.", re.DOTALL)
_JOINER = "\u200d"


def word_marks(old: str, new: str) -> tuple[Spans, Spans]:
    """
    What changed between two versions of one line: spans of the old one and of the new one.

    A change takes whole words, and one span goes over the spaces between changed words. Both are
    empty when the lines are equal, or so unlike that one is not a version of the other.
    """
    if old == new:
        return (), ()
    if len(old) <= MAX_CHARACTERS and len(new) <= MAX_CHARACTERS:
        old_words, new_words = _words(old), _words(new)
        if len(old_words) <= MAX_WORDS and len(new_words) <= MAX_WORDS:
            return _marks(old_words, new_words)
    return _marks_between_ends(old, new)


def _words(line: str) -> list[str]:
    """The words, runs of spaces and single other characters of a line; joined they give it back."""
    words: list[str] = _WORD.findall(line)
    if line.isascii():
        return words
    # An accent or a joined emoji must not be cut from what it stands on: a terminal would draw the
    # mark at the wrong cell.
    glued: list[str] = []
    for word in words:
        if glued and (_is_attached(word[0]) or glued[-1][-1] == _JOINER):
            glued[-1] += word
        else:
            glued.append(word)
    return glued


def _is_attached(character: str) -> bool:
    return character == _JOINER or unicodedata.category(character).startswith("M")


def _marks(old: list[str], new: list[str]) -> tuple[Spans, Spans]:
    # Imported here so that `import core` does not load it.
    from rapidfuzz.distance import Indel

    numbers: dict[str, int] = {}
    a = [numbers.setdefault(word, len(numbers)) for word in old]
    b = [numbers.setdefault(word, len(numbers)) for word in new]
    old_kept, new_kept = [False] * len(a), [False] * len(b)
    for run in Indel.opcodes(a, b).as_matching_blocks():
        old_kept[run.a : run.a + run.size] = [True] * run.size
        new_kept[run.b : run.b + run.size] = [True] * run.size
    # Spaces say nothing about likeness: any two sentences share them.
    size = _size(old) + _size(new)
    same = 2 * _size(word for word, kept in zip(old, old_kept, strict=True) if kept)
    if size and same < MIN_LIKENESS * size:
        return (), ()
    return _spans(old, old_kept), _spans(new, new_kept)


def _size(words: Iterable[str]) -> int:
    return sum(len(word) for word in words if not word.isspace())


def _spans(words: list[str], kept: list[bool]) -> Spans:
    """The characters of the words that were not kept, and of a space between two of those."""
    spans: list[tuple[int, int]] = []
    end = 0
    for at, word in enumerate(words):
        start, end = end, end + len(word)
        inner = 0 < at < len(words) - 1 and not (kept[at - 1] or kept[at + 1])
        if kept[at] and not (inner and word.isspace()):
            continue
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def _marks_between_ends(old: str, new: str) -> tuple[Spans, Spans]:
    """One span on each side: all but the words that both lines begin and end with."""
    head = _shared_start(old, new)
    tail = _shared_start(old[head:][::-1], new[head:][::-1])
    if 2 * (head + tail) < MIN_LIKENESS * (len(old) + len(new)):
        return (), ()
    head -= _into_word((old, head), (new, head), step=-1)
    tail -= _into_word((old, len(old) - tail), (new, len(new) - tail), step=1)
    return _span(head, len(old) - tail), _span(head, len(new) - tail)


def _span(start: int, end: int) -> Spans:
    return ((start, end),) if start < end else ()


def _shared_start(old: str, new: str) -> int:
    """How many characters two texts begin with alike: halving, since a slice compares fast."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _into_word(*cuts: tuple[str, int], step: int) -> int:
    """How many characters all cuts must move by `step` so that none is inside a word."""
    for moved in range(_LONGEST_WORD):
        if not any(_is_inside_word(line, at + step * moved) for line, at in cuts):
            return moved
    return 0


def _is_inside_word(line: str, at: int) -> bool:
    return 0 < at < len(line) and len(_words(line[at - 1 : at + 1])) == 1
