"""
What agents left behind: sources, the sessions in them, their events, and what touched a memory.

Events are the bulk, so they point at their session by its number, and NULL stands for what most of
them are: of the session's main agent, of no known tool.
"""

from core.storage.tables.holds import Holds

TABLES_4 = """
CREATE TABLE sources (
    number INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    format TEXT NOT NULL,
    is_document INTEGER NOT NULL,
    device INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    head_sha256 TEXT NOT NULL,
    tail_sha256 TEXT NOT NULL,
    generation INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    dropping INTEGER NOT NULL,
    reader TEXT,
    next_seq INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    agent TEXT,
    state TEXT NOT NULL
);
CREATE INDEX sources_by_inode ON sources (inode, device);

CREATE INDEX sessions_by_start ON sessions (started_at, number);

CREATE TABLE transcripts (
    session INTEGER PRIMARY KEY REFERENCES sessions (number),
    format TEXT NOT NULL,
    native_id TEXT NOT NULL,
    is_ingested INTEGER NOT NULL,
    agent_rank INTEGER NOT NULL,
    agent_version TEXT,
    cwd TEXT,
    git_branch TEXT,
    parent_session TEXT,
    parent_call_id TEXT,
    forked_from TEXT,
    outcome TEXT,
    first_ts INTEGER,
    last_ts INTEGER,
    events INTEGER NOT NULL,
    tool_calls INTEGER NOT NULL,
    tool_errors INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cache_read_tokens INTEGER NOT NULL,
    cache_write_tokens INTEGER NOT NULL,
    reads INTEGER NOT NULL,
    writes INTEGER NOT NULL,
    UNIQUE (native_id, format)
);

CREATE TABLE subagents (
    session INTEGER NOT NULL REFERENCES sessions (number),
    key TEXT NOT NULL,
    name TEXT,
    parent TEXT,
    spawn_call_id TEXT,
    PRIMARY KEY (session, key)
);

CREATE TABLE events (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    session INTEGER NOT NULL REFERENCES sessions (number),
    clock INTEGER NOT NULL,
    source INTEGER REFERENCES sources (number),
    seq INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    raw_offset INTEGER NOT NULL,
    raw_len INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    kind TEXT NOT NULL,
    native_type TEXT NOT NULL,
    native_id TEXT,
    block_no INTEGER NOT NULL,
    ts INTEGER,
    ts_kind TEXT NOT NULL,
    agent TEXT,
    role_origin TEXT,
    call_id TEXT,
    tool TEXT,
    tool_norm TEXT,
    mcp_server TEXT,
    body TEXT NOT NULL,
    input TEXT,
    status TEXT,
    error_source TEXT,
    exit_code INTEGER,
    model TEXT,
    request_id TEXT,
    cwd TEXT,
    is_meta INTEGER NOT NULL,
    is_sidechain INTEGER NOT NULL,
    is_copied INTEGER NOT NULL,
    full_len INTEGER NOT NULL
);
CREATE INDEX events_in_order ON events (session, clock, number);
CREATE INDEX events_that_failed ON events (ts)
    WHERE kind = 'tool_result' AND status IN ('failed', 'timeout');
CREATE UNIQUE INDEX events_by_native_id ON events (session, native_id, block_no)
    WHERE native_id IS NOT NULL;
CREATE UNIQUE INDEX events_by_place ON events (source, raw_offset, block_no, generation)
    WHERE native_id IS NULL;
CREATE INDEX events_by_call ON events (session, call_id) WHERE call_id IS NOT NULL;

CREATE TABLE usages (
    session INTEGER NOT NULL REFERENCES sessions (number),
    request_id TEXT NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cache_read_tokens INTEGER NOT NULL,
    cache_write_tokens INTEGER NOT NULL,
    PRIMARY KEY (session, request_id)
);

CREATE TABLE damages (
    number INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES sources (number),
    generation INTEGER NOT NULL,
    raw_offset INTEGER NOT NULL,
    raw_len INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    reason TEXT NOT NULL,
    UNIQUE (source, raw_offset, generation)
);

CREATE TABLE accesses (
    number INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES events (number),
    session INTEGER NOT NULL REFERENCES sessions (number),
    touch TEXT NOT NULL,
    directory TEXT NOT NULL,
    path TEXT NOT NULL,
    written_sha256 TEXT,
    ts INTEGER,
    store_id TEXT,
    memory_id TEXT,
    version_id TEXT
);
CREATE INDEX accesses_by_event ON accesses (event);
CREATE INDEX accesses_by_session ON accesses (session);
CREATE INDEX accesses_to_settle ON accesses (session, number)
    WHERE version_id IS NULL AND touch <> 'possible';
CREATE INDEX accesses_by_time ON accesses (ts);
CREATE INDEX accesses_by_path ON accesses (store_id, path);
CREATE INDEX accesses_by_version ON accesses (version_id) WHERE version_id IS NOT NULL;

CREATE VIRTUAL TABLE events_text USING fts5 (
    body, input, content='events', content_rowid='number', tokenize='unicode61'
)
"""

COLUMNS: dict[str, dict[str, Holds]] = {
    "sources": {
        "path": Holds.TEXT,
        "format": Holds.ID,
        "head_sha256": Holds.ID,
        "tail_sha256": Holds.ID,
        "reader": Holds.JSON,
        "agent": Holds.TEXT,
        "state": Holds.ID,
    },
    "transcripts": {
        "format": Holds.ID,
        "native_id": Holds.TEXT,
        "agent_version": Holds.TEXT,
        "cwd": Holds.TEXT,
        "git_branch": Holds.TEXT,
        "parent_session": Holds.TEXT,
        "parent_call_id": Holds.TEXT,
        "forked_from": Holds.TEXT,
        "outcome": Holds.TEXT,
    },
    "subagents": {
        "key": Holds.TEXT,
        "name": Holds.TEXT,
        "parent": Holds.TEXT,
        "spawn_call_id": Holds.TEXT,
    },
    "events": {
        "kind": Holds.ID,
        "native_type": Holds.TEXT,
        "native_id": Holds.TEXT,
        "ts_kind": Holds.ID,
        "agent": Holds.TEXT,
        "role_origin": Holds.ID,
        "call_id": Holds.TEXT,
        "tool": Holds.TEXT,
        "tool_norm": Holds.ID,
        "mcp_server": Holds.TEXT,
        "body": Holds.TEXT,
        "input": Holds.JSON,
        "status": Holds.ID,
        "error_source": Holds.ID,
        "model": Holds.TEXT,
        "request_id": Holds.TEXT,
        "cwd": Holds.TEXT,
    },
    "usages": {"request_id": Holds.TEXT},
    "damages": {"reason": Holds.ID},
    "accesses": {
        "touch": Holds.ID,
        "directory": Holds.TEXT,
        "path": Holds.PATH,
        "written_sha256": Holds.ID,
        "store_id": Holds.ID,
        "memory_id": Holds.ID,
        "version_id": Holds.ID,
    },
}
