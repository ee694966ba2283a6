"""
One pass of a mount: look at both sides, plan, and do it, until nothing is left to be done now.
"""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final, assert_never

from core.doors.mount.events import Event, Kind, Told
from core.doors.mount.ground import Ground, ground, mark, prepare
from core.doors.mount.hands import Hands
from core.doors.mount.held import Held
from core.doors.mount.ledger import Ledger
from core.doors.mount.plan import is_wiped, plan
from core.doors.mount.pushing import Pushing
from core.doors.mount.remote import Remote
from core.doors.mount.root import Moved, Root
from core.doors.mount.side import Access, Standing, StoreSide
from core.doors.mount.tree import Tree
from core.doors.mount.values import (
    Action,
    Agree,
    Create,
    Delete,
    Forget,
    Keep,
    Move,
    Plan,
    Pull,
    Push,
    Remove,
    Rename,
    Rules,
    SetAside,
    View,
    most_deletes,
)
from core.errors import InvalidRequest, NotPermitted
from core.files import identity

_ROUNDS: Final = 6
"""So often what was done is looked at again: after a conflict the store's text is shown."""

_BATCH: Final = 100
"""Memories that are read at once."""

_AGAIN_S: Final = 30.0
"""When something is tried again that failed though nothing about it changed."""

OwnFiles = Callable[[], Collection[Path]]
"""Gives the files of open workspaces, which nobody but SQLite may open."""


