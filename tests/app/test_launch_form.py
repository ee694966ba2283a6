"""The form that starts a dream, on a real workspace: what is chosen, counted, and begun."""

import threading

import pytest

from core.errors import InvalidRequest
from memtui.local.workspace import LocalBackend
from memtui.screens.launch_form import LaunchForm
from memtui.screens.session_choice import SessionChoice
from memtui.settings.remembered import Remembered
from memtui.settings.wishes import Wishes
from memtui.widgets.dreamable_list import DreamableList
from memtui.widgets.figures import short_id
from memtui.widgets.form import Choice
from tests.support.claude_lines import SESSION, answered, called, said

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    """Nobody types here."""
    monkeypatch.setattr("memtui.screens.launch_form._PAUSE_S", 0.0)


@pytest.fixture
def week(recorded):
    """Two stores; two agents that wrote to the first, and one of whom a transcript tells."""
    recorded.other = recorded.ws.stores.create("Org knowledge", "Runbooks.")
    recorded.clock.forward(days=-5)
    recorded.early = _wrote(recorded, "db-keeper", "ledger")
    recorded.clock.forward(days=4)
    recorded.late = _wrote(recorded, "triage", "P1 in dispatch")
    recorded.clock.forward(days=1)
    recorded.told = recorded.record(
        SESSION, [said(0, "Look."), called(1, "Bash", command="df"), answered(2, 1, "disk full")]
    )
    return recorded


def _wrote(recorded, agent, title):
    session = recorded.ws.sessions.start(agent, {recorded.store.id: "read_write"}, title=title)
    session.create(recorded.store.id, f"/{agent}.md", "12345\n")
    return session.id


@pytest.fixture
def started(monkeypatch):
    """The dreams whose work was begun."""
    dreams = []
    monkeypatch.setattr(
        "memtui.dreaming.worker.start_worker", lambda _, dream: dreams.append(dream)
    )
    return dreams


async def open_form(tui):
    """Go to the dreams, and ask for one over the notes."""
    await tui.press("4", "+", "s")
    await counted(tui)
    return tui.app.screen


async def counted(tui):
    """Wait until the form says how much would be read."""
    form = tui.app.screen
    assert isinstance(form, LaunchForm)
    await tui.until(lambda: form._read is not None)


def told(tui):
    """What the person was told and still sees."""
    return [note.message for note in tui.app._notifications]


async def go_to(tui, field):
    """Put the keys on a field of the form."""
    tui.app.screen.query_one(f"#{field}").focus()
    await tui.settle()


async def replace(tui, field, text):
    """Type something else into a line of the form."""
    await go_to(tui, field)
    await tui.press("end", "ctrl+u")
    await tui.type(text)


async def test_what_is_read_is_counted_while_it_is_chosen(week, reading, started):
    """The store under the cursor, the last week; another window, and the numbers are others."""
    async with reading(width=100, height=30) as tui:
        await open_form(tui)
        assert "3 by 3 agents" in tui.line("sessions  ")
        assert "3, " in tui.line("events  ")
        assert "2, 12 B" in tui.line("memories  ")
        assert "2 sessions have no transcript" in tui.text()
        await replace(tui, "since", "2d")
        await tui.until(lambda: "2 by 2 agents" in tui.line("sessions  "))
        assert "Dream over 2 memories and 2 sessions" in tui.text()
        assert started == []


async def test_the_form_begins_with_the_store_that_was_looked_at(week, reading):
    """That of the tree, while there is no dream to take it from."""
    async with reading(width=100, height=30) as tui:
        for key in ("g", "G"):
            await tui.press("1", key)
            wanted = tui.tree.node.store_id
            await tui.press("4", "+")
            assert tui.app.screen.draft.store_id == wanted
            await tui.press("escape")


async def test_the_form_is_gone_through_with_enter_and_starts_at_its_end(week, reading, started):
    """Enter goes from field to field; the last one starts what was counted."""
    async with reading(width=100, height=30) as tui:
        form = await open_form(tui)
        for _ in range(5):  # store, sessions, since, instructions, may lose
            assert started == []
            await tui.press("enter")
            await counted(tui)
        assert form.focused.id == "start"
        await tui.press("enter")
        await tui.until(lambda: started)
        (dream,) = week.ws.dreams.list()
        assert (dream.id, dream.memory_store_id) == (started[0], week.store.id)
        assert set(dream.session_ids) == {week.early, week.late, week.told}
        assert (dream.max_loss, dream.instructions) == (0.25, None)
        assert not isinstance(tui.app.screen, LaunchForm)


