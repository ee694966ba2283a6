"""
What happened when, as tool output reports it: a time written in a line, and what the line is about.

Pure. Known shapes are log lines, tables with a column of times, a name with a time as its value,
and JSON objects. A happening has labels from general to special, in the words of the output.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, TypeAlias

from core.dreams.extract.words import stem

Label: TypeAlias = tuple[str, ...]

_MOMENT: Final = re.compile(
    r"(?<![\w-])(\d{4})[-/]([01]\d)[-/]([0-3]\d)[T ]"
    r"([0-2]\d):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?"
    r"\s?(Z|UTC|[+-]\d\d:?\d\d)?(?![\d:])"
)
_CELLS: Final = re.compile(r"\s{2,}|\t+|\s+\|\s+|\|")
_NAME: Final = re.compile(r"[A-Za-z][\w./:@-]{1,63}\Z")
_LEVELS: Final = frozenset(
    {"info", "warn", "warning", "error", "debug", "trace", "notice", "fatal", "critical", "err"}
)
_OBJECT: Final = re.compile(r"\{[^{}]{1,2000}\}")
_STRING: Final = re.compile(r'"([\w.-]{1,40})"\s{0,4}:\s{0,4}"([^"\\\n]{0,200})"')
_PAIR: Final = re.compile(r"\s*([A-Za-z_][\w./-]{0,40})(?:\s*[:=]\s+|\s{2,}|\t+)(\S.*)\Z")
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z_-]{2,40}")
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
    if _MOMENT.search(text) is None:
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
    header = _CELLS.split(lines[0].strip()) if lines else []
    for line in (whole[:_LONGEST] for whole in lines):
        times = list(_MOMENT.finditer(line))
        if not times:
            continue
        at = _ms(times[0])
        pair = _PAIR.match(line)
        if at is None:
            continue
        if pair is not None and _MOMENT.match(pair[2]):
            names = [name for name in (title, pair[1]) if name]
            yield _made(at, names, line, times[0][0])
        else:
            names = _of_row(line, times[0], header)
            if names:
                yield _made(at, names, line, times[0][0])


def _in_objects(text: str) -> Iterator[Happening]:
    for found in _OBJECT.finditer(text):
        values = _STRING.findall(found[0])
        times = [(value, _MOMENT.match(value)) for _, value in values]
        first = next(((value, match) for value, match in times if match), None)
        if first is None or first[1] is None:
            continue
        at = _ms(first[1])
        names = [value for _, value in values if _NAME.match(value)][:2]
        if at is not None and names:
            yield _made(at, names, found[0], first[0])


def _title(lines: list[str]) -> str | None:
    """What a block of names and values is about: the value of its first line."""
    match = _PAIR.match(lines[0]) if lines else None
    value = match[2].strip() if match else ""
    return value if _NAME.match(value) else None


def _of_row(line: str, time: re.Match[str], header: list[str]) -> list[str]:
    """The names in a row or a log line, beside its time."""
    rest = f"{line[: time.start()]}  {line[time.end() :]}"
    cells = [cell for cell in _CELLS.split(rest.strip()) if cell]
    if len(cells) > 1 or (cells and _NAME.match(cells[0])):
        names: list[str] = []
        for cell in cells:
            if cell.lower() in _LEVELS:
                continue
            if not _NAME.match(cell):
                break
            names.append(cell)
        if names:
            column = header[0] if header and header[0].isupper() and time.start() == 0 else ""
            return names[:1] + ([column] if column and len(names) < 2 else names[1:2])
    words = [word for word in _WORD.findall(rest) if word.lower() not in _LEVELS]
    return [" ".join(words[:4])] if words and " ".join(words[:4]) in rest else words[:1]


def _made(at: int, names: list[str], quote: str, written: str) -> Happening:
    normal = tuple(" ".join(stem(part) for part in name.lower().split()) for name in names)
    labels = tuple(normal[:length] for length in range(1, len(normal) + 1))
    return Happening(at, labels, tuple(names), quote.strip(), written)


def _ms(match: re.Match[str]) -> int | None:
    try:
        year, month, day, hour, minute, second = (int(match[n] or 0) for n in range(1, 7))
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    millis = int((match[7] or "0")[:3].ljust(3, "0"))
    zone = match[8]
    offset = 0
    if zone and zone[0] in "+-":
        sign = 1 if zone[0] == "+" else -1
        offset = sign * (int(zone[1:3]) * 60 + int(zone[-2:]))
    return int(moment.timestamp() * 1000) + millis - offset * 60_000
