"""
What people call things on the command line: a store by id, name or slug, a memory by its path, a
version by its id.
"""

from typing import TYPE_CHECKING

import click

from core.access.attachments import mount_slug
from core.errors import InvalidRequest, NotFound
from core.paths import check_path, check_prefix
from core.reading.version_filter import VersionFilter
from core.records.stores import Store
from core.records.versions import Version
from core.wire.objects import Json

if TYPE_CHECKING:
    from core import Workspace

_SHORTEST = 4
"""Characters that a shortened id has at least."""
_SHOWN = 6


class AmbiguousStore(click.UsageError):
    """A name or slug fits several stores."""

    def __init__(self, text: str, stores: list[Store]) -> None:
        listed = "\n".join(
            f"  {store.id}  {store.name}" + (" (archived)" if store.archived_at else "")
            for store in stores
        )
        self.details: dict[str, Json] = {"memory_store_ids": [store.id for store in stores]}
        super().__init__(f"{text!r} fits several stores; name one by its id:\n{listed}")


def find_store(workspace: "Workspace", text: str) -> Store:
    """
    The store that an id, a name or a slug means, among those this actor sees.

    Raises:
        NotFound: There is none.
        AmbiguousStore: There are several.
    """
    if text.startswith("memstore_"):
        try:
            return workspace.stores.retrieve(text)
        except NotFound:
            pass  # somebody may have named a store so
    stores = list(workspace.stores.list(include_archived=True))
    fitting = [store for store in stores if text in (store.name, _slug(store))]
    if len(fitting) > 1:
        raise AmbiguousStore(text, fitting)
    if not fitting:
        raise NotFound(f"There is no store {text}; `memtui store list` shows those there are.")
    return fitting[0]


def hidden_store(workspace: "Workspace", text: str) -> str | None:
    """The id of a store that a session means without having it attached, if that can be told."""
    scope = workspace.context.scope
    if scope.session_id is None:
        return None
    if text.startswith("memstore_"):
        return text
    if not workspace.is_here:
        return None
    everything = type(workspace)(workspace.context.acting_as(scope.actor))
    try:
        return find_store(everything, text).id
    except (NotFound, AmbiguousStore):
        return None


def store_names(workspace: "Workspace") -> dict[str, str]:
    """What the stores that this actor sees are called, by id; archived ones too."""
    return {store.id: store.name for store in workspace.stores.list(include_archived=True)}


def is_directory(path: str) -> bool:
    """Whether a PATH means a directory."""
    return path.endswith("/")


def prefix_of(text: str) -> str:
    """
    The directory that a PREFIX means: `/notes` is `/notes/`.

    Raises:
        InvalidRequest: It breaks a rule of paths.
    """
    if text and not text.startswith("/"):
        check_path(text)  # whose refusal repeats what was typed
    return check_prefix(text if text.endswith("/") else f"{text}/")


def memory_or_directory(workspace: "Workspace", store: Store, path: str) -> str:
    """
    What a PATH means that may be either: `/notes` is `/notes/` where no memory ever was.

    Raises:
        InvalidRequest: It breaks a rule of paths.
    """
    if is_directory(path):
        return check_prefix(path)
    try:
        workspace.versions.memory_at(store.id, check_path(path))
    except NotFound:
        below = VersionFilter(path=f"{path}/")
        if workspace.versions.page(store.id, below, limit=1).data:
            return f"{path}/"
    return path


def seq_of(workspace: "Workspace", at: str) -> int:
    """
    The change that `--at` means; of one that is still to come stderr says so, and now is shown.

    Raises:
        InvalidRequest: It is neither a number nor a time.
    """
    seq, newest = workspace.asof.resolve(at), workspace.changes.last_seq()
    if seq > newest:
        click.echo(f"There is no change #{at} yet; the newest is #{newest}.", err=True)
    return seq


def checked(path: str) -> str:
    """
    The path of one memory.

    Raises:
        InvalidRequest: It breaks a rule of paths.
    """
    return check_path(path)


def history(workspace: "Workspace", store: Store, path: str) -> list[Version]:
    """
    Everything that is known of a path, newest first, without contents.

    The whole life of the memory that is there (or was the last one), under all its paths and back
    through the memory it was restored from; and what other memories did at this path.

    Raises:
        NotFound: There never was a memory.
    """
    memory_id = workspace.versions.memory_at(store.id, checked(path))
    life = workspace.versions.history(memory_id, view="basic")
    found = {version.seq: version for version in life}
    wanted = VersionFilter(path=path)
    cursor: str | None = None
    while True:
        page = workspace.versions.page(store.id, wanted, limit=100, page=cursor)
        found.update({version.seq: version for version in page.data})
        cursor = page.next_page
        if cursor is None:
            return [found[seq] for seq in sorted(found, reverse=True)]


def version_of(workspace: "Workspace", store: Store, path: str, version_id: str) -> Version:
    """
    A version of what is or was at a path, with its content.

    Raises:
        NotFound: There is no such version of it.
    """
    wanted = among(history(workspace, store, path), path, version_id)
    return workspace.versions.retrieve(wanted.id)


def among(known: list[Version], path: str, version_id: str) -> Version:
    """
    The version with an id, or the only one whose id begins or ends so, of those known of a path.

    Raises:
        NotFound: It is none of them.
        UsageError: It is short for several.
    """
    fitting = [version for version in known if version.id == version_id]
    if not fitting and len(version_id) >= _SHORTEST:
        begins = version_id if version_id.startswith("memver_") else f"memver_{version_id}"
        fitting = [one for one in known if one.id.startswith(begins) or one.id.endswith(version_id)]
    if len(fitting) > 1:
        listed = "\n".join(f"  {version.id}" for version in fitting[:_SHOWN])
        raise click.UsageError(f"{version_id!r} fits several versions of {path}:\n{listed}")
    if fitting:
        return fitting[0]
    raise NotFound(
        f"There is no version {version_id} of {path}; `memtui log` shows those there are."
    )


def content_of(version: Version) -> str:
    """
    The content of a version; what a deletion left is no text, which here is an error.

    Raises:
        InvalidRequest: It has none.
    """
    if version.content is None:
        what = "was redacted" if version.redacted_at is not None else "is a deletion"
        raise InvalidRequest(f"The version {version.id} {what}, so it has no content.")
    return version.content


def _slug(store: Store) -> str:
    return mount_slug(store.name) or store.id.partition("_")[2].lower()
