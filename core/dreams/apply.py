"""
Applying a review: the accepted hunks as new versions, in one transaction, or nothing.

What is written is what the plan says, against the store as it is inside the transaction. Afterwards
the texts are read back and compared with those from before; a line that nobody answers for takes
everything back.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict
from functools import partial

from core import ids
from core.context import Context
from core.dreams import rows
from core.dreams.reviewing.applying import FilePlan, Plan, plan
from core.dreams.reviewing.looking import Look
from core.dreams.reviewing.moved import HunksConflict, ReviewMoved
from core.dreams.reviewing.permitted import refuse_agents
from core.dreams.reviewing.policy import Policy
from core.dreams.reviewing.receipts import Receipt, Unaccounted, receipt
from core.errors import Json
from core.records import heads
from core.records.heads import Head
from core.records.origins import Note, Origin
from core.storage.sqlite import Connection
from core.text import checked_text
from core.times import format_time
from core.writing import record


def preview(
    context: Context,
    connection: Connection,
    look: Look,
    policy: Policy,
    only: Collection[str] | None = None,
) -> Receipt:
    """What applying would do now; nothing is written."""
    planned = plan(look, context.scope.actor, policy, only=only)
    before = {file.path: file.before for file in planned.files if file.head is not None}
    after = {
        file.target: file.after
        for file in planned.files
        if file.after is not None and (file.head is not None or file.is_changed)
    }
    contents = _contents(connection, look.dream.memory_store_id)
    others = partial(_unchanged, connection, contents, before)
    return receipt(look.dream.id, planned, before, after, others=others)


def apply(
    context: Context,
    connection: Connection,
    look: Look,
    policy: Policy,
    *,
    only: Collection[str] | None = None,
    skip_conflicts: bool = False,
    shown: Receipt | None = None,
) -> Receipt:
    """
    Write what is accepted, inside a transaction of the caller.

    Args:
        shown: What `preview` said; only that is done.

    Raises:
        ReviewMoved: Something else than what was shown would be done.
        NotPermitted: This actor may not write there, or may not approve.
        HunksConflict: An accepted hunk conflicts, and that was not to be skipped.
        InvalidRequest: A text would break a limit.
        Unaccounted: The result is not what was decided.
    """
    refuse_agents(context, look, policy)
    context.scope.require_writable(connection, look.dream.memory_store_id)
    if shown is not None and preview(context, connection, look, policy, only=only) != shown:
        raise ReviewMoved
    planned = plan(look, context.scope.actor, policy, only=only)
    if planned.conflicts and not skip_conflicts:
        raise HunksConflict(planned.conflicts)
    if not planned.parts:
        return receipt(look.dream.id, planned, {}, {})
    apply_id = context.new_id(ids.BATCH)
    before = _contents(connection, look.dream.memory_store_id)
    written = _write(context, connection, look, planned, apply_id)
    after = _contents(connection, look.dream.memory_store_id)
    texts_after = _texts(connection, after, before, planned)
    done = receipt(
        look.dream.id,
        planned,
        _texts(connection, before, after, planned),
        texts_after,
        others=partial(_unchanged, connection, after, texts_after),
        apply_id=apply_id,
        versions=tuple(written.values()),
    )
    if done.unaccounted:
        raise Unaccounted(done.unaccounted)
    _keep(context, connection, look, planned, done, written)
    rows.record(context, connection, "review.applied", look.dream.id, look.dream.memory_store_id)
    return done


def _write(
    context: Context, connection: Connection, look: Look, planned: Plan, apply_id: str
) -> dict[str, str]:
    """Write every file that changes, and give the versions by the path before."""
    note = Note(origin=Origin.DREAM, origin_id=look.dream.id, batch=apply_id)
    store_id = look.dream.memory_store_id
    # What goes comes first, so that its path is free.
    files = sorted(planned.files, key=lambda file: (file.after is not None, file.head is None))
    limit = context.limits.memories_per_store
    new = sum(file.head is None for file in files) - sum(file.after is None for file in files)
    if new > 0:
        heads.check_room(connection, store_id, limit, new)
    return {
        file.path: _write_file(context, connection, store_id, file, note)
        for file in files
        if file.is_changed
    }


def _write_file(
    context: Context, connection: Connection, store_id: str, file: FilePlan, note: Note
) -> str:
    if file.after is None:
        assert file.head is not None
        return record.delete(context, connection, file.head, note)
    text = checked_text(file.after, context.limits.content_bytes)
    if file.head is None:
        return record.create(context, connection, store_id, file.target, text, note).version_id
    head: Head = record.modify(
        context,
        connection,
        file.head,
        path=None if file.target == file.head.path else file.target,
        text=None if text.sha256 == file.head.content_sha256 else text,
        note=note,
    )
    return head.version_id


def _contents(connection: Connection, store_id: str) -> dict[str, int]:
    """Which content stands at each path of a store."""
    return dict(
        connection.execute(
            "SELECT path, content_seq FROM memories WHERE store_id = ?", (store_id,)
        ).fetchall()
    )


def _texts(
    connection: Connection, contents: Mapping[str, int], others: Mapping[str, int], planned: Plan
) -> dict[str, str]:
    """The texts of one state of the store, but for files that are the same in the other one."""
    named = {claim.path for claim in planned.claims} | {move.path for move in planned.moves}
    return {
        path: heads.content(connection, seq)
        for path, seq in contents.items()
        if path in named or others.get(path) != seq
    }


def _unchanged(
    connection: Connection, contents: Mapping[str, int], besides: Collection[str]
) -> dict[str, str]:
    """The texts of a store but for some paths."""
    return {
        path: heads.content(connection, seq)
        for path, seq in contents.items()
        if path not in besides
    }


def _keep(
    context: Context,
    connection: Connection,
    look: Look,
    planned: Plan,
    done: Receipt,
    written: Mapping[str, str],
) -> None:
    actor = context.scope.actor
    number = connection.execute(
        "INSERT INTO applies (id, dream, after_verdict, actor_type, actor_id, created_at, receipt)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            done.apply_id,
            look.number,
            max((one.number for one in look.review.done), default=0),
            actor.type.value,
            actor.id,
            format_time(context.clock()),
            json.dumps(_remembered(done), ensure_ascii=False),
        ),
    ).lastrowid
    for file in planned.files:
        version_id = written.get(file.path)
        connection.executemany(
            "INSERT INTO applied_hunks (apply, hunk_id, change_id, version_id, approved_by)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                (
                    number,
                    part.id,
                    part.hunk.change_id,
                    version_id,
                    json.dumps([asdict(one) for one in part.approvers], ensure_ascii=False),
                )
                for part in file.parts
            ],
        )
        if version_id is not None and file.after is not None:
            connection.executemany(
                "INSERT INTO anchors (apply, hunk_id, version_id, start) VALUES (?, ?, ?, ?)",
                [(number, part_id, version_id, start) for part_id, start in file.anchors.items()],
            )


def _remembered(done: Receipt) -> Json:
    """What is kept of a receipt: numbers and places; the texts are in the versions."""
    return {
        "applied_changes": done.applied_changes,
        "applied_hunks": done.applied_hunks,
        "kept_lines": done.kept_lines,
        "removed_lines": done.removed_lines,
        "moved_lines": done.moved_lines,
        "merged_lines": done.merged_lines,
        "added_lines": done.added_lines,
        "unaccounted": done.unaccounted,
        "files": [asdict(file) for file in done.files],
        "versions": [*done.versions],
    }
