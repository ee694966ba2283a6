"""
What reviewers decide: verdicts and the records of them, and a part of a hunk as it stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.actors import Actor
from core.dreams.proposal import Hunk


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
    def is_finding(self) -> bool:
        """Its change has no hunks: it asks or warns, and there is nothing to apply."""
        return self.hunk.id == self.hunk.change_id

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


def is_within(part_id: str, target: str) -> bool:
    """Whether an id is that of a hunk or of a part of it."""
    return part_id == target or part_id.startswith(f"{target}.")


def ancestors(part_id: str) -> Iterable[str]:
    """The parts and the hunk that a part was cut from, the nearest first."""
    while "." in part_id:
        part_id = part_id.rpartition(".")[0]
        yield part_id
