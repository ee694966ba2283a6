"""
One pass of a mount: look at both sides, and then plan and do, until nothing is left to be done now.
"""

from collections.abc import Collection
from pathlib import Path

from core.doors.mount.acting import Acting
from core.doors.mount.events import Event, Kind, Told
from core.doors.mount.footing import Footing, OwnFiles
from core.doors.mount.kept import Kept
from core.doors.mount.pushing import Pushing
from core.doors.mount.remote import Remote
from core.doors.mount.root import Root
from core.doors.mount.rounds import Rounds
from core.doors.mount.side import Access, Standing, StoreSide
from core.doors.mount.values import LocalText, Rules


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
        self._read_only = read_only
        self._remote = Remote(side)
        self._kept = Kept(side.store_id, told)
        self._footing = Footing(side, directory, ledger, told, rules, own_files)
        self._pushing = Pushing(side, self._footing, self._remote, told, merges=rules.merge)
        acting = Acting(side, self._footing, self._remote, self._kept, self._pushing, told)
        touched = set(self._footing.ledger.agreed)
        self._rounds = Rounds(self._footing, self._remote, self._kept, acting, rules, touched)
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
        return sorted(self._rounds.gone_since)

    def memory_at(self, path: str) -> str | None:
        """The memory that a file is in step with."""
        agreed = self._footing.ledger.agreed.get(path)
        return None if agreed is None else agreed.memory_id

    def take_touched(self) -> set[str]:
        """The paths at which anything was done since this was asked last; at first all of them."""
        touched, self._rounds.touched = self._rounds.touched, set()
        return touched

    def next_at(self) -> float | None:
        """When the next pass has something to do even if nobody calls for it."""
        times = [self._footing.tree.next_at(), self._footing.held.next_at()]
        # What could not be deleted when its time came is looked at with everything else.
        times += [due for due in self._rounds.dues() if due > self._now]
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
            self._rounds.touched.update(self._footing.ledger.agreed)
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
        self._rounds.run(changed, now, self._access)

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

    def _tell(self, kind: Kind, path: str | None = None, *, detail: str | None = None) -> None:
        self._told(Event(kind, self._side.store_id, path, detail))
