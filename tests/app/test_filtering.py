"""The filter of the tree: fewer lines while one types, the same cursor, and always how many."""

import threading

import pytest
from textual.widgets import Input

from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend

pytestmark = pytest.mark.anyio


async def test_typing_leaves_only_what_matches(team, running):
    """In place, under its directories, with the count in the heading."""
    async with running() as tui:
        await tui.press("slash")
        await tui.type("dispatch")
        await tui.until(lambda: "3 of 6" in tui.text())
        assert tui.rows() == [
            "Org knowledge",
            "  runbooks/",
            "    dispatch.md",
            "Working memory",
            "  alerts/",
            "    dispatch-p1.md",
            "  services/",
            "    dispatch.md",
        ]
        await tui.type(" !alerts agent:triage")
        await tui.until(lambda: "1 of 6" in tui.text())
        assert tui.rows() == ["Working memory", "  services/", "    dispatch.md"]


async def test_the_cursor_stays_on_its_memory(team, running):
    """Through the filter, while it narrows, and back; what was folded in it is found again."""
    async with running() as tui:
        await tui.go_to("/services/dispatch.md")
        memory_id = tui.tree.node.memory_id
        await tui.press("slash")
        await tui.type("dispatch.md")
        await tui.until(lambda: "2 of 6" in tui.text())
        assert tui.tree.node.memory_id == memory_id
        await tui.press("enter")
        assert tui.screen.focused_pane == "tree"
        assert "2 of 6" in tui.text()
        await tui.press("k", "k", "k", "k", "j")
        assert tui.tree.node.path == "/runbooks/dispatch.md"
        await tui.press("escape")
        assert tui.tree.node.path == "/runbooks/dispatch.md"
        assert " of " not in tui.line("Stores ")
        assert "  index.md" in tui.rows()


async def test_escape_in_the_line_leaves_the_filter(team, running):
    """All lines are back, with the cursor where it was, though it matched nothing."""
    async with running() as tui:
        await tui.go_to("/index.md")
        before = tui.rows()
        await tui.press("slash")
        await tui.type("zzz")
        await tui.until(lambda: "No memory is like that." in tui.text())
        assert "0 of 6" in tui.text()
        await tui.press("escape")
        assert tui.rows() == before
        assert tui.tree.node.path == "/index.md"
        assert not tui.app.query(Input).filter("#tree-filter").first().display


async def test_a_bad_term_says_why(team, running):
    """Half a term is what everybody types on the way to a whole one."""
    async with running() as tui:
        await tui.press("slash")
        await tui.type("index changed:")
        assert "changed: needs a span or a day" in tui.text()
        await tui.type("10m")
        await tui.until(lambda: "1 of 6" in tui.text())
        assert "needs a span" not in tui.text()


async def test_the_filter_stays_true_while_agents_write(team, running, clock):
    """What begins to match comes, what is deleted goes, and the cursor does not move."""
    async with running() as tui:
        await tui.press("slash")
        await tui.type("alerts")
        await tui.until(lambda: "2 of 6" in tui.text())
        await tui.press("enter", "G")
        assert tui.tree.node.path == "/alerts/notify.md"
        team.write(team.notes, "/alerts/aaa.md", "new\n")
        team.write(team.notes, "/zones/new.md", "new\n")
        await tui.until(lambda: "3 of 8" in tui.text())
        assert "    aaa.md" in tui.rows()
        assert "  zones/" not in tui.rows()
        assert tui.tree.node.path == "/alerts/notify.md"
        team.delete(team.notes, "/alerts/aaa.md")
        await tui.until(lambda: "2 of 7" in tui.text())
        assert "    aaa.md" not in tui.rows()
        assert tui.tree.node.path == "/alerts/notify.md"


async def test_going_elsewhere_leaves_the_filter(team, running):
    """Who opens a change of the feed wants to see it, whatever the filter lets through."""
    async with running() as tui:
        await tui.press("slash")
        await tui.type("runbooks")
        await tui.until(lambda: "1 of 6" in tui.text())
        tui.screen.go_to_memory(team.notes.id, "/alerts/notify.md")
        await tui.until(lambda: tui.tree.node.path == "/alerts/notify.md")
        assert not tui.tree.is_filtered


async def test_a_search_that_is_overtaken_is_skipped(team, running, monkeypatch):
    """Who types fast asks for what they stop at, not for every letter; never two at a time."""
    is_free, found, asked = threading.Event(), team.found, []

    def slow(terms, store_ids, limit):
        asked.append(terms[0].text)
        is_free.wait(10)
        return found(terms, store_ids, limit)

    monkeypatch.setattr(team, "found", slow)
    async with running() as tui:
        await tui.press("slash")
        await tui.pilot.press(*"services")
        assert asked == ["s"]
        is_free.set()
        await tui.until(lambda: "1 of 6" in tui.text())
        assert asked == ["s", "services"]


async def test_many_matches_come_as_they_are_scrolled_to(team, running):
    """A filter that lets everything through costs what is in view."""
    team.fill(team.notes, "/many/", 1_200)
    async with running() as tui:
        await tui.press("slash")
        await tui.type("many")
        await tui.until(lambda: "1,200 of 1,206" in tui.text())
        await tui.press("enter")
        assert tui.tree.count == 503
        await tui.press("G")
        await tui.until(lambda: tui.tree.count == 1003)
        await tui.press("G")
        await tui.until(lambda: tui.tree.count == 1202)


async def test_the_filter_of_a_real_workspace(collided, running, clock):
    """The same terms as on the command line, over all stores, archived ones too."""
    for number in range(3):
        collided.mine.create(collided.store.id, f"/tmp/{number}.md", "text\n")
        collided.theirs.create(collided.store.id, f"/notes/{number}.md", "text\n")
    collided.ws.memories.create(collided.read_only.id, "/notes/x.md", "text\n")
    collided.ws.stores.archive(collided.read_only.id)
    async with running(app=MemtuiApp(LocalBackend(collided.ws, "team.db"), clock)) as tui:
        await tui.press("slash")
        await tui.type("notes !agent:triage changed:1h")
        await tui.until(lambda: "4 of 7" in tui.text())
        assert [row.strip() for row in tui.rows() if row.endswith("md")] == [
            *("0.md", "1.md", "2.md", "x.md")
        ]
