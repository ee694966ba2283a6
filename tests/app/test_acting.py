"""Acting in the stores: every deed is told, can be taken back, and loses no text."""

import stat
from contextlib import nullcontext

import pytest
from textual.events import Paste
from textual.widgets import Input

from core.errors import InvalidRequest
from core.undoing.inverses import UndoRefused
from core.undoing.undo import Kept, SessionUndone
from memtui import keys
from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend
from memtui.widgets.prompt import Prompt, Sheet

pytestmark = pytest.mark.anyio


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """Sets the editor to a shell script, of which `$1` is the file."""

    def choose(script):
        program = tmp_path / "editor"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("VISUAL", str(program))
        monkeypatch.setattr(MemtuiApp, "suspend", lambda _: nullcontext())

    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return choose


@pytest.fixture
def told(monkeypatch):
    """What the app told, newest last."""
    sentences = []
    real = MemtuiApp.tell

    def tell(app, sentence, severity="information"):
        sentences.append(sentence)
        real(app, sentence, severity)

    monkeypatch.setattr(MemtuiApp, "tell", tell)
    return sentences


@pytest.fixture
def notes(collided):
    """A real workspace with two directories."""
    for path in ("/alerts/notify.md", "/alerts/paging.md", "/index.md"):
        collided.ws.memories.create(collided.store.id, path, "Two lanes.\n")
    return collided


async def _answer(tui, key, text, *, clear=False):
    """Press a key that asks, and give the answer."""
    await tui.pilot.press(key)
    await tui.until(lambda: isinstance(tui.app.screen, Prompt))
    if clear:
        tui.app.screen.query_one(Input).value = ""
    await tui.type(text)
    await tui.press("enter")


async def test_a_whole_path_behind_the_directory_is_that_path(notes, watching, editor):
    """The line begins with a slash, and a path that is typed does as well."""
    editor("echo text >$1")
    async with watching() as tui:
        await _at(tui, "/alerts/notify.md", notes.store)
        await _answer(tui, "plus", "/new.md")
        await tui.until(lambda: notes.text_at("/new.md") is not None)
        assert notes.text_at("/alerts/new.md") is None


async def _at(tui, path, store):
    await tui.go_to(path, store)
    assert tui.tree.node.path == path


async def test_an_edit_is_written_and_undone_and_redone(notes, watching, editor, told):
    """`e`, then `u`, then `U`: each is a new version, and each is told with its path."""
    editor("sed -i s/Two/Three/ $1")
    async with watching() as tui:
        await _at(tui, "/alerts/notify.md", notes.store)
        await tui.press("e")
        await tui.until(lambda: notes.text_at("/alerts/notify.md") == "Three lanes.\n")
        await tui.until(lambda: told == ["Changed /alerts/notify.md; u undoes it."])
        await tui.press("u")
        await tui.until(lambda: notes.text_at("/alerts/notify.md") == "Two lanes.\n")
        assert told[-1] == "Undone: changing /alerts/notify.md; U does it again."
        await tui.press("U")
        await tui.until(lambda: notes.text_at("/alerts/notify.md") == "Three lanes.\n")
        assert told[-1] == "Done again: changing /alerts/notify.md; u undoes it."


async def test_a_text_left_as_it_is_writes_nothing(notes, watching, editor, told):
    """Only looking makes no version."""
    editor("true")
    async with watching() as tui:
        await _at(tui, "/alerts/notify.md", notes.store)
        before = notes.ws.seq()
        await tui.press("e")
        await tui.until(lambda: bool(told))
        assert told == ["/alerts/notify.md is as it was, so nothing was written."]
        assert notes.ws.seq() == before


