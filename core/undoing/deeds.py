"""
What a user did, in the order of doing it, read from the history: the stacks of undo and redo.

Nothing is kept apart for it, so it survives a restart and also holds what was done on the command
line: versions that the user wrote, and stores that the user archived or opened again.
"""

from dataclasses import dataclass

from core import archives
from core.archives import Archiving
from core.context import Context
from core.records.origins import Origin
from core.records.versions import SELECT, Version, version_of
from core.storage.sqlite import Connection

DEPTH = 2_000
"""How many of a user's newest versions the stacks are replayed from."""

_NOT_DONE_BY_HAND = (Origin.IMPORT, Origin.REDACTION, Origin.DREAM_UNDO)


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person did in one go: versions, oldest first, or one store archived or reopened."""

    versions: tuple[Version, ...]
    archiving: Archiving | None = None

    @property
    def label(self) -> str:
        """What it was, for a person."""
        if self.archiving is not None:
            verb = "archiving" if self.archiving.is_archived else "opening"
            again = "" if self.archiving.is_archived else " again"
            return f"{verb} the store {self.archiving.name}{again}"
        first = self.versions[0]
        what = {"created": "making", "modified": "changing", "deleted": "deleting"}[first.operation]
        path = first.path or "a redacted path"
        if first.origin is Origin.DREAM:
            return f"applying a dream, {path} first"
        if len(self.versions) == 1:
            return f"{what} {path}"
        return f"{what} {len(self.versions)} memories, {path} first"

    @property
    def origin(self) -> Origin | None:
        """Undo or redo, when it was one."""
        return self.versions[0].origin if self.archiving is None else self.archiving.origin

    @property
    def seq(self) -> int:
        """Where it stands in the feed."""
        return self.versions[0].seq if self.archiving is None else self.archiving.seq


def stacks(context: Context, connection: Connection) -> tuple[list[Deed], list[Deed]]:
    """What the actor can undo and can redo, each with the newest last."""
    actor = context.scope.actor
    rows = connection.execute(
        f"{SELECT} WHERE versions.actor_id = ? AND versions.actor_type = ?"
        " ORDER BY versions.seq DESC LIMIT ?",
        (actor.id, actor.type.value, DEPTH),
    ).fetchall()
    # What is older than the oldest version that is looked at is out of reach like its neighbours.
    reach = rows[-1][0] if len(rows) == DEPTH else 0
    written = _together([version_of(row) for row in reversed(rows)])
    archived = archives.newest_by_actor(context, connection, DEPTH)
    deeds = [*written, *(Deed((), one) for one in archived if one.seq > reach)]
    done: list[Deed] = []
    undone: list[Deed] = []
    taken_back = _applies_taken_back(connection)
    for deed in sorted(deeds, key=lambda one: one.seq):
        match deed.origin:
            case Origin.DREAM if deed.versions[0].batch in taken_back:
                pass  # and nothing to redo: it is applied again from its review
            case Origin.UNDO:
                if done:
                    done.pop()
                undone.append(deed)
            case Origin.REDO:
                if undone:
                    undone.pop()
                done.append(deed)
            case _:
                done.append(deed)
                undone.clear()
    return done, undone


def undone_by(connection: Connection, undo: Deed) -> Deed:
    """What an undo took back: a redo is named after it, not after the undo."""
    if undo.archiving is not None:
        assert undo.archiving.origin_seq is not None
        return Deed((), archives.at_seq(connection, undo.archiving.origin_seq))
    rows = [
        connection.execute(f"{SELECT} WHERE versions.id = ?", (version.origin_id,)).fetchone()
        for version in reversed(undo.versions)
    ]
    return Deed(tuple(version_of(row) for row in rows))


def _applies_taken_back(connection: Connection) -> set[str]:
    rows = connection.execute("SELECT id FROM applies WHERE undone_at IS NOT NULL").fetchall()
    return {apply_id for (apply_id,) in rows}


def _together(versions: list[Version]) -> list[Deed]:
    deeds: list[list[Version]] = []
    for version in versions:
        if version.origin in _NOT_DONE_BY_HAND:
            continue
        if deeds and version.batch is not None and deeds[-1][0].batch == version.batch:
            deeds[-1].append(version)
        else:
            deeds.append([version])
    return [Deed(tuple(together)) for together in deeds]
