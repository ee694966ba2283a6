"""
Dreams: asked for, listed, canceled, archived. The work is done by a process of its own.
"""

from typing import Annotated, Literal

from msgspec import Meta, field

from core.doors.http.call import Call
from core.doors.http.reading import moment
from core.doors.http.route import Need, Route
from core.doors.http.routes.shapes import Body, PageQuery
from core.dreams.dream import Behavior, Dream, Status, Wish
from core.dreams.dreamers.named import check_dreamer
from core.dreams.wire import dream_json
from core.errors import InvalidRequest, Json


class StoreInput(Body, tag_field="type", tag="memory_store"):
    """The store that the dream is about."""

    memory_store_id: Annotated[str, Meta(min_length=1)]


class SessionsInput(Body, tag_field="type", tag="sessions"):
    """The sessions that it reads."""

    session_ids: Annotated[list[str], Meta(min_length=1, max_length=100)]


class Model(Body):
    """Who thinks: `offline`, or a model."""

    id: Annotated[str, Meta(min_length=1, max_length=256)]
    speed: Literal["standard"] | None = None


class CreateNew(Body, tag_field="type", tag="create_new"):
    """The result is a new store."""


class UpdateExisting(Body, tag_field="type", tag="update_existing"):
    """The result is written into the store itself, without a review."""

    memory_store_id: str


class NewDream(Body):
    """A dream to make."""

    inputs: list[StoreInput | SessionsInput]
    model: Annotated[str, Meta(min_length=1, max_length=256)] | Model
    instructions: Annotated[str, Meta(min_length=1, max_length=4096)] | None = None
    output_behavior: CreateNew | UpdateExisting | None = None


class DreamsQuery(PageQuery):
    """Which dreams to list."""

    include_archived: bool = False
    statuses: tuple[Status, ...] = ()
    after: str | None = field(default=None, name="created_at[gt]")
    before: str | None = field(default=None, name="created_at[lt]")


async def create(call: Call) -> Json:
    """Make a dream, and have it begin."""
    wish = _wish(call.body)
    check_dreamer(wish.dreamer)

    def work() -> Dream:
        dream = call.workspace.dreams.create(wish)
        call.house.settings.start_dream(call.workspace, dream.id)
        return dream

    return dream_json(await call.run(work))


async def page(call: Call) -> Json:
    """List dreams, newest first."""
    query: DreamsQuery = call.query
    found = await call.run(
        call.workspace.dreams.page,
        statuses=query.statuses,
        created_at_gt=moment(query.after),
        created_at_lt=moment(query.before),
        include_archived=query.include_archived,
        limit=query.limit,
        page=query.page,
    )
    return {"data": [dream_json(dream) for dream in found.data], "next_page": found.next_page}


async def retrieve(call: Call) -> Json:
    """Give one dream."""
    return dream_json(await call.run(call.workspace.dreams.retrieve, call.params["dream_id"]))


async def cancel(call: Call) -> Json:
    """End a dream that is not over."""
    return dream_json(await call.run(call.workspace.dreams.cancel, call.params["dream_id"]))


async def archive(call: Call) -> Json:
    """Take a dream that is over out of the usual lists."""
    return dream_json(await call.run(call.workspace.dreams.archive, call.params["dream_id"]))


def _wish(body: NewDream) -> Wish:
    stores = [one for one in body.inputs if isinstance(one, StoreInput)]
    sessions = [one for one in body.inputs if isinstance(one, SessionsInput)]
    if len(stores) != 1 or len(sessions) != 1:
        raise InvalidRequest("A dream has exactly one memory_store and one sessions input.")
    store_id, session_ids = stores[0].memory_store_id, sessions[0].session_ids
    if len(set(session_ids)) != len(session_ids):
        raise InvalidRequest("A session is named twice among the inputs.")
    behavior = Behavior.CREATE_NEW
    if isinstance(body.output_behavior, UpdateExisting):
        behavior = Behavior.UPDATE_EXISTING
        if body.output_behavior.memory_store_id != store_id:
            raise InvalidRequest("A dream updates the very store that it reads, and no other.")
    model = body.model if isinstance(body.model, str) else body.model.id
    return Wish(store_id, tuple(sorted(session_ids)), model, body.instructions, behavior)


_ALL, _ONE = "/v1/dreams", "/v1/dreams/{dream_id}"
_DREAM = "dream"

ROUTES = (
    Route("POST", _ALL, create, "Make a dream", Need.PLAIN, body=NewDream, answer=_DREAM),
    Route("GET", _ALL, page, "List dreams", Need.PLAIN, query=DreamsQuery, answer="dream_page"),
    Route("GET", _ONE, retrieve, "Give a dream", Need.PLAIN, answer=_DREAM),
    Route("POST", f"{_ONE}/cancel", cancel, "Cancel a dream", Need.PLAIN, answer=_DREAM),
    Route("POST", f"{_ONE}/archive", archive, "Archive a dream", Need.PLAIN, answer=_DREAM),
)
