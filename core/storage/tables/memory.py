"""
Stores, memories, versions, sessions, and the change feed that everything hangs on.
"""

from core.storage.tables.holds import Holds

TABLES_1 = """
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE stores (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    metadata TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    archived_at TEXT
);

CREATE TABLE sessions (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    agent TEXT NOT NULL,
    title TEXT,
    metadata TEXT NOT NULL,
    status TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT
);
CREATE INDEX sessions_by_agent ON sessions (agent, number);

CREATE TABLE attachments (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    position INTEGER NOT NULL,
    store_id TEXT NOT NULL REFERENCES stores (id),
    access TEXT NOT NULL,
    instructions TEXT,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    mount_path TEXT NOT NULL,
    PRIMARY KEY (session_id, store_id)
);
CREATE INDEX attachments_by_store ON attachments (store_id);

CREATE TABLE changes (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    store_id TEXT,
    subject_id TEXT NOT NULL,
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL
);
CREATE INDEX changes_by_time ON changes (at, seq);

CREATE TABLE contents (
    seq INTEGER PRIMARY KEY REFERENCES changes (seq),
    text TEXT NOT NULL
);

CREATE TABLE versions (
    seq INTEGER PRIMARY KEY REFERENCES changes (seq),
    id TEXT NOT NULL UNIQUE,
    store_id TEXT NOT NULL,
    memory_id TEXT NOT NULL,
    operation TEXT NOT NULL,
    path TEXT,
    content_seq INTEGER REFERENCES contents (seq),
    content_sha256 TEXT,
    content_size_bytes INTEGER,
    created_at TEXT NOT NULL,
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    unconditional INTEGER NOT NULL,
    origin TEXT,
    origin_id TEXT,
    redacted_at TEXT,
    redacted_by_type TEXT,
    redacted_by_id TEXT
);
CREATE INDEX versions_by_store ON versions (store_id, seq);
CREATE INDEX versions_by_path ON versions (store_id, path, seq);
CREATE INDEX versions_by_memory ON versions (memory_id, seq);
CREATE INDEX versions_by_actor ON versions (actor_id, seq);

CREATE TABLE memories (
    id TEXT PRIMARY KEY,
    store_id TEXT NOT NULL REFERENCES stores (id),
    path TEXT NOT NULL,
    version_id TEXT NOT NULL,
    content_seq INTEGER NOT NULL REFERENCES contents (seq),
    content_sha256 TEXT NOT NULL,
    content_size_bytes INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (store_id, path)
);
"""

# What is searched: fed from the feed, behind the writes.
INDEXES_1 = """
CREATE VIRTUAL TABLE current_text USING fts5 (
    text, content='contents', content_rowid='seq', tokenize='unicode61'
);
CREATE VIRTUAL TABLE history_text USING fts5 (
    text, content='contents', content_rowid='seq', tokenize='unicode61'
);
CREATE TABLE indexed (
    content_seq INTEGER PRIMARY KEY,
    memory_id TEXT NOT NULL UNIQUE
);
"""

# What one person did in one go (a directory moved, a session undone) carries one `batch`, so that
# it is undone in one go; what an undo wrote is found from what it undid.
BATCHES_2 = """
ALTER TABLE versions ADD COLUMN batch TEXT;
CREATE INDEX versions_by_origin ON versions (origin_id) WHERE origin_id IS NOT NULL;
CREATE INDEX changes_of_archives ON changes (actor_id, seq)
    WHERE kind IN ('store.archived', 'store.reopened')
"""

# Archiving a store can be undone too; the first index named a kind that the feed
# does not have.
ARCHIVES_6 = """
CREATE TABLE archives_taken_back (
    seq INTEGER PRIMARY KEY REFERENCES changes (seq),
    origin TEXT NOT NULL,
    origin_seq INTEGER NOT NULL REFERENCES changes (seq)
);
DROP INDEX changes_of_archives;
CREATE INDEX archives_by_actor ON changes (actor_id, seq)
    WHERE kind IN ('store.archived', 'store.unarchived');
CREATE INDEX archives_by_store ON changes (store_id, seq)
    WHERE kind IN ('store.archived', 'store.unarchived')
"""

COLUMNS: dict[str, dict[str, Holds]] = {
    "settings": {"name": Holds.ID, "value": Holds.ID},
    "stores": {
        "id": Holds.ID,
        "name": Holds.TEXT,
        "description": Holds.TEXT,
        "metadata": Holds.JSON,
        "created_at": Holds.ID,
        "updated_at": Holds.ID,
        "archived_at": Holds.ID,
    },
    "sessions": {
        "id": Holds.ID,
        "agent": Holds.TEXT,
        "title": Holds.TEXT,
        "metadata": Holds.JSON,
        "status": Holds.ID,
        "started_at": Holds.ID,
        "ended_at": Holds.ID,
    },
    "attachments": {
        "session_id": Holds.ID,
        "store_id": Holds.ID,
        "access": Holds.ID,
        "instructions": Holds.TEXT,
        "name": Holds.TEXT,
        "description": Holds.TEXT,
        "mount_path": Holds.SLUG,
    },
    "archives_taken_back": {"origin": Holds.ID},
    "changes": {
        "kind": Holds.ID,
        "at": Holds.ID,
        "store_id": Holds.ID,
        "subject_id": Holds.ID,
        "actor_type": Holds.ID,
        "actor_id": Holds.ACTOR,
    },
    "contents": {"text": Holds.TEXT},
    "versions": {
        "id": Holds.ID,
        "store_id": Holds.ID,
        "memory_id": Holds.ID,
        "operation": Holds.ID,
        "path": Holds.PATH,
        "content_sha256": Holds.ID,
        "created_at": Holds.ID,
        "actor_type": Holds.ID,
        "actor_id": Holds.ACTOR,
        "origin": Holds.ID,
        "origin_id": Holds.ID,
        "redacted_at": Holds.ID,
        "redacted_by_type": Holds.ID,
        "redacted_by_id": Holds.ACTOR,
        "batch": Holds.ID,
    },
    "memories": {
        "id": Holds.ID,
        "store_id": Holds.ID,
        "path": Holds.PATH,
        "version_id": Holds.ID,
        "content_sha256": Holds.ID,
        "created_at": Holds.ID,
        "updated_at": Holds.ID,
    },
    "indexed": {"memory_id": Holds.ID},
}
