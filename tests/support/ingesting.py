"""Ingesting in tests, and all that a workspace then knows, as values that can be compared."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core import Workspace
from core.transcripts.discover import discovered
from core.transcripts.ingest import Ingested, Wishes
from core.transcripts.stored import StoredEvent
from core.transcripts.tally import Added

NOTHING = Added()

_EVENTS = """
    SELECT transcripts.native_id, events.native_id, block_no, kind, native_type, ts, ts_kind,
        events.agent, role_origin, call_id, tool, tool_norm, body, input, status, error_source,
        exit_code, model, request_id, events.cwd, is_meta, is_sidechain, is_copied, full_len
    FROM events JOIN transcripts ON transcripts.session = events.session
"""
_SESSIONS = """
    SELECT native_id, transcripts.format, sessions.agent, sessions.title, sessions.started_at,
        agent_version, cwd, git_branch, parent_session, outcome, first_ts, last_ts, events,
        tool_calls, tool_errors, rejected, input_tokens, output_tokens, cache_read_tokens,
        cache_write_tokens, reads, writes
    FROM transcripts JOIN sessions ON sessions.number = transcripts.session
"""
_USAGES = """
    SELECT transcripts.native_id, request_id, usages.input_tokens, usages.output_tokens
    FROM usages JOIN transcripts ON transcripts.session = usages.session
"""
_ACCESSES = """
    SELECT transcripts.native_id, events.native_id, touch, directory, path, written_sha256,
        accesses.ts, store_id
    FROM accesses JOIN events ON events.number = accesses.event
        JOIN transcripts ON transcripts.session = accesses.session
"""
_PLACES = "SELECT path, raw_offset, raw_len, events.line_no, block_no, seq FROM events JOIN sources"
_DAMAGES = "SELECT path, raw_offset, raw_len, reason FROM damages JOIN sources"


def ingest(
    ws: Workspace,
    *paths: Path,
    agent: str | None = None,
    maps: Mapping[str, str] | None = None,
    at_rest: bool = True,
) -> Ingested:
    """Read files and folders as the command does; gives what this run did."""
    ingester = ws.ingester(Wishes(agent=agent, maps=maps or {}))
    for path in discovered(paths):
        ingester.file(path, at_rest=at_rest)
    return ingester.total


def known(ws: Workspace, *, places: bool = False) -> dict[str, list[tuple[Any, ...]]]:
    """
    All that was ingested, in an order of its own.

    Args:
        places: Also where everything stands, which depends on the files that tell of it.
    """
    wanted = {
        "events": _EVENTS,
        "sessions": _SESSIONS,
        "usages": _USAGES,
        "accesses": _ACCESSES,
    }
    if places:
        wanted["places"] = f"{_PLACES} ON sources.number = events.source"
        wanted["damages"] = f"{_DAMAGES} ON sources.number = damages.source"
    with ws.context.db.snapshot() as connection:
        return {
            name: sorted(connection.execute(select).fetchall(), key=repr)
            for name, select in wanted.items()
        }


def events(ws: Workspace, session: str) -> list[StoredEvent]:
    """All events of a session, in order."""
    return list(ws.transcripts.all_events(session))


def bodies(ws: Workspace, session: str) -> list[str]:
    """The texts of a session's events, in order."""
    return [event.body for event in events(ws, session)]


def check(ws: Workspace) -> None:
    """Counters, index and places agree with the events."""
    assert ws.examine().problems == ()


def sources(ws: Workspace) -> dict[str, tuple[int, str]]:
    """Generation and state of each file, by its name."""
    with ws.context.db.snapshot() as connection:
        rows = connection.execute("SELECT path, generation, state FROM sources").fetchall()
    return {Path(path).name: (generation, state) for path, generation, state in rows}
