"""
Calls that are stored after their results: the verdict on both, now that the command is known.

A session may lie in several files, and nobody says in which order they are read.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from core.storage.sqlite import Connection
from core.transcripts.events import ErrorSource, Event, Kind, Status, ToolNorm
from core.transcripts.pairing import Late
from core.transcripts.status import Verdict, reconsidered
from core.transcripts.tools import command_of

_CHUNK = 400


def reunited(
    connection: Connection, calls: Sequence[tuple[int, Event, str | None]], before: int
) -> Iterator[Late]:
    """
    Verdicts for calls whose result was stored alone.

    Args:
        calls: New ones, each with its session's row and its input as it is kept.
        before: The last event that was stored before them.
    """
    by_session: defaultdict[int, dict[str, tuple[Event, str | None]]] = defaultdict(dict)
    for session, call, given in calls:
        if call.call_id is not None:
            by_session[session][call.call_id] = call, given
    for session, wanted in by_session.items():
        ids = list(wanted)
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            rows = connection.execute(
                "SELECT call_id, kind, status, error_source, exit_code, body FROM events"
                f" WHERE session = ? AND call_id IN ({', '.join('?' * len(part))})"
                " AND number <= ? AND kind IN ('tool_call', 'tool_result') ORDER BY number",
                (session, *part, before),
            ).fetchall()
            for call_id, result in _lone_results(rows).items():
                yield from _verdicts(*wanted[call_id], result)


def _lone_results(rows: Sequence[tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    called = {row[0] for row in rows if row[1] == Kind.TOOL_CALL}
    return {row[0]: row[2:] for row in reversed(rows) if row[0] not in called}


def _verdicts(call: Event, given: str | None, result: tuple[Any, ...]) -> Iterator[Late]:
    status, source, exit_code, body = result
    verdict = Verdict(
        Status(status or Status.UNKNOWN), ErrorSource(source or ErrorSource.NONE), exit_code
    )
    if call.tool_norm is ToolNorm.SHELL:
        verdict = reconsidered(verdict, body, command_of(given))
    for kind in (Kind.TOOL_CALL, Kind.TOOL_RESULT):
        yield Late(call.session, call.call_id or "", kind, verdict)
