"""
Pictures of the Dreams screen, the form that starts a dream, and a review. What they mean is tested
elsewhere.

Made with the Textual that `constraints.txt` pins: other versions paint other pixels.
"""

import pytest
import textual

from core.dreams.proposal import ChangeKind, Evidence
from core.dreams.reviewing.choosing import Selection
from core.dreams.verdicts import Action
from memtui.app import MemtuiApp
from memtui.local.workspace import LocalBackend
from memtui.screenshot import settled
from tests.support.claude_lines import SESSION, answered, called, said
from tests.support.reviewing import edit, finding, proposed

pytestmark = pytest.mark.skipif(
    textual.__version__ != "8.2.8", reason="pictures are made with Textual 8.2.8"
)
SIZES = [(80, 24), (120, 40)]
STATES = {
    "list": ["4"],
    "form": ["4", "+"],
    "picking": ["4", "+", "right", "tab", "enter", "space", "space"],
    "review": ["4", "enter"],
    "sides": ["4", "enter", "v"],
    "apply": ["4", "enter", "ctrl+s"],
}
DRAIN = "- Drain `dispatch` before any restart: run `yardctl drain dispatch --wait` first."
RETRY = "- Retries are given up after 3 tries."


@pytest.fixture
def dreamt(recorded):
    """A store, three sessions that wrote to it or were ingested, and a dream half reviewed."""
    ws, store = recorded.ws, recorded.store.id
    recorded.clock.now = recorded.clock.now.replace(hour=12, minute=0, second=7)
    session = recorded.record(
        SESSION,
        [
            said(0, "Dispatch stalls again. Look what we know, and find out why."),
            called(1, "Bash", command="yardctl retries"),
            answered(2, 1, "retry limit: 5"),
        ],
    )
    for agent, title in (("db-keeper", "ledger"), ("triage", "P1 in dispatch")):
        recorded.clock.forward(hours=1)
        writer = ws.sessions.start(agent, {store: "read_write"}, title=title)
        for path in ("/alerts/dispatch-p1.md", "/services/dispatch.md"):
            text = f"# Of {agent}\n\n{DRAIN}\n{RETRY}\n- Deploys are on Tuesday.\n"
            writer.create(store, path.replace(".md", f"-{agent}.md"), text)
    (event,) = [one for one in ws.transcripts.all_events(session) if "retry limit" in one.body]
    cited = Evidence("retry limit: 5", "5", "logs/p1.jsonl:3", session, event.id, event.ts)
    twice = [f"/{folder}/dispatch{end}.md" for folder, end in (("alerts", "-p1"), ("services", ""))]
    dream_id = proposed(
        ws,
        store,
        [
            finding(
                "The limit of retries is 5 now",
                edit("/services/dispatch-triage.md", 4, [RETRY], [RETRY.replace("3", "5")]),
                kind=ChangeKind.RESOLVE_CONTRADICTION,
                evidence=(cited,),
            ),
            finding(
                "Two entries say the same of the drain",
                *(edit(one.replace(".md", "-db-keeper.md"), 3, [DRAIN], []) for one in twice),
                kind=ChangeKind.MERGE_DUPLICATES,
            ),
        ],
    )
    first = ws.reviews.look(dream_id).review.parts[0]
    ws.reviews.decide(dream_id, Action.ACCEPT, Selection(hunks=(first.id,)))
    recorded.clock.forward(minutes=3)
    return recorded


@pytest.fixture
def picture(dreamt, snap_compare, monkeypatch):
    """Compares the app after some keys with its picture."""
    monkeypatch.setattr("memtui.screens.launch_form._PAUSE_S", 0.0)

    def compare(size, keys):
        app = MemtuiApp(LocalBackend(dreamt.ws, "team.db"), dreamt.clock)

        async def bring_about(pilot):
            await settled(app)
            for key in keys:
                await pilot.press(key)
                await settled(app)
                await pilot.pause()
            await settled(app)
            await pilot.pause()

        return snap_compare(app, terminal_size=size, run_before=bring_about)

    return compare


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("state", STATES)
def test_state(picture, state, size):
    """The list; the form and its sessions; a review, and the page before it is applied."""
    assert picture(size, STATES[state])


@pytest.mark.parametrize("state", ["form", "review"])
def test_without_colour(picture, monkeypatch, state):
    """Signs, words and edges say everything that colour does."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture((80, 24), STATES[state])


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_finding(dreamt, picture, size):
    """What it quotes stands in the middle, and the places of it beside the reasons."""
    path = "/services/dispatch-triage.md"
    cites = [Evidence(RETRY, "3", f"{path}:4"), Evidence(DRAIN, "dispatch", f"{path}:3")]
    found = finding("Are retries given up after 3 tries?", evidence=tuple(cites))
    proposed(dreamt.ws, dreamt.store.id, [found])
    assert picture(size, ["4", "enter"])
