"""
Reviews: what reviewers see of a proposal, decide on it, and apply.

Every decision is one transaction against the review as it is at that moment, durable before it is
shown. What the decisions mean is in `review`; what an apply does in `apply`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from core.actors import ActorType
from core.context import Context
from core.dreams import jobs, tombstones
from core.dreams.apply import apply, check_seq, preview, refuse_agents
from core.dreams.approvals import Approval, approvals
from core.dreams.cases import Case, KnownReviews, read_case
from core.dreams.looking import Look, look
from core.dreams.policy import NO_POLICY, Policy, Ruling, ruling
from core.dreams.proposal import ChangeKind, Op
from core.dreams.rebase import State
from core.dreams.receipts import Receipt
from core.dreams.review import Action, Part, Record, extended, fold, selected
from core.dreams.splitting import NotSplittable, cuts
from core.dreams.unapply import Unapplied, newest_apply, unapply
from core.dreams.verdicts import append_record, load_records
from core.errors import InvalidRequest, NotFound, NotPermitted
from core.limits import Limits
from core.sqlite import Connection
from core.times import parse_time

T = TypeVar("T")

_LONGEST_REMARK = 4_096
"""Characters of a reason or a comment."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which hunks a decision is about."""

    hunks: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    kinds: tuple[ChangeKind, ...] = ()
    everything: bool = False
    pending_only: bool = False
    """Of those only what nobody has decided on."""
    path: str | None = None
    """Of those only what is about this file."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision did, and the review after it."""

    action: Action
    targets: tuple[str, ...]
    case: Case


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: a record, or a whole apply."""

    record: Record | None
    unapplied: Unapplied | None
    case: Case


@dataclass(frozen=True, slots=True)
class Summary:
    """One review in a list."""

    look: Look
    since: datetime
    """When the dream ended."""

    @property
    def is_open(self) -> bool:
        """Something is undecided, or accepted and not applied."""
        asks = any(not ask.is_decided for ask in self.look.review.asks)
        return asks or bool(self.look.waiting())

    def count(self, state: State) -> int:
        """How many hunks that wait stand so."""
        waiting = self.look.waiting()
        return sum(self.look.standing(part.id).state is state for part in waiting)


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
            return look(self._context, connection, dream_id, self._known)

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
            found = [
                Summary(look(self._context, connection, dream_id, self._known), parse_time(since))
                for dream_id, since in rows
            ]
        return [summary for summary in found if summary.is_open or not open_only]

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
            text = _checked_remark(text)

        def choose(seen: Case) -> tuple[str, ...]:
            parts = self._chosen(seen, selection, action)
            if action is Action.SPLIT:
                for part in parts:
                    _refuse_unsplittable(part)
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
        _checked_text(text, self._context.limits)

        def choose(seen: Case) -> tuple[str, ...]:
            (part,) = self._chosen(seen, Selection(hunks=(hunk_id,)), Action.EDIT)
            if part.hunk.op not in (Op.MODIFY, Op.CREATE):
                raise InvalidRequest("A file that moves or goes has no text to edit; reject it.")
            if part.hunk.change_id == part.id:
                raise InvalidRequest("This change has no text to edit; it only asks.")
            return (part.id,)

        return self._decided(dream_id, Action.EDIT, choose, text, expect_seq, policy)

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
            by = self._context.scope.actor
            if by.type is ActorType.SESSION and (anyone or seen.applied):
                raise NotPermitted("A session may not take an apply back; a person has to.")
            last = seen.review.next_to_undo(None if anyone else by)
            applied = newest_apply(connection, seen.number, None if anyone else by)
            if applied is not None and (last is None or last.number <= applied[1]):
                undone = unapply(self._context, connection, seen, applied[0])
                return Undone(None, undone, self._case(connection, dream_id))
            if last is None:
                raise InvalidRequest("There is nothing of yours to undo in this review.")
            if last.action is not Action.COMMENT:
                _refuse_applied(seen, last.targets)
            after = self._append(connection, seen, Action.UNDO, last.targets, undoes=last.number)
            return Undone(last, None, after)

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
            again = seen.review.next_to_redo(self._context.scope.actor)
            if again is None:
                raise InvalidRequest("There is nothing of yours to redo in this review.")
            if again.action is not Action.COMMENT:
                _refuse_applied(seen, again.targets)
            after = self._append(connection, seen, Action.REDO, again.targets, undoes=again.number)
            return Decided(again.action, again.targets, after)

        return self._db.write(job)

    def preview(self, dream_id: str, *, policy: Policy = NO_POLICY) -> Receipt:
        """
        What applying would do now.

        Raises:
            NotFound: There is no such dream.
        """
        with self._db.snapshot() as connection:
            seen = look(self._context, connection, dream_id, self._known)
            return preview(self._context, connection, seen, policy)

    def apply(
        self,
        dream_id: str,
        selection: Selection | None = None,
        *,
        expect_seq: int | None = None,
        skip_conflicts: bool = False,
        policy: Policy = NO_POLICY,
    ) -> Receipt:
        """
        Write what is accepted (of the selection, if there is one) as new versions.

        Raises:
            NotFound: There is no such dream.
            NotPermitted: An agent may not approve, or the store may not be written.
            StoreMoved: The store is not what was shown.
            HunksConflict: An accepted hunk conflicts, and that was not to be skipped.
            InvalidRequest: A text would break a limit.
            Unaccounted: The result would not be what was decided.
        """

        def job(connection: Connection) -> Receipt:
            seen = look(self._context, connection, dream_id, self._known)
            refuse_agents(self._context, seen, policy)
            check_seq(seen, expect_seq)
            only = None if selection is None else self._named(seen, selection)
            return apply(
                self._context,
                connection,
                seen,
                policy,
                only=only,
                skip_conflicts=skip_conflicts,
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
            self._refuse_agents(connection, seen, targets, action, policy)
            if not targets:
                raise InvalidRequest("There is nothing left to decide there.")
            return Decided(action, targets, self._append(connection, seen, action, targets, text))

        return self._db.write(job)

    def _append(
        self,
        connection: Connection,
        seen: Case,
        action: Action,
        targets: tuple[str, ...],
        text: str | None = None,
        *,
        undoes: int | None = None,
    ) -> Case:
        return decide(self._context, connection, seen, action, targets, text, undoes=undoes)

    def _case(self, connection: Connection, dream_id: str) -> Case:
        return read_case(self._context, connection, dream_id, self._known)

    def _chosen(self, seen: Case, selection: Selection, action: Action) -> tuple[Part, ...]:
        parts = _select(seen, selection)
        named = set(selection.hunks)
        for part in parts:
            if part.id in seen.applied and action is not Action.COMMENT and part.id in named:
                _refuse_applied(seen, (part.id,))
        if action is Action.COMMENT:
            return parts
        if action in (Action.SPLIT, Action.JOIN):
            parts = tuple(part for part in parts if part.hunk.change_id != part.id)
        return tuple(part for part in parts if part.id not in seen.applied)

    def _named(self, seen: Case, selection: Selection) -> Collection[str]:
        return {part.id for part in _select(seen, selection)}

    def _refuse_agents(
        self,
        connection: Connection,
        seen: Case,
        targets: tuple[str, ...],
        action: Action,
        policy: Policy,
    ) -> None:
        if self._context.scope.actor.type is not ActorType.SESSION or action is Action.COMMENT:
            return
        refuse_agents(self._context, seen, policy)
        base = look(self._context, connection, seen.dream.id, self._known).base
        changes = {change.id: change for change in seen.review.changes}
        for target in targets:
            part = seen.review.part(target)
            change_id = target if part is None else part.hunk.change_id
            change = changes.get(change_id)
            if change is not None and not ruling(policy, change, base).agents:
                raise NotPermitted(
                    f"No policy leaves a change of the kind {change.kind} to an agent;"
                    " a person has to decide."
                )


def decide(
    context: Context,
    connection: Connection,
    seen: Case,
    action: Action,
    targets: tuple[str, ...],
    text: str | None = None,
    *,
    undoes: int | None = None,
    by_policy: bool = False,
) -> Case:
    """Record a decision inside a transaction of the caller, and give the case after it."""
    record = append_record(
        context,
        connection,
        seen.number,
        action,
        targets,
        text=text,
        undoes=undoes,
        by_policy=by_policy,
    )
    store_id = seen.dream.memory_store_id
    jobs.record(context, connection, "review.verdict", seen.dream.id, store_id)
    review = extended(seen.review, record)
    if review is None:
        review = fold(seen.review.changes, load_records(connection, seen.number))
    if action is not Action.COMMENT:
        touched = _changes_of(seen, targets)
        tombstones.settle(context, connection, seen.number, seen.dream, review, touched)
    return Case(seen.dream, seen.number, seen.store_seq, review, seen.applied)


def _changes_of(seen: Case, targets: Iterable[str]) -> list[str]:
    changes_of_hunks: Mapping[str, str] = {
        hunk.id: change.id for change in seen.review.changes for hunk in change.hunks
    }
    return [changes_of_hunks.get(target.partition(".")[0], target) for target in targets]


def _select(seen: Case, selection: Selection) -> tuple[Part, ...]:
    known = {part.id for part in (*seen.review.parts, *seen.review.asks)}
    known |= {above for part in seen.review.parts for above, _ in part.above}
    for hunk_id in selection.hunks:
        if hunk_id not in known:
            raise NotFound(f"There is no hunk {hunk_id} in this review.")
    changes = {change.id for change in seen.review.changes}
    for change_id in selection.changes:
        if change_id not in changes:
            raise NotFound(f"There is no change {change_id} in this review.")
    parts = selected(
        seen.review,
        hunks=selection.hunks,
        changes=selection.changes,
        kinds=selection.kinds,
        everything=selection.everything,
    )
    return tuple(
        part
        for part in parts
        if (not selection.pending_only or not part.is_decided)
        and selection.path in (None, part.hunk.path)
    )


def _refuse_applied(seen: Case, targets: Iterable[str]) -> None:
    for target in targets:
        for part_id, applied in seen.applied.items():
            if part_id == target or part_id.startswith(f"{target}."):
                raise InvalidRequest(
                    f"{part_id} was applied by {applied.by.id} already; undo the apply first."
                )


def _refuse_unsplittable(part: Part) -> None:
    if part.edited is not None:
        raise NotSplittable("The hunk was edited; undo the edit to split what was proposed.")
    cuts(part.hunk.op, part.hunk.old_lines, part.hunk.new_lines)


def _checked_remark(text: str) -> str:
    if len(text) > _LONGEST_REMARK:
        raise InvalidRequest(
            f"A reason or comment has at most {_LONGEST_REMARK:,} characters, not {len(text):,}."
        )
    _check_storable(text)
    return text


def _checked_text(text: str, limits: Limits) -> None:
    _check_storable(text)
    if len(text.encode()) > limits.content_bytes:
        raise InvalidRequest(f"A memory may have {limits.content_bytes:,} bytes; this is more.")


def _check_storable(text: str) -> None:
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        raise InvalidRequest("The text is not valid UTF-8 (it holds a lone surrogate).") from None
    if b"\0" in encoded:
        raise InvalidRequest("The text holds a NUL character.")
