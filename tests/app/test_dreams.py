"""The Dreams screen and the review pane on a real workspace, with the offline dreamer."""

import pytest

from core.dreams.proposal import Evidence
from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action
from core.errors import NotPermitted
from core.overseeing.alarms import Alarm, AlarmKind
from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend
from memtui.reviewing.cursor import Level
from memtui.reviewing.groups import Grouping
from memtui.screens.dreams import DreamsScreen
from memtui.screens.reviewing.screen import ReviewScreen
from memtui.widgets.prompt import Sheet
from tests.support.reviewing import edit, finding, proposed

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


def told(tui, words):
    """Whether the person was told something with these words."""
    return any(words in note.message for note in tui.app._notifications)


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


async def test_who_writes_elsewhere_does_not_hold_up_an_apply(recorded, dreamt, reading):
    """What was shown still is what is done; a busy store is no reason to ask again."""
    recorded.ws.reviews.decide(dreamt, Action.ACCEPT, Selection(everything=True))
    async with reading(width=120, height=40) as tui:
        await open_review(tui)
        await tui.press("ctrl+s")
        recorded.ws.memories.create(recorded.store.id, "/elsewhere.md", "x\n")
        await tui.press("enter")
        await tui.until(lambda: told(tui, "Applied"))
        assert isinstance(tui.app.screen, ReviewScreen)


async def test_an_apply_that_would_do_something_else_is_shown_again(recorded, reading):
    """Somebody wrote there, or decided: nothing is written before that was seen."""
    ws, store = recorded.ws, recorded.store.id
    dream_id = _two_in_a_file(recorded)
    first, second, _ = (part.id for part in ws.reviews.look(dream_id).review.parts)
    ws.reviews.decide(dream_id, Action.ACCEPT, Selection(hunks=(first,)))
    async with reading(width=120, height=40) as tui:
        await open_review(tui)
        await tui.press("ctrl+s")
        assert "Apply 1 hunk of 1 change" in tui.text()
        ws.reviews.decide(dream_id, Action.ACCEPT, Selection(hunks=(second,)))
        await tui.press("enter")
        await tui.until(lambda: "Apply 2 hunks of 2 changes" in tui.text())
        assert "Nothing is applied yet" in tui.text()
        memory = ws.memories.at_path(store, "/a.md")
        ws.memories.update(memory.id, content=f"{memory.content}six\nseven\n")
        await tui.press("enter")
        await tui.until(lambda: "⚠ conflicts: /a.md" in tui.text())
        assert "Nothing is applied yet" in tui.text()
        assert text_of(recorded, "/a.md").startswith("one\n")
        await tui.press("s")
        await tui.until(lambda: told(tui, "Applied 1 hunk"))
        assert text_of(recorded, "/a.md").startswith("1\n")


async def test_lines_that_leave_stand_below_the_change_that_says_so(recorded, dreamt, reading):
    """A line of a merge is no mere removal: who reads the page sees what it belongs to."""
    recorded.ws.reviews.decide(dreamt, Action.ACCEPT, Selection(everything=True))
    titles = [change.title for change in recorded.ws.reviews.look(dreamt).review.changes]
    async with reading(width=120, height=40) as tui:
        await open_review(tui)
        await tui.press("ctrl+s")
        page = " ".join(" ".join(line.strip(" │▌") for line in tui.text().split("\n")).split())
        places = [page.index(f"by “{title}”") for title in titles]
        assert places == sorted(places)
        assert page.index("merged into", places[0]) < places[1]


async def test_what_the_apply_page_says_is_not_cut(recorded, dreamt, reading):
    """In a narrow window too: a line that leaves is read to its end."""
    recorded.ws.reviews.decide(dreamt, Action.ACCEPT, Selection(everything=True))
    async with reading(width=60, height=40) as tui:
        await open_review(tui)
        await tui.press("ctrl+s")
        page = " ".join(" ".join(line.strip(" │▌") for line in tui.text().split("\n")).split())
        assert f": {SAME.strip()}" in page


