"""The resolver: deciding a conflict with keys, and writing it against the theirs that was seen."""

import sys
from contextlib import nullcontext

import pytest

from core.conflicts import State
from memtui.screens.conflicts import ConflictsScreen
from memtui.screens.resolver import ResolverScreen

pytestmark = pytest.mark.anyio

BASE = "# a\n\none\ntwo\nthree\nfour\nfive\nsix\nseven\n"
THEIRS = BASE.replace("one", "one, theirs").replace("six", "six, theirs")
MINE = BASE.replace("one", "one, mine").replace("six", "six, mine")


@pytest.fixture
def conflict(collided):
    """Two blocks to decide."""
    return collided.clash("/a.md", BASE, THEIRS, MINE)


async def opened(tui):
    await tui.press("3", "enter")
    assert isinstance(tui.app.screen, ResolverScreen)
    return tui.app.screen


async def test_block_by_block(collided, conflict, watching):
    """A decision goes on to the next open block; ctrl+s writes one version."""
    async with watching() as tui:
        resolver = await opened(tui)
        assert "0 of 2 decided" in tui.text()
        await tui.press("m")
        assert resolver.deciding.at == 1
        assert "1 of 2 decided" in tui.text()
        await tui.press("t")
        assert "✓ ctrl+s writes it" in tui.text()
        await tui.press("ctrl+s")
        assert isinstance(tui.app.screen, ConflictsScreen)
    assert collided.text(conflict) == THEIRS.replace("one, theirs", "one, mine")
    assert collided.ws.conflicts.retrieve(conflict.id).state is State.RESOLVED


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        ("b", "six, mine\nsix, theirs\n"),
        ("B", "six, theirs\nsix, mine\n"),
        ("0", "six\n"),
    ],
)
async def test_both_and_base(collided, conflict, watching, keys, lines):
    """In the order that was asked for."""
    async with watching() as tui:
        resolver = await opened(tui)
        await tui.press("t", keys)
        assert f"five\n{lines}seven" in resolver.deciding.resolution.text


async def test_steps_and_undo(collided, conflict, watching):
    """`j k` go between blocks in all panes, `u U` through the decisions."""
    async with watching(width=120, height=40) as tui:
        resolver = await opened(tui)
        await tui.press("j")
        assert resolver.theirs_view.block == resolver.result_view.block == 1
        await tui.press("k", "m", "m", "u")
        assert resolver.deciding.resolution.undecided == (1,)
        assert resolver.deciding.at == 1
        await tui.press("u", "u")
        assert resolver.deciding.resolution.undecided == (0, 1)
        assert any("no decision to take back" in note.message for note in tui.app._notifications)
        await tui.press("U", "U")
        assert resolver.deciding.resolution.is_decided


async def test_open_blocks_are_not_written(collided, conflict, watching):
    """ctrl+s says how many are left and goes to the first."""
    async with watching() as tui:
        resolver = await opened(tui)
        await tui.press("j", "m", "j", "ctrl+s")
        assert any("1 of 2 still to decide" in note.message for note in tui.app._notifications)
        assert resolver.deciding.at == 0
    assert collided.text(conflict) == THEIRS


async def test_the_whole_file(collided, conflict, watching):
    """`M` takes mine as it is, and says what that undoes."""
    async with watching() as tui:
        await opened(tui)
        await tui.press("M")
        assert "what theirs changed is undone" in tui.text()
        await tui.press("ctrl+s")
    assert collided.text(conflict) == MINE


async def test_a_clean_merge_is_ready(collided, watching):
    """Nothing to decide: ctrl+s."""
    conflict = collided.clash("/a.md", BASE, BASE.replace("one", "ONE"), BASE.replace("six", "SIX"))
    async with watching() as tui:
        await opened(tui)
        assert "Merges cleanly" in tui.text()
        await tui.press("m")
        assert any("Nothing conflicts here" in note.message for note in tui.app._notifications)
        await tui.press("ctrl+s")
    assert collided.text(conflict) == BASE.replace("one", "ONE").replace("six", "SIX")


