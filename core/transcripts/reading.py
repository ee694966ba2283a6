"""
Reading one file: what was appended since the last time, or all of it when it was written anew.
"""

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from core.context import Context
from core.storage.sqlite import Connection
from core.transcripts import sources
from core.transcripts.compressed import decompressed, is_compressed, plain_head
from core.transcripts.documents import DOCUMENT_CAP
from core.transcripts.events import Event, Facts
from core.transcripts.files import CHUNK, Unreadable
from core.transcripts.formats.base import Shape
from core.transcripts.keeper import Keeper
from core.transcripts.lines import Damage
from core.transcripts.news import News
from core.transcripts.pairing import Pairing
from core.transcripts.portions import Portion, Prepared
from core.transcripts.sniff import HEAD_BYTES, Sniffed, sniff
from core.transcripts.sources import Look, Source
from core.transcripts.storable import named, storable
from core.transcripts.stored_calls import find_call
from core.transcripts.stream import LineStream, Saved, read_document
from core.transcripts.tally import Added
from core.transcripts.touches import touches

PORTION: Final = 1_000
"""Events from which on a portion is written: a longer one would keep other writers waiting."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person said about the transcripts that are ingested."""

    agent: str | None = None
    """The name of their agent."""
    since: int | None = None
    """Files that were last changed before are left out; milliseconds since 1970."""
    maps: Mapping[str, str] = field(default_factory=dict)
    """Directories that are stores, with the store's id."""


