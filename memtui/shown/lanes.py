"""
The lanes of a timeline in cells and signs: what stands in each, and which one is next. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.overseeing.marks import MarkKind
from memtui.backend.timeline import Lane
from memtui.shown.timescale import Scale
from memtui.widgets import timeline_words as words

TOTAL = 6
"""Cells of the number of marks at the end of a row."""
_FEW = 10

Key = tuple[str, str | None]
Piece = tuple[str, str]
"""A sign and its look."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How many cells the parts of a row have, the edge of the cursor not among them."""

    name: int
    columns: int

    @classmethod
    def of(cls, width: int) -> "Layout":
        """For a pane so wide."""
        name = 14 if width < 100 else 24
        return cls(name, max(_FEW, width - 1 - name - TOTAL))


def key_of(lane: Lane) -> Key:
    """What a lane is told from others by."""
    return lane.agent, lane.session_id


def counts_at(lane: Lane, column: int) -> dict[MarkKind, int]:
    """How many marks of each kind a cell has."""
    return {
        kind: counts[column]
        for kind, counts in lane.counts.items()
        if column < len(counts) and counts[column]
    }


def most_in_a_cell(lanes: Sequence[Lane]) -> int:
    """How many marks the fullest cell has."""
    return max((sum(cell) for lane in lanes for cell in _columns(lane)), default=1)


def next_cell(
    lane: Lane, moment: datetime, shown: Scale, *, is_back: bool
) -> tuple[datetime, datetime] | None:
    """The next cell of a lane that has marks, from a moment on, as a span; `None`: none in view."""
    columns = _columns(lane)
    here = shown.column(moment)
    order = (
        range(min(here, shown.columns) - 1, -1, -1)
        if is_back
        else range(max(here + 1, 0), shown.columns)
    )
    for column in order:
        if sum(columns[column]):
            return shown.start(column), shown.start(column + 1)
    return None


def heights(lane: Lane, most: int) -> list[Piece]:
    """How full each cell of a lane is, beside the fullest of all."""
    return [(words.height(sum(cell), most), "dim") for cell in _columns(lane)]


def signs(lane: Lane, shown: Scale, cursor: datetime | None) -> list[Piece]:
    """What happened in each cell of a lane; `cursor` is the moment of the mark it is on."""
    pieces = [words.sign(counts_at(lane, column)) for column in range(shown.columns)]
    if cursor is not None:
        column = shown.column(cursor)
        if column < 0:
            pieces[0] = ("◀", "here")
        elif column >= shown.columns:
            pieces[-1] = ("▶", "here")
        else:
            pieces[column] = (pieces[column][0], "here")
    return pieces


def in_runs(pieces: list[Piece], columns: int) -> Iterator[Piece]:
    """So many columns of a lane; neighbours of one look are one piece."""
    # In between two sizes the answer is for the one before.
    pieces = pieces[-columns:]
    pieces += [(" ", "")] * (columns - len(pieces))
    run, look = "", pieces[0][1]
    for piece, own in pieces:
        if own != look:
            yield run, look
            run, look = "", own
        run += piece
    yield run, look


def _columns(lane: Lane) -> list[tuple[int, ...]]:
    return list(zip(*lane.counts.values(), strict=True))
