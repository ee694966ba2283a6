"""
Values as JSON: the objects of the Managed Agents wire, with our additions beside their keys.

Pure. Every nullable key is always present; times are RFC 3339 in UTC. Used by every door that
speaks JSON, so that the command line and the served workspace print the same objects.
"""

from typing import TypeAlias

from core import errors
from core.access.attachments import Attachment
from core.actors import Actor
from core.changes import Change
from core.errors import CoreError
from core.forgetting.redact import Redaction
from core.overseeing.alarms import Alarm
from core.reading.listing import MemoryPrefix
from core.records.keys import Key
from core.records.memories import Memory
from core.records.sessions import SessionRecord
from core.records.stores import Store
from core.records.versions import Version
from core.search import Match
from core.times import format_if_any, format_time
from core.undoing.deeds import Deed
from core.undoing.undo import SessionUndone

Json: TypeAlias = errors.Json


def store_json(store: Store) -> dict[str, Json]:
    """A memory store."""
    return {
        "id": store.id,
        "type": "memory_store",
        "name": store.name,
        "description": store.description,
        "metadata": {**store.metadata},
        "created_at": format_time(store.created_at),
        "updated_at": format_time(store.updated_at),
        "archived_at": format_if_any(store.archived_at),
    }


def item_json(item: Memory | MemoryPrefix) -> dict[str, Json]:
    """A memory, or a directory in a listing."""
    if isinstance(item, MemoryPrefix):
        return {"type": "memory_prefix", "path": item.path}
    return {
        "id": item.id,
        "type": "memory",
        "memory_store_id": item.memory_store_id,
        "memory_version_id": item.memory_version_id,
        "path": item.path,
        "content": item.content,
        "content_sha256": item.content_sha256,
        "content_size_bytes": item.content_size_bytes,
        "created_at": format_time(item.created_at),
        "updated_at": format_time(item.updated_at),
    }


def version_json(version: Version) -> dict[str, Json]:
    """A memory version, with `seq`, `agent`, `unconditional` and `origin` of ours."""
    return {
        "id": version.id,
        "type": "memory_version",
        "memory_id": version.memory_id,
        "memory_store_id": version.memory_store_id,
        "operation": version.operation,
        "path": version.path,
        "content": version.content,
        "content_sha256": version.content_sha256,
        "content_size_bytes": version.content_size_bytes,
        "created_at": format_time(version.created_at),
        "created_by": actor_json(version.created_by),
        "redacted_at": format_if_any(version.redacted_at),
        "redacted_by": None if version.redacted_by is None else actor_json(version.redacted_by),
        "seq": version.seq,
        "agent": version.agent,
        "session_id": version.created_by.session_id,
        "unconditional": version.unconditional,
        "origin": version.origin,
        "origin_id": version.origin_id,
        "batch": version.batch,
    }


def session_json(session: SessionRecord) -> dict[str, Json]:
    """A session with its attached stores."""
    return {
        "id": session.id,
        "type": "session",
        "agent": session.agent,
        "status": session.status,
        "title": session.title,
        "metadata": {**session.metadata},
        "started_at": format_time(session.started_at),
        "ended_at": format_if_any(session.ended_at),
        "resources": [attachment_json(attachment) for attachment in session.resources],
    }


def change_json(change: Change) -> dict[str, Json]:
    """One row of the change feed."""
    return {
        "seq": change.seq,
        "kind": change.kind,
        "at": format_time(change.at),
        "memory_store_id": change.memory_store_id,
        "subject_id": change.subject_id,
        "created_by": actor_json(change.created_by),
        "agent": change.agent,
        "path": change.path,
        "version_id": change.version_id,
    }


def alarm_json(alarm: Alarm) -> dict[str, Json]:
    """One unusual thing."""
    return {
        "type": "alarm",
        "kind": alarm.kind,
        "memory_store_id": alarm.memory_store_id,
        "agent": alarm.agent,
        "session_id": alarm.session_id,
        "count": alarm.count,
        "path": alarm.path,
        "message": alarm.message,
    }


def deed_json(deed: Deed) -> dict[str, Json]:
    """What a person did in one go."""
    store = deed.archiving
    return {
        "label": deed.label,
        "versions": [version_json(version) for version in deed.versions],
        "store": None
        if store is None
        else {"id": store.store_id, "name": store.name, "archived": store.is_archived},
    }


def session_undone_json(undone: SessionUndone) -> dict[str, Json]:
    """What taking back a session did, and what it kept."""
    return {
        "paths": [*undone.paths],
        "kept": [
            {"memory_id": kept.memory_id, "path": kept.path, "by": kept.by} for kept in undone.kept
        ],
    }


def redaction_json(receipt: Redaction) -> dict[str, Json]:
    """The receipt of a redaction."""
    return {
        "places": [
            {"kind": place.kind, "id": place.id, "field": place.field} for place in receipt.places
        ],
        "masked_versions": [*receipt.masked_versions],
    }


def key_json(key: Key) -> dict[str, Json]:
    """A key, without its secret."""
    return {
        "id": key.id,
        "type": "api_key",
        "name": key.name,
        "is_admin": key.is_admin,
        "session_id": key.session_id,
        "stores": None
        if key.grants is None
        else [{"memory_store_id": store_id, "access": access} for store_id, access in key.grants],
        "created_by": actor_json(key.created_by),
        "created_at": format_time(key.created_at),
        "expires_at": format_if_any(key.expires_at),
        "revoked_at": format_if_any(key.revoked_at),
    }


def match_json(match: Match) -> dict[str, Json]:
    """One line that a search found; `marks` are character spans of the matching words."""
    return {
        "memory_store_id": match.memory_store_id,
        "memory_id": match.memory_id,
        "path": match.path,
        "version_id": match.version_id,
        "line": match.line,
        "text": match.text,
        "marks": [[start, end] for start, end in match.marks],
    }


def actor_json(actor: Actor) -> dict[str, Json]:
    """An actor: its type and, under the key of that type, its id."""
    return {"type": actor.type, actor.type.id_field: actor.id}


def error_json(error: CoreError) -> dict[str, Json]:
    """A refusal: the wire's error type, the sentence, and what the caller needs to go on."""
    return {"type": error.type, "message": str(error), **error.details()}


def attachment_json(attachment: Attachment) -> dict[str, Json]:
    """One attached store."""
    return {
        "type": "memory_store",
        "memory_store_id": attachment.memory_store_id,
        "access": attachment.access,
        "name": attachment.name,
        "description": attachment.description,
        "mount_path": attachment.mount_path,
        "instructions": attachment.instructions,
    }
