"""
Which rows of a review belong together: the line that goes, and the one that it became. Pure.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, zip_longest

from memtui.reviewing.leaves import Leaf
from memtui.reviewing.rows import ReviewRow, RowKind

Beside = tuple[int | None, int | None] | int
"""Rows of the old and of the new text, or one that is of neither."""

_CHANGED = (RowKind.REMOVED, RowKind.ADDED)


def beside(rows: Sequence[ReviewRow], leaves_of: Callable[[str], Sequence[Leaf]]) -> list[Beside]:
    """
    The rows as two sides; a line stands beside what it became.

    Args:
        leaves_of: The leaves of a hunk, by its id.
    """
    found: list[Beside] = []
    for part_id, run in groupby(enumerate(rows), key=lambda one: _changed_of(one[1])):
        if part_id is not None:
            changed = [at for at, _ in run]
            old = [at for at in changed if rows[at].kind is RowKind.REMOVED]
            new = [at for at in changed if rows[at].kind is RowKind.ADDED]
            # Where there is only one side there is nothing to find for it.
            found += (
                _changed(old, new, leaves_of(part_id)) if old and new else zip_longest(old, new)
            )
            continue
        for at, row in run:
            found.append((at, at) if row.kind is RowKind.CONTEXT else at)
    return found


def partners(rows: Sequence[ReviewRow]) -> dict[int, int]:
    """Which removed line became which added one: those at the same place of their hunk."""
    found: dict[int, int] = {}
    removed: dict[str, list[int]] = {}
    added: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if row.part_id is not None and row.kind in _CHANGED:
            kept = removed if row.kind is RowKind.REMOVED else added
            kept.setdefault(row.part_id, []).append(at)
    for part_id, lines in removed.items():
        for old, new in zip(lines, added.get(part_id, ()), strict=False):
            found[old], found[new] = new, old
    return found


def _changed_of(row: ReviewRow) -> str | None:
    """The hunk that a changed line is of."""
    return row.part_id if row.kind in _CHANGED else None


def _changed(old: Sequence[int], new: Sequence[int], leaves: Iterable[Leaf]) -> list[Beside]:
    found: list[Beside] = []
    # What only goes and what only comes in one place is likely one text that was written anew.
    gone: list[int] = []
    come: list[int] = []
    for leaf in leaves:
        goes = old[leaf.old.start : leaf.old.stop]
        comes = new[leaf.new.start : leaf.new.stop]
        if goes and comes:
            found += [*zip_longest(gone, come), *zip_longest(goes, comes)]
            gone, come = [], []
        else:
            gone += goes
            come += comes
    return [*found, *zip_longest(gone, come)]
