"""
Which sessions are wanted of those that the wire tells of.
"""

from dataclasses import dataclass
from datetime import datetime

from core.records.sessions import INGESTED
from core.times import format_time

IDLE, TERMINATED = "idle", "terminated"
"""The statuses of the wire; nobody runs an agent here, so an open session is idle."""

_STATUSES = {
    IDLE: "sessions.status IN ('running', 'paused')",
    TERMINATED: f"sessions.status IN ('ended', '{INGESTED}')",
}


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """Which sessions to list; what is `None` does not matter."""

    agent_id: str | None = None
    store_id: str | None = None
    statuses: tuple[str, ...] = ()
    include_archived: bool = False
    created_at: tuple[tuple[str, datetime], ...] = ()
    """Comparisons with a time, such as `(">=", moment)`."""

    def conditions(self) -> tuple[list[str], list[str]]:
        """The filter as SQL conditions on `sessions` and `wire_sessions`, and their values."""
        conditions: list[str] = []
        values: list[str] = []
        for condition, value in (
            (
                "sessions.id IN (SELECT session_id FROM attachments WHERE store_id = ?)",
                self.store_id,
            ),
            (
                "coalesce(json_extract(wire_sessions.agent, '$.id'), sessions.agent) = ?",
                self.agent_id,
            ),
        ):
            if value is not None:
                conditions.append(condition)
                values.append(value)
        if not self.include_archived:
            conditions.append("wire_sessions.archived_at IS NULL")
        for sign, moment in self.created_at:
            conditions.append(f"sessions.started_at {sign} ?")
            values.append(format_time(moment))
        if self.statuses:
            known = [_STATUSES[status] for status in self.statuses if status in _STATUSES]
            conditions.append(f"({' OR '.join(known) or '0'})")
        return conditions, values
