"""
A review: what reviewers have decided on one proposal, as a fold over the records of their verdicts.

Pure. A record is never changed: undoing one is another record. So two reviewers see the same review
whenever they have the same records, a crash loses none that was stored, and history can be told.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from core.actors import Actor
from core.dreams.progress import HalfLinked, Progress, half_linked, progress
from core.dreams.proposal import Change, ChangeKind
from core.dreams.verdicts import Part, Record, ancestors


@dataclass(frozen=True, slots=True)
class Review:
    """The review after some records."""

    changes: tuple[Change, ...]
    parts: tuple[Part, ...]
    """In the order of the proposal."""
    asks: tuple[Part, ...]
    """The changes without hunks, each as a part with the id of its change."""
    done: tuple[Record, ...]
    """Records that count, oldest first: those that can be undone."""
    undone: tuple[Record, ...]
    """Records that were taken back and can come again, the one to come first last."""

    def part(self, part_id: str) -> Part | None:
        """A part or ask by its id."""
        return next((part for part in (*self.parts, *self.asks) if part.id == part_id), None)

    def of_change(self, change_id: str) -> tuple[Part, ...]:
        """The parts of a change; of one without hunks, its ask."""
        everything = (*self.parts, *self.asks)
        return tuple(part for part in everything if part.hunk.change_id == change_id)

    def change_of(self, target: str) -> str:
        """The id of the change that a target of a record is of: a hunk, a part, or the change."""
        root = target.partition(".")[0]
        changes = (one.id for one in self.changes for hunk in one.hunks if hunk.id == root)
        return next(changes, target)

    @property
    def state(self) -> str:
        """Another text whenever something was decided, or taken back, that was not before."""
        numbers = ",".join(str(record.number) for record in self.done)
        return hashlib.sha256(numbers.encode()).hexdigest()[:16]

    def progress(self) -> Progress:
        """How much is decided."""
        return progress([*self.parts, *self.asks])

    def half_linked(self) -> tuple[HalfLinked, ...]:
        """The changes that are accepted in part, with what that means."""
        of: dict[str, list[Part]] = {change.id: [] for change in self.changes}
        for part in self.parts:
            of[part.hunk.change_id].append(part)
        found = (half_linked(change_id, parts) for change_id, parts in of.items())
        return tuple(warning for warning in found if warning is not None)

    def next_to_undo(self, by: Actor | None) -> Record | None:
        """What this reviewer (`None`: anybody) did last, and may take back."""
        return next((record for record in reversed(self.done) if by in (None, record.by)), None)

    def next_to_redo(self, by: Actor) -> Record | None:
        """What this reviewer took back last, unless something was done since."""
        return next((record for record in reversed(self.undone) if record.by == by), None)


def selected(
    review: Review,
    *,
    hunks: Iterable[str] = (),
    changes: Iterable[str] = (),
    kinds: Iterable[ChangeKind] = (),
    everything: bool = False,
) -> tuple[Part, ...]:
    """The parts and asks that these names mean; a hunk that was split means all of its parts."""
    hunks, changes, kinds = set(hunks), set(changes), set(kinds)
    changes |= {change.id for change in review.changes if change.kind in kinds}
    return tuple(
        part
        for part in (*review.parts, *review.asks)
        if everything
        or part.hunk.change_id in changes
        or part.id in hunks
        or any(above in hunks for above in ancestors(part.id))
    )
