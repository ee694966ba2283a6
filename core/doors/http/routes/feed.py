"""
Ours: the change feed, as a list or as server-sent events, and what there is in numbers.
"""

from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Annotated

from msgspec import Meta, Struct
from starlette.responses import Response

from core.doors.http.call import Call
from core.doors.http.route import Need, Route
from core.doors.http.streams import BEAT_S, BEATING, event_stream, frame
from core.errors import InvalidRequest, Json
from core.reading.pages import encode_cursor
from core.wire.objects import change_json

Seq = Annotated[int, Meta(ge=0, le=(1 << 63) - 1)]


class ChangesQuery(Struct):
    """From where on."""

    since: Seq | None = None
    limit: Annotated[int, Meta(ge=1, le=1_000)] = 500


async def page(call: Call) -> Json:
    """List changes after `since`, oldest first; go on with the `seq` of the last one."""
    query: ChangesQuery = call.query
    feed = call.workspace.changes
    found = await call.run(feed.since, query.since or 0, query.limit)
    more = len(found) == query.limit
    return {
        "data": [change_json(one) for one in found],
        "next_page": encode_cursor(found[-1].seq) if more else None,
        "seq": found[-1].seq if found else await call.run(feed.last_seq),
    }


async def stream(call: Call) -> Response:
    """Send changes as they come: after `since`, else after `Last-Event-ID`, else from now on."""
    query: ChangesQuery = call.query
    seq = query.since
    if seq is None:
        seq = _resumed(call.request.headers.get("last-event-id"))
    if seq is None:
        seq = await call.run(call.workspace.changes.last_seq)
    return event_stream(_coming(call, seq))


async def _coming(call: Call, seq: int) -> AsyncIterator[bytes]:
    hub, feed = call.house.feed, call.workspace.changes
    yield BEATING
    while True:
        found = await call.run(feed.since, seq)
        # Asked after reading: what comes after a key was revoked is not for whoever holds it.
        if not await call.may_go_on():
            return
        for one in found:
            yield frame(one.kind, change_json(one), one.seq)
            seq = one.seq
        if not found and not await hub.wait(seq, BEAT_S):
            yield BEATING


async def status(call: Call) -> Json:
    """What is in the workspace, in numbers."""
    return {"type": "overview", **asdict(await call.run(call.workspace.overview))}


def _resumed(header: str | None) -> int | None:
    if header is None:
        return None
    if not header.isdigit() or int(header) >= 1 << 63:
        raise InvalidRequest("Last-Event-ID is the id of an event of this stream: a number.")
    return int(header)


_ALL = "/memtui/v1/changes"

ROUTES = (
    Route("GET", _ALL, page, "List changes", Need.ADMIN, query=ChangesQuery, answer="change_page"),
    Route(
        "GET",
        f"{_ALL}/stream",
        stream,
        "Stream changes",
        Need.ADMIN,
        query=ChangesQuery,
        answer="change",
        answers_stream=True,
    ),
    Route("GET", "/memtui/v1/status", status, "Numbers", Need.ADMIN, answer="overview"),
)
