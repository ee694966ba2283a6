"""
The memory system: stores, memories, versions, sessions and their history, in one SQLite file.

    from core import Workspace, PreconditionFailed

Importable by itself: it never loads a user interface, a network client or the `memtui` package.
"""

from core.aio import AsyncWorkspace
from core.errors import CoreError, InvalidRequest, NotFound, NotPermitted
from core.workspace import Workspace
from core.writing.lost_writes import PathConflict, PreconditionFailed

PART_OF = "memtui"
"""Other distributions also install a package `core`; this says that it is ours."""

__all__ = [
    "PART_OF",
    "AsyncWorkspace",
    "CoreError",
    "InvalidRequest",
    "NotFound",
    "NotPermitted",
    "PathConflict",
    "PreconditionFailed",
    "Workspace",
]
