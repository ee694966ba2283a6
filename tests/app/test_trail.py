"""Back and forward, as a browser has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memtui.app import MemtuiApp
from memtui.trail import LIMIT, Spot, Trail


@pytest.fixture
def told(monkeypatch):
    """The sentences that a person was told."""
    sentences = []
    monkeypatch.setattr(MemtuiApp, "tell", lambda _, sentence, **__: sentences.append(sentence))
    return sentences


def spot(number, line=0):
    return Spot("stores", "memstore_1", f"mem_{number}", f"/{number}.md", line=line)


@given(st.lists(st.one_of(st.integers(0, 5), st.sampled_from(["back", "forward"])), max_size=60))
def test_a_trail_is_what_a_browser_does(steps):
    """Against the plainest model of it: a list of pages and where one is in it."""
    trail, here = Trail(), spot(0)
    pages, at = [0], 0
    for step in steps:
        if step == "back":
            found = trail.back(here)
            assert (found is None) == (at == 0)
            at = max(0, at - 1)
        elif step == "forward":
            found = trail.forward(here)
            assert (found is None) == (at == len(pages) - 1)
            at = min(len(pages) - 1, at + 1)
        elif step == pages[at]:
            continue
        else:
            trail.leave(here)
            found = spot(step)
            pages, at = [*pages[: at + 1], step], at + 1
        here = found or here
        assert here.memory_id == f"mem_{pages[at]}"
        assert trail.has_before == (at > 0)
        assert trail.has_after == (at < len(pages) - 1)


def test_one_comes_back_to_the_line_that_was_left():
    """Not to the one where one arrived."""
    trail = Trail()
    trail.leave(spot(1, line=40))
    assert trail.back(spot(2, line=7)) == spot(1, line=40)
    assert trail.forward(spot(1, line=41)) == spot(2, line=7)


def test_the_same_memory_twice_in_a_row_is_one_place():
    """Its newest line counts."""
    trail = Trail()
    trail.leave(spot(1, line=1))
    trail.leave(spot(1, line=9))
    assert trail.back(spot(2)) == spot(1, line=9)
    assert not trail.has_before


def test_old_places_are_forgotten():
    """A day of work does not fill the memory."""
    trail = Trail()
    for number in range(3 * LIMIT):
        trail.leave(spot(number))
    for _ in range(LIMIT):
        assert trail.back(spot(-1)) is not None
    assert not trail.has_before


@pytest.mark.anyio
async def test_back_and_forward_over_memories_and_modes(team, running):
    """Cursor and all; a jump from the middle forgets what came after."""
    async with running() as tui:
        await tui.go_to("/services/dispatch.md")
        await tui.press("enter", "j", "j", "j")
        tui.app.go_to_memory(team.notes.id, "/alerts/notify.md")
        await tui.until(lambda: tui.tree.node.path == "/alerts/notify.md")
        await tui.press("3")
        assert tui.app.current_mode == "conflicts"
        await tui.press("ctrl+o")
        assert tui.app.current_mode == "stores"
        assert tui.tree.node.path == "/alerts/notify.md"
        await tui.press("O")
        await tui.until(lambda: tui.tree.node.path == "/services/dispatch.md")
        await tui.until(lambda: tui.content.cursor == 3)
        assert tui.screen.focused_pane == "content"
        await tui.press("I", "ctrl+n")
        assert tui.app.current_mode == "conflicts"


@pytest.mark.anyio
async def test_an_older_version_is_come_back_to(team, running):
    """And its diff, if that was in view."""
    async with running() as tui:
        await tui.go_to("/services/dispatch.md")
        await tui.press("enter", "left_square_bracket", "d")
        version = tui.screen.reading.version
        tui.app.go_to_memory(team.notes.id, "/index.md")
        await tui.until(lambda: tui.tree.node.path == "/index.md")
        await tui.press("ctrl+o")
        await tui.until(lambda: tui.tree.node.path == "/services/dispatch.md")
        await tui.until(lambda: tui.screen.reading.version is not None)
        assert tui.screen.reading.version.id == version.id
        assert tui.screen.reading.is_diff
        assert tui.screen.focused_pane == "diff"


@pytest.mark.anyio
async def test_a_moved_memory_is_found_and_a_deleted_one_says_so(team, running, told):
    """A place is a memory, not a path."""
    async with running() as tui:
        for path in ("/alerts/notify.md", "/alerts/dispatch-p1.md", "/index.md"):
            tui.app.go_to_memory(team.notes.id, path)
            await tui.until(lambda path=path: tui.tree.node.path == path)
        team.move(team.notes, "/alerts/notify.md", "/alerts/renamed.md")
        team.delete(team.notes, "/alerts/dispatch-p1.md")
        await tui.seen()
        await tui.press("ctrl+o")
        await tui.until(lambda: bool(told))
        assert told == ["/alerts/dispatch-p1.md was deleted since; ctrl+o goes further back."]
        await tui.press("ctrl+o")
        await tui.until(lambda: tui.tree.node.path == "/alerts/renamed.md")


@pytest.mark.anyio
async def test_where_there_is_nothing_more_it_is_said(team, running, told):
    """No key does nothing at all."""
    async with running() as tui:
        await tui.press("ctrl+o")
        assert told[-1].startswith("There is no place before this")
        await tui.press("I")
        assert told[-1].startswith("There is no place after this")
