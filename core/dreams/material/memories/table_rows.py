"""
What the rows of a table in a memory say: of what stands first in a row, a value under each column.

Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from core.dreams.extract.language.senses import placed
from core.dreams.extract.language.words import environments_in
from core.dreams.material.memories.entries import Entry, Shape
from core.dreams.material.memories.notes import with_note, without_notes

_RULE: Final = re.compile(r"[\s|:+-]*-[\s|:+-]*\Z")
_BAR: Final = re.compile(r"(?<!\\)\|")
_ASIDE: Final = re.compile(r"\s*\([^()]*\)")
_PLAIN: Final = frozenset({"value", "val", "setting"})
"""Titles of columns that say nothing of the values below them."""
_MOST_ROWS: Final = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    entry: Entry
    """The row as a sentence, at the line where it stands."""
    cells: tuple[Entry, ...]
    """The same, a sentence for each of its values: what stands under another title is another."""
    name: str
    """What stands first in it, in lower case: the values are of that."""


def rows_of(table: Entry) -> Iterator[Row]:
    """Each row of a table; what has no title is none."""
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
            entry = replace(table, start=table.start + at, lines=(text,), shape=Shape.PARAGRAPH)
            bare = filter(None, map(without_notes, said))
            cells = tuple(replace(entry, lines=(f"{row[0]}: {one}",)) for one in bare)
            yield Row(entry, cells, _ASIDE.sub("", row[0].strip("`* ").lower()))


def row_with_note(line: str, note: str) -> str:
    """The line of a row with a note at the end of its last cell, in the place of an older one."""
    bare = line.rstrip()
    is_closed = bare.endswith("|") and not bare.endswith("\\|")
    # What a tool shows may divide columns as the table does.
    noted = with_note(bare.removesuffix("|") if is_closed else bare, note.replace("|", "/"))
    return f"{noted} |" if is_closed else noted


def place_of(table: Entry) -> tuple[str, ...]:
    """
    What the titles above a table name: its rows are true of that alone.

    "Par levels, 5 East" stands above what each row says, which is nothing of 5 West. What names
    production says no more than what names nothing.
    """
    facts = (one for above in table.trail for part in placed(above.text) for one in part)
    named = (one.token.text.lower() for one in facts if one.fact is not None)
    return tuple(dict.fromkeys(name for name in named if "production" not in environments_in(name)))


def _cells(line: str) -> list[str]:
    return [one.strip() for one in _BAR.split(line.strip().strip("|"))]
