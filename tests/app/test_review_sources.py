"""Where a quote is from, beside the hunk that it speaks for."""

import pytest

from core.dreams.proposal import Evidence
from memtui.screens.reviewing.screen import ReviewScreen
from memtui.screens.transcript import TranscriptScreen
from memtui.widgets.prompt import Beside
from tests.support.claude_lines import SESSION, answered, called, said
from tests.support.reviewing import edit, finding, proposed

pytestmark = pytest.mark.anyio

OUTPUT = "\n".join([f"line {number}" for number in range(20)] + ["disk full", "the end"])


@pytest.fixture
def cited(recorded):
    """A hunk that cites a result of a transcript, and a line of a memory; gives the session."""
    lines = [said(0, "Look."), called(1, "Bash", command="df"), answered(2, 1, OUTPUT)]
    session_id = recorded.record(SESSION, lines)
    (result,) = [
        one for one in recorded.ws.transcripts.all_events(session_id) if "disk" in one.body
    ]
    recorded.ws.memories.create(recorded.store.id, "/a", "one\ntwo\nthree\n")
    evidence = (
        Evidence("disk full", "disk", str(result.pointer), session_id, result.id, result.ts),
        Evidence("two", "two", "/a:2", None, None, None),
    )
    found = finding("disk", edit("/a", 1, ["one"], ["disk full"]), evidence=evidence)
    proposed(recorded.ws, recorded.store.id, [found])
    return session_id


async def open_source(tui):
    await tui.press("4", "enter", "o")
    assert isinstance(tui.app.screen, Beside)


def lines_with(tui, words):
    return [line for line in tui.text().split("\n") if words in line]


async def test_the_transcript_stands_beside_the_hunk_at_the_quote(recorded, cited, reading):
    """What went before it too; the hunk stays in view at the left."""
    async with reading(width=140, height=40) as tui:
        await open_source(tui)
        assert lines_with(tui, "+ disk full")[0].index("+ disk full") < 70
        assert any(line.index("df") > 70 for line in lines_with(tui, " df"))
        cursor = tui.app.screen.query_one("#sheet-lines")
        assert cursor.texts[cursor.cursor].strip() == "disk full"
        await tui.press("escape")
        assert isinstance(tui.app.screen, ReviewScreen)
        assert "Why" in tui.text()


async def test_at_80x24_it_stands_below(recorded, cited, reading):
    """The quote and the hunk are in view together."""
    async with reading() as tui:
        await open_source(tui)
        assert lines_with(tui, "+ disk full")
        assert lines_with(tui, "│    disk full") or lines_with(tui, "▌   disk full")


async def test_the_next_place_is_a_key_away(recorded, cited, reading):
    """A memory is shown with its lines numbered, as the dream read it."""
    async with reading(width=140, height=40) as tui:
        await open_source(tui)
        assert "1 of 2" in tui.text()
        await tui.press("n")
        assert "2 of 2: /a:2" in tui.text()
        assert lines_with(tui, "2 two")
        await tui.press("n")
        assert "1 of 2" in tui.text()


async def test_the_transcript_itself_opens_at_the_quote(recorded, cited, reading):
    """The quote is not in what is folded away; back is the review as it was."""
    async with reading(width=120, height=40) as tui:
        await open_source(tui)
        await tui.press("enter")
        assert isinstance(tui.app.screen, TranscriptScreen)
        assert tui.app.screen.session_id == cited
        shown = tui.app.screen.transcript
        assert shown.texts[shown.cursor].strip() == "disk full"
        await tui.press("ctrl+o")
        assert isinstance(tui.app.screen, ReviewScreen)


async def test_escape_goes_back_to_the_hunk_that_the_transcript_was_opened_from(
    recorded, cited, reading
):
    """And forward again; who has been elsewhere since goes to the list, which is behind it."""
    async with reading(width=140, height=40) as tui:
        await open_source(tui)
        await tui.press("enter")
        assert isinstance(tui.app.screen, TranscriptScreen)
        await tui.press("escape")
        assert isinstance(tui.app.screen, ReviewScreen)
        assert tui.app.screen.part.new_lines == ("disk full",)
        assert tui.app.modes.sessions.transcript is None
        await tui.press("ctrl+n")
        assert tui.app.screen.transcript.event.body.endswith("the end")
        await tui.press("1", "5", "escape")
        assert tui.app.screen is tui.app.modes.sessions


async def test_the_hunk_stays_where_it_was_and_offers_no_keys(recorded, cited, reading):
    """The first line is the first one still; which file the quote is from is told to its end."""
    async with reading(width=120, height=40) as tui:
        await open_source(tui)
        lines = tui.text().split("\n")
        assert lines[0].startswith(" memtui")
        assert lines[-1].lstrip().startswith("╰")
        assert "accept" not in tui.text()
        assert "1 of 2: 11111111-2222-4333-8444-555555555555.jsonl:3" in tui.text()
        assert "⏎ open the transcript" in tui.text()
        await tui.press("escape")
        assert "a accept" in tui.text().split("\n")[-1]


async def test_a_finding_shows_each_quote_once_and_opens_the_one_under_the_cursor(
    recorded, cited, reading
):
    """Its quotes stand where others have their lines; the reasons only list the places."""
    look = recorded.ws.reviews.look(next(recorded.ws.dreams.list()).id)
    evidence = look.review.changes[0].evidence
    proposed(recorded.ws, recorded.store.id, [finding("two say so", evidence=evidence)])
    async with reading(width=140, height=40) as tui:
        await tui.press("4", "enter")
        view = tui.app.screen.hunks_view
        assert len(lines_with(tui, "disk full")) == 1
        assert "2 places" in tui.text()
        assert len(lines_with(tui, "/a:2")) == 2
        while view.evidence != evidence[1]:
            await tui.press("down")
        await tui.press("o")
        assert isinstance(tui.app.screen, Beside)
        assert "2 of 2: /a:2" in tui.text()
        await tui.press("escape", "tab", "G", "k", "enter")
        assert "1 of 2" in tui.text()


async def test_what_changes_is_in_view_beside_a_quote(recorded, reading):
    """Also below lines that take all the room there is at 80x24."""
    long = "a line of the memory that is much longer than the window is wide, " * 3
    recorded.ws.memories.create(recorded.store.id, "/a", f"{long}\n{long}\ntwo\nthree\n")
    evidence = (Evidence("three", "three", "/a:4"),)
    new = f"TWO of it, {long}to the very end"
    found = finding("x", edit("/a", 3, ["two"], [new]), evidence=evidence)
    proposed(recorded.ws, recorded.store.id, [found])
    async with reading() as tui:
        await open_source(tui)
        await tui.until(lambda: "+ TWO of it" in tui.text())
        assert "to the very end" in tui.text()
        assert "- two" in tui.text()
