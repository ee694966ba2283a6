"""
Every route of the door, the most frequent first: they are looked at in this order.
"""

from core.doors.http.routes import calls, dreams, events, memories, sessions, stores, versions

ROUTES = (
    *memories.ROUTES,
    *versions.ROUTES,
    *stores.ROUTES,
    *sessions.ROUTES,
    *events.ROUTES,
    *dreams.ROUTES,
    *calls.ROUTES,
)
