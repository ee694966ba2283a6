"""
Server-sent events: how one is written, and the answer that goes on until its reader leaves.
"""

from collections.abc import AsyncIterator

import msgspec
from starlette.responses import StreamingResponse

from core.errors import Json

BEAT_S = 15.0
"""After so long without an event a comment is sent, so that nobody believes the line is dead."""

BEATING = b": still here\n\n"


def frame(name: str, data: Json, number: int | None = None) -> bytes:
    """One event; without a name the SDK would drop it silently."""
    numbered = b"" if number is None else b"id: %d\n" % number
    return b"%sevent: %s\ndata: %s\n\n" % (numbered, name.encode(), msgspec.json.encode(data))


def event_stream(frames: AsyncIterator[bytes]) -> StreamingResponse:
    """The answer that sends them."""
    return StreamingResponse(
        frames, media_type="text/event-stream", headers={"cache-control": "no-store"}
    )
