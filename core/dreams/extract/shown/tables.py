"""
Tables: a header with rows below it, whatever separates the columns; and rows without a header.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from core.dreams.extract.language.lexicon import key_roots, root
from core.dreams.extract.shown.cell import Cell, roots_in
from core.dreams.extract.shown.pairs import pairs_in
from core.dreams.extract.shown.units_beside import unit_beside, with_unit
from core.transcripts.fields import words

_SEPARATORS: Final = (
    re.compile(r"\s*\|\s*"),
    re.compile(r"\s*\t+\s*"),
    re.compile(r"\s*;\s*"),
    re.compile(r"\s{2,}"),
    re.compile(r"\s*,\s*"),
)
_BLANK: Final = re.compile(r"\s+")
_CAPITALS: Final = re.compile(r"[A-Z][A-Z\d_%()/-]+")
_DIGITS: Final = re.compile(r"\d+")
_FEW_COLUMNS: Final = 2
_RULE: Final = re.compile(r"[\s|+=:.-]*\Z")
_PAIR: Final = re.compile(
    r"(?P<key>[A-Za-z_][\w. -]{0,40})(?:(?<!\d):|:(?!\d))\s{0,4}(?P<value>[^\s:].{0,59})"
)
"""A name and a value; `from 09:15` has a time."""
_DASHES: Final = re.compile(r"\s*-{3,}\s*\Z")
_FRAMED: Final = re.compile(r"\s*\|\s*(?P<inner>[^|]{1,200}?)\s*\|\s*\Z")
_COUNTED: Final = re.compile(r"\(\d+ rows?\)")
_HEADER: Final = re.compile(r"[A-Za-z_#][A-Za-z0-9_ /%.()#-]{0,40}\Z")
_OF_COPIES: Final = frozenset(
    {"READY", "DESIRED", "REPLICAS", "AVAILABLE", "UP-TO-DATE", "CURRENT", "AGE"}
)
_WANTED_IN: Final = frozenset({"READY", "DESIRED", "REPLICAS"})
_WANTED: Final = re.compile(r"(?:\d{1,5}/)?(\d{1,5})")
"""How many copies are wanted, behind those that are ready: `5/6`."""
_COPIES: Final = ("replica", "pod", "instance")
_NAMING: Final = words(
    "name key param parameter property property_name option variable variable_name setting_name"
    " resource_name config"
)
_VALUES: Final = words("value val setting property_value")
"""Columns of a table of settings: the one that names each, and the one that has what it is."""
_SETTING: Final = re.compile(r"[A-Za-z][A-Za-z\d]*(?:[._-][A-Za-z\d]+)+")
_MOST_COLUMNS: Final = 40


def table_end(lines: Sequence[str], at: int) -> tuple[int, re.Pattern[str] | None]:
    """Behind the last row of the table whose header is a line, and what separates its cells."""
    for separator in _SEPARATORS:
        header = _cells_in(lines[at], separator)
        if len(header) < 2 or not all(_HEADER.match(cell) for cell in header):
            continue
        end, rows = at + 1, 0
        while end < len(lines) and lines[end].strip():
            if not is_rule(lines[end]):
                if len(_cells_in(lines[end], separator)) != len(header):
                    break
                rows += 1
            end += 1
        if rows and _is_header(header, lines, at, separator):
            return end, separator
    return _blank_end(lines, at)


def _blank_end(lines: Sequence[str], at: int) -> tuple[int, re.Pattern[str] | None]:
    """Likewise of a table with one blank between its columns, which only capitals tell."""
    header = lines[at].split()
    if len(header) <= _FEW_COLUMNS or not all(map(_CAPITALS.fullmatch, header)):
        return at, None
    end = at + 1
    while end < len(lines) and len(lines[end].split()) == len(header):
        end += 1
    return (end, _BLANK) if end > at + 1 else (at, None)


def _is_header(
    header: Sequence[str], lines: Sequence[str], at: int, separator: re.Pattern[str]
) -> bool:
    """
    Whether a line is a header, and no row of names with values.

    A header is told by its case, by a rule below it, or by having several columns of which none has
    a digit while the row below has one, or none of whose words stands in the row below.
    """
    below = _cells_in(lines[at + 1], separator)
    # `MSH-3  MILL` above `MSH-4  DYES`: what is numbered alike is one row of several.
    is_numbered = any(map(str.isdigit, header[0])) and _shape(header[0]) == _shape(below[0])
    if is_rule(lines[at + 1]):
        return True
    if list(header) == [cell.upper() for cell in header] and not is_numbered:
        return True
    if any(any(map(str.isdigit, cell)) for cell in header):
        return False
    is_plain = separator is not _SEPARATORS[3] or len(header) > 2
    return is_plain and not {cell.lower() for cell in header} & {cell.lower() for cell in below}


def _shape(code: str) -> str:
    return _DIGITS.sub("0", code)


def in_table(lines: Sequence[str], separator: re.Pattern[str]) -> Iterator[Cell]:
    """The cells of a table; of several rows each must name what it is about."""
    header = _cells_in(lines[0], separator)
    counted = _counting(header)
    for line in lines[1:]:
        if is_rule(line):
            continue
        yield from row_cells(zip(header, _cells_in(line, separator), strict=True), line, counted)


def row_cells(
    row: Iterable[tuple[str, str]], line: str, counted: frozenset[str] = frozenset()
) -> Iterator[Cell]:
    """
    The cells of a row.

    Args:
        row: What stands under the name of each column.
        line: The row as it stands in the output.
        counted: The columns that count copies.
    """
    cells = list(row)
    called = next((value for name, value in cells if name.lower() in _NAMING), "")
    unit = unit_beside(cells)
    for name, value in cells:
        if name.lower() in _VALUES and value and _SETTING.fullmatch(called):
            yield Cell(called, key_roots(called), value, line.strip(), record=line)
        if value:
            yield Cell(name, key_roots(name), value, line.strip(), record=line)
            # A memory may keep its units in a column, too: then it gives the bare number.
            key = with_unit(name, value, unit)
            if key != name:
                yield Cell(key, key_roots(name), value, line.strip(), record=line)
        yield from _inside(value, line)
        if name in counted and (wanted := _WANTED.fullmatch(value)) is not None:
            yield from _copies(name, wanted[1], line)


def column_end(lines: Sequence[str], at: int) -> int:
    """Behind the last value of a table of one column, ruled below its header; else its place."""
    framed = _FRAMED.match(lines[at])
    header = framed["inner"] if framed is not None else lines[at].strip()
    below = lines[at + 1] if at + 1 < len(lines) else ""
    is_ruled = is_rule(below) if framed is not None else _DASHES.match(below) is not None
    if not _HEADER.match(header) or " " in header or not is_ruled:
        return at
    end = at + 2
    while end < len(lines) and lines[end].strip() and not _COUNTED.match(lines[end]):
        if framed is not None and not _FRAMED.match(lines[end]):
            break
        end += 1
    return end if end > at + 2 else at


def in_column(lines: Sequence[str]) -> Iterator[Cell]:
    """The values of a table of one column; where there are several, each is of its own."""
    name, _, *values = (
        framed["inner"] if (framed := _FRAMED.match(line)) is not None else line.strip()
        for line in lines
    )
    for value in values:
        record = value if len(values) > 1 else None
        yield Cell(name, key_roots(name), value, value, record=record)


def in_row(line: str) -> Iterator[Cell]:
    """The cells of a row that has no header; the others say what one is."""
    for separator in _SEPARATORS:
        parts = [part for part in _cells_in(line, separator) if part]
        is_row = len(parts) > 2 and all(len(part) < 60 for part in parts)
        if is_row and (separator is not _SEPARATORS[4] or " " not in line.strip()):
            for at, part in enumerate(parts):
                # Several words beside a number say themselves what it is.
                own = parts[at : at + 1] if part.count(" ") > 1 else []
                others = roots_in("; ".join([*parts[:at], *own, *parts[at + 1 :]]))
                yield Cell("", others, part, line.strip(), record=line, is_prose=True)
            return


def in_pairs(line: str) -> list[Cell]:
    """The cells of a row each of which says its name: `Topic: orders    PartitionCount: 48`."""
    for separator in _SEPARATORS[:4]:
        pairs = [_PAIR.fullmatch(part) for part in _cells_in(line, separator) if part]
        found = [
            Cell(pair["key"], key_roots(pair["key"]), pair["value"], pair[0], record=line)
            for pair in pairs
            if pair is not None
        ]
        if len(found) > 1 and len(found) == len(pairs):
            return [*found, *(inner for one in found for inner in _inside(one.value, line))]
    return []


def _counting(header: Sequence[str]) -> frozenset[str]:
    """The columns that count the copies of what a row names; a pod's own state is another thing."""
    names = {name.upper() for name in header}
    is_of_copies = len(names & _OF_COPIES) > 1 and "STATUS" not in names
    return frozenset(name for name in header if is_of_copies and name.upper() in _WANTED_IN)


def _copies(name: str, count: str, line: str) -> Iterator[Cell]:
    """How many copies are wanted, by each of the words for them."""
    for word in _COPIES:
        about = frozenset({root(word)})
        yield Cell(name, about, count, line.strip(), record=line, is_count=True)


def _inside(value: str, line: str) -> Iterator[Cell]:
    """The values of a list that stands in one cell of a row."""
    for name, said in pairs_in(value):
        yield Cell(name, key_roots(name), said, f"{name}={said}", record=line)


def _cells_in(line: str, separator: re.Pattern[str]) -> list[str]:
    """The cells of one line."""
    inner = line.strip()
    if "|" in separator.pattern and inner[:1] == "|" and inner[-1:] == "|":
        inner = inner[1:-1].strip()
    return [cell.strip().strip('"') for cell in separator.split(inner)][:_MOST_COLUMNS]


def is_rule(line: str) -> bool:
    """Whether a line only draws a line."""
    return bool(line.strip()) and _RULE.match(line) is not None
