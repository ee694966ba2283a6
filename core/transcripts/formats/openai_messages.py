"""
Messages in the shape of the OpenAI chat API: runs, bare messages, or a log of requests.

One line, or one item of a list, is a run with all its messages; or every line is a message; or
every line is a request that repeats the whole conversation so far, of which only the new end is
taken. There are no times, except in logs, and no error flags.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from core.transcripts.documents import split
from core.transcripts.events import Event, Facts, Kind, Where
from core.transcripts.fields import (
    Fields,
    count,
    fields,
    identifier,
    items,
    joined,
    parsed,
    text,
    time_ms,
)
from core.transcripts.formats.base import NO_CLAIM, Claim, Document, Format, Head, Shape, digest
from core.transcripts.formats.chat import ROLES, Place, Talk, tool_calls, usage
from core.transcripts.formats.decoding import decode
from core.transcripts.glimpse import Glimpse

NAME: Final = "openai-messages"

_LISTS: Final = ("messages", "traj", "conversation")
_RUN_IDS: Final = ("session_id", "conversation_id", "run_id", "id")
_MOST_PREFIXES: Final = 4_000


def sniff(head: Head) -> Claim:
    """Messages with a role of the API, in one of the places where tools put them."""
    best = NO_CLAIM
    for seen in head.seen:
        if seen["request_params.messages[].role"] in ROLES:
            return Claim(0.9)
        for prefix in ("", "[]."):
            found = _likeness(seen, prefix)
            if found > best.confidence:
                is_document = bool(prefix) or head.is_document
                best = Claim(found, Shape.DOCUMENT if is_document else Shape.LINES)
    return best


def _likeness(seen: Glimpse, prefix: str) -> float:
    if any(seen[f"{prefix}{name}[].role"] in ROLES for name in _LISTS):
        return 0.6
    if seen[f"{prefix}role"] not in ROLES or f"{prefix}content" not in seen:
        return 0.0
    return 0.0 if f"{prefix}type" in seen or f"{prefix}timestamp" in seen else 0.55


class Reader:
    """Reads lines: runs, messages, or requests of a log."""

    def __init__(self, saved: str | None = None) -> None:
        known = fields(parsed(saved))
        self.facts = Facts(NAME)
        self._talk = Talk(known.get("talk"))
        # Every conversation so far, by a digest of each of its beginnings.
        prefixes = fields(known.get("prefixes"))
        self._prefixes = {digest: count(number) for digest, number in prefixes.items()}
        self._conversations = count(known.get("conversations"))
        self._last = text(known.get("last")) or ""

    def saved(self) -> str:
        """What has to be kept to go on."""
        return json.dumps(
            {
                "talk": self._talk.saved(),
                "prefixes": self._prefixes,
                "conversations": self._conversations,
                "last": self._last,
            }
        )

    def parse(self, data: bytes, where: Where) -> Sequence[Event]:
        """The events of one line."""
        value = fields(decode(data))
        request = fields(value.get("request_params"))
        if "messages" in request:
            return list(self._request(value, request, where))
        if value.get("type") == "response" and "response" in value:
            return list(self._response(value, where))
        if text(value.get("role")) in ROLES:
            self.facts.learn(None)
            return list(self._talk.events(value, _bare(data, where)))
        return list(_run(value, where, self.facts))

    def _request(self, value: Fields, request: Fields, where: Where) -> Iterator[Event]:
        messages = [fields(message) for message in items(request.get("messages"))]
        digests = list(_digests(messages))
        known = next((n for n in range(len(digests), 0, -1) if digests[n - 1] in self._prefixes), 0)
        if known:
            conversation = self._prefixes[digests[known - 1]]
        else:
            self._conversations += 1
            conversation = self._conversations
        session = f"#{conversation}"
        self.facts.learn(session)
        ts, model = time_ms(value.get("timestamp")), text(request.get("model"))
        for message, beginning in zip(messages[known:], digests[known:], strict=True):
            place = Place(where, session, _own_id(message) or beginning, ts)
            yield from self._talk.events(message, place, model=model)
        self._remember(digests, conversation)

    def _response(self, value: Fields, where: Where) -> Iterator[Event]:
        response = fields(value.get("response"))
        choice = fields(next(iter(items(response.get("choices"))), None))
        message = fields(choice.get("message"))
        conversation = self._prefixes.get(self._last)
        if not message or conversation is None:
            yield Event(kind=Kind.UNKNOWN, native_type="response", where=where)
            return
        beginning = next(_digests([message], self._last))
        own_id = _own_id(message) or beginning
        used = usage(fields(response.get("usage")))
        yield from self._talk.events(
            message,
            Place(where, f"#{conversation}", own_id, time_ms(value.get("timestamp"))),
            model=text(response.get("model")),
            used=used,
            request_id=(text(response.get("id")) or own_id) if used else None,
        )
        self._remember([beginning], conversation)

    def _remember(self, beginnings: list[str], conversation: int) -> None:
        for beginning in beginnings:
            self._prefixes[beginning] = conversation
            self._last = beginning
        while len(self._prefixes) > _MOST_PREFIXES:
            del self._prefixes[next(iter(self._prefixes))]


def document(data: bytes) -> Document:
    """A list of runs, a list of messages, or one run."""
    parts = split(data, _LISTS)
    found = Document(Facts(NAME), damage=parts.damage)
    talk = Talk()
    for value, item in found.objects(parts.items("", *_LISTS)):
        if "role" in value:
            found.facts.learn(None)
            found.events += talk.events(value, _bare(item.data, item.where))
        else:
            found.events += _run(value, item.where, found.facts)
    return found


def _run(run: Fields, where: Where, facts: Facts) -> Iterator[Event]:
    messages = next((items(run[name]) for name in _LISTS if items(run.get(name))), [])
    if not messages:
        yield Event(kind=Kind.UNKNOWN, native_type=text(run.get("type")) or "", where=where)
        return
    named = next((run[name] for name in _RUN_IDS if identifier(run.get(name))), None)
    session = text(named) or f"#{where.line_no}"
    facts.learn(session, title=text(run.get("title")))
    talk = Talk()
    known = [fields(message) for message in messages]
    for message, digest_ in zip(known, _digests(known), strict=True):
        yield from talk.events(message, Place(where, session, digest_))


def _bare(data: bytes, where: Where) -> Place:
    return Place(where, None, digest(data, where.line_no))


def _own_id(message: Fields) -> str | None:
    """What a message is known by wherever it stands: attempts that failed are left out later."""
    calls = [call.call_id for call in tool_calls(message) if call.call_id]
    answers = text(message.get("tool_call_id"))
    told = " ".join(calls) if calls else answers
    if told is None:
        return None
    return digest(f"{message.get('role')} {told}")


def _digests(messages: Sequence[Fields], before: str = "") -> Iterator[str]:
    """A digest of each beginning of a conversation, the same however a message is spelled."""
    last = before
    for message in messages:
        # The next request tells a message with calls in other words; the ids of calls stay.
        calls = [call.call_id or call.input for call in tool_calls(message)]
        said = calls or joined(message.get("content")).strip()
        told = f"{last}{message.get('role')}{message.get('tool_call_id')}{said}"
        last = digest(told)
        yield last


FORMAT: Final[Format] = Format(NAME, sniff, lines=Reader, document=document)
