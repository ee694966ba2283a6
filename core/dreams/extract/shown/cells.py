"""
An output cut into its cells, line by line.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from core.dreams.extract.shown.blocks import Block
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.extract.shown.keyed import ASSIGNED, PAIR, keyed_in
from core.dreams.extract.shown.nested import nested
from core.dreams.extract.shown.pairs import in_replies, replies_end
from core.dreams.extract.shown.ports import ports_in
from core.dreams.extract.shown.ruled import in_ruled, ruled_end
from core.dreams.extract.shown.sections import sections
from core.dreams.extract.shown.sentences import clauses
from core.dreams.extract.shown.tables import (
    column_end,
    in_column,
    in_pairs,
    in_row,
    in_table,
    is_rule,
    table_end,
)

_MOST_LINES: Final = 400
"""Lines of one output that are looked at: what an ingester keeps seldom has more."""
_LONGEST: Final = 1_000
_PLACE: Final = re.compile(
    r"\A(?:[\w./-]{1,200}:)?\d{1,6}[:-](?=\s*[\"'A-Za-z_][\w.\"' -]{0,60}?[=:])"
)
"""Where a search found a line."""
_SECTION: Final = re.compile(r"\s*(?:\[([\w .-]{1,60})\]|#+ ([^\n]{1,60})|([\w '.-]{1,60}):)\s*\Z")


@lru_cache(maxsize=4_096)
def cells_of(text: str) -> tuple[Cell, ...]:
    """The cells of an output, those with a key first."""
    found, spans = nested(text)
    rest = _without(text, spans).split("\n")[:_MOST_LINES]
    keyed: list[Cell] = []
    prose: list[Cell] = []
    at = 0
    section: frozenset[str] = frozenset()
    is_lasting = False
    records = _records(rest)
    blocks = sections(rest)
    while at < len(rest):
        line = _PLACE.sub("", rest[at][:_LONGEST], count=1)
        end, cells = _table_at(rest, at) if line.strip() else (at, ())
        if end > at:
            found += cells
            at = end
            continue
        head = _SECTION.match(line)
        if not line.strip() and not is_lasting:
            section = frozenset()
        elif head is not None:
            # What stands in brackets is the title of all until the next one.
            is_lasting = head[1] is not None
            section = roots_in(head[1] or head[2] or head[3])
        if line.strip() and not is_rule(line) and not _is_header(rest, at):
            row = in_pairs(line)
            row = row or ([] if ASSIGNED.search(line) else list(in_row(line)))
            prose += row
            if not row:
                block = blocks[at]
                record = block.record if block is not None else None
                called = list(keyed_in(line, section, record or records[at]))
                said = list(clauses(line, section, record or records[at]))
                key = called[0].key if called else ""
                keyed += _within(block, called, key)
                prose += _within(block, said, key)
        at += 1
    return (*found, *keyed, *prose, *ports_in(text))


def _table_at(lines: Sequence[str], at: int) -> tuple[int, Iterable[Cell]]:
    """Behind the table or the list of replies that begins at a line, and its cells."""
    end = ruled_end(lines, at)
    if end > at:
        return end, in_ruled(lines[at:end])
    end, separator = table_end(lines, at)
    if separator is not None:
        return end, in_table(lines[at:end], separator)
    end = column_end(lines, at)
    if end > at:
        return end, in_column(lines[at:end])
    end = replies_end(lines, at)
    return end, in_replies(lines[at:end])


def _is_header(lines: Sequence[str], at: int) -> bool:
    """Whether a line holds the names of columns that no table was made of: it has no value."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return "|" in lines[at] and is_rule(below) and not {"|", "+"}.isdisjoint(below)


def _within(block: Block | None, cells: Sequence[Cell], key: str) -> Iterator[Cell]:
    """The cells of a line, with what tells its block from others."""
    for cell in cells:
        levels = block.levels(cell.key or key) if block is not None else ()
        yield replace(cell, levels=levels) if levels else cell


def _records(lines: Sequence[str]) -> list[str | None]:
    """
    For each line the part of the output that tells of one thing; None if all of it does.

    Parts are divided by empty lines, by titles, and by a key that comes once more; they count if
    they have keys in common.
    """
    parts: list[list[int]] = [[]]
    seen: set[str] = set()
    keys: list[set[str]] = [set()]
    for at, line in enumerate(lines):
        pair = PAIR.match(line) or ASSIGNED.search(line)
        key = pair["key"].strip().lower() if pair is not None else None
        is_break = not line.strip() or (key in seen) or (key is None and bool(seen))
        if is_break and parts[-1]:
            parts.append([])
            keys.append(set())
            seen = set()
        if line.strip():
            parts[-1].append(at)
        if key is not None:
            seen.add(key)
            keys[-1].add(key)
    counted = Counter(key for group in keys for key in group)
    found: list[str | None] = [None] * len(lines)
    for part, group in zip(parts, keys, strict=True):
        if any(counted[key] > 1 for key in group):
            text = "\n".join(lines[at] for at in part)
            for at in part:
                found[at] = text
    return found


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text in which some places are blank, so that its lines stay where they are."""
    signs = list(text)
    for start, end in spans:
        for at in range(start, min(end, len(signs))):
            if signs[at] != "\n":
                signs[at] = " "
    return "".join(signs)
