"""
What happened when, as tool output reports it: a time written in a line, and what the line is about.

Pure. Known shapes are log lines, tables with a column of times, a name with a time as its value,
JSON objects, and lines with a time of day under a heading with the date. A happening has labels
from general to special, in the words of the output.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from core.dreams.extract.happenings.log_pieces import PLAIN_NAME
from core.dreams.extract.happenings.loglines import by_keys, names_in
from core.dreams.extract.language.words import stem
from core.dreams.extract.values.moments import (
    Moment,
    first_moment,
    heading_day,
    may_have_moments,
    moment_of_day,
)
from core.transcripts.fields import words

Label: TypeAlias = tuple[str, ...]

_OBJECT: Final = re.compile(r"\{[^{}]{1,2000}+\}")
_NESTED: Final = re.compile(r"\{(?:[^{}]{1,2000}+|\{[^{}]{0,2000}+\})++\}")
_SCALAR: Final = re.compile(
    r"\"([\w.@-]{1,40})\"\s{0,4}:\s{0,4}(?:\"([^\"\\\n]{0,200})\"|(-?[\d.]{1,24})(?=[\s,}]))"
)
_PAIR: Final = re.compile(r"\s*([A-Za-z_][\w./-]{0,40})(?:\s*[:=]\s+|\s{2,}|\t+)(\S.*)\Z")
_LISTED: Final = re.compile(r"[-dlbcps](?:[r-][w-][xsStT-]){3}")
"""A file in a listing: when it was written says nothing of what happened."""
_STAMPS: Final = words(
    "date time timestamp ts now today author-date commit-date authordate commitdate last-modified"
    " expires if-modified-since"
)
"""Names of the times of a message, a commit or a page themselves."""
_GENERATED: Final = re.compile(
    r"(?<=\w)-(?:(?=[a-f\d]*\d)[a-f\d]{8,10}-[a-z\d]{5}|[12]\d{7})(?![\w-])"
)
"""What a cluster puts behind the name of what it runs: `web-6f7c9bd5c8-2kxvq`, `job-29394480`."""
_OF_DAY: Final = re.compile(r"(?m)^[\W_]{0,4}\d{1,2}:\d\d")
"""Lines that begin with a time of day have a heading with the date, or mean nothing."""
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
def happenings(text: str, today: int | None = None) -> tuple[Happening, ...]:
    """
    Everything that a piece of output says happened at a stated time.

    Args:
        today: Days from 1970 to the output, for times that do not give their year.
    """
    return tuple(_happenings(text, today)) if may_have_moments(text) else ()


def _happenings(text: str, today: int | None) -> Iterator[Happening]:
    if "{" in text and '"' in text:
        found = list(_in_objects(text, today))
        if found:
            yield from found
            return
    lines = [line[:_LONGEST] for line in text.split("\n")[:_MOST_LINES]]
    title = _title(lines)
    above, form = "", 0
    has_hours = _OF_DAY.search(text) is not None
    latest: int | None = None
    """The last time under a heading with a day, or the beginning of that day."""
    for line in lines:
        moment = first_moment(line, today, form)
        form = form if moment is None else moment.form
        if moment is None and latest is not None:
            moment = moment_of_day(line, latest)
            latest = latest if moment is None else moment.at
        if moment is None:
            day = heading_day(line, today) if has_hours else None
            latest = latest if day is None else day
            above = line if day is None and line.strip(" |+-=:") else above
            continue
        if _LISTED.match(line):
            continue
        pair = _PAIR.match(line)
        if pair is not None and pair.end(1) < moment.start <= pair.start(2) + 1:
            told = None if pair[1].lower() in _STAMPS else pair[1]
            names = [name for name in (title, told) if name]
        else:
            names = names_in(line, moment.start, moment.end, above)
        if names:
            yield _made(moment.at, names, line, line[moment.start : moment.end])


def _in_objects(text: str, today: int | None) -> Iterator[Happening]:
    """What JSON objects tell that have a time of their own, or one in an object that they hold."""
    for shape in (_OBJECT, _NESTED):
        found = [one for match in shape.finditer(text) if (one := _of_object(match[0], today))]
        if found:
            yield from found
            return


def _of_object(quote: str, today: int | None) -> Happening | None:
    fields: list[tuple[str, str]] = []
    first: tuple[Moment, str] | None = None
    for key, value, number in _SCALAR.findall(quote):
        written = value or number
        moment = first_moment(value or f"{key}={number}", today)
        is_time = moment is not None and len(written) <= moment.end - moment.start + len(key) + 2
        if moment is not None and is_time:
            first = first or (moment, written)
        elif value:
            fields.append((key, value))
    names = by_keys(fields)
    return _made(first[0].at, names, quote, first[1]) if first and names else None


def _title(lines: list[str]) -> str | None:
    """What a block of names and values is about: the value of its first line."""
    match = _PAIR.match(lines[0]) if lines else None
    value = match[2].strip() if match else ""
    return value if PLAIN_NAME.match(value) else None


def _made(at: int, told: list[str], quote: str, written: str) -> Happening:
    names = [_GENERATED.sub("", name) for name in told]
    normal = tuple(" ".join(stem(part) for part in name.lower().split()) for name in names)
    labels = tuple(normal[:length] for length in range(1, len(normal) + 1))
    return Happening(at, labels, tuple(names), quote.strip(), written)
