"""
Tool output as observations: which value was seen under which words, in which row.

Pure. Three shapes of output are understood: a name with its value, a table under a header, and
JSON; any other line is a sentence, whose words must say more before it counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.dreams.extract.lexicon import key_roots
from core.dreams.extract.tokens import Sort, Token, tokens

_PAIR: Final = re.compile(
    r"\s*(?:[-*] )?[\"'`]?(?P<key>[A-Za-z_][\w./ -]{0,60}?)[\"'`]?"
    r"(?:\s*[:=]\s+|\s*=\s*|\s{2,}|\t+)(?P<value>\S.{0,300})\Z"
)
_JSON_PAIR: Final = re.compile(
    r'"(?P<key>[\w.-]{1,60})"\s{0,4}:\s{0,4}(?P<value>"[^"\\\n]{0,300}"|-?\d[\d.]{0,30}|true|false)'
)
_CELLS: Final = re.compile(r"\s{2,}|\t+|\s*\|\s*")
_RULE: Final = re.compile(r"[\s|+=-]*\Z")
_MOST_LINES: Final = 400
_MOST_COLUMNS: Final = 40
_HEADERS: Final = re.compile(r"[A-Z][A-Z0-9_ /%.()-]*\Z|[A-Za-z_][A-Za-z0-9_ /%.()-]*\Z")


@dataclass(frozen=True, slots=True)
class Observed:
    """One value as a tool showed it."""

    keys: frozenset[str]
    """Roots of the words that say what the value is: a key, a column, or the rest of a sentence."""
    name: str
    """The key or the column as it is written; empty for a sentence."""
    value: str
    quote: str
    """A contiguous piece of the output that holds the value, and its key where both are near."""
    row: str | None
    """In a table of several rows the row: what it is about must stand there."""
    is_sentence: bool = False

    @property
    def said(self) -> str:
        """What was seen, short enough for a note."""
        return f"{self.name} {self.value}" if self.name else self.quote

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the value."""
        return _tokens(self.value)


@lru_cache(maxsize=16_384)
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(token for token in tokens(text) if token.sort is not Sort.STOP)


def observed(text: str) -> tuple[Observed, ...]:
    """The values that a piece of output shows under a name."""
    return tuple(_observed(text))


def _observed(text: str) -> Iterator[Observed]:
    lines = text.split("\n")[:_MOST_LINES]
    if text.lstrip()[:1] in "{[":
        yield from _in_json(text)
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end > at:
            yield from _in_table(lines[at:end])
            at = end
            continue
        line = lines[at]
        pair = _PAIR.match(line)
        if pair is not None:
            yield Observed(
                key_roots(pair["key"]), pair["key"].strip(), pair["value"], line.strip(), None
            )
        at += 1


def _in_json(text: str) -> Iterator[Observed]:
    for match in _JSON_PAIR.finditer(text):
        start = text.rfind("{", 0, match.start()) + 1
        end = text.find("}", match.end())
        row = text[start : end if end >= 0 else len(text)]
        siblings = text.count("{") > 2
        value = match["value"].strip('"')
        yield Observed(
            key_roots(match["key"]), match["key"], value, match[0], row if siblings else None
        )


def _table_end(lines: list[str], at: int) -> int:
    """Behind the last row of a table whose header stands at a line; that line if none does."""
    header = _cells(lines[at])
    if len(header) < 2 or not all(_HEADERS.match(cell) for cell in header):
        return at
    end = at + 1
    rows = 0
    while end < len(lines) and lines[end].strip():
        if not _RULE.match(lines[end]):
            if len(_cells(lines[end])) != len(header):
                break
            rows += 1
        end += 1
    # Two lines of names with values look like a header and a row; a header is told by its case,
    # a rule below it, or by having more than two columns.
    is_header = (
        header == [cell.upper() for cell in header]
        or (at + 1 < len(lines) and bool(lines[at + 1].strip()) and _RULE.match(lines[at + 1]))
        or len(header) > 2
    )
    return end if rows and is_header else at


def _in_table(lines: list[str]) -> Iterator[Observed]:
    header = _cells(lines[0])
    rows = [line for line in lines[1:] if not _RULE.match(line)]
    for line in rows:
        for name, cell in zip(header, _cells(line), strict=True):
            if cell:
                yield Observed(key_roots(name), name, cell, line.strip(), line)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELLS.split(line.strip().strip("|").strip())][:_MOST_COLUMNS]
