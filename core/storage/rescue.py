"""
What is done when the workspace file was replaced under open connections.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from core.storage.files import new_rescue_path
from core.storage.sqlite import Connection, sqlite3


def strand(connections: Iterable[Connection]) -> None:
    """
    Keep the connections to swapped files open until the process is gone, whatever happens.

    Whoever closes last copies its log back and deletes what bears the log's name. Both may be
    somebody else's by now, with writes that were promised to them.
    """
    import ctypes  # rarely needed

    for connection in connections:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))


def rescue(connection: Connection, path: Path) -> str:
    """Save what the swapped file holds beside it, and say where, or why it could not be."""
    copy = new_rescue_path(path)
    try:
        # The open descriptors still reach every acknowledged write.
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        connection.execute("VACUUM INTO ?", (str(copy),))
    except (OSError, sqlite3.Error) as error:
        return f" It could not be saved ({error})."
    return f" Everything acknowledged before was saved to {copy}."
