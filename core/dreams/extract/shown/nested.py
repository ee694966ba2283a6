"""
Objects and tags: JSON wherever it stands in an output, whole or cut off, and elements with values.

Scanned once from left to right, never parsed: what an ingester or a tool cut off is still read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from core.dreams.extract.lexicon import key_roots
from core.dreams.extract.shown.cell import Cell

_SIGNS: Final = re.compile(
    r'"(?P<key>[^"\\\n]{1,80}+)"\s*+:'
    r'|"(?P<text>[^"\\\n]{0,400}+)"'
    r"|(?P<plain>-?\d[\d.eE+-]{0,30}+|true|false|null)"
    r"|(?P<open>[{\[])|(?P<close>[}\]])"
)
_ELEMENT: Final = re.compile(
    r"<(?P<tag>[A-Za-z][\w.-]{0,60}+)>(?P<value>[^<>\n]{1,300}+)</(?P=tag)>"
)
_EMPTY: Final = frozenset({"null", ""})


@dataclass(slots=True)
class _Node:
    """An object or an array."""

    start: int
    is_object: bool
    key: str
    above: "_Node | None"
    end: int = -1
    objects: int = 0
    """Objects directly in it."""
    last_key: tuple[str, int] | None = None
    cells: list[tuple[str, int, int, str]] = field(default_factory=list)
    """Key, start and end of the piece, and value."""


def nested(text: str) -> tuple[list[Cell], list[tuple[int, int]]]:
    """The cells of the objects and elements in an output, and where these stand."""
    cells: list[Cell] = []
    spans: list[tuple[int, int]] = []
    nodes = _nodes(text) if "{" in text and '"' in text else []
    for node in nodes:
        cells += _cells(node, text)
    spans += [(node.start, node.end) for node in nodes if node.above is None and node.cells]
    spans += [(at, end) for node in nodes for _, at, end, _ in node.cells]
    for match in _ELEMENT.finditer(text) if "</" in text else ():
        cells.append(Cell(match["tag"], key_roots(match["tag"]), match["value"].strip(), match[0]))
        spans.append(match.span())
    return cells, spans


def _nodes(text: str) -> list[_Node]:
    found: list[_Node] = []
    here: _Node | None = None
    for sign in _SIGNS.finditer(text):
        kind = sign.lastgroup
        if kind == "open":
            key = here.last_key[0] if here is not None and here.last_key else ""
            is_object = sign[0] == "{"
            if here is not None:
                here.objects += is_object
                here.last_key = None
            here = _Node(sign.start(), is_object, key, here, end=len(text))
            found.append(here)
        elif here is None:
            continue
        elif kind == "close":
            here.end = sign.end()
            here = here.above
        elif kind == "key":
            here.last_key = (sign["key"], sign.start())
        else:
            value = sign["text"] if kind == "text" else sign[0]
            key, start = here.last_key or (here.key, sign.start())
            if value not in _EMPTY and key:
                here.cells.append((key, start, sign.end(), value))
            here.last_key = None
    return found


def _cells(node: _Node, text: str) -> Iterator[Cell]:
    record = _record(node)
    section = key_roots(node.key)
    for key, start, end, value in node.cells:
        yield Cell(
            key,
            key_roots(key),
            value,
            text[start:end],
            record=text[record[0] : record[1]] if record else None,
            section=section,
        )


def _record(node: _Node) -> tuple[int, int] | None:
    """The innermost object around a value that has others beside it; None if none has."""
    here: _Node | None = node
    while here is not None:
        above = here.above
        if here.is_object and above is not None and above.objects > 1:
            # The key of an object in an object is its name: `"db-4": {"limit": 20}`.
            return here.start - len(here.key) - 4 if here.key else here.start, here.end
        here = above
    return None
