"""The Conflicts screen on a real workspace: the list, live, filtered, and what is done from it."""

import re
from dataclasses import replace

import pytest

from core.conflicts import State
from core.errors import CoreError
from core.merge import Choice
from core.overseeing.alarms import Alarm, AlarmKind
from core.reading.pages import Page
from memtui import keys
from memtui.local.workspace import LocalBackend
from memtui.screens.conflicts import ConflictsScreen
from memtui.screens.resolver import ResolverScreen
from memtui.widgets.conflict_alarms import AlarmList
from memtui.widgets.conflict_list import ConflictList
from memtui.widgets.conflict_preview import ConflictPreview
from memtui.widgets.conflict_result import ResultView
from memtui.widgets.conflict_side import SideView

pytestmark = pytest.mark.anyio
ACTING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff]")


def listed(tui):
    """The paths in the list, from top to bottom."""
    return [one.conflict.path for one in tui.app.modes.conflicts.list_view._shown]


def row(tui, words):
    """The line of the list with these words in it."""
    lines = tui.text().split("\n")[1:]
    return next((line for line in lines if words in line and line[1:2] in "⚠✓-⊘"), "")


async def test_the_list_says_who_stands_against_whom(collided, watching):
    """Newest first: path, writers, kind, size and tries, and the count in the tab."""
    collided.clash("/old.md", "a\n", "b\n", "c\n")
    collided.clash("/new.md", "a\n", "b\n", "mine\n", tries=3)
    async with watching() as tui:
        assert "3 ⚠ 2 conflicts" in tui.text()
        await tui.press("3")
        assert isinstance(tui.app.screen, ConflictsScreen)
        assert listed(tui) == ["/new.md", "/old.md"]
        line = row(tui, "/new.md")
        assert "triage vs db-keeper" in line
        assert line.split()[-3:] == ["edit", "5B", "×3"]  # noqa: RUF001 - as on the screen
        assert "+ mine" in tui.text()


@pytest.mark.parametrize("pane", [ConflictList, AlarmList, ConflictPreview, SideView, ResultView])
def test_no_key_means_two_things_in_one_place(pane):
    """What a pane and its screen bind is not bound twice."""
    bound = [key for action in keys.actions(*pane.PLACES) for key in action.keys]
    assert len(bound) == len(set(bound))


async def test_without_conflicts_it_says_what_one_is(collided, watching):
    """Nobody has to know beforehand."""
    async with watching() as tui:
        await tui.press("3")
        assert "A conflict is a write that was refused" in tui.text()
        assert "3 Conflicts" in tui.text()


async def test_new_ones_come_by_themselves_and_the_cursor_stays(collided, watching):
    """On its conflict, not on its row."""
    collided.clash("/a.md", "a\n", "b\n", "c\n")
    async with watching() as tui:
        await tui.press("3")
        collided.clash("/b.md", "a\n", "b\n", "c\n")
        await tui.until(lambda: listed(tui) == ["/b.md", "/a.md"])
        assert tui.app.modes.conflicts.list_view.current.conflict.path == "/a.md"
        assert "3 ⚠ 2 conflicts" in tui.text()


async def test_a_healed_one_goes_grey_and_then_goes(collided, watching, clock):
    """Not under the cursor, and `c` shows it again."""
    conflict = collided.clash("/a.md", "a\n", "b\n", "c\n")
    collided.clash("/b.md", "a\n", "b\n", "c\n")
    async with watching() as tui:
        await tui.press("3")
        collided.mine.update(conflict.memory_id, content="after all\n")
        await tui.until(lambda: "healed" in row(tui, "/a.md"))
        await tui.press("j")
        clock.forward(seconds=11)
        tui.app.tick()
        assert listed(tui) == ["/b.md", "/a.md"]
        await tui.press("k")
        tui.app.tick()
        assert listed(tui) == ["/b.md"]
        await tui.press("c")
        assert listed(tui) == ["/b.md", "/a.md"]
        assert "All conflicts" in tui.text()


async def test_refused_scopes_are_a_kind_of_their_own(collided, watching):
    """In the list of all, and as an alarm when there are several."""
    for _ in range(3):
        with pytest.raises(CoreError):
            collided.mine.create(collided.read_only.id, "/x.md", "text\n")
    async with watching(width=120) as tui:
        assert "▲" in tui.text()
        await tui.press("3", "c")
        assert "triage tried 3 times to write where it may not" in tui.text()
        assert "read-only" in row(tui, "/x.md")
        await tui.press("enter")
        assert "there is nothing to decide" in tui.text()
        for key in ("m", "e", "ctrl+s"):
            tui.app.clear_notifications()
            await tui.press(key)
            (told,) = tui.app._notifications
            assert "there is nothing to decide" in told.message
        assert isinstance(tui.app.screen, ResolverScreen)


async def test_filter_shows_what_has_the_words(collided, watching):
    """`/`, words, enter; esc shows all again."""
    collided.clash("/a.md", "a\n", "b\n", "c\n")
    collided.clash("/services/b.md", "a\n", "b\n", "c\n")
    async with watching() as tui:
        await tui.press("3", "slash", *"serv", "enter")
        assert listed(tui) == ["/services/b.md"]
        assert "1 of 2" in tui.text()
        await tui.press("slash", *"xyz", "enter")
        assert "No conflict has all of these words" in tui.text()
        await tui.press("escape")
        assert len(listed(tui)) == 2


