"""A sheet as it is laid out: wrapped lines stand under their line, and answers are not torn."""

import pytest

from memtui.widgets.prompt import Sheet

pytestmark = pytest.mark.anyio

WORDS = "word " * 40


async def test_a_wrapped_line_stands_as_far_in_as_it_began(running):
    """Or as far as the sheet says, where numbers stand before the lines."""
    async with running(width=80, height=30) as tui:
        tui.app.push_screen(Sheet("X", [(f"   in {WORDS}", ""), ("out", "")], {}))
        await tui.settle()
        first, second = [line for line in tui.text().split("\n") if "word" in line][:2]
        assert second.index("word") == first.index("in")
        tui.app.push_screen(Sheet("X", [(f"  12 {WORDS}", "")], {}, hang=5))
        await tui.settle()
        first, second = [line for line in tui.text().split("\n") if "word" in line][:2]
        assert second.index("word") == first.index("12") + 3


async def test_an_answer_is_never_torn(running):
    """Where they need two rows, the second one begins with an answer."""
    answers = {"enter": "open the memory as it is now, in the stores", "n": "next place of these"}
    async with running(width=60, height=24) as tui:
        tui.app.push_screen(Sheet("X", [("one", ""), ("two", "")], answers))
        await tui.settle()
        assert "next place of these" not in tui.line("open the memory")
        assert "n next place of these   esc leave it" in tui.text()
        assert "two" in tui.text()