async def test_read_only_decides_and_applies_nothing(recorded, dreamt, clock, running):
    """Not even what was accepted before; the footer offers neither."""
    recorded.ws.reviews.decide(dreamt, Action.ACCEPT, Selection(everything=True))
    before = {path: text_of(recorded, path) for path in FILES}
    app = MemtuiApp(LocalBackend(recorded.ws, "team.db"), clock, read_only=True)
    async with running(width=120, height=40, app=app) as tui:
        await open_review(tui)
        footer = tui.text().split("\n")[-1]
        assert "o source" in footer
        assert not any(words in footer for words in ("accept", "reject", "apply", "undo"))
        await tui.press("x")
        assert told(tui, "memtui was started read-only, so x (reject: why) does nothing.")
        await tui.press("ctrl+s", "enter")
    assert {path: text_of(recorded, path) for path in FILES} == before


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
        await tui.until(lambda: "⚠ conflicts" in tui.text())
        assert tui.line("HUNK").endswith("⚠ 1 conflict")
        assert screen.part.id == here.id


async def test_another_reviewer_is_seen(recorded, dreamt, reading):
    """Their verdict is drawn without a key."""
    from core.dreams.reviewing.choosing import Selection
    from core.dreams.verdicts import Action

    async with reading(width=120, height=40) as tui:
        await open_review(tui)
        recorded.ws.reviews.decide(dreamt, Action.REJECT, Selection(everything=True))
        await tui.until(lambda: "✗ rejected" in tui.text())


async def test_who_reads_in_a_hunk_is_not_moved_by_others(recorded, reading):
    """Line and window stay where they are when another reviewer decides, or an agent writes."""
    ws, store = recorded.ws, recorded.store.id
    old = [f"line {number}" for number in range(40)]
    memory = ws.memories.create(store, "/a.md", "".join(f"{line}\n" for line in old))
    edits = [edit("/a.md", at, old[at - 1 : at + 9], [f"{at}"]) for at in (1, 21)]
    dream_id = proposed(ws, store, [finding("first", *edits)])
    async with reading(width=80, height=24) as tui:
        screen = await open_review(tui)
        await tui.press("j", *["down"] * 9)
        view, part = screen.hunks_view, screen.part.id
        row, top = view._rows[view.cursor].text, view.scroll_offset.y
        assert row == "line 26"
        first = ws.reviews.look(dream_id).review.parts[0]
        ws.reviews.decide(dream_id, Action.ACCEPT, Selection(hunks=(first.id,)))
        await tui.until(lambda: "1/2 decided" in tui.text())
        assert (view._rows[view.cursor].text, view.scroll_offset.y) == (row, top)
        ws.reviews.decide(dream_id, Action.REJECT, Selection(hunks=(part,)))
        await tui.until(lambda: "2/2 decided" in tui.text())
        assert (view._rows[view.cursor].text, view.scroll_offset.y) == (row, top)
        ws.memories.update(memory.id, content=f"new\n{memory.content}")
        await tui.until(lambda: "rebased" in " ".join(one.text for one in view._rows))
        assert (view._rows[view.cursor].text, view.scroll_offset.y) == (row, top)


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


async def test_words_that_were_left_are_there_again(recorded, dreamt, reading):
    """For the same hunk and the same question; once they are kept the line is empty."""
    async with reading(width=120, height=40) as tui:
        await open_review(tui)
        await tui.press("c")
        await tui.type("half a tho")
        await tui.press("escape", "x")
        assert "half a tho" not in tui.text()
        await tui.press("escape", "c")
        await tui.type("ught")
        await tui.press("enter")
        assert "ann: half a thought" in tui.text()
        await tui.press("c")
        assert tui.text().count("half a thought") == 1


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


