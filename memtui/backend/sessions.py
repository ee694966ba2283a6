"""
What screens ask of a workspace about sessions and their transcripts.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.reading.pages import Page
from core.transcripts.accesses import Access
from core.transcripts.stored import StoredEvent
from core.transcripts.summaries import Summary
from core.transcripts.views import Side, Stretch, View
from memtui.typed.session_filter import SessionFilter

__all__ = ["SessionBackend", "Summary"]


class SessionBackend(Protocol):
    """What screens ask of a workspace about sessions; see `memtui.backend.workspace`."""

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

    def first_events(self, session_id: str, view: View, limit: int) -> Stretch:
        """The beginning of a transcript."""

    def last_events(self, session_id: str, view: View, limit: int) -> Stretch:
        """The end of a transcript."""

    def events_at(
        self, session_id: str, view: View, event_id: str, side: Side, limit: int
    ) -> Stretch:
        """
        Events on a side of one of them.

        Raises:
            NotFound: The session or the event is gone.
        """

    def head_of(self, event_id: str) -> str | None:
        """The event that the turn of an event begins with, by id."""

    def matches(self, session_id: str, query: str) -> Sequence[str]:
        """
        The events of a session that hold all words of a query, in order, by id.

        Raises:
            InvalidRequest: There is no word in the query.
        """

    def writer_of(self, version_id: str) -> Access | None:
        """The call that wrote a version, if a transcript tells of it."""

    def attempt(self, session_id: str, store_id: str, path: str, at: datetime) -> Access | None:
        """The last call of a session, up to a time, that wanted to write to a path, if known."""

    def newest_events(self, session_id: str, limit: int) -> Sequence[StoredEvent]:
        """The last events of a session, oldest first; none of one that is not there any more."""
