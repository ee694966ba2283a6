"""
Sessions: one run of one named agent, with the memory stores attached to it and how.

`Sessions` starts, lists and ends them; `Session` is the handle an agent writes through. A handle
sees the attached stores only, writes where its access allows it, and signs everything it writes.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from core import actors, changes, ids
from core.changes import Changes
from core.conflicts import Conflicts
from core.context import Context
from core.edits import Append, Insert, StrReplace
from core.errors import InvalidRequest, NotFound, NotPermitted
from core.labels import Metadata, MetadataPatch, check_instructions, check_name, patch_metadata
from core.listing import MemoryPrefix
from core.memories import Memories, Memory, OnConflict
from core.pages import Page, all_pages, check_limit, decode_number_cursor, encode_cursor
from core.scope import SessionEnded, StoreArchived, unknown_store
from core.sqlite import Connection
from core.times import format_time, parse_time
from core.versions import Versions

INGESTED: Final = "ingested"
"""The stored status of a session that only its transcript tells of."""


class Access(StrEnum):
    """What a session may do with an attached store."""

    READ_ONLY = "read_only"
    READ_WRITE = "read_write"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A store as a session sees it; name and description are those of the moment it attached."""

    memory_store_id: str
    access: Access
    name: str
    description: str
    mount_path: str
    instructions: str | None


@dataclass(frozen=True, slots=True)
class Attach:
    """A wish to attach a store, when the access alone does not say everything."""

    access: Access = Access.READ_WRITE
    instructions: str | None = None


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session as it is recorded."""

    id: str
    agent: str
    status: str
    """`running`, `paused` or `ended`."""
    title: str | None
    metadata: Metadata
    started_at: datetime
    ended_at: datetime | None
    resources: tuple[Attachment, ...]


class Session:
    """A session's handle on the workspace: what an agent is given."""

    def __init__(self, context: Context, record: SessionRecord) -> None:
        self.record = record
        self.id = record.id
        self.agent = record.agent
        acting = context.acting_as(actors.session(record.id), record.id)
        self.context = acting
        self.memories = Memories(acting)
        self.versions = Versions(acting)
        self.changes = Changes(acting.db, acting.scope)
        self.conflicts = Conflicts(acting)

    def create(self, store_id: str, path: str, content: str) -> Memory:
        """Make a memory; see `Memories.create`."""
        return self.memories.create(store_id, path, content)

    def retrieve(self, memory_id: str) -> Memory:
        """One memory with its content; see `Memories.retrieve`."""
        return self.memories.retrieve(memory_id)

    def list(
        self, store_id: str, path_prefix: str | None = None, depth: int | None = None
    ) -> Iterator[Memory | MemoryPrefix]:
        """The memories under a prefix; see `Memories.list`."""
        return self.memories.list(store_id, path_prefix, depth)

    def update(
        self,
        memory_id: str,
        *,
        content: str | None = None,
        path: str | None = None,
        expect: str | None = None,
        on_conflict: OnConflict = "refuse",
    ) -> Memory:
        """Change a memory, if its content still hashes to `expect`; see `Memories.update`."""
        return self.memories.update(
            memory_id, content=content, path=path, expect=expect, on_conflict=on_conflict
        )

    def append(self, memory_id: str, text: str) -> Memory:
        """Add lines at the end of a memory as it is now; this never conflicts."""
        return self.memories.edit(memory_id, Append(text))

    def insert(self, memory_id: str, line: int, text: str) -> Memory:
        """Add lines after a line (0: at the top) of a memory as it is now."""
        return self.memories.edit(memory_id, Insert(line, text))

    def str_replace(self, memory_id: str, old: str, new: str) -> Memory:
        """Replace a text that occurs exactly once in a memory as it is now."""
        return self.memories.edit(memory_id, StrReplace(old, new))

    def retry_update(self, memory_id: str, change: Callable[[str], str]) -> Memory:
        """Change a memory's text, again when others were faster; see `Memories.retry_update`."""
        return self.memories.retry_update(memory_id, change)

    def delete(self, memory_id: str, *, expect: str | None = None) -> str:
        """Delete a memory, if its content still hashes to `expect`; see `Memories.delete`."""
        return self.memories.delete(memory_id, expect=expect)


