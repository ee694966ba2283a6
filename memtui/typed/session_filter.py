"""
What a person types to see some sessions out of many. Pure.

    triage p1            sessions with both words in agent, title, folder, branch or id
    agent:triage         of the agent with exactly this name
    store:notes          with a store attached or touched that has this in its name
    state:live           live, paused or ended
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import InvalidRequest

STATES = {"live": "running", "paused": "paused", "ended": "ended"}
"""What a person calls a state, and what it is called in a workspace."""


class BadFilter(InvalidRequest):
    """A filter means nothing; the message says which part and why."""


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """Which sessions are wanted; nothing set wants all."""

    words: tuple[str, ...] = ()
    agent: str | None = None
    store_id: str | None = None
    state: str | None = None

    @property
    def is_on(self) -> bool:
        """Whether it lets only some of them through."""
        return self != SessionFilter()


def parse(text: str, stores: Mapping[str, str]) -> SessionFilter:
    """
    The filter that was typed.

    Args:
        stores: The names of the stores, by id.

    Raises:
        BadFilter: A part of it means nothing.
    """
    words: list[str] = []
    found: dict[str, str] = {}
    for typed in text.split():
        key, colon, value = typed.partition(":")
        if not colon or key not in ("agent", "store", "state"):
            words.append(typed)
        elif not value:
            raise BadFilter(f"{typed} needs a value, such as {_EXAMPLES[key]}.")
        elif key == "agent":
            found["agent"] = value
        elif key == "store":
            found["store_id"] = _store(value, stores)
        elif value not in STATES:
            raise BadFilter(f"A session is {', '.join(STATES)}, not {value}.")
        else:
            found["state"] = STATES[value]
    return SessionFilter(tuple(words), **found)


def _store(text: str, stores: Mapping[str, str]) -> str:
    fitting = [
        store_id
        for store_id, name in stores.items()
        if text.casefold() in name.casefold() or text == store_id
    ]
    if not fitting:
        raise BadFilter(f"No store has {text} in its name.")
    if len(fitting) > 1:
        raise BadFilter(f"{len(fitting)} stores have {text} in their names; type more of one.")
    return fitting[0]


_EXAMPLES = {"agent": "agent:triage", "store": "store:notes", "state": "state:live"}
