"""
How somebody reads a transcript: what is left out, what is folded, and a piece of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.transcripts.accesses import Access
from core.transcripts.stored import StoredEvent
from core.transcripts.turns import TurnFacts


class Only(StrEnum):
    """What is left of a transcript when the rest is left out."""

    TOOLS = "tools"
    """Calls and their results."""
    MEMORY = "memory"
    """Turns that touched a memory, as a whole."""
    ERRORS = "errors"
    """What failed: calls, their results, and errors of the session itself."""


class Side(StrEnum):
    """Which events are wanted, seen from one of them."""

    AFTER = "after"
    BEFORE = "before"
    FROM = "from"
    """The event itself, and those after it."""
    AROUND = "around"


@dataclass(frozen=True, slots=True)
class View:
    """How a transcript is read."""

    only: Only | None = None
    is_folded: bool = False
    """Every turn is folded, but for `others`; else none is, but for them."""
    others: frozenset[str] = frozenset()
    """The ids of the events that these turns begin with."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Events in a row, as a view leaves them."""

    session_id: str
    events: tuple[StoredEvent, ...]
    has_before: bool
    has_after: bool
    before: int
    """How many events the session has before the first of these, whatever the view."""
    heads: frozenset[str]
    """Those that a turn begins with, by id."""
    folded: Mapping[str, TurnFacts] = field(default_factory=dict)
    """What happened in the turns that are folded, by the id of what they begin with."""
    touched: Mapping[str, tuple[Access, ...]] = field(default_factory=dict)
    """The memories that calls touched, by the event."""
    at: int = 0
    """How many of these come before the event that was asked for, which may be left out."""
