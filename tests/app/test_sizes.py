"""Every size from 60x20 to 250x80: what has the keys is in view, and no line is too long."""

import pytest
from rich.cells import cell_len

pytestmark = pytest.mark.anyio

SIZES = [
    (60, 20),
    (60, 60),
    (71, 19),
    (72, 24),
    (100, 20),
    (119, 30),
    (120, 40),
    (250, 20),
    (250, 80),
]
"""On both sides of each width and height at which a pane gives way."""

TINY = [(30, 8), (12, 4), (1, 1)]

STORM = [(250, 80), (60, 20), (72, 20), (30, 8), (120, 19), (119, 45), (61, 60), (80, 24)]


def look(tui, size):
    """Check what must hold at any time."""
    width, height = size
    lines = tui.text().split("\n")
    assert len(lines) == height
    assert all(cell_len(line) <= width for line in lines)
    assert lines[-1].startswith(" ? help"), "the footer is the last line and begins with help"
    assert "memtui" in lines[0]
    assert "●" in lines[0] or "◷" in lines[0], "whether it is live stays in view"
    focused = tui.app.screen.focused
    region = focused.region
    assert region.width >= 10, focused
    assert region.height >= 1, focused
    assert region in tui.app.screen.region, focused
    assert focused.parent.display


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_pane_with_the_keys_is_always_in_view(team, running, size):
    """In the stores, in the past and in the conflicts; zoomed and not; with `tab` and back."""
    async with running(*size) as tui:
        await tui.go_to("/services/dispatch.md")
        for key in ("tab", "tab", "tab", "shift+tab", "z", "tab", "tab", "z", "d", "tab", "escape"):
            await tui.press(key)
            look(tui, size)
        await tui.press("H")
        for _ in range(4):
            look(tui, size)
            await tui.press("tab")
        for mode in ("3", "5"):
            await tui.press("escape", mode)
            look(tui, size)


@pytest.mark.parametrize("size", SIZES[::2], ids=str)
async def test_the_resolver_shows_what_it_decides(collided, watching, size):
    """Both sides and the result, or those that fit."""
    collided.clash("/a.md", "one\ntwo\n", "one\n2\n", "one\nzwei\n")
    async with watching(*size) as tui:
        await tui.press("3")
        await tui.until(lambda: "/a.md" in tui.text())
        look(tui, size)
        await tui.press("enter")
        await tui.until(lambda: "undecided" in tui.text())
        for _ in range(4):
            look(tui, size)
            await tui.press("tab")


@pytest.mark.parametrize("size", SIZES[1::2], ids=str)
async def test_the_timeline_shows_the_pane_with_the_keys(collided, watching, size):
    """Lanes, change and turn, or what fits; also while a span is listed."""
    collided.clash("/a.md", "one\n", "two\n", "three\n")
    async with watching(*size) as tui:
        await tui.press("2")
        for key in ("tab", "tab", "z", "z", "shift+tab", "space", "space", "tab", "escape"):
            look(tui, size)
            await tui.press(key)
        look(tui, size)


@pytest.mark.parametrize("size", TINY, ids=str)
async def test_smaller_than_that_it_only_goes_on(team, running, size):
    """A terminal is made tiny by accident, and large again."""
    async with running(*size) as tui:
        await tui.go_to("/services/dispatch.md")
        await tui.press("tab", "tab", "question_mark", "escape", "3", "1")
        await tui.pilot.resize_terminal(80, 24)
        await tui.settle()
        look(tui, (80, 24))


async def test_a_storm_of_sizes_moves_nothing(team, running):
    """Cursor, version and pane are those of before, whatever the window did meanwhile."""
    async with running() as tui:
        await tui.go_to("/services/dispatch.md")
        await tui.press("tab", "tab", "j")
        before = tui.tree.node, tui.history.cursor, tui.screen.focused_pane, tui.text()
        for size in STORM * 3:
            await tui.pilot.resize_terminal(*size)
        await tui.settle()
        look(tui, STORM[-1])
        assert (tui.tree.node, tui.history.cursor, tui.screen.focused_pane, tui.text()) == before
