"""
The door itself: who is let in, which route answers, and what becomes of every error.

An ASGI program around Starlette's router. Hosts, origins and keys are looked at before anything
else, so that whoever has no key learns nothing, not even which routes there are.
"""

import itertools
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as StarletteRoute
from starlette.routing import Router
from starlette.types import Receive, Scope, Send

from core import ids
from core.access.keys import KeyRefused
from core.context import Context
from core.doors.http.call import Call, House
from core.doors.http.envelope import Refusal, Refused, forbidden, refusal_of, unknown
from core.doors.http.hosts import is_allowed_host, is_allowed_origin
from core.doors.http.rates import Rates
from core.doors.http.reading import body_of, query_of
from core.doors.http.route import Need, Route
from core.errors import CoreError
from core.records.keys import Key

LOG = logging.getLogger("memtui.http")

_ENCODER = msgspec.json.Encoder()
_JSON = (b"content-type", b"application/json")


class Door:
    """Answers every request to one served workspace."""

    def __init__(
        self,
        house: House,
        routes: Sequence[Route],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._house = house
        self._monotonic = monotonic
        # An id of this run and a number: it has to be found in a log, and not to be guessed.
        self._run = house.workspace.context.new_id(ids.REQUEST)[:-8]
        self._numbers = itertools.count(1)
        limit = house.settings.rate_limit
        self._rates = None if limit is None else Rates(limit)
        paths: dict[str, dict[str, _Endpoint]] = {}
        for route in routes:
            paths.setdefault(route.path, {})[route.method] = _Endpoint(house, route)
        self._router = Router(
            [StarletteRoute(path, _Address(endpoints)) for path, endpoints in paths.items()],
            redirect_slashes=False,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        request_id = f"{self._run}{next(self._numbers):08d}"
        sending = _Sending(send, request_id)
        scope["memtui.request_id"] = request_id
        scope["app"] = self  # so that the router raises instead of answering in its own words
        try:
            self._admit(scope)
            await self._router(scope, receive, sending)
        except CoreError as error:
            await self._refuse(sending, refusal_of(error))
        except HTTPException:
            await self._refuse(sending, refusal_of(unknown("There is nothing at this address.")))
        except Exception:
            LOG.exception(
                "A request failed: %s %s (%s)", scope["method"], scope["path"], request_id
            )
            message = f"Something went wrong inside memtui; its log has more under {request_id}."
            await self._refuse(sending, Refusal(500, "api_error", message))

    def _admit(self, scope: Scope) -> None:
        """Look at who comes in; raises unless they may."""
        headers = _Headers(scope)
        settings = self._house.settings
        host = headers.only(b"host")
        if host is None:
            raise Refused(400, "invalid_request_error", "A request names its Host once.")
        if not is_allowed_host(host, settings.host, settings.names):
            raise forbidden(f"This server is not called {host!r}; see --allow-host.")
        origin = headers.only(b"origin", default="")
        if origin is None or (origin and not is_allowed_origin(origin, host)):
            raise forbidden("Requests from pages of other servers are refused.")
        key = self._key(headers)
        if self._rates is not None:
            wait_s = self._rates.wait_s("" if key is None else key.id, self._monotonic())
            if wait_s:
                after = (
                    ("retry-after", str(max(1, round(wait_s)))),
                    ("retry-after-ms", str(int(wait_s * 1000) + 1)),
                )
                message = "This key sends more requests than it may; wait a moment."
                raise Refused(429, "rate_limit_error", message, after)
        scope["memtui.key"] = key

    def _key(self, headers: "_Headers") -> Key | None:
        if not self._house.settings.needs_key:
            return None
        secret = headers.only(b"x-api-key", default="")
        bearer = headers.only(b"authorization", default="")
        if secret is None or bearer is None:
            raise KeyRefused("A request brings one key.")
        kind, _, token = bearer.partition(" ")
        if kind.lower() == "bearer" and token:
            secret = token.strip()
        if not secret:
            raise KeyRefused("A key is missing: send it as `Authorization: Bearer KEY`.")
        return self._house.admission.admitted(secret)

    async def _refuse(self, sending: "_Sending", refusal: Refusal) -> None:
        if sending.has_begun:
            return  # a stream that broke off; its reader notices
        raw = _ENCODER.encode(refusal.document(sending.request_id))
        await _answer(sending, refusal.status, raw, refusal.headers)


class _Address:
    """What is at one path, by method."""

    def __init__(self, endpoints: "Mapping[str, _Endpoint]") -> None:
        self._endpoints = endpoints

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        endpoint = self._endpoints.get("GET" if method == "HEAD" else method)
        if endpoint is None:
            allowed = ("allow", ", ".join(sorted(self._endpoints)))
            message = f"{method} is not answered at this address."
            raise Refused(405, "invalid_request_error", message, (allowed,))
        await endpoint(scope, receive, send)


class _Endpoint:
    """One route as an ASGI program."""

    def __init__(self, house: House, route: Route) -> None:
        self._house = house
        self._route = route

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        route = self._route
        request = Request(scope, receive, send)
        key: Key | None = scope["memtui.key"]
        call = Call(self._house, request, self._context(key), key, scope["memtui.request_id"])
        self._check(key)
        call.query = query_of(request, route.query)
        if route.body is not None:
            limit = self._house.settings.body_limit_bytes
            call.body = await body_of(request, route.body, limit)
        answer = await route.handler(call)
        if route.may_end_keys:
            self._house.admission.forget()
        if isinstance(answer, Response):
            await answer(scope, receive, send)
        else:
            await _answer(send, 200, _ENCODER.encode(answer), ())

    def _context(self, key: Key | None) -> Context:
        context = self._house.workspace.context
        if key is None:
            return context
        return context.acting_as(key.actor, key.session_id, key.grants)

    def _check(self, key: Key | None) -> None:
        if key is None:
            return
        is_limited = key.session_id is not None or key.grants is not None
        match self._route.needs:
            case Need.ANY:
                return
            case Need.PLAIN if is_limited:
                raise forbidden("This key is for some memories only, and may not do that.")
            case Need.PLAIN_HIDDEN | Need.ADMIN if is_limited:
                raise unknown("There is nothing at this address.")
            case Need.ADMIN if not key.is_admin:
                raise forbidden("That needs a key of an administrator.")
            case _:
                return


class _Sending:
    """Sends the answer, with the id of its request; remembers whether it has begun."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self.request_id = request_id
        self._header = (b"request-id", request_id.encode())
        self.has_begun = False

    async def __call__(self, message: Any) -> None:  # noqa: ANN401  # as ASGI has it
        if message["type"] == "http.response.start":
            self.has_begun = True
            message["headers"] = [*message.get("headers", ()), self._header]
        await self._send(message)


class _Headers:
    """The headers of a request, of which none that matters may come twice."""

    def __init__(self, scope: Scope) -> None:
        self._found: dict[bytes, bytes | None] = {}
        for name, value in scope["headers"]:
            self._found[name] = None if name in self._found else value

    def only(self, name: bytes, default: str | None = None) -> str | None:
        """The value of a header; `default` when it is missing, None when it came twice."""
        value = self._found.get(name, b"")
        if value is None:
            return None
        return value.decode("latin-1") if value else default


async def _answer(
    send: "_Sending | Send", status: int, raw: bytes, headers: tuple[tuple[str, str], ...]
) -> None:
    sent = [_JSON, (b"content-length", str(len(raw)).encode())]
    sent += [(name.encode(), value.encode()) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": raw})
