"""Garbage: not looked for before the first paint, and from then on as ever."""

import gc

import pytest

pytestmark = pytest.mark.anyio


async def test_it_is_looked_for_once_the_app_was_painted(team, running):
    """What is there by then is left alone; a long run gives back what it used."""
    gc.disable()
    try:
        async with running() as tui:
            tui.app.tick()
            assert gc.isenabled()
            assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        gc.enable()
