"""The list of a review with the keys: what has the cursor is an entry, with all of its hunks."""

import pytest

from core import Workspace
from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action
from memtui.reviewing.cursor import Level
from tests.support.reviewing import edit, finding, proposed

pytestmark = pytest.mark.anyio

LINES = [f"line {number}" for number in range(1, 10)]


@pytest.fixture
def proposal(recorded):
    """A change of two hunks in two files, one of one hunk, and one that only asks."""
    text = "\n".join(LINES) + "\n"
    for path in ("/a.md", "/b.md"):
        recorded.ws.memories.create(recorded.store.id, path, text)
    return proposed(
        recorded.ws,
        recorded.store.id,
        [
            finding("wide", edit("/a.md", 1, ["line 1"]), edit("/b.md", 1, ["line 1"], ["one"])),
            finding("narrow", edit("/a.md", 5, ["line 5"], ["five"])),
            finding("asks"),
        ],
    )


def verdicts(recorded, dream_id):
    """Of every hunk and question, in the order of the proposal."""
    review = recorded.ws.reviews.look(dream_id).review
    return [part.verdict.value for part in (*review.parts, *review.asks)]


def told(tui, words):
    """Whether the person was told something with these words."""
    return any(words in note.message for note in tui.app._notifications)


def offered(tui):
    """What the footer says."""
    return {part.strip() for part in tui.text().split("\n")[-1].split("  ")}


async def in_the_list(tui):
    await tui.press("4", "enter", "shift+tab")
    assert tui.app.screen.groups_view.has_focus
    return tui.app.screen


async def test_a_verdict_in_the_list_is_about_the_whole_entry(recorded, proposal, reading):
    """Its hunks have the edge, whatever the level among the hunks is; one undo takes it back."""
    async with reading(width=120, height=40) as tui:
        screen = await in_the_list(tui)
        assert screen.cursor.level is Level.HUNK
        assert "CHANGE 1/3" in tui.text()
        assert {part.hunk.path for part in screen.covered} == {"/a.md", "/b.md"}
        await tui.press("a")
        assert verdicts(recorded, proposal) == ["accepted", "accepted", "pending", "pending"]
        assert "CHANGE 2/3" in tui.text()
        await tui.press("u")
        assert verdicts(recorded, proposal) == ["pending"] * 4
        await tui.press("tab")
        assert "HUNK 1/4" in tui.text()
        await tui.press("a")
        assert verdicts(recorded, proposal) == ["accepted", "pending", "pending", "pending"]


async def test_an_entry_is_turned_and_rejected_with_a_reason_as_a_whole(
    recorded, proposal, reading
):
    """Where its hunks are not alike, all are accepted first."""
    async with reading(width=120, height=40) as tui:
        await in_the_list(tui)
        await tui.press("tab", "r", "shift+tab", "k", "space")
        assert verdicts(recorded, proposal)[:2] == ["accepted", "accepted"]
        await tui.press("space", "space")
        assert verdicts(recorded, proposal)[:2] == ["pending", "pending"]
        await tui.press("x")
        await tui.type("no")
        await tui.press("enter")
        review = recorded.ws.reviews.look(proposal).review
        assert [part.reason for part in review.parts] == ["no", "no", None]


async def test_a_file_and_a_kind_are_entries_too(recorded, proposal, reading):
    """What was applied of a file stays as it is; a question has no file, and is of a kind."""
    async with reading(width=120, height=40) as tui:
        await in_the_list(tui)
        await tui.press("V", "V")
        assert "FILE 1/3" in tui.text()
        await tui.press("A")
        assert verdicts(recorded, proposal) == ["accepted", "pending", "accepted", "pending"]
        await tui.press("ctrl+s", "enter", "g", "r")
        assert verdicts(recorded, proposal)[:3] == ["accepted", "pending", "accepted"]
        assert told(tui, "nothing left to decide")
        await tui.press("V", "V", "a")
        assert verdicts(recorded, proposal) == ["accepted"] * 4


async def test_what_is_about_one_hunk_is_not_done_to_several(recorded, proposal, reading):
    """Nobody could see to which; and what cannot be done says why."""
    async with reading(width=120, height=40) as tui:
        await in_the_list(tui)
        for key, why in (
            ("e", "One hunk at a time is edited"),
            ("s", "One hunk at a time is cut"),
            ("S", "nothing to join"),
            ("m", "nobody wrote over these lines"),
        ):
            await tui.press(key)
            assert told(tui, why), key
        assert not {"e edit", "s split"} & offered(tui)
        await tui.press("G")
        assert not {"e edit", "s split"} & offered(tui)
        await tui.press("e")
        assert told(tui, "no text to edit")
        await tui.press("s")
        assert told(tui, "no lines to cut")
        assert verdicts(recorded, proposal) == ["pending"] * 4


