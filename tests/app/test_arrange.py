"""Panes give way in a fixed order."""

import pytest

from memtui.screens.arrange import CONTENT, DIFF, FEED, HISTORY, TREE, arrange


def panes(width, height, focused=TREE, right=CONTENT, text=CONTENT, *, is_zoomed=False):
    plan = arrange(width, height, focused=focused, right=right, text=text, is_zoomed=is_zoomed)
    return set(plan.panes)


@pytest.mark.parametrize(
    ("width", "height", "wanted"),
    [
        (200, 60, {TREE, CONTENT, HISTORY, FEED}),
        (120, 40, {TREE, CONTENT, HISTORY, FEED}),
        (119, 40, {TREE, CONTENT, FEED}),
        (80, 24, {TREE, CONTENT, FEED}),
        (80, 19, {TREE, CONTENT}),
        (60, 20, {TREE, FEED}),
        (40, 10, {TREE}),
    ],
)
def test_what_is_in_view(width, height, wanted):
    """First the history, then the text, then the feed."""
    assert panes(width, height) == wanted


@pytest.mark.parametrize("size", [(200, 60), (80, 24), (60, 20), (40, 10)])
@pytest.mark.parametrize("focused", [TREE, CONTENT, DIFF, HISTORY, FEED])
def test_the_focused_pane_is_always_in_view(size, focused):
    """Otherwise keys would go nowhere."""
    right = HISTORY if focused == HISTORY else CONTENT
    text = DIFF if focused == DIFF else CONTENT
    assert focused in panes(*size, focused, right, text)
    assert panes(*size, focused, right, text, is_zoomed=True) == {focused}


@pytest.mark.parametrize("width", range(72, 251))
def test_the_text_has_the_most_room(width):
    """Whatever the width, a line of text is never narrower than its neighbours."""
    plan = arrange(width, 40, focused=TREE, right=CONTENT, text=CONTENT, is_zoomed=False)
    rest = width - (plan.tree_width or 0) - (plan.history_width or 0)
    assert rest >= max(plan.tree_width or 0, plan.history_width or 0)
