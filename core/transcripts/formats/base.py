"""
What a format is: a name, a way to recognise it, and readers for its records.

A format reads lines, or a whole document, or both. It is pure: it is given bytes and the place they
stand at, and gives events. What it must remember between records of one file is its reader's.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import Protocol

from core.transcripts.events import Event, Facts, Where
from core.transcripts.fields import Fields, NotJson, fields
from core.transcripts.formats.decoding import decode
from core.transcripts.glimpse import Glimpse
from core.transcripts.lines import Damage, Reason, Record


def digest(data: bytes | str, place: object = "") -> str:
    """
    An id for what has none: the same for the same words at the same place, in any copy of a file.

    A file that is written anew with other content then has other events, not the old ones again.
    """
    if isinstance(data, str):
        data = data.encode("utf-8", "replace")
    return blake2b(data, digest_size=12, person=str(place).encode()[:16]).hexdigest()


class Shape(StrEnum):
    """How a file of a format is read."""

    LINES = "lines"
    """One record per line; the file grows by appending."""
    DOCUMENT = "document"
    """One JSON document, written anew whenever it changes."""


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file as the formats look at it."""

    seen: tuple[Glimpse, ...]
    """The first lines that are objects, or the one document (which may be cut off)."""
    is_document: bool
    """It is a list, or an object that goes on over several lines."""
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """How sure a format is that a file is its own, from 0 to 1, and how it would read it."""

    confidence: float
    shape: Shape = Shape.LINES


NO_CLAIM = Claim(0.0)


class LineReader(Protocol):
    """Reads the records of one file in their order."""

    @property
    def facts(self) -> Facts:
        """
        What the records so far say about sessions and agents.

        A reader that was restored knows only what came since: what is stored already wins, except
        for what may change.
        """

    def parse(self, data: bytes, where: Where) -> Sequence[Event]:
        """
        The events of one record.

        Raises:
            NotJson: The record is not one JSON value. Nothing else is raised, whatever it holds.
        """

    def saved(self) -> str:
        """What has to be kept, as JSON text, so that another reader can go on."""


@dataclass(slots=True)
class Document:
    """What a whole document held."""

    facts: Facts
    events: list[Event] = field(default_factory=list)
    damage: list[Damage] = field(default_factory=list)

    def objects(self, records: Iterable[Record]) -> Iterator[tuple[Fields, Record]]:
        """The records as objects; one that is no JSON after all is damage."""
        for record in records:
            try:
                yield fields(decode(record.data)), record
            except NotJson:
                self.damage.append(Damage(record.where, Reason.BROKEN))


@dataclass(frozen=True, slots=True)
class Format:
    """One format of transcripts."""

    name: str
    sniff: Callable[[Head], Claim]
    lines: Callable[[str | None], LineReader] | None = None
    """Makes a reader: a fresh one, or from what an earlier one saved."""
    document: Callable[[bytes], Document] | None = None
    """Reads a document. Nothing is raised, whatever it holds."""
