"""
What the rows of a table in a memory say: of what stands first in a row, a value under each column.

Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from core.dreams.extract.senses import placed
from core.dreams.material.entries import Entry, Shape

_RULE: Final = re.compile(r"[\s|:+-]*-[\s|:+-]*\Z")
_BAR: Final = re.compile(r"(?<!\\)\|")
_PLAIN: Final = frozenset({"value", "val", "setting"})
"""Titles of columns that say nothing of the values below them."""
_MOST_ROWS: Final = 200


def rows_of(table: Entry) -> Iterator[Entry]:
    """Each row of a table as a sentence, at the line where it stands; what has no title is none."""
    if len(table.lines) < len(("title", "rule", "row")) or not _RULE.match(table.lines[1]):
        return
    titles = _cells(table.lines[0])
    for at, line in enumerate(table.lines[2 : _MOST_ROWS + 2], start=2):
        row = _cells(line)
        said = [
            one if title.lower() in _PLAIN else f"{title} {one}"
            for title, one in zip(titles[1:], row[1:], strict=False)
            if title and one
        ]
        if len(row) == len(titles) > 1 and row[0] and said:
            text = f"{row[0]}: {', '.join(said)}"
            start = table.start + at
            yield replace(table, start=start, lines=(text,), shape=Shape.PARAGRAPH)


def place_of(table: Entry) -> tuple[str, ...]:
    """
    What the titles above a table name: its rows are true of that alone.

    "Par levels, 5 East" stands above what each row says, which is nothing of 5 West.
    """
    facts = (one for above in table.trail for part in placed(above.text) for one in part)
    return tuple(dict.fromkeys(one.token.text.lower() for one in facts if one.fact is not None))


def _cells(line: str) -> list[str]:
    return [one.strip() for one in _BAR.split(line.strip().strip("|"))]
