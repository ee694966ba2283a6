"""The feed of a server: many wait, one thread looks, and all are let go at the end."""

import asyncio
import threading
import time

import pytest

from core import Workspace
from core.doors.http.feed import Feed
from core.storage.sqlite import StorageFailed


def test_everybody_who_waits_is_woken_by_a_change(ws: Workspace):
    """And nobody by none."""

    async def main() -> None:
        feed = Feed(ws)
        seq = ws.seq()
        assert not await feed.wait(seq, 0.05)
        waiting = [asyncio.create_task(feed.wait(seq, 10)) for _ in range(20)]
        await asyncio.sleep(0.05)
        ws.stores.create("Notes")
        assert all(await asyncio.gather(*waiting))
        assert await feed.wait(seq, 10), "what came before is no reason to wait"
        feed.close()
        feed.join()

    asyncio.run(main())


def test_what_comes_before_the_thread_runs_wakes_whoever_waits(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
):
    """It looks for what came after they did, however late the system lets it begin."""
    asked, is_written = ws.changes.last_seq, threading.Event()

    def last_seq() -> int:
        if threading.current_thread().name == "memtui-feed":
            is_written.wait(10)
        return asked()

    monkeypatch.setattr(ws.changes, "last_seq", last_seq)

    async def main() -> None:
        feed = Feed(ws)
        waiting = asyncio.create_task(feed.wait(ws.seq(), 10))
        await asyncio.sleep(0)
        ws.stores.create("Notes")
        is_written.set()
        assert await waiting
        feed.close()
        feed.join()

    asyncio.run(main())


def test_trouble_with_the_file_is_not_the_end_of_the_feed(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
):
    """Who waited through it, and who comes later, is woken by what comes then."""
    monkeypatch.setattr("core.doors.http.feed.PATIENCE_S", 0.01)
    wait, failed = ws.changes.wait, threading.Event()

    def fails_at_first(*arguments: object) -> bool:
        if not failed.is_set():
            failed.set()
            raise StorageFailed("The disk does not answer.")
        return wait(*arguments)

    monkeypatch.setattr(ws.changes, "wait", fails_at_first)

    async def main() -> None:
        feed = Feed(ws)
        waiting = asyncio.create_task(feed.wait(ws.seq(), 10))
        assert await asyncio.to_thread(failed.wait, 10)
        ws.stores.create("Notes")
        assert await waiting
        feed.close()
        feed.join()

    asyncio.run(main())


def test_at_the_end_nobody_is_kept(ws: Workspace):
    """Neither who waits already nor who comes to wait only then."""

    async def main() -> None:
        feed = Feed(ws)
        begun = time.monotonic()
        early = asyncio.create_task(feed.wait(ws.seq(), 20))
        await asyncio.sleep(0.05)
        feed.close()
        assert not await early
        assert not await feed.wait(ws.seq(), 20)
        feed.join()
        assert time.monotonic() - begun < 5

    asyncio.run(main())
