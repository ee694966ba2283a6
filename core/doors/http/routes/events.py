"""
Events of sessions: sent, listed, and streamed as they come.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Literal

import msgspec
from msgspec import Struct, field
from starlette.responses import Response

from core.doors.http.call import Call
from core.doors.http.reading import compared
from core.doors.http.route import Need, Route
from core.doors.http.routes.shapes import Body
from core.doors.http.sent_events import SentEvent
from core.doors.http.streams import BEAT_S, BEATING, event_stream, frame
from core.errors import Json
from core.wire.events import LIMIT, EventFilter


class NewEvents(Body):
    """Events to send, in their order."""

    events: list[SentEvent]


class EventsQuery(Struct):
    """Which events to list."""

    limit: int = LIMIT
    page: str | None = None
    order: Literal["asc", "desc"] = "asc"
    types: tuple[str, ...] = ()
    after: str | None = field(default=None, name="created_at[gt]")
    since: str | None = field(default=None, name="created_at[gte]")
    before: str | None = field(default=None, name="created_at[lt]")
    until: str | None = field(default=None, name="created_at[lte]")


async def send(call: Call) -> Json:
    """Take events into a session."""
    events: list[Mapping[str, Json]] = msgspec.to_builtins(call.body.events)
    taken = await call.run(call.workspace.wire_events.send, call.params["session_id"], events)
    return {"data": [*taken]}


async def page(call: Call) -> Json:
    """List the events of a session, oldest first."""
    query: EventsQuery = call.query
    wanted = EventFilter(
        query.types,
        compared((">", query.after), (">=", query.since), ("<", query.before), ("<=", query.until)),
    )
    found = await call.run(
        call.workspace.wire_events.page,
        call.params["session_id"],
        wanted,
        limit=query.limit,
        page=query.page,
        newest_first=query.order == "desc",
    )
    return {"data": [*found.data], "next_page": found.next_page}


async def stream(call: Call) -> Response:
    """Send the events of a session as they come, from now on."""
    session_id, events = call.params["session_id"], call.workspace.wire_events
    await call.run(call.workspace.wire_sessions.retrieve, session_id)
    return event_stream(_coming(call, session_id, await call.run(events.newest)))


async def _coming(call: Call, session_id: str, number: int) -> AsyncIterator[bytes]:
    feed, events = call.house.feed, call.workspace.wire_events
    yield BEATING
    while True:
        seq = await call.run(call.workspace.changes.last_seq)
        found, number = await call.run(events.after, session_id, number)
        # Asked after reading, as in the feed of changes.
        if not await call.may_go_on():
            return
        for one in found:
            yield frame(str(one["type"]), one)
        if not found and not await feed.wait(seq, BEAT_S):
            yield BEATING
            await asyncio.sleep(0)


_ALL = "/v1/sessions/{session_id}/events"

ROUTES = (
    Route("POST", _ALL, send, "Send", Need.PLAIN_HIDDEN, body=NewEvents, answer="sent_events"),
    Route("GET", _ALL, page, "List events", query=EventsQuery, answer="event_page"),
    Route("GET", f"{_ALL}/stream", stream, "Stream events", answer="event", answers_stream=True),
)
