"""
Taking a whole apply back, as new versions: what others wrote since stays.

A file that nobody wrote since gets its text from before; of one that somebody wrote, the three-way
merge keeps both. When that is not clean, nothing of the apply is taken back.
"""

from dataclasses import dataclass

from core import ids
from core.actors import Actor, ActorType
from core.context import Context
from core.dreams.reviewing.cases import Case
from core.dreams.rows import record as tell
from core.errors import InvalidRequest
from core.merge import merge3
from core.records import heads
from core.records.heads import Head
from core.records.lineage import incarnation
from core.records.origins import Note, Operation, Origin
from core.records.versions import SELECT, Version, version_of
from core.storage.sqlite import Connection
from core.text import checked_text
from core.times import format_time
from core.undoing.inverses import UndoRefused, refuse_blocked
from core.writing import record


@dataclass(frozen=True, slots=True)
class Unapplied:
    """What taking an apply back did."""

    apply_id: str
    versions: tuple[str, ...]


def newest_apply(connection: Connection, dream: int, by: Actor | None) -> tuple[str, int] | None:
    """
    The id of the newest apply that holds, and the record that was the newest then.

    `None` when there is none, or when it is not by this actor (if one is given): no older one can
    be taken back from under it.
    """
    row = connection.execute(
        "SELECT id, after_verdict, actor_type, actor_id FROM applies"
        " WHERE dream = ? AND undone_at IS NULL ORDER BY number DESC LIMIT 1",
        (dream,),
    ).fetchone()
    if row is None or by not in (None, Actor(ActorType(row[2]), row[3])):
        return None
    return str(row[0]), int(row[1])


def unapply(context: Context, connection: Connection, case: Case, apply_id: str) -> Unapplied:
    """
    Take an apply back, inside a transaction of the caller.

    Raises:
        UndoRefused: What others wrote since cannot be kept; nothing was taken back.
        NotPermitted: The store may not be written.
        InvalidRequest: What was there before was redacted.
    """
    context.scope.require_writable(connection, case.dream.memory_store_id)
    rows = connection.execute(
        f"{SELECT} WHERE versions.batch = ? ORDER BY versions.seq DESC", (apply_id,)
    ).fetchall()
    batch = context.new_id(ids.BATCH)
    written = []
    for row in rows:
        version = version_of(row)
        note = Note(origin=Origin.DREAM_UNDO, origin_id=version.id, batch=batch)
        written += _take_back(context, connection, version, note)
    connection.execute(
        "UPDATE applies SET undone_at = ? WHERE id = ?", (format_time(context.clock()), apply_id)
    )
    tell(context, connection, "review.undone", case.dream.id, case.dream.memory_store_id)
    return Unapplied(apply_id, tuple(written))


def _take_back(context: Context, connection: Connection, version: Version, note: Note) -> list[str]:
    head = incarnation(connection, version.memory_id)
    if version.operation is Operation.CREATED:
        if head is None:
            return []
        _refuse_changed(version, head)
        return [record.delete(context, connection, head, note)]
    before = _before(connection, version)
    if version.operation is Operation.DELETED:
        return _bring_back(context, connection, version, before, head, note)
    if head is None:
        raise UndoRefused(version.path or "", version.id, None)
    text = _text_without(connection, version, before, head)
    path = head.path
    if before.path != version.path and head.path == version.path and before.path is not None:
        path = before.path
        refuse_blocked(connection, version, path, head.id)
    checked = checked_text(text, context.limits.content_bytes)
    same_text = checked.sha256 == head.content_sha256
    if same_text and path == head.path:
        return []
    new = record.modify(
        context,
        connection,
        head,
        path=None if path == head.path else path,
        text=None if same_text else checked,
        note=note,
    )
    return [new.version_id]


def _bring_back(
    context: Context,
    connection: Connection,
    version: Version,
    before: Version,
    head: Head | None,
    note: Note,
) -> list[str]:
    if head is not None:
        return []  # somebody brought it back already
    path = before.path or ""
    refuse_blocked(connection, version, path)
    text = checked_text(_text(connection, before), context.limits.content_bytes)
    store_id = version.memory_store_id
    return [record.create(context, connection, store_id, path, text, note).version_id]


def _refuse_changed(version: Version, head: Head) -> None:
    if head.content_sha256 != version.content_sha256 or head.path != version.path:
        raise UndoRefused(head.path, version.id, head.version_id)


def _text_without(connection: Connection, version: Version, before: Version, head: Head) -> str:
    old = _text(connection, before)
    if head.content_sha256 == version.content_sha256:
        return old
    theirs = heads.content(connection, head.content_seq)
    merge = merge3(_text(connection, version), theirs, old)
    if not merge.clean:
        raise UndoRefused(head.path, version.id, head.version_id)
    return merge.text


def _before(connection: Connection, version: Version) -> Version:
    row = connection.execute(
        f"{SELECT} WHERE versions.memory_id = ? AND versions.seq < ?"
        " ORDER BY versions.seq DESC LIMIT 1",
        (version.memory_id, version.seq),
    ).fetchone()
    return version_of(row)


def _text(connection: Connection, version: Version) -> str:
    row = connection.execute(
        "SELECT text FROM versions JOIN contents ON contents.seq = versions.content_seq"
        " WHERE versions.seq = ?",
        (version.seq,),
    ).fetchone()
    if row is None:
        raise InvalidRequest(f"The version {version.id} was redacted, so it cannot come back.")
    return str(row[0])