async def test_what_was_just_settled_is_in_view_but_not_among_the_open_ones(collided, watching):
    """The number above the list, and what the footer offers, are those of now."""
    for path in ("/a.md", "/b.md"):
        collided.clash(path, "a\n", "b\n", "c\n")
    async with watching(width=100) as tui:
        await tui.press("3")
        assert row(tui, "/b.md").rstrip().endswith(" 2B")
        await tui.press("enter", "m", "ctrl+s")
        await tui.until(lambda: "resolved" in row(tui, "/b.md"))
        assert tui.line("Open conflicts").rstrip(" ━").endswith(" 1")
        assert "⏎ look" in tui.text()
        assert "x dismiss" not in tui.text()
        await tui.press("down")
        assert "⏎ resolve" in tui.text()
        assert "x dismiss" in tui.text()


async def test_dismissed_is_closed_without_a_write(collided, watching):
    """`x` asks nothing: it can still be opened and resolved."""
    conflict = collided.clash("/a.md", "a\n", "b\n", "c\n")
    async with watching() as tui:
        await tui.press("3", "x")
        await tui.until(lambda: "dismissed" in row(tui, "/a.md"))
        assert collided.ws.conflicts.count() == 0
        await tui.press("enter", "m", "ctrl+s")
        assert collided.text(conflict) == "c\n"


async def test_the_writer_is_paused_and_let_write_again(collided, watching):
    """`P`, with words that say who and what follows."""
    collided.clash("/a.md", "a\n", "b\n", "c\n")
    async with watching() as tui:
        await tui.press("3", "P")
        assert collided.ws.sessions.retrieve(collided.mine.id).status == "paused"
        assert any("is paused: its writes" in note.message for note in tui.app._notifications)
        await tui.until(lambda: "‖ triage" in row(tui, "/a.md"))
        with pytest.raises(CoreError, match="paused"):
            collided.mine.create(collided.store.id, "/b.md", "text\n")
        await tui.press("P")
        assert collided.ws.sessions.retrieve(collided.mine.id).status == "running"
        collided.ws.sessions.end(collided.mine.id)
        await tui.press("P")
        assert any("has ended" in note.message for note in tui.app._notifications)


async def test_modes_keep_their_place(collided, watching):
    """To the stores and back, in the middle of a decision; `o` goes to the memory."""
    conflict = collided.clash("/services/a.md", "a\n", "b\n", "c\n")
    async with watching() as tui:
        await tui.press("3", "enter", "m", "1")
        assert tui.app.screen is tui.app.stores
        await tui.press("3")
        assert isinstance(tui.app.screen, ResolverScreen)
        assert "block 1 of 1: mine" in tui.text()
        await tui.press("o")
        assert tui.tree.node.memory_id == conflict.memory_id


async def test_a_conflicted_memory_is_marked_in_the_tree(collided, watching):
    """As long as the conflict is open."""
    conflict = collided.clash("/a.md", "a\n", "b\n", "c\n")
    async with watching() as tui:
        assert "⚠ a.md" in tui.text()
        collided.ws.resolver.resolve(conflict.id, choice=Choice.THEIRS)
        await tui.until(lambda: "⚠ a.md" not in tui.text())
        assert "3 Conflicts" in tui.text()


async def test_a_conflict_in_the_feed_opens_it(collided, watching):
    """`enter` on it."""
    async with watching() as tui:
        collided.clash("/a.md", "a\n", "b\n", "c\n")
        await tui.until(lambda: "conflict  /a.md" in tui.text())
        await tui.press("shift+tab", "enter")
        await tui.until(lambda: isinstance(tui.app.screen, ResolverScreen))
        assert "theirs: db-keeper" in tui.text()


async def test_older_ones_come_when_they_are_wanted(collided, watching):
    """A page at a time, and a filter looks through all of them."""
    for number in range(60):
        collided.clash(f"/{number:02}.md", "a\n", "b\n", "c\n")
    async with watching() as tui:
        await tui.press("3")
        assert len(listed(tui)) == 50
        await tui.press("slash", *"00.md", "enter")
        assert listed(tui) == ["/00.md"]


async def test_hostile_names_and_texts_stay_text(collided, watching, hostile, monkeypatch):
    """In the list, the alarms, the resolver and its messages."""
    texts = [text.encode(errors="ignore").decode().replace("\0", "")[:500] for text in hostile]
    conflict = collided.clash("/a.md", "a\n", "\n".join(texts), "x\n".join(texts))
    name = "".join(text[:200] for text in hostile)
    read = LocalBackend.collisions

    def renamed(backend, **how):
        found = read(backend, **how)
        evil = [
            replace(one, conflict=replace(one.conflict, agent=name, path=f"/{name}"))
            for one in found.data
        ]
        return Page(tuple(evil), None)

    def raised(_):
        return (Alarm(AlarmKind.BURST, None, name, None, 9, f"/{name}", f"{name} wrote"),)

    monkeypatch.setattr(LocalBackend, "collisions", renamed)
    monkeypatch.setattr(LocalBackend, "alarms", raised)
    async with watching(width=120, height=40) as tui:
        for keys in (["3"], ["enter"], ["tab"], ["tab"], ["b"], ["M"], ["e"], ["x"]):
            await tui.press(*keys)
            assert not ACTING.search(tui.text().replace("\n", "")), keys
            assert all(not note.markup for note in tui.app._notifications)
    assert collided.ws.conflicts.retrieve(conflict.id).state is State.DISMISSED
