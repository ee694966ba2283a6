"""
Claude Code session transcripts: one JSON object per line, one record per content block.

The file order is not the order of the conversation and the parents form no chain: events come in
file order, the parent is kept as an edge, and calls are paired by id. The same reader takes the
stream that an SDK sees of the program.
"""

import json
from collections.abc import Sequence
from typing import Final

from core.transcripts.calls import CallIds
from core.transcripts.events import AgentFacts, Event, Facts, Kind, Where
from core.transcripts.fields import (
    NotJson,
    clean,
    count,
    fields,
    identifier,
    loads,
    parsed,
    text,
    words,
)
from core.transcripts.formats import claude_events
from core.transcripts.formats.base import NO_CLAIM, Claim, Format, Head, digest
from core.transcripts.formats.claude_blocks import Line
from core.transcripts.formats.claude_record import Record, read
from core.transcripts.glimpse import Glimpse

NAME: Final = "claude-code"

_SKIPPED: Final = frozenset(
    # They repeat what the program shows while it works, or hold its own backups.
    {"progress", "file-history-snapshot", "file-history-delta", "stream_event"}
)
_CONVERSATION: Final = frozenset({"user", "assistant", "system", "attachment"})
_META: Final = words(
    "summary queue-operation last-prompt mode permission-mode custom-title ai-title agent-name tag"
    " pr-link frame-link worktree-state relocated bridge-session atis-latch continued-in"
    " content-replacement started result rate_limit_event"
)
_TITLES: Final = ("summary", "ai-title", "custom-title")
"""The kinds of records that name a session, the weakest first."""


def sniff(head: Head) -> Claim:
    """Claude Code writes a `sessionId` on almost every line, and a `uuid` on what was said."""
    if head.is_document or any("message.parts" in line for line in head.seen):
        return NO_CLAIM
    return Claim(max(map(_likeness, head.seen), default=0.0))


def _likeness(line: Glimpse) -> float:
    kind = line["type"]
    has_session = "sessionId" in line
    if kind in _CONVERSATION and has_session and "uuid" in line and "systemPayload" not in line:
        has_message = "message.content" in line or kind in {"system", "attachment"}
        return 0.95 if has_message else 0.0
    if kind in _CONVERSATION and "session_id" in line and "message.content" in line:
        return 0.8  # the program's own stream, as an SDK sees it
    if kind == "progress" and has_session and "data.type" in line:
        return 0.9
    leads_elsewhere = kind == "summary" and "leafUuid" in line
    if leads_elsewhere or (kind.startswith("file-history-") and "messageId" in line):
        return 0.7
    return 0.6 if kind in _META and has_session else 0.0


class Reader:
    """Reads the lines of one transcript; knows which session the lines without one belong to."""

    def __init__(self, saved: str | None = None) -> None:
        known = fields(parsed(saved))
        self.facts = Facts(NAME)
        self._session = text(known.get("session"))
        self._titled = count(known.get("titled"))
        self._calls = CallIds(known.get("calls"))
        self._last_facts: tuple[str | None, ...] = ()

    def saved(self) -> str:
        return json.dumps(
            {"session": self._session, "titled": self._titled, "calls": self._calls.saved()}
        )

    def parse(self, data: bytes, where: Where) -> Sequence[Event]:
        record = read(data)
        if record is None:
            return [Event(kind=Kind.UNKNOWN, native_type="", where=where, session=self._session)]
        kind = record.type or ""
        if kind in _SKIPPED:
            self._learn(record)
            return ()
        line = Line(record, where, self._learn(record), self._calls, self.facts)
        if kind == "summary" and record.message is not None:
            return claude_events.summary(line)
        found = claude_events.events(line)
        if found is not None:
            return found
        if kind in _META:
            return [self._meta(line, data)]
        return [line.event(Kind.UNKNOWN, body=clean(record.summary or ""))]

    def _learn(self, record: Record) -> str | None:
        session = text(record.session_id or record.snake_session_id) or self._session
        if session is None:
            return None
        if session != self._session:
            self._session, self._titled = session, 0
        new = (session, record.cwd, record.git_branch, record.version)
        if new != self._last_facts and (record.cwd or session not in self.facts.sessions):
            self._last_facts = new
            self.facts.learn(
                session,
                cwd=text(record.cwd),
                git_branch=text(record.git_branch),
                version=text(record.version),
            )
        agent = identifier(record.agent_id)
        if record.is_sidechain and agent and (session, agent) not in self.facts.agents:
            self.facts.meet(session, agent)
        if record.forked_from is not None:
            self.facts.learn(session, forked_from=text(record.forked_from.sessionId))
        return session

    def _meta(self, line: Line, data: bytes) -> Event:
        record = line.record
        if record.type == "agent-name":
            self.facts.learn(line.session, agent_name=text(record.agent_name))
        title = text(record.custom_title or record.ai_title or record.summary)
        # Transcripts begin with the summaries of other sessions.
        if title and record.type in _TITLES and line.session is not None:
            rank = _TITLES.index(record.type) + 1
            if rank >= self._titled:
                self._titled = rank
                self.facts.learn(line.session, title=title)
        # It has no id of its own; a copy of the file has the same line, and says nothing new.
        own_id = identifier(record.uuid) or digest(data)
        body = title or text(record.agent_name) or ""
        return line.event(Kind.META, native_id=own_id, body=body)


def agent_meta(data: bytes, session: str, agent: str) -> AgentFacts | None:
    """What the file beside a subagent's transcript says about it; None if it says nothing."""
    try:
        known = fields(loads(data))
    except NotJson:
        return None
    facts = AgentFacts(
        session,
        agent,
        name=text(known.get("agentType")) or text(known.get("name")),
        parent_agent=text(known.get("parentAgentId")),
        spawn_call_id=text(known.get("toolUseId")),
    )
    return facts if facts != AgentFacts(session, agent) else None


FORMAT: Final[Format] = Format(NAME, sniff, lines=Reader)
