"""The tree stays calm: cursor and lines stay where they are, whatever arrives."""

import pytest

pytestmark = pytest.mark.anyio


async def test_what_fits_is_unfolded_at_the_start(team, running):
    """The first look shows files, not only names of stores."""
    async with running() as tui:
        assert tui.rows() == [
            "Org knowledge",
            "  index.md",
            "  runbooks/",
            "    dispatch.md",
            "Working memory",
            "  alerts/",
            "    dispatch-p1.md",
            "    notify.md",
            "  index.md",
            "  services/",
            "    dispatch.md",
        ]


async def test_the_cursor_stays_on_its_memory(team, running):
    """Memories that come and go above the cursor move its line, not the cursor."""
    async with running() as tui:
        await tui.go_to("/index.md")
        node = tui.tree.node
        for number in range(5):
            team.write(team.notes, f"/alerts/a{number}.md", "new\n")
        team.write(team.notes, "/zones/new.md", "new\n")
        await tui.seen()
        assert tui.tree.node is node
        assert tui.tree.model.rows[tui.tree.cursor] is node
        assert "▌    index.md" in tui.line("▌")


async def test_the_first_line_in_view_stays(team, running):
    """Lines that come above the view do not push what is being read."""
    team.fill(team.notes, "/many/", 80)
    async with running() as tui:
        await tui.go_to("/many/00070.md")
        top = tui.tree.model.rows[tui.tree.scroll_offset.y]
        for number in range(9):
            team.write(team.knowledge, f"/a{number}.md", "new\n")
        await tui.seen()
        assert tui.tree.model.rows[tui.tree.scroll_offset.y] is top
        assert tui.tree.node.path == "/many/00070.md"


async def test_a_write_marks_its_line_and_fades(team, running, clock):
    """The agent's name stands beside the file for ten seconds, then its age."""
    async with running() as tui:
        team.write(team.notes, "/alerts/notify.md", "Three lanes.\n", "oncall-helper")
        await tui.seen()
        assert "● oncall-he" in tui.line("notify.md")
        clock.forward(seconds=9)
        tui.app.tick()
        await tui.settle()
        assert "●" in tui.line("notify.md")
        clock.forward(seconds=2)
        tui.app.tick()
        await tui.settle()
        assert "●" not in tui.line("notify.md")
        assert "10s" in tui.line("notify.md")


async def test_a_folded_directory_carries_the_mark(team, running):
    """A change that is out of view shows on the directory around it."""
    async with running() as tui:
        await tui.press("minus")
        team.write(team.notes, "/alerts/notify.md", "Three lanes.\n", "triage")
        await tui.seen()
        assert "● triage" in tui.line("alerts/")
        assert "●" not in tui.line("Working memory  ")


async def test_a_deleted_memory_leaves_after_a_moment(team, running, clock):
    """Its line stays, struck out, long enough to be noticed; the rest stays in place."""
    async with running() as tui:
        await tui.go_to("/services/dispatch.md")
        team.delete(team.notes, "/alerts/notify.md", "triage")
        await tui.seen()
        assert "✕ triage" in tui.line("notify.md")
        clock.forward(seconds=11)
        tui.app.tick()
        await tui.settle()
        assert "    notify.md" not in tui.rows()
        assert tui.tree.node.path == "/services/dispatch.md"


async def test_the_last_memory_takes_its_directory_along(team, running, clock):
    """No empty directory stays behind."""
    async with running() as tui:
        for path in ("/alerts/notify.md", "/alerts/dispatch-p1.md"):
            team.delete(team.notes, path)
        await tui.seen()
        clock.forward(seconds=11)
        tui.app.tick()
        await tui.settle()
        assert "  alerts/" not in tui.rows()


async def test_an_unread_directory_that_became_empty_leaves(team, running):
    """Whether anything is left in it is asked, since it was never read."""
    for number in range(30):
        team.write(team.notes, f"/d{number:02}/only.md", "text\n")
    async with running() as tui:
        assert "  d29/" in tui.rows()
        team.delete(team.notes, "/d29/only.md")
        await tui.seen()
        await tui.until(lambda: "  d29/" not in tui.rows())


async def test_a_move_takes_the_cursor_along(team, running):
    """A memory is its id: under another path it is the same line."""
    async with running() as tui:
        await tui.go_to("/alerts/notify.md")
        team.move(team.notes, "/alerts/notify.md", "/services/notify.md")
        await tui.seen()
        assert tui.tree.node.path == "/services/notify.md"
        assert tui.rows()[tui.tree.cursor] == "    notify.md"
        assert tui.rows().count("    notify.md") == 1