async def test_the_footer_is_that_of_the_screen_in_front(recorded, dreamt, reading):
    """Also where the one below was drawn again while a review was open."""
    async with reading(width=80, height=24) as tui:
        await tui.press("4")
        footer = tui.text().splitlines()[-1]
        await tui.press("enter", "a")
        recorded.ws.reviews.decide(dreamt, Action.REJECT, Selection(everything=True))
        await tui.until(lambda: "✓0" in tui.text())
        await tui.press("escape")
        assert isinstance(tui.app.screen, DreamsScreen)
        assert tui.text().splitlines()[-1] == footer


async def test_verdicts_survive_leaving(recorded, dreamt, reading):
    """Quit in the middle: what was decided is there again."""
    async with reading(width=120, height=40) as tui:
        await open_review(tui)
        await tui.press("a")
    assert verdicts(recorded, dreamt).count("accepted") == 1
    async with reading(width=120, height=40) as tui:
        await open_review(tui)
        assert "1/" in tui.text()


async def test_changes_about_one_entry_lead_to_each_other(recorded, reading):
    """Who decides on one sees that there is another, and enter goes there."""
    recorded.ws.memories.create(recorded.store.id, "/a.md", "- one\n- two\n")
    cites = (Evidence("- one", "one", "/a.md:1"),)
    proposed(
        recorded.ws,
        recorded.store.id,
        [
            finding("confirmed", edit("/a.md", 1, ["- one"], ["- one (seen)"])),
            finding("seen otherwise", evidence=cites),
            finding("unrelated", edit("/a.md", 2, ["- two"], ["- 2"])),
        ],
    )
    async with reading(width=120, height=40) as tui:
        screen = await open_review(tui)
        await tui.press("tab")
        assert "Also touched by another change, other, pending: seen otherwise" in tui.text()
        told = [note.change_id for note in screen.notes_view._notes]
        for _ in range(next(at for at, one in enumerate(told) if one is not None)):
            await tui.press("j")
        await tui.press("enter")
        assert screen.part.is_finding
        assert "· pending  a finding, nothing to apply  other" in tui.text()
        shown = [row.text for row in screen.hunks_view._rows]
        assert shown[1:] == ["seen otherwise", "", "/a.md:1:", "  - one"]
        assert "Also touched by another change, other, pending: confirmed" in tui.text()
        await tui.press("a", "ctrl+s")
        assert "a finding, nothing to apply: seen otherwise" in tui.text()


async def test_what_is_hidden_by_a_filter_is_not_decided(recorded, reading):
    """`A` and the level of the file are about what is shown; the number is told."""
    dream_id = _two_in_a_file(recorded)
    async with reading(width=120, height=40) as tui:
        await open_review(tui)
        await tui.press("/")
        await tui.type("second")
        await tui.press("enter")
        assert "1 of 3 shown" in tui.text()
        await tui.press("A")
        assert verdicts(recorded, dream_id) == ["pending", "accepted", "pending"]
        assert told(tui, "All that is shown is decided; 2 more behind the filter, esc shows them.")
        await tui.press("h", "h", "r")
        assert verdicts(recorded, dream_id) == ["pending", "rejected", "pending"]
        await tui.press("escape", "h", "h", "R")
        assert verdicts(recorded, dream_id) == ["rejected", "rejected", "rejected"]
        assert told(tui, "2 hunks are rejected by that")


