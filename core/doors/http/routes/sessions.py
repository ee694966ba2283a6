"""
Sessions: made, listed, renamed, ended; what is attached to them.

A key of a session sees that one session and changes nothing about it.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, field

from core.access.attachments import Access, Attach
from core.doors.http.call import Call
from core.doors.http.reading import compared
from core.doors.http.route import Need, Route
from core.doors.http.routes.shapes import Body, Labels, MetadataPatch, PageQuery
from core.doors.http.sent_events import Outcome, UserMessage
from core.doors.http.session_json import session_json
from core.errors import InvalidRequest, Json
from core.reading.session_filter import SessionFilter
from core.wire.objects import attachment_json
from core.wire.session_records import WireSession

STORES_OF_A_SESSION = 8


class Resource(Body):
    """A store to attach."""

    type: Literal["memory_store"]
    memory_store_id: str
    access: Access | None = None
    instructions: str | None = None


class AgentReference(Body):
    """An agent by its id, which here is its name."""

    type: Literal["agent"]
    id: Annotated[str, Meta(min_length=1)]
    version: Annotated[int, Meta(ge=0)] | None = None


class NewSession(Body):
    """A session to make. What only a host of agents needs is taken, and left alone."""

    agent: str | AgentReference
    environment_id: str | None = None
    resources: list[Resource] | None = None
    title: str | None = None
    metadata: Labels | None = None
    vault_ids: list[str] | None = None
    budget: Any = None
    deployment_id: str | None = None
    initial_events: Annotated[list[UserMessage | Outcome], Meta(max_length=50)] | None = None


class SessionPatch(Body):
    """What to change of a session; null leaves it."""

    title: str | None = None
    metadata: MetadataPatch | None = None


class SessionsQuery(PageQuery):
    """Which sessions to list."""

    agent_id: str | None = None
    agent_version: int | None = None
    deployment_id: str | None = None
    memory_store_id: str | None = None
    statuses: tuple[str, ...] = ()
    include_archived: bool = False
    order: Literal["asc", "desc"] = "desc"
    after: str | None = field(default=None, name="created_at[gt]")
    since: str | None = field(default=None, name="created_at[gte]")
    before: str | None = field(default=None, name="created_at[lt]")
    until: str | None = field(default=None, name="created_at[lte]")


async def create(call: Call) -> Json:
    """Start a session."""
    body: NewSession = call.body
    attach = _attach(body.resources or [])
    events: list[Mapping[str, Json]] = msgspec.to_builtins(body.initial_events or [])

    def work() -> WireSession:
        workspace = call.workspace
        made = workspace.wire_sessions.create(
            _agent(body.agent),
            body.environment_id or "",
            attach,
            title=body.title,
            metadata=body.metadata,
        )
        if events:
            workspace.wire_events.send(made.record.id, events)
        return made

    return session_json(await call.run(work))


async def page(call: Call) -> Json:
    """List sessions, newest first."""
    query: SessionsQuery = call.query
    wanted = SessionFilter(
        query.agent_id,
        query.memory_store_id,
        query.statuses,
        query.include_archived,
        compared((">", query.after), (">=", query.since), ("<", query.before), ("<=", query.until)),
    )
    found = await call.run(
        call.workspace.wire_sessions.page,
        wanted,
        limit=query.limit,
        page=query.page,
        newest_first=query.order == "desc",
    )
    return {
        "data": [session_json(one) for one in found.data],
        "next_page": found.next_page,
        "prev_page": None,
    }


async def retrieve(call: Call) -> Json:
    """Give one session."""
    return session_json(
        await call.run(call.workspace.wire_sessions.retrieve, call.params["session_id"])
    )


async def update(call: Call) -> Json:
    """Change a session's title or metadata."""
    body: SessionPatch = call.body
    changed = await call.run(
        call.workspace.wire_sessions.update,
        call.params["session_id"],
        title=body.title,
        metadata=body.metadata,
    )
    return session_json(changed)


async def archive(call: Call) -> Json:
    """End a session, and take it out of the usual lists."""
    return session_json(
        await call.run(call.workspace.wire_sessions.archive, call.params["session_id"])
    )


async def delete(call: Call) -> Json:
    """Delete a session with its transcript."""
    await call.run(call.workspace.wire_sessions.delete, call.params["session_id"])
    return {"id": call.params["session_id"], "type": "session_deleted"}


async def resources(call: Call) -> Json:
    """List the stores of a session."""
    found = await call.run(call.workspace.wire_sessions.retrieve, call.params["session_id"])
    return {"data": [attachment_json(one) for one in found.record.resources], "next_page": None}


async def threads(call: Call) -> Json:
    """List the threads of a session: here there are none beside its own."""
    await call.run(call.workspace.wire_sessions.retrieve, call.params["session_id"])
    return {"data": [], "next_page": None}


def _agent(agent: str | AgentReference) -> Json:
    if isinstance(agent, str):
        return agent
    return {"type": "agent", "id": agent.id, "version": agent.version}


def _attach(resources: list[Resource]) -> dict[str, Attach]:
    if len(resources) > STORES_OF_A_SESSION:
        raise InvalidRequest(
            f"resources cannot contain more than {STORES_OF_A_SESSION} memory_store entries"
        )
    attach: dict[str, Attach] = {}
    for given in resources:
        if given.memory_store_id in attach:
            raise InvalidRequest(f"The store {given.memory_store_id} is attached twice.")
        access = given.access or Access.READ_WRITE
        attach[given.memory_store_id] = Attach(access, given.instructions)
    return attach


_ALL, _ONE = "/v1/sessions", "/v1/sessions/{session_id}"
_SESSION, _HIDDEN = "session", Need.PLAIN_HIDDEN

ROUTES = (
    Route("POST", _ALL, create, "Start a session", _HIDDEN, body=NewSession, answer=_SESSION),
    Route("GET", _ALL, page, "List sessions", query=SessionsQuery, answer="session_page"),
    Route("GET", _ONE, retrieve, "Give a session", answer=_SESSION),
    Route("POST", _ONE, update, "Change a session", _HIDDEN, body=SessionPatch, answer=_SESSION),
    Route("POST", f"{_ONE}/archive", archive, "End a session", _HIDDEN, answer=_SESSION),
    Route("DELETE", _ONE, delete, "Delete a session", _HIDDEN, answer="deleted"),
    Route("GET", f"{_ONE}/resources", resources, "List what is attached", answer="resource_page"),
    Route("GET", f"{_ONE}/threads", threads, "List threads", answer="thread_page"),
)