async def test_an_edit_that_was_overtaken_is_shown_as_a_conflict(
    notes, watching, editor, told, monkeypatch
):
    """An agent wrote while the editor was open: nothing is lost, and the resolver shows it."""
    editor("sed -i s/Two/Three/ $1")
    memory = notes.ws.memories.at_path(notes.store.id, "/alerts/notify.md")

    def suspend(_):
        notes.theirs.update(memory.id, content="No lanes.\n")
        return nullcontext()

    monkeypatch.setattr(MemtuiApp, "suspend", suspend)
    async with watching() as tui:
        await _at(tui, "/alerts/notify.md", notes.store)
        await tui.press("e")
        await tui.until(lambda: tui.app.current_mode == "conflicts")
        (conflict,) = notes.ws.conflicts.list()
        assert notes.text_at("/alerts/notify.md") == "No lanes.\n"
        assert notes.ws.conflicts.text(conflict.id) == "Three lanes.\n"
        assert conflict.id in told[-1]
        assert "changed while you edited it" in told[-1]
        await tui.until(lambda: "Three lanes." in tui.text() and "No lanes." in tui.text())


async def test_without_an_editor_it_says_so(notes, watching, editor, told):
    """Neither variable is set."""
    async with watching() as tui:
        await _at(tui, "/alerts/notify.md", notes.store)
        await tui.press("e")
        await tui.until(lambda: bool(told))
        assert "Neither $VISUAL nor $EDITOR is set" in told[-1]


async def test_ctrl_c_in_the_editor_ends_nothing_here(notes, watching, editor, told):
    """The terminal sends it to everybody; only the editor is meant."""
    editor("kill -INT $PPID; kill -QUIT $PPID; sed -i s/Two/Three/ $1")
    async with watching() as tui:
        await _at(tui, "/alerts/notify.md", notes.store)
        await tui.press("e")
        await tui.until(lambda: told == ["Changed /alerts/notify.md; u undoes it."])


async def test_an_editor_that_fails_changes_nothing(notes, watching, editor, told):
    """As vim does with `:cq`; nor is anything made."""
    editor("echo more >> $1; exit 1")
    async with watching() as tui:
        await _at(tui, "/alerts/notify.md", notes.store)
        await tui.press("e")
        await tui.until(lambda: "ended with code 1" in (told or [""])[-1])
        await _answer(tui, "plus", "new.md")
        await tui.until(lambda: len(told) == 2)
        assert notes.text_at("/alerts/new.md") is None
        assert notes.text_at("/alerts/notify.md") == "Two lanes.\n"


async def test_a_text_that_is_refused_is_there_again(team, running, editor, told):
    """What breaks a rule is kept, and the next edit starts with it."""
    editor("echo more >> $1")
    team.refusal = InvalidRequest("Too long.")
    async with running() as tui:
        await tui.go_to("/alerts/notify.md")
        await tui.press("e")
        await tui.until(lambda: bool(told))
        assert told[-1].startswith("Too long. Your text is kept here")
        team.refusal = None
        await tui.press("e")
        await tui.until(lambda: len(told) == 2)
        assert tui.backend.memory(tui.tree.node.memory_id).content == "Two lanes.\nmore\nmore\n"


async def test_a_new_memory_is_made_where_the_cursor_is(notes, watching, editor, told):
    """The prompt knows the directory; the editor gives the text; the cursor goes there."""
    editor("echo hello > $1")
    async with watching() as tui:
        await _at(tui, "/alerts/notify.md", notes.store)
        await _answer(tui, "plus", "new.md")
        await tui.until(lambda: notes.text_at("/alerts/new.md") == "hello\n")
        await tui.until(lambda: tui.tree.node.path == "/alerts/new.md")
        assert told == ["Made /alerts/new.md; u undoes it."]
        await tui.press("u")
        await tui.until(lambda: notes.text_at("/alerts/new.md") is None)


async def test_a_new_memory_without_an_editor_is_empty(notes, watching, editor, told):
    """And it is said why."""
    async with watching() as tui:
        await _at(tui, "/alerts/", notes.store)
        await _answer(tui, "plus", "new.md")
        await tui.until(lambda: notes.text_at("/alerts/new.md") == "")
        assert told[-1].startswith("Made /alerts/new.md, empty. Neither $VISUAL")