async def test_a_directory_of_10_000_is_read_page_by_page(team, running):
    """Opening it costs one page; more come as they come into view."""
    team.fill(team.notes, "/flat/", 10_000)
    async with running() as tui:
        assert await tui.screen.reveal(team.notes.id, "/flat/")
        await tui.settle()
        calls = team.calls["children"]
        await tui.press("space")
        assert team.calls["children"] - calls <= 1
        assert len(tui.tree.model.rows) < 250
        await tui.press("G", "G")
        assert team.calls["children"] - calls < 6
        node = tui.tree.node
        team.write(team.notes, "/flat/00000a.md", "comes in before\n")
        team.write(team.notes, "/flat/99999.md", "is not read yet\n")
        await tui.seen()
        assert tui.tree.node is node
        names = [row.path for row in tui.tree.model.rows]
        assert "/flat/00000a.md" in names
        assert "/flat/99999.md" not in names


async def test_a_page_that_crosses_a_change_loses_nothing(team, running):
    """What is written while a directory is being read is in it afterwards."""
    real = team.children

    def slow(store_id, prefix, page=None, limit=100):
        answer = real(store_id, prefix, page, limit)
        if prefix == "/services/" and not done:
            done.append(team.write(team.notes, "/services/crossing.md", "text\n"))
        return answer

    done = []
    team.children = slow
    async with running() as tui:
        await tui.until(lambda: "    crossing.md" in tui.rows())


async def test_folding_puts_the_cursor_on_what_was_folded(team, running):
    """Going back from a memory goes to its directory, and then folds it."""
    async with running() as tui:
        await tui.go_to("/alerts/notify.md")
        await tui.press("h")
        assert tui.tree.node.path == "/alerts/"
        await tui.press("h")
        assert not tui.tree.node.is_open
        assert "    notify.md" not in tui.rows()
        await tui.press("l")
        assert "    notify.md" in tui.rows()


async def test_following_keeps_the_cursor_on_the_newest_write(team, running):
    """`f` unfolds to the newest write; moving the cursor ends it."""
    async with running() as tui:
        await tui.press("minus", "f")
        team.write(team.notes, "/alerts/notify.md", "Three lanes.\n")
        await tui.until(lambda: tui.tree.node.path == "/alerts/notify.md")
        assert tui.content.original == "Three lanes.\n"
        await tui.press("k")
        team.write(team.notes, "/index.md", "# New\n")
        await tui.seen()
        assert tui.tree.node.path != "/index.md"


async def test_new_and_archived_stores_appear(team, running):
    """A store that is made is there; an archived one says so."""
    async with running() as tui:
        team.store("Attic", is_archived=True)
        await tui.seen()
        assert "archived" in tui.line("Attic")
        assert tui.rows()[-1] == "Attic"


async def test_rescan_reads_everything_again(team, running):
    """What no change told of is there afterwards, and the cursor where it was."""
    async with running() as tui:
        await tui.go_to("/services/dispatch.md")
        team.fill(team.notes, "/alerts/", 3)
        await tui.press("ctrl+r")
        assert "    00001.md" in tui.rows()
        assert tui.tree.node.path == "/services/dispatch.md"


async def test_pages_are_asked_for_sizes_and_writers_in_view_only(team, running):
    """Who wrote last is asked for what is on the screen."""
    team.fill(team.notes, "/many/", 90)
    async with running(width=200) as tui:
        await tui.go_to("/many/00000.md")
        assert "loader" in tui.line("   00000.md")
        unknown = [node for node in tui.tree.model.memories.values() if node.writer is None]
        assert len(unknown) > 40


async def test_following_ends_when_somebody_reads(team, running):
    """In another pane nobody is taken elsewhere by the next write, and keys stay with a pane."""
    async with running() as tui:
        await tui.go_to("/services/dispatch.md")
        await tui.press("f", "d")
        assert tui.diff.has_focus
        team.write(team.notes, "/alerts/notify.md", "Three lanes.\n")
        await tui.seen()
        assert tui.tree.node.path == "/services/dispatch.md"
        assert tui.diff.has_focus
        await tui.press("f")
        tui.screen.go_to_store(team.knowledge.id)
        await tui.settle()
        assert tui.tree.has_focus


async def test_a_deleted_memory_stays_under_the_cursor(team, running, clock):
    """Its history may be what is being read; it leaves when the cursor does."""
    async with running() as tui:
        await tui.go_to("/alerts/notify.md")
        team.delete(team.notes, "/alerts/notify.md")
        await tui.seen()
        clock.forward(seconds=30)
        tui.app.tick()
        await tui.settle()
        assert tui.tree.node.path == "/alerts/notify.md"
        assert "This memory was deleted." in tui.text()
        await tui.press("k")
        tui.app.tick()
        await tui.settle()
        assert "    notify.md" not in tui.rows()
