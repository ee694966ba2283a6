"""The page before an apply: what has to be known stands first, and nothing of it is left out."""

import pytest

from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action
from tests.support.reviewing import edit, finding, proposed

pytestmark = pytest.mark.anyio

PATHS = [f"/{number:02}.md" for number in range(15)]


async def test_every_file_and_every_line_that_leaves_is_on_it(recorded, reading):
    """Below the counts and what is half accepted, however many there are."""
    for number, path in enumerate(PATHS):
        recorded.ws.memories.create(recorded.store.id, path, f"keep\nline {number}\n")
    edits = [edit(path, 2, [f"line {number}"], []) for number, path in enumerate(PATHS)]
    more = edit(PATHS[0], 1, ["keep"], ["kept"])
    dream_id = proposed(recorded.ws, recorded.store.id, [finding("x", *edits), finding("y", more)])
    recorded.ws.reviews.decide(dream_id, Action.ACCEPT, Selection(everything=True))
    look = recorded.ws.reviews.look(dream_id)
    half = look.review.of_change(look.review.changes[0].id)[-1]
    recorded.ws.reviews.decide(dream_id, Action.REJECT, Selection(hunks=(half.id,)))
    async with reading(width=80, height=24) as tui:
        await tui.press("4", "enter", "ctrl+s")
        shown = tui.app.screen.query_one("#sheet-lines").texts
        assert shown[1] == "unaccounted: 0"
        assert shown[2].startswith("⚠ x: 14 of 15 hunks of this change are accepted")
        assert [line.split()[-1] for line in shown[3:17]] == PATHS[:14]
        assert [f"  removed: line {number}" in shown for number in range(14)] == [True] * 14
        assert not any("more" in line for line in shown)
