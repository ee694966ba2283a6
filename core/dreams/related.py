"""
Which changes of one proposal are about the same entries of the base. Pure.

One confirms a line and another cites it as the newer of two; whoever decides on one wants to know
of the other. Base lines that a change takes out or rewrites count, and those it cites.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.dreams.material.memories.cutting import entries_of
from core.dreams.proposal import Change

Place = tuple[str, int]
"""A path and a line of the base, from 1."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another change about the same entry."""

    change: Change
    path: str
    line: int
    """Where they meet first, in the pinned base."""


def related(
    changes: Sequence[Change], base: Mapping[str, Sequence[str]]
) -> dict[str, tuple[Related, ...]]:
    """For each change the others that touch what it touches, in the order of the proposal."""
    entries = _entries(base)
    touching: dict[Place, dict[str, bool]] = defaultdict(dict)
    for change in changes:
        for place, is_edited in touched(change):
            # What only asks is about what it cites; another change may cite a line in passing.
            counts = is_edited or not change.hunks
            at = touching[entries.get(place, place)]
            at[change.id] = at.get(change.id, False) or counts
    met: dict[str, dict[str, Place]] = {change.id: {} for change in changes}
    for place in sorted(touching):
        here = touching[place]
        for one in here:
            for other in here:
                if one != other and (here[one] or here[other]):
                    met[one].setdefault(other, place)
    return {
        change_id: tuple(Related(other, *found[other.id]) for other in changes if other.id in found)
        for change_id, found in met.items()
    }


def _entries(base: Mapping[str, Sequence[str]]) -> dict[Place, Place]:
    """For each line of an entry the place where the entry begins."""
    return {
        (path, line): (path, entry.start)
        for path, lines in base.items()
        for entry in entries_of(path, lines)
        for line in range(entry.start, entry.end + 1)
    }


def touched(change: Change) -> Iterator[tuple[Place, bool]]:
    """The base lines that a change speaks of, and whether it takes them out."""
    for hunk in change.hunks:
        for at in range(len(hunk.old_lines)):
            yield (hunk.old_path or hunk.path, hunk.old_start + at), True
    for one in change.evidence:
        path, _, line = one.source.rpartition(":")
        if one.event_id is None and line.isdecimal():
            for at in range(one.quote.count("\n") + 1):
                yield (path, int(line) + at), False
