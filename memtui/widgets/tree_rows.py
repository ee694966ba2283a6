"""
How a line of the tree looks: its fold, its name, and what stands at the right. Pure.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from rich.cells import cell_len

from memtui.widgets import figures
from memtui.widgets.cells import fit, fit_right
from memtui.widgets.lines import Parts
from memtui.widgets.tree_nodes import Kind, Node

_BRIGHT = timedelta(seconds=4)
_AGE, _WHO, _SIZE = 4, 13, 5


def look(node: Node) -> str:
    """The looks of the whole line."""
    if node.is_gone:
        return "dim struck"
    return "bold" if node.kind is Kind.STORE else ""


def parts(node: Node, width: int, now: datetime, signs: Parts = ()) -> Iterator[tuple[str, str]]:
    """
    The pieces of a line.

    Args:
        signs: What stands in front of the name, with its looks.
    """
    fold = ("▾ " if node.is_open else "▸ ") if node.is_folder else "  "
    head = "  " * node.depth + fold
    signs = list(signs)
    aside = list(_aside(node, now, width))
    room = width - len(head) - sum(cell_len(part) for part, _ in [*signs, *aside])
    is_live = node.is_live(now) and not (node.is_folder and node.is_open)
    yield head, "dim"
    yield from signs
    yield fit(_called(node), room), "dim" if node.kind is Kind.MORE else "live" if is_live else ""
    yield from aside


def _called(node: Node) -> str:
    if node.is_folder and node.is_loading and not node.children:
        return f"{node.name} …"
    return node.name


def _aside(node: Node, now: datetime, width: int) -> Parts:
    """The right-hand part, dim; the narrower the pane, the less of it."""
    if node.kind is Kind.STORE and node.is_archived:
        yield " archived ", "dim"
    if node.is_live(now) and not (node.is_folder and node.is_open):
        is_bright = node.live_at is not None and now - node.live_at < _BRIGHT
        yield " ✕ " if node.is_gone else " ● ", "live" if is_bright else "dim"
        # In place of the columns: a name says more than "now".
        yield fit(node.live_by, min(cell_len(node.live_by), max(6, width // 3))), "live"
        return
    if node.kind is not Kind.MEMORY:
        return
    if width >= 54:
        yield fit_right("" if node.size is None else figures.size(node.size), _SIZE + 1), "dim"
    if width >= 40:
        yield "  " + fit(node.writer or "", _WHO if width >= 48 else _WHO - 4), "dim"
    yield fit_right("" if node.at is None else figures.age(node.at, now), _AGE + 1), "dim"
