"""The Timeline screen on a real workspace: lanes, marks, spans, and what stands behind a mark."""

import re

import pytest

from memtui import keys
from memtui.screens.resolver import ResolverScreen
from memtui.screens.timeline import TimelineScreen
from memtui.widgets.changed_list import ChangedList
from memtui.widgets.timeline_lanes import LaneView
from memtui.widgets.turn_view import TurnView
from tests.support import claude_lines as lines

pytestmark = pytest.mark.anyio

ACTING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def busy(collided, clock):
    """Two agents that wrote in turns, some minutes apart; then a conflict."""
    for number in range(4):
        collided.theirs.create(collided.store.id, f"/notes/{number}.md", f"note {number}\n")
        clock.forward(minutes=2)
    memory = collided.mine.create(collided.store.id, "/shared.md", "one\n")
    clock.forward(minutes=2)
    collided.memory = collided.mine.update(memory.id, content="one\ntwo\n")
    clock.forward(minutes=2)
    collided.conflict = collided.clash("/clash.md", "a\n", "b\n", "c\n")
    return collided


@pytest.fixture
def lanes():
    """The lanes in view: name and cells."""

    def read(tui):
        found = {}
        for line in tui.text().split("\n"):
            cut = re.match(r"[ ▌▏](\S+) +([·cedwrCEDWR◀▶]+) +(\d+)$", line)
            if cut:
                found[cut[1]] = cut[2].strip("·")
        return found

    return read


@pytest.mark.parametrize("pane", [LaneView, TurnView, ChangedList])
def test_no_key_means_two_things_in_one_place(pane):
    """What a pane binds is not bound twice."""
    bound = [key for action in keys.actions(*pane.PLACES) for key in action.keys]
    assert len(bound) == len(set(bound))


async def test_a_lane_for_each_agent_and_a_letter_for_each_mark(busy, watching, lanes):
    """Written once is `w`, more often `W`; a refused write comes before it."""
    async with watching() as tui:
        await tui.press("2")
        assert isinstance(tui.app.screen, TimelineScreen)
        assert lanes(tui) == {"db-keeper": "w·w·w·w·····W", "triage": "w·w·c"}
        assert "1 conflict, 8 writes" in tui.text()
        assert "2 Timeline" in tui.text()


async def test_the_newest_mark_has_the_cursor_and_its_change_is_shown(busy, watching):
    """What was written, by whom, in which store."""
    async with watching() as tui:
        await tui.press("2", "k", "N")
        view = tui.app.modes.timeline.lanes_view
        assert (view.mark.agent, view.mark.path) == ("db-keeper", "/clash.md")
        await tui.press("N")
        assert view.mark.path == "/notes/3.md"
        assert "db-keeper wrote /notes/3.md" in tui.text()
        assert "+ note 3" in tui.text()
        assert "Working memory" in tui.text()


async def test_walking_past_the_last_mark_says_so(busy, watching):
    """In both directions, and the cursor stays."""
    async with watching() as tui:
        await tui.press("2", "k", *"NNNNNNNN")
        view = tui.app.modes.timeline.lanes_view
        assert view.mark.path == "/notes/0.md"
        assert any("no mark of db-keeper before" in note.message for note in tui.app._notifications)
        await tui.press(*"nnnnnnnnnn")
        assert view.mark.path == "/clash.md"
        assert view.mark.detail == "modified"


async def test_the_cursor_stays_on_its_mark_while_agents_write(busy, watching, clock):
    """Also when time goes on and the window with it."""
    async with watching() as tui:
        await tui.press("2", "k", "N", "N")
        view = tui.app.modes.timeline.lanes_view
        before = view.mark
        for number in range(5):
            clock.forward(minutes=3)
            busy.mine.create(busy.store.id, f"/new/{number}.md", "text\n")
            busy.ws.sessions.start(f"aaa-{number}", {busy.store.id: "read_write"}).create(
                busy.store.id, f"/more/{number}.md", "text\n"
            )
        await tui.until(lambda: view.count == 7)
        assert view.mark == before
        assert view.lane.agent == "db-keeper"
        assert "db-keeper wrote /notes" in tui.text()


