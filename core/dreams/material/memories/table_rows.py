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
from core.dreams.material.memories.outline import unnumbered

_RULE: Final = re.compile(r"[\s|:+-]*-[\s|:+-]*\Z")
_BAR: Final = re.compile(r"(?<!\\)\|")
_ASIDE: Final = re.compile(r"\s*\([^()]*\)")
_PLAIN: Final = frozenset({"value", "val", "setting"})
"""Titles of columns that say nothing of the values below them."""
_SMALL: Final = re.compile(r"\d{1,2}")
"""A number that anything may have."""
_MEASURE: Final = re.compile(
    r"[\d.,]+ ?(?:[a-z%\u00b5]{1,3}|(?:second|minute|hour|day|week)s?)(?:/[a-z]+)?"
)
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
    kind: str = ""
    """What the first column is called, in lower case, if a bare number stands there: `bay`."""


def rows_of(table: Entry) -> Iterator[Row]:
    """Each row of a table that has titles, and something that names it."""
    if len(table.lines) < len(("title", "rule", "row")) or not _RULE.match(table.lines[1]):
        return
    titles = _cells(table.lines[0])
    rows = [_cells(line) for line in table.lines[2 : _MOST_ROWS + 2]]
    if _are_counted(rows):
        titles, rows = titles[1:], [row[1:] for row in rows]
    for at, row in enumerate(rows, start=2):
        said = [
            one if title.lower() in _PLAIN else f"{_small(title)} {one}"
            for title, one in zip(titles[1:], row[1:], strict=False)
            if title and one
        ]
        name = _ASIDE.sub("", row[0].strip("`* ").lower()) if row else ""
        kind = titles[0].strip("`* ").lower() if _SMALL.fullmatch(name) else ""
        is_named = not _MEASURE.fullmatch(name) and (kind.isalpha() or not _SMALL.fullmatch(name))
        if len(row) == len(titles) > 1 and row[0] and said and is_named:
            text = f"{row[0]}: {', '.join(said)}"
            entry = replace(table, start=table.start + at, lines=(text,), shape=Shape.PARAGRAPH)
            bare = filter(None, map(without_notes, said))
            cells = tuple(replace(entry, lines=(f"{row[0]}: {one}",)) for one in bare)
            yield Row(entry, cells, name, kind)


def _small(title: str) -> str:
    """The title of a column as it would stand inside of a sentence."""
    first, blank, rest = title.partition(" ")
    return f"{first.lower() if first.strip(',:').istitle() else first}{blank}{rest}"


def _are_counted(rows: list[list[str]]) -> bool:
    """Whether the first column only counts the rows."""
    counts = [row[0].strip("`* .") for row in rows if row]
    return len(counts) > 1 and counts == [str(at) for at in range(1, len(counts) + 1)]


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
    facts = (
        one for above in table.trail for part in placed(unnumbered(above.text)) for one in part
    )
    named = (one.token.text.lower() for one in facts if one.fact is not None)
    return tuple(dict.fromkeys(name for name in named if "production" not in environments_in(name)))


def _cells(line: str) -> list[str]:
    return [one.strip() for one in _BAR.split(line.strip().strip("|"))]
