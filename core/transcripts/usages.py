"""
The tokens of model requests: counted once, whatever repeats them.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from core.storage.sqlite import Connection
from core.transcripts.events import Event, Usage

_CHUNK = 400
_NAMES = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")
_COLUMNS = ", ".join(_NAMES)

_Tokens: TypeAlias = tuple[int, int, int, int]
_Key: TypeAlias = tuple[int, str]


def keep_usages(
    connection: Connection, events: Iterable[tuple[int, Event, bool]]
) -> dict[int, dict[str, int]]:
    """
    Note what was used; gives by how much the sums of each session changed.

    A record that comes early tells a part of what a request used, so the most that was said of it
    counts, in whatever order its records are read. What takes the place of an earlier event
    corrects it.

    Args:
        events: With their session's row, and whether it stands in the place of an earlier one.
    """
    said: dict[_Key, list[tuple[_Tokens, bool]]] = {}
    for session, event, is_correction in events:
        if event.usage is not None and event.request_id is not None and not event.is_copied:
            key = session, event.request_id
            said.setdefault(key, []).append((_tokens(event.usage), is_correction))
    known = _known(connection, list(said))
    rows: list[tuple[int | str, ...]] = []
    changed: dict[int, _Tokens] = {}
    for key, told in said.items():
        old = now = known.get(key, (0, 0, 0, 0))
        for tokens, is_correction in told:
            now = tokens if is_correction else _most(now, tokens)
        if now != old or key not in known:
            rows.append((*key, *now))
            changed[key[0]] = _plus(changed.get(key[0], (0, 0, 0, 0)), now, old)
    connection.executemany(
        f"INSERT OR REPLACE INTO usages (session, request_id, {_COLUMNS})"
        " VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )
    return {session: dict(zip(_NAMES, tokens, strict=True)) for session, tokens in changed.items()}


def _known(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, _Tokens]:
    found: dict[_Key, _Tokens] = {}
    for start in range(0, len(keys), _CHUNK):
        part = keys[start : start + _CHUNK]
        rows = connection.execute(
            f"SELECT session, request_id, {_COLUMNS} FROM usages"
            f" WHERE (session, request_id) IN (VALUES {', '.join(['(?, ?)'] * len(part))})",
            [value for key in part for value in key],
        ).fetchall()
        found.update({(row[0], row[1]): (row[2], row[3], row[4], row[5]) for row in rows})
    return found


def _tokens(usage: Usage) -> _Tokens:
    return (
        usage.input_tokens,
        usage.output_tokens,
        usage.cache_read_tokens,
        usage.cache_write_tokens,
    )


def _most(one: _Tokens, other: _Tokens) -> _Tokens:
    a, b, c, d = map(max, one, other)
    return a, b, c, d


def _plus(total: _Tokens, now: _Tokens, before: _Tokens) -> _Tokens:
    a, b, c, d = (x + y - z for x, y, z in zip(total, now, before, strict=True))
    return a, b, c, d