async def test_a_new_memory_at_a_taken_path_keeps_the_text(notes, watching, editor, told):
    """It becomes a conflict, which is shown."""
    editor("echo hello > $1")
    async with watching() as tui:
        await _at(tui, "/alerts/notify.md", notes.store)
        await _answer(tui, "plus", "paging.md")
        await tui.until(lambda: tui.app.current_mode == "conflicts")
        (conflict,) = notes.ws.conflicts.list()
        assert notes.ws.conflicts.text(conflict.id) == "hello\n"
        assert "exists already" in told[-1]
        assert conflict.id in told[-1]


async def test_a_prompt_owns_its_keys_and_refuses_bad_paths(notes, watching, told):
    """Letters are typed, not done; what is wrong is said before anything happens."""
    async with watching() as tui:
        await _at(tui, "/alerts/notify.md", notes.store)
        before = notes.ws.seq()
        await _answer(tui, "plus", "quD/")
        assert isinstance(tui.app.screen, Prompt)
        assert "A name is missing" in tui.text()
        await tui.type("../x")
        await tui.press("enter")
        assert "no '.' or '..' segment" in tui.text()
        await tui.press("escape")
        assert tui.app.screen is tui.screen
        assert notes.ws.seq() == before
        assert told == []


async def test_memories_and_directories_move(notes, watching, told):
    """A path that ends with `/` keeps the name; a directory takes everything along."""
    async with watching() as tui:
        await _at(tui, "/index.md", notes.store)
        await _answer(tui, "m", "/old/", clear=True)
        await tui.until(lambda: notes.text_at("/old/index.md") is not None)
        assert told[-1] == "Moved /index.md to /old/index.md; u undoes it."
        await _at(tui, "/alerts/", notes.store)
        await _answer(tui, "m", "/pages", clear=True)
        await tui.until(lambda: notes.text_at("/pages/notify.md") is not None)
        assert told[-1] == "Moved /alerts/ (2 memories) to /pages/; u undoes it."
        await tui.until(lambda: tui.tree.node.path == "/pages/")
        await tui.press("u", "u")
        await tui.until(lambda: notes.text_at("/index.md") is not None)
        assert notes.text_at("/alerts/notify.md") is not None


async def test_a_move_to_a_taken_path_is_refused_and_leaves_nothing_to_decide(
    notes, watching, told
):
    """Who asked knows already; no conflict waits for anyone."""
    async with watching() as tui:
        await _at(tui, "/alerts/notify.md", notes.store)
        await _answer(tui, "m", "/alerts/paging.md", clear=True)
        await tui.until(lambda: bool(told))
        assert "exists already" in told[-1]
        await tui.until(lambda: notes.ws.conflicts.count() == 0)


async def test_deleting_does_not_ask_and_is_undone(notes, watching, told):
    """A memory, and a directory in one go."""
    async with watching() as tui:
        await _at(tui, "/index.md", notes.store)
        await tui.press("D")
        await tui.until(lambda: notes.text_at("/index.md") is None)
        await _at(tui, "/alerts/", notes.store)
        await tui.press("D")
        await tui.until(lambda: notes.text_at("/alerts/paging.md") is None)
        assert told == [
            "Deleted /index.md; u undoes it.",
            "Deleted /alerts/ (2 memories); u undoes it.",
        ]
        await tui.press("u", "u")
        await tui.until(lambda: notes.text_at("/index.md") == "Two lanes.\n")
        assert notes.text_at("/alerts/notify.md") == "Two lanes.\n"


async def test_an_undo_that_would_take_away_others_work_is_refused(notes, watching, told):
    """It says what changed since, and writes nothing."""
    async with watching() as tui:
        memory = notes.ws.memories.at_path(notes.store.id, "/index.md")
        notes.theirs.update(memory.id, content="Theirs.\n")
        await tui.press("u")
        await tui.until(lambda: bool(told))
        assert "/index.md was changed since, so nothing was taken back" in told[-1]
        assert notes.text_at("/index.md") == "Theirs.\n"
        await tui.press("U")
        await tui.until(lambda: told[-1] == "There is nothing to redo.")


