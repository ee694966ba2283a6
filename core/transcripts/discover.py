"""
Finding files that may be transcripts in folders, at any depth.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_SUFFIXES = (".jsonl", ".json", ".traj", ".zst", ".ndjson")


def discovered(paths: Iterable[Path]) -> Iterator[Path]:
    """
    The files to look at: those that are named, and in folders those that have such a name.

    What a file is decides its content. Links in folders are not followed, so that nothing is read
    twice and nothing outside is reached; what cannot be listed is left out.
    """
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path)
        else:
            yield path


def _in_folder(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            # Editors and archivers leave half-written neighbours.
            if name.endswith(_SUFFIXES) and not name.startswith((".", "~")):
                path = Path(where, name)
                if not path.is_symlink() and not name.endswith(".meta.json"):
                    yield path


def status_of(path: Path) -> os.stat_result | None:
    """What the file system says of a file; None if it is not there."""
    try:
        return path.stat()
    except OSError:
        return None
