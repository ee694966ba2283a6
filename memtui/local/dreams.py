"""
Dreams and reviews of a workspace file on this machine.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from core.errors import NotFound, NotPermitted
from core.reading.pages import Page
from core.workspace import Workspace
from memtui.backend.dreams import DreamRow

if TYPE_CHECKING:
    from core.dreams.dream import Dream, Wish
    from core.dreams.preview import Preview
    from core.dreams.reviewing.choosing import Selection
    from core.dreams.reviewing.looking import Look
    from core.dreams.reviewing.outcomes import Decided, Undone
    from core.dreams.reviewing.policy import Policy
    from core.dreams.reviewing.receipts import Receipt
    from core.dreams.reviewing.sides import HunkSides
    from core.dreams.verdicts import Action
    from core.merge import Choice
    from core.transcripts.stored import StoredEvent
    from core.transcripts.summaries import Summary

_PAGE = 30
_SESSIONS = 100


class LocalDreams:
    """The part of `LocalBackend` that is about dreams."""

    _workspace: Workspace
    policy: "Policy | None" = None
    """What may be applied without a person, as configured."""

    def dreams(self, page: str | None = None) -> Page[DreamRow]:
        found = self._workspace.dreams.page(limit=_PAGE, page=page)
        return Page(tuple(self._row(one) for one in found.data), found.next_page)

    def dreams_by_id(self, dream_ids: Sequence[str]) -> Sequence[DreamRow]:
        found = []
        for dream_id in dream_ids:
            try:
                dream = self._workspace.dreams.retrieve(dream_id)
            except NotFound:
                continue
            if dream.archived_at is None:
                found.append(self._row(dream))
        return found

    def open_reviews(self) -> int:
        if not self._workspace.has_proposals():
            return 0
        try:
            return self._count_open()
        except NotPermitted:
            # The key of a served workspace may be one that no review is shown to.
            return 0

    def _count_open(self) -> int:
        there = {store.id for store in self._workspace.stores.list(include_archived=True)}
        count, page = 0, None
        while True:
            found = self._workspace.dreams.page(limit=_PAGE, page=page)
            count += sum(
                # A look would compare every hunk with the store; what is decided is enough.
                self._workspace.reviews.case(dream.id).is_open
                for dream in found.data
                if dream.changes and dream.status.is_over and dream.memory_store_id in there
            )
            page = found.next_page
            if page is None:
                return count

    def dream_inputs(self, store_id: str, since: datetime) -> tuple[str, ...]:
        return self._workspace.sessions_since(store_id, since)

    def dreamable(self, store_id: str, page: str | None = None) -> Page["Summary"]:
        return self._workspace.summaries.page(for_dream=store_id, limit=_SESSIONS, page=page)

    def preview_dream(self, store_id: str, session_ids: Sequence[str]) -> "Preview":
        return self._workspace.dreams.preview(store_id, session_ids)

    def launch(self, wish: "Wish") -> "Dream":
        from memtui.dreaming.worker import start_worker

        dream = self._workspace.dreams.create(wish)
        start_worker(self._workspace, dream.id)
        return dream

    def cancel_dream(self, dream_id: str) -> "Dream":
        return self._workspace.dreams.cancel(dream_id)

    def archive_dream(self, dream_id: str) -> "Dream":
        return self._workspace.dreams.archive(dream_id)

    def look(self, dream_id: str) -> "Look":
        return self._workspace.reviews.look(dream_id)

    def decide(
        self, dream_id: str, action: "Action", selection: "Selection", text: str | None = None
    ) -> "Look":
        reviews = self._workspace.reviews
        reviews.decide(dream_id, action, selection, text=text, policy=self._policy)
        return reviews.look(dream_id)

    def edit_hunk(self, dream_id: str, hunk_id: str, lines: Sequence[str]) -> "Look":
        self._workspace.reviews.edit(dream_id, hunk_id, lines, policy=self._policy)
        return self._workspace.reviews.look(dream_id)

    def hunk_sides(self, dream_id: str, hunk_id: str) -> "HunkSides":
        return self._workspace.reviews.sides(dream_id, hunk_id)

    def settle_hunk(
        self, dream_id: str, hunk_id: str, decision: "Choice | str", expect_version: str
    ) -> "Look":
        from core.merge import Choice

        self._workspace.reviews.resolve(
            dream_id,
            hunk_id,
            choice=decision if isinstance(decision, Choice) else None,
            content=None if isinstance(decision, Choice) else decision,
            expect_version=expect_version,
            policy=self._policy,
        )
        return self._workspace.reviews.look(dream_id)

    def undo_verdict(self, dream_id: str) -> "Undone":
        return self._workspace.reviews.undo(dream_id)

    def redo_verdict(self, dream_id: str) -> "Decided":
        return self._workspace.reviews.redo(dream_id)

    def preview_apply(self, dream_id: str) -> "Receipt":
        return self._workspace.reviews.preview(dream_id, policy=self._policy)

    def apply_review(self, dream_id: str, shown: "Receipt", *, skip_conflicts: bool) -> "Receipt":
        return self._workspace.reviews.apply(
            dream_id, shown=shown, skip_conflicts=skip_conflicts, policy=self._policy
        )

    def evidence_event(self, event_id: str) -> "StoredEvent | None":
        try:
            return self._workspace.transcripts.event(event_id)
        except NotFound:
            return None

    @property
    def _policy(self) -> "Policy":
        from core.dreams.reviewing.policy import NO_POLICY

        return NO_POLICY if self.policy is None else self.policy

    def _row(self, dream: "Dream") -> DreamRow:
        # What a dream had found that failed or was canceled can be reviewed too.
        if not dream.status.is_over or not dream.changes:
            return DreamRow(dream, None)
        case = self._workspace.reviews.case(dream.id)
        return DreamRow(dream, case.review.progress(), case.is_open, tuple(case.applied))
