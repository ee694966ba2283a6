"""
Reading transcripts into the workspace: a file from where the last reading stopped.

Events and the new offset are one transaction, so a reading that is killed is gone on with, and one
that is repeated adds nothing. A file that cannot be read never stops the others.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from core.context import Context
from core.errors import CoreError
from core.sqlite import Connection
from core.transcripts import sources
from core.transcripts.compressed import NotReadable, decompressed, is_compressed, plain_head
from core.transcripts.documents import DOCUMENT_CAP
from core.transcripts.events import AgentFacts, Event, Facts, ToolNorm
from core.transcripts.formats.base import Shape
from core.transcripts.formats.claude_code import NAME as CLAUDE_CODE
from core.transcripts.formats.claude_code import agent_meta
from core.transcripts.keeping import Added, Portion, Prepared, SourceMoved, keep
from core.transcripts.lines import Damage
from core.transcripts.pairing import Call, Pairing
from core.transcripts.sniff import HEAD_BYTES, Sniffed, sniff
from core.transcripts.sources import Look, Source
from core.transcripts.storable import storable
from core.transcripts.stream import LineStream, read_document
from core.transcripts.touches import touches

CHUNK: Final = 1024 * 1024
"""Bytes that are read at a time."""

PORTION: Final = 1_000
"""Events from which on a portion is written: a longer one would keep other writers waiting."""


@dataclass(slots=True)
class Ingested:
    """What one run did."""

    files: int = 0
    """The ones that were recognised and looked at."""
    bytes: int = 0
    """The sizes of those files."""
    read_bytes: int = 0
    """What had to be read of them."""
    added: Added = field(default_factory=Added)
    failed: dict[str, str] = field(default_factory=dict)
    """Why a file could not be read, by its path."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person said about the transcripts that are ingested."""

    agent: str | None = None
    """The name of their agent."""
    since: int | None = None
    """Files that were last changed before are left out; milliseconds since 1970."""
    maps: Mapping[str, str] = field(default_factory=dict)
    """Directories that are stores, with the store's id."""


class Ingester:
    """Reads files into one workspace."""

    def __init__(self, context: Context, wishes: Wishes | None = None) -> None:
        self._context = context
        self._wishes = wishes or Wishes()
        self.total = Ingested()

    def file(self, path: Path, *, at_rest: bool = True) -> Added:
        """
        Read what is new in one file; nothing if it is no transcript, or cannot be read.

        Args:
            at_rest: Nobody is writing it any more, so a last line without its end is taken if it
                is whole.

        Raises:
            CoreError: The workspace cannot be written.
        """
        name = str(path.absolute())
        added = Added()
        try:
            with _opened(path) as file:
                if self._is_too_old(file):
                    return added
                while True:
                    try:
                        one = _Pass(self._context, self._wishes, name, file, at_rest=at_rest)
                        for portion in one.portions():
                            added += portion
                        break
                    except SourceMoved:
                        continue  # another process was faster; what it left is read
        except (OSError, _Unreadable, NotReadable) as error:
            self.total.failed[name] = _reason(error)
            return added
        if one.is_recognised:
            self.total.files += 1
            self.total.bytes += one.look.size_bytes
            self.total.read_bytes += one.read_bytes
            self.total.added += added
        return added

    def _is_too_old(self, file: BinaryIO) -> bool:
        since = self._wishes.since
        return since is not None and os.fstat(file.fileno()).st_mtime * 1_000 < since

    def gone(self, path: str) -> None:
        """Note that a file is not there any more; what was read of it stays."""

        def job(connection: Connection) -> None:
            source = sources.find(connection, path)
            if source is not None and not source.is_gone:
                sources.save(connection, replace(source, is_gone=True))

        self._context.db.write(job)


class _Unreadable(CoreError):
    """A file that is no plain file, or is too large to be read."""


def _opened(path: Path) -> BinaryIO:
    # Not blocking: opening a pipe that somebody left in the folder would wait for its writer.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _Unreadable(f"{path} is not a plain file.")
    return os.fdopen(descriptor, "rb", buffering=0)


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


