"""
Which folders of transcripts are watched, as `config.toml` says it, and adding one to it. Pure.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import Json

TABLE = "watch"

OFFERED = "~/.claude/projects"
"""Where Claude Code leaves transcripts; watched only when a person says so."""

_SHAPE = f'[{TABLE}] holds folders = ["FOLDER", ...] and, in [{TABLE}.maps], "DIRECTORY" = "STORE"'


@dataclass(frozen=True, slots=True)
class Watched:
    """What a person configured; nothing is watched without it."""

    folders: tuple[str, ...] = ()
    """As they were written."""
    maps: Mapping[str, str] = field(default_factory=dict)
    """Directories as agents see them, and the stores that they are, by name or id."""

    def paths(self, base: Path) -> tuple[Path, ...]:
        """The folders in full; one that is not absolute starts at `base`."""
        return tuple(base / Path(folder).expanduser() for folder in self.folders)


def watched_of(table: Json) -> Watched:
    """
    The table of the configuration.

    Raises:
        ValueError: It is none; the message says what it should be.
    """
    if not isinstance(table, dict) or set(table) - {"folders", "maps"}:
        raise ValueError(f"{_SHAPE}.")
    folders, maps = table.get("folders", []), table.get("maps", {})
    if not isinstance(folders, list) or not isinstance(maps, dict):
        raise ValueError(f"{_SHAPE}.")  # noqa: TRY004 - a value of a file, for a person
    texts = [text for text in [*folders, *maps, *maps.values()] if isinstance(text, str) and text]
    if len(texts) != len(folders) + 2 * len(maps):
        raise ValueError(f"{_SHAPE}; all of them are texts.")
    return Watched(
        tuple(map(str, folders)), {directory: str(store) for directory, store in maps.items()}
    )


def with_folder(text: str, folder: str) -> str:
    """
    A configuration file with one more folder to watch; all else in it stays as it was.

    Raises:
        ValueError: It is written in a way that is left to a person.
    """
    before = tomllib.loads(text)
    watched = watched_of(before.get(TABLE, {}))
    if folder in watched.folders:
        return text
    quoted = json.dumps(folder)
    header = re.compile(rf"^[ \t]*\[[ \t]*{TABLE}[ \t]*\][^\n]*\n?", re.MULTILINE)
    folders = re.compile(r"^([ \t]*folders[ \t]*=[ \t]*\[)", re.MULTILINE)
    found = header.search(text)
    if found is None:
        gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
        changed = f"{text}{gap}[{TABLE}]\nfolders = [{quoted}]\n"
    else:
        head, rest = text[: found.end()], text[found.end() :]
        if watched.folders or "folders" in before[TABLE]:
            comma = ", " if watched.folders else ""
            changed = head + folders.sub(lambda start: f"{start[1]}{quoted}{comma}", rest, count=1)
        else:
            changed = f"{head.rstrip()}\nfolders = [{quoted}]\n{rest}"
    wanted = {**before, TABLE: {**before.get(TABLE, {}), "folders": [folder, *watched.folders]}}
    try:
        is_right = tomllib.loads(changed) == wanted
    except tomllib.TOMLDecodeError:
        is_right = False
    if not is_right:
        raise ValueError(f"Add {quoted} to folders of [{TABLE}] by hand; it is written unusually.")
    return changed
