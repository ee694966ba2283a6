"""
Ours: what was and who wrote it: the log, differences, blame, the past, restoring, accesses, search.
"""

from typing import Annotated

from msgspec import Meta, Struct, field

from core.doors.http.call import Call
from core.doors.http.reading import moment
from core.doors.http.route import Need, Route
from core.doors.http.routes.shapes import Body, PageQuery, Sha256
from core.errors import InvalidRequest, Json
from core.paths import check_path
from core.reading.version_filter import VersionFilter
from core.times import format_time
from core.transcripts.wire import access_json
from core.wire.conflicts import hunk_json
from core.wire.objects import actor_json, item_json, match_json, version_json


class LogQuery(PageQuery):
    """Which versions of a store."""

    path: str | None = None
    """A path, or a directory with `/` at its end."""
    agent: str | None = None
    session_id: str | None = None
    since: str | None = None


class DiffQuery(Struct):
    """Between which versions; without `from` against nothing."""

    to: str
    old: str | None = field(default=None, name="from")


class PastQuery(PageQuery):
    """Which moment, and what of the store."""

    at: str = ""
    """A `seq`, or a time."""
    path_prefix: str | None = None
    depth: int | None = None


class PastMemoryQuery(Struct):
    """Which memory, and when."""

    path: str
    at: str


class SearchQuery(Struct):
    """What to look for, and where."""

    q: Annotated[str, Meta(min_length=1, max_length=1_000)]
    memory_store_id: str | None = None
    path_prefix: str | None = None
    history: bool = False
    limit: Annotated[int, Meta(ge=1, le=1_000)] = 100


class AccessesQuery(PageQuery):
    """Of which memory."""

    path: str = ""


class Restoring(Body):
    """What the content has to be that is replaced."""

    expected_content_sha256: Sha256 | None = None


async def log(call: Call) -> Json:
    """List the versions of a store, newest first, with who wrote them."""
    query: LogQuery = call.query
    wanted = VersionFilter(
        path=query.path,
        agent=query.agent,
        session_id=query.session_id,
        created_at_gte=moment(query.since),
    )
    found = await call.run(
        call.versions.page,
        call.params["store_id"],
        wanted,
        limit=query.limit,
        page=query.page,
    )
    return {"data": [version_json(one) for one in found.data], "next_page": found.next_page}


async def diff(call: Call) -> Json:
    """Show what changed between two versions."""
    query: DiffQuery = call.query
    found = await call.run(call.workspace.diff, query.old, query.to)
    return {
        "from": query.old,
        "to": query.to,
        "capped": found.capped,
        "hunks": [hunk_json(hunk) for hunk in found.hunks],
    }


async def blame(call: Call) -> Json:
    """Show who last changed each line of a memory."""
    lines = await call.run(call.workspace.blame, call.params["memory_id"])
    return {
        "data": [
            {
                "line": line.line,
                "text": line.text,
                "version_id": line.version.id,
                "agent": line.version.agent,
                "session_id": line.version.created_by.session_id,
                "created_at": format_time(line.version.created_at),
                "created_by": actor_json(line.version.created_by),
                "seq": line.version.seq,
            }
            for line in lines
        ],
        "next_page": None,
    }


async def past(call: Call) -> Json:
    """List a store as it was at a change, or at a time."""
    query: PastQuery = call.query
    asof = call.workspace.asof
    seq = await call.run(asof.resolve, query.at)
    found = await call.run(
        asof.page,
        call.params["store_id"],
        seq,
        query.path_prefix,
        query.depth,
        limit=query.limit,
        page=query.page,
    )
    return {
        "seq": seq,
        "data": [item_json(item) for item in found.data],
        "next_page": found.next_page,
    }


async def past_memory(call: Call) -> Json:
    """Give the memory that was at a path then, with its content."""
    query: PastMemoryQuery = call.query
    asof = call.workspace.asof
    seq = await call.run(asof.resolve, query.at)
    return item_json(
        await call.run(asof.at_path, call.params["store_id"], check_path(query.path), seq)
    )


async def restore(call: Call) -> Json:
    """Write the content of a version back as a new one."""
    body: Restoring = call.body
    return item_json(
        await call.run(
            call.workspace.restore,
            call.params["version_id"],
            expect=body.expected_content_sha256,
        )
    )


async def search(call: Call) -> Json:
    """Find words in the texts of memories."""
    query: SearchQuery = call.query
    found = await call.run(
        call.workspace.search,
        query.q,
        store_id=query.memory_store_id,
        path_prefix=query.path_prefix,
        history=query.history,
        limit=query.limit,
    )
    return {"data": [match_json(one) for one in found], "next_page": None}


async def accesses(call: Call) -> Json:
    """List who read and wrote a memory, newest first."""
    query: AccessesQuery = call.query
    if not query.path:
        raise InvalidRequest("The path of the memory is missing.")
    found = await call.run(
        call.workspace.accesses.of_memory,
        call.params["store_id"],
        check_path(query.path),
        limit=query.limit,
        page=query.page,
    )
    return {"data": [access_json(one) for one in found.data], "next_page": found.next_page}


_STORE = "/memtui/v1/memory_stores/{store_id}"

ROUTES = (
    Route("GET", f"{_STORE}/log", log, "List versions", Need.ADMIN, LogQuery, None, "log_page"),
    Route("GET", f"{_STORE}/past", past, "As it was", Need.ADMIN, PastQuery, None, "past_page"),
    Route(
        "GET",
        f"{_STORE}/past/memory",
        past_memory,
        "A memory as it was",
        Need.ADMIN,
        PastMemoryQuery,
        None,
        "memory",
    ),
    Route(
        "GET",
        f"{_STORE}/accesses",
        accesses,
        "Who read and wrote a memory",
        Need.ADMIN,
        AccessesQuery,
        None,
        "access_page",
    ),
    Route("GET", "/memtui/v1/diff", diff, "Difference", Need.ADMIN, DiffQuery, None, "diff"),
    Route(
        "GET",
        "/memtui/v1/memories/{memory_id}/blame",
        blame,
        "Who wrote each line",
        Need.ADMIN,
        answer="blame_page",
    ),
    Route(
        "POST",
        "/memtui/v1/memory_versions/{version_id}/restore",
        restore,
        "Write a version back",
        Need.ADMIN,
        body=Restoring,
        answer="memory",
    ),
    Route("GET", "/memtui/v1/search", search, "Search", Need.ADMIN, SearchQuery, None, "matches"),
)
