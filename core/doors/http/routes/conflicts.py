"""
Ours: the writes that were refused, and settling them.
"""

from typing import Literal

from core.conflicts import ConflictKind, State
from core.doors.http.call import Call
from core.doors.http.route import Need, Route
from core.doors.http.routes.shapes import Body, PageQuery, Sha256
from core.errors import InvalidRequest, Json
from core.merge import Choice
from core.wire.conflicts import conflict_json, sides_json


class ConflictsQuery(PageQuery):
    """Which conflicts to list."""

    memory_store_id: str | None = None
    state: Literal["open", "healed", "resolved", "dismissed", "refused", "all"] = "open"
    kind: ConflictKind | None = None


class Settlement(Body):
    """How a conflict is settled: by a side, a text, or the merge if that is clean."""

    take: Choice | None = None
    content: str | None = None
    merge: bool = False
    expected_content_sha256: Sha256 | None = None


async def page(call: Call) -> Json:
    """List conflicts, newest first."""
    query: ConflictsQuery = call.query
    found = await call.run(
        call.workspace.conflicts.page,
        store_id=query.memory_store_id,
        state=None if query.state == "all" else State(query.state),
        kind=query.kind,
        limit=query.limit,
        page=query.page,
    )
    return {"data": [conflict_json(one) for one in found.data], "next_page": found.next_page}


async def retrieve(call: Call) -> Json:
    """Give one conflict with its three texts and their merge."""
    return sides_json(await call.run(call.workspace.resolver.show, call.params["conflict_id"]))


async def resolve(call: Call) -> Json:
    """Settle a conflict with a new version."""
    body: Settlement = call.body
    if sum((body.take is not None, body.content is not None, body.merge)) != 1:
        raise InvalidRequest("A conflict is settled by one of take, content and merge.")
    done = await call.run(
        call.workspace.resolver.resolve,
        call.params["conflict_id"],
        choice=body.take,
        content=body.content,
        merge=body.merge,
        expect=body.expected_content_sha256,
    )
    return conflict_json(done.conflict)


async def dismiss(call: Call) -> Json:
    """Close a conflict without writing; its text is kept."""
    return conflict_json(
        await call.run(call.workspace.resolver.dismiss, call.params["conflict_id"])
    )


_ALL = "/memtui/v1/conflicts"
_ONE = f"{_ALL}/{{conflict_id}}"

ROUTES = (
    Route(
        "GET",
        _ALL,
        page,
        "List conflicts",
        Need.ADMIN,
        query=ConflictsQuery,
        answer="conflict_page",
    ),
    Route("GET", _ONE, retrieve, "Give a conflict", Need.ADMIN, answer="conflict"),
    Route(
        "POST",
        f"{_ONE}/resolve",
        resolve,
        "Settle a conflict",
        Need.ADMIN,
        body=Settlement,
        answer="conflict",
    ),
    Route("POST", f"{_ONE}/dismiss", dismiss, "Close a conflict", Need.ADMIN, answer="conflict"),
)
