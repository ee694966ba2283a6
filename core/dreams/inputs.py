"""
What a dreamer is given: one store as it was at one moment, and the sessions it may learn from.

Values only. Everything is in an order that depends on nothing but the content, so that two dreams
over the same inputs see the same thing; "now" is the newest event, never the wall clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.transcripts.directories import Touch
from core.transcripts.stored import StoredEvent

__all__ = ["BaseFile", "Inputs", "SessionLog", "Touch"]


@dataclass(frozen=True, slots=True)
class BaseFile:
    """One memory of the pinned store."""

    path: str
    text: str
    line_times: tuple[int | None, ...]
    """
    For each line the milliseconds since 1970 at which the version that wrote it was made; None for
    a line that was imported, which counts as older than any transcript.
    """


@dataclass(frozen=True, slots=True)
class SessionLog:
    """One session with its events in order, oldest first."""

    id: str
    native_id: str | None
    format: str
    agent: str
    """The agent's name; the agents it started are told apart by `StoredEvent.agent`."""
    cwd: str | None
    started: int | None
    """Milliseconds since 1970, UTC."""
    events: tuple[StoredEvent, ...]
    touches: Mapping[str, Touch]
    """
    By event id: the calls and results that read or wrote a memory. What a session read back from
    memory is no evidence for that memory.
    """
    raw: Mapping[str, StoredEvent] = field(default_factory=dict)
    """By event id: how an event stands in its transcript, if it is read otherwise."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a dream may look at, pinned."""

    store_id: str
    store_name: str
    seq: int
    """The change up to which the store was read."""
    files: tuple[BaseFile, ...]
    """By path."""
    sessions: tuple[SessionLog, ...]
    """By start, then by native id."""
    instructions: str = ""

    @property
    def now(self) -> int | None:
        """The time of the newest event, milliseconds since 1970; None without any."""
        times = [event.ts for log in self.sessions for event in log.events if event.ts is not None]
        return max(times, default=None)
