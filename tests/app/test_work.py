"""Work of screens that is asked for and then never begins."""

import ast
import gc
import warnings
from pathlib import Path

import pytest

import memtui
from memtui.widgets.tree import StoreTree

pytestmark = pytest.mark.anyio


def close_at_once(app):
    """What closing the app does to work: what has not begun never will."""
    app.workers.cancel_all()


async def warned(tui, ask):
    """What Python complains of when the app is closed right after something was asked for."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        ask(tui.app.stores)
        close_at_once(tui.app)
        await tui.pilot.pause()
        gc.collect()
    return [str(one.message) for one in told]


@pytest.mark.parametrize(
    "ask",
    [
        lambda screen: screen.start("feed", screen.read_feed),
        lambda screen: screen.start_beside(screen.read_feed),
        lambda screen: screen.read_heads(StoreTree.Unknown((("store", "mem_1"),))),
        lambda screen: screen.action_rescan(),
        lambda screen: screen.app.action_watched(),
    ],
    ids=["start", "beside", "heads", "rescan", "watched"],
)
async def test_closing_before_work_began_leaves_no_coroutine(running, team, ask):
    """No coroutine exists before its worker begins, so none is left that was never awaited."""
    async with running() as tui:
        assert await warned(tui, ask) == []


async def test_who_asks_again_gets_the_newest_alone(running):
    """Who moves fast asks for what nobody will see: only the last of a name is done."""
    async with running() as tui:
        done = []

        async def work(name):
            done.append(name)

        tui.app.stores.start("look", work, "first")
        tui.app.stores.start("look", work, "second")
        tui.app.stores.start_beside(work, "beside")
        await tui.settle()
        assert done == ["second", "beside"]


def test_only_one_module_starts_workers():
    """Whoever begins work does it by `memtui.work`, which takes functions."""
    root = Path(memtui.__file__).parent
    found = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "run_worker"
    }
    assert found == {"work.py"}
