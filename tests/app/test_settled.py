"""When the app has the answers to everything it asked for, also on a busy machine."""

import asyncio
import time
from types import SimpleNamespace

import pytest

from memtui.screenshot import settled

pytestmark = pytest.mark.anyio


async def test_a_slow_machine_is_not_a_quiet_app():
    """What asks after many small steps is waited for, however long each of them is kept waiting."""
    bridge, answered = SimpleNamespace(is_asking=False), []

    async def work():
        for _ in range(20):
            time.sleep(0.01)  # noqa: ASYNC251 - the processor is somewhere else
            await asyncio.sleep(0)
        bridge.is_asking = True
        await asyncio.sleep(0.05)
        bridge.is_asking = False
        answered.append("all")

    begun = asyncio.create_task(work())
    await settled(SimpleNamespace(bridge=bridge))
    assert answered == ["all"]
    await begun


async def test_what_is_held_back_is_still_to_come(team, running, monkeypatch):
    """A search that waits for the end of the typing is waited for, and so is a picture of it."""
    monkeypatch.setattr("memtui.screens.searching._PATIENCE_S", 1.0)
    async with running() as tui:
        await tui.press("F")
        tui.app.modes.search.line.value = "dispatch"
        await tui.settle()
        assert "2 found" in tui.text()