class Sessions:
    """The sessions of a workspace."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db

    def start(
        self,
        agent: str,
        attach: Mapping[str, str | Attach],
        *,
        title: str | None = None,
        metadata: MetadataPatch | None = None,
    ) -> Session:
        """
        Start a session of `agent` with stores attached, and give its handle.

        Args:
            attach: Store id to `"read_only"`, `"read_write"`, or an `Attach`.

        Raises:
            NotFound: A store does not exist.
            StoreArchived: A store is archived, so nothing new may be attached to it.
            InvalidRequest: A rule about names, accesses or counts is broken.
            NotPermitted: A session asked.
        """
        if self._context.scope.is_limited:
            raise NotPermitted("A session cannot start sessions; do it as a user.")
        limits = self._context.limits
        agent = check_name(agent, limits, "agent's name")
        title = None if title is None else check_name(title, limits, "title")
        labels = patch_metadata({}, metadata or {}, limits)
        if len(attach) > limits.stores_per_session:
            raise InvalidRequest(
                f"A session has at most {limits.stores_per_session} stores, not {len(attach)}."
            )
        wishes = {store_id: self._wish(wish) for store_id, wish in attach.items()}

        def job(connection: Connection) -> SessionRecord:
            now = self._context.clock()
            session_id = self._context.new_id(ids.SESSION)
            attachments = _attachments_to_make(connection, wishes, set())
            connection.execute(
                "INSERT INTO sessions (id, agent, title, metadata, status, started_at)"
                " VALUES (?, ?, ?, ?, 'running', ?)",
                (
                    session_id,
                    agent,
                    title,
                    json.dumps(labels, ensure_ascii=False, sort_keys=True),
                    format_time(now),
                ),
            )
            _insert_attachments(connection, session_id, attachments)
            self._record(connection, "session.started", session_id, now)
            return SessionRecord(
                session_id, agent, "running", title, labels, now, None, tuple(attachments)
            )

        return Session(self._context, self._db.write(job))

    def retrieve(self, session_id: str) -> SessionRecord:
        """
        One session, running or ended.

        Raises:
            NotFound: It does not exist (a session sees only itself).
        """
        with self._db.snapshot() as connection:
            return self.loaded(connection, session_id)

    def loaded(self, connection: Connection, session_id: str) -> SessionRecord:
        """
        The same inside a snapshot or a write of somebody else.

        Raises:
            NotFound: It does not exist (a session sees only itself).
        """
        self._require_own(session_id)
        return _load(connection, session_id)

    def handle(self, session_id: str) -> Session:
        """
        The handle of a session that was started before.

        Raises:
            NotFound: It does not exist.
        """
        return Session(self._context, self.retrieve(session_id))

    def list(
        self, *, agent: str | None = None, store_id: str | None = None
    ) -> Iterator[SessionRecord]:
        """All sessions, newest first; of one agent or with one store attached when given."""
        return all_pages(
            lambda cursor: self.page(agent=agent, store_id=store_id, limit=100, page=cursor)
        )

    def page(
        self,
        *,
        agent: str | None = None,
        store_id: str | None = None,
        limit: int = 20,
        page: str | None = None,
    ) -> Page[SessionRecord]:
        """
        One page of the sessions, newest first.

        Raises:
            InvalidRequest: The limit or the cursor is not valid.
        """
        visible, own = self._context.scope.visible_sessions("id")
        conditions = [visible]
        values: list[str | int] = [*own]
        if agent is not None:
            conditions.append("agent = ?")
            values.append(agent)
        if store_id is not None:
            conditions.append("id IN (SELECT session_id FROM attachments WHERE store_id = ?)")
            values.append(store_id)
        if page is not None:
            conditions.append("number < ?")
            values.append(decode_number_cursor(page))
        limit = check_limit(limit)
        with self._db.snapshot() as connection:
            rows = connection.execute(
                f"SELECT number, id FROM sessions WHERE {' AND '.join(conditions)}"
                " ORDER BY number DESC LIMIT ?",
                (*values, limit + 1),
            ).fetchall()
            data = tuple(_load(connection, row[1]) for row in rows[:limit])
        return Page(data, encode_cursor(rows[limit - 1][0]) if len(rows) > limit else None)

    def end(self, session_id: str) -> SessionRecord:
        """
        End a session: it writes nothing any more. Ending it again changes nothing.

        Raises:
            NotFound: It does not exist.
        """
        self._require_own(session_id)

        def job(connection: Connection) -> SessionRecord:
            record = _load(connection, session_id)
            if record.status == "ended":
                return record
            now = max(self._context.clock(), record.started_at)
            connection.execute(
                "UPDATE sessions SET status = 'ended', ended_at = ? WHERE id = ?",
                (format_time(now), session_id),
            )
            self._record(connection, "session.ended", session_id, now)
            return _load(connection, session_id)

        return self._db.write(job)

    def attach(self, session_id: str, store_id: str, wish: str | Attach) -> SessionRecord:
        """
        Attach one more store to a session that has not ended; its handles see it at once.

        Attaching a store again gives it the new access and instructions. The hosted service
        attaches stores only when a session starts, so its profile refuses this.

        Raises:
            NotFound: The session or the store does not exist.
            NotPermitted: A session asked, the session has ended, or the store is archived.
            InvalidRequest: A rule about accesses or counts is broken, or the profile refuses.
        """
        if self._context.scope.is_limited:
            raise NotPermitted("A session cannot attach stores; ask a user to do it.")
        limits = self._context.limits
        if not limits.attaches_later:
            raise InvalidRequest(
                "The profile managed-agents attaches stores only when a session starts;"
                " start a new one with this store."
            )
        wanted = self._wish(wish)

        def job(connection: Connection) -> SessionRecord:
            record = _load(connection, session_id)
            if record.status == "ended":
                raise SessionEnded(
                    f"The session {session_id} has ended, so it sees no more stores."
                )
            others = [one for one in record.resources if one.memory_store_id != store_id]
            if len(others) >= limits.stores_per_session:
                raise InvalidRequest(
                    f"A session has at most {limits.stores_per_session} stores; this one has"
                    f" {len(others)}."
                )
            taken = {one.mount_path.rpartition("/")[2] for one in record.resources}
            [made] = _attachments_to_make(connection, {store_id: wanted}, taken)
            if len(others) == len(record.resources):
                _insert_attachments(connection, session_id, [made], len(others))
            else:
                connection.execute(
                    "UPDATE attachments SET access = ?, instructions = ?"
                    " WHERE session_id = ? AND store_id = ?",
                    (made.access, made.instructions, session_id, store_id),
                )
            self._record(connection, "session.attached", session_id, self._context.clock())
            return _load(connection, session_id)

        return self._db.write(job)

    def pause(self, session_id: str) -> SessionRecord:
        """
        Stop a session's writes until it is resumed; its next write is told so.

        Raises:
            NotFound: It does not exist.
            NotPermitted: A session asked, or the session has ended.
        """
        return self._switch(session_id, "running", "paused", "session.paused")

    def resume(self, session_id: str) -> SessionRecord:
        """
        Let a paused session write again.

        Raises:
            NotFound: It does not exist.
            NotPermitted: A session asked, or the session has ended.
        """
        return self._switch(session_id, "paused", "running", "session.resumed")

    def _switch(self, session_id: str, old: str, new: str, kind: str) -> SessionRecord:
        if self._context.scope.is_limited:
            raise NotPermitted("A session cannot pause or resume sessions; ask a user to do it.")

        def job(connection: Connection) -> SessionRecord:
            record = _load(connection, session_id)
            if record.status == "ended":
                raise SessionEnded(f"The session {session_id} has ended, so it writes nothing.")
            if record.status == old:
                connection.execute("UPDATE sessions SET status = ? WHERE id = ?", (new, session_id))
                self._record(connection, kind, session_id, self._context.clock())
            return _load(connection, session_id)

        return self._db.write(job)

    def _record(self, connection: Connection, kind: str, session_id: str, at: datetime) -> None:
        actor = self._context.scope.actor
        changes.append(connection, kind, format_time(at), actor, subject_id=session_id)

    def _require_own(self, session_id: str) -> None:
        if not self._context.scope.sees_session(session_id):
            raise _unknown(session_id)

    def _wish(self, wish: str | Attach) -> Attach:
        wanted = wish if isinstance(wish, Attach) else Attach(_access(wish))
        if wanted.instructions is not None:
            check_instructions(wanted.instructions, self._context.limits)
        return wanted


def mount_slug(name: str) -> str:
    """A store's directory name: lower case, runs of other than ASCII letters and digits as `-`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _access(value: str) -> Access:
    try:
        return Access(value)
    except ValueError:
        raise InvalidRequest(f"An access is 'read_only' or 'read_write', not {value!r}.") from None


