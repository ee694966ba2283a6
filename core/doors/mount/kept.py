"""
What a mount leaves as it is, and why: told once, and tried again when something about it changes.
"""

from collections.abc import Collection
from typing import Final

from core.doors.mount.events import Event, Kind, Told
from core.doors.mount.values import Action, Keep, Plan

_AGAIN_S: Final = 30.0
"""When something is tried again that failed though nothing about it changed."""


class Kept:
    """The things that stay on one side of one mount."""

    def __init__(self, store_id: str, told: Told) -> None:
        """Nothing is kept yet."""
        self._store_id = store_id
        self._told = told
        self._failed: dict[str, tuple[float, Action]] = {}
        self.reasons: dict[str, str] = {}
        """Why, by path."""

    def keep(self, path: str, reason: str) -> None:
        """Say that something stays on its side."""
        if self.reasons.get(path) != reason:
            self.reasons[path] = reason
            self._told(Event(Kind.KEPT, self._store_id, path, reason))

    def fail(self, action: Action, reason: str, now: float) -> None:
        """Say that something could not be done."""
        self._failed[action.path] = now, action
        self.keep(action.path, reason)

    def has_failed(self, action: Action, now: float) -> bool:
        """Whether this very thing failed a moment ago."""
        failed = self._failed.get(action.path)
        if failed is None:
            return False
        if failed[1] == action and now - failed[0] < _AGAIN_S:
            return True
        del self._failed[action.path]
        return False

    def forget(self, wanted: Collection[str], made: Plan) -> None:
        """Forget what is no longer so, of the paths that were planned anew."""
        kept = {one.path for one in made.actions if isinstance(one, Keep)}
        planned = {one.path for one in made.actions}
        for path in wanted:
            if path not in planned:
                self._failed.pop(path, None)
            if path not in kept and path not in self._failed:
                self.reasons.pop(path, None)
