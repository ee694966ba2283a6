"""A review with old and new beside each other: which lines meet, the cursor in them, and room."""

import pytest
from rich.cells import cell_len

from memtui.reviewing.beside import beside
from memtui.reviewing.cursor import Level
from memtui.reviewing.leaves import leaves
from memtui.reviewing.rows import RowKind, rows_of
from memtui.screens.reviewing.screen import ReviewScreen
from tests.support.reviewing import edit, finding, proposed

pytestmark = pytest.mark.anyio

OLD = ["- the port is 8080", "- the owner is ann", "- something else that goes"]
NEW = ["- a wholly new entry 漢字", "- the port is 8081", "- the owner is bob"]


@pytest.fixture
def hunk(recorded):
    """One hunk of which two lines became others, one comes and one goes; and one after it."""
    text = "\n".join(["# A", *OLD, "", "the end", ""])
    recorded.ws.memories.create(recorded.store.id, "/a.md", text)
    edits = [edit("/a.md", 2, OLD, NEW), edit("/a.md", 6, ["the end"], ["no more of it"])]
    return proposed(recorded.ws, recorded.store.id, [finding("x", *edits)])


async def open_review(tui):
    await tui.press("4", "enter")
    assert isinstance(tui.app.screen, ReviewScreen)
    return tui.app.screen


def test_a_line_stands_beside_what_it_became(recorded, hunk):
    """Heads go over both sides, context stands on both, and no line is lost or twice."""
    look = recorded.ws.reviews.look(hunk)
    rows = rows_of(look, look.review.parts)
    found = beside(rows, lambda part_id: leaves(look.review.part(part_id)))
    pairs = {
        tuple(None if at is None else rows[at].text for at in item)
        for item in found
        if not isinstance(item, int)
    }
    assert ("- the port is 8080", "- the port is 8081") in pairs
    assert ("- the owner is ann", "- the owner is bob") in pairs
    assert ("the end", "no more of it") in pairs
    assert ("# A", "# A") in pairs
    over_both = [rows[item].kind for item in found if isinstance(item, int)]
    assert over_both == [RowKind.FILE, RowKind.HUNK, RowKind.HUNK]
    every = [at for item in found for at in ({item} if isinstance(item, int) else {*item})]
    assert sorted(at for at in every if at is not None) == [*range(len(rows))]


async def test_old_and_new_stand_beside_each_other_and_again_as_one(recorded, hunk, reading):
    """`v`; the rule between them is in one column, and the cursor stays on its line."""
    async with reading(width=120, height=40) as tui:
        screen = await open_review(tui)
        await tui.press("down", "down", "down")
        line = screen.hunks_view.line
        await tui.press("v")
        assert screen.hunks_view.has_sides
        assert screen.hunks_view.line == line
        changed = tui.line("- the port is 8081")
        assert "- - the port is 8080" in changed
        assert "+ - the port is 8081" in changed
        halves = [line.split("│") for line in tui.text().split("\n") if "│" in line]
        assert len({cell_len(old) for old, _ in halves}) == 1
        await tui.press("v")
        assert not screen.hunks_view.has_sides
        assert screen.hunks_view.line == line
        assert "8080" not in tui.line("- the port is 8081")


async def test_what_is_decided_by_lines_is_the_same_with_two_sides(recorded, hunk, reading):
    """Every line is gone to, also where two that have nothing in common share a row."""
    async with reading(width=120, height=40) as tui:
        screen = await open_review(tui)
        await tui.press("v", "l")
        assert screen.cursor.level is Level.LINE
        part = screen.part
        met = [screen.leaf]
        for _ in leaves(part)[1:]:
            await tui.press("j")
            met.append(screen.leaf)
        assert met == [*leaves(part)]
        await tui.press("j")
        assert screen.part.id != part.id


async def test_a_verdict_goes_on_and_is_drawn_with_two_sides(recorded, hunk, reading):
    """The hunks keep their two sides, and the cursor comes to the head of the next."""
    async with reading(width=120, height=40) as tui:
        screen = await open_review(tui)
        first = screen.part.id
        await tui.press("v", "a")
        view = screen.hunks_view
        assert view.has_sides
        assert screen.part.id != first
        assert view.part_id == screen.part.id
        assert view.review_rows[view.line].kind is RowKind.HUNK
        assert "✓ accepted" in tui.text()


async def test_where_there_is_no_room_the_title_says_so(recorded, hunk, reading):
    """With the pane zoomed there is; the next review begins as this one was left."""
    async with reading(width=100, height=30) as tui:
        screen = await open_review(tui)
        await tui.press("v")
        assert "too narrow for two sides" in tui.text()
        assert screen.verbs()["sides.sides"] == "one side"
        await tui.press("z")
        assert screen.hunks_view.has_sides
        assert "too narrow" not in tui.text()
        await tui.press("z", "escape")
        await tui.press("enter")
        assert tui.app.screen is not screen
        assert tui.app.screen.hunks_view.wants_sides


async def test_a_long_line_beside_a_hunk_does_not_fill_the_screen(recorded, reading):
    """It says how long it is; the line that is changed is shown whole, and no CR is seen."""
    long = "x" * 5_000
    recorded.ws.memories.create(recorded.store.id, "/a.md", f"{long}\r\ntwo\r\nthree\r\n")
    proposed(recorded.ws, recorded.store.id, [finding("a", edit("/a.md", 2, ["two"], ["2"]))])
    async with reading(width=120, height=40) as tui:
        await tui.press("4", "enter")
        text = tui.text()
        assert "(5,000 characters)" in text
        assert "3   three" in text
        assert "\N{SYMBOL FOR CARRIAGE RETURN}" not in text
