"""
Codex rollouts: two logs in one file, what the model saw and what the screen showed.

The conversation is taken from the model's log (`response_item`); of the display log (`event_msg`)
what the other has not: exit codes, aborts, tokens. What both have is kept once. Rollouts from
before the envelope are read too: their first line is bare metadata, the rest are bare items.
"""

import json
from collections import deque
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import msgspec
from msgspec import Raw, Struct

from core.transcripts.calls import CallIds
from core.transcripts.events import Event, Facts, Kind, Where
from core.transcripts.fields import (
    Fields,
    Json,
    clean,
    count,
    fields,
    identifier,
    integer,
    items,
    loads,
    parsed,
    text,
    words,
)
from core.transcripts.formats import codex_display, codex_items
from core.transcripts.formats.base import NO_CLAIM, Claim, Format, Head
from core.transcripts.formats.codex_items import Line
from core.transcripts.formats.decoding import decode

NAME: Final = "codex"

_ENVELOPES: Final = words("session_meta turn_context response_item event_msg compacted world_state")
_LEGACY: Final = words(
    "message reasoning function_call function_call_output local_shell_call custom_tool_call"
    " custom_tool_call_output function_result"
)
_META: Final = frozenset({"world_state"})
_MIRRORED: Final = 24
"""How many of the last texts are compared with what the other log says."""


class Envelope(Struct):
    """One line; the payload, which may have megabytes, is decoded by its type."""

    type: str | None = None
    timestamp: str | int | float | None = None
    ordinal: int | None = None
    payload: Raw = Raw()


class Compacted(Struct):
    """The history that a compaction replaced may have 9 MB of images: it is never decoded."""

    message: str | None = None


_ENVELOPE = msgspec.json.Decoder(Envelope)
_COMPACTED = msgspec.json.Decoder(Compacted)


def sniff(head: Head) -> Claim:
    """Every line has a type, of a handful, and a payload; before that, bare items."""
    if head.is_document:
        return NO_CLAIM
    best = 0.0
    for line in head.seen:
        kind = line["type"]
        if kind in _ENVELOPES and "payload" in line:
            return Claim(0.95)
        if "record_type" in line:
            best = max(best, 0.8)
        if kind.lower() in _LEGACY and "sessionId" not in line and "message.role" not in line:
            said = line["content[].type"] in {"input_text", "output_text", "summary_text"}
            called = kind != "message" and ("arguments" in line or "call_id" in line)
            first = head.seen[0]
            bare = not first["type"] and ("instructions" in first or "git" in first)
            best = max(best, 0.8 if said or called or bare else 0.0)
    return Claim(best)


