"""
The HTTP/1.1 of uvicorn with the limits that it leaves out: how large the head of a request may be,
and how long head and body may take to come.
"""

from asyncio import AbstractEventLoop, BaseTransport, TimerHandle, Transport
from typing import Any, cast

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from core import ids
from core.doors.http.envelope import Refusal
from core.times import system_clock

HEAD_LIMIT_BYTES = 32 << 10
HEAD_TIMEOUT_S = 10.0
"""Whoever connects and says nothing, or one letter at a time, is let go after so long."""

BODY_TIMEOUT_S = 30.0


class _Joining:
    """
    A transport that sends the head of an answer together with what comes right behind it.

    uvicorn writes them apart, which for a small answer is half of all that it costs to be sent.
    """

    def __init__(self, transport: Transport, loop: AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held = b""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # all else is the transport's
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send; a head waits for the rest of its answer, or for the next turn of the loop."""
        if self._held:
            data, self._held = self._held + data, b""
        elif data.startswith(b"HTTP/"):
            self._held = data
            self._loop.call_soon(self._flush)
            return
        self._transport.write(data)

    def close(self) -> None:
        """Send what is held back, and close."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._held:
            data, self._held = self._held, b""
            self._transport.write(data)


_new_id = ids.id_maker(system_clock)


class GuardedProtocol(HttpToolsProtocol):
    """One connection."""

    _head_bytes = 0
    _in_message = False
    """Between the end of a head and that of its body, which may be read after its answer."""
    _deadline: TimerHandle | None = None
    _body_deadline: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin to wait for a request."""
        super().connection_made(cast("Transport", transport))
        self.transport = cast("Transport", _Joining(self.transport, self.loop))
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadlines."""
        self._head_is_there()
        self._body_is_there()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what belongs to a head; what comes with it in one piece is small."""
        if self._deadline is None and not self._in_message:
            self._expect_head()
        if self._deadline is not None:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._deadline is not None and self._head_bytes > HEAD_LIMIT_BYTES:
            self.send_400_response("The head of the request is too large.")

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._head_is_there()
        self._in_message = True
        super().on_headers_complete()
        self._body_deadline = self.loop.call_later(BODY_TIMEOUT_S, self._too_slow)

    def on_message_complete(self) -> None:
        """The body is whole too."""
        self._in_message = False
        self._body_is_there()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, in the words of the wire."""
        self._head_is_there()
        request_id = _new_id(ids.REQUEST)
        body = msgspec.json.encode(Refusal(400, "invalid_request_error", msg).document(request_id))
        head = (
            "HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\n"
            f"request-id: {request_id}\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()

    def _expect_head(self) -> None:
        self._head_bytes = 0
        self._deadline = self.loop.call_later(HEAD_TIMEOUT_S, self._too_slow)

    def _head_is_there(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _body_is_there(self) -> None:
        if self._body_deadline is not None:
            self._body_deadline.cancel()
            self._body_deadline = None

    def _too_slow(self) -> None:
        self._deadline = self._body_deadline = None
        if not self.transport.is_closing():
            self.transport.close()