class Reading:
    """One reading of one file, from where the last one stopped."""

    def __init__(
        self,
        context: Context,
        wishes: Wishes,
        path: Path,
        file: BinaryIO,
        *,
        at_rest: bool,
        stop: threading.Event,
    ) -> None:
        self._context = context
        self._wishes = wishes
        self._name = str(path)
        self._file = file
        self._at_rest = at_rest
        self._stop = stop
        self._pairing = Pairing(partial(find_call, context.db, self._name))
        self._news = News(self._name)
        self.look = Look.of(os.fstat(file.fileno()))
        self.is_recognised = False
        self.read_bytes = 0
        with context.db.snapshot() as connection:
            self._known = sources.find(connection, self._name) or self._moved_here(connection)
        self._keeper: Keeper | None = None

    @property
    def added(self) -> Added:
        """What was kept so far."""
        return Added() if self._keeper is None else self._keeper.added

    def run(self) -> None:
        """
        Read and keep, portion by portion.

        Raises:
            SourceMoved: Another process went on with the file; begin again.
            NotReadable: It is compressed, and cannot be unpacked.
            Unreadable: It is one document that is too large.
            CoreError: The workspace cannot be written.
        """
        known = self._known
        if known is not None and self._is_unchanged(known):
            self.is_recognised = True
            return
        head = self._head()
        is_packed = is_compressed(head)
        plain = plain_head(head) if is_packed else head
        sniffed = sniff(plain)
        if sniffed is None:
            # Before its first line is whole, nothing can be known of a file.
            return
        self.is_recognised = True
        if sniffed.shape is Shape.DOCUMENT:
            self._document(sniffed, packed=is_packed)
        else:
            self._lines(sniffed, packed=is_packed)

    @property
    def _keeping(self) -> Keeper:
        assert self._keeper is not None
        return self._keeper

    def _moved_here(self, connection: Connection) -> Source | None:
        source = sources.find_moved(connection, self._file, self.look)
        return None if source is None else replace(source, path=self._name)

    def _is_unchanged(self, known: Source) -> bool:
        if known.is_gone or known.is_partial or (known.look, known.path) != (self.look, self._name):
            return False
        waits = not known.is_document and known.saved.offset < known.look.size_bytes
        # An unfinished last line is looked at again once the file has come to rest.
        return not (waits and self._at_rest)

    def _head(self) -> bytes:
        self._file.seek(0)
        return self._file.read(HEAD_BYTES)

    def _goes_on(self, known: Source, *, packed: bool) -> bool:
        if packed:
            # Where it goes on cannot be found in it; but it never changes in its place.
            return known.look == self.look
        return known.goes_on(self._file, self.look.size_bytes)

    def _begin(self, sniffed: Sniffed, *, goes_on: bool) -> Source:
        source = self._begun(sniffed, goes_on=goes_on)
        self._keeper = Keeper(self._context, self._known or source)
        return source

    def _begun(self, sniffed: Sniffed, *, goes_on: bool) -> Source:
        known, is_document = self._known, sniffed.shape is Shape.DOCUMENT
        format_ = sniffed.format.name
        if known is None:
            return Source(self._name, format_, is_document, self.look, agent=self._wishes.agent)
        agent = self._wishes.agent or known.agent
        if goes_on and (known.format, known.is_document) == (format_, is_document):
            return replace(known, look=self.look, agent=agent, is_gone=False)
        return replace(known.anew(self.look, format_, is_document=is_document), agent=agent)

    def _lines(self, sniffed: Sniffed, *, packed: bool) -> None:
        known = self._known
        goes_on = known is not None and self._goes_on(known, packed=packed)
        source = self._begin(sniffed, goes_on=goes_on)
        stream = LineStream(sniffed.format, source.saved)
        events: list[Event] = []
        damage: list[Damage] = []
        has_kept = False
        for chunk in self._chunks(source.saved.offset, packed=packed):
            batch = stream.feed(chunk)
            events += batch.events
            damage += batch.damage
            if len(events) >= PORTION:
                after = self._after(source, stream, packed=packed, is_partial=True)
                self._keeping.keep(self._portion(after, stream.facts, events, damage))
                events, damage, has_kept = [], [], True
                if self._stop.is_set():
                    return
        if self._at_rest:
            batch = stream.rest()
            events += batch.events
            damage += batch.damage
        after = self._after(source, stream, packed=packed, is_partial=False)
        if events or damage or has_kept or after != known:
            self._keeping.keep(self._portion(after, stream.facts, events, damage))

    def _after(
        self, source: Source, stream: LineStream, *, packed: bool, is_partial: bool
    ) -> Source:
        saved = stream.saved()
        head, tail = ("", "") if packed else sources.blocks(self._file, saved.offset)
        return replace(
            source, saved=saved, head_sha256=head, tail_sha256=tail, is_partial=is_partial
        )

    def _chunks(self, offset: int, *, packed: bool) -> Iterator[bytes]:
        if packed:
            self._file.seek(0)
            self.read_bytes += self.look.size_bytes
            for chunk in decompressed(self._file):
                if len(chunk) > offset:
                    yield chunk[offset:]
                offset = max(offset - len(chunk), 0)
            return
        self._file.seek(offset)
        # Not further than the file was when it was looked at: the rest is the next reading's.
        left = self.look.size_bytes - offset
        while left > 0 and (chunk := self._file.read(min(CHUNK, left))):
            left -= len(chunk)
            self.read_bytes += len(chunk)
            yield chunk

    def _document(self, sniffed: Sniffed, *, packed: bool) -> None:
        data = bytearray()
        for chunk in self._chunks(0, packed=packed):
            data += chunk
            if len(data) > DOCUMENT_CAP:
                raise Unreadable(
                    f"It is one document of more than {DOCUMENT_CAP >> 20} MB; split it."
                )
        digest = sha256(data).hexdigest()
        known = self._known
        # The same document, of which all events are kept, or as many as its place says.
        goes_on = known is not None and known.head_sha256 == digest
        source = self._begin(sniffed, goes_on=goes_on)
        if goes_on and source.tail_sha256 == digest:
            self._keeping.keep(
                self._portion(replace(source, is_partial=False), Facts(source.format))
            )
            return
        document = read_document(sniffed.format, bytes(data))
        # A document is written anew as a whole; a part of one is a state that never was.
        if document.damage and not self._at_rest:
            return
        damage: Sequence[Damage] = document.damage
        for start in range(source.saved.line_no - 1, max(len(document.events), 1), PORTION):
            events = document.events[start : start + PORTION]
            is_last = start + PORTION >= len(document.events)
            after = replace(
                source,
                saved=Saved(line_no=start + len(events) + 1),
                head_sha256=digest,
                tail_sha256=digest if is_last else "",
                is_partial=not is_last,
            )
            self._keeping.keep(self._portion(after, document.facts, events, damage))
            damage = ()
            if self._stop.is_set():
                return

    def _portion(
        self,
        after: Source,
        facts: Facts,
        events: Sequence[Event] = (),
        damage: Sequence[Damage] = (),
    ) -> Portion:
        """Mask and cap outside of the transaction, so that it is short."""
        settled = self._pairing.settle([named(event) for event in events])
        directories = tuple(self._wishes.maps)
        return Portion(
            before=after,
            after=after,
            facts=self._news.of(facts),
            events=[
                # What is touched is read from the whole input: capped, it may have lost a path.
                Prepared(storable(event), touches(event, directories))
                for event in settled.events
            ],
            late=settled.late,
            damage=damage,
            maps=self._wishes.maps,
        )