async def test_archiving_asks_first_and_is_taken_back(notes, watching, told):
    """`esc` and other keys leave it as it is; the same key opens the store again."""
    async with watching() as tui:
        tui.screen.go_to_store(notes.store.id)
        await tui.press("A")
        assert isinstance(tui.app.screen, Sheet)
        await tui.press("D", "escape")
        assert notes.ws.stores.retrieve(notes.store.id).archived_at is None
        await tui.press("A", "y")
        await tui.until(lambda: "archived" in tui.line("▾ Working memory"))
        assert told == ["Working memory is archived; u undoes it."]
        await tui.press("plus")
        assert "is archived: nothing new is written" in told[-1]
        await tui.press("A")
        await tui.until(lambda: notes.ws.stores.retrieve(notes.store.id).archived_at is None)
        assert told[-1] == "Working memory is open for writes again; u undoes it."
        await tui.press("u")
        await tui.until(lambda: told[-1].startswith("Undone: opening the store Working memory"))
        assert notes.ws.stores.retrieve(notes.store.id).archived_at is not None
        await tui.press("U")
        await tui.until(lambda: told[-1].startswith("Done again: opening the store"))
        assert notes.ws.stores.retrieve(notes.store.id).archived_at is None


async def test_a_store_is_deleted_only_by_its_name(notes, watching, told):
    """Nothing brings it back, so one key is not enough."""
    async with watching() as tui:
        tui.screen.go_to_store(notes.store.id)
        await _answer(tui, "D", "working memory")
        assert "That is not its name" in tui.text()
        assert notes.text_at("/index.md") is not None
        await tui.press("escape")
        await _answer(tui, "D", "Working memory")
        await tui.until(
            lambda: told[-1:] == ["Working memory is deleted, and nothing brings it back."]
        )
        assert [store.name for store in notes.ws.stores.list()] == ["Org knowledge"]


async def test_everything_a_session_wrote_is_taken_back(notes, watching, told):
    """From a row of the history; what others wrote since stays, and `u` takes that back."""
    store, theirs = notes.store.id, notes.theirs
    index = notes.ws.memories.at_path(store, "/index.md")
    theirs.update(index.id, content="Wrong.\n")
    theirs.create(store, "/wrong.md", "Wrong.\n")
    kept = theirs.create(store, "/kept.md", "Wrong.\n")
    notes.mine.update(kept.id, content="Right.\n")
    async with watching() as tui:
        await _at(tui, "/index.md", notes.store)
        await tui.press("X")
        assert told[-1] == "Put the cursor on a row of the history or the feed first."
        tui.screen.go_to_pane("history")
        await tui.press("X")
        await tui.until(lambda: "Take back what session 00005 of db-keeper" in tui.text())
        await tui.press("escape", "X")
        assert notes.text_at("/index.md") == "Wrong.\n"
        await tui.press("y")
        await tui.until(lambda: isinstance(tui.app.screen, Sheet))
        assert "2 memories are as before the session:" in tui.text()
        assert "/kept.md  (last by triage)" in tui.text()
        assert notes.text_at("/index.md") == "Two lanes.\n"
        assert notes.text_at("/wrong.md") is None
        assert notes.text_at("/kept.md") == "Right.\n"
        await tui.press("u")
        await tui.until(lambda: notes.text_at("/wrong.md") == "Wrong.\n")
        assert notes.text_at("/index.md") == "Wrong.\n"


async def test_a_row_of_the_feed_knows_its_session(team, running, told):
    """And what a person wrote has none."""
    team.undone = SessionUndone((), (Kept("mem_1", "/x\x1b[31m.md", "ann"),))
    async with running() as tui:
        tui.screen.go_to_pane("feed")
        await tui.press("X")
        await tui.until(lambda: "of db-keeper wrote?" in tui.text())
        await tui.press("y")
        await tui.until(lambda: isinstance(tui.app.screen, Sheet))
        assert team.deeds == [("undo_session", "sesn_0000a1b2c")]
        assert "/x␛[31m.md" in tui.text()
        assert "u undo this" not in tui.text()
        await tui.press("escape", "G", "k", "X")
        assert told[-1] == "This row is no write of a session, so there is nothing to take back."


