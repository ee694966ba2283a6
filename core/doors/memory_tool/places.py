"""
Where a path of the memory tool leads: `/memories/x` is the memory `/x`. Pure.

With one store, `/memories` is that store. With several, each is a directory below it that is called
as the store's mount: `/memories/org-knowledge/x`. The model's paths are data: they are resolved by
their text alone, and one that climbs above `/memories` is refused even if it would come back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.access.attachments import Access, Attachment
from core.doors.memory_tool import texts
from core.errors import CoreError


class CommandRefused(CoreError):
    """A command of the memory tool could not be done; the sentence is what the model is told."""

    type = "invalid_request_error"


@dataclass(frozen=True, slots=True)
class Mount:
    """A store, and the directory of the memory tool that shows it."""

    store_id: str
    directory: str
    is_read_only: bool = False
    """As it was attached; core decides at every write."""
    about: str | None = None
    """What the model is told of it, where several stand beside each other."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one path leads."""

    shown: str
    """As the model wrote it."""
    mount: Mount | None
    """The store; `None` for what is in none of several."""
    path: str
    """The path in the store; `/` is all of it. Without a store what stands after `/memories`."""

    @property
    def is_root(self) -> bool:
        """Whether it is `/memories` itself, or a whole store in it."""
        return self.path == "/"

    @property
    def prefix(self) -> str:
        """The path as a directory."""
        return self.path if self.is_root else f"{self.path}/"

    @property
    def directory(self) -> str:
        """The path as a listing begins with it."""
        return self.shown.rstrip("/")


def mounts_of(attachments: Sequence[Attachment]) -> tuple[Mount, ...]:
    """The directories of several attached stores."""
    return tuple(
        Mount(
            one.memory_store_id,
            f"{texts.ROOT}/{_name(one)}",
            one.access is Access.READ_ONLY,
            _about(one),
        )
        for one in attachments
    )


def place(mounts: Sequence[Mount], path: str) -> Place:
    """
    Where a path leads.

    Raises:
        CommandRefused: It is not below `/memories`, or climbs out of it.
    """
    parts = path.split("/")
    if parts[:2] != ["", texts.ROOT[1:]]:
        raise CommandRefused(texts.outside(path))
    inside: list[str] = []
    for part in parts[2:]:
        if part == ".." and not inside:
            raise CommandRefused(texts.escaping(path))
        if part == "..":
            inside.pop()
        elif part not in ("", "."):
            inside.append(part)
    resolved = "/".join([texts.ROOT, *inside])
    for mount in mounts:
        if resolved == mount.directory or resolved.startswith(f"{mount.directory}/"):
            return Place(path, mount, resolved[len(mount.directory) :] or "/")
    return Place(path, None, resolved[len(texts.ROOT) :] or "/")


def _name(attachment: Attachment) -> str:
    return attachment.mount_path.rpartition("/")[2]


def _about(attachment: Attachment) -> str:
    access = "read-only" if attachment.access is Access.READ_ONLY else "read-write"
    said = [part for part in (attachment.description, attachment.instructions) if part]
    return " ".join([f"{texts.ROOT}/{_name(attachment)}/ is {access}.", *said])
