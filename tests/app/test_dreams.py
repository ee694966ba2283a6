"""The Dreams screen and the review pane on a real workspace, with the offline dreamer."""

import pytest

from core.alarms import Alarm, AlarmKind
from core.dreams.review import Action
from core.dreams.reviewing.reviews import Selection
from core.errors import NotPermitted
from memtui.local import LocalBackend
from memtui.review_cursor import Grouping, Level
from memtui.screens.dreams import DreamsScreen
from memtui.screens.review import ReviewScreen
from memtui.widgets.prompt import Sheet

pytestmark = pytest.mark.anyio

ALARM = Alarm(AlarmKind.BURST, None, "triage", None, 9, "/a.md", "triage wrote much")

SAME = "- Drain `dispatch` before any restart: run `yardctl drain dispatch --wait` first.\n"
FILES = {
    "/a.md": f"# A\n\n{SAME}- Only here: the pager is loud.\n",
    "/b.md": f"# B\n\n- Something else entirely, about the depots.\n{SAME}",
    "/c.md": "# C\n\n- The freeze begins on Thursday.\n- The freeze begins on Thursday.\n",
}


@pytest.fixture
def dreamt(recorded):
    """A dream over a store in which two things stand twice; gives its id."""
    from core.dreams.dream import Wish
    from core.dreams.dreamers.named import dreamer_named
    from core.dreams.working import work

    for path, content in FILES.items():
        recorded.ws.memories.create(recorded.store.id, path, content)
    dream = recorded.ws.dreams.create(Wish(recorded.store.id))
    work(recorded.ws.context, dream.id, dreamer_named("offline"))
    assert recorded.ws.dreams.retrieve(dream.id).changes == 2
    return dream.id


def text_of(recorded, path):
    """What a memory holds now."""
    return recorded.ws.memories.at_path(recorded.store.id, path).content


def verdicts(recorded, dream_id):
    """Every verdict, in the order of the proposal."""
    review = recorded.ws.reviews.look(dream_id).review
    return [part.verdict.value for part in review.parts]


async def open_review(tui):
    """Go to the dreams, and into the review of the newest."""
    await tui.press("4")
    assert isinstance(tui.app.screen, DreamsScreen)
    await tui.press("enter")
    assert isinstance(tui.app.screen, ReviewScreen)
    return tui.app.screen


async def test_the_list_says_what_waits(recorded, dreamt, reading):
    """State, store, lines, and how much is decided; the facts of the one under the cursor."""
    async with reading(width=100) as tui:
        await tui.press("4")
        text = tui.text()
        assert "✓ done" in text
        assert "SRE Notes" in text
        assert "decided" in text
        assert "2 changes in" in text
        assert dreamt in text


async def test_the_first_line_counts_the_reviews_that_wait(recorded, dreamt, reading, monkeypatch):
    """On every screen, until the last hunk is decided; as `memtui status --short` does."""
    monkeypatch.setattr("memtui.attention.PAUSE_S", 0.05)
    async with reading(width=100) as tui:
        await tui.until(lambda: "⚠ 1 review" in tui.line("memtui"))
        await open_review(tui)
        assert "⚠ 1 review" in tui.line("memtui")
        await tui.press("h", "h", "r", "h", "r")
        assert "pending" not in verdicts(recorded, dreamt)
        await tui.until(lambda: "4 Dreams" in tui.line("memtui"))


async def test_who_may_see_no_reviews_is_still_told_of_conflicts(
    recorded, dreamt, reading, monkeypatch
):
    """A key of a served workspace may be refused them; the rest of the first line does not care."""

    def refuse(*_):
        raise NotPermitted("That needs a key of an administrator.")

    monkeypatch.setattr("core.dreams.reviewing.reviews.Reviews.case", refuse)
    monkeypatch.setattr(LocalBackend, "alarms", lambda _: (ALARM,))
    async with reading(width=120) as tui:
        await tui.until(lambda: "▲" in tui.line("memtui"))
        assert "4 Dreams" in tui.line("memtui")


