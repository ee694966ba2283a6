"""Ending a dream and archiving one: both ask first, and say what is lost."""

import pytest

from core.dreams import rows
from core.dreams.alive import held
from core.dreams.dream import Failure, Status, Wish
from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action
from memtui.widgets.prompt import Sheet
from tests.support.reviewing import edit, finding, proposed

pytestmark = pytest.mark.anyio


@pytest.fixture
def dreamt(recorded):
    """A proposal of two hunks; gives the id of its dream."""
    recorded.ws.memories.create(recorded.store.id, "/a.md", "one\ntwo\nthree\n")
    edits = [edit("/a.md", 1, ["one"], ["ONE"]), edit("/a.md", 3, ["three"], ["THREE"])]
    return proposed(recorded.ws, recorded.store.id, [finding("x", *edits)])


def is_archived(recorded, dream_id):
    return recorded.ws.dreams.retrieve(dream_id).archived_at is not None


async def test_archiving_asks_and_says_what_is_not_decided(recorded, dreamt, reading):
    """Only the letter archives it: neither `esc` nor `enter` does."""
    async with reading(width=100, height=30) as tui:
        await tui.press("4", "D")
        assert isinstance(tui.app.screen, Sheet)
        text = tui.text()
        assert "with its open review?" in text
        assert "2 of 2 are not decided, and nobody is asked about it any more." in text
        assert "It does not come back into the list: no key undoes this." in text
        assert f"`memtui review show {dreamt}` still knows it." in text
        await tui.press("enter")
        assert not is_archived(recorded, dreamt)
        await tui.press("escape")
        assert not is_archived(recorded, dreamt)
        await tui.press("D", "y")
        await tui.until(lambda: "No dream yet" in tui.text())
        assert is_archived(recorded, dreamt)


async def test_archiving_says_what_is_accepted_and_what_is_applied(recorded, dreamt, reading):
    """The first is not done any more, the second stays."""
    reviews = recorded.ws.reviews
    first, second = (part.id for part in reviews.look(dreamt).review.parts)
    reviews.decide(dreamt, Action.ACCEPT, Selection(hunks=(first,)))
    reviews.apply(dreamt)
    reviews.decide(dreamt, Action.ACCEPT, Selection(hunks=(second,)))
    async with reading(width=100, height=30) as tui:
        await tui.press("4", "D")
        assert "Something is accepted and not applied: it stays so." in tui.text()
        assert "1 applied hunk stays in the store." in tui.text()


async def test_archiving_a_dream_without_a_review_asks_too(recorded, reading):
    """There is no way back for it either."""
    dream = recorded.ws.dreams.create(Wish(recorded.store.id))
    context = recorded.ws.context
    failure = Failure("internal_error", "It broke.")
    context.db.write(lambda one: rows.end(context, one, dream.id, Status.FAILED, failure))
    async with reading(width=100, height=30) as tui:
        await tui.press("4", "D")
        assert "open review" not in tui.text()
        assert f"`memtui dream show {dream.id}` still knows it." in tui.text()
        await tui.press("y")
        await tui.until(lambda: "No dream yet" in tui.text())
        assert is_archived(recorded, dream.id)


async def test_a_dream_that_waits_is_canceled_once_that_is_confirmed(recorded, reading):
    """From the list, by key; it says that nothing is lost by it."""
    dream = recorded.ws.dreams.create(Wish(recorded.store.id))
    async with reading(width=100, height=30) as tui:
        await tui.press("4", "K")
        assert "It has not begun, so nothing is lost." in tui.text()
        await tui.press("escape")
        assert recorded.ws.dreams.retrieve(dream.id).status is Status.PENDING
        await tui.press("K", "y")
        await tui.until(lambda: "canceled" in tui.text())


async def test_ending_a_dream_that_runs_says_how_far_it_is(recorded, reading):
    """And archiving it is no way to end it."""
    dream = recorded.ws.dreams.create(Wish(recorded.store.id))
    context = recorded.ws.context
    with held(context.db.path, dream.id):
        context.db.write(
            lambda one: one.execute("UPDATE dreams SET status = 'running', findings = 3")
        )
        async with reading(width=100, height=30) as tui:
            await tui.press("4", "D")
            assert not isinstance(tui.app.screen, Sheet)
            notes = [note.message for note in tui.app._notifications]
            assert notes == ["The dream is not over; K ends it first."]
            await tui.press("K")
            assert "and has 3 findings so far: those are kept." in tui.text()
            await tui.press("y")
            await tui.until(lambda: "canceled" in tui.text())
