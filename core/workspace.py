"""
One open workspace and its parts: where a program that uses core begins.
"""

import threading
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from core import actors, ids
from core.changes import Changes, last_seq
from core.conflicts import Conflicts
from core.context import Context
from core.db import Database
from core.errors import InvalidRequest
from core.handle import Session
from core.ids import NewId, id_maker
from core.labels import check_name
from core.limits import DEFAULT_PROFILE, Limits, limits_of, with_conflicts
from core.memories import Memories, Memory
from core.randomness import POOL
from core.scope import Scope
from core.sessions import Sessions
from core.sqlite import Connection
from core.stores import Stores
from core.times import Clock, format_time, system_clock
from core.versions import Version, Versions

if TYPE_CHECKING:
    from core.agents import Agents
    from core.alarms import Alarm, Thresholds
    from core.asof import AsOf
    from core.blame import Blamed
    from core.diff import Diff
    from core.doctor import Report
    from core.dreams.jobs import Dreams
    from core.dreams.reviewing.reviews import Reviews
    from core.finding import Finding
    from core.importing import Importer
    from core.keys import Keys
    from core.overview import Overview
    from core.redact import Redactor
    from core.resolving import Resolver
    from core.search import Search
    from core.standing import Standing
    from core.timeline import Timelines
    from core.transcripts.accesses import Accesses
    from core.transcripts.ingest import Ingester, Wishes
    from core.transcripts.log import Transcripts
    from core.transcripts.stretches import Stretches
    from core.transcripts.summaries import Summaries
    from core.transfer import Transfer
    from core.undo import Undo
    from core.wire_events import WireEvents
    from core.wire_sessions import WireSessions


