"""
Who a line of a log or a row of a table is about, and what it says happened, beside its time.

Pure. The names are pieces of the line as they are written, from general to special: a source, then
what happened to it in one or two parts, of which the first is the same more often.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from core.dreams.extract.happenings.log_pieces import (
    LEVEL,
    SHORT_NAME,
    cells_in,
    distinct,
    is_aside,
    names_of_cells,
    parts_in,
    source_in,
)
from core.transcripts.fields import words

_FIELD: Final = re.compile(
    r"(?<!\S)([A-Za-z_@][\w.@-]{0,40})=(\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|\S{1,200})"
)
_ACCESS: Final = re.compile(r"\"([A-Z]{3,8} [^\s\"?]{1,300})[^\"\n]{0,300}\"[ ,;](\d{3})\b")
"""`"GET /a HTTP/1.1" 502`: a request and its status."""
_PROCESS: Final = re.compile(
    r"\A\W{0,3}(?:<\d+>\d?\s*)?\s*(?:\S{1,64}\s+)?([A-Za-z][\w./@-]{1,63})(?:\([\w.-]{1,40}\))?"
    r"\[\d{1,10}\]:\s+(?=\S)"
)
"""`host process[812]: `, as system logs begin."""
_STRUCTURED: Final = re.compile(r"\A\s+\S+ (\S+) \S+ \S+ (?:-|\[[^\]\n]{0,300}\])\s+(?=\S)")
"""`host process 812 ID47 - `, as they begin in the newer form, whose lines begin with `<34>1`."""
_KEY_OF_TIME: Final = re.compile(r"(?<!\S)[\w@.-]{1,40}=[\"']?\Z")
_WRAPPING: Final = re.compile(
    r"(?:^|\s)(?:\d{1,10} --- \[[^\]\n]{0,60}\]|<\d{1,3}>\d?|\d+#\d+:|\[\d+\]|\[[pt]id:? ?\d+\]"
    r"|\d+(?= \S{1,60}\.\w{1,4}:\d+\]))(?=\s|$)"
)
"""Processes and threads by number."""
_SOURCES: Final = words(
    "source src service svc component comp unit module logger log job name subsystem system sys"
    " station device dev sensor machine process program app application task worker queue topic"
    " monitor site area place where location equipment asset subject desk line room team"
)
_HOLDERS: Final = words(
    "host hostname server node instance pod container resource entity object from who by user check"
    " alarm alert channel"
)
"""Columns that say who where no better one does."""
_EVENTS: Final = words(
    "event ev evt event_type eventtype event_name eventname event_kind what msg message happened"
    " happening occurrence incident signal operation op action activity"
)
_STATES: Final = words(
    "alarm alert error err kind type text description summary title reason status state change code"
)
"""Columns that say what happened where no better one does."""
_ASIDES: Final = words(
    "level lvl severity sev priority pri id uid seq no nr number offset pid tid thread caller"
    " trace_id span_id request_id version ver env"
)
"""Columns that say neither who nor what."""
_DELIMITERS: Final = tuple(re.compile(sign) for sign in (r"\|", ";", r"\t", ",", r"\s{2,}"))
_LEAST_COLUMNS: Final = 3
"""A time, who and what."""


def names_in(line: str, start: int, end: int, header: str = "") -> list[str]:
    """
    The names in a line.

    Args:
        start: Where its time begins, and `end` where that ends.
        header: The line with the names of the columns, if the line may be a row of a table.
    """
    by_columns = _by_header(line, header)
    return by_columns or [*_names(line[:start], line[end:])]


@lru_cache(maxsize=16_384)
def _names(before: str, after: str) -> tuple[str, ...]:
    """The names in what stands around a time; a log says the same many times."""
    return tuple(_told(_KEY_OF_TIME.sub("", before), after))


def _told(before: str, after: str) -> list[str]:
    access = _ACCESS.search(after) if '" ' in after else None
    if access is not None:
        return [access[1], access[2]]
    is_structured = before.startswith("<") and before[-2:-1].isdigit()
    process = (_STRUCTURED if is_structured else _PROCESS).match(after)
    if process is not None and not any(map(str.isalpha, before)):
        return distinct([process[1], *parts_in(LEVEL.sub("", after[process.end() :], count=1))])
    rest = _WRAPPING.sub("  ", f"{before}  {after}")
    fields = (
        [(key, value.strip("\"'")) for key, value in _FIELD.findall(rest)] if "=" in rest else []
    )
    if len(fields) > 1:
        told = cells_in(_FIELD.sub("  ", rest))
        is_told = len(told) > 1 or (told and not any(key in _SOURCES for key, _ in fields))
        return names_of_cells(told) if is_told else by_keys(fields, told)
    return names_of_cells(cells_in(rest))


def by_keys(fields: Iterable[tuple[str, str]], told: Sequence[str] = ()) -> list[str]:
    """The names among values with keys: by what the keys say, else the first ones."""
    known = [
        (key.lower().rpartition(".")[2].strip("@_"), value.strip())
        for key, value in fields
        if any(map(str.isalpha, value)) and not is_aside(value)
    ]
    known = [(key, value) for key, value in known if key not in _ASIDES]
    names = [value for _, value in known if SHORT_NAME.match(value)]
    event = told[0] if told else _first(known, _EVENTS)
    others = [one for one in known if one[1] != event]
    source = _first(others, _SOURCES) or _first(others, _HOLDERS)
    if event is None and source is not None:
        event = _first([one for one in known if one[1] != source], _STATES)
    if source is None or event is None:
        # Where no key tells, who mostly stands before what.
        source, event, *_ = [*told, *dict.fromkeys(names), "", ""]
    return distinct([*source_in(source), *parts_in(event)])


def _first(fields: Iterable[tuple[str, str]], keys: frozenset[str]) -> str | None:
    return next((value for key, value in fields if key in keys), None)


def _by_header(line: str, header: str) -> list[str]:
    """The names in a row, by the names of its columns; none if they do not say."""
    delimiter, columns = _columns(header)
    if delimiter is None:
        return []
    cells = [one.strip(" \"'") for one in delimiter.split(line.strip())]
    return by_keys(zip(columns, cells, strict=True)) if len(cells) == len(columns) else []


@lru_cache(maxsize=256)
def _columns(header: str) -> tuple[re.Pattern[str] | None, tuple[str, ...]]:
    """What separates the columns under a header that says who and what, and their names."""
    for delimiter in _DELIMITERS:
        columns = tuple(one.strip(" \"'").lower() for one in delimiter.split(header.strip()))
        if len(columns) >= _LEAST_COLUMNS:
            known = set(columns)
            is_known = known & _SOURCES and known & (_EVENTS | _STATES)
            return (delimiter, columns) if is_known else (None, ())
    return None, ()
