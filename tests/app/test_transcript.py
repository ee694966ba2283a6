"""A transcript on a real workspace: paged, folded, filtered, followed, searched, and its jumps."""

import re

import pytest

from core.text import sha256
from memtui.screens import transcript_reading
from memtui.screens.transcript import TranscriptScreen
from memtui.widgets import transcript_view
from tests.support.claude_lines import SESSION, answered, called, said

pytestmark = pytest.mark.anyio
ACTING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff]")
NOTE = "/mnt/memory/sre-notes/p1.md"
TEXT = "spike at 14:02\n"


def work():
    """Two turns: a failure, a note that is read and written; and thanks."""
    return [
        said(0, "Dispatch stalls, look into it."),
        called(1, "Read", file_path=NOTE),
        answered(2, 1, "\n".join(f"old line {number}" for number in range(40))),
        called(3, "Bash", command="kubectl get pods"),
        answered(4, 3, "Exit code 1\nconnection refused", is_error=True),
        said(5, "Then write down what you know."),
        called(6, "Write", file_path=NOTE, content=TEXT),
        answered(7, 6, "ok"),
        said(8, "Thanks."),
    ]


@pytest.fixture
def opened(recorded, reading):
    """Starts the app and opens the transcript of `work`."""

    def start(width=100, height=40):
        recorded.record(SESSION, work())
        return Opening(reading(width, height))

    return start


class Opening:
    """The app with the transcript of the first session open."""

    def __init__(self, running):
        self._running = running

    async def __aenter__(self):
        tui = await self._running.__aenter__()
        await tui.press("5", "enter")
        assert isinstance(tui.app.screen, TranscriptScreen)
        tui.transcript = tui.app.screen.transcript
        return tui

    async def __aexit__(self, *error):
        return await self._running.__aexit__(*error)


def shown(tui):
    """The labels in view."""
    return [tui.transcript.events[one.event_id].kind.value for one in tui.transcript.lines]


def kinds(tui):
    """The kinds of the events that are loaded."""
    return [one.kind.value for one in tui.transcript.events.values()]


async def test_it_says_who_spoke_and_how_calls_ended(opened):
    """With words and signs, and what is known of the event under the cursor above."""
    async with opened() as tui:
        assert "▾ human" in tui.line("Dispatch stalls")
        assert "→ Read" in tui.line("/mnt/memory/sre-notes/p1.md")
        assert "✗ failed" in tui.line("Exit code 1")
        assert "✓ ok" in tui.line("old line 0")
        assert "1 of 9" in tui.text()
        assert "user by human · 2026-11-20 12:00:00" in tui.text()
        assert f"{SESSION}.jsonl:1" in tui.text()


async def test_origins_are_told_apart(recorded, reading):
    """The user's role is not trusted."""
    recorded.record(
        SESSION,
        [
            said(0, "a person"),
            said(1, "of before", isCompactSummary=True),
            said(2, "put in", isMeta=True),
        ],
    )
    async with Opening(reading(100, 40)) as tui:
        assert "human" in tui.line("a person")
        assert "summary" in tui.line("of before")
        assert "harness" in tui.line("put in")


async def test_long_texts_are_folded_and_opened_by_enter(opened):
    """And again."""
    async with opened(height=70) as tui:
        assert "+ 37 lines" in tui.text()
        assert "old line 39" not in tui.text()
        tui.transcript.go_to_event(list(tui.transcript.events)[2])
        await tui.press("enter")
        assert "old line 39" in tui.text()
        assert tui.transcript.line.text == "old line 0"
        await tui.press("enter")
        assert "old line 39" not in tui.text()


async def test_what_the_workspace_did_not_keep_is_said(recorded, reading):
    """With the place in the file where all of it stands."""
    recorded.record(SESSION, [said(0, "x" * 30_000)])
    async with Opening(reading(100, 40)) as tui:
        await tui.press("enter", "G")
        assert "of 30,000 characters are not kept" in tui.text()
        assert tui.transcript.line.text.endswith(f"{SESSION}.jsonl:1 has them")


async def test_turns_are_folded_one_by_one_and_all(opened):
    """A folded one says what happened in it; the cursor stays on its turn."""
    async with opened() as tui:
        await tui.press("j", "j", "space")
        assert "kubectl" not in tui.text()
        assert "5 events · 2 calls · ✗ 1 failed · ◆ memory: 1 read, 0 written" in tui.text()
        assert tui.transcript.event.body == "Dispatch stalls, look into it."
        assert "▸ human" in tui.line("Dispatch stalls")
        await tui.press("enter")
        assert "kubectl" in tui.text()
        await tui.press("G", "minus")
        assert len(tui.transcript.events) == 3
        assert tui.transcript.event.body == "Thanks."
        await tui.press("g", "space")
        assert "kubectl" in tui.text()
        assert "/p1.md as a version" not in tui.text()
        await tui.press("equals_sign")
        assert len(tui.transcript.events) == 9


