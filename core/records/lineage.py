"""
What stands before and behind versions: where a memory comes from, and what has become of it.
"""

from core.access.scope import Scope
from core.errors import InvalidRequest, NotFound
from core.records import heads
from core.records.heads import Head
from core.records.origins import CONTINUES, Operation
from core.records.versions import SELECT, Version, version_in, version_of
from core.storage.sqlite import Connection
from core.text import Text


def chain(
    connection: Connection, scope: Scope, memory_id: str, view: str = "basic"
) -> list[Version]:
    """
    The versions of a memory, newest first, then those of the memory it was restored from, and on.

    Raises:
        NotFound: There never was such a memory for this scope.
    """
    versions: list[Version] = []
    seen: set[str] = set()
    following: str | None = memory_id
    while following is not None and following not in seen:
        seen.add(following)
        rows = connection.execute(
            f"{SELECT} WHERE versions.memory_id = ? ORDER BY versions.seq DESC", (following,)
        ).fetchall()
        if not rows:
            break
        versions.extend(version_in(connection, row, view) for row in rows)
        following = _restored_from(connection, versions[-1])
    missing = NotFound(f"There is no memory {memory_id}, and there never was one.")
    if not versions:
        raise missing
    try:
        scope.require_visible(connection, versions[0].memory_store_id)
    except NotFound:
        raise missing from None
    return versions


def _restored_from(connection: Connection, first: Version) -> str | None:
    if first.origin not in CONTINUES or first.operation is not Operation.CREATED:
        return None
    row = connection.execute(
        "SELECT memory_id FROM versions WHERE id = ?", (first.origin_id,)
    ).fetchone()
    return None if row is None else str(row[0])


def incarnation(connection: Connection, memory_id: str) -> Head | None:
    """The head of a memory, or of the one that was made to continue it after it was deleted."""
    following: str | None = memory_id
    while following is not None:
        try:
            return heads.load(connection, following)
        except NotFound:
            marks = ", ".join("?" * len(CONTINUES))
            row = connection.execute(
                "SELECT later.memory_id FROM versions JOIN versions AS later"
                " ON later.origin_id = versions.id WHERE versions.memory_id = ?"
                f" AND later.operation = 'created' AND later.origin IN ({marks})"
                " AND later.memory_id <> versions.memory_id ORDER BY later.seq DESC LIMIT 1",
                (following, *(origin.value for origin in CONTINUES)),
            ).fetchone()
            following = None if row is None else str(row[0])
    return None


def version_before(connection: Connection, version: Version) -> Version | None:
    """What the memory was before a version; for the first one of a continued memory, nothing."""
    row = connection.execute(
        f"{SELECT} WHERE versions.memory_id = ? AND versions.seq < ?"
        " ORDER BY versions.seq DESC LIMIT 1",
        (version.memory_id, version.seq),
    ).fetchone()
    return None if row is None else version_of(row)


def newest_version(connection: Connection, memory_id: str) -> Version:
    """The version of a memory that was written last; there is one."""
    row = connection.execute(
        f"{SELECT} WHERE versions.memory_id = ? ORDER BY versions.seq DESC LIMIT 1", (memory_id,)
    ).fetchone()
    return version_of(row)


def written_by(connection: Connection, session_id: str) -> dict[str, list[Version]]:
    """
    What a session wrote, in order, by memory.

    Raises:
        NotFound: It wrote nothing.
    """
    rows = connection.execute(
        f"{SELECT} WHERE versions.actor_id = ? AND versions.actor_type = 'session_actor'"
        " ORDER BY versions.seq",
        (session_id,),
    ).fetchall()
    if not rows:
        raise NotFound(f"The session {session_id} wrote nothing.")
    written: dict[str, list[Version]] = {}
    for row in rows:
        version = version_of(row)
        written.setdefault(version.memory_id, []).append(version)
    return written


def others_between(connection: Connection, versions: list[Version]) -> bool:
    """Whether others wrote the memory between the first and the last of these versions."""
    (count,) = connection.execute(
        "SELECT count(*) FROM versions WHERE memory_id = ? AND seq BETWEEN ? AND ?",
        (versions[0].memory_id, versions[0].seq, versions[-1].seq),
    ).fetchone()
    return bool(count != len(versions))


def text_of(connection: Connection, version: Version) -> Text:
    """
    The text of a version.

    Raises:
        InvalidRequest: It was redacted.
    """
    row = connection.execute(
        "SELECT text, content_sha256, content_size_bytes FROM versions JOIN contents"
        " ON contents.seq = versions.content_seq WHERE versions.seq = ?",
        (version.seq,),
    ).fetchone()
    if row is None:
        raise InvalidRequest(f"The version {version.id} was redacted, so it cannot come back.")
    return Text(*row)
