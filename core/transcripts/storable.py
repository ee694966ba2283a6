"""
What of an event is kept: texts without secrets, and no longer than is useful.

Pure. Secrets are masked before a text is cut, so that no cut can leave half of one; only what is
kept is searched, with a margin that a whole private key fits into.
"""

from functools import lru_cache
from hashlib import blake2b
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from core.transcripts.events import Event
from core.transcripts.fields import Json, dumped, parsed
from core.transcripts.secrets import MASK_START, masked

CAP: Final = 8_192
"""Characters of a body or an input that are kept; the whole stays in the source."""

ELISION: Final = "\n[... left out ...]\n"
"""Stands where the middle of a text was left out; no quote may go across it."""

LONGEST_NAME: Final = 256
"""Characters of an id, or of the name of a tool; a longer one is no name."""

_LONGEST_PATH: Final = 4_096
_MARGIN: Final = 16_384
_SHORTEST_TEXT: Final = 200


class Stored(Struct, frozen=True, gc=False):
    """An event as it may be kept: `body` and `input` stand in the place of its own."""

    event: Event
    body: str
    input: str | None
    full_len: int
    """Characters of the whole body."""
    secrets: int


def storable(event: Event, cap: int = CAP) -> Stored:
    """The event with its body and input masked and capped."""
    body, in_body = _kept(event.body, cap)
    given, in_input = _kept_json(event.input, cap)
    return Stored(event, body, given, len(event.body), in_body + in_input)


def named(event: Event) -> Event:
    """The event with names and ids that can be kept: without secrets, and not endless."""
    call_id, request_id = event.call_id, event.request_id
    native_type = plain_name(event.native_type)
    tool = event.tool and plain_name(event.tool)
    server = event.mcp_server and plain_name(event.mcp_server)
    model = event.model and plain_name(event.model)
    cwd = event.cwd and plain_name(event.cwd, _LONGEST_PATH)
    if call_id is not None and len(call_id) > LONGEST_NAME:
        call_id = short_id(call_id)
    if request_id is not None and len(request_id) > LONGEST_NAME:
        request_id = short_id(request_id)
    if (
        native_type is event.native_type
        and tool is event.tool
        and server is event.mcp_server
        and model is event.model
        and cwd is event.cwd
        and call_id is event.call_id
        and request_id is event.request_id
    ):
        return event
    return replace(
        event,
        native_type=native_type,
        tool=tool,
        mcp_server=server,
        model=model,
        cwd=cwd,
        call_id=call_id,
        request_id=request_id,
    )


def plain_name(text: str, longest: int = LONGEST_NAME) -> str:
    """A name without secrets, cut off where names end."""
    if len(text) <= longest:
        return _plain_name(text, longest)
    return masked(text[: longest + _MARGIN]).text[:longest]


@lru_cache(maxsize=4_096)
def _plain_name(text: str, longest: int) -> str:
    return masked(text).text[:longest]


def short_id(text: str) -> str:
    """An id that is no longer than ids are; two that differ stay different."""
    if len(text) <= LONGEST_NAME:
        return text
    told = text.encode("utf-8", "replace")
    return f"{text[: LONGEST_NAME - 33]}~{blake2b(told, digest_size=16).hexdigest()}"


def kept_input(text: str | None, cap: int = CAP) -> str | None:
    """An input as it is kept, which is enough to judge a result by."""
    return text if text is None or len(text) <= cap else _kept_json(text, cap)[0]


def _kept(text: str, cap: int) -> tuple[str, int]:
    """A text, masked and capped: errors stand at its end, so both ends are kept."""
    if len(text) <= cap + _MARGIN:
        whole = masked(text)
        return shortened(whole.text, cap), len(whole.spans)
    head_len, tail_len = _shares(cap)
    head = masked(text[: head_len + _MARGIN])
    tail = masked(text[-tail_len - _MARGIN :])
    kept = head.text[:head_len] + ELISION + tail.text[-tail_len:]
    return kept, len(head.spans) + len(tail.spans)


def shortened(text: str, cap: int) -> str:
    """The beginning and the end of a text that is over the cap."""
    if len(text) <= cap:
        return text
    head_len, tail_len = _shares(cap)
    return text[:head_len] + ELISION + text[-tail_len:]


def _shares(cap: int) -> tuple[int, int]:
    room = max(cap - len(ELISION), 2)
    tail = max(room // 4, 1)
    return room - tail, tail


def _kept_json(text: str | None, cap: int) -> tuple[str | None, int]:
    """JSON text that stays JSON: its longest texts are shortened, not its end cut off."""
    if text is None:
        return None, 0
    if len(text) <= cap:
        whole = masked(text)
        return whole.text, len(whole.spans)
    value = parsed(text)
    room = cap // 2
    while room >= _SHORTEST_TEXT:
        # Long texts are masked before they are cut; then names and values together.
        small = masked(dumped(_smaller(value, room)))
        if len(small.text) <= cap:
            return small.text, small.text.count(MASK_START)
        room //= 2
    return dumped({"left_out": len(text)}), 0


def _smaller(value: Json, room: int) -> Json:
    match value:
        case str():
            return value if len(value) <= room else _kept(value, room)[0]
        case list():
            return [_smaller(item, room) for item in value]
        case dict():
            return {key: _smaller(item, room) for key, item in value.items()}
        case _:
            return value
