"""
Following folders of transcripts with a workspace file on this machine.
"""

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.workspace import Workspace
from memtui.watching import Tail, Told


def tail_of(workspace: Workspace, maps: Mapping[str, str]) -> Tail:
    """
    What reads transcripts into a workspace as they grow.

    Args:
        maps: Directories, as agents see them, that are stores, with the store's id.
    """

    def tail(folders: Sequence[Path], told: Told, stop: threading.Event) -> None:
        # Imported in the thread: the parsers of all formats are not needed for the first paint.
        from core.transcripts.ingest import Wishes
        from core.transcripts.watch import Watcher

        Watcher(
            workspace.ingester(Wishes(maps=maps)),
            folders,
            told=lambda path, added: told(path, added.events),
        ).run(stop)

    return tail
