"""
What `log` and `blame` say of versions that an applied dream wrote: which change, and who approved.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core import Workspace
    from core.dreams.reviewing.approvals import Approval, Approved
    from core.records.versions import Version
    from core.wire.objects import Json


def approvals_of(workspace: "Workspace", versions: "Iterable[Version]") -> "dict[str, Approval]":
    """The approvals of those versions that a dream brought; most histories have none."""
    ids = [version.id for version in versions if version.origin == "dream"]
    return workspace.reviews.approvals(ids) if ids else {}


def approval_json(approval: "Approval") -> "dict[str, Json]":
    """What a version owes to a dream: its changes, each with who approved it."""
    seen: dict[str, Json] = {}
    for one in approval.hunks:
        seen.setdefault(one.change_id, _approved(one))
    return {"id": approval.dream_id, "changes": [*seen.values()]}


def line_json(approval: "Approval", line: str) -> "dict[str, Json]":
    """What one line owes to a dream."""
    one = approval.change_of(line)
    changes: list[Json] = [] if one is None else [_approved(one)]
    return {"id": approval.dream_id, "changes": changes}


def approvers(approval: "Approval") -> str:
    """Who approved a version's changes, for a person."""
    names = dict.fromkeys(actor.id for one in approval.hunks for actor in one.approved_by)
    return ", ".join(names) or "the policy"


def _approved(one: "Approved") -> "dict[str, Json]":
    from core.wire.objects import actor_json

    return {
        "change_id": one.change_id,
        "title": one.title,
        "approved_by": [actor_json(actor) for actor in one.approved_by],
    }
