"""
Memory stores.
"""

from core.doors.http.call import Call
from core.doors.http.reading import moment
from core.doors.http.route import Need, Route
from core.doors.http.routes.shapes import Body, Labels, MetadataPatch, PageBetweenQuery
from core.errors import Json
from core.wire.objects import store_json


class NewStore(Body):
    """A store to make."""

    name: str
    description: str | None = None
    metadata: Labels | None = None


class StorePatch(Body):
    """What to change of a store; null leaves it."""

    name: str | None = None
    description: str | None = None
    metadata: MetadataPatch | None = None


class StoresQuery(PageBetweenQuery):
    """Which stores to list."""

    include_archived: bool = False


async def create(call: Call) -> Json:
    """Make a store."""
    body: NewStore = call.body
    made = await call.run(
        call.workspace.stores.create, body.name, body.description or "", body.metadata
    )
    return store_json(made)


async def page(call: Call) -> Json:
    """List stores, newest first."""
    query: StoresQuery = call.query
    found = await call.run(
        call.workspace.stores.page,
        include_archived=query.include_archived,
        created_at_gte=moment(query.since),
        created_at_lte=moment(query.until),
        limit=query.limit,
        page=query.page,
    )
    return {"data": [store_json(store) for store in found.data], "next_page": found.next_page}


async def retrieve(call: Call) -> Json:
    """Give one store."""
    return store_json(await call.run(call.workspace.stores.retrieve, call.params["store_id"]))


async def update(call: Call) -> Json:
    """Change a store's texts."""
    body: StorePatch = call.body
    changed = await call.run(
        call.workspace.stores.update,
        call.params["store_id"],
        name=body.name,
        description=body.description,
        metadata=body.metadata,
    )
    return store_json(changed)


async def archive(call: Call) -> Json:
    """Close a store for writes, for good."""
    return store_json(await call.run(call.workspace.stores.archive, call.params["store_id"]))


async def delete(call: Call) -> Json:
    """Delete a store with everything in it."""
    await call.run(call.workspace.stores.delete, call.params["store_id"])
    return {"id": call.params["store_id"], "type": "memory_store_deleted"}


_ALL, _ONE = "/v1/memory_stores", "/v1/memory_stores/{store_id}"
_STORE = "memory_store"

ROUTES = (
    Route("POST", _ALL, create, "Make a store", Need.PLAIN, body=NewStore, answer=_STORE),
    Route("GET", _ALL, page, "List stores", query=StoresQuery, answer="memory_store_page"),
    Route("GET", _ONE, retrieve, "Give a store", answer=_STORE),
    Route("POST", _ONE, update, "Change a store", Need.PLAIN, body=StorePatch, answer=_STORE),
    Route("POST", f"{_ONE}/archive", archive, "Archive a store", Need.PLAIN, answer=_STORE),
    Route("DELETE", _ONE, delete, "Delete a store", Need.PLAIN, answer="deleted"),
)
