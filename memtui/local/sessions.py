"""
Sessions and transcripts of a workspace file on this machine.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice

from core.errors import NotFound
from core.reading.pages import Page, all_pages
from core.transcripts.accesses import Access
from core.transcripts.directories import Touch
from core.transcripts.stored import StoredEvent
from core.transcripts.summaries import Summary
from core.transcripts.views import Side, Stretch, View
from core.workspace import Workspace
from memtui.typed.session_filter import SessionFilter

_PAGE = 100
_TOUCHES_LOOKED_AT = 2_000
_DELAY = timedelta(seconds=5)
"""The clocks of an agent and of its workspace may differ by so much."""


class LocalSessions:
    """The part of `LocalBackend` that is about sessions."""

    _workspace: Workspace

    def summaries(self, wanted: SessionFilter, page: str | None = None) -> Page[Summary]:
        return self._workspace.summaries.page(
            agent=wanted.agent,
            store_id=wanted.store_id,
            state=wanted.state,
            words=wanted.words,
            limit=_PAGE,
            page=page,
        )

    def summaries_by_id(
        self, wanted: SessionFilter, session_ids: Sequence[str]
    ) -> Sequence[Summary]:
        found: list[Summary] = []
        for start in range(0, len(session_ids), _PAGE):
            found += self._workspace.summaries.page(
                agent=wanted.agent,
                store_id=wanted.store_id,
                state=wanted.state,
                words=wanted.words,
                among=session_ids[start : start + _PAGE],
                limit=_PAGE,
            ).data
        return found

    def summary(self, session_id: str) -> Summary:
        return self._workspace.summaries.retrieve(session_id)

    def first_events(self, session_id: str, view: View, limit: int) -> Stretch:
        return self._workspace.stretches.first(session_id, view, limit)

    def last_events(self, session_id: str, view: View, limit: int) -> Stretch:
        return self._workspace.stretches.last(session_id, view, limit)

    def events_at(
        self, session_id: str, view: View, event_id: str, side: Side, limit: int
    ) -> Stretch:
        return self._workspace.stretches.at(session_id, view, event_id, side, limit)

    def head_of(self, event_id: str) -> str | None:
        return self._workspace.stretches.head_of(event_id)

    def matches(self, session_id: str, query: str) -> Sequence[str]:
        return self._workspace.stretches.matches(session_id, query)

    def writer_of(self, version_id: str) -> Access | None:
        return self._workspace.accesses.writer_of(version_id)

    def attempt(self, session_id: str, store_id: str, path: str, at: datetime) -> Access | None:
        touches = all_pages(
            lambda cursor: self._workspace.accesses.of_memory(
                store_id, path, limit=_PAGE, page=cursor
            )
        )
        known = [
            one
            for one in islice(touches, _TOUCHES_LOOKED_AT)
            if one.session_id == session_id and one.touch is not Touch.READ
        ]
        before = (one for one in known if one.at is not None and one.at <= at + _DELAY)
        return next(before, known[0] if known else None)

    def newest_events(self, session_id: str, limit: int) -> Sequence[StoredEvent]:
        try:
            return self._workspace.transcripts.newest(session_id, limit).events
        except NotFound:
            return ()
