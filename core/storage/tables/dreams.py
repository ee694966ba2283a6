"""
Dreams, what they propose, and what reviewers made of it.

A proposal is written once. A review is nothing but its verdicts, in the order they were made; what
was applied is kept with what a later look at the remaining hunks needs.
"""

from core.storage.tables.holds import Holds

TABLES_5 = """
CREATE TABLE dreams (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    store_id TEXT NOT NULL,
    status TEXT NOT NULL,
    dreamer TEXT NOT NULL,
    instructions TEXT,
    behavior TEXT NOT NULL,
    max_loss REAL NOT NULL,
    seq INTEGER,
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    session_id TEXT,
    output_store_id TEXT,
    created_at TEXT NOT NULL,
    started_at TEXT,
    ended_at TEXT,
    archived_at TEXT,
    usage TEXT NOT NULL,
    error_type TEXT,
    error_message TEXT,
    stage TEXT,
    sessions_read INTEGER NOT NULL,
    findings INTEGER NOT NULL,
    worker_pid INTEGER,
    beat_at TEXT,
    newest_event INTEGER,
    suppressed TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX dreams_by_store ON dreams (store_id, number);
CREATE INDEX dreams_at_work ON dreams (number) WHERE status IN ('pending', 'running');

CREATE TABLE dream_sessions (
    dream INTEGER NOT NULL REFERENCES dreams (number),
    session_id TEXT NOT NULL,
    PRIMARY KEY (dream, session_id)
) WITHOUT ROWID;

CREATE TABLE dream_files (
    number INTEGER PRIMARY KEY,
    dream INTEGER NOT NULL REFERENCES dreams (number),
    path TEXT NOT NULL,
    version_id TEXT
);
CREATE INDEX dream_files_by_dream ON dream_files (dream, path);

CREATE TABLE dream_changes (
    number INTEGER PRIMARY KEY,
    dream INTEGER NOT NULL REFERENCES dreams (number),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    rationale TEXT NOT NULL,
    confidence REAL NOT NULL,
    evidence TEXT NOT NULL,
    scope TEXT NOT NULL
);
CREATE UNIQUE INDEX dream_changes_by_id ON dream_changes (dream, id);

CREATE TABLE dream_hunks (
    number INTEGER PRIMARY KEY,
    dream INTEGER NOT NULL REFERENCES dreams (number),
    id TEXT NOT NULL,
    change_id TEXT NOT NULL,
    op TEXT NOT NULL,
    path TEXT NOT NULL,
    old_path TEXT,
    old_start INTEGER NOT NULL,
    old_text TEXT NOT NULL,
    new_start INTEGER NOT NULL,
    new_text TEXT NOT NULL
);
CREATE UNIQUE INDEX dream_hunks_by_id ON dream_hunks (dream, id);

CREATE TABLE verdicts (
    number INTEGER PRIMARY KEY,
    dream INTEGER NOT NULL REFERENCES dreams (number),
    action TEXT NOT NULL,
    targets TEXT NOT NULL,
    text TEXT,
    undoes INTEGER,
    version_id TEXT,
    start INTEGER,
    old_text TEXT,
    by_policy INTEGER NOT NULL,
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE INDEX verdicts_by_dream ON verdicts (dream, number);

CREATE TABLE applies (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    dream INTEGER NOT NULL REFERENCES dreams (number),
    after_verdict INTEGER NOT NULL,
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    undone_at TEXT,
    receipt TEXT NOT NULL
);
CREATE INDEX applies_by_dream ON applies (dream, number);

CREATE TABLE applied_hunks (
    number INTEGER PRIMARY KEY,
    apply INTEGER NOT NULL REFERENCES applies (number),
    hunk_id TEXT NOT NULL,
    change_id TEXT NOT NULL,
    version_id TEXT,
    approved_by TEXT NOT NULL
);
CREATE INDEX applied_hunks_by_apply ON applied_hunks (apply);
CREATE INDEX applied_hunks_by_version ON applied_hunks (version_id);

CREATE TABLE anchors (
    apply INTEGER NOT NULL REFERENCES applies (number),
    hunk_id TEXT NOT NULL,
    version_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    PRIMARY KEY (apply, hunk_id)
) WITHOUT ROWID;

CREATE TABLE tombstones (
    number INTEGER PRIMARY KEY,
    dream INTEGER NOT NULL REFERENCES dreams (number),
    store_id TEXT NOT NULL,
    change_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    content TEXT NOT NULL,
    title TEXT NOT NULL,
    reason TEXT,
    seen_until INTEGER,
    actor_type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE UNIQUE INDEX tombstones_by_change ON tombstones (dream, change_id);
CREATE INDEX tombstones_by_store ON tombstones (store_id, kind)
"""

OUTCOME_9 = "ALTER TABLE dreams ADD COLUMN outcome TEXT"

_ACTOR = {"actor_type": Holds.ID, "actor_id": Holds.ACTOR}

COLUMNS: dict[str, dict[str, Holds]] = {
    "dreams": {
        "id": Holds.ID,
        "store_id": Holds.ID,
        "status": Holds.ID,
        "dreamer": Holds.ID,
        "instructions": Holds.TEXT,
        "behavior": Holds.ID,
        **_ACTOR,
        "session_id": Holds.ID,
        "output_store_id": Holds.ID,
        "created_at": Holds.ID,
        "started_at": Holds.ID,
        "ended_at": Holds.ID,
        "archived_at": Holds.ID,
        "usage": Holds.ID,
        "error_type": Holds.ID,
        "error_message": Holds.TEXT,
        "stage": Holds.ID,
        "beat_at": Holds.ID,
        "suppressed": Holds.MADE_JSON,
        "outcome": Holds.MADE_JSON,
    },
    "dream_sessions": {"session_id": Holds.ID},
    "dream_files": {"path": Holds.PATH, "version_id": Holds.ID},
    "dream_changes": {
        "id": Holds.ID,
        "kind": Holds.ID,
        "title": Holds.MADE,
        "rationale": Holds.MADE,
        "evidence": Holds.MADE_JSON,
        "scope": Holds.MADE,
    },
    "dream_hunks": {
        "id": Holds.ID,
        "change_id": Holds.ID,
        "op": Holds.ID,
        "path": Holds.PATH,
        "old_path": Holds.PATH,
        "old_text": Holds.TEXT,
        "new_text": Holds.TEXT,
    },
    "verdicts": {
        "action": Holds.ID,
        "targets": Holds.ID,
        "text": Holds.TEXT,
        "version_id": Holds.ID,
        "old_text": Holds.TEXT,
        **_ACTOR,
        "created_at": Holds.ID,
    },
    "applies": {
        "id": Holds.ID,
        **_ACTOR,
        "created_at": Holds.ID,
        "undone_at": Holds.ID,
        "receipt": Holds.JSON,
    },
    "applied_hunks": {
        "hunk_id": Holds.ID,
        "change_id": Holds.ID,
        "version_id": Holds.ID,
        "approved_by": Holds.JSON,
    },
    "anchors": {"hunk_id": Holds.ID, "version_id": Holds.ID},
    "tombstones": {
        "store_id": Holds.ID,
        "change_id": Holds.ID,
        "kind": Holds.ID,
        "scope": Holds.MADE,
        "content": Holds.MADE,
        "title": Holds.MADE,
        "reason": Holds.TEXT,
        **_ACTOR,
        "created_at": Holds.ID,
    },
}
