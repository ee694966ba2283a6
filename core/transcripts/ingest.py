"""
Reading transcripts into the workspace: a file from where the last reading stopped.

Events and the new offset are one transaction, so a reading that is killed is gone on with, and one
that is repeated adds nothing. A file that cannot be read never stops the others.
"""

import os
import stat
import threading
from collections.abc import Iterator, Mapping, Sequence
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
from core.transcripts.events import AgentFacts, ErrorSource, Event, Facts, Status, ToolNorm
from core.transcripts.formats.base import Shape
from core.transcripts.formats.claude_code import NAME as CLAUDE_CODE
from core.transcripts.formats.claude_code import agent_meta
from core.transcripts.keeping import Added, Portion, Prepared, SourceMoved, keep
from core.transcripts.lines import Damage
from core.transcripts.owners import native_id_of
from core.transcripts.pairing import Call, Pairing
from core.transcripts.sniff import HEAD_BYTES, Sniffed, sniff
from core.transcripts.sources import Look, Source
from core.transcripts.status import Verdict
from core.transcripts.storable import named, storable
from core.transcripts.stream import LineStream, Saved, read_document
from core.transcripts.touches import touches

CHUNK: Final = 256 * 1024
"""Bytes that are read at a time: so many hold no more small events than may be one portion."""

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

    def __init__(
        self,
        context: Context,
        wishes: Wishes | None = None,
        *,
        stop: threading.Event | None = None,
    ) -> None:
        """
        Nothing is read yet.

        Args:
            stop: Once it is set a reading ends with the portion it is at; the next goes on there.
        """
        self._context = context
        self._wishes = wishes or Wishes()
        self._stop = stop or threading.Event()
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
            _check_name(name)
            with _opened(path) as file:
                if self._is_too_old(file):
                    return added
                while True:
                    try:
                        one = _Pass(self._context, self._wishes, name, file, at_rest=at_rest)
                        for portion in one.portions():
                            added += portion
                            if self._stop.is_set():
                                break
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

    def vanished(self, path: Path) -> None:
        """Note which files at or below a path are not there any more; what was read stays."""
        with self._context.db.snapshot() as connection:
            known = sources.below(connection, str(path.absolute()))
        gone = [one.path for one in known if not one.is_gone and not os.path.lexists(one.path)]

        def job(connection: Connection) -> None:
            for name in gone:
                source = sources.find(connection, name)
                if source is not None:
                    sources.save(connection, replace(source, is_gone=True))

        if gone:
            self._context.db.write(job)


class _Unreadable(CoreError):
    """A file that is no plain file, or is too large to be read."""


