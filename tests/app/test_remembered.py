"""What was open is open again: kept by workspace, outside of it, and never a reason to fail."""

import json
import os

import pytest

from memtui.app import MemtuiApp
from memtui.settings.keeping import Keeping
from memtui.settings.remembered import MOST_FOLDERS, NotOurs, Remembered, as_json, from_json
from memtui.settings.state_file import StateFile
from memtui.settings.wishes import Wishes
from memtui.themes import full_name

FULL = Remembered(
    folders=(("memstore_1", "/"), ("memstore_1", "/a b/ö/")),
    selected=("memstore_1", "/a b/ö/x.md"),
    launch=(("store_id", "memstore_1"), ("instructions", "the drains")),
    theme=("light", "dark"),
    times=("utc", "local"),
    pane="history",
    is_zoomed=True,
    is_wrapped=False,
    has_sides=True,
    reviews_have_sides=True,
    is_blamed=True,
)


@pytest.fixture
def state(tmp_path):
    return StateFile(tmp_path / "state/memtui", tmp_path / "team.db")


@pytest.mark.parametrize("remembered", [Remembered(), FULL])
def test_what_is_kept_comes_back(state, remembered):
    """All of it, and only for this workspace."""
    assert state.load() == (None, None)
    state.save(remembered)
    assert state.load() == (remembered, None)
    other = StateFile(state.path.parent, state.path.parent / "other.db")
    assert other.path != state.path
    assert other.load() == (None, None)


def test_it_is_for_its_owner_and_leaves_nothing_beside_it(state):
    """Names of memories are in it; and a half-written file never takes its place."""
    state.save(FULL)
    state.save(Remembered())
    assert [path.name for path in state.path.parent.iterdir()] == [state.path.name]
    assert state.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "damaged"),
        (b"\xff\xfe", "damaged"),
        (b"[" * 100_000, "damaged"),
        (b"[]", "not written by memtui"),
        (b'{"format": "memtui what was open", "version": 99}', "another version"),
        (
            b'{"format": "memtui what was open", "version": 1, "workspace": "/x"}',
            "another workspace",
        ),
        (b" " * (2 << 20), "not written by memtui"),
    ],
)
def test_a_damaged_or_foreign_file_is_ignored_and_told(state, raw, reason):
    """And the next one takes its place."""
    state.path.parent.mkdir(parents=True)
    state.path.write_bytes(raw)
    remembered, notice = state.load()
    assert remembered is None
    assert reason in notice
    assert str(state.path) in notice
    state.save(FULL)
    assert state.load() == (FULL, None)


@pytest.mark.parametrize("name", [*FULL.__slots__])
@pytest.mark.parametrize("value", [5, {"a": 1}, [1], [["a"]], "x" * 5_000, [["a", 5]]])
def test_no_value_of_another_kind_gets_in(name, value):
    """Whoever wrote it."""
    kept = as_json(FULL, "w") | {name: value}
    with pytest.raises(NotOurs):
        from_json(json.loads(json.dumps(kept)), "w")


def test_a_file_that_cannot_be_written_is_told_once(state):
    """The app goes on."""
    shown = [Remembered()]
    keeping = Keeping(state.save, lambda: shown[-1])
    state.path.parent.parent.mkdir()
    state.path.parent.write_text("in the way")
    keeping.begin()
    shown.append(FULL)
    assert keeping.tick() is None
    assert "cannot be kept for the next time" in keeping.tick()
    shown.append(Remembered())
    assert [keeping.tick() for _ in range(3)] == [None, None, None]


def test_only_what_has_rested_is_written():
    """Not every step of a cursor; and what is left at the end."""
    shown, written = [Remembered()], []
    keeping = Keeping(written.append, lambda: shown[-1])
    keeping.tick()
    keeping.begin()
    for row in range(5):
        shown.append(Remembered(selected=("s", f"/{row}")))
        keeping.tick()
    assert not written
    keeping.tick()
    keeping.tick()
    assert written == [Remembered(selected=("s", "/4"))]
    shown.append(FULL)
    keeping.end()
    keeping.end()
    assert written[1:] == [FULL]


@pytest.mark.anyio
async def test_the_next_run_opens_what_was_open(team, running, backend, clock):
    """Folders, cursor, pane, theme, times and how texts are laid out."""
    written = []
    wishes = Wishes(keep=written.append)
    async with running(width=120, height=40, app=MemtuiApp(backend, clock, wishes=wishes)) as tui:
        await tui.go_to("/alerts/")
        await tui.press("space")
        await tui.go_to("/services/dispatch.md")
        await tui.press("enter", "b", "w", "ctrl+t", "ctrl+l")
        rows = tui.rows()
        tui.app.exit()
    kept = from_json(json.loads(json.dumps(as_json(written[-1], "w"))), "w")
    wishes = Wishes(remembered=kept)
    async with running(width=120, height=40, app=MemtuiApp(backend, clock, wishes=wishes)) as tui:
        assert tui.rows() == rows
        assert "    notify.md" not in rows
        assert tui.tree.node.path == "/services/dispatch.md"
        assert tui.screen.focused_pane == "content"
        assert tui.content.is_blamed
        assert "╭ triage" in tui.line("# dispatch")
        assert not tui.content.is_wrapped
        assert tui.app.theme == full_name("light")
        assert "UTC" in tui.text().split("\n")[0]


@pytest.mark.anyio
async def test_what_is_gone_meanwhile_is_left_out(team, running, backend, clock):
    """The cursor is on the store then, or at the top."""
    notes = backend.notes.id
    lost = (("nowhere", "/"), (notes, "/"), (notes, "/gone/"), (notes, "/index.md"))
    for selected in ((notes, "/gone/x.md"), ("nowhere", "/x"), (notes, "/gone/")):
        wishes = Wishes(remembered=Remembered(folders=lost, selected=selected))
        async with running(app=MemtuiApp(backend, clock, wishes=wishes)) as tui:
            assert "  alerts/" in tui.rows()
            assert tui.tree.node.path == "/"


@pytest.mark.anyio
async def test_a_theme_configured_since_counts_more_than_the_one_chosen(running, backend, clock):
    """Else a change of the file would do nothing."""
    remembered = Remembered(theme=("light", "dark"), times=("utc", "local"))
    wishes = Wishes(theme="ansi", remembered=remembered)
    async with running(app=MemtuiApp(backend, clock, wishes=wishes)) as tui:
        assert tui.app.theme == full_name("ansi")
        assert tui.app.times.is_utc
    wishes = Wishes(remembered=Remembered(theme=("no such theme", "dark")))
    async with running(app=MemtuiApp(backend, clock, wishes=wishes)) as tui:
        assert tui.app.theme == full_name("dark")


def test_no_more_folders_are_kept_than_can_be_opened():
    """A start must not read a whole store."""
    many = Remembered(folders=tuple(("s", f"/{number}/") for number in range(1_000)))
    kept = from_json(as_json(many, "w"), "w")
    assert len(kept.folders) == MOST_FOLDERS


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_ignored_and_told(state):
    """As a damaged one."""
    state.save(FULL)
    state.path.chmod(0)
    remembered, notice = state.load()
    assert remembered is None
    assert "cannot be read" in notice