async def test_all_that_is_pending_is_that_of_what_the_cursor_is_on(recorded, reading):
    """A change at the level of changes, and its hunks in other files; else the file."""
    ws, store = recorded.ws, recorded.store.id
    for path in ("/a.md", "/b.md"):
        ws.memories.create(store, path, "one\ntwo\nthree\nfour\n")
    dream_id = proposed(
        ws,
        store,
        [
            finding("first", edit("/a.md", 1, ["one"], ["1"]), edit("/b.md", 1, ["one"], ["1"])),
            finding("second", edit("/a.md", 3, ["three"], ["3"])),
            finding("third", edit("/b.md", 4, ["four"], ["4"])),
        ],
    )
    async with reading(width=200, height=40) as tui:
        screen = await open_review(tui)
        assert "A accept file" in tui.text()
        await tui.press("h")
        assert "CHANGE 1/3" in tui.text()
        assert "A accept change" in tui.text()
        await tui.press("A")
        decided = {
            part.hunk.change_id: part.verdict.value
            for part in recorded.ws.reviews.look(dream_id).review.parts
        }
        first = screen.seen.review.changes[0].id
        assert [one for one in decided if decided[one] == "accepted"] == [first]
        await tui.press("k", "A")
        assert told(tui, "There is nothing left to decide there.")
        await tui.press("l", "A")
        assert verdicts(recorded, dream_id).count("pending") == 1


async def test_a_wide_screen_shows_more_of_the_titles(recorded, reading):
    """The hunks do not need all of it; on a small one the list is behind `tab`."""
    ws, store = recorded.ws, recorded.store.id
    ws.memories.create(store, "/a.md", "one\n")
    title = "Two entries of the on-call notes say the same of the drain"
    proposed(ws, store, [finding(title, edit("/a.md", 1, ["one"], ["1"]))])
    async with reading(width=200, height=60) as tui:
        await open_review(tui)
        assert tui.line("0/1").startswith(f" · {title}"), tui.line("0/1")
        await tui.pilot.resize_terminal(80, 24)
        await tui.settle()
        assert "─ Changes" not in tui.text()
        await tui.press("shift+tab")
        assert "━ Changes" in tui.text()
        assert tui.line("━ Changes").endswith(" 0/1 decided ━")
        assert title in tui.line("Two entries")


def _two_in_a_file(recorded):
    """A dream with two changes in one file and one in another; its id."""
    ws, store = recorded.ws, recorded.store.id
    for path in ("/a.md", "/b.md"):
        ws.memories.create(store, path, "one\ntwo\nthree\nfour\n")
    return proposed(
        ws,
        store,
        [
            finding("first", edit("/a.md", 1, ["one"], ["1"])),
            finding("second", edit("/a.md", 3, ["three", "four"], ["3", "4"])),
            finding("third", edit("/a.md", 4 + 1, [], ["five"])),
        ],
    )


async def test_a_filter_without_a_match_says_how_to_go_on(recorded, reading):
    """The pane is not empty for another reason."""
    _two_in_a_file(recorded)
    async with reading(width=80, height=24) as tui:
        await open_review(tui)
        await tui.press("/")
        await tui.type("zzz")
        assert "0 of 3 shown" in tui.text()
        assert "No hunk is like that; esc shows all again." in tui.text()
        await tui.press("enter", "a", "s", "e", "c", "o", "y")
        await tui.press("escape")
        assert "HUNK 1/3" in tui.text()


async def test_who_comes_back_goes_on_at_what_is_pending(recorded, reading):
    """The first that is not decided has the cursor, and the line says which it is."""
    dream_id = _two_in_a_file(recorded)
    first = recorded.ws.reviews.look(dream_id).review.parts[0]
    recorded.ws.reviews.decide(dream_id, Action.ACCEPT, Selection(hunks=(first.id,)))
    async with reading(width=80, height=24) as tui:
        await open_review(tui)
        assert "1/3 decided · file ▸ change ▸ HUNK 2/3 ▸ line" in tui.text()