async def test_theirs_moved_before_it_was_written(collided, conflict, watching):
    """Nothing is written; unchanged blocks keep their decision, the other is asked again."""
    async with watching(width=120) as tui:
        resolver = await opened(tui)
        await tui.press("m", "m")
        moved = THEIRS.replace("six, theirs", "six, theirs again")
        collided.theirs.update(conflict.memory_id, content=moved)
        await tui.until(lambda: "changed it: ctrl+r" in tui.text())
        await tui.press("ctrl+s")
        assert collided.text(conflict) == moved
        assert "1 of your decisions stays, 1 asked again" in tui.text()
        assert "space: mine, as before" in tui.text()
        assert resolver.deciding.at == 1
        await tui.press("space", "ctrl+s")
    assert collided.text(conflict) == MINE


async def test_decisions_outlive_the_program(collided, conflict, watching):
    """Also when theirs moved in between: what was typed or chosen is there, on the new texts."""
    async with watching() as tui:
        await opened(tui)
        await tui.press("m")
        await tui.until(lambda: collided.ws.resolver.draft(conflict.id) is not None)
    async with watching() as tui:
        resolver = await opened(tui)
        assert "1 of 2 decided" in tui.text()
        assert resolver.deciding.at == 1
    collided.theirs.update(conflict.memory_id, content=f"{THEIRS}one more line\n")
    async with watching() as tui:
        resolver = await opened(tui)
        assert "1 of 2 decided" in tui.text()
        await tui.press("t", "ctrl+s")
    assert collided.text(conflict) == f"{THEIRS}one more line\n".replace("one, theirs", "one, mine")
    assert collided.ws.resolver.draft(conflict.id) is None


async def test_decisions_stay_when_one_leaves(collided, conflict, watching):
    """Back to the list and in again."""
    async with watching() as tui:
        await opened(tui)
        await tui.press("m", "escape")
        assert isinstance(tui.app.screen, ConflictsScreen)
        await tui.press("enter")
        assert "1 of 2 decided" in tui.text()


async def test_look_again_takes_in_what_moved(collided, conflict, watching):
    """ctrl+r, without writing."""
    async with watching(width=120) as tui:
        resolver = await opened(tui)
        await tui.press("m")
        collided.theirs.update(conflict.memory_id, content=f"{THEIRS}eight\n")
        await tui.until(lambda: "ctrl+r takes that in" in tui.text())
        await tui.press("ctrl+r")
        assert "(+1 -0): 1 of your decisions stays" in tui.text()
        assert resolver.deciding.resolution.text.endswith("eight\n")


async def test_delete_against_edit(collided, watching):
    """`m` deletes, `t` keeps: said in these words."""
    memory = collided.theirs.create(collided.store.id, "/a.md", BASE)
    collided.theirs.update(memory.id, content=THEIRS)
    with pytest.raises(Exception, match="changed"):
        collided.mine.delete(memory.id, expect=memory.content_sha256)
    async with watching() as tui:
        await opened(tui)
        assert "Delete against edit: m deletes it" in tui.text()
        await tui.press("b")
        assert any("not two texts" in note.message for note in tui.app._notifications)
        await tui.press("m")
        assert "The memory will be deleted." in tui.text()
        await tui.press("ctrl+s")
    assert collided.text_at("/a.md") is None


@pytest.mark.parametrize(("key", "result"), [("m", MINE), ("t", None), ("0", BASE)])
async def test_edit_against_delete(collided, conflict, watching, key, result):
    """The memory is gone: it comes back, or stays gone."""
    collided.theirs.delete(conflict.memory_id)
    async with watching() as tui:
        await opened(tui)
        assert "Edit against delete" in tui.text()
        assert "theirs: db-keeper deleted it" in tui.text()
        await tui.press(key, "ctrl+s")
        assert isinstance(tui.app.screen, ConflictsScreen)
    assert collided.text_at("/a.md") == result


async def test_create_against_create(collided, watching):
    """There is no base: the sides are compared with each other."""
    collided.theirs.create(collided.store.id, "/a.md", "same\ntheirs\n")
    with pytest.raises(Exception, match="exists already"):
        collided.mine.create(collided.store.id, "/a.md", "same\nmine\n")
    async with watching(width=120) as tui:
        await opened(tui)
        assert "Create against create" in tui.text()
        await tui.press("0")
        assert any("no base" in note.message for note in tui.app._notifications)
        await tui.press("b", "ctrl+s")
    assert collided.text_at("/a.md") == "same\nmine\ntheirs\n"


