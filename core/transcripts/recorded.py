"""
The rows of events, as they are written and read.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from core import ids
from core.errors import NotFound
from core.storage.sqlite import Connection
from core.transcripts.fields import words
from core.transcripts.kinds import (
    MAIN,
    ErrorSource,
    Kind,
    RoleOrigin,
    Status,
    ToolNorm,
    TsKind,
    Usage,
)
from core.transcripts.stored import Pointer, StoredEvent

if TYPE_CHECKING:
    from core.transcripts.storable import Stored

COLUMNS: Final = (
    "session, clock, source, seq, generation, raw_offset, raw_len, line_no, kind, native_type,"
    " native_id, block_no, ts, ts_kind, agent, role_origin, call_id, tool, tool_norm, mcp_server,"
    " body, input, status, error_source, exit_code, model, request_id, cwd, is_meta, is_sidechain,"
    " is_copied, full_len"
)
_NULLABLE: Final = words(
    "native_id ts agent role_origin call_id tool tool_norm mcp_server input status error_source"
    " exit_code model request_id cwd"
)
VALUES: Final = ", ".join(
    "nullif(?, '')" if column in _NULLABLE else "?" for column in COLUMNS.split(", ")
)
"""For what `row_of` gives: "" stands for NULL, which takes the driver five times as long."""

SELECT: Final = (
    "SELECT events.number, sessions.id, events.seq, events.kind, events.native_type,"
    " events.native_id, events.block_no, events.ts, events.ts_kind, events.agent,"
    " events.role_origin, events.call_id, events.tool, events.tool_norm, events.mcp_server,"
    " events.body, events.input, events.status, events.error_source, events.exit_code,"
    " events.model, events.request_id, events.cwd, events.is_meta, events.is_sidechain,"
    " events.is_copied, events.full_len, coalesce(sources.path, ''), events.generation,"
    " events.raw_offset, events.raw_len, events.line_no, coalesce(sources.is_document, 1),"
    " usages.input_tokens, usages.output_tokens, usages.cache_read_tokens,"
    " usages.cache_write_tokens, events.clock"
    " FROM events JOIN sessions ON sessions.number = events.session"
    " LEFT JOIN sources ON sources.number = events.source"
    " LEFT JOIN usages ON usages.session = events.session"
    " AND usages.request_id = events.request_id"
)


def event_id(number: int) -> str:
    """The id of an event by its row: in the order of the rows, and never used again."""
    return f"{ids.EVENT}_01{ids.encode(number)}"


def event_number(event_id: str) -> int:
    """
    The row of an event by its id.

    Raises:
        NotFound: It is no id of an event.
    """
    token = event_id.removeprefix(f"{ids.EVENT}_01")
    number = ids.decode(token)
    if token == event_id or number is None or number >= 1 << 63:
        raise NotFound(f"There is no event {event_id}.")
    return number


def row_of(
    stored: "Stored", *, session: int, source: int, seq: int, generation: int, clock: int
) -> tuple[object, ...]:
    """The values of `COLUMNS` for one event."""
    # Plain values only: the driver looks for an adapter of None, of enums and of booleans.
    event = stored.event
    where = event.where
    return (
        session,
        clock,
        source,
        seq,
        generation,
        where.raw_offset,
        where.raw_len,
        where.line_no,
        event.kind.value,
        event.native_type,
        event.native_id or "",
        event.block_no,
        "" if event.ts is None else event.ts,
        event.ts_kind.value,
        "" if event.agent == MAIN else event.agent,
        event.role_origin.value if event.role_origin else "",
        event.call_id or "",
        event.tool or "",
        event.tool_norm.value if event.tool_norm else "",
        event.mcp_server or "",
        stored.body,
        stored.input or "",
        event.status.value if event.status else "",
        "" if event.error_source is ErrorSource.NONE else event.error_source.value,
        "" if event.exit_code is None else event.exit_code,
        event.model or "",
        event.request_id or "",
        event.cwd or "",
        int(event.is_meta),
        int(event.is_sidechain),
        int(event.is_copied),
        stored.full_len,
    )


def insert(connection: Connection, rows: Sequence[tuple[object, ...]]) -> None:
    """Write new events down, each given as its number and the values of `COLUMNS`."""
    connection.executemany(f"INSERT INTO events (number, {COLUMNS}) VALUES (?, {VALUES})", rows)


def event_of(row: Sequence[Any]) -> StoredEvent:
    """An event from a row of `SELECT`."""
    usage = None if row[33] is None else Usage(*row[33:37])
    return StoredEvent(
        id=event_id(row[0]),
        session_id=row[1],
        seq=row[2],
        kind=Kind(row[3]),
        native_type=row[4],
        native_id=row[5],
        block_no=row[6],
        ts=row[7],
        ts_kind=TsKind(row[8]),
        agent=row[9] or MAIN,
        role_origin=None if row[10] is None else RoleOrigin(row[10]),
        call_id=row[11],
        tool=row[12],
        tool_norm=None if row[13] is None else ToolNorm(row[13]),
        mcp_server=row[14],
        body=row[15],
        input=row[16],
        status=None if row[17] is None else Status(row[17]),
        error_source=ErrorSource(row[18] or ErrorSource.NONE),
        exit_code=row[19],
        model=row[20],
        request_id=row[21],
        usage=usage,
        cwd=row[22],
        is_meta=bool(row[23]),
        is_sidechain=bool(row[24]),
        is_copied=bool(row[25]),
        full_len=row[26],
        pointer=Pointer(row[27], row[28], row[29], row[30], row[31], bool(row[32])),
    )
