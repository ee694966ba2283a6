"""
What an agent with nothing but a shell can read of the past: `.memtui/history/` in the mount.

`log.txt` has a line for each of the newest versions of the store, `diffs/` a file for each memory
that is shown, with its newest versions as differences, as `git log -p` prints them. Made from the
store a little at a time, when there is nothing else to do.
"""

import contextlib
import time
from collections.abc import Callable, Iterable
from typing import Final

from core.diff import diff, unified
from core.doors.mount import writing
from core.doors.mount.names import OWN
from core.doors.mount.root import Root
from core.doors.mount.side import Past, StoreSide
from core.times import format_time

HISTORY: Final = f"{OWN}/history"

_LOG_LINES: Final = 100
_VERSIONS: Final = 20
_MOST_CHARACTERS: Final = 200_000
_MODE: Final = 0o400


class History:
    """The generated files of one mount."""

    def __init__(self, side: StoreSide) -> None:
        """Nothing is written yet."""
        self._side = side
        self._due: dict[str, None] = {}
        self._is_log_due = False

    def note(self, paths: Iterable[str]) -> None:
        """Say that something happened at these paths."""
        self._due.update(dict.fromkeys(paths))
        self._is_log_due = self._is_log_due or bool(self._due)

    def has_work(self) -> bool:
        """Whether anything is not written yet."""
        return self._is_log_due or bool(self._due)

    def work(self, root: Root, memory_at: Callable[[str], str | None], budget_s: float) -> None:
        """
        Write what is due, for about as long as that.

        Args:
            memory_at: Gives the id of the memory that is shown at a path.
        """
        until = time.monotonic() + budget_s
        if self._is_log_due:
            self._is_log_due = False
            lines = [_line(one) for one in self._side.past(None, _LOG_LINES)]
            _put(root, f"{HISTORY}/log.txt", "".join(lines))
        while self._due and time.monotonic() < until:
            path, _ = self._due.popitem()
            place = f"{HISTORY}/diffs{path}.diff"
            memory_id = memory_at(path)
            if memory_id is None:
                root.discard(place)
            else:
                _put(root, place, _diffs(self._side.past(memory_id, _VERSIONS)))


def _put(root: Root, path: str, text: str) -> None:
    # A path that ends in `.diff/` may be in the way of another one; then that has no file.
    with contextlib.suppress(OSError):
        writing.put(root, path, text.encode(), _MODE, is_durable=False)


def _line(one: Past) -> str:
    return (
        f"{format_time(one.at)}  {one.by}  {one.operation}  {one.path or '-'}  {one.version_id}\n"
    )


def _diffs(versions: list[Past]) -> str:
    """The versions of a memory, newest first, each with what it changed."""
    parts: list[str] = []
    size = 0
    for newer, older in zip(versions, [*versions[1:], None], strict=True):
        if older is None and len(versions) == _VERSIONS:
            parts.append("Older versions are not shown here.\n")
            break
        part = _diff(newer, older)
        size += len(part)
        if size > _MOST_CHARACTERS:
            parts.append("What comes before is too long to be shown here.\n")
            break
        parts.append(part)
    return "\n".join(parts)


def _diff(newer: Past, older: Past | None) -> str:
    where = newer.path or "(redacted)"
    head = f"version {newer.version_id}\nBy:   {newer.by}\nDate: {format_time(newer.at)}\n"
    if newer.session_id is not None:
        head += f"Session: {newer.session_id}\n"
    head += f"{newer.operation} {where}\n"
    if older is not None and older.path != newer.path:
        head += f"renamed from {older.path or '(redacted)'}\n"
    old = "" if older is None else older.content or ""
    old_name = "/dev/null" if older is None else f"a{older.path or where}"
    new_name = "/dev/null" if newer.content is None else f"b{where}"
    lines = unified(diff(old, newer.content or ""), old_name, new_name)
    body = "".join(f"{line}\n" for line in lines)
    return f"{head}\n{body}"