class Workspace:
    """
    One workspace file with everything in it. Safe to use from any thread.

    Any number of processes may have the file open; a killed one leaves nothing to clean up.
    What most programs never use is loaded when it is asked for: an agent starts many times.
    """

    is_here = True
    """Its file is on this machine; a served one is somewhere else."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.path = context.db.path
        self.name = self.path.name
        self.stores = Stores(context)
        self.memories = Memories(context)
        self.versions = Versions(context)
        self.sessions = Sessions(context)
        self.changes = Changes(context.db, context.scope)
        self.conflicts = Conflicts(context)

    @cached_property
    def search(self) -> "Search":
        """Full-text search."""
        from core.search import Search

        return Search(self.context)

    @cached_property
    def finding(self) -> "Finding":
        """Filters over the memories of stores."""
        from core.finding import Finding

        return Finding(self.context)

    @cached_property
    def transcripts(self) -> "Transcripts":
        """What was ingested of agents' transcripts: their events."""
        from core.transcripts.log import Transcripts

        return Transcripts(self.context)

    @cached_property
    def stretches(self) -> "Stretches":
        """Transcripts piece by piece, as somebody reads them."""
        from core.transcripts.stretches import Stretches

        return Stretches(self.context)

    @cached_property
    def summaries(self) -> "Summaries":
        """Sessions with what they did, in numbers."""
        from core.transcripts.summaries import Summaries

        return Summaries(self.context)

    @cached_property
    def accesses(self) -> "Accesses":
        """Who read and wrote which memory."""
        from core.transcripts.accesses import Accesses

        return Accesses(self.context)

    @cached_property
    def timelines(self) -> "Timelines":
        """What happened when, and who did it."""
        from core.timeline import Timelines

        return Timelines(self.context)

    def ingester(
        self, wishes: "Wishes | None" = None, *, stop: threading.Event | None = None
    ) -> "Ingester":
        """What reads transcripts into this workspace, until `stop` is set."""
        from core.transcripts.ingest import Ingester

        return Ingester(self.context, wishes, stop=stop)

    @cached_property
    def standing(self) -> "Standing":
        """How much is in each store, and what needs a person there."""
        from core.standing import Standing

        return Standing(self.context)

    @cached_property
    def agents(self) -> "Agents":
        """Agents over all their sessions."""
        from core.agents import Agents

        return Agents(self.context)

    @cached_property
    def asof(self) -> "AsOf":
        """The stores as they were."""
        from core.asof import AsOf

        return AsOf(self.context)

    @cached_property
    def transfer(self) -> "Transfer":
        """Import and export of folders."""
        from core.transfer import Transfer

        return Transfer(
            self.stores, self.asof, self.importer, self.changes.last_seq, self.context.limits
        )

    @cached_property
    def importer(self) -> "Importer":
        """What stores files that come from outside."""
        from core.importing import Importer

        return Importer(self.context)

    @cached_property
    def undo(self) -> "Undo":
        """Undo and redo of what this user did."""
        from core.undo import Undo

        return Undo(self.context)

    @cached_property
    def resolver(self) -> "Resolver":
        """What settles conflicts."""
        from core.resolving import Resolver

        return Resolver(self.context)

    @cached_property
    def dreams(self) -> "Dreams":
        """Jobs that propose a better store."""
        from core.dreams.jobs import Dreams

        return Dreams(self.context)

    @cached_property
    def keys(self) -> "Keys":
        """What lets programs into the workspace when it is served."""
        from core.keys import Keys

        return Keys(self.context)

    @cached_property
    def wire_sessions(self) -> "WireSessions":
        """Sessions as the Managed Agents wire tells of them."""
        from core.wire_sessions import WireSessions

        return WireSessions(self.context)

    @cached_property
    def wire_events(self) -> "WireEvents":
        """The events of sessions, as the wire tells of them."""
        from core.wire_events import WireEvents

        return WireEvents(self.context)

    @cached_property
    def reviews(self) -> "Reviews":
        """What reviewers decide on the proposals of dreams."""
        from core.dreams.reviewing.reviews import Reviews

        return Reviews(self.context)

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        user: str = "local",
        create: bool = True,
        read_only: bool = False,
        profile: str | None = None,
        conflicts_per_actor: int | None = None,
        conflict_days: int | None = None,
        clock: Clock = system_clock,
        new_id: NewId | None = None,
    ) -> Self:
        """
        Open a workspace file; a missing one is created unless `create` is false.

        Args:
            user: Who acts when no session does; a name, unverified.
            profile: The limits of a workspace that is created: `default` or `managed-agents`.
            conflicts_per_actor: How many refused writes of one actor this process keeps.
            conflict_days: For how long it keeps one that nobody resolved.
            clock: Gives the time, UTC.
            new_id: Makes ids; by default time-ordered and random.

        Raises:
            NotFound: It does not exist and `create` is false.
            NotAWorkspace, NewerWorkspace, StorageReadOnly, StorageFailed: It cannot be used.
            InvalidRequest: There is no such profile, or the workspace has another one; or a limit
                is out of its range.
        """
        if profile is not None:
            limits_of(profile)
        with_conflicts(Limits(), conflicts_per_actor, conflict_days)
        user = check_name(user, Limits(), "user's name")
        db = Database(Path(path), create=create, read_only=read_only)
        try:
            make_id = new_id or id_maker(clock, POOL.bits)
            settings = _settings(db, clock, make_id, profile)
            scope = Scope(actors.user(user))
            limits = with_conflicts(
                limits_of(settings["profile"]), conflicts_per_actor, conflict_days
            )
            return cls(Context(db, scope, clock, make_id, limits))
        except BaseException:
            db.close()
            raise

    def close(self) -> None:
        """Finish queued writes and give the files back."""
        self.context.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def acting_as(self, session_id: str) -> Session:
        """
        The handle of a session: its stores, its access, its name on what it writes.

        Raises:
            NotFound: There is no such session.
        """
        return self.sessions.handle(session_id)

    def as_session(self, session_id: str) -> "Workspace":
        """
        The same workspace as a session sees it: every part of it asks that scope.

        Raises:
            NotFound: There is no such session.
        """
        return Workspace(self.acting_as(session_id).context)

    def restore(
        self, version_id: str, *, expect: str | None = None, into: str | None = None
    ) -> Memory:
        """Write a version's content back as a new version; see `core.restore`."""
        from core.restore import restore

        return restore(self.context, version_id, expect=expect, into=into)

    def diff(self, older: str | None, newer: str) -> "Diff":
        """What changed between two versions, by id; `None` stands for an empty text."""
        from core.diff import diff

        old = "" if older is None else self.versions.retrieve(older).content or ""
        return diff(old, self.versions.retrieve(newer).content or "")

    def blame(self, memory_id: str) -> "tuple[Blamed[Version], ...]":
        """
        Each line of a memory with the version that last changed it.

        Raises:
            NotFound: There never was such a memory for this actor.
        """
        from core.blame import blame

        history = self.versions.history(memory_id)
        return blame(
            (version, version.content) for version in history if version.content is not None
        )

    def redact(self) -> "Redactor":
        """What takes a version or a secret out of the workspace for good."""
        from core.redact import Redactor

        return Redactor(self.context)

    def overview(self) -> "Overview":
        """The few numbers that a status line shows."""
        from core.overview import overview

        return overview(self.context)

    def alarms(self, thresholds: "Thresholds") -> "list[Alarm]":
        """What is unusual in the last minutes."""
        from core.alarms import alarms

        return alarms(self.context, thresholds)

    def has_proposals(self) -> bool:
        """Whether any dream proposed anything; only then is it worth looking at reviews."""
        from core.overview import has_proposals

        return has_proposals(self.context)

    def sessions_since(self, store_id: str, since: datetime) -> tuple[str, ...]:
        """The sessions that touched a store, or were ingested, since a moment."""
        from core.dreams.gather import sessions_since

        return sessions_since(self.context, store_id, since)

    def rebuild_index(self) -> None:
        """Make the full-text indexes anew."""
        from core.doctor import rebuild_index

        rebuild_index(self.context)

    def require_writable(self, store_id: str) -> None:
        """
        Check that this actor may write to a store right now.

        Raises:
            NotFound: It does not exist for this actor.
            NotPermitted: It is read-only, archived, or the session has ended or is paused.
        """
        with self.context.db.snapshot() as connection:
            self.context.scope.require_writable(connection, store_id)

    def examine(self) -> "Report":
        """Check everything in the workspace; see `core.doctor`."""
        from core.doctor import examine

        return examine(self.context)

    def seq(self) -> int:
        """The `seq` of the newest change."""
        with self.context.db.snapshot() as connection:
            return last_seq(connection)


def _settings(db: Database, clock: Clock, new_id: NewId, profile: str | None) -> dict[str, str]:
    settings = _read_settings(db)
    if "id" not in settings and not db.read_only:
        wanted = {
            "id": new_id(ids.WORKSPACE),
            "profile": profile or DEFAULT_PROFILE,
            "created_at": format_time(clock()),
        }

        def job(connection: Connection) -> None:
            # OR IGNORE: another process may have opened the new file at the same moment.
            connection.executemany(
                "INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)", wanted.items()
            )

        db.write(job)
        settings = _read_settings(db)
    # A reader may come right after a kill between the tables and what is in them.
    settings.setdefault("profile", DEFAULT_PROFILE)
    if profile is not None and settings["profile"] != profile:
        raise InvalidRequest(
            f"The workspace has the profile {settings['profile']!r}, not {profile!r};"
            " a profile is chosen when a workspace is made."
        )
    return settings


def _read_settings(db: Database) -> dict[str, str]:
    with db.snapshot() as connection:
        return dict(connection.execute("SELECT name, value FROM settings").fetchall())
