"""
A store of a served workspace, as the actor of its key sees it.
"""

from core.access.scope import ReadOnlyAttachment
from core.doors.mount.local_side import LocalSide, head_of
from core.doors.mount.side import Access, Head, Standing
from core.errors import NotFound, NotPermitted
from core.records.memories import Memory
from core.workspace import Workspace


class ServedSide(LocalSide):
    """
    Implements `StoreSide` through the calls of a workspace that is not here.

    What it shares with a file's is all that goes through the parts of a workspace.
    """

    def __init__(self, workspace: Workspace, store_id: str) -> None:
        """
        Look the store up.

        Raises:
            NotFound: It does not exist for this actor.
        """
        self._workspace = workspace
        self._memories = workspace.memories
        self._versions = workspace.versions
        self._changes = workspace.changes
        self.name = workspace.stores.retrieve(store_id).name
        self.store_id = store_id
        self.limit_bytes = workspace.context.limits.content_bytes

    def standing(self) -> Standing:
        """What the server says that may be written."""
        try:
            self._workspace.require_writable(self.store_id)
        except ReadOnlyAttachment as refusal:
            return Standing(Access.READ_ONLY, str(refusal))
        except NotPermitted as refusal:
            return Standing(Access.WAITING, str(refusal))
        return Standing(Access.READ_WRITE)

    def heads(self) -> list[Head]:
        """Every memory, page by page."""
        found = self._memories.list(self.store_id)
        return [head_of(one) for one in found if isinstance(one, Memory)]

    def head(self, memory_id: str) -> Head | None:
        """One memory."""
        try:
            return head_of(self._memories.retrieve(memory_id, store_id=self.store_id))
        except NotFound:
            return None
