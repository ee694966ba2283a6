"""
Claude Managed Agents session events: a JSON list, a page of the API, or one event per line.

Events have no sequence and no parent: their order is the order of the list. The events of a thread
that are repeated in the session's own list have the same id there. Nothing in an event names its
session, unless a session object stands beside the list.
"""

import json
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from msgspec import Raw

from core.transcripts.documents import split
from core.transcripts.events import MAIN, ErrorSource, Event, Facts, TsKind, Where
from core.transcripts.fields import (
    Fields,
    Json,
    NotJson,
    clean,
    fields,
    flag,
    identifier,
    loads,
    parsed,
    text,
    time_ms,
)
from core.transcripts.formats.base import NO_CLAIM, Claim, Document, Format, Head, Shape
from core.transcripts.formats.decoding import decode
from core.transcripts.formats.managed_events import (
    FIELDS,
    Meaning,
    Record,
    meaning_of_frequent,
    meaning_of_rare,
)
from core.transcripts.glimpse import Glimpse
from core.transcripts.lines import Damage, Reason

NAME: Final = "managed-agents"

_FAMILIES: Final = ("user.", "agent.", "session.", "span.", "system.", "workflow_run.")
_LISTS: Final = ("data", "events")
_STREAM_ONLY: Final = frozenset({"event_start", "event_delta"})
_DECODER: Final = msgspec.json.Decoder(Record)


def sniff(head: Head) -> Claim:
    """The types of events have a family and a name; `processed_at` stands on every one."""
    for prefix in ("", "[].", *(f"{name}[]." for name in _LISTS)):
        found = max((_likeness(line, prefix) for line in head.seen), default=0.0)
        if found:
            is_document = bool(prefix) or head.is_document
            return Claim(found, Shape.DOCUMENT if is_document else Shape.LINES)
    return NO_CLAIM


def _likeness(seen: Glimpse, prefix: str) -> float:
    kind = seen[f"{prefix}type"]
    if prefix == "" and kind == "session" and seen["id"].startswith("sesn_"):
        return 0.9
    if not kind.startswith(_FAMILIES) or f"{prefix}data" in seen:
        return 0.0
    if f"{prefix}processed_at" in seen:
        return 0.95
    return 0.9 if seen[f"{prefix}id"].startswith("sevt_") else 0.6


class Reader:
    """Reads events in their order."""

    def __init__(self, saved: str | None = None) -> None:
        self.facts = Facts(NAME)
        self._session = text(fields(parsed(saved)).get("session"))

    def saved(self) -> str:
        """What has to be kept to go on."""
        return json.dumps({"session": self._session})

    def parse(self, data: bytes, where: Where) -> Sequence[Event]:
        """The event of one line, or of one item of a list."""
        try:
            record = _DECODER.decode(data)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            record = _forgiven(loads(data))
        kind = _full_type(record.type)
        if kind in _STREAM_ONLY:
            return ()
        if kind == "session":
            self.describe(fields(decode(data)))
            return ()
        self._session = text(record.session_id) or self._session
        if self._session not in self.facts.sessions:
            self.facts.learn(self._session)
        meaning = meaning_of_frequent(record, kind)
        if meaning is None:
            value = fields(decode(data))
            self._learn(kind, value)
            meaning = meaning_of_rare(value, kind)
        return [self._event(record, meaning, where)]

    def describe(self, session: Fields) -> None:
        """Learn from a session object that the events belong to."""
        self._session = identifier(session.get("id")) or self._session
        agent = session.get("agent")
        self.facts.learn(
            self._session,
            title=text(session.get("title")),
            agent_name=text(agent) or text(fields(agent).get("name")),
        )

    def _event(self, record: Record, meaning: Meaning, where: Where) -> Event:
        ts = time_ms(record.processed_at)
        verdict, own = meaning.verdict, meaning.own
        if verdict is not None:
            own["status"] = verdict.status
        return Event(
            kind=meaning.kind,
            native_type=clean(record.type or ""),
            where=where,
            session=self._session,
            agent=identifier(record.session_thread_id) or MAIN,
            native_id=identifier(record.id),
            ts=ts,
            ts_kind=TsKind.NONE if ts is None else TsKind.RECORDED,
            error_source=ErrorSource.NONE if verdict is None else verdict.error_source,
            exit_code=None if verdict is None else verdict.exit_code,
            **own,
        )

    def _learn(self, kind: str, value: Fields) -> None:
        if kind == "session.updated":
            self.describe({"agent": value.get("agent"), "title": value.get("title")})
        elif kind == "session.thread_created":
            thread = identifier(value.get("session_thread_id"))
            if thread is not None:
                self.facts.meet(self._session, thread, name=text(value.get("agent_name")))


def document(data: bytes) -> Document:
    """A list of events, or an object that has one: a page of the API, or a session with its own."""
    parts = split(data, _LISTS)
    reader = Reader()
    for name in ("session", "id", "agent", "title"):
        if name in parts.values:
            value = parsed(parts.values[name].decode("utf-8", "replace"))
            reader.describe(value if isinstance(value, dict) else {name: value})
    found = Document(reader.facts, damage=parts.damage)
    for item in parts.items("", *_LISTS):
        try:
            found.events += reader.parse(item.data, item.where)
        except NotJson:
            found.damage.append(Damage(item.where, Reason.BROKEN))
    return found


def _full_type(kind: str | None) -> str:
    # Once the vendor's own text leaves the family out.
    name = clean(kind or "")
    return f"session.{name}" if name.startswith("status_") else name


def _forgiven(value: Json) -> Record:
    known = fields(value)
    found: dict[str, Any] = {"is_error": flag(known.get("is_error"))}
    for field in FIELDS:
        value = known.get(field.name)
        if field.type is Raw and value is not None:
            found[field.name] = Raw(json.dumps(value).encode())
        elif field.type == str | None:
            found[field.name] = text(value)
    return Record(**found)


FORMAT: Final[Format] = Format(NAME, sniff, lines=Reader, document=document)
