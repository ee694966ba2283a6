"""
Which versions are wanted of a store's history.
"""

from dataclasses import dataclass
from datetime import datetime

from core.paths import below
from core.records.origins import Operation
from core.times import format_if_any


@dataclass(frozen=True, slots=True)
class VersionFilter:
    """Which versions to list; what is `None` does not matter. All conditions must hold."""

    memory_id: str | None = None
    operation: Operation | None = None
    session_id: str | None = None
    api_key_id: str | None = None
    service_account_id: str | None = None
    created_at_gte: datetime | None = None
    created_at_lte: datetime | None = None
    agent: str | None = None
    path: str | None = None
    """A path, or a directory with `/` at its end: versions that were written there."""
    after_seq: int | None = None

    def conditions(self) -> tuple[list[str], list[str | int]]:
        """The filter as SQL conditions on `versions` and `sessions`, and their values."""
        wanted: list[tuple[str, str | int | None]] = [
            ("versions.memory_id = ?", self.memory_id),
            ("versions.operation = ?", self.operation),
            ("versions.actor_id = ? AND versions.actor_type = 'session_actor'", self.session_id),
            ("versions.actor_id = ? AND versions.actor_type = 'api_actor'", self.api_key_id),
            (
                "versions.actor_id = ? AND versions.actor_type = 'service_account_actor'",
                self.service_account_id,
            ),
            ("versions.created_at >= ?", format_if_any(self.created_at_gte)),
            ("versions.created_at <= ?", format_if_any(self.created_at_lte)),
            ("sessions.agent = ?", self.agent),
            ("versions.seq > ?", self.after_seq),
        ]
        conditions = [condition for condition, value in wanted if value is not None]
        values: list[str | int] = [value for _, value in wanted if value is not None]
        if self.path is not None and self.path.endswith("/"):
            conditions.append("versions.path >= ? AND versions.path < ?")
            values.extend(below(self.path))
        elif self.path is not None:
            conditions.append("versions.path = ?")
            values.append(self.path)
        return conditions, values


EVERYTHING = VersionFilter()
