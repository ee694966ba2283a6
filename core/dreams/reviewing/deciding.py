"""
Recording a decision: durable with its row in the feed, and what it means for the next dream.
"""

from core.context import Context
from core.dreams import rows
from core.dreams.reviewing import tombstones
from core.dreams.reviewing.cases import Case
from core.dreams.reviewing.folding import extended, fold
from core.dreams.reviewing.verdicts import append_record, load_records
from core.dreams.verdicts import Action, Placed
from core.storage.sqlite import Connection


def decide(
    context: Context,
    connection: Connection,
    seen: Case,
    action: Action,
    targets: tuple[str, ...],
    text: str | None = None,
    *,
    undoes: int | None = None,
    placed: Placed | None = None,
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
        placed=placed,
        by_policy=by_policy,
    )
    store_id = seen.dream.memory_store_id
    rows.record(context, connection, "review.verdict", seen.dream.id, store_id)
    review = extended(seen.review, record)
    if review is None:
        review = fold(seen.review.changes, load_records(connection, seen.number))
    if action is not Action.COMMENT:
        touched = [seen.review.change_of(target) for target in targets]
        tombstones.settle(context, connection, seen.number, seen.dream, review, touched)
    return Case(seen.dream, seen.number, seen.store_seq, review, seen.applied, seen.viewer)
