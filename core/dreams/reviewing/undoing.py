"""
Taking back what was done last on a review, and doing it again.
"""

from core.actors import ActorType
from core.context import Context
from core.dreams.reviewing.cases import Case, KnownReviews, read_case
from core.dreams.reviewing.choosing import refuse_applied
from core.dreams.reviewing.deciding import decide
from core.dreams.reviewing.outcomes import Decided, Undone
from core.dreams.reviewing.unapply import newest_apply, unapply
from core.dreams.verdicts import Action
from core.errors import InvalidRequest, NotPermitted
from core.storage.sqlite import Connection


def undo(
    context: Context, connection: Connection, seen: Case, known: KnownReviews, *, anyone: bool
) -> Undone:
    """
    Take back a decision or a whole apply, inside a transaction of the caller.

    Args:
        anyone: Not only what this actor did.

    Raises:
        InvalidRequest: There is nothing to take back, or it was applied since.
        UndoRefused: What others wrote into the applied files cannot be kept.
        NotPermitted: A session may not.
    """
    by = context.scope.actor
    if by.type is ActorType.SESSION and (anyone or seen.applied):
        raise NotPermitted("A session may not take an apply back; a person has to.")
    last = seen.review.next_to_undo(None if anyone else by)
    applied = newest_apply(connection, seen.number, None if anyone else by)
    if applied is not None and (last is None or last.number <= applied[1]):
        undone = unapply(context, connection, seen, applied[0])
        return Undone(None, undone, read_case(context, connection, seen.dream.id, known))
    if last is None:
        raise InvalidRequest("There is nothing of yours to undo in this review.")
    if last.action is not Action.COMMENT:
        refuse_applied(seen, last.targets)
    after = decide(context, connection, seen, Action.UNDO, last.targets, undoes=last.number)
    return Undone(last, None, after)


def redo(context: Context, connection: Connection, seen: Case) -> Decided:
    """
    Do again what this actor took back last, inside a transaction of the caller.

    Raises:
        InvalidRequest: There is nothing to do again, or it was applied since.
    """
    again = seen.review.next_to_redo(context.scope.actor)
    if again is None:
        raise InvalidRequest("There is nothing of yours to redo in this review.")
    if again.action is not Action.COMMENT:
        refuse_applied(seen, again.targets)
    after = decide(context, connection, seen, Action.REDO, again.targets, undoes=again.number)
    return Decided(again.action, again.targets, after)