async def test_a_change_is_accepted_as_one_and_the_next_is_shown(recorded, dreamt, reading):
    """Every verdict is stored at once; the cursor goes to what is pending."""
    async with reading(width=140, height=40) as tui:
        screen = await open_review(tui)
        first = screen.part.hunk.change_id
        await tui.press("h", "a")
        assert screen.cursor.level is Level.CHANGE
        parts = recorded.ws.reviews.look(dreamt).review.of_change(first)
        assert {part.verdict.value for part in parts} == {"accepted"}
        assert screen.part.hunk.change_id != first
        await tui.press("r")
        assert "pending" not in verdicts(recorded, dreamt)
        await tui.press("u")
        assert "pending" in verdicts(recorded, dreamt)
        await tui.press("U")
        assert "pending" not in verdicts(recorded, dreamt)


async def test_apply_shows_what_it_does_and_is_undone(recorded, dreamt, reading):
    """One page first; then versions by the reviewer; `u` writes the old text back."""
    async with reading(width=120, height=40) as tui:
        await open_review(tui)
        await tui.press("h", "h", "a", "h", "a")
        before = {path: text_of(recorded, path) for path in FILES}
        await tui.press("ctrl+s")
        assert isinstance(tui.app.screen, Sheet)
        assert "unaccounted: 0" in tui.text()
        assert {path: text_of(recorded, path) for path in FILES} == before
        await tui.press("enter")
        after = {path: text_of(recorded, path) for path in FILES}
        assert after != before
        assert sum(text.count("Drain `dispatch`") for text in after.values()) < 3
        await tui.press("u")
        assert {path: text_of(recorded, path) for path in FILES} == before


async def test_what_the_apply_page_says_is_not_cut(recorded, dreamt, reading):
    """In a narrow window too: a line that leaves is read to its end."""
    recorded.ws.reviews.decide(dreamt, Action.ACCEPT, Selection(everything=True))
    async with reading(width=60, height=40) as tui:
        await open_review(tui)
        await tui.press("ctrl+s")
        page = " ".join(" ".join(line.strip(" │▌") for line in tui.text().split("\n")).split())
        assert f": {SAME.strip()}" in page


async def test_nothing_accepted_is_nothing_to_apply(recorded, dreamt, reading):
    """The page says so, and only esc is offered."""
    async with reading(width=120, height=30) as tui:
        await open_review(tui)
        await tui.press("ctrl+s")
        assert "Nothing is accepted" in tui.text()
        await tui.press("escape")
        assert isinstance(tui.app.screen, ReviewScreen)


async def test_the_cursor_stays_while_agents_write(recorded, dreamt, reading):
    """Lines above a hunk move it; a changed line makes it conflict, in words."""
    async with reading(width=120, height=40) as tui:
        screen = await open_review(tui)
        here = screen.part
        memory = recorded.ws.memories.at_path(recorded.store.id, here.hunk.path)
        content = f"New first line.\n{memory.content}"
        recorded.ws.memories.update(memory.id, content=content)
        await tui.until(lambda: "moved" in tui.text())
        assert screen.part.id == here.id
        content = memory.content.replace(here.hunk.old_lines[0], "- Something else.")
        recorded.ws.memories.update(memory.id, content=content)
        await tui.until(lambda: "conflicts" in tui.text())
        assert screen.part.id == here.id


async def test_a_conflicting_hunk_is_settled(recorded, dreamt, reading):
    """Both sides against their base; the dream's side, or what is there, as a verdict."""
    async with reading(width=120, height=40) as tui:
        screen = await open_review(tui)
        here = screen.part
        memory = recorded.ws.memories.at_path(recorded.store.id, here.hunk.path)
        content = memory.content.replace(here.hunk.old_lines[0], "- Something else.")
        recorded.ws.memories.update(memory.id, content=content)
        await tui.until(lambda: "conflicts" in tui.text())
        await tui.press("m")
        assert "changed since the dream read it" in tui.text()
        assert "+ - Something else." in tui.text()
        await tui.press("m")
        part = recorded.ws.reviews.look(dreamt).review.part(here.id)
        assert part.is_accepted
        assert recorded.ws.reviews.look(dreamt).standing(here.id).state.value == "applies"


