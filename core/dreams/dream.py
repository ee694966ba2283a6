"""
A dream as it is recorded: what was asked for, how far it is, and how it ended.

Values and the rules about them; `jobs` reads and writes them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.actors import Actor
from core.errors import CoreError, InvalidRequest

MAX_LOSS = 0.25
"""The share of the base's lines that may leave without standing in a merged entry."""

MOST_INSTRUCTIONS = 4_096
"""Characters."""

OFFLINE = "offline"
"""The dreamer that needs no key and no network."""


class Status(StrEnum):
    """Where a dream is; the last three never change any more."""

    PENDING = "pending"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELED = "canceled"

    @property
    def is_over(self) -> bool:
        """It will never change again."""
        return self in (Status.COMPLETED, Status.FAILED, Status.CANCELED)


class Behavior(StrEnum):
    """What becomes of the proposal."""

    REVIEW = "review"
    """It waits for a review; on the wire this is a `create_new` whose output nobody asked for."""
    CREATE_NEW = "create_new"
    """Besides, a new store holds the input with every change accepted."""
    UPDATE_EXISTING = "update_existing"
    """Every change is applied to the input store without a review."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of a model; zero for the offline dreamer."""

    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_input_tokens: int = 0
    cache_creation_input_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a dream failed, in the wire's words and in a sentence."""

    type: str
    message: str


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that was not proposed again, because a reviewer rejected it."""

    kind: str
    title: str
    reason: str | None
    dream_id: str
    """The dream whose change was rejected."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A finding that does not hold, so that it was not proposed."""

    kind: str
    title: str
    reason: str
    """A sentence."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a dream looked at, and what became of it besides the proposal."""

    memories: int
    entries: int
    events: int
    left_alone: int
    """Entries that no change rewrites, takes out or cites."""
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Dream:
    """One dream."""

    id: str
    memory_store_id: str
    session_ids: tuple[str, ...]
    """Sorted."""
    status: Status
    dreamer: str
    """Its name: `offline`, or a model's."""
    instructions: str | None
    behavior: Behavior
    max_loss: float
    created_by: Actor
    seq: int | None
    """The change up to which the store was read; `None` until it runs."""
    session_id: str | None
    """The session that wrote the output store."""
    output_store_id: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    archived_at: datetime | None
    error: Failure | None
    stage: str | None
    """What the dreamer is doing, or did when it was cut short; `None` once it is through."""
    sessions_read: int
    findings: int
    worker_pid: int | None
    beat_at: datetime | None
    """When the worker last said something."""
    newest_event: int | None
    """The newest event among the inputs, milliseconds since 1970: the dream's "now"."""
    usage: Usage = field(default_factory=Usage)
    suppressed: tuple[Suppressed, ...] = ()
    outcome: Outcome | None = None
    """`None` until it is completed."""
    changes: int = 0
    """Those that are only findings too."""
    only_findings: int = 0
    """Changes without hunks, of which nothing is applied."""
    hunks: int = 0
    added_lines: int = 0
    removed_lines: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks a dream for."""

    store_id: str
    session_ids: tuple[str, ...] = ()
    dreamer: str = OFFLINE
    instructions: str | None = None
    behavior: Behavior = Behavior.REVIEW
    max_loss: float = MAX_LOSS


class DreamBusy(CoreError):
    """Another dream writes into that store, so this one was not made."""

    type = "conflict_error"

    def __init__(self, dream_id: str) -> None:
        super().__init__(
            f"The dream {dream_id} is writing into that store; wait until it ends, or cancel it."
        )
        self.dream_id = dream_id

    def details(self) -> dict[str, str | None]:
        return {"dream_id": self.dream_id}


def checked(wish: Wish) -> Wish:
    """
    A wish that keeps the rules.

    Raises:
        InvalidRequest: It breaks one.
    """
    if wish.instructions is not None and not 1 <= len(wish.instructions) <= MOST_INSTRUCTIONS:
        raise InvalidRequest(
            f"Instructions have 1 to {MOST_INSTRUCTIONS:,} characters,"
            f" not {len(wish.instructions):,}."
        )
    if not 0 <= wish.max_loss <= 1:
        raise InvalidRequest(f"The share of lines that may go is 0 to 1, not {wish.max_loss}.")
    return wish