class Syncing:
    """Keeps one directory and one store in step; see the module. Not for several threads."""

    def __init__(
        self,
        side: StoreSide,
        directory: Path,
        ledger: Path,
        told: Told,
        rules: Rules,
        own_files: OwnFiles = lambda: (),
        *,
        read_only: bool = False,
    ) -> None:
        """
        Take the directory; nothing is written into it before the first pass.

        Args:
            ledger: The file in which is kept what was agreed on, outside of the directory.
            read_only: Whether nothing is pushed, whatever the store allows.

        Raises:
            MountRefused: It cannot be mounted.
            OSError: The ledger cannot be written.
        """
        self._side = side
        self._told = told
        self._rules = rules
        self._own_files = own_files
        self._read_only = read_only
        self._ledger_file = ledger
        self._remote = Remote(side)
        self._held = Held(rules, side.limit_bytes)
        self._standing: Standing | None = None
        self._gone_since: dict[str, float] = {}
        self._waiting: set[str] = set()
        self._kept: dict[str, str] = {}
        self._failed: dict[str, tuple[float, Action]] = {}
        self._not_renamed: set[tuple[str, str]] = set()
        self._deleted: list[float] = []
        self._troubles: str | None = None
        self._touched: set[str] = set()
        self.directory = directory.resolve()
        self._root = prepare(self.directory, side.store_id, own_files())
        try:
            about = f"{self.directory} {side.store_id}"
            self._ledger = Ledger(ledger, about)
            self._take_ground()
        except BaseException:
            self._root.close()
            raise
        self._touched.update(self._ledger.agreed)

    def _take_ground(self) -> None:
        own = {one for file in self._own_files() if (one := identity(file)) is not None}
        tree = Tree(self._root, self._rules, self._side.limit_bytes, own, self._ledger.known())
        self._tree = tree
        self._hands = Hands(self._root, tree, self._ledger, self._held, self._side.limit_bytes)
        self._pushing = Pushing(
            self._side, self._hands, self._remote, self._told, self._rules.merge
        )

    # What others may ask

    @property
    def root(self) -> Root:
        """The directory, as it is held now."""
        return self._root

    @property
    def kept(self) -> dict[str, str]:
        """What stays on one side, by path, and why."""
        return self._kept

    @property
    def standing(self) -> Standing | None:
        """What may be done to the store, as of the last pass."""
        return self._standing

    @property
    def trouble(self) -> str | None:
        """Why nothing is kept in step for now."""
        return self._troubles

    @property
    def files(self) -> int:
        """How many files are in step."""
        return len(self._ledger.agreed)

    @property
    def pending_deletes(self) -> list[str]:
        """Files that are gone, and whose memories are not deleted yet."""
        return sorted(self._gone_since)

    def memory_at(self, path: str) -> str | None:
        """The memory that a file is in step with."""
        agreed = self._ledger.agreed.get(path)
        return None if agreed is None else agreed.memory_id

    def take_touched(self) -> set[str]:
        """The paths at which anything was done since this was asked last; at first all of them."""
        touched, self._touched = self._touched, set()
        return touched

    def next_at(self) -> float | None:
        """When the next pass has something to do even if nobody calls for it."""
        times = [self._tree.next_at(), self._held.next_at()]
        return min((one for one in times if one is not None), default=None)

    def is_restless(self) -> bool:
        """Whether a file was written a moment ago and not read since."""
        return self._tree.is_restless()

    def close(self) -> None:
        """Let the directory go."""
        self._hands.confirm()
        self._held.close()
        self._ledger.close()
        self._root.close()

    # A pass

    def step(self, now: float, hints: Collection[str] | None = None) -> None:
        """
        Bring both sides in step as far as they can be now.

        Args:
            now: A clock that only goes forward, in seconds.
            hints: Paths at which files changed; None to look at everything.

        Raises:
            NotFound: The store is gone.
            Unreachable, StorageFull, StorageLocked: Nothing is lost; try again later.
            CoreError: The store cannot be used any more.
        """
        if not self._has_ground():
            return
        # Before the heads are asked: a store that is gone must not look like an empty one.
        is_full = self._look_at_standing() or hints is None
        changed = self._tree.look(now, hints)
        changed |= self._remote.refresh()
        for memory_id, reason in self._remote.strange.items():
            self._keep(memory_id, reason)
        for late in self._held.late(now):
            self._pushing.late(late, self._access)
        if is_full:
            changed |= {*self._tree.local, *self._remote.by_path, *self._ledger.agreed}
            self._hands.confirm()
        self._note_gone(changed, now)
        wanted = changed | self._waiting
        for _ in range(_ROUNDS):
            wanted = self._round(wanted, now)
            if not wanted:
                break

    def end(self, now: float) -> None:
        """The last pass: also what was written into replaced files just now."""
        for late in self._held.late(now, at_once=True):
            self._pushing.late(late, self._access)
        self.step(now)

    @property
    def _access(self) -> Access:
        return Access.WAITING if self._standing is None else self._standing.access

    def _round(self, wanted: set[str], now: float) -> set[str]:
        """Plan and do; gives the paths at which anything was done."""
        view = self._view(now)
        made = plan(view, wanted)
        self._waiting = (self._waiting - wanted) | made.waiting
        self._forget_what_was_kept(wanted, made)
        done: set[str] = set()
        pulls: list[Pull] = []
        for action in made.actions:
            if self._has_failed(action, now):
                continue
            if isinstance(action, Pull):
                pulls.append(action)
            elif self._try(action, now):
                done |= _paths(action)
        for start in range(0, len(pulls), _BATCH):
            done |= self._pull(pulls[start : start + _BATCH], now)
        self._touched |= done
        return done

    def _view(self, now: float) -> View:
        self._deleted = [at for at in self._deleted if now - at < self._rules.delete_round_s]
        view = View(
            self._tree.local,
            self._ledger.agreed,
            self._remote.by_path,
            self._remote.by_id,
            self._access,
            self._gone_since,
            now,
            self._rules,
            most_deletes(len(self._ledger.agreed)) - len(self._deleted),
            self._hands.begins_with,
            frozenset(self._not_renamed),
        )
        if is_wiped(view):
            self._tell(Kind.WIPED, detail=_WIPED)
            self._forget_all()
        return view

    def _try(self, action: Action, now: float) -> bool:
        """Do one thing; False when there was nothing to do, or it could not be done."""
        try:
            return self._do(action, now)
        except Moved:
            self._tree.doubt(action.path, now)
            self._waiting.add(action.path)
        except NotPermitted:
            # Access was taken away in this moment; the next pass knows.
            self._waiting.add(action.path)
        except InvalidRequest as error:
            self._fail(action, str(error), now)
        except OSError as error:
            self._fail(action, f"The system refused: {error.strerror or error}.", now)
        return False

    def _do(self, action: Action, now: float) -> bool:
        match action:
            case Push() | Create() | Rename() | Delete():
                self._write(action, now)
                # Also what others wrote meanwhile: the next round has to know it.
                self._remote.refresh()
            case Agree():
                self._hands.agree(action.path, action.head.memory_id, action.text)
            case Forget():
                self._ledger.forget(action.path)
            case SetAside():
                self._pushing.set_aside(action)
            case Remove():
                self._hands.remove(action.path, action.over, now)
                self._tell(Kind.REMOVED, action.path)
            case Move():
                self._hands.move(action.path, action.target, action.over, action.head, now)
                self._tell(Kind.REMOVED, action.path, detail=f"It is now {action.target}.")
            case Keep():
                self._keep(action.path, action.reason)
                return False
            case Pull():
                return False  # they are done together
            case _:
                assert_never(action)
        return True

    def _write(self, action: Push | Create | Rename | Delete, now: float) -> None:
        match action:
            case Push():
                self._pushing.push(action)
            case Create():
                self._pushing.create(action)
            case Rename():
                if not self._pushing.rename(action):
                    self._not_renamed.add((action.old, action.path))
            case Delete():
                self._deleted.append(now)
                self._pushing.delete(action)

    def _pull(self, pulls: list[Pull], now: float) -> set[str]:
        wanted = {action.head.memory_id: action for action in pulls}
        done: set[str] = set()
        for head, content in self._side.read(list(wanted)):
            action = wanted[head.memory_id]
            self._remote.put(head)
            done |= {action.path, head.path}
            if head.path != action.path:
                continue
            try:
                self._hands.show(action.path, head, content, action.over, now)
            except Moved:
                self._tree.doubt(action.path, now)
                self._waiting.add(action.path)
            except OSError as error:
                self._fail(action, f"It cannot be written here ({error.strerror or error}).", now)
                done.discard(action.path)
            else:
                self._tell(Kind.RESTORED if action.is_restored else Kind.PULLED, action.path)
        return done

    # Failures

    def _fail(self, action: Action, reason: str, now: float) -> None:
        self._failed[action.path] = now, action
        self._keep(action.path, reason)

    def _has_failed(self, action: Action, now: float) -> bool:
        """Whether this very thing failed a moment ago."""
        failed = self._failed.get(action.path)
        if failed is None:
            return False
        if failed[1] == action and now - failed[0] < _AGAIN_S:
            return True
        del self._failed[action.path]
        return False

    def _forget_what_was_kept(self, wanted: set[str], made: Plan) -> None:
        kept = {one.path for one in made.actions if isinstance(one, Keep)}
        planned = {one.path for one in made.actions}
        for path in wanted - kept:
            if path not in planned:
                self._failed.pop(path, None)
            if path not in self._failed:
                self._kept.pop(path, None)

    def _keep(self, path: str, reason: str) -> None:
        if self._kept.get(path) != reason:
            self._kept[path] = reason
            self._tell(Kind.KEPT, path, detail=reason)

    def _tell(self, kind: Kind, path: str | None = None, *, detail: str | None = None) -> None:
        self._told(Event(kind, self._side.store_id, path, detail))

    # The ground

    def _has_ground(self) -> bool:
        """Whether the directory is ours; one that is gone or was emptied is filled again."""
        if not self._root.is_there() and not self._reopen():
            return False
        match ground(self._root, self._side.store_id):
            case Ground.OURS:
                self._is_well()
            case Ground.EMPTY:
                if self._ledger.agreed:
                    self._tell(Kind.WIPED, detail=_WIPED)
                    self._forget_all()
                mark(self._root, self._side.store_id)
                self._is_well()
            case Ground.UNMARKED | Ground.FOREIGN:
                self._is_in_trouble(_UNMARKED)
                return False
        return True

    def _reopen(self) -> bool:
        try:
            root = prepare(self.directory, self._side.store_id, self._own_files())
        except Exception as error:  # noqa: BLE001 - whatever stands there now, it is tried again
            self._is_in_trouble(str(error))
            return False
        self._root.close()
        self._root = root
        self._ledger.clear()
        self._gone_since.clear()
        self._waiting.clear()
        self._take_ground()
        return True

    def _forget_all(self) -> None:
        self._ledger.clear()
        self._gone_since.clear()

    def _is_in_trouble(self, reason: str) -> None:
        if self._troubles != reason:
            self._troubles = reason
            self._tell(Kind.WAITS, detail=reason)

    def _is_well(self) -> None:
        if self._troubles is not None:
            self._troubles = None
            self._tell(Kind.GOES_ON)

    def _look_at_standing(self) -> bool:
        """Ask what may be done; gives whether that changed."""
        standing = self._side.standing()
        if self._read_only:
            standing = Standing(Access.READ_ONLY, "It was mounted read-only.")
        if standing == self._standing:
            return False
        before, self._standing = self._standing, standing
        self._hands.mode = 0o400 if standing.access is Access.READ_ONLY else 0o600
        if standing.access is Access.WAITING:
            self._tell(Kind.WAITS, detail=standing.reason)
        elif before is not None and before.access is Access.WAITING:
            self._tell(Kind.GOES_ON)
        return True

    def _note_gone(self, changed: set[str], now: float) -> None:
        for path in [*changed, *self._gone_since]:
            if path in self._ledger.agreed and path not in self._tree.local:
                self._gone_since.setdefault(path, now)
            else:
                self._gone_since.pop(path, None)


_WIPED = (
    "All files were gone at once, so they were brought back and nothing was deleted; to empty the"
    " store, use `memtui rm STORE /`."
)
_UNMARKED = (
    "The file .anthropic-memory-store is gone or names another store, so nothing is kept in step;"
    " end this mount, move the directory away, and mount again."
)


def _paths(action: Action) -> set[str]:
    match action:
        case Rename():
            return {action.path, action.old}
        case Move():
            return {action.path, action.target}
        case _:
            return {action.path}
