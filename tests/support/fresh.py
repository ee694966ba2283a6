"""
New workspaces for tests, as copies of one that was made once.

Making the tables of a new file takes longer than most tests of what is in them. What is copied is
what `core.storage.opening` makes of an empty file; tests of just that ask for `from_nothing`.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from core import db
from core.storage import files
from core.storage.opening import Opener


def copy_new_workspaces() -> None:
    """From here on, a workspace that is created in this process is a copy."""
    db.create_private = _create


def _create(path: Path) -> None:
    is_new = not path.exists()
    files.create_private(path)
    if is_new and path.stat().st_size == 0:
        path.write_bytes(_tables())


@cache
def _tables() -> bytes:
    """A workspace file with its tables and without its settings, so that each gets its own id."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        files.create_private(path)
        Opener(path, create=True, read_only=False).first().close()
        return path.read_bytes()
