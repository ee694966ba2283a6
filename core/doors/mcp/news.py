"""
What clients of the MCP door are told of on their own: which memories changed, and whether the list
of them did.

Read from the change feed, so it does not matter who wrote, in which process. A client is only told
to look; what it finds then is the truth.
"""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from core.changes import Change
from core.errors import CoreError
from core.reading.pages import encode_cursor
from core.reading.version_filter import VersionFilter
from core.workspace import Workspace

LOOK_S: Final = 1.0
"""How long one wait is at most, so that a stop is never far."""

PAUSE_S: Final = 0.2
"""Between two tellings: while agents write a lot, clients hear of several changes in one."""


@dataclass(frozen=True, slots=True)
class News:
    """What came of some changes."""

    places: frozenset[tuple[str, str]]
    """Store and path of the memories that should be read again."""
    list_changed: bool


def follow(workspace: Workspace, since: int, stop: threading.Event) -> Iterator[News]:
    """The news after a `seq`, as they come, until `stop` is set."""
    while not stop.is_set():
        try:
            if not workspace.changes.wait(since, LOOK_S, stop):
                continue
            # Asked before what there is is read: this client may not see all of it, and what it
            # does not see must not keep it awake.
            newest = workspace.changes.last_seq()
            while batch := workspace.changes.since(since):
                since = batch[-1].seq
                news = news_of(workspace, batch)
                if news.places or news.list_changed:
                    yield news
                    stop.wait(PAUSE_S)
            since = max(since, newest)
        except CoreError:
            stop.wait(LOOK_S)  # whoever calls a tool is told what is wrong


def news_of(workspace: Workspace, changes: Iterable[Change]) -> News:
    """What some changes mean to somebody who reads resources."""
    places: set[tuple[str, str]] = set()
    list_changed = False
    for change in changes:
        store_id, path = change.memory_store_id, change.path
        match change.kind.split("."):
            case ["store", _] | ["session", "attached"]:
                list_changed = True
            case ["memory", "created" | "deleted"] if store_id is not None and path is not None:
                list_changed = True
                places.add((store_id, path))
            case ["memory", "modified"] if store_id is not None and path is not None:
                places.add((store_id, path))
                was = _path_before(workspace, store_id, change)
                if was not in (None, path):
                    list_changed = True
                    places.add((store_id, str(was)))
    return News(frozenset(places), list_changed)


def _path_before(workspace: Workspace, store_id: str, change: Change) -> str | None:
    """Where a memory stood before it was modified."""
    wanted = VersionFilter(memory_id=change.subject_id)
    page = workspace.versions.page(store_id, wanted, limit=1, page=encode_cursor(change.seq))
    return page.data[0].path if page.data else None
