"""
A turn of a transcript in lines: who said what, which tools were called, and how it ended. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.transcripts.kinds import ERRORS, Kind, RoleOrigin, Status
from core.transcripts.log import Turn
from core.transcripts.stored import StoredEvent

_BRIEF = 300
"""Characters of an event in one line."""

_FULL_LINES = 200
"""Lines of the event that the turn is shown for."""

_MOST = 1_000


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One line; its text is foreign."""

    sign: str
    """Who or what it is, in a few letters of ours."""
    text: str
    is_focus: bool = False
    """It belongs to the event that the turn is shown for."""
    is_bad: bool = False
    """It tells of a failure."""


_SIGNS = {
    Kind.USER: "user",
    Kind.INJECTED: "hook",
    Kind.ASSISTANT: "says",
    Kind.THINKING: "thinks",
    Kind.TOOL_CALL: "calls",
    Kind.TOOL_RESULT: "gets",
    Kind.ERROR: "error",
    Kind.SYSTEM: "system",
    Kind.COMPACTION: "compact",
}
"""What is shown of a turn; the rest is bookkeeping of the program that ran the agent."""

_ORIGINS = {
    RoleOrigin.HARNESS: "harness",
    RoleOrigin.PEER_AGENT: "peer",
    RoleOrigin.COMPACT_SUMMARY: "compact",
    RoleOrigin.HOOK: "hook",
}


def turn_lines(turn: Turn, event_id: str | None) -> list[TurnLine]:
    """
    The lines of a turn, in order.

    Args:
        event_id: The event that is shown with all its lines.
    """
    lines: list[TurnLine] = []
    for event in turn.events:
        if event.kind in _SIGNS or event.id == event_id:
            lines += _lines(event, is_focus=event.id == event_id)
    if not turn.is_whole:
        lines.append(TurnLine("", "The turn goes on; it is too long to show here."))
    return lines[:_MOST]


def focus_of(lines: Sequence[TurnLine]) -> int:
    """The line to be on at first."""
    return next((at for at, line in enumerate(lines) if line.is_focus), 0)


def _lines(event: StoredEvent, *, is_focus: bool) -> list[TurnLine]:
    sign = _SIGNS.get(event.kind, event.kind.value)
    if event.kind is Kind.USER and event.role_origin in _ORIGINS:
        sign = _ORIGINS[event.role_origin]
    is_bad = event.kind is Kind.ERROR or (event.kind is Kind.TOOL_RESULT and event.status in ERRORS)
    text = event.body
    if event.kind is Kind.TOOL_CALL:
        text = f"{event.tool or 'a tool'} {event.input or event.body}"
    elif event.kind is Kind.TOOL_RESULT and event.status not in (None, Status.OK):
        code = "" if event.exit_code is None else f", exit code {event.exit_code}"
        text = f"[{event.status.value.replace('_', ' ') if event.status else ''}{code}] {text}"
    if not is_focus:
        brief = " ".join(text[: _BRIEF * 2].split())[:_BRIEF]
        return [TurnLine(sign, brief, is_bad=is_bad)]
    shown = text.split("\n")[:_FULL_LINES]
    return [
        TurnLine(sign if at == 0 else "", line, is_focus=True, is_bad=is_bad)
        for at, line in enumerate(shown)
    ]
