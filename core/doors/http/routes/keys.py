"""
Ours: the keys of the workspace.
"""

from typing import Annotated

from msgspec import Meta

from core.access.attachments import Access
from core.doors.http.call import Call
from core.doors.http.reading import moment
from core.doors.http.route import Need, Route
from core.doors.http.routes.shapes import Body
from core.errors import Json
from core.wire.objects import key_json


class NewKey(Body):
    """A key to make."""

    name: Annotated[str, Meta(min_length=1)]
    is_admin: bool = False
    session_id: str | None = None
    stores: dict[str, Access] | None = None
    """Store id to access: for these stores only."""
    expires_at: str | None = None


async def create(call: Call) -> Json:
    """Make a key; its secret is in this answer and nowhere else."""
    body: NewKey = call.body
    key, secret = await call.run(
        call.workspace.keys.create,
        body.name,
        is_admin=body.is_admin,
        session_id=body.session_id,
        grants=None if body.stores is None else {one: str(how) for one, how in body.stores.items()},
        expires_at=moment(body.expires_at),
    )
    return {**key_json(key), "key": secret}


async def page(call: Call) -> Json:
    """List the keys, newest first."""
    found = await call.run(call.workspace.keys.list)
    return {"data": [key_json(one) for one in found], "next_page": None}


async def revoke(call: Call) -> Json:
    """End a key, by its id or name."""
    return key_json(await call.run(call.workspace.keys.revoke, call.params["key"]))


_ALL = "/memtui/v1/keys"

ROUTES = (
    Route("POST", _ALL, create, "Make a key", Need.ADMIN, body=NewKey, answer="key"),
    Route("GET", _ALL, page, "List keys", Need.ADMIN, answer="key_page"),
    Route("POST", f"{_ALL}/{{key}}/revoke", revoke, "End a key", Need.ADMIN, answer="key"),
)
