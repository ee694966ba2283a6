"""
A visit of every screen and pane by the app itself, in the terminal that it was started in.

Runs as a program: `python -m tests.support.hostile_tour WORKSPACE REPORT`. The keys come from
inside, so that each next one waits until the app is done with the last, however slow the machine.
"""

import asyncio
import json
import re
import sys
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from core import Workspace
from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend
from memtui.screenshot import settled
from tests.support.hostile_world import FIRST, MARK, TEXTS
from tests.support.pace import quicken

ACTING = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\U000e0000-\U000e0fff]"
)
MARKDOWN_LINK = "link("
"""What a link in a memory that is shown as Markdown runs: it only asks."""

STOPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tree", ("=", "=", "g", "j")),
    ("content", ("j",)),
    ("content of every text", ("k", "enter")),
    ("content, wrapped or not", ("w",)),
    ("blame", ("b",)),
    ("bottom of the content", ("G",)),
    ("markdown", ("g", "v")),
    ("markdown, further down", ("G",)),
    ("out of markdown", ("escape",)),
    ("history", ("tab",)),
    ("diff", ("d",)),
    ("diff, two sides", ("tab", "v")),
    ("feed", ("escape", "tab", "tab")),
    ("copy what", ("escape", "g", "j", "j", "Y")),
    ("agent", ("escape", "a")),
    ("filter of the tree", ("escape", "slash", "PASTE", "enter")),
    ("sessions to choose", ("escape", "escape", "S")),
    ("new memory", ("escape", "plus", "PASTE", "enter")),
    ("move", ("escape", "g", "j", "j", "m", "PASTE", "enter")),
    ("archive", ("escape", "G", "A")),
    ("delete a store", ("escape", "D", "PASTE", "enter")),
    ("past", ("escape", "g", "j", "H", "comma", "comma")),
    ("past, further back", ("left_parenthesis", "enter")),
    ("help", ("escape", "escape", "question_mark", "PASTE")),
    ("palette", ("escape", "colon", "PASTE")),
    ("palette of stores", ("escape", "colon", "g", "o", "space", "t", "o")),
    ("search", ("escape", "F", "PASTE")),
    ("hits", ("escape", "F", "NEEDLE", "enter", "j", "j")),
    ("conflicts", ("3",)),
    ("filter of the conflicts", ("slash", "PASTE", "enter")),
    ("resolver", ("escape", "g", "enter")),
    ("resolved", ("b", "tab", "tab", "tab")),
    ("timeline", ("escape", "2", "down", "down")),
    ("timeline, other pane", ("tab", "down")),
    ("timeline, filter", ("escape", "slash", "PASTE", "enter")),
    ("dreams", ("escape", "4")),
    ("dream to start", ("plus",)),
    ("sessions of a dream", ("tab", "right", "tab", "enter")),
    ("filter of these sessions", ("slash", "PASTE", "enter")),
    ("words for a dream", ("escape", "a", "enter", "PASTE")),
    ("review", ("escape", "enter")),
    ("hunks", ("tab", "j", "V")),
    ("reason", ("x", "PASTE")),
    ("filter of the review", ("escape", "slash", "PASTE", "enter")),
    ("apply", ("escape", "A", "ctrl+s")),
    ("sessions", ("escape", "escape", "5", "G")),
    ("filter of the sessions", ("slash", "PASTE", "enter")),
    ("transcript", ("escape", "g", "TRANSCRIPT", "enter")),
    ("transcript, further down", ("G", "enter")),
    ("transcript, searched", ("escape", "slash", "PASTE", "enter")),
)


BLANK = {
    "agent",
    "apply",
    "dream to start",
    "dreams",
    "out of markdown",
    "timeline",
    "timeline, other pane",
}
"""Stops where only our own words stand, or nothing foreign has to be in view at every moment."""

_LOOKS, _LOOKS_AT_BLANK = 40, 4
"""At a stop where nothing foreign is painted yet."""


class Tour:
    """One visit, and what was wrong where."""

    def __init__(self, app: MemtuiApp) -> None:
        self.app = app
        self.seen: dict[str, int] = {}
        self.wrong: list[str] = []

    async def go(self, pilot: Pilot[None]) -> None:
        """Visit everything, then leave."""
        await self._ready(pilot)
        for name, keys in STOPS:
            for key in keys:
                await self._press(pilot, key)
            await self._look_until_painted(pilot, name)
        await self._press(pilot, "1")
        for text in TEXTS.values():
            self.app.tell(text, severity="error")
        await self._look_until_painted(pilot, "messages")
        self.app.exit()

    async def _press(self, pilot: Pilot[None], key: str) -> None:
        if key == "PASTE":
            self.app.post_message(events.Paste("".join(TEXTS.values())[:4_000]))
        elif key == "NEEDLE":
            self.app.post_message(events.Paste("needle"))
        elif key == "TRANSCRIPT":
            await self._find_transcript(pilot)
        else:
            await pilot.press(key)
        await self._ready(pilot)

    async def _find_transcript(self, pilot: Pilot[None]) -> None:
        """Put the cursor on the session that has events."""
        rows = self.app.modes.sessions.list_view
        for _ in range(200):
            current = rows.current
            if current is not None and current.events > 3:
                return
            await pilot.press("j")

    async def _ready(self, pilot: Pilot[None]) -> None:
        await asyncio.wait_for(settled(self.app), 30)
        await pilot.pause()

    async def _look_until_painted(self, pilot: Pilot[None], name: str) -> None:
        # Panes that wait for a quiet moment ask later than they are settled.
        for _ in range(_LOOKS_AT_BLANK if name in BLANK else _LOOKS):
            self._look(name)
            if self.seen[name]:
                return
            await asyncio.sleep(0.1)
            await self._ready(pilot)

    def _look(self, name: str) -> None:
        strips = self.app.screen._compositor.render_strips()
        painted = "".join(part.text for strip in strips for part in strip)
        self.seen[name] = painted.count(MARK)
        if found := ACTING.search(painted):
            self.wrong.append(f"{name}: {found.group()!a} is painted")
        for strip in strips:
            for part in strip:
                click = None if part.style is None else part.style.meta.get("@click")
                if click is not None and not str(click).startswith(MARKDOWN_LINK):
                    self.wrong.append(f"{name}: a click on {part.text!r} runs {click!r}")


def main() -> None:
    """Run the app on a workspace and write what was seen."""
    workspace_file, report = map(Path, sys.argv[1:])
    quicken()
    with Workspace.open(workspace_file, user="ann") as workspace:
        app = MemtuiApp(LocalBackend(workspace, f"team {TEXTS['title']}"))
        tour = Tour(app)
        app.run(auto_pilot=tour.go)
        store = next(one for one in workspace.stores.list() if one.name == FIRST)
        assert store.archived_at is None
    report.write_text(json.dumps({"seen": tour.seen, "wrong": tour.wrong}))
    sys.exit(app.return_code)


if __name__ == "__main__":
    main()
