"""
The file in which the app keeps what was open in one workspace, in the platform's state folder.

Never in the workspace nor in a store: what agents write cannot change what a person sees first.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path

from core.errors import Json
from memtui.settings.remembered import NotOurs, Remembered, as_json, from_json

_MOST_BYTES = 1 << 20


class StateFile:
    """One file for one workspace; see the module."""

    def __init__(self, folder: Path, workspace: Path) -> None:
        """
        Name the file; nothing is read or written yet.

        Args:
            folder: Where such files are; it is made when it is missing.
            workspace: The workspace file.
        """
        self._workspace = str(workspace.resolve())
        name = hashlib.sha256(self._workspace.encode(errors="surrogateescape")).hexdigest()[:20]
        self.path = folder / f"{name}.json"

    def load(self) -> tuple[Remembered | None, str | None]:
        """What was kept, if anything was; and in a sentence why that cannot be used."""
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            return None, None
        except OSError as error:
            return None, self._ignored(f"it cannot be read ({error.strerror})")
        try:
            kept: Json = json.loads(raw) if len(raw) <= _MOST_BYTES else None
            return from_json(kept, self._key), None
        except NotOurs as reason:
            return None, self._ignored(str(reason))
        except (ValueError, RecursionError):
            return None, self._ignored("it is damaged")

    def save(self, remembered: Remembered) -> None:
        """
        Keep this instead of what was kept before; a crash leaves the one or the other.

        Raises:
            OSError: It cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=f".{self.path.stem}.", dir=self.path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(as_json(remembered, self._key), file)
            Path(name).replace(self.path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise

    @property
    def _key(self) -> str:
        # A name that is no UTF-8 stays itself in ASCII.
        return ascii(self._workspace)

    def _ignored(self, reason: str) -> str:
        return f"{self.path} keeps what was open, but {reason}, so this starts as a first run."
