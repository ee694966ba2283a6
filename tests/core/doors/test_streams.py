"""A stream and the key that it was begun with: what comes after the key's end is not sent."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from typing import Any

import pytest
from starlette.requests import Request

from core import Workspace
from core.doors.http.call import Call, House
from core.doors.http.routes import events, feed
from core.doors.http.settings import Settings


class _Overtaken(Call):
    """A call between whose asking and whose reading something happens."""

    happens: Callable[[], object] | None = None

    async def run(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self.happens is not None and call.__name__ in ("since", "after"):
            self.happens()
        return await super().run(call, *args, **kwargs)


def _no_dream(workspace: Workspace, dream_id: str) -> None:
    """Nothing here starts one."""
    raise AssertionError(workspace, dream_id)


def _call(ws: Workspace, key: Any, **params: str) -> _Overtaken:
    house = House(ws, Settings("localhost", 0, _no_dream))
    request = Request({"type": "http", "headers": [], "path_params": params})
    call = _Overtaken(house, request, ws.context, key, "req")
    call.query = feed.ChangesQuery()
    return call


async def _sent(answer: Any) -> list[bytes]:
    async with asyncio.timeout(10), aclosing(answer.body_iterator) as frames:
        return [frame async for frame in frames]


@pytest.mark.parametrize("kind", ["feed", "events"])
def test_what_is_read_after_the_key_was_revoked_is_not_sent(ws: Workspace, kind: str):
    """Though the key was good when the reading began."""
    session = ws.sessions.start("listener", {}).id
    key, _ = ws.keys.create("to be revoked", is_admin=True)
    call = _call(ws, key, session_id=session)

    def happens() -> None:
        ws.keys.revoke("to be revoked")
        ws.stores.create("after")
        message = {"type": "user.message", "content": [{"type": "text", "text": "after"}]}
        ws.wire_events.send(session, [message])
        call.happens = None

    async def main() -> list[bytes]:
        answer = await (feed if kind == "feed" else events).stream(call)
        call.happens = happens
        return await _sent(answer)

    assert asyncio.run(main()) == [b": still here\n\n"]
