"""
When the records of a session are written, and how times and files look in them. Pure.
"""

from datetime import UTC, datetime

from core.dreams.bench.script import Script

_STEPS_MS = (900, 2_300, 4_100, 1_700, 3_600)


class Pace:
    """Gives the times of a session's records, one after the other."""

    def __init__(self, script: Script) -> None:
        self._at = script.start
        self._count = script.number

    def next(self) -> int:
        """The next time, milliseconds since 1970."""
        now = self._at
        self._count += 1
        self._at += _STEPS_MS[self._count % len(_STEPS_MS)]
        return now


def stamp(at: int) -> str:
    """Milliseconds since 1970 as RFC 3339."""
    moment = datetime.fromtimestamp(at / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def numbered_lines(text: str) -> str:
    """A file as the tool of Claude Code that reads files shows it."""
    return "\n".join(f"{number:6}\t{line}" for number, line in enumerate(text.split("\n"), 1))
