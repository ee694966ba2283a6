"""
Doing what was planned, one action at a time, and what is left when one cannot be done now.
"""

from dataclasses import dataclass, field
from typing import assert_never

from core.doors.mount.events import Event, Kind, Told
from core.doors.mount.footing import Footing
from core.doors.mount.kept import Kept
from core.doors.mount.pushing import Pushing
from core.doors.mount.remote import Remote
from core.doors.mount.root import Moved
from core.doors.mount.side import StoreSide
from core.doors.mount.values import (
    Action,
    Agree,
    Create,
    Delete,
    Forget,
    Keep,
    Move,
    Pull,
    Push,
    Remove,
    Rename,
    SetAside,
)
from core.errors import InvalidRequest, NotPermitted


@dataclass(slots=True)
class Acting:
    """The hands of one mount on both sides."""

    side: StoreSide
    footing: Footing
    remote: Remote
    kept: Kept
    pushing: Pushing
    told: Told
    waiting: set[str] = field(default_factory=set)
    """Paths to look at again in the next pass."""
    not_renamed: set[tuple[str, str]] = field(default_factory=set)
    """Old and new paths that the store did not take as one memory."""
    deleted: list[float] = field(default_factory=list)
    """When memories were deleted."""

    def attempt(self, action: Action, now: float) -> bool:
        """Do one thing; False when there was nothing to do, or it could not be done."""
        try:
            return self._do(action, now)
        except Moved:
            self.footing.tree.doubt(action.path, now)
            self.waiting.add(action.path)
        except NotPermitted:
            # Access was taken away in this moment; the next pass knows.
            self.waiting.add(action.path)
        except InvalidRequest as error:
            self.kept.fail(action, str(error), now)
        except OSError as error:
            self.kept.fail(action, f"The system refused: {error.strerror or error}.", now)
        return False

    def _do(self, action: Action, now: float) -> bool:
        hands = self.footing.hands
        match action:
            case Push() | Create() | Rename() | Delete():
                self._write(action, now)
            case Agree():
                hands.agree(action.path, action.head.memory_id, action.text)
            case Forget():
                self.footing.ledger.forget(action.path)
            case SetAside():
                self.pushing.set_aside(action)
            case Remove():
                hands.remove(action.path, action.over, now)
                self._tell(Kind.REMOVED, action.path)
            case Move():
                hands.move(action.path, action.target, action.over, action.head, now)
                self._tell(Kind.REMOVED, action.path, detail=f"It is now {action.target}.")
            case Keep():
                self.kept.keep(action.path, action.reason)
                return False
            case Pull():
                return False  # they are done together
            case _:
                assert_never(action)
        return True

    def _write(self, action: Push | Create | Rename | Delete, now: float) -> None:
        match action:
            case Push():
                self.pushing.push(action)
            case Create():
                self.pushing.create(action)
            case Rename():
                if not self.pushing.rename(action):
                    self.not_renamed.add((action.old, action.path))
            case Delete():
                self.deleted.append(now)
                self.pushing.delete(action)

    def pull(self, pulls: list[Pull], now: float) -> set[str]:
        """
        Show texts of the store, which are read together; gives the paths where that was done.

        Raises:
            CoreError: The store cannot be read.
        """
        wanted = {action.head.memory_id: action for action in pulls}
        done: set[str] = set()
        for head, content in self.side.read(list(wanted)):
            action = wanted[head.memory_id]
            done |= self.remote.put(head)
            if head.path != action.path:
                continue
            try:
                self.footing.hands.show(action.path, head, content, action.over, now)
            except Moved:
                self.footing.tree.doubt(action.path, now)
                self.waiting.add(action.path)
            except OSError as error:
                reason = f"It cannot be written here ({error.strerror or error})."
                self.kept.fail(action, reason, now)
            else:
                done.add(action.path)
                self._tell(Kind.RESTORED if action.is_restored else Kind.PULLED, action.path)
        return done

    def _tell(self, kind: Kind, path: str, *, detail: str | None = None) -> None:
        self.told(Event(kind, self.side.store_id, path, detail))


def paths_of(action: Action) -> set[str]:
    """The paths at which an action does anything."""
    match action:
        case Rename():
            return {action.path, action.old}
        case Move():
            return {action.path, action.target}
        case _:
            return {action.path}
