"""
Memory stores as they are recorded.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime

from core.access.scope import unknown_store
from core.labels import Metadata
from core.storage.sqlite import Connection
from core.times import parse_time


@dataclass(frozen=True, slots=True)
class Store:
    """One memory store, as the wire describes it."""

    id: str
    name: str
    description: str
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None
    metadata: Metadata = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoreSize:
    """How much a store holds now."""

    memories: int
    content_bytes: int
    versions: int


COLUMNS = "id, name, description, metadata, created_at, updated_at, archived_at"
"""Every column of a store but its number; rows of it go to `store_of`."""


def load_store(connection: Connection, store_id: str) -> Store:
    """
    A store by its id, whoever asks.

    Raises:
        NotFound: It does not exist.
    """
    row = connection.execute(f"SELECT {COLUMNS} FROM stores WHERE id = ?", (store_id,)).fetchone()
    if row is None:
        raise unknown_store(store_id)
    return store_of(row)


def store_of(row: tuple[str, str, str, str, str, str, str | None]) -> Store:
    """A store from a row of `COLUMNS`."""
    store_id, name, description, metadata, created_at, updated_at, archived_at = row
    return Store(
        store_id,
        name,
        description,
        parse_time(created_at),
        parse_time(updated_at),
        None if archived_at is None else parse_time(archived_at),
        json.loads(metadata),
    )
