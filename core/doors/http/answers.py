"""
What the wire answers, as shapes for the OpenAPI document. Nothing is made from them.

The answers themselves are made by `core.wire.objects`; the contract tests hold each against its
shape.
"""

from typing import Any, Literal

from msgspec import Struct

from core.access.attachments import Access
from core.actors import ActorType
from core.records.origins import Operation

Time = str


class StoreAnswer(Struct):
    """A memory store."""

    id: str
    type: Literal["memory_store"]
    name: str
    description: str
    metadata: dict[str, str]
    created_at: Time
    updated_at: Time
    archived_at: Time | None


class MemoryAnswer(Struct):
    """A memory; its content is null in a basic view."""

    id: str
    type: Literal["memory"]
    memory_store_id: str
    memory_version_id: str
    path: str
    content: str | None
    content_sha256: str
    content_size_bytes: int
    created_at: Time
    updated_at: Time


class ActorAnswer(Struct):
    """Who acted; the id stands under the name of its kind."""

    type: ActorType


class VersionAnswer(Struct):
    """A version of a memory."""

    id: str
    type: Literal["memory_version"]
    memory_id: str
    memory_store_id: str
    operation: Operation
    path: str | None
    content: str | None
    content_sha256: str | None
    content_size_bytes: int | None
    created_at: Time
    created_by: ActorAnswer
    redacted_at: Time | None
    redacted_by: ActorAnswer | None


class DeletedAnswer(Struct):
    """What is gone."""

    id: str
    type: Literal["memory_store_deleted", "memory_deleted", "session_deleted"]


class ResourceAnswer(Struct):
    """A store that is attached to a session."""

    type: Literal["memory_store"]
    memory_store_id: str
    access: Access
    name: str
    description: str
    mount_path: str
    instructions: str | None


class SessionAnswer(Struct):
    """A session."""

    id: str
    type: Literal["session"]
    agent: dict[str, Any]
    environment_id: str
    status: Literal["idle", "running", "rescheduling", "terminated"]
    resources: list[ResourceAnswer]
    stats: dict[str, Any]
    usage: dict[str, Any]
    title: str | None
    metadata: dict[str, str]
    created_at: Time
    updated_at: Time
    archived_at: Time | None


class DreamAnswer(Struct):
    """A dream."""

    id: str
    type: Literal["dream"]
    status: Literal["pending", "running", "completed", "failed", "canceled"]
    inputs: list[dict[str, Any]]
    outputs: list[dict[str, Any]]
    model: dict[str, Any]
    instructions: str | None
    output_behavior: dict[str, Any]
    session_id: str | None
    created_at: Time
    ended_at: Time | None
    archived_at: Time | None
    usage: dict[str, int]
    error: dict[str, Any] | None


class PageAnswer(Struct):
    """A page of a list; `next_page` is null on the last one."""

    data: list[dict[str, Any]]
    next_page: str | None


class ErrorBody(Struct):
    """What went wrong, in the wire's own words; some have more beside them."""

    type: str
    message: str


class ErrorAnswer(Struct):
    """The envelope of every refusal."""

    type: Literal["error"]
    error: ErrorBody
    request_id: str | None


SHAPES: dict[str, type[Struct]] = {
    "memory_store": StoreAnswer,
    "memory": MemoryAnswer,
    "memory_version": VersionAnswer,
    "deleted": DeletedAnswer,
    "session": SessionAnswer,
    "dream": DreamAnswer,
}
"""By the name that a route gives its answer; `..._page` is a page, and any other an object."""
