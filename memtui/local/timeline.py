"""
The timeline of a workspace file on this machine.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.diff import Diff
from core.overseeing.lanes import Timeline
from core.overseeing.marks import Mark, MarkKind, Wanted
from core.overseeing.timeline import By, Changed
from core.reading.pages import encode_cursor
from core.reading.version_filter import VersionFilter
from core.records.versions import Version
from core.workspace import Workspace
from memtui.backend.timeline import Behind

_MS = timedelta(milliseconds=1)
_PAGE = 200
"""Marks that are looked at around one: more of them at one moment are passed over."""


class LocalTimeline:
    """The part of `LocalBackend` about time."""

    _workspace: Workspace

    def extent(self) -> tuple[datetime, datetime] | None:
        return self._workspace.timelines.extent()

    def timeline(
        self, since: datetime, until: datetime, wanted: Wanted, buckets: int, by: By
    ) -> Timeline:
        return self._workspace.timelines.between(since, until, wanted, buckets=buckets, by=by)

    def mark_after(self, mark: Mark, wanted: Wanted, until: datetime) -> Mark | None:
        if until <= mark.at:
            return None
        found = self._workspace.timelines.marks(mark.at, until, wanted, limit=_PAGE)
        return _following(found, mark)

    def mark_before(self, mark: Mark, wanted: Wanted, since: datetime) -> Mark | None:
        if since > mark.at:
            return None
        found = self._workspace.timelines.marks(
            since, mark.at + _MS, wanted, limit=_PAGE, newest=True
        )
        return _following(found[::-1], mark)

    def mark_near(
        self, moment: datetime, wanted: Wanted, since: datetime, until: datetime
    ) -> Mark | None:
        timelines = self._workspace.timelines
        middle = min(max(moment, since), until)
        found: list[Mark] = []
        if middle > since:
            found += timelines.marks(since, middle, wanted, limit=1, newest=True)
        if until > middle:
            found += timelines.marks(middle, until, wanted, limit=1)
        return min(found, key=lambda mark: abs(mark.at - moment), default=None)

    def behind(self, mark: Mark) -> Behind:
        match mark.kind:
            case MarkKind.WRITE:
                return self._behind_write(mark)
            case MarkKind.READ | MarkKind.ERROR:
                turn = self._workspace.transcripts.turn(mark.subject_id)
                return Behind(mark, turn=turn, event_id=mark.subject_id)
            case MarkKind.CONFLICT | MarkKind.DREAM:
                return Behind(mark)

    def changed_between(
        self, since: datetime, until: datetime, wanted: Wanted, limit: int
    ) -> Sequence[Changed]:
        return self._workspace.timelines.changed(since, until, wanted, limit=limit)

    def change_over(self, changed: Changed) -> Diff | None:
        first = self._workspace.versions.retrieve(changed.first_version_id)
        before = self._before(first)
        return self._diff(before, self._workspace.versions.retrieve(changed.last_version_id))

    def _behind_write(self, mark: Mark) -> Behind:
        version = self._workspace.versions.retrieve(mark.subject_id)
        access = self._workspace.accesses.writer_of(version.id)
        event_id = None if access is None else access.event_id
        turn = None if event_id is None else self._workspace.transcripts.turn(event_id)
        return Behind(mark, version, self._diff(self._before(version), version), turn, event_id)

    def _before(self, version: Version) -> Version | None:
        """The version that this one replaced."""
        page = self._workspace.versions.page(
            version.memory_store_id,
            VersionFilter(memory_id=version.memory_id),
            limit=1,
            page=encode_cursor(version.seq),
        )
        return page.data[0] if page.data else None

    def _diff(self, older: Version | None, newer: Version) -> Diff | None:
        if newer.redacted_at is not None or (older is not None and older.redacted_at is not None):
            return None
        return self._workspace.diff(None if older is None else older.id, newer.id)


def _following(marks: Sequence[Mark], mark: Mark) -> Mark | None:
    """What comes after a mark; the first one if it is not there any more."""
    try:
        place = marks.index(mark)
    except ValueError:
        place = -1
    rest = marks[place + 1 :]
    return rest[0] if rest else None
