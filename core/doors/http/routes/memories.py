"""
Memories of a store: the routes that agents use all day.

Writes go to the shared writer without a thread. One memory is read in the loop itself, which takes
less than handing it to a thread would; whatever may be long goes to a thread.
"""

from typing import Literal

from msgspec import Struct

from core.doors.http.call import Call
from core.doors.http.route import Route
from core.doors.http.routes.shapes import Body, FullViewQuery, PageQuery, Sha256, View, ViewQuery
from core.errors import Json
from core.records.memories import Memory
from core.wire.objects import item_json


class NewMemory(Body):
    """A memory to make."""

    path: str
    content: str


class Precondition(Body):
    """What the writer believes is there."""

    type: Literal["content_sha256"]
    content_sha256: Sha256


class MemoryPatch(Body):
    """What to change of a memory; null leaves it."""

    content: str | None = None
    path: str | None = None
    precondition: Precondition | None = None


class MemoriesQuery(PageQuery):
    """Which memories to list."""

    path_prefix: str | None = None
    depth: int | None = None
    view: View = "basic"


class DeleteQuery(Struct):
    """What the caller believes it deletes."""

    expected_content_sha256: Sha256 | None = None


async def create(call: Call) -> Json:
    """Make a memory at a free path."""
    body: NewMemory = call.body
    job = call.memories.jobs.create(call.params["store_id"], body.path, body.content)
    return _viewed(await call.commit(job), call.query.view)


async def page(call: Call) -> Json:
    """List memories and directories, in the order of their paths."""
    query: MemoriesQuery = call.query
    found = await call.run(
        call.memories.page,
        call.params["store_id"],
        query.path_prefix,
        query.depth,
        limit=query.limit,
        page=query.page,
        view=query.view,
    )
    return {"data": [item_json(item) for item in found.data], "next_page": found.next_page}


async def retrieve(call: Call) -> Json:
    """Give one memory."""
    found = call.memories.retrieve(call.params["memory_id"], store_id=call.params["store_id"])
    return _viewed(found, call.query.view)


async def update(call: Call) -> Json:
    """Give a memory another content, another path, or both."""
    body: MemoryPatch = call.body
    job = call.memories.jobs.update(
        call.params["memory_id"],
        content=body.content,
        path=body.path,
        expect=None if body.precondition is None else body.precondition.content_sha256,
        store_id=call.params["store_id"],
    )
    return _viewed(await call.commit(job), call.query.view)


async def delete(call: Call) -> Json:
    """Delete a memory; its versions stay."""
    query: DeleteQuery = call.query
    await call.commit(
        call.memories.jobs.delete(
            call.params["memory_id"],
            expect=query.expected_content_sha256,
            store_id=call.params["store_id"],
        )
    )
    return {"id": call.params["memory_id"], "type": "memory_deleted"}


def _viewed(memory: Memory, view: View) -> Json:
    shown = item_json(memory)
    if view == "basic":
        shown["content"] = None
    return shown


_ALL = "/v1/memory_stores/{store_id}/memories"
_ONE = f"{_ALL}/{{memory_id}}"
_MEMORY = "memory"

ROUTES = (
    Route("GET", _ONE, retrieve, "Give a memory", query=FullViewQuery, answer=_MEMORY),
    Route(
        "POST",
        _ONE,
        update,
        "Change a memory",
        query=ViewQuery,
        body=MemoryPatch,
        answer=_MEMORY,
    ),
    Route(
        "PATCH",
        _ONE,
        update,
        "Change a memory",
        query=ViewQuery,
        body=MemoryPatch,
        answer=_MEMORY,
    ),
    Route("POST", _ALL, create, "Make a memory", query=ViewQuery, body=NewMemory, answer=_MEMORY),
    Route("GET", _ALL, page, "List memories", query=MemoriesQuery, answer="memory_page"),
    Route("DELETE", _ONE, delete, "Delete a memory", query=DeleteQuery, answer="deleted"),
)
