"""What a person is told to be able to do is told only as long as it can be done."""

import pytest
from textual.widgets._toast import Toast

from core import Workspace
from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action, Verdict
from tests.support.reviewing import edit, finding, proposed

pytestmark = pytest.mark.anyio

LINES = ["one", "two", "three", "four", "five", "six", "seven"]


@pytest.fixture
def dreamt(recorded):
    """A change of two hunks, and two of one each; gives the id of the dream."""
    recorded.ws.memories.create(recorded.store.id, "/a.md", "\n".join([*LINES, ""]))

    def upper(at):
        return edit("/a.md", at, [LINES[at - 1]], [LINES[at - 1].upper()])

    findings = [finding("x", upper(1), upper(3)), finding("y", upper(5)), finding("z", upper(7))]
    return proposed(recorded.ws, recorded.store.id, findings)


def told(tui):
    """What the person still sees."""
    return [note.message for note in tui.app._notifications]


async def test_a_verdict_takes_the_place_of_what_undo_was_about(recorded, dreamt, reading):
    """From then on the key takes back something else."""
    async with reading(width=120, height=40) as tui:
        await tui.press("4", "enter", "h", "a")
        assert told(tui) == ["2 hunks are accepted by that; u takes it back."]
        await tui.press("j", "k")
        assert told(tui) == ["2 hunks are accepted by that; u takes it back."]
        await tui.press("r")
        assert told(tui) == []
        await tui.press("u")
        assert told(tui) == ["Taken back: the rejection. U does it again."]
        await tui.press("a")
        assert told(tui) == []


async def test_an_apply_is_offered_back_until_something_else_is_decided(recorded, dreamt, reading):
    """The sentence of the apply goes with the next verdict."""
    async with reading(width=120, height=40) as tui:
        await tui.press("4", "enter", "a", "ctrl+s", "enter")
        assert told(tui)[0].endswith("u takes it back.")
        await tui.press("a")
        assert told(tui) == []
        parts = recorded.ws.reviews.look(dreamt).review.parts
        assert [part.verdict for part in parts].count(Verdict.ACCEPTED) == 2


@pytest.mark.parametrize("key", ["escape", "1", "ctrl+s", "c"])
async def test_what_is_offered_goes_with_its_screen(recorded, dreamt, reading, key):
    """On another screen the key is another, and a question has the keys for itself."""
    async with reading(width=120, height=40) as tui:
        await tui.press("4", "enter", "h", "a")
        assert told(tui)
        await tui.press(key)
        assert told(tui) == []
        assert not [toast for screen in tui.app.screen_stack for toast in screen.query(Toast)]


async def test_what_undoes_a_deed_in_the_stores_is_told_only_there(recorded, reading):
    """The Dreams have no such key."""
    recorded.ws.memories.create(recorded.store.id, "/b.md", "x\n")
    async with reading(width=120, height=40) as tui:
        await tui.go_to("/b.md", recorded.store)
        await tui.press("D")
        await tui.until(lambda: told(tui) == ["Deleted /b.md; u undoes it."])
        await tui.press("4")
        assert told(tui) == []


def footer(tui):
    return tui.text().split("\n")[-1]


async def test_the_footer_of_a_review_offers_only_what_there_is_to_do(recorded, dreamt, reading):
    """No undo before a verdict, no redo before an undo, no apply of nothing."""
    async with reading(width=200, height=40) as tui:
        await tui.press("4", "enter")
        assert not any(verb in footer(tui) for verb in ("undo", "redo", "apply"))
        await tui.press("r")
        assert "u undo" in footer(tui)
        assert "apply" not in footer(tui)
        await tui.press("u")
        assert "U redo" in footer(tui)
        assert "u undo" not in footer(tui)
        await tui.press("a")
        assert "apply" in footer(tui)
        assert "redo" not in footer(tui)
        await tui.press("ctrl+s", "enter")
        assert "u undo" in footer(tui)
        assert "apply" not in footer(tui)


async def test_what_somebody_else_did_is_not_offered_back(recorded, dreamt, reading):
    """Only who decided takes it back; the key still says why it does nothing."""
    with Workspace.open(recorded.ws.context.db.path, user="eve") as other:
        other.reviews.decide(dreamt, Action.ACCEPT, Selection(everything=True))
        other.reviews.apply(dreamt)
    async with reading(width=200, height=40) as tui:
        await tui.press("4", "enter")
        assert "undo" not in footer(tui)
        await tui.press("u")
        assert told(tui) == ["There is nothing of yours to undo in this review."]
