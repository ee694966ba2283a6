"""
Conflicts, alarms and pauses of a workspace file on this machine.
"""

from itertools import islice

from core.conflicts import Conflict, ConflictKind, State
from core.diff import Diff, diff
from core.errors import NotFound
from core.merge import Choice
from core.overseeing.alarms import Alarm, Thresholds
from core.reading.pages import Page
from core.reading.version_filter import VersionFilter
from core.records.sessions import SessionRecord
from core.records.versions import Version
from core.settling.resolving import Resolution
from core.settling.sides import Sides
from core.text import sha256
from core.workspace import Workspace
from memtui.backend.conflicts import Collision, Opened

_PAGE = 50
_MARKED_MAX = 1_000
"""Of how many open conflicts the memories are marked: more than that and all are suspect."""

_TRIES = 3


class LocalConflicts:
    """The part of `LocalBackend` that is about conflicts."""

    def __init__(self, workspace: Workspace, thresholds: Thresholds | None = None) -> None:
        self._workspace = workspace
        self._thresholds = thresholds or Thresholds()

    def collisions(self, *, closed: bool, page: str | None = None) -> Page[Collision]:
        state = None if closed else State.OPEN
        found = self._workspace.conflicts.page(state=state, limit=_PAGE, page=page)
        return Page(tuple(self._collision(one) for one in found.data), found.next_page)

    def collisions_by_id(self, conflict_ids: tuple[str, ...]) -> tuple[Collision, ...]:
        found = []
        for conflict_id in conflict_ids:
            try:
                found.append(self._collision(self._workspace.conflicts.retrieve(conflict_id)))
            except NotFound:
                continue
        return tuple(found)

    def wanted(self, conflict_id: str) -> Diff | None:
        conflict = self._workspace.conflicts.retrieve(conflict_id)
        mine = self._workspace.conflicts.text(conflict_id)
        if mine is None:
            return None
        base = None
        if conflict.base_version_id is not None:
            base = self._workspace.versions.retrieve(conflict.base_version_id).content
        return diff(base or "", mine)

    def open_conflict(self, conflict_id: str) -> Opened:
        for _ in range(_TRIES):
            sides = self._workspace.resolver.show(conflict_id)
            theirs = self._in_the_way(sides.conflict)
            if _is_of(theirs, sides):
                break
        draft = self._workspace.resolver.draft(conflict_id)
        return Opened(sides, theirs, self._is_paused(sides.conflict), draft)

    def resolve(self, conflict_id: str, decision: Choice | str, expect: str | None) -> Resolution:
        if isinstance(decision, Choice):
            return self._workspace.resolver.resolve(conflict_id, choice=decision, expect=expect)
        return self._workspace.resolver.resolve(conflict_id, content=decision, expect=expect)

    def keep_draft(self, conflict_id: str, decisions: str | None) -> None:
        self._workspace.resolver.keep_draft(conflict_id, decisions)

    def dismiss(self, conflict_id: str) -> Conflict:
        return self._workspace.resolver.dismiss(conflict_id)

    def conflicted(self) -> frozenset[str]:
        newest = islice(self._workspace.conflicts.list(state=State.OPEN), _MARKED_MAX)
        return frozenset(one.memory_id for one in newest if one.memory_id is not None)

    def alarms(self) -> tuple[Alarm, ...]:
        return tuple(self._workspace.alarms(self._thresholds))

    def session(self, session_id: str) -> SessionRecord:
        return self._workspace.sessions.retrieve(session_id)

    def pause_session(self, session_id: str) -> SessionRecord:
        return self._workspace.sessions.pause(session_id)

    def resume_session(self, session_id: str) -> SessionRecord:
        return self._workspace.sessions.resume(session_id)

    # Inside

    def _collision(self, conflict: Conflict) -> Collision:
        theirs = None
        if conflict.theirs_version_id is not None:
            theirs = self._workspace.versions.retrieve(conflict.theirs_version_id)
        elif conflict.kind not in (ConflictKind.READ_ONLY, ConflictKind.SCOPE, ConflictKind.PAUSED):
            theirs = self._in_the_way(conflict)
        mine = self._workspace.conflicts.text(conflict.id)
        size = None if mine is None else len(mine.encode())
        return Collision(conflict, theirs, size, self._is_paused(conflict))

    def _in_the_way(self, conflict: Conflict) -> Version | None:
        """The newest version of the memory that a decision is about."""
        store_id = conflict.memory_store_id
        found = self._newest(store_id, VersionFilter(memory_id=conflict.memory_id))
        if found is None or found.content_sha256 is None:
            # It is gone: another one may be at its path by now.
            try:
                here = self._workspace.memories.at_path(store_id, conflict.path)
            except NotFound:
                return found
            found = self._newest(store_id, VersionFilter(memory_id=here.id))
        return found

    def _newest(self, store_id: str, wanted: VersionFilter) -> Version | None:
        if wanted.memory_id is None:
            return None
        versions = self._workspace.versions.page(store_id, wanted, limit=1).data
        return versions[0] if versions else None

    def _is_paused(self, conflict: Conflict) -> bool:
        session_id = conflict.created_by.session_id
        if session_id is None:
            return False
        try:
            return self._workspace.sessions.retrieve(session_id).status == "paused"
        except NotFound:
            return False


def _is_of(theirs: Version | None, sides: Sides) -> bool:
    """Whether the version is the one whose text was read, not one that came in between."""
    if sides.theirs is None:
        return theirs is None or theirs.content_sha256 is None
    return theirs is not None and theirs.content_sha256 == sha256(sides.theirs)
