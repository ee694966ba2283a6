"""A review of which the session behind a change is deleted: what is seen, and what keys do then."""

import pytest

from core.dreams.dream import Wish
from core.dreams.proposal import Evidence
from core.dreams.working import work
from memtui.screens.reviewing.screen import ReviewScreen
from tests.support import claude_lines
from tests.support.reviewing import Scripted, edit, finding

pytestmark = pytest.mark.anyio

SAID = "the backup of ledger-db runs at 02:30 UTC"


@pytest.fixture
def dreamt(recorded, tmp_path):
    """Two changes, the first of which rests on a session; gives the id of that session."""
    ws, store = recorded.ws, recorded.store
    ws.memories.create(store.id, "/a.md", "one\ntwo\n")
    session = "99999999-2222-4333-8444-555555555555"
    lines = [claude_lines.said(1, SAID, session)]
    ws.ingester().file(claude_lines.write(tmp_path / "t.jsonl", lines))
    session_id = ws.summaries.retrieve(session).id
    (event,) = ws.transcripts.events(session_id).events
    cited = Evidence(SAID, SAID, str(event.pointer), session_id, event.id, event.ts)
    lesson = finding(SAID, edit("/a.md", 1, [], [f"- {SAID}"]), evidence=(cited,))
    other = finding("two", edit("/a.md", 2, ["two"]), evidence=(Evidence("two", "two", "/a.md:2"),))
    dream = ws.dreams.create(Wish(store.id, (session_id,), max_loss=1))
    assert work(ws.context, dream.id, Scripted(lesson, other)).changes == 2
    return session_id


async def test_a_change_is_withdrawn_before_the_eyes_of_a_reviewer(recorded, dreamt, reading):
    """It says why, its quote is gone from the screen, and it can only be rejected."""
    async with reading(width=140, height=40) as tui:
        await tui.press("4", "enter")
        assert SAID in tui.text()
        recorded.ws.transcripts.delete(dreamt)
        await tui.until(lambda: SAID not in tui.text())
        assert isinstance(tui.app.screen, ReviewScreen)
        assert "· pending  withdrawn" in tui.text()
        assert "conflict" not in tui.text().lower().partition("\n")[2]
        assert "settle" not in tui.text()
        assert "Withdrawn: what it rested on was deleted" in tui.text()
        assert "(the quote was deleted with its session)" in tui.text()
        await tui.press("o", "a")
        told = [note.message for note in tui.app._notifications]
        assert told[-1].startswith("This change was withdrawn")
        await tui.press("r", "a", "ctrl+s", "enter")
        memory = recorded.ws.memories.at_path(recorded.store.id, "/a.md")
        await tui.until(lambda: recorded.ws.memories.retrieve(memory.id).content == "one\n")
