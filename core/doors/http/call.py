"""
One request on its way through the door: who came in, what was asked for, and how to work for it.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request

from core.access.scope import Scope
from core.context import Context
from core.doors.http.admission import Admission
from core.doors.http.feed import Feed
from core.doors.http.settings import Settings
from core.doors.http.writes import AsyncWrites
from core.errors import CoreError
from core.memories import Memories
from core.records.keys import Key
from core.storage.writer import Job
from core.versions import Versions
from core.workspace import Workspace

P = ParamSpec("P")
T = TypeVar("T")

_ACTORS = 256
"""Actors of which the parts of the workspace are kept at the same time."""

THREADS = 16
"""Calls that may block at the same time: long reads must not keep short ones waiting."""


class House:
    """What all requests share: the open workspace, its writer, its feed, and the rules."""

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        self.workspace = workspace
        self.settings = settings
        self.writes = AsyncWrites(workspace.context.db)
        self.feed = Feed(workspace)
        self.admission = Admission(workspace.keys, workspace.context.db, workspace.context.clock)
        self.threads = CapacityLimiter(THREADS)
        self._acting: dict[Scope, Workspace] = {}

    def acting(self, context: Context) -> Workspace:
        """
        The workspace for one actor; kept, since some of its parts count and keep up.

        Called from many threads; two that come at once may make two, of which one stays.
        """
        found = self._acting.get(context.scope)
        if found is None:
            if len(self._acting) >= _ACTORS:
                self._acting.clear()
            found = self._acting[context.scope] = Workspace(context)
        return found

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do what may block, in a thread."""
        return await to_thread.run_sync(lambda: call(*args, **kwargs), limiter=self.threads)


class Call:
    """One request, admitted and read."""

    def __init__(
        self, house: House, request: Request, context: Context, key: Key | None, request_id: str
    ) -> None:
        self.house = house
        self.request = request
        self.context = context
        self.key = key
        self.request_id = request_id
        self.params: Mapping[str, str] = request.path_params
        self.query: Any = None
        """The parameters, as the route's struct."""
        self.body: Any = None
        """The body, as the route's struct."""

    @property
    def is_limited(self) -> bool:
        """Whether the key is one of a session or of some stores."""
        return self.context.scope.is_limited

    @cached_property
    def memories(self) -> Memories:
        """The memories that this caller sees."""
        return Memories(self.context)

    @cached_property
    def versions(self) -> Versions:
        """The versions that this caller sees."""
        return Versions(self.context)

    @cached_property
    def workspace(self) -> Workspace:
        """The whole workspace as this caller sees it."""
        return self.house.acting(self.context)

    async def may_go_on(self) -> bool:
        """Whether a stream that was begun with this key is still to be sent."""
        if self.house.feed.is_closing:
            return False
        if self.key is None:
            return True
        return await self.run(self.house.workspace.keys.still_opens, self.key.id)

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do what may block, in a thread."""
        return await self.house.run(call, *args, **kwargs)

    async def commit(self, job: Job[T | CoreError]) -> T:
        """
        Have a write committed together with those of others, and give its value.

        Raises:
            CoreError: It was refused, or could not be committed.
        """
        return await self.house.writes.commit(job)
