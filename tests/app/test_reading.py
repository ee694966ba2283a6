"""One memory: its content, its versions, and what changed between any two of them."""

import pytest

from core.diff import diff
from memtui.screens.looking import carried

pytestmark = pytest.mark.anyio
DISPATCH = "/services/dispatch.md"


async def test_the_cursor_shows_what_it_is_on(team, running):
    """Content and facts of the memory under the tree's cursor are there without a key."""
    async with running() as tui:
        await tui.go_to(DISPATCH)
        assert "Assigns parcels to drivers." in tui.text()
        assert "newest · triage · 3m ago" in tui.text()
        assert tui.content.original == team.versions_by_memory[tui.tree.node.memory_id][-1].content


async def test_a_store_says_what_it_is_for(team, running):
    """Its description stands where a memory's content would."""
    async with running() as tui:
        assert "Runbooks, and who owns what." in tui.text()


async def test_enter_goes_deeper_and_esc_comes_back(team, running):
    """Tree, content, history, diff, and the same way back."""
    async with running() as tui:
        await tui.go_to(DISPATCH)
        await tui.press("enter")
        assert tui.screen.focused_pane == "content"
        await tui.press("tab", "j", "enter")
        assert tui.screen.focused_pane == "diff"
        assert "+1 -1 · 2 back → 1 back" in tui.text()
        await tui.press("escape")
        assert tui.screen.focused_pane == "content"
        await tui.press("escape")
        assert tui.screen.focused_pane == "tree"


async def test_the_diff_shows_signs_and_both_numbers(team, running):
    """What changed is readable without any colour."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("d")
        assert "3     - Assigns parcels." in tui.text()
        assert "    3 + Assigns parcels to drivers." in tui.text()
        assert "  8 + - retries 60 seconds" in tui.text()


async def test_any_two_versions_can_be_compared(team, running):
    """A marked version and the one under the cursor, whichever is older."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("tab", "tab", "space")
        assert "◆" in tui.text()
        await tui.press("G", "d")
        assert "2 back → newest" in tui.text()
        assert [hunk.new_lines for hunk in tui.diff.diff.hunks] == [
            ("Assigns parcels to drivers.\n", "Batches hold 300 parcels.\n"),
            ("- retries 60 seconds after a CPU spike\n",),
        ]


async def test_stepping_through_versions(team, running):
    """`[` and `]`, or `,` and `.`, show older and newer texts and end at the ends."""
    async with running() as tui:
        await tui.go_to(DISPATCH)
        await tui.press("enter", "left_square_bracket")
        assert "1 back · db-keeper" in tui.text()
        await tui.press("comma", "comma")
        assert "Batches hold 250" in tui.text()
        assert "2 back" in tui.text()
        await tui.press("full_stop", "right_square_bracket")
        assert "newest · triage" in tui.text()


async def test_the_newest_version_stays_the_newest(team, running, clock):
    """A write to the memory in view shows at once, and its lines carry a mark that fades."""
    async with running() as tui:
        await tui.go_to(DISPATCH)
        team.write(team.notes, DISPATCH, "# dispatch\n\nAll new.\n", "db-keeper")
        await tui.until(lambda: "All new." in tui.text())
        assert "newest · db-keeper · just now" in tui.text()
        assert "3 ▎All new." in tui.text()
        clock.forward(seconds=12)
        tui.app.tick()
        await tui.settle()
        assert "▎" not in tui.text()


async def test_a_chosen_version_stays(team, running):
    """Who reads an old version or a diff is not moved by a new one."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("enter", "left_square_bracket")
        team.write(team.notes, DISPATCH, "# dispatch\n\nAll new.\n", "db-keeper")
        await tui.until(lambda: "2 back · db-keeper" in tui.text())
        assert "Batches hold 300" in tui.text()
        assert tui.history.cursor == 2
        await tui.press("f")
        assert "All new." in tui.text()
        assert "newest · db-keeper" in tui.text()


async def test_lines_above_the_reader_do_not_move_him(team, running):
    """After a write the same line is the first in view, and has the cursor."""
    lines = [f"line {number}" for number in range(100)]
    team.write(team.notes, "/long.md", "\n".join(lines))
    async with running() as tui:
        await tui.go_to("/long.md")
        await tui.pilot.press("enter", *["ctrl+d"] * 6)
        await tui.settle()
        top, cursor = tui.content.top_item, tui.content.cursor
        assert top > 20
        team.write(team.notes, "/long.md", "\n".join(["one", "two", *lines]))
        await tui.until(lambda: len(tui.content.texts) == 102)
        assert (tui.content.top_item, tui.content.cursor) == (top + 2, cursor + 2)


def test_a_line_is_found_again_after_a_change():
    """Before, in and after the changed blocks."""
    hunks = diff("a\nb\nc\nd\n", "a\nx\ny\nc\nd\n").hunks
    assert [carried(hunks, line) for line in range(4)] == [0, 1, 3, 4]


async def test_a_deleted_memory_keeps_its_history(team, running):
    """The pane says so, and older versions still have the text."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        await tui.press("enter")
        team.delete(team.notes, DISPATCH)
        await tui.until(lambda: "This memory was deleted." in tui.text())
        await tui.press("left_square_bracket")
        assert "retries 60 seconds" in tui.text()


async def test_a_redacted_version_says_so(team, running):
    """It has no text any more, and no hash to copy."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        old = team.versions_by_memory[tui.tree.node.memory_id][0]
        team.redact(old)
        await tui.press("ctrl+r", "enter", "comma", "comma")
        assert "This text was redacted." in tui.text()
        assert "redacted" in tui.text()


async def test_a_long_history_is_read_as_it_is_scrolled(team, running):
    """Its first page is there at once, the next ones as they come into view."""
    for number in range(230):
        team.write(team.notes, "/hot.md", f"number {number}\n")
    async with running(width=120, height=40) as tui:
        await tui.go_to("/hot.md")
        assert tui.history.count == 100
        await tui.press("tab", "tab", "G", "G", "G")
        assert tui.history.count == 230
        await tui.press("d")
        assert "229 back" in tui.text()


async def test_wrapping_can_be_turned_off(team, running):
    """Long lines are wrapped at words, or run out of sight and can be scrolled."""
    team.write(team.notes, "/wide.md", "word " * 40 + "end\n")
    async with running() as tui:
        await tui.go_to("/wide.md")
        assert "end" in tui.text()
        await tui.press("enter", "w")
        assert "end" not in tui.text()
        await tui.pilot.press(*["greater_than_sign"] * 30)
        await tui.settle()
        assert "end" in tui.text()


async def test_copying_gives_the_exact_text(team, running):
    """Path in the tree, content in the content, hash in the history, patch in the diff."""
    async with running(width=120, height=40) as tui:
        await tui.go_to(DISPATCH)
        head = team.versions_by_memory[tui.tree.node.memory_id][-1]
        await tui.press("y")
        assert tui.app.clipboard == DISPATCH
        await tui.press("tab", "y")
        assert tui.app.clipboard == head.content
        await tui.press("tab", "y")
        assert tui.app.clipboard == head.content_sha256
        await tui.press("d", "y")
        assert tui.app.clipboard.startswith(f"--- a{DISPATCH}\n+++ b{DISPATCH}\n@@ -1,7 +1,8 @@")
