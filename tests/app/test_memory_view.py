"""Who wrote which line, writing an old version back, filters, two sides, copies, and the past."""

import pytest

from core import Workspace
from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend

pytestmark = pytest.mark.anyio
DISPATCH = "/services/dispatch.md"


def told(tui):
    """The last sentence that the app told the person."""
    return [notification.message for notification in tui.app._notifications][-1]


# Blame


async def test_blame_says_who_wrote_each_line(team, running):
    """`b`: agent and age where a block of one version begins, a bracket along it."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("enter", "b")
        assert "╭ triage      4h" in tui.line("# dispatch")
        assert "╶ triage      3m" in tui.line("Assigns parcels")
        assert "╶ db-keeper   2h" in tui.line("Batches hold 300")
        assert "│" in tui.line("## Habits")
        assert "╰" in tui.line("- busy")
        await tui.press("b")
        assert "╭" not in tui.text()


async def test_blame_of_an_older_version_knows_nothing_newer(team, running):
    """Its lines are those of then, with the writers of then; a user is named too."""
    team.write(team.notes, DISPATCH, "one line\n", agent=None)
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("enter", "b")
        assert "╶ ann        now" in tui.line("one line")
        await tui.press("comma", "comma", "comma")
        assert "2h" not in tui.line("Batches hold 250")
        assert "╭ triage" in tui.line("# dispatch")


async def test_blame_shows_sessions_where_there_is_room(team, running):
    """The short id of the session, in a wide pane."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("enter", "b")
        assert "a1b2c" not in tui.line("# dispatch")
        await tui.press("z")
        assert "a1b2c" in tui.line("# dispatch")


async def test_enter_on_a_blamed_line_opens_its_version(team, running):
    """Its diff, however far back it is."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("enter", "b", "j", "j", "j", "enter")
        assert tui.screen.focused_pane == "diff"
        assert "2 back → 1 back" in tui.text()
        assert tui.history.cursor == 1

    for number in range(130):
        team.write(team.notes, "/hot.md", f"first\nnumber {number}\n")
    async with running(width=120, height=40) as tui:
        await tui.go_to("/hot.md")
        await tui.press("enter", "b", "enter")
        assert "nothing → 129 back" in tui.text()


async def test_blame_follows_a_live_write(team, running):
    """The newest text has the newest writers beside it."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("enter", "b")
        team.write(team.notes, DISPATCH, "# dispatch\n\nAll new.\n", "db-keeper")
        await tui.until(lambda: "db-keeper  now" in tui.line("All new."))


# Restore


async def test_restore_writes_a_new_version(team, running):
    """`x` on an older version; the history grows by one, and a sentence says so."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        versions = team.versions_by_memory[tui.tree.node.memory_id]
        await tui.press("enter", "comma", "comma", "x")
        await tui.seen()
        assert len(versions) == 4
        assert versions[-1].content == versions[0].content
        assert told(tui).startswith(
            "Restored /services/dispatch.md as triage, 2026-11-20 16:00:00 wrote"
        )
        await tui.until(lambda: "newest · ann" in tui.text())
        assert "Batches hold 250" in tui.text()


async def test_restore_of_the_newest_says_why_not(team, running):
    """Nothing is written, and the footer does not offer it."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("enter")
        assert "x restore" not in tui.text()
        await tui.press("x")
        assert told(tui).startswith("This is the newest version")
        assert team.calls["restore"] == 0
        await tui.press("comma")
        assert "x restore" in tui.text()


async def test_restore_writes_nothing_when_the_memory_moved(team, running):
    """What counts is the newest version that was on the screen."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        versions = team.versions_by_memory[tui.tree.node.memory_id]
        await tui.press("enter", "comma", "p")
        team.write(team.notes, DISPATCH, "# other\n", "db-keeper")
        await tui.press("x")
        assert "nothing was written" in told(tui)
        assert [version.content for version in versions][-1] == "# other\n"
        assert len(versions) == 4


async def test_read_only_does_not_restore(team, running, clock):
    """The key says why."""
    app = MemtuiApp(team, clock, read_only=True)
    async with running(width=120, height=40, app=app) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("enter", "comma", "x")
        assert "read-only" in told(tui)
        assert team.calls["restore"] == 0


# The filter of the history


async def test_the_history_is_filtered_in_place(team, running):
    """`/` and some letters of an agent; the count says of how many; `esc` brings all back."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("tab", "tab", "slash")
        await tui.type("TRI")
        assert [version.agent for version in tui.history.shown] == ["triage", "triage"]
        assert "2 of 3" in tui.text()
        assert tui.text().split("\n")[-1].startswith(" esc back  tab pane")
        await tui.press("enter")
        assert tui.screen.focused_pane == "history"
        await tui.press("j")
        assert "2 back · triage" in tui.text()
        await tui.press("escape")
        assert tui.history.count == 3
        assert tui.history.current.agent == "triage"
        assert tui.history.cursor == 2
        assert tui.screen.focused_pane == "history"


