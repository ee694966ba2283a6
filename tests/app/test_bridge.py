"""The bridge: batches, order, pauses, a lost workspace, a clean and fast end."""

import asyncio
import threading
import time

import pytest

from core.errors import CoreError, NotFound
from memtui.bridge import BACKLOG_LIMIT, BATCH_LIMIT, Bridge, Changed

pytestmark = pytest.mark.anyio


class Inbox:
    """Stands for the app: keeps what is posted."""

    def __init__(self):
        self.messages = []

    def post_message(self, message):
        self.messages.append(message)
        return True

    @property
    def batches(self):
        return [message.batch for message in self.messages if isinstance(message, Changed)]


def wait_for(condition):
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


async def test_changes_come_in_order_and_in_batches(team):
    """One message for many changes, and the next one only when the last was handled."""
    inbox = Inbox()
    bridge = Bridge(team, inbox)
    await bridge.start()
    first = len(team.log)
    for number in range(20):
        team.write(team.notes, "/hot.md", f"{number}\n")
    wait_for(lambda: inbox.batches)
    for number in range(20):
        team.write(team.notes, "/hot.md", f"more {number}\n")
    await asyncio.sleep(0.2)
    assert len(inbox.batches) == 1
    bridge.handled()
    wait_for(lambda: bridge.seen == first + 40)
    assert len(inbox.batches) <= 3
    seqs = [change.seq for batch in inbox.batches for change in batch.changes]
    assert seqs == list(range(first + 1, first + 41))
    await bridge.stop()


async def test_a_backlog_is_not_told_change_by_change(team):
    """Whoever comes back to thousands of changes reads again what is in view."""
    inbox = Inbox()
    bridge = Bridge(team, inbox)
    await bridge.start()
    bridge.pause()
    template = team.log[-1]
    team.log += [template] * (BACKLOG_LIMIT + 10)
    bridge.resume()
    team.ring()
    wait_for(lambda: inbox.batches)
    assert inbox.batches[0].is_gap
    assert len(inbox.batches[0].changes) == BATCH_LIMIT
    await bridge.stop()


async def test_what_could_not_be_told_is_told_when_it_can_be(team, monkeypatch):
    """Wherever the reading of a batch failed, and also where most of a backlog is left out."""
    read, tries, inbox = team.open_conflicts, [], Inbox()

    def fails_at_first():
        tries.append(1)
        if len(tries) % 2:
            raise CoreError("The line is down.")
        return read()

    monkeypatch.setattr(team, "open_conflicts", fails_at_first)
    monkeypatch.setattr("memtui.bridge._PATIENCE_S", 0.01)
    bridge = Bridge(team, inbox)
    await bridge.start()
    first = len(team.log)
    team.write(team.notes, "/hot.md", "text\n")
    wait_for(lambda: inbox.batches)
    assert [change.seq for change in inbox.batches[0].changes] == [first + 1]
    team.log += [team.log[-1]] * (BACKLOG_LIMIT + 10)
    bridge.handled()
    wait_for(lambda: len(inbox.batches) == 2)
    assert inbox.batches[1].is_gap
    await bridge.stop()


async def test_what_is_written_while_the_app_begins_is_told(team, running, monkeypatch):
    """Behind the first look of the screens, which comes before the app itself is there."""
    read = team.newest_changes

    def overtaken(*arguments):
        found = read(*arguments)
        team.write(team.notes, "/early.md", "text\n")
        monkeypatch.setattr(team, "newest_changes", read)
        return found

    monkeypatch.setattr(team, "newest_changes", overtaken)
    async with running() as tui:
        await tui.until(lambda: tui.feed.change_at(0).path == "/early.md")


async def test_it_stops_at_once(team, monkeypatch):
    """Waiting or paused, with the last batch unhandled: the thread ends, however patient it is."""
    monkeypatch.setattr("memtui.bridge._PATIENCE_S", 60.0)
    for is_paused in (False, True):
        inbox = Inbox()
        bridge = Bridge(team, inbox)
        await bridge.start()
        if is_paused:
            bridge.pause()
        team.write(team.notes, "/hot.md", "text\n")
        await asyncio.sleep(0.1)
        start = time.monotonic()
        await bridge.stop()
        assert time.monotonic() - start < 30
        assert not any(thread.name == "memtui-bridge" for thread in threading.enumerate())


async def test_a_refusal_is_told_and_the_app_goes_on(team, running):
    """What core refuses is a sentence on the screen, without markup."""

    class Refused(CoreError):
        pass

    async with running() as tui:
        team.failure = Refused("[@click=app.quit]The disk\x1b[31m is full[/]")
        await tui.until(lambda: "not connected" in tui.text())
        shown = list(tui.app._notifications)
        assert any("[@click=app.quit]The disk␛[31m" in note.message for note in shown)
        assert all(not note.markup for note in shown)
        team.failure = None
        await tui.until(lambda: "● live" in tui.text())


async def test_a_bug_in_the_thread_is_not_hidden(team, running):
    """The app ends and says what it was."""

    async def run():
        async with running() as tui:
            team.wait = lambda *_: 1 // 0
            team.write(team.notes, "/hot.md", "text\n")
            await tui.until_started(lambda: tui.app._exception is not None)

    with pytest.raises(ZeroDivisionError):
        await run()


async def test_what_is_gone_meanwhile_is_no_crash(team, running):
    """A memory that cannot be read any more is told."""
    async with running() as tui:

        def gone(*_):
            raise NotFound("There is no memory store any more.")

        team.children = gone
        await tui.press("ctrl+r")
        assert any("no memory store" in note.message for note in tui.app._notifications)