def _attachments_to_make(
    connection: Connection, wishes: Mapping[str, Attach], taken: set[str]
) -> list[Attachment]:
    attachments: list[Attachment] = []
    for store_id, wish in wishes.items():
        row = connection.execute(
            "SELECT name, description, archived_at FROM stores WHERE id = ?", (store_id,)
        ).fetchone()
        if row is None:
            raise unknown_store(store_id)
        name, description, archived_at = row
        if archived_at is not None:
            raise StoreArchived(f"The store {store_id} is archived and cannot be attached.")
        mount_path = _free_mount(mount_slug(name) or store_id.partition("_")[2].lower(), taken)
        attachments.append(
            Attachment(store_id, wish.access, name, description, mount_path, wish.instructions)
        )
    return attachments


def _free_mount(slug: str, taken: set[str]) -> str:
    candidate, number = slug, 2
    while candidate in taken:
        candidate, number = f"{slug}-{number}", number + 1
    taken.add(candidate)
    return f"/mnt/memory/{candidate}"


def _insert_attachments(
    connection: Connection, session_id: str, attachments: list[Attachment], start: int = 0
) -> None:
    connection.executemany(
        "INSERT INTO attachments (session_id, position, store_id, access, instructions, name,"
        " description, mount_path) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                session_id,
                position,
                attachment.memory_store_id,
                attachment.access,
                attachment.instructions,
                attachment.name,
                attachment.description,
                attachment.mount_path,
            )
            for position, attachment in enumerate(attachments, start)
        ],
    )


def _load(connection: Connection, session_id: str) -> SessionRecord:
    row = connection.execute(
        "SELECT id, agent, status, title, metadata, started_at, ended_at FROM sessions"
        " WHERE id = ?",
        (session_id,),
    ).fetchone()
    if row is None:
        raise _unknown(session_id)
    resources = connection.execute(
        "SELECT store_id, access, name, description, mount_path, instructions FROM attachments"
        " WHERE session_id = ? ORDER BY position",
        (session_id,),
    ).fetchall()
    return SessionRecord(
        id=row[0],
        agent=row[1],
        # Only a transcript tells of it: nothing can be written in its name.
        status="ended" if row[2] == INGESTED else row[2],
        title=row[3],
        metadata=json.loads(row[4]),
        started_at=parse_time(row[5]),
        ended_at=None if row[6] is None else parse_time(row[6]),
        resources=tuple(
            Attachment(store_id, Access(access), name, description, mount_path, instructions)
            for store_id, access, name, description, mount_path, instructions in resources
        ),
    )


def _unknown(session_id: str) -> NotFound:
    return NotFound(f"There is no session {session_id}.")
