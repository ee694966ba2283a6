"""Sessions from the app: started, paused, given one more store, and ended."""

import pytest
from textual.events import Paste
from textual.widgets import Input

from core.access.attachments import Access
from memtui.text import visible
from memtui.typed.wanted_stores import typed, understood
from memtui.widgets.prompt import Prompt, Sheet

pytestmark = pytest.mark.anyio
IDS = {"Notes": "s1", "Org knowledge": "s2", "a=b": "s3", "Org chart": "s4"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", {}),
        ("Notes", {"s1": "read_write"}),
        ("Notes=read_only, Org knowledge = read_write", {"s1": "read_only", "s2": "read_write"}),
        ("n=read_only", {"s1": "read_only"}),
        ("a=b", {"s3": "read_write"}),
        ("a=b=read_only,", {"s3": "read_only"}),
    ],
)
async def test_stores_are_typed_by_name(text, meant):
    """With an access or without; the beginning of a name will do."""
    assert understood(text, IDS) == meant


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Notes=rw", "read_only or read_write, not 'rw'"),
        ("Nowhere", "no store 'Nowhere'"),
        ("Org", "no store 'Org'"),
        ("Notes, notes=read_only", "twice"),
    ],
)
async def test_what_cannot_be_understood_is_told(text, why):
    """Before anything is started."""
    with pytest.raises(ValueError, match=why):
        understood(text, IDS)


async def test_what_is_typed_is_understood_again():
    """The line that stands there at first."""
    assert understood(typed({"Notes": Access.READ_ONLY}), IDS) == {"s1": "read_only"}


async def _type(tui, text):
    await tui.until(lambda: isinstance(tui.app.screen, Prompt))
    line = tui.app.screen.query_one(Input)
    line.value = ""
    tui.app.post_message(Paste(text))
    await tui.until(lambda: line.value == visible(text, keep=""))
    await tui.press("enter")


async def _sheet(tui, key):
    await tui.until(lambda: isinstance(tui.app.screen, Sheet))
    await tui.press(key)


async def test_a_session_lives_from_start_to_end(collided, watching):
    """Start with a store, pause, resume, one store more, end: each step is in the workspace."""
    ws = collided.ws

    def newest():
        return ws.sessions.page(limit=1).data[0]

    async with watching() as tui:
        await tui.press("S")
        assert "triage" in tui.text()
        await _sheet(tui, "n")
        await _type(tui, "night\x1b[31m")
        await tui.until(lambda: "Stores for" in tui.text())
        await _type(tui, "work=read_only")
        await tui.until(lambda: newest().agent.startswith("night"))
        assert [(one.name, one.access) for one in newest().resources] == [
            ("Working memory", "read_only")
        ]
        for status in ("paused", "running"):
            await tui.press("S")
            await _sheet(tui, "1")
            await _sheet(tui, "p")
            await tui.until(lambda wanted=status: newest().status == wanted)
        await tui.press("S")
        await _sheet(tui, "1")
        await _sheet(tui, "a")
        await _type(tui, "Org")
        await tui.until(lambda: len(newest().resources) == 2)
        await tui.press("S")
        await _sheet(tui, "1")
        await _sheet(tui, "e")
        assert newest().status == "running"
        await _sheet(tui, "y")
        await tui.until(lambda: newest().status == "ended")
        await tui.press("S")
        await _sheet(tui, "1")
        assert "attach a store" not in tui.text()
