"""
What the end of a dream decides by itself: what the policy leaves to nobody, and all of a dream that
was to write at once, which whoever made it accepts; what needs somebody else as well waits.
"""

from core.context import Context
from core.dreams.apply import apply
from core.dreams.dream import Behavior, Dream
from core.dreams.reviewing.deciding import decide
from core.dreams.reviewing.looking import look
from core.dreams.reviewing.policy import Policy, Rule, ruling
from core.dreams.verdicts import Action
from core.storage.sqlite import Connection


def decide_at_once(context: Context, connection: Connection, dream: Dream, policy: Policy) -> None:
    """Accept what needs nobody: by the policy, or because the dream was to write at once."""
    seen = look(context, connection, dream.id)
    if dream.behavior is Behavior.UPDATE_EXISTING:
        targets = tuple(part.id for part in seen.review.parts)
        if targets:
            decide(context, connection, seen, Action.ACCEPT, targets)
            seen = look(context, connection, dream.id)
            apply(context, connection, seen, policy, skip_conflicts=True)
        return
    automatic = {
        change.id
        for change in seen.review.changes
        if ruling(policy, change, seen.base).rule is Rule.AUTOMATIC
    }
    targets = tuple(part.id for part in seen.review.parts if part.hunk.change_id in automatic)
    if targets:
        decide(context, connection, seen, Action.ACCEPT, targets, by_policy=True)