async def test_the_cursor_goes_from_turn_to_turn(opened):
    """`J` and `K`."""
    async with opened() as tui:
        await tui.press("J")
        assert tui.transcript.event.body == "Then write down what you know."
        await tui.press("J", "J", "K")
        assert (
            tui.transcript.event.body.startswith("Then") or tui.transcript.event.body == "Thanks."
        )


async def test_only_tools_memory_or_errors(opened):
    """The same key shows all again, and so does `esc`; the cursor stays on its event."""
    async with opened() as tui:
        await tui.press("T")
        assert kinds(tui) == ["tool_call", "tool_result"] * 3
        assert "only tools" in tui.text()
        await tui.press("E")
        assert kinds(tui) == ["tool_call", "tool_result"]
        await tui.press("E")
        assert len(tui.transcript.events) == 9
        assert tui.transcript.event.kind == "tool_call"
        await tui.press("M")
        assert [one.body for one in tui.transcript.events.values()][-1] == "ok"
        assert len(tui.transcript.events) == 8
        await tui.press("escape")
        assert len(tui.transcript.events) == 9
        await tui.press("escape")
        assert tui.app.screen is tui.app.modes.sessions


async def test_what_is_left_out_is_said_when_nothing_is_left(recorded, reading):
    """For each of them."""
    recorded.record(SESSION, [said(0, "hello")])
    async with Opening(reading()) as tui:
        for key, words in (("T", "No tool"), ("M", "No turn"), ("E", "Nothing failed")):
            await tui.press(key)
            assert words in tui.text()
            await tui.press(key)
            assert "hello" in tui.text()


async def test_words_are_found_and_walked(opened):
    """`/`, then `n` and `N`, round the end; what holds them is opened."""
    async with opened() as tui:
        await tui.press("slash")
        await tui.type("line")
        await tui.press("enter")
        assert "match 1 of 1" in tui.text()
        assert tui.transcript.line.text == "old line 0"
        await tui.press("slash")
        tui.app.screen.line.value = "that is nowhere"
        await tui.press("enter")
        assert "match 1 of 1" in tui.text()
        tui.app.screen.line.value = "p1"
        tui.app.screen.line.focus()
        await tui.press("enter")
        assert "of 2" in tui.text()
        first = tui.transcript.event.id
        await tui.press("n")
        second = tui.transcript.event.id
        assert second != first
        await tui.press("N")
        assert tui.transcript.event.id == first
        await tui.press("escape")
        assert "match" not in tui.text()


async def test_a_running_session_is_followed_until_the_reader_moves(recorded, reading, clock):
    """New events come by themselves; who reads elsewhere is only told."""
    clock.forward(hours=-2)
    recorded.record(SESSION, work())
    async with Opening(reading()) as tui:
        assert "following" in tui.text()
        assert tui.transcript.event.body == "Thanks."
        recorded.record(SESSION, [said(9, "One more.")])
        await tui.until(lambda: "One more." in tui.text())
        assert tui.transcript.event.body == "One more."
        await tui.press("g")
        assert "following" not in tui.text()
        recorded.record(SESSION, [said(10, "And another.")])
        await tui.until(lambda: "↓ new" in tui.text())
        assert tui.transcript.event.body == "Dispatch stalls, look into it."
        await tui.press("f")
        assert tui.transcript.event.body == "And another."


async def test_a_deleted_transcript_closes(opened, recorded):
    """With the list behind it."""
    async with opened() as tui:
        recorded.ws.transcripts.delete(SESSION)
        await tui.until(lambda: tui.app.screen is tui.app.modes.sessions)


@pytest.fixture
def small_pieces(monkeypatch):
    """Transcripts are read in pieces of twenty."""
    monkeypatch.setattr(transcript_reading, "PAGE", 20)
    monkeypatch.setattr(transcript_view, "KEPT", 40)
    monkeypatch.setattr(transcript_view, "READ_AHEAD", 10)


async def test_a_long_session_is_read_piece_by_piece(recorded, reading, small_pieces):
    """From both ends, never all of it; no event is missing on the way."""
    count = 140
    recorded.record(SESSION, [said(number, f"message {number}") for number in range(count)])
    async with Opening(reading()) as tui:

        async def walk(key, is_over):
            seen = set()
            for _ in range(count):
                seen |= {one.body for one in tui.transcript.events.values()}
                assert len(tui.transcript.events) <= 120
                if is_over():
                    return seen
                await tui.press(key)
            raise AssertionError("it does not come to an end")

        every = {f"message {number}" for number in range(count)}
        assert await walk("pagedown", lambda: tui.transcript.is_at_end) == every
        assert f"{count} of {count}" in tui.text()
        await tui.press("g")
        assert f"1 of {count}" in tui.text()
        await tui.press("G")
        assert tui.transcript.event.body == f"message {count - 1}"
        is_over = lambda: not tui.transcript.loaded.has_before and not tui.transcript.cursor  # noqa: E731
        assert await walk("pageup", is_over) == every


