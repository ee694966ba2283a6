"""
The whole table of actions, which of them meet on one screen, and the bindings made from it.
"""

from typing import TYPE_CHECKING

from memtui.keys.action import Action, Place
from memtui.keys.common import COMMON
from memtui.keys.conflicts import CONFLICTS
from memtui.keys.dreams import DREAMS
from memtui.keys.names import textual_name
from memtui.keys.search import SEARCH
from memtui.keys.sessions import SESSIONS
from memtui.keys.stores import ACTING, STORES
from memtui.keys.timeline import TIMELINE

if TYPE_CHECKING:
    from textual.binding import BindingType

ACTIONS: tuple[Action, ...] = (
    *COMMON,
    *STORES,
    *ACTING,
    *SEARCH,
    *TIMELINE,
    *CONFLICTS,
    *DREAMS,
    *SESSIONS,
)

_STORES = (Place.LINES, Place.MEMORY, Place.STORES, Place.ACTING, Place.APP)
_TRAVEL = (Place.LINES, Place.TRAVEL, Place.APP)
_SEARCH = (Place.LINES, Place.SEARCH, Place.APP)
_TIMELINE = (Place.LINES, Place.TIMELINE, Place.APP)
_CONFLICTS = (Place.LINES, Place.CONFLICTS, Place.APP)
_DREAMS = (Place.LINES, Place.DREAMS, Place.APP)
_REVIEW = (Place.LINES, Place.REVIEW, Place.APP)
_SESSIONS = (Place.LINES, Place.SESSIONS, Place.APP)

CONTEXTS: tuple[tuple[Place, ...], ...] = (
    (Place.TREE, *_STORES),
    (Place.CONTENT, Place.TEXT, *_STORES),
    (Place.MARKDOWN,),
    (Place.DIFF, Place.SIDES, Place.TEXT, *_STORES),
    (Place.HISTORY, *_STORES),
    (Place.FEED, *_STORES),
    _TRAVEL,
    (Place.TREE, *_TRAVEL),
    (Place.CONTENT, Place.TEXT, *_TRAVEL),
    _SEARCH,
    (Place.CONTENT, Place.TEXT, *_SEARCH),
    _TIMELINE,
    (Place.LANES, *_TIMELINE),
    (Place.TEXT, *_TIMELINE),
    (Place.DIFF, Place.TEXT, *_TIMELINE),
    _CONFLICTS,
    (Place.DIFF, Place.TEXT, *_CONFLICTS),
    _DREAMS,
    _REVIEW,
    (Place.TEXT, *_REVIEW),
    (Place.HUNKS, Place.SIDES, Place.TEXT, *_REVIEW),
    _SESSIONS,
    (Place.TEXT, *_SESSIONS),
    (Place.TRANSCRIPT, Place.TEXT, Place.LINES, Place.READING, Place.APP),
    (Place.BLOCKS, Place.TEXT, Place.LINES, Place.RESOLVER, Place.APP),
)
"""For each pane the places whose keys work there, nearest first: a key means one thing in each."""


def actions(*places: Place) -> list[Action]:
    """The actions of some places, in the order of the places and then of the table."""
    return [action for place in places for action in ACTIONS if action.place is place]


def bindings(*places: Place) -> "list[BindingType]":
    """The bindings of a widget, screen or app that stands for these places."""
    from textual.binding import Binding

    return [
        Binding(
            ",".join(map(textual_name, action.keys)),
            action.method,
            action.verb,
            show=action.rank is not None,
            id=action.id,
        )
        for action in actions(*places)
        if action.keys
    ]
