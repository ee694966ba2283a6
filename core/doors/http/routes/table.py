"""
Every route of the door, the most frequent first: they are looked at in this order.
"""

from core.doors.http.call import Call
from core.doors.http.openapi import document
from core.doors.http.route import Need, Route
from core.doors.http.routes import (
    calls,
    conflicts,
    dreams,
    events,
    feed,
    history,
    keys,
    memories,
    moving,
    reviews,
    sessions,
    stores,
    versions,
)
from core.errors import Json


async def openapi(call: Call) -> Json:
    """Describe every route."""
    return document(ROUTES, call.house.settings.version)


ROUTES = (
    *memories.ROUTES,
    *versions.ROUTES,
    *stores.ROUTES,
    *sessions.ROUTES,
    *events.ROUTES,
    *dreams.ROUTES,
    *calls.ROUTES,
    *feed.ROUTES,
    *history.ROUTES,
    *conflicts.ROUTES,
    *reviews.ROUTES,
    *moving.ROUTES,
    *keys.ROUTES,
    Route("GET", "/memtui/v1/openapi.json", openapi, "This document", Need.PLAIN_HIDDEN),
)
