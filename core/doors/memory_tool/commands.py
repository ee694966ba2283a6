"""
The six commands of the memory tool on the stores of a session, without the SDK around them.

Each gives the text that the model is told, or raises a `CoreError` whose sentence is that text.
Edits run inside the write, on the text as it is then, so two models that edit one file lose
nothing; a directory is moved or deleted in one transaction.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from core.doors.memory_tool import texts
from core.doors.memory_tool.edits import Insertion, Replacement, replaced_at
from core.doors.memory_tool.listing import two_levels
from core.doors.memory_tool.places import CommandRefused, Mount, Place, mounts_of, place
from core.errors import InvalidRequest, NotFound
from core.handle import Session
from core.paths import check_path
from core.records.memories import Memory
from core.texts.edits import Edit
from core.writing.lost_writes import PathConflict

ATTEMPTS = 3
"""How often a file is looked for that others move away and make anew."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Something is below the path."""


class MemoryCommands:
    """What a model may ask of the stores it is given."""

    def __init__(self, session: Session, store_id: str | None = None) -> None:
        """
        The commands on one attached store, or on all of them.

        A store that is attached to the session later needs new commands to be seen.

        Raises:
            InvalidRequest: The session has no store.
            NotFound: The store is not attached to it.
        """
        attached = session.record.resources
        if store_id is None and not attached:
            raise InvalidRequest(
                f"The session {session.id} has no memory store; start one with a store attached."
            )
        self._memories = session.memories
        if store_id is None and len(attached) > 1:
            self._mounts = mounts_of(attached)
        else:
            only = store_id or attached[0].memory_store_id
            self._memories.page(only, limit=1)
            self._mounts = (Mount(only, texts.ROOT),)

    def view(self, path: str, view_range: Sequence[int] | None = None) -> str:
        """A file with line numbers, or two levels of a directory."""
        at = place(self._mounts, path)
        if at.mount is None and at.is_root:
            return self._view_stores(at)
        found = self._find(at)
        if found is None:
            raise CommandRefused(texts.missing(path))
        if isinstance(found, Memory):
            shown = texts.file(path, found.content or "", view_range)
            if shown is None:
                raise CommandRefused(texts.too_long(path))
            return shown
        assert at.mount is not None
        files = self._files(at.mount, at.prefix)
        return texts.listing(at.directory, two_levels(at.directory, files))

    def create(self, path: str, content: str) -> str:
        """Make a file where nothing is."""
        at = place(self._mounts, path)
        if at.is_root:
            raise CommandRefused(texts.occupied(path))
        mount = self._mount(at, "create")
        try:
            self._memories.create(mount.store_id, at.path, content)
        except PathConflict as conflict:
            if _is_above(conflict.conflicting_path, at.path):
                raise CommandRefused(_through_file("create", at, mount, conflict)) from None
            raise CommandRefused(texts.occupied(path)) from None
        except InvalidRequest as error:
            raise CommandRefused(f"Cannot create {path}: {error}") from None
        return texts.created(path)

    def str_replace(self, path: str, old: str, new: str) -> str:
        """Replace a text that occurs exactly once in a file."""
        before, after = self._edited(path, Replacement(old, new, path))
        was, now = before.content or "", after.content or ""
        return texts.snippet(now, replaced_at(was, now, old, new))

    def insert(self, path: str, line: int, text: str) -> str:
        """Add lines after a line of a file; 0 is its top."""
        # One line end, also after an empty line, as in the reference implementation.
        self._edited(path, Insertion(line, text.rstrip("\n") + "\n"))
        return texts.inserted(path)

    def delete(self, path: str) -> str:
        """Delete a file, or everything in a directory."""
        at = place(self._mounts, path)
        if at.is_root:
            raise CommandRefused(texts.kept_root("delete", self._root(at)))
        found = self._find(at)
        try:
            match found:
                case Memory():
                    self._memories.delete(found.id, at=found.path)
                case Directory():
                    assert at.mount is not None
                    self._memories.delete_directory(at.mount.store_id, at.prefix)
                case None:
                    raise CommandRefused(texts.gone(path))
        except NotFound:
            raise CommandRefused(texts.gone(path)) from None
        return texts.deleted(path)

    def rename(self, old: str, new: str) -> str:
        """Move a file or a directory to where nothing is."""
        source, target = place(self._mounts, old), place(self._mounts, new)
        if source.is_root:
            raise CommandRefused(texts.kept_root("rename", self._root(source)))
        if target.is_root or self._find(target) is not None:
            raise CommandRefused(texts.destination_occupied(new))
        found = self._find(source)
        if found is None:
            raise CommandRefused(texts.gone(old))
        mount = self._mount(target, "rename")
        assert source.mount is not None
        if mount != source.mount:
            raise CommandRefused(
                f"Cannot rename {old} to {new}: they are in different memory stores. Create the new"
                " file, then delete the old one."
            )
        try:
            if isinstance(found, Memory):
                self._memories.update(found.id, path=target.path, at=found.path)
            else:
                self._memories.rename_directory(mount.store_id, source.prefix, target.prefix)
        except NotFound:
            raise CommandRefused(texts.gone(old)) from None
        except PathConflict as conflict:
            if _is_above(conflict.conflicting_path, target.path):
                raise CommandRefused(_through_file("rename", target, mount, conflict)) from None
            raise CommandRefused(texts.destination_occupied(new)) from None
        except InvalidRequest as error:
            raise CommandRefused(f"Cannot rename {old} to {new}: {error}") from None
        return texts.renamed(old, new)

    def clear(self) -> str:
        """
        Delete every memory of the stores that may be written, each in one transaction.

        Raises:
            NotPermitted: None may be written.
        """
        kept = [mount.directory for mount in self._mounts if mount.is_read_only]
        for mount in [one for one in self._mounts if not one.is_read_only] or self._mounts:
            with suppress(NotFound):  # it is empty
                self._memories.delete_directory(mount.store_id, "/")
        return texts.cleared(kept)

    def _view_stores(self, at: Place) -> str:
        names = {mount: mount.directory[len(texts.ROOT) + 1 :] for mount in self._mounts}
        files = (
            (f"{name}/{path}", size)
            for mount, name in names.items()
            for path, size in self._files(mount, "/")
        )
        shown = two_levels(at.directory, files, names.values())
        about = "\n".join(mount.about for mount in self._mounts if mount.about)
        return f"{texts.listing(at.directory, shown)}\n\n{about}"

    def _files(self, mount: Mount, prefix: str) -> Iterator[tuple[str, int]]:
        for item in self._memories.list(mount.store_id, prefix):
            if isinstance(item, Memory):
                yield item.path[len(prefix) :], item.content_size_bytes

    def _find(self, at: Place) -> Memory | Directory | None:
        if at.is_root:
            return Directory()
        try:
            check_path(at.path)
        except InvalidRequest:
            return None  # there can be nothing
        if at.mount is None:
            return None
        try:
            return self._memories.at_path(at.mount.store_id, at.path)
        except NotFound:
            below = self._memories.page(at.mount.store_id, at.prefix, limit=1)
            return Directory() if below.data else None

    def _file(self, path: str) -> Memory:
        match self._find(place(self._mounts, path)):
            case Memory() as memory:
                return memory
            case Directory():
                raise CommandRefused(texts.not_a_file(path))
            case None:
                raise CommandRefused(texts.missing(path))

    def _edited(self, path: str, edit: Edit) -> tuple[Memory, Memory]:
        """A file as it was found, and after an edit."""
        for _ in range(ATTEMPTS):
            before = self._file(path)
            try:
                return before, self._memories.edit(before.id, edit, at=before.path)
            except NotFound:
                continue  # it went meanwhile: look at what stands there now
            except InvalidRequest as error:
                raise CommandRefused(f"Cannot edit {path}: {error}") from None
        raise CommandRefused(texts.missing(path))

    def _mount(self, at: Place, verb: str) -> Mount:
        if at.mount is not None:
            return at.mount
        stores = ", ".join(mount.directory for mount in self._mounts)
        raise CommandRefused(
            f"Cannot {verb} {at.shown}: a file stands in one of the memory stores, {stores}."
        )

    def _root(self, at: Place) -> str:
        return texts.ROOT if at.mount is None else at.mount.directory


def _is_above(path: str, other: str) -> bool:
    return other.startswith(f"{path}/")


def _through_file(verb: str, at: Place, mount: Mount, conflict: PathConflict) -> str:
    file = f"{mount.directory}{conflict.conflicting_path}"
    goal = "to " if verb == "rename" else ""
    return f"Cannot {verb} {goal}{at.shown}: {file} is a file, not a directory."
