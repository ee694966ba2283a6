"""The feed: newest first, never moving the reader, holding back when asked to."""

from dataclasses import replace

import pytest

from memtui.widgets.feed import LIVE_LIMIT

pytestmark = pytest.mark.anyio


async def to_feed(tui):
    await tui.press("shift+tab")
    assert tui.screen.focused_pane == "feed"


async def test_new_changes_come_on_top(team, running):
    """Who, what and where, as it happens."""
    async with running() as tui:
        team.write(team.notes, "/alerts/new.md", "text\n", "deploy-watch")
        await tui.seen()
        assert "deploy-watch  created   /alerts/new.md" in tui.text()
        assert tui.feed.change_at(0).path == "/alerts/new.md"


async def test_who_reads_below_keeps_his_place(team, running):
    """New changes are only counted; following goes back to them."""
    for number in range(30):
        team.write(team.notes, f"/n{number}.md", "text\n")
    async with running() as tui:
        await to_feed(tui)
        await tui.press("ctrl+d", "ctrl+d")
        change = tui.feed.change_at(tui.feed.cursor)
        line = tui.feed.cursor - tui.feed.scroll_offset.y
        for number in range(5):
            team.write(team.notes, f"/m{number}.md", "text\n")
        await tui.seen()
        assert tui.feed.change_at(tui.feed.cursor) is change
        assert tui.feed.cursor - tui.feed.scroll_offset.y == line
        assert "↑ 5 new" in tui.text()
        await tui.press("f")
        assert "new" not in tui.line("Feed")
        assert tui.feed.change_at(0).path == "/m4.md"
        assert tui.feed.scroll_offset.y == 0


async def test_pausing_holds_everything_back_and_counts(team, running):
    """`p` stops the screen, not the agents; again it catches up, in order."""
    async with running() as tui:
        await tui.press("p")
        assert "‖ paused" in tui.text()
        for number in range(7):
            team.write(team.notes, f"/p{number}.md", "text\n")
        await tui.until(lambda: "7 waiting" in tui.text())
        assert "  p0.md" not in tui.rows()
        await tui.press("p")
        await tui.until(lambda: "  p6.md" in tui.rows())
        assert "● live" in tui.text()
        assert [tui.feed.change_at(item).path for item in range(2)] == ["/p6.md", "/p5.md"]


async def test_enter_goes_to_the_memory(team, running):
    """The tree unfolds to it, and its content is shown."""
    async with running() as tui:
        await tui.press("minus")
        team.write(team.notes, "/alerts/deep/er.md", "found\n")
        await tui.seen()
        await to_feed(tui)
        await tui.press("enter")
        assert tui.screen.focused_pane == "tree"
        assert tui.tree.node.path == "/alerts/deep/er.md"
        assert tui.content.original == "found\n"


async def test_what_is_gone_is_said_to_be_gone(team, running, clock):
    """Going to a memory that was deleted tells so instead of doing nothing."""
    async with running() as tui:
        team.delete(team.notes, "/alerts/notify.md")
        await tui.seen()
        clock.forward(seconds=11)
        tui.app.tick()
        await to_feed(tui)
        await tui.press("enter")
        assert any("not there any more" in note.message for note in tui.app._notifications)


async def test_a_refused_write_is_told(team, running):
    """A conflict stands in the feed with what it is about, and is counted in the title."""
    async with running() as tui:
        team.conflict(team.notes, "/services/dispatch.md")
        await tui.seen()
        assert "conflict  /services/dispatch.md" in tui.text()
        assert "⚠ 1 conflict" in tui.text()


async def test_a_refused_write_is_not_followed(team, running):
    """The tree goes to what was written, and nothing was."""
    async with running() as tui:
        await tui.go_to("/index.md")
        await tui.press("f")
        team.conflict(team.notes, "/services/dispatch.md")
        await tui.seen()
        assert tui.tree.node.path == "/index.md"


async def test_the_past_is_read_as_it_is_scrolled(team, running):
    """Only the newest changes are read at first."""
    for number in range(700):
        team.write(team.notes, "/hot.md", f"{number}\n")
    async with running() as tui:
        assert tui.feed.count == 200
        await to_feed(tui)
        await tui.press("G", "G")
        assert tui.feed.count > 400


async def test_the_steps_of_a_dream_are_left_out(team, running):
    """Also where a whole page of the past is nothing else: what is before them is still reached."""
    first = team.log[-1]
    step = replace(first, kind="dream.progress", path=None)
    for _ in range(700):
        team.log.append(replace(step, seq=len(team.log) + 1))
    for number in range(250):
        team.write(team.notes, "/hot.md", f"{number}\n")
    async with running() as tui:
        await to_feed(tui)
        for _ in range(4):
            await tui.press("G")
        shown = [tui.feed.change_at(item) for item in range(tui.feed.count)]
        assert first in shown
        assert all(change.kind != "dream.progress" for change in shown)


async def test_no_word_touches_the_next(team, running):
    """The longest one leaves a cell before what it is about."""
    team.log.append(
        replace(team.log[-1], kind="store.unarchived", path=None, seq=len(team.log) + 1)
    )
    async with running() as tui:
        assert "reopened  store Working memory" in tui.text()


async def test_memory_is_bounded(team, running):
    """However long agents write, the feed keeps a bounded number of changes."""
    async with running() as tui:
        template = team.log[-1]
        tui.feed.apply(
            [type(template)(**{**_fields(template), "seq": 1000 + n}) for n in range(5_000)]
        )
        assert tui.feed.count == LIVE_LIMIT


async def test_writes_a_minute_are_counted(team, running, clock):
    """The title says how busy it is; a minute of rest brings it to zero."""
    async with running(width=120) as tui:
        for number in range(4):
            team.write(team.notes, f"/r{number}.md", "text\n")
        await tui.seen()
        assert "4 writes/min" in tui.text()
        clock.forward(seconds=61)
        tui.app.tick()
        await tui.settle()
        assert "0 writes/min" in tui.text()


def _fields(value):
    return {name: getattr(value, name) for name in value.__dataclass_fields__}
