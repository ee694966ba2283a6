"""
What a dream would read, in words: for the form that starts one, and for its twin. Pure.
"""

from core.dreams.preview import Preview
from memtui.widgets import figures
from memtui.widgets.times import Times

Row = tuple[str, str]
"""A name and what there is of it; agents' names in it are foreign text."""

_NAMED = 5
"""Agents that are named one by one."""


def rows(seen: Preview, times: Times) -> list[Row]:
    """The inputs of a dream, the most important first."""
    found: list[Row] = [
        ("sessions", _sessions(seen)),
        ("events", f"{seen.events:,}, {_bytes(seen.size_bytes)} of transcripts"),
    ]
    if seen.first_at is not None and seen.last_at is not None:
        found.append(("time", f"{times.full(seen.first_at)} to {times.full(seen.last_at)}"))
    found.append(("memories", f"{seen.memories:,}, {_bytes(seen.memory_bytes)}"))
    if seen.untold:
        one, more = "session has no transcript", "sessions have no transcript"
        found.append(("unread", figures.counted(seen.untold, one, more)))
    return found


def _sessions(seen: Preview) -> str:
    if not seen.sessions:
        return "none: the store alone is read"
    named = ", ".join(f"{name} {count:,}" for name, count in seen.agents[:_NAMED])
    more = len(seen.agents) - _NAMED
    rest = f" and {more:,} more" if more > 0 else ""
    agents = figures.counted(len(seen.agents), "agent", "agents")
    return f"{seen.sessions:,} by {agents}: {named}{rest}"


def _bytes(size: int) -> str:
    unit = figures.size(size)
    return f"{unit[:-1]} {unit[-1]}B" if unit[-1].isalpha() else f"{unit} B"
