"""
The calls of a console that works on this workspace from afar, and waiting for what comes.

Not under `/memtui/v1`: this is how two programs of one version talk, and nothing to build on.
"""

from dataclasses import replace
from typing import Any

from msgspec import Struct

from core import actors
from core.doors.calls import Rank, perform
from core.doors.http.call import Call
from core.doors.http.envelope import Refused, forbidden, refusal_of
from core.doors.http.route import Route
from core.doors.http.routes.shapes import Body
from core.doors.values import packed, packed_error, unpacked
from core.errors import CoreError, InvalidRequest, Json
from core.labels import check_name
from core.limits import Limits
from core.wire.objects import actor_json
from core.workspace import Workspace

MOST_WAIT_S = 30.0
USER, SESSION = "memtui-user", "memtui-session"
"""Headers by which a console of an administrator says in whose name it calls."""


class Arguments(Body):
    """What a call takes, by name."""

    arguments: dict[str, Any]


class WaitQuery(Struct):
    """From where on, and for how long."""

    since: int = 0
    timeout_s: float = 0.0


async def make(call: Call) -> Json:
    """Make one call."""
    given = {name: unpacked(value) for name, value in call.body.arguments.items()}
    workspace = _acting(call)
    settings = call.house.settings

    def work() -> Json:
        return packed(
            perform(
                workspace,
                _rank(call),
                call.params["part"],
                call.params["method"],
                given,
                policy=settings.policy,
                start_dream=settings.start_dream,
            )
        )

    try:
        return {"value": await call.run(work)}
    except CoreError as error:
        refusal = refusal_of(error)
        known = {**refusal.details, "packed": packed_error(error)}
        raise Refused.as_is(replace(refusal, details=known)) from None


async def wait(call: Call) -> Json:
    """Answer once there is a change after `since`, or the time is over."""
    query: WaitQuery = call.query
    if not 0 <= query.timeout_s <= MOST_WAIT_S:
        raise InvalidRequest(f"One waits 0 to {MOST_WAIT_S:.0f} seconds at a time.")
    came = await call.house.feed.wait(query.since, query.timeout_s)
    return {"came": came, "seq": await call.run(call.workspace.changes.last_seq)}


async def about(call: Call) -> Json:
    """Who the caller is here, and what this workspace is."""
    workspace = _acting(call)
    return {
        "name": workspace.path.name,
        "version": call.house.settings.version,
        "rank": _rank(call).name.lower(),
        "actor": packed(workspace.context.scope.actor),
        "created_by": actor_json(workspace.context.scope.actor),
        "session_id": workspace.context.scope.session_id,
        "limits": packed(workspace.context.limits),
        "now": packed(workspace.context.clock()),
    }


def _rank(call: Call) -> Rank:
    if call.is_limited:
        return Rank.LIMITED
    return Rank.ADMIN if call.key is None or call.key.is_admin else Rank.PLAIN


def _acting(call: Call) -> Workspace:
    """The workspace in the name that an administrator's console calls in."""
    headers = call.request.headers
    user, session_id = headers.get(USER), headers.get(SESSION)
    if user is None and session_id is None:
        return call.workspace
    if _rank(call) is not Rank.ADMIN:
        raise forbidden("Only a key of an administrator calls in somebody else's name.")
    if session_id is not None:
        record = call.workspace.sessions.retrieve(session_id)
        context = call.context.acting_as(actors.session(record.id), record.id)
        return call.house.acting(context)
    name = check_name(_text(user or ""), Limits(), "user's name")
    return call.house.acting(call.context.acting_as(actors.user(name)))


def _text(header: str) -> str:
    """A header as the text that was sent, since HTTP has only Latin-1."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        raise InvalidRequest(f"The header {USER} is not UTF-8 text.") from None


ROUTES = (
    Route("POST", "/memtui/calls/{part}/{method}", make, "Call", body=Arguments, answer="value"),
    Route("GET", "/memtui/calls/wait", wait, "Wait for a change", query=WaitQuery, answer="waited"),
    Route("GET", "/memtui/calls/about", about, "Who is who", answer="about"),
)
