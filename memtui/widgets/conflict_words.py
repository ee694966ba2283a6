"""
What a conflict is called: its kind, its state, who stands against whom, and what happened.

The words of the list and of the messages; those of the resolver are in `conflict_questions`. Pure;
what it gives is safe to show.
"""

from collections.abc import Sequence

from core.conflicts import Conflict, ConflictKind, State
from core.overseeing.alarms import AlarmKind
from core.records.versions import Version
from memtui.backend.conflicts import Collision
from memtui.text import visible
from memtui.widgets import figures

KINDS = {
    ConflictKind.UPDATE: "edit",
    ConflictKind.RENAME: "move",
    ConflictKind.DELETE: "delete",
    ConflictKind.CREATE: "create",
    ConflictKind.READ_ONLY: "read-only",
    ConflictKind.SCOPE: "no access",
    ConflictKind.PAUSED: "paused",
}
"""What the writer wanted, or why it was not let in."""

SIGNS = {
    State.OPEN: "⚠",
    State.HEALED: "✓",
    State.RESOLVED: "✓",
    State.DISMISSED: "-",
    State.REFUSED: "⊘",
}

ALARMS = {
    AlarmKind.WRITE_RATE: "write rate",
    AlarmKind.BURST: "burst",
    AlarmKind.CONFLICT_RATE: "conflicts",
    AlarmKind.REFUSED_SCOPE: "refused",
    AlarmKind.FLIPPING: "flipping",
}

_STORIES = {
    ConflictKind.UPDATE: "{mine} wrote without having seen a change by {theirs}.",
    ConflictKind.DELETE: "{mine} wanted to delete what {theirs} had changed.",
    ConflictKind.RENAME: "{mine} wanted to move it to {to}; {theirs} was in the way.",
    ConflictKind.CREATE: "{mine} wanted to create what {theirs} had created.",
    ConflictKind.READ_ONLY: "{mine} tried to write where it may only read.",
    ConflictKind.SCOPE: "{mine} tried to write to a store that it has no access to.",
    ConflictKind.PAUSED: "{mine} tried to write while its session was paused.",
}

_REDACTED = "Its text was redacted."
NO_TEXT = {
    ConflictKind.UPDATE: _REDACTED,
    ConflictKind.DELETE: "A deletion has no text.",
    ConflictKind.RENAME: "A move has no text.",
    ConflictKind.CREATE: _REDACTED,
    ConflictKind.READ_ONLY: "Of what may not be written no text is kept.",
    ConflictKind.SCOPE: "Of what may not be written no text is kept.",
    ConflictKind.PAUSED: _REDACTED,
}
"""Why there is no text to see."""

_STORIES_OF_ITSELF = {
    ConflictKind.UPDATE: "{mine} was refused, and has changed the memory itself since.",
    ConflictKind.DELETE: "{mine} wanted to delete it, and has changed it itself since.",
}

_STORIES_OF_GONE = {
    ConflictKind.UPDATE: "{mine} wrote a text for what {theirs} deleted.",
    ConflictKind.DELETE: "{mine} wanted to delete it, and {theirs} did.",
    ConflictKind.RENAME: "{mine} wanted to move to {to} what {theirs} deleted.",
    ConflictKind.CREATE: "{mine} wanted to create it; what was there {theirs} deleted.",
}

NOT_FOUND = "No conflict has all of these words. esc shows all again."

WHAT_IT_IS = (
    "No write is waiting for a decision.",
    "",
    "A conflict is a write that was refused because somebody else had changed the memory first.",
    "Nothing was overwritten, and the refused text is kept. It waits here until a person decides,",
    "or until its writer reads again and succeeds.",
)


def writer(conflict: Conflict) -> str:
    """Who was refused."""
    return visible(conflict.agent or conflict.created_by.id, keep="")


def holder(theirs: Version | None) -> str:
    """Who was first."""
    return "" if theirs is None else visible(figures.who(theirs), keep="")


def against(collision: Collision) -> str:
    """Who against whom."""
    first, other = writer(collision.conflict), holder(collision.theirs)
    if not other:
        return first
    return f"{first} vs {'itself' if other == first else other}"


def outcome(conflict: Conflict) -> str:
    """The kind while something is to be decided, else what became of it."""
    if conflict.state in (State.OPEN, State.REFUSED):
        return KINDS[conflict.kind]
    return conflict.state.value


def story(collision: Collision) -> str:
    """What happened, in a sentence."""
    conflict = collision.conflict
    mine, theirs = writer(conflict), holder(collision.theirs) or "somebody"
    stories = _STORIES
    if theirs == mine:
        stories = _STORIES | _STORIES_OF_ITSELF
    if collision.theirs is not None and collision.theirs.content_sha256 is None:
        stories = _STORIES | _STORIES_OF_GONE
    return stories[conflict.kind].format(
        mine=mine,
        theirs="itself, elsewhere" if theirs == mine else theirs,
        to=visible(conflict.mine_path or "another path", keep=""),
    )


def holds(collision: Collision, words: Sequence[str], store: str) -> bool:
    """Whether all of these words, in small letters, are in what is said of a conflict."""
    if not words:
        return True
    conflict = collision.conflict
    told = (
        against(collision),
        store,
        conflict.path,
        KINDS[conflict.kind],
        conflict.state.value,
        conflict.created_by.id,
    )
    text = " ".join(told).casefold()
    return all(word in text for word in words)
