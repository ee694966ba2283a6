"""Watching folders of transcripts while the app runs: configured, never taken unasked."""

import threading
import tomllib
from pathlib import Path

import pytest

from core.errors import CoreError
from memtui.app import MemtuiApp
from memtui.local.tailing import tail_of
from memtui.local.workspace import LocalBackend
from memtui.settings.watched import Watched, watched_of, with_folder
from memtui.settings.wishes import Wishes
from memtui.watching import Watching
from tests.support import claude_lines as lines

pytestmark = pytest.mark.anyio


def test_the_table_says_folders_and_maps(tmp_path):
    """A folder that is not absolute starts at the configuration's."""
    watched = watched_of({"folders": ["logs", "/srv/agents"], "maps": {"/mem": "notes"}})
    assert watched.paths(tmp_path) == (tmp_path / "logs", Path("/srv/agents"))
    assert watched.maps == {"/mem": "notes"}
    assert watched_of({}) == Watched()


@pytest.mark.parametrize(
    "table",
    [1, [], {"folder": []}, {"folders": "x"}, {"folders": [1]}, {"maps": {"a": 1}}, {"maps": []}],
)
def test_what_it_should_be_is_said(table):
    """For everything that is no such table."""
    with pytest.raises(ValueError, match=r"\[watch\] holds"):
        watched_of(table)


@pytest.mark.parametrize(
    "text",
    [
        "",
        'user = "ann"',
        '# mine\nuser = "ann"\n\n[keys]\npreset = "git"\n',
        '[watch]\nfolders = ["/a"]  # of the team\n\n[watch.maps]\n"/mem" = "notes"\n',
        "[watch]\nfolders = []\n",
        "[watch]\nfolders = [\n  '/a',\n  '/b',\n]\n[keys]\n",
        '[watch.maps]\n"/mem" = "notes"\n',
        '[watch]\n[watch.maps]\n"/mem" = "notes"\n',
    ],
)
def test_a_folder_is_added_and_all_else_stays(text):
    """Comments and order too; twice is once."""
    changed = with_folder(text, "~/.claude/projects")
    before, after = tomllib.loads(text), tomllib.loads(changed)
    assert after["watch"]["folders"][0] == "~/.claude/projects"
    assert after["watch"]["folders"][1:] == before.get("watch", {}).get("folders", [])
    assert {**after, "watch": 0} == {**before, "watch": 0}
    assert all(line in changed for line in text.split("\n") if "folders" not in line)
    assert with_folder(changed, "~/.claude/projects") == changed


def test_what_is_written_unusually_is_left_to_the_person():
    """An inline table, for one."""
    with pytest.raises(ValueError, match="by hand"):
        with_folder('watch = { folders = ["/a"] }\n', "/b")


def test_trouble_is_told_once_and_tried_again(monkeypatch):
    """And the end of it ends the thread."""
    monkeypatch.setattr("memtui.watching._AGAIN_S", 0.01)
    tries, told, done = [], [], threading.Event()

    def tail(_folders, _told, stop):
        tries.append(1)
        if len(tries) < 3:
            raise CoreError("the disk is full")
        done.set()
        stop.wait()

    watching = Watching([Path("/a")], tail)
    watching.start(told.append)
    assert done.wait(10)
    watching.stop()
    assert told == ["Transcripts are not read for now: the disk is full"]


def append(path, more):
    """What an agent does."""
    with path.open("ab") as file:
        file.write(more)


@pytest.fixture
def tailing(collided, clock, running, tmp_path):
    """The app on a real workspace, with a folder that it watches."""
    folder = tmp_path / "logs"
    folder.mkdir()

    def start(add=lambda: None, offered=None, **how):
        tail = tail_of(collided.ws, {})
        watching = Watching([folder] if how.pop("watches", True) else [], tail, add, offered)
        wishes = Wishes(watching=None if how.get("read_only") else watching)
        backend = LocalBackend(collided.ws, "team.db")
        return running(80, 24, MemtuiApp(backend, clock, wishes=wishes, **how))

    start.folder = folder
    return start


async def test_an_appended_line_comes_to_the_timeline(collided, tailing):
    """What was there first, then what comes."""
    path = lines.write(tailing.folder / "s.jsonl", [lines.said(0, "hello")])
    async with tailing() as tui:
        await tui.until(
            lambda: [one.events for one in collided.ws.summaries.page().data if one.events] == [1]
        )
        await tui.press("2", *["minus"] * 2)
        more = lines.called(1, "Bash", command="cat /mnt/memory/working-memory/a.md")
        append(path, more + lines.answered(2, 1, "no", is_error=True))
        await tui.until(lambda: "claude-code:p" in tui.text())
        assert "failed: Bash" in tui.text() or "read /a.md" in tui.text()
        await tui.press("W")
        await tui.until(lambda: "3 events of 1 file" in tui.text())
        assert str(tailing.folder)[:40] in tui.text()
    assert not [one for one in threading.enumerate() if one.name == "memtui-watching"]


async def test_the_offered_folder_is_taken_after_a_confirmation_only(tailing, tmp_path):
    """The page names what will be read; `esc` takes nothing."""
    offered, added = tmp_path / "claude", []

    def add():
        added.append(offered)
        return offered

    async with tailing(add, offered, watches=False) as tui:
        await tui.press("W")
        await tui.until(lambda: "Nothing is watched" in tui.text())
        await tui.press("a")
        await tui.until(lambda: "Every transcript below" in tui.text())
        await tui.press("escape")
        assert added == []
        await tui.press("W")
        await tui.until(lambda: "a watch that one" in tui.text())
        await tui.press("a")
        await tui.until(lambda: "Watch this folder?" in tui.text())
        await tui.press("y")
        await tui.until(lambda: added == [offered])
        await tui.press("W")
        await tui.until(lambda: "watching: 0 events" in tui.text())


async def test_read_only_does_not_watch_and_says_so(tailing):
    """Reading transcripts writes into the workspace."""
    async with tailing(read_only=True) as tui:
        await tui.press("W")
        assert any("read-only, so no transcripts" in n.message for n in tui.app._notifications)
