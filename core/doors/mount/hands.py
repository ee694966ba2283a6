"""
What a mount does in its directory, each deed with its note in the tree and in the ledger.
"""

import contextlib
import hashlib
from dataclasses import dataclass
from typing import Final

from core.doors.mount import writing
from core.doors.mount.held import Held
from core.doors.mount.ledger import Ledger
from core.doors.mount.names import OWN
from core.doors.mount.root import Moved, Print, Root
from core.doors.mount.side import Head
from core.doors.mount.tree import Tree
from core.doors.mount.values import Agreed, LocalText
from core.text import sha256

CONFLICTS: Final = f"{OWN}/conflicts"

_LONGEST_NAME: Final = 255
"""Bytes that a name in a directory may have on all common systems."""


@dataclass(slots=True)
class Hands:
    """The parts that a deed in the directory has to keep in step."""

    root: Root
    tree: Tree
    ledger: Ledger
    held: Held
    limit_bytes: int
    mode: int = 0o600
    """Of the files that are written; read-only ones when nothing may be pushed."""

    def text(self, path: str, expected: LocalText) -> str:
        """
        The text of a file.

        Raises:
            Moved: It is another one by now.
            OSError: It cannot be read.
        """
        text = self.root.read(path, self._print(path), self.limit_bytes).decode()
        if sha256(text) != expected.sha256:
            raise Moved
        return text

    def begins_with(self, path: str, agreed: Agreed) -> bool:
        """Whether the file at a path begins with a text."""
        try:
            raw = self.root.read(path, self._print(path), self.limit_bytes)
        except (OSError, Moved):
            return False
        return hashlib.sha256(raw[: agreed.size_bytes]).hexdigest() == agreed.sha256

    def agree(self, path: str, memory_id: str, text: LocalText) -> None:
        """Note that a file and a memory hold the same."""
        agreed = Agreed(memory_id, text.sha256, text.size_bytes, text.inode)
        self.ledger.agree(path, agreed, self._certain(path))

    def settle_with(self, path: str, memory_id: str, text: LocalText) -> None:
        """Note that a text is kept elsewhere, so that the file may show the store's."""
        # Of no size: what is added to it later goes on from nothing that the store has.
        self.ledger.agree(path, Agreed(memory_id, text.sha256, 0, text.inode), None)

    def confirm(self) -> None:
        """Note the prints of files that rest, so that the next run need not read them again."""
        for path in list(self.ledger.unprinted):
            local, agreed = self.tree.local.get(path), self.ledger.agreed[path]
            if isinstance(local, LocalText) and local.sha256 == agreed.sha256:
                print_ = self._certain(path)
                if print_ is not None:
                    self.ledger.agree(path, agreed, print_)

    def set_modes(self, now: float) -> None:
        """Let the files that are in step be written, or not, as those that come will be."""
        for path in self.ledger.agreed:
            local, print_ = self.tree.local.get(path), self.tree.print_of(path)
            if not isinstance(local, LocalText) or print_ is None:
                continue
            if bool(print_.mode & 0o200) != bool(self.mode & 0o200):
                with contextlib.suppress(Moved, OSError):
                    print_ = writing.set_mode(self.root, path, print_, self.mode)
                    self.tree.wrote(path, print_, local.sha256, local.size_bytes, now)

    def show(self, path: str, head: Head, content: str, over: LocalText | None, now: float) -> None:
        """
        Let a file hold the text of its memory.

        Raises:
            Moved: The file is another one by now; nothing was done.
            OSError: It cannot be written.
        """
        raw = content.encode()
        if over is None:
            try:
                print_ = writing.create(self.root, path, raw, self.mode)
            except (FileExistsError, IsADirectoryError):
                # A directory without files is in nobody's way.
                self.root.clear(path)
                print_ = writing.create(self.root, path, raw, self.mode)
        else:
            expected = self._print(path)
            print_, old = writing.replace(self.root, path, raw, self.mode, expected)
            self._hold(old, path, over, expected, now)
        self.tree.wrote(path, print_, head.sha256, head.size_bytes, now)
        agreed = Agreed(head.memory_id, head.sha256, head.size_bytes, print_.file)
        self.ledger.agree(path, agreed, None)

    def remove(self, path: str, over: LocalText, now: float) -> None:
        """
        Remove a file.

        Raises:
            Moved: The file is another one by now; nothing was done.
            OSError: It cannot be removed.
        """
        expected = self._print(path)
        old = writing.remove(self.root, path, expected)
        self._hold(old, path, over, expected, now)
        self.tree.gone(path)
        self.ledger.forget(path)

    def move(self, path: str, target: str, over: LocalText, head: Head, now: float) -> None:
        """
        Rename a file as its memory was.

        Raises:
            Moved: The file is another one by now; nothing was done.
            OSError: It cannot be renamed.
        """
        print_ = writing.move(self.root, path, target, self._print(path))
        self.tree.gone(path)
        self.tree.wrote(target, print_, over.sha256, over.size_bytes, now)
        agreed = Agreed(head.memory_id, over.sha256, over.size_bytes, over.inode)
        self.ledger.agree(target, agreed, None)
        self.ledger.forget(path)

    def keep_copy(self, path: str, raw: bytes, ending: str) -> str | None:
        """A copy of a local text among the conflicts, by its path; None if there is no room."""
        above, _, name = path.rpartition("/")
        room = _LONGEST_NAME - len(ending.encode()) - 1
        name = name.encode(errors="surrogateescape")[:room].decode(errors="ignore")
        copy = f"{CONFLICTS}{above}/{name}.{ending}"
        try:
            writing.put(self.root, copy, raw, 0o600)
        except OSError:
            return None
        return copy

    def _hold(self, descriptor: int, path: str, over: LocalText, print_: Print, now: float) -> None:
        agreed = self.ledger.agreed.get(path)
        if agreed is None or agreed.sha256 != over.sha256:
            agreed = Agreed("", over.sha256, 0)
        self.held.add(descriptor, path, agreed, print_, now)

    def _print(self, path: str) -> Print:
        print_ = self.tree.print_of(path)
        if print_ is None:
            raise Moved
        return print_

    def _certain(self, path: str) -> Print | None:
        return self.tree.print_of(path) if self.tree.is_certain(path) else None
