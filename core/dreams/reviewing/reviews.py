"""
Reviews: what reviewers see of a proposal, decide on it, and apply.

Every decision is one transaction against the review as it is at that moment, durable before it is
shown. What the decisions mean is in `review`; what they do in `deciding`, `resolving`, `undoing`
and `apply`.
"""

from collections.abc import Callable, Iterable

from core.context import Context
from core.dreams.apply import apply, preview
from core.dreams.proposal import Op
from core.dreams.reviewing.approvals import Approval, approvals
from core.dreams.reviewing.cases import Case, KnownReviews, read_case
from core.dreams.reviewing.choosing import (
    Selection,
    check_text,
    checked_remark,
    chosen,
    chosen_for,
    refuse_unsplittable,
)
from core.dreams.reviewing.deciding import decide
from core.dreams.reviewing.looking import Look, look
from core.dreams.reviewing.moved import FileMoved
from core.dreams.reviewing.outcomes import Decided, Summary, Undone
from core.dreams.reviewing.permitted import (
    check_seq,
    check_state,
    refuse_agents,
    refuse_without_policy,
)
from core.dreams.reviewing.policy import NO_POLICY, Policy, Ruling, ruling
from core.dreams.reviewing.receipts import Receipt
from core.dreams.reviewing.resolving import resolve
from core.dreams.reviewing.sides import HunkSides, sides
from core.dreams.reviewing.undoing import redo, undo
from core.dreams.verdicts import Action
from core.errors import InvalidRequest
from core.merge import Choice
from core.sqlite import Connection
from core.times import parse_time


