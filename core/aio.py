"""
The same workspace for agents that live in asyncio: every call runs in a thread.

A cancelled call has either not begun or writes one whole version; there is nothing in between.
"""

import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import ParamSpec, Self, TypeVar

from core.changes import Change
from core.handle import Session
from core.reading.listing import MemoryPrefix
from core.records.memories import Memory
from core.workspace import Workspace

P = ParamSpec("P")
T = TypeVar("T")


class AsyncSession:
    """A session handle whose calls are awaited; see `core.handle.Session`."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.id = session.id

    async def create(self, store_id: str, path: str, content: str) -> Memory:
        """Make a memory."""
        return await _in_thread(self.session.create, store_id, path, content)

    async def retrieve(self, memory_id: str) -> Memory:
        """One memory with its content."""
        return await _in_thread(self.session.retrieve, memory_id)

    async def list(
        self, store_id: str, path_prefix: str | None = None, depth: int | None = None
    ) -> list[Memory | MemoryPrefix]:
        """The memories under a prefix."""
        return await _in_thread(lambda: [*self.session.list(store_id, path_prefix, depth)])

    async def update(
        self,
        memory_id: str,
        *,
        content: str | None = None,
        path: str | None = None,
        expect: str | None = None,
    ) -> Memory:
        """Change a memory, if its content still hashes to `expect`."""
        return await _in_thread(
            self.session.update, memory_id, content=content, path=path, expect=expect
        )

    async def delete(self, memory_id: str, *, expect: str | None = None) -> str:
        """Delete a memory, if its content still hashes to `expect`."""
        return await _in_thread(self.session.delete, memory_id, expect=expect)


class AsyncWorkspace:
    """An open workspace whose calls are awaited. Use it with `async with`."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @classmethod
    async def open(cls, path: str | Path, *, user: str = "local", create: bool = True) -> Self:
        """Open a workspace; see `Workspace.open`."""
        return cls(await _in_thread(Workspace.open, path, user=user, create=create))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Finish queued writes and give the files back."""
        await _in_thread(self.workspace.close)

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await any blocking call of the workspace: `await ws.run(ws.workspace.blame, id)`."""
        return await _in_thread(call, *args, **kwargs)

    async def acting_as(self, session_id: str) -> AsyncSession:
        """The handle of a session."""
        return AsyncSession(await _in_thread(self.workspace.acting_as, session_id))

    async def changes(self, since: int = 0) -> AsyncIterator[Change]:
        """Every change after `since`, and those to come, until the iterator is closed."""
        import asyncio
        from concurrent.futures import ThreadPoolExecutor

        stop = threading.Event()
        feed = self.workspace.changes
        # A thread of its own: the shared ones are few, and whoever waits would keep writers out.
        waiting = ThreadPoolExecutor(1, thread_name_prefix="memtui-changes")
        try:
            while True:
                for change in await _in_thread(feed.since, since):
                    yield change
                    since = change.seq
                loop = asyncio.get_running_loop()
                await loop.run_in_executor(waiting, feed.wait, since, None, stop)
        finally:
            stop.set()  # the thread that waits must not outlive its reader
            waiting.shutdown(wait=False)


async def _in_thread(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    # Imported here: it is a third of what `import core` would take, and few programs need it.
    import asyncio

    return await asyncio.to_thread(call, *args, **kwargs)
