"""
Where agents see memory stores in their file system, and what is done to a file in there. Pure.

A directory is a mounted store, the memory tool's own directory, or one that a person maps.
"""

import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOUNTS: Final = "/mnt/memory/"
"""Each folder in here is a store."""

MEMORY_TOOL: Final = "/memories"
"""What the memory tool calls its own directory, wherever it is."""


class Touch(StrEnum):
    """What an event did to a memory."""

    READ = "read"
    WRITE = "write"
    POSSIBLE = "possible"
    """A command that names a memory directory without showing what it did there."""


@dataclass(frozen=True, slots=True)
class Touched:
    """One file of a memory directory, and what a call did to it."""

    directory: str
    """As the agent sees it, without a slash at its end."""
    path: str
    """Inside of the directory, with a slash in front; one that ends with a slash is a folder."""
    touch: Touch
    written_sha256: str | None = None
    """The hash of the whole text that was written, if the call shows it."""


class Directories:
    """Knows the directories, and which of them a path is in."""

    def __init__(self, mapped: Sequence[str] = ()) -> None:
        wanted = (MEMORY_TOOL, *mapped)
        self._directories = [one.rstrip("/") for one in wanted if one.strip("/")]
        # An input is JSON, where a name may be spelled with escapes.
        self._spelled = {MOUNTS, *self._directories}
        self._spelled |= {json.dumps(one)[1:-1] for one in self._directories}

    def may_touch(self, given: str, cwd: str | None) -> bool:
        """Whether any of the directories is named at all; most calls are over here."""
        if any(one in given for one in self._spelled):
            return True
        return cwd is not None and (
            cwd.startswith(MOUNTS) or any(_is_in(cwd, one) for one in self._directories)
        )

    def find(self, path: str, cwd: str | None) -> tuple[str, str] | None:
        """The directory that a path is in, and the path inside of it."""
        if cwd is None and not path.startswith("/"):
            return None
        is_folder = path.endswith("/")
        full = posixpath.normpath(posixpath.join(cwd or "/", path))
        if full.startswith(MOUNTS):
            name, _, rest = full.removeprefix(MOUNTS).partition("/")
            return (MOUNTS + name, _inside(rest, is_folder=is_folder)) if name else None
        for one in self._directories:
            if _is_in(full, one):
                return one, _inside(full.removeprefix(one).strip("/"), is_folder=is_folder)
        return None

    def named(self, command: str) -> Iterator[tuple[str, str]]:
        """Every path under a directory that stands anywhere in a text."""
        for one in ("/mnt/memory", *self._directories):
            # Not the end of a longer path, nor the beginning of a longer name.
            named = r"(?<![\w.~/-])" + re.escape(one) + r"(?![\w.@+-])(?:/[\w.@+-]+)*+"
            for match in re.finditer(named, command):
                found = self.find(match.group(), None)
                if found is not None:
                    yield found


def _is_in(path: str, directory: str) -> bool:
    return path == directory or path.startswith(directory + "/")


def _inside(rest: str, *, is_folder: bool) -> str:
    return f"/{rest}/" if rest and is_folder else f"/{rest}"
