"""
Memories as resources of the MCP door: their URIs, and the list of all of them, page by page.

A URI is `memtui://STORE/PATH` with the store's id and the path percent-encoded, so it names one
memory whatever is in its path, and stays true when the store gets another name. A store's name or
slug is understood too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from core.doors.mcp.stores import SeenStores
from core.errors import InvalidRequest
from core.paths import check_path
from core.reading.pages import decode_text_cursor, encode_cursor
from core.records.memories import Memory
from core.workspace import Workspace

SCHEME: Final = "memtui"
TEMPLATE: Final = f"{SCHEME}://{{store}}/{{+path}}"
PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """One memory in the list of resources."""

    store_name: str
    memory: Memory


class Resources:
    """The memories that one client sees."""

    def __init__(self, workspace: Workspace, session_id: str | None) -> None:
        self._workspace = workspace
        self._stores = SeenStores(workspace, session_id)

    def page(self, cursor: str | None) -> tuple[list[Listed], str | None]:
        """
        A page of all memories, store by store, and the cursor of the next one.

        Raises:
            InvalidRequest: The cursor is not one of this list.
        """
        stores = [seen.store for seen in self._stores.all()]
        begin, _, inner = (
            ("", "", "") if cursor is None else decode_text_cursor(cursor).partition(" ")
        )
        ids = [store.id for store in stores]
        if begin and begin not in ids:
            raise InvalidRequest("The store that was listed is gone; list from the beginning.")
        listed: list[Listed] = []
        after: str | None = inner or None
        for store in stores[ids.index(begin) if begin else 0 :]:
            while True:
                page = self._workspace.memories.page(store.id, limit=PAGE - len(listed), page=after)
                after = page.next_page
                listed += [
                    Listed(store.name, item) for item in page.data if isinstance(item, Memory)
                ]
                if len(listed) == PAGE:
                    return listed, self._cursor(ids, store.id, after)
                if after is None:
                    break
        return listed, None

    def read(self, uri: str) -> Memory:
        """
        The memory that a URI names, with its content.

        Raises:
            NotFound: There is none.
            InvalidRequest: It is no URI of a memory.
        """
        store, path = parsed(uri)
        return self._workspace.memories.at_path(self._stores.find(store).store.id, path)

    def uris(self, places: Iterable[tuple[str, str]]) -> frozenset[str]:
        """Every URI by which clients may have asked for memories at some places."""
        names = {seen.store.id: {seen.store.name, seen.slug} for seen in self._stores.all()}
        return frozenset(
            uri_of(name, path)
            for store_id, path in places
            for name in {store_id, *names.get(store_id, ())}
        )

    def _cursor(self, ids: list[str], store_id: str, after: str | None) -> str | None:
        if after is None:
            following = ids.index(store_id) + 1
            if following == len(ids):
                return None
            store_id = ids[following]
        return encode_cursor(f"{store_id} {after or ''}")


def uri_of(store: str, path: str) -> str:
    """The URI of a memory."""
    return f"{SCHEME}://{quote(store, safe='')}{quote(path)}"


def parsed(uri: str) -> tuple[str, str]:
    """
    The store and the path that a URI names.

    Raises:
        InvalidRequest: It names none.
    """
    wrong = InvalidRequest(f"The URI of a memory is {SCHEME}://STORE/PATH, not {uri[:200]!r}.")
    try:
        parts = urlsplit(uri)
        store = unquote(parts.netloc, errors="strict")
        path = unquote(parts.path, errors="strict")
    except ValueError:
        raise wrong from None
    if parts.scheme != SCHEME or not store or parts.query or parts.fragment:
        raise wrong
    return store, check_path(path)


def mime_type(path: str) -> str:
    """What a memory is, by its name."""
    return "text/markdown" if path.endswith(".md") else "text/plain"
