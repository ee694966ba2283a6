"""
What a mount stands on: the directory, what is known of it, and what to do when it is swept away.

A directory that was removed or emptied is filled again; one that lost its marker but not its files
is somebody's business that we do not know, and nothing is kept in step until it is clear.
"""

from collections.abc import Callable, Collection
from pathlib import Path

from core.doors.mount.events import Event, Kind, Told
from core.doors.mount.ground import Ground, ground, mark, prepare
from core.doors.mount.hands import Hands
from core.doors.mount.held import Held
from core.doors.mount.ledger import Ledger
from core.doors.mount.root import Root
from core.doors.mount.side import StoreSide
from core.doors.mount.tree import Tree
from core.doors.mount.values import Rules
from core.storage.files import identity

OwnFiles = Callable[[], Collection[Path]]
"""Gives the files of open workspaces, which nobody but SQLite may open."""

WIPED = (
    "All files were gone at once, so they were brought back and nothing was deleted; to empty the"
    " store, use `memtui rm STORE /`."
)
_UNMARKED = (
    "The file .anthropic-memory-store is gone or names another store, so nothing is kept in step;"
    " end this mount, move the directory away, and mount again."
)


class Footing:
    """The directory of one mount; see the module."""

    def __init__(
        self,
        side: StoreSide,
        directory: Path,
        ledger: Path,
        told: Told,
        rules: Rules,
        own_files: OwnFiles,
    ) -> None:
        """
        Take the directory; nothing is written into it yet.

        Raises:
            MountRefused: It cannot be mounted.
            OSError: The ledger cannot be written.
        """
        self._store_id = side.store_id
        self._limit_bytes = side.limit_bytes
        self._told = told
        self._rules = rules
        self._own_files = own_files
        self.directory = directory.resolve()
        self.trouble: str | None = None
        """Why nothing is kept in step for now."""
        self.held = Held(rules, side.limit_bytes)
        self.root = prepare(self.directory, side.store_id, own_files())
        try:
            self.ledger = Ledger(ledger, f"{self.directory} {side.store_id}")
            self.tree, self.hands = self._stand_on(self.root)
        except BaseException:
            self.root.close()
            raise

    def _stand_on(self, root: Root) -> tuple[Tree, Hands]:
        own = {one for file in self._own_files() if (one := identity(file)) is not None}
        tree = Tree(root, self._rules, self._limit_bytes, own, self.ledger.known())
        return tree, Hands(root, tree, self.ledger, self.held, self._limit_bytes)

    def close(self) -> None:
        """Let the directory go."""
        self.hands.confirm()
        self.held.close()
        self.ledger.close()
        self.root.close()

    def is_firm(self) -> bool:
        """Whether the directory is ours; one that is gone or was emptied is made ready first."""
        if not self.root.is_there() and not self._reopen():
            return False
        match ground(self.root, self._store_id):
            case Ground.OURS:
                self._is_well()
            case Ground.EMPTY:
                if self.ledger.agreed:
                    self.begin_anew()
                mark(self.root, self._store_id)
                self._is_well()
            case Ground.UNMARKED | Ground.FOREIGN:
                self._is_in_trouble(_UNMARKED)
                return False
        return True

    def begin_anew(self) -> None:
        """Forget what was agreed on, so that everything is shown again and nothing is deleted."""
        self._tell(Kind.WIPED, WIPED)
        self.ledger.clear()

    def _reopen(self) -> bool:
        try:
            root = prepare(self.directory, self._store_id, self._own_files())
        except Exception as error:  # noqa: BLE001 - whatever stands there now, it is tried again
            self._is_in_trouble(str(error))
            return False
        self.root.close()
        self.root = root
        self.begin_anew()
        mode = self.hands.mode
        self.tree, self.hands = self._stand_on(root)
        self.hands.mode = mode
        return True

    def _is_in_trouble(self, reason: str) -> None:
        if self.trouble != reason:
            self.trouble = reason
            self._tell(Kind.WAITS, reason)

    def _is_well(self) -> None:
        if self.trouble is not None:
            self.trouble = None
            self._tell(Kind.GOES_ON)

    def _tell(self, kind: Kind, detail: str | None = None) -> None:
        self._told(Event(kind, self._store_id, detail=detail))
