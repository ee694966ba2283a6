"""One agent in the light, and how each store stands; neither is said by colour alone."""

import pytest

from core.overseeing.standing import StoreStanding
from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend
from memtui.screens.agent_choice import AgentChoice

pytestmark = pytest.mark.anyio


def marked(tui):
    """The rows of the tree that carry the mark of the agent."""
    tree = tui.tree
    return [
        tree.shown.rows[row].name
        for row in range(tree.count)
        if any(part == "◆ " for part, _ in tree.row_parts(row, 40))
    ]


async def choose(tui, at=0):
    """Take an agent from the list."""
    await tui.press("a")
    await tui.until(lambda: isinstance(tui.app.screen, AgentChoice))
    await tui.press(*("j" * at), "enter")
    await tui.until(lambda: tui.screen.agent is not None)


async def test_what_an_agent_touched_is_marked_and_the_rest_is_dim(team, running):
    """Directories above it too; the rest stays readable and in place."""
    async with running() as tui:
        before = tui.rows()
        await choose(tui, at=2)
        assert tui.screen.agent == "triage"
        assert marked(tui) == [
            "Working memory",
            "alerts/",
            "dispatch-p1.md",
            "services/",
            "dispatch.md",
        ]
        assert tui.rows() == before
        row = next(n.row for n in tui.tree.shown.rows if n.name == "notify.md")
        assert tui.tree.row_look(row) == "faint"
        assert "◆ triage" in tui.line("memtui")


async def test_the_list_says_who_wrote_how_much(team, running):
    """Name, writes, and when it was last seen."""
    async with running() as tui:
        await tui.press("a")
        await tui.until(lambda: isinstance(tui.app.screen, AgentChoice))
        listed = [row.strip(" │▌").split() for row in tui.text().split("\n") if "│" in row]
        assert ["triage", "3", "just", "now"] in listed
        await tui.press("escape")
        assert tui.screen.agent is None


async def test_its_versions_stand_out_in_the_history(team, running):
    """By a mark; those of others are dim."""
    async with running(120, 40) as tui:
        await choose(tui, at=2)
        await tui.go_to("/services/dispatch.md")
        signs = [next(iter(tui.history.row_parts(row, 40)))[0] for row in range(3)]
        assert signs == ["• ", "  ", "• "]
        assert [tui.history.row_look(row) for row in range(3)] == ["", "faint", ""]


async def test_what_it_touches_now_is_marked_at_once(team, running):
    """The change feed says it; nothing is read again."""
    async with running() as tui:
        await choose(tui, at=2)
        asked = team.calls["touched"]
        team.write(team.notes, "/alerts/notify.md", "more\n", "triage")
        await tui.seen()
        assert "notify.md" in marked(tui)
        assert team.calls["touched"] == asked


@pytest.mark.parametrize("key", ["a", "escape"])
async def test_the_same_key_and_escape_end_it(team, running, key):
    """Nothing is dim or marked then."""
    async with running() as tui:
        await choose(tui)
        await tui.press(key)
        assert tui.screen.agent is None
        assert marked(tui) == []
        assert "◆" not in tui.text()


async def test_a_store_says_how_it_stands(team, running):
    """What needs a person first; the narrower the pane, the less of it."""
    team.stands = {
        team.notes.id: StoreStanding(1_234, 4_500_000, 12, 2, ("oncall", "evil\x1b[31m")),
    }
    async with running(200, 40) as tui:
        await tui.until(lambda: "1,234" in tui.text())
        line = tui.line("Working memory ")
        assert "⚠ 2 12/min 1,234 4.5MB read-only: oncall, evil…" in line
        narrow = "".join(part for part, _ in tui.tree.row_parts(4, 33))
        assert "⚠ 2 12/min" in narrow
        assert "read-only:" not in narrow


async def test_a_real_workspace_says_how_its_stores_stand(collided, watching):
    """Counted once, and kept up while agents write."""
    collided.clash("/a.md", "one\n", "two\n", "three\n")
    async with watching(200, 40) as tui:
        await tui.until(lambda: "⚠ 1" in tui.line("Working memory "))
        assert " 1 4B" in tui.line("Working memory ")
        assert "Org knowledge " in tui.line("read-only: db-keeper, triage")
        collided.mine.create(collided.store.id, "/b.md", "text\n")
        await tui.until(lambda: " 2 9B" in tui.line("Working memory "))


async def test_an_agent_of_a_real_workspace(collided, running, clock):
    """From the list to the marks."""
    collided.mine.create(collided.store.id, "/mine/a.md", "text\n")
    collided.theirs.create(collided.store.id, "/theirs/a.md", "text\n")
    async with running(app=MemtuiApp(LocalBackend(collided.ws, "team.db"), clock)) as tui:
        await choose(tui)
        names = {"db-keeper": "theirs/", "triage": "mine/"}
        assert names[tui.screen.agent] in marked(tui)
        assert len(marked(tui)) == 3
