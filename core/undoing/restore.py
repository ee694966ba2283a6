"""
Bringing back what a version held: as a new version, never by touching an old one.
"""

from core.context import Context
from core.errors import InvalidRequest, NotFound
from core.memories import Memories
from core.records.lineage import chain
from core.records.memories import Memory
from core.records.origins import Note, Origin
from core.records.versions import load_version
from core.storage.sqlite import Connection


def restore(
    context: Context, version_id: str, *, expect: str | None = None, into: str | None = None
) -> Memory:
    """
    Write a version's content back to its memory.

    A memory that was deleted since is made anew where it was last, with a new id; its log and blame
    continue with those of the old one.

    Args:
        expect: The hash of the content that is to be replaced; only for a memory that is live.
        into: The memory whose history goes back to the version, when it is not the version's own:
            one that was made anew in place of a deleted one.

    Raises:
        NotFound, NotPermitted: Nothing was written.
        InvalidRequest: The version holds no content: it is a deletion, or it was redacted.
        PreconditionFailed: The memory is another one than `expect`.
        PathConflict: The memory is gone and its path is taken.
    """
    with context.db.snapshot() as connection:
        version = load_version(connection, context.scope, version_id)
        if into is not None:
            life = chain(connection, context.scope, into)
            if all(known.id != version_id for known in life):
                raise NotFound(f"There is no version {version_id} in the history of {into}.")
        last_path = _last_path(connection, into or version.memory_id)
    if version.content is None or version.path is None:
        what = "was redacted" if version.redacted_at is not None else "is a deletion"
        raise InvalidRequest(f"The version {version_id} {what}, so it has no content to restore.")
    memories = Memories(context)
    note = Note(origin=Origin.RESTORE, origin_id=version_id)
    try:
        return memories.update(
            into or version.memory_id, content=version.content, expect=expect, note=note
        )
    except NotFound:
        path = last_path or version.path
        return memories.create(version.memory_store_id, path, version.content, note=note)


def _last_path(connection: Connection, memory_id: str) -> str | None:
    """Where a memory is or was last, if no redaction took that out."""
    (path,) = connection.execute(
        "SELECT path FROM versions WHERE memory_id = ? ORDER BY seq DESC LIMIT 1", (memory_id,)
    ).fetchone()
    return None if path is None else str(path)
