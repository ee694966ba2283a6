"""
Pictures of the app, made from the app itself without a terminal.
"""

import asyncio
from collections.abc import Sequence

from memtui.app import MemtuiApp

_LIMIT_S = 10.0
_TURNS = 50
"""So many times the event loop goes round before it counts as quiet for a moment."""


def render_screenshot(
    app: MemtuiApp, width: int = 120, height: int = 40, keys: Sequence[str] = ()
) -> str:
    """
    The screen of an app that was not run yet, as SVG.

    Args:
        keys: Pressed one after the other before the picture is taken, as Textual calls them.
    """
    return asyncio.run(_render(app, width, height, keys))


async def _render(app: MemtuiApp, width: int, height: int, keys: Sequence[str]) -> str:
    async with app.run_test(size=(width, height)) as pilot:
        for key in ("", *keys):
            if key:
                await pilot.press(key)
            async with asyncio.timeout(_LIMIT_S):
                await settled(app)
            await pilot.pause()
        return app.export_screenshot(title="memtui")


async def settled(app: MemtuiApp) -> None:
    """Wait until the app has the answers to everything it asked for."""
    quiet = 0
    while quiet < 4:
        await asyncio.sleep(0.008)
        # On a busy machine time may pass while nothing is done of what will ask for something.
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        quiet = 0 if app.bridge.is_asking else quiet + 1
