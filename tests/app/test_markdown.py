"""A memory as Markdown: links say where they lead, and hostile text stays text."""

import pytest
from textual.widgets import Markdown

from memtui.app import MemtuiApp
from memtui.keys.keymap import resolve
from memtui.screens.links import LinkChoice
from memtui.screens.markdown import MOST_CHARACTERS, MarkdownScreen
from memtui.settings.wishes import Wishes
from memtui.widgets.prompt import Sheet

pytestmark = pytest.mark.anyio

TEXT = """\
# Dispatch

- [runbook](https://example.com/run?a=1) and https://example.com/plain
- **bold** `code`

| a | b |
|---|---|
| 1 | 2 |
"""


@pytest.fixture
def showing(team, running):
    """Starts the app with a text shown as Markdown."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def start(text):
        team.write(team.notes, "/page.md", text)
        async with running(width=100, height=40) as tui:
            await tui.go_to("/page.md")
            await tui.press("enter", "v")
            yield tui

    return start


async def test_a_key_shows_markdown_and_the_same_key_the_text_again(showing):
    """And so does esc; the cursor is where it was."""
    async with showing(TEXT) as tui:
        for key in ("v", "escape"):
            assert isinstance(tui.app.screen, MarkdownScreen)
            assert "/page.md   as Markdown" in tui.text()
            assert "# Dispatch" not in tui.text()
            assert "Dispatch" in tui.text()
            await tui.press("G", "g", "j", "k", key)
            assert tui.app.screen is tui.screen
            assert "# Dispatch" in tui.text()
            await tui.press("v")


async def test_a_link_says_where_it_leads_and_is_opened_only_on_request(showing, monkeypatch):
    """Its words may say anything."""
    async with showing(TEXT) as tui:
        opened = []
        monkeypatch.setattr(tui.app, "open_url", opened.append)
        assert "runbook (https://example.com/run?a=1)" in tui.text()
        assert tui.text().count("https://example.com/plain") == 1
        widget = tui.app.screen.query_one(Markdown)
        widget.post_message(Markdown.LinkClicked(widget, "https://example.com/run?a=1"))
        await tui.until(lambda: isinstance(tui.app.screen, Sheet))
        assert "https://example.com/run?a=1" in tui.text()
        await tui.press("escape")
        assert not opened
        widget.post_message(Markdown.LinkClicked(widget, "https://example.com/run?a=1"))
        await tui.until(lambda: isinstance(tui.app.screen, Sheet))
        await tui.press("o")
        assert opened == ["https://example.com/run?a=1"]
        widget.post_message(Markdown.LinkClicked(widget, "file:///etc/passwd"))
        await tui.until(lambda: isinstance(tui.app.screen, Sheet))
        assert "no address that memtui would open" in tui.text()
        await tui.press("o")
        assert len(opened) == 1


async def test_links_are_reached_by_keys(showing, monkeypatch):
    """As a list with their addresses; one that is chosen is looked at before it is opened."""
    async with showing(TEXT) as tui:
        opened = []
        monkeypatch.setattr(tui.app, "open_url", opened.append)
        await tui.press("o")
        assert isinstance(tui.app.screen, LinkChoice)
        assert "runbook" in tui.line("run?a=1")
        assert tui.text().count("https://example.com/plain") == 1
        await tui.press("j", "enter")
        assert "This link leads to" in tui.text()
        assert not opened
        await tui.press("y")
        assert tui.app.clipboard == "https://example.com/plain"
        await tui.press("o", "enter", "o")
        assert opened == ["https://example.com/run?a=1"]
        await tui.press("o", "escape", "escape")
        assert tui.app.screen is tui.screen


async def test_a_link_shows_what_hides_in_it(showing):
    """In its words and in its address, in the list as in the text; it is not opened."""
    async with showing(
        "See [the\u202e runbook](http://a.b/\u202ec) or http://d.e/\u202ef\n"
    ) as tui:
        await tui.press("o")
        assert "the<U+202E> runbook" in tui.line("runbook")
        assert "http://a.b/<U+202E>c" in tui.line("runbook")
        assert "http://d.e/<U+202E>f" in tui.text()
        await tui.press("enter")
        assert "open it in the browser" not in tui.text()
        await tui.press("y")
        assert tui.app.clipboard == "http://a.b/%E2%80%AEc"


async def test_the_keys_of_the_links_and_of_the_way_back_can_be_others(team, running, clock):
    """As all keys can; the first line says them."""
    keymap, problems = resolve({"markdown.links": "x", "markdown.leave": "f5"})
    assert not problems
    app = MemtuiApp(team, clock, wishes=Wishes(keymap=keymap))
    async with running(app=app) as tui:
        team.write(team.notes, "/links.md", "[a](http://b.c)\n")
        await tui.seen()
        await tui.go_to("/links.md")
        await tui.press("enter", "v")
        assert "v or f5: plain, x: links" in tui.text()
        await tui.press("x")
        assert isinstance(tui.app.screen, LinkChoice)
        await tui.press("escape", "f5")
        assert tui.app.screen is tui.screen


async def test_links_that_act_are_only_copied(showing):
    """And a memory without any says so."""
    async with showing(
        "[x](javascript:alert) [\x1b]y](ftp://a/\u202eb) [z](file:///etc/passwd)"
    ) as tui:
        await tui.press("o", "enter")
        assert not tui.text().count("open it in the browser")
        assert "\x1b" not in tui.text()
        assert "\u202e" not in tui.text()
    async with showing("plain") as tui:
        await tui.press("o")
        assert [note.message for note in tui.app._notifications] == [
            "There is no link in this memory."
        ]


async def test_hostile_text_stays_text(showing, hostile):
    """No escape gets out, no markup is read, and nothing breaks."""
    short = [one[:200] for one in hostile[::3]]
    parts = [*short, "[x]('\");app.quit())", "<script>", "[@click=app.quit]go[/]", "[/nope]"]
    text = "\n\n".join(f"# {one}\n\n[{one}](http://a/{one})\n\n`{one}`" for one in parts)
    async with showing(text) as tui:
        assert isinstance(tui.app.screen, MarkdownScreen)
        for strip in tui.app.screen._compositor.render_strips():
            for segment in strip:
                assert "\x1b" not in segment.text
                assert "\x9b" not in segment.text
                assert "\u202e" not in segment.text
        await tui.press("G", "v")


async def test_a_large_memory_stays_plain_and_says_why(showing):
    """With both numbers."""
    async with showing("x" * (MOST_CHARACTERS + 1)) as tui:
        assert tui.app.screen is tui.screen
        assert "It stays plain: it has 40,001" in next(iter(tui.app._notifications)).message


async def test_it_is_scrolled_with_the_keys_that_move_everywhere(team, running, clock):
    """Also with other keys, where a person gave moving others: the table is the same one."""
    from memtui.keys import Place, bindings
    from memtui.screens.markdown import MarkdownScreen

    ids = {binding.id for binding in MarkdownScreen.BINDINGS}
    assert {binding.id for binding in bindings(Place.LINES)} <= ids
    team.write(team.notes, "/long.md", "".join(f"- {n}\n\n" for n in range(200)), "triage")
    async with running() as tui:
        await tui.go_to("/long.md")
        await tui.press("enter", "v")
        page = tui.app.screen.query_one("#markdown")
        for key, moved in (("j", 1), ("ctrl+d", 1), ("pagedown", 1), ("k", -1), ("pageup", -1)):
            before = page.scroll_offset.y
            await tui.press(key)
            assert (page.scroll_offset.y - before) * moved > 0
        await tui.press("G")
        assert page.scroll_offset.y == page.max_scroll_y
        await tui.press("g")
        assert page.scroll_offset.y == 0
