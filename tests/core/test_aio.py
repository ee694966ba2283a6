"""The same workspace for asyncio: calls that can be cancelled, and feeds that do not block them."""

import asyncio
from pathlib import Path

import pytest

from core import AsyncWorkspace, PreconditionFailed, Workspace
from core.records.stores import Store


def test_an_agent_lives_in_asyncio(file: Path) -> None:
    """Open, write, read, list, conflict, delete, close."""

    async def live() -> None:
        async with await AsyncWorkspace.open(file, user="ann") as ws:
            store = await ws.run(ws.workspace.stores.create, "Notes")
            record = await ws.run(ws.workspace.sessions.start, "agent", {store.id: "read_write"})
            me = await ws.acting_as(record.id)
            memory = await me.create(store.id, "/a", "one")
            changed = await me.update(memory.id, content="two", expect=memory.content_sha256)
            with pytest.raises(PreconditionFailed):
                await me.update(memory.id, content="three", expect=memory.content_sha256)
            assert await me.retrieve(memory.id) == changed
            assert [item.path for item in await me.list(store.id)] == ["/a"]
            await me.delete(memory.id, expect=changed.content_sha256)
            assert await me.list(store.id) == []

    asyncio.run(live())
    with Workspace.open(file, create=False) as ws:
        assert len(list(ws.versions.list(next(ws.stores.list()).id))) == 3


def test_a_feed_brings_what_was_and_what_comes(ws: Workspace, store: Store) -> None:
    """Each change once, until the reader stops."""

    async def read() -> list[int]:
        workspace = AsyncWorkspace(ws)
        seen: list[int] = []
        async for change in workspace.changes():
            seen.append(change.seq)
            if len(seen) < 10:
                await workspace.run(ws.memories.create, store.id, f"/{len(seen)}", "x")
            else:
                break
        return seen

    assert asyncio.run(read()) == list(range(1, 11))


def test_any_number_of_readers_leaves_room_for_writers(ws: Workspace, store: Store) -> None:
    """Readers that wait for changes do not use up what writers need to run."""

    async def live() -> None:
        workspace = AsyncWorkspace(ws)
        start = ws.seq()
        seen: list[str | None] = []

        async def read() -> None:
            async for change in workspace.changes(start):
                seen.append(change.path)
                return

        readers = [asyncio.create_task(read()) for _ in range(64)]
        await asyncio.sleep(0.2)
        async with asyncio.timeout(60):
            await workspace.run(ws.memories.create, store.id, "/a", "x")
            await asyncio.gather(*readers)
        assert seen == ["/a"] * 64

    asyncio.run(live())


def test_a_cancelled_write_is_whole_or_not_there(ws: Workspace, store: Store) -> None:
    """Whoever is cancelled in the middle leaves one full version or none."""
    memory = ws.memories.create(store.id, "/a", "start")
    text = "x" * 50_000

    async def live() -> None:
        me = AsyncWorkspace(ws)
        for number in range(100):
            write = me.run(ws.memories.update, memory.id, content=f"{number}{text}")
            task = asyncio.create_task(write)
            await asyncio.sleep(number % 5 / 2_000)
            task.cancel()  # or it was done already
            await asyncio.wait([task])
        await me.run(ws.memories.update, memory.id, content="end")

    asyncio.run(live())
    versions = ws.versions.history(memory.id)
    assert ws.memories.retrieve(memory.id).content == "end"
    for version in versions[1:-1]:
        assert version.content is not None
        assert version.content.removesuffix(text).isdigit()
    assert ws.examine().problems == ()


def test_a_reader_that_is_cancelled_leaves_no_thread_waiting(ws: Workspace) -> None:
    """The program can end."""

    async def live() -> None:
        workspace = AsyncWorkspace(ws)

        async def read() -> None:
            async for _ in workspace.changes():
                pass

        readers = [asyncio.create_task(read()) for _ in range(8)]
        await asyncio.sleep(0.2)
        for reader in readers:
            reader.cancel()
        for reader in readers:
            with pytest.raises(asyncio.CancelledError):
                await reader

    asyncio.run(live())