async def test_in_the_feed_nothing_is_done_to_the_tree(team, running, told):
    """Keys that are about a memory say where to go."""
    async with running() as tui:
        await tui.go_to("/alerts/notify.md")
        tui.screen.go_to_pane("feed")
        await tui.press("D", "e", "m", "A")
        assert team.deeds == []
        assert told[0] == "Go to the memory first (enter), then delete it."
        assert "e edit" not in tui.text()


async def test_what_stores_cannot_do_is_said(team, running, told):
    """No key is dead."""
    async with running() as tui:
        tui.screen.go_to_store(team.notes.id)
        await tui.press("e", "m")
        assert told == [
            "Put the cursor on a memory to edit it.",
            "Put the cursor on a memory or a directory to move it.",
        ]


async def test_undoing_twice_in_a_hurry_keeps_the_order(team, running, told):
    """One after the other, as the keys were pressed."""
    async with running() as tui:
        await tui.pilot.press("u", "U", "u")
        await tui.until(lambda: len(told) == 3)
        assert [deed[0] for deed in team.deeds] == ["undo", "redo", "undo"]
        team.refusal = UndoRefused("/a\x1b.md", "memver_1", None)
        await tui.press("u")
        await tui.until(lambda: told[-1].startswith("/a\x1b.md is gone, so nothing was taken back"))


async def test_read_only_refuses_every_deed_and_says_why(team, clock, running, told):
    """The footer does not offer them; a key that is pressed says why, and so does the help."""
    async with running(app=MemtuiApp(team, clock, read_only=True)) as tui:
        await tui.go_to("/alerts/notify.md")
        footer = tui.text().split("\n")[-1]
        assert "d diff" in footer
        assert not any(words in footer for words in ("e edit", "+ new", "u undo"))
        assert "● live, read-only" in tui.text().split("\n")[0]
        for key in ("e", "plus", "m", "D", "A", "u", "U", "X", "S"):
            await tui.press(key)
            assert told[-1].startswith("memtui was started read-only, so ")
            assert told.pop().endswith(") does nothing.")
            assert tui.app.screen is tui.screen
        assert team.deeds == []
        await tui.press("question_mark")
        await tui.type("delete it")
        assert "(read-only) Delete it" in tui.text()
        await tui.press("enter")
        await tui.until(lambda: bool(told))
        assert team.deeds == []
        await tui.press("d")
        assert tui.diff.has_focus


async def test_hostile_paths_are_safe_in_prompts(team, running, told):
    """What stands in the line is what may be shown."""
    team.write(team.notes, "/bad\x1b]0;x\x07.md", "text\n")
    async with running() as tui:
        await tui.go_to("/bad\x1b]0;x\x07.md")
        await tui.pilot.press("m")
        await tui.until(lambda: isinstance(tui.app.screen, Prompt))
        line = tui.app.screen.query_one(Input)
        assert line.value == "/bad␛]0;x␇.md"
        line.value = ""
        tui.app.post_message(Paste("a\x1bb"))
        await tui.until(lambda: line.value == "a␛b")


async def test_a_paste_that_nothing_takes_is_over(team, running):
    """It does not go round, and the next line that is opened does not get it."""
    async with running() as tui:
        assert tui.tree.has_focus
        tui.app.post_message(Paste("dispatch"))
        await tui.settle()
        await tui.press("slash")
        await tui.settle()
        assert tui.app.focused.value == ""


async def test_read_only_also_holds_in_the_conflicts(collided, clock, running, told):
    """Nothing is dismissed, resolved or paused there either."""
    conflict = collided.clash("/a.md", "one\n", "two\n", "three\n")
    app = MemtuiApp(LocalBackend(collided.ws), clock, read_only=True)
    async with running(app=app) as tui:
        await tui.press("3")
        await tui.until(lambda: "/a.md" in tui.text())
        await tui.press("x", "P")
        assert [sentence[:29] for sentence in told] == ["memtui was started read-only,"] * 2
        assert collided.ws.conflicts.retrieve(conflict.id).state == "open"


async def test_what_writes_is_an_action():
    """No name of it is out of date."""
    assert {one.id for one in keys.ACTIONS if one.writes} >= {"stores.delete", "resolver.write"}
