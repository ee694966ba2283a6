"""
What the memory view asks of a workspace besides contents and history: who wrote which line, the
past of a store, and writing an older version back.
"""

from collections.abc import Sequence
from typing import Protocol

from core.blame import Blamed
from core.changes import Change
from core.errors import CoreError
from core.reading.listing import MemoryPrefix
from core.reading.pages import Page
from core.records.memories import Memory
from core.records.versions import Version

__all__ = ["Line", "MemoryBackend", "Moved"]

Line = Blamed[Version]
"""A line of a text and the version, without its content, that last changed it."""


class Moved(CoreError):
    """A memory is another one than the one on the screen, so nothing was written."""


class MemoryBackend(Protocol):
    """What the memory view asks of a workspace; see `memtui.backend.workspace`."""

    def blame(self, version: Version) -> Sequence[Line]:
        """Each line of a version with the version that wrote it."""

    def restore(self, version_id: str, expect: str | None) -> Memory:
        """
        Write a version back as a new one.

        Args:
            expect: The hash of the content that was on the screen as the newest; `None` when the
                memory was deleted.

        Raises:
            Moved: There is another content now.
        """

    def moments(self, store_id: str) -> Sequence[int]:
        """The `seq` of each change of a memory of a store, oldest first."""

    def change(self, seq: int) -> Change | None:
        """The change with this `seq`."""

    def children_at(
        self, store_id: str, seq: int, path_prefix: str, page: str | None = None
    ) -> Page[Memory | MemoryPrefix]:
        """One page of what stood directly under a directory at a `seq`."""

    def memory_at(self, store_id: str, seq: int, path: str) -> Memory:
        """
        What stood at a path at a `seq`, with its content.

        Raises:
            NotFound: Nothing did.
        """