async def test_a_line_that_leaves_is_seen_with_what_comes_instead(recorded, reading):
    """Of one change in several files: who is asked about one hunk knows what it is for."""
    ws, store = recorded.ws, recorded.store.id
    ws.memories.create(store, "/a.md", "one\n")
    ws.memories.create(store, "/b.md", "uno\n")
    merged = (edit("/a.md", 1, ["one"]), edit("/b.md", 1, ["uno"], ["one, uno"]))
    dream_id = proposed(ws, store, [finding("merged", *merged)])
    async with reading(width=80, height=24) as tui:
        screen = await open_review(tui)
        assert "confidence 0.90; 2 hunks in 2 files belong together" in tui.text()
        assert "Instead comes, in /b.md:\n  + one, uno" in "\n".join(
            line.rstrip(" ▁▂▃▄▅▆▇█") for line in tui.text().split("\n")
        )
        await tui.press("j")
        assert screen.part.hunk.path == "/b.md"
        assert "Instead comes" not in tui.text()
        await tui.press("r", "k")
        assert ws.reviews.look(dream_id).review.progress().rejected == 1
        assert "Instead comes" not in tui.text()


async def test_what_is_rejected_is_not_ticked(recorded, reading):
    """In the list at the left: decided is not accepted."""
    _two_in_a_file(recorded)
    async with reading(width=120, height=30) as tui:
        await open_review(tui)
        await tui.press("r", "a")
        lines = [line[1:3] for line in tui.text().split("\n")[2:5]]
        assert lines == ["✗ ", "✓ ", "· "]
        await tui.press("r")
        assert told(tui, "Everything is decided; ctrl+s applies it.")
        await tui.press("u", "u", "r", "r")
        assert told(tui, "Everything is decided; there is nothing to apply.")


async def test_a_cut_out_of_view_is_told_of(recorded, reading):
    """So are a comment, and what was taken back."""
    _two_in_a_file(recorded)
    async with reading(width=80, height=24) as tui:
        await open_review(tui)
        await tui.press("j", "s")
        assert told(tui, "Cut into 2 parts; S joins them.")
        await tui.press("c")
        await tui.type("is it so?")
        await tui.press("enter")
        assert "ann: is it so?" in tui.text()
        await tui.press("space", "space", "space", "u")
        assert told(tui, "Taken back: that it is pending.")


async def test_a_list_that_is_not_in_view_tells_how_it_is_grouped(recorded, reading):
    """`V` does something in a narrow window too."""
    _two_in_a_file(recorded)
    async with reading(width=80, height=24) as tui:
        await open_review(tui)
        await tui.press("V", "V")
        assert told(tui, "By file, 1 of 1: /a.md.")


async def test_warnings_come_before_the_reasons(recorded, reading):
    """In a small window a conflict and a half accepted change must not be below its edge."""
    ws, store = recorded.ws, recorded.store.id
    for path in ("/a.md", "/b.md"):
        ws.memories.create(store, path, "one\ntwo\n")
    edits = [edit(path, 1, ["one"], ["1"]) for path in ("/a.md", "/b.md")]
    proposed(ws, store, [finding("a title which is long enough for two lines of it " * 2, *edits)])
    ws.memories.update(ws.memories.at_path(store, "/b.md").id, content="else\ntwo\n")
    async with reading(width=80, height=18) as tui:
        screen = await open_review(tui)
        await tui.press("a")
        assert screen.part.hunk.path == "/b.md"
        text = tui.text()
        assert "⚠ The same lines, or those beside them, were changed meanwhile." in text
        assert "⚠ 1 of 2 hunks of this change is accepted" in text
        await tui.press("a", "ctrl+s")
        page = tui.text()
        assert page.index("⚠ conflicts: /b.md") < page.index("  removed: one")


async def test_enter_on_a_hunk_shows_what_it_rests_on(recorded, dreamt, reading):
    """As `o` does: the lines that are cited, as they were read, and then the memory."""
    async with reading(width=120, height=40) as tui:
        screen = await open_review(tui)
        await tui.press("enter")
        assert isinstance(tui.app.screen, Sheet)
        assert "Something else entirely, about the depots." in tui.text()
        await tui.press("escape")
        assert tui.app.screen is screen
        await tui.press("o", "enter")
        await tui.until(lambda: tui.app.screen is tui.app.stores)


