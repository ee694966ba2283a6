"""
From bytes to events: cutting, reading and saving what could not be read, in one step.

Pure, like everything it puts in a row: whoever reads the file feeds it and keeps what it gives.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.transcripts.events import Event, Facts
from core.transcripts.fields import NotJson
from core.transcripts.formats.base import Document, Format, LineReader
from core.transcripts.lines import LINE_CAP, Damage, Piece, Reason, Record, Tail, recovered


@dataclass(slots=True)
class Batch:
    """What some bytes gave."""

    events: list[Event] = field(default_factory=list)
    damage: list[Damage] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Saved:
    """All that is needed to go on reading a file later, from `offset`."""

    offset: int = 0
    line_no: int = 1
    dropping: bool = False
    reader: str | None = None


START = Saved()


class LineStream:
    """
    Reads a file of lines as it grows.

    However the bytes are chopped, the events are the same; `saved` after any batch and a new
    stream from it go on as if nothing had been in between.
    """

    def __init__(self, format_: Format, saved: Saved = START, *, cap: int = LINE_CAP) -> None:
        if format_.lines is None:
            raise ValueError(f"{format_.name} is not read by lines")
        self._tail = Tail(saved.offset, saved.line_no, dropping=saved.dropping, cap=cap)
        self._reader: LineReader = format_.lines(saved.reader)

    @property
    def facts(self) -> Facts:
        """What the records so far say about sessions and agents."""
        return self._reader.facts

    @property
    def pending(self) -> int:
        """How many bytes of an unfinished line wait for the rest of it."""
        return self._tail.pending

    def feed(self, chunk: bytes) -> Batch:
        """Read the next bytes of the file."""
        return self._read(self._tail.feed(chunk))

    def rest(self) -> Batch:
        """Read what is pending if it is whole, for the file has come to rest."""
        return self._read(self._tail.rest())

    def saved(self) -> Saved:
        """Where to go on; bytes that are pending are to be fed again."""
        tail = self._tail
        return Saved(tail.offset, tail.line_no, tail.dropping, self._reader.saved())

    def _read(self, pieces: Iterable[Piece]) -> Batch:
        batch = Batch()
        for piece in pieces:
            if isinstance(piece, Damage):
                batch.damage.append(piece)
                continue
            try:
                batch.events += self._reader.parse(piece.data, piece.where)
            except NotJson:
                self._save_what_is_whole(piece, batch)
        return batch

    def _save_what_is_whole(self, line: Record, batch: Batch) -> None:
        for piece in recovered(line):
            if isinstance(piece, Damage):
                batch.damage.append(piece)
                continue
            try:
                batch.events += self._reader.parse(piece.data, piece.where)
            except NotJson:
                batch.damage.append(Damage(piece.where, Reason.BROKEN))


def read_document(format_: Format, data: bytes) -> Document:
    """Read a whole document."""
    if format_.document is None:
        raise ValueError(f"{format_.name} is not read as a document")
    return format_.document(data)
