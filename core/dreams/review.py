"""
A review: what reviewers have decided on one proposal, as a fold over the records of their verdicts.

Pure. A record is never changed: undoing one is another record. So two reviewers see the same review
whenever they have the same records, a crash loses none that was stored, and history can be told.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.actors import Actor
from core.dreams.proposal import Change, ChangeKind, Hunk


class Verdict(StrEnum):
    """What was decided on one hunk."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"
    """Accepted with another text than the proposed one."""


class Action(StrEnum):
    """What a record does."""

    ACCEPT = "accept"
    REJECT = "reject"
    RESET = "reset"
    """Pending again, with the text that was proposed."""
    EDIT = "edit"
    RESOLVE = "resolve"
    """An edit of a hunk that conflicted: these lines for those that are there now."""
    SPLIT = "split"
    JOIN = "join"
    COMMENT = "comment"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a reviewer put a hunk that conflicted."""

    version_id: str
    """The version that was looked at."""
    start: int
    """Counted from 1, in the text of that version."""
    old_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that one reviewer did."""

    number: int
    """Counts up over the workspace: the order in which things were done."""
    action: Action
    targets: tuple[str, ...]
    """Ids of hunks or of their parts; of the change, for one without hunks."""
    by: Actor
    at: datetime
    text: str | None = None
    """The reason of a rejection, the comment, or the lines of an edit, each with its LF."""
    undoes: int | None = None
    """The record that an undo takes back, or that a redo brings back."""
    placed: Placed | None = None
    """Of a resolution: what it replaces."""
    by_policy: bool = False
    """The written policy accepted it; nobody has looked."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reviewer said about a hunk."""

    by: Actor
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A hunk as it stands in the review: whole, or one part of a hunk that was split."""

    hunk: Hunk
    """For a part with its own id, place and lines; the lines as they were proposed."""
    root: str
    """The id of the hunk as it was proposed."""
    rank: tuple[int, ...]
    """The order among all hunks of one place: first that of the proposal, then that of parts."""
    above: tuple[tuple[str, int], ...] = ()
    """What a part was cut from, the nearest first, and how many old lines of it stand before."""
    verdict: Verdict = Verdict.PENDING
    edited: tuple[str, ...] | None = None
    placed: Placed | None = None
    """What it replaces instead of the proposed lines, since a reviewer resolved a conflict."""
    placed_by: int = 0
    """The record that said so."""
    reason: str | None = None
    by: Actor | None = None
    """Who decided last."""
    at: datetime | None = None
    approvers: tuple[Actor, ...] = ()
    """Everybody who accepted the text as it stands; a policy is nobody."""
    by_policy: bool = False
    comments: tuple[Comment, ...] = ()

    @property
    def id(self) -> str:
        """The id that verdicts name."""
        return self.hunk.id

    @property
    def old_lines(self) -> tuple[str, ...]:
        """What it replaces: the lines it was cut from, or those a reviewer saw there."""
        return self.hunk.old_lines if self.placed is None else self.placed.old_lines

    @property
    def new_lines(self) -> tuple[str, ...]:
        """What is to stand there: the proposed lines, or those of a reviewer."""
        return self.hunk.new_lines if self.edited is None else self.edited

    @property
    def is_accepted(self) -> bool:
        """It is to be applied."""
        return self.verdict in (Verdict.ACCEPTED, Verdict.EDITED)

    @property
    def is_decided(self) -> bool:
        """Somebody has decided."""
        return self.verdict is not Verdict.PENDING


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is; what only asks or warns counts as one thing to decide."""

    total: int
    accepted: int
    rejected: int
    edited: int

    @property
    def decided(self) -> int:
        """Everything that is not pending."""
        return self.accepted + self.rejected + self.edited

    @property
    def pending(self) -> int:
        """What is left."""
        return self.total - self.decided


@dataclass(frozen=True, slots=True)
class HalfLinked:
    """A change of which a part is accepted and a part is not."""

    change_id: str
    accepted: int
    rejected: int
    pending: int
    leaving: int
    """Lines that would go."""
    missing: int
    """Lines that were to come with them and would not."""

    @property
    def sentence(self) -> str:
        """What that means, for a person."""
        total = self.accepted + self.rejected + self.pending
        are = "is" if self.accepted == 1 else "are"
        left = f"{self.accepted} of {total} hunks of this change {are} accepted"
        if self.leaving and self.missing:
            return (
                f"{left}: {_lines(self.leaving)} would go while {_lines(self.missing)}"
                " to replace them would not come."
            )
        if self.missing:
            return f"{left}: {_lines(self.missing)} of it would not come."
        return f"{left}: the others stay as they are, beside what is new."


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


def is_within(part_id: str, target: str) -> bool:
    """Whether an id is that of a hunk or of a part of it."""
    return part_id == target or part_id.startswith(f"{target}.")


def ancestors(part_id: str) -> Iterable[str]:
    """The parts and the hunk that a part was cut from, the nearest first."""
    while "." in part_id:
        part_id = part_id.rpartition(".")[0]
        yield part_id


def progress(parts: Iterable[Part]) -> Progress:
    """How much of these is decided."""
    verdicts = [part.verdict for part in parts]
    return Progress(
        len(verdicts),
        verdicts.count(Verdict.ACCEPTED),
        verdicts.count(Verdict.REJECTED),
        verdicts.count(Verdict.EDITED),
    )


def half_linked(
    change_id: str, parts: Sequence[Part], in_force: Collection[str] | None = None
) -> HalfLinked | None:
    """
    What it means that only some parts of a change are accepted; `None` for all of them or none.

    With `in_force` it is about these parts instead of the accepted ones.
    """
    if in_force is None:
        in_force = {part.id for part in parts if part.is_accepted}
    accepted = [part for part in parts if part.id in in_force]
    if not accepted or len(accepted) == len(parts):
        return None
    left = [part for part in parts if part.id not in in_force]
    rejected = sum(part.verdict is Verdict.REJECTED for part in left)
    return HalfLinked(
        change_id,
        len(accepted),
        rejected,
        len(left) - rejected,
        sum(max(len(part.old_lines) - len(part.new_lines), 0) for part in accepted),
        sum(_coming(part).total() for part in left),
    )


def _coming(part: Part) -> Counter[str]:
    """The lines that a part would bring: those that do not stand there already."""
    return Counter(part.hunk.new_lines) - Counter(part.hunk.old_lines)


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


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count:,} lines"