async def test_the_filter_knows_sessions_and_esc_leaves_its_line(team, running):
    """A part of the session's id; keys that are actions elsewhere are letters here."""
    team.write(team.notes, DISPATCH, "# q\n", "pq", session_id="sesn_0000zzzzz")
    async with running(width=80, height=24) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("tab", "tab", "slash")
        await tui.type("q")
        assert tui.history.count == 1
        assert "1 of 4" in tui.text()
        await tui.press("backspace")
        await tui.type("zzzzz")
        assert [version.agent for version in tui.history.shown] == ["pq"]
        await tui.press("escape")
        assert tui.history.count == 4
        assert "agent or session" not in tui.text()
        assert tui.screen.focused_pane == "history"


async def test_the_filter_looks_into_what_was_not_read_yet(team, running):
    """All pages come in, and a live write too."""
    team.write(team.notes, "/hot.md", "first\n", "db-keeper")
    for number in range(230):
        team.write(team.notes, "/hot.md", f"number {number}\n")
    async with running(width=120, height=40) as tui:
        await tui.go_to("/hot.md")
        await tui.press("tab", "tab", "slash")
        await tui.type("keeper")
        await tui.until(lambda: "1 of 231" in tui.text())
        team.write(team.notes, "/hot.md", "again\n", "db-keeper")
        await tui.until(lambda: "2 of 232" in tui.text())
        await tui.go_to("/index.md")
        assert not tui.history.query_text
        assert tui.history.count == 1


# Two sides


async def test_a_diff_has_two_sides_where_there_is_room(team, running):
    """`v`: what a line was stands beside what it became; again: one below the other."""
    async with running(width=200, height=40) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("d", "v")
        line = tui.line("- Assigns parcels.")
        assert "│  3 + Assigns parcels to drivers." in line
        assert "  3 - Assigns parcels." in line
        added = tui.line("retries 60 seconds")
        assert "│  8 + - retries 60 seconds after a CPU" in added
        cursor = tui.diff.cursor
        await tui.press("J")
        assert tui.diff.cursor > cursor
        await tui.press("v")
        assert not tui.diff.has_sides
        assert tui.diff.texts[tui.diff.cursor].startswith("- retries 60 seconds")
        assert "Assigns parcels to drivers." not in tui.line("- Assigns parcels.")


async def test_a_narrow_diff_says_why_it_has_one_side(team, running):
    """With zoom there is room again; long lines wrap on their side."""
    words = "word " * 60
    team.write(team.notes, "/wide.md", words + "end\n")
    team.write(team.notes, "/wide.md", words + "END ü漢\x1b[31m\n")
    async with running(width=100, height=30) as tui:
        await tui.go_to("/wide.md")
        await tui.press("d", "v")
        assert "too narrow for two sides" in tui.text()
        assert not tui.diff.has_sides
        await tui.press("z")
        assert tui.diff.has_sides
        assert "too narrow" not in tui.text()
        assert "END ü漢␛[31m" in tui.line("word end")
        await tui.press("w")
        assert tui.diff.rows == tui.diff.count
        await tui.press("w", "z")
        assert not tui.diff.has_sides


# Time travel


async def test_the_store_is_seen_as_it_was(team, running, clock):
    """`H`, then change by change; tree and text are of then; `esc` returns to now."""
    clock.forward(minutes=5)
    team.delete(team.notes, DISPATCH)
    async with running(width=120, height=40) as tui:
        await tui.go_to("/index.md")
        await tui.press("H")
        assert "as it was 20:08:00, change 7 of 7 - esc returns to now" in tui.text()
        past = tui.app.screen
        assert DISPATCH not in tui.text().split("deleted")[1].partition("\n")[2]
        await tui.press("left_square_bracket")
        assert "change 6 of 7" in tui.text()
        assert "created /index.md" in tui.text()
        assert past.tree_view.node.path == "/index.md"
        await tui.press("comma")
        assert "as it was 20:00:00, change 5 of 7" in tui.text()
        assert "It was not there at that time." in tui.text()
        assert "● triage" in tui.line(" dispatch.md")
        await tui.press("enter")
        assert past.tree_view.node.path == DISPATCH
        assert "Assigns parcels to drivers." in tui.text()
        await tui.press("comma")
        assert "Assigns parcels to drivers." not in tui.text()
        assert "Batches hold 300" in tui.text()
        assert "● db-keeper" in tui.line(" dispatch.md")
        await tui.press("comma")
        assert "Batches hold 250" in tui.text()
        await tui.press("escape")
        assert tui.app.screen is tui.screen
        assert "change 3 of 7" not in tui.text()


async def test_steps_of_ten_and_the_ends(team, running):
    """`{` and `}`, `g` and `G`; never past an end."""
    for number in range(40):
        team.write(team.notes, "/hot.md", f"number {number}\n")
    async with running(width=80, height=24) as tui:
        await tui.go_to("/hot.md")
        await tui.press("H")
        for key, at in [
            ("left_curly_bracket", 36),
            ("left_parenthesis", 26),
            ("right_curly_bracket", 36),
            ("right_parenthesis", 46),
            ("full_stop", 46),
            ("g", 1),
            ("comma", 1),
            ("right_square_bracket", 2),
            ("G", 46),
        ]:
            await tui.press(key)
            assert f"change {at} of 46" in tui.text()