def _check_name(name: str) -> None:
    try:
        name.encode()
    except UnicodeEncodeError:
        raise _Unreadable("Its name is not UTF-8; rename it.") from None


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
        self._told: dict[tuple[str | None, str], AgentFacts] = {}
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
        if sniffed.shape is Shape.DOCUMENT:
            yield from self._document(sniffed, packed=is_packed)
        else:
            yield from self._lines(sniffed, packed=is_packed)

    def _moved_here(self, connection: Connection, name: str) -> Source | None:
        source = sources.find_moved(connection, self._file, self.look)
        return None if source is None else replace(source, path=name)

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
        known, is_document = self._known, sniffed.shape is Shape.DOCUMENT
        format_ = sniffed.format.name
        if known is None:
            return Source(self._name, format_, is_document, self.look, agent=self._wishes.agent)
        agent = self._wishes.agent or known.agent
        if goes_on and (known.format, known.is_document) == (format_, is_document):
            return replace(known, look=self.look, agent=agent, is_gone=False)
        return replace(known.anew(self.look, format_, is_document=is_document), agent=agent)

    def _lines(self, sniffed: Sniffed, *, packed: bool) -> Iterator[Added]:
        known = self._known
        goes_on = known is not None and self._goes_on(known, packed=packed)
        source = self._begin(sniffed, goes_on=goes_on)
        stream = LineStream(sniffed.format, source.saved)
        before, current = known or source, source
        events: list[Event] = []
        damage: list[Damage] = []
        for chunk in self._chunks(source.saved.offset, packed=packed):
            batch = stream.feed(chunk)
            events += batch.events
            damage += batch.damage
            if len(events) >= PORTION:
                after = self._after(current, stream, packed=packed, is_partial=True)
                current, added = self._keep(before, after, stream.facts, events, damage)
                before, events, damage = current, [], []
                yield added
        if self._at_rest:
            batch = stream.rest()
            events += batch.events
            damage += batch.damage
        after = self._after(current, stream, packed=packed, is_partial=False)
        if events or damage or after != before:
            yield self._keep(before, after, stream.facts, events, damage)[1]

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

    def _document(self, sniffed: Sniffed, *, packed: bool) -> Iterator[Added]:
        data = bytearray()
        for chunk in self._chunks(0, packed=packed):
            data += chunk
            if len(data) > DOCUMENT_CAP:
                raise _Unreadable(
                    f"It is one document of more than {DOCUMENT_CAP >> 20} MB; split it."
                )
        digest = sha256(data).hexdigest()
        known = self._known
        # The same document, of which all events are kept, or as many as its place says.
        goes_on = known is not None and known.head_sha256 == digest
        source = self._begin(sniffed, goes_on=goes_on)
        before = known or source
        if goes_on and source.tail_sha256 == digest:
            yield self._keep(before, replace(source, is_partial=False), Facts(source.format))[1]
            return
        document = read_document(sniffed.format, bytes(data))
        # A document is written anew as a whole; a part of one is a state that never was.
        if document.damage and not self._at_rest:
            return
        damage = document.damage
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
            source, added = self._keep(before, after, document.facts, events, damage)
            before, damage = source, []
            yield added

    def _keep(
        self,
        before: Source,
        after: Source,
        facts: Facts,
        events: Sequence[Event] = (),
        damage: Sequence[Damage] = (),
    ) -> tuple[Source, Added]:
        """Mask and cap outside of the transaction, so that it is short."""
        settled = self._pairing.settle([named(event) for event in events])
        directories = tuple(self._wishes.maps)
        portion = Portion(
            before=before,
            after=after,
            facts=self._news(facts),
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
                "SELECT call.tool_norm, call.input, call.status, call.error_source, call.exit_code,"
                " (SELECT count(*) FROM events WHERE session = call.session"
                " AND call_id = call.call_id AND kind = 'tool_result')"
                " >= (SELECT count(*) FROM events WHERE session = call.session"
                " AND call_id = call.call_id AND kind = 'tool_call')"
                " FROM events AS call JOIN transcripts ON transcripts.session = call.session"
                " WHERE call.call_id = ? AND call.kind = 'tool_call' AND transcripts.native_id = ?"
                " ORDER BY call.number DESC LIMIT 1",
                (call_id, native_id_of(self._name, session)),
            ).fetchone()
        if row is None:
            return None
        norm, given, status, source, exit_code, is_answered = row
        decided = status is not None and status != Status.UNKNOWN
        ruling = (
            Verdict(Status(status), ErrorSource(source or ErrorSource.NONE), exit_code)
            if decided
            else None
        )
        return Call(norm and ToolNorm(norm), given, ruling, bool(is_answered))

    def _news(self, facts: Facts) -> Facts:
        """What is not known yet of the agents; of the sessions all, for few are met at a time."""
        self._learn_agents(facts)
        agents = {key: one for key, one in facts.agents.items() if self._told.get(key) != one}
        self._told.update(agents)
        return Facts(facts.format, dict(facts.sessions), agents)

    def _learn_agents(self, facts: Facts) -> None:
        """Beside the transcript of a subagent there is a file that says who started it."""
        if facts.format != CLAUDE_CODE or not facts.agents:
            return
        beside = Path(self._name).with_suffix(".meta.json")
        try:
            with _opened(beside) as file:
                data = file.read(CHUNK)
        except (OSError, _Unreadable):
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
