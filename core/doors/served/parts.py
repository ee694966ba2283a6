"""
The parts of a served workspace: the same names and arguments, and every call goes over the line.

What is no call of its own (an endless list, a retry with a function of the caller) is done here by
the very code of the part, which then makes the calls that it consists of.
"""

import inspect
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from core.access.attachments import Attach
from core.changes import Change
from core.doors.calls import RANKS
from core.doors.served.connection import Connection
from core.handle import Session
from core.records.sessions import SessionRecord
from core.workspace import Workspace

WAIT_S = 20.0
"""For so long a waiting reader asks at a time, unless it can be stopped: then for less."""

_STOPPABLE_S = 0.5


class Part:
    """One part of a served workspace, such as its stores."""

    def __init__(self, connection: Connection, name: str, of: type) -> None:
        self._connection = connection
        self._name = name
        self._of = of

    def __getattr__(self, method: str) -> Callable[..., Any]:
        if method.startswith("__"):
            raise AttributeError(method)
        function = getattr(self._of, method)
        if (self._name, method) not in RANKS:
            return partial(function, self)
        return partial(sent, self._connection, self._name, method, function)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """What the part does when it is called itself."""
        function: Any = self._of
        return sent(self._connection, self._name, "__call__", function.__call__, *args, **kwargs)


def sent(
    connection: Connection,
    part: str,
    method: str,
    function: Callable[..., Any],
    *args: Any,  # noqa: ANN401
    **kwargs: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    """Make the call that a function stands for, with its arguments by name."""
    bound = inspect.signature(function).bind(None, *args, **kwargs)
    given = dict(list(bound.arguments.items())[1:])
    # Which functions cannot be sent is the caller's to decide: here it is only told to stop early.
    given.pop("stopped", None)
    # The server has its own, and no client talks it out of that.
    given.pop("policy", None)
    return connection.call(part, method, given)


class ServedChanges(Part):
    """The change feed of a served workspace."""

    def __call__(self, since: int = 0) -> Iterator[Change]:
        """Every change after `since` that exists by now, oldest first."""
        while batch := self.since(since):
            yield from batch
            since = batch[-1].seq

    def wait(
        self, since: int, timeout_s: float | None = None, stop: threading.Event | None = None
    ) -> bool:
        """Wait until there may be a change after `since`; False when the time is over."""
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        while stop is None or not stop.is_set():
            left = WAIT_S if stop is None else _STOPPABLE_S
            if deadline is not None:
                left = min(left, max(0.0, deadline - time.monotonic()))
            if self._connection.wait(since, left):
                return True
            if deadline is not None and time.monotonic() >= deadline:
                return False
        return False

    def follow(self, since: int, stop: threading.Event | None = None) -> Iterator[Change]:
        """Every change after `since`, and those to come, until `stop` is set."""
        while stop is None or not stop.is_set():
            end = self.last_seq()
            for change in self(since):
                yield change
                since = change.seq
            # What this actor may not see must not keep it awake.
            since = max(since, end)
            self.wait(since, stop=stop)


class ServedSessions(Part):
    """The sessions of a served workspace."""

    def __init__(
        self,
        connection: Connection,
        name: str,
        of: type,
        acting_as: Callable[[SessionRecord], Workspace],
    ) -> None:
        super().__init__(connection, name, of)
        self._acting_as = acting_as

    def start(self, agent: str, attach: dict[str, str | Attach], **told: Any) -> Session:  # noqa: ANN401
        """Start a session and give its handle; see `Sessions.start`."""
        arguments = {"agent": agent, "attach": dict(attach), **told}
        return self._handle(self._connection.call("sessions", "start", arguments))

    def handle(self, session_id: str) -> Session:
        """The handle of a session that was started before."""
        return self._handle(
            self._connection.call("sessions", "retrieve", {"session_id": session_id})
        )

    def _handle(self, record: SessionRecord) -> Session:
        return ServedSession(record, self._acting_as(record))


class ServedSession(Session):
    """A session's handle on a served workspace."""

    def __init__(self, record: SessionRecord, acting: Workspace) -> None:
        # Not that of a file: its parts are those of a workspace that acts as the session.
        self.record = record
        self.id = record.id
        self.agent = record.agent
        self.context = acting.context
        self.memories = acting.memories
        self.versions = acting.versions
        self.changes = acting.changes
        self.conflicts = acting.conflicts
