"""The finest level of a review: lines of a hunk, which are cut out when they are decided."""

import pytest

from memtui.reviewing.cursor import Level
from memtui.reviewing.leaves import leaves
from tests.support.reviewing import edit, finding, proposed

pytestmark = pytest.mark.anyio

OLD = ["- the port is 8080", "- the owner is ann", "- deploys run on monday"]
NEW = ["- the port is 8081", "- the owner is bob", "- deploys run on friday"]


@pytest.fixture
def hunk(recorded):
    """A hunk of three lines that each became another one, and a second one after it."""
    text = "\n".join(["# A", *OLD, "", "the end", ""])
    recorded.ws.memories.create(recorded.store.id, "/a.md", text)
    edits = [edit("/a.md", 2, OLD, NEW), edit("/a.md", 6, ["the end"], ["the End"])]
    return proposed(recorded.ws, recorded.store.id, [finding("x", *edits)])


def decided(recorded, dream_id):
    """Each part with its new lines and its verdict."""
    review = recorded.ws.reviews.look(dream_id).review
    return [("".join(part.new_lines)[-4:], part.verdict.value) for part in review.parts]


async def open_lines(tui):
    await tui.press("4", "enter", "l")
    assert tui.app.screen.cursor.level is Level.LINE
    return tui.app.screen


def test_the_leaves_of_a_hunk_are_its_pairs(recorded, hunk):
    """Each old line with the one it became, under the id that splitting gives it."""
    part = recorded.ws.reviews.look(hunk).review.parts[0]
    found = leaves(part)
    assert [(list(one.old), list(one.new)) for one in found] == [([n], [n]) for n in range(3)]
    assert [one.part_id for one in found] == [f"{part.id}.{n}" for n in (1, 2, 3)]


async def test_one_line_is_rejected_and_the_others_stay_to_be_decided(recorded, hunk, reading):
    """The key cuts the line out; the cursor goes on to the next line that is pending."""
    async with reading(width=120, height=30) as tui:
        await open_lines(tui)
        assert "LINE 1/3" in tui.text()
        await tui.press("j")
        assert "LINE 2/3" in tui.text()
        await tui.press("r")
        assert [verdict for _, verdict in decided(recorded, hunk)] == [
            "pending",
            "rejected",
            "pending",
            "pending",
        ]
        await tui.press("a")
        assert [verdict for _, verdict in decided(recorded, hunk)][2] == "accepted"


async def test_the_edge_is_at_the_lines_that_keys_are_about(recorded, hunk, reading):
    """An old line and what it became, and no other row."""
    async with reading(width=120, height=30) as tui:
        await open_lines(tui)
        await tui.press("j")
        marked = [line for line in tui.text().split("\n") if " ▌ " in line or "▌▌" in line]
        assert [line.split("- the")[-1].strip() for line in marked] == [
            "owner is ann",
            "owner is bob",
        ]


async def test_lines_are_followed_and_left_for_the_next_hunk(recorded, hunk, reading):
    """Also by the arrows; `j` past the last line is the next hunk, `h` the whole hunk again."""
    async with reading(width=120, height=30) as tui:
        screen = await open_lines(tui)
        await tui.press("j", "j", "j")
        assert screen.part.new_lines == ("the End",)
        assert "LINE 1/1" in tui.text()
        await tui.press("h")
        assert screen.cursor.level is Level.HUNK
        await tui.press("a")
        assert [verdict for _, verdict in decided(recorded, hunk)] == ["pending", "accepted"]


async def test_a_hunk_of_one_line_is_not_cut(recorded, hunk, reading):
    """A verdict on its line is one on the hunk."""
    async with reading(width=120, height=30) as tui:
        await open_lines(tui)
        await tui.press("j", "j", "j", "a")
        assert len(decided(recorded, hunk)) == 2


async def test_one_key_takes_a_verdict_on_a_line_back_with_its_cut(recorded, hunk, reading):
    """The hunk is whole again, the cursor on the line it was on; once more does it again."""
    async with reading(width=120, height=30) as tui:
        screen = await open_lines(tui)
        await tui.press("j", "r")
        await tui.press("u")
        assert [verdict for _, verdict in decided(recorded, hunk)] == ["pending", "pending"]
        assert "LINE 2/3" in tui.text()
        await tui.press("u")
        assert any("nothing of yours to undo" in one.message for one in tui.app._notifications)
        await tui.press("U")
        assert [verdict for _, verdict in decided(recorded, hunk)][1] == "rejected"
        assert screen.cursor.level is Level.LINE


async def test_a_reason_that_is_not_given_cuts_nothing(recorded, hunk, reading):
    """The line is cut out by the verdict, and there is none."""
    async with reading(width=120, height=30) as tui:
        await open_lines(tui)
        await tui.press("j", "x", "escape")
        assert len(decided(recorded, hunk)) == 2


async def test_a_cut_leaves_the_cursor_on_its_line(recorded, hunk, reading):
    """Who asks for parts goes on with the one that was looked at."""
    async with reading(width=120, height=30) as tui:
        screen = await open_lines(tui)
        await tui.press("j", "s")
        assert screen.part.new_lines == ("- the owner is bob",)
