"""
Sessions and transcripts of a workspace file on this machine.
"""

from collections.abc import Sequence

from core.errors import NotFound
from core.pages import Page
from core.transcripts.stored import StoredEvent
from core.transcripts.summaries import Summary
from core.workspace import Workspace
from memtui.session_filter import SessionFilter

_PAGE = 100


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

    def newest_events(self, session_id: str, limit: int) -> Sequence[StoredEvent]:
        try:
            return self._workspace.transcripts.newest(session_id, limit).events
        except NotFound:
            return ()
