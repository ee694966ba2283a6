"""
Names and values in odd places: a list of them in one cell, and lines of an answer in turn.

Pure.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from core.dreams.extract.language.lexicon import key_roots
from core.dreams.extract.shown.cell import Cell

_ONE: Final = r"[A-Za-z_][\w.-]{0,60}+=[^\s,={}]{1,60}+"
_LIST: Final = re.compile(rf"\{{?{_ONE}(?:,\s?{_ONE}){{0,40}}+\}}?")
_REPLY: Final = re.compile(r"\s*(?P<number>\d{1,3})\) \"(?P<said>[^\"\n]{0,200})\"\s*\Z")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z_.-]{2,60}\Z")


def pairs_in(value: str) -> list[tuple[str, str]]:
    """The names and values in a cell that is a list of them: `{timeout=15s,depth=5}`."""
    if "=" not in value or _LIST.fullmatch(value) is None:
        return []
    return [
        (name, said)
        for name, _, said in (one.strip().partition("=") for one in value.strip("{}").split(","))
    ]


def replies_end(lines: Sequence[str], at: int) -> int:
    """Behind the numbered lines of which every other one is a name; else their place."""
    end = at
    while end + 1 < len(lines):
        name, value = _REPLY.match(lines[end]), _REPLY.match(lines[end + 1])
        if name is None or value is None or not _NAME.match(name["said"]):
            break
        if int(name["number"]) != end - at + 1 or int(value["number"]) != end - at + 2:
            break
        end += 2
    # A name that is left over at the end tells that they are no pairs.
    return at if end < len(lines) and _REPLY.match(lines[end]) else end


def in_replies(lines: Sequence[str]) -> Iterator[Cell]:
    """What each of the names has: `1) "maxmemory-policy"`, `2) "noeviction"`."""
    for name, value in zip(lines[::2], lines[1::2], strict=True):
        called, said = _REPLY.match(name), _REPLY.match(value)
        if called is not None and said is not None and said["said"]:
            key = called["said"]
            yield Cell(key, key_roots(key), said["said"], f"{name}\n{value}".strip())
