"""
Dreamers by their names.
"""

from collections.abc import Mapping

from core.dreams.dream import OFFLINE
from core.dreams.dreamers.base import Dreamer
from core.errors import InvalidRequest

NAMES = (OFFLINE,)
"""Every dreamer there is."""

TOLD: Mapping[str, str] = {OFFLINE: "no key, no network, no model"}
"""What there is to know of each before it is chosen."""

COSTS: Mapping[str, str] = {OFFLINE: "nothing, so there is no budget to set"}
"""What a dream of each costs."""


def check_dreamer(name: str) -> None:
    """
    Check that there is a dreamer of this name, without loading it.

    Raises:
        InvalidRequest: There is none.
    """
    if name not in NAMES:
        raise InvalidRequest(f"There is no dreamer {name!r}; there is {', '.join(NAMES)}.")


def dreamer_named(name: str) -> Dreamer:
    """
    A dreamer by its name.

    Raises:
        InvalidRequest: There is none.
    """
    check_dreamer(name)
    # Imported here: it brings all of the miners, and listing dreams needs none.
    from core.dreams.dreamers.offline import OfflineDreamer

    return OfflineDreamer()
