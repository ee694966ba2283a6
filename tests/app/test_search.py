"""Search: hits by memory while one types, the text around one, and enter goes to its line."""

import threading

import pytest

from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend
from memtui.screens.search import SearchScreen

pytestmark = pytest.mark.anyio


def hits(tui):
    """The lines of the list, as text."""
    view = tui.app.modes.search.hits_view
    return [
        "".join(part for part, _ in view.row_parts(row, 76)).split() for row in range(view.count)
    ]


async def sought(tui, words):
    """Open the search and type."""
    await tui.press("F")
    await tui.type(words)
    await tui.until(lambda: tui.backend.sought and tui.backend.sought[-1].query == words)


async def test_hits_stand_under_their_memory(team, running):
    """Store, path and number of lines; then each line with its number."""
    async with running() as tui:
        await sought(tui, "dispatch")
        assert hits(tui) == [
            ["Org", "knowledge", "/runbooks/dispatch.md", "1", "line"],
            ["1", "#", "Dispatch", "stalls"],
            ["Working", "memory", "/services/dispatch.md", "1", "line"],
            ["1", "#", "dispatch"],
        ]
        assert "2 found" in tui.text()
        assert "all stores, what is there now" in tui.text()


async def test_the_text_around_the_hit_is_beside_it(team, running):
    """It follows the cursor, and the line of the hit is the one that stands out."""
    async with running(120, 40) as tui:
        await sought(tui, "spike")
        await tui.press("enter")
        await tui.press("G")
        preview = tui.app.modes.search.preview
        await tui.until(lambda: preview.original.startswith("# dispatch\n"))
        await tui.until(lambda: preview.cursor == 7)
        assert "ces/dispatch.md" in tui.line("memtui")


async def test_enter_opens_the_memory_at_the_line(team, running):
    """In the stores; and the way back leads to the hits again."""
    async with running() as tui:
        await sought(tui, "retries")
        await tui.press("enter", "enter")
        await tui.until(lambda: tui.tree.node.path == "/services/dispatch.md")
        await tui.until(lambda: tui.content.cursor == 7)
        assert tui.app.current_mode == "stores"
        assert tui.screen.focused_pane == "content"
        await tui.press("ctrl+o")
        assert isinstance(tui.app.screen, SearchScreen)
        assert tui.app.modes.search.hits_view.has_focus


async def test_old_versions_are_searched_on_request(team, running):
    """A hit in one of them opens that version."""
    async with running() as tui:
        await sought(tui, "250")
        await tui.until(lambda: "has all these words now" in tui.text())
        await tui.press("tab", "v")
        await tui.until(lambda: tui.backend.sought[-1].history)
        assert "all versions" in tui.text()
        await tui.press("enter")
        await tui.until(lambda: tui.content.original.count("250") == 1)
        assert tui.screen.reading.is_pinned
        assert tui.content.cursor == 3


async def test_one_store_alone(team, running):
    """The next store each time, and then all of them again."""
    async with running() as tui:
        await sought(tui, "dispatch")
        await tui.press("tab", "s")
        await tui.until(lambda: tui.backend.sought[-1].store_id == team.knowledge.id)
        await tui.until(lambda: len(hits(tui)) == 2)
        assert "Org knowledge, what is there now" in tui.text()
        await tui.press("s", "s")
        await tui.until(lambda: tui.backend.sought[-1].store_id is None)


async def test_an_answer_that_was_overtaken_is_never_shown(team, running, monkeypatch):
    """It is told that nobody waits any more, and only what was typed last is searched for."""
    is_free, search, started, stops = threading.Event(), team.search, [], []

    def slow(sought, limit, stopped):
        started.append(sought.query)
        is_free.wait(10)
        found = search(sought, limit, stopped)
        stops.append(stopped())
        return found

    monkeypatch.setattr(team, "search", slow)
    async with running() as tui:
        await tui.press("F")
        await tui.pilot.press("c", "p", "u")
        await tui.until_started(lambda: started)
        await tui.pilot.press("x")
        is_free.set()
        await tui.until(lambda: len(stops) == 2)
        assert started[1:] == ["cpux"]
        assert stops == [True, False]
        await tui.until(lambda: "has all these words now" in tui.text())


async def test_what_cannot_be_searched_for_is_said_in_words(team, running):
    """At the start, for a query without a word, and when nothing is found."""
    async with running() as tui:
        await tui.press("F")
        assert "Type what you look for" in tui.text()
        await tui.type("-")
        await tui.until(lambda: "at least one word" in tui.text())
        await tui.press("escape")
        assert tui.app.current_mode == "stores"


async def test_hostile_texts_stay_texts(team, running, hostile):
    """In the list, in the text and in the title."""
    for number, text in enumerate(hostile):
        team.write(team.notes, f"/h{number}.md", f"word {text}\nword\n")
    async with running(120, 40) as tui:
        await sought(tui, "word")
        await tui.press("enter")
        for _ in range(8):
            await tui.press("ctrl+d")
            assert "\x1b" not in tui.text()
            assert "\x9b" not in tui.text()


async def test_a_real_workspace_is_searched(collided, running, clock):
    """Over all stores, with the index that catches up first."""
    note = collided.mine.create(collided.store.id, "/a.md", "one\npool of connections\n")
    collided.ws.memories.create(collided.read_only.id, "/b.md", "the pool\n")
    async with running(app=MemtuiApp(LocalBackend(collided.ws, "team.db"), clock)) as tui:
        await tui.press("F")
        await tui.type("pool")
        await tui.until(lambda: "2 found" in tui.text())
        await tui.type(" conn*")
        await tui.until(lambda: "1 found" in tui.text())
        await tui.press("enter", "enter")
        await tui.until(lambda: tui.tree.node and tui.tree.node.memory_id == note.id)
        await tui.until(lambda: tui.content.cursor == 1)