async def test_words_and_limits_reach_the_dream(week, reading, started):
    """Instructions, and how much it may lose; ctrl+s starts from any field."""
    async with reading(width=100, height=30) as tui:
        await open_form(tui)
        await replace(tui, "told", "only the alerts")
        await replace(tui, "lose", "10")
        await counted(tui)
        await tui.press("ctrl+s")
        await tui.until(lambda: started)
        (dream,) = week.ws.dreams.list()
        assert (dream.instructions, dream.max_loss) == ("only the alerts", 0.1)


async def test_what_is_wrong_is_said_and_nothing_starts(week, reading, started):
    """No time, no share: the form stays, with a sentence."""
    async with reading(width=100, height=30) as tui:
        form = await open_form(tui)
        await replace(tui, "since", "soon")
        assert "'soon' is not a time" in tui.text()
        await tui.press("ctrl+s")
        await replace(tui, "since", "7d")
        await replace(tui, "lose", "lots")
        assert "0 to 100 %, not lots" in tui.text()
        await tui.press("ctrl+s")
        assert tui.app.screen is form
        assert list(week.ws.dreams.list()) == []


async def test_a_refusal_leaves_the_form_as_it_is(week, reading, monkeypatch):
    """What was typed is not lost by a start that failed."""

    def refuse(*_):
        raise InvalidRequest("The store is archived.")

    monkeypatch.setattr(LocalBackend, "launch", refuse)
    async with reading(width=100, height=30) as tui:
        form = await open_form(tui)
        await replace(tui, "told", "only the alerts")
        await counted(tui)
        await tui.press("ctrl+s")
        await tui.until(lambda: "The store is archived." in tui.text())
        assert tui.app.screen is form
        assert form.draft.instructions == "only the alerts"


async def test_sessions_are_picked_from_a_list(week, reading, started):
    """Filtered by typing, marked by space; only those are read, and the count says so at once."""
    async with reading(width=100, height=30) as tui:
        form = await open_form(tui)
        await go_to(tui, "reads")
        await tui.press("right", "tab", "enter")
        await tui.until(lambda: isinstance(tui.app.screen, SessionChoice))
        assert "P1 in dispatch" in tui.text()
        await tui.press("/")
        await tui.type("ledger")
        assert "1 of 3 shown" in tui.text()
        assert "P1 in dispatch" not in tui.text()
        await tui.press("enter", "space")
        assert "1 picked" in tui.text()
        await tui.press("escape")
        assert isinstance(tui.app.screen, SessionChoice)
        assert "P1 in dispatch" in tui.text()
        await tui.press("enter")
        await tui.until(lambda: tui.app.screen is form)
        await counted(tui)
        assert "1 by 1 agent: db-keeper 1" in tui.text()
        await tui.press("ctrl+s")
        await tui.until(lambda: started)
        (dream,) = week.ws.dreams.list()
        assert dream.session_ids == (week.early,)


async def test_who_moves_while_sessions_are_read_is_not_moved(week, reading, monkeypatch):
    """Further pages come at the end; cursor and window stay where they are."""
    for number in range(60):
        week.ws.sessions.start(f"agent-{number:02}", {week.store.id: "read_write"}).create(
            week.store.id, f"/{number:02}.md", "x\n"
        )
    monkeypatch.setattr("memtui.local.dreams._SESSIONS", 40)
    hold, page = threading.Event(), LocalBackend.dreamable

    def slowly(backend, store_id, cursor=None):
        assert cursor is None or hold.wait(10)
        return page(backend, store_id, cursor)

    monkeypatch.setattr(LocalBackend, "dreamable", slowly)
    async with reading(width=100, height=24) as tui:
        await open_form(tui)
        await go_to(tui, "reads")
        await tui.press("right", "tab")
        await tui.pilot.press("enter")
        await tui.until_started(lambda: "40+" in tui.text())
        await tui.pilot.press(*["down"] * 25, "up", "up")
        await tui.pilot.pause()
        view = tui.app.screen.query_one(DreamableList)
        before = (view.cursor, view.scroll_offset.y)
        assert before[1] > 0
        hold.set()
        await tui.until(lambda: " 63 " in tui.text())
        assert (view.cursor, view.scroll_offset.y) == before


