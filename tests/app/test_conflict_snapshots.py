"""
Pictures of the Conflicts screen and of the resolver. What they mean is tested elsewhere.

Made with the Textual that `constraints.txt` pins: other versions paint other pixels.
"""

import pytest
import textual

from core.errors import CoreError
from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend
from memtui.screenshot import settled
from memtui.themes import full_name

pytestmark = pytest.mark.skipif(
    textual.__version__ != "8.2.8", reason="pictures are made with Textual 8.2.8"
)
SIZES = [(80, 24), (120, 40)]
STATES = {
    "list": ["3"],
    "closed": ["3", "c", "j"],
    "undecided": ["3", "G", "enter"],
    "decided": ["3", "G", "enter", "m", "b"],
    "delete": ["3", "enter", "m"],
}
BASE = """\
# dispatch

Assigns parcels to drivers.
Batches hold 250 parcels.

## Habits
- busy between 7:00 and 9:00
- the queue is drained at midnight
- retries 60 seconds after a CPU spike

## Owners
- team logistics
"""


@pytest.fixture
def evening(collided):
    """An evening with four conflicts and an alarm."""
    theirs = BASE.replace("250", "300").replace("60 seconds", "90 seconds")
    mine = BASE.replace("250", "250 (lane 4 stalls above that)").replace(
        "CPU spike", "CPU spike, at most 3 times"
    )
    collided.clash("/services/dispatch.md", BASE, theirs, f"{mine}- Ann, at night\n")
    healed = collided.clash("/alerts/notify.md", "Two lanes.\n", "Three.\n", "No lanes.\n")
    collided.mine.update(healed.memory_id, content="Three lanes.\n")
    collided.clash("/runbooks/lane-4.md", "drain\n", "drain it\n", "drain them\n", tries=4)
    for _ in range(3):
        with pytest.raises(CoreError):
            collided.mine.create(collided.read_only.id, "/policy.md", "text\n")
    memory = collided.theirs.create(collided.store.id, "/incidents/p1.md", "spike\nat noon\n")
    collided.theirs.update(memory.id, content="spike\nat 14:02\n")
    with pytest.raises(CoreError):
        collided.mine.delete(memory.id, expect=memory.content_sha256)
    collided.clock.forward(minutes=2)
    return collided


@pytest.fixture
def picture(evening, snap_compare):
    """Compares the app after some keys with its picture."""

    def compare(size, keys, prepare=lambda _: None):
        app = MemtuiApp(LocalBackend(evening.ws, "team.db"), evening.clock)

        async def bring_about(pilot):
            await settled(app)
            for key in keys:
                await pilot.press(key)
                await settled(app)
            prepare(app)
            await settled(app)
            await pilot.pause()

        return snap_compare(app, terminal_size=size, run_before=bring_about)

    return compare


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("state", STATES)
def test_state(picture, state, size):
    """The list, and the resolver before and after the decisions."""
    assert picture(size, STATES[state])


def in_theme(name):
    """Gives the app a theme."""

    def dress(app):
        app.theme = full_name(name)

    return dress


MAIN = ["closed", "undecided", "decided"]


@pytest.mark.parametrize("state", MAIN)
def test_without_colour(picture, monkeypatch, state):
    """Signs and words say everything that colour does."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture((80, 24), STATES[state])


@pytest.mark.parametrize("state", MAIN)
def test_colour_blind(picture, state):
    """Blue against orange."""
    assert picture((80, 24), STATES[state], in_theme("colour-blind"))


def test_light(picture):
    """The light theme."""
    assert picture((120, 40), STATES["undecided"], in_theme("light"))
