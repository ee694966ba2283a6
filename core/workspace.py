"""
One open workspace and its parts: where a program that uses core begins.
"""

from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from core import actors
from core.access.scope import Scope
from core.changes import last_seq
from core.context import Context
from core.db import Database
from core.handle import Session
from core.ids import NewId, id_maker
from core.labels import check_name
from core.limits import Limits, limits_of, with_conflicts
from core.parts import Parts
from core.randomness import POOL
from core.records.memories import Memory
from core.records.versions import Version
from core.settings import kept_settings
from core.times import Clock, system_clock

if TYPE_CHECKING:
    from core.blame import Blamed
    from core.diff import Diff
    from core.forgetting.redact import Redactor
    from core.overseeing.alarms import Alarm, Thresholds
    from core.overseeing.overview import Overview
    from core.upkeep.doctor import Report


class Workspace(Parts):
    """
    One workspace file with everything in it. Safe to use from any thread.

    Any number of processes may have the file open; a killed one leaves nothing to clean up.
    """

    is_here = True
    """Its file is on this machine; a served one is somewhere else."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.path = context.db.path
        self.name = self.path.name

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
            settings = kept_settings(db, clock, make_id, profile)
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
        """Write a version's content back as a new version; see `core.undoing.restore`."""
        from core.undoing.restore import restore

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
        from core.forgetting.redact import Redactor

        return Redactor(self.context)

    def overview(self) -> "Overview":
        """The few numbers that a status line shows."""
        from core.overseeing.overview import overview

        return overview(self.context)

    def alarms(self, thresholds: "Thresholds") -> "list[Alarm]":
        """What is unusual in the last minutes."""
        from core.overseeing.alarms import alarms

        return alarms(self.context, thresholds)

    def has_proposals(self) -> bool:
        """Whether any dream proposed anything; only then is it worth looking at reviews."""
        from core.overseeing.overview import has_proposals

        return has_proposals(self.context)

    def ids_like(self, kind: str, text: str) -> tuple[str, ...]:
        """The ids of a kind that begin or end with a text, as people shorten them; a few."""
        from core.reading.shortened import ids_like

        return ids_like(self.context, kind, text)

    def sessions_since(self, store_id: str, since: datetime) -> tuple[str, ...]:
        """The sessions that touched a store, or were ingested, since a moment."""
        from core.dreams.gather import sessions_since

        return sessions_since(self.context, store_id, since)

    def rebuild_index(self) -> None:
        """Make the full-text indexes anew."""
        from core.upkeep.doctor import rebuild_index

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
        """Check everything in the workspace; see `core.upkeep.doctor`."""
        from core.upkeep.doctor import examine

        return examine(self.context)

    def seq(self) -> int:
        """The `seq` of the newest change."""
        with self.context.db.snapshot() as connection:
            return last_seq(connection)