async def test_how_far_the_review_is_stands_above_every_pane_that_is_alone(
    recorded, proposal, reading
):
    """In a small window the list has it for itself, and so has a pane that is zoomed."""
    async with reading(width=80, height=24) as tui:
        await in_the_list(tui)
        assert tui.line("━ Changes").endswith(" 0/4 decided ━")
        await tui.press("tab", "tab", "z")
        assert tui.line("━ Why").endswith(" 0/4 decided ━")


async def test_no_editor_opens_for_what_is_applied(recorded, proposal, reading, monkeypatch):
    """A text that nobody could keep is not asked for."""
    async with reading(width=120, height=40) as tui:
        await tui.press("4", "enter", "a", "ctrl+s", "enter", "k", "k", "k")
        monkeypatch.setattr(type(tui.app.screen), "_edited", lambda *_: pytest.fail("it opened"))
        await tui.press("e")
        assert told(tui, "applied by")


async def test_what_others_decided_since_stays_and_is_told(recorded, proposal, reading):
    """Nothing changes in sight, so words say why; and what was done again is told as well."""
    async with reading(width=120, height=40) as tui:
        screen = await in_the_list(tui)
        await tui.press("tab", "a")
        first = screen.seen.review.parts[0].id
        with Workspace.open(recorded.ws.path, user="berta") as other:
            other.reviews.decide(proposal, Action.REJECT, Selection(hunks=(first,)))
        await tui.until(lambda: "✗1" in tui.text())
        await tui.press("u")
        assert told(tui, "Taken back: the acceptance. What berta decided stays.")
        assert verdicts(recorded, proposal)[0] == "rejected"
        await tui.press("U")
        assert told(tui, "Done again: the acceptance.")
        assert screen.part.id == first


async def test_a_small_window_offers_the_way_back_and_says_that_lines_moved_at_once(
    recorded, proposal, reading
):
    """Both are what one looks for there; with a filter the way back is to all of it."""
    memory = recorded.ws.memories.at_path(recorded.store.id, "/a.md")
    recorded.ws.memories.update(memory.id, content=memory.content.replace("3\n", "3\nnew\n"))
    async with reading(width=80, height=24) as tui:
        await tui.press("4", "enter", "a", "j")
        assert "u undo" in tui.text().split("\n")[-1]
        rows = tui.text().split("\n")
        why = next(at for at, row in enumerate(rows) if row.startswith("─ Why"))
        assert "they begin at line 6 now" in rows[why + 1]
        await tui.press("/")
        await tui.type("line")
        assert tui.text().split("\n")[-1].strip() == "esc all"


async def test_titles_that_begin_alike_are_told_apart_by_their_ends(recorded, reading):
    """Where they are cut; a title that is like no other keeps its beginning."""
    titles = [f"The index lacks the memory /alerts/live/{number}.md" for number in (1, 2)]
    more = [f"Confirmed: host-{number} is up" for number in range(30)]
    recorded.ws.memories.create(recorded.store.id, "/long.md", "one\ntwo\nthree\n")
    other = "Something else that is far too long for the list at the left"
    changes = [
        finding(title, edit("/long.md", at, [word]))
        for at, (title, word) in enumerate(
            zip([*titles, other], ["one", "two", "three"], strict=True), 1
        )
    ]
    # So many that each has one row.
    proposed(recorded.ws, recorded.store.id, [*changes, *map(finding, more)])
    async with reading(width=100, height=30) as tui:
        await tui.press("4", "enter", "tab", "tab", "g")
        shown = [line[:34] for line in tui.text().split("\n")[2:5]]
        assert "/1.md" in shown[0]
        assert "/2.md" in shown[1]
        assert "Something else" in shown[2]


async def test_findings_that_are_decided_at_once_are_not_called_hunks(recorded, reading):
    """The list has an entry for all of them, by file."""
    proposed(recorded.ws, recorded.store.id, [finding("one"), finding("two")])
    async with reading(width=100, height=30) as tui:
        await tui.press("4", "enter", "tab", "tab", "V", "V", "A")
        told = [note.message for note in tui.app._notifications]
        assert told[0].startswith("2 findings are accepted by that; u takes it back.")


async def test_titles_of_a_short_list_take_the_rows_that_are_free(recorded, reading):
    """The keys go from entry to entry, and a click on any row of one is a click on it."""
    titles = [f"Confirmed: the owner of `{name}` is team Lantern" for name in ("ledger", "notify")]
    proposed(recorded.ws, recorded.store.id, [finding(one) for one in titles])
    async with reading(width=100, height=30) as tui:
        await tui.press("4", "enter", "tab", "tab")
        rows = [line[:34] for line in tui.text().split("\n")[2:6]]
        assert "Confirmed: the owner of" in rows[0]
        assert rows[1].strip(" ▌") == "`ledger` is team Lantern"
        assert rows[2].endswith("0/1 ")
        await tui.press("j")
        assert tui.app.screen.entry.title == titles[1]
        await tui.press("g")
        await tui.pilot.click("#groups", offset=(5, 3))
        assert tui.app.screen.entry.title == titles[1]
        await tui.press("a")
        assert tui.text().split("\n")[4].startswith(" ✓ Confirmed")
