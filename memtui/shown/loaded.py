"""
What is loaded of a transcript: a few stretches in a row, of however many the session has. Pure.

One edge is read on, and the other one is given up, so that a session of any length costs the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.transcripts.accesses import Access
from core.transcripts.stored import StoredEvent
from core.transcripts.views import Stretch


@dataclass(frozen=True, slots=True)
class Loaded:
    """See the module."""

    pieces: tuple[Stretch, ...] = ()

    def with_piece(self, piece: Stretch, *, is_after: bool, kept: int) -> "Loaded":
        """
        With one more stretch behind the others, or in front of them.

        Args:
            kept: Events that stay at least; beyond them stretches at the other edge go.
        """
        pieces = [*self.pieces, piece] if is_after else [piece, *self.pieces]
        far = 0 if is_after else -1
        count = sum(len(one.events) for one in pieces)
        while len(pieces) > 1 and count - len(pieces[far].events) >= kept:
            count -= len(pieces.pop(far).events)
        return Loaded(tuple(pieces))

    @property
    def has_before(self) -> bool:
        """Whether there is more in front of it."""
        return bool(self.pieces) and self.pieces[0].has_before

    @property
    def has_after(self) -> bool:
        """Whether there is more behind it."""
        return bool(self.pieces) and self.pieces[-1].has_after

    @property
    def events(self) -> Iterator[StoredEvent]:
        """All events, in their order."""
        return (event for piece in self.pieces for event in piece.events)

    @property
    def count(self) -> int:
        """How many events there are."""
        return sum(len(piece.events) for piece in self.pieces)

    @property
    def first(self) -> StoredEvent | None:
        """The first event."""
        return next(self.events, None)

    @property
    def last(self) -> StoredEvent | None:
        """The last event."""
        return next((piece.events[-1] for piece in reversed(self.pieces) if piece.events), None)

    def position(self, event_id: str) -> int:
        """Which event of the whole session one of these is, from 1, if none is left out."""
        ids = (event.id for event in self.events)
        before = self.pieces[0].before
        return before + next(at for at, one in enumerate(ids, start=1) if one == event_id)

    def accesses(self, event_id: str) -> tuple[Access, ...]:
        """The memories that a call touched."""
        touched = (piece.touched.get(event_id) for piece in self.pieces)
        return next((one for one in touched if one), ())

    def is_folded(self, event_id: str) -> bool:
        """Whether the turn that an event begins is folded."""
        return any(event_id in piece.folded for piece in self.pieces)
