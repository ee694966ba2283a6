"""
What a search found, by memory: the lines of each, as pieces that are safe to show. Pure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.search import Match
from memtui.text import visible

LINES = 20
"""Lines shown of one memory; the rest is counted."""

_BEFORE, _AFTER = 40, 200
"""Characters shown in front of the first word that was found in a line, and behind it."""

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, and whether each is a word that was looked for."""


@dataclass(frozen=True, slots=True)
class HitLine:
    """One line with words that were looked for."""

    line: int
    """Counted from 1."""
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Hit:
    """One memory (or one version of it) in which something was found."""

    store_id: str
    memory_id: str
    path: str
    version_id: str
    lines: tuple[HitLine, ...]
    more: int
    """Lines that were found in it besides."""


def grouped(matches: Iterable[Match]) -> list[Hit]:
    """Matches by the version they are in, which are together and in order already."""
    groups: dict[str, list[Match]] = {}
    for match in matches:
        groups.setdefault(match.version_id, []).append(match)
    return [
        Hit(
            group[0].memory_store_id,
            group[0].memory_id,
            group[0].path,
            version_id,
            tuple(HitLine(match.line, tuple(_pieces(match))) for match in group[:LINES]),
            max(0, len(group) - LINES),
        )
        for version_id, group in groups.items()
    ]


def _pieces(match: Match) -> Iterator[tuple[str, bool]]:
    """The part of a line around what was found first; lines may be endless."""
    first = match.marks[0][0]
    start, end = max(0, first - _BEFORE), min(len(match.text), first + _AFTER)
    if start:
        yield "…", False
    done = start
    for mark_start, mark_end in match.marks:
        if mark_start >= end:
            break
        yield _safe(match.text[done:mark_start]), False
        yield _safe(match.text[mark_start : min(mark_end, end)]), True
        done = min(mark_end, end)
    yield _safe(match.text[done:end]), False
    if end < len(match.text):
        yield "…", False


def _safe(text: str) -> str:
    return visible(text.replace("\t", " "), keep="")
