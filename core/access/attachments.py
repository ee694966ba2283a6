"""
Stores as sessions have them: with which access, under which name, and at which path.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.access.scope import StoreArchived, unknown_store
from core.errors import InvalidRequest
from core.labels import check_instructions
from core.limits import Limits
from core.storage.sqlite import Connection


class Access(StrEnum):
    """What a session may do with an attached store."""

    READ_ONLY = "read_only"
    READ_WRITE = "read_write"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A store as a session sees it; name and description are those of the moment it attached."""

    memory_store_id: str
    access: Access
    name: str
    description: str
    mount_path: str
    instructions: str | None


@dataclass(frozen=True, slots=True)
class Attach:
    """A wish to attach a store, when the access alone does not say everything."""

    access: Access = Access.READ_WRITE
    instructions: str | None = None


def mount_slug(name: str) -> str:
    """A store's directory name: lower case, runs of other than ASCII letters and digits as `-`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def wanted_of(wish: str | Attach, limits: Limits) -> Attach:
    """
    A wish in full.

    Raises:
        InvalidRequest: There is no such access, or a rule about instructions is broken.
    """
    wanted = wish if isinstance(wish, Attach) else Attach(_access(wish))
    if wanted.instructions is not None:
        check_instructions(wanted.instructions, limits)
    return wanted


def _access(value: str) -> Access:
    try:
        return Access(value)
    except ValueError:
        raise InvalidRequest(f"An access is 'read_only' or 'read_write', not {value!r}.") from None


def attachments_to_make(
    connection: Connection, wishes: Mapping[str, Attach], taken: set[str]
) -> list[Attachment]:
    """
    Stores as a session would have them; their mount paths are added to `taken`.

    Raises:
        NotFound: One does not exist.
        StoreArchived: One is archived.
    """
    attachments: list[Attachment] = []
    for store_id, wish in wishes.items():
        row = connection.execute(
            "SELECT name, description, archived_at FROM stores WHERE id = ?", (store_id,)
        ).fetchone()
        if row is None:
            raise unknown_store(store_id)
        name, description, archived_at = row
        if archived_at is not None:
            raise StoreArchived(f"The store {store_id} is archived and cannot be attached.")
        mount_path = _free_mount(mount_slug(name) or store_id.partition("_")[2].lower(), taken)
        attachments.append(
            Attachment(store_id, wish.access, name, description, mount_path, wish.instructions)
        )
    return attachments


def _free_mount(slug: str, taken: set[str]) -> str:
    candidate, number = slug, 2
    while candidate in taken:
        candidate, number = f"{slug}-{number}", number + 1
    taken.add(candidate)
    return f"/mnt/memory/{candidate}"


def attach_another(
    connection: Connection,
    session_id: str,
    attached: Sequence[Attachment],
    store_id: str,
    wish: Attach,
    limits: Limits,
) -> None:
    """
    Attach a store to a session beside those it has; one that it has gets what is wished now.

    Raises:
        NotFound: The store does not exist.
        StoreArchived: It is archived.
        InvalidRequest: The session has as many stores as it may.
    """
    others = [one for one in attached if one.memory_store_id != store_id]
    if len(others) >= limits.stores_per_session:
        raise InvalidRequest(
            f"A session has at most {limits.stores_per_session} stores; this one has {len(others)}."
        )
    taken = {one.mount_path.rpartition("/")[2] for one in attached}
    [made] = attachments_to_make(connection, {store_id: wish}, taken)
    if len(others) == len(attached):
        insert_attachments(connection, session_id, [made], len(others))
    else:
        connection.execute(
            "UPDATE attachments SET access = ?, instructions = ?"
            " WHERE session_id = ? AND store_id = ?",
            (made.access, made.instructions, session_id, store_id),
        )


def insert_attachments(
    connection: Connection, session_id: str, attachments: Sequence[Attachment], start: int = 0
) -> None:
    """Attach stores to a session, behind the `start` that it has."""
    connection.executemany(
        "INSERT INTO attachments (session_id, position, store_id, access, instructions, name,"
        " description, mount_path) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                session_id,
                position,
                attachment.memory_store_id,
                attachment.access,
                attachment.instructions,
                attachment.name,
                attachment.description,
                attachment.mount_path,
            )
            for position, attachment in enumerate(attachments, start)
        ],
    )
