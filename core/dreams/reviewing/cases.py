"""
What was decided and applied on one proposal, without a look at the store.

A verdict must be quick, so what is known of a review is kept between two of them: a proposal never
changes but for redaction, and of the records only new ones are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.actors import Actor, ActorType
from core.context import Context
from core.dreams import rows
from core.dreams.dream import Dream
from core.dreams.kept import load_changes
from core.dreams.proposal import Change
from core.dreams.review import Review
from core.dreams.reviewing.folding import extended, fold
from core.dreams.reviewing.verdicts import load_records
from core.dreams.verdicts import Part
from core.storage.sqlite import Connection


@dataclass(frozen=True, slots=True)
class Applied:
    """How a hunk came into the store."""

    apply_id: str
    by: Actor
    version_id: str | None
    """The version that holds it; `None` when there was nothing left to do."""


@dataclass(frozen=True, slots=True)
class Case:
    """One review, as far as its own tables tell."""

    dream: Dream
    number: int
    store_seq: int
    """The newest change of a memory in the store; verdicts do not move it."""
    review: Review
    applied: Mapping[str, Applied]
    """By the id of the part, in the order in which they were applied."""
    viewer: Actor
    """Who looks."""

    @property
    def may_undo(self) -> bool:
        """Whether there is something that the viewer did and could take back."""
        newest = next(reversed([*self.applied.values()]), None)
        own = self.review.next_to_undo(self.viewer)
        return own is not None or (newest is not None and newest.by == self.viewer)

    @property
    def may_redo(self) -> bool:
        """Whether there is something that the viewer took back and could do again."""
        return self.review.next_to_redo(self.viewer) is not None

    @property
    def is_open(self) -> bool:
        """Something is undecided, or accepted and not applied."""
        return bool(self.waiting()) or any(not ask.is_decided for ask in self.review.asks)

    def waiting(self) -> tuple[Part, ...]:
        """The parts that are neither applied nor rejected, of changes that still say something."""
        withdrawn = {change.id for change in self.review.changes if change.is_withdrawn}
        return tuple(
            part
            for part in self.review.parts
            if part.id not in self.applied
            and part.hunk.change_id not in withdrawn
            and (part.is_accepted or not part.is_decided)
        )


@dataclass(frozen=True, slots=True)
class _Known:
    revision: int
    changes: tuple[Change, ...]
    newest: int
    """The newest record in the review, whatever became of it."""
    review: Review


class KnownReviews:
    """Reviews as they were read last. Values only, so any thread may use it."""

    def __init__(self) -> None:
        self._known: dict[int, _Known] = {}

    def read(self, connection: Connection, dream: int) -> Review:
        """The review of a dream, by its number."""
        (revision,) = connection.execute(
            "SELECT revision FROM dreams WHERE number = ?", (dream,)
        ).fetchone()
        known = self._known.get(dream)
        if known is None or known.revision != revision:
            changes = load_changes(connection, dream)
            known = _Known(revision, changes, 0, fold(changes, ()))
        later = load_records(connection, dream, after=known.newest)
        review: Review | None = known.review
        for record in later:
            review = None if review is None else extended(review, record)
        if review is None:
            review = fold(known.changes, load_records(connection, dream))
        newest = later[-1].number if later else known.newest
        self._known[dream] = _Known(revision, known.changes, newest, review)
        return review

    def forget(self, dream: int) -> None:
        """Read a review anew next time: the transaction that it was read in was undone."""
        self._known.pop(dream, None)


def read_case(
    context: Context, connection: Connection, dream_id: str, known: KnownReviews | None = None
) -> Case:
    """
    What was decided on a dream's proposal, in this snapshot.

    Raises:
        NotFound: There is no such dream for this actor.
    """
    dream = rows.visible(context, connection, dream_id)
    number = rows.number_of(connection, dream_id)
    review = (known or KnownReviews()).read(connection, number)
    store_seq = _seq_of(connection, dream.memory_store_id)
    applied = _applied(connection, number)
    return Case(dream, number, store_seq, review, applied, context.scope.actor)


def _seq_of(connection: Connection, store_id: str) -> int:
    """The newest change of a memory of a store; verdicts do not move it."""
    (seq,) = connection.execute(
        "SELECT coalesce(max(seq), 0) FROM versions WHERE store_id = ?", (store_id,)
    ).fetchone()
    return int(seq)


def _applied(connection: Connection, dream: int) -> dict[str, Applied]:
    rows = connection.execute(
        "SELECT hunk_id, applies.id, actor_type, actor_id, version_id FROM applied_hunks"
        " JOIN applies ON applies.number = applied_hunks.apply"
        " WHERE dream = ? AND undone_at IS NULL ORDER BY applied_hunks.number",
        (dream,),
    ).fetchall()
    return {
        hunk_id: Applied(apply_id, Actor(ActorType(actor_type), actor_id), version_id)
        for hunk_id, apply_id, actor_type, actor_id, version_id in rows
    }
