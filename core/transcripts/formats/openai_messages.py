"""
Messages in the shape of the OpenAI chat API: runs, bare messages, or a log of requests.

One line, or one item of a list, is a run with all its messages; or every line is a message; or every
line is a request that repeats the whole conversation so far, of which only the new end is taken.
There are no times, except in logs, and no error flags.
"""

import json
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Final

from core.transcripts.documents import split
from core.transcripts.events import Event, Facts, Kind, Where
from core.transcripts.fields import (
    Fields,
    count,
    dumped,
    fields,
    identifier,
    items,
    joined,
    parsed,
    text,
    time_ms,
)
from core.transcripts.formats.base import NO_CLAIM, Claim, Document, Format, Head, Shape
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
        if value.get("role") in ROLES:
            self.facts.learn(None)
            return list(self._talk.events(value, Place(where, None, str(where.line_no))))
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
        for message, digest in zip(messages[known:], digests[known:], strict=True):
            place = Place(where, session, digest, ts)
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
        digest = next(_digests([message], self._last))
        used = usage(fields(response.get("usage")))
        yield from self._talk.events(
            message,
            Place(where, f"#{conversation}", digest, time_ms(value.get("timestamp"))),
            model=text(response.get("model")),
            used=used,
            request_id=(text(response.get("id")) or digest) if used else None,
        )
        self._remember([digest], conversation)

    def _remember(self, digests: list[str], conversation: int) -> None:
        for digest in digests:
            self._prefixes[digest] = conversation
            self._last = digest
        while len(self._prefixes) > _MOST_PREFIXES:
            del self._prefixes[next(iter(self._prefixes))]


def document(data: bytes) -> Document:
    """A list of runs, a list of messages, or one run."""
    parts = split(data, _LISTS)
    found = Document(Facts(NAME), damage=parts.damage)
    talk = Talk()
    for value, where in found.objects(parts.items("", *_LISTS)):
        if "role" in value:
            found.facts.learn(None)
            found.events += talk.events(value, Place(where, None, str(where.line_no)))
        else:
            found.events += _run(value, where, found.facts)
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
    for number, message in enumerate(messages, start=1):
        yield from talk.events(fields(message), Place(where, session, str(number)))


def _digests(messages: Sequence[Fields], before: str = "") -> Iterator[str]:
    """A digest of each beginning of a conversation; how a message is spelled does not matter."""
    digest = before
    for message in messages:
        calls = [
            (call.call_id, call.tool, parsed(call.input) if call.input else None)
            for call in tool_calls(message)
        ]
        said = (
            text(message.get("role")),
            joined(message.get("content")),
            text(message.get("tool_call_id")),
            dumped([list(call) for call in calls]),
        )
        digest = blake2b(f"{digest}{said!r}".encode(), digest_size=12).hexdigest()
        yield digest


FORMAT: Final[Format] = Format(NAME, sniff, lines=Reader, document=document)
