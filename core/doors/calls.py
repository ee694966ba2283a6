"""
The calls of a workspace that a console may make from afar: which there are, and who may make them.

A console on a served workspace works through the very same parts as one on a file. Each call is
named by its part and method; what it takes and gives are core's own values. Everything that needs
files, callbacks or endless answers of the caller's machine stays there, and is made of these.
"""

import inspect
import logging
from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from core.errors import CoreError, InvalidRequest, NotFound, NotPermitted
from core.handle import Session
from core.workspace import Workspace

if TYPE_CHECKING:
    from core.dreams.reviewing.policy import Policy

LOG = logging.getLogger("memtui.calls")


class Rank(IntEnum):
    """What a key may call; each rank may also what the ones before it may."""

    LIMITED = 0
    """A key of a session, or of some stores: its scope says what it sees."""
    PLAIN = 1
    """A key of the workspace: what is on the wire too."""
    ADMIN = 2
    """A key of an administrator: what only people do."""


WORKSPACE = "workspace"
"""The part that is the workspace itself."""

_TABLE: tuple[tuple[Rank, str, str], ...] = (
    (Rank.LIMITED, WORKSPACE, "blame diff overview require_writable restore seq"),
    (Rank.LIMITED, "stores", "retrieve page size"),
    (
        Rank.LIMITED,
        "memories",
        "at_path create create_many delete edit page put retrieve update",
    ),
    (
        Rank.LIMITED,
        "memories",
        "delete_directory rename_directory",
    ),
    (Rank.LIMITED, "versions", "retrieve page history memory_at"),
    (Rank.LIMITED, "asof", "at_path moments page resolve seq_at"),
    (Rank.LIMITED, "changes", "last_seq newest since"),
    (Rank.LIMITED, "conflicts", "count dropped page retrieve text"),
    (Rank.LIMITED, "finding", "count page"),
    (Rank.LIMITED, "search", "__call__"),
    (Rank.LIMITED, "sessions", "retrieve page"),
    (Rank.LIMITED, "standing", "__call__"),
    (Rank.LIMITED, "importer", "store_files"),
    (Rank.PLAIN, WORKSPACE, "alarms has_proposals ids_like sessions_since"),
    (Rank.PLAIN, "stores", "create update archive unarchive delete"),
    (Rank.PLAIN, "sessions", "start attach end pause resume"),
    (Rank.PLAIN, "dreams", "archive cancel create page preview retrieve"),
    (Rank.PLAIN, "agents", "list touched"),
    (Rank.PLAIN, "timelines", "between changed extent marks"),
    (Rank.PLAIN, "transcripts", "answer event events newest search turn"),
    (Rank.PLAIN, "stretches", "at first head_of last matches"),
    (Rank.PLAIN, "summaries", "page retrieve"),
    (Rank.PLAIN, "accesses", "of_event of_events of_memory of_session unread writer_of"),
    (Rank.PLAIN, "redactor", "version"),
    (Rank.ADMIN, WORKSPACE, "examine rebuild_index"),
    (Rank.ADMIN, "redactor", "text"),
    (Rank.ADMIN, "transcripts", "delete"),
    (Rank.ADMIN, "undo", "next redo session undo"),
    (Rank.ADMIN, "resolver", "dismiss draft keep_draft resolve show"),
    (
        Rank.ADMIN,
        "reviews",
        "apply approvals case decide edit explain list look preview redo resolve sides undo",
    ),
    (Rank.ADMIN, "keys", "create list revoke"),
)

RANKS: Mapping[tuple[str, str], Rank] = {
    (part, method): rank for rank, part, methods in _TABLE for method in methods.split()
}
"""Every call, and the least rank that may make it."""


def perform(
    workspace: Workspace,
    rank: Rank,
    part: str,
    method: str,
    arguments: Mapping[str, Any],
    *,
    policy: "Policy | None",
    start_dream: Callable[[Workspace, str], None],
) -> object:
    """
    Make one call in the name of whoever the workspace acts for.

    Args:
        arguments: By name.
        policy: What may be applied without a person; always that of the server.

    Raises:
        NotFound: There is no such call, or a limited key may not know of it.
        NotPermitted: The rank is too low.
        InvalidRequest: The arguments are not what it takes.
    """
    needed = RANKS.get((part, method))
    if needed is None or (rank is Rank.LIMITED and needed > rank):
        raise NotFound("There is nothing at this address.")
    if needed > rank:
        raise NotPermitted("That needs a key of an administrator.")
    function = getattr(_part(workspace, part), method)
    signature = inspect.signature(function)
    given = dict(arguments)
    if "note" in given:
        # What a version says of where it came from is the server's to say.
        raise InvalidRequest(f"The arguments are not what {method} takes (note).")
    if "policy" in signature.parameters:
        from core.dreams.reviewing.policy import NO_POLICY

        given["policy"] = NO_POLICY if policy is None else policy
    try:
        bound = signature.bind(**given)
        result = function(*bound.args, **bound.kwargs)
    except CoreError:
        raise
    except (TypeError, AttributeError, ValueError, KeyError, OverflowError) as error:
        # Its own console never sends such values; anybody may, and must not fill the log with it.
        LOG.debug("%s.%s was refused", part, method, exc_info=True)
        raise InvalidRequest(f"The arguments are not what {method} takes ({error}).") from None
    if (part, method) == ("dreams", "create"):
        start_dream(workspace, result.id)
    # A handle stays here; its record tells the caller all that it needs for one of its own.
    return result.record if isinstance(result, Session) else result


def _part(workspace: Workspace, name: str) -> Any:  # noqa: ANN401  # one of many classes
    if name == WORKSPACE:
        return workspace
    if name == "redactor":
        return workspace.redact()
    return getattr(workspace, name)
