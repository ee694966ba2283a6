"""
Ours: stores in and out as JSON, page by page.
"""

from typing import Annotated

from msgspec import Meta

from core.doors.http.call import Call
from core.doors.http.route import Need, Route
from core.doors.http.routes.shapes import Body, PageQuery
from core.errors import Json
from core.moving.importing import Stored
from core.records.memories import Memory


class File(Body):
    """One text file."""

    path: str
    content: str


class Import(Body):
    """Files to store; those that are there already are replaced, and none is deleted."""

    files: Annotated[list[File], Meta(max_length=1_000)]


async def export(call: Call) -> Json:
    """Give the memories of a store with their contents, in the order of their paths."""
    query: PageQuery = call.query
    found = await call.run(
        call.memories.page,
        call.params["store_id"],
        limit=query.limit,
        page=query.page,
        view="full",
    )
    files: list[Json] = [
        {"path": one.path, "content": one.content, "content_sha256": one.content_sha256}
        for one in found.data
        if isinstance(one, Memory)
    ]
    return {"data": files, "next_page": found.next_page}


async def store_files(call: Call) -> Json:
    """Make or replace a memory for each file, in one transaction."""
    body: Import = call.body
    files = [(file.path, file.content.encode()) for file in body.files]
    stored: Stored = await call.run(
        call.workspace.importer.store_files, call.params["store_id"], files
    )
    return {
        "created": stored.done.count("created"),
        "modified": stored.done.count("modified"),
        "unchanged": stored.done.count("unchanged"),
        "skipped": [{"path": one.path, "reason": one.reason} for one in stored.skipped],
    }


_STORE = "/memtui/v1/memory_stores/{store_id}"

ROUTES = (
    Route("GET", f"{_STORE}/export", export, "Export", Need.ADMIN, PageQuery, None, "file_page"),
    Route(
        "POST",
        f"{_STORE}/import",
        store_files,
        "Import",
        Need.ADMIN,
        body=Import,
        answer="imported",
    ),
)
