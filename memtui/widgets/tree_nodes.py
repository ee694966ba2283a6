"""
The lines of the tree as values: what one stands for, how it is called and where it belongs.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.reading.listing import MemoryPrefix
from core.reading.pages import Page
from core.records.memories import Memory
from core.records.stores import Store
from memtui.text import visible
from memtui.widgets.figures import FRESH


class Kind(StrEnum):
    """What a node stands for."""

    STORE = "store"
    DIRECTORY = "directory"
    MEMORY = "memory"
    MORE = "more"
    """The part of a directory that was not read yet."""


@dataclass(eq=False, slots=True)
class Node:
    """One line of the tree. Its identity is the object: it keeps it through changes and moves."""

    kind: Kind
    store_id: str
    path: str
    """Of a directory with `/` at its end; `/` for a store."""
    name: str
    """Safe to show."""
    parent: "Node | None" = None
    depth: int = 0
    row: int = -1
    """Where it stands now, or -1 when it is not in view."""
    # Of stores and directories
    children: "list[Node]" = field(default_factory=list)
    is_open: bool = False
    is_read: bool = False
    next_page: str | None = None
    is_loading: bool = False
    # Of memories
    memory_id: str = ""
    size: int | None = None
    at: datetime | None = None
    writer: str | None = None
    is_stale: bool = False
    """Its size or writer has to be asked for."""
    is_gone: bool = False
    """It was deleted; the line stays for a moment."""
    is_archived: bool = False
    about: str = ""
    """What a store is for, in its own words."""
    live_at: datetime | None = None
    live_by: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether something can be under it."""
        return self.kind in (Kind.STORE, Kind.DIRECTORY)

    def is_same(self, other: "Node | None") -> bool:
        """Whether both stand for the same thing, in whichever tree."""
        if other is None:
            return False
        same = (self.kind, self.store_id, self.memory_id)
        if same != (other.kind, other.store_id, other.memory_id):
            return False
        return bool(self.memory_id) or self.path == other.path

    def is_live(self, now: datetime) -> bool:
        """Whether it changed a moment ago."""
        return self.live_at is not None and now - self.live_at < FRESH


def order(node: Node) -> str:
    # Core lists paths by their bytes, which for UTF-8 is the order of code points.
    return node.path


def store_order(store: Store) -> tuple[bool, str, str]:
    return store.archived_at is not None, store.name.casefold(), store.id


def prefixes(path: str) -> list[str]:
    """The directories above a path, outermost first: `/a/`, `/a/b/`."""
    ends = [at for at, character in enumerate(path) if character == "/"][1:]
    return [path[: end + 1] for end in ends if end + 1 < len(path)]


def name_of(path: str) -> str:
    tail = path.removesuffix("/").rpartition("/")[2]
    return visible(tail, keep="") + ("/" if path.endswith("/") else "")


def last_path(folder: Node) -> str:
    read = [child for child in folder.children[-2:] if child.kind is not Kind.MORE]
    return read[-1].path if read else ""


def end_of(page: Page[Memory | MemoryPrefix]) -> str | None:
    return page.data[-1].path if page.next_page is not None and page.data else None
