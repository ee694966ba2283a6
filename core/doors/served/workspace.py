"""
A workspace that another program serves, with the parts and calls of one that is a file here.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from core.access.scope import Scope
from core.changes import Changes
from core.conflicts import Conflicts
from core.context import Context
from core.doors.calls import RANKS, WORKSPACE
from core.doors.served.connection import Connection
from core.doors.served.parts import Part, ServedChanges, ServedSessions, sent
from core.doors.values import unpacked
from core.errors import InvalidRequest
from core.handle import Session
from core.ids import id_maker
from core.memories import Memories
from core.moving.importing import Importer
from core.records.sessions import SessionRecord
from core.sessions import Sessions
from core.stores import Stores
from core.times import Clock, system_clock
from core.versions import Versions
from core.workspace import Workspace

if TYPE_CHECKING:
    from core.forgetting.redact import Redactor
    from core.transcripts.ingest import Ingester, Wishes


class ServedWorkspace(Workspace):
    """
    One served workspace. Safe to use from any thread.

    Every part of it is that of `Workspace`, and what it cannot do says so: transcripts are read
    where the workspace file is.
    """

    is_here = False

    def __init__(
        self, connection: Connection, acting_as: Callable[[str], Connection], clock: Clock
    ) -> None:
        """Ask the server who is calling, and how it goes there."""
        about = connection.about()
        self._connection = connection
        self._connect_as = acting_as
        self._clock = clock
        # Times are compared with those of the server, whose clock may be another one.
        ahead: timedelta = unpacked(about["now"]) - clock()
        session_id = about["session_id"]
        self.rank = str(about["rank"])
        """What the key may do: `limited`, `plain` or `admin`."""
        self.address = connection.address
        self.name = f"{about['name']} at {connection.address.partition('://')[2]}"
        self.path = Path(connection.address.replace("://", "/"))
        self.context = Context(
            cast("Any", None),  # there is no file here
            Scope(unpacked(about["actor"]), session_id if isinstance(session_id, str) else None),
            lambda: clock() + ahead,
            id_maker(clock),
            unpacked(about["limits"]),
        )
        self.stores = self._part("stores", Stores)
        self.memories = self._part("memories", Memories)
        self.versions = self._part("versions", Versions)
        self.conflicts = self._part("conflicts", Conflicts)
        self.changes = cast("Changes", ServedChanges(connection, "changes", Changes))
        self.sessions = cast(
            "Sessions", ServedSessions(connection, "sessions", Sessions, self._as_session)
        )
        for name, of in _later_parts():
            # In place of what the class would make of a file when it is asked for.
            vars(self)[name] = self._part(name, of)
        for part, method in RANKS:
            if part == WORKSPACE:
                function = getattr(Workspace, method)
                vars(self)[method] = partial(sent, connection, WORKSPACE, method, function)

    @classmethod
    def connect(
        cls,
        address: str,
        key: str | None,
        *,
        user: str | None = None,
        session: str | None = None,
        clock: Clock = system_clock,
    ) -> Self:
        """
        Open the workspace that is served at an address.

        Args:
            user: In whose name; only a key of an administrator may say so.
            session: As which session; likewise.

        Raises:
            Unreachable: Nobody answers there.
            KeyRefused: The key is missing, or is none.
            NotFound, NotPermitted: There is no such session, or the key may not act as it.
        """
        line = Connection(address, key)

        def connection_as(session_id: str | None) -> Connection:
            connection = line.another()
            about = connection.about()
            if session_id not in (None, about["session_id"]):
                connection.speak_as(session=session_id)
            elif session_id is None and about["rank"] == "admin":
                connection.speak_as(user=user)
            return connection

        try:
            return cls(connection_as(session), connection_as, clock)
        except BaseException:
            line.close()
            raise

    def close(self) -> None:
        """Give the line back."""
        self._connection.close()

    def acting_as(self, session_id: str) -> Session:
        """The handle of a session; see `Workspace.acting_as`."""
        return self.sessions.handle(session_id)

    def as_session(self, session_id: str) -> Workspace:
        """The same workspace as a session sees it; see `Workspace.as_session`."""
        return self._as_session(self.acting_as(session_id).record)

    def redact(self) -> "Redactor":
        """What takes a version or a secret out of the workspace for good."""
        from core.forgetting.redact import Redactor

        redactor: Redactor = self._part("redactor", Redactor)
        return redactor

    def ingester(
        self,
        wishes: "Wishes | None" = None,  # noqa: ARG002
        *,
        stop: threading.Event | None = None,  # noqa: ARG002
    ) -> "Ingester":
        """
        Nothing: files are read where the workspace is.

        Raises:
            InvalidRequest: Always.
        """
        raise InvalidRequest(
            "Transcripts are read on the machine that has the workspace file; run this there."
        )

    def _part(self, name: str, of: type) -> Any:  # noqa: ANN401  # stands for the part itself
        return Part(self._connection, name, of)

    def _as_session(self, record: SessionRecord) -> Workspace:
        connection = self._connect_as(record.id)
        return type(self)(connection, self._connect_as, self._clock)


def _later_parts() -> tuple[tuple[str, type], ...]:
    """The parts that a workspace makes when they are asked for."""
    from core.access.keys import Keys
    from core.dreams.jobs import Dreams
    from core.dreams.reviewing.reviews import Reviews
    from core.overseeing.agents import Agents
    from core.overseeing.standing import Standing
    from core.overseeing.timeline import Timelines
    from core.reading.asof import AsOf
    from core.reading.finding import Finding
    from core.search import Search
    from core.settling.resolving import Resolver
    from core.transcripts.accesses import Accesses
    from core.transcripts.log import Transcripts
    from core.transcripts.stretches import Stretches
    from core.transcripts.summaries import Summaries
    from core.undoing.undo import Undo

    return (
        ("search", Search),
        ("finding", Finding),
        ("transcripts", Transcripts),
        ("stretches", Stretches),
        ("summaries", Summaries),
        ("accesses", Accesses),
        ("timelines", Timelines),
        ("standing", Standing),
        ("agents", Agents),
        ("asof", AsOf),
        ("importer", Importer),
        ("undo", Undo),
        ("resolver", Resolver),
        ("dreams", Dreams),
        ("reviews", Reviews),
        ("keys", Keys),
    )