class _Pass:
    """One reading of one file, to its end."""

    def __init__(
        self, context: Context, wishes: Wishes, name: str, file: BinaryIO, *, at_rest: bool
    ) -> None:
        self._context = context
        self._wishes = wishes
        self._file = file
        self._at_rest = at_rest
        self._pairing = Pairing(self._find_call)
        self.look = Look.of(os.fstat(file.fileno()))
        self.is_recognised = False
        self.read_bytes = 0
        with context.db.snapshot() as connection:
            self._known = sources.find(connection, name) or self._moved_here(connection, name)
        self._name = name

    def portions(self) -> Iterator[Added]:
        """Read and keep, portion by portion."""
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
        source = self._begin(known, sniffed, is_packed=is_packed)
        if source.is_document:
            yield from self._document(source, sniffed, packed=is_packed)
        else:
            yield from self._lines(source, sniffed, packed=is_packed)

    def _moved_here(self, connection: Connection, name: str) -> Source | None:
        source = sources.find_moved(connection, self.look)
        return None if source is None else replace(source, path=name)

    def _is_unchanged(self, known: Source) -> bool:
        same = (known.look, known.path) == (self.look, self._name) and not known.is_gone
        waits = not known.is_document and known.saved.offset < known.look.size_bytes
        # An unfinished last line is looked at again once the file has come to rest.
        return same and not (waits and self._at_rest)

    def _head(self) -> bytes:
        self._file.seek(0)
        return self._file.read(HEAD_BYTES)

    def _begin(self, known: Source | None, sniffed: Sniffed, *, is_packed: bool) -> Source:
        is_document = sniffed.shape is Shape.DOCUMENT
        if known is None:
            return Source(
                self._name,
                sniffed.format.name,
                is_document,
                self.look,
                agent=self._wishes.agent,
            )
        agent = self._wishes.agent or known.agent
        same_kind = (known.format, known.is_document) == (sniffed.format.name, is_document)
        if same_kind and not is_packed and known.goes_on(self._file, self.look.size_bytes):
            return replace(known, look=self.look, agent=agent, is_gone=False)
        anew = known.anew(self.look, sniffed.format.name, is_document=is_document)
        return replace(anew, agent=agent)

    def _lines(self, source: Source, sniffed: Sniffed, *, packed: bool) -> Iterator[Added]:
        stream = LineStream(sniffed.format, source.saved)
        before, current = self._known or source, source
        events: list[Event] = []
        damage: list[Damage] = []
        for chunk in self._chunks(source.saved.offset, packed=packed):
            batch = stream.feed(chunk)
            events += batch.events
            damage += batch.damage
            if len(events) >= PORTION:
                after = self._after(current, stream)
                current, added = self._keep(before, after, stream.facts, events, damage)
                before, events, damage = current, [], []
                yield added
        if self._at_rest:
            batch = stream.rest()
            events += batch.events
            damage += batch.damage
        after = self._after(current, stream)
        if events or damage or after != before:
            yield self._keep(before, after, stream.facts, events, damage)[1]

    def _after(self, source: Source, stream: LineStream) -> Source:
        saved = stream.saved()
        head, tail = sources.blocks(self._file, saved.offset)
        return replace(source, saved=saved, head_sha256=head, tail_sha256=tail)

    def _chunks(self, offset: int, *, packed: bool) -> Iterator[bytes]:
        # Not further than the file was when it was looked at: the rest is the next reading's.
        if packed:
            self._file.seek(0)
            self.read_bytes += self.look.size_bytes
            yield from decompressed(self._file)
            return
        self._file.seek(offset)
        left = self.look.size_bytes - offset
        while left > 0 and (chunk := self._file.read(min(CHUNK, left))):
            left -= len(chunk)
            self.read_bytes += len(chunk)
            yield chunk

    def _document(self, source: Source, sniffed: Sniffed, *, packed: bool) -> Iterator[Added]:
        data = bytearray()
        for chunk in self._chunks(0, packed=packed):
            data += chunk
            if len(data) > DOCUMENT_CAP:
                raise _Unreadable(
                    f"It is one document of more than {DOCUMENT_CAP >> 20} MB; split it."
                )
        digest = sha256(data).hexdigest()
        before = self._known or source
        if self._known is not None and digest == self._known.head_sha256:
            same = replace(self._known, path=self._name, look=self.look, is_gone=False)
            yield self._keep(before, same, Facts(same.format), [], [])[1]
            return
        document = read_document(sniffed.format, bytes(data))
        # A document is written anew as a whole; half of one is a state that never was.
        if not self._at_rest and document.damage and not document.events:
            return
        current, damage = source, document.damage
        for start in range(0, max(len(document.events), 1), PORTION):
            events = document.events[start : start + PORTION]
            # Until its end is kept it counts as unread.
            is_last = start + PORTION >= len(document.events)
            after = replace(current, head_sha256=digest if is_last else "")
            before, added = self._keep(before, after, document.facts, events, damage)
            current, damage = before, []
            yield added

    def _keep(
        self,
        before: Source,
        after: Source,
        facts: Facts,
        events: list[Event],
        damage: list[Damage],
    ) -> tuple[Source, Added]:
        """Mask and cap outside of the transaction, so that it is short."""
        settled = self._pairing.settle(events)
        self._learn_agents(facts)
        directories = tuple(self._wishes.maps)
        portion = Portion(
            before=before,
            after=after,
            facts=facts,
            events=[
                # What is touched is read from the whole input: capped, it may have lost a path.
                Prepared(storable(event), touches(event, directories))
                for event in settled.events
            ],
            late=settled.late,
            damage=damage,
            maps=self._wishes.maps,
        )
        return self._context.db.write(lambda connection: keep(self._context, connection, portion))

    def _find_call(self, session: str | None, call_id: str) -> Call | None:
        """A call that an earlier reading stored."""
        with self._context.db.snapshot() as connection:
            row = connection.execute(
                "SELECT events.tool_norm, events.input FROM events JOIN transcripts"
                " ON transcripts.session = events.session"
                " WHERE call_id = ? AND kind = 'tool_call' AND transcripts.native_id = ?",
                (call_id, session or self._name),
            ).fetchone()
        return None if row is None else Call(row[0] and ToolNorm(row[0]), row[1])

    def _learn_agents(self, facts: Facts) -> None:
        """Beside the transcript of a subagent there is a file that says who started it."""
        if facts.format != CLAUDE_CODE or not facts.agents:
            return
        beside = Path(self._name).with_suffix(".meta.json")
        try:
            data = beside.read_bytes() if beside.stat().st_size < CHUNK else b""
        except OSError:
            return
        for (session, key), known in list(facts.agents.items()):
            found = agent_meta(data, session or "", key) if data else None
            if found is not None:
                facts.agents[session, key] = _completed(known, found)


def _completed(known: AgentFacts, found: AgentFacts) -> AgentFacts:
    return replace(
        known,
        name=known.name or found.name,
        parent_agent=known.parent_agent or found.parent_agent,
        spawn_call_id=known.spawn_call_id or found.spawn_call_id,
    )