async def test_following_ends_at_now_and_panning_stops_it(busy, watching, clock):
    """`f` goes back to now."""
    async with watching() as tui:
        await tui.press("2")
        view = tui.app.modes.timeline.lanes_view
        assert "following now" in tui.text()
        end = view.shown.until
        clock.forward(minutes=30)
        tui.app.tick()
        await tui.until(lambda: view.shown.until > end)
        await tui.press("h")
        assert "following now" not in tui.text()
        panned = view.shown
        clock.forward(minutes=30)
        tui.app.tick()
        await tui.settle()
        assert view.shown == panned
        await tui.press("f")
        assert view.shown.holds(clock())


async def test_zoom_keeps_the_mark(busy, watching):
    """From seconds to weeks, and the facts say how long a column is."""
    async with watching() as tui:
        await tui.press("2", "N", "N")
        before = tui.app.modes.timeline.lanes_view.mark
        assert "a column is 1 min" in tui.text()
        await tui.press("minus", "minus")
        assert "a column is 15 min" in tui.text()
        await tui.press(*["plus"] * 4)
        assert "a column is 5 s" in tui.text()
        await tui.press(*["minus"] * 12)
        assert "a column is 7 d" in tui.text()
        assert tui.app.modes.timeline.lanes_view.mark == before


async def test_enter_opens_what_the_mark_is_about(busy, watching):
    """A version in the stores; a conflict in the resolver; and back."""
    async with watching() as tui:
        await tui.press("2", "j")
        view = tui.app.modes.timeline.lanes_view
        assert view.mark.kind == "conflict"
        assert "+ c" in tui.text()
        await tui.press("enter")
        assert isinstance(tui.app.screen, ResolverScreen)
        await tui.press("ctrl+o")
        assert isinstance(tui.app.screen, TimelineScreen)
        await tui.press("N", "N")
        assert view.mark.path == "/shared.md"
        await tui.press("enter")
        await tui.until(lambda: tui.app.screen is tui.app.stores)
        assert tui.tree.node.memory_id == busy.memory.id
        assert tui.content.texts[0] == "one"


async def test_a_filter_lets_some_marks_through(busy, watching, lanes):
    """By agent, kind and path; nonsense is told, and esc shows all again."""
    async with watching(height=40) as tui:
        await tui.press("2", "a", *"tri")
        assert list(lanes(tui)) == ["triage"]
        await tui.press("escape", "a", *"kind:conf", "enter")
        assert lanes(tui) == {"triage": "c"}
        await tui.press("a", *" dance:x y")
        assert "One word for the agents" in tui.text()
        await tui.press("escape")
        assert len(lanes(tui)) == 2
        await tui.press("slash", *"path:/notes", "enter")
        assert list(lanes(tui)) == ["db-keeper"]


async def test_a_lane_for_each_session(busy, watching):
    """`S`, and again by agent."""
    async with watching() as tui:
        await tui.press("2", "S")
        assert tui.app.modes.timeline.lanes_view.lane.session_id is not None
        assert tui.app.modes.timeline.lanes_view.count == 2
        await tui.press("S")
        assert tui.app.modes.timeline.lanes_view.lane.session_id is None


async def test_a_span_lists_what_changed_in_it(busy, watching):
    """`space` twice; the diff of a memory is that of the whole span; `d` compares two versions."""
    async with watching() as tui:
        await tui.press("2", "j", "N", "N")
        await tui.press("space", "n")
        tui.app.modes.timeline.action_compare()
        await tui.settle()
        assert "against" in tui.text()
        assert "+ two" in tui.text()
        await tui.press("space")
        changed = tui.app.modes.timeline.changed_view
        assert changed.has_focus
        assert changed.current.path == "/shared.md"
        assert changed.current.writes == 2
        assert "+ one" in tui.text()
        await tui.press("enter")
        await tui.until(lambda: tui.app.screen is tui.app.stores)
        await tui.press("2", "escape")
        assert tui.app.modes.timeline.lanes_view.has_focus
        assert tui.app.modes.timeline.lanes_view.span_from is None


