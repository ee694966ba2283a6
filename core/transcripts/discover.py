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

    Its content decides what a file is. Links in folders are not followed, so that nothing is read
    twice and nothing outside is reached; what cannot be listed is left out.
    """
    for path in paths:
        # `os.path` takes what may not be looked at for what is not there.
        if os.path.isdir(path):
            yield from _in_folder(path)
        else:
            yield path


def is_candidate(path: Path) -> bool:
    """Whether a file in a folder is looked at, by its name alone."""
    name = path.name
    # Editors and archivers leave half-written neighbours, and an agent's facts stand beside it.
    unwanted = name.startswith((".", "~")) or name.endswith(".meta.json")
    return name.endswith(_SUFFIXES) and not unwanted and not os.path.islink(path)


def _in_folder(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = Path(where, name)
            if is_candidate(path):
                yield path
