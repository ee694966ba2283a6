"""
The process that does the work of a dream, apart from whoever asked for it.
"""

import subprocess
import sys

from core.workspace import Workspace

_STARTED: list[subprocess.Popen[bytes]] = []
"""Kept so that a long-lived program takes note of their ends, and none becomes a zombie."""


def start_worker(workspace: Workspace, dream_id: str) -> None:
    """Start `dream work` on a dream that waits; it goes on when this process ends."""
    if not workspace.is_here:
        return  # whoever serves it has begun
    _STARTED[:] = [process for process in _STARTED if process.poll() is None]
    scope = workspace.context.scope
    arguments = ["--workspace", str(workspace.path)]
    if scope.session_id is None:
        arguments += ["--user", scope.actor.id]
    else:
        arguments += ["--session", scope.session_id]
    # In a session of its own: closing the terminal must not end the dream.
    process = subprocess.Popen(  # noqa: S603  # our own program, and ids
        [sys.executable, "-m", "memtui", *arguments, "dream", "work", dream_id],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _STARTED.append(process)