async def test_another_reviewer_is_seen(recorded, dreamt, reading):
    """Their verdict is drawn without a key."""
    from core.dreams.review import Action
    from core.dreams.reviewing.reviews import Selection

    async with reading(width=120, height=40) as tui:
        await open_review(tui)
        recorded.ws.reviews.decide(dreamt, Action.REJECT, Selection(everything=True))
        await tui.until(lambda: "✗ rejected" in tui.text())


async def test_a_quote_leads_to_its_turn_and_back(recorded, reading):
    """The event around the quote first, then the transcript at it; back is the review as it was."""
    from core.dreams.proposal import Evidence
    from memtui.screens.transcript import TranscriptScreen
    from tests.support.claude_lines import SESSION, answered, called, said
    from tests.support.reviewing import edit, finding, proposed

    lines = [said(0, "Look."), called(1, "Bash", command="df"), answered(2, 1, "a\ndisk full\nb")]
    session_id = recorded.record(SESSION, lines)
    (result,) = [
        one for one in recorded.ws.transcripts.all_events(session_id) if "disk" in one.body
    ]
    recorded.ws.memories.create(recorded.store.id, "/a", "one\n")
    cited = Evidence("disk full", "disk", str(result.pointer), session_id, result.id, result.ts)
    proposed(
        recorded.ws,
        recorded.store.id,
        [finding("disk", edit("/a", 1, ["one"], ["disk full"]), evidence=(cited,))],
    )
    async with reading(width=120, height=40) as tui:
        screen = await open_review(tui)
        assert "“disk full”" in tui.text()
        await tui.press("o")
        assert isinstance(tui.app.screen, Sheet)
        assert "disk full" in tui.text()
        await tui.press("enter")
        assert isinstance(tui.app.screen, TranscriptScreen)
        assert tui.app.screen.session_id == session_id
        await tui.press("ctrl+o")
        assert tui.app.screen is screen


async def test_a_dream_is_reached_from_elsewhere(recorded, dreamt, reading):
    """From a mark of the timeline straight into its review."""
    async with reading(width=120, height=40) as tui:
        await tui.app.go_to_dream(dreamt)
        await tui.until(lambda: isinstance(tui.app.screen, ReviewScreen))
        assert tui.app.screen.dream_id == dreamt


async def test_a_rejection_has_a_reason(recorded, dreamt, reading):
    """`x` asks why; it is kept, and shown."""
    async with reading(width=120, height=40) as tui:
        screen = await open_review(tui)
        rejected = screen.part.id
        await tui.press("x")
        await tui.type("not the same thing")
        await tui.press("enter")
        part = recorded.ws.reviews.look(dreamt).review.part(rejected)
        assert (part.verdict.value, part.reason) == ("rejected", "not the same thing")


async def test_files_changes_and_kinds_are_ways_to_look(recorded, dreamt, reading):
    """`V` goes round; the cursor stays on its hunk; a filter narrows it."""
    async with reading(width=140, height=40) as tui:
        screen = await open_review(tui)
        here = screen.part.id
        seen = []
        for _ in range(3):
            await tui.press("V")
            seen.append(screen.cursor.grouping)
            assert screen.part.id == here
        assert seen == [Grouping.KIND, Grouping.FILE, Grouping.CHANGE]
        await tui.press("/")
        await tui.type("thursday")
        await tui.press("enter")
        assert len(screen.listed) == 1
        await tui.press("escape")
        assert len(screen.listed) == 2


async def test_verdicts_survive_leaving(recorded, dreamt, reading):
    """Quit in the middle: what was decided is there again."""
    async with reading(width=120, height=40) as tui:
        await open_review(tui)
        await tui.press("a")
    assert verdicts(recorded, dreamt).count("accepted") == 1
    async with reading(width=120, height=40) as tui:
        await open_review(tui)
        assert "1/" in tui.text()


async def test_a_dream_that_waits_is_canceled(recorded, reading, monkeypatch):
    """From the list, by key; it says so."""
    monkeypatch.setattr("memtui.dream_worker.start_worker", lambda *_: None)
    async with reading(width=100, height=30) as tui:
        await tui.press("4", "+")
        await tui.until(lambda: "Dream over 0 memories" in tui.text())
        await tui.press("ctrl+s")
        await tui.until(lambda: "waiting" in tui.text())
        await tui.press("K")
        await tui.until(lambda: "canceled" in tui.text())
