"""
Refused writes, and what somebody decided about them and has not written yet.
"""

from core.storage.tables.holds import Holds

TABLES_1 = """
CREATE TABLE conflicts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    store_id TEXT NOT NULL,
    memory_id TEXT,
    path TEXT NOT NULL,
    base_sha256 TEXT,
    base_version_id TEXT,
    theirs_version_id TEXT,
    mine_path TEXT,
    mine_content_seq INTEGER REFERENCES contents (seq),
    mine_sha256 TEXT,
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    resolved_version_id TEXT
);
CREATE INDEX conflicts_by_state ON conflicts (state, store_id, number);
CREATE INDEX conflicts_by_store ON conflicts (store_id);
"""

# A successful write looks for the open conflicts of its writer at that path, every time.
BY_ACTOR_3 = """
CREATE INDEX conflicts_by_actor ON conflicts (actor_id, store_id, path);
CREATE INDEX conflicts_by_age ON conflicts (updated_at)
"""

# What somebody decided about a conflict and has not written yet; it outlives the program.
DRAFTS_7 = """
CREATE TABLE conflict_drafts (
    conflict_id TEXT NOT NULL,
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    theirs_version_id TEXT,
    decisions TEXT NOT NULL,
    PRIMARY KEY (conflict_id, actor_type, actor_id)
)
"""

COLUMNS: dict[str, dict[str, Holds]] = {
    "conflicts": {
        "id": Holds.ID,
        "state": Holds.ID,
        "kind": Holds.ID,
        "store_id": Holds.ID,
        "memory_id": Holds.ID,
        "path": Holds.PATH,
        "base_sha256": Holds.ID,
        "base_version_id": Holds.ID,
        "theirs_version_id": Holds.ID,
        "mine_path": Holds.PATH,
        "mine_sha256": Holds.ID,
        "actor_type": Holds.ID,
        "actor_id": Holds.ACTOR,
        "created_at": Holds.ID,
        "updated_at": Holds.ID,
        "resolved_version_id": Holds.ID,
    },
    "conflict_drafts": {
        "conflict_id": Holds.ID,
        "actor_type": Holds.ID,
        "actor_id": Holds.ACTOR,
        "theirs_version_id": Holds.ID,
        "decisions": Holds.JSON,
    },
}
