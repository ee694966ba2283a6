"""
The one place where a memory changes: content, version, head and change row in one step.

Everything that writes a memory (update, rename, delete, restore, import, redaction) comes through
here, so that no change can lack its version or its row in the feed. It runs inside a transaction of
the caller and decides nothing: permissions, paths and preconditions were checked before.
"""

from core import changes, ids
from core.context import Context
from core.records.heads import Head
from core.records.origins import ORDINARY, Note, Operation
from core.storage.sqlite import Connection
from core.text import Text
from core.times import format_time


def create(
    context: Context,
    connection: Connection,
    store_id: str,
    path: str,
    text: Text,
    note: Note = ORDINARY,
) -> Head:
    """Make a memory at a free path."""
    now = context.clock()
    at = format_time(now)
    memory_id = context.new_id(ids.MEMORY)
    seq = _append(context, connection, "memory.created", at, memory_id, store_id)
    _keep(connection, seq, text)
    head = Head(
        memory_id,
        store_id,
        path,
        context.new_id(ids.VERSION),
        seq,
        text.sha256,
        text.size_bytes,
        now,
        now,
    )
    _insert_version(context, connection, seq, head, at, Operation.CREATED, note)
    connection.execute(
        "INSERT INTO memories (id, store_id, path, version_id, content_seq, content_sha256,"
        " content_size_bytes, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            memory_id,
            store_id,
            path,
            head.version_id,
            seq,
            text.sha256,
            text.size_bytes,
            at,
            at,
        ),
    )
    return head


def modify(
    context: Context,
    connection: Connection,
    old: Head,
    *,
    path: str | None = None,
    text: Text | None = None,
    note: Note = ORDINARY,
) -> Head:
    """Give a memory another content, another path, or both, as one version."""
    # A clock that went back must not make a memory older than it was.
    now = max(context.clock(), old.updated_at)
    at = format_time(now)
    seq = _append(context, connection, "memory.modified", at, old.id, old.store_id)
    if text is not None:
        _keep(connection, seq, text)
    head = Head(
        old.id,
        old.store_id,
        old.path if path is None else path,
        context.new_id(ids.VERSION),
        old.content_seq if text is None else seq,
        old.content_sha256 if text is None else text.sha256,
        old.content_size_bytes if text is None else text.size_bytes,
        old.created_at,
        now,
    )
    _insert_version(context, connection, seq, head, at, Operation.MODIFIED, note)
    if head.path != old.path:
        # Apart: naming an indexed column rewrites its index even when the value stays.
        connection.execute("UPDATE memories SET path = ? WHERE id = ?", (head.path, head.id))
    connection.execute(
        "UPDATE memories SET version_id = ?, content_seq = ?, content_sha256 = ?,"
        " content_size_bytes = ?, updated_at = ? WHERE id = ?",
        (
            head.version_id,
            head.content_seq,
            head.content_sha256,
            head.content_size_bytes,
            at,
            head.id,
        ),
    )
    return head


def delete(context: Context, connection: Connection, old: Head, note: Note = ORDINARY) -> str:
    """End a memory; its versions stay. Gives the id of the version that says so."""
    now = max(context.clock(), old.updated_at)
    at = format_time(now)
    seq = _append(context, connection, "memory.deleted", at, old.id, old.store_id)
    version_id = context.new_id(ids.VERSION)
    actor = context.scope.actor
    connection.execute(
        "INSERT INTO versions (seq, id, store_id, memory_id, operation, path, created_at,"
        " actor_type, actor_id, unconditional, origin, origin_id, batch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''), nullif(?, ''))",
        (
            seq,
            version_id,
            old.store_id,
            old.id,
            Operation.DELETED.value,
            old.path,
            at,
            actor.type.value,
            actor.id,
            int(note.unconditional),
            "" if note.origin is None else note.origin.value,
            note.origin_id or "",
            note.batch or "",
        ),
    )
    connection.execute("DELETE FROM memories WHERE id = ?", (old.id,))
    return version_id


def _append(
    context: Context, connection: Connection, kind: str, at: str, memory_id: str, store_id: str
) -> int:
    return changes.append(
        connection, kind, at, context.scope.actor, subject_id=memory_id, store_id=store_id
    )


def _keep(connection: Connection, seq: int, text: Text) -> None:
    connection.execute("INSERT INTO contents (seq, text) VALUES (?, ?)", (seq, text.content))


# Enums and bools are bound by their plain values, and None as "": the driver looks for an adapter
# of everything but plain texts and numbers, which takes it three times as long.
def _insert_version(
    context: Context,
    connection: Connection,
    seq: int,
    head: Head,
    at: str,
    operation: Operation,
    note: Note,
) -> None:
    actor = context.scope.actor
    connection.execute(
        "INSERT INTO versions (seq, id, store_id, memory_id, operation, path, content_seq,"
        " content_sha256, content_size_bytes, created_at, actor_type, actor_id, unconditional,"
        " origin, origin_id, batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " nullif(?, ''), nullif(?, ''), nullif(?, ''))",
        (
            seq,
            head.version_id,
            head.store_id,
            head.id,
            operation.value,
            head.path,
            head.content_seq,
            head.content_sha256,
            head.content_size_bytes,
            at,
            actor.type.value,
            actor.id,
            int(note.unconditional),
            "" if note.origin is None else note.origin.value,
            note.origin_id or "",
            note.batch or "",
        ),
    )
