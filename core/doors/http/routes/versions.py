"""
Versions of memories.
"""

from core.doors.http.call import Call
from core.doors.http.reading import moment
from core.doors.http.route import Need, Route
from core.doors.http.routes.shapes import FullViewQuery, PageBetweenQuery, View
from core.errors import Json
from core.forgetting.purge import PurgeIncomplete
from core.reading.version_filter import VersionFilter
from core.records.origins import Operation
from core.records.versions import Version
from core.wire.objects import version_json


class VersionsQuery(PageBetweenQuery):
    """Which versions to list."""

    memory_id: str | None = None
    operation: Operation | None = None
    session_id: str | None = None
    api_key_id: str | None = None
    service_account_id: str | None = None
    view: View = "basic"


async def page(call: Call) -> Json:
    """List versions, newest first."""
    query: VersionsQuery = call.query
    wanted = VersionFilter(
        memory_id=query.memory_id,
        operation=query.operation,
        session_id=query.session_id,
        api_key_id=query.api_key_id,
        service_account_id=query.service_account_id,
        created_at_gte=moment(query.since),
        created_at_lte=moment(query.until),
    )
    found = await call.run(
        call.versions.page,
        call.params["store_id"],
        wanted,
        limit=query.limit,
        page=query.page,
        view=query.view,
    )
    return {"data": [version_json(one) for one in found.data], "next_page": found.next_page}


async def retrieve(call: Call) -> Json:
    """Give one version."""
    found = await call.run(
        call.versions.retrieve, call.params["version_id"], store_id=call.params["store_id"]
    )
    shown = version_json(found)
    if call.query.view == "basic":
        shown["content"] = None
    return shown


async def redact(call: Call) -> Json:
    """Take what a version held out of the workspace for good."""
    store_id, version_id = call.params["store_id"], call.params["version_id"]

    def work() -> Version:
        try:
            return call.workspace.redact().version(version_id, store_id=store_id)
        except PurgeIncomplete:
            # It is out of every table; old pages go as soon as nobody reads them any more, which
            # the doctor watches. The wire has no word for that.
            return call.versions.retrieve(version_id)

    return version_json(await call.run(work))


_ALL = "/v1/memory_stores/{store_id}/memory_versions"
_ONE = f"{_ALL}/{{version_id}}"

ROUTES = (
    Route("GET", _ALL, page, "List versions", query=VersionsQuery, answer="memory_version_page"),
    Route("GET", _ONE, retrieve, "Give a version", query=FullViewQuery, answer="memory_version"),
    Route("POST", f"{_ONE}/redact", redact, "Redact", Need.PLAIN, answer="memory_version"),
)
