"""
A mount that is driven by hand: a real directory, a real workspace, and a clock that tests move.
"""

from pathlib import Path

from core import NotFound, Workspace
from core.context import Context
from core.doors.mount.events import Event, Kind
from core.doors.mount.local_side import LocalSide
from core.doors.mount.side import StoreSide
from core.doors.mount.syncing import Syncing
from core.doors.mount.values import Rules
from core.moving.folders import own_files


class Driven:
    """One mount of one store."""

    def __init__(
        self,
        ws: Workspace,
        store_id: str,
        directory: Path,
        *,
        context: Context | None = None,
        rules: Rules | None = None,
        read_only: bool = False,
        side: StoreSide | None = None,
    ) -> None:
        self.ws = ws
        self.store_id = store_id
        self.directory = directory
        self.events: list[Event] = []
        self.now = 0.0
        self.rules = rules or Rules()
        self.side = side or LocalSide(context or ws.context, store_id)
        self._read_only = read_only
        self.start()

    def start(self) -> None:
        """Mount it; again after a `kill`."""
        self.syncing = Syncing(
            self.side,
            self.directory,
            self.directory.parent / "ledger",
            self.events.append,
            self.rules,
            own_files,
            read_only=self._read_only,
        )
        self.sync()

    def kill(self) -> None:
        """End it as `kill -9` would: nothing is said or written any more."""
        footing = self.syncing._footing
        for part in (footing.held, footing.ledger, footing.root):
            part.close()

    def sync(self, passes: int = 3) -> None:
        """Passes over everything, far enough from each other that files have come to rest."""
        for _ in range(passes):
            self.syncing.step(self.now)
            self.now += 0.06

    def wait(self, seconds: float) -> None:
        """Let time go by, and look again."""
        self.now += seconds
        self.sync()

    # What is there

    def __truediv__(self, name: str) -> Path:
        return self.directory / name

    def files(self) -> dict[str, str]:
        """Every visible file, by its path in the store."""
        found = {}
        for path in self.directory.rglob("*"):
            name = "/" + str(path.relative_to(self.directory))
            if path.is_file() and not path.is_symlink() and "/." not in name:
                found[name] = path.read_bytes().decode()
        return found

    def memories(self) -> dict[str, str]:
        """Every memory, by its path."""
        return {
            one.path: self.ws.memories.retrieve(one.id).content or ""
            for one in self.ws.memories.list(self.store_id)
        }

    def in_step(self) -> dict[str, str]:
        """What both sides hold; they must hold the same."""
        files = self.files()
        assert files == self.memories()
        return files

    def memory_id(self, path: str) -> str:
        """The memory at a path."""
        return self.ws.memories.at_path(self.store_id, path).id

    def write(self, path: str, content: str) -> None:
        """Write into the store as somebody else."""
        self.ws.memories.put(self.store_id, path, content)

    def rm(self, path: str) -> None:
        """Delete in the store as somebody else."""
        self.ws.memories.delete(self.memory_id(path))

    def seen(self, *kinds: Kind) -> list[tuple[str, str | None]]:
        """The events of these kinds (or of all), without the first download."""
        return [(str(one.kind), one.path) for one in self.events if not kinds or one.kind in kinds]

    def texts(self) -> set[str]:
        """Every text that the store or the directory has anywhere."""
        found = set(self.files().values())
        for version in self.ws.versions.list(self.store_id):
            try:
                text = self.ws.versions.retrieve(version.id).content
            except NotFound:
                continue
            if text is not None:
                found.add(text)
        for conflict in self.ws.conflicts.list(state=None):
            text = self.ws.conflicts.text(conflict.id)
            if text is not None:
                found.add(text)
        return found