async def test_t_goes_to_a_time(busy, watching, clock):
    """A time of today, a day, so long ago; nonsense is refused with a sentence."""
    async with watching() as tui:
        await tui.press("2", "t", *"nonsense", "enter")
        assert "That is no time" in tui.text()
        await tui.press(*["backspace"] * 8, *"2026-11-01", "enter")
        view = tui.app.modes.timeline.lanes_view
        await tui.until(lambda: view.shown.since.month in (10, 11) and view.shown.since.day != 20)
        assert "Nothing happened in this time" in tui.text()
        await tui.press("t", *"14:01", "enter")
        await tui.until(lambda: view.mark is not None)
        assert view.mark.path == "/notes/0.md"


async def test_errors_and_reads_show_their_turn(collided, watching, clock, tmp_path):
    """As the transcript tells it; the event itself stands out."""
    path = lines.write(
        tmp_path / "t.jsonl",
        [
            lines.said(0, "why is it slow?"),
            lines.called(1, "Bash", command="cat /mnt/memory/working-memory/a.md"),
            lines.answered(2, 1, "slow since noon"),
            lines.called(3, "Bash", command="make it fast"),
            lines.answered(4, 3, "no such target", is_error=True),
        ],
    )
    collided.theirs.create(collided.store.id, "/a.md", "slow since noon\n")
    collided.ws.ingester().file(path)
    async with watching(height=40) as tui:
        await tui.press("2", "minus", "minus", "a", *"payments", "enter", "n")
        view = tui.app.modes.timeline.lanes_view
        await tui.until(lambda: view.mark is not None)
        assert view.mark.kind == "error"
        assert "▶ gets    [failed] no such target" in tui.text()
        await tui.press("N")
        assert view.mark.kind == "read"
        assert "▶ calls   Bash" in tui.text()
        await tui.press("enter")
        await tui.until(lambda: tui.app.screen is tui.app.modes.sessions.transcript)
        await tui.press("ctrl+o")
        assert isinstance(tui.app.screen, TimelineScreen)


async def test_hostile_names_stay_text(collided, watching, hostile):
    """Of agents and paths, in lanes, headings and the turn."""
    for number, text in enumerate(hostile):
        name = text.encode(errors="ignore").decode().replace("\0", "")[:60].strip() or "x"
        try:
            agent = collided.ws.sessions.start(name, {collided.store.id: "read_write"})
            agent.create(collided.store.id, f"/{number}.md", name + "\n")
        except Exception:  # noqa: BLE001 - names that are refused cannot do harm here
            continue
    async with watching(width=120, height=40) as tui:
        await tui.press("2")
        for key in ("j", "n", "S", "space", "k", "space", "tab", "escape", "z", "z", "y"):
            await tui.press(key)
            assert not ACTING.search(tui.text().replace("\n", "")), key


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_two_hundred_agents(collided, watching, size):
    """Lanes scroll; only those in view are painted."""
    for number in range(200):
        agent = collided.ws.sessions.start(f"agent-{number:03}", {collided.store.id: "read_write"})
        agent.create(collided.store.id, f"/{number}.md", "x\n")
    async with watching(*size) as tui:
        await tui.press("2", "g")
        view = tui.app.modes.timeline.lanes_view
        assert view.count == 200
        assert view.mark.agent == "agent-000"
        await tui.press("G")
        assert view.mark.agent == "agent-199"
        assert "agent-199" in tui.text()
        assert len(view._strips) <= 3 * view.size.height
