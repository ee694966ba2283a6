"""
The files that were ingested: what is known of each, and whether reading can go on where it stopped.

A file is known by its path. It goes on when what was read of it before still stands there; else it
was written anew and is read again from its beginning, as its next generation.
"""

import os
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, BinaryIO, Final, Self

from core.storage.sqlite import Connection
from core.transcripts.stream import START, Saved

BLOCK: Final = 4_096
"""Bytes at the beginning, and before the offset, that must be the same for reading to go on."""


class SourceMoved(Exception):
    """Another process went on with the same file in between."""


@dataclass(frozen=True, slots=True)
class Look:
    """A file as the file system tells of it."""

    device: int
    inode: int
    size_bytes: int
    modified_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> Self:
        """What `stat` said."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class Source:
    """One file that events came from."""

    path: str
    format: str
    is_document: bool
    look: Look
    """At the last reading."""
    number: int | None = None
    """Its row; None before anything of it was kept."""
    head_sha256: str = ""
    tail_sha256: str = ""
    generation: int = 1
    saved: Saved = START
    next_seq: int = 1
    clock: int = 0
    """The newest time seen so far, milliseconds since 1970: what orders events that have none."""
    agent: str | None = None
    """The name that a person gave the agent of this file."""
    is_gone: bool = False
    is_partial: bool = False
    """It was not read to the end that it had when it was looked at."""

    def anew(self, look: Look, format_: str, *, is_document: bool) -> "Source":
        """The next generation of a file that was written anew."""
        return replace(
            self,
            look=look,
            format=format_,
            is_document=is_document,
            generation=self.generation + 1,
            saved=START,
            clock=0,
            head_sha256="",
            tail_sha256="",
            is_gone=False,
            is_partial=False,
        )

    def goes_on(self, file: BinaryIO, size_bytes: int) -> bool:
        """Whether a file still holds what was read of it before, so that only more can follow."""
        if self.is_document or size_bytes < self.saved.offset:
            return False
        return blocks(file, self.saved.offset) == (self.head_sha256, self.tail_sha256)


def blocks(file: BinaryIO, offset: int) -> tuple[str, str]:
    """Hashes of the first block, and of the last one before `offset`."""
    length = min(BLOCK, offset)
    # Where the file is being read must not move.
    head = os.pread(file.fileno(), length, 0)
    tail = os.pread(file.fileno(), length, offset - length)
    return sha256(head).hexdigest(), sha256(tail).hexdigest()


_COLUMNS: Final = (
    "path, format, is_document, device, inode, size_bytes, modified_ns, head_sha256, tail_sha256,"
    " generation, offset, line_no, dropping, reader, next_seq, clock, agent, state"
)


def find(connection: Connection, path: str) -> Source | None:
    """The source at a path."""
    row = connection.execute(
        f"SELECT number, {_COLUMNS} FROM sources WHERE path = ?", (path,)
    ).fetchone()
    return None if row is None else _source(row)


def get(connection: Connection, number: int) -> Source | None:
    """The source in a row."""
    row = connection.execute(
        f"SELECT number, {_COLUMNS} FROM sources WHERE number = ?", (number,)
    ).fetchone()
    return None if row is None else _source(row)


def check_unmoved(connection: Connection, before: Source) -> None:
    """
    Check that a source is still where a reading of it began.

    Raises:
        SourceMoved: It is not.
    """
    if before.number is None:
        is_moved = find(connection, before.path) is not None
    else:
        now = get(connection, before.number)
        is_moved = now is None or (now.generation, now.saved.offset, now.saved.line_no) != (
            before.generation,
            before.saved.offset,
            before.saved.line_no,
        )
    if is_moved:
        raise SourceMoved(before.path)


def find_moved(connection: Connection, file: BinaryIO, look: Look) -> Source | None:
    """A source that was at another path and is gone from there: the same file on the disk."""
    rows = connection.execute(
        f"SELECT number, {_COLUMNS} FROM sources WHERE inode = ? AND device = ?",
        (look.inode, look.device),
    ).fetchall()
    for source in map(_source, rows):
        if not os.path.lexists(source.path) and _is_still(source, file, look):
            return source
    return None


def _is_still(source: Source, file: BinaryIO, look: Look) -> bool:
    # The number of a deleted file is soon given to another one.
    if source.look == look:
        return True
    return source.saved.offset > 0 and source.goes_on(file, look.size_bytes)


def below(connection: Connection, folder: str) -> list[Source]:
    """The sources in a folder, at any depth, or the one at this very path."""
    prefix = folder.rstrip("/") + "/"
    rows = connection.execute(
        f"SELECT number, {_COLUMNS} FROM sources"
        " WHERE path = ? OR (path >= ? AND path < ?) ORDER BY path",
        (folder, prefix, prefix[:-1] + "0"),  # "0" comes right after "/"
    ).fetchall()
    return [_source(row) for row in rows]


def save(connection: Connection, source: Source) -> Source:
    """Write a source down, with its row if it has none yet."""
    saved = source.saved
    values = (
        source.path,
        source.format,
        source.is_document,
        source.look.device,
        source.look.inode,
        source.look.size_bytes,
        source.look.modified_ns,
        source.head_sha256,
        source.tail_sha256,
        source.generation,
        saved.offset,
        saved.line_no,
        saved.dropping,
        saved.reader,
        source.next_seq,
        source.clock,
        source.agent,
        _state(source),
    )
    marks = ", ".join("?" * len(values))
    if source.number is None:
        cursor = connection.execute(f"INSERT INTO sources ({_COLUMNS}) VALUES ({marks})", values)
        return replace(source, number=cursor.lastrowid)
    connection.execute(
        f"UPDATE sources SET ({_COLUMNS}) = ({marks}) WHERE number = ?", (*values, source.number)
    )
    return source


def _state(source: Source) -> str:
    if source.is_gone:
        return "gone"
    return "partial" if source.is_partial else "present"


def _source(row: tuple[Any, ...]) -> Source:
    number, path, format_, is_document, *look, head, tail = row[:10]
    generation, offset, line_no, dropping, reader, next_seq, clock, agent, state = row[10:]
    return Source(
        path=path,
        format=format_,
        is_document=bool(is_document),
        look=Look(*look),
        number=number,
        head_sha256=head,
        tail_sha256=tail,
        generation=generation,
        saved=Saved(offset, line_no, bool(dropping), reader),
        next_seq=next_seq,
        clock=clock,
        agent=agent,
        is_gone=state == "gone",
        is_partial=state == "partial",
    )
