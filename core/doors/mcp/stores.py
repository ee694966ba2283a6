"""
The stores that a client of the MCP door sees, and how it may call them.

A store is called by its id, its name or its slug; by none of them when there is only one. Only
public methods of a workspace are used, so a served one will do as well as a local one.
"""

from dataclasses import dataclass

from core.access.attachments import Access, Attachment, mount_slug
from core.errors import InvalidRequest, Json, NotFound
from core.records.stores import Store
from core.workspace import Workspace


class AmbiguousStore(InvalidRequest):
    """A name or slug fits several stores, or none was named and there are several."""

    def __init__(self, said: str, stores: list["SeenStore"]) -> None:
        listed = ", ".join(f"{seen.store.id} ({seen.store.name})" for seen in stores)
        super().__init__(f"{said}; name one by its id: {listed}.")
        self.store_ids = [seen.store.id for seen in stores]

    def details(self) -> dict[str, Json]:
        return {"memory_store_ids": [*self.store_ids]}


@dataclass(frozen=True, slots=True)
class SeenStore:
    """A store as this client sees it."""

    store: Store
    attachment: Attachment | None
    """How it is attached, when the client acts as a session."""

    @property
    def slug(self) -> str:
        """Its name as a directory."""
        if self.attachment is not None:
            return self.attachment.mount_path.rpartition("/")[2]
        return mount_slug(self.store.name) or self.store.id.partition("_")[2].lower()

    @property
    def access(self) -> Access:
        """What may be done with it, as far as can be told before it is tried."""
        if self.store.archived_at is not None:
            return Access.READ_ONLY
        return Access.READ_WRITE if self.attachment is None else self.attachment.access


class SeenStores:
    """The stores of a workspace for one client."""

    def __init__(self, workspace: Workspace, session_id: str | None) -> None:
        self._workspace = workspace
        self._session_id = session_id

    def all(self) -> list[SeenStore]:
        """Every store, newest first; archived ones can still be read."""
        attached: dict[str, Attachment] = {}
        if self._session_id is not None:
            record = self._workspace.sessions.retrieve(self._session_id)
            attached = {one.memory_store_id: one for one in record.resources}
        stores = self._workspace.stores.list(include_archived=True)
        return [SeenStore(store, attached.get(store.id)) for store in stores]

    def find(self, text: str | None) -> SeenStore:
        """
        The store that a client means.

        Raises:
            NotFound: There is none.
            AmbiguousStore: There are several.
        """
        stores = self.all()
        if text is None:
            fitting = [seen for seen in stores if seen.store.archived_at is None] or stores
            said, missing = "There are several stores", NotFound("There is no memory store here.")
        else:
            by_id = [seen for seen in stores if seen.store.id == text]
            fitting = by_id or [seen for seen in stores if text in (seen.store.name, seen.slug)]
            said = f"{text} fits several stores"
            missing = NotFound(f"There is no store {text}; the tool `list` shows those there are.")
        match fitting:
            case [one]:
                return one
            case []:
                raise missing
            case _:
                raise AmbiguousStore(said, fitting)


def store_json(seen: SeenStore) -> dict[str, Json]:
    """A store as the tool `list` shows it."""
    attachment = seen.attachment
    return {
        "type": "memory_store",
        "id": seen.store.id,
        "name": seen.store.name,
        "slug": seen.slug,
        "description": seen.store.description,
        "access": seen.access.value,
        "instructions": None if attachment is None else attachment.instructions,
    }
