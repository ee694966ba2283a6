"""
Pictures of the Timeline. What they mean is tested elsewhere.

Made with the Textual that `constraints.txt` pins: other versions paint other pixels.
"""

import pytest
import textual

from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend
from memtui.screenshot import settled
from tests.support import claude_lines as lines

pytestmark = pytest.mark.skipif(
    textual.__version__ != "8.2.8", reason="pictures are made with Textual 8.2.8"
)
SIZES = [(80, 24), (120, 40)]
STATES = {
    "mark": ["2"],
    "turn": ["2", "minus", "minus", "a", *"payments", "enter"],
    "span": ["2", "j", "N", "space", "n", "space"],
}


@pytest.fixture
def day(collided, clock, tmp_path):
    """Writes, a conflict, and a transcript with a read and an error."""
    for number in range(4):
        collided.theirs.create(collided.store.id, f"/notes/{number}.md", f"note {number}\n")
        clock.forward(minutes=2 + number)
    collided.mine.create(collided.store.id, "/alerts/p1.md", "CPU spike\nat noon\n")
    clock.forward(minutes=2)
    collided.clash("/services/dispatch.md", "250\n", "300\n", "250 (lane 4 stalls)\n")
    path = lines.write(
        tmp_path / "t.jsonl",
        [
            lines.said(0, "why is it slow?"),
            lines.called(1, "Bash", command="cat /mnt/memory/working-memory/alerts/p1.md"),
            lines.answered(2, 1, "CPU spike\nat noon"),
            lines.called(3, "Bash", command="make it fast"),
            lines.answered(4, 3, "no such target", is_error=True),
        ],
    )
    collided.ws.ingester().file(path)
    return collided


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("state", STATES)
def test_state(state, size, day, clock, snap_compare):
    """A mark and its change, an error and its turn, a span and what changed in it."""
    app = MemtuiApp(LocalBackend(day.ws, "team.db"), clock)

    async def before(pilot):
        await settled(app)
        for key in STATES[state]:
            await pilot.press(key)
            await settled(app)
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=before)


def test_without_colour(day, clock, snap_compare, monkeypatch):
    """Letters, heights and signs say it all."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = MemtuiApp(LocalBackend(day.ws, "team.db"), clock)

    async def before(pilot):
        await settled(app)
        await pilot.press("2")
        await settled(app)
        await pilot.pause()

    assert snap_compare(app, terminal_size=(80, 24), run_before=before)