class Reviews:
    """The reviews of the stores that one actor sees."""

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
        """The reviews of dreams that proposed something and are not archived, newest first."""
        condition, values = self._context.scope.visible_stores("store_id")
        with self._db.snapshot() as connection:
            rows = connection.execute(
                "SELECT id, coalesce(ended_at, created_at) FROM dreams"
                f" WHERE archived_at IS NULL AND {condition} AND EXISTS"
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

    def decide(
        self,
        dream_id: str,
        action: Action,
        selection: Selection,
        *,
        text: str | None = None,
        expect_seq: int | None = None,
        policy: Policy = NO_POLICY,
    ) -> Decided:
        """
        Accept, reject, reset, comment, split or join what is selected.

        Args:
            text: The reason of a rejection, or the comment.
            expect_seq: The `store_seq` that was shown.

        Raises:
            NotFound: There is no such dream, or an id of the selection is not in it.
            InvalidRequest: There is nothing to decide, or it is applied already.
            NotSplittable: A hunk has nothing to decide apart.
            StoreMoved: The store moved on; nothing was recorded.
            NotPermitted: An agent decides on what it proposed, or what no policy leaves to it.
        """
        if text is not None:
            text = checked_remark(text)

        def choose(seen: Case) -> tuple[str, ...]:
            parts = chosen_for(seen, selection, action)
            if action is Action.SPLIT:
                for part in parts:
                    refuse_unsplittable(part)
            if action is Action.JOIN:
                parents = [part.id.rpartition(".")[0] for part in parts if "." in part.id]
                return tuple(dict.fromkeys(parents))
            return tuple(part.id for part in parts)

        return self._decided(dream_id, action, choose, text, expect_seq, policy)

    def edit(
        self,
        dream_id: str,
        hunk_id: str,
        lines: Iterable[str],
        *,
        expect_seq: int | None = None,
        policy: Policy = NO_POLICY,
    ) -> Decided:
        """
        Accept a hunk with other lines than the proposed ones.

        Raises:
            NotFound, InvalidRequest, StoreMoved, NotPermitted: As `decide`.
        """
        text = "".join(f"{line}\n" for line in lines)
        check_text(text, self._context.limits)

        def choose(seen: Case) -> tuple[str, ...]:
            (part,) = chosen_for(seen, Selection(hunks=(hunk_id,)), Action.EDIT)
            if part.hunk.op not in (Op.MODIFY, Op.CREATE):
                raise InvalidRequest("A file that moves or goes has no text to edit; reject it.")
            if part.is_finding:
                raise InvalidRequest("This change has no text to edit; it only asks.")
            return (part.id,)

        return self._decided(dream_id, Action.EDIT, choose, text, expect_seq, policy)

    def sides(self, dream_id: str, hunk_id: str) -> HunkSides:
        """
        The three texts behind a hunk: what it was cut from, what is there now, what it would make.

        Raises:
            NotFound: There is no such dream or hunk.
            InvalidRequest: There is no text to decide between.
        """
        with self._db.snapshot() as connection:
            return sides(connection, self._look(connection, dream_id), hunk_id)

    def resolve(
        self,
        dream_id: str,
        hunk_id: str,
        *,
        choice: Choice | None = None,
        content: str | None = None,
        expect_version: str | None = None,
        policy: Policy = NO_POLICY,
    ) -> Decided:
        """
        Decide on a hunk that conflicts: its file is to hold the chosen text, once it is applied.

        To take theirs is to reject the hunk.

        Args:
            choice: A side, where the two conflict.
            content: The whole text of the file instead.
            expect_version: The version of the file that was shown.

        Raises:
            NotFound: There is no such dream or hunk.
            InvalidRequest: There is no text to decide between, or not exactly one decision.
            FileMoved: The file is not at that version any more.
            NotPermitted: As `decide`.
        """
        if (choice is None) == (content is None):
            raise InvalidRequest("A resolution is one of: a side, a text.")
        if content is not None:
            check_text(content, self._context.limits)

        def job(connection: Connection) -> Decided:
            seen = self._look(connection, dream_id)
            found = sides(connection, seen, hunk_id)
            if expect_version not in (None, found.version_id):
                raise FileMoved(found.path, found.version_id)
            refuse_without_policy(
                self._context, connection, seen, (hunk_id,), Action.RESOLVE, policy, self._known
            )
            return resolve(self._context, connection, seen, found, choice=choice, content=content)

        return self._db.write(job)

    def undo(self, dream_id: str, *, expect_seq: int | None = None, anyone: bool = False) -> Undone:
        """
        Take back what this actor did last on a review: a decision, or a whole apply.

        Args:
            expect_seq: The `store_seq` that was shown.
            anyone: What anybody did last instead; not for sessions.

        Raises:
            NotFound: There is no such dream.
            InvalidRequest: There is nothing to take back, or it was applied since.
            UndoRefused: What others wrote into the applied files cannot be kept.
            StoreMoved, NotPermitted: Nothing was taken back.
        """

        def job(connection: Connection) -> Undone:
            seen = self._case(connection, dream_id)
            check_seq(seen, expect_seq)
            return undo(self._context, connection, seen, self._known, anyone=anyone)

        return self._db.write(job)

    def redo(self, dream_id: str) -> Decided:
        """
        Do again what this actor took back last.

        Raises:
            NotFound: There is no such dream.
            InvalidRequest: There is nothing to do again, or it was applied since.
        """

        def job(connection: Connection) -> Decided:
            seen = self._case(connection, dream_id)
            return redo(self._context, connection, seen)

        return self._db.write(job)

    def preview(self, dream_id: str, *, policy: Policy = NO_POLICY) -> Receipt:
        """
        What applying would do now.

        Raises:
            NotFound: There is no such dream.
        """
        with self._db.snapshot() as connection:
            seen = self._look(connection, dream_id)
            return preview(self._context, connection, seen, policy)

    def apply(
        self,
        dream_id: str,
        selection: Selection | None = None,
        *,
        expect_seq: int | None = None,
        expect_state: str | None = None,
        shown: Receipt | None = None,
        skip_conflicts: bool = False,
        policy: Policy = NO_POLICY,
    ) -> Receipt:
        """
        Write what is accepted (of the selection, if there is one) as new versions.

        Args:
            expect_seq: The `store_seq` that was shown.
            expect_state: The `state` of the review that was shown.
            shown: What `preview` said: exactly that is done, whatever was written elsewhere.

        Raises:
            NotFound: There is no such dream.
            NotPermitted: An agent may not approve, or the store may not be written.
            StoreMoved: The store is not what was shown.
            ReviewMoved: Somebody decided since, or something else would be done than was shown.
            HunksConflict: An accepted hunk conflicts, and that was not to be skipped.
            InvalidRequest: A text would break a limit.
            Unaccounted: The result would not be what was decided.
        """

        def job(connection: Connection) -> Receipt:
            seen = self._look(connection, dream_id)
            refuse_agents(self._context, seen, policy)
            check_seq(seen, expect_seq)
            check_state(seen, expect_state)
            only = None if selection is None else {part.id for part in chosen(seen, selection)}
            return apply(
                self._context,
                connection,
                seen,
                policy,
                only=only,
                skip_conflicts=skip_conflicts,
                shown=shown,
            )

        return self._db.write(job)

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

    # Deciding

    def _decided(
        self,
        dream_id: str,
        action: Action,
        choose: Callable[[Case], tuple[str, ...]],
        text: str | None,
        expect_seq: int | None,
        policy: Policy,
    ) -> Decided:
        def job(connection: Connection) -> Decided:
            seen = self._case(connection, dream_id)
            check_seq(seen, expect_seq)
            targets = choose(seen)
            refuse_without_policy(
                self._context, connection, seen, targets, action, policy, self._known
            )
            if not targets:
                raise InvalidRequest("There is nothing left to decide there.")
            after = decide(self._context, connection, seen, action, targets, text)
            return Decided(action, targets, after)

        return self._db.write(job)

    def _look(self, connection: Connection, dream_id: str) -> Look:
        return look(self._context, connection, dream_id, self._known)

    def _case(self, connection: Connection, dream_id: str) -> Case:
        return read_case(self._context, connection, dream_id, self._known)
