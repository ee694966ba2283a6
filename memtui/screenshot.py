"""
Pictures of the app, made from the app itself without a terminal.
"""

import asyncio
from collections.abc import Sequence

from textual.keys import Keys, key_to_character

from memtui.app import MemtuiApp
from memtui.keys.names import canonical, textual_name, why_not_sent

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


def to_press(key: str) -> str:
    """
    A key to press, as Textual calls it, from a person's name for it or from Textual's own.

    Raises:
        ValueError: It is no key; the message says why.
    """
    wanted = canonical(key)
    reason = why_not_sent(wanted)
    if reason is None:
        return textual_name(wanted)
    if key in set(Keys) or (key_to_character(key) or "\0").isprintable():
        return key
    raise ValueError(reason)


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
