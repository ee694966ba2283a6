"""
What every test of the app stands on: a quiet environment, a fake workspace, a clock that is set.
"""

import asyncio
import importlib.util
import os
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

# Read when Textual is imported, so before anything of the app is.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
for _name in [name for name in os.environ if name.startswith("TEXTUAL_")]:
    if _name not in ("TEXTUAL_ANIMATIONS", "TEXTUAL_SNAPSHOT_TEMPDIR"):
        del os.environ[_name]
os.environ.pop("NO_COLOR", None)

from tests.support.pace import quicken  # noqa: E402 - it imports Textual

quicken()


def _load(name):
    """A helper module beside this file: test folders are no packages."""
    spec = importlib.util.spec_from_file_location(
        f"memtui_tests_{name}", Path(__file__).with_name(f"{name}.py")
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_fakes = _load("fakes")


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch):
    """No colour settings from outside, one time zone, no blinking cursor."""
    from textual.widgets import Input

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.setattr(Input, "cursor_blink", False)
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def clock():
    return _fakes.FakeClock()


@pytest.fixture
def backend(clock):
    return _fakes.FakeBackend(clock)


@pytest.fixture
def hostile():
    """Strings that would do something, were they let through."""
    from tests.support.hostile import HOSTILE

    return tuple(HOSTILE.values())


@pytest.fixture
def team(backend, clock):
    """A small workspace: two stores, a few memories, one of them with a history."""
    knowledge = backend.store("Org knowledge", "Runbooks, and who owns what.")
    notes = backend.store("Working memory", "What agents learned about production.")
    backend.write(knowledge, "/index.md", "# Index\n", agent=None)
    backend.write(knowledge, "/runbooks/dispatch.md", "# Dispatch stalls\n", agent=None)
    backend.write(notes, "/alerts/dispatch-p1.md", "CPU spike at 14:02\n", "triage")
    backend.write(notes, "/alerts/notify.md", "Two lanes.\n", "oncall-helper")
    for agent, text in _fakes.HISTORY:
        clock.forward(hours=2)
        backend.write(notes, "/services/dispatch.md", text, agent)
    backend.write(notes, "/index.md", "# Working memory\n", "db-keeper")
    clock.forward(minutes=3)
    backend.knowledge, backend.notes = knowledge, notes
    return backend


PATIENCE_S = 30.0
"""Only ever waited for in full when the test fails."""


class Running:
    """An app in a test, and what one wants to know about it."""

    def __init__(self, app, pilot, backend):
        self.app = app
        self.pilot = pilot
        self.backend = backend
        self.screen = app.stores
        self.tree = app.stores.tree_view
        self.content = app.stores.content_view
        self.diff = app.stores.diff_view
        self.history = app.stores.history_view
        self.feed = app.stores.feed_view

    async def settle(self):
        """Wait until nothing is asked or painted any more."""
        from memtui.screenshot import settled

        await asyncio.wait_for(settled(self.app), PATIENCE_S)
        await self.pilot.pause()

    async def press(self, *keys):
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text):
        await self.pilot.press(*text)
        await self.settle()

    async def until(self, condition):
        """Wait for something that another thread brings about."""
        await self.until_started(condition)
        await self.settle()

    async def until_started(self, condition):
        """The same while something is still being asked, so that nothing can settle."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < end, f"it never came true:\n{self.text()}"
            await self.pilot.pause(0.01)

    async def seen(self):
        """Wait until the app has seen every change of the workspace."""
        await self.until(lambda: self.app.bridge.seen == len(self.backend.log))

    def text(self):
        """The screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(part.text for part in strip).rstrip() for strip in strips)

    def line(self, words):
        """The first line of the screen with these words in it."""
        return next((line for line in self.text().split("\n") if words in line), "")

    def rows(self):
        """The names in the tree, indented."""
        return ["  " * node.depth + node.name for node in self.tree.shown.rows]

    async def go_to(self, path, store=None):
        """Put the tree's cursor on a path."""
        store = store or self.backend.notes
        assert await self.screen.reveal(store.id, path)
        await self.settle()


