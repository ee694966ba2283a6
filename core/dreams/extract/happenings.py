"""
What happened when, as tool output reports it: a time written in a line, and what the line is about.

Pure. Known shapes are log lines, tables with a column of times, a name with a time as its value,
and JSON objects. A happening has labels from general to special, in the words of the output.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from core.dreams.extract.moments import MOMENT, moment_ms
from core.dreams.extract.words import stem

Label: TypeAlias = tuple[str, ...]

_COLUMNS: Final = re.compile(r"\s{2,}|\t+|\s*\|\s*")
_CELLS: Final = re.compile(
    r"\s{2,}|\t+|\s*[|;]\s*|,\s+|:\s+|(?<=\S),(?=\S)|\s+[-\u2013\u2014]+>?\s+|\s*[()\[\]{}<>]+\s*"
)
"""What stands between the cells of a row, the parts of a log line."""
_LEVELS: Final = frozenset(
    {"info", "warn", "warning", "error", "debug", "trace", "notice", "fatal", "critical", "err"}
)
_LEVEL: Final = re.compile(rf"(?i)(?:{'|'.join(sorted(_LEVELS))})\s+(?=\S)")
_FIELD: Final = re.compile(
    r"([A-Za-z_][\w.-]{0,40})=(\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|\S{1,200})"
)
_NAME: Final = re.compile(r"[A-Za-z][\w./:@-]{1,63}\Z")
_OBJECT: Final = re.compile(r"\{[^{}]{1,2000}\}")
_STRING: Final = re.compile(r'"([\w.-]{1,40})"\s{0,4}:\s{0,4}"([^"\\\n]{0,200})"')
_PAIR: Final = re.compile(r"\s*([A-Za-z_][\w./-]{0,40})(?:\s*[:=]\s+|\s{2,}|\t+)(\S.*)\Z")
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z_-]{2,40}")
_LONGEST_PHRASE: Final = 4
"""Words of a cell that still names something."""
_MOST_LINES: Final = 400
_LONGEST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened."""

    at: int
    """Milliseconds since 1970, UTC; a time without a zone is taken as UTC."""
    labels: tuple[Label, ...]
    """What happened, from general to special, in normal form."""
    shown: tuple[str, ...]
    """The words of the longest label as they are written in the quote."""
    quote: str
    written: str
    """The time as it is written in the quote."""


@lru_cache(maxsize=4_096)
def happenings(text: str) -> tuple[Happening, ...]:
    """Everything that a piece of output says happened at a stated time."""
    if MOMENT.search(text) is None:
        return ()
    return tuple(_happenings(text))


def _happenings(text: str) -> Iterator[Happening]:
    if "{" in text and '"' in text:
        found = list(_in_objects(text))
        if found:
            yield from found
            return
    lines = text.split("\n")[:_MOST_LINES]
    title = _title(lines)
    header = _COLUMNS.split(lines[0].strip()) if lines else []
    for line in (whole[:_LONGEST] for whole in lines):
        times = list(MOMENT.finditer(line))
        if not times:
            continue
        at = moment_ms(times[0])
        pair = _PAIR.match(line)
        if at is None:
            continue
        if pair is not None and MOMENT.match(pair[2]):
            names = [name for name in (title, pair[1]) if name]
            yield _made(at, names, line, times[0][0])
        else:
            names = _of_row(line, times[0], header)
            if names:
                yield _made(at, names, line, times[0][0])


def _in_objects(text: str) -> Iterator[Happening]:
    for found in _OBJECT.finditer(text):
        values = _STRING.findall(found[0])
        times = [(value, MOMENT.match(value)) for _, value in values]
        first = next(((value, match) for value, match in times if match), None)
        if first is None or first[1] is None:
            continue
        at = moment_ms(first[1])
        names = [value for _, value in values if _NAME.match(value)][:2]
        if at is not None and names:
            yield _made(at, names, found[0], first[0])


def _title(lines: list[str]) -> str | None:
    """What a block of names and values is about: the value of its first line."""
    match = _PAIR.match(lines[0]) if lines else None
    value = match[2].strip() if match else ""
    return value if _NAME.match(value) else None


def _of_row(line: str, time: re.Match[str], header: list[str]) -> list[str]:
    """The names in a row or a log line, beside its time: who it is about, and what happened."""
    rest = f"{line[: time.start()]}  {line[time.end() :]}"
    fields = [value.strip("\"'") for _, value in _FIELD.findall(rest)]
    if len(fields) > 1:
        return _named_cells(fields)
    parts = (_LEVEL.sub("", part.strip(" \t.,:;-\"'"), count=1) for part in _CELLS.split(rest))
    cells = [part for part in parts if part]
    if len(cells) > 1 or (cells and _NAME.match(cells[0])):
        names = _named_cells(cells)
        column = header[0] if header and header[0].isupper() and time.start() == 0 else ""
        if names:
            return [*names, column] if column and len(names) < 2 else names
    words = [word for word in _WORD.findall(rest) if word.lower() not in _LEVELS]
    return [" ".join(words[:4])] if words and " ".join(words[:4]) in rest else words[:1]


def _named_cells(cells: list[str]) -> list[str]:
    """The first two names; one cell of two names, `sshd session_opened`, is two."""
    told = [cell for cell in cells if any(map(str.isalpha, cell)) and cell.lower() not in _LEVELS]
    if not told:
        return []
    first, *others = told
    names = [first] if _NAME.match(first) else _leading_names(first, is_alone=not others)
    if len(names) == 1 and others and (second := _phrase(others[0])):
        names.append(second)
    return names


def _leading_names(cell: str, *, is_alone: bool) -> list[str]:
    """Of a cell with blanks the one or two names that it begins with; a short one is a name."""
    first, *others = cell.split()
    second = others[0] if others else ""
    is_named = _NAME.match(first) is not None and first.lower() not in _LEVELS
    if is_named and _NAME.match(second) and _is_identifier(second):
        return [first, second]
    if not is_alone and _phrase(cell) == cell:
        return [cell]
    return [first] if is_named else []


def _phrase(cell: str) -> str:
    """What a cell says, up to its first number, if that is short enough to be a name."""
    kept = []
    for word in cell.split(" "):
        if any(map(str.isdigit, word)) and not _NAME.match(word):
            break
        kept.append(word)
    return " ".join(kept) if len(kept) <= _LONGEST_PHRASE else ""


def _is_identifier(word: str) -> bool:
    """Whether a word was made by a program: it has a sign or a digit that words have not."""
    return any(sign in "_.:/@" or sign.isdigit() for sign in word) or not word[1:].islower()


def _made(at: int, names: list[str], quote: str, written: str) -> Happening:
    normal = tuple(" ".join(stem(part) for part in name.lower().split()) for name in names)
    labels = tuple(normal[:length] for length in range(1, len(normal) + 1))
    return Happening(at, labels, tuple(names), quote.strip(), written)
