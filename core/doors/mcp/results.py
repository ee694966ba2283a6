"""
What the tools of the MCP door give, as types: the objects of `core.wire.objects`, as far as an
agent needs them. Pure.
"""

from typing import Literal

from msgspec import Struct


class Result(Struct, kw_only=True):
    """What a tool answers."""


class StoreItem(Struct, kw_only=True, tag_field="type", tag="memory_store"):
    """A store."""

    id: str
    name: str
    slug: str
    description: str
    access: Literal["read_only", "read_write"]
    instructions: str | None


class MemoryItem(Struct, kw_only=True, tag_field="type", tag="memory"):
    """A memory in a listing."""

    id: str
    path: str
    content_sha256: str
    content_size_bytes: int
    updated_at: str


class PrefixItem(Struct, kw_only=True, tag_field="type", tag="memory_prefix"):
    """A directory in a listing."""

    path: str


class Listing(Result, kw_only=True):
    """What `list` answers."""

    memory_store_id: str | None
    data: list[StoreItem | MemoryItem | PrefixItem]
    next_page: str | None


class Read(Result, kw_only=True):
    """What `read` answers."""

    memory_store_id: str
    id: str
    memory_version_id: str
    path: str | None
    content: str | None
    content_sha256: str | None
    content_size_bytes: int | None
    updated_at: str


class Written(Result, kw_only=True):
    """What `write` answers."""

    memory_store_id: str
    id: str
    memory_version_id: str
    path: str
    content_sha256: str
    content_size_bytes: int
    created: bool


class Edited(Result, kw_only=True):
    """
    What `edit` answers.

    A long text is left out, and then its hash too: whoever has not seen what others wrote must not
    be able to replace it.
    """

    memory_store_id: str
    id: str
    memory_version_id: str
    path: str
    content: str | None
    content_sha256: str | None
    content_size_bytes: int


class Match(Struct, kw_only=True):
    """A line that was found."""

    memory_store_id: str
    memory_id: str
    path: str | None
    version_id: str
    line: int
    text: str


class Found(Result, kw_only=True):
    """What `search` answers."""

    data: list[Match]
    has_more: bool


class Version(Struct, kw_only=True):
    """One change of a memory."""

    id: str
    memory_id: str
    seq: int
    operation: Literal["created", "modified", "deleted"]
    path: str | None
    content_sha256: str | None
    content_size_bytes: int | None
    created_at: str
    created_by: dict[str, str]
    agent: str | None
    session_id: str | None


class History(Result, kw_only=True):
    """What `history` answers."""

    memory_store_id: str
    data: list[Version]
    next_page: str | None


class BlamedLine(Struct, kw_only=True):
    """A line and who last changed it."""

    line: int
    text: str
    version_id: str
    created_at: str
    created_by: dict[str, str]
    agent: str | None
    session_id: str | None


class Blame(Result, kw_only=True):
    """What `blame` answers."""

    memory_store_id: str
    path: str
    lines: int
    data: list[BlamedLine]


class Side(Struct, kw_only=True):
    """A text of a conflict; without one there was, or is, no memory."""

    content: str | None
    content_sha256: str | None


class Merged(Struct, kw_only=True):
    """Both sides in one text; where they conflict, with markers."""

    clean: bool
    content: str | None


class ConflictItem(Struct, kw_only=True):
    """A refused write."""

    id: str
    state: str
    kind: str
    memory_store_id: str
    memory_id: str | None
    path: str
    attempts: int
    created_at: str


class Sides(ConflictItem, kw_only=True):
    """A refused write with its texts."""

    base: Side
    theirs: Side
    mine: Side
    merged: Merged


class Conflicts(Result, kw_only=True):
    """What `conflicts` answers: a page of them, or one."""

    data: list[ConflictItem] = []
    next_page: str | None = None
    conflict: Sides | None = None
