"""
What only a served workspace has: the keys that let programs in, and what the wire says of sessions
besides, with the events that were sent to them.
"""

from core.storage.tables.holds import Holds

TABLES_8 = """
CREATE TABLE keys (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    secret_sha256 TEXT NOT NULL UNIQUE,
    is_admin INTEGER NOT NULL,
    session_id TEXT,
    grants TEXT,
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT,
    revoked_at TEXT
);

CREATE TABLE wire_sessions (
    session INTEGER PRIMARY KEY REFERENCES sessions (number),
    agent TEXT NOT NULL,
    environment_id TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    archived_at TEXT,
    deleted_at TEXT
);

CREATE TABLE wire_events (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    session INTEGER NOT NULL REFERENCES sessions (number),
    type TEXT NOT NULL,
    processed_at TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX wire_events_by_session ON wire_events (session, number)
"""

COLUMNS: dict[str, dict[str, Holds]] = {
    "keys": {
        "id": Holds.ID,
        "name": Holds.TEXT,
        "secret_sha256": Holds.ID,
        "session_id": Holds.ID,
        "grants": Holds.ID,
        "actor_type": Holds.ID,
        "actor_id": Holds.ACTOR,
        "created_at": Holds.ID,
        "expires_at": Holds.ID,
        "revoked_at": Holds.ID,
    },
    "wire_sessions": {
        "agent": Holds.JSON,
        "environment_id": Holds.TEXT,
        "updated_at": Holds.ID,
        "archived_at": Holds.ID,
        "deleted_at": Holds.ID,
    },
    "wire_events": {
        "id": Holds.ID,
        "type": Holds.ID,
        "processed_at": Holds.ID,
        "body": Holds.JSON,
    },
}
