"""
Who a line of a log or a row of a table is about, and what it says happened, beside its time.

Pure. The names are pieces of the line as they are written, from general to special: a source, then
what happened to it in one or two parts, of which the first is the same more often.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from core.dreams.extract.moments import is_of_calendar
from core.dreams.extract.quantities import UNITS
from core.transcripts.fields import words

_CELLS: Final = re.compile(
    r"\s{2,}|\t+|\s*[|;]\s*|,\s+|:\s+|(?<=\S),(?=\S)|\s+[-\u2013\u2014]+>?\s+|\s*[()\[\]{}<>]+\s*"
)
"""What stands between the cells of a row, the parts of a log line."""
LEVELS: Final = words(
    "info information warn warning error debug trace notice fatal critical err crit alert emerg"
    " emergency severe panic verbose fine finer finest dbg wrn inf ftl alarm alm event evt"
)
_LEVEL: Final = re.compile(rf"(?i)(?:{'|'.join(sorted(LEVELS))})[:\s]\s*(?=\S)")
_FIELD: Final = re.compile(
    r"(?<!\S)([A-Za-z_@][\w.@-]{0,40})=(\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|\S{1,200})"
)
PLAIN_NAME: Final = re.compile(r"[A-Za-z][\w./:@-]{1,63}\Z")
_SHORT_NAME: Final = re.compile(r"[A-Za-z][\w./:@-]{1,63}(?: [\w./:@#-]{1,40}){0,3}\Z")
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
_LINE_NUMBER: Final = re.compile(r":\d+\Z")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_UNIT: Final = re.compile(rf"(?i:{UNITS}|[a-z]|%)\Z")
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
LINKING: Final = words(
    "for from on at by to with in into onto after before because due while since when until"
    " during via through under over against near behind"
)
"""Words after which a line tells the circumstances."""
_LEADING: Final = LINKING | words(
    "a an the this that there was were is are has have had been of and or as than between"
)
_MOST_WORDS: Final = 4
"""Words of what happened that are part of its name."""
_LEAST_COLUMNS: Final = 3
"""A time, who and what."""
_MOST_NAMES: Final = 3
_LONGEST: Final = 80
_SIGNS: Final = ".,:;!?\"'()[]"


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
        return _distinct([process[1], *_parts(_LEVEL.sub("", after[process.end() :], count=1))])
    rest = _WRAPPING.sub("  ", f"{before}  {after}")
    fields = (
        [(key, value.strip("\"'")) for key, value in _FIELD.findall(rest)] if "=" in rest else []
    )
    if len(fields) > 1:
        told = _cells(_FIELD.sub("  ", rest))
        is_told = len(told) > 1 or (told and not any(key in _SOURCES for key, _ in fields))
        return _of_cells(told) if is_told else by_keys(fields, told)
    return _of_cells(_cells(rest))


def by_keys(fields: Iterable[tuple[str, str]], told: Sequence[str] = ()) -> list[str]:
    """The names among values with keys: by what the keys say, else the first ones."""
    known = [
        (key.lower().rpartition(".")[2].strip("@_"), value.strip())
        for key, value in fields
        if any(map(str.isalpha, value)) and not _is_aside(value)
    ]
    known = [(key, value) for key, value in known if key not in _ASIDES]
    names = [value for _, value in known if _SHORT_NAME.match(value)]
    event = told[0] if told else _first(known, _EVENTS)
    others = [one for one in known if one[1] != event]
    source = _first(others, _SOURCES) or _first(others, _HOLDERS)
    if event is None and source is not None:
        event = _first([one for one in known if one[1] != source], _STATES)
    if source is None or event is None:
        # Where no key tells, who mostly stands before what.
        source, event, *_ = [*told, *dict.fromkeys(names), "", ""]
    return _distinct([*_source(source), *_parts(event)])


def _first(fields: Iterable[tuple[str, str]], keys: frozenset[str]) -> str | None:
    return next((value for key, value in fields if key in keys), None)


def _is_aside(value: str) -> bool:
    return value.lower() in LEVELS or value.lower() in {"true", "false", "null", "none", "-"}


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


def _cells(rest: str) -> list[str]:
    """The cells of a line that say something in words."""
    parts = (part.strip(" \t.,:;-\"'*=#>") for part in _CELLS.split(rest))
    worded = (_LEVEL.sub("", part, count=1) for part in parts if _LETTERS.search(part))
    cells = (" ".join(_trimmed(_begun(cell.split(" ")))) for cell in worded)
    return [cell for cell in cells if _LETTERS.search(cell) and not _is_aside(cell)]


def _begun(piece: list[str]) -> list[str]:
    """Without the joining words at its beginning, which came from something else."""
    while piece and piece[0].lower() in _LEADING:
        piece = piece[1:]
    return piece


def _of_cells(cells: Sequence[str]) -> list[str]:
    """The source, which is the first cell if that is short, and what happened."""
    if not cells:
        return []
    first, *others = cells
    if not others:
        return _alone(first)
    told = next((parts for other in others[:2] if (parts := _parts(other))), [])
    return _distinct([*_source(first), *told])


def _source(cell: str) -> list[str]:
    """A short cell is a name as it stands, also with a number: `gate 2`; a long one begins so."""
    if _SHORT_NAME.match(cell):
        head, _, tail = cell.partition(" ")
        if tail and " " not in tail and not tail.isdigit() and _is_identifier(tail):
            return [head, tail]
        return [_LINE_NUMBER.sub("", cell)]
    return _parts(cell)


def _alone(cell: str) -> list[str]:
    """Of a line without any signs between its parts: its first word, and the rest."""
    head, _, tail = cell.partition(" ")
    if not PLAIN_NAME.match(head):
        return _parts(cell)
    return _distinct([head, *_parts(tail)])


def _parts(cell: str) -> list[str]:
    """What a cell says, in pieces that hold no number: what happened, and the circumstances."""
    found: list[list[str]] = [[]]
    count, is_counted, is_linked = 0, False, False
    for word in cell.split(" "):
        bare = word.strip(_SIGNS)
        is_number = any(map(str.isdigit, bare)) and PLAIN_NAME.match(bare) is None
        is_unit = is_counted and (_UNIT.match(bare) is not None or is_of_calendar(bare))
        is_counted = is_number
        if not bare or is_number or is_unit:
            found.append([])
            continue
        is_link = not is_linked and bare.lower() in LINKING
        if found[-1] and (is_link or word[0] in _SIGNS):
            found.append([])
            is_linked = is_linked or is_link
        if count == _MOST_WORDS:
            break
        count += bare.lower() not in _LEADING
        found[-1].append(bare)
        if word[-1] in _SIGNS:
            found.append([])
    pieces = (" ".join(_trimmed(piece)) for piece in found)
    return [piece for piece in pieces if any(map(str.isalpha, piece))]


def _trimmed(piece: list[str]) -> list[str]:
    """Without the joining words at its end, which led to something that is no part of it."""
    while piece and piece[-1].lower() in _LEADING:
        piece = piece[:-1]
    return piece


def _is_identifier(word: str) -> bool:
    """Whether a word was made by a program: it has a sign or a digit that words have not."""
    return any(sign in "_.:/@" or sign.isdigit() for sign in word) or not word[1:].islower()


def _distinct(names: Iterable[str]) -> list[str]:
    found = [name for name in dict.fromkeys(names) if name and len(name) <= _LONGEST]
    return found[:_MOST_NAMES]
