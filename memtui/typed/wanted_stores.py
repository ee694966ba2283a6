"""
Which stores a session is given and how, as a person types it: `Notes=read_write, Runbooks`. Pure.
"""

from collections.abc import Mapping

from core.access.attachments import Access

_BETWEEN = ","


def typed(stores: Mapping[str, Access]) -> str:
    """Stores with their access as a person would type them."""
    return f"{_BETWEEN} ".join(f"{name}={access.value}" for name, access in stores.items())


def understood(text: str, ids: Mapping[str, str]) -> dict[str, str]:
    """
    The access by store id that is meant; without one, a store may be read and written.

    Args:
        ids: The id of each store that can be attached, by its name.

    Raises:
        ValueError: It cannot be understood, in a sentence.
    """
    wanted: dict[str, str] = {}
    for part in filter(None, map(str.strip, text.split(_BETWEEN))):
        name, access = part, Access.READ_WRITE.value
        if part not in ids and "=" in part:
            name, _, access = (piece.strip() for piece in part.rpartition("="))
        if access not in tuple(Access):
            raise ValueError(f"An access is read_only or read_write, not {access!r}.")
        store_id = ids.get(_full(name, ids))
        if store_id is None:
            raise ValueError(f"There is no store {name!r} that is open; there is {_some(ids)}.")
        if store_id in wanted:
            raise ValueError(f"The store {name!r} stands there twice.")
        wanted[store_id] = access
    return wanted


def _full(name: str, ids: Mapping[str, str]) -> str:
    """A name that only begins with what was typed, if just one does."""
    close = [full for full in ids if full.casefold().startswith(name.casefold())]
    return close[0] if name not in ids and name and len(close) == 1 else name


def _some(names: Mapping[str, str]) -> str:
    shown = list(names)[:4]
    return ", ".join(shown) + (" …" if len(names) > len(shown) else "") if shown else "none"
