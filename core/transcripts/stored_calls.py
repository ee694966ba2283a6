"""
Calls of tools that are stored already, for results that come later.
"""

from core.db import Database
from core.transcripts.events import ErrorSource, Status, ToolNorm
from core.transcripts.owners import native_id_of
from core.transcripts.pairing import Call
from core.transcripts.status import Verdict


def find_call(db: Database, path: str, session: str | None, call_id: str) -> Call | None:
    """A call of a file that was stored, by an earlier reading or by this one."""
    with db.snapshot() as connection:
        row = connection.execute(
            "SELECT call.tool_norm, call.input, call.status, call.error_source, call.exit_code,"
            " (SELECT count(*) FROM events WHERE session = call.session"
            " AND call_id = call.call_id AND kind = 'tool_result')"
            " >= (SELECT count(*) FROM events WHERE session = call.session"
            " AND call_id = call.call_id AND kind = 'tool_call')"
            " FROM events AS call JOIN transcripts ON transcripts.session = call.session"
            " WHERE call.call_id = ? AND call.kind = 'tool_call' AND transcripts.native_id = ?"
            " ORDER BY call.number DESC LIMIT 1",
            (call_id, native_id_of(path, session)),
        ).fetchone()
    if row is None:
        return None
    norm, given, status, source, exit_code, is_answered = row
    decided = status is not None and status != Status.UNKNOWN
    ruling = (
        Verdict(Status(status), ErrorSource(source or ErrorSource.NONE), exit_code)
        if decided
        else None
    )
    return Call(norm and ToolNorm(norm), given, ruling, bool(is_answered))
