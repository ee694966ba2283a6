"""
Cutting the bytes of a growing file into records, one per line, without ever losing count.

Pure: it is fed chunks as they are read and knows nothing of files. Only LF ends a line, for U+2028
and others are legal inside JSON texts. A line that is no JSON is `recovered`: records glued to each
other are cut apart, and what is torn or overwritten with NUL becomes a range that is kept as such.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from msgspec import Struct

from core.transcripts.events import Where
from core.transcripts.fields import NotJson, loads
from core.transcripts.salvage import whole_objects

LINE_CAP: Final = 16 * 1024 * 1024
"""A longer line is counted and left out, so that no line can exhaust the memory."""

_BOM: Final = b"\xef\xbb\xbf"


class Reason(StrEnum):
    """Why a range of bytes could not be read."""

    BROKEN = "broken"
    NUL_BYTES = "nul_bytes"
    OVER_CAP = "over_cap"


class Record(Struct, frozen=True, gc=False):
    """One line, or one item of a document, and where it stands."""

    where: Where
    data: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """A range that could not be read; it stays in its source and is only pointed at."""

    where: Where
    reason: Reason


Piece: TypeAlias = Record | Damage


class Tail:
    """
    Where reading stands in one file: feed it what was appended, however it is chopped.

    `offset`, `line_no` and `dropping` are all that has to be kept to go on later; what comes from
    `offset` on is then fed again.
    """

    def __init__(
        self,
        offset: int = 0,
        line_no: int = 1,
        *,
        dropping: bool = False,
        cap: int = LINE_CAP,
    ) -> None:
        self.offset = offset
        """The first byte that no piece covers yet: the start of the pending line."""
        self.line_no = line_no
        self.dropping = dropping
        """The pending line began before `offset` and was given up as over the cap."""
        self._cap = cap
        self._held: list[bytes] = []
        self._held_len = 0

    @property
    def pending(self) -> int:
        """How many bytes of an unfinished line have been fed."""
        return self._held_len

    def feed(self, chunk: bytes) -> list[Piece]:
        """The lines that this chunk completes; blank ones are only counted."""
        *ends, rest = chunk.split(b"\n")
        pieces: list[Piece] = []
        for end in ends:
            if not self._held_len and not self.dropping and self._is_plain(end):
                where = Where(self.offset, len(end), self.line_no)
                pieces.append(Record(where, end))
                self.offset += len(end) + 1
                self.line_no += 1
                continue
            self._hold(end)
            self._finish(pieces)
            self.offset += self._held_len + 1
            self.line_no += 1
            self._forget()
            self.dropping = False
        self._hold(rest)
        return pieces

    def rest(self) -> list[Piece]:
        """
        The pending line of a file that has come to rest, if it is whole.

        JSON that is complete but for its line end is taken, and what is already over the cap is
        counted. Anything else is held: it may still be finished.
        """
        pieces: list[Piece] = []
        over_cap = self._held_len > self._cap
        self._finish(pieces)
        if not over_cap:
            pieces = [part for piece in pieces for part in _known(piece)]
            if not pieces or any(isinstance(piece, Damage) for piece in pieces):
                return []
        self.offset += self._held_len
        self.dropping = self.dropping or over_cap
        self._forget()
        return pieces

    def _is_plain(self, line: bytes) -> bool:
        """Whether a line is what most are: no longer than it may be, and nothing to take off."""
        return line[:1] == b"{" and line[-1:] == b"}" and len(line) <= self._cap

    def _hold(self, part: bytes) -> None:
        self._held_len += len(part)
        if self._held_len > self._cap:
            self._held.clear()
        elif part:
            self._held.append(part)

    def _forget(self) -> None:
        self._held.clear()
        self._held_len = 0

    def _finish(self, pieces: list[Piece]) -> None:
        if self.dropping:
            return  # the range that was given up is already reported
        if self._held_len > self._cap:
            where = Where(self.offset, self._held_len, self.line_no)
            pieces.append(Damage(where, Reason.OVER_CAP))
            return
        data = self._held[0] if len(self._held) == 1 else b"".join(self._held)
        offset = self.offset
        if offset == 0 and data.startswith(_BOM):
            data, offset = data[len(_BOM) :], len(_BOM)
        if data.endswith(b"\r"):
            data = data[:-1]
        if data and not data.isspace():
            pieces.append(Record(Where(offset, len(data), self.line_no), data))


def _known(piece: Piece) -> list[Piece]:
    if isinstance(piece, Damage):
        return [piece]
    try:
        value = loads(piece.data)
    except NotJson:
        return recovered(piece)
    # A number may still grow, an object may not.
    return [piece] if isinstance(value, dict) else []


def recovered(line: Record) -> list[Piece]:
    """
    What is whole in a line that is not one JSON value, and the ranges in between.

    A torn record swallows the start of the one after it, so the next record is looked for inside
    it; objects that belong to the torn one are not taken for records.
    """
    # One character is one byte, and JSON's own signs are all ASCII.
    text = line.data.decode("latin-1")
    pieces: list[Piece] = []
    bad_from = 0
    for start, end in whole_objects(text):
        pieces += _damaged(line, text, bad_from, start)
        pieces.append(Record(_part(line, start, end), line.data[start:end]))
        bad_from = end
    return pieces + _damaged(line, text, bad_from, len(text))


def _damaged(line: Record, text: str, start: int, end: int) -> list[Piece]:
    left = text[start:end].strip(" \t\r\n")
    if not left:
        return []
    reason = Reason.BROKEN if left.strip("\0 \t\r\n") else Reason.NUL_BYTES
    return [Damage(_part(line, start, end), reason)]


def _part(line: Record, start: int, end: int) -> Where:
    return Where(line.where.raw_offset + start, end - start, line.where.line_no)
