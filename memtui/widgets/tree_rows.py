"""
How a line of the tree looks: its fold, its name, and what stands at the right. Pure.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from rich.cells import cell_len

from core.overseeing.standing import StoreStanding
from memtui.text import visible
from memtui.widgets import figures
from memtui.widgets.cells import fit, fit_right
from memtui.widgets.painted import Parts
from memtui.widgets.tree_nodes import Kind, Node

_BRIGHT = timedelta(seconds=4)
_AGE, _WHO, _SIZE = 4, 13, 5
_READ_ONLY = " read-only: "
_NAME = 18
"""Cells of a store's name that nothing takes away."""


def look(node: Node, *, is_dim: bool = False) -> str:
    """The looks of the whole line; dim is what has nothing to do with what is looked at."""
    if node.is_gone:
        return "dim struck"
    if is_dim:
        return "faint"
    return "bold" if node.kind is Kind.STORE else ""


def parts(
    node: Node,
    width: int,
    now: datetime,
    signs: Parts = (),
    standing: StoreStanding | None = None,
) -> Iterator[tuple[str, str]]:
    """
    The pieces of a line.

    Args:
        signs: What stands in front of the name, with its looks.
        standing: Of a store: how it stands.
    """
    fold = ("▾ " if node.is_open else "▸ ") if node.is_folder else "  "
    head = "  " * node.depth + fold
    signs = list(signs)
    if node.kind is Kind.STORE:
        aside = list(_of_store(node, standing, width))
    else:
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


def _of_store(node: Node, standing: StoreStanding | None, width: int) -> Parts:
    """What stands behind a store's name: what needs a person first, as much as there is room."""
    said: list[tuple[str, str]] = []
    if standing is not None and standing.open_conflicts:
        said.append((f" ⚠ {standing.open_conflicts:,}", "warn"))
    if node.is_archived:
        said.append((" archived", "dim"))
    if standing is not None:
        if standing.recent_writes:
            said.append((f" {standing.recent_writes:,}/min", "live"))
        said.append((f" {standing.memories:,}", "dim"))
        said.append((f" {figures.size(standing.content_bytes)}B", "dim"))
        if standing.read_only_for:
            names = ", ".join(visible(name, keep="") for name in standing.read_only_for)
            said.append((f"{_READ_ONLY}{names}", "dim"))
    room = width - 2 - min(cell_len(node.name), _NAME)
    for whole, look_of_it in said:
        text = whole
        if cell_len(whole) > room and whole.startswith(_READ_ONLY):
            # For whom may give way; that it is so may not.
            text = fit(whole, room) if room > len(_READ_ONLY) + 4 else " r/o"
        if cell_len(text) <= room:
            room -= cell_len(text)
            yield text, look_of_it


def _aside(node: Node, now: datetime, width: int) -> Parts:
    """The right-hand part, dim; the narrower the pane, the less of it."""
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
