"""The Sessions screen on a real workspace: the list, live, filtered, paged."""

import re

import pytest

from memtui.screens.sessions import SessionsScreen
from memtui.typed.session_filter import BadFilter, SessionFilter, parse
from tests.support.claude_lines import SESSION, answered, called, said

pytestmark = pytest.mark.anyio
ACTING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff]")
OTHER = "22222222-2222-4333-8444-555555555555"
NOTE = "/mnt/memory/sre-notes/p1.md"


def listed(tui):
    """The agents in the list, from top to bottom."""
    return [one.agent for one in tui.app.modes.sessions.list_view._shown]


def row(tui, words):
    """The line of the list with these words in it."""
    lines = tui.text().split("\n")[1:]
    return next((line for line in lines if words in line and line[1:2] in "●‖-"), "")


def work(session, start=0):
    """A session that fails once and reads and writes a note."""
    return [
        said(start, "Dispatch stalls.", session),
        called(start + 1, "Read", session, file_path=NOTE),
        answered(start + 2, start + 1, "spike\n", session),
        called(start + 3, "Bash", session, command="kubectl get pods"),
        answered(start + 4, start + 3, "refused", session, is_error=True),
        called(start + 5, "Write", session, file_path=NOTE, content="spike at 14:02\n"),
        answered(start + 6, start + 5, "ok", session),
    ]


async def test_started_and_ingested_sessions_stand_in_one_list(recorded, reading):
    """The last started first, with state, events, errors, tokens and memory."""
    recorded.record(SESSION, work(SESSION))
    recorded.ws.sessions.start("triage", {recorded.store.id: "read_write"})
    async with reading(width=100) as tui:
        await tui.press("5")
        assert isinstance(tui.app.screen, SessionsScreen)
        assert listed(tui) == ["triage", "claude-code:payments"]
        line = row(tui, "claude-code:payments")
        assert line.split()[:2] == ["-", "ended"]
        assert line.split()[-11:] == [
            "7",
            "ev",
            "3",
            "calls",
            "1",
            "err",
            "24",
            "tok",
            "◆",
            "1r",
            "1w",
        ]
        assert "● live" in row(tui, "triage")


async def test_without_sessions_it_says_what_to_do(running):
    """Nobody has to know beforehand."""
    async with running() as tui:
        await tui.press("5")
        assert "memtui ingest" in tui.text()


async def test_new_ones_come_by_themselves_and_the_cursor_stays(recorded, reading):
    """On its session, not on its row; and what an event adds is counted."""
    recorded.record(SESSION, work(SESSION))
    async with reading() as tui:
        await tui.press("5")
        recorded.ws.sessions.start("triage", {})
        await tui.until(lambda: listed(tui) == ["triage", "claude-code:payments"])
        assert tui.app.modes.sessions.list_view.current.agent == "claude-code:payments"
        assert "7 ev" in row(tui, "claude-code:payments")
        recorded.record(SESSION, [said(20, "More.")])
        await tui.until(lambda: "8 ev" in row(tui, "claude-code:payments"))
        recorded.ws.transcripts.delete(SESSION)
        await tui.until(lambda: listed(tui) == ["triage"])


async def test_a_silent_session_ends_by_the_clock(recorded, reading, clock):
    """Without any event that would say so."""
    clock.forward(hours=-2)
    recorded.record(SESSION, work(SESSION))
    async with reading() as tui:
        await tui.press("5")
        assert "● live" in row(tui, "claude-code:payments")
        clock.forward(minutes=11)
        tui.app.tick()
        await tui.settle()
        assert "- ended" in row(tui, "claude-code:payments")


async def test_the_filter_is_typed_and_live(recorded, reading):
    """By words, agent, store and state; what is wrong is said, and `esc` shows all."""
    recorded.record(SESSION, work(SESSION))
    recorded.ws.sessions.start("triage", {recorded.store.id: "read_write"})
    recorded.ws.sessions.start("scribe", {})
    async with reading() as tui:
        await tui.press("5", "slash")
        for typed, found in (
            ("state:live", ["scribe", "triage"]),
            ("store:notes", ["triage", "claude-code:payments"]),
            ("agent:scribe", ["scribe"]),
            ("pay 1111", ["claude-code:payments"]),
            ("nothing", []),
        ):
            tui.app.modes.sessions.line.value = typed
            await tui.until(lambda wanted=found: listed(tui) == wanted)
        assert "No session is like that." in tui.text()
        tui.app.modes.sessions.line.value = "state:dead"
        await tui.until(lambda: "A session is live, paused, ended, not dead." in tui.text())
        tui.app.modes.sessions.line.value = "triage"
        await tui.until(lambda: listed(tui) == ["triage"])
        await tui.press("enter")
        recorded.ws.sessions.start("scribe", {})
        recorded.ws.sessions.start("triage", {})
        await tui.until(lambda: listed(tui) == ["triage", "triage"])
        await tui.press("escape")
        await tui.until(lambda: len(listed(tui)) == 5)


def test_filters_that_mean_nothing_are_refused_in_words():
    """One sentence each."""
    stores = {"memstore_1": "SRE Notes", "memstore_2": "Org Notes"}
    assert parse("a agent:b state:live store:org c", stores) == SessionFilter(
        ("a", "c"), agent="b", store_id="memstore_2", state="running"
    )
    assert parse("http://x", stores).words == ("http://x",)
    for text in ("agent:", "state:x", "store:none", "store:notes"):
        with pytest.raises(BadFilter):
            parse(text, stores)


async def test_older_sessions_are_read_as_they_come_into_view(recorded, reading, clock):
    """Page by page; the newest are there at once."""
    for number in range(250):
        clock.forward(seconds=1)
        recorded.ws.sessions.start(f"agent-{number:03}", {})
    async with reading() as tui:
        await tui.press("5")
        assert len(listed(tui)) < 250
        for _ in range(6):
            await tui.press("G")
        assert listed(tui)[-1] == "agent-000"
        assert len(listed(tui)) == 250


async def test_the_newest_events_stand_below_on_a_high_screen(recorded, reading):
    """Of the session under the cursor; on a low screen the list is alone."""
    recorded.record(SESSION, work(SESSION))
    async with reading(width=120, height=40) as tui:
        await tui.press("5")
        await tui.until(lambda: "kubectl get pods" in tui.text())
        assert "✗ failed" in tui.line("refused")
        assert "human" in tui.line("Dispatch stalls.")
    async with reading() as tui:
        await tui.press("5")
        assert "kubectl get pods" not in tui.text()


async def test_hostile_sessions_stay_text(recorded, reading, hostile):
    """Agents, titles and bodies."""
    for number, text in enumerate(hostile):
        safe = text.encode(errors="replace").decode()
        session = f"{number:08}-0000-4333-8444-555555555555"
        recorded.record(session, [said(number % 60, safe, session), *work(session)])
    for text in hostile:
        if text[:60].strip() and "\x00" not in text and text.isprintable():
            recorded.ws.sessions.start(text[:60], {}, title=text[:60])
    async with reading(width=120, height=40) as tui:
        await tui.press("5")
        for _ in range(50):
            await tui.pilot.press("j")
        await tui.settle()
        assert not ACTING.search(tui.text().replace("\n", ""))