@pytest.fixture
def running(backend, clock):
    """What starts the app on the fake workspace, in an `async with`."""
    from memtui.app import MemtuiApp

    @asynccontextmanager
    async def start(width=80, height=24, app=None):
        app = app or MemtuiApp(backend, clock)
        async with app.run_test(size=(width, height)) as pilot:
            tui = Running(app, pilot, backend)
            await tui.settle()
            yield tui

    return start


class Collided:
    """A real workspace in which two sessions write at the same time."""

    def __init__(self, ws, clock):
        self.ws = ws
        self.clock = clock
        self.store = ws.stores.create("Working memory", "What agents learned.")
        self.read_only = ws.stores.create("Org knowledge", "Runbooks.")
        access = {self.store.id: "read_write", self.read_only.id: "read_only"}
        self.mine = ws.sessions.start("triage", access)
        self.theirs = ws.sessions.start("db-keeper", access)

    def clash(self, path, base, theirs, mine, *, tries=1):
        """A refused write of `mine`, on the base that theirs has replaced; gives the conflict."""
        from core.writing.lost_writes import PreconditionFailed

        memory = self.theirs.create(self.store.id, path, base)
        self.theirs.update(memory.id, content=theirs)
        for _ in range(tries):
            try:
                self.mine.update(memory.id, content=mine, expect=memory.content_sha256)
            except PreconditionFailed as refused:
                conflict = refused.conflict
        self.clock.forward(minutes=3)
        return conflict

    def text(self, conflict):
        """What the memory has now."""
        return self.ws.memories.retrieve(conflict.memory_id).content

    def text_at(self, path):
        """What stands at a path now, if anything does."""
        from core.errors import NotFound

        try:
            return self.ws.memories.at_path(self.store.id, path).content
        except NotFound:
            return None


@pytest.fixture
def collided(tmp_path, clock):
    from core import Workspace
    from core.testing import counting_ids

    with Workspace.open(tmp_path / "team.db", user="ann", clock=clock, new_id=counting_ids()) as ws:
        yield Collided(ws, clock)


class Recorded:
    """A real workspace with transcripts: Claude Code sessions at noon, two hours ago."""

    def __init__(self, ws, clock, folder):
        self.ws = ws
        self.clock = clock
        self.store = ws.stores.create("SRE Notes", "What agents learned.")
        self._folder = folder

    def record(self, session, lines):
        """Read lines of one session as its file; lines of the same session go on with it."""
        from tests.support.claude_lines import write

        path = self._folder / f"{session}.jsonl"
        before = path.read_bytes() if path.exists() else b""
        write(path, [before, *lines])
        ingester = self.ws.ingester()
        ingester.file(path)
        assert not ingester.total.failed
        return self.ws.summaries.retrieve(session).id

    def path(self, session):
        """The file of a session."""
        return self._folder / f"{session}.jsonl"


@pytest.fixture
def recorded(tmp_path, clock):
    from core import Workspace
    from core.testing import counting_ids

    with Workspace.open(tmp_path / "team.db", user="ann", clock=clock, new_id=counting_ids()) as ws:
        yield Recorded(ws, clock, tmp_path / "logs")


@pytest.fixture
def reading(recorded, clock, running):
    """Starts the app on the workspace of `recorded`, as `running` does on the fake one."""
    from memtui.app import MemtuiApp
    from memtui.local.workspace import LocalBackend

    def start(width=80, height=24, wishes=None):
        app = MemtuiApp(LocalBackend(recorded.ws, "team.db"), clock, wishes=wishes)
        return running(width, height, app)

    return start


@pytest.fixture
def watching(collided, clock, running, monkeypatch):
    """Starts the app on the workspace of `collided`, as `running` does on the fake one."""
    from memtui import attention
    from memtui.app import MemtuiApp
    from memtui.local.workspace import LocalBackend

    monkeypatch.setattr(attention, "PAUSE_S", 0.05)

    def start(width=80, height=24):
        return running(width, height, MemtuiApp(LocalBackend(collided.ws, "team.db"), clock))

    return start