async def test_all_that_are_shown_are_picked_and_let_go_at_once(week, reading):
    """`a` is about what the filter leaves; esc without a filter leaves everything as it was."""
    async with reading(width=100, height=30) as tui:
        form = await open_form(tui)
        await go_to(tui, "reads")
        await tui.press("right", "tab", "enter", "a")
        assert "3 picked" in tui.text()
        await tui.press("a")
        assert "0 picked" in tui.text()
        await tui.press("a", "escape")
        await tui.until(lambda: tui.app.screen is form)
        assert form.draft.picked == frozenset()


async def test_another_store_begins_without_what_was_picked_for_the_first(week, reading):
    """The sessions of one store say nothing of another."""
    async with reading(width=100, height=30) as tui:
        form = await open_form(tui)
        await go_to(tui, "reads")
        await tui.press("right", "tab", "enter", "a", "enter")
        await tui.until(lambda: tui.app.screen is form)
        assert len(form.draft.picked) == 3
        await go_to(tui, "store")
        await tui.press("o")
        assert (form.draft.store_id, form.draft.picked) == (week.other.id, frozenset())
        await counted(tui)
        assert "0, 0 B" in tui.line("memories  ")


async def test_one_dreamer_is_a_fact_and_two_are_a_choice(week, reading, monkeypatch):
    """There is no control that could change nothing."""
    async with reading(width=100, height=30) as tui:
        await open_form(tui)
        assert "offline: no key, no network, no model" in tui.line("Dreamer")
        assert not isinstance(tui.app.screen.query_one("#dreamer"), Choice)
        assert "no budget to set" in tui.line("Costs")
        await tui.press("escape", "escape")
        monkeypatch.setattr("core.dreams.dreamers.named.NAMES", ("offline", "other"))
        form = await open_form(tui)
        await go_to(tui, "dreamer")
        await tui.press("right")
        assert form.draft.dreamer == "other"


async def test_what_agents_write_meanwhile_is_counted_too(week, reading):
    """The form shows what would be read now, not when it was opened."""
    async with reading(width=100, height=30) as tui:
        await open_form(tui)
        _wrote(week, "newcomer", "late")
        await tui.until(lambda: tui.app.screen._read is not None and "newcomer" in tui.text())
        assert "4 by 4 agents" in tui.text()


async def test_without_a_store_there_is_no_form(recorded, reading):
    """It says how to come by one; an archived one cannot be dreamt over."""
    recorded.ws.stores.archive(recorded.store.id)
    async with reading(width=100, height=30) as tui:
        await tui.press("4", "+")
        assert not isinstance(tui.app.screen, LaunchForm)
        assert any("memtui store create" in note.message for note in tui.app._notifications)


@pytest.mark.parametrize("size", [(60, 14), (40, 10)])
async def test_a_small_window_scrolls_the_form(week, reading, started, size):
    """Every field can be reached, and the start of it all."""
    width, height = size
    async with reading(width=width, height=height) as tui:
        form = await open_form(tui)
        for _ in range(5):
            await tui.press("tab")
        assert form.focused.id == "start"
        assert "Dream over 2" in tui.text()
        await tui.press("enter")
        await tui.until(lambda: started)


async def test_a_session_that_was_deleted_is_no_longer_told_of(week, reading, started):
    """`i` shows what is left of a dream's inputs."""
    async with reading(width=100, height=30) as tui:
        await open_form(tui)
        await tui.press("ctrl+s")
        await tui.until(lambda: started)
        week.ws.transcripts.delete(week.told)
        await tui.until(lambda: "waiting" in tui.text())
        await tui.press("i")
        assert "sessions  3" in tui.text()
        (line,) = [one for one in tui.text().split("\n") if "triage" in one]
        assert f"{week.clock():%Y-%m}" in line
        assert line.rstrip("│ ").endswith("0 events  P1 in dispatch")


async def test_every_session_that_a_dream_read_is_named(recorded, reading, started):
    """The window is read to its end, however many there are."""
    for number in range(40):
        _wrote(recorded, f"agent-{number:02}", f"task {number}")
    async with reading(width=80, height=24) as tui:
        await open_form(tui)
        await tui.press("ctrl+s")
        await tui.until(lambda: started)
        await tui.press("i", "G")
        assert " task " in tui.text()
        names = {line.split()[2] for line in tui.app.screen._lines.texts if "task" in line}
        assert len(names) == 40


