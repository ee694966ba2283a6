"""
Whether something may be decided or applied: the dream is over, nothing moved since it was shown,
and this actor may.
"""

from core.actors import ActorType
from core.context import Context
from core.dreams.reviewing.cases import Case, KnownReviews
from core.dreams.reviewing.looking import look
from core.dreams.reviewing.moved import ReviewMoved, StoreMoved
from core.dreams.reviewing.policy import Policy, ruling
from core.dreams.verdicts import Action
from core.errors import InvalidRequest, NotPermitted
from core.storage.sqlite import Connection


def refuse_unfinished(case: Case) -> None:
    """
    Check that the dream is over: what one found so far may be replaced, or not be proposed at all.

    Raises:
        InvalidRequest: It is not.
    """
    if not case.dream.status.is_over:
        raise InvalidRequest(
            f"The dream {case.dream.id} is {case.dream.status}, and what it proposes may still"
            " change; decide once it is over, or cancel it."
        )


def check_seq(case: Case, expect_seq: int | None) -> None:
    """
    Check that the store is still what was shown.

    Raises:
        StoreMoved: It is not.
    """
    if expect_seq is not None and case.store_seq != expect_seq:
        raise StoreMoved(expect_seq, case.store_seq)


def check_state(case: Case, expect_state: str | None) -> None:
    """
    Check that nobody decided since the review was shown.

    Raises:
        ReviewMoved: Somebody did.
    """
    if expect_state is not None and case.review.state != expect_state:
        raise ReviewMoved


def refuse_agents(context: Context, case: Case, policy: Policy) -> None:
    """
    Keep agents from approving what agents proposed.

    Raises:
        NotPermitted: This actor is the session that proposed, or one that no policy allows.
    """
    actor = context.scope.actor
    if actor.type is not ActorType.SESSION:
        return
    if actor == case.dream.created_by or actor.id == case.dream.session_id:
        raise NotPermitted("A session may not approve what it proposed; a person has to.")
    if not policy.agents:
        raise NotPermitted("No policy lets an agent approve changes; a person has to.")


def refuse_without_policy(
    context: Context,
    connection: Connection,
    seen: Case,
    targets: tuple[str, ...],
    action: Action,
    policy: Policy,
    known: KnownReviews,
) -> None:
    """
    Keep agents from deciding on what no policy leaves to them.

    Raises:
        NotPermitted: This actor is a session, and may not decide on one of them.
    """
    if context.scope.actor.type is not ActorType.SESSION or action is Action.COMMENT:
        return
    refuse_agents(context, seen, policy)
    base = look(context, connection, seen.dream.id, known).base
    changes = {change.id: change for change in seen.review.changes}
    for target in targets:
        change = changes.get(seen.review.change_of(target))
        if change is not None and not ruling(policy, change, base).agents:
            raise NotPermitted(
                f"No policy leaves a change of the kind {change.kind} to an agent;"
                " a person has to decide."
            )
