"""The first line at every width: what stays, what gives way, and in which order."""

import pytest

from core.overseeing.alarms import Alarm, AlarmKind
from memtui.bridge import Batch, Changed, Lost
from memtui.local.workspace import LocalBackend
from memtui.widgets.title_order import Extra, kept

pytestmark = pytest.mark.anyio

MODES = ("1", "2", "3", "4", "5", "F")
ALARM = Alarm(AlarmKind.BURST, None, "triage", None, 9, "/a.md", "triage wrote much")


def test_what_gives_way_does_so_in_one_order():
    """The more room, the more stays; what stands first in the order never yields to the rest."""
    widths = {extra: [10] for extra in Extra}
    order = list(Extra)
    for room in range(95):
        assert list(kept(room, widths)) == order[: room // 10]
    assert kept(10, {Extra.NAMES: [4, 0, 40, 4], Extra.RATE: [1]}) == {Extra.NAMES: 2}


@pytest.fixture
def trouble(collided, monkeypatch):
    """Three conflicts and an alarm."""
    for number in range(3):
        collided.clash(f"/{number}.md", "base\n", "theirs\n", "mine\n")
    collided.clock.forward(minutes=10)
    monkeypatch.setattr(LocalBackend, "alarms", lambda _: (ALARM,))
    return collided


@pytest.mark.parametrize("width", [200, 120, 80, 60])
async def test_every_screen_says_the_same_at_each_width(trouble, watching, width):
    """The program, whether it is live, the keys and what needs a person are always there."""
    async with watching(width=width, height=30) as tui:
        for key in MODES:
            await tui.press(key)
            await tui.until(lambda: "⚠ 3" in tui.line("memtui") and "▲ " in tui.line("memtui"))
            line = tui.text().split("\n")[0]
            assert line.startswith(" memtui "), line
            assert line.endswith("● live"), line
            assert all(f" {number} " in line for number in "12345"), line
            if width >= 120:
                assert "Timeline" in line, line
                assert " writes/min " in line, line
            if width == 200:
                assert " team.db " in line, line
            await tui.press("escape")


@pytest.mark.parametrize(
    ("width", "shown", "gone"),
    [
        (140, {"Sessions", "memory", "team.db", "writes/min", "burst:"}, set()),
        (130, {"Sessions", "memory", "team.db", "writes/min"}, {"burst:"}),
        (120, {"Sessions", "memory", "writes/min"}, {"burst:", "team.db"}),
        (110, {"Sessions", "memory"}, {"burst:", "team.db", "writes/min"}),
        (90, {"Sessions"}, {"burst:", "team.db", "writes/min", "memory"}),
        (80, {"Timeline", "Dreams"}, {"Sessions", "memory", "team.db", "writes/min"}),
        (60, {"Stores"}, {"Timeline", "memory"}),
    ],
)
async def test_a_narrow_line_keeps_what_matters_most(trouble, watching, width, shown, gone):
    """What the alarm is about goes, workspace, rate, place, then the names of the other modes."""
    async with watching(width=width, height=30) as tui:
        await tui.until(lambda: "⚠ 3" in tui.line("memtui") and "▲ " in tui.line("memtui"))
        tui.screen.go_to_store(trouble.store.id)
        await tui.until(lambda: "memory" in tui.line("memtui") or width <= 90)
        words = set(tui.line("memtui").split())
        assert shown <= words, words
        assert not gone & words, words


@pytest.mark.parametrize("width", [40, 30, 24, 18])
@pytest.mark.parametrize("key", MODES)
async def test_the_narrowest_line_says_what_needs_a_person_and_what_is_live(
    trouble, watching, width, key
):
    """The program and the keys of the modes go before that."""
    async with watching(width=width, height=6) as tui:
        await tui.press(key)
        await tui.until(lambda: "▲" in tui.text().split("\n")[0])
        line = tui.text().split("\n")[0]
        assert line.endswith("● live"), line
        assert "⚠ 3" in line or "3⚠3" in line, line
        assert "▲ 1" in line or "▲1" in line, line


async def test_the_rate_is_that_of_the_last_minute_on_every_screen(team, running):
    """Counted by what arrives while another screen is in front."""
    async with running(width=200) as tui:
        await tui.press("3")
        before = tui.text().split("\n")[0]
        team.write(team.notes, "/new.md", "x", "triage")
        await tui.seen()
        after = tui.text().split("\n")[0]
        assert before != after
        await tui.press("1")
        assert tui.text().split("\n")[0].split("writes/min")[0].split()[-1] in after.split()


async def test_the_rate_counts_more_than_the_feed_begins_with(collided, watching, clock):
    """Of what was written in the minute before the start, too; a minute later that is over."""
    clock.forward(minutes=5)
    collided.ws.memories.create_many(
        collided.store.id, {f"/bulk/{number}.md": "x\n" for number in range(450)}
    )
    async with watching(width=140) as tui:
        await tui.until(lambda: " 450 writes/min " in tui.line("memtui"))
        collided.mine.create(collided.store.id, "/new.md", "x\n")
        await tui.until(lambda: " 451 writes/min " in tui.line("memtui"))
        clock.forward(seconds=70)
        tui.app.tick()
        await tui.settle()
        assert " 0 writes/min " in tui.line("memtui")


async def test_it_says_how_far_behind_it_is_until_it_has_caught_up(team, running):
    """On the screen in front and on those behind it."""
    async with running() as tui:
        for key in ("3", "1"):
            await tui.press(key)
        tui.app.post_message(Changed(Batch((), behind=1_234)))
        await tui.settle()
        assert tui.line("memtui").endswith("◐ 1,234 behind")
        await tui.press("3")
        assert tui.line("memtui").endswith("◐ 1,234 behind")
        tui.app.post_message(Changed(Batch(())))
        await tui.settle()
        assert tui.line("memtui").endswith("● live")


async def test_what_is_worse_than_behind_is_said_first(team, running):
    """A lost connection, then a pause."""
    async with running() as tui:
        tui.app.post_message(Changed(Batch((), behind=9)))
        await tui.press("p")
        assert tui.line("memtui").endswith("‖ paused")
        tui.app.post_message(Lost("The disk is gone."))
        await tui.settle()
        assert tui.line("memtui").endswith("○ not connected")