async def test_what_a_dream_had_found_that_was_canceled_is_reviewed(recorded, reading):
    """It counts as a review that waits, so it opens as one."""
    from core.dreams import rows
    from core.dreams.dream import Status

    dream_id = _two_in_a_file(recorded)
    context = recorded.ws.context
    context.db.write(lambda one: rows.end(context, one, dream_id, Status.CANCELED))
    async with reading(width=100, height=30) as tui:
        await tui.press("4")
        assert "0/3 decided" in tui.line("- canceled")
        await tui.press("enter", "a")
        assert isinstance(tui.app.screen, ReviewScreen)
        assert "accepted" in verdicts(recorded, dream_id)


async def test_what_a_dream_finds_is_no_review_while_it_runs(recorded, dreamt):
    """It may still be replaced; the app counts it as little as the command line."""
    from core.dreams.alive import held

    ws, backend = recorded.ws, LocalBackend(recorded.ws)
    assert (backend.open_reviews(), len(ws.reviews.list())) == (1, 1)
    with held(ws.context.db.path, dreamt):
        ws.context.db.write(
            lambda one: one.execute("UPDATE dreams SET status = 'running', ended_at = NULL")
        )
        assert (backend.open_reviews(), len(ws.reviews.list())) == (0, 0)


async def test_a_key_that_can_do_nothing_says_why(recorded, reading):
    """No dream; one that found nothing; one that failed."""
    from core.dreams import rows
    from core.dreams.dream import Failure, Status, Wish

    ws = recorded.ws
    async with reading(width=100, height=30) as tui:
        await tui.press("4", "K")
        assert told(tui, "There is no dream here; + starts one.")
        proposed(ws, recorded.store.id, [])
        await tui.until(lambda: "nothing: it read no session" in tui.text())
        assert "⏎ review" not in tui.text()
        await tui.press("enter")
        assert told(tui, "it found nothing to change")
        await tui.press("K")
        assert told(tui, "The dream is over already: completed.")
        failed = ws.dreams.create(Wish(recorded.store.id))
        ws.context.db.write(
            lambda one: rows.end(
                ws.context, one, failed.id, Status.FAILED, Failure("internal_error", "It broke.")
            )
        )
        await tui.until(lambda: "✗ failed" in tui.text())
        await tui.press("k", "enter")
        assert told(tui, "It broke.")


async def test_a_dream_whose_worker_was_killed_is_found_without_a_change(recorded, reading):
    """It says nothing itself; the list looks, and tells why to the end."""
    from core.dreams.dream import Wish

    ws = recorded.ws
    dream_id = ws.dreams.create(Wish(recorded.store.id)).id
    async with reading(width=80, height=24) as tui:
        await tui.press("4")
        assert "waiting" in tui.text()
        # As a worker leaves it: no row of the feed tells of it.
        ws.context.db.write(
            lambda one: one.execute(
                "UPDATE dreams SET status = 'running', worker_pid = 4711 WHERE id = ?", (dream_id,)
            )
        )
        recorded.clock.forward(seconds=6)
        await tui.until(lambda: "✗ failed" in tui.text())
        assert "⏎ says why" in tui.text()
        text = " ".join(tui.text().split())
        assert "(process 4711) ended without a word" in text
        assert "it had kept nothing by then, so start it again." in text


async def test_a_dream_that_was_started_has_the_cursor(recorded, dreamt, reading, monkeypatch):
    """Its state is what a person wants to see next."""
    monkeypatch.setattr("memtui.dreaming.worker.start_worker", lambda *_: None)
    async with reading(width=100, height=30) as tui:
        await tui.press("4", "+")
        await tui.until(lambda: "Dream over 3 memories" in tui.text())
        await tui.press("ctrl+s")
        await tui.until(lambda: "waiting" in tui.text())
        assert tui.app.screen.list_view.current.dream.id != dreamt
