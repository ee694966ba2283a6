"""
Deciding on a hunk that conflicts, by a side or by the whole text of its file.
"""

from core.context import Context
from core.dreams.kept import ended
from core.dreams.reviewing.deciding import decide
from core.dreams.reviewing.looking import Look
from core.dreams.reviewing.outcomes import Decided
from core.dreams.reviewing.sides import HunkSides, placed
from core.dreams.verdicts import Action
from core.merge import Choice, take
from core.storage.sqlite import Connection


def resolve(
    context: Context,
    connection: Connection,
    seen: Look,
    found: HunkSides,
    *,
    choice: Choice | None,
    content: str | None,
) -> Decided:
    """
    Record inside a transaction of the caller which text a hunk's file is to hold.

    Exactly one of `choice` and `content` is given. To take theirs is to reject the hunk.
    """
    hunk_id = found.part.id
    text = content
    if choice is not None:
        text = found.theirs if choice is Choice.THEIRS else take(found.merge, choice)
    put = placed(found, text or "")
    if put is None:
        after = decide(context, connection, seen, Action.REJECT, (hunk_id,))
        return Decided(Action.REJECT, (hunk_id,), after)
    where, lines = put
    after = decide(
        context, connection, seen, Action.RESOLVE, (hunk_id,), ended(lines), placed=where
    )
    return Decided(Action.RESOLVE, (hunk_id,), after)
