"""
Tool output as rows of keys with values: JSON, lines of a key and a value, tables with a header.

Pure. A row is one thing with what is said of it. A key is the words it is made of.
"""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from core.transcripts.fields import Json

Key: TypeAlias = tuple[str, ...]
_MOST_LINES: Final = 400
_MOST_ROWS: Final = 400
_LONGEST: Final = 65_536
_LONGEST_LINE: Final = 2_000
_DEEPEST: Final = 6
_MOST_NAMES: Final = 8
"""Of a thing in a list of them."""
_PAST: Final = frozenset({"history", "former", "previous", "renames", "changes", "aliases"})
_PAIR: Final = re.compile(
    r"\s{0,24}(?:[-*] )?[\"'`]?(?P<key>[A-Za-z_][\w/-]{0,30}(?:"
    r" [A-Za-z_][\w/-]{0,30}\.?){0,2})[\"'`]?"
    r"(?:\s{0,24}[:=]\s{1,24}|\s{0,24}=\s{0,24}|\s{2,24}|\t{1,8})(?P<value>\S.{0,300})\Z"
)
_TIGHT: Final = re.compile(r"(?P<key>[A-Za-z]\w*_\w{1,30}|[A-Za-z]{2,30}) (?P<value>\S.{0,300})\Z")
"""The longest key of a column of them: one space is left before its value."""
_FIELD: Final = re.compile(
    r"(?<!\S)(?P<key>[A-Za-z_][\w.-]{0,30})=(?P<value>\"[^\"\n]{0,200}\"|[^\s\"]{1,200})"
)
"""`state=moved moved_to=/b`"""
_CELLS: Final = re.compile(r"\s{2,}|\t+|\s*\|\s*")
_RULE: Final = re.compile(r"[\s|+=:-]*\Z")
_HEADER: Final = re.compile(r"[A-Za-z#][A-Za-z0-9_ /%.()#-]{0,30}\Z")
_KEY_WORDS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of one thing."""

    values: tuple[tuple[Key, str], ...]

    def rest(self, but: str) -> str:
        """Its other values, as words."""
        return " ".join(value for _, value in self.values if value != but)


def rows_of(text: str) -> tuple[Row, ...]:
    """The rows of a piece of tool output."""
    text = text[:_LONGEST]
    lines = text.split("\n")[:_MOST_LINES]
    found = [*_in_json(text, lines), *_in_lines(lines)]
    return tuple(found[:_MOST_ROWS])


def key_of(text: str) -> Key:
    """The words of a key: `renamed_from`, `renamedFrom`, `Renamed from`."""
    return tuple(word.lower() for word in _KEY_WORDS.findall(text))


def _in_json(text: str, lines: Sequence[str]) -> Iterator[Row]:
    if text.lstrip()[:1] not in ("{", "["):
        parts = [line for line in lines if line.lstrip()[:1] == "{"]
    else:
        parts = [text]
    for part in parts:
        try:
            read: Json = json.loads(part)
        except (ValueError, RecursionError):
            if part is text:
                yield from _in_json("", [line.rstrip(",") for line in lines])
            continue
        yield from _in_value(read, 0)


def _in_value(value: Json, depth: int) -> Iterator[Row]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _in_value(item, depth + 1)
    elif isinstance(value, dict):
        pairs: list[tuple[Key, str]] = []
        for name, item in value.items():
            if isinstance(item, dict):
                # `{"name": ..., "status": {"state": ...}}` is about one thing.
                pairs += [
                    ((*key_of(name), *key_of(inner)), one)
                    for inner, one in item.items()
                    if isinstance(one, str)
                ]
            if isinstance(item, list):
                pairs += [(key_of(name), one) for one in item[:_MOST_NAMES] if isinstance(one, str)]
            if isinstance(item, list) and _PAST & set(key_of(name)):
                yield from _of_its_past(value, item)
            elif isinstance(item, dict | list):
                yield from _in_value(item, depth + 1)
            else:
                pairs.append((key_of(name), "" if item is None else str(item)))
        yield Row(tuple(pairs))


def _of_its_past(owner: dict[str, Json], past: list[Json]) -> Iterator[Row]:
    """What a thing was: each with what it is now."""
    own = [(key_of(name), value) for name, value in owner.items() if isinstance(value, str)]
    for one in past[:_MOST_NAMES]:
        if isinstance(one, dict):
            told = [(key_of(name), value) for name, value in one.items() if isinstance(value, str)]
            yield Row((*told, *own))


def _in_lines(lines: Sequence[str]) -> Iterator[Row]:
    at = 0
    while at < len(lines):
        table = list(_table(lines, at))
        yield from table
        # Two columns may as well be keys and values: `code  7` above `was  4`.
        end = at
        pairs: list[tuple[Key, str]] = []
        column = 0
        while end < len(lines) and (pair := _pair(lines[end], column)) is not None:
            pairs.append((key_of(pair["key"]), pair["value"].strip()))
            column = pair.start("value")
            end += 1
        fields = [(key_of(one["key"]), one["value"].strip('";,')) for one in _fields(lines[at])]
        if len(fields) > 1:
            yield Row(tuple(fields))
        if len(pairs) > 1:
            yield Row(tuple(pairs))
        at = max(at + 1, end, at + len(table))


def _pair(line: str, column: int) -> re.Match[str] | None:
    """A key and a value; of the longest key by the column in which the other values begin."""
    found = _PAIR.match(line)
    tight = _TIGHT.match(line) if found is None and column else None
    return tight if tight is not None and tight.start("value") == column else found


def _fields(line: str) -> list[re.Match[str]]:
    return list(_FIELD.finditer(line[:_LONGEST_LINE])) if line.count("=") > 1 else []


def _table(lines: Sequence[str], at: int) -> Iterator[Row]:
    """The rows below a header: in capitals, above a rule, or of three columns and more."""
    for cut in (_cells, _commas):
        header = cut(lines[at])
        if len(header) < 2 or not all(_HEADER.match(cell) for cell in header):
            continue
        below = lines[at + 1] if at + 1 < len(lines) else ""
        is_header = (
            all(cell == cell.upper() for cell in header)
            or (bool(below.strip()) and _RULE.match(below) is not None)
            or len(header) > 2
            or key_of(header[0])[:1]
            in {("id",), ("name",), ("item",), ("what",), ("was",), ("old",), ("from",)}
        )
        if not is_header:
            continue
        for line in lines[at + 1 :]:
            if _RULE.match(line) and line.strip():
                yield Row(())
                continue
            cells = cut(line)
            if not line.strip() or not 1 < len(cells) <= len(header):
                return
            yield Row(tuple(zip(map(key_of, header), cells, strict=False)))
        return


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELLS.split(line.strip().strip("|").strip())][:40]


def _commas(line: str) -> list[str]:
    if line.count(",") < 1 or len(line) > 1_000:
        return []
    try:
        (cells,) = csv.reader([line])
    except (csv.Error, ValueError):
        return []
    return [cell.strip() for cell in cells][:40]
