"""
Objects and tags: JSON wherever it stands in an output, whole or cut off, and elements with values.

Scanned once from left to right, never parsed: what an ingester or a tool cut off is still read.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.dreams.extract.language.lexicon import key_roots
from core.dreams.extract.shown.blocks import Block
from core.dreams.extract.shown.cell import Cell
from core.dreams.extract.shown.units_beside import unit_beside, with_unit

_SIGNS: Final = re.compile(
    r'"(?P<inner>\{\\"[^\n]{1,2000}?\})"'
    r'|"(?P<key>[^"\\\n]{1,80}+)"\s*+:'
    r'|"(?P<text>[^"\\\n]{0,400}+)"'
    r"|(?P<plain>-?\d[\d.eE+-]{0,30}+|true|false|null)"
    r"|(?P<open>[{\[])|(?P<close>[}\]])"
)
_ELEMENT: Final = re.compile(
    r"<(?P<tag>[A-Za-z][\w.-]{0,60}+)>(?P<value>[^<>\n]{1,300}+)</(?P=tag)>"
)
_ESCAPED: Final = re.compile(
    r'\\"(?P<key>[^"\\\n]{1,80}+)\\"\s*+:\s*+(?:\\")?(?P<value>[^"\\\n,{}\[\]]{1,400}+)'
)
"""What stands in an object that is the text of a value: `"policy": "{\\"max\\":3}"`."""
_EMPTY: Final = frozenset({"null", ""})
_FAR: Final = 2
"""Keys above the next one that may say what a value is: `retention: {calls: {days: 37}}`."""


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
    block: Block | None = None
    record: tuple[int, int] | None = None
    """Where the innermost object stands that holds it and has others beside it, if there is one."""


def nested(text: str) -> tuple[list[Cell], list[tuple[int, int]]]:
    """The cells of the objects and elements in an output, and where these stand."""
    cells: list[Cell] = []
    spans: list[tuple[int, int]] = []
    nodes = _nodes(text) if "{" in text and '"' in text else []
    alike = _alike([node for node in nodes if node.above is None and node.is_object])
    whole = Block("", None)
    for node in nodes:
        # What holds a node stands before it, so that no node has to look further than to that.
        node.record = _record(node, alike)
        node.block = _block(node, text, whole)
    records: dict[tuple[int, int] | None, str | None] = {None: None}
    for node in nodes:
        # One text for all values of a record: a cell each would be as many copies.
        if node.record is not None and node.record not in records:
            records[node.record] = text[slice(*node.record)]
        cells += _cells(node, text, records[node.record])
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
        elif kind == "inner":
            here.cells += (
                (one["key"], sign.start() + one.start(), sign.start() + one.end(), one["value"])
                for one in _ESCAPED.finditer(sign[0])
            )
            here.last_key = None
        else:
            value = sign["text"] if kind == "text" else sign[0]
            key, start = here.last_key or (here.key, sign.start())
            if value not in _EMPTY and key:
                here.cells.append((key, start, sign.end(), value))
            here.last_key = None
    return found


def _cells(node: _Node, text: str, record: str | None) -> Iterator[Cell]:
    section = _above(node)
    unit = unit_beside((key, value) for key, _, _, value in node.cells)
    for key, start, end, value in node.cells:
        yield Cell(
            with_unit(key, value, unit),
            key_roots(key),
            value,
            text[start:end],
            record=record,
            section=section,
            levels=node.block.levels(key) if node.block is not None else (),
        )


def _above(node: _Node) -> frozenset[str]:
    """The roots of the keys that it stands under, but for those of lists that hold much else."""
    found = key_roots(node.key)
    here = node.above
    for _ in range(_FAR):
        if here is None or here.objects > 1 or len(here.cells) > 1:
            break
        found |= key_roots(here.key)
        here = here.above
    return found


def _block(node: _Node, text: str, whole: Block) -> Block:
    """A node as a block, with the values directly in it."""
    above = node.above.block if node.above is not None else None
    is_item = node.is_object and not node.key
    # The key of an object in an object is its name: `"db-4": {"limit": 20}`.
    block = Block(node.key, above or whole, is_item, source=text, start=_start(node), end=node.end)
    for key, _, _, value in node.cells:
        block.take(key, value)
    return block


def _record(node: _Node, alike: frozenset[int]) -> tuple[int, int] | None:
    above = node.above
    is_one = node.start in alike if above is None else node.is_object and above.objects > 1
    if is_one:
        return _start(node), node.end
    return above.record if above is not None else None


def _start(node: _Node) -> int:
    """Where a node begins, with its key."""
    return max(0, node.start - len(node.key) - 4) if node.key else node.start


def _alike(objects: Sequence[_Node]) -> frozenset[int]:
    """Where the objects stand that follow each other and have a key in common: JSON lines."""
    keys = [{key for key, _, _, _ in node.cells} for node in objects]
    counted = Counter(key for group in keys for key in group)
    return frozenset(
        node.start
        for node, group in zip(objects, keys, strict=True)
        if any(counted[key] > 1 for key in group)
    )
