"""
What a verdict did where that cannot be seen: out of the window, or to many at once. Pure.
"""

from collections.abc import Callable, Sequence

from core.dreams.reviewing.looking import Look
from core.dreams.reviewing.rebase import State
from core.dreams.verdicts import Action, Part
from memtui.widgets.figures import counted

_DONE = {Action.ACCEPT: "accepted", Action.REJECT: "rejected"}


def done(action: Action, before: Look, look: Look, key: Callable[[str], str]) -> str:
    """
    What there is to tell after a verdict; nothing where it is all in view.

    Args:
        key: Gives the key of an action.
    """
    if action is Action.COMMENT:
        return "Kept, beside the reasons."
    if action is Action.SPLIT:
        count = look.review.progress().total - before.review.progress().total + 1
        return f"Cut into {count:,} parts; {key('review.join')} joins them."
    return " ".join(filter(None, (_many(action, before, look, key), _against(before, look, key))))


def _many(action: Action, before: Look, look: Look, key: Callable[[str], str]) -> str:
    if action not in _DONE:
        return ""
    hunks = _pending(before.review.parts) - _pending(look.review.parts)
    findings = _pending(before.review.asks) - _pending(look.review.asks)
    if hunks + findings < 2:
        return ""
    kinds = [(hunks, "hunk", "hunks"), (findings, "finding", "findings")]
    what = " and ".join(counted(*one) for one in kinds if one[0])
    return f"{what} are {_DONE[action]} by that; {key('review.undo')} takes it back."


def _against(before: Look, look: Look, key: Callable[[str], str]) -> str:
    """What was accepted by this although what is there now stands against it."""
    against = [
        before.review.part(part.id)
        for part in look.review.parts
        if part.is_accepted and look.standing(part.id).state is State.CONFLICTS
    ]
    count = sum(part is None or not part.is_accepted for part in against)
    if not count:
        return ""
    it, they = ("It conflicts", "it is") if count == 1 else (f"{count:,} conflict", "they are")
    return f"{it}, so {they} not applied before {key('review.settle')} settles that."


def _pending(parts: Sequence[Part]) -> int:
    return sum(not part.is_decided for part in parts)
