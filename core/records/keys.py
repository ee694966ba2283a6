"""
Keys as they are recorded, without their secrets.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from core import actors
from core.actors import Actor, ActorType
from core.storage.sqlite import Connection
from core.times import parse_time


@dataclass(frozen=True, slots=True)
class Key:
    """One key, without its secret."""

    id: str
    name: str
    is_admin: bool
    session_id: str | None
    """The session that it is the key of."""
    grants: tuple[tuple[str, str], ...] | None
    """The stores that it is for, each with its access; `None` is all of them."""
    created_by: Actor
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None

    @property
    def actor(self) -> Actor:
        """Who acts with it."""
        if self.session_id is not None:
            return actors.session(self.session_id)
        return actors.api_key(self.id)


COLUMNS = (
    "id, name, is_admin, session_id, grants, actor_type, actor_id, created_at, expires_at,"
    " revoked_at"
)
SELECT = f"SELECT {COLUMNS} FROM keys"

_Row = tuple[str, str, int, str | None, str | None, str, str, str, str | None, str | None]


def load_key(connection: Connection, key_id: str) -> Key:
    """The key with this id; there is one."""
    return key_of(connection.execute(f"{SELECT} WHERE id = ?", (key_id,)).fetchone())


@lru_cache(maxsize=1_024)
def key_of(row: _Row) -> Key:
    """A key from a row of `COLUMNS`; remembered, since a key is used again and again."""
    return Key(
        id=row[0],
        name=row[1],
        is_admin=bool(row[2]),
        session_id=row[3],
        grants=None if row[4] is None else tuple((one, how) for one, how in json.loads(row[4])),
        created_by=Actor(ActorType(row[5]), row[6]),
        created_at=parse_time(row[7]),
        expires_at=None if row[8] is None else parse_time(row[8]),
        revoked_at=None if row[9] is None else parse_time(row[9]),
    )
