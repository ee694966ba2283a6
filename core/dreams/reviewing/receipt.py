"""
What became of every line of a store between two states of it.

Pure, and knows nothing of proposals: it is given the texts before and after, and finds out by
itself. So when applying a review has a bug, the receipt says something else than the review did.
`attribution` compares the two. A line is told by its words; its line end is no part of it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.dreams.lines import bared, lines_of
from core.texts.align import align

_WORD = re.compile(r"[^\W_]+(?:[.:/@_-]+[^\W_]+)*")

MIN_SHARED = 0.5
"""A file that is gone and a new one are one file that moved when so many lines are the same."""


class Fate(StrEnum):
    """What became of a line."""

    KEPT = "kept"
    MOVED = "moved"
    """The same line stands elsewhere now."""
    MERGED = "merged"
    """Another line holds every word of it now."""
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file; counted from 1."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Lost:
    """A line that does not stand in its place any more."""

    place: Place
    text: str
    fate: Fate
    to: Place | None = None
    """Where it moved, or the line that it was merged into."""


@dataclass(frozen=True, slots=True)
class Added:
    """A line that was not there."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is different, and how much is not; over the files that differ."""

    kept: int
    lost: tuple[Lost, ...]
    added: tuple[Added, ...]
    moved_files: Mapping[str, str]
    """Old path to new one."""
    paths: tuple[str, ...]
    """The files that differ, by their path before where they had one."""


Others = Callable[[], Mapping[str, str]]


def compare(before: Mapping[str, str], after: Mapping[str, str], others: Others = dict) -> Facts:
    """
    What became of every line.

    Args:
        before, after: The texts by their paths, of a whole store or of what differs.
        others: The texts that do not differ, asked for only when a line left: it may have been
            merged into one of theirs.
    """
    moved = _moved_files(before, after)
    pairs: list[tuple[str | None, str | None]] = [
        (path, moved.get(path, path if path in after else None)) for path in before
    ]
    came_from = set(moved.values())
    pairs += [(None, path) for path in after if path not in before and path not in came_from]
    kept = 0
    gone: list[tuple[Place, str]] = []
    added: list[Added] = []
    standing: list[tuple[Place, str]] = []
    paths = []
    for old_path, new_path in pairs:
        old = _lines(before[old_path]) if old_path is not None else ()
        new = _lines(after[new_path]) if new_path is not None else ()
        if old_path == new_path and before[old_path or ""] == after[new_path or ""]:
            continue
        paths.append(old_path or new_path or "")
        at = 0
        for block in align(old, new).blocks:
            kept += block.old_start - at
            at = block.old_end
            gone += [
                (Place(old_path or "", number + 1), old[number])
                for number in range(block.old_start, block.old_end)
            ]
            added += [
                Added(Place(new_path or "", number + 1), new[number])
                for number in range(block.new_start, block.new_end)
            ]
        kept += len(old) - at
        standing += [(Place(new_path or "", n), line) for n, line in enumerate(new, 1)]
    if gone:
        standing += [
            (Place(path, number), line)
            for path, text in others().items()
            for number, line in enumerate(_lines(text), 1)
        ]
    lost = tuple(_fates(gone, added, standing))
    return Facts(kept, lost, tuple(added), moved, tuple(sorted(paths)))


def _lines(text: str) -> tuple[str, ...]:
    return bared(lines_of(text).lines)


def _moved_files(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    gone = {path: Counter(_lines(before[path])) for path in before if path not in after}
    new = {path: Counter(_lines(after[path])) for path in after if path not in before}
    likeness = sorted(
        (
            (-_shared(lines, others), old, path)
            for old, lines in gone.items()
            for path, others in new.items()
        ),
    )
    moved: dict[str, str] = {}
    for shared, old, path in likeness:
        if -shared >= MIN_SHARED and old not in moved and path not in moved.values():
            moved[old] = path
    return moved


def _shared(lines: "Counter[str]", others: "Counter[str]") -> float:
    longest = max(lines.total(), others.total())
    return (lines & others).total() / longest if longest else 1.0


def _fates(
    gone: Iterable[tuple[Place, str]],
    added: Iterable[Added],
    standing: Iterable[tuple[Place, str]],
) -> Iterator[Lost]:
    came: dict[str, list[Place]] = defaultdict(list)
    for line in added:
        came[line.text].append(line.place)
    words = _Words(standing)
    for place, text in gone:
        if not text.strip():
            yield Lost(place, text, Fate.REMOVED)
        elif came[text]:
            yield Lost(place, text, Fate.MOVED, came[text].pop(0))
        else:
            into = words.holder(text)
            yield Lost(place, text, Fate.REMOVED if into is None else Fate.MERGED, into)


class _Words:
    """Finds the shortest line that holds all words of another."""

    def __init__(self, lines: Iterable[tuple[Place, str]]) -> None:
        self._lines = list(lines)
        self._by_word: dict[str, set[int]] | None = None
        self._words: list[Counter[str]] = []

    def holder(self, text: str) -> Place | None:
        if self._by_word is None:
            self._by_word = self._index()
        wanted = _words(text)
        found: set[int] | None = None
        for word in wanted:
            having = self._by_word.get(word, set())
            found = set(having) if found is None else found & having
            if not found:
                return None
        fitting = [at for at in found or () if wanted <= self._words[at]]
        best = min(fitting, key=lambda at: (self._words[at].total(), at), default=None)
        return None if best is None else self._lines[best][0]

    def _index(self) -> dict[str, set[int]]:
        by_word: dict[str, set[int]] = defaultdict(set)
        for at, (_, line) in enumerate(self._lines):
            self._words.append(_words(line))
            for word in self._words[at]:
                by_word[word].add(at)
        return by_word


def _words(text: str) -> "Counter[str]":
    return Counter(word.casefold() for word in _WORD.findall(text))