class Reader:
    """Reads the lines of one rollout."""

    def __init__(self, saved: str | None = None) -> None:
        known = fields(parsed(saved))
        self.facts = Facts(NAME)
        self._session = text(known.get("session"))
        self._is_child = known.get("child") is True
        self._cwd = text(known.get("cwd"))
        self._model = text(known.get("model"))
        self._own_from = count(known.get("own_from"))
        self._calls = CallIds(known.get("calls"))
        self._tokens = codex_display.Tokens(known.get("tokens"))
        seen = [one for one in items(known.get("seen")) if isinstance(one, str)]
        self._seen = deque(seen, maxlen=_MIRRORED)

    def saved(self) -> str:
        return json.dumps(
            {
                "session": self._session,
                "child": self._is_child,
                "cwd": self._cwd,
                "model": self._model,
                "own_from": self._own_from,
                "calls": self._calls.saved(),
                "tokens": self._tokens.saved(),
                "seen": list(self._seen),
            }
        )

    def parse(self, data: bytes, where: Where) -> Sequence[Event]:
        try:
            envelope = _ENVELOPE.decode(data)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            envelope = _forgiven(loads(data))
        kind = clean(envelope.type or "")
        if kind == "compacted":
            line = self._line(envelope, data, where, {})
            return [line.event(Kind.COMPACTION, body=_summary(envelope))]
        raw = bytes(envelope.payload)
        if not raw:
            return self._legacy(fields(decode(data)), envelope, data, where)
        payload = fields(decode(raw))
        line = self._line(envelope, data, where, payload)
        found: Sequence[Event] = ()
        if kind == "response_item":
            found = codex_items.events(line)
        elif kind == "event_msg":
            found = codex_display.events(line, self._tokens)
        elif kind == "session_meta":
            found = self._session_meta(line)
        elif kind == "turn_context":
            known = fields(payload.get("turn_context")) or payload
            self._cwd = text(known.get("cwd")) or self._cwd
            self._model = text(known.get("model")) or self._model
        elif kind in _META or kind.startswith("inter_agent_communication"):
            found = [line.event(Kind.META)]
        else:
            found = [line.event(Kind.UNKNOWN)]
        return self._fresh(found)

    def _line(self, envelope: Envelope, data: bytes, where: Where, payload: Fields) -> Line:
        if self._session not in self.facts.sessions:
            self.facts.learn(self._session)
        copied = envelope.ordinal is not None and envelope.ordinal < self._own_from
        return Line(
            payload=payload,
            outer_type=clean(envelope.type or ""),
            where=where,
            data=data,
            timestamp=envelope.timestamp,
            session=self._session,
            cwd=self._cwd,
            model=self._model,
            is_copied=copied,
            is_child=self._is_child,
            calls=self._calls,
            facts=self.facts,
        )

    def _session_meta(self, line: Line) -> Sequence[Event]:
        # A fork repeats the lines of its parent, with the parent's own session_meta: the first is
        # the file's.
        if self._session is None:
            self._begin(line.payload)
            line.session, line.cwd = self._session, self._cwd
        return [line.event(Kind.META)]

    def _begin(self, meta: Fields) -> None:
        self._session = text(meta.get("id")) or text(meta.get("session_id"))
        spawn = fields(fields(fields(meta.get("source")).get("subagent")).get("thread_spawn"))
        parent = text(meta.get("parent_thread_id")) or text(spawn.get("parent_thread_id"))
        git = fields(meta.get("git"))
        self._is_child = parent is not None
        self._cwd = text(meta.get("cwd")) or self._cwd
        self._own_from = count(meta.get("subagent_history_start_ordinal"))
        self.facts.sessions.pop(None, None)
        self.facts.learn(
            self._session,
            cwd=self._cwd,
            git_branch=text(git.get("branch")),
            version=text(meta.get("cli_version")),
            agent_name=text(meta.get("agent_nickname")) or text(spawn.get("agent_nickname")),
            parent_session=parent,
            forked_from=text(meta.get("forked_from_id")),
        )

    def _legacy(
        self, item: Fields, envelope: Envelope, data: bytes, where: Where
    ) -> Sequence[Event]:
        if envelope.timestamp is None:
            created = item.get("created_at")
            envelope.timestamp = created if isinstance(created, str | int | float) else None
        line = self._line(envelope, data, where, item)
        if "record_type" in item:
            return [line.event(Kind.META)]
        if not item.get("type") and not item.get("role"):
            if self._session is None and (identifier(item.get("id")) or "git" in item):
                self._begin(item)
                line.session, line.cwd = self._session, self._cwd
                return [line.event(Kind.META)]
            return [line.event(Kind.UNKNOWN)]
        return self._fresh(codex_items.events(line))

    def _fresh(self, events: Sequence[Event]) -> Sequence[Event]:
        """Without what the other of the two logs has just said."""
        return [event for event in events if not self._is_mirrored(event)]

    def _is_mirrored(self, event: Event) -> bool:
        if event.kind not in {Kind.USER, Kind.ASSISTANT, Kind.THINKING} or not event.body:
            return False
        log = "e" if event.native_type.startswith("event_msg") else "r"
        digest = blake2b(f"{event.kind}{event.body.strip()}".encode(), digest_size=9).hexdigest()
        other = ("r" if log == "e" else "e") + digest
        if other in self._seen:
            self._seen.remove(other)
            return True
        self._seen.append(log + digest)
        return False


def _summary(envelope: Envelope) -> str:
    try:
        return clean(_COMPACTED.decode(envelope.payload).message or "")
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ""


def _forgiven(value: Json) -> Envelope:
    known = fields(value)
    timestamp = known.get("timestamp")
    payload = known.get("payload")
    return Envelope(
        type=text(known.get("type")),
        timestamp=timestamp if isinstance(timestamp, str | int | float) else None,
        ordinal=integer(known.get("ordinal")),
        payload=Raw() if payload is None else Raw(json.dumps(payload).encode()),
    )


FORMAT: Final[Format] = Format(NAME, sniff, lines=Reader)
