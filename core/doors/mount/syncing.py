"""
One pass of a mount: look at both sides, plan, and do it, until nothing is left to be done now.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Final

from core.doors.mount.acting import Acting, paths_of
from core.doors.mount.events import Event, Kind, Told
from core.doors.mount.footing import Footing, OwnFiles
from core.doors.mount.kept import Kept
from core.doors.mount.plan import is_wiped, plan
from core.doors.mount.pushing import Pushing
from core.doors.mount.remote import Remote
from core.doors.mount.root import Root
from core.doors.mount.side import Access, Standing, StoreSide
from core.doors.mount.values import (
    Create,
    Delete,
    LocalText,
    Pull,
    Push,
    Rename,
    Rules,
    View,
    most_deletes,
)

_ROUNDS: Final = 6
"""So often what was done is looked at again: after a conflict the store's text is shown."""

_BATCH: Final = 100
"""Memories that are read at once."""


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
            own_files: Gives the files of open workspaces, which must not be opened.
            read_only: Whether nothing is pushed, whatever the store allows.

        Raises:
            MountRefused: It cannot be mounted.
            OSError: The ledger cannot be written.
        """
        self._side = side
        self._told = told
        self._rules = rules
        self._read_only = read_only
        self._remote = Remote(side)
        self._kept = Kept(side.store_id, told)
        self._footing = Footing(side, directory, ledger, told, rules, own_files)
        self._pushing = Pushing(side, self._footing, self._remote, told, merges=rules.merge)
        self._acting = Acting(side, self._footing, self._remote, self._kept, self._pushing, told)
        self._gone_since: dict[str, float] = {}
        self._touched = set(self._footing.ledger.agreed)
        self._now = 0.0
        self.standing: Standing | None = None
        """What may be done to the store, as of the last pass."""

    # What others may ask

    @property
    def directory(self) -> Path:
        """Where it is, without symbolic links."""
        return self._footing.directory

    @property
    def root(self) -> Root:
        """The directory, as it is held now."""
        return self._footing.root

    @property
    def directories(self) -> frozenset[str]:
        """The directories in it that are kept in step; another object when there are others."""
        return self._footing.tree.directories

    @property
    def kept(self) -> dict[str, str]:
        """What stays on one side, by path, and why."""
        return self._kept.reasons

    @property
    def trouble(self) -> str | None:
        """Why nothing is kept in step for now."""
        return self._footing.trouble

    @property
    def files(self) -> int:
        """How many files are in step."""
        return len(self._footing.ledger.agreed)

    @property
    def pending_deletes(self) -> list[str]:
        """Files that are gone, and whose memories are not deleted yet."""
        return sorted(self._gone_since)

    def memory_at(self, path: str) -> str | None:
        """The memory that a file is in step with."""
        agreed = self._footing.ledger.agreed.get(path)
        return None if agreed is None else agreed.memory_id

    def take_touched(self) -> set[str]:
        """The paths at which anything was done since this was asked last; at first all of them."""
        touched, self._touched = self._touched, set()
        return touched

    def next_at(self) -> float | None:
        """When the next pass has something to do even if nobody calls for it."""
        times = [self._footing.tree.next_at(), self._footing.held.next_at()]
        for since in self._gone_since.values():
            # What could not be deleted when its time came is looked at with everything else.
            dues = (since + self._rules.wipe_s, since + self._rules.corroborate_s)
            times += [due for due in dues if due > self._now]
        return min((one for one in times if one is not None), default=None)

    def is_restless(self) -> bool:
        """Whether a file was written a moment ago and not read since."""
        return self._footing.tree.is_restless()

    def close(self) -> None:
        """Let the directory go."""
        self._footing.close()

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
            OSError: The directory cannot be read.
        """
        self._now = now
        if not self._footing.is_firm():
            return
        # Before the heads are asked: a store that is gone must not look like an empty one.
        is_new_standing = self._look_at_standing()
        changed = self._footing.tree.look(now, hints)
        changed |= self._remote.refresh()
        if self._remote.take_redacted():
            # What the history tells of them must go too.
            self._touched.update(self._footing.ledger.agreed)
        for memory_id, reason in self._remote.strange.items():
            self._kept.keep(memory_id, reason)
        for late in self._footing.held.late(now):
            self._pushing.late(late, self._access)
        if hints is None or is_new_standing:
            changed |= self._out_of_step()
            self._footing.hands.confirm()
        if is_new_standing:
            self._footing.hands.set_modes(now)
        for path in self._footing.tree.take_leftovers():
            self._pushing.recover(path)
        self._note_gone(changed, now)
        wanted = changed | self._acting.waiting
        for _ in range(_ROUNDS):
            wanted = self._round(wanted, now)
            if not wanted:
                break

    def end(self, now: float) -> None:
        """The last pass: also what was written into replaced files just now."""
        for late in self._footing.held.late(now, at_once=True):
            self._pushing.late(late, self._access)
        self.step(now)

    @property
    def _access(self) -> Access:
        return Access.WAITING if self.standing is None else self.standing.access

    def _look_at_standing(self) -> bool:
        """Ask what may be done; gives whether that changed."""
        standing = self._side.standing()
        if self._read_only:
            standing = Standing(Access.READ_ONLY, "It was mounted read-only.")
        if standing == self.standing:
            return False
        before, self.standing = self.standing, standing
        self._footing.hands.mode = 0o400 if standing.access is Access.READ_ONLY else 0o600
        if standing.access is Access.WAITING:
            self._tell(Kind.WAITS, detail=standing.reason)
        elif before is not None and before.access is Access.WAITING:
            self._tell(Kind.GOES_ON)
        return True

    def _out_of_step(self) -> set[str]:
        """Every path at which there might be something to do."""
        local, agreed = self._footing.tree.local, self._footing.ledger.agreed
        heads = self._remote.by_path
        found = {*local, *heads, *agreed}
        for path, last in agreed.items():
            text, head = local.get(path), heads.get(path)
            if (
                isinstance(text, LocalText)
                and head is not None
                and text.sha256 == last.sha256 == head.sha256
                and head.memory_id == last.memory_id
            ):
                found.discard(path)
        return found

    def _note_gone(self, changed: set[str], now: float) -> None:
        for path in [*changed, *self._gone_since]:
            if path in self._footing.ledger.agreed and path not in self._footing.tree.local:
                self._gone_since.setdefault(path, now)
            else:
                self._gone_since.pop(path, None)

    def _round(self, wanted: set[str], now: float) -> set[str]:
        """Plan and do; gives the paths at which anything was done."""
        made = plan(self._view(now), wanted)
        self._acting.waiting = (self._acting.waiting - wanted) | made.waiting
        self._kept.forget(wanted, made)
        done: set[str] = set()
        pulls: list[Pull] = []
        for action in made.actions:
            if self._kept.has_failed(action, now):
                continue
            if isinstance(action, Pull):
                pulls.append(action)
            elif self._acting.attempt(action, now):
                done |= paths_of(action)
        if any(isinstance(action, Push | Create | Rename | Delete) for action in made.actions):
            # Also what others wrote meanwhile: the next round has to know it.
            done |= self._remote.refresh()
        for start in range(0, len(pulls), _BATCH):
            done |= self._acting.pull(pulls[start : start + _BATCH], now)
        self._touched |= done
        return done

    def _view(self, now: float) -> View:
        agreed = self._footing.ledger.agreed
        self._acting.deleted = [
            at for at in self._acting.deleted if now - at < self._rules.delete_round_s
        ]
        view = View(
            self._footing.tree.local,
            agreed,
            self._remote.by_path,
            self._remote.by_id,
            self._access,
            self._gone_since,
            now,
            self._rules,
            most_deletes(len(agreed)) - len(self._acting.deleted),
            self._footing.hands.begins_with,
            frozenset(self._acting.not_renamed),
        )
        if is_wiped(view):
            self._footing.begin_anew()
            self._gone_since.clear()
        return view

    def _tell(self, kind: Kind, path: str | None = None, *, detail: str | None = None) -> None:
        self._told(Event(kind, self._side.store_id, path, detail))