async def test_copying_gives_the_place_or_what_is_chosen(opened, recorded):
    """`y` and `Y`."""
    async with opened() as tui:
        await tui.press("y")
        assert tui.app.clipboard == f"{recorded.path(SESSION)}:1"
        await tui.press("Y", "t")
        assert tui.app.clipboard == "Dispatch stalls, look into it."


async def test_enter_on_a_touched_memory_opens_it_and_o_goes_back(recorded, reading, clock):
    """At the version that was read or written."""
    clock.now = clock.now.replace(hour=12, minute=0, second=7)
    memory = recorded.ws.memories.create(recorded.store.id, "/p1.md", TEXT)
    clock.forward(hours=2)
    recorded.record(SESSION, work())
    async with Opening(reading(100, 40)) as tui:
        at = next(
            i for i, one in enumerate(tui.transcript.lines) if one.text.startswith("◆ writes")
        )
        assert tui.transcript.lines[at].text == "◆ writes /p1.md in SRE Notes as a version"
        tui.transcript.go_to(at)
        await tui.press("enter")
        await tui.until(lambda: tui.app.screen is tui.screen)
        assert tui.tree.node.memory_id == memory.id
        assert "+ spike at 14:02" in tui.text()
        await tui.press("O")
        await tui.until(lambda: isinstance(tui.app.screen, TranscriptScreen))
        assert tui.app.screen.transcript.event.tool == "Write"


async def test_t_in_a_memory_opens_the_turn_and_o_goes_back(recorded, reading, clock):
    """From a blamed line, and from a version in the history."""
    clock.now = clock.now.replace(hour=12, minute=0, second=7)
    recorded.ws.memories.create(recorded.store.id, "/p1.md", TEXT)
    clock.forward(hours=2)
    recorded.record(SESSION, work())
    async with reading(120, 40) as tui:
        assert await tui.screen.reveal(recorded.store.id, "/p1.md")
        await tui.press("enter", "t")
        assert "╶ ann" in tui.text()
        await tui.press("t")
        await tui.until(lambda: isinstance(tui.app.screen, TranscriptScreen))
        assert tui.app.screen.transcript.event.tool == "Write"
        await tui.press("o")
        assert tui.app.screen is tui.screen
        await tui.press("tab", "t")
        await tui.until(lambda: isinstance(tui.app.screen, TranscriptScreen))


async def test_without_a_transcript_it_says_so(recorded, reading):
    """In one sentence, and stays."""
    recorded.ws.memories.create(recorded.store.id, "/p1.md", TEXT)
    me = recorded.ws.sessions.start("triage", {recorded.store.id: "read_write"})
    me.create(recorded.store.id, "/p2.md", TEXT)
    async with reading(120, 40) as tui:
        for path, words in (("/p1.md", "outside of any session"), ("/p2.md", "No ingested")):
            assert await tui.screen.reveal(recorded.store.id, path)
            await tui.settle()
            tui.screen.go_to_pane("history")
            await tui.press("t")
            assert any(words in note.message for note in tui.app._notifications)
            assert tui.app.screen is tui.screen


async def test_the_resolver_leads_to_both_turns(collided, watching):
    """Without a transcript to the session's row."""
    conflict = collided.clash("/p1.md", "a\n", TEXT, "mine\n")
    async with watching(width=120, height=40) as tui:
        await tui.press("3", "enter", "s")
        await tui.until(lambda: tui.app.current_mode == "sessions")
        assert tui.app.screen.list_view.current.id == conflict.created_by.session_id
        await tui.press("O")
        await tui.until(lambda: tui.app.current_mode == "conflicts")
        await tui.press("S")
        await tui.until(lambda: tui.app.current_mode == "sessions")
        assert tui.app.screen.list_view.current.agent == "db-keeper"
    assert sha256(TEXT) == collided.ws.memories.retrieve(conflict.memory_id).content_sha256


async def test_hostile_transcripts_stay_text(recorded, reading, hostile):
    """As messages, inputs, names of tools and results; folded, opened, filtered, copied."""
    lines = []
    for number, text in enumerate(hostile):
        safe = text[:120].encode(errors="replace").decode()
        lines += [
            said(3 * number, safe),
            called(3 * number + 1, safe[:60] or "x", command=safe, path=safe),
            answered(3 * number + 2, 3 * number + 1, safe),
        ]
    recorded.record(SESSION, lines)
    async with Opening(reading(120, 60)) as tui:

        async def look():
            for _ in range(60):
                assert not ACTING.search(tui.text().replace("\n", "")), ascii(tui.text())
                if tui.transcript.is_at_end:
                    return
                await tui.press("pagedown")
            raise AssertionError("it does not come to an end")

        await look()
        first, *others = tui.transcript.events
        # All of them in one go: laid out again for each one, they take most of the test.
        tui.transcript._opened.update(others)
        tui.transcript.open_event(first)
        await tui.press("g")
        await look()
        await tui.press("g", "minus", "T", "Y")
        assert not ACTING.search(tui.text().replace("\n", ""))
