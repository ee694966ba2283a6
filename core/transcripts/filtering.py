"""
Which events of a session are wanted.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from core.transcripts.kinds import Kind


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events of a session are wanted; nothing set wants all."""

    kinds: Collection[Kind] = ()
    only_errors: bool = False
    only_memory: bool = False
    """Calls that touched a memory, and their results."""
    agent: str | None = None
    """The key of one agent of the session."""


EVERYTHING: Final = Filter()


def conditions_of(wanted: Filter) -> tuple[list[str], list[object]]:
    """A filter as SQL conditions on `events`, and their values."""
    conditions, values = ["1"], list[object]()
    if wanted.kinds:
        conditions.append(f"events.kind IN ({', '.join('?' * len(wanted.kinds))})")
        values += [kind.value for kind in wanted.kinds]
    if wanted.only_errors:
        conditions.append("(events.status IN ('failed', 'timeout') OR events.kind = 'error')")
    if wanted.only_memory:
        conditions.append(
            "(events.number IN (SELECT event FROM accesses WHERE accesses.session = events.session)"
            " OR events.kind = 'tool_result' AND events.call_id IN (SELECT call.call_id"
            " FROM accesses JOIN events AS call ON call.number = accesses.event"
            " WHERE accesses.session = events.session))"
        )
    if wanted.agent is not None:
        conditions.append("coalesce(events.agent, 'main') = ?")
        values.append(wanted.agent)
    return conditions, values
