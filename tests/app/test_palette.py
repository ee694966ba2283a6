"""The palette: what works here, every store, and what was changed lately, from any screen."""

import pytest
from textual.command import CommandPalette
from textual.widgets import Input, OptionList

from memtui.themes import THEMES

pytestmark = pytest.mark.anyio


async def listed(tui, words):
    """What the palette offers, and it stays open."""
    await tui.press("ctrl+p")
    await ask(tui, words)
    return [str(o.prompt) for o in tui.app.screen.query_one(OptionList).options]


async def ask(tui, words):
    """Type into the palette, and wait until it has looked everywhere."""
    group = CommandPalette._GATHER_COMMANDS_GROUP
    tui.app.screen.query_one(Input).value = words
    await tui.settle()
    await tui.until(lambda: all(one.is_finished for one in tui.app.workers if one.group == group))


async def test_it_goes_to_a_store_from_any_screen(team, running):
    """And the way back leads to where one was."""
    async with running() as tui:
        await tui.press("3")
        found = await listed(tui, "go to working")
        assert any("Go to Working memory" in prompt for prompt in found)
        await tui.press("enter")
        await tui.until(lambda: tui.app.current_mode == "stores")
        assert tui.tree.node.store_id == team.notes.id
        await tui.press("ctrl+o")
        assert tui.app.current_mode == "conflicts"


async def test_what_was_changed_lately_is_found_by_its_path(team, running):
    """Under its newest path; nothing is asked for it, and what was deleted is not there."""
    async with running() as tui:
        team.move(team.notes, "/alerts/notify.md", "/alerts/renamed.md")
        team.delete(team.notes, "/index.md")
        await tui.seen()
        recent = tui.feed.recent(10)
        assert recent[0] == (team.notes.id, "/alerts/renamed.md")
        assert (team.notes.id, "/index.md") not in recent
        asked = team.calls.total()
        found = await listed(tui, "renamed")
        assert team.calls.total() == asked
        assert any("/alerts/renamed.md" in prompt for prompt in found)
        await tui.press("enter")
        await tui.until(lambda: tui.tree.node.path == "/alerts/renamed.md")


async def test_each_theme_is_one_entry(team, running):
    """From any screen, by the name that the config knows it by."""
    async with running() as tui:
        found = await listed(tui, "theme")
        for name in THEMES:
            assert any(f"Theme: {name}" in prompt for prompt in found), name
        await ask(tui, "theme colour-blind-light")
        await tui.press("enter")
        await tui.until(lambda: tui.app.theme == THEMES["colour-blind-light"].name)