@pytest.mark.parametrize(("key", "path"), [("m", "/b.md"), ("t", "/a.md")])
async def test_a_refused_move(collided, watching, key, path):
    """Only the path is in question."""
    memory = collided.theirs.create(collided.store.id, "/a.md", BASE)
    collided.theirs.update(memory.id, content=THEIRS)
    with pytest.raises(Exception, match="changed"):
        collided.mine.update(memory.id, path="/b.md", expect=memory.content_sha256)
    async with watching() as tui:
        await opened(tui)
        assert "Only the path is in question" in tui.text()
        await tui.press(key, "ctrl+s")
    assert collided.text_at(path) == THEIRS


async def test_renamed_in_between(collided, conflict, watching):
    """It is written where the memory is now."""
    collided.theirs.update(conflict.memory_id, path="/elsewhere.md")
    async with watching(width=120) as tui:
        await opened(tui)
        assert "› /elsewhere.md" in tui.text()  # noqa: RUF001 - as in the title
        await tui.press("m", "m", "ctrl+s")
    assert collided.text_at("/elsewhere.md") == MINE


async def test_the_editor_gives_the_result(collided, conflict, watching, monkeypatch, tmp_path):
    """Byte for byte; what it changed outside of a block is kept too, and no file stays behind."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "pathlib.Path(sys.argv[0]).with_name('seen').write_text(str(file))\n"
        "data = file.read_bytes()\n"
        "file.write_bytes(data.replace(b'six, mine', b'six \\r\\n by hand').rstrip(b'\\n'))\n"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    async with watching() as tui:
        resolver = await opened(tui)
        monkeypatch.setattr(tui.app, "suspend", nullcontext)
        await tui.press("m", "m", "e")
        assert resolver.deciding.resolution.is_decided
        await tui.press("ctrl+s")
    assert collided.text(conflict) == MINE.replace("six, mine", "six \r\n by hand").rstrip("\n")
    seen = (tmp_path / "seen").read_text()
    assert seen.endswith(".md")
    assert not (tmp_path / seen).exists()


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("", "Neither $VISUAL nor $EDITOR is set"),
        ("/nowhere/vi", "cannot be started"),
        (f"{sys.executable} -c raise(SystemExit(3))", "ended with code 3"),
        ("'", "cannot be read as a command"),
    ],
)
async def test_without_an_editor_it_says_why(
    collided, conflict, watching, monkeypatch, command, reason
):
    """Nothing is decided by that."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)
    async with watching() as tui:
        resolver = await opened(tui)
        monkeypatch.setattr(tui.app, "suspend", nullcontext)
        await tui.press("e")
        assert any(reason in note.message for note in tui.app._notifications)
        assert not resolver.deciding.resolution.past


async def test_a_narrow_screen_shows_one_side(collided, conflict, watching):
    """`tab` changes it; the result stays below."""
    async with watching() as tui:
        await opened(tui)
        assert "theirs: db-keeper" in tui.text()
        assert "mine: triage" not in tui.text()
        await tui.press("tab", "tab")
        assert "mine: triage" in tui.text()
        assert "theirs: db-keeper" not in tui.text()
        assert "━ Result" in tui.text() or "─ Result" in tui.text()
        await tui.press("z")
        assert "Result" not in tui.text()
    async with watching(width=120) as tui:
        await opened(tui)
        assert "theirs: db-keeper" in tui.text()
        assert "mine: triage" in tui.text()


async def test_settled_by_somebody_else_meanwhile(collided, conflict, watching):
    """The screen says so, and writes nothing."""
    async with watching() as tui:
        await opened(tui)
        collided.ws.resolver.dismiss(conflict.id)
        await tui.until(lambda: "ann dismissed it" in tui.text())
        await tui.press("x")
        assert any("is dismissed already" in note.message for note in tui.app._notifications)
        assert isinstance(tui.app.screen, ResolverScreen)