async def test_nothing_is_written_in_the_past(team, running):
    """Keys that write elsewhere do nothing here, and the footer has none of them."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        count = len(team.log)
        await tui.press("H", "comma")
        assert "restore" not in tui.text()
        assert "nothing can be written here" in tui.text()
        assert "live" not in tui.text()
        await tui.press("x", "D", "e", "u", "plus", "tab", "x", "D", "tab", "x", "e")
        assert len(team.log) == count
        await tui.press("question_mark")
        assert "Go back by ten changes." in tui.text()
        assert "Write this older version back" not in tui.text()


async def test_blame_leads_through_time(team, running):
    """In the past too lines say who wrote them, and enter goes to when that was."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("H", "tab", "tab", "b")
        assert "╶ db-keeper" in tui.line("Batches hold 300")
        await tui.press("j", "j", "j", "enter")
        assert "change 4 of 6" in tui.text()
        assert "Assigns parcels to drivers." not in tui.text()


async def test_the_past_keeps_text_text(team, running, hostile):
    """Nothing an agent wrote acts on the terminal, in no pane of the past."""
    for number, text in enumerate(hostile[:30]):
        team.write(team.notes, f"/x{number}/{text[:20].replace('/', '')}.md", text, text[:30])
    async with running(width=120, height=40) as tui:
        await tui.go_to("/index.md")
        await tui.press("H")
        for _ in range(30):
            await tui.pilot.press("comma")
        await tui.settle()
        await tui.press("enter", "enter", "b")
        assert not any(ord(letter) < 32 and letter != "\n" for letter in tui.text())
        assert "\x9b" not in tui.text()


async def test_a_store_without_changes_has_no_past(team, running):
    """It says so."""
    team.store("Empty")
    async with running(width=120, height=40) as tui:
        tui.screen.go_to_store("memstore_00003")
        await tui.settle()
        await tui.press("H")
        assert "no past" in told(tui)
        assert tui.app.screen is tui.screen


# Copying


async def test_what_to_copy_can_be_chosen(team, running):
    """`Y`, and a letter for path, content, hash or an id; of an older version its own."""
    async with running(width=100, height=30) as tui:
        await tui.go_to(DISPATCH)
        old = team.versions_by_memory[tui.tree.node.memory_id][1]
        await tui.press("enter", "comma", "Y")
        assert "Copy what?" in tui.text()
        assert old.content_sha256 in tui.text()
        await tui.press("escape")
        for key, wanted in [
            ("p", DISPATCH),
            ("c", old.content),
            ("h", old.content_sha256),
            ("v", old.id),
            ("m", old.memory_id),
            ("s", team.notes.id),
        ]:
            await tui.press("Y", key)
            assert tui.app.clipboard == wanted
            assert tui.app.screen is tui.screen


async def test_a_store_has_only_its_id_to_choose(team, running):
    """Nothing is offered that is not there."""
    async with running(width=100, height=30) as tui:
        await tui.press("Y")
        assert "store id" in tui.text()
        assert "memory id" not in tui.text()
        await tui.press("s")
        assert tui.app.clipboard == team.knowledge.id


# On a real workspace


async def test_all_of_it_on_a_workspace_file(tmp_path, running):
    """Blame, restore with its precondition, and the past, as core keeps them."""
    with Workspace.open(tmp_path / "team.db", user="ann") as ws:
        store = ws.stores.create("Notes")
        agent = ws.sessions.start("triage", {store.id: "read_write"})
        note = agent.create(store.id, "/a/b.md", "one\ntwo\n")
        ws.memories.update(note.id, content="one\n2\n", expect=note.content_sha256)
        agent.create(store.id, "/later.md", "later\n")
        async with running(width=120, height=40, app=MemtuiApp(LocalBackend(ws))) as tui:
            tui.backend = type("Named", (), {"notes": store})
            await tui.go_to("/a/b.md")
            await tui.press("enter", "b")
            await tui.until(lambda: "╶ triage" in tui.line("1  one"))
            assert "╶ ann" in tui.text()

            await tui.press("comma", "x")
            await tui.until(lambda: tui.history.count == 3)
            assert ws.memories.retrieve(note.id).content == "one\ntwo\n"
            assert "restored" in tui.text()

            # Somebody writes between the look and the key: nothing is written, no conflict is made.
            await tui.press("p", "comma")
            ws.memories.update(note.id, content="moved\n")
            await tui.press("x")
            await tui.until(lambda: "nothing was written" in told(tui))
            assert ws.memories.retrieve(note.id).content == "moved\n"
            assert ws.conflicts.count() == 0

            await tui.press("H", "g")
            await tui.until(lambda: "change 1 of 5" in tui.text())
            assert "two" in tui.text()
            assert "later.md" not in tui.text()
            await tui.press("right_square_bracket", "right_square_bracket")
            assert "later.md" in tui.text()
            await tui.press("escape")
            assert tui.app.screen is tui.screen
