"""
The tools of the MCP door that write: write and edit.

Nothing is ever replaced that the agent has not read. A write that lost says what is there now, with
its hash, and where the agent's own text is kept: all it needs to merge and try again.
"""

from contextlib import suppress
from typing import Final

from core.doors.mcp.arguments import EditArguments, WriteArguments
from core.doors.mcp.stores import SeenStores
from core.errors import CoreError, InvalidRequest, Json, NotFound
from core.paths import check_path
from core.records.memories import Memory
from core.texts.edits import Append, Edit, Insert, StrReplace
from core.wire.objects import item_json
from core.workspace import Workspace
from core.writing.lost_writes import PathConflict, PreconditionFailed

MOST_BYTES: Final = 4_000
"""Of a text that an edit gives back; an agent that appends to a long one need not read it."""

ATTEMPTS: Final = 3
"""How often a memory is looked for that others move away and make anew."""


class WriteLost(CoreError):
    """Another text is there than the one to be replaced; nothing was written, both are kept."""

    def __init__(self, sentence: str, conflict_id: str, content_sha256: str, content: str) -> None:
        super().__init__(
            f"{sentence}, so nothing was written; your text is kept as {conflict_id}. Put your"
            " change into the current `content`, and write that with its `content_sha256` as"
            " `expect_sha256`."
        )
        self.conflict_id = conflict_id
        self.content_sha256 = content_sha256
        self.content = content

    def details(self) -> dict[str, Json]:
        return {
            "conflict_id": self.conflict_id,
            "content_sha256": self.content_sha256,
            "content": self.content,
        }


class Stale(WriteLost):
    """The memory changed since it was read."""

    type = "memory_precondition_failed_error"


class Occupied(WriteLost):
    """There is a memory, and nothing said that it was read."""

    type = "memory_path_conflict_error"


class Writing:
    """What one client may change."""

    def __init__(self, workspace: Workspace, session_id: str | None) -> None:
        self._workspace = workspace
        self._stores = SeenStores(workspace, session_id)

    def write(self, asked: WriteArguments) -> dict[str, Json]:
        """
        Make a memory, or replace the text that the agent has read.

        Raises:
            Stale, Occupied: Another text is there.
        """
        store = self._stores.find(asked.store).store
        if asked.expect_sha256 is None:
            return {**self._create(store.id, asked.path, asked.content), "created": True}
        path = check_path(asked.path)
        try:
            memory = self._workspace.memories.at_path(store.id, path)
            written = self._workspace.memories.update(
                memory.id, content=asked.content, expect=asked.expect_sha256, at=path
            )
        except NotFound:
            raise NotFound(
                f"There is no memory at {path}; leave `expect_sha256` out to make one."
            ) from None
        except PreconditionFailed as lost:
            raise Stale(
                f"{path} changed since you read it",
                lost.conflict.id,
                lost.content_sha256,
                lost.theirs,
            ) from None
        return {**item_json(written), "created": False}

    def edit(self, asked: EditArguments) -> dict[str, Json]:
        """Change a memory as it is when the change is made; this never conflicts."""
        edit = _edit(asked)
        store = self._stores.find(asked.store).store
        edited = self._edited(store.id, check_path(asked.path), edit)
        if edited.content_size_bytes > MOST_BYTES:
            return {**item_json(edited), "content": None, "content_sha256": None}
        return item_json(edited)

    def _edited(self, store_id: str, path: str, edit: Edit) -> Memory:
        for _ in range(ATTEMPTS):
            memory = self._workspace.memories.at_path(store_id, path)
            with suppress(NotFound):  # it went meanwhile: look at what stands there now
                return self._workspace.memories.edit(memory.id, edit, at=path)
        raise NotFound(f"There is no memory at {path}.")

    def _create(self, store_id: str, path: str, content: str) -> dict[str, Json]:
        try:
            return item_json(self._workspace.memories.create(store_id, path, content))
        except PathConflict as lost:
            if lost.conflicting_path != path:
                raise
            try:
                there = self._workspace.memories.retrieve(lost.conflicting_memory_id)
            except NotFound:
                raise lost from None  # and gone again by now
            raise Occupied(
                f"{path} exists already",
                lost.conflict.id,
                there.content_sha256,
                there.content or "",
            ) from None


def _edit(asked: EditArguments) -> Edit:
    match asked.operation:
        case "append":
            return Append(asked.text)
        case "insert":
            if asked.line is None:
                raise InvalidRequest("An insert needs a `line`: after which one, 0 is the top.")
            return Insert(asked.line, asked.text)
        case "str_replace":
            if asked.old_str is None:
                raise InvalidRequest("A str_replace needs an `old_str`: the text that is there.")
            return StrReplace(asked.old_str, asked.text)
