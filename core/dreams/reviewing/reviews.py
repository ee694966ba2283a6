"""
Reviews: what reviewers decide on a proposal, take back, and apply; `seen` is what they see of it.

Every decision is one transaction against the review as it is at that moment, durable before it is
shown. What the decisions mean is in `review`; what they do in `deciding`, `resolving`, `undoing`
and `apply`.
"""

from collections.abc import Callable, Iterable

from core.dreams.apply import apply
from core.dreams.kept import ended
from core.dreams.lines import fitted
from core.dreams.reviewing.cases import Case
from core.dreams.reviewing.choosing import (
    Selection,
    check_text,
    checked_remark,
    chosen,
    chosen_to_edit,
    targets_of,
)
from core.dreams.reviewing.deciding import decide
from core.dreams.reviewing.moved import FileMoved
from core.dreams.reviewing.outcomes import Decided, Undone
from core.dreams.reviewing.permitted import (
    check_seq,
    check_state,
    refuse_agents,
    refuse_unfinished,
    refuse_without_policy,
)
from core.dreams.reviewing.policy import NO_POLICY, Policy
from core.dreams.reviewing.receipts import Receipt
from core.dreams.reviewing.resolving import resolve
from core.dreams.reviewing.seen import SeenReviews
from core.dreams.reviewing.sides import sides
from core.dreams.reviewing.undoing import redo, undo
from core.dreams.verdicts import Action
from core.errors import InvalidRequest
from core.merge import Choice
from core.storage.sqlite import Connection


class Reviews(SeenReviews):
    """The reviews of the stores that one actor sees."""

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
            InvalidRequest: The dream is not over, there is nothing to decide, or it is applied
                already.
            NotSplittable: A hunk has nothing to decide apart.
            StoreMoved: The store moved on; nothing was recorded.
            NotPermitted: An agent decides on what it proposed, or what no policy leaves to it.
        """
        text = checked_remark(action, text)

        def choose(seen: Case) -> tuple[tuple[str, ...], str | None]:
            return targets_of(seen, selection, action), text

        return self._decided(dream_id, action, choose, expect_seq, policy)

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
        Accept a hunk with other lines than the proposed ones, which get the line ends of the file.

        Raises:
            NotFound, InvalidRequest, StoreMoved, NotPermitted: As `decide`.
        """
        lines = tuple(lines)
        check_text(ended(lines), self._context.limits)

        def choose(seen: Case) -> tuple[tuple[str, ...], str | None]:
            part = chosen_to_edit(seen, hunk_id)
            beside = next(iter(part.new_lines), "")
            return (part.id,), ended(fitted(part.old_lines, lines, beside))

        return self._decided(dream_id, Action.EDIT, choose, expect_seq, policy)

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
            InvalidRequest: The dream is not over, there is no text to decide between, or not
                exactly one decision.
            FileMoved: The file is not at that version any more.
            NotPermitted: As `decide`.
        """
        if (choice is None) == (content is None):
            raise InvalidRequest("A resolution is one of: a side, a text.")
        if content is not None:
            check_text(content, self._context.limits)

        def job(connection: Connection) -> Decided:
            seen = self._look(connection, dream_id)
            refuse_unfinished(seen)
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
            InvalidRequest: The dream is not over, or a text would break a limit.
            Unaccounted: The result would not be what was decided.
        """

        def job(connection: Connection) -> Receipt:
            seen = self._look(connection, dream_id)
            refuse_unfinished(seen)
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

    def _decided(
        self,
        dream_id: str,
        action: Action,
        choose: Callable[[Case], tuple[tuple[str, ...], str | None]],
        expect_seq: int | None,
        policy: Policy,
    ) -> Decided:
        def job(connection: Connection) -> Decided:
            seen = self._case(connection, dream_id)
            refuse_unfinished(seen)
            check_seq(seen, expect_seq)
            targets, text = choose(seen)
            refuse_without_policy(
                self._context, connection, seen, targets, action, policy, self._known
            )
            after = decide(self._context, connection, seen, action, targets, text)
            return Decided(action, targets, after)

        return self._db.write(job)
