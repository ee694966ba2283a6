"""
What of an event can be copied, by the key that chooses it. Pure.
"""

from dataclasses import dataclass

from core.transcripts.kinds import Kind
from core.transcripts.stored import StoredEvent

_SHOWN = 48


@dataclass(frozen=True, slots=True)
class EventChoice:
    """One thing to copy."""

    name: str
    text: str

    @property
    def shown(self) -> str:
        """The beginning of it."""
        return self.text[:_SHOWN]


def choices(event: StoredEvent) -> dict[str, EventChoice]:
    """What there is to copy of an event, by key."""
    found: dict[str, EventChoice] = {}
    if event.pointer.source:
        found["p"] = EventChoice("place in the file", str(event.pointer))
    if event.body:
        found["t"] = EventChoice("text", event.body)
    if event.kind is Kind.TOOL_CALL and event.input:
        found["i"] = EventChoice("input of the call", event.input)
    found["e"] = EventChoice("event's id", event.id)
    if event.call_id is not None:
        found["c"] = EventChoice("call's id", event.call_id)
    found["s"] = EventChoice("session's id", event.session_id)
    return found
