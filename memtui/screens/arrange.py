"""
Which panes are on the screen, and how large: the fixed order in which they give way. Pure.

Wide: tree, text, history side by side, and the feed under them. Narrower, text and history share a
place: the one that was used last is there. Narrower still, one pane at a time; low, no feed.
"""

from dataclasses import dataclass

TREE, CONTENT, DIFF, HISTORY, FEED = "tree", "content", "diff", "history", "feed"

_THREE_COLUMNS = 120
_TWO_COLUMNS = 72
_WITH_FEED = 20


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The panes in view and the sizes of those that do not take what is left."""

    panes: frozenset[str]
    tree_width: int | None
    history_width: int | None
    feed_height: int | None
    """`None`: all there is."""


def arrange(
    width: int, height: int, *, focused: str, right: str, text: str, is_zoomed: bool
) -> Arrangement:
    """
    The panes for a screen of this size.

    Args:
        focused: The pane that the keys go to; it is always in view.
        right: Whether `text` or `HISTORY` stands beside the tree when only one of them fits.
        text: `CONTENT` or `DIFF`, whichever shows the memory now.
    """
    if is_zoomed:
        return Arrangement(frozenset({focused}), None, None, None)
    panes: set[str] = set()
    tree_width = history_width = None
    if width >= _THREE_COLUMNS:
        panes |= {TREE, text, HISTORY}
        spare = width - _THREE_COLUMNS
        tree_width = min(72, 34 + spare * 2 // 5)
        history_width = min(52, 36 + spare // 6)
    elif width >= _TWO_COLUMNS:
        panes |= {TREE, right if right == HISTORY else text}
        tree_width = max(30, min(44, width * 42 // 100))
    elif focused == FEED:
        panes.add(TREE)
    else:
        panes.add(focused)
    feed_height = None
    if height >= _WITH_FEED:
        panes.add(FEED)
        feed_height = 6 if height < 30 else 9 if height < 45 else 14
    elif focused == FEED:
        panes = {FEED}
    return Arrangement(frozenset(panes), tree_width, history_width, feed_height)
