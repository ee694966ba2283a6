"""
What screens ask of a workspace about dreams and their reviews.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from core.reading.pages import Page

if TYPE_CHECKING:
    # The app starts without them: a dream is looked at later, if at all.
    from core.dreams.dream import Dream, Wish
    from core.dreams.preview import Preview
    from core.dreams.progress import Progress
    from core.dreams.reviewing.choosing import Selection
    from core.dreams.reviewing.looking import Look
    from core.dreams.reviewing.outcomes import Decided, Undone
    from core.dreams.reviewing.receipts import Receipt
    from core.dreams.reviewing.sides import HunkSides
    from core.dreams.verdicts import Action
    from core.merge import Choice
    from core.transcripts.stored import StoredEvent
    from core.transcripts.summaries import Summary


@dataclass(frozen=True, slots=True)
class DreamRow:
    """A dream as the list shows it."""

    dream: "Dream"
    progress: "Progress | None"
    """How far its review is; `None` where there is nothing to review."""
    is_open: bool = False
    """Something of the review is not decided, or accepted and not applied."""
    applied: Collection[str] = ()
    """The parts that are in the store, by their ids."""


class DreamBackend(Protocol):
    """What screens ask of a workspace about dreams; see `memtui.backend.workspace`."""

    def dreams(self, page: str | None = None) -> Page[DreamRow]:
        """One page of the dreams that are not archived, newest first."""

    def dreams_by_id(self, dream_ids: Sequence[str]) -> Sequence[DreamRow]:
        """Some dreams as they are now, without those that are archived or gone."""

    def open_reviews(self) -> int:
        """How many reviews wait for somebody."""

    def dream_inputs(self, store_id: str, since: datetime) -> tuple[str, ...]:
        """The sessions that touched a store, or were ingested, since a moment."""

    def dreamable(self, store_id: str, page: str | None = None) -> Page["Summary"]:
        """One page of the sessions that a dream over a store may read, the last started first."""

    def preview_dream(self, store_id: str, session_ids: Sequence[str]) -> "Preview":
        """What a dream over a store and some sessions would read if it began now."""

    def launch(self, wish: "Wish") -> "Dream":
        """Make a dream, and start its work in a process of its own."""

    def cancel_dream(self, dream_id: str) -> "Dream":
        """End a dream that is not over."""

    def archive_dream(self, dream_id: str) -> "Dream":
        """Take a dream that is over out of the list."""

    def look(self, dream_id: str) -> "Look":
        """A review as it stands now."""

    def decide(
        self, dream_id: str, action: "Action", selection: "Selection", text: str | None = None
    ) -> "Look":
        """Record a decision; gives the review after it."""

    def edit_hunk(self, dream_id: str, hunk_id: str, lines: Sequence[str]) -> "Look":
        """Accept a hunk with other lines."""

    def hunk_sides(self, dream_id: str, hunk_id: str) -> "HunkSides":
        """The three texts behind a hunk, and their merge."""

    def settle_hunk(
        self, dream_id: str, hunk_id: str, decision: "Choice | str", expect_version: str
    ) -> "Look":
        """Decide on a hunk that conflicts: a side, or the whole text of its file."""

    def undo_verdict(self, dream_id: str) -> "Undone":
        """Take back what this person did last on the review: a decision, or an apply."""

    def redo_verdict(self, dream_id: str) -> "Decided":
        """Do again what this person took back last."""

    def preview_apply(self, dream_id: str) -> "Receipt":
        """What applying would do now."""

    def apply_review(self, dream_id: str, shown: "Receipt", *, skip_conflicts: bool) -> "Receipt":
        """Write what is accepted, if that is what the preview said."""

    def evidence_event(self, event_id: str) -> "StoredEvent | None":
        """The event that a quote comes from; `None` when its session was deleted since."""
