"""Every action once: bindings, footer, help and palette say the same."""

import pytest
from rich.cells import cell_len
from textual.widgets import Input, OptionList

from memtui import keys
from memtui.app import MemtuiApp
from memtui.screens.conflicts import ConflictsScreen
from memtui.screens.dreams import DreamsScreen
from memtui.screens.help import HelpScreen
from memtui.screens.markdown import MarkdownScreen
from memtui.screens.resolver import ResolverScreen
from memtui.screens.reviewing.screen import ReviewScreen
from memtui.screens.search import SearchScreen
from memtui.screens.sessions import SessionsScreen
from memtui.screens.stores import StoresScreen
from memtui.screens.timeline import TimelineScreen
from memtui.screens.transcript import TranscriptScreen
from memtui.screens.travel import TravelScreen
from memtui.widgets.conflict_blocks import BlockLines
from memtui.widgets.content import ContentView
from memtui.widgets.diff import DiffView
from memtui.widgets.feed import FeedView
from memtui.widgets.history import HistoryView
from memtui.widgets.lines import Lines
from memtui.widgets.review_hunks import HunksView
from memtui.widgets.text_lines import TextLines
from memtui.widgets.timeline_lanes import LaneView
from memtui.widgets.transcript_view import TranscriptView
from memtui.widgets.tree import StoreTree
from memtui.widgets.two_sides import TwoSided

WORKS_IN = {
    keys.Place.APP: MemtuiApp,
    keys.Place.STORES: StoresScreen,
    keys.Place.MEMORY: StoresScreen,
    keys.Place.ACTING: StoresScreen,
    keys.Place.LINES: Lines,
    keys.Place.TREE: StoreTree,
    keys.Place.CONTENT: ContentView,
    keys.Place.TEXT: TextLines,
    keys.Place.MARKDOWN: MarkdownScreen,
    keys.Place.HISTORY: HistoryView,
    keys.Place.DIFF: DiffView,
    keys.Place.SIDES: TwoSided,
    keys.Place.FEED: FeedView,
    keys.Place.TRAVEL: TravelScreen,
    keys.Place.SEARCH: SearchScreen,
    keys.Place.TIMELINE: TimelineScreen,
    keys.Place.LANES: LaneView,
    keys.Place.CONFLICTS: ConflictsScreen,
    keys.Place.BLOCKS: BlockLines,
    keys.Place.RESOLVER: ResolverScreen,
    keys.Place.SESSIONS: SessionsScreen,
    keys.Place.DREAMS: DreamsScreen,
    keys.Place.REVIEW: ReviewScreen,
    keys.Place.HUNKS: HunksView,
    keys.Place.TRANSCRIPT: TranscriptView,
    keys.Place.READING: TranscriptScreen,
}


@pytest.mark.parametrize("action", keys.ACTIONS, ids=lambda action: action.id)
def test_every_action_does_something(action):
    """There is a method behind it, a verb, a sentence, and a binding with its id."""
    where = WORKS_IN[action.place]
    assert callable(getattr(where, f"action_{action.method}"))
    assert action.help.endswith(".")
    assert "[" not in action.help, "the palette would read markup"
    assert len(action.verb) <= 16
    ids = {binding.id for binding in keys.bindings(action.place)}
    assert (action.id in ids) == bool(action.keys)


@pytest.mark.parametrize("pane", [StoreTree, ContentView, DiffView, HistoryView, FeedView])
def test_no_key_means_two_things_in_one_place(pane):
    """What a pane binds itself is not bound twice."""
    for places in (pane.PLACES, (keys.Place.LINES,), (keys.Place.STORES, keys.Place.MEMORY)):
        bound = [key for action in keys.actions(*places) for key in action.keys]
        assert len(bound) == len(set(bound))


def test_no_key_needs_what_terminals_cannot_send():
    """No alt, and brackets have a letter beside them."""
    for action in keys.ACTIONS:
        assert not any(key.startswith("alt+") for key in action.keys)
        assert not action.keys or set(action.keys) - set("[]{}")


@pytest.mark.anyio
@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_footer_fits_and_begins_with_help(team, running, width):
    """In every pane, whatever else gives way."""
    async with running(width=width) as tui:
        await tui.go_to("/services/dispatch.md")
        for _ in range(4):
            footer = tui.text().split("\n")[-1]
            assert footer.startswith(" ? help  ⏎ open")
            assert cell_len(footer) <= width
            assert footer == footer.rstrip("…")
            await tui.press("tab")
        await tui.press("d")
        assert tui.text().split("\n")[-1].startswith(" ? help  ⏎ open  d content")


@pytest.mark.anyio
async def test_help_is_searchable_and_does_what_is_chosen(team, running):
    """`?`, a few letters, enter."""
    async with running() as tui:
        await tui.press("question_mark")
        assert isinstance(tui.app.screen, HelpScreen)
        assert "Keep the cursor on the newest write." in tui.text()
        await tui.type("zoom")
        assert tui.app.screen.query_one(Input).value == "zoom"
        assert "Keep the cursor" not in tui.text()
        assert "Give this pane the whole screen" in tui.text()
        await tui.press("enter")
        assert tui.app.screen is tui.screen
        assert "Feed" not in tui.text()


@pytest.mark.anyio
async def test_help_shows_what_works_in_the_focused_pane(team, running):
    """In the history it speaks of marks, in the feed not of versions."""
    async with running() as tui:
        await tui.go_to("/services/dispatch.md")
        await tui.press("tab", "tab", "f1")
        assert "Mark a version" in tui.text()
        await tui.press("escape", "tab", "question_mark")
        assert "Go to the newest change" in tui.text()
        assert "Show the version before" not in tui.text()
        await tui.type("nothing at all")
        assert "No key does that." in tui.text()


@pytest.mark.anyio
async def test_the_palette_runs_actions_and_finds_stores(team, running):
    """Every action that works now, and every store, by name."""
    async with running() as tui:
        await tui.press("colon")
        await tui.until(lambda: "Search for commands" in tui.text())
        await tui.type("go to work")
        await tui.until(
            lambda: (
                "Go to Working memory" in tui.text()
                and tui.app.screen.query_one(OptionList).option_count == 1
            )
        )
        await tui.press("enter")
        await tui.until(lambda: tui.app.screen is tui.screen)
        assert tui.tree.node.name == "Working memory"


@pytest.mark.anyio
async def test_panes_are_reached_and_zoomed_with_keys(team, running):
    """`tab` goes round, `z` gives one pane the screen, `esc` gives it back."""
    async with running() as tui:
        panes = []
        for _ in range(4):
            panes.append(tui.screen.focused_pane)
            await tui.press("tab")
        assert panes == ["tree", "content", "history", "feed"]
        await tui.press("z")
        assert "Feed" not in tui.text()
        await tui.press("escape")
        assert "Feed" in tui.text()


@pytest.mark.anyio
@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quitting_is_one_key(team, running, key):
    """From anywhere but a search line."""
    async with running() as tui:
        await tui.pilot.press(key)
        await tui.pilot.pause()
        assert tui.app._exit
