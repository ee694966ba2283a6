"""
Pictures of every state, at the sizes people use. What they mean is tested elsewhere.

Made with the Textual that `constraints.txt` pins: other versions paint other pixels.
"""

import pytest
import textual

from memtui.app import MemtuiApp
from memtui.themes import full_name

pytestmark = pytest.mark.skipif(
    textual.__version__ != "8.2.8", reason="pictures are made with Textual 8.2.8"
)
SIZES = [(80, 24), (120, 40)]
STATES = {
    "tree": ["j", "j"],
    "content": ["G", "G", "enter"],
    "diff": ["G", "G", "d"],
    "history": ["G", "G", "tab", "tab", "space"],
    "feed": ["shift+tab", "j"],
    "help": ["question_mark"],
    "blame": ["G", "G", "enter", "b"],
    "past": ["G", "G", "H", "comma", "comma"],
    "agent": ["=", "a", "enter"],
    "search": ["F", *"dispatch", "enter", "j"],
}


@pytest.fixture
def picture(team, clock, snap_compare, monkeypatch):
    """Compares the app after some keys with its picture."""
    from memtui.screenshot import settled

    # Nobody types here, so nothing has to wait for the end of it.
    monkeypatch.setattr("memtui.screens.searching._PATIENCE_S", 0.0)

    def compare(size, keys, prepare=None):
        app = MemtuiApp(team, clock)

        async def bring_about(pilot):
            await settled(app)
            for key in keys:
                await pilot.press(key)
                await settled(app)
            if prepare is not None:
                prepare(app)
            await settled(app)
            await pilot.pause()

        return snap_compare(app, terminal_size=size, run_before=bring_about)

    return compare


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("state", STATES)
def test_state(picture, state, size):
    """Each pane with the focus, the help, the past, one agent, and the search."""
    assert picture(size, STATES[state])


def in_theme(name):
    """Gives the app a theme."""

    def dress(app):
        app.theme = full_name(name)

    return dress


MAIN = ["tree", "content", "blame", "diff", "history", "feed", "agent", "search"]


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
    assert picture((120, 40), STATES["diff"], in_theme("light"))
