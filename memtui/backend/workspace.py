"""
Everything that screens ask of a workspace: what all of them need (stores, memories, versions,
changes), and what the other files of this folder add.
"""

from collections.abc import Sequence
from threading import Event
from typing import Protocol

from core.changes import Change
from core.diff import Diff
from core.reading.listing import MemoryPrefix
from core.reading.pages import Page
from core.records.memories import Memory
from core.records.stores import Store
from core.records.versions import Version
from memtui.backend.conflicts import ConflictBackend
from memtui.backend.deeds import ActingBackend
from memtui.backend.dreams import DreamBackend
from memtui.backend.finding import FindingBackend
from memtui.backend.memory import MemoryBackend
from memtui.backend.sessions import SessionBackend
from memtui.backend.timeline import TimelineBackend


class Backend(
    ActingBackend,
    ConflictBackend,
    DreamBackend,
    FindingBackend,
    MemoryBackend,
    SessionBackend,
    TimelineBackend,
    Protocol,
):
    """A workspace as screens see it. Every value is frozen; every call may raise `CoreError`."""

    name: str
    """The workspace as a person calls it, for the title line."""

    def stores(self) -> Sequence[Store]:
        """All stores, archived ones too."""

    def children(
        self, store_id: str, path_prefix: str, page: str | None = None, limit: int = 100
    ) -> Page[Memory | MemoryPrefix]:
        """One page of the direct children of a directory, in the order of their paths."""

    def memory(self, memory_id: str) -> Memory:
        """A memory with its content."""

    def heads(self, memories: Sequence[tuple[str, str]]) -> Sequence[Version]:
        """The newest version of each memory (store id, memory id) that is there; no contents."""

    def history(self, store_id: str, memory_id: str, page: str | None = None) -> Page[Version]:
        """One page of a memory's versions, newest first, without contents."""

    def version(self, version_id: str) -> Version:
        """A version with its content."""

    def diff(self, older: str | None, newer: str) -> Diff:
        """What changed between two versions, by id; `None` stands for an empty text."""

    def seq(self) -> int:
        """The `seq` of the newest change."""

    def changes_since(self, seq: int, limit: int = 500) -> Sequence[Change]:
        """The changes after a `seq`, oldest first."""

    def newest_changes(self, limit: int, before: int | None = None) -> Sequence[Change]:
        """The newest changes (of those before a `seq`), newest first."""

    def wait(self, seq: int, timeout_s: float, stop: Event) -> bool:
        """Wait for a change after `seq`; False when the time is over or `stop` was set."""

    def open_conflicts(self) -> int:
        """How many refused writes wait for a person."""
