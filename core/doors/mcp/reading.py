"""
The tools of the MCP door that read: list, read, search, history, blame, conflicts.

Answers are objects of `core.wire.objects`. What could be endless is cut: lines of a search, of a
blame, of one hit; the agent can ask on.
"""

from collections.abc import Sequence
from typing import Final

from core.conflicts import Conflict, State
from core.doors.mcp.arguments import (
    BlameArguments,
    ConflictsArguments,
    HistoryArguments,
    ListArguments,
    ReadArguments,
    SearchArguments,
)
from core.doors.mcp.stores import SeenStores, store_json
from core.errors import InvalidRequest, Json, NotFound
from core.merge import merge3
from core.paths import check_path, check_prefix
from core.reading.pages import Page, decode_number_cursor, encode_cursor
from core.reading.version_filter import VersionFilter
from core.records.versions import Version
from core.times import format_time
from core.wire.conflicts import conflict_json, side_json
from core.wire.objects import actor_json, item_json, match_json, version_json
from core.workspace import Workspace

MOST_LINES: Final = 200
"""Lines of one search."""

MOST_CHARACTERS: Final = 400
"""Of one line that was found."""


class Reading:
    """What one client may ask."""

    def __init__(self, workspace: Workspace, session_id: str | None) -> None:
        self._workspace = workspace
        self._session_id = session_id
        self.stores = SeenStores(workspace, session_id)

    def list(self, asked: ListArguments) -> dict[str, Json]:
        """The stores, or a directory of one."""
        if asked.store is None:
            stores = [store_json(seen) for seen in self.stores.all()]
            return {"memory_store_id": None, "data": [*stores], "next_page": None}
        store = self.stores.find(asked.store).store
        page = self._workspace.memories.page(
            store.id, _prefix(asked.path_prefix), asked.depth, limit=asked.limit, page=asked.page
        )
        return {
            "memory_store_id": store.id,
            "data": [item_json(item) for item in page.data],
            "next_page": page.next_page,
        }

    def read(self, asked: ReadArguments) -> dict[str, Json]:
        """A memory, or what one of its versions held."""
        store = self.stores.find(asked.store).store
        path = check_path(asked.path)
        if asked.version_id is None:
            return item_json(self._workspace.memories.at_path(store.id, path))
        memory_id = self._workspace.versions.memory_at(store.id, path)
        version = self._workspace.versions.retrieve(asked.version_id, store_id=store.id)
        if version.path != path and version.memory_id != memory_id:
            raise NotFound(f"There is no version {asked.version_id} of {path}.")
        if version.content is None:
            what = "was redacted" if version.redacted_at is not None else "is a deletion"
            raise InvalidRequest(f"The version {version.id} {what}, so it has no content.")
        return {
            **version_json(version),
            "id": version.memory_id,
            "memory_version_id": version.id,
            "updated_at": format_time(version.created_at),
        }

    def search(self, asked: SearchArguments) -> dict[str, Json]:
        """The lines that hold words."""
        store = None if asked.store is None else self.stores.find(asked.store).store
        matches = self._workspace.search(
            asked.query,
            store_id=None if store is None else store.id,
            path_prefix=None if asked.path_prefix is None else _prefix(asked.path_prefix),
            history=asked.history,
            limit=asked.limit,
        )
        return {
            "data": [
                {**match_json(match), "text": around(match.text, match.marks)}
                for match in matches[:MOST_LINES]
            ],
            "has_more": len(matches) > MOST_LINES,
        }

    def history(self, asked: HistoryArguments) -> dict[str, Json]:
        """The versions of a store, a directory or a memory, newest first."""
        store = self.stores.find(asked.store).store
        if asked.path is None or asked.path.endswith("/"):
            wanted = VersionFilter(
                path=None if asked.path is None else check_prefix(asked.path),
            )
            page = self._workspace.versions.page(
                store.id, wanted, limit=asked.limit, page=asked.page
            )
        else:
            page = self._life(store.id, check_path(asked.path), asked.limit, asked.page)
        return {
            "memory_store_id": store.id,
            "data": [version_json(version) for version in page.data],
            "next_page": page.next_page,
        }

    def blame(self, asked: BlameArguments) -> dict[str, Json]:
        """Who last changed each line of a memory."""
        store = self.stores.find(asked.store).store
        memory = self._workspace.memories.at_path(store.id, check_path(asked.path))
        lines = self._workspace.blame(memory.id)
        first = asked.first_line - 1
        return {
            "memory_store_id": store.id,
            "path": memory.path,
            "lines": len(lines),
            "data": [
                {
                    "line": line.line,
                    "text": line.text,
                    "version_id": line.version.id,
                    "created_at": format_time(line.version.created_at),
                    "created_by": actor_json(line.version.created_by),
                    "agent": line.version.agent,
                    "session_id": line.version.created_by.session_id,
                }
                for line in lines[first : first + asked.limit]
            ],
        }

    def conflicts(self, asked: ConflictsArguments) -> dict[str, Json]:
        """The refused writes of this client (for a user: of everybody), or one with its texts."""
        if asked.id is not None:
            return {"conflict": self._sides(asked.id)}
        state = None if asked.state == "all" else State(asked.state)
        cursor = asked.page
        while True:
            page = self._workspace.conflicts.page(state=state, limit=asked.limit, page=cursor)
            own = [conflict for conflict in page.data if self._is_own(conflict)]
            cursor = page.next_page
            if own or cursor is None:
                return {"data": [conflict_json(one) for one in own], "next_page": cursor}

    def _life(self, store_id: str, path: str, limit: int, cursor: str | None) -> Page[Version]:
        """Of a memory under all its paths, and of the one it was restored from."""
        before = None if cursor is None else decode_number_cursor(cursor)
        memory_id = self._workspace.versions.memory_at(store_id, path)
        life = self._workspace.versions.history(memory_id, view="basic")[::-1]
        left = [version for version in life if before is None or version.seq < before]
        more = len(left) > limit
        return Page(tuple(left[:limit]), encode_cursor(left[limit - 1].seq) if more else None)

    def _is_own(self, conflict: Conflict) -> bool:
        return self._session_id in (None, conflict.created_by.session_id)

    def _sides(self, conflict_id: str) -> dict[str, Json]:
        """
        A conflict with its three texts and their merge.

        Only looked at: what a person was shown last, and decides against, stays as it is.
        """
        conflict = self._workspace.conflicts.retrieve(conflict_id)
        if not self._is_own(conflict):
            raise NotFound(f"There is no conflict {conflict_id}.")
        mine = self._workspace.conflicts.text(conflict_id)
        base = self._version_text(conflict.base_version_id)
        theirs = self._memory_text(conflict.memory_id)
        merge = None if mine is None or theirs is None else merge3(base or "", theirs, mine)
        return {
            **conflict_json(conflict),
            "base": side_json(base),
            "theirs": side_json(theirs),
            "mine": side_json(mine),
            "merged": {
                "clean": merge is not None and merge.clean,
                "content": None if merge is None else merge.text,
            },
        }

    def _version_text(self, version_id: str | None) -> str | None:
        return None if version_id is None else self._workspace.versions.retrieve(version_id).content

    def _memory_text(self, memory_id: str | None) -> str | None:
        if memory_id is None:
            return None
        try:
            return self._workspace.memories.retrieve(memory_id).content
        except NotFound:
            return None  # it was deleted


def around(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """A line, or so much of a long one as stands around its first match."""
    if len(text) <= MOST_CHARACTERS:
        return text
    start = max(0, min(marks[0][0] - MOST_CHARACTERS // 4, len(text) - MOST_CHARACTERS))
    end = start + MOST_CHARACTERS
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"{before}{text[start:end]}{after}"


def _prefix(text: str) -> str:
    return check_prefix(text if text.endswith("/") else f"{text}/")
