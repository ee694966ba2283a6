"""
The writes that take versions back: each makes a memory what it was before.

Nothing is overwritten that came since: what would be taken back has to be what is there.
"""

from core.context import Context
from core.errors import CoreError, InvalidRequest
from core.records import heads
from core.records.lineage import incarnation, text_of, version_before
from core.records.origins import Note, Operation, Origin
from core.records.versions import Version
from core.storage.sqlite import Connection
from core.writing import record


class UndoRefused(CoreError):
    """What would be taken back is not what is there any more; nothing was written."""

    type = "memory_precondition_failed_error"

    def __init__(self, path: str, version_id: str, head_version_id: str | None) -> None:
        now = "is gone" if head_version_id is None else "was changed since"
        super().__init__(f"{path} {now}, so nothing was taken back; look at its history first.")
        self.path = path
        self.version_id = version_id
        """The version that was to be undone."""
        self.head_version_id = head_version_id
        """The version that is there now, if any."""

    def details(self) -> dict[str, str | None]:
        return {
            "path": self.path,
            "version_id": self.version_id,
            "head_version_id": self.head_version_id,
        }


def invert(context: Context, connection: Connection, version: Version, note: Note) -> None:
    """
    Take one version back.

    Raises:
        UndoRefused: It is not what is there any more, or its path from before is taken.
        InvalidRequest: What it would bring back was redacted.
        NotPermitted: The store is archived, or may not be written.
    """
    context.scope.require_writable(connection, version.memory_store_id)
    if version.path is None:
        raise InvalidRequest(f"The version {version.id} was redacted and cannot be taken back.")
    head = incarnation(connection, version.memory_id)
    if version.operation is Operation.DELETED:
        if head is not None:
            raise UndoRefused(head.path, version.id, head.version_id)
        _create(context, connection, version, version_before(connection, version), note)
        return
    if head is None or head.path != version.path or head.content_sha256 != version.content_sha256:
        raise UndoRefused(version.path, version.id, None if head is None else head.version_id)
    if version.operation is Operation.CREATED:
        record.delete(context, connection, head, note)
        return
    before = version_before(connection, version)
    if before is None or before.path is None:
        raise InvalidRequest(f"What {version.path} was before was redacted.")
    refuse_blocked(connection, version, before.path, head.id)
    text = text_of(connection, before)
    record.modify(context, connection, head, path=before.path, text=text, note=note)


def return_to_before(
    context: Context, connection: Connection, versions: list[Version], note: Note
) -> bool:
    """
    Make a memory what it was before some versions in a row; gives whether that took a write.

    Raises:
        UndoRefused: Its path from before is taken.
        InvalidRequest: What it was before was redacted.
    """
    first, last = versions[0], versions[-1]
    before = version_before(connection, first)
    head = incarnation(connection, last.memory_id)
    if before is None or before.operation is Operation.DELETED:
        if head is None:
            return False  # it made the memory and deleted it again
        record.delete(context, connection, head, note)
    elif head is None:
        _create(context, connection, last, before, note)
    else:
        assert before.path is not None
        refuse_blocked(connection, last, before.path, head.id)
        text = text_of(connection, before)
        record.modify(context, connection, head, path=before.path, text=text, note=note)
    return True


def _create(
    context: Context, connection: Connection, version: Version, before: Version | None, note: Note
) -> None:
    if before is None or before.path is None:
        raise InvalidRequest(f"What {version.path} held was redacted.")
    refuse_blocked(connection, version, before.path)
    continued = Note(
        origin=note.origin or Origin.RESTORE,
        origin_id=note.origin_id or before.id,
        batch=note.batch,
    )
    record.create(
        context,
        connection,
        version.memory_store_id,
        before.path,
        text_of(connection, before),
        continued,
    )


def refuse_blocked(connection: Connection, version: Version, path: str, *besides: str) -> None:
    """
    Check that an undo may put a memory back at a path; `besides` are memories that may be there.

    Raises:
        UndoRefused: Another memory is there, or below, or above.
    """
    blocker = heads.blocker(connection, version.memory_store_id, path, besides)
    if blocker is not None:
        raise UndoRefused(blocker.path, version.id, blocker.version_id)
