"""
What a mount is kept in step with: one store, seen by one actor, in plain values.

A workspace on this machine and a served one each have their own implementation. What a writer must
act on is a value here (`Lost`); what ends or delays everything is a `CoreError`.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Access(StrEnum):
    """What may be done to the store right now."""

    READ_WRITE = "read_write"
    READ_ONLY = "read_only"
    WAITING = "waiting"
    """It may be written, but not now: the session is paused or over, or the store is archived."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The access, and in a sentence why it is no more than that."""

    access: Access
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A memory as it is now, without its content."""

    memory_id: str
    path: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Lost:
    """A write that the store refused because others were faster; what it wanted is kept there."""

    conflict_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What happened in the store since a moment."""

    seq: int
    """The newest change of anything."""
    memory_ids: frozenset[str]
    """The memories that were made, changed or deleted."""
    is_redacted: bool = False
    """Whether versions were emptied, so that nothing that was shown of them may stay."""


@dataclass(frozen=True, slots=True)
class Past:
    """One version of a memory."""

    version_id: str
    memory_id: str
    at: datetime
    by: str
    """The agent's name, or the id of who wrote it."""
    session_id: str | None
    operation: str
    path: str | None
    sha256: str | None
    content: str | None


class StoreSide(Protocol):
    """The store. Every call may raise `Unreachable`, and `NotFound` once the store is gone."""

    store_id: str
    name: str
    limit_bytes: int
    """How large a memory may be."""

    def standing(self) -> Standing:
        """What may be done right now."""

    def seq(self) -> int:
        """The newest change of anything; to be asked before the heads are."""

    def changed(self, since: int) -> Changed:
        """What changed after `since`."""

    def wait(self, since: int, timeout_s: float, stop: threading.Event) -> bool:
        """Wait until anything changed after `since`; False when it was in vain."""

    def heads(self) -> list[Head]:
        """Every memory."""

    def head(self, memory_id: str) -> Head | None:
        """One memory, if it is still there."""

    def read(self, memory_ids: Sequence[str]) -> Iterator[tuple[Head, str]]:
        """Memories with their contents, in any order; those that are gone are left out."""

    def create(self, path: str, content: str) -> Head | Lost:
        """Make a memory at a free path."""

    def update(
        self,
        memory_id: str,
        *,
        content: str | None,
        path: str | None,
        expect: str,
        merge: bool,
    ) -> Head | Lost:
        """
        Change a memory if its content still hashes to `expect`; merge what does not overlap if so
        wished.

        Raises:
            NotFound: The memory is gone.
        """

    def append(self, memory_id: str, text: str) -> Head:
        """
        Add lines at the end of whatever is there now.

        Raises:
            NotFound: The memory is gone.
        """

    def delete(self, memory_id: str, expect: str) -> Lost | None:
        """
        Delete a memory if its content still hashes to `expect`.

        Raises:
            NotFound: The memory is gone.
        """

    def past(self, memory_id: str | None, limit: int) -> list[Past]:
        """The newest versions of a memory with contents, or of the whole store without."""
