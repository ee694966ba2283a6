"""
What every start of the app in a test would do again, or wait for longer than it has to.

Textual's pilot wants 20 ms in which next to nothing was done before it calls an app idle, three
times for each key: most of the time of a test that presses keys. A fifth of that says the same, and
`memtui.screenshot.settled` waits for what threads still have to answer. But on a busy machine time
passes also while somebody else has the processor, so the event loop has to go round as well.

And each app reads the style sheets of its widgets anew, several times: they are the same in every
app that has the same theme, and nobody changes what was read. Each line that is painted gets seven
caches that are hardly ever asked, most of the garbage of a test.
"""

import asyncio

from textual import _wait, app, pilot, strip
from textual.css.stylesheet import Stylesheet

_TURNS = 50


def quicken() -> None:
    """Wait a fifth as long, read a style sheet once for each theme, and keep no part of a line."""
    _wait.SLEEP_GRANULARITY = 1 / 250
    _wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20
    app.wait_for_idle = pilot.wait_for_idle = _wait_for_idle
    _read_once()
    strip.FIFOCache = lambda _: _NOTHING


async def _wait_for_idle(*limits: float) -> None:
    await _wait.wait_for_idle(*limits)
    for _ in range(_TURNS):
        await asyncio.sleep(0)


class _Forgetful:
    """A cache that keeps nothing, so that one is enough for all."""

    def get(self, _key):
        return None

    def __setitem__(self, _key, _value):
        pass


_NOTHING = _Forgetful()


def _read_once() -> None:
    read, known = Stylesheet._parse_rules, {}

    def known_or_read(sheet, *source, **kind):
        key = (source, tuple(kind.items()), frozenset(sheet._variables.items()))
        if key not in known:
            known[key] = read(sheet, *source, **kind)
        return known[key]

    Stylesheet._parse_rules = known_or_read
