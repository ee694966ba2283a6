"""
What every subject of a workspace is given: the open file, who acts, the clock, ids and limits.
"""

from dataclasses import dataclass

from core.access.scope import Scope
from core.actors import Actor
from core.db import Database
from core.ids import NewId
from core.limits import Limits
from core.times import Clock


@dataclass(frozen=True, slots=True)
class Context:
    """Passed down from `Workspace`; nothing below it asks the system for time or randomness."""

    db: Database
    scope: Scope
    clock: Clock
    new_id: NewId
    limits: Limits

    def acting_as(
        self,
        actor: Actor,
        session_id: str | None = None,
        grants: tuple[tuple[str, str], ...] | None = None,
    ) -> "Context":
        """The same workspace for another actor, who may be limited to a session or some stores."""
        scope = Scope(actor, session_id, grants)
        return Context(self.db, scope, self.clock, self.new_id, self.limits)
