"""
Reviews as they are seen: what was proposed, decided and moved, and what applying would do.

Nothing is changed here.
"""

from collections.abc import Iterable

from core.context import Context
from core.dreams.apply import preview
from core.dreams.reviewing.approvals import Approval, approvals
from core.dreams.reviewing.cases import Case, KnownReviews, read_case
from core.dreams.reviewing.choosing import Selection, chosen
from core.dreams.reviewing.looking import Look, look
from core.dreams.reviewing.outcomes import Summary
from core.dreams.reviewing.policy import NO_POLICY, Policy, Ruling, ruling
from core.dreams.reviewing.receipts import Receipt
from core.dreams.reviewing.sides import HunkSides, sides
from core.storage.sqlite import Connection
from core.times import parse_time


class SeenReviews:
    """The reviews of the stores that one actor sees, without deciding on them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db = context.db
        self._known = KnownReviews()

    def look(self, dream_id: str) -> Look:
        """
        A review as it stands now.

        Raises:
            NotFound: There is no such dream for this actor.
        """
        with self._db.snapshot() as connection:
            return self._look(connection, dream_id)

    def case(self, dream_id: str) -> Case:
        """
        What was decided on a review, without a look at the store: quicker.

        Raises:
            NotFound: There is no such dream for this actor.
        """
        with self._db.snapshot() as connection:
            return self._case(connection, dream_id)

    def list(self, *, open_only: bool = True) -> list[Summary]:
        """
        The reviews of dreams that proposed something, newest first.

        One that still runs has none yet: what it found so far may be replaced. Nor has an
        archived one.
        """
        condition, values = self._context.scope.visible_stores("store_id")
        with self._db.snapshot() as connection:
            rows = connection.execute(
                "SELECT id, coalesce(ended_at, created_at) FROM dreams"
                f" WHERE archived_at IS NULL AND ended_at IS NOT NULL AND {condition} AND EXISTS"
                " (SELECT 1 FROM dream_changes WHERE dream = dreams.number)"
                " AND EXISTS (SELECT 1 FROM stores WHERE stores.id = dreams.store_id)"
                " ORDER BY number DESC",
                values,
            ).fetchall()
            return [
                Summary(self._look(connection, dream_id), parse_time(since))
                for dream_id, since in rows
                # A look costs more, and most reviews of a long life are closed.
                if not open_only or self._case(connection, dream_id).is_open
            ]

    def sides(self, dream_id: str, hunk_id: str) -> HunkSides:
        """
        The three texts behind a hunk: what it was cut from, what is there now, what it would make.

        Raises:
            NotFound: There is no such dream or hunk.
            InvalidRequest: There is no text to decide between.
        """
        with self._db.snapshot() as connection:
            return sides(connection, self._look(connection, dream_id), hunk_id)

    def preview(
        self, dream_id: str, selection: Selection | None = None, *, policy: Policy = NO_POLICY
    ) -> Receipt:
        """
        What applying (of the selection, if there is one) would do now.

        Raises:
            NotFound: There is no such dream.
        """
        with self._db.snapshot() as connection:
            seen = self._look(connection, dream_id)
            only = None if selection is None else {part.id for part in chosen(seen, selection)}
            return preview(self._context, connection, seen, policy, only)

    def explain(self, dream_id: str, policy: Policy) -> tuple[Ruling, ...]:
        """
        What a policy says about each change.

        Raises:
            NotFound: There is no such dream.
        """
        seen = self.look(dream_id)
        return tuple(ruling(policy, change, seen.base) for change in seen.review.changes)

    def approvals(self, version_ids: Iterable[str]) -> dict[str, Approval]:
        """Which changes those versions brought that an apply wrote, and who approved them."""
        return approvals(self._context, version_ids)

    def _look(self, connection: Connection, dream_id: str) -> Look:
        return look(self._context, connection, dream_id, self._known)

    def _case(self, connection: Connection, dream_id: str) -> Case:
        return read_case(self._context, connection, dream_id, self._known)
