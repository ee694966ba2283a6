"""
Pictures of the Sessions screen and of a transcript. What they mean is tested elsewhere.

Made with the Textual that `constraints.txt` pins: other versions paint other pixels.
"""

import pytest
import textual

from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend
from memtui.screenshot import settled
from tests.support.claude_lines import SESSION, answered, called, said

pytestmark = pytest.mark.skipif(
    textual.__version__ != "8.2.8", reason="pictures are made with Textual 8.2.8"
)
SIZES = [(80, 24), (120, 40)]
STATES = {
    "list": ["5"],
    "transcript": ["5", "G", "enter", "j", "j", "j"],
    "folded": ["5", "G", "enter", "minus"],
    "errors": ["5", "G", "enter", "E"],
}
NOTE = "/mnt/memory/sre-notes/alerts/p1.md"


@pytest.fixture
def night(recorded):
    """Two sessions that were started here, and one of which a transcript tells."""
    recorded.clock.now = recorded.clock.now.replace(hour=12, minute=0, second=7)
    recorded.ws.memories.create(recorded.store.id, "/alerts/p1.md", "spike at 14:02\n")
    recorded.clock.forward(hours=2)
    recorded.record(
        SESSION,
        [
            said(0, "Dispatch stalls again since 14:02. Look what we know, and find out why."),
            called(1, "Read", file_path=NOTE),
            answered(2, 1, "\n".join(f"{number:02}:00 calm" for number in range(24))),
            called(3, "Bash", command="kubectl -n dispatch get pods"),
            answered(4, 3, "Exit code 1\nconnection refused", is_error=True),
            said(5, "<system-reminder>Two minutes left.</system-reminder>", isMeta=True),
            called(6, "Write", file_path=NOTE, content="spike at 14:02\n"),
            answered(7, 6, "ok"),
            said(8, "Thanks, that is all."),
        ],
    )
    access = {recorded.store.id: "read_write"}
    recorded.clock.forward(minutes=1)
    paused = recorded.ws.sessions.start("db-keeper", access, title="ledger")
    recorded.ws.sessions.pause(paused.record.id)
    recorded.clock.forward(minutes=1)
    recorded.ws.sessions.start("triage", access, title="P1 in dispatch")
    recorded.clock.forward(minutes=3)
    return recorded


@pytest.fixture
def picture(night, snap_compare):
    """Compares the app after some keys with its picture."""

    def compare(size, keys):
        app = MemtuiApp(LocalBackend(night.ws, "team.db"), night.clock)

        async def bring_about(pilot):
            await settled(app)
            for key in keys:
                await pilot.press(key)
                await settled(app)
            await settled(app)
            await pilot.pause()

        return snap_compare(app, terminal_size=size, run_before=bring_about)

    return compare


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("state", STATES)
def test_state(picture, state, size):
    """The list; a transcript as it is, folded, and only what failed in it."""
    assert picture(size, STATES[state])


@pytest.mark.parametrize("state", ["list", "transcript"])
def test_without_colour(picture, monkeypatch, state):
    """Signs and words say everything that colour does."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture((80, 24), STATES[state])
