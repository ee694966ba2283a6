"""A hunk that conflicts opens in the resolver: block by block, and written with the apply."""

import pytest

from memtui.screens.reviewing.hunk_resolver import HunkResolver
from memtui.screens.reviewing.screen import ReviewScreen
from tests.support.reviewing import edit, finding, proposed

pytestmark = pytest.mark.anyio


@pytest.fixture
def clashing(recorded):
    """A hunk over a line that an agent changed meanwhile; gives the dream and the memory."""
    memory = recorded.ws.memories.create(recorded.store.id, "/a.md", "one\ntwo\nthree\n")
    found = finding("x", edit("/a.md", 2, ["two"], ["TWO"]))
    dream_id = proposed(recorded.ws, recorded.store.id, [found])
    recorded.clock.forward(minutes=9)
    recorded.ws.memories.update(memory.id, content="one\n2\nthree\n")
    return dream_id, memory.id


def part_of(recorded, dream_id):
    look = recorded.ws.reviews.look(dream_id)
    return look.review.parts[0], look


async def open_resolver(tui):
    await tui.press("4", "enter")
    await tui.until(lambda: "⚠ conflicts" in tui.text())
    await tui.press("m")
    assert isinstance(tui.app.screen, HunkResolver)


async def test_a_block_is_decided_and_the_apply_writes_the_result(recorded, clashing, reading):
    """Both sides are kept; nothing is written before the apply."""
    dream_id, memory_id = clashing
    async with reading(width=120, height=40) as tui:
        await open_resolver(tui)
        assert "wrote over lines that the dream wants to change" in tui.text()
        assert "mine: the dream" in tui.text()
        assert tui.line("wrote over").endswith("now")
        assert "^s settle" in tui.text().split("\n")[-1]
        await tui.press("b")
        assert "settles it" in tui.text()
        await tui.press("ctrl+s")
        assert isinstance(tui.app.screen, ReviewScreen)
        part, look = part_of(recorded, dream_id)
        assert part.is_accepted
        assert look.standing(part.id).state.value == "applies"
        assert "2\n" in recorded.ws.memories.retrieve(memory_id).content
        await tui.press("ctrl+s", "enter")
        content = "one\nTWO\n2\nthree\n"
        await tui.until(lambda: recorded.ws.memories.retrieve(memory_id).content == content)


async def test_all_of_theirs_rejects_the_hunk(recorded, clashing, reading):
    """What is there now stays, and the hunk is decided."""
    async with reading(width=120, height=40) as tui:
        await open_resolver(tui)
        await tui.press("T", "ctrl+s")
        assert isinstance(tui.app.screen, ReviewScreen)
        assert part_of(recorded, clashing[0])[0].verdict.value == "rejected"


async def test_what_was_decided_is_there_again(recorded, clashing, reading):
    """`esc` goes back to the review without a verdict, and loses no decision."""
    async with reading(width=120, height=40) as tui:
        await open_resolver(tui)
        await tui.press("m", "escape")
        assert isinstance(tui.app.screen, ReviewScreen)
        assert part_of(recorded, clashing[0])[0].verdict.value == "pending"
        await tui.press("m")
        assert "settles it" in tui.text()


async def test_an_agent_that_writes_again_is_taken_in(recorded, clashing, reading):
    """Nothing is decided on a text that is not there any more."""
    dream_id, memory_id = clashing
    async with reading(width=120, height=40) as tui:
        await open_resolver(tui)
        await tui.press("m")
        content = recorded.ws.memories.retrieve(memory_id).content
        recorded.ws.memories.update(memory_id, content=content.replace("2\n", "22\n"))
        await tui.press("ctrl+s")
        assert isinstance(tui.app.screen, HunkResolver)
        assert part_of(recorded, dream_id)[0].verdict.value == "pending"
        await tui.press("m", "ctrl+s")
        assert part_of(recorded, dream_id)[0].is_accepted


async def test_at_80x24_it_is_usable(recorded, clashing, reading):
    """One side at a time, the result below."""
    async with reading() as tui:
        await open_resolver(tui)
        await tui.press("M", "ctrl+s")
        assert part_of(recorded, clashing[0])[0].is_accepted
