"""
What screens ask of a workspace about sessions and their transcripts.
"""

from collections.abc import Sequence
from typing import Protocol

from core.pages import Page
from core.transcripts.stored import StoredEvent
from core.transcripts.summaries import Summary
from memtui.session_filter import SessionFilter

__all__ = ["SessionBackend", "Summary"]


class SessionBackend(Protocol):
    """What screens ask of a workspace about sessions; see `memtui.bridge.Backend`."""

    def summaries(self, wanted: SessionFilter, page: str | None = None) -> Page[Summary]:
        """One page of the sessions that a filter lets through, the last started first."""

    def summaries_by_id(
        self, wanted: SessionFilter, session_ids: Sequence[str]
    ) -> Sequence[Summary]:
        """Those of some sessions that are still there and that a filter lets through."""

    def summary(self, session_id: str) -> Summary:
        """
        One session.

        Raises:
            NotFound: There is none.
        """

    def newest_events(self, session_id: str, limit: int) -> Sequence[StoredEvent]:
        """The last events of a session, oldest first; none of one that is not there any more."""
