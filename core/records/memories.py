"""
Memories as the wire describes them: the head of each, with its content or without.
"""

from dataclasses import dataclass
from datetime import datetime

from core.records import heads
from core.records.heads import Head
from core.storage.sqlite import Connection


@dataclass(frozen=True, slots=True)
class Memory:
    """One memory as it is now, as the wire describes it; `content` is None in a basic view."""

    id: str
    memory_store_id: str
    memory_version_id: str
    path: str
    content: str | None
    content_sha256: str
    content_size_bytes: int
    created_at: datetime
    updated_at: datetime


def memory_of(head: Head, content: str | None) -> Memory:
    """A head as the wire describes it."""
    return Memory(
        head.id,
        head.store_id,
        head.version_id,
        head.path,
        content,
        head.content_sha256,
        head.content_size_bytes,
        head.created_at,
        head.updated_at,
    )


def read_memory(connection: Connection, head: Head) -> Memory:
    """A head with its content."""
    return memory_of(head, heads.content(connection, head.content_seq))
