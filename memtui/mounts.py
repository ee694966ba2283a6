"""
Which directories are mounts, and how each of them does: a file for each, in the state folder.

Kept after a mount has ended, so that transcripts that are read later still match their stores, and
the next mount of that directory knows what was agreed on.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import Json

_FORMAT = "memtui mount status 1"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the files about one mount are."""

    folder: Path
    directory: Path
    """The mounted directory, without symbolic links in it."""

    @property
    def ledger(self) -> Path:
        """What was agreed on."""
        return self.folder / f"{self._name}.ledger"

    @property
    def status(self) -> Path:
        """How it does."""
        return self.folder / f"{self._name}.json"

    @property
    def _name(self) -> str:
        raw = os.fsencode(self.directory)
        return hashlib.sha256(raw).hexdigest()[:20]

    def save(self, status: dict[str, Json]) -> None:
        """
        Say how it does; a crash leaves what was said before.

        Raises:
            OSError: It cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=f".{self._name}.", dir=self.folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"format": _FORMAT, **status}, file)
            Path(name).replace(self.status)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise


def mounts_folder(state_folder: Path) -> Path:
    """Where the files about mounts are."""
    return state_folder / "mounts"


def statuses(folder: Path) -> Iterator[dict[str, Json]]:
    """How each mount said it does, without those that are no mount any more."""
    for file in sorted(folder.glob("*.json")):
        try:
            status: Json = json.loads(file.read_bytes())
        except (OSError, ValueError, RecursionError):
            continue
        if not isinstance(status, dict) or status.pop("format", None) != _FORMAT:
            continue
        directory = status.get("directory")
        if isinstance(directory, str) and Path(directory).is_dir():
            yield status


def mapped(folder: Path, workspace: Path) -> dict[str, str]:
    """The stores of a workspace that are or were mounted, by directory."""
    found: dict[str, str] = {}
    for status in statuses(folder):
        store_id = status.get("memory_store_id")
        if status.get("workspace") != str(workspace.resolve()) or not isinstance(store_id, str):
            continue
        # An agent may have been told the name with a symbolic link in it.
        for name in (status.get("directory"), status.get("given")):
            if isinstance(name, str):
                found[name] = store_id
    return found
