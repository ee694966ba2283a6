"""A review that others work on too, and one that is typed into before it is read."""

import threading

import pytest

from core import Workspace
from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action
from memtui.local.workspace import LocalBackend
from memtui.screens.reviewing.screen import ReviewScreen
from tests.support.reviewing import edit, finding, proposed

pytestmark = pytest.mark.anyio

LINES = ["one", "two", "three"]


@pytest.fixture
def dreamt(recorded):
    """Three changes of a hunk each; gives the id of the dream."""
    recorded.ws.memories.create(recorded.store.id, "/a.md", "one\n\ntwo\n\nthree\n")
    edits = [edit("/a.md", 2 * at + 1, [word], [word.upper()]) for at, word in enumerate(LINES)]
    findings = [finding(word, one) for word, one in zip(LINES, edits, strict=True)]
    return proposed(recorded.ws, recorded.store.id, findings)


def told(tui):
    return [note.message for note in tui.app._notifications]


def verdicts(recorded, dream_id):
    return [part.verdict.value for part in recorded.ws.reviews.look(dream_id).review.parts]


async def test_who_decided_stands_at_each_hunk_once_there_are_several(recorded, dreamt, reading):
    """Live, and not while one person does all of it: that says nothing."""
    parts = recorded.ws.reviews.look(dreamt).review.parts
    async with reading(width=120, height=40) as tui:
        await tui.press("4", "enter", "V", "V", "a")
        assert "✓ accepted  other" in tui.text()
        with Workspace.open(recorded.ws.context.db.path, user="eve") as other:
            other.reviews.decide(dreamt, Action.REJECT, Selection(hunks=(parts[2].id,)))
            await tui.until(lambda: "✗ rejected by eve  other" in tui.text())
        assert "✓ accepted by ann  other" in tui.text()
        assert "2/3 decided" in tui.text()
        assert tui.app.screen.part.id == parts[1].id


async def test_what_is_accepted_against_what_is_there_says_what_is_to_be_done(
    recorded, dreamt, reading
):
    """It would not be applied, and the cursor has gone on by then."""
    memory = recorded.ws.memories.at_path(recorded.store.id, "/a.md")
    recorded.ws.memories.update(memory.id, content="1\n\ntwo\n\nthree\n")
    async with reading(width=120, height=40) as tui:
        await tui.press("4", "enter", "a")
        assert told(tui) == ["It conflicts, so it is not applied before m settles that."]
        await tui.press("a")
        assert told(tui) == []


async def test_what_is_typed_before_the_review_is_read_has_its_turn(
    recorded, dreamt, reading, monkeypatch
):
    """Opening the newest dream, and the first verdicts in it."""
    may_go_on = threading.Event()

    def late(method):
        def wait(*args):
            assert may_go_on.wait(10)
            return method(*args)

        return wait

    monkeypatch.setattr(LocalBackend, "dreams", late(LocalBackend.dreams))
    monkeypatch.setattr(LocalBackend, "look", late(LocalBackend.look))
    async with reading(width=120, height=40) as tui:
        await tui.pilot.press("4", "enter")
        assert not isinstance(tui.app.screen, ReviewScreen)
        may_go_on.set()
        await tui.until(lambda: isinstance(tui.app.screen, ReviewScreen))
        await tui.press("escape")
        may_go_on.clear()
        await tui.pilot.press("enter")
        await tui.until_started(lambda: isinstance(tui.app.screen, ReviewScreen))
        await tui.pilot.pause()
        await tui.pilot.press("a", "j", "r")
        assert verdicts(recorded, dreamt) == ["pending"] * 3
        may_go_on.set()
        await tui.until(lambda: verdicts(recorded, dreamt)[2] != "pending")
        assert verdicts(recorded, dreamt) == ["accepted", "pending", "rejected"]