@pytest.fixture
def many(recorded):
    """Stores of which a person has one in mind; two have one name."""
    for name in ("Alpha notes", "Beta notes", "Working memory", "World facts", "Twin", "Twin"):
        recorded.ws.stores.create(name)
    return recorded


async def test_a_store_is_found_by_what_is_typed(many, reading):
    """Beginnings first, then what holds it; the arrows go round among those."""
    async with reading(width=100, height=30) as tui:
        await tui.press("4", "+")
        chosen = lambda: tui.line("▌Store")  # noqa: E731 - looked at again and again
        await tui.type("wor")
        assert "◂ World facts ▸  1 of 2 with “wor”" in chosen()
        await tui.press("right")
        assert "◂ Working memory ▸  2 of 2 with “wor”" in chosen()
        await tui.press("right")
        assert "◂ World facts ▸  1 of 2" in chosen()
        await tui.press("x")
        assert "1 of 2 with “wor”" in chosen()
        await tui.press("backspace", "backspace", "backspace")
        assert "of 7" in chosen()
        await tui.type("notes")
        assert "Beta notes" in chosen()
        await tui.press("escape")
        assert "with" not in chosen()
        await tui.press("escape")
        assert not isinstance(tui.app.screen, LaunchForm)


async def test_stores_of_one_name_are_told_apart(many, reading):
    """By the ends of their ids, as elsewhere."""
    async with reading(width=100, height=30) as tui:
        await tui.press("4", "+")
        await tui.type("twin")
        seen = [tui.line("▌Store")]
        await tui.press("right")
        seen.append(tui.line("▌Store"))
        twins = [one.id for one in many.ws.stores.list() if one.name == "Twin"]
        assert len(twins) == 2
        assert all(f"Twin ({short_id(one)})" in line for one, line in zip(twins, seen, strict=True))


async def test_what_was_filled_in_is_there_again_after_the_form_was_left(week, reading, started):
    """`esc` loses nothing, and neither does the end of the program; `ctrl+r` begins anew."""
    kept = []
    wishes = Wishes(remembered=Remembered(), keep=kept.append)
    async with reading(width=80, height=24, wishes=wishes) as tui:
        await open_form(tui)
        await replace(tui, "told", "look at the drains")
        await replace(tui, "since", "2d")
        await tui.press("escape")
        assert told(tui) == ["What you filled in is kept; + brings it back."]
        await tui.press("+")
        await counted(tui)
        form = tui.app.screen
        assert (form.draft.instructions, form.draft.since) == ("look at the drains", "2d")
        assert "look at the drains" in tui.text()
        assert "As you left it; ^r begins anew." in tui.text()
        tui.app.exit()
    async with reading(width=80, height=24, wishes=Wishes(remembered=kept[-1])) as tui:
        await open_form(tui)
        assert tui.app.screen.draft.instructions == "look at the drains"
        await tui.press("ctrl+r")
        await counted(tui)
        assert not tui.app.screen.draft.is_begun
        assert "As you left it" not in tui.text()
        await tui.press("escape")
        assert told(tui) == []


async def test_a_form_that_began_its_dream_is_empty_again(week, reading, started):
    """What was asked for is asked for."""
    async with reading(width=100, height=30) as tui:
        await open_form(tui)
        await replace(tui, "told", "look at the drains")
        await counted(tui)
        await tui.press("ctrl+s")
        await tui.until(lambda: started)
        await tui.press("+")
        assert tui.app.screen.draft.instructions == ""


async def test_a_form_for_a_store_that_was_deleted_since_is_empty(week, reading):
    """There is nothing to dream over any more."""
    async with reading(width=100, height=30) as tui:
        await open_form(tui)
        await replace(tui, "told", "look at the drains")
        gone = tui.app.screen.draft.store_id
        await tui.press("escape")
        week.ws.stores.delete(gone)
        await tui.press("ctrl+r", "+")
        assert tui.app.screen.draft.store_id != gone
        assert tui.app.screen.draft.instructions == ""


async def test_whom_is_read_is_named_in_full_where_there_is_a_row_for_it(week, reading):
    """A second row, while one is left; the number is in any case the first word."""
    for number in range(3):
        _wrote(week, f"an-agent-with-a-name-{number}", "x")
    async with reading(width=80, height=24) as tui:
        await open_form(tui)
        assert "6 by 6 agents" in tui.text()
        for number in range(3):
            assert f"an-agent-with-a-name-{number} 1" in tui.text()
        assert "memories  " in tui.text()
